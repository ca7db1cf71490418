//! What several masked copies show together.

use crate::Report;
use crate::page::{Part, Section, Table, number, row, text};
use crate::words::Words;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    if report.jointly_revealed.is_empty() {
        return Part::default();
    }
    let rows = report
        .jointly_revealed
        .iter()
        .map(|entry| {
            row(vec![
                text(words.category(report, &entry.category)),
                number(words.number(entry.people)),
                number(words.percent(entry.people, report.answer.people_listed)),
            ])
        })
        .collect();
    Part {
        card: None,
        section: Some(Section {
            name: "jointly",
            title: words.say("jointly.title").to_string(),
            paragraphs: vec![words.say("jointly.explained").to_string()],
            figure: String::new(),
            tables: vec![Table {
                caption: words.say("jointly.caption").to_string(),
                head: vec![
                    text(words.say("exposed.category")),
                    number(words.say("table.people")),
                    number(words.say("table.share")),
                ],
                rows,
                foot: Vec::new(),
                folded: false,
            }],
            notes: Vec::new(),
        }),
    }
}
