//! `whose decide`: a reviewer's word on who is one person and who is two.

use anyhow::Result;
use clap::Subcommand;
use whose::Case;
use whose::decisions::{Kind, decide, list, undo};
use whose::verify::require_scoped;

use super::{CaseArgument, End};
use crate::terminal;

/// Decide that two are one person, or that they are two. It wins over the model, and stays when sources are added.
///
/// Each is a person (P-...) or a record as `whose explain` names it (PLACE:RECORD, or PLACE:RECORD@ROLE where a record mentions
/// several people). What depends on it is redone at once, or with --later by the next scope.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose decide --case case/ merge P-0A1B2C3D4E5F6 P-6F5E4D3C2B1A0 --why \"same person, moved in May\"
  whose decide --case case/ split disk/may.csv:17 disk/june.csv:4 --why \"father and son\"
  whose decide --case case/ list
  whose decide --case case/ undo 3")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    #[command(subcommand)]
    what: What,
    /// Note it only; the next scope takes it into account.
    #[arg(long, global = true)]
    later: bool,
}

#[derive(Debug, Subcommand)]
enum What {
    /// They are one person.
    Merge(Two),
    /// They are two people.
    Split(Two),
    /// Take a decision back.
    Undo {
        /// Its number, as `list` shows it.
        number: u32,
    },
    /// Show the decisions in force.
    List,
}

#[derive(Debug, clap::Args)]
struct Two {
    /// A person or a record.
    one: String,
    /// Another.
    other: String,
    /// The reason, for those who read it later. Write no personal data here.
    #[arg(long, default_value = "")]
    why: String,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    let noted = match &arguments.what {
        What::List => {
            terminal::print(&shown(&case)?);
            return Ok(End::Complete);
        }
        What::Merge(two) => noted(decide(&mut case, Kind::Merge, [&two.one, &two.other], &two.why)?),
        What::Split(two) => noted(decide(&mut case, Kind::Split, [&two.one, &two.other], &two.why)?),
        What::Undo { number } => {
            undo(&mut case, *number)?;
            format!("Decision {number} is undone.")
        }
    };
    if arguments.later {
        terminal::print(&format!("{noted} The next `whose scope` takes it into account."));
        return Ok(End::Complete);
    }
    terminal::print(&format!("{noted} Redoing what depends on it."));
    super::scope::redo(&mut case)
}

fn noted(number: u32) -> String {
    format!("Decision {number} is noted.")
}

fn shown(case: &Case) -> Result<String> {
    let decisions = list(case)?;
    if decisions.is_empty() {
        return Ok("No decision is in force.".to_string());
    }
    let rows = decisions
        .into_iter()
        .map(|row| vec![row.number.to_string(), row.kind, row.named.join(" and "), row.why, row.time]);
    Ok(terminal::table(&["number", "decided", "about", "why", "when"], rows))
}
