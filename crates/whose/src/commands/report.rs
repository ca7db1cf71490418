//! `whose report`: writes and prints the report.

use anyhow::Result;
use whose::Case;
use whose::report::{Written, write};
use whose::verify::require_scoped;

use super::{CaseArgument, End};
use crate::terminal;

/// Write the report (report.html, report.json, CSV tables) into the case folder, and print its summary.
///
/// Example: whose report --case case/
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
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
