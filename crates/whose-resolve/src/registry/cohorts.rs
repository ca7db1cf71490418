//! Names have their years: what a name says depends on when its bearer was born, and on the sex.
//!
//! Where a birth date agrees as well, a name of its fashion agrees by chance more often than its share of all customers says, and a
//! name out of fashion less often. Counted on the registry itself, year by year: where a year has few bearers of a name, the years
//! around it say more, and where these have few, all customers.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::candidates::Candidate;
use crate::blocking::View;
use crate::compare::Pattern;
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::levels::{Field, level};
use crate::values::{Row, Values};

/// Years before and after that have about the fashion of a year.
const AROUND: u16 = 2;
/// Bearers that the years around count as beside those of one year...
const BEARERS_AROUND: f64 = 10.0;
/// ...and all customers beside those of the years around.
const BEARERS: f64 = 3.0;
/// Natural logarithms by which the chance of a name changes at most.
const MOST: f32 = 3.0;

/// How many customers of each cohort have a name.
pub(crate) struct Cohorts<'a> {
    /// Of each name, by its number, the numbers here of what follows fashion: the given name, and of one masked in its middle the
    /// last syllable. Family names follow none.
    slots: Vec<[u32; 2]>,
    /// Customers by what follows fashion, then by cohort: ascending, each with its count.
    counts: Vec<(u64, u32)>,
    /// The same whatever the cohort.
    bearers: Vec<u32>,
    cohorts: FxHashMap<u32, u32>,
    total: f64,
    values: &'a Values,
}

/// Year of birth and sex.
const fn cohort(year: u16, sex: u8) -> u32 {
    (year as u32) << 2 | sex as u32
}

fn key(slot: u32, cohort: u32) -> u64 {
    u64::from(slot) << 32 | u64::from(cohort)
}

/// Runs of equal keys, each with its length.
fn counted(mut keys: Vec<u64>) -> Vec<(u64, u32)> {
    keys.par_sort_unstable();
    keys.chunk_by(|one, other| one == other).map(|run| (run[0], run.len() as u32)).collect()
}

impl<'a> Cohorts<'a> {
    /// Counts the customers whose names some candidates need.
    pub(crate) fn new(
        values: &'a Values,
        frequencies: &Frequencies,
        rows: &[Row],
        first_customer: usize,
        candidates: &[Candidate],
    ) -> Self {
        let fashion = |name: u32| {
            let row = Row { name, ..rows[0] };
            let view = View::new(values, frequencies, &row);
            let given = view.given().filter(|_| values.names[name as usize].mask == NONE);
            [given, view.outer().map(|ends| ends & 0xFFFF_FFFF | 1 << 63)]
        };
        let mut names: Vec<u32> = candidates.iter().map(|one| rows[one.person as usize].name).collect();
        names.par_sort_unstable();
        names.dedup();
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        for follows in names.into_iter().filter(|name| *name != NONE).flat_map(fashion).flatten() {
            let next = numbers.len() as u32;
            numbers.entry(follows).or_insert(next);
        }
        let number = |follows: Option<u64>| follows.and_then(|known| numbers.get(&known)).copied();
        let slots: Vec<[u32; 2]> = (0..values.names.len() as u32)
            .into_par_iter()
            .map(|name| fashion(name).map(|follows| number(follows).unwrap_or(NONE)))
            .collect();
        let customers = &rows[first_customer..];
        let keys = customers.par_iter().filter(|row| row.birth.year != 0).flat_map_iter(|row| {
            let cohort = cohort(row.birth.year, row.sex);
            let known = slots.get(row.name as usize).copied().unwrap_or([NONE; 2]);
            known.into_iter().filter(|slot| *slot != NONE).map(move |slot| key(slot, cohort))
        });
        let counts = counted(keys.collect());
        let mut bearers = vec![0; numbers.len()];
        counts.iter().for_each(|(key, count)| bearers[(key >> 32) as usize] += count);
        let mut cohorts: FxHashMap<u32, u32> = FxHashMap::default();
        for row in customers.iter().filter(|row| row.birth.year != 0) {
            *cohorts.entry(cohort(row.birth.year, row.sex)).or_default() += 1;
        }
        let total = cohorts.values().map(|count| f64::from(*count)).sum();
        Self { slots, counts, bearers, cohorts, total, values }
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
        if !born || customer.birth.year == 0 || person.name as usize >= self.values.names.len() {
            return None;
        }
        let [given, ends] = self.slots[person.name as usize];
        let slot = match pattern.level(Field::Given) {
            level::SAME => given,
            level::COMPATIBLE => ends,
            _ => NONE,
        };
        if slot == NONE || self.bearers[slot as usize] == 0 {
            return None;
        }
        let share = f64::from(self.bearers[slot as usize]) / self.total;
        Some(((self.share(slot, customer) / share).ln() as f32).clamp(-MOST, MOST))
    }

    /// The share of those born in the customer's year who bear a name.
    fn share(&self, slot: u32, customer: &Row) -> f64 {
        let bearers = |cohort: u32| {
            let found = self.counts.binary_search_by_key(&key(slot, cohort), |(key, _)| *key);
            found.map_or(0.0, |at| f64::from(self.counts[at].1))
        };
        let people = |cohort: u32| f64::from(self.cohorts.get(&cohort).copied().unwrap_or(0));
        let (year, sex) = (customer.birth.year, customer.sex);
        let years = year.saturating_sub(AROUND)..=year.saturating_add(AROUND);
        let around = years
            .map(|year| cohort(year, sex))
            .fold((0.0, 0.0), |(some, all), cohort| (some + bearers(cohort), all + people(cohort)));
        let overall = f64::from(self.bearers[slot as usize]) / self.total;
        let around = (around.0 + BEARERS) / (around.1 + BEARERS / overall);
        let own = cohort(year, sex);
        (bearers(own) + BEARERS_AROUND) / (people(own) + BEARERS_AROUND / around)
    }
}
