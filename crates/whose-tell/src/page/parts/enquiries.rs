//! What people came back with, and what came of it.

use crate::Report;
use crate::page::{Part, Section, Table, number, row, text};
use crate::words::Words;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let counts = &report.enquiries;
    if counts.all == 0 {
        return Part::default();
    }
    let mut tables = vec![kinds(report, words)];
    if !counts.money.is_empty() {
        tables.push(money(report, words));
    }
    Part {
        card: None,
        section: Some(Section {
            name: "enquiries",
            title: words.say("enquiries.title").to_string(),
            paragraphs: vec![words.count(
                "enquiries.sentence",
                counts.all,
                &[("open", &words.number(counts.open))],
            )],
            figure: String::new(),
            tables,
            notes: Vec::new(),
        }),
    }
}

fn kinds(report: &Report, words: &Words) -> Table {
    let head = ["all", "open", "answered", "rejected", "decided"];
    let rows = report.enquiries.kinds.iter().map(|row_of| {
        let counts = [row_of.all, row_of.open, row_of.answered, row_of.rejected, row_of.decided];
        let cells = counts.map(|n| number(words.number(n)));
        row([text(words.say(&format!("enquiry.{}", row_of.kind.code())))].into_iter().chain(cells).collect())
    });
    Table {
        caption: words.say("enquiries.kinds_caption").to_string(),
        head: [text(words.say("enquiries.kind"))]
            .into_iter()
            .chain(head.map(|name| number(words.say(&format!("enquiry.{name}")))))
            .collect(),
        rows: rows.collect(),
        foot: Vec::new(),
        folded: false,
    }
}

fn money(report: &Report, words: &Words) -> Table {
    let rows = report.enquiries.money.iter().map(|sum| {
        let paid = sum.paid.as_ref().map_or_else(|| "0".to_string(), ToString::to_string);
        row(vec![
            text(&sum.decided.currency),
            number(sum.decided.to_string()),
            number(paid),
            number(words.number(sum.enquiries)),
        ])
    });
    Table {
        caption: words.say("enquiries.money_caption").to_string(),
        head: vec![
            text(words.say("enquiries.currency")),
            number(words.say("enquiry.decided")),
            number(words.say("enquiries.paid")),
            number(words.say("enquiry.all")),
        ],
        rows: rows.collect(),
        foot: Vec::new(),
        folded: false,
    }
}
