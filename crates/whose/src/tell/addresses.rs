//! Postal addresses of people who have several, each taken whole from one record; and which contacts many people share.

use std::hash::{Hash, Hasher};

use anyhow::{Context, Result};
use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};
use whose_model::category::general;
use whose_model::tables::{MembershipRow, Mentions, PersonRow, PersonValue, TableRow};
use whose_model::{Categories, CategorySet, Sensitive};
use whose_tell::contact::{Contacts, Lack, POSTAL, Postal, SHARED_BY, has_one_address, postal};
use whose_tell::residence::Finder;

use crate::Case;

/// What is read of a person to know where to reach it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Reachable {
    id: u64,
    values: Vec<PersonValue>,
}

impl TableRow for Reachable {
    const TABLE: &'static str = PersonRow::TABLE;
}

/// Of a membership, what is needed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Member {
    pub mention: u64,
    pub person: u64,
}

impl TableRow for Member {
    const TABLE: &'static str = MembershipRow::TABLE;
}

/// The address of one person, as far as records were looked at.
struct Candidate {
    /// Jurisdiction of the person, where it has addresses in several.
    lives: Option<u16>,
    /// Is it where the person lives; day of the record; then the smallest id.
    rank: Option<(bool, i32, std::cmp::Reverse<u64>)>,
    /// Packed.
    address: Result<Box<str>, Lack>,
}

/// What a pass over everyone tells about contacts.
#[derive(Default)]
pub(super) struct Addresses {
    /// By person, in order: there can be one for every third person, and a map takes twice the room.
    several: Vec<(u64, Candidate)>,
    /// E-mail addresses and numbers that more people have than a household, by their hash.
    shared: FxHashMap<u64, u32>,
}

impl Addresses {
    /// Looks at everyone, then at the records of those with several addresses.
    pub fn find(case: &Case, finder: &Finder<'_>, categories: &Categories) -> Result<Self> {
        let mut addresses = Self::default();
        case.store().each(|person: Reachable| {
            for value in shareable(&person.values) {
                *addresses.shared.entry(hash(value)).or_default() += 1;
            }
            if !has_one_address(&person.values) {
                let found = finder.find(&person.values);
                let lives = found.main.filter(|_| !found.also.is_empty()).and_then(|at| at.try_into().ok());
                let candidate = Candidate { lives, rank: None, address: Err(Lack::Incomplete) };
                addresses.several.push((person.id, candidate));
            }
            Ok(())
        })?;
        addresses.shared.retain(|_, people| *people > SHARED_BY);
        addresses.several.shrink_to_fit();
        addresses.several.sort_unstable_by_key(|(person, _)| *person);
        if !addresses.several.is_empty() {
            addresses.look_at_records(case, finder, categories)?;
        }
        Ok(addresses)
    }

    fn look_at_records(&mut self, case: &Case, finder: &Finder<'_>, categories: &Categories) -> Result<()> {
        // Mention and place of its person, in order.
        let mut owners: Vec<(u64, u32)> = Vec::new();
        case.store().each(|member: Member| {
            if let Some(at) = self.find_person(member.person) {
                owners.push((member.mention, at as u32));
            }
            Ok(())
        })?;
        owners.sort_unstable();
        let mut wanted = CategorySet::default();
        for category in categories.iter().filter(|category| POSTAL.contains(&category.code.as_str())) {
            wanted.insert(category.id);
        }
        for batch in case.store().batches(Mentions::TABLE)? {
            let batch = batch?;
            let mentions = Mentions::of(&batch).context("the table of mentions is of another version")?;
            for row in 0..mentions.len() {
                let mention = mentions.get(row);
                let owner = owners.binary_search_by_key(&mention.id(), |(mention, _)| *mention);
                let Ok(at) = owner else { continue };
                let values: Vec<PersonValue> = mentions
                    .values(row, |id| wanted.contains(id))
                    .map(|(_, id, value)| PersonValue {
                        category: categories.get(id).code.clone(),
                        value: Sensitive::new(value.to_string()),
                        mentions: 1,
                    })
                    .collect();
                let candidate = &mut self.several[owners[at].1 as usize].1;
                candidate.consider(finder, &values, mention.date().unwrap_or(i32::MIN), mention.id());
            }
        }
        Ok(())
    }

    fn find_person(&self, person: u64) -> Option<usize> {
        self.several.binary_search_by_key(&person, |(person, _)| *person).ok()
    }

    /// The contacts of a person.
    pub fn of(&self, person: &PersonRow) -> Contacts {
        let mut contacts = Contacts::of(&person.values);
        if let Some(at) = self.find_person(person.id) {
            let candidate = &self.several[at].1;
            contacts.letter = candidate.address.as_deref().map(Postal::unpack).map_err(|lack| *lack);
        }
        let is_shared = |address: &Sensitive<String>| self.shared.contains_key(&hash(address.reveal()));
        if contacts.email.as_ref().is_ok_and(is_shared) {
            contacts.email = Err(Lack::Shared);
        }
        if contacts.text.as_ref().is_ok_and(is_shared) {
            contacts.text = Err(Lack::Shared);
        }
        contacts
    }
}

impl Candidate {
    fn consider(&mut self, finder: &Finder<'_>, values: &[PersonValue], day: i32, id: u64) {
        let address = match postal(values) {
            Ok(address) => address,
            Err(lack) => {
                if self.rank.is_none() && lack != Lack::None {
                    self.address = Err(lack);
                }
                return;
            }
        };
        // An address in the place whose law the notice is by comes first; then the latest.
        let lives = self.lives.is_some_and(|main| finder.find(values).main == Some(usize::from(main)));
        let rank = Some((lives, day, std::cmp::Reverse(id)));
        if rank > self.rank {
            (self.rank, self.address) = (rank, Ok(address.pack()));
        }
    }
}

fn shareable(values: &[PersonValue]) -> impl Iterator<Item = &str> {
    let is_one = |value: &&PersonValue| {
        value.category == general::EMAIL.code || value.category == general::MOBILE.code
    };
    values.iter().filter(is_one).map(|value| value.value.reveal().as_str())
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}
