//! Texts by number.

use rayon::prelude::*;

/// The number of no value.
pub(crate) const NONE: u32 = u32::MAX;

/// Texts one after the other in one buffer.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    buffer: String,
    ends: Vec<u32>,
}

impl Texts {
    /// Some, in their order.
    pub(crate) fn of(texts: &[&str]) -> Self {
        let bytes = texts.iter().map(|text| text.len()).sum();
        let mut kept = Self { buffer: String::with_capacity(bytes), ends: Vec::with_capacity(texts.len()) };
        texts.iter().for_each(|text| _ = kept.push(text));
        kept
    }

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

    /// Something of each, by number.
    pub(crate) fn map_all<T: Send>(&self, of: impl Fn(&str) -> T + Sync) -> Vec<T> {
        (0..self.len() as u32).into_par_iter().map(|number| of(self.get(number))).collect()
    }

    /// All, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|number| self.get(number))
    }
}
