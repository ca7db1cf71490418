//! What could not be read.

use crate::page::figures::{Share, share_bar};
use crate::page::{Card, Mark, Part, Section, Table, number, row, text};
use crate::words::Words;
use crate::{GapEntry, Report};

/// Gaps that stand one by one; all are in `gaps.csv`.
const SHOWN: usize = 20;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    Part { card: Some(card(report, words)), section: Some(section(report, words)) }
}

fn bar(report: &Report, words: &Words) -> String {
    let coverage = &report.coverage;
    let labels =
        [("coverage.bar_read", coverage.bytes_read), ("coverage.bar_unread", coverage.bytes_in_gaps)].map(
            |(key, part)| {
                words
                    .fill(key, &[("n", &words.number(part)), ("share", &words.percent(part, coverage.bytes))])
            },
        );
    share_bar(
        &[
            Share { amount: coverage.bytes_read, class: "main", label: &labels[0] },
            Share { amount: coverage.bytes_in_gaps, class: "gap", label: &labels[1] },
        ],
        &labels.join("; "),
    )
}

/// Why bytes could not be read, in words.
pub(crate) fn reason<'a>(code: &'a str, words: &'a Words) -> &'a str {
    words.say_or(&format!("gap.{code}"), code)
}

/// What would close the gap, in words.
pub(crate) fn remedy<'a>(code: &str, english: &'a str, words: &'a Words) -> &'a str {
    words.say_or(&format!("remedy.{code}"), english)
}

fn card(report: &Report, words: &Words) -> Card {
    let coverage = &report.coverage;
    let sentence = if coverage.gaps == 0 {
        words.fill("coverage.all_read", &[("read", &words.count("count.bytes", coverage.bytes_read, &[]))])
    } else {
        words.count(
            "coverage.sentence",
            coverage.gaps,
            &[
                ("unread", &words.count("count.bytes", coverage.bytes_in_gaps, &[])),
                ("all", &words.count("count.bytes", coverage.bytes, &[])),
                ("share", &words.percent(coverage.bytes_in_gaps, coverage.bytes)),
            ],
        )
    };
    let marks = coverage
        .by_reason
        .iter()
        .take(3)
        .map(|gaps| Mark {
            label: reason(&gaps.reason, words).to_string(),
            value: words.bytes(gaps.bytes),
            class: "some",
        })
        .collect();
    Card {
        question: words.say("coverage.question").to_string(),
        sentence,
        qualification: if coverage.sources_not_adding_up > 0 {
            words.count("coverage.not_adding_up", coverage.sources_not_adding_up, &[])
        } else {
            String::new()
        },
        marks,
        figure: bar(report, words),
        target: "coverage",
    }
}

fn section(report: &Report, words: &Words) -> Section {
    let coverage = &report.coverage;
    let mut notes = vec![words.say("coverage.packaging").to_string()];
    if coverage.copies > 0 {
        notes.push(words.count(
            "coverage.copies",
            coverage.copies,
            &[("bytes", &words.bytes(coverage.bytes_of_copies))],
        ));
    }
    let mut tables = vec![balance(report, words)];
    if coverage.gaps > 0 {
        tables.push(by_reason(report, words));
        tables.push(largest(&coverage.largest, words));
    }
    if coverage.gaps > SHOWN as u64 {
        notes.push(words.count("coverage.more_gaps", coverage.gaps - SHOWN as u64, &[]));
    }
    if coverage.sources_not_adding_up > 0 {
        notes.push(words.count("coverage.not_adding_up", coverage.sources_not_adding_up, &[]));
    }
    Section {
        name: "coverage",
        title: words.say("coverage.title").to_string(),
        paragraphs: vec![words.fill(
            "coverage.explained",
            &[
                ("files", &words.count("count.files", coverage.files_handed_in, &[])),
                ("handed_in", &words.bytes(coverage.bytes_handed_in)),
                ("sources", &words.count("count.sources", coverage.sources, &[])),
                ("bytes", &words.bytes(coverage.bytes)),
            ],
        )],
        figure: bar(report, words),
        tables,
        notes,
    }
}

fn balance(report: &Report, words: &Words) -> Table {
    let coverage = &report.coverage;
    let line = |key: &str, bytes: u64| {
        row(vec![
            text(words.say(key)),
            number(words.number(bytes)),
            number(words.percent(bytes, coverage.bytes)),
        ])
    };
    Table {
        caption: words.say("coverage.balance_caption").to_string(),
        head: vec![text(""), number(words.say("table.bytes")), number(words.say("table.share"))],
        rows: vec![
            line("coverage.read", coverage.bytes_read),
            line("coverage.unread", coverage.bytes_in_gaps),
        ],
        foot: vec![line("coverage.content", coverage.bytes)],
        folded: false,
    }
}

fn by_reason(report: &Report, words: &Words) -> Table {
    Table {
        caption: words.say("coverage.reasons_caption").to_string(),
        head: vec![
            text(words.say("coverage.reason")),
            number(words.say("coverage.gaps")),
            number(words.say("table.bytes")),
            text(words.say("coverage.remedy")),
        ],
        rows: report
            .coverage
            .by_reason
            .iter()
            .map(|gaps| {
                row(vec![
                    text(reason(&gaps.reason, words)),
                    number(words.number(gaps.gaps)),
                    number(words.number(gaps.bytes)),
                    text(remedy(&gaps.reason, &gaps.remedy, words)),
                ])
            })
            .collect(),
        foot: Vec::new(),
        folded: false,
    }
}

fn largest(gaps: &[GapEntry], words: &Words) -> Table {
    Table {
        caption: words.say("coverage.largest_caption").to_string(),
        head: vec![
            text(words.say("table.place")),
            number(words.say("table.bytes")),
            text(words.say("coverage.reason")),
            text(words.say("coverage.detail")),
        ],
        rows: gaps
            .iter()
            .take(SHOWN)
            .map(|gap| {
                row(vec![
                    text(&gap.place),
                    number(words.number(gap.bytes())),
                    text(reason(&gap.reason, words)),
                    text(&gap.detail),
                ])
            })
            .collect(),
        foot: Vec::new(),
        folded: false,
    }
}
