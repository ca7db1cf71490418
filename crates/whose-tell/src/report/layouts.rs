//! Columns whose meaning is not certain: worth a look by someone who knows the data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use whose_model::tables::LayoutRow;

use super::sources::{place_of, places};
use crate::facts::Tables;

/// Above this, a column needs no second look.
const CERTAIN: f32 = 0.8;
/// Columns that are named one by one.
const NAMED: usize = 50;

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
    /// Category code it was taken for; none: no personal data.
    pub category: Option<String>,
    /// Role code.
    pub role: String,
    /// Lowest certainty, in percent.
    pub certainty_percent: u8,
    /// Why.
    pub evidence: String,
    /// Values in all these sources.
    pub values: u64,
}

pub(super) fn to_check(tables: &Tables) -> Vec<LayoutToCheck> {
    let places = places(tables);
    let mut rows: BTreeMap<(&str, &str, Option<&str>, &str), LayoutToCheck> = BTreeMap::new();
    for row in tables.layouts.iter().filter(|row| is_uncertain(row)) {
        let key =
            (row.table_name.as_str(), row.column_name.as_str(), row.category.as_deref(), row.role.as_str());
        let place = place_of(&places, row.source);
        let percent = (f64::from(row.certainty).clamp(0.0, 1.0) * 100.0).floor() as u8;
        let sum = rows.entry(key).or_insert_with(|| LayoutToCheck {
            place: place.clone(),
            sources: 0,
            table: row.table_name.clone(),
            column: row.column_name.clone(),
            category: row.category.clone(),
            role: row.role.clone(),
            certainty_percent: percent,
            evidence: row.evidence.clone(),
            values: 0,
        });
        sum.sources += 1;
        sum.values += row.values;
        // What stands for all must not depend on the order of rows: the least certain one does.
        if (percent, &place) < (sum.certainty_percent, &sum.place) {
            sum.certainty_percent = percent;
            sum.place = place;
            sum.evidence.clone_from(&row.evidence);
        }
    }
    let mut rows: Vec<LayoutToCheck> = rows.into_values().collect();
    // The sort is stable, so ties stay in the order of their names.
    rows.sort_by_key(|row| std::cmp::Reverse(row.values));
    rows.truncate(NAMED);
    rows
}

fn is_uncertain(row: &LayoutRow) -> bool {
    row.certainty < CERTAIN && row.decided_by != "corrected" && row.values > 0
}
