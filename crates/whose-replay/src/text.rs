//! Text as old systems write it: encodings, ASCII without accents, one typing slip.

use encoding_rs::{EUC_KR, WINDOWS_1252};

use crate::dice::Dice;

/// How a file's text is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf8WithMark,
    /// ISO 8859-1; what it cannot hold becomes `?`.
    Latin1,
    /// With a byte order mark.
    Utf16,
    /// CP949, of which EUC-KR is the part in common use.
    Korean,
}

impl Encoding {
    pub(crate) fn encode(self, text: String) -> Vec<u8> {
        match self {
            Self::Utf8 => text.into_bytes(),
            Self::Utf8WithMark => [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
            Self::Latin1 => {
                debug_assert!(text.chars().all(|c| u32::from(c) < 256), "names and places fit Latin-1");
                WINDOWS_1252.encode(&text).0.into_owned()
            }
            Self::Utf16 => {
                std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            Self::Korean => EUC_KR.encode(&text).0.into_owned(),
        }
    }
}

/// The letter without its accent; `None` for what ASCII has no letter for.
const fn plain_letter(letter: char) -> Option<char> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => 'A',
        'ç' => 'c',
        'Ç' => 'C',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'È' | 'É' | 'Ê' | 'Ë' => 'E',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'Ì' | 'Í' | 'Î' | 'Ï' => 'I',
        'ñ' => 'n',
        'Ñ' => 'N',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' => 'O',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'Ù' | 'Ú' | 'Û' | 'Ü' => 'U',
        'ý' | 'ÿ' => 'y',
        'Ý' => 'Y',
        'æ' => 'e',
        'ß' => 's',
        letter if letter.is_ascii() => letter,
        _ => return None,
    })
}

/// Drops accents in place; the result is ASCII.
pub(crate) fn drop_accents(text: &mut String) {
    if !text.is_ascii() {
        *text = text.chars().filter_map(plain_letter).collect();
    }
}

/// Puts in upper case, in place.
pub(crate) fn upper(text: &mut String) {
    if text.is_ascii() {
        text.make_ascii_uppercase();
    } else {
        *text = text.to_uppercase();
    }
}

/// Cuts to at most `length` characters.
pub(crate) fn cut(text: &mut String, length: usize) {
    if text.len() > length
        && let Some((at, _)) = text.char_indices().nth(length)
    {
        text.truncate(at);
        text.truncate(text.trim_end().len());
    }
}

/// One typing slip in a word of at least four letters: two letters swapped, one left out, doubled, or replaced by its
/// neighbour on the keyboard. The first letter stays.
pub(crate) fn slip(text: &mut String, dice: &mut Dice) {
    let mut letters: Vec<char> = text.chars().collect();
    let places: Vec<usize> = (1..letters.len().saturating_sub(1))
        .filter(|at| letters[*at].is_alphabetic() && letters[at - 1].is_alphabetic())
        .collect();
    if letters.len() < 4 || places.is_empty() {
        return;
    }
    let at = *dice.pick(&places);
    match dice.below(4) {
        0 if letters[at + 1].is_alphabetic() && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = neighbour(letters[at]),
        _ => {
            letters.remove(at);
        }
    }
    *text = letters.into_iter().collect();
}

/// The key to the right of a letter's.
fn neighbour(letter: char) -> char {
    const ROWS: &str = "qwertyuiop asdfghjkl zxcvbnm QWERTYUIOP ASDFGHJKL ZXCVBNM";
    let plain = plain_letter(letter).unwrap_or(letter);
    let after = ROWS.find(plain).and_then(|at| ROWS[at..].chars().nth(1)).filter(|next| *next != ' ');
    after.unwrap_or(if plain.is_uppercase() { 'E' } else { 'e' })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Purpose;

    #[test]
    fn accents_fall_and_cuts_keep_whole_letters() {
        let mut name = "Étienne Côté".to_string();
        drop_accents(&mut name);
        assert_eq!(name, "Etienne Cote");
        let mut long = "Trois-Rivières".to_string();
        cut(&mut long, 11);
        assert_eq!(long, "Trois-Riviè");
    }

    #[test]
    fn a_slip_is_at_most_two_letters_away() {
        for index in 0..500 {
            let mut text = "Tremblay".to_string();
            slip(&mut text, &mut Dice::new(1, Purpose::Noise, index));
            assert!((7..=9).contains(&text.len()) && text.starts_with('T'), "{text}");
        }
    }
}
