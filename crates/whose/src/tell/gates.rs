//! Who is owed a notice at all, by the duties as `whose clocks` works them out.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::Timestamp;
use whose_tell::clocks::{Applies, State};
use whose_tell::law::{About, Law, Recipient};

use crate::{Case, clocks};

/// Is a notice owed in a place?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// Yes, or nobody has said otherwise.
    Open,
    /// Only if one of these facts, which nobody has judged, holds.
    Fact(String),
    /// No.
    Closed(String),
}

/// The gates of every jurisdiction: for the confirmed, for the possible.
#[derive(Debug, Default)]
pub(super) struct Gates(BTreeMap<String, (Gate, Gate)>);

impl Gates {
    pub fn of(case: &Case, law: &Law) -> Result<Self> {
        let residents = clocks::residents(case, law)?;
        // A customer of the registry may live where nobody of the case is known to live.
        let also: Vec<String> = law.jurisdictions().iter().map(|one| one.code.clone()).collect();
        let all = clocks::of(case, law, residents, &also, Timestamp::now())?;
        let mut gates = BTreeMap::new();
        for one in law.jurisdictions() {
            let rows = |about: About| {
                all.rows.iter().filter(move |row| {
                    let duty = one.duties.iter().find(|duty| duty.id == row.duty);
                    row.jurisdiction == one.code
                        && row.recipient == Recipient::Person
                        && duty.is_some_and(|duty| duty.about == about)
                })
            };
            let confirmed = gate(rows(About::Confirmed).map(|row| (&row.applies, false)), &Gate::Open);
            let none = Gate::Closed("no duty to tell who is only possible".to_string());
            let not_in_force = |state: &State| matches!(state, State::NotInForce { .. });
            let possible = rows(About::Possible).map(|row| (&row.applies, not_in_force(&row.state)));
            gates.insert(one.code.clone(), (confirmed, gate(possible, &none)));
        }
        let mut gates = Self(gates);
        gates.inherit(law, all.rows.iter().map(|row| row.jurisdiction.as_str()).collect());
        Ok(gates)
    }

    /// A part without duties of its own has those of the whole.
    fn inherit(&mut self, law: &Law, with_duties: std::collections::BTreeSet<&str>) {
        for one in law.jurisdictions().iter().filter(|one| !with_duties.contains(one.code.as_str())) {
            let whole = one.parent.as_ref().and_then(|parent| self.0.get(parent).cloned());
            if let Some(whole) = whole {
                self.0.insert(one.code.clone(), whole);
            }
        }
    }

    /// For those whose data it was.
    pub fn confirmed(&self, code: &str) -> &Gate {
        self.0.get(code).map_or(&Gate::Open, |(confirmed, _)| confirmed)
    }

    /// For those whose data it may have been.
    pub fn possible(&self, code: &str) -> Gate {
        let none = || Gate::Closed("no duty to tell who is only possible".to_string());
        self.0.get(code).map_or_else(none, |(_, possible)| possible.clone())
    }
}

/// Open where one duty is due; else what could open it.
fn gate<'a>(rows: impl Iterator<Item = (&'a Applies, bool)>, without: &Gate) -> Gate {
    let (mut fact, mut closed, mut any) = (None, None, false);
    for (applies, not_in_force) in rows {
        any = true;
        match applies {
            _ if not_in_force => closed = closed.or(Some("not in force then".to_string())),
            Applies::Due => return Gate::Open,
            Applies::If { facts } => fact = fact.or(Some(facts.join(" or "))),
            Applies::NotDue { reason } => closed = closed.or(Some(reason.clone())),
        }
    }
    match (any, fact, closed) {
        (false, ..) => without.clone(),
        // Who is confirmed is told unless it was judged that there is no duty: silence is the greater harm.
        (_, Some(_), _) if *without == Gate::Open => Gate::Open,
        (_, Some(fact), _) => Gate::Fact(fact),
        (_, None, closed) => Gate::Closed(closed.unwrap_or_default()),
    }
}
