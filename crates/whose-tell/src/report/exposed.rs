//! Categories by role: whose number it was, and whether it was masked.

use serde::{Deserialize, Serialize};
use whose_model::Role;

use super::Totals;
use super::tally::{Tallies, totals};
use crate::facts::Tables;

/// People in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleEntry {
    /// Role code.
    pub role: String,
    /// Their counts. A person can appear in several roles.
    #[serde(flatten)]
    pub totals: Totals,
}

/// A category of people in a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposed {
    /// Role code; empty: in any role.
    pub role: String,
    /// Reported category code.
    pub category: String,
    /// Its counts.
    #[serde(flatten)]
    pub totals: Totals,
    /// Of the people, those of whom every value is masked; none where it was not counted.
    pub masked_only: Option<u64>,
}

/// A category that several masked sources show together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointlyRevealed {
    /// Category code.
    pub category: String,
    /// People.
    pub people: u64,
}

pub(super) fn roles(tallies: &Tallies) -> Vec<RoleEntry> {
    let mut roles: Vec<RoleEntry> = tallies
        .rows("role", "")
        .map(|row| RoleEntry { role: row.key.clone(), totals: totals(row) })
        .collect();
    roles.sort_by(|one, other| {
        other.totals.people.cmp(&one.totals.people).then_with(|| one.role.cmp(&other.role))
    });
    roles
}

/// Roles by number of people; in each, categories in the order of the case's list; then all roles together.
pub(super) fn exposed(tables: &Tables, tallies: &Tallies) -> Vec<Exposed> {
    let masked = tables.exposure.by_role_and_category();
    let order = |code: &str| tables.categories.iter().position(|category| category.code == code);
    let mut rows: Vec<Exposed> = tallies
        .rows("role-category", "")
        .filter_map(|row| {
            let (role, category) = row.key.split_once('/')?;
            let counted = masked.get(&(Role::from_code(role)?, category));
            Some(Exposed {
                role: role.to_string(),
                category: category.to_string(),
                totals: totals(row),
                masked_only: counted.map(|people| people.masked_only),
            })
        })
        .collect();
    rows.extend(tallies.rows("category", "").map(|row| Exposed {
        role: String::new(),
        category: row.key.clone(),
        totals: totals(row),
        masked_only: None,
    }));
    let ranks = roles(tallies);
    let rank = |role: &str| ranks.iter().position(|entry| entry.role == role).unwrap_or(usize::MAX);
    rows.sort_by(|one, other| {
        let key = |row: &Exposed| (row.role.is_empty(), rank(&row.role), order(&row.category));
        key(one)
            .cmp(&key(other))
            .then_with(|| (&one.role, &one.category).cmp(&(&other.role, &other.category)))
    });
    rows
}

pub(super) fn jointly_revealed(tables: &Tables) -> Vec<JointlyRevealed> {
    let mut rows: Vec<JointlyRevealed> = tables
        .people
        .jointly_revealed
        .iter()
        .map(|(category, people)| JointlyRevealed { category: category.clone(), people: *people })
        .collect();
    rows.sort_by(|one, other| other.people.cmp(&one.people).then_with(|| one.category.cmp(&other.category)));
    rows
}
