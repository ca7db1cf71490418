//! Words in Latin letters: is it a given name, a family name, an ordinary word, a town, part of a company name?

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::FxHasher;
use unicode_normalization::char::decompose_canonical;

use super::{organisations, places};

/// What a word is known as; several at once are usual (`Long` is a family name and a word).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u8);

impl Flags {
    const COMMON_GIVEN: u8 = 1;
    const GIVEN: u8 = 2;
    const COMMON_FAMILY: u8 = 4;
    const FAMILY: u8 = 8;
    const COMMON_WORD: u8 = 16;
    const WORD: u8 = 32;
    const ORGANISATION: u8 = 64;
    const PLACE: u8 = 128;

    const fn any(self, bits: u8) -> bool {
        self.0 & bits != 0
    }

    /// A given name, common or rare.
    #[must_use]
    pub const fn given(self) -> bool {
        self.any(Self::COMMON_GIVEN | Self::GIVEN)
    }

    /// One of the commonest given names.
    #[must_use]
    pub const fn common_given(self) -> bool {
        self.any(Self::COMMON_GIVEN)
    }

    /// A family name, common or rare.
    #[must_use]
    pub const fn family(self) -> bool {
        self.any(Self::COMMON_FAMILY | Self::FAMILY)
    }

    /// One of the commonest family names.
    #[must_use]
    pub const fn common_family(self) -> bool {
        self.any(Self::COMMON_FAMILY)
    }

    /// A given or family name.
    #[must_use]
    pub const fn name(self) -> bool {
        self.given() || self.family()
    }

    /// An ordinary English or French word.
    #[must_use]
    pub const fn word(self) -> bool {
        self.any(Self::COMMON_WORD | Self::WORD)
    }

    /// Part of the name of a company or authority.
    #[must_use]
    pub const fn organisation(self) -> bool {
        self.any(Self::ORGANISATION)
    }

    /// A town whose name is one word.
    #[must_use]
    pub const fn place(self) -> bool {
        self.any(Self::PLACE)
    }
}

/// Open addressing: 24 bits of a word's hash that its place does not tell, and its flags below. An unknown word
/// is taken for a known one with a chance of one in some millions, so the words themselves need not be kept.
struct Table {
    slots: Vec<u32>,
}

const SLOTS: usize = 1 << 19;

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

impl Table {
    fn build() -> Self {
        let mut table = Self { slots: vec![0; SLOTS] };
        for line in include_str!("../../lexicons/latin-words.txt").lines() {
            if let Some((word, letters)) = line.split_once(' ') {
                table.add(word, letters.bytes().map(letter).fold(0, |all, one| all | one));
            }
        }
        for place in places::towns() {
            if !place.contains(' ') {
                table.add(place, Flags::PLACE);
            }
        }
        for word in organisations::latin_words() {
            table.add(word, Flags::ORGANISATION);
        }
        table
    }

    fn add(&mut self, word: &str, flags: u8) {
        let hash = hash(word.as_bytes());
        let at = self.slot(hash);
        self.slots[at] |= tag(hash) | u32::from(flags);
    }

    /// Where the hash stands, or the free slot where it would.
    fn slot(&self, hash: u64) -> usize {
        let mut at = (hash >> 40) as usize & (SLOTS - 1);
        while self.slots[at] != 0 && self.slots[at] & !0xff != tag(hash) {
            at = (at + 1) & (SLOTS - 1);
        }
        at
    }
}

fn letter(letter: u8) -> u8 {
    match letter {
        b'G' => Flags::COMMON_GIVEN,
        b'g' => Flags::GIVEN,
        b'F' => Flags::COMMON_FAMILY,
        b'f' => Flags::FAMILY,
        b'W' => Flags::COMMON_WORD,
        b'w' => Flags::WORD,
        _ => 0,
    }
}

fn hash(folded: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(folded);
    hasher.finish()
}

/// What a slot keeps of a hash; never 0, which means free.
const fn tag(hash: u64) -> u32 {
    (hash as u32 | 1 << 31) & !0xff
}

/// What is known of a word, whatever its case and accents. Words of more than 31 letters are unknown.
#[must_use]
pub fn flags(word: &str) -> Flags {
    let mut folded = [0u8; 32];
    let plain = word.len() < folded.len() && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let length = if plain {
        for (place, byte) in folded.iter_mut().zip(word.bytes()) {
            *place = byte | 0x20;
        }
        word.len()
    } else {
        fold_into(word, &mut folded)
    };
    if length == 0 || length >= folded.len() {
        return Flags::default();
    }
    Flags((TABLE.slots[TABLE.slot(hash(&folded[..length]))] & 0xff) as u8)
}

/// Writes lower-case letters without accents; other signs are dropped. Returns how many, or the buffer's
/// length when there is no room.
fn fold_into(word: &str, folded: &mut [u8]) -> usize {
    let mut length = 0;
    for c in word.chars() {
        let plain = match c {
            'a'..='z' => c as u8,
            'A'..='Z' => c as u8 | 0x20,
            _ if c.is_ascii() => continue,
            'ß' => b's',
            'ø' | 'Ø' | 'œ' | 'Œ' => b'o',
            'æ' | 'Æ' => b'a',
            'ł' | 'Ł' => b'l',
            'đ' | 'Đ' => b'd',
            _ => match base_letter(c) {
                Some(base) => base,
                None => continue,
            },
        };
        if length == folded.len() {
            return length;
        }
        folded[length] = plain;
        length += 1;
        let second = match c {
            'ß' => b's',
            'œ' | 'Œ' | 'æ' | 'Æ' => b'e',
            _ => continue,
        };
        if length == folded.len() {
            return length;
        }
        folded[length] = second;
        length += 1;
    }
    length
}

fn base_letter(c: char) -> Option<u8> {
    let mut base = None;
    decompose_canonical(c, |part| {
        if base.is_none() && part.is_ascii_alphabetic() {
            base = Some(part.to_ascii_lowercase() as u8);
        }
    });
    base
}

/// The words of a text in lower case without accents, with one space between, in a buffer of the caller's;
/// `None` where there is no room or no word.
pub fn fold_words<'b>(text: &str, buffer: &'b mut [u8; 64]) -> Option<&'b str> {
    let mut length = 0;
    for word in text.split(|c: char| !c.is_alphabetic() && !('\u{300}'..'\u{370}').contains(&c)) {
        if word.is_empty() {
            continue;
        }
        if length > 0 {
            *buffer.get_mut(length)? = b' ';
            length += 1;
        }
        let room = buffer.len() - length;
        let written = fold_into(word, &mut buffer[length..]);
        if written == room {
            return None;
        }
        length += written;
    }
    std::str::from_utf8(&buffer[..length]).ok().map(str::trim_end).filter(|folded| !folded.is_empty())
}

/// The text in lower case without accents; letters that have no plain Latin form stay.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            _ if ('\u{300}'..'\u{370}').contains(&c) => {}
            _ => match base_letter(c) {
                Some(base) => folded.push(base as char),
                None => folded.extend(c.to_lowercase()),
            },
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words_are_told_apart() {
        assert!(flags("Amélie").given() && flags("AMELIE").common_given());
        assert!(flags("Tremblay").family());
        assert!(flags("which").word() && !flags("which").name());
        assert!(flags("Ltée").organisation());
        assert!(flags("Montréal").place());
        assert_eq!(flags("qzxv"), Flags::default());
        assert_eq!(flags(""), Flags::default());
        assert_eq!(flags(&"a".repeat(500)), Flags::default());
    }

    #[test]
    fn accents_fold() {
        assert_eq!(fold("Œuvre Hélène ÎLE 홍"), "oeuvre helene ile 홍");
    }
}
