//! Words in Latin letters: is it a given name, a family name, an ordinary word, a town, part of a company name?

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::FxHasher;
use unicode_normalization::char::decompose_canonical;

use super::{organisations, places};
use crate::person;

/// What a word is known as; several at once are usual (`Long` is a family name and a word).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u16);

impl Flags {
    const COMMON_GIVEN: u16 = 1;
    const GIVEN: u16 = 1 << 1;
    const COMMON_FAMILY: u16 = 1 << 2;
    const FAMILY: u16 = 1 << 3;
    const COMMON_WORD: u16 = 1 << 4;
    const WORD: u16 = 1 << 5;
    const ORGANISATION: u16 = 1 << 6;
    const PLACE: u16 = 1 << 7;
    const LEGAL_FORM: u16 = 1 << 8;
    const DEPARTMENT: u16 = 1 << 9;
    const BINDING: u16 = 1 << 10;
    const TITLE: u16 = 1 << 11;
    const PARTICLE: u16 = 1 << 12;
    const BEGINS_TOWN: u16 = 1 << 13;
    const BEGINS_REGION: u16 = 1 << 14;
    const BEGINS_COUNTRY: u16 = 1 << 15;

    const fn any(self, bits: u16) -> bool {
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

    /// A legal form of companies.
    #[must_use]
    pub const fn legal_form(self) -> bool {
        self.any(Self::LEGAL_FORM)
    }

    /// Names a part of a company.
    #[must_use]
    pub const fn department(self) -> bool {
        self.any(Self::DEPARTMENT)
    }

    /// Any sign of an organisation: part of its name, a legal form, a department.
    #[must_use]
    pub const fn tells_organisation(self) -> bool {
        self.any(Self::ORGANISATION | Self::LEGAL_FORM | Self::DEPARTMENT)
    }

    /// Binds the words of such a name.
    #[must_use]
    pub const fn binding(self) -> bool {
        self.any(Self::BINDING)
    }

    /// A title before or after a name.
    #[must_use]
    pub const fn title(self) -> bool {
        self.any(Self::TITLE)
    }

    /// A particle inside family names.
    #[must_use]
    pub const fn particle(self) -> bool {
        self.any(Self::PARTICLE)
    }

    /// The first word of a town's name.
    #[must_use]
    pub const fn begins_town(self) -> bool {
        self.any(Self::BEGINS_TOWN)
    }

    /// The first word of a region's name.
    #[must_use]
    pub const fn begins_region(self) -> bool {
        self.any(Self::BEGINS_REGION)
    }

    /// The first word of a country's name.
    #[must_use]
    pub const fn begins_country(self) -> bool {
        self.any(Self::BEGINS_COUNTRY)
    }
}

/// Open addressing: the upper 48 bits of a word's hash, and its flags below. An unknown word is taken for a known one
/// with a chance of one in 2^30, so the words themselves need not be kept.
struct Table {
    slots: Vec<u64>,
}

const SLOTS: usize = 1 << 19;

/// The bits of a slot that hold flags.
const FLAGS: u64 = 0xffff;

static TABLE: LazyLock<Table> = LazyLock::new(Table::build);

impl Table {
    fn build() -> Self {
        let mut words = Words(Vec::with_capacity(SLOTS / 2));
        // A few hundred thousand lines at every start: read as bytes, each once.
        let list = include_bytes!("../../lexicons/latin-words.txt");
        let mut from = 0;
        for end in memchr::memchr_iter(b'\n', list) {
            let line = &list[from..end];
            from = end + 1;
            // The letters behind the word are few.
            if let Some(space) = line.iter().rposition(|byte| *byte == b' ') {
                let letters = &line[space + 1..];
                words.add(&line[..space], letters.iter().copied().map(letter).fold(0, |all, one| all | one));
            }
        }
        for place in places::towns() {
            if !place.contains(' ') {
                words.add(place.as_bytes(), Flags::PLACE);
            }
        }
        for word in organisations::latin_words() {
            words.add(word.as_bytes(), Flags::ORGANISATION);
        }
        let parts = organisations::department_words().map(|word| (word, Flags::DEPARTMENT));
        let binding = organisations::binding_words().map(|word| (word, Flags::BINDING));
        let legal = organisations::legal_forms().map(|word| (word, Flags::LEGAL_FORM));
        let titles = person::titles().map(|word| (word, Flags::TITLE));
        let particles = person::particles().map(|word| (word, Flags::PARTICLE));
        // `St. John's` is looked up as `saint john s` too.
        let towns = places::towns().chain(["st", "ste"]).map(|name| (name, Flags::BEGINS_TOWN));
        let regions = places::region_names().map(|name| (name, Flags::BEGINS_REGION));
        let countries = places::countries().map(|name| (name, Flags::BEGINS_COUNTRY));
        for (word, flag) in parts.chain(binding).chain(legal).chain(titles).chain(particles) {
            words.add(word.as_bytes(), flag);
        }
        for (name, flag) in towns.chain(regions).chain(countries) {
            words.add(name.split(' ').next().unwrap_or_default().as_bytes(), flag);
        }
        words.into_table()
    }

    /// Where the hash stands, or the free slot where it would.
    fn slot(&self, hash: u64) -> usize {
        let mut at = first_slot(hash);
        while self.slots[at] != 0 && self.slots[at] & !FLAGS != hash {
            at = (at + 1) & (SLOTS - 1);
        }
        at
    }
}

/// Where a hash is looked for first.
const fn first_slot(hash: u64) -> usize {
    (hash >> 40) as usize & (SLOTS - 1)
}

/// Words that become a table, each as it stands in its slot.
struct Words(Vec<u64>);

impl Words {
    fn add(&mut self, word: &[u8], flags: u16) {
        self.0.push(hash(word) | u64::from(flags));
    }

    /// A table of 4 MB that is filled at random waits for the memory at each word, and every start would wait for all of them. So the
    /// words of a stretch of it, which the cache holds, are put in one after the other.
    fn into_table(self) -> Table {
        const STRETCH: usize = 1 << 11;
        let stretch = |slot: &u64| first_slot(*slot) / STRETCH;
        let mut ends = vec![0usize; SLOTS / STRETCH + 1];
        self.0.iter().for_each(|slot| ends[stretch(slot) + 1] += 1);
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut sorted = vec![0u64; self.0.len()];
        for slot in &self.0 {
            let next = &mut ends[stretch(slot)];
            sorted[*next] = *slot;
            *next += 1;
        }
        let mut table = Table { slots: vec![0; SLOTS] };
        for slot in sorted {
            let at = table.slot(slot & !FLAGS);
            table.slots[at] |= slot;
        }
        table
    }
}

fn letter(letter: u8) -> u16 {
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
    // Never 0, which means free.
    (hasher.finish() | 1 << 63) & !FLAGS
}

/// What is known of some lower-case letters.
fn flags_of(folded: &[u8]) -> Flags {
    Flags((TABLE.slots[TABLE.slot(hash(folded))] & FLAGS) as u16)
}

/// What names the text may begin, by its first word as [`fold_words`] cuts it; `None` where that word is not of plain
/// letters, so that nothing is known.
#[must_use]
pub fn first_word(text: &str) -> Option<Flags> {
    let mut folded = [0u8; 32];
    let mut length = 0;
    for byte in text.bytes() {
        if byte.is_ascii_alphabetic() {
            if length == folded.len() {
                return Some(Flags::default());
            }
            folded[length] = byte | 0x20;
            length += 1;
        } else if byte >= 0x80 {
            return None;
        } else if length > 0 {
            break;
        }
    }
    Some(if length == 0 { Flags::default() } else { flags_of(&folded[..length]) })
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
    flags_of(&folded[..length])
}

/// Writes lower-case letters without accents; other signs are dropped. Returns how many, or the buffer's
/// length when there is no room.
fn fold_into(word: &str, folded: &mut [u8]) -> usize {
    let mut length = 0;
    if word.is_ascii() {
        for byte in word.bytes().filter(u8::is_ascii_alphabetic) {
            if length == folded.len() {
                return length;
            }
            folded[length] = byte | 0x20;
            length += 1;
        }
        return length;
    }
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

/// Base letters of the characters up to here are looked up; European names have no others.
const LOOKED_UP: usize = 0x250;

/// 0 where there is none.
static BASE_LETTERS: LazyLock<[u8; LOOKED_UP]> = LazyLock::new(|| {
    let letter = |at: usize| char::from_u32(at as u32).and_then(decomposed).unwrap_or(0);
    std::array::from_fn(letter)
});

fn base_letter(c: char) -> Option<u8> {
    match BASE_LETTERS.get(c as usize) {
        Some(0) => None,
        Some(base) => Some(*base),
        None => decomposed(c),
    }
}

fn decomposed(c: char) -> Option<u8> {
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
    if text.is_ascii() {
        return fold_ascii_words(text, buffer);
    }
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

/// The same of plain letters.
fn fold_ascii_words<'b>(text: &str, buffer: &'b mut [u8; 64]) -> Option<&'b str> {
    let (mut length, mut apart) = (0, false);
    for byte in text.bytes() {
        if !byte.is_ascii_alphabetic() {
            apart = length > 0;
            continue;
        }
        if apart {
            *buffer.get_mut(length)? = b' ';
            length += 1;
            apart = false;
        }
        *buffer.get_mut(length)? = byte | 0x20;
        length += 1;
    }
    if length == buffer.len() {
        return None;
    }
    std::str::from_utf8(&buffer[..length]).ok().filter(|folded| !folded.is_empty())
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
    fn plain_letters_fold_as_all_do() {
        for text in [
            "St. John's",
            "  New  York ",
            "A",
            "",
            "1-2",
            &"ab ".repeat(21),
            &"x".repeat(64),
            &"x".repeat(63),
        ] {
            let (mut quick, mut slow) = ([0; 64], [0; 64]);
            // A combining accent at the end makes the text anything but plain, and adds no letter.
            let accented = format!("{text}\u{301}");
            assert_eq!(fold_words(text, &mut quick), fold_words(&accented, &mut slow), "{text}");
        }
    }

    #[test]
    fn first_words_begin_names() {
        assert!(first_word("St. John's").unwrap().begins_town());
        assert!(first_word("british columbia").unwrap().begins_region());
        assert!(first_word("(United States)").unwrap().begins_country());
        assert!(!first_word("Zvqork Street").unwrap().begins_town());
        assert_eq!(first_word("Québec"), None);
        assert_eq!(first_word("12"), Some(Flags::default()));
    }

    #[test]
    fn accents_fold() {
        assert_eq!(fold("Œuvre Hélène ÎLE 홍"), "oeuvre helene ile 홍");
    }
}
