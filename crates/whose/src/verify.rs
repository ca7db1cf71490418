//! Recomputes every digest and total of a case.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use whose_model::tables::{GapRow, MembershipRow, Mentions, PersonRow, SourceRow, TableRow, TallyRow};

use crate::Case;
use crate::resolve::{knows_all_decisions, recount};
use crate::tell::ledger::{HEAD, LINES, Ledger};

/// One thing that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What.
    pub what: String,
    /// What was found wrong; none: it holds.
    pub wrong: Option<String>,
}

/// Checks everything.
///
/// # Errors
/// When a table cannot be read at all.
pub fn verify(case: &Case) -> Result<Vec<Check>> {
    let mut checks = vec![journal(case)?];
    checks.extend(ledger(case));
    let mut intact = true;
    for (table, entry) in &case.store().manifest().tables {
        let holds = case.store().is_intact(table).unwrap_or(false);
        intact &= holds;
        let wrong = (!holds)
            .then(|| format!("its file is not the one that was written (digest {})", &entry.digest[..16]));
        checks.push(Check { what: format!("table {table}: {} rows", entry.rows), wrong });
    }
    checks.push(last_outputs(case));
    if intact && case.store().has(Mentions::TABLE) {
        checks.extend(totals(case)?);
    }
    Ok(checks)
}

fn journal(case: &Case) -> Result<Check> {
    let broken = case.journal().broken_links()?;
    let lines: Vec<String> = broken.iter().map(u64::to_string).collect();
    Ok(Check {
        what: format!("journal: {} lines, hash chain", case.journal().entries().len()),
        wrong: (!broken.is_empty())
            .then(|| format!("line {} was changed, or one before it is missing", lines.join(", "))),
    })
}

/// The ledger must go on from where the journal last saw it.
fn ledger(case: &Case) -> Option<Check> {
    let stated = case.journal().entries().iter().rev().find_map(|entry| {
        let lines: u64 = entry.inputs.get(LINES)?.parse().ok()?;
        Some((lines, entry.inputs.get(HEAD)?.clone()))
    });
    let mut heads = Vec::new();
    let read = Ledger::check_with_heads(case.dir(), |number, head| {
        if stated.as_ref().is_some_and(|(lines, _)| *lines == number) {
            heads.push(head.to_string());
        }
    });
    let (lines, wrong) = match (read, &stated) {
        (Err(error), _) => (0, Some(format!("{error:#}"))),
        (Ok(None), None) => return None,
        (Ok(None), Some(_)) => (0, Some("it is missing".to_string())),
        (Ok(Some(lines)), Some((known, head))) if *known > 0 && heads.first() != Some(head) => {
            (lines, Some(format!("it does not go on from line {known}, as the journal knows it")))
        }
        (Ok(Some(lines)), _) => (lines, None),
    };
    Some(Check { what: format!("ledger of deliveries: {lines} lines, hash chain"), wrong })
}

/// Fails where the ledger is not the one that the journal knows: nobody can say from it who was told.
///
/// # Errors
/// When it is damaged, was cut off, or is missing.
pub fn require_ledger(case: &Case) -> Result<()> {
    match ledger(case).and_then(|check| check.wrong) {
        Some(wrong) => bail!("the ledger of deliveries: {wrong}; restore it from a copy"),
        None => Ok(()),
    }
}

/// The tables must be those that the journal says were written last.
fn last_outputs(case: &Case) -> Check {
    let what = "tables are those that the journal says were written last".to_string();
    let entries = case.journal().entries();
    if !entries.iter().any(|entry| entry.command == "scope") {
        return Check { what, wrong: Some("no scope has finished yet".into()) };
    }
    let stated: BTreeMap<&String, &String> = entries.iter().flat_map(|entry| &entry.outputs).collect();
    let tables = &case.store().manifest().tables;
    let other = |name: &&String| tables.get(*name).map(|entry| &entry.digest) != stated.get(name).copied();
    let named: BTreeSet<&String> = stated.keys().copied().chain(tables.keys()).collect();
    let list: Vec<&str> = named.into_iter().filter(other).map(String::as_str).collect();
    Check { what, wrong: (!list.is_empty()).then(|| format!("not so: {}", list.join(", "))) }
}

/// Of a membership, what is counted here.
#[derive(Debug, Serialize, Deserialize)]
struct Membership {
    person: u64,
}

impl TableRow for Membership {
    const TABLE: &'static str = MembershipRow::TABLE;
}

/// Of a person, what is counted here.
#[derive(Debug, Serialize, Deserialize)]
struct PersonMentions {
    mentions: u32,
}

impl TableRow for PersonMentions {
    const TABLE: &'static str = PersonRow::TABLE;
}

fn totals(case: &Case) -> Result<Vec<Check>> {
    let store = case.store();
    let sources: Vec<SourceRow> = store.rows()?;
    let gaps: Vec<GapRow> = store.rows()?;
    let mut persons: Vec<u64> = Vec::new();
    store.each(|row: Membership| {
        persons.push(row.person);
        Ok(())
    })?;
    let memberships = persons.len() as u64;
    persons.sort_unstable();
    persons.dedup();
    let (mut people, mut members) = (0u64, 0u64);
    store.each(|row: PersonMentions| {
        people += 1;
        members += u64::from(row.mentions);
        Ok(())
    })?;
    let mut mentions = 0u64;
    for batch in store.batches(Mentions::TABLE)? {
        mentions += batch?.num_rows() as u64;
    }
    let mut checks = vec![bytes(&sources, &gaps)];
    let stated: u64 = sources.iter().map(|source| source.mentions).sum();
    checks.push(equal("mentions of all sources", stated, mentions));
    checks.push(equal("people with mentions", people, persons.len() as u64));
    checks.push(equal("mentions of all people", members, memberships));
    if !knows_all_decisions(case) {
        let what = "counts of the report: not recounted, as a decision waits for the next scope".to_string();
        checks.push(Check { what, wrong: None });
        return Ok(checks);
    }
    let stated: Vec<TallyRow> = store.rows()?;
    let recounted = recount(case)?;
    let differing = stated.len().abs_diff(recounted.len())
        + stated.iter().zip(&recounted).filter(|(one, other)| one != other).count();
    checks.push(equal("counts of the report, recounted from the mentions; differing", 0, differing as u64));
    Ok(checks)
}

/// Bytes read + bytes in gaps = bytes handed in, for every source.
fn bytes(sources: &[SourceRow], gaps: &[GapRow]) -> Check {
    let mut missing: BTreeMap<u64, u64> = BTreeMap::new();
    for gap in gaps {
        *missing.entry(gap.source).or_default() += gap.to.saturating_sub(gap.from);
    }
    let wrong = sources
        .iter()
        .filter(|source| source.bytes_read + missing.get(&source.id).copied().unwrap_or(0) != source.bytes)
        .count();
    Check {
        what: format!("bytes read + bytes in gaps = bytes, in {} sources", sources.len()),
        wrong: (wrong > 0).then(|| format!("not so in {wrong}")),
    }
}

fn equal(what: &str, stated: u64, counted: u64) -> Check {
    Check {
        what: format!("{what}: {counted}"),
        wrong: (stated != counted).then(|| format!("stated {stated}, counted {counted}")),
    }
}

/// Fails unless the case has been scoped.
///
/// # Errors
/// When there is nothing to verify or report yet.
pub fn require_scoped(case: &Case) -> Result<()> {
    if !case.store().has("tallies") {
        bail!(
            "{} has not been scoped to the end yet: run `whose scope SOURCE... --case {0}`",
            case.dir().display()
        );
    }
    Ok(())
}
