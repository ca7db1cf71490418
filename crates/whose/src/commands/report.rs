//! `whose report`: writes and prints the report.

use anyhow::Result;
use whose::Case;
use whose::case::Settings;
use whose::report::{Written, write};
use whose::verify::require_scoped;

use super::{CaseArgument, End};
use crate::terminal;

/// Write the report (report.html, report.json, CSV tables) into the case folder, and print its summary.
///
/// The language of the page is remembered for this case.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose report --case case/
  whose report --case case/ --language fr")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Language of the page.
    #[arg(long, value_parser = ["en", "fr", "ko"])]
    language: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    if let Some(language) = &arguments.language {
        case.set_settings(Settings { language: Some(language.clone()), ..case.settings().clone() })?;
    }
    let written = write_and_print(&mut case)?;
    Ok(if written.gaps > 0 { End::WithGaps } else { End::Complete })
}

/// Writes the report, prints its summary and where it stands.
pub fn write_and_print(case: &mut Case) -> Result<Written> {
    let written = write(case)?;
    terminal::print(&written.summary);
    terminal::print(&format!("\nReport: {}", written.page.display()));
    Ok(written)
}
