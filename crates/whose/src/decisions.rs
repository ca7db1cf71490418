//! What a reviewer decided about people: these are one, these are two. Kept with the case, before all that the model finds.

use anyhow::{Result, bail};
use whose_model::tables::{DecisionRow, PersonRow, TableRow};
use whose_resolve::Decisions;

use crate::case::NewEntry;
use crate::explain::{RecordPlace, members, record};
use crate::{Case, numberings};

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// They are one person.
    Merge,
    /// They are two people.
    Split,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
        }
    }
}

/// The decisions of a case, in the order of deciding.
///
/// # Errors
/// When their table is damaged.
pub fn list(case: &Case) -> Result<Vec<DecisionRow>> {
    case.store().rows()
}

/// The same as resolving takes them.
///
/// # Errors
/// When their table is damaged.
pub fn in_force(case: &Case) -> Result<Decisions> {
    let mut decisions = Decisions::default();
    for row in list(case)? {
        let pairs = row.mentions.windows(2).map(|pair| (pair[0], pair[1]));
        match row.kind == Kind::Merge.code() {
            true => decisions.together.extend(pairs),
            false => decisions.apart.extend(pairs),
        }
    }
    Ok(decisions)
}

/// Decides about two people or records, named as `whose explain` names them (`P-...`, `PLACE:RECORD`, `PLACE:RECORD@ROLE`).
/// People are merged with all their mentions; two that are split are told apart by a mention of each.
///
/// # Errors
/// When a name fits nobody or several, when an earlier decision says the opposite, or the case cannot be written.
pub fn decide(case: &mut Case, kind: Kind, named: [&str; 2], why: &str) -> Result<u32> {
    let (one, other) = (mentions_of(case, named[0])?, mentions_of(case, named[1])?);
    if one.iter().any(|mention| other.contains(mention)) {
        bail!("{} and {} share a mention: name two records, or two people", named[0], named[1]);
    }
    let mentions = match kind {
        Kind::Merge => one.iter().chain(&other).copied().collect(),
        Kind::Split => vec![one[0], other[0]],
    };
    let mut rows = list(case)?;
    refuse_contradiction(&rows, kind, &mentions, named)?;
    let number = rows.iter().map(|row| row.number).max().unwrap_or(0) + 1;
    rows.push(DecisionRow {
        number,
        kind: kind.code().to_string(),
        mentions,
        named: named.map(str::to_string).to_vec(),
        why: why.to_string(),
        time: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    });
    let what = format!("{} {}: {} and {}", number, kind.code(), named[0], named[1]);
    store(case, &rows, format!("decide {}", kind.code()), what)?;
    Ok(number)
}

/// Takes a decision back.
///
/// # Errors
/// When there is none of that number, or the case cannot be written.
pub fn undo(case: &mut Case, number: u32) -> Result<()> {
    let mut rows = list(case)?;
    let before = rows.len();
    rows.retain(|row| row.number != number);
    if rows.len() == before {
        bail!(
            "there is no decision {number}. `whose decide --case {} list` shows them",
            case.dir().display()
        );
    }
    store(case, &rows, "decide undo".to_string(), format!("{number} undone"))
}

fn store(case: &mut Case, rows: &[DecisionRow], command: String, what: String) -> Result<()> {
    let mut transaction = case.store_mut().begin()?;
    transaction.write(rows)?;
    transaction.commit()?;
    let digest = case.store().manifest().tables[DecisionRow::TABLE].digest.clone();
    let outputs = [(DecisionRow::TABLE.to_string(), digest)].into();
    case.record(NewEntry { command, what, outputs, ..NewEntry::default() })
}

/// A pair that was merged cannot be split, nor the other way, before the earlier decision is undone.
fn refuse_contradiction(rows: &[DecisionRow], kind: Kind, mentions: &[u64], named: [&str; 2]) -> Result<()> {
    let opposite = rows.iter().find(|row| {
        row.kind != kind.code()
            && row.mentions.iter().filter(|mention| mentions.contains(mention)).count() > 1
    });
    if let Some(row) = opposite {
        bail!(
            "decision {} ({} {}) says the opposite of {} and {}: undo it first, with `whose decide undo {0}`",
            row.number,
            row.kind,
            row.named.join(" and "),
            named[0],
            named[1]
        );
    }
    Ok(())
}

/// The mentions that a name means, in the order of their ids.
pub(crate) fn mentions_of(case: &Case, named: &str) -> Result<Vec<u64>> {
    let mut found: Vec<u64> = match PersonRow::parse_id(named) {
        Some(person) => members(case, person)?.1.into_keys().collect(),
        None => of_record(case, named)?,
    };
    found.sort_unstable();
    if found.is_empty() {
        bail!(
            "nobody is mentioned at {named}. `whose people` lists the people, `whose explain` their records"
        );
    }
    Ok(found)
}

fn of_record(case: &Case, named: &str) -> Result<Vec<u64>> {
    let (place, role) = match named.rsplit_once('@') {
        Some((place, role)) if !role.contains(['/', ':', '.']) => (place, Some(role)),
        _ => (named, None),
    };
    let Some(at) = RecordPlace::parse(place) else {
        bail!(
            "{named} is neither a person (P- and 13 letters) nor a record (PLACE:RECORD, for example disk/x.csv:12)"
        );
    };
    let mut mentions = record(case, &at, false)?.mentions;
    mentions.retain(|mention| role.is_none_or(|role| mention.role == role));
    if mentions.len() > 1 {
        let roles: Vec<&str> = mentions.iter().map(|mention| mention.role.as_str()).collect();
        bail!(
            "{place} mentions several people ({}): say which, for example {place}@{}",
            roles.join(", "),
            roles[0]
        );
    }
    Ok(mentions.into_iter().map(|mention| mention.id).collect())
}

/// Options of resolving with the decisions of a case.
///
/// # Errors
/// As [`in_force`].
pub fn options(case: &Case) -> Result<whose_resolve::Options> {
    let numberings = numberings::of(case)?;
    let texts = numberings::running_texts(case)?;
    let weights = crate::weights::in_force(case)?;
    Ok(whose_resolve::Options { decisions: in_force(case)?, numberings, texts, weights })
}
