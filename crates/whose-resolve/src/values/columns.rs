//! One kind of value of all mentions, each distinct one with a number.

use rayon::prelude::*;
use whose_model::category::general;
use whose_model::tables::Mentions;
use whose_model::value::is_masked;
use whose_model::{Categories, Category, CategoryId, CategorySet, Comparison, Group};

use super::Wanted;
use crate::corpus::Corpus;
use crate::intern::{NONE, Texts};
use crate::numbering::{Numbered, number, place};

/// Mentions that one task goes through.
const PART: usize = 32_768;

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
    /// Numbers of records of the business.
    pub(super) record: CategorySet,
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
            record: all(&|category| category.code == general::RECORD_NUMBER.code),
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

    /// Is any value of some categories masked?
    pub(super) fn is_any_masked(&self, wanted: CategorySet) -> bool {
        if wanted == CategorySet::default() {
            return false;
        }
        let parts = self.each(|found: &mut bool, _, view, row| {
            let mut values = view.values(row, |category| wanted.contains(category));
            *found = *found || values.any(|(.., value)| is_masked(value));
        });
        parts.contains(&true)
    }

    /// Goes through all mentions, part by part, side by side: place in the order of ids, the batch and the row in it.
    pub(super) fn each<T: Default + Send>(
        &self,
        hear: impl Fn(&mut T, usize, &Mentions<'a>, usize) + Sync,
    ) -> Vec<T> {
        let mut start = 0;
        let mut parts = Vec::new();
        for view in self.views {
            let ranks = &self.ranks[start..start + view.len()];
            parts.extend(ranks.chunks(PART).enumerate().map(|(part, ranks)| (view, part * PART, ranks)));
            start += view.len();
        }
        let of_part = |(view, from, ranks): (&Mentions<'a>, usize, &[u32])| {
            let mut found = T::default();
            for (row, rank) in (from..).zip(ranks).filter(|(_, rank)| **rank != NONE) {
                hear(&mut found, *rank as usize, view, row);
            }
            found
        };
        parts.into_par_iter().map(of_part).collect()
    }
}

/// The number of each mention's value, by place; [`NONE`] where it has none.
pub(super) fn by_mention(numbers: Vec<Vec<(u32, u32)>>, mentions: usize) -> Vec<u32> {
    let mut of = vec![NONE; mentions];
    numbers.into_iter().flatten().for_each(|(rank, number)| of[rank as usize] = number);
    of
}

/// The first value of each mention, of some categories.
pub(super) struct Firsts<'a> {
    /// Number of each mention's value, by place; [`NONE`] where it has none.
    pub(super) of: Vec<u32>,
    pub(super) distinct: Vec<&'a str>,
}

impl<'a> Firsts<'a> {
    pub(super) fn read(stored: &Stored<'_, 'a>, wanted: CategorySet) -> Self {
        if wanted == CategorySet::default() {
            return Self { of: vec![NONE; stored.len()], distinct: Vec::new() };
        }
        let parts = stored.each(|found: &mut Vec<(u64, &'a str)>, rank, view, row| {
            let mut values = view.values(row, |category| wanted.contains(category));
            if let Some((item, _, value)) = values.find(|(.., value)| !value.is_empty()) {
                found.push((place(rank, item), value));
            }
        });
        let Numbered { numbers, distinct } = number(parts);
        Self { of: by_mention(numbers, stored.len()), distinct }
    }
}

/// Values of a part of the mentions in one spelling, one after the other.
#[derive(Default)]
struct Spelt {
    texts: Texts,
    items: Vec<(u64, u8)>,
}

/// All values of each mention, of some categories, in one spelling.
pub(super) struct Lists {
    /// By part: each mention and the number of a value.
    numbers: Vec<Vec<(u32, u32)>>,
    /// Category and text.
    pub(super) kinds: Vec<u8>,
    pub(super) texts: Texts,
}

impl Lists {
    /// Values mostly are somebody's own: they are spelt first, and then equal ones found.
    pub(super) fn read(
        stored: &Stored<'_, '_>,
        wanted: CategorySet,
        spell: impl Fn(CategoryId, &str) -> (u8, String) + Sync,
    ) -> Self {
        if wanted == CategorySet::default() {
            return Self { numbers: Vec::new(), kinds: Vec::new(), texts: Texts::default() };
        }
        let parts = stored.each(|found: &mut Spelt, rank, view, row| {
            for (item, category, value) in view.values(row, |category| wanted.contains(category)) {
                let (kind, text) = spell(category, value);
                if !text.is_empty() {
                    found.texts.push(&text);
                    found.items.push((place(rank, item), kind));
                }
            }
        });
        let keys = parts.par_iter().map(|part| {
            let keyed = part.items.iter().zip(part.texts.iter());
            keyed.map(|((place, kind), text)| (*place, (*kind, text))).collect::<Vec<_>>()
        });
        let Numbered { numbers, distinct } = number(keys.collect());
        let kinds = distinct.iter().map(|(kind, _)| *kind).collect();
        let texts: Vec<&str> = distinct.iter().map(|(_, text)| *text).collect();
        Self { numbers, kinds, texts: Texts::of(&texts) }
    }

    /// The mentions that have any, by place, each with the numbers of its values.
    pub(super) fn mentions(&self) -> impl Iterator<Item = (usize, impl Iterator<Item = u32>)> {
        let runs = self.numbers.iter().flat_map(|part| part.chunk_by(|one, other| one.0 == other.0));
        runs.map(|run| (run[0].0 as usize, run.iter().map(|(_, number)| *number)))
    }
}
