//! `whose layout`: what each column was taken for, and why.

use std::path::PathBuf;

use anyhow::Result;
use whose::layouts::{Shown, apply, list, write};
use whose::verify::require_scoped;

use super::{CaseArgument, End};
use crate::terminal;

/// Show what each column was taken for and why, and write it to layout.toml in the case folder.
///
/// To correct a column, edit category or role in layout.toml and give the file back with --apply: what depends on it is redone.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose layout --case case/
  whose layout --case case/ exports/may.csv
  whose layout --case case/ --apply case/layout.toml")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    /// Sources whose place holds this text only.
    #[arg(value_name = "SOURCE")]
    source: Option<String>,
    /// Take this corrected file, and redo what depends on it.
    #[arg(long, value_name = "FILE", conflicts_with = "source")]
    apply: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    if let Some(file) = &arguments.apply {
        let count = apply(&case, file)?;
        return super::scope::taken(&mut case, "layout", file, format!("{count} columns corrected"));
    }
    let shown = list(&case, arguments.source.as_deref())?;
    if let (true, Some(source)) = (shown.is_empty(), &arguments.source) {
        anyhow::bail!(
            "no table of this case stands at {source}. `whose layout --case ...` lists all of them"
        );
    }
    terminal::print(&table(&shown));
    super::scope::offered(&case, "layout", &write(&case)?);
    Ok(End::Complete)
}

fn table(shown: &[Shown]) -> String {
    let header =
        ["place", "table", "column", "taken for", "role", "certain", "values", "found", "masked", "why"];
    let rows = shown.iter().map(|Shown { place, row }| {
        vec![
            place.clone(),
            row.table_name.clone(),
            row.column_name.clone(),
            row.category.clone().unwrap_or_else(|| "-".to_string()),
            row.role.clone(),
            format!(
                "{:.0}%{}",
                row.certainty * 100.0,
                if row.decided_by == "corrected" { " corrected" } else { "" }
            ),
            row.values.to_string(),
            row.found.to_string(),
            row.mask_rule.clone().unwrap_or_default(),
            row.evidence.clone(),
        ]
    });
    terminal::table(&header, rows)
}
