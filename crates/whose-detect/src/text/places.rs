//! Towns, provinces and countries in running text.

use super::context::Says;
use super::latin_run::Word;
use crate::lexicon::places;

/// A place that a run of words is or ends with, and how certain; bare places count, but are told of nobody.
pub(super) fn judge(text: &str, words: &[Word], before: Says, lives: bool) -> Option<(usize, usize, u8)> {
    let first = words.first()?;
    let last = words.last()?;
    let name = &text[first.start..last.end];
    if name.len() > 50 {
        return None;
    }
    let known = places::is_country(name) && name.len() > 2 || places::region(name).is_some() && name.len() > 3;
    if known {
        return Some((first.start, last.end, 45));
    }
    let placed = before.any(Says::BEFORE_PLACE);
    if placed && (lives || places::is_town(name)) || lives {
        return Some((first.start, last.end, 42));
    }
    None
}
