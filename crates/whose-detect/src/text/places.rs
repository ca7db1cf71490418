//! Towns, provinces and countries in running text.

use super::context::Says;
use super::latin_run::Word;
use crate::lexicon::places::{self, Place};

/// Certainty of a place that a list knows as nothing else.
pub(super) const KNOWN: u8 = 45;
/// Certainty of a place by the words before it.
const SAID: u8 = 42;

/// A place that a run of words is, and how certain; bare places count, but are told of nobody.
pub(super) fn judge(text: &str, words: &[Word], before: Says, lives: bool) -> Option<(usize, usize, u8)> {
    let (first, last) = (words.first()?, words.last()?);
    // `Georgia`, `Virginia`, `Scott` alone are given names as well.
    let person = first.flags.common_given();
    let place = match words {
        [word] if (person || word.flags.word()) && !word.flags.place() => None,
        [..] => places::latin(&text[first.start..last.end]),
    };
    let placed = before.any(Says::BEFORE_PLACE);
    let certainty = match (place, words.len()) {
        (Some(Place::Area), 2..) | (Some(Place::Town), 2..) if !person || words.len() > 2 => KNOWN,
        (Some(Place::Area), _) if !person => KNOWN,
        (Some(_), _) if placed && !person => SAID,
        _ if lives => SAID,
        _ if points(first) && places::latin(&text[words.get(1)?.start..last.end]).is_some() => KNOWN,
        _ => return None,
    };
    Some((first.start, last.end, certainty))
}

/// `West Germany`, `North Melbourne`.
fn points(word: &Word) -> bool {
    word.says.any(Says::DIRECTION)
}
