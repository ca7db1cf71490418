//! Person x client x category x role, with period and count.

use std::ops::Range;

use rayon::prelude::*;
use whose_model::tables::ExposureRow;
use whose_model::value::is_masked;
use whose_model::{Categories, CategoryId, Role};

use crate::clients::{Attribution, ClientMap};
use crate::tallies::{self, Reported};
use crate::{Corpus, Resolution};

/// Writes exposure; made once, asked for ranges of people.
#[derive(Debug)]
pub struct Exposure<'a> {
    pub(crate) resolution: &'a Resolution,
    pub(crate) corpus: &'a Corpus<'a>,
    pub(crate) categories: &'a Categories,
    pub(crate) clients: Attribution,
    pub(crate) reported: Reported,
}

/// One item of a mention, as exposure counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    client: u16,
    category: u8,
    role: u8,
    record_key: u64,
    date: Option<i32>,
    masked: bool,
    certainty: u8,
}

/// Prepares exposure of people.
#[must_use]
pub fn exposure<'a>(
    corpus: &'a Corpus<'a>,
    resolution: &'a Resolution,
    clients: &ClientMap,
    categories: &'a Categories,
) -> Exposure<'a> {
    Exposure {
        resolution,
        corpus,
        categories,
        clients: Attribution::new(corpus, clients),
        reported: Reported::new(categories),
    }
}

impl Exposure<'_> {
    /// How many people.
    #[must_use]
    pub fn people(&self) -> usize {
        self.resolution.people()
    }

    /// The exposure of some people, in the order of their first mentions.
    #[must_use]
    pub fn rows(&self, people: Range<usize>) -> Vec<ExposureRow> {
        people.into_par_iter().flat_map_iter(|person| self.of(person)).collect()
    }

    /// The counts that the report states.
    #[must_use]
    pub fn tallies(&self) -> Vec<whose_model::tables::TallyRow> {
        tallies::count(self)
    }

    fn of(&self, person: usize) -> Vec<ExposureRow> {
        let mut items = Vec::new();
        for at in self.resolution.members.of(person) {
            let mention = self.corpus.get(*at as usize);
            let (role, record_key, date) =
                (mention.role() as u8, mention.record_key(), self.corpus.day(&mention));
            for item in mention.items().filter(|item| self.reported.exposed.contains(item.category)) {
                items.push(Item {
                    client: self.clients.of[*at as usize],
                    category: self.reported.of[usize::from(item.category.0)],
                    role,
                    record_key,
                    date,
                    masked: is_masked(item.value),
                    certainty: item.certainty,
                });
            }
        }
        items.sort_unstable();
        let id = self.resolution.person_id(self.corpus, person);
        let groups = items.chunk_by(|a, b| (a.client, a.category, a.role) == (b.client, b.category, b.role));
        groups.map(|group| self.row(id, group)).collect()
    }

    fn row(&self, person: u64, group: &[Item]) -> ExposureRow {
        let first = group[0];
        let days = || group.iter().filter_map(|item| item.date);
        let highest = group.iter().map(|item| item.certainty).max().unwrap_or(0);
        ExposureRow {
            person,
            client: self.clients.name(first.client).to_string(),
            category: self.categories.get(CategoryId(first.category)).code.clone(),
            role: Role::from_number(first.role).code().to_string(),
            first_day: days().min(),
            last_day: days().max(),
            count: group.chunk_by(|a, b| a.record_key == b.record_key).count() as u32,
            masked_only: group.iter().all(|item| item.masked),
            certainty: f32::from(highest) / 100.0,
        }
    }
}
