//! For which clients: each with its own counts, and how they add up to the whole.

use serde::{Deserialize, Serialize};
use whose_model::civil;
use whose_model::tables::TallyRow;

use super::tally::{Tallies, UNATTRIBUTED, totals};
use super::{Month, Totals, months};
use crate::facts::CaseFacts;

/// The clients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clients {
    /// Clients with records.
    pub found: u64,
    /// Clients in the clients file; none when there is no such file.
    pub listed: Option<u64>,
    /// Clients of the clients file without any record.
    pub listed_without_records: Vec<String>,
    /// Each client, most records first.
    pub rows: Vec<ClientEntry>,
    /// What nothing attributes to a client.
    pub unattributed: Option<ClientEntry>,
    /// How the rows add up.
    pub sums: Sums,
    /// People by the number of clients that hold records about them.
    pub overlap: Vec<Overlap>,
    /// People of more than one client.
    pub people_of_several: u64,
}

/// One client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClientEntry {
    /// Its name.
    pub client: String,
    /// Its counts.
    #[serde(flatten)]
    pub totals: Totals,
    /// First day of a record.
    pub first_day: Option<String>,
    /// Last day.
    pub last_day: Option<String>,
    /// Categories exposed, as codes, those of most people first; empty when they were not counted by client.
    pub categories: Vec<CategoryCount>,
    /// Its months; empty when they were not counted by client.
    pub months: Vec<Month>,
}

/// A category and what has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryCount {
    /// Category code.
    pub category: String,
    /// What has it.
    #[serde(flatten)]
    pub totals: Totals,
}

/// How the clients add up to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sums {
    /// Sum over all clients and the unattributed.
    pub clients: Totals,
    /// The whole.
    pub whole: Totals,
    /// Sum less whole: what several clients count, and the whole counts once.
    pub counted_more_than_once: Totals,
    /// The people counted more than once, recounted from the overlap; equal to the above when all is right.
    pub people_more_than_once_by_overlap: Option<u64>,
}

/// People of so many clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlap {
    /// Number of clients.
    pub clients: u64,
    /// People.
    pub people: u64,
}

pub(super) fn clients(facts: &CaseFacts, tallies: &Tallies) -> Clients {
    let mut rows: Vec<ClientEntry> = Vec::new();
    let mut unattributed = None;
    for row in tallies.client_wholes() {
        let entry = entry(row, tallies);
        if row.client == UNATTRIBUTED { unattributed = Some(entry) } else { rows.push(entry) }
    }
    rows.sort_by(|one, other| {
        other.totals.records.cmp(&one.totals.records).then_with(|| one.client.cmp(&other.client))
    });
    let listed_without_records = facts.clients_listed.as_ref().map_or_else(Vec::new, |listed| {
        let mut missing: Vec<String> =
            listed.iter().filter(|name| rows.iter().all(|row| row.client != **name)).cloned().collect();
        missing.sort();
        missing.dedup();
        missing
    });
    let overlap = overlap(tallies);
    Clients {
        found: rows.len() as u64,
        listed: facts.clients_listed.as_ref().map(|listed| listed.len() as u64),
        listed_without_records,
        sums: sums(&rows, unattributed.as_ref(), tallies.whole(), &overlap),
        people_of_several: overlap.iter().filter(|row| row.clients > 1).map(|row| row.people).sum(),
        rows,
        unattributed,
        overlap,
    }
}

fn entry<'a>(row: &'a TallyRow, tallies: &Tallies<'a>) -> ClientEntry {
    let mut categories: Vec<CategoryCount> = tallies
        .rows("category", &row.client)
        .map(|row| CategoryCount { category: row.key.clone(), totals: totals(row) })
        .collect();
    categories.sort_by(|one, other| {
        other.totals.people.cmp(&one.totals.people).then_with(|| one.category.cmp(&other.category))
    });
    ClientEntry {
        client: row.client.clone(),
        totals: totals(row),
        first_day: row.first_day.map(civil::iso),
        last_day: row.last_day.map(civil::iso),
        categories,
        months: months::rows(tallies, &row.client),
    }
}

fn overlap(tallies: &Tallies) -> Vec<Overlap> {
    let mut overlap: Vec<Overlap> = tallies
        .rows("overlap", "")
        .filter_map(|row| Some(Overlap { clients: row.key.parse().ok()?, people: row.people }))
        .collect();
    overlap.sort_by_key(|row| row.clients);
    overlap
}

fn sums(
    rows: &[ClientEntry],
    unattributed: Option<&ClientEntry>,
    whole: Totals,
    overlap: &[Overlap],
) -> Sums {
    let mut clients = Totals::default();
    for row in rows.iter().chain(unattributed) {
        clients.records += row.totals.records;
        clients.people += row.totals.people;
        clients.mentions += row.totals.mentions;
    }
    if rows.is_empty() && unattributed.is_none() {
        clients = whole;
    }
    Sums {
        clients,
        whole,
        counted_more_than_once: Totals {
            records: clients.records.saturating_sub(whole.records),
            people: clients.people.saturating_sub(whole.people),
            mentions: clients.mentions.saturating_sub(whole.mentions),
        },
        // With unattributed records it is open how many clients a person has, so nothing can be recounted.
        people_more_than_once_by_overlap: (unattributed.is_none() && !overlap.is_empty())
            .then(|| overlap.iter().map(|row| row.clients.saturating_sub(1) * row.people).sum()),
    }
}
