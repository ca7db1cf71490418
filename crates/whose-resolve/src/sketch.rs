//! A few bytes of each node, beside those of its neighbours: enough to tell most hopeless pairs without looking further.

use rayon::prelude::*;

use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::values::{Row, Values};
use crate::words::Words;

/// What is looked at first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sketch {
    given: Outline,
    family: Outline,
    /// Middle name, which may be the one somebody goes by.
    middle: u32,
    line: u32,
    /// One bit for each phone, e-mail, number and whole birth date: two rows without a common bit share none.
    contacts: u32,
    /// Lengths of given and family name.
    lengths: [u8; 2],
    flags: u8,
}

/// Has it both names, whole?
const NAMED: u8 = 1;
/// Is the given name an initial?
const INITIAL: u8 = 2;
/// Is the given name a familiar form, or has it one?
const FAMILIAR: u8 = 4;
/// Is the family name a double one?
const DOUBLE: u8 = 8;

/// A word by its number and the letters in it.
#[derive(Debug, Clone, Copy)]
struct Outline {
    word: u32,
    letters: u32,
}

impl Outline {
    fn new(words: &Words, word: u32) -> Self {
        let letters = words.letters(word).iter().fold(0, |letters, letter| letters | 1 << (letter & 31));
        Self { word, letters }
    }

    /// Too many letters that only one of them has: no slip apart ([`crate::forms::similar::near`]). One edit changes two
    /// letters at most; words of up to six letters are near within one, longer ones within two.
    const fn unlike(self, other: Self, lengths: [u8; 2]) -> bool {
        let short = if lengths[0] < lengths[1] { lengths[0] } else { lengths[1] };
        let most = if short <= 6 { 2 } else { 4 };
        self.word != other.word && (self.letters ^ other.letters).count_ones() > most
    }
}

/// Sketches of all rows.
pub(crate) fn sketches(values: &Values, frequencies: &Frequencies, rows: &[Row]) -> Vec<Sketch> {
    rows.par_iter().map(|row| Sketch::new(values, frequencies, row)).collect()
}

/// The bit of a value of a kind.
const fn bit(kind: u32, value: u32) -> u32 {
    1 << (value.wrapping_add(kind << 28).wrapping_mul(0x9E37_79B9) >> 27)
}

impl Sketch {
    fn new(values: &Values, frequencies: &Frequencies, row: &Row) -> Self {
        let name = values.names.get(row.name as usize);
        let (given, family) = name.map_or((NONE, NONE), |name| (name.given, name.family));
        let words = &values.words;
        let mut contacts = 0;
        for (kind, list) in [(1, &row.phones[..]), (2, &row.emails[..]), (3, &row.identifiers[..])] {
            for value in list.iter().filter(|value| **value != NONE) {
                contacts |= bit(kind, *value);
            }
        }
        if row.birth.is_whole() && !frequencies.is_junk_birth(row.birth) {
            contacts |= bit(4, row.birth.packed());
        }
        let mut flags = 0;
        for (flag, raised) in [
            (NAMED, given != NONE && family != NONE && name.is_some_and(|name| name.mask == NONE)),
            (INITIAL, words.is_initial(given)),
            (FAMILIAR, words.has_variants(given)),
            (DOUBLE, name.is_some_and(|name| name.parts[0] != NONE)),
        ] {
            flags |= if raised { flag } else { 0 };
        }
        let length = |word: u32| words.letters(word).len().min(255) as u8;
        Self {
            given: Outline::new(words, given),
            family: Outline::new(words, family),
            middle: name.map_or(NONE, |name| name.middle),
            line: row.line,
            contacts,
            lengths: [length(given), length(family)],
            flags,
        }
    }

    /// Nothing that a comparison could find would make them one person: they share no phone, e-mail, number or birth
    /// date, their names are not exchanged, and another given name, or another family name at another address, is no slip.
    pub(crate) const fn hopeless(&self, other: &Self) -> bool {
        let (either, both) = (self.flags | other.flags, self.flags & other.flags);
        if both & NAMED == 0 || self.contacts & other.contacts != 0 {
            return false;
        }
        let (mine, theirs) = (self.lengths, other.lengths);
        let given = self.given.unlike(other.given, [mine[0], theirs[0]])
            && either & INITIAL == 0
            && both & FAMILIAR == 0
            && self.given.word != other.middle
            && self.middle != other.given.word;
        let family = self.family.unlike(other.family, [mine[1], theirs[1]])
            && either & DOUBLE == 0
            && (self.line != other.line || self.line == NONE);
        (given || family)
            && (self.given.unlike(other.family, [mine[0], theirs[1]])
                || self.family.unlike(other.given, [mine[1], theirs[0]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::similar::near;
    use crate::intern::TextInterner;
    use proptest::prelude::*;

    fn outline(letters: &str) -> (Outline, u8) {
        let mut interner = TextInterner::default();
        let word = interner.number(letters);
        (Outline { word, ..Outline::new(&Words::new(interner.finish()), word) }, letters.len() as u8)
    }

    proptest! {
        #[test]
        fn one_or_two_slips_are_never_unlike(word in "[a-z]{3,12}", at in 0usize..12, letter in "[a-z]", twice in 0usize..12) {
            let slip = |word: &str, at: usize| {
                let at = at % word.len();
                format!("{}{letter}{}", &word[..at], &word[at + 1..])
            };
            let mut other = slip(&word, at);
            if word.len() > 6 {
                other = slip(&other, twice);
            }
            let ((one, length), (mut two, other_length)) = (outline(&word), outline(&other));
            two.word = one.word + 1;
            prop_assert!(near(word.as_bytes(), other.as_bytes()) || word.len() < 4);
            prop_assert!(!one.unlike(two, [length, other_length]));
        }
    }
}
