//! `whose clocks`: what is due to whom by when.

use std::collections::BTreeMap;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use serde::Serialize;
use whose::Case;
use whose::clocks::{NONE, NewEvent, NewFact, enter, events, facts, of, residents};
use whose::verify::require_scoped;
use whose_tell::clocks::{Applies, Clocks, EventKey, Row, State, When};
use whose_tell::law::{Law, Recipient};
use whose_tell::residence::Residents;

use super::{CaseArgument, End, Format};
use crate::terminal;

/// Print what is due to whom by when, by the law of every place where people of the case live.
///
/// Deadlines count from events, which you enter when they have happened; duties may hang on facts, which only you can judge.
/// Both are kept in the case's journal. A later entry of the same name counts; `NAME=none` takes one back.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose clocks --case case/ --event known=2026-09-15T10:00+09:00
  whose clocks --case case/ --event told-regulator@kr=2026-09-16 --fact real-risk=yes
  whose clocks --case case/ --explain")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    /// What happened when, for all or for one jurisdiction: NAME[@JURISDICTION]=TIME, with offset from UTC, or a day.
    #[arg(long = "event", value_name = "NAME=TIME", value_parser = event)]
    events: Vec<NewEvent>,
    /// A judged fact: NAME=yes or NAME=no.
    #[arg(long = "fact", value_name = "NAME=yes|no", value_parser = fact)]
    facts: Vec<NewFact>,
    /// Show this jurisdiction too, though nobody of the case lives there.
    #[arg(long = "jurisdiction", value_name = "CODE")]
    jurisdictions: Vec<String>,
    /// Count as at this time instead of now. Nothing is entered with it.
    #[arg(long, value_name = "TIME", conflicts_with_all = ["events", "facts"])]
    at: Option<String>,
    /// List the events and facts that there are, what they mean, and what was entered.
    #[arg(long)]
    explain: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

fn event(text: &str) -> Result<NewEvent, String> {
    let (name, time) = text.split_once('=').ok_or("write it as NAME=TIME")?;
    let when = match time {
        NONE => None,
        _ => Some(When::from_str(time).map_err(|error| error.to_string())?),
    };
    Ok(NewEvent { key: EventKey::parse(name), when })
}

fn fact(text: &str) -> Result<NewFact, String> {
    let (name, holds) = text.split_once('=').ok_or("write it as NAME=yes or NAME=no")?;
    let holds = match holds {
        "yes" => Some(true),
        "no" => Some(false),
        NONE => None,
        _ => return Err("a fact is yes, no or none".to_string()),
    };
    Ok(NewFact { fact: name.to_string(), holds })
}

/// What the JSON form holds.
#[derive(Serialize)]
struct Document<'a> {
    residents: &'a Residents,
    #[serde(flatten)]
    clocks: &'a Clocks,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    require_scoped(&case)?;
    let law = Law::load()?;
    let now = match &arguments.at {
        None => Timestamp::now(),
        Some(text) => moment(text)?,
    };
    for told in enter(&mut case, &law, &arguments.events, &arguments.facts, now)? {
        terminal::remark(&told);
    }
    if arguments.explain {
        explain(&case, &law);
        return Ok(End::Complete);
    }
    let residents = residents(&case, &law)?;
    let clocks = of(&case, &law, residents.clone(), &arguments.jurisdictions, now)?;
    match arguments.format {
        Format::Json => {
            let document = Document { residents: &residents, clocks: &clocks };
            terminal::print(&serde_json::to_string_pretty(&document)?);
        }
        Format::Table => print(&law, &residents, &clocks),
    }
    Ok(End::Complete)
}

fn moment(text: &str) -> Result<Timestamp> {
    match text.parse::<When>().with_context(|| "--at cannot be read")? {
        When::Moment(moment) => Ok(moment),
        When::Day(day) => bail!("--at {day} is a day: write a moment, as {day}T12:00Z"),
    }
}

fn print(law: &Law, residents: &Residents, clocks: &Clocks) {
    let rows = law.jurisdictions().iter().filter_map(|one| {
        let count = residents.jurisdictions.get(&one.code)?;
        let part = one.parent.as_ref().map(|parent| format!("part of {parent}")).unwrap_or_default();
        let also =
            if count.also > 0 { format!("{} more have an address there", count.also) } else { String::new() };
        Some(vec![one.code.clone(), one.name.en.clone(), count.people.to_string(), also, part])
    });
    let others = [("elsewhere", residents.elsewhere), ("unknown", residents.unknown)];
    let others = others.into_iter().filter(|(_, people)| *people > 0).map(|(name, people)| {
        vec![String::new(), name.to_string(), people.to_string(), String::new(), String::new()]
    });
    terminal::print(&terminal::table(&["where", "", "people", "", ""], rows.chain(others)));
    terminal::print(&format!("{} people in all\n", residents.people));
    let mut sources = Sources::default();
    let header = ["where", "who", "what", "people", "rule", "due, local time", "how it stands", "source"];
    let rows: Vec<Vec<String>> = clocks.rows.iter().map(|row| cells(law, row, &mut sources)).collect();
    terminal::print(&terminal::table(&header, rows));
    for (number, (source, mark)) in (1..).zip(&sources.0) {
        terminal::print(&format!("[{number}] {source}; {mark}"));
    }
    terminal::print("");
    for (event, means) in missing(law, clocks) {
        terminal::print(&format!("- not entered yet: --event {event}=TIME: {means}"));
    }
    for (fact, means) in open_facts(law, clocks) {
        terminal::print(&format!("- not judged yet: --fact {fact}=yes|no: {means}"));
    }
    for remark in &clocks.remarks {
        terminal::print(&format!("- {remark}"));
    }
    let late = clocks.rows.iter().filter(|row| row.is_late()).count();
    let unverified = clocks.rows.iter().filter(|row| !row.verified).count();
    let in_part = clocks.rows.iter().filter(|row| row.verified && row.doubt.is_some()).count();
    terminal::print(&format!(
        "\n{} duties, {late} late; sources of {unverified} not verified, of {in_part} only in part. This is a count of time, not legal advice. \
         Events and facts: whose clocks --explain",
        clocks.rows.len()
    ));
}

/// Sources that rows cite by number.
#[derive(Default)]
struct Sources(Vec<(String, String)>);

impl Sources {
    fn number(&mut self, row: &Row) -> usize {
        let cited = (row.source.clone(), row.mark());
        let at = self.0.iter().position(|known| *known == cited).unwrap_or_else(|| {
            self.0.push(cited);
            self.0.len() - 1
        });
        at + 1
    }
}

fn cells(law: &Law, row: &Row, sources: &mut Sources) -> Vec<String> {
    let zone = law.jurisdiction(&row.jurisdiction).map_or("", |one| one.time_zone.as_str());
    let due = row.deadline_in_words.as_ref().map_or_else(String::new, |due| format!("{due} {zone}"));
    let note = row.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
    let people = match (row.recipient, row.people) {
        (Recipient::Record | Recipient::Public, _) | (_, None) => String::new(),
        (_, Some(people)) => people.to_string(),
    };
    let what = match row.recipient {
        Recipient::Person => row.title.clone(),
        _ => format!("{}: {}", row.title, row.to),
    };
    let mark = match (row.verified, &row.doubt) {
        (true, None) => "verified",
        (true, Some(_)) => "verified in part",
        (false, _) => "NOT VERIFIED",
    };
    vec![
        row.jurisdiction.clone(),
        row.bound.code().to_string(),
        what,
        people,
        row.rule.clone(),
        format!("{due}{note}"),
        row.state_in_words(),
        format!("[{}] {mark}", sources.number(row)),
    ]
}

/// Events that a duty which is or may be due waits for.
fn missing<'a>(law: &'a Law, clocks: &'a Clocks) -> BTreeMap<&'a str, &'a str> {
    let waits = |row: &&Row| {
        matches!(row.state, State::NoEvent { .. }) && !matches!(row.applies, Applies::NotDue { .. })
    };
    let means = |event: &str| law.vocabulary().events.get(event).map_or("", |event| event.means.as_str());
    clocks.rows.iter().filter(waits).map(|row| (row.from.as_str(), means(&row.from))).collect()
}

/// Facts that decide whether a duty is due.
fn open_facts<'a>(law: &'a Law, clocks: &'a Clocks) -> BTreeMap<&'a str, &'a str> {
    let mut open = BTreeMap::new();
    for row in &clocks.rows {
        if let (Applies::If { facts }, false) = (&row.applies, matches!(row.state, State::NotInForce { .. }))
        {
            open.extend(facts.iter().map(|fact| (fact.as_str(), law.vocabulary().fact(fact))));
        }
    }
    open
}

fn explain(case: &Case, law: &Law) {
    let (events, facts) = (events(case), facts(case));
    let entered = |name: &str| {
        let all = events.iter().filter(|(key, _)| key.name == name);
        let each = all.map(|(key, when)| match &key.jurisdiction {
            Some(jurisdiction) => format!("{when} ({jurisdiction})"),
            None => when.to_string(),
        });
        each.collect::<Vec<_>>().join(", ")
    };
    let rows = law
        .vocabulary()
        .events
        .iter()
        .map(|(name, event)| vec![name.clone(), event.means.clone(), entered(name)]);
    terminal::print(&terminal::table(&["event", "means", "entered"], rows));
    let judged = |name: &String| match facts.get(name) {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let rows = law
        .vocabulary()
        .facts
        .iter()
        .map(|(name, means)| vec![name.clone(), means.clone(), judged(name).to_string()]);
    terminal::print(&format!("\n{}", terminal::table(&["fact", "means", "judged"], rows)));
}
