//! The beginning and the letters of a text, in a few bytes beside those of its neighbours: most texts that differ are told
//! apart without looking them up.

use whose_model::value::{UNKNOWN, UNKNOWN_RUN};

use crate::intern::Texts;
use crate::words::Outline;

/// Bytes of the beginning.
const HEAD: usize = 8;

/// Bytes of the end.
const END: usize = 4;

/// A text in short.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Brief {
    head: [u8; HEAD],
    end: [u8; END],
    outline: Outline,
    length: u16,
    masked: bool,
}

/// Every text of a kind in short.
pub(crate) fn of(texts: &Texts) -> Vec<Brief> {
    texts.map_all(|text| Brief::new(text, Outline::of_code(text.as_bytes())))
}

/// The same of texts that may be misread for each other.
pub(crate) fn of_names(texts: &Texts) -> Vec<Brief> {
    texts.map_all(|text| Brief::new(text, Outline::new(text.as_bytes())))
}

impl Brief {
    fn new(text: &str, outline: Outline) -> Self {
        let bytes = text.as_bytes();
        let mut head = [0; HEAD];
        let shown = bytes.len().min(HEAD);
        head[..shown].copy_from_slice(&bytes[..shown]);
        let mut end = [0; END];
        let last = &bytes[bytes.len().saturating_sub(END)..];
        end[..last.len()].copy_from_slice(last);
        let length = u16::try_from(bytes.len()).unwrap_or(u16::MAX);
        Self { head, end, outline, length, masked: text.contains([UNKNOWN, UNKNOWN_RUN]) }
    }

    /// Are positions of it unknown?
    pub(crate) const fn is_masked(&self) -> bool {
        self.masked
    }

    /// The whole text, where it is short.
    pub(crate) fn whole(&self) -> Option<&[u8]> {
        self.head.get(..usize::from(self.length))
    }

    /// May one be the beginning of the other?
    pub(crate) fn may_begin(&self, other: &Self) -> bool {
        let shown = usize::from(self.length.min(other.length)).min(HEAD);
        self.head[..shown] == other.head[..shown]
    }

    /// May one be the end of the other?
    pub(crate) fn may_end(&self, other: &Self) -> bool {
        self.end == other.end
    }

    /// May they be one edit apart?
    pub(crate) const fn may_be_one_edit(&self, other: &Self) -> bool {
        self.length.abs_diff(other.length) <= 1 && self.outline.odd_letters(other.outline) <= 2
    }

    /// Too different to be a slip apart?
    pub(crate) const fn unlike(&self, other: &Self) -> bool {
        self.outline.unlike(other.outline)
    }
}

/// The digits of a phone number in one word: four bits each, the last one lowest, their count on top. 0 where positions are
/// unknown or there are too many.
pub(crate) fn packed_digits(number: &str) -> u64 {
    let count = number.len();
    if count == 0 || count > 14 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return 0;
    }
    number.bytes().fold(0, |packed, byte| packed << 4 | u64::from(byte - b'0')) | (count as u64) << 60
}

/// May two packed numbers be one edit apart, or end in the same seven digits?
pub(crate) const fn may_be_near(one: u64, other: u64) -> bool {
    const DIGITS: u64 = (1 << 60) - 1;
    if one == 0 || other == 0 || (one ^ other) & 0xFFF_FFFF == 0 {
        return true;
    }
    let (a, b) = (one >> 60, other >> 60);
    let (x, y) = (one & DIGITS, other & DIGITS);
    if a == b {
        // One digit replaced, or two exchanged.
        let odd = x ^ y;
        let marks = (odd | odd >> 1 | odd >> 2 | odd >> 3) & 0x0111_1111_1111_1111;
        return marks.count_ones() <= 2;
    }
    if a.abs_diff(b) != 1 {
        return false;
    }
    let (long, short, count) = if a > b { (x, y, b) } else { (y, x, a) };
    // The short one is the long one without a digit: a common beginning and a common end cover it.
    let end = ((long ^ short).trailing_zeros() / 4) as u64;
    let odd = (long >> 4) ^ short;
    let beginning = if odd == 0 { count } else { count.saturating_sub(16 - odd.leading_zeros() as u64 / 4) };
    beginning + end >= count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::similar::within_edits;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_one_edit_apart_may_be_near(number in "[0-9]{7,13}", at in 0usize..13, digit in "[0-9]", kind in 0u8..4) {
            let at = at % number.len();
            let other = match kind {
                0 => format!("{}{digit}{}", &number[..at], &number[at + 1..]),
                1 => format!("{}{digit}{}", &number[..at], &number[at..]),
                2 => format!("{}{}", &number[..at], &number[at + 1..]),
                _ if at + 1 < number.len() => {
                    format!("{}{}{}{}", &number[..at], &number[at + 1..at + 2], &number[at..=at], &number[at + 2..])
                }
                _ => number.clone(),
            };
            prop_assert!(within_edits(number.as_bytes(), other.as_bytes(), 1));
            prop_assert!(may_be_near(packed_digits(&number), packed_digits(&other)));
            prop_assert!(may_be_near(packed_digits(&other), packed_digits(&number)));
        }

        #[test]
        fn texts_one_edit_apart_may_be(text in "[a-z0-9]{1,12}", at in 0usize..12, letter in "[a-z0-9]") {
            let at = at % text.len();
            let brief = |text: &str| Brief::new(text, Outline::of_code(text.as_bytes()));
            for other in [
                format!("{}{letter}{}", &text[..at], &text[at + 1..]),
                format!("{}{letter}{}", &text[..at], &text[at..]),
            ] {
                prop_assert!(brief(&text).may_be_one_edit(&brief(&other)));
            }
            let (one, longer) = (brief(&text), brief(&format!("{text}{letter}")));
            prop_assert!(one.may_begin(&longer) && longer.may_begin(&one));
            let before = brief(&format!("{letter}abc{text}"));
            prop_assert!(text.len() < 4 || one.may_end(&before));
            prop_assert!(one.whole().is_none_or(|whole| whole == text.as_bytes()));
        }
    }

    #[test]
    fn most_numbers_are_not_near() {
        assert!(!may_be_near(packed_digits("5145550123"), packed_digits("4165559876")));
        assert!(!may_be_near(packed_digits("5145550123"), packed_digits("514555098")));
        assert!(may_be_near(packed_digits("5145550123"), packed_digits("8210****5678")));
    }
}
