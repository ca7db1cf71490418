//! Words in Latin letters: is it a given name, a family name, an ordinary word, a town, part of a company name?

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

pub use super::flags::Flags;
use super::table::{Latin, hash_padded};

static TABLE: &[u8; Latin::BYTES] = include_bytes!(concat!(env!("OUT_DIR"), "/latin.table"));

/// What is known of the lower-case letters at the beginning of the buffer, zeros behind them.
fn flags_of(folded: &[u8; 32], length: usize) -> Flags {
    Flags(Latin::known(TABLE, hash_padded(folded, length)) as u16)
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
    Some(if length == 0 { Flags::default() } else { flags_of(&folded, length) })
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
    flags_of(&folded, length)
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
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ı' => folded.push('i'),
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
