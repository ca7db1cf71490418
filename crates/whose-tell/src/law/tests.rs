use std::collections::BTreeSet;
use std::path::Path;

use jiff::tz::TimeZone;

use super::*;
use crate::Language;

fn law() -> Law {
    Law::load().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_folder_is_in_the_list_and_bears_its_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("jurisdictions");
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let listed: BTreeSet<String> = data::ALL.iter().map(|(folder, ..)| (*folder).to_string()).collect();
    assert_eq!(there, listed);
    for ((folder, ..), one) in data::ALL.iter().zip(law().jurisdictions()) {
        assert_eq!(*folder, one.code);
    }
}

#[test]
fn parents_time_zones_and_languages_exist() {
    let law = law();
    for (at, one) in law.jurisdictions().iter().enumerate() {
        TimeZone::get(&one.time_zone).unwrap();
        assert!(!one.languages.is_empty(), "{}", one.code);
        for language in &one.languages {
            assert!(Language::from_code(language).is_some(), "{} {language}", one.code);
        }
        if let Some(parent) = &one.parent {
            assert!(law.jurisdictions()[..at].iter().any(|other| other.code == *parent), "{}", one.code);
        }
        let lives = &one.residence;
        let told = !lives.countries.is_empty() || one.parent.is_some();
        assert_eq!(told, one.sector.is_none(), "{}: by residence or by sector", one.code);
    }
}

#[test]
fn duties_speak_of_events_facts_and_content_that_exist() {
    let law = law();
    let words = law.vocabulary();
    for one in law.jurisdictions() {
        for duty in &one.duties {
            let name = format!("{}/{} of {}", one.code, duty.id, duty.valid_from);
            assert!(words.events.contains_key(&duty.clock.from), "{name}");
            assert!(duty.done.as_ref().is_none_or(|done| words.events.contains_key(done)), "{name}");
            let threshold = duty.threshold.clone().unwrap_or_default();
            for fact in [&duty.facts, &duty.facts_any, &duty.unless, &threshold.facts].into_iter().flatten() {
                assert!(words.facts.contains_key(fact), "{name}: {fact}");
            }
            let Some(content) = &duty.content else { continue };
            let headed = content.headings.iter().map(|heading| &heading.section);
            for code in content.required.iter().chain(&content.forbidden).chain(headed) {
                assert!(words.content.contains_key(code), "{name}: {code}");
            }
            assert!(content.required.iter().all(|code| !content.forbidden.contains(code)), "{name}");
        }
        assert!(one.sector.as_ref().is_none_or(|fact| words.facts.contains_key(fact)), "{}", one.code);
    }
    for (name, event) in &words.events {
        for other in event.at_latest.iter().chain(&event.not_before) {
            assert!(words.events.contains_key(other), "{name}: {other}");
        }
    }
}

#[test]
fn every_duty_has_a_source_a_clock_that_can_be_counted_and_says_what_is_doubtful() {
    for one in law().jurisdictions() {
        for duty in &one.duties {
            let name = format!("{}/{} of {}", one.code, duty.id, duty.valid_from);
            assert!(
                duty.source.len() > 10 && duty.trigger.len() > 10 && !duty.clock.words.is_empty(),
                "{name}"
            );
            assert!(duty.verified || duty.doubt.is_some(), "{name}: what is not verified says why");
            assert_eq!(duty.clock.length.is_some(), duty.clock.unit.is_some(), "{name}");
            let needs_holidays = duty.clock.rolls || duty.clock.unit == Some(Unit::BusinessDays);
            assert!(!needs_holidays || one.holidays.is_some(), "{name} needs holidays");
            assert!(duty.substitute_days.is_none() || duty.substitute.is_some(), "{name}");
        }
    }
}

#[test]
fn versions_of_one_duty_follow_each_other() {
    for one in law().jurisdictions() {
        for (id, versions) in one.duties_by_id() {
            let mut sorted = versions.clone();
            sorted.sort_by_key(|duty| duty.valid_from);
            assert!(sorted.last().is_some_and(|last| last.valid_until.is_none()), "{}/{id}", one.code);
            for pair in sorted.windows(2) {
                let next = pair[0].valid_until.map(|last| last.tomorrow().unwrap());
                assert_eq!(next, Some(pair[1].valid_from), "{}/{id}", one.code);
            }
        }
    }
}

#[test]
fn holidays_lie_in_the_years_that_they_cover() {
    for one in law().jurisdictions() {
        let Some(holidays) = &one.holidays else { continue };
        assert!(holidays.verified || holidays.doubt.is_some(), "{}", one.code);
        assert!(holidays.days.iter().all(|day| holidays.cover(*day)), "{}", one.code);
        let working = holidays.days.iter().filter(|day| day.weekday() == jiff::civil::Weekday::Sunday);
        assert_eq!(working.count(), 0, "{}: a holiday on a Sunday has a substitute", one.code);
    }
}

#[test]
fn korean_law_changes_on_the_day_it_changed() {
    let law = law();
    let korea = law.jurisdiction("kr").unwrap();
    let hours = |day: &str| {
        let clock = &korea.duty_on("persons", day.parse().unwrap()).unwrap().clock;
        (clock.length, clock.unit)
    };
    assert_eq!(hours("2012-09-11"), (Some(5), Some(Unit::CalendarDays)));
    assert_eq!(hours("2026-09-10"), (Some(72), Some(Unit::Hours)));
    assert_eq!(hours("2026-09-11"), (Some(72), Some(Unit::Hours)));
    assert!(korea.duty_on("possible", "2026-09-10".parse().unwrap()).is_none());
    assert!(korea.duty_on("possible", "2026-09-11".parse().unwrap()).is_some());
    assert!(korea.duty_on("persons", "2011-05-13".parse().unwrap()).is_none());
}
