//! Over which period: a picture, and the numbers behind it.

use crate::page::figures::{Bar, small_time_bars, time_bars};
use crate::page::{Card, Part, Section, Table, number, row, text};
use crate::words::Words;
use crate::{Month, Report, Totals};

/// More months than this are drawn as years.
const MOST_MONTHS: usize = 120;
/// More years than this are not drawn: a wrong date stretches the axis until nothing shows.
const MOST_YEARS: usize = 150;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let (Some(first), Some(last)) = (&report.answer.first_day, &report.answer.last_day) else {
        return Part::default();
    };
    let months = &report.months;
    let days = [("first", words.day(first)), ("last", words.day(last))];
    let values: Vec<(&str, &str)> = days.iter().map(|(name, day)| (*name, day.as_str())).collect();
    let sentence = words.fill("period.sentence", &values);
    let mut qualifications = Vec::new();
    if months.undated_records > 0 {
        qualifications.push(words.count("period.undated", months.undated_records, &[]));
    }
    for default in &months.default_days {
        let day = words.day(&default.day);
        qualifications.push(words.count("period.default_day", default.totals.records, &[("day", &day)]));
    }
    if months.empty > 0 {
        qualifications.push(words.count("period.empty", months.empty, &[]));
    }
    let picture = picture(report, words);
    Part {
        card: Some(Card {
            question: words.say("period.question").to_string(),
            sentence: sentence.clone(),
            qualification: qualifications.join(" "),
            marks: Vec::new(),
            figure: small(report, &sentence),
            target: "period",
        }),
        section: Some(Section {
            name: "period",
            title: words.say("period.title").to_string(),
            paragraphs: vec![sentence],
            figure: picture,
            tables: vec![table(&months.rows, words)],
            notes: qualifications.into_iter().chain([words.say("period.people").to_string()]).collect(),
        }),
    }
}

/// Bars with years only, for the card.
fn small(report: &Report, described: &str) -> String {
    let months = &report.months.rows;
    if months.len() > MOST_MONTHS {
        return String::new();
    }
    let bars: Vec<Bar> = months
        .iter()
        .enumerate()
        .map(|(at, month)| Bar {
            amount: month.totals.records,
            label: String::new(),
            tick: if months.len() <= 72 { tick(months, at) } else { String::new() },
        })
        .collect();
    small_time_bars(&bars, described)
}

fn picture(report: &Report, words: &Words) -> String {
    let months = &report.months.rows;
    let label = |name: &str, totals: &Totals| {
        format!(
            "{name}: {}, {}",
            words.count("count.records", totals.records, &[]),
            words.count("count.people", totals.people, &[])
        )
    };
    let described = words.say("period.described");
    if months.len() <= MOST_MONTHS {
        let bars: Vec<Bar> = months
            .iter()
            .enumerate()
            .map(|(at, month)| Bar {
                amount: month.totals.records,
                label: label(&words.month(&month.month), &month.totals),
                tick: tick(months, at),
            })
            .collect();
        return time_bars(&bars, described, |n| words.number(n));
    }
    let years = by_year(months);
    if years.len() > MOST_YEARS {
        return String::new();
    }
    let every = years.len().div_ceil(15);
    let bars: Vec<Bar> = years
        .iter()
        .enumerate()
        .map(|(at, (year, records))| Bar {
            amount: *records,
            label: format!("{year}: {}", words.count("count.records", *records, &[])),
            tick: if at % every == 0 { (*year).to_string() } else { String::new() },
        })
        .collect();
    time_bars(&bars, described, |n| words.number(n))
}

/// The year stands where it begins; at the first month also, unless the next year begins right after.
fn tick(months: &[Month], at: usize) -> String {
    let month = &months[at].month;
    let begins = month.ends_with("-01");
    let room = months.iter().skip(1).take(2).all(|next| !next.month.ends_with("-01"));
    if begins || at == 0 && room {
        month.split('-').next().unwrap_or_default().to_string()
    } else {
        String::new()
    }
}

fn by_year(months: &[Month]) -> Vec<(&str, u64)> {
    let mut years: Vec<(&str, u64)> = Vec::new();
    for month in months {
        let year = month.month.split('-').next().unwrap_or_default();
        match years.last_mut() {
            Some((known, records)) if *known == year => *records += month.totals.records,
            _ => years.push((year, month.totals.records)),
        }
    }
    years
}

fn table(months: &[Month], words: &Words) -> Table {
    Table {
        caption: words.say("period.caption").to_string(),
        head: vec![
            text(words.say("period.month")),
            number(words.say("table.records")),
            number(words.say("table.people")),
            number(words.say("table.mentions")),
        ],
        rows: months
            .iter()
            .map(|month| {
                row(vec![
                    text(words.month(&month.month)),
                    number(words.number(month.totals.records)),
                    number(words.number(month.totals.people)),
                    number(words.number(month.totals.mentions)),
                ])
            })
            .collect(),
        foot: Vec::new(),
        folded: true,
    }
}
