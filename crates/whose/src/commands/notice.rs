//! `whose notice`: templates held against the law, and what one person would be told.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;
use whose::notices::{FormRequest, Made, Request, form, library, preview, write_templates};
use whose::verify::require_scoped;
use whose_tell::Language;
use whose_tell::law::Law;
use whose_tell::notice::{Kind, Problem, lint, variables_in_words};

use super::{CaseArgument, End};
use crate::terminal;

/// Write what a person would be told, and hold templates against the law. Nothing is sent.
///
/// Templates are Markdown, JURISDICTION/KIND.LANGUAGE.md. Those of a folder given with --templates take the place of the
/// built-in ones.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose notice preview --case case/ P-0FJ7Q2M8K1ZXC
  whose notice form --case case/ --kind regulator --jurisdiction ca-qc
  whose notice templates my-templates/
  whose notice lint --templates my-templates/")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Refuse templates that lack required content or hold forbidden content, by file, line and rule.
    Lint {
        /// Folder with templates of your own.
        #[arg(long, value_name = "DIR")]
        templates: Option<PathBuf>,
    },
    /// Write the notice for one person as a page into the case folder. The name is masked unless --reveal, which the journal
    /// records.
    Preview(PreviewArguments),
    /// Fill in a report to an authority, the notices to clients, or a public statement from the case, as pages in the case
    /// folder.
    Form(FormArguments),
    /// Write the built-in templates into a folder, to be changed there.
    Templates {
        /// A new or empty folder.
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    /// List what a template can speak of.
    Variables,
}

#[derive(Debug, clap::Args)]
struct PreviewArguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Person, as `whose people` prints it.
    #[arg(value_name = "PERSON")]
    person: String,
    /// What the notice is for.
    #[arg(long, default_value = "first", value_parser = ["first", "interim", "follow-up", "withdrawal"])]
    kind: String,
    /// Language; that of the jurisdiction by default.
    #[arg(long, value_parser = ["en", "ko", "fr"])]
    language: Option<String>,
    /// By the law of this jurisdiction; by default, of the one where the person lives.
    #[arg(long, value_name = "CODE")]
    jurisdiction: Option<String>,
    /// Folder with templates of your own.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Show name and address whole. The journal records it.
    #[arg(long)]
    reveal: bool,
    /// Write it as a letter in PDF too, as it would be posted.
    #[arg(long)]
    pdf: bool,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    match &arguments.command {
        Command::Lint { templates } => {
            let law = Law::load()?;
            let library = library(&law, templates.as_deref())?;
            let problems = lint(&law, &library);
            if problems.is_empty() {
                terminal::print(&format!("All {} templates hold.", library.iter().count()));
                return Ok(End::Complete);
            }
            Ok(refuse(&problems))
        }
        Command::Preview(arguments) => run_preview(arguments),
        Command::Form(arguments) => run_form(arguments),
        Command::Templates { dir } => {
            let count = write_templates(dir)?;
            terminal::print(&format!("{count} templates written to {}", dir.display()));
            Ok(End::Complete)
        }
        Command::Variables => {
            let rows = variables_in_words().into_iter().map(|row| row.map(ToString::to_string).to_vec());
            terminal::print(&terminal::table(&["variable", "from", "what it is"], rows));
            Ok(End::Complete)
        }
    }
}

fn refuse(problems: &[Problem]) -> End {
    for problem in problems {
        terminal::print(&problem.to_string());
    }
    terminal::print(&format!("{} problems.", problems.len()));
    End::Failed
}

fn run_preview(arguments: &PreviewArguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    let law = Law::load()?;
    let library = library(&law, arguments.templates.as_deref())?;
    let request = Request {
        person: arguments.person.clone(),
        kind: Kind::from_code(&arguments.kind).unwrap_or(Kind::First),
        language: arguments.language.as_deref().and_then(Language::from_code),
        jurisdiction: arguments.jurisdiction.clone(),
        reveal: arguments.reveal,
        pdf: arguments.pdf,
    };
    let made = preview(&mut case, &law, &library, &request)?;
    Ok(told(made))
}

#[derive(Debug, clap::Args)]
struct FormArguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Whom it is for.
    #[arg(long, value_parser = ["regulator", "client", "public"])]
    kind: String,
    /// By the law of this jurisdiction; needed for an authority.
    #[arg(long, value_name = "CODE")]
    jurisdiction: Option<String>,
    /// The client that is told; by default each gets a page of its own.
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// Language; that of the jurisdiction by default.
    #[arg(long, value_parser = ["en", "ko", "fr"])]
    language: Option<String>,
    /// Folder with templates of your own.
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

fn run_form(arguments: &FormArguments) -> Result<End> {
    let case = arguments.case.open()?;
    require_scoped(&case)?;
    let law = Law::load()?;
    let library = library(&law, arguments.templates.as_deref())?;
    let request = FormRequest {
        kind: Kind::from_code(&arguments.kind).unwrap_or(Kind::Public),
        jurisdiction: arguments.jurisdiction.clone(),
        client: arguments.client.clone(),
        language: arguments.language.as_deref().and_then(Language::from_code),
    };
    Ok(told(form(&case, &law, &library, &request)?))
}

/// Prints what was made.
fn told(made: Made) -> End {
    match made {
        Made::Refused(problems) => refuse(&problems),
        Made::Written { pages, template, jurisdiction, missing, company_file } => {
            for page in pages {
                terminal::print(&format!("Notice:   {}", page.display()));
            }
            terminal::print(&format!("Template: {template}\nLaw:      {jurisdiction}"));
            if let Some(made) = company_file {
                terminal::print(&format!("Made:     {}: write there what your notices say", made.display()));
            }
            if missing.is_empty() {
                return End::Complete;
            }
            terminal::print(&format!("Missing:  {}", missing.join(", ")));
            End::WithGaps
        }
    }
}
