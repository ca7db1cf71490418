//! Which of the registry's customers are concerned.

use serde::{Deserialize, Serialize};

use super::Totals;
use crate::facts::{CaseFacts, Tables};

/// Standings of the registry's customers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Registry {
    /// Customers in it.
    pub customers: u64,
    /// Digest of its file.
    pub digest: String,
    /// Customers whose data was in the sources.
    pub confirmed: u64,
    /// Customers who may be meant, one of k.
    pub possible: u64,
    /// The same by k.
    pub possible_by_k: Vec<Possible>,
    /// Customers whose data was not found.
    pub excluded: u64,
    /// Sum of the probabilities: how many customers are concerned, estimated.
    pub expected: f64,
    /// People linked to a confirmed or possible customer.
    pub people_linked: u64,
    /// People in no registry: concerned, but not customers.
    pub people_in_no_registry: u64,
}

/// Possible customers, one of k.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Possible {
    /// How many customers fit equally well.
    pub k: u32,
    /// Customers.
    pub customers: u64,
}

pub(super) fn registry(facts: &CaseFacts, tables: &Tables, whole: Totals) -> Option<Registry> {
    let counts = tables.standings;
    let possible: u64 = counts.possible.values().sum();
    let with_row = counts.confirmed + possible + counts.excluded;
    if facts.registry.is_none() && with_row == 0 {
        return None;
    }
    let given = facts.registry.clone().unwrap_or_default();
    let customers = given.customers.max(with_row);
    Some(Registry {
        customers,
        digest: given.digest,
        confirmed: counts.confirmed,
        possible,
        possible_by_k: counts
            .possible
            .iter()
            .map(|(k, customers)| Possible { k: *k, customers: *customers })
            .collect(),
        excluded: customers - counts.confirmed - possible,
        expected: (counts.expected_millionths as f64 / 1e5).round() / 10.0,
        people_linked: counts.people_linked(),
        people_in_no_registry: whole.people.saturating_sub(counts.people_linked()),
    })
}
