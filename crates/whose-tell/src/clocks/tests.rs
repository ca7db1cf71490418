//! Both incidents, and one of today, with the arithmetic worked by hand.

use std::collections::BTreeSet;

use super::*;
use crate::law::Law;
use crate::residence::{ResidentCount, Residents};

/// A case: residents as `kr 119322 national-id`, events as `known=2012-09-11`, facts as `real-risk` or `!real-risk`.
fn case(now: &str, residents: &[&str], events: &[&str], facts: &[&str]) -> Situation {
    let mut all = Residents::default();
    for text in residents {
        let words: Vec<&str> = text.split(' ').collect();
        let people: u64 = words[1].parse().unwrap();
        let groups: BTreeSet<String> = words[2..].iter().map(ToString::to_string).collect();
        if words[0] != "ca-qc" {
            all.people += people;
        }
        all.jurisdictions.insert(words[0].to_string(), ResidentCount { people, also: 0, groups });
    }
    let mut entered = Events::default();
    for event in events {
        let (name, when) = event.split_once('=').unwrap();
        entered.set(EventKey::parse(name), Some(when.parse().unwrap()));
    }
    Situation {
        now: now.parse().unwrap(),
        events: entered,
        facts: facts
            .iter()
            .map(|fact| (fact.trim_start_matches('!').to_string(), !fact.starts_with('!')))
            .collect(),
        residents: all,
        possible: None,
        also: Vec::new(),
    }
}

fn rows(situation: &Situation) -> Vec<String> {
    let law = Law::load().unwrap();
    clocks(&law, situation)
        .unwrap()
        .rows
        .iter()
        .map(|row| {
            let due = row.deadline_in_words.as_deref().unwrap_or("-");
            format!("{}/{} | {due} | {}", row.jurisdiction, row.duty, row.state_in_words())
        })
        .collect()
}

#[test]
fn hanwha_as_it_was() {
    // A customer complained on 2011-05-13. The duty began on 2011-09-30: nothing was due by it yet.
    let complaint = case("2011-06-01T00:00Z", &["kr 119322 national-id vehicle"], &["known=2011-05-13"], &[]);
    assert_eq!(rows(&complaint)[0], "kr/persons | - | not in force on 2011-05-13: only since 2011-09-30");

    // The police told the company on 2012-09-11; 5 days after: 2012-09-16. The report of 2012-09-17 is one day late.
    // The apology was put on the website on 2013-05-19 at 21:00: from the end of 16 September that is 14 + 31 + 30 + 31
    // + 31 + 28 + 31 + 30 + 19 = 245 days less 3 hours.
    let police = case(
        "2013-05-19T21:00+09:00",
        &["kr 119322 national-id vehicle"],
        &["known=2012-09-11", "told-regulator=2012-09-17"],
        &[],
    );
    assert_eq!(
        rows(&police),
        [
            "kr/persons | end of 2012-09-16 | LATE by 244 d 21 h",
            "kr/possible | - | if people-not-identified or traded: not in force on 2012-09-11: only since 2026-09-11",
            "kr/regulator | end of 2012-09-16 | done 2012-09-17 23:59, LATE by 24 h 0 min",
        ]
    );
}

#[test]
fn hanwha_by_the_law_of_today() {
    // Known on Tuesday 15 September 2026 at 10:00; 72 hours on it is Friday 18 September, 10:00. It is Thursday noon.
    let mut today = case(
        "2026-09-17T12:00+09:00",
        &["kr 119322 national-id vehicle"],
        &["known=2026-09-15T10:00+09:00"],
        &["illegal-access", "people-not-identified"],
    );
    today.possible = Some(40_000);
    assert_eq!(
        rows(&today),
        [
            "kr/persons | 2026-09-18 10:00 | 22 h 0 min left",
            "kr/possible | 2026-09-18 10:00 | 22 h 0 min left",
            "kr/regulator | 2026-09-18 10:00 | 22 h 0 min left",
        ]
    );
    let law = Law::load().unwrap();
    let people: Vec<Option<u64>> = clocks(&law, &today).unwrap().rows.iter().map(|row| row.people).collect();
    assert_eq!(people, [Some(119_322), Some(40_000), Some(119_322)]);
}

#[test]
fn canada_post_as_it_was() {
    // The contractor had signs in November 2020 and told Canada Post on 2021-05-19; public on 2021-05-26.
    // PIPEDA gives no number of days; the record is kept for 24 months from 26 May 2021. Law 25 of Québec began on 2022-09-22.
    let then = case(
        "2021-05-26T12:00-04:00",
        &["ca 940000 name address contact", "ca-qc 210000 name address"],
        &[
            "notified-by-contractor=2021-05-19T12:00-04:00",
            "determined=2021-05-26T00:00-04:00",
            "published=2021-05-26",
        ],
        &["real-risk", "serious-injury"],
    );
    assert_eq!(
        rows(&then),
        [
            "ca/persons | - | no fixed length; 12 h 0 min so far",
            "ca/regulator | - | no fixed length; 12 h 0 min so far",
            "ca/others | - | no fixed length; 12 h 0 min so far",
            "ca/record | end of 2023-05-26 | keep for another 730 d 11 h",
            "ca-qc/persons | - | not in force on 2021-05-19: only since 2022-09-22",
            "ca-qc/regulator | - | not in force on 2021-05-19: only since 2022-09-22",
            "ca-qc/record | - | not in force on 2021-05-19: only since 2022-09-22",
        ]
    );
}

/// Facts judged so that every duty is owed.
const JUDGED: [&str; 19] = [
    "illegal-access",
    "people-not-identified",
    "traded",
    "real-risk",
    "serious-injury",
    "high-risk",
    "hipaa",
    "us-listed",
    "material",
    "wrongful-act",
    "property-damage",
    "sensitive",
    "serious-harm",
    "significant-harm",
    "!recovered",
    "!no-risk",
    "!encrypted",
    "!misuse-excluded",
    "!low-probability",
];

/// Every number of days, hours or months that the law of any place gives, for people of an incident who all live there:
/// `jurisdiction/duty deadline`.
fn everywhere(now: &str, events: &[&str]) -> Vec<String> {
    let law = Law::load().unwrap();
    let residents: Vec<String> = law
        .jurisdictions()
        .iter()
        .map(|one| format!("{} 100000 name address contact national-id health financial vehicle", one.code))
        .collect();
    let residents: Vec<&str> = residents.iter().map(String::as_str).collect();
    clocks(&law, &case(now, &residents, events, &JUDGED))
        .unwrap()
        .rows
        .iter()
        .filter_map(|row| {
            Some(format!("{}/{} {}", row.jurisdiction, row.duty, row.deadline_in_words.as_deref()?))
        })
        .collect()
}

#[test]
fn canada_post_wherever_its_people_had_lived() {
    // Known on Wednesday 2021-05-19 at 12:00 in Toronto: 16:00 UTC, 18:00 in Brussels, 17:00 in London, 20 May 01:00 in Seoul and
    // 02:00 in Sydney. Determined on 2021-05-26 at 04:00 UTC: 12:00 in Singapore, still the 25th, 23:00, in Texas.
    let found = everywhere(
        "2021-05-26T12:00-04:00",
        &[
            "known-by-contractor=2021-05-18T10:00-04:00",
            "known=2021-05-19T12:00-04:00",
            "determined=2021-05-26T00:00-04:00",
        ],
    );
    assert_eq!(
        found,
        [
            // 20 May + 5 days.
            "kr/persons end of 2021-05-25",
            "kr/regulator end of 2021-05-25",
            "ca/record end of 2023-05-26",
            // 72 hours are three days to the minute.
            "eu/regulator 2021-05-22 18:00",
            "uk/regulator 2021-05-22 17:00",
            // 25 May + 60 days: 6 to the 31st, 30 in June, 24 in July.
            "us-tx/persons end of 2021-07-24",
            // 19 May + 60 days: 12, 30, 18; the contractor from the 18th.
            "us-hipaa/persons end of 2021-07-18",
            "us-hipaa/regulator end of 2021-07-18",
            "us-hipaa/media end of 2021-07-18",
            "us-hipaa/client end of 2021-07-17",
            // 20 May + 30 days: 11 to the 31st, 19 in June.
            "au/assessment end of 2021-06-19",
            // 26 May + 3 days.
            "sg/regulator end of 2021-05-29",
        ]
    );
}

#[test]
fn hanwha_of_today_wherever_its_people_live() {
    // Known on Tuesday 2026-09-15 at 10:00 in Seoul: 01:00 UTC, 11:00 in Sydney, 03:00 in Brussels, 02:00 in London, and the 14th in
    // America: 21:00 in Toronto and New York, 18:00 in Los Angeles. The contractor knew a day before. Determined on Friday the 18th
    // at 09:00 in Seoul: 08:00 in Singapore, Thursday the 17th in America.
    let found = everywhere(
        "2026-09-18T12:00+09:00",
        &[
            "known-by-contractor=2026-09-14T10:00+09:00",
            "known=2026-09-15T10:00+09:00",
            "determined=2026-09-18T09:00+09:00",
        ],
    );
    assert_eq!(
        found,
        [
            "kr/persons 2026-09-18 10:00",
            "kr/possible 2026-09-18 10:00",
            "kr/regulator 2026-09-18 10:00",
            // 24 months from 17 September 2026; 60 months from 14 September 2026.
            "ca/record end of 2028-09-17",
            "ca-qc/record end of 2031-09-14",
            "eu/regulator 2026-09-18 03:00",
            "uk/regulator 2026-09-18 02:00",
            // 14 September + 30 days: 16 to the 30th, 14 in October; the contractor from the 13th.
            "us-ca/persons end of 2026-10-14",
            "us-ny/persons end of 2026-10-14",
            "us-ny/regulator end of 2026-10-14",
            "us-ny/client end of 2026-10-13",
            // 17 September + 60 days: 13, 31, 16; + 30 days: 13, 17.
            "us-tx/persons end of 2026-11-16",
            "us-tx/regulator end of 2026-10-17",
            // 14 September + 60 days: 16, 31, 13; the contractor from the 13th.
            "us-hipaa/persons end of 2026-11-13",
            "us-hipaa/regulator end of 2026-11-13",
            "us-hipaa/media end of 2026-11-13",
            "us-hipaa/client end of 2026-11-12",
            // Thursday the 17th: Friday, Monday, Tuesday, Wednesday.
            "us-sec/public end of 2026-09-23",
            // 15 + 5. The 15th is day 1: day 30 is 14 October, a Wednesday, and day 60 is 13 November, a Friday.
            "jp/preliminary end of 2026-09-20",
            "jp/final end of 2026-10-14",
            "jp/final-wrongful end of 2026-11-13",
            "jp/client end of 2026-09-19",
            // 15 September + 30 days.
            "au/assessment end of 2026-10-15",
            // 18 September + 3 days.
            "sg/regulator end of 2026-09-21",
        ]
    );
}

#[test]
fn a_threshold_counts_those_who_live_there() {
    let texas = |people: u64| {
        let residents = format!("us-tx {people} name");
        rows(&case("2026-03-01T00:00Z", &[&residents], &["determined=2026-02-01"], &[]))[1].clone()
    };
    // 30 days after 1 February is 3 March; Texas is 6 hours behind UTC: 3 March 24:00 - 28 February 18:00 = 3 d 6 h.
    assert_eq!(texas(250), "us-tx/regulator | end of 2026-03-03 | 3 d 5 h left");
    assert_eq!(texas(249), "us-tx/regulator | end of 2026-03-03 | not due: 249 people, the threshold is 250");
}

#[test]
fn an_event_that_is_missing_and_a_fact_that_nobody_judged_are_told() {
    let open = rows(&case("2026-03-01T00:00Z", &["ca 5 name"], &[], &[]));
    assert!(open[0].contains("if real-risk: no time yet: the event determined is missing"), "{}", open[0]);
    let no = rows(&case("2026-03-01T00:00Z", &["ca 5 name"], &["determined=2026-02-01"], &["!real-risk"]));
    assert!(no[0].contains("not due: it was judged not so"), "{}", no[0]);
    assert!(no[3].contains("keep for another"), "{}", no[3]);
}

#[test]
fn events_in_the_wrong_order_are_told() {
    let law = Law::load().unwrap();
    let remarks = |events: &[&str]| {
        clocks(&law, &case("2026-03-01T00:00Z", &["sg 5 name"], events, &[])).unwrap().remarks.join("\n")
    };
    assert!(
        remarks(&["known=2026-02-02", "determined=2026-02-01"])
            .contains("determined (2026-02-01) lies before known")
    );
    assert_eq!(remarks(&["known=2026-02-01", "determined=2026-02-01"]), "");
    assert_eq!(remarks(&["known=2026-02-01T15:00Z", "determined=2026-02-01"]), "");
}

#[test]
fn a_day_alone_does_not_settle_a_deadline_within_it() {
    let done = |when: &str| {
        let events = ["known=2026-09-15T10:00+09:00", &format!("told-persons={when}")];
        rows(&case("2026-10-01T00:00Z", &["kr 5 name"], &events, &[]))[0].clone()
    };
    assert!(done("2026-09-18").contains("enter the hour"));
    assert!(done("2026-09-17").contains("in time"));
    assert!(done("2026-09-19").contains("LATE by 37 h 59 min"));
    assert!(done("2026-09-18T09:59+09:00").contains("in time"));
}

#[test]
fn a_clock_that_is_looked_at_before_its_event_has_not_begun() {
    let before = rows(&case("2026-09-14T01:00Z", &["kr 5 name"], &["known=2026-09-15T10:00+09:00"], &[]));
    assert_eq!(
        before[0],
        "kr/persons | 2026-09-18 10:00 | not begun: the event lies 24 h 0 min later than this moment"
    );
}

#[test]
fn a_sector_counts_only_when_it_is_stated() {
    let jurisdictions = |facts: &[&str]| {
        let rows = rows(&case("2026-03-01T00:00Z", &["us-ny 700 health"], &["known=2026-02-01"], facts));
        rows.iter().map(|row| row.split('/').next().unwrap().to_string()).collect::<BTreeSet<_>>()
    };
    assert!(!jurisdictions(&[]).contains("us-hipaa"));
    assert!(jurisdictions(&["hipaa"]).contains("us-hipaa"));
}

#[test]
fn people_whose_law_is_not_here_are_told() {
    let law = Law::load().unwrap();
    let mut situation = case("2026-03-01T00:00Z", &[], &[], &[]);
    situation.residents = Residents { people: 9, elsewhere: 4, unknown: 5, ..Residents::default() };
    let clocks = clocks(&law, &situation).unwrap();
    assert!(clocks.rows.is_empty());
    assert!(clocks.remarks[0].starts_with("4 people live in countries whose law is not in this version"));
    assert!(clocks.remarks[1].starts_with("of 5 people nothing in the data tells"));
}
