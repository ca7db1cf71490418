//! What was not in it: every category that was searched for under the headings that matter most, found or not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use whose_model::category::general;
use whose_model::{Category, Group};

use super::Totals;
use super::tally::{Tallies, totals};
use crate::facts::Tables;

/// The headings a regulator asks for by name.
const GROUPS: [Group; 4] = [Group::Financial, Group::Health, Group::Login, Group::NationalId];

/// A heading and its categories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Searched {
    /// The heading.
    pub group: Group,
    /// Categories under it: what would have been recognised.
    pub searched: u64,
    /// Of these, categories with a finding.
    pub found: u64,
    /// The categories, in the order of the case's list.
    pub categories: Vec<SearchedCategory>,
}

/// A category that was searched for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchedCategory {
    /// Category code.
    pub category: String,
    /// Findings in all sources, whether or not they belong to a person. A copy of a source counts once.
    pub findings: u64,
    /// Sources with a finding.
    pub sources: u64,
    /// Records, people and mentions that it belongs to.
    #[serde(flatten)]
    pub totals: Totals,
}

pub(super) fn searched(tables: &Tables, tallies: &Tallies) -> Vec<Searched> {
    let findings = Findings::of(tables);
    GROUPS
        .into_iter()
        .map(|group| {
            let categories: Vec<SearchedCategory> = tables
                .categories
                .iter()
                .filter(|category| category.group == group)
                .map(|category| one(category, &findings, tallies))
                .collect();
            Searched {
                group,
                searched: categories.len() as u64,
                found: categories.iter().filter(|row| is_found(row)).count() as u64,
                categories,
            }
        })
        .filter(|searched| searched.searched > 0)
        .collect()
}

pub(super) fn also_not_found(tables: &Tables, tallies: &Tallies) -> Vec<String> {
    let findings = Findings::of(tables);
    tables
        .categories
        .iter()
        .filter(|category| {
            !GROUPS.contains(&category.group) && !matches!(category.group, Group::Event | Group::Company)
        })
        // A part of a name or an address counts as the whole item, which the list holds too.
        .filter(|category| category.reported_as() == category.code)
        .filter(|category| {
            let parts = tables.categories.iter().filter(|part| part.reported_as() == category.code);
            tallies.get("category", "", &category.code).is_none_or(|row| row.mentions == 0)
                && parts.into_iter().all(|part| findings.count(&part.code) == 0)
        })
        .map(|category| category.code.clone())
        .collect()
}

/// Accounts of tests and of systems, which are nobody's.
pub(super) fn test_accounts(tables: &Tables) -> u64 {
    Findings::of(tables).count(general::TEST_ACCOUNT.code)
}

fn is_found(row: &SearchedCategory) -> bool {
    row.findings > 0 || row.totals.mentions > 0
}

fn one(category: &Category, findings: &Findings, tallies: &Tallies) -> SearchedCategory {
    SearchedCategory {
        category: category.code.clone(),
        findings: findings.count(&category.code),
        sources: findings.sources(&category.code),
        totals: tallies.get("category", "", category.reported_as()).map(totals).unwrap_or_default(),
    }
}

/// Findings and sources with findings, by category code.
struct Findings<'a>(BTreeMap<&'a str, (u64, u64)>);

impl<'a> Findings<'a> {
    fn of(tables: &Tables<'a>) -> Self {
        let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
        for pair in tables.sources.iter().flat_map(|source| &source.findings) {
            let Some((code, count)) = pair.split_once('=') else { continue };
            let count: u64 = count.parse().unwrap_or(0);
            let sum = counts.entry(code).or_default();
            sum.0 += count;
            sum.1 += u64::from(count > 0);
        }
        Self(counts)
    }

    fn count(&self, code: &str) -> u64 {
        self.0.get(code).map_or(0, |(findings, _)| *findings)
    }

    fn sources(&self, code: &str) -> u64 {
        self.0.get(code).map_or(0, |(_, sources)| *sources)
    }
}
