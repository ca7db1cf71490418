//! What the company's own list says of customers: who is confirmed, who is possible, and where to reach them.

use anyhow::{Context, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use whose_model::category::general;
use whose_model::tables::{Mentions, PersonValue, StandingRow, TableRow};
use whose_model::{Categories, Sensitive};

use super::ledger::{AddressKey, LedgerState};
use crate::{Case, registry};

/// Of a standing, what is needed here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Standing {
    customer: String,
    standing: String,
    person: Option<u64>,
}

impl TableRow for Standing {
    const TABLE: &'static str = StandingRow::TABLE;
}

/// A customer: what it is recognised by, and what the registry says of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Customer {
    /// Keyed digest of its number.
    pub digest: u64,
    /// Its values, as in the registry.
    pub values: Vec<PersonValue>,
}

/// The customers who matter for telling.
#[derive(Debug, Default)]
pub(super) struct Customers {
    all: Vec<Customer>,
    /// Person -> customers who are confirmed to be it.
    confirmed: FxHashMap<u64, Vec<u32>>,
    /// Customers who are possible.
    possible: Vec<u32>,
    /// Digest -> customers who were told and are out.
    out: FxHashMap<u64, u32>,
}

impl Customers {
    /// Reads standings and registry.
    pub fn read(case: &Case, key: &AddressKey, state: &LedgerState, categories: &Categories) -> Result<Self> {
        let told: FxHashSet<u64> = state.everyone().filter_map(|who| who.customer).collect();
        let mut customers = Self::default();
        let mut places: FxHashMap<String, u32> = FxHashMap::default();
        case.store().each(|row: Standing| {
            let is_in = row.standing != "excluded";
            if !is_in && told.is_empty() {
                return Ok(());
            }
            let digest = digest(key, &row.customer);
            if !is_in && !told.contains(&digest) {
                return Ok(());
            }
            let at = customers.all.len() as u32;
            customers.all.push(Customer { digest, values: Vec::new() });
            places.insert(row.customer, at);
            match (row.standing.as_str(), row.person) {
                ("confirmed", Some(person)) => customers.confirmed.entry(person).or_default().push(at),
                ("excluded", _) => {
                    customers.out.insert(digest, at);
                }
                _ => customers.possible.push(at),
            }
            Ok(())
        })?;
        if !places.is_empty() {
            customers.read_values(case, categories, &places)?;
        }
        Ok(customers)
    }

    fn read_values(
        &mut self,
        case: &Case,
        categories: &Categories,
        places: &FxHashMap<String, u32>,
    ) -> Result<()> {
        let number = categories.id(&general::CUSTOMER_NUMBER);
        for batch in case.store().batches(registry::TABLE)? {
            let batch = batch?;
            let mentions = Mentions::of(&batch).context("the registry's table is of another version")?;
            for row in 0..mentions.len() {
                let key = mentions.values(row, |id| id == number).next();
                let Some(at) = key.and_then(|(_, _, value)| places.get(value)) else { continue };
                let values = mentions.values(row, |id| id != number).map(|(_, id, value)| PersonValue {
                    category: categories.get(id).code.clone(),
                    value: Sensitive::new(value.to_string()),
                    mentions: 1,
                });
                self.all[*at as usize].values.extend(values);
            }
        }
        Ok(())
    }

    /// The customers who are confirmed to be a person.
    pub fn of(&self, person: u64) -> impl Iterator<Item = &Customer> {
        self.confirmed.get(&person).into_iter().flatten().map(|at| &self.all[*at as usize])
    }

    /// Those who are possible.
    pub fn possible(&self) -> impl Iterator<Item = &Customer> {
        self.possible.iter().map(|at| &self.all[*at as usize])
    }

    /// One who was told and is out.
    pub fn out(&self, digest: u64) -> Option<&Customer> {
        self.out.get(&digest).map(|at| &self.all[*at as usize])
    }
}

impl Customer {
    /// Its name, as the registry writes it.
    pub fn name(&self) -> String {
        let of = |code: &str| {
            self.values.iter().find(|value| value.category == code).map(|value| value.value.reveal().clone())
        };
        of(general::PERSON_NAME.code).unwrap_or_else(|| {
            let parts = [of(general::GIVEN_NAME.code), of(general::FAMILY_NAME.code)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
    }
}

/// Keyed digest of a customer's number.
fn digest(key: &AddressKey, number: &str) -> u64 {
    u64::from_str_radix(&key.digest("customer", number), 16).unwrap_or_default()
}
