//! What was read.

use crate::Report;
use crate::page::{Part, Section, Table, number, row, text};
use crate::words::Words;

/// Sources that stand one by one; all are in `sources.csv`.
const SHOWN: usize = 40;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let mut notes = Vec::new();
    if report.sources.count > SHOWN as u64 {
        notes.push(words.count("sources.more", report.sources.count - SHOWN as u64, &[]));
    }
    Part {
        card: None,
        section: Some(Section {
            name: "sources",
            title: words.say("sources.title").to_string(),
            paragraphs: vec![words.count("sources.explained", report.sources.count, &[])],
            figure: String::new(),
            tables: vec![formats(report, words), largest(report, words)],
            notes,
        }),
    }
}

fn formats(report: &Report, words: &Words) -> Table {
    Table {
        caption: words.say("sources.formats_caption").to_string(),
        head: vec![
            text(words.say("sources.format")),
            text(words.say("sources.encoding")),
            number(words.say("sources.sources")),
            number(words.say("sources.copies")),
            number(words.say("table.bytes")),
            number(words.say("coverage.read")),
            number(words.say("table.records")),
            number(words.say("table.mentions")),
        ],
        rows: report
            .sources
            .formats
            .iter()
            .map(|format| {
                row(vec![
                    text(&format.format),
                    text(format.encodings.join(", ")),
                    number(words.number(format.sources)),
                    number(words.number(format.copies)),
                    number(words.number(format.bytes)),
                    number(words.number(format.bytes_read)),
                    number(words.number(format.records)),
                    number(words.number(format.mentions)),
                ])
            })
            .collect(),
        foot: Vec::new(),
        folded: false,
    }
}

fn largest(report: &Report, words: &Words) -> Table {
    Table {
        caption: words.say("sources.largest_caption").to_string(),
        head: vec![
            text(words.say("table.place")),
            text(words.say("sources.format")),
            text(words.say("sources.encoding")),
            number(words.say("table.bytes")),
            number(words.say("coverage.read")),
            number(words.say("table.records")),
            number(words.say("sources.places")),
        ],
        rows: report
            .sources
            .largest
            .iter()
            .take(SHOWN)
            .map(|source| {
                row(vec![
                    text(&source.place),
                    text(&source.format),
                    text(source.encoding.as_deref().unwrap_or("–")),
                    number(words.number(source.bytes)),
                    number(words.number(source.bytes_read)),
                    number(words.number(source.records)),
                    number(words.number(source.copies + 1)),
                ])
            })
            .collect(),
        foot: Vec::new(),
        folded: false,
    }
}
