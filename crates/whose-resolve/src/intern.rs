//! Distinct values by number.

use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// The number of no value.
pub(crate) const NONE: u32 = u32::MAX;

/// Texts one after the other in one buffer.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    buffer: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds one; returns its number.
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        self.buffer.push_str(text);
        // Four thousand million bytes of distinct values exceed any memory this runs in.
        self.ends
            .push(u32::try_from(self.buffer.len()).expect("distinct values of one kind stay below 4 GiB"));
        self.ends.len() as u32 - 1
    }

    /// The text of a number; empty for [`NONE`].
    pub(crate) fn get(&self, number: u32) -> &str {
        let at = number as usize;
        let Some(end) = self.ends.get(at) else { return "" };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.buffer[start as usize..*end as usize]
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }
}

/// Gives numbers to values in the order in which they are first seen.
#[derive(Debug)]
pub(crate) struct Interner<K> {
    numbers: FxHashMap<K, u32>,
}

impl<K> Default for Interner<K> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default() }
    }
}

impl<K: Hash + Eq> Interner<K> {
    /// With room for some.
    pub(crate) fn with_room(room: usize) -> Self {
        Self { numbers: FxHashMap::with_capacity_and_hasher(room, FxBuildHasher) }
    }

    /// The number of a value, and whether it is new.
    pub(crate) fn number(&mut self, value: K) -> (u32, bool) {
        let next = self.numbers.len() as u32;
        let number = *self.numbers.entry(value).or_insert(next);
        (number, number == next)
    }
}

/// Gives numbers to texts and keeps them.
#[derive(Debug, Default)]
pub(crate) struct TextInterner {
    /// By digest; a text whose digest is another's stands under the next free one.
    numbers: FxHashMap<u64, u32>,
    texts: Texts,
}

impl TextInterner {
    /// The number of a text; [`NONE`] for the empty one.
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return NONE;
        }
        let mut digest = FxBuildHasher.hash_one(text);
        loop {
            match self.numbers.entry(digest) {
                Entry::Occupied(known) if self.texts.get(*known.get()) == text => return *known.get(),
                Entry::Occupied(_) => digest = digest.wrapping_add(1),
                Entry::Vacant(free) => return *free.insert(self.texts.push(text)),
            }
        }
    }

    /// The texts, by number.
    pub(crate) fn finish(self) -> Texts {
        self.texts
    }
}
