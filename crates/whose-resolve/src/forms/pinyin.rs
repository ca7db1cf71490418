//! How Chinese names read in Latin letters: `张伟` and `Zhang Wei`, `ZHANG/WEI`, `Xiaoming Wang`.
//!
//! Pinyin without its tones, as passports write it; each character by its commonest reading (anyascii's table, made of Unihan).

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::hangul::{Reading, digest};

/// Family names that are read otherwise than their character mostly is.
const FAMILIES: [(&str, &str); 9] = [
    ("曾", "zeng"),
    ("单", "shan"),
    ("單", "shan"),
    ("仇", "qiu"),
    ("解", "xie"),
    ("查", "zha"),
    ("朴", "piao"),
    ("尉迟", "yuchi"),
    ("万俟", "moqi"),
];

/// The reading of a name of Chinese characters.
pub(crate) fn of_han(given: &str, family: &str) -> Option<Reading> {
    if given.is_empty() || family.is_empty() {
        return None;
    }
    let known = FAMILIES.iter().find(|(written, _)| *written == family);
    let family = known.map_or_else(|| sounds(family), |(_, read)| (*read).to_string());
    Some(Reading { family: digest(&family), given: digest(&sounds(given)) })
}

/// The reading of a name in Latin letters; none when it cannot be Chinese.
pub(crate) fn of_latin(given: &str, family: &str) -> Option<Reading> {
    let read = |word: &str| {
        let letters: String = word.chars().filter(|letter| *letter != ' ').collect();
        is_pinyin(&letters, 3).then(|| digest(&letters))
    };
    Some(Reading { family: read(family)?, given: read(given)? })
}

/// The sounds of characters, one after the other, without `ü`, which passports write `yu` or `v` and forms `u`.
fn sounds(text: &str) -> String {
    let letters = text.chars().flat_map(|letter| any_ascii::any_ascii_char(letter).chars());
    letters.filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Every syllable that a character is read with.
static SYLLABLES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    ('\u{4E00}'..='\u{9FA5}').map(|letter| sounds(letter.encode_utf8(&mut [0; 4]))).collect()
});

/// Is it made of up to so many syllables?
fn is_pinyin(word: &str, most: usize) -> bool {
    let ends = (1..=word.len().min(6)).filter(|end| word.is_char_boundary(*end));
    most > 0
        && word.is_ascii()
        && ends.into_iter().any(|end| {
            SYLLABLES.contains(&word[..end]) && (end == word.len() || is_pinyin(&word[end..], most - 1))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_reads_alike_in_characters_and_latin_letters() {
        for (family, given, latin_family, latin_given) in [
            ("张", "伟", "zhang", "wei"),
            ("王", "小明", "wang", "xiaoming"),
            ("王", "小明", "wang", "xiao ming"),
            ("欧阳", "娜", "ouyang", "na"),
            ("曾", "国强", "zeng", "guoqiang"),
        ] {
            assert_eq!(of_han(given, family), of_latin(latin_given, latin_family), "{family}{given}");
        }
        assert_eq!(of_latin("anne", "smith"), None);
        assert!(SYLLABLES.len() < 450, "{}", SYLLABLES.len());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in ".{0,20}", other in "[a-z ]{0,20}") {
            of_latin(&text, &other);
            of_han(&other, &text);
        }
    }
}
