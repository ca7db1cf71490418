//! A value whose shape fits, as an identifier's judge sees it.

use super::chain::{Group, Row};
use super::glyph::HIDDEN;
use super::shape::Scope;
use crate::dates::Order;

/// How certain a value is of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Without any word that speaks of the kind, 0 to 100; 0 is not reported.
    pub alone: u8,
    /// With such a word before it, or as a cell of such a column.
    pub backed: u8,
    /// Was there a check digit to look at, and was it right?
    pub checked: Option<bool>,
    /// Bytes before the shape that belong to the value.
    pub back: usize,
    /// Bytes after the shape that belong to the value.
    pub ahead: usize,
}

impl Verdict {
    /// Certainties without a word and with one.
    #[must_use]
    pub const fn new(alone: u8, backed: u8) -> Self {
        Self { alone, backed, checked: None, back: 0, ahead: 0 }
    }

    /// Certainties for a value with a check digit: right, or wrong, or hidden.
    #[must_use]
    pub const fn by_check(checked: Option<bool>, right: (u8, u8), wrong: (u8, u8), hidden: (u8, u8)) -> Self {
        let (alone, backed) = match checked {
            Some(true) => right,
            Some(false) => wrong,
            None => hidden,
        };
        Self { alone, backed, checked, back: 0, ahead: 0 }
    }

    /// The same, reaching further back.
    #[must_use]
    pub const fn reaching_back(mut self, bytes: usize) -> Self {
        self.back = bytes;
        self
    }
}

/// A value whose shape fits.
#[derive(Debug, Clone, Copy)]
pub struct Shaped<'c> {
    /// The text around it.
    pub text: &'c str,
    pub(super) row: &'c Row<'c>,
    pub(super) groups: &'c [Group],
    /// Glyphs of each group of the shape.
    pub(super) lengths: &'c [u8],
    /// Where the shape counts.
    pub scope: Scope,
    /// Is there a `+` before it?
    pub plus: bool,
    /// The order of day and month that the source writes, where that is known.
    pub order: Option<Order>,
}

impl<'c> Shaped<'c> {
    /// Digits and upper-case letters, `*` where hidden; separators left out.
    #[must_use]
    pub fn glyphs(&self) -> &'c [u8] {
        self.row.glyphs()
    }

    /// The glyphs as text.
    #[must_use]
    pub fn compact(&self) -> &'c str {
        str::from_utf8(self.glyphs()).expect("glyphs are ASCII")
    }

    /// Is no position hidden?
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.glyphs().contains(&HIDDEN)
    }

    /// Known positions.
    #[must_use]
    pub fn known(&self) -> usize {
        self.glyphs().iter().filter(|glyph| **glyph != HIDDEN).count()
    }

    /// Number of groups.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// The glyphs of each group.
    pub fn group_glyphs(&self) -> impl Iterator<Item = &'c [u8]> {
        let mut rest = self.glyphs();
        self.lengths.iter().map(move |length| {
            let (group, after) = rest.split_at(*length as usize);
            rest = after;
            group
        })
    }

    /// Separator before a group: `-`, `.`, space, `/`, `(`, `)`, `K`; 0 for the first and where there is none.
    #[must_use]
    pub fn separator(&self, group: usize) -> u8 {
        self.groups.get(group).map_or(0, |group| group.separator)
    }

    /// Number formed by some glyphs; `None` where one is hidden or no digit.
    #[must_use]
    pub fn number(&self, from: usize, to: usize) -> Option<u32> {
        self.glyphs()[from..to].iter().try_fold(0u32, |sum, glyph| {
            glyph.is_ascii_digit().then(|| sum.wrapping_mul(10).wrapping_add(u32::from(glyph - b'0')))
        })
    }

    /// The text before the value.
    #[must_use]
    pub fn before(&self) -> &'c str {
        &self.text[..self.groups[0].start()]
    }

    /// The text after the value.
    #[must_use]
    pub fn after(&self) -> &'c str {
        &self.text[self.groups[self.groups.len() - 1].end()..]
    }

    /// The value as written.
    #[must_use]
    pub fn written(&self) -> &'c str {
        &self.text[self.groups[0].start()..self.groups[self.groups.len() - 1].end()]
    }

    /// Was the length of the mask made to fit?
    #[must_use]
    pub fn stretched(&self) -> bool {
        self.row.stretched()
    }
}
