//! From what is known of a case to its duties.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::deadline::deadline;
use super::event::Events;
use super::row::{Applies, Row, State};
use crate::TellError;
use crate::law::{About, CountedOver, Duty, Jurisdiction, Law, Recipient, Threshold, Unit, Vocabulary};
use crate::residence::Residents;

/// What is known of a case.
#[derive(Debug, Clone)]
pub struct Situation {
    /// The moment it is looked at.
    pub now: Timestamp,
    /// What happened when.
    pub events: Events,
    /// Facts that were judged, by code.
    pub facts: BTreeMap<String, bool>,
    /// The people, by where they live.
    pub residents: Residents,
    /// Customers of the registry who are possible; none without a registry.
    pub possible: Option<u64>,
    /// Jurisdictions to show though nobody lives there.
    pub also: Vec<String>,
}

/// The duties of a case, and what the user should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clocks {
    /// The moment it was looked at.
    pub now: Timestamp,
    /// One row a duty.
    pub rows: Vec<Row>,
    /// Contradictions between events, notes of jurisdictions, people whose law is not here.
    pub remarks: Vec<String>,
}

/// Works out every duty.
///
/// # Errors
/// When a time zone of the law is unknown: a mistake in its data.
pub fn clocks(law: &Law, situation: &Situation) -> Result<Clocks, TellError> {
    let mut rows = Vec::new();
    let mut remarks = contradictions(law.vocabulary(), situation);
    for one in law.jurisdictions() {
        if !is_concerned(one, situation) {
            continue;
        }
        let zone = TimeZone::get(&one.time_zone)
            .map_err(|error| TellError::Law { file: one.code.clone(), reason: error.to_string() })?;
        for (_, versions) in one.duties_by_id() {
            rows.push(Place { law, one, zone: &zone, situation }.row(&versions)?);
        }
        // A whole without duties of its own speaks only of those who live in none of its parts.
        let parts = law.jurisdictions().iter().filter(|part| part.parent.as_ref() == Some(&one.code));
        let in_parts: u64 = parts.map(|part| situation.residents.of(&part.code).people).sum();
        let others = situation.residents.of(&one.code).people.saturating_sub(in_parts);
        if !one.duties.is_empty() || others > 0 {
            remarks.extend(one.note.as_ref().map(|note| format!("{}: {note}", one.name.en)));
        }
    }
    remarks.extend(not_here(situation));
    Ok(Clocks { now: situation.now, rows, remarks })
}

fn is_concerned(one: &Jurisdiction, situation: &Situation) -> bool {
    let by_fact = one.sector.as_ref().is_some_and(|fact| situation.facts.get(fact) == Some(&true));
    by_fact || situation.also.contains(&one.code) || situation.residents.of(&one.code).upper() > 0
}

fn not_here(situation: &Situation) -> Vec<String> {
    let mut remarks = Vec::new();
    let (elsewhere, unknown) = (situation.residents.elsewhere, situation.residents.unknown);
    if elsewhere > 0 {
        remarks.push(format!(
            "{elsewhere} people live in countries whose law is not in this version: check by hand"
        ));
    }
    if unknown > 0 {
        remarks.push(format!("of {unknown} people nothing in the data tells where they live"));
    }
    remarks
}

/// Events that lie before one that they follow.
fn contradictions(vocabulary: &Vocabulary, situation: &Situation) -> Vec<String> {
    let mut found = Vec::new();
    for (key, when) in situation.events.iter() {
        let Some(meaning) = vocabulary.events.get(&key.name) else { continue };
        let place = key.jurisdiction.as_deref().unwrap_or_default();
        for earlier in &meaning.not_before {
            let Some(other) = situation.events.moment(vocabulary, earlier, place, &TimeZone::UTC) else {
                continue;
            };
            let Ok(this) = when.in_zone(&TimeZone::UTC) else { continue };
            // A day alone may hold the moment of the other.
            let holds = matches!(when, super::When::Day(day) if day == other.date());
            if this < other && !holds {
                found.push(format!(
                    "{key} ({when}) lies before {earlier} ({}): one of the two is wrong; enter it again with --event",
                    other.timestamp()
                ));
            }
        }
    }
    found
}

/// A jurisdiction in a case.
struct Place<'a> {
    law: &'a Law,
    one: &'a Jurisdiction,
    zone: &'a TimeZone,
    situation: &'a Situation,
}

impl Place<'_> {
    fn event(&self, name: &str) -> Option<Zoned> {
        self.situation.events.moment(self.law.vocabulary(), name, &self.one.code, self.zone)
    }

    /// The version in force on the day of its event; without an event, or before the first, the nearest one.
    fn row(&self, versions: &[&Duty]) -> Result<Row, TellError> {
        let today = self.situation.now.to_zoned(self.zone.clone()).date();
        let in_force =
            |duty: &&&Duty| duty.in_force(self.event(&duty.clock.from).map_or(today, |event| event.date()));
        let earliest = versions.iter().min_by_key(|duty| duty.valid_from).copied();
        let (duty, holds) = match (versions.iter().find(in_force), earliest) {
            (Some(duty), _) => (*duty, true),
            (None, Some(duty)) => (duty, false),
            (None, None) => unreachable!("a duty has a version"),
        };
        let event = self.event(&duty.clock.from);
        let mut row = self.new_row(duty, event.clone());
        let Some(event) = event else { return Ok(row) };
        if !holds {
            row.state = State::NotInForce { on: event.date(), since: duty.valid_from };
            return Ok(row);
        }
        let due = deadline(&duty.clock, &event, self.one.holidays.as_ref())
            .map_err(|error| TellError::Law { file: self.one.code.clone(), reason: error.to_string() })?;
        row.state = self.state(duty, &event, due.as_ref().map(|due| due.at.timestamp()));
        if let Some(due) = due {
            row.set_deadline(due);
        }
        Ok(row)
    }

    fn new_row(&self, duty: &Duty, event: Option<Zoned>) -> Row {
        let from = duty.clock.from.clone();
        Row {
            jurisdiction: self.one.code.clone(),
            duty: duty.id.clone(),
            title: duty.title.clone(),
            bound: duty.bound,
            recipient: duty.recipient,
            to: duty.to.clone(),
            trigger: duty.trigger.clone(),
            people: self.people(duty),
            applies: self.applies(duty),
            state: State::NoEvent { event: from.clone() },
            from,
            event,
            rule: duty.clock.words.clone(),
            deadline: None,
            deadline_in_words: None,
            note: None,
            form: duty.form.clone(),
            substitute: duty.substitute.clone(),
            valid_from: duty.valid_from,
            source: duty.source.clone(),
            verified: duty.verified,
            doubt: duty.doubt.clone(),
        }
    }

    fn people(&self, duty: &Duty) -> Option<u64> {
        match duty.about {
            About::Possible => self.situation.possible,
            About::Confirmed if self.one.sector.is_some() => Some(self.situation.residents.people),
            About::Confirmed => Some(self.situation.residents.of(&self.one.code).upper()),
        }
    }

    fn state(&self, duty: &Duty, event: &Zoned, due: Option<Timestamp>) -> State {
        let now = self.situation.now;
        let seconds = |from: Timestamp, to: Timestamp| to.as_second() - from.as_second();
        if now < event.timestamp() {
            return State::NotBegun { in_seconds: seconds(now, event.timestamp()) };
        }
        if duty.clock.keeps && duty.clock.unit == Some(Unit::Months) {
            return State::Kept { left_seconds: due.map_or(0, |due| seconds(now, due)) };
        }
        let events = &self.situation.events;
        let done = duty
            .done
            .as_ref()
            .and_then(|done| events.counting_as(self.law.vocabulary(), done, &self.one.code, self.zone));
        match (done, due) {
            (Some((begin, end)), due) => State::Done {
                at: end.timestamp(),
                late_seconds: due.map(|due| seconds(due, end.timestamp())),
                unclear: due.is_some_and(|due| begin.timestamp() <= due && due < end.timestamp()),
            },
            (None, None) => State::Open { since_seconds: seconds(event.timestamp(), now) },
            (None, Some(due)) if now <= due => State::Running { left_seconds: seconds(now, due) },
            (None, Some(due)) => State::Late { late_seconds: seconds(due, now) },
        }
    }

    fn judged(&self, fact: &str) -> Option<bool> {
        self.situation.facts.get(fact).copied()
    }

    fn applies(&self, duty: &Duty) -> Applies {
        let says = |fact: &String| self.law.vocabulary().fact(fact).to_string();
        let is = |facts: &[String], wanted: bool| {
            facts.iter().find(|fact| self.judged(fact) == Some(wanted)).cloned()
        };
        if let Some(fact) = is(&duty.unless, true) {
            return Applies::NotDue { reason: says(&fact) };
        }
        if let Some(fact) = is(&duty.facts, false) {
            return Applies::NotDue { reason: format!("it was judged not so that {}", says(&fact)) };
        }
        if duty.about == About::Possible && self.situation.possible == Some(0) {
            return Applies::NotDue { reason: "no customer of the registry is possible".to_string() };
        }
        if duty.recipient == Recipient::Person && self.people(duty) == Some(0) {
            return Applies::NotDue { reason: "nobody here lives there".to_string() };
        }
        let open: Vec<String> =
            duty.facts.iter().filter(|fact| self.judged(fact).is_none()).cloned().collect();
        if !open.is_empty() {
            return Applies::If { facts: open };
        }
        if !duty.facts_any.is_empty() && is(&duty.facts_any, true).is_none() {
            return self.open_or(&duty.facts_any, || "none of its facts was judged to hold".to_string());
        }
        duty.threshold.as_ref().map_or(Applies::Due, |threshold| self.over(threshold))
    }

    fn over(&self, threshold: &Threshold) -> Applies {
        let residents = &self.situation.residents;
        let here = residents.of(&self.one.code);
        let (people, groups) = match threshold.of {
            CountedOver::Whole => (residents.people, &here.groups),
            CountedOver::Jurisdiction => (here.upper(), &here.groups),
        };
        let enough = threshold.people.is_some_and(|wanted| people >= wanted);
        let exposed = threshold.groups.iter().any(|group| groups.contains(group));
        if enough || exposed || threshold.facts.iter().any(|fact| self.judged(fact) == Some(true)) {
            return Applies::Due;
        }
        self.open_or(&threshold.facts, || match threshold.people {
            Some(wanted) => format!("{people} people, the threshold is {wanted}"),
            None => "below its threshold".to_string(),
        })
    }

    /// Open while a fact was not judged; not due when all of them were judged not to hold.
    fn open_or(&self, facts: &[String], reason: impl Fn() -> String) -> Applies {
        let open: Vec<String> = facts.iter().filter(|fact| self.judged(fact).is_none()).cloned().collect();
        if open.is_empty() { Applies::NotDue { reason: reason() } } else { Applies::If { facts: open } }
    }
}
