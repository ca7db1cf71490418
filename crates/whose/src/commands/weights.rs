//! `whose weights`: how much each agreement says, and what a person sets instead.

use std::path::PathBuf;

use anyhow::{Result, bail};
use whose::verify::require_scoped;
use whose::weights::{BY_A_PERSON, apply, list, number, write};
use whose_model::tables::WeightRow;

use super::{CaseArgument, End};
use crate::terminal;

/// Show how much each agreement between two records says, as estimated from the case, and write it to weights.toml in the case folder.
///
/// Nothing has to be set. To set a weight, take the # from its line in weights.toml, change it, and give the file back with
/// --apply: what depends on it is redone, and the report says that weights were set.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose weights --case case/
  whose weights --case case/ --apply case/weights.toml")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Take this changed file, and redo what depends on it.
    #[arg(long, value_name = "FILE")]
    apply: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    if let Some(file) = &arguments.apply {
        let count = apply(&case, file)?;
        return super::scope::taken(&mut case, "weights", file, format!("{count} weights set"));
    }
    let rows = list(&case)?;
    if rows.is_empty() {
        bail!(
            "the case was resolved before weights were kept: run `whose scope` on it again, with its sources"
        );
    }
    terminal::print(&table(&rows));
    super::scope::offered(&case, "weights", &write(&case)?);
    Ok(End::Complete)
}

fn table(rows: &[WeightRow]) -> String {
    let header =
        ["between", "field", "agreement", "of one person", "of a household", "of strangers", "bits", "by"];
    let rows = rows.iter().map(|row| {
        let share = |share: Option<f64>, otherwise: &str| share.map_or_else(|| otherwise.to_string(), number);
        let whole = row.field.is_empty();
        let bits = row.chance.map(|chance| format!("{:+.1}", (row.matched / chance).log2()));
        vec![
            row.between.clone(),
            row.field.clone(),
            row.level.clone(),
            number(row.matched),
            share(row.household, if whole { "" } else { "chance" }),
            share(row.chance, if whole { "" } else { "by value" }),
            bits.unwrap_or_default(),
            if row.decided_by == BY_A_PERSON { "you" } else { "the data" }.to_string(),
        ]
    });
    terminal::table(&header, rows)
}
