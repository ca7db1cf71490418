//! What exactly of each person: which categories stand together.

use super::layouts::named_open;
use crate::page::figures::{Share, share_bar};
use crate::page::{Card, Mark, Part, Section, Table, number, row, text};
use crate::words::Words;
use crate::{Report, Split};

/// Combinations that stand one by one; the rest are in `combinations.csv`.
const SHOWN: usize = 40;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let combinations = &report.combinations;
    if combinations.rows.is_empty() {
        return Part::default();
    }
    let base = words.categories(report, &combinations.base);
    let (records, people) = (&combinations.of_records, &combinations.of_people);
    let nothing = nothing(report, words);
    let beyond_names = beyond_names(report, words);
    // Where many have only a part of it, "nothing more" alone would say too much.
    let key =
        if people.part_of_base * 20 > people.all { "contents.within_part" } else { "contents.within_all" };
    let mut sentence = words.fill(
        key,
        &[
            ("base", &base),
            ("nothing", nothing),
            ("within", &words.percent(people.within_base, people.all)),
            ("exact", &words.percent(people.within_base - people.part_of_base, people.all)),
        ],
    );
    if people.beyond_base + records.beyond_base > 0 {
        let beyond = words.percent(people.beyond_base, people.all);
        sentence
            .push_str(&words.fill("contents.beyond_also", &[("beyond", &beyond), ("more", &beyond_names)]));
    }
    let open = report.open_columns().len() as u64;
    if open > 0 {
        let columns = named_open(report, words);
        sentence.push_str(&words.count("contents.not_understood", open, &[("columns", &columns)]));
    }
    let mark = |key: &str, split: &Split| Mark {
        label: words.say(key).to_string(),
        value: words.fill(
            "contents.mark",
            &[
                ("nothing", nothing),
                ("within", &words.percent(split.within_base, split.all)),
                ("beyond", &words.percent(split.beyond_base, split.all)),
            ],
        ),
        class: "",
    };
    Part {
        card: Some(Card {
            question: words.say("contents.question").to_string(),
            sentence,
            qualification: String::new(),
            marks: vec![mark("contents.of_people", people), mark("contents.of_records", records)],
            figure: split_bar(people, words, nothing),
            target: "contents",
        }),
        section: Some(section(report, words, &base)),
    }
}

/// "Nothing more", which says too much where columns beside it were not understood.
pub(crate) fn nothing<'a>(report: &Report, words: &'a Words) -> &'a str {
    let all = report.open_columns().is_empty();
    words.say(if all { "contents.nothing" } else { "contents.nothing_understood" })
}

fn split_bar(split: &Split, words: &Words, nothing: &str) -> String {
    let labels = [("contents.within", split.within_base), ("contents.beyond", split.beyond_base)].map(
        |(key, part)| {
            let share = words.percent(part, split.all);
            words.fill(key, &[("n", &words.number(part)), ("share", &share), ("nothing", nothing)])
        },
    );
    let described = format!("{}: {}; {}", words.say("contents.of_people"), labels[0], labels[1]);
    share_bar(
        &[
            Share { amount: split.within_base, class: "main", label: &labels[0] },
            Share { amount: split.beyond_base, class: "more", label: &labels[1] },
        ],
        &described,
    )
}

fn beyond_names(report: &Report, words: &Words) -> String {
    let combinations = &report.combinations;
    let mut beyond: Vec<(&String, u64)> = combinations
        .of_people
        .beyond
        .iter()
        .chain(&combinations.of_records.beyond)
        .map(|(code, _)| (code, combinations.of_people.beyond.get(code).copied().unwrap_or(0)))
        .collect();
    beyond.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(other.0)));
    beyond.dedup();
    let shown = 4;
    let mut names: Vec<&str> =
        beyond.iter().take(shown).map(|(code, _)| words.category(report, code)).collect();
    if beyond.len() > shown {
        names.push(words.say("contents.others"));
    }
    words.alternatives(&names)
}

fn section(report: &Report, words: &Words, base: &str) -> Section {
    let combinations = &report.combinations;
    let mut notes = Vec::new();
    if combinations.of_records.part_of_base + combinations.of_people.part_of_base > 0 {
        notes.push(words.fill(
            "contents.part_of_base",
            &[
                ("records", &words.count("count.records", combinations.of_records.part_of_base, &[])),
                ("people", &words.count("count.people", combinations.of_people.part_of_base, &[])),
            ],
        ));
    }
    if combinations.rows.len() > SHOWN {
        notes.push(words.count("contents.more_rows", (combinations.rows.len() - SHOWN) as u64, &[]));
    }
    notes.push(words.say("contents.left_out").to_string());
    Section {
        name: "contents",
        title: words.say("contents.title").to_string(),
        paragraphs: vec![words.fill("contents.explained", &[("base", base)])],
        figure: String::new(),
        tables: vec![splits_table(report, words), combinations_table(report, words)],
        notes,
    }
}

fn splits_table(report: &Report, words: &Words) -> Table {
    let (records, people) = (&report.combinations.of_records, &report.combinations.of_people);
    let line = |label: String, of_people: u64, of_records: u64| {
        row(vec![
            text(label),
            number(words.number(of_people)),
            number(words.percent(of_people, people.all)),
            number(words.number(of_records)),
            number(words.percent(of_records, records.all)),
        ])
    };
    let base = words.categories(report, &report.combinations.base);
    let mut rows = vec![line(
        words.fill("contents.row_within", &[("base", &base), ("nothing", nothing(report, words))]),
        people.within_base,
        records.within_base,
    )];
    rows.push(line(words.say("contents.row_beyond").to_string(), people.beyond_base, records.beyond_base));
    let mut codes: Vec<&String> = people.beyond.keys().chain(records.beyond.keys()).collect();
    codes.sort();
    codes.dedup();
    for code in codes {
        let count = |split: &Split| split.beyond.get(code).copied().unwrap_or(0);
        let name = words.category(report, code);
        rows.push(line(
            words.fill("contents.row_with", &[("category", name)]),
            count(people),
            count(records),
        ));
    }
    Table {
        caption: words.say("contents.splits_caption").to_string(),
        head: share_head(words, "contents.what"),
        rows,
        foot: vec![line(words.say("table.all").to_string(), people.all, records.all)],
        folded: false,
    }
}

fn share_head(words: &Words, first: &str) -> Vec<crate::page::Cell> {
    vec![
        text(words.say(first)),
        number(words.say("table.people")),
        number(words.say("table.share")),
        number(words.say("table.records")),
        number(words.say("table.share")),
    ]
}

fn combinations_table(report: &Report, words: &Words) -> Table {
    let (records, people) = (&report.combinations.of_records, &report.combinations.of_people);
    let rows = report
        .combinations
        .rows
        .iter()
        .take(SHOWN)
        .map(|combination| {
            let names = if combination.categories.is_empty() {
                words.say("contents.none_of_these").to_string()
            } else {
                words.categories(report, &combination.categories)
            };
            row(vec![
                text(names),
                number(words.number(combination.totals.people)),
                number(words.percent(combination.totals.people, people.all)),
                number(words.number(combination.totals.records)),
                number(words.percent(combination.totals.records, records.all)),
            ])
        })
        .collect();
    Table {
        caption: words.say("contents.caption").to_string(),
        head: share_head(words, "contents.exactly"),
        rows,
        foot: Vec::new(),
        folded: false,
    }
}
