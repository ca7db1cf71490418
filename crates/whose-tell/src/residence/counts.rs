//! People by where they live.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use whose_model::Categories;
use whose_model::tables::{PersonValue, TableRow};

use super::finder::{Finder, Found};
use crate::law::Law;

/// What is read of a person to tell where the person lives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LocatedPerson {
    /// Every distinct value.
    pub values: Vec<PersonValue>,
    /// Category codes exposed.
    pub categories: Vec<String>,
}

impl TableRow for LocatedPerson {
    const TABLE: &'static str = "people";
}

/// The people of one jurisdiction, those of its parts included.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ResidentCount {
    /// People who live there.
    pub people: u64,
    /// People counted in another jurisdiction who have an address there too.
    pub also: u64,
    /// Groups of categories exposed of them ([`whose_model::Group::code`]).
    pub groups: BTreeSet<String>,
}

impl ResidentCount {
    /// At most so many: what a threshold is held against.
    #[must_use]
    pub const fn upper(&self) -> u64 {
        self.people + self.also
    }
}

/// Everyone in a case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Residents {
    /// Everyone.
    pub people: u64,
    /// By code of the jurisdiction; of one that is a part of another, in both.
    pub jurisdictions: BTreeMap<String, ResidentCount>,
    /// People of countries whose law is not here.
    pub elsewhere: u64,
    /// People of whom nothing tells where they live.
    pub unknown: u64,
}

impl Residents {
    /// Counts one person.
    pub fn add(&mut self, law: &Law, finder: &Finder<'_>, categories: &Categories, person: &LocatedPerson) {
        let Found { main, also, elsewhere, .. } = finder.find(&person.values);
        self.people += 1;
        self.elsewhere += u64::from(elsewhere);
        self.unknown += u64::from(main.is_none() && !elsewhere);
        let lives = main.map(|at| with_parents(law, at)).unwrap_or_default();
        let also: BTreeSet<usize> =
            also.into_iter().flat_map(|at| with_parents(law, at)).filter(|at| !lives.contains(at)).collect();
        let groups: Vec<&str> = person
            .categories
            .iter()
            .filter_map(|code| categories.by_code(code))
            .map(|category| category.group.code())
            .collect();
        for (at, is_main) in lives.iter().map(|at| (*at, true)).chain(also.iter().map(|at| (*at, false))) {
            let code = &law.jurisdictions()[at].code;
            if !self.jurisdictions.contains_key(code) {
                self.jurisdictions.insert(code.clone(), ResidentCount::default());
            }
            let Some(count) = self.jurisdictions.get_mut(code) else { continue };
            *(if is_main { &mut count.people } else { &mut count.also }) += 1;
            for group in &groups {
                if !count.groups.contains(*group) {
                    count.groups.insert((*group).to_string());
                }
            }
        }
    }

    /// The people of a jurisdiction.
    #[must_use]
    pub fn of(&self, code: &str) -> ResidentCount {
        self.jurisdictions.get(code).cloned().unwrap_or_default()
    }
}

/// A jurisdiction and those that it is a part of.
fn with_parents(law: &Law, at: usize) -> Vec<usize> {
    let mut all = vec![at];
    let mut at = at;
    while let Some(parent) = &law.jurisdictions()[at].parent {
        let Some(position) = law.jurisdictions().iter().position(|one| one.code == *parent) else { break };
        all.push(position);
        at = position;
    }
    all
}

#[cfg(test)]
mod tests {
    use whose_model::Sensitive;
    use whose_model::category::general;

    use super::*;

    fn person(category: &str, value: &str) -> LocatedPerson {
        LocatedPerson {
            values: vec![PersonValue {
                category: category.into(),
                value: Sensitive::new(value.into()),
                mentions: 1,
            }],
            categories: vec!["email".into()],
        }
    }

    #[test]
    fn people_of_a_part_are_people_of_the_whole() {
        let law = Law::load().unwrap();
        let finder = Finder::new(&law);
        let categories = Categories::new(general::ALL);
        let mut residents = Residents::default();
        for (category, value) in
            [("postcode", "H2X1Y4"), ("postcode", "M5V2T6"), ("country", "Brazil"), ("city", "Seoul")]
        {
            residents.add(&law, &finder, &categories, &person(category, value));
        }
        assert_eq!((residents.people, residents.elsewhere, residents.unknown), (4, 1, 1));
        assert_eq!((residents.of("ca").people, residents.of("ca-qc").people), (2, 1));
        assert!(residents.of("ca").groups.contains("contact"));
        assert_eq!(residents.of("kr"), ResidentCount::default());
    }
}
