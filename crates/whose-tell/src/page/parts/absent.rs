//! What was not in it, and what the statement rests on.

use whose_model::Group;

use super::layouts::named_open;
use crate::page::{Card, Mark, Part, Row, Section, Table, number, row, text};
use crate::words::Words;
use crate::{Report, Searched};

pub(super) fn part(report: &Report, words: &Words) -> Part {
    if report.searched.is_empty() {
        return Part::default();
    }
    Part { card: Some(card(report, words)), section: Some(section(report, words)) }
}

fn group_name(group: Group, words: &Words) -> &str {
    words.say_or(&format!("group.{}", group.code()), group.code())
}

fn card(report: &Report, words: &Words) -> Card {
    let names = |found: bool| -> Vec<&str> {
        report
            .searched
            .iter()
            .filter(|searched| (searched.found > 0) == found)
            .map(|searched| group_name(searched.group, words))
            .collect()
    };
    let (found, not_found) = (words.list(&names(true)), words.alternatives(&names(false)));
    let mut sentences = Vec::new();
    if !not_found.is_empty() {
        sentences.push(words.fill("absent.not_found", &[("groups", &not_found)]));
    }
    if !found.is_empty() {
        sentences.push(words.fill("absent.found", &[("groups", &found)]));
    }
    let open = report.open_columns().len() as u64;
    if open > 0 {
        let columns = named_open(report, words);
        let told = words.count("contents.not_understood", open, &[("columns", &columns)]);
        sentences.push(told.trim_start().to_string());
    }
    let marks = report
        .searched
        .iter()
        .map(|searched| Mark {
            label: group_name(searched.group, words).to_string(),
            value: words.fill(
                "absent.mark",
                &[("found", &words.number(searched.found)), ("searched", &words.number(searched.searched))],
            ),
            class: if searched.found == 0 { "none" } else { "some" },
        })
        .collect();
    Card {
        question: words.say("absent.question").to_string(),
        sentence: sentences.join(" "),
        qualification: basis(report, words),
        marks,
        figure: String::new(),
        target: "absent",
    }
}

/// What a "not found" rests on: the bytes read, those that were not, and columns that were read and not understood.
fn basis(report: &Report, words: &Words) -> String {
    let coverage = &report.coverage;
    let read = words.count("count.bytes", coverage.bytes_read, &[]);
    let mut basis = if coverage.bytes_in_gaps == 0 && coverage.gaps == 0 {
        words.fill("absent.basis_complete", &[("read", &read)])
    } else {
        let unread = words.count("count.bytes", coverage.bytes_in_gaps, &[]);
        words.fill("absent.basis_gaps", &[("read", &read), ("unread", &unread)])
    };
    let open = report.open_columns().len() as u64;
    if open > 0 {
        basis.push_str(&words.count("absent.basis_columns", open, &[]));
    }
    basis
}

fn section(report: &Report, words: &Words) -> Section {
    let mut notes = Vec::new();
    if !report.also_not_found.is_empty() {
        let names = words.categories(report, &report.also_not_found);
        notes.push(words.fill("absent.also", &[("categories", &names)]));
    }
    for lookalike in &report.lookalikes {
        notes.push(words.count(
            "absent.lookalike",
            lookalike.values,
            &[
                ("is", words.category(report, &lookalike.is)),
                ("looks_like", words.category(report, &lookalike.looks_like)),
            ],
        ));
    }
    if report.test_accounts > 0 {
        notes.push(words.count("absent.test_accounts", report.test_accounts, &[]));
    }
    notes.push(words.say("absent.masked_too").to_string());
    Section {
        name: "absent",
        title: words.say("absent.title").to_string(),
        paragraphs: report.searched.iter().map(|searched| statement(report, searched, words)).collect(),
        figure: String::new(),
        tables: vec![table(report, words)],
        notes,
    }
}

fn statement(report: &Report, searched: &Searched, words: &Words) -> String {
    let group = group_name(searched.group, words);
    let codes = |found: bool| {
        let codes: Vec<String> = searched
            .categories
            .iter()
            .filter(|row| (row.findings > 0 || row.totals.mentions > 0) == found)
            .map(|row| row.category.clone())
            .collect();
        words.categories(report, &codes)
    };
    if searched.found == 0 {
        return words.fill(
            "absent.statement_none",
            &[("group", group), ("basis", &basis(report, words)), ("categories", &codes(false))],
        );
    }
    let findings: u64 = searched.categories.iter().map(|row| row.findings).sum();
    let mut statement = words.fill(
        "absent.statement_some",
        &[
            ("group", group),
            ("findings", &words.count("count.values", findings, &[])),
            ("categories", &codes(true)),
            ("basis", &basis(report, words)),
        ],
    );
    if searched.found < searched.searched {
        statement.push_str(&words.fill("absent.statement_others", &[("categories", &codes(false))]));
    }
    statement
}

fn table(report: &Report, words: &Words) -> Table {
    let head = vec![
        text(words.say("absent.category")),
        number(words.say("absent.values")),
        number(words.say("table.records")),
        number(words.say("table.people")),
        number(words.say("coverage.read")),
        number(words.say("coverage.unread")),
    ];
    let mut rows = Vec::new();
    for searched in &report.searched {
        rows.push(Row {
            cells: vec![text(words.fill(
                "absent.group_row",
                &[
                    ("group", group_name(searched.group, words)),
                    ("found", &words.number(searched.found)),
                    ("searched", &words.number(searched.searched)),
                ],
            ))],
            heading: true,
        });
        rows.extend(searched.categories.iter().map(|category| {
            row(vec![
                text(words.category(report, &category.category)),
                number(words.number(category.findings)),
                number(words.number(category.totals.records)),
                number(words.number(category.totals.people)),
                number(words.number(report.coverage.bytes_read)),
                number(words.number(report.coverage.bytes_in_gaps)),
            ])
        }));
    }
    Table { caption: words.say("absent.caption").to_string(), head, rows, foot: Vec::new(), folded: false }
}
