//! Whose data: people by role, records, people and mentions side by side.

use crate::page::figures::{Share, share_bar};
use crate::page::{Card, Mark, Part, Section, Table, number, row, text};
use crate::words::Words;
use crate::{Report, RoleEntry};

pub(super) fn part(report: &Report, words: &Words) -> Part {
    if report.answer.mentions == 0 {
        return Part::default();
    }
    let roles = report.known_roles();
    let sentence = match &roles[..] {
        [] => words.say("people.no_role").to_string(),
        [one] => words.fill("people.one_role", &[("role", words.role(&one.role))]),
        several => {
            let names: Vec<&str> = several.iter().map(|entry| words.role(&entry.role)).collect();
            words.fill("people.several_roles", &[("roles", &words.list(&names))])
        }
    };
    let marks = roles
        .iter()
        .take(4)
        .map(|entry| Mark {
            label: words.role(&entry.role).to_string(),
            value: words.count("count.people", entry.totals.people, &[]),
            class: "",
        })
        .collect();
    Part {
        card: Some(Card {
            question: words.say("people.question").to_string(),
            sentence: sentence.clone(),
            qualification: words.fill(
                "people.per_record",
                &[
                    ("records", &ratio(report.answer.records, report.answer.people_listed, words)),
                    ("mentions", &ratio(report.answer.mentions, report.answer.records, words)),
                ],
            ),
            marks,
            figure: String::new(),
            target: "people",
        }),
        section: Some(section(report, words, sentence)),
    }
}

/// One decimal; nothing of nothing is nothing.
fn ratio(part: u64, whole: u64, words: &Words) -> String {
    let tenths = (u128::from(part) * 20 + u128::from(whole)) / (u128::from(whole.max(1)) * 2);
    words.decimal(tenths as u64)
}

fn section(report: &Report, words: &Words, sentence: String) -> Section {
    let answer = &report.answer;
    let mut paragraphs = vec![words.say("people.explained").to_string(), sentence];
    if answer.people_listed != answer.people.best {
        paragraphs.push(words.fill(
            "people.listed_differs",
            &[("listed", &words.number(answer.people_listed)), ("best", &words.number(answer.people.best))],
        ));
    }
    let mut notes = Vec::new();
    if report.uncertain_people > 0 {
        notes.push(words.count("people.uncertain", report.uncertain_people, &[]));
    }
    Section {
        name: "people",
        title: words.say("people.title").to_string(),
        paragraphs,
        figure: String::new(),
        tables: vec![table(report, words)],
        notes,
    }
}

fn table(report: &Report, words: &Words) -> Table {
    let line = |name: &str, people: u64, records: u64, mentions: u64| {
        let label = words.count("count.people", people, &[]);
        let shares = [
            Share { amount: people, class: "main", label: &label },
            Share { amount: report.answer.people_listed.saturating_sub(people), class: "rest", label: "" },
        ];
        row(vec![
            text(name),
            number(words.number(people)),
            number(words.number(records)),
            number(words.number(mentions)),
            crate::page::figure(share_bar(&shares, &label)),
        ])
    };
    let of_role = |entry: &RoleEntry| {
        line(words.role(&entry.role), entry.totals.people, entry.totals.records, entry.totals.mentions)
    };
    let answer = &report.answer;
    Table {
        caption: words.say("people.caption").to_string(),
        head: vec![
            text(words.say("people.role")),
            number(words.say("table.people")),
            number(words.say("table.records")),
            number(words.say("table.mentions")),
            text(words.say("people.share")),
        ],
        rows: report.roles.iter().map(of_role).collect(),
        foot: vec![line(words.say("people.any_role"), answer.people_listed, answer.records, answer.mentions)],
        folded: false,
    }
}
