//! The notification list: one row per person, or per person and customer where a registry was given.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use whose_model::category::general;
use whose_model::civil;
use whose_model::masking;
use whose_model::tables::{PersonRow, StandingRow, TableRow, TallyRow};
use whose_model::{Categories, Category, Comparison};

use crate::Case;

/// Which people.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this client only.
    pub client: Option<String>,
    /// With a customer of this standing only: `confirmed`, `possible`, `excluded`, or `none` for people in no registry.
    pub standing: Option<String>,
}

/// A row of the notification list. Texts are masked unless the list was made to reveal.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Person, as printed; empty for an excluded customer.
    pub person: String,
    /// Name.
    pub name: String,
    /// Street lines.
    pub street_address: String,
    /// City.
    pub city: String,
    /// Province or state.
    pub region: String,
    /// Postal code.
    pub postcode: String,
    /// Country.
    pub country: String,
    /// E-mail address.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// Date of birth.
    pub birth_date: String,
    /// Numbers of every other kind, `code=value`, joined by `; `.
    pub identifiers: String,
    /// What was exposed: category codes joined by `; `.
    pub categories: String,
    /// Roles joined by `; `.
    pub roles: String,
    /// Clients joined by `; `.
    pub clients: String,
    /// First date, ISO.
    pub first_date: String,
    /// Last date, ISO.
    pub last_date: String,
    /// Distinct records.
    pub records: u32,
    /// Mentions.
    pub mentions: u32,
    /// Probability that all mentions are of one person.
    pub probability: f32,
    /// Customer of the registry.
    pub customer: String,
    /// Standing of that customer; empty where there is no registry or the person is in none.
    pub standing: String,
    /// Customers that fit equally well.
    pub k: u32,
}

impl TableRow for Listed {
    const TABLE: &'static str = "notification-list";
}

/// Makes the list, in the order of the people table, a row at a time.
///
/// # Errors
/// When a table is damaged, or the filter names a client or standing that does not exist.
pub fn list(
    case: &Case,
    filter: &Filter,
    reveal: bool,
    mut each: impl FnMut(Listed) -> Result<()>,
) -> Result<u64> {
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    check(case, filter)?;
    let shows = Shows { categories: &categories, reveal };
    let linked = linked(case)?;
    let mut count = 0;
    case.store().each(|person: PersonRow| {
        if filter.client.as_ref().is_some_and(|client| !person.clients.contains(client)) {
            return Ok(());
        }
        let customers = linked.get(&person.id).map_or(&[][..], Vec::as_slice);
        for row in shows.rows(&person, customers) {
            let standing = if row.standing.is_empty() { "none" } else { row.standing.as_str() };
            if filter.standing.as_ref().is_none_or(|wanted| wanted == standing) {
                count += 1;
                each(row)?;
            }
        }
        Ok(())
    })?;
    if filter.standing.as_deref() == Some("excluded") {
        case.store().each(|row: Customer| {
            if row.standing == "excluded" {
                count += 1;
                each(Listed {
                    customer: shows.customer(&row.customer),
                    standing: row.standing,
                    ..Listed::default()
                })?;
            }
            Ok(())
        })?;
    }
    Ok(count)
}

/// Of a customer's standing, what the list shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Customer {
    customer: String,
    standing: String,
    k: u32,
    person: Option<u64>,
}

impl TableRow for Customer {
    const TABLE: &'static str = StandingRow::TABLE;
}

/// The customers that each person may be.
fn linked(case: &Case) -> Result<FxHashMap<u64, Vec<Customer>>> {
    let mut linked: FxHashMap<u64, Vec<Customer>> = FxHashMap::default();
    case.store().each(|row: Customer| {
        if let Some(person) = row.person.filter(|_| row.standing != "excluded") {
            linked.entry(person).or_default().push(row);
        }
        Ok(())
    })?;
    Ok(linked)
}

fn check(case: &Case, filter: &Filter) -> Result<()> {
    if let Some(client) = &filter.client {
        let tallies: Vec<TallyRow> = case.store().rows()?;
        let known: BTreeSet<&str> =
            tallies.iter().filter(|row| row.kind == "whole").map(|row| row.client.as_str()).collect();
        if !known.contains(client.as_str()) {
            let names: Vec<&str> =
                known.into_iter().filter(|name| !matches!(*name, "" | "?")).take(60).collect();
            bail!("no person belongs to a client called {client}. Clients: {}", names.join(", "));
        }
    }
    if filter.standing.as_deref().is_some_and(|standing| standing != "none")
        && !case.store().has(StandingRow::TABLE)
    {
        bail!(
            "no registry was given, so no customer has a standing. Run `whose scope --registry customers.csv --case ...` first"
        );
    }
    Ok(())
}

/// How a person is shown: masked, or whole.
pub(crate) struct Shows<'a> {
    /// Categories of the case.
    pub categories: &'a Categories,
    /// Whole?
    pub reveal: bool,
}

impl Shows<'_> {
    fn rows(&self, person: &PersonRow, customers: &[Customer]) -> Vec<Listed> {
        let row = self.row(person);
        if customers.is_empty() {
            return vec![row];
        }
        customers
            .iter()
            .map(|standing| Listed {
                customer: self.customer(&standing.customer),
                standing: standing.standing.clone(),
                k: standing.k,
                ..row.clone()
            })
            .collect()
    }

    /// One person.
    pub fn row(&self, person: &PersonRow) -> Listed {
        let mut best: BTreeMap<&str, String> = BTreeMap::new();
        let mut identifiers: Vec<String> = Vec::new();
        for value in &person.values {
            let Some(category) = self.categories.by_code(&value.category) else { continue };
            let shown = self.value(category, value.value.reveal());
            if category.comparison == Comparison::Identifier {
                identifiers.push(format!("{}={shown}", category.code));
            } else {
                best.entry(slot(category)).or_insert(shown);
            }
        }
        let mut take = |name: &str| best.remove(name).unwrap_or_default();
        Listed {
            person: PersonRow::print_id(person.id),
            name: self.text(Comparison::Name, person.name.reveal()),
            street_address: take("street"),
            city: take(general::CITY.code),
            region: take(general::REGION.code),
            postcode: take("postcode"),
            country: take(general::COUNTRY.code),
            email: take("email"),
            phone: take("phone"),
            birth_date: take("birth-date"),
            identifiers: identifiers.join("; "),
            categories: person.categories.join("; "),
            roles: person.roles.join("; "),
            clients: person.clients.join("; "),
            first_date: person.first_day.map(civil::iso).unwrap_or_default(),
            last_date: person.last_day.map(civil::iso).unwrap_or_default(),
            records: person.records,
            mentions: person.mentions,
            probability: person.probability,
            customer: String::new(),
            standing: String::new(),
            k: 0,
        }
    }

    fn value(&self, category: &Category, value: &str) -> String {
        self.text(category.comparison, value)
    }

    fn text(&self, comparison: Comparison, value: &str) -> String {
        if self.reveal { value.to_string() } else { masking::by_comparison(comparison, value) }
    }

    fn customer(&self, number: &str) -> String {
        self.text(Comparison::Identifier, number)
    }
}

/// The column of the list that a category goes to.
fn slot(category: &Category) -> &str {
    match category.comparison {
        Comparison::Street => "street",
        Comparison::Postcode => "postcode",
        Comparison::Email => "email",
        Comparison::Phone => "phone",
        Comparison::BirthDate => "birth-date",
        _ => &category.code,
    }
}
