//! Columns to check.

use crate::Report;
use crate::page::{Part, Section, Table, number, row, text};
use crate::words::Words;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    if report.layouts_to_check.is_empty() {
        return Part::default();
    }
    let rows = report
        .layouts_to_check
        .iter()
        .map(|layout| {
            let place = if layout.table.is_empty() {
                layout.place.clone()
            } else {
                format!("{} · {}", layout.place, layout.table)
            };
            let meaning = match &layout.category {
                Some(code) => format!("{} ({})", words.category(report, code), words.role(&layout.role)),
                None => words.say("layouts.nothing").to_string(),
            };
            row(vec![
                text(&layout.column),
                text(place),
                number(words.number(layout.sources)),
                text(meaning),
                number(words.percent(u64::from(layout.certainty_percent), 100)),
                number(words.number(layout.values)),
                text(&layout.evidence),
            ])
        })
        .collect();
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
                    text(words.say("layouts.evidence")),
                ],
                rows,
                foot: Vec::new(),
                folded: false,
            }],
            notes: Vec::new(),
        }),
    }
}
