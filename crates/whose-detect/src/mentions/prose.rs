//! Free text: who belongs together.

use whose_model::{CategoryId, Role};

use super::assembly::Assembly;
use crate::detector::Ids;
pub(super) use crate::text::read;

/// Gathers what a text holds into people: what stands together belongs together, until something comes a
/// second time.
#[derive(Debug)]
pub(crate) struct People {
    party: u32,
    number: u32,
    own: Option<u32>,
    current: Option<u32>,
    last_end: u32,
}

/// Further apart than this, in bytes, nothing belongs together.
const NEAR: u32 = 400;

impl People {
    /// People of a text that counts as `party`. Where `own` is given, everything is that person's.
    pub(crate) const fn new(party: u32, own: Option<u32>) -> Self {
        Self { party, number: 0, own, current: None, last_end: 0 }
    }

    /// Whose the next finding is.
    pub(crate) fn slot_of(
        &mut self,
        category: CategoryId,
        at: u32,
        ids: &Ids,
        record: &mut Assembly,
        role: Role,
    ) -> u32 {
        if let Some(own) = self.own {
            return own;
        }
        let again = self.current.is_some_and(|current| {
            let name = ids.is_name(category)
                && (record.has(current, ids.person_name) || record.has(current, ids.email));
            name || (!ids.is_phone(category) && record.has(current, category))
        });
        let far = at.saturating_sub(self.last_end) > NEAR;
        self.last_end = at;
        match self.current {
            Some(current) if !again && !far => current,
            _ => {
                let slot = record.slot(self.party, self.number, role);
                self.number += 1;
                self.current = Some(slot);
                slot
            }
        }
    }
}
