//! The tallies, sorted out by kind.

use std::collections::BTreeMap;

use whose_model::tables::TallyRow;

use super::Totals;
use crate::facts::Tables;

/// Client of what nothing attributes to one.
pub(super) const UNATTRIBUTED: &str = "?";

/// The tallies of a case by kind, client and key.
pub(super) struct Tallies<'a> {
    by_kind: BTreeMap<(&'a str, &'a str, &'a str), &'a TallyRow>,
}

impl<'a> Tallies<'a> {
    pub(super) fn of(tables: &Tables<'a>) -> Self {
        let by_kind = tables
            .tallies
            .iter()
            .map(|row| ((row.kind.as_str(), row.client.as_str(), row.key.as_str()), row))
            .collect();
        Self { by_kind }
    }

    /// The rows of a kind for one client (empty: the whole), by key.
    pub(super) fn rows(&self, kind: &'a str, client: &'a str) -> impl Iterator<Item = &'a TallyRow> {
        self.by_kind
            .range((kind, client, "")..)
            .take_while(move |((of_kind, of_client, _), _)| (*of_kind, *of_client) == (kind, client))
            .map(|(_, row)| *row)
    }

    pub(super) fn get(&self, kind: &str, client: &str, key: &str) -> Option<&'a TallyRow> {
        self.by_kind.get(&(kind, client, key)).copied()
    }

    /// The whole of each client, the unattributed included, by name.
    pub(super) fn client_wholes(&self) -> impl Iterator<Item = &'a TallyRow> {
        self.by_kind
            .range(("whole", "", "")..)
            .take_while(|((kind, _, _), _)| *kind == "whole")
            .map(|(_, row)| *row)
            .filter(|row| !row.client.is_empty())
    }

    pub(super) fn whole(&self) -> Totals {
        self.get("whole", "", "").map(totals).unwrap_or_default()
    }

    pub(super) fn first_day(&self) -> Option<i32> {
        self.get("whole", "", "").and_then(|row| row.first_day)
    }

    pub(super) fn last_day(&self) -> Option<i32> {
        self.get("whole", "", "").and_then(|row| row.last_day)
    }
}

/// The counts of a row.
pub(super) fn totals(row: &TallyRow) -> Totals {
    Totals { records: row.records, people: row.people, mentions: row.mentions }
}
