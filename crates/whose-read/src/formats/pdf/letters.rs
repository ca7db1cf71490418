//! Letters as they are meant: ligatures taken apart, accents put on the letter that they are drawn over, and words that run from
//! right to left in the order in which they are read.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::compose;

/// Accents that fonts draw by themselves, and the marks that they are.
const ACCENTS: &[(char, char)] = &[
    ('`', '\u{300}'),
    ('´', '\u{301}'),
    ('ˆ', '\u{302}'),
    ('˜', '\u{303}'),
    ('¯', '\u{304}'),
    ('˘', '\u{306}'),
    ('˙', '\u{307}'),
    ('¨', '\u{308}'),
    ('˚', '\u{30A}'),
    ('˝', '\u{30B}'),
    ('ˇ', '\u{30C}'),
    ('¸', '\u{327}'),
    ('˛', '\u{328}'),
];

/// Ligatures and forms that a letter takes within a word, as plain letters.
pub(super) fn plain(text: String) -> String {
    let is_form = |c: char| matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
    if text.chars().any(is_form) { text.nfkc().collect() } else { text }
}

/// The accent over a letter, where a letter takes it.
pub(super) fn accented(accent: &str, letter: &str) -> Option<char> {
    let single = |text: &str| Some(text.chars().next()?).filter(|first| first.len_utf8() == text.len());
    let mark = ACCENTS.iter().find(|(drawn, _)| Some(*drawn) == single(accent))?.1;
    // A dotless i stands under an accent.
    let letter = single(letter).map(|letter| if letter == 'ı' { 'i' } else { letter })?;
    compose(letter, mark)
}

/// Words drawn from the left that are read from the right.
pub(super) fn in_reading_order(text: String) -> String {
    let is_from_right = |c: char| matches!(c, '\u{590}'..='\u{8FF}');
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (from_right, all) =
        letters.fold((0, 0), |(right, all), c| (right + usize::from(is_from_right(c)), all + 1));
    if from_right * 2 <= all {
        return text;
    }
    let words = text.split(' ').rev().map(|word| match word.chars().any(is_from_right) {
        true => word.chars().rev().collect(),
        false => word.to_string(),
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_as_meant() {
        assert_eq!(plain("ﬁ".to_string()), "fi");
        assert_eq!(plain("²".to_string()), "²");
        assert_eq!(accented("´", "e"), Some('é'));
        assert_eq!(accented("¨", "ı"), Some('ï'));
        assert_eq!(accented("x", "e"), None);
        assert_eq!(in_reading_order("12 םולש".to_string()), "שלום 12");
        assert_eq!(in_reading_order("Anne Roy".to_string()), "Anne Roy");
    }
}
