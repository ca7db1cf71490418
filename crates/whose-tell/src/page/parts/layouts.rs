//! Columns to check.

use crate::Report;
use crate::page::{Part, Section, Table, number, row, text};
use crate::words::Words;

/// Columns that stand one by one; the rest are in `columns_to_check.csv`.
const SHOWN: usize = 50;
/// Columns that a sentence names.
const NAMED: usize = 6;

/// `Salary, Credit score and 3 others`, where columns were not understood.
pub(super) fn named_open(report: &Report, words: &Words) -> String {
    let names = report.open_names();
    let mut named: Vec<String> = names.iter().take(NAMED).map(|name| column_name(name, words)).collect();
    let others = report.open_columns().len() - named.len();
    if others > 0 {
        named.push(words.count("layouts.others", others as u64, &[]));
    }
    words.list(&named.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A column that the table does not name has its number as its name.
fn column_name(name: &str, words: &Words) -> String {
    match name.parse::<u32>() {
        Ok(_) => words.fill("layouts.numbered", &[("number", name)]),
        Err(_) => name.to_string(),
    }
}

pub(super) fn part(report: &Report, words: &Words) -> Part {
    if report.layouts_to_check.is_empty() {
        return Part::default();
    }
    let rows = report
        .layouts_to_check
        .iter()
        .take(SHOWN)
        .map(|layout| {
            let place = if layout.table.is_empty() {
                layout.place.clone()
            } else {
                format!("{} · {}", layout.place, layout.table)
            };
            let meaning = match &layout.category {
                Some(code) => format!("{} ({})", words.category(report, code), words.role(&layout.role)),
                None if layout.open => words.say("layouts.not_understood").to_string(),
                None => words.say("layouts.nothing").to_string(),
            };
            row(vec![
                text(column_name(&layout.column, words)),
                text(place),
                number(words.number(layout.sources)),
                text(meaning),
                number(words.percent(u64::from(layout.certainty_percent), 100)),
                number(words.number(layout.values)),
                number(words.percent(layout.values, layout.fullest)),
                text(&layout.evidence),
            ])
        })
        .collect();
    let more = report.layouts_to_check.len().saturating_sub(SHOWN) as u64;
    let notes = if more > 0 { vec![words.count("layouts.more", more, &[])] } else { Vec::new() };
    Part {
        card: None,
        section: Some(Section {
            name: "layouts",
            title: words.say("layouts.title").to_string(),
            paragraphs: vec![words.say("layouts.explained").to_string()],
            figure: String::new(),
            tables: vec![Table {
                caption: words.say("layouts.caption").to_string(),
                head: vec![
                    text(words.say("layouts.column")),
                    text(words.say("table.place")),
                    number(words.say("sources.sources")),
                    text(words.say("layouts.meaning")),
                    number(words.say("layouts.certainty")),
                    number(words.say("layouts.values")),
                    number(words.say("layouts.filled")),
                    text(words.say("layouts.evidence")),
                ],
                rows,
                foot: Vec::new(),
                folded: false,
            }],
            notes,
        }),
    }
}
