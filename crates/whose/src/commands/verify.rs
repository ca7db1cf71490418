//! `whose verify`: recomputes every digest and total of the case.

use anyhow::Result;
use whose::verify::{require_scoped, verify};

use super::{CaseArgument, End};
use crate::terminal;

/// Recompute every digest and total of the case, and check the journal's hash chain.
///
/// Example: whose verify --case case/
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let case = arguments.case.open()?;
    require_scoped(&case)?;
    let checks = verify(&case)?;
    let wrong = checks.iter().filter(|check| check.wrong.is_some()).count();
    let total = checks.len();
    let rows = checks.into_iter().map(|check| match check.wrong {
        None => vec!["holds".to_string(), check.what, String::new()],
        Some(wrong) => vec!["WRONG".to_string(), check.what, wrong],
    });
    terminal::print(&terminal::table(&["", "checked", "found"], rows));
    if wrong == 0 {
        terminal::print(&format!("All {total} checks hold."));
        return Ok(End::Complete);
    }
    terminal::print(&format!(
        "{wrong} of {total} checks do not hold: the case was changed outside whose, or a disk failed."
    ));
    Ok(End::Failed)
}
