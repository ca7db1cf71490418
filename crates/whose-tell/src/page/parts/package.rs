//! What the page of a client's package says beside the report of its records: how it adds up, what is in it, how to check it.

use super::{Headline, headlines};
use crate::page::{Card, Mark, Part, Section, Table, number, row, text};
use crate::words::Words;
use crate::{PackageFacts, Report, Totals};

/// The one sentence at the top.
pub fn package_lead(report: &Report, client: &str, words: &Words) -> String {
    let answer = &report.answer;
    if answer.mentions == 0 {
        return words.fill("package.nobody", &[("client", client)]);
    }
    let mut lead = words.fill(
        "package.lead",
        &[
            ("client", client),
            ("people", &words.count("count.people", answer.people_listed, &[])),
            ("records", &words.count("count.records", answer.records, &[])),
            ("mentions", &words.count("count.mentions", answer.mentions, &[])),
        ],
    );
    if let (Some(first), Some(last)) = (&answer.first_day, &answer.last_day) {
        lead.push_str(
            &words.fill("lead.period", &[("first", &words.day(first)), ("last", &words.day(last))]),
        );
    }
    lead.push_str(words.say("lead.end"));
    lead
}

/// The numbers at the top: those of the report, without the one of clients.
pub fn package_headlines(report: &Report, words: &Words) -> Vec<Headline> {
    let mut all = headlines(report, words);
    all.retain(|headline| headline.name != words.say("headline.clients"));
    if let Some(people) = all.first_mut() {
        people.below = words.say("package.people_below").to_string();
    }
    all
}

/// What the package holds, and how to check it.
pub fn files(facts: &PackageFacts, words: &Words) -> Part {
    let says = |name: &str| {
        let stem = name.split('.').next().unwrap_or_default();
        words.say_or(&format!("package_file.{stem}"), "").to_string()
    };
    let listed = facts.files.iter().map(|file| {
        let rows = file.rows.map_or_else(String::new, |rows| words.number(rows));
        row(vec![text(&file.name), text(says(&file.name)), number(rows)])
    });
    let others = ["report.json", "tables/", "manifest.json"]
        .map(|name| row(vec![text(name), text(says(name.trim_end_matches('/'))), number("")]));
    Part {
        card: None,
        section: Some(Section {
            name: "files",
            title: words.say("package.files_title").to_string(),
            paragraphs: vec![
                words.say("package.files_care").to_string(),
                words.say("package.files_formulas").to_string(),
                words.say("package.files_check").to_string(),
            ],
            figure: String::new(),
            tables: vec![Table {
                caption: words.say("package.files_caption").to_string(),
                head: vec![
                    text(words.say("package.file")),
                    text(words.say("package.holds")),
                    number(words.say("package.rows")),
                ],
                rows: listed.chain(others).collect(),
                foot: Vec::new(),
                folded: false,
            }],
            notes: Vec::new(),
        }),
    }
}

/// How the package adds up to the whole case.
pub fn sums(report: &Report, facts: &PackageFacts, words: &Words) -> Part {
    let sums = facts.sums;
    let own = Totals {
        records: report.answer.records,
        people: report.answer.people_listed,
        mentions: report.answer.mentions,
    };
    let line = |name: String, totals: Totals| {
        let cells = [totals.records, totals.mentions, totals.people].map(|n| number(words.number(n)));
        row([text(name)].into_iter().chain(cells).collect())
    };
    let also = words.count("package.also_in_others", sums.also_in_others, &[]);
    Part {
        card: Some(Card {
            question: words.say("package.sums_question").to_string(),
            sentence: words.count("package.sums_sentence", sums.clients, &[]),
            qualification: String::new(),
            marks: vec![Mark {
                label: words.say("package.also_label").to_string(),
                value: words.number(sums.also_in_others),
                class: "",
            }],
            figure: String::new(),
            target: "sums",
        }),
        section: Some(Section {
            name: "sums",
            title: words.say("package.sums_title").to_string(),
            paragraphs: vec![words.say("package.sums_explained").to_string(), also],
            figure: String::new(),
            tables: vec![Table {
                caption: words.say("package.sums_caption").to_string(),
                head: vec![
                    text(words.say("package.what")),
                    number(words.say("table.records")),
                    number(words.say("table.mentions")),
                    number(words.say("table.people")),
                ],
                rows: vec![
                    line(words.say("package.this").to_string(), own),
                    line(words.say("package.all_packages").to_string(), sums.in_packages()),
                    line(words.say("clients.unattributed").to_string(), sums.unattributed),
                    line(words.say("clients.more_than_once").to_string(), sums.sums.counted_more_than_once),
                ],
                foot: vec![line(words.say("clients.whole").to_string(), sums.sums.whole)],
                folded: false,
            }],
            notes: Vec::new(),
        }),
    }
}

/// What could not be read in the whole case: it may hold records of the client.
pub fn unread(facts: &PackageFacts, words: &Words) -> Part {
    let (gaps, bytes) =
        facts.unread.iter().fold((0, 0), |sum, entry| (sum.0 + entry.gaps, sum.1 + entry.bytes));
    let sentence = match gaps {
        0 => words.say("package.unread_nothing").to_string(),
        _ => words.count("package.unread_sentence", gaps, &[("bytes", &words.bytes(bytes))]),
    };
    let rows = facts.unread.iter().map(|entry| {
        let reason = words.say_or(&format!("gap.{}", entry.reason), &entry.reason).to_string();
        row(vec![text(reason), number(words.number(entry.gaps)), number(words.number(entry.bytes))])
    });
    let table = Table {
        caption: words.say("coverage.reasons_caption").to_string(),
        head: vec![
            text(words.say("coverage.reason")),
            number(words.say("coverage.gaps")),
            number(words.say("table.bytes")),
        ],
        rows: rows.collect(),
        foot: Vec::new(),
        folded: false,
    };
    Part {
        card: None,
        section: Some(Section {
            name: "unread",
            title: words.say("package.unread_title").to_string(),
            paragraphs: vec![sentence],
            figure: String::new(),
            tables: if gaps == 0 { Vec::new() } else { vec![table] },
            notes: Vec::new(),
        }),
    }
}
