//! The parts of the page: one file for each question. Their order is the order of the page.

mod absent;
mod clients;
mod contents;
mod coverage;
mod digests;
mod enquiries;
mod exposed;
mod jointly;
mod layouts;
mod method;
mod package;
mod people;
mod period;
mod registry;
mod sources;

use super::{Headline, Part};
use crate::words::Words;
use crate::{PackageFacts, Report};

pub(crate) use contents::nothing;
pub(crate) use coverage::{reason, remedy};
pub(super) use package::{package_headlines, package_lead};

/// Every part, in the order of the page.
pub(super) const PARTS: &[fn(&Report, &Words) -> Part] = &[
    contents::part,
    absent::part,
    coverage::part,
    period::part,
    clients::part,
    people::part,
    registry::part,
    exposed::part,
    jointly::part,
    sources::part,
    layouts::part,
    enquiries::part,
    method::part,
    digests::part,
];

/// The parts of the page of a client's package, in their order.
pub(super) fn of_package(report: &Report, facts: &PackageFacts, words: &Words) -> Vec<Part> {
    let of_report: [fn(&Report, &Words) -> Part; 10] = [
        contents::part,
        absent::part,
        coverage::part,
        period::part,
        people::part,
        exposed::part,
        jointly::part,
        sources::part,
        layouts::part,
        method::part,
    ];
    let mut parts = vec![package::files(facts, words), package::sums(report, facts, words)];
    parts.extend(of_report.into_iter().map(|part| part(report, words)));
    parts.insert(5, package::unread(facts, words));
    parts.push(digests::part(report, words));
    parts
}

/// The one sentence at the top: people, records, mentions, clients, period together.
pub(super) fn lead(report: &Report, words: &Words) -> String {
    let answer = &report.answer;
    if answer.mentions == 0 {
        return words.say("lead.nobody").to_string();
    }
    let mut lead = words.fill(
        "lead.people",
        &[
            ("people", &words.count("count.people", answer.people.best, &[])),
            ("interval", &interval(report, words)),
            ("records", &words.count("count.records", answer.records, &[])),
            ("mentions", &words.count("count.mentions", answer.mentions, &[])),
        ],
    );
    if answer.clients > 0 {
        lead.push_str(&words.count("lead.clients", answer.clients, &[]));
    }
    if let (Some(first), Some(last)) = (&answer.first_day, &answer.last_day) {
        lead.push_str(
            &words.fill("lead.period", &[("first", &words.day(first)), ("last", &words.day(last))]),
        );
    }
    lead.push_str(words.say("lead.end"));
    lead
}

/// `949,310 to 950,890`.
fn interval(report: &Report, words: &Words) -> String {
    let people = &report.answer.people;
    words.fill(
        "lead.interval",
        &[("lower", &words.number(people.lower)), ("upper", &words.number(people.upper))],
    )
}

/// The five numbers.
pub(super) fn headlines(report: &Report, words: &Words) -> Vec<Headline> {
    let answer = &report.answer;
    let headline = |name: &str, value: String, below: String| Headline {
        name: words.say(&format!("headline.{name}")).to_string(),
        value,
        below,
    };
    let clients = if answer.clients == 0 { "–".to_string() } else { words.number(answer.clients) };
    vec![
        headline("people", words.number(answer.people.best), people_below(report, words)),
        headline("records", words.number(answer.records), words.say("headline.records_below").to_string()),
        headline("mentions", words.number(answer.mentions), words.say("headline.mentions_below").to_string()),
        headline("clients", clients, clients_below(report, words)),
        period_headline(report, words),
    ]
}

fn people_below(report: &Report, words: &Words) -> String {
    let interval = interval(report, words);
    let estimated = match report.answer.people.percent {
        Some(percent) => words.fill(
            "headline.people_below_percent",
            &[("interval", &interval), ("percent", &percent.to_string())],
        ),
        None => words.fill("headline.people_below", &[("interval", &interval)]),
    };
    [Some(estimated), uncompared(report, words)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// That some people can be compared with nobody; nothing where all can.
pub(crate) fn uncompared(report: &Report, words: &Words) -> Option<String> {
    let people = report.answer.people.uncompared;
    (people > 0).then(|| words.count("headline.uncompared", people, &[]))
}

fn clients_below(report: &Report, words: &Words) -> String {
    match (report.answer.clients, report.clients.listed) {
        (0, _) => words.say("headline.clients_none").to_string(),
        (_, Some(listed)) => words.count("headline.clients_listed", listed, &[]),
        (_, None) => words.say("headline.clients_below").to_string(),
    }
}

fn period_headline(report: &Report, words: &Words) -> Headline {
    let months = report.months.rows.len() as u64;
    let (value, below) = match (&report.answer.first_day, &report.answer.last_day) {
        (Some(first), Some(last)) => (
            words.count("headline.period_months", months, &[]),
            words.fill("headline.period_below", &[("first", &words.day(first)), ("last", &words.day(last))]),
        ),
        _ => ("–".to_string(), words.say("headline.period_none").to_string()),
    };
    Headline { name: words.say("headline.period").to_string(), value, below }
}
