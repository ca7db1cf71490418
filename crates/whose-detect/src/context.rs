//! Words that stand before a value, or in the name of its column, and tell what it is.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A set of identifiers that some words speak of; bit `n` is `identifiers::ALL[n]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContextSet(pub u128);

impl ContextSet {
    /// Is the identifier at that position of the list spoken of?
    #[must_use]
    pub const fn contains(self, position: usize) -> bool {
        self.0 >> position & 1 == 1
    }

    /// Adds the identifier at that position of the list.
    pub const fn insert(&mut self, position: usize) {
        self.0 |= 1 << position;
    }

    /// Either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// None at all?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Words of all identifiers, found in one pass.
#[derive(Debug)]
pub(crate) struct Words {
    automaton: AhoCorasick,
    meaning: Vec<ContextSet>,
}

impl Words {
    /// Words with the position of the identifier that each speaks of.
    pub(crate) fn new<'w>(words: impl IntoIterator<Item = (&'w str, usize)>) -> Self {
        let mut sorted: Vec<(String, usize)> =
            words.into_iter().map(|(word, position)| (word.to_lowercase(), position)).collect();
        sorted.sort_unstable();
        let mut patterns: Vec<String> = Vec::new();
        let mut meaning: Vec<ContextSet> = Vec::new();
        for (word, position) in sorted {
            if patterns.last() != Some(&word) {
                patterns.push(word);
                meaning.push(ContextSet::default());
            }
            meaning.last_mut().expect("one per pattern").insert(position);
        }
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(&patterns)
            .expect("a few hundred short words");
        Self { automaton, meaning }
    }

    /// Calls back with each word's end and meaning, in the order of their ends.
    pub(crate) fn each(&self, text: &[u8], from: usize, to: usize, mut found: impl FnMut(usize, ContextSet)) {
        for word in self.automaton.find_overlapping_iter(&text[from..to]) {
            let (start, end) = (from + word.start(), from + word.end());
            if stands_apart(text, start, end) {
                found(end, self.meaning[word.pattern().as_usize()]);
            }
        }
    }

    /// The meaning of all words in a short text, such as a column name.
    pub(crate) fn all(&self, text: &str) -> ContextSet {
        let mut set = ContextSet::default();
        self.each(text.as_bytes(), 0, text.len(), |_, meaning| set = set.union(meaning));
        set
    }
}

/// Latin words must not be parts of others (`sin` in `business`); a plural is the word. Hangul words may carry
/// particles and stand in compounds, only a single syllable (`우` 03171) must stand alone.
fn stands_apart(text: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map_or(b' ', |at| text[at]);
    let after = |at: usize| text.get(end + at).copied().unwrap_or(b' ');
    let first_is_latin = text[start] < 0x80;
    let last_is_latin = text[end - 1] < 0x80;
    let apart_before = match first_is_latin {
        true => !before.is_ascii_alphabetic(),
        false => end - start > 4 || before < 0x80,
    };
    let apart_after = !last_is_latin
        || !after(0).is_ascii_alphabetic()
        || matches!(after(0), b's' | b'S') && !after(1).is_ascii_alphabetic();
    apart_before && apart_after
}

/// How far back words speak of a value, in bytes.
const REACH: usize = 80;
/// Words remembered.
const RECENT: usize = 12;

/// The words before the value at hand; reads each byte of a text at most once.
#[derive(Debug)]
pub(crate) struct Nearby<'w> {
    words: &'w Words,
    read_to: usize,
    recent: [(usize, ContextSet); RECENT],
    count: usize,
}

impl<'w> Nearby<'w> {
    pub(crate) fn new(words: &'w Words) -> Self {
        Self { words, read_to: 0, recent: [(0, ContextSet::default()); RECENT], count: 0 }
    }

    /// What the words between `floor` and `position`, and not too far back, speak of: all of them, and the last.
    pub(crate) fn before(&mut self, text: &[u8], floor: usize, position: usize) -> (ContextSet, ContextSet) {
        let from = position.saturating_sub(REACH).max(floor);
        if position > self.read_to {
            // A word may have begun in what was read before; the longest are of some forty bytes.
            let start = self.read_to.saturating_sub(40).max(from);
            let (recent, count, read_to) = (&mut self.recent, &mut self.count, self.read_to);
            self.words.each(text, start, position, |end, meaning| {
                if end > read_to {
                    recent[*count % RECENT] = (end, meaning);
                    *count += 1;
                }
            });
            self.read_to = position;
        }
        let mut all = ContextSet::default();
        let mut last = (0, ContextSet::default());
        for &(end, meaning) in &self.recent[..self.count.min(RECENT)] {
            if end > from && end <= position {
                all = all.union(meaning);
                last = match end.cmp(&last.0) {
                    std::cmp::Ordering::Greater => (end, meaning),
                    std::cmp::Ordering::Equal => (end, last.1.union(meaning)),
                    std::cmp::Ordering::Less => last,
                };
            }
        }
        (all, last.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::new([("sin", 0), ("주민번호", 1), ("card", 2), ("카드", 2), ("우", 3), ("né le", 4)])
    }

    #[test]
    fn words_are_whole() {
        let words = words();
        assert!(words.all("my business").is_empty());
        assert!(words.all("SIN:").contains(0));
        assert!(words.all("cards").contains(2));
        assert!(words.all("고객주민번호는").contains(1));
        assert!(words.all("경우 ").is_empty());
        assert!(words.all("(우 ").contains(3));
        assert!(words.all("né le 3").contains(4));
    }

    #[test]
    fn the_last_word_is_told_from_the_others() {
        let words = words();
        let text = "sin 046 454 286, card 4111".as_bytes();
        let mut nearby = Nearby::new(&words);
        assert!(nearby.before(text, 0, 4).0.contains(0));
        let (all, last) = nearby.before(text, 0, 22);
        assert!(all.contains(0) && all.contains(2));
        assert!(last.contains(2) && !last.contains(0));
        assert!(!nearby.before(text, 15, 22).0.contains(0));
    }
}
