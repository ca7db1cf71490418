//! `whose scope`: from the files handed in to people and a report.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use whose::Case;
use whose::case::{NewEntry, digest_file};
use whose::progress::Control;
use whose::scope::{ModelRequest, Request, Scoped, scope};

use super::End;
use crate::terminal;

/// Read what a contractor held, find the people in it, and report: whose data, what, for which client, over which period.
///
/// Run it again on the same case to add sources; only what is new or changed is read. Stopped or killed, it resumes.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose scope disk/ --case case/ --clients clients.csv
  whose scope backup.tar.gz exports/ --case case/ --registry customers.csv --password-file passwords.txt")]
pub struct Arguments {
    /// Files and folders that the contractor held. They are opened read-only.
    #[arg(value_name = "SOURCE", required = true)]
    sources: Vec<PathBuf>,
    /// The case's folder; made when it does not exist. Keep it on an encrypted disk: it holds personal data.
    #[arg(long = "case", value_name = "DIR")]
    case: PathBuf,
    /// The contractor's clients: CSV with the columns key and client, one line per key (customer number, EDI identifier, folder).
    #[arg(long, value_name = "FILE")]
    clients: Option<PathBuf>,
    /// The company's own customers: CSV with a customer number and what identifies a customer.
    #[arg(long, value_name = "FILE")]
    registry: Option<PathBuf>,
    /// Numbers of the company's own (customer, policy, claim), TOML: name, kind, pattern, examples. See docs/own-numbers.md.
    #[arg(long, value_name = "FILE")]
    own_numbers: Option<PathBuf>,
    /// A model for names in running text, besides the lists: a folder with model.onnx, tokenizer.json and config.json (token
    /// classification). Slow. Kept with the case. See docs/detect.md.
    #[arg(long, value_name = "DIR", conflicts_with = "no_model")]
    model: Option<PathBuf>,
    /// Without the model that the case used so far.
    #[arg(long)]
    no_model: bool,
    /// Passwords for encrypted archives, one per line.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
    /// Threads; as many as there are cores by default. The result does not depend on it.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

impl Arguments {
    /// The case's folder.
    pub fn case(&self) -> &Path {
        &self.case
    }
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let control = Arc::new(Control::default());
    let for_signal = Arc::clone(&control);
    ctrlc::set_handler(move || for_signal.stop())?;
    let mut case = Case::open_or_create(&arguments.case)?;
    let request = Request {
        sources: arguments.sources.clone(),
        clients: arguments.clients.clone(),
        registry: arguments.registry.clone(),
        own_numbers: arguments.own_numbers.clone(),
        model: match &arguments.model {
            Some(folder) => ModelRequest::Use(folder.clone()),
            None if arguments.no_model => ModelRequest::Without,
            None => ModelRequest::AsBefore,
        },
        passwords: arguments.password_file.clone(),
        threads: arguments.threads.map(usize::from),
    };
    let scoped = {
        let bar = terminal::Bar::new();
        scope(&mut case, &request, &control, &bar)?
    };
    super::report::write_and_print(&mut case)?;
    Ok(end_of(&scoped))
}

/// Notes in the journal that a file of the user's was taken, and redoes what depends on it.
pub fn taken(case: &mut Case, part: &str, file: &Path, what: String) -> Result<End> {
    case.record(NewEntry {
        command: format!("{part} --apply"),
        what: what.clone(),
        inputs: [(part.to_string(), digest_file(file)?)].into(),
        ..NewEntry::default()
    })?;
    terminal::print(&format!("{what}. Redoing what depends on them."));
    redo(case)
}

/// Says where a file to be changed was written, and how it is given back.
pub fn offered(case: &Case, part: &str, path: &Path) {
    terminal::print(&format!(
        "Written to {}. Change it there, then: whose {part} --case {} --apply {0}",
        path.display(),
        case.dir().display()
    ));
}

/// Redoes what depends on a word of the user's, and prints the report.
pub fn redo(case: &mut Case) -> Result<End> {
    let control = Arc::new(Control::default());
    let for_signal = Arc::clone(&control);
    ctrlc::set_handler(move || for_signal.stop())?;
    let scoped = {
        let bar = terminal::Bar::new();
        scope(case, &Request::default(), &control, &bar)?
    };
    super::report::write_and_print(case)?;
    Ok(end_of(&scoped))
}

/// Finished with gaps is not complete.
pub fn end_of(scoped: &Scoped) -> End {
    if scoped.gaps > 0 { End::WithGaps } else { End::Complete }
}
