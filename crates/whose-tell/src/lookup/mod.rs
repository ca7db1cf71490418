//! The lookup page: what someone sees who asks "was I in it?", and the words of the code that is sent.
//!
//! Nothing here knows who was affected: a page is made of what it is given.

mod page;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::notice::Addressee;

pub use page::{LookupPage, LookupView, code_message, lookup_html};

/// People of one contact point that are shown one by one; of more, only what they have together.
pub const SHOWN_PEOPLE: usize = 10;

/// An item that was exposed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LookupItem {
    /// Category code, as it is reported.
    pub category: String,
    /// Was a part of it hidden wherever it stands?
    pub partly: bool,
    /// Do several copies show it whole only together?
    pub jointly: bool,
}

/// What is shown of one person, or of several together: kinds of data, never a value, never a name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupPerson {
    /// Number of the person in the case; empty for several together.
    pub reference: String,
    /// What was exposed.
    pub items: Vec<LookupItem>,
    /// First and last day, ISO.
    pub period: Option<(String, String)>,
    /// Whom the records were held for.
    pub clients: Vec<String>,
}

impl From<Addressee> for LookupPerson {
    fn from(person: Addressee) -> Self {
        let item = |item: crate::notice::Item| LookupItem {
            category: item.category.code,
            partly: item.partly,
            jointly: item.jointly,
        };
        Self {
            reference: person.reference,
            items: person.items.into_iter().map(item).collect(),
            period: person.period,
            clients: person.clients,
        }
    }
}

/// What one contact point opens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupEntry {
    /// People whose records hold it.
    pub count: u64,
    /// These, where they are few and the contact point stands whole.
    pub people: Vec<LookupPerson>,
    /// What they have together.
    pub together: LookupPerson,
}

impl LookupEntry {
    /// Adds a person. One by one they are shown only where the contact point stands whole: a masked one fits strangers too.
    pub fn add(&mut self, person: LookupPerson, whole: bool) {
        self.count += 1;
        self.together.join(&person);
        if !whole || self.count as usize > SHOWN_PEOPLE {
            self.people.clear();
        } else {
            self.people.push(person);
        }
    }

    /// Adds another entry to what is shown together.
    pub fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.together.join(&other.together);
    }
}

impl LookupPerson {
    fn join(&mut self, other: &Self) {
        let mut items: BTreeSet<LookupItem> = self.items.drain(..).collect();
        for item in &other.items {
            // Whole anywhere is whole.
            let same = items.iter().find(|known| known.category == item.category).cloned();
            let joined = match same {
                None => item.clone(),
                Some(known) => {
                    items.remove(&known);
                    let partly = known.partly && item.partly;
                    LookupItem { partly, jointly: !partly && known.jointly && item.jointly, ..known }
                }
            };
            items.insert(joined);
        }
        self.items = items.into_iter().collect();
        self.period = match (self.period.take(), other.period.clone()) {
            (Some((first, last)), Some((from, to))) => Some((first.min(from), last.max(to))),
            (one, other) => one.or(other),
        };
        self.clients.extend(other.clients.iter().cloned());
        self.clients.sort();
        self.clients.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(reference: &str, category: &str, partly: bool, day: &str) -> LookupPerson {
        LookupPerson {
            reference: reference.into(),
            items: vec![LookupItem { category: category.into(), partly, jointly: false }],
            period: Some((day.into(), day.into())),
            clients: vec!["Maple".into()],
        }
    }

    #[test]
    fn many_people_of_one_contact_point_are_shown_together_only() {
        let mut entry = LookupEntry::default();
        for number in 0..SHOWN_PEOPLE {
            entry.add(person(&number.to_string(), "email", false, "2018-01-01"), true);
        }
        assert_eq!(entry.people.len(), SHOWN_PEOPLE);
        entry.add(person("x", "phone", true, "2019-01-01"), true);
        entry.add(person("y", "phone", false, "2017-01-01"), true);
        assert!(entry.people.is_empty());
        assert_eq!(entry.count, 12);
        let together = &entry.together;
        assert_eq!(
            together.items.iter().map(|item| (item.category.as_str(), item.partly)).collect::<Vec<_>>(),
            [("email", false), ("phone", false)]
        );
        assert_eq!(together.period, Some(("2017-01-01".into(), "2019-01-01".into())));
        assert_eq!((together.clients.len(), together.reference.as_str()), (1, ""));
    }

    #[test]
    fn of_a_masked_contact_point_nobody_is_shown_alone() {
        let mut entry = LookupEntry::default();
        entry.add(person("P-1", "email", false, "2018-01-01"), false);
        assert_eq!((entry.count, entry.people.len()), (1, 0));
    }
}
