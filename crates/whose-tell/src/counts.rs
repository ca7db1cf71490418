//! Counts over the big tables, taken row by row so that no table must be held.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use whose_model::tables::{ExposureRow, PersonRow, StandingRow, TableRow};
use whose_model::{Categories, Role};

/// Below this probability a person's mentions are worth a second look.
const UNCERTAIN: f32 = 0.95;

/// Of a person's row, what is counted here: the other columns need not be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountedPerson {
    /// Probability that the mentions are one person's.
    pub probability: f32,
    /// Categories of which several masked sources together show the whole value.
    pub jointly_revealed: Vec<String>,
}

impl TableRow for CountedPerson {
    const TABLE: &'static str = PersonRow::TABLE;
}

/// Of a row of exposure, what is counted here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountedExposure {
    /// Person id.
    pub person: u64,
    /// Category code.
    pub category: String,
    /// Role code.
    pub role: String,
    /// Are all values masked?
    pub masked_only: bool,
}

impl TableRow for CountedExposure {
    const TABLE: &'static str = ExposureRow::TABLE;
}

/// Of a customer's standing, what is counted here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountedStanding {
    /// `confirmed`, `possible` or `excluded`.
    pub standing: String,
    /// How many customers fit the same person equally well.
    pub k: u32,
    /// Probability that the customer was in the data.
    pub probability: f32,
    /// The person it was linked to.
    pub person: Option<u64>,
}

impl TableRow for CountedStanding {
    const TABLE: &'static str = StandingRow::TABLE;
}

/// Counts over the people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeopleCounts {
    /// People.
    pub people: u64,
    /// Of these, people whose mentions belong together with a probability below 0.95.
    pub uncertain: u64,
    /// Category code -> people of whom several masked sources together show the whole value.
    pub jointly_revealed: BTreeMap<String, u64>,
}

impl PeopleCounts {
    /// Counts one person.
    pub fn add(&mut self, person: &CountedPerson) {
        self.people += 1;
        self.uncertain += u64::from(person.probability < UNCERTAIN);
        for category in &person.jointly_revealed {
            match self.jointly_revealed.get_mut(category) {
                Some(people) => *people += 1,
                None => {
                    self.jointly_revealed.insert(category.clone(), 1);
                }
            }
        }
    }
}

/// Counts over the standings.
#[derive(Debug, Clone, Default)]
pub struct StandingCounts {
    /// Customers that are confirmed.
    pub confirmed: u64,
    /// k -> customers that are possible, one of k.
    pub possible: BTreeMap<u32, u64>,
    /// Customers that are excluded.
    pub excluded: u64,
    /// Sum of all probabilities, in millionths: whole numbers, so that the order of rows does not matter.
    pub expected_millionths: u64,
    linked: HashSet<u64>,
}

impl StandingCounts {
    /// Counts one standing.
    pub fn add(&mut self, standing: &CountedStanding) {
        match standing.standing.as_str() {
            "confirmed" => self.confirmed += 1,
            "possible" => *self.possible.entry(standing.k).or_default() += 1,
            _ => {
                self.excluded += 1;
                return;
            }
        }
        self.linked.extend(standing.person);
        let probability = f64::from(standing.probability).clamp(0.0, 1.0);
        self.expected_millionths += (probability * 1e6).round() as u64;
    }

    /// Distinct people that a confirmed or possible customer was linked to.
    #[must_use]
    pub fn people_linked(&self) -> u64 {
        self.linked.len() as u64
    }
}

/// Counts over the exposure: by role and reported category, people and those of whom only masked values are known.
///
/// Rows of one person must follow each other, as they do in the table.
#[derive(Debug, Clone)]
pub struct ExposureCounts {
    reported: HashMap<String, u16>,
    codes: Vec<String>,
    person: Option<u64>,
    pending: Vec<(Role, u16, bool)>,
    counts: BTreeMap<(Role, u16), ExposedPeople>,
}

/// People of whom a category was exposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExposedPeople {
    /// All.
    pub people: u64,
    /// Of these, people of whom every value is masked.
    pub masked_only: u64,
}

impl ExposureCounts {
    /// Nothing counted yet. Parts of a name, an address or a phone are counted as one category.
    #[must_use]
    pub fn new(categories: &Categories) -> Self {
        let mut codes: Vec<String> = Vec::new();
        let mut reported = HashMap::new();
        for category in categories.iter() {
            let code = category.reported_as();
            let number = codes.iter().position(|known| known == code).unwrap_or_else(|| {
                codes.push(code.to_string());
                codes.len() - 1
            });
            reported.insert(category.code.clone(), number as u16);
        }
        Self { reported, codes, person: None, pending: Vec::new(), counts: BTreeMap::new() }
    }

    /// Counts one row.
    pub fn add(&mut self, row: &CountedExposure) {
        if self.person != Some(row.person) {
            self.end_person();
            self.person = Some(row.person);
        }
        let Some(&category) = self.reported.get(&row.category) else { return };
        let role = Role::from_code(&row.role).unwrap_or_default();
        match self.pending.iter_mut().find(|(known, code, _)| (*known, *code) == (role, category)) {
            Some((_, _, masked_only)) => *masked_only &= row.masked_only,
            None => self.pending.push((role, category, row.masked_only)),
        }
    }

    fn end_person(&mut self) {
        for (role, category, masked_only) in self.pending.drain(..) {
            let count = self.counts.entry((role, category)).or_default();
            count.people += 1;
            count.masked_only += u64::from(masked_only);
        }
    }

    /// The counts by role and category code, the last person included.
    #[must_use]
    pub fn by_role_and_category(&self) -> BTreeMap<(Role, &str), ExposedPeople> {
        let mut whole = self.clone();
        whole.end_person();
        whole
            .counts
            .iter()
            .map(|((role, category), count)| ((*role, self.codes[usize::from(*category)].as_str()), *count))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use whose_model::category::general;

    use super::*;

    fn exposure(person: u64, category: &str, masked_only: bool) -> CountedExposure {
        CountedExposure { person, category: category.into(), role: "driver".into(), masked_only }
    }

    #[test]
    fn a_person_of_two_clients_counts_once_and_is_masked_only_where_all_rows_are() {
        let mut counts = ExposureCounts::new(&Categories::new(general::ALL));
        for row in [
            exposure(1, "mobile", true),
            exposure(1, "phone", false),
            exposure(2, "mobile", true),
            exposure(3, "email", true),
        ] {
            counts.add(&row);
        }
        let found = counts.by_role_and_category();
        assert_eq!(found[&(Role::Driver, "phone")], ExposedPeople { people: 2, masked_only: 1 });
        assert_eq!(found[&(Role::Driver, "email")], ExposedPeople { people: 1, masked_only: 1 });
    }

    #[test]
    fn possible_customers_count_by_k_and_two_of_one_person_link_one_person() {
        let mut counts = StandingCounts::default();
        for (standing, k, person) in [
            ("confirmed", 1, Some(9)),
            ("possible", 2, Some(7)),
            ("possible", 2, Some(7)),
            ("excluded", 0, None),
        ] {
            counts.add(&CountedStanding { standing: standing.into(), k, probability: 0.5, person });
        }
        assert_eq!((counts.confirmed, counts.excluded, counts.people_linked()), (1, 1, 2));
        assert_eq!(counts.possible, BTreeMap::from([(2, 2)]));
        assert_eq!(counts.expected_millionths, 1_500_000);
    }
}
