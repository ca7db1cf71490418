//! Records that show no name, but the number of somebody whom the same database names.
//!
//! An order says `CustomerId` 59 and no more; the table of customers says who that is. Such a record is taken for an entry of
//! that person: of the one its own file names so, else of the one that the other files of its folder name so, if they agree.
//! Records with one number that nobody is named with are of one person. An address that a table of its own keeps is found so by
//! the key that the customer's row shows.

use std::hash::{BuildHasher, Hash};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::compare::Comparer;
use crate::corpus::Corpus;
use crate::intern::NONE;
use crate::nodes::{absorb, same_business};
use crate::options::Numberings;
use crate::values::Row;

/// Numbers of one mention that are looked at: its own, and keys of the tables that hold more of the same person.
const MOST_NUMBERS: usize = 4;

/// A mention that shows a number: digest of numbering, client and number; source; place in the order.
type Numbered = (u64, u64, u32);

/// Makes the nameless records of a number entries of the one whom it names.
pub(crate) fn join(
    comparer: &Comparer<'_>,
    corpus: &Corpus<'_>,
    numberings: &Numberings,
    rows: &mut [Row],
    entry_of: &mut [u32],
    alone: &FxHashSet<u32>,
) {
    let numbered = numbered(corpus, numberings, rows, entry_of, alone);
    let mut entries = Entries { rows, entry_of, moved: FxHashMap::default() };
    // Whoever is found by one number may be whom another one leads to: an order's customer, by the key of its address.
    for _ in 0..2 {
        for same in numbered.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() > 1) {
            for own in same.chunk_by(|one, other| one.1 == other.1) {
                let named = entries.only_one(comparer, own).or_else(|| entries.only_one(comparer, same));
                // Where several are named with a number who cannot be one person, it is nobody's of them.
                let Some(to) = named.or_else(|| entries.first_nameless(own)) else { continue };
                own.iter().for_each(|(.., at)| entries.take_over(comparer, to, *at));
            }
        }
    }
    entries.settle();
}

/// Entries, some of which were made parts of others.
struct Entries<'r> {
    rows: &'r mut [Row],
    entry_of: &'r mut [u32],
    /// The entry that an entry became a part of.
    moved: FxHashMap<u32, u32>,
}

impl Entries<'_> {
    fn of(&self, at: u32) -> u32 {
        let mut entry = self.entry_of[at as usize];
        while let Some(further) = self.moved.get(&entry) {
            entry = *further;
        }
        entry
    }

    fn row(&self, at: u32) -> &Row {
        &self.rows[self.of(at) as usize]
    }

    /// The first of those who are named, if all who are may be one person.
    fn only_one(&self, comparer: &Comparer<'_>, same: &[Numbered]) -> Option<u32> {
        let mut named = same.iter().map(|(.., at)| *at).filter(|at| self.row(*at).name != NONE);
        let first = named.next()?;
        named.all(|at| same_business(comparer, self.row(first), self.row(at))).then_some(first)
    }

    fn first_nameless(&self, same: &[Numbered]) -> Option<u32> {
        same.iter().map(|(.., at)| *at).find(|at| self.row(*at).name == NONE)
    }

    /// Makes a nameless entry a part of another one, if nothing contradicts.
    fn take_over(&mut self, comparer: &Comparer<'_>, to: u32, from: u32) {
        let (to, from) = (self.of(to), self.of(from));
        let row = self.rows[from as usize];
        if to == from || row.name != NONE || !same_business(comparer, &self.rows[to as usize], &row) {
            return;
        }
        absorb(comparer.values, &mut self.rows[to as usize], &row);
        self.moved.insert(from, to);
    }

    fn settle(self) {
        if self.moved.is_empty() {
            return;
        }
        for at in 0..self.entry_of.len() as u32 {
            self.entry_of[at as usize] = self.of(at);
        }
    }
}

/// The mentions that show a number, where any of them shows no name.
fn numbered(
    corpus: &Corpus<'_>,
    numberings: &Numberings,
    rows: &[Row],
    entry_of: &[u32],
    alone: &FxHashSet<u32>,
) -> Vec<Numbered> {
    if numberings.is_empty() {
        return Vec::new();
    }
    let mut all: Vec<Numbered> = Vec::new();
    for nth in 0..MOST_NUMBERS {
        let found = corpus.collect(|mention| {
            let numbering = |column| numberings.find(mention.source(), mention.table(), column);
            let mut numbers = mention.items().filter_map(|item| Some((numbering(item.column)?, item.value)));
            let (numbering, value) = numbers.nth(nth)?;
            Some((digest((numbering, mention.client_key(), value)), mention.source()))
        });
        let before = all.len();
        let numbers = (0u32..).zip(found).filter_map(|(at, found)| Some((found?.0, found?.1, at)));
        all.extend(numbers.filter(|(.., at)| !alone.contains(at)));
        if all.len() == before {
            break;
        }
    }
    let is_nameless = |at: u32| rows[entry_of[at as usize] as usize].name == NONE;
    let nameless: FxHashSet<u64> =
        all.iter().filter(|(.., at)| is_nameless(*at)).map(|(digest, ..)| *digest).collect();
    all.retain(|(digest, ..)| nameless.contains(digest));
    all.par_sort_unstable();
    all
}

fn digest(of: impl Hash) -> u64 {
    FxBuildHasher.hash_one(of)
}
