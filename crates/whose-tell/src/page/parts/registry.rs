//! Which of the company's customers are concerned.

use crate::page::figures::{Share, share_bar};
use crate::page::{Card, Mark, Part, Section, Table, number, row, text};
use crate::words::Words;
use crate::{Registry, Report};

/// Ranges of k that are shown together.
const RANGES: [(u32, u32); 6] = [(0, 1), (2, 2), (3, 5), (6, 10), (11, 100), (101, u32::MAX)];

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let Some(registry) = &report.registry else { return Part::default() };
    let counts = [
        ("registry.confirmed", registry.confirmed, "main"),
        ("registry.possible", registry.possible, "more"),
        ("registry.excluded", registry.excluded, "rest"),
    ];
    let labels = counts.map(|(key, customers, _)| format!("{}: {}", words.say(key), words.number(customers)));
    let shares: Vec<Share> = counts
        .iter()
        .zip(&labels)
        .map(|((_, amount, class), label)| Share { amount: *amount, class, label })
        .collect();
    let bar = share_bar(&shares, &labels.join("; "));
    let marks = counts
        .iter()
        .map(|(key, customers, _)| Mark {
            label: words.say(key).to_string(),
            value: words.number(*customers),
            class: "",
        })
        .collect();
    let sentence = words.fill(
        "registry.sentence",
        &[
            ("customers", &words.number(registry.customers)),
            ("confirmed", &words.number(registry.confirmed)),
            ("possible", &words.number(registry.possible)),
        ],
    );
    Part {
        card: Some(Card {
            question: words.say("registry.question").to_string(),
            sentence,
            qualification: words.count("registry.outside", registry.people_in_no_registry, &[]),
            marks,
            figure: bar.clone(),
            target: "registry",
        }),
        section: Some(Section {
            name: "registry",
            title: words.say("registry.title").to_string(),
            paragraphs: vec![
                words.say("registry.explained").to_string(),
                words.fill(
                    "registry.expected",
                    &[("expected", &words.number(registry.expected.round() as u64))],
                ),
            ],
            figure: bar,
            tables: tables(registry, words),
            notes: vec![
                words.count("registry.linked", registry.people_linked, &[]),
                words.count("registry.outside", registry.people_in_no_registry, &[]),
            ],
        }),
    }
}

fn tables(registry: &Registry, words: &Words) -> Vec<Table> {
    let line = |name: &str, customers: u64| {
        row(vec![
            text(name),
            number(words.number(customers)),
            number(words.percent(customers, registry.customers)),
        ])
    };
    let head = |first: &str| {
        vec![
            text(words.say(first)),
            number(words.say("registry.customers")),
            number(words.say("table.share")),
        ]
    };
    let mut tables = vec![Table {
        caption: words.say("registry.caption").to_string(),
        head: head("registry.standing"),
        rows: vec![
            line(words.say("registry.confirmed"), registry.confirmed),
            line(words.say("registry.possible"), registry.possible),
            line(words.say("registry.excluded"), registry.excluded),
        ],
        foot: vec![line(words.say("registry.all"), registry.customers)],
        folded: false,
    }];
    if registry.possible > 0 {
        let rows = RANGES
            .iter()
            .filter_map(|(from, to)| {
                let customers: u64 = registry
                    .possible_by_k
                    .iter()
                    .filter(|entry| (*from..=*to).contains(&entry.k))
                    .map(|entry| entry.customers)
                    .sum();
                (customers > 0).then(|| line(&range(*from, *to, words), customers))
            })
            .collect();
        tables.push(Table {
            caption: words.say("registry.k_caption").to_string(),
            head: head("registry.k"),
            rows,
            foot: Vec::new(),
            folded: false,
        });
    }
    tables
}

fn range(from: u32, to: u32, words: &Words) -> String {
    match (from, to) {
        (0, 1) => "1".to_string(),
        (from, u32::MAX) => words.fill("registry.k_more", &[("from", &(from - 1).to_string())]),
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from}–{to}"),
    }
}
