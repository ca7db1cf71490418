//! For which clients, and how they add up.

use crate::page::figures::spark;
use crate::page::{Card, Mark, Part, Row, Section, Table, date, figure, number, row, text};
use crate::words::Words;
use crate::{ClientEntry, Report};

/// Categories named in a client's row.
const NAMED: usize = 6;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let clients = &report.clients;
    if report.answer.mentions == 0 {
        return Part::default();
    }
    if clients.rows.is_empty() {
        return Part {
            card: Some(Card {
                question: words.say("clients.question").to_string(),
                sentence: words.say("clients.unknown").to_string(),
                qualification: String::new(),
                marks: Vec::new(),
                figure: String::new(),
                target: "people",
            }),
            section: None,
        };
    }
    Part { card: Some(card(report, words)), section: Some(section(report, words)) }
}

fn card(report: &Report, words: &Words) -> Card {
    let clients = &report.clients;
    let sentence = match &clients.rows[..] {
        [one] => words.fill("clients.single", &[("client", &one.client)]),
        rows => words.count("clients.sentence", rows.len() as u64, &[("largest", &rows[0].client)]),
    };
    let mut marks = Vec::new();
    let mut mark = |key: &str, value: u64, class: &'static str| {
        marks.push(Mark { label: words.say(key).to_string(), value: words.number(value), class });
    };
    if clients.rows.len() > 1 {
        mark("clients.people_of_several", clients.people_of_several, "");
    }
    if let Some(unattributed) = &clients.unattributed {
        mark("clients.unattributed_records", unattributed.totals.records, "some");
    }
    if !clients.listed_without_records.is_empty() {
        mark("clients.listed_without", clients.listed_without_records.len() as u64, "");
    }
    let amounts: Vec<u64> = clients.rows.iter().map(|client| client.totals.records).collect();
    Card {
        question: words.say("clients.question").to_string(),
        sentence,
        qualification: String::new(),
        marks,
        figure: if amounts.len() > 1 {
            spark(&amounts, amounts[0], words.say("clients.described"))
        } else {
            String::new()
        },
        target: "clients",
    }
}

fn section(report: &Report, words: &Words) -> Section {
    let clients = &report.clients;
    let mut notes = Vec::new();
    if !clients.listed_without_records.is_empty() {
        let names: Vec<&str> = clients.listed_without_records.iter().map(String::as_str).collect();
        notes.push(words.fill("clients.without_records", &[("clients", &words.list(&names))]));
    }
    if clients.unattributed.is_some() {
        notes.push(words.say("clients.unattributed_explained").to_string());
    }
    let mut paragraphs = vec![words.say("clients.explained").to_string()];
    if clients.rows.len() > 1 {
        paragraphs.push(adding_up(report, words));
    }
    let mut tables = vec![table(report, words)];
    if clients.overlap.iter().any(|row| row.clients > 1) {
        tables.push(overlap(report, words));
    }
    Section {
        name: "clients",
        title: words.say("clients.title").to_string(),
        paragraphs,
        figure: String::new(),
        tables,
        notes,
    }
}

/// Why the people of the rows are more than the people of the whole.
fn adding_up(report: &Report, words: &Words) -> String {
    let sums = &report.clients.sums;
    let mut text = words.fill(
        "clients.adding_up",
        &[
            ("sum", &words.number(sums.clients.people)),
            ("more", &words.number(sums.counted_more_than_once.people)),
            ("whole", &words.number(sums.whole.people)),
        ],
    );
    let expected = sums.people_more_than_once_by_overlap;
    if expected.is_some_and(|expected| expected != sums.counted_more_than_once.people) {
        text.push_str(words.say("clients.overlap_differs"));
    }
    text
}

fn table(report: &Report, words: &Words) -> Table {
    let clients = &report.clients;
    let months = clients.rows.iter().any(|client| !client.months.is_empty());
    let categories = clients.rows.iter().any(|client| !client.categories.is_empty());
    let mut head = vec![
        text(words.say("clients.client")),
        number(words.say("table.people")),
        number(words.say("table.records")),
        number(words.say("table.mentions")),
        text(words.say("table.first")),
        text(words.say("table.last")),
    ];
    if months {
        head.push(text(words.say("clients.months")));
    }
    if categories {
        head.push(text(words.say("clients.categories")));
    }
    let line = |client: &ClientEntry, name: &str| {
        let mut cells = vec![
            text(name),
            number(words.number(client.totals.people)),
            number(words.number(client.totals.records)),
            number(words.number(client.totals.mentions)),
            date(client.first_day.as_deref().unwrap_or("–")),
            date(client.last_day.as_deref().unwrap_or("–")),
        ];
        if months {
            cells.push(figure(months_of(client, report, words)));
        }
        if categories {
            cells.push(text(categories_of(client, report, words)));
        }
        row(cells)
    };
    let mut rows: Vec<Row> = clients.rows.iter().map(|client| line(client, &client.client)).collect();
    rows.extend(clients.unattributed.iter().map(|entry| line(entry, words.say("clients.unattributed"))));
    Table {
        caption: words.say("clients.caption").to_string(),
        head,
        rows,
        foot: foot(report, words, usize::from(months) + usize::from(categories) + 2),
        folded: false,
    }
}

fn foot(report: &Report, words: &Words, blank: usize) -> Vec<Row> {
    let sums = &report.clients.sums;
    [
        ("clients.sum", sums.clients, ""),
        ("clients.more_than_once", sums.counted_more_than_once, "−"),
        ("clients.whole", sums.whole, ""),
    ]
    .into_iter()
    .map(|(key, totals, sign)| {
        let signed = |n: u64| {
            let sign = if n == 0 { "" } else { sign };
            number(format!("{sign}{}", words.number(n)))
        };
        let mut cells = vec![
            text(words.say(key)),
            signed(totals.people),
            signed(totals.records),
            signed(totals.mentions),
        ];
        cells.extend((0..blank).map(|_| text("")));
        row(cells)
    })
    .collect()
}

/// The client's months on the axis of the whole, so that rows can be compared.
fn months_of(client: &ClientEntry, report: &Report, words: &Words) -> String {
    let Some(first) = client.months.first() else { return String::new() };
    let whole = &report.months.rows;
    if whole.len() > 240 {
        return String::new();
    }
    let skipped = whole.iter().position(|month| month.month == first.month).unwrap_or(0);
    let mut amounts = vec![0; whole.len().max(skipped + client.months.len())];
    for (at, month) in client.months.iter().enumerate() {
        amounts[skipped + at] = month.totals.records;
    }
    let highest = amounts.iter().copied().max().unwrap_or(0);
    spark(&amounts, highest, &words.fill("clients.months_of", &[("client", &client.client)]))
}

fn categories_of(client: &ClientEntry, report: &Report, words: &Words) -> String {
    let mut names: Vec<&str> =
        client.categories.iter().take(NAMED).map(|entry| words.category(report, &entry.category)).collect();
    if client.categories.len() > NAMED {
        names.push("…");
    }
    names.join(", ")
}

fn overlap(report: &Report, words: &Words) -> Table {
    Table {
        caption: words.say("clients.overlap_caption").to_string(),
        head: vec![number(words.say("clients.overlap_clients")), number(words.say("table.people"))],
        rows: report
            .clients
            .overlap
            .iter()
            .map(|entry| row(vec![number(words.number(entry.clients)), number(words.number(entry.people))]))
            .collect(),
        foot: Vec::new(),
        folded: false,
    }
}
