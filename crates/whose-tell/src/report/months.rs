//! Over which period, month by month.

use serde::{Deserialize, Serialize};
use whose_model::tables::TallyRow;

use super::Totals;
use super::tally::{Tallies, totals};

/// A longer period than this is not filled with empty months: one wrong date would fill pages.
const LONGEST_FILLED: i32 = 600;

/// The months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Months {
    /// Every month from the first to the last, those without records included (unless the period is longer than fifty years).
    pub rows: Vec<Month>,
    /// Months without a record between the first and the last.
    pub empty: u64,
    /// Records without a date, those with a day that stands for none included.
    pub undated_records: u64,
    /// Days that stand for none, such as `1970-01-01`: left out of the period.
    #[serde(default)]
    pub default_days: Vec<DefaultDay>,
}

/// A day that programs write where they know none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefaultDay {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// What has it.
    #[serde(flatten)]
    pub totals: Totals,
}

/// A month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// `YYYY-MM`.
    pub month: String,
    /// Its counts. A person counts in each month with a record.
    #[serde(flatten)]
    pub totals: Totals,
}

pub(super) fn months(tallies: &Tallies) -> Months {
    let rows = rows(tallies, "");
    let dated: u64 = rows.iter().map(|row| row.totals.records).sum();
    let empty = rows.iter().filter(|row| row.totals == Totals::default()).count() as u64;
    let undated_records = tallies.whole().records.saturating_sub(dated);
    let default_days = tallies
        .rows("default-day", "")
        .map(|row| DefaultDay { day: row.key.clone(), totals: totals(row) })
        .collect();
    Months { rows, empty, undated_records, default_days }
}

/// The months of a client (empty: of the whole), the empty ones between them filled in.
pub(super) fn rows<'a>(tallies: &Tallies<'a>, client: &'a str) -> Vec<Month> {
    let mut known: Vec<(i32, &TallyRow)> =
        tallies.rows("month", client).filter_map(|row| Some((number(&row.key)?, row))).collect();
    // A table stands in the order of its keys' letters, in which a year of fewer digits comes late.
    known.sort_by_key(|(at, _)| *at);
    let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else { return Vec::new() };
    if last - first >= LONGEST_FILLED {
        return known.iter().map(|(at, row)| Month { month: name(*at), totals: totals(row) }).collect();
    }
    let mut rows: Vec<Month> =
        (*first..=*last).map(|at| Month { month: name(at), totals: Totals::default() }).collect();
    for (at, row) in &known {
        rows[(at - first) as usize].totals = totals(row);
    }
    rows
}

/// `2016-07` as months since year 0.
fn number(month: &str) -> Option<i32> {
    let (year, month) = month.split_once('-')?;
    let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
    ((0..=9_999).contains(&year) && (1..=12).contains(&month)).then(|| year * 12 + month as i32 - 1)
}

fn name(number: i32) -> String {
    format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_have_numbers_in_order() {
        assert_eq!(number("2017-01").zip(number("2016-12")).map(|(one, other)| one - other), Some(1));
        assert_eq!(number("2016-12").map(name).as_deref(), Some("2016-12"));
        assert_eq!(number("2016-13"), None);
        assert_eq!(number("then"), None);
        assert_eq!(number("99999999-01"), None);
    }
}
