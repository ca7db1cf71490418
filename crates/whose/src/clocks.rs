//! The clocks of a case: events and facts as the journal holds them, people by where they live, duties with their deadlines.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use jiff::Timestamp;
use whose_model::tables::StandingRow;
use whose_model::{Categories, Category};
use whose_tell::clocks::{Clocks, EventKey, Events, Situation, When, clocks};
use whose_tell::law::Law;
use whose_tell::residence::{Finder, LocatedPerson, Residents};

use crate::case::{Case, Entry, NewEntry};

/// Command of a journal line that holds an event.
const EVENT: &str = "clocks --event";
/// Command of a journal line that holds a fact.
const FACT: &str = "clocks --fact";
/// What takes an event or a fact back.
pub const NONE: &str = "none";

/// An event as it is entered: when it happened; none takes it back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Which.
    pub key: EventKey,
    /// When.
    pub when: Option<When>,
}

/// A fact as it is judged; none takes the judgement back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// Code.
    pub fact: String,
    /// Does it hold?
    pub holds: Option<bool>,
}

/// Checks events and facts, then writes them into the journal, which is where they stand: nothing is ever taken out of it, a
/// later line counts. Gives the sentences that tell of an earlier entry.
///
/// # Errors
/// When the law knows no such event, jurisdiction or fact, or an event lies in the future: then nothing is written. When the
/// journal cannot be written.
pub fn enter(
    case: &mut Case,
    law: &Law,
    new_events: &[NewEvent],
    new_facts: &[NewFact],
    now: Timestamp,
) -> Result<Vec<String>> {
    for event in new_events {
        check_event(law, event, now)?;
    }
    for fact in new_facts {
        check_fact(law, fact)?;
    }
    let mut told = Vec::new();
    for event in new_events {
        let before =
            events(case).iter().find(|(key, _)| **key == event.key).map(|(_, when)| when.to_string());
        let value = event.when.map_or_else(|| NONE.to_string(), |when| when.to_string());
        told.extend(changed(&event.key.to_string(), before, &value));
        write(case, EVENT, &event.key.to_string(), value)?;
    }
    for fact in new_facts {
        let word = |holds: bool| if holds { "yes" } else { "no" };
        let before = facts(case).get(&fact.fact).map(|holds| word(*holds).to_string());
        let value = fact.holds.map_or(NONE, word).to_string();
        told.extend(changed(&fact.fact, before, &value));
        write(case, FACT, &fact.fact, value)?;
    }
    Ok(told)
}

fn changed(name: &str, before: Option<String>, now: &str) -> Option<String> {
    let before = before.filter(|before| before != now)?;
    Some(format!("{name} was {before}, now it is {now}; the journal holds both"))
}

fn check_event(law: &Law, event: &NewEvent, now: Timestamp) -> Result<()> {
    let known = &law.vocabulary().events;
    if !known.contains_key(&event.key.name) {
        bail!("there is no event {}. Events: {}", event.key.name, list(known.keys()));
    }
    if let Some(code) = &event.key.jurisdiction
        && law.jurisdiction(code).is_none()
    {
        bail!(
            "there is no jurisdiction {code}. Jurisdictions: {}",
            list(law.jurisdictions().iter().map(|one| &one.code))
        );
    }
    if let Some(when) = event.when
        && is_future(when, now)
    {
        bail!(
            "{} at {when} lies in the future (now it is {}): enter an event when it has happened",
            event.key,
            now.strftime("%Y-%m-%dT%H:%MZ")
        );
    }
    Ok(())
}

/// A day is not in the future where it has begun anywhere: fourteen hours ahead of UTC.
fn is_future(when: When, now: Timestamp) -> bool {
    match when {
        When::Moment(moment) => moment > now,
        When::Day(day) => {
            let first = jiff::tz::TimeZone::fixed(jiff::tz::offset(14));
            day > now.to_zoned(first).date()
        }
    }
}

fn check_fact(law: &Law, fact: &NewFact) -> Result<()> {
    let known = &law.vocabulary().facts;
    if !known.contains_key(&fact.fact) {
        bail!("there is no fact {}. Facts: {}", fact.fact, list(known.keys()));
    }
    Ok(())
}

fn write(case: &mut Case, command: &str, name: &str, value: String) -> Result<()> {
    case.record(NewEntry {
        command: command.to_string(),
        what: format!("{name} = {value}"),
        inputs: BTreeMap::from([(name.to_string(), value)]),
        outputs: BTreeMap::new(),
    })
}

fn list<'a>(names: impl Iterator<Item = &'a String>) -> String {
    names.map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// The events in force: of each the last line of the journal.
#[must_use]
pub fn events(case: &Case) -> Events {
    let mut events = Events::default();
    for (name, value) in entered(case, EVENT) {
        events.set(EventKey::parse(name), value.parse().ok());
    }
    events
}

/// The facts in force.
#[must_use]
pub fn facts(case: &Case) -> BTreeMap<String, bool> {
    let mut facts = BTreeMap::new();
    for (name, value) in entered(case, FACT) {
        match value {
            "yes" => facts.insert(name.to_string(), true),
            "no" => facts.insert(name.to_string(), false),
            _ => facts.remove(name),
        };
    }
    facts
}

fn entered<'a>(case: &'a Case, command: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let of = |entry: &'a Entry| entry.inputs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    case.journal().entries().iter().filter(move |entry| entry.command == command).flat_map(of)
}

/// Counts the people of a case by where they live.
///
/// # Errors
/// When a table is damaged.
pub fn residents(case: &Case, law: &Law) -> Result<Residents> {
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let finder = Finder::new(law);
    let mut residents = Residents::default();
    case.store().each(|person: LocatedPerson| {
        residents.add(law, &finder, &categories, &person);
        Ok(())
    })?;
    Ok(residents)
}

/// What is due to whom by when.
///
/// # Errors
/// When a table is damaged, or a jurisdiction is unknown.
pub fn of(case: &Case, law: &Law, residents: Residents, also: &[String], now: Timestamp) -> Result<Clocks> {
    if let Some(unknown) = also.iter().find(|code| law.jurisdiction(code).is_none()) {
        bail!(
            "there is no jurisdiction {unknown}. Jurisdictions: {}",
            list(law.jurisdictions().iter().map(|one| &one.code))
        );
    }
    let mut possible = case.settings().registry.is_some().then_some(0);
    case.store().each(|row: StandingRow| {
        if row.standing == "possible" {
            *possible.get_or_insert(0) += 1;
        }
        Ok(())
    })?;
    let situation =
        Situation { now, events: events(case), facts: facts(case), residents, possible, also: also.to_vec() };
    Ok(clocks(law, &situation)?)
}
