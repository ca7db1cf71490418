//! Postal addresses: is a text one, and into which parts does a whole one fall?

pub mod korean;
pub mod latin;

use std::ops::Range;

use crate::lexicon::korean::is_hangul;
use crate::normal::trimmed;

/// How much of an address a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// None.
    No,
    /// A number and words, or a unit line: an address in a column of addresses.
    Weak,
    /// Street and number, box or rural route.
    Street,
    /// Street with town, region or postal code.
    Whole,
}

/// The parts of a whole address, as ranges of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts {
    /// Street, number, unit, box.
    pub street: Range<usize>,
    /// Town, 시군구.
    pub city: Option<Range<usize>>,
    /// Province, state, 시도.
    pub region: Option<Range<usize>>,
    /// Postal code.
    pub postcode: Option<Range<usize>>,
    /// Country.
    pub country: Option<Range<usize>>,
}

/// How much of an address the text is.
#[must_use]
pub fn shape(text: &str) -> Shape {
    let text = trimmed(text);
    if text.len() < 4 || text.len() > 300 || text.contains('@') || text.contains("://") {
        return Shape::No;
    }
    if !text.is_ascii() && text.chars().any(is_hangul) { korean::shape(text) } else { latin::shape(text) }
}

/// Parts a whole address; `None` when it is no whole address.
#[must_use]
pub fn part(text: &str) -> Option<Parts> {
    if text.len() < 8 || text.len() > 300 {
        return None;
    }
    // Letters of Latin writing begin with smaller bytes than Hangul: one look at all bytes tells most.
    if text.bytes().fold(0, u8::max) >= 0xE1 && text.chars().take(40).any(is_hangul) {
        korean::part(text)
    } else {
        latin::part(text)
    }
}

/// A postal code of Canada, the United States or Korea: its upper-case form without spaces.
#[must_use]
pub fn is_postcode(text: &str) -> bool {
    is_canadian_postcode(text) || is_digits_postcode(text)
}

/// `A9A 9A9` or `A9A9A9`, without the letters that Canada Post never uses.
#[must_use]
pub fn is_canadian_postcode(text: &str) -> bool {
    let bytes = text.as_bytes();
    let letters: [u8; 6] = match bytes {
        [a, b, c, d, e, f] => [*a, *b, *c, *d, *e, *f],
        [a, b, c, b' ' | b'-', d, e, f] => [*a, *b, *c, *d, *e, *f],
        _ => return false,
    };
    let letter = |b: u8| b.is_ascii_alphabetic() && !b"DFIOQUdfioqu".contains(&b);
    letter(letters[0])
        && !b"WZwz".contains(&letters[0])
        && letters[1].is_ascii_digit()
        && letter(letters[2])
        && letters[3].is_ascii_digit()
        && letter(letters[4])
        && letters[5].is_ascii_digit()
}

/// `12345`, `12345-6789`, `123-456` (Korea before 2015-08), `123-4567` (Japan).
#[must_use]
pub fn is_digits_postcode(text: &str) -> bool {
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('-') {
        None => digits(text, 5),
        Some((front, back)) => {
            (digits(front, 5) && digits(back, 4))
                || (digits(front, 3) && (digits(back, 3) || digits(back, 4)))
        }
    }
}

/// Words of a text with the ranges they stand in; commas and line breaks are part of what lies between.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            match between(bytes, at) {
                0 => break,
                length => at += length,
            }
        }
        let start = at;
        while at < bytes.len() && between(bytes, at) == 0 {
            at += 1;
        }
        (start < at).then(|| (start, &text[start..at]))
    })
}

/// Length of the character at a byte where it stands between words: blanks of all widths, comma, line break; else 0.
/// No other character has these first bytes within it.
fn between(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        Some(b' ' | b',' | b'\n' | b'\t') => 1,
        Some(0xC2) if bytes.get(at + 1) == Some(&0xA0) => 2,
        Some(0xE3) if bytes.get(at + 1..at + 3) == Some(&[0x80, 0x80]) => 3,
        _ => 0,
    }
}

/// Shortens a range so that it begins and ends with a letter, digit, mask, bracket or number sign.
pub(crate) fn tidy(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let loose = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-' | '/' | ':');
    let start = range.start + (inner.len() - inner.trim_start_matches(loose).len());
    let end = range.end - (inner.len() - inner.trim_end_matches(loose).len());
    start..end.max(start)
}
