//! Names have their years: what a name says depends on when its bearer was born, and on the sex.
//!
//! Where a birth date agrees as well, a name of its fashion agrees by chance more often than its share of all customers says, and a
//! name out of fashion less often. Counted on the registry itself.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::candidates::Candidate;
use crate::blocking::View;
use crate::compare::Pattern;
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::levels::{Field, level};
use crate::values::{Row, Values};

/// Years that share a fashion.
const YEARS: u16 = 3;
/// Customers of average fashion that each cohort is counted with.
const AVERAGE: f64 = 40.0;
/// Natural logarithms by which the chance of a name changes at most.
const MOST: f32 = 3.0;
/// Customers that one task counts.
const PART: usize = 65_536;

/// How many customers of each cohort have a name.
pub(crate) struct Cohorts<'a> {
    values: &'a Values,
    frequencies: &'a Frequencies,
    /// By name, then by name and cohort.
    names: FxHashMap<u64, u32>,
    by_cohort: FxHashMap<(u64, u16), u32>,
    cohorts: FxHashMap<u16, u32>,
    total: f64,
}

/// Years of birth and sex; none without a year.
fn cohort(row: &Row) -> Option<u16> {
    (row.birth.year != 0).then_some(row.birth.year / YEARS * 4 + u16::from(row.sex))
}

/// What of a name follows fashion: the given name; of one masked in its middle the last syllable. Family names do not.
fn names(values: &Values, frequencies: &Frequencies, row: &Row) -> [Option<u64>; 2] {
    let view = View::new(values, frequencies, row);
    let is_masked = values.names.get(row.name as usize).is_some_and(|name| name.mask != NONE);
    [view.given().filter(|_| !is_masked), view.outer().map(|ends| ends & 0xFFFF_FFFF | 1 << 63)]
}

impl<'a> Cohorts<'a> {
    /// Counts the customers.
    pub(crate) fn new(values: &'a Values, frequencies: &'a Frequencies, customers: &[Row]) -> Self {
        let mut counted = Self {
            values,
            frequencies,
            names: FxHashMap::default(),
            by_cohort: FxHashMap::default(),
            cohorts: FxHashMap::default(),
            total: 0.0,
        };
        let of = |rows: &[Row]| -> Vec<(u64, u16)> {
            let each = rows.iter().filter_map(|row| Some((row, cohort(row)?)));
            let keys = each.flat_map(|(row, cohort)| {
                let known = names(values, frequencies, row).into_iter().flatten();
                known.map(move |name| (name, cohort)).chain([(u64::MAX, cohort)])
            });
            keys.collect()
        };
        for some in customers.chunks(PART * 16) {
            let parts: Vec<Vec<(u64, u16)>> = some.par_chunks(PART).map(of).collect();
            for (name, cohort) in parts.into_iter().flatten() {
                if name == u64::MAX {
                    *counted.cohorts.entry(cohort).or_default() += 1;
                    counted.total += 1.0;
                } else {
                    *counted.names.entry(name).or_default() += 1;
                    *counted.by_cohort.entry((name, cohort)).or_default() += 1;
                }
            }
        }
        counted
    }

    /// Takes into account when the customer was born, where name and birth date both agree.
    pub(crate) fn adjust(&self, candidates: &mut [Candidate], rows: &[Row], first_customer: usize) {
        candidates.par_iter_mut().for_each(|candidate| {
            let (person, customer) =
                (&rows[candidate.person as usize], &rows[first_customer + candidate.customer as usize]);
            if let Some(change) = self.change(&candidate.pattern, person, customer) {
                let given = Field::Given as usize;
                let chance = candidate.pattern.chance[given];
                candidate.pattern.chance[given] = (chance + change).min(-0.01);
            }
        });
    }

    /// By how much a name is likelier among those born then than among all, in natural logarithms.
    fn change(&self, pattern: &Pattern, person: &Row, customer: &Row) -> Option<f32> {
        let born = [Field::Birth, Field::National]
            .into_iter()
            .any(|field| matches!(pattern.level(field), level::SAME | level::COMPATIBLE));
        if !born {
            return None;
        }
        let [given, ends] = names(self.values, self.frequencies, person);
        let name = match pattern.level(Field::Given) {
            level::SAME => given,
            level::COMPATIBLE => ends,
            _ => None,
        }?;
        let cohort = cohort(customer)?;
        let count = |known: Option<&u32>| f64::from(known.copied().unwrap_or(0));
        let share = count(self.names.get(&name)) / self.total.max(1.0);
        if share == 0.0 {
            return None;
        }
        let of_cohort = (count(self.by_cohort.get(&(name, cohort))) + AVERAGE * share)
            / (count(self.cohorts.get(&cohort)) + AVERAGE);
        Some(((of_cohort / share).ln() as f32).clamp(-MOST, MOST))
    }
}
