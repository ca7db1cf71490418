//! Columns whose meaning is not certain: worth a look by someone who knows the data. Those of tables of people that were not
//! understood at all stand beside every "nothing more" and "none found".

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use whose_model::Group;
use whose_model::category::general;
use whose_model::tables::LayoutRow;

use super::Report;
use super::sources::{place_of, places};
use crate::facts::Tables;

/// Above this, a column needs no second look.
const CERTAIN: f32 = 0.8;

/// A column to check; the same column of several sources stands once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayoutToCheck {
    /// Where it stands, first source.
    pub place: String,
    /// Sources with this column, taken for the same.
    pub sources: u64,
    /// Table in the source.
    pub table: String,
    /// Column.
    pub column: String,
    /// Category code it was taken for; none: no personal data, or not understood.
    pub category: Option<String>,
    /// Stands in a table of people, is filled, and was not understood.
    #[serde(default)]
    pub open: bool,
    /// Role code.
    pub role: String,
    /// Lowest certainty, in percent.
    pub certainty_percent: u8,
    /// Why.
    pub evidence: String,
    /// Values in all these sources.
    pub values: u64,
    /// Values of the fullest column beside it, in all these sources: what it could hold.
    #[serde(default)]
    pub fullest: u64,
}

impl Report {
    /// Columns of tables of people that hold something nobody understood, fullest first.
    #[must_use]
    pub fn open_columns(&self) -> Vec<&LayoutToCheck> {
        self.layouts_to_check.iter().filter(|column| column.open).collect()
    }

    /// Their names, each once. What looks like a value is not named in a sentence: keys of JSON, or a first record that was taken for a
    /// header, may be people's.
    #[must_use]
    pub fn open_names(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let is_value = |name: &str| {
            name.contains('@') || name.split(|letter: char| !letter.is_ascii_digit()).any(|run| run.len() > 5)
        };
        let names = self
            .layouts_to_check
            .iter()
            .filter(|column| column.open && !is_somebodys(column))
            .map(|column| column.column.as_str());
        names.filter(|name| !name.is_empty() && !is_value(name) && seen.insert(*name)).collect()
    }
}

/// May the name of a column be a person's?
fn is_somebodys(column: &LayoutToCheck) -> bool {
    column.evidence.ends_with(LayoutRow::CALLED_AS_SOMEBODY)
}

pub(super) fn to_check(tables: &Tables) -> Vec<LayoutToCheck> {
    let places = places(tables);
    let beside = Beside::of(tables);
    let mut rows: BTreeMap<Key<'_>, (u32, LayoutToCheck)> = BTreeMap::new();
    for row in tables.layouts {
        let open = row.is_open() && beside.people.contains(&(row.source, row.table));
        if !open && !is_uncertain(row) {
            continue;
        }
        let place = place_of(&places, row.source);
        let percent = (f64::from(row.certainty).clamp(0.0, 1.0) * 100.0).floor() as u8;
        let (column, sum) = rows.entry(key(row, open)).or_insert_with(|| {
            let empty = LayoutToCheck {
                place: place.clone(),
                sources: 0,
                table: row.table_name.clone(),
                column: row.column_name.clone(),
                category: row.category.clone(),
                open,
                role: row.role.clone(),
                certainty_percent: percent,
                evidence: row.evidence.clone(),
                values: 0,
                fullest: 0,
            };
            (row.column, empty)
        });
        sum.sources += 1;
        sum.values += row.values;
        sum.fullest += beside.fullest.get(&(row.source, row.table)).copied().unwrap_or(0);
        // What stands for all must not depend on the order of rows: the least certain one does.
        if (percent, &place) < (sum.certainty_percent, &sum.place) {
            sum.certainty_percent = percent;
            sum.place = place;
            sum.evidence.clone_from(&row.evidence);
        }
        *column = row.column.min(*column);
    }
    let mut rows: Vec<(u32, LayoutToCheck)> = rows.into_values().collect();
    // Those of people's tables that nobody understood, then by values, then as they stand. The sort is stable.
    rows.sort_by_key(|(column, row)| (!row.open, std::cmp::Reverse(row.values), *column));
    rows.into_iter().map(|(_, row)| row).collect()
}

/// Table, column, what it was taken for, role, open: what makes columns of several sources one.
type Key<'a> = (&'a str, &'a str, Option<&'a str>, &'a str, bool);

fn key(row: &LayoutRow, open: bool) -> Key<'_> {
    (&row.table_name, &row.column_name, row.category.as_deref(), &row.role, open)
}

/// What stands beside a column, by source and table.
struct Beside {
    /// Tables with data of people in them.
    people: BTreeSet<(u64, u32)>,
    /// Values of the fullest column.
    fullest: BTreeMap<(u64, u32), u64>,
}

impl Beside {
    fn of(tables: &Tables) -> Self {
        let mut beside = Self { people: BTreeSet::new(), fullest: BTreeMap::new() };
        for row in tables.layouts {
            let table = (row.source, row.table);
            let most = beside.fullest.entry(table).or_default();
            *most = row.values.max(*most);
            if row.found > 0 && is_of_people(tables, row) {
                beside.people.insert(table);
            }
        }
        beside
    }
}

/// Not only an event's or a company's; a customer's number is a person's. What was found in a column of no category told itself.
fn is_of_people(tables: &Tables, row: &LayoutRow) -> bool {
    let Some(code) = &row.category else { return true };
    let group = tables.categories.by_code(code).map(|category| category.group);
    code == general::CUSTOMER_NUMBER.code || !matches!(group, Some(Group::Event | Group::Company))
}

fn is_uncertain(row: &LayoutRow) -> bool {
    row.certainty < CERTAIN && row.decided_by != "corrected" && row.values > 0
}
