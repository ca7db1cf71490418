//! Words that stand before a value, or in the name of its column, and tell what it is.

/// A set of identifiers that some words speak of; bit `n` is `identifiers::ALL[n]`, or behind those a company's own number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContextSet([u64; 3]);

impl ContextSet {
    /// How many identifiers there may be.
    pub const MOST: usize = 192;
    /// The empty set.
    pub const NONE: Self = Self([0; 3]);

    /// Is the identifier at that position of the list spoken of?
    #[inline]
    #[must_use]
    pub const fn contains(self, position: usize) -> bool {
        self.0[position / 64] >> (position % 64) & 1 == 1
    }

    /// Adds the identifier at that position of the list.
    #[inline]
    pub const fn insert(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    /// Either.
    #[inline]
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        let ([a, b, c], [d, e, f]) = (self.0, other.0);
        Self([a | d, b | e, c | f])
    }

    /// Is one of them in both?
    #[inline]
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        let ([a, b, c], [d, e, f]) = (self.0, other.0);
        a & d | b & e | c & f != 0
    }

    /// None at all?
    #[inline]
    #[must_use]
    pub const fn is_empty(self) -> bool {
        let [a, b, c] = self.0;
        a | b | c == 0
    }
}

/// Words of all identifiers, found in one pass: each place where a word may begin is looked up by its first
/// letters, or its first syllable.
#[derive(Debug)]
pub(crate) struct Words {
    /// Lower case, in the order of their keys.
    list: Vec<Word>,
    /// Where the words of each key start in the list; one more at the end.
    starts: Vec<u16>,
}

#[derive(Debug)]
struct Word {
    text: Box<[u8]>,
    last: u8,
    meaning: ContextSet,
}

/// Whether a word may begin with a byte: 0 no, 1 a letter, else the bytes of the character.
static START: [u8; 256] = starts();

const fn starts() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'A'..=b'Z' | b'a'..=b'z' => 1,
            0xC3..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF7 => 4,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// How many keys there are.
const KEYS: usize = 1 << 12;

/// Key of the first three letters of a word, or of its first syllable; words of two letters end there.
fn key(text: &[u8], at: usize) -> usize {
    let next = |after: usize| text.get(at + after).copied().unwrap_or(0);
    let (first, second, third) = (next(0), next(1), next(2));
    if first >= 0xE0 {
        // The last two bytes of a syllable hold what tells most syllables apart.
        return (second as usize & 0x3F) << 6 | third as usize & 0x3F;
    }
    let third = if third.is_ascii_alphabetic() || third >= 0x80 { third | 0x20 } else { 0 };
    ((first | 0x20) as usize * 961 + (second | 0x20) as usize * 31 + third as usize) & (KEYS - 1)
}

impl Words {
    /// Words with the position of the identifier that each speaks of.
    pub(crate) fn new<'w>(words: impl IntoIterator<Item = (&'w str, usize)>) -> Self {
        let mut sorted: Vec<(usize, Box<[u8]>, usize)> = words
            .into_iter()
            .flat_map(|(word, position)| spellings(word).into_iter().map(move |word| (word, position)))
            .map(|(word, position)| (word.into_bytes().into_boxed_slice(), position))
            .filter(|(word, _)| !word.is_empty())
            .map(|(word, position)| (key(&word, 0), word, position))
            .collect();
        sorted.sort_unstable();
        let mut list: Vec<Word> = Vec::new();
        let mut keys: Vec<usize> = Vec::new();
        for (key, word, position) in sorted {
            if list.last().is_none_or(|last| last.text != word) {
                list.push(Word { last: word[word.len() - 1], text: word, meaning: ContextSet::default() });
                keys.push(key);
            }
            list.last_mut().expect("pushed if empty").meaning.insert(position);
        }
        let starts = (0..=KEYS).map(|key| keys.partition_point(|known| *known < key) as u16).collect();
        Self { list, starts }
    }

    /// Calls back with each word's end and meaning, in the order of their starts.
    pub(crate) fn each(&self, text: &[u8], from: usize, to: usize, mut found: impl FnMut(usize, ContextSet)) {
        let window = &text[..to];
        let mut at = from;
        while let Some(&byte) = window.get(at) {
            match START[byte as usize] {
                0 => at += 1,
                1 => {
                    if at == 0 || START[window[at - 1] as usize] != 1 {
                        self.at_word(window, at, text, &mut found);
                    }
                    at += 1;
                    while window.get(at).is_some_and(|byte| START[*byte as usize] == 1) {
                        at += 1;
                    }
                }
                len => {
                    self.at_word(window, at, text, &mut found);
                    at += len as usize;
                }
            }
        }
    }

    /// The words that begin at a byte and end in the window.
    fn at_word(&self, window: &[u8], at: usize, text: &[u8], found: &mut impl FnMut(usize, ContextSet)) {
        let key = key(text, at);
        for word in &self.list[self.starts[key] as usize..self.starts[key + 1] as usize] {
            let end = at + word.text.len();
            // The first letters are the same already; the last one tells most others.
            let same = window.get(end - 1).is_some_and(|last| last.eq_ignore_ascii_case(&word.last))
                && window[at..end].eq_ignore_ascii_case(&word.text);
            if same && stands_apart(text, at, end) {
                found(end, word.meaning);
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

/// A word in small letters; where some are no ASCII letters, also in capitals, and with a capital in front: texts are compared
/// byte by byte, and only ASCII letters without regard to their case.
fn spellings(word: &str) -> Vec<String> {
    let small = word.to_lowercase();
    let mut spellings = vec![small];
    if !word.is_ascii() {
        let small = &spellings[0];
        let mut letters = small.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let others = [small.to_uppercase(), first + letters.as_str()];
        spellings
            .extend(others.into_iter().filter(|other| !other.eq_ignore_ascii_case(&word.to_lowercase())));
    }
    spellings
}

/// Does a letter of Greek, Cyrillic, Hebrew or Arabic end before a byte, or begin at it? They are written with spaces.
fn is_spaced_letter(text: &[u8], lead: usize) -> bool {
    text.get(lead).is_some_and(|byte| (0xCD..=0xDB).contains(byte))
}

/// Latin words must not be parts of others (`sin` in `business`); a plural is the word. Hangul words may carry
/// particles and stand in compounds, only a single syllable (`우` 03171) must stand alone. Words of Greek, Cyrillic, Hebrew and
/// Arabic begin where they are found, and short ones end there (`инн` in `инновация`): longer ones may carry an ending.
fn stands_apart(text: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map_or(b' ', |at| text[at]);
    let after = |at: usize| text.get(end + at).copied().unwrap_or(b' ');
    let first_is_latin = text[start] < 0x80;
    let last_is_latin = text[end - 1] < 0x80;
    let apart_before = match first_is_latin {
        // An accented letter before it makes it a part of a word as well (`téléphone`).
        true => {
            let accented = before >= 0x80 && start >= 2 && text[start - 2] == 0xC3;
            !accented && !before.is_ascii_alphabetic()
        }
        false => end - start > 4 || before < 0x80,
    };
    if is_spaced_letter(text, start) {
        let apart_before = start < 2 || !is_spaced_letter(text, start - 2);
        return apart_before && (end - start > 8 || !is_spaced_letter(text, end));
    }
    let apart_after = !last_is_latin
        || !after(0).is_ascii_alphabetic()
        || matches!(after(0), b's' | b'S') && !after(1).is_ascii_alphabetic();
    apart_before && apart_after
}

/// How far back words speak of a value, in bytes.
const REACH: usize = 80;
/// Words remembered.
const RECENT: usize = 8;

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

    /// What the words between `floor` and `position`, and not too far back, speak of: all of them, and
    /// the last with its end.
    pub(crate) fn before(
        &mut self,
        text: &[u8],
        floor: usize,
        position: usize,
    ) -> (ContextSet, (usize, ContextSet)) {
        let from = position.saturating_sub(REACH).max(floor);
        if position > self.read_to {
            // What was read before ended at a number, and words do not reach over numbers.
            let start = self.read_to.max(from);
            let (recent, count) = (&mut self.recent, &mut self.count);
            self.words.each(text, start, position, |end, meaning| {
                recent[*count % RECENT] = (end, meaning);
                *count += 1;
            });
            self.read_to = position;
        }
        let mut all = ContextSet::default();
        let mut last = (0, ContextSet::default());
        if self.count == 0 {
            return (all, last);
        }
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
        (all, last)
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
    fn words_of_other_scripts_are_whole_in_any_case() {
        let words = Words::new([("инн", 0), ("снилс", 1), ("číslo", 2), ("αμκα", 3)]);
        assert!(words.all("ИНН 1").contains(0) && words.all("Инн: 1").contains(0));
        assert!(words.all("длинный").is_empty() && words.all("инновация").is_empty());
        assert!(words.all("СНИЛСа 1").contains(1));
        assert!(words.all("ČÍSLO 1").contains(2) && words.all("ΑΜΚΑ").contains(3));
    }

    #[test]
    fn a_set_holds_every_position() {
        for position in 0..ContextSet::MOST {
            let mut set = ContextSet::default();
            set.insert(position);
            assert!((0..ContextSet::MOST).all(|other| set.contains(other) == (other == position)));
            assert!(set.meets(set) && !set.meets(ContextSet::default()) && !set.is_empty());
        }
    }

    #[test]
    fn the_last_word_is_told_from_the_others() {
        let words = words();
        let text = "sin 046 454 286, card 4111".as_bytes();
        let mut nearby = Nearby::new(&words);
        assert!(nearby.before(text, 0, 4).0.contains(0));
        let (all, (end, last)) = nearby.before(text, 0, 22);
        assert!(all.contains(0) && all.contains(2) && end == 21);
        assert!(last.contains(2) && !last.contains(0));
        assert!(!nearby.before(text, 15, 22).0.contains(0));
    }
}
