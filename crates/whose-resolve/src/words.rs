//! Words of names: their letters, sound, first letter, and who is called what.

use rustc_hash::FxHashMap;

use crate::forms::fold::letters;
use crate::forms::misread;
use crate::forms::nickname;
use crate::forms::romanise;
use crate::forms::similar::near;
use crate::intern::{NONE, Texts};

/// The words of all names, by number.
#[derive(Debug, Default)]
pub(crate) struct Words {
    letters: Vec<u8>,
    ends: Vec<u32>,
    /// Sound of each word, as a number.
    sounds: Vec<u32>,
    /// Which letters are in each word, and how many.
    outlines: Vec<Outline>,
    /// Of each word, the one that stands for its spellings, with umlauts left out or written out, or in the Latin letters of a case that
    /// has others too; itself where it has one. Empty where there are none.
    plain: Vec<u32>,
    /// Full forms of a short given name, or of itself where it is one: sorted numbers of the list's full forms.
    formal: FxHashMap<u32, Vec<u16>>,
}

impl Words {
    /// Prepares every word; `romanised` where some were not written in Latin letters.
    pub(crate) fn new(texts: Texts, romanised: bool) -> Self {
        let plain = if romanised { spellings(&texts) } else { plain(&texts) };
        let mut words = Self { plain, ..Self::default() };
        let mut fulls: Vec<&str> = nickname::pairs().map(|(full, _)| full).collect();
        fulls.dedup();
        let mut formal_of: FxHashMap<&str, Vec<u16>> = FxHashMap::default();
        for (number, full) in fulls.iter().enumerate() {
            formal_of.entry(full).or_default().push(number as u16);
        }
        for (full, short) in nickname::pairs() {
            let number = fulls.iter().position(|known| *known == full).unwrap_or_default() as u16;
            formal_of.entry(short).or_default().push(number);
        }
        for (number, text) in texts.iter().enumerate() {
            letters(text, &mut words.letters);
            let start = words.ends.last().map_or(0, |end| *end as usize);
            words.sounds.push(sound(&words.letters[start..]));
            words.outlines.push(Outline::new(&words.letters[start..]));
            words.ends.push(words.letters.len() as u32);
            if let Some(formal) = formal_of.get(text) {
                words.formal.insert(number as u32, formal.clone());
            }
        }
        words
    }

    /// The letters of a word; none for [`NONE`].
    pub(crate) fn letters(&self, word: u32) -> &[u8] {
        let at = word as usize;
        let Some(end) = self.ends.get(at) else { return &[] };
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.letters[start as usize..*end as usize]
    }

    /// How many words.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word that stands for all spellings of this one.
    pub(crate) fn plain(&self, word: u32) -> u32 {
        self.plain.get(word as usize).copied().unwrap_or(word)
    }

    /// First letter; 0 for none.
    pub(crate) fn initial(&self, word: u32) -> u8 {
        self.letters(word).first().copied().unwrap_or(0)
    }

    /// A number that words of like sound share; 0 for none.
    pub(crate) fn sound(&self, word: u32) -> u32 {
        self.sounds.get(word as usize).copied().unwrap_or(0)
    }

    /// Is it one letter that may stand for a name?
    pub(crate) fn is_initial(&self, word: u32) -> bool {
        matches!(self.letters(word), [letter] if letter.is_ascii_alphabetic())
    }

    /// Is it a familiar form, or does it have one?
    pub(crate) fn has_variants(&self, word: u32) -> bool {
        self.formal.contains_key(&word)
    }

    /// May one be the initial or the familiar form of the other?
    pub(crate) fn variant(&self, one: u32, other: u32) -> bool {
        if one == NONE || other == NONE {
            return false;
        }
        if self.is_initial(one) || self.is_initial(other) {
            return self.initial(one) == self.initial(other);
        }
        match (self.formal.get(&one), self.formal.get(&other)) {
            (Some(one), Some(other)) => one.iter().any(|full| other.contains(full)),
            _ => false,
        }
    }

    /// Which letters are in a word; those of an empty one for [`NONE`].
    pub(crate) fn outline(&self, word: u32) -> Outline {
        self.outlines.get(word as usize).copied().unwrap_or_default()
    }

    /// Is one a slip of the other?
    pub(crate) fn near(&self, one: u32, other: u32) -> bool {
        let (a, b) = (self.outline(one), self.outline(other));
        a.looks_like(b) || !a.unlike(b) && near(self.letters(one), self.letters(other))
    }
}

/// Fewer letters are no sign that two words are one name.
const LEAST_PLAIN: usize = 4;

/// The plain spelling of each word, where any word has another one.
fn plain(texts: &Texts) -> Vec<u32> {
    let mut written_out: FxHashMap<String, Vec<u32>> = FxHashMap::default();
    for (number, text) in texts.iter().enumerate() {
        let plain =
            ["ae", "oe", "ue"].iter().fold(text.to_string(), |text, two| text.replace(two, &two[..1]));
        if plain.len() < text.len() && plain.len() >= LEAST_PLAIN {
            written_out.entry(plain).or_default().push(number as u32);
        }
    }
    let mut found: Vec<u32> = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let Some(spellings) = written_out.get(text) else { continue };
        if found.is_empty() {
            found.extend(0..texts.len() as u32);
        }
        spellings.iter().for_each(|spelling| found[*spelling as usize] = number as u32);
    }
    found
}

/// The first word of those that share their usual spelling, for each word.
fn spellings(texts: &Texts) -> Vec<u32> {
    let mut first: FxHashMap<String, u32> = FxHashMap::default();
    let words = texts.iter().zip(0u32..);
    words.map(|(text, number)| *first.entry(romanise::shared(text)).or_insert(number)).collect()
}

/// Which letters are in a word, and how many: enough to tell most words that are no slip apart.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Outline {
    letters: u32,
    length: u16,
    /// Shared by words that look alike.
    looks: u32,
}

impl Outline {
    /// Of some letters.
    pub(crate) fn new(letters: &[u8]) -> Self {
        Self { looks: misread::digest(letters), ..Self::of_code(letters) }
    }

    /// Of a code, which nobody reads as a word.
    pub(crate) fn of_code(letters: &[u8]) -> Self {
        let set = letters.iter().fold(0, |set, letter| set | 1 << (letter & 31));
        let length = u16::try_from(letters.len()).unwrap_or(u16::MAX);
        Self { letters: set, length, looks: 0 }
    }

    /// Too many letters that only one of them has to be a slip apart ([`near`]): one edit changes two letters at most; words of
    /// up to six letters are near within one, longer ones within two.
    pub(crate) const fn unlike(self, other: Self) -> bool {
        let short = if self.length < other.length { self.length } else { other.length };
        let most = if short <= 6 { 2 } else { 4 };
        self.odd_letters(other) > most && !self.looks_like(other)
    }

    /// Is one easily misread for the other?
    pub(crate) const fn looks_like(self, other: Self) -> bool {
        self.looks == other.looks && self.looks != 0
    }

    /// How many letters only one of them has.
    pub(crate) const fn odd_letters(self, other: Self) -> u32 {
        (self.letters ^ other.letters).count_ones()
    }
}

/// Consonants in classes of like sound, vowels gone but for the first letter, at most four. Syllables of Hangul, whose
/// letters are jamo, keep theirs.
fn sound(letters: &[u8]) -> u32 {
    let mut sound: u32 = 0;
    let (mut last, mut count) = (0u8, 0);
    for (at, letter) in letters.iter().enumerate() {
        let class = match letter {
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b'h' | b'w' if at > 0 => 0,
            b'a' | b'e' | b'i' | b'o' | b'u' | b'y' => b'a',
            b'c' | b'k' | b'q' | b'g' | b'j' | b'x' => b'k',
            b's' | b'z' => b's',
            b'f' | b'v' | b'w' => b'f',
            b'p' if letters.get(at + 1) == Some(&b'h') => b'f',
            b'b' | b'p' => b'p',
            b'd' | b't' => b't',
            b'm' | b'n' => b'm',
            other => *other,
        };
        if class != 0 && class != last && count < 4 {
            sound = sound << 8 | u32::from(class);
            count += 1;
        }
        last = class;
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_or_two_slips_are_never_unlike(
            word in "[a-z]{4,12}", at in 0usize..12, letter in "[a-z]", twice in 0usize..12,
        ) {
            let slip = |word: &str, at: usize| {
                let at = at % word.len();
                format!("{}{letter}{}", &word[..at], &word[at + 1..])
            };
            let mut other = slip(&word, at);
            if word.len() > 6 {
                other = slip(&other, twice);
            }
            prop_assert!(near(word.as_bytes(), other.as_bytes()));
            prop_assert!(!Outline::new(word.as_bytes()).unlike(Outline::new(other.as_bytes())));
        }
    }

    #[test]
    fn familiar_forms_and_initials() {
        let texts = ["robert", "bob", "rob", "r", "anne", "smith", "smyth"];
        let [robert, bob, rob, r, anne, smith, smyth] = [0, 1, 2, 3, 4, 5, 6];
        let words = Words::new(Texts::of(&texts), false);
        assert!(words.variant(robert, bob) && words.variant(bob, rob) && words.variant(r, rob));
        assert!(!words.variant(robert, anne) && !words.variant(r, bob) && !words.variant(NONE, NONE));
        assert_eq!(words.sound(smith), words.sound(smyth));
        assert_eq!((words.plain(smith), words.plain(NONE)), (smith, NONE));
        assert!(words.near(smith, smyth));
    }

    #[test]
    fn umlauts_are_left_out_or_written_out() {
        let words = Words::new(Texts::of(&["mueller", "roy", "muller", "sue", "su"]), false);
        assert_eq!([0, 1, 2, 3, 4].map(|word| words.plain(word)), [2, 1, 2, 3, 4]);
    }
}
