//! One kind of value of all mentions, each distinct one with a number.

use std::hash::Hash;

use rayon::prelude::*;
use whose_model::tables::Mentions;
use whose_model::{Categories, Category, CategoryId, CategorySet, Comparison, Group};

use super::Wanted;
use crate::corpus::Corpus;
use crate::intern::{Interner, NONE};

/// Which categories hold what is compared.
#[derive(Debug)]
pub(super) struct Wishes {
    pub(super) whole: CategorySet,
    pub(super) given: CategorySet,
    pub(super) family: CategorySet,
    pub(super) street: CategorySet,
    pub(super) postcode: CategorySet,
    pub(super) city: CategorySet,
    pub(super) phone: CategorySet,
    pub(super) email: CategorySet,
    pub(super) identifier: CategorySet,
    pub(super) birth: CategorySet,
    pub(super) sex: CategorySet,
    /// By number: is it a number given by a state, and does it begin with the birth date?
    pub(super) national: CategorySet,
    pub(super) korean: CategorySet,
}

/// Categories whose numbers begin with the birth date.
const KOREAN_NUMBERS: [&str; 2] = ["kr-resident-number", "kr-foreigner-number"];

impl Wishes {
    pub(super) fn new(categories: &Categories, wanted: Wanted) -> Self {
        let all = |fits: &dyn Fn(&Category) -> bool| {
            let mut set = CategorySet::default();
            let fitting =
                categories.iter().filter(|category| wanted.0.contains(category.id) && fits(category));
            fitting.for_each(|category| set.insert(category.id));
            set
        };
        let of = |comparison: Comparison| all(&|category| category.comparison == comparison);
        Self {
            whole: of(Comparison::Name),
            given: of(Comparison::GivenName),
            family: of(Comparison::FamilyName),
            street: of(Comparison::Street),
            postcode: of(Comparison::Postcode),
            city: all(&|category| {
                category.comparison == Comparison::Place
                    && !matches!(category.code.as_str(), "region" | "country")
            }),
            phone: of(Comparison::Phone),
            email: of(Comparison::Email),
            identifier: of(Comparison::Identifier),
            birth: of(Comparison::BirthDate),
            sex: all(&|category| category.comparison == Comparison::Category && category.code == "sex"),
            national: all(&|category| category.group == Group::NationalId),
            korean: all(&|category| {
                category.group == Group::NationalId && KOREAN_NUMBERS.contains(&category.code.as_str())
            }),
        }
    }
}

/// All mentions in the order in which they are stored, which the memory likes, each with its place in the order of ids.
#[derive(Debug)]
pub(super) struct Stored<'c, 'a> {
    views: &'c [Mentions<'a>],
    /// Of each stored row; [`NONE`] for a row whose id stands elsewhere too.
    ranks: Vec<u32>,
    mentions: usize,
}

impl<'c, 'a> Stored<'c, 'a> {
    pub(super) fn new(corpus: &'c Corpus<'a>) -> Self {
        Self { views: corpus.views(), ranks: corpus.ranks(), mentions: corpus.len() }
    }

    /// How many mentions.
    pub(super) const fn len(&self) -> usize {
        self.mentions
    }

    /// Goes through all mentions: place in the order of ids, the batch and the row in it.
    pub(super) fn each(&self, mut hear: impl FnMut(usize, &Mentions<'a>, usize)) {
        let mut start = 0;
        for view in self.views {
            for (row, rank) in self.ranks[start..start + view.len()].iter().enumerate() {
                if *rank != NONE {
                    hear(*rank as usize, view, row);
                }
            }
            start += view.len();
        }
    }
}

/// Numbers distinct values in the order of the places where they are first seen.
#[derive(Debug)]
pub(super) struct Numbering<K> {
    interner: Interner<K>,
    distinct: Vec<K>,
    firsts: Vec<u64>,
}

impl<K: Hash + Eq + Copy + Send + Sync> Numbering<K> {
    /// With room for some.
    pub(super) fn new(room: usize) -> Self {
        let (distinct, firsts) = (Vec::with_capacity(room), Vec::with_capacity(room));
        Self { interner: Interner::with_room(room), distinct, firsts }
    }

    /// A number for the time being of a value that stands at a place among the items of a mention.
    pub(super) fn number(&mut self, value: K, rank: usize, item: usize) -> u32 {
        let first = (rank as u64) << 16 | item.min(0xFFFF) as u64;
        let (number, new) = self.interner.number(value);
        if new {
            self.distinct.push(value);
            self.firsts.push(first);
        } else {
            let known = &mut self.firsts[number as usize];
            *known = first.min(*known);
        }
        number
    }

    /// The distinct values in the order of their first places, and which of them each number means.
    pub(super) fn finish(self) -> (Vec<K>, Vec<u32>) {
        drop(self.interner);
        let mut order: Vec<(u64, u32)> = self.firsts.into_iter().zip(0u32..).collect();
        order.par_sort_unstable();
        let mut place = vec![0u32; order.len()];
        for (new, (_, old)) in order.iter().enumerate() {
            place[*old as usize] = new as u32;
        }
        (order.into_iter().map(|(_, old)| self.distinct[old as usize]).collect(), place)
    }
}

/// The first value of each mention, of some categories.
pub(super) struct Firsts<'a> {
    /// Number of each mention's value, by place; [`NONE`] where it has none.
    pub(super) of: Vec<u32>,
    pub(super) distinct: Vec<&'a str>,
}

impl<'a> Firsts<'a> {
    pub(super) fn read(stored: &Stored<'_, 'a>, wanted: CategorySet) -> Self {
        let mut of = vec![NONE; stored.len()];
        if wanted == CategorySet::default() {
            return Self { of, distinct: Vec::new() };
        }
        let mut numbering = Numbering::new(0);
        stored.each(|rank, view, row| {
            let mut values = view.values(row, |category| wanted.contains(category));
            if let Some((item, _, value)) = values.find(|(.., value)| !value.is_empty()) {
                of[rank] = numbering.number(value, rank, item);
            }
        });
        let (distinct, place) = numbering.finish();
        of.par_iter_mut()
            .filter(|number| **number != NONE)
            .for_each(|number| *number = place[*number as usize]);
        Self { of, distinct }
    }
}

/// All values of each mention, of some categories.
pub(super) struct Lists<K> {
    ranks: Vec<u32>,
    numbers: Vec<u32>,
    pub(super) distinct: Vec<K>,
}

impl<K: Hash + Eq + Copy + Send + Sync> Lists<K> {
    pub(super) fn read<'a>(
        stored: &Stored<'_, 'a>,
        wanted: CategorySet,
        of: impl Fn(CategoryId, &'a str) -> K,
    ) -> Self {
        let (mut ranks, mut numbers) = (Vec::new(), Vec::new());
        if wanted == CategorySet::default() {
            return Self { ranks, numbers, distinct: Vec::new() };
        }
        // Phones and numbers are mostly one's own: room for one each spares building the table again and again.
        let mut numbering = Numbering::new(stored.len());
        stored.each(|rank, view, row| {
            for (item, category, value) in view.values(row, |category| wanted.contains(category)) {
                if !value.is_empty() {
                    ranks.push(rank as u32);
                    numbers.push(numbering.number(of(category, value), rank, item));
                }
            }
        });
        let (distinct, place) = numbering.finish();
        numbers.par_iter_mut().for_each(|number| *number = place[*number as usize]);
        Self { ranks, numbers, distinct }
    }

    /// The mentions that have any, by place, each with the numbers of its values.
    pub(super) fn mentions(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let mut start = 0;
        self.ranks.chunk_by(|one, other| one == other).map(move |run| {
            let numbers = &self.numbers[start..start + run.len()];
            start += run.len();
            (run[0] as usize, numbers)
        })
    }
}
