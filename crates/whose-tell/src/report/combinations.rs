//! What exactly: which categories stand together in a record, and of a person.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use whose_model::Categories;

use super::Totals;
use super::tally::{Tallies, totals};

/// Combinations of categories.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Combinations {
    /// The commonest combination in records: what nearly everyone has. Category codes.
    pub base: Vec<String>,
    /// Records with no more than the base, and with more.
    pub of_records: Split,
    /// People of whom no more than the base is known, and more.
    pub of_people: Split,
    /// Every combination, most records first.
    pub rows: Vec<Combination>,
}

/// The base and what goes beyond it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Split {
    /// All.
    pub all: u64,
    /// With the base or a part of it, and nothing else.
    pub within_base: u64,
    /// Of these, with a part of the base only.
    pub part_of_base: u64,
    /// With a category beyond the base.
    pub beyond_base: u64,
    /// Category code -> with that category, which is beyond the base. One may have several.
    pub beyond: BTreeMap<String, u64>,
}

/// A combination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Combination {
    /// Category codes, in the order of the case's list.
    pub categories: Vec<String>,
    /// Records with exactly these; people of whom exactly these are known.
    #[serde(flatten)]
    pub totals: Totals,
}

pub(super) fn combinations(categories: &Categories, tallies: &Tallies, whole: Totals) -> Combinations {
    let rank = |code: &str| categories.iter().position(|category| category.code == code);
    let mut merged: BTreeMap<Vec<String>, Totals> = BTreeMap::new();
    for row in tallies.rows("combination", "") {
        let mut categories: Vec<String> =
            row.key.split('+').filter(|code| !code.is_empty()).map(str::to_string).collect();
        categories.sort_by(|one, other| (rank(one), one).cmp(&(rank(other), other)));
        categories.dedup();
        let sum = merged.entry(categories).or_default();
        let add = totals(row);
        sum.records += add.records;
        sum.people += add.people;
        sum.mentions += add.mentions;
    }
    let mut rows: Vec<Combination> =
        merged.into_iter().map(|(categories, totals)| Combination { categories, totals }).collect();
    // Mentions alone have combinations that no record and no person has as a whole.
    rows.retain(|row| row.totals.records > 0 || row.totals.people > 0);
    rows.sort_by(|one, other| {
        let key = |row: &Combination| (row.totals.records, row.totals.people);
        key(other).cmp(&key(one)).then_with(|| one.categories.cmp(&other.categories))
    });
    let base = rows.first().map(|row| row.categories.clone()).unwrap_or_default();
    Combinations {
        of_records: split(&rows, &base, whole.records, |totals| totals.records),
        of_people: split(&rows, &base, whole.people, |totals| totals.people),
        base,
        rows,
    }
}

fn split(rows: &[Combination], base: &[String], whole: u64, count: impl Fn(&Totals) -> u64) -> Split {
    let mut split = Split::default();
    for row in rows {
        let number = count(&row.totals);
        split.all += number;
        let beyond: Vec<&String> = row.categories.iter().filter(|code| !base.contains(code)).collect();
        if beyond.is_empty() {
            split.within_base += number;
            split.part_of_base += if row.categories.len() < base.len() { number } else { 0 };
        } else if number > 0 {
            split.beyond_base += number;
            for code in beyond {
                *split.beyond.entry(code.clone()).or_default() += number;
            }
        }
    }
    // What has none of the categories that combinations count is within the base too.
    let without = whole.saturating_sub(split.all);
    split.all += without;
    split.within_base += without;
    split.part_of_base += without;
    split
}
