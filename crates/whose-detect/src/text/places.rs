//! Towns, provinces and countries in running text.

use super::context::Says;
use super::latin_run::Word;
use crate::lexicon::places;

/// Certainty of a place that a list knows as nothing else.
pub(super) const KNOWN: u8 = 45;

/// A place that a run of words is or ends with, and how certain; bare places count, but are told of nobody.
pub(super) fn judge(text: &str, words: &[Word], before: Says, lives: bool) -> Option<(usize, usize, u8)> {
    let first = words.first()?;
    let last = words.last()?;
    let name = &text[first.start..last.end];
    if name.len() > 50 {
        return None;
    }
    let region = places::is_country(name) || places::region(name).is_some();
    // `Georgia`, `Virginia` alone are given names as well.
    let known = region && name.len() > 3 && (words.len() > 1 || !first.flags.common_given())
        || words.len() > 1 && !first.flags.common_given() && places::is_town(name);
    if known {
        return Some((first.start, last.end, KNOWN));
    }
    let placed = before.any(Says::BEFORE_PLACE);
    if placed && (lives || places::is_town(name)) || lives {
        return Some((first.start, last.end, 42));
    }
    None
}
