//! How far telling is, for those who ask for the number: authorities, clients.

use anyhow::Result;
use whose_tell::law::Law;
use whose_tell::notice::{GENERAL, Telling};

use super::ledger::{AddressKey, LedgerState};
use super::plan::{each, fonts};
use super::settings::TellSettings;
use super::tally::{Counts, Tally};
use crate::Case;

/// Where everyone stands on a day, by the ledger of deliveries.
pub(crate) struct ToldSoFar {
    day: String,
    tally: Tally,
}

impl ToldSoFar {
    /// Looks at everyone. Before anyone is told there is nothing to look at, and nothing is written into the case folder.
    pub fn of_case(case: &Case, law: &Law) -> Result<Self> {
        let (day, mut tally) = (super::settle::today(), Tally::default());
        let mut state = LedgerState::read(case.dir())?;
        if !state.is_empty() {
            let (settings, _) = TellSettings::of(case, law)?;
            let (key, fonts) = (AddressKey::open(case.dir())?, fonts(&settings)?);
            each(case, law, &settings, &key, &fonts, &mut state, |_, recipient, decision| {
                tally.add(law, &recipient, &decision);
                Ok(())
            })?;
        }
        Ok(Self { day, tally })
    }

    /// Of a client; of a jurisdiction; of all.
    pub fn of(&self, client: Option<&str>, jurisdiction: &str) -> Telling {
        let counts = match client {
            Some(client) => self.tally.clients.get(client),
            None if jurisdiction == GENERAL => Some(&self.tally.whole),
            None => self.tally.jurisdictions.get(jurisdiction),
        };
        let none = Counts::default();
        let counts = counts.unwrap_or(&none);
        Telling {
            day: self.day.clone(),
            told: counts.ever_told,
            written: counts.written,
            unknown: counts.unknown,
            pending: counts.pending(),
            unreachable: counts.unreachable,
        }
    }
}
