//! How Japanese names read: in kana beside the characters, and in Latin letters.
//!
//! `吉田 京助` is `ヨシダ キョウスケ` in the next column, `ﾖｼﾀﾞ ｷｮｳｽｹ` at the bank and `YOSHIDA KYOSUKE` in the passport. Spellings of one
//! sound in Latin letters (`shi` and `si`, `tsu` and `tu`), long vowels and `n` before `b` are written alike.

use wana_kana::ConvertJapanese;

use super::hangul::{Reading, digest};

/// Is it kana alone, in either width, with what stands between words?
pub(crate) fn is_kana(text: &str) -> bool {
    let kana = |letter: char| matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{FF66}'..='\u{FF9F}');
    text.chars().any(kana) && text.chars().all(|letter| kana(letter) || letter.is_whitespace())
}

/// The reading of a name in kana, its parts apart, or together with the family name first.
pub(crate) fn of_kana(given: &str, family: &str) -> Option<Reading> {
    let (family, given) = match (family.trim(), given.trim()) {
        ("", whole) | (whole, "") => whole.split_once(char::is_whitespace)?,
        parts => parts,
    };
    let read = |kana: &str| digest(&alike(&kana.trim().to_romaji()));
    Some(Reading { family: read(family), given: read(given) })
}

/// The reading of a name in Latin letters; none when it cannot be Japanese.
pub(crate) fn of_romaji(given: &str, family: &str) -> Option<Reading> {
    let read = |word: &str| Some(alike(word)).filter(|word| is_japanese(word)).map(|word| digest(&word));
    Some(Reading { family: read(family)?, given: read(given)? })
}

/// Spellings that are written alike, in the order in which they are looked for.
const SPELLINGS: [(&str, &str); 19] = [
    ("cch", "tch"),
    ("tch", "tty"),
    ("shi", "si"),
    ("chi", "ti"),
    ("tyi", "ti"),
    ("tsu", "tu"),
    ("fu", "hu"),
    ("ji", "zi"),
    ("sh", "sy"),
    ("ch", "ty"),
    ("jy", "zy"),
    ("j", "zy"),
    ("mb", "nb"),
    ("mp", "np"),
    ("mm", "nm"),
    ("ou", "o"),
    ("oo", "o"),
    ("uu", "u"),
    ("ii", "i"),
];

/// What spellings of one sound share.
fn alike(word: &str) -> String {
    let letters: String =
        word.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let mut alike = SPELLINGS.iter().fold(letters, |word, (spelling, one)| word.replace(spelling, one));
    // `Ohno` and `Itoh`: a long vowel.
    for consonant in ["b", "d", "g", "k", "m", "n", "r", "s", "t", "z"] {
        alike = alike.replace(&format!("oh{consonant}"), &format!("o{consonant}"));
    }
    if alike.ends_with("oh") {
        alike.pop();
    }
    alike
}

/// Is it made of Japanese syllables?
fn is_japanese(word: &str) -> bool {
    let is_vowel = |letter: u8| b"aiueo".contains(&letter);
    let bytes = word.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        at += match rest {
            [vowel, ..] if is_vowel(*vowel) => 1,
            [one, vowel, ..] if b"kstnhmyrwgzdbp".contains(one) && is_vowel(*vowel) => 2,
            [one, b'y', vowel, ..] if b"kstnhmrgzdbp".contains(one) && is_vowel(*vowel) => 3,
            [one, other, ..] if one == other && b"kstp".contains(one) => 1,
            [b'n', ..] => 1,
            _ => return false,
        };
    }
    bytes.len() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_reads_alike_in_kana_and_latin_letters() {
        for (kana, given, family) in [
            ("ヨシダ　キョウスケ", "Kyosuke", "YOSHIDA"),
            ("ﾖｼﾀﾞ ｷｮｳｽｹ", "Kyousuke", "Yosida"),
            ("いとう じゅんこ", "Junko", "Itoh"),
            ("オオノ シンイチ", "Shinichi", "Ono"),
            ("ナンバ ユウコ", "Yuko", "Namba"),
        ] {
            assert_eq!(of_kana("", kana), of_romaji(given, family), "{kana}");
            assert!(of_kana("", kana).is_some() && is_kana(kana));
        }
        assert_eq!(of_kana("タロウ", "ヤマダ"), of_kana("", "ヤマダ タロウ"));
        assert_ne!(of_kana("", "ガマ タロウ"), of_kana("", "カマ タロウ"));
        assert_eq!(of_romaji("Anne", "Smith"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in ".{0,20}", kana in "[ァ-ヴー ]{0,12}") {
            of_romaji(&text, &text);
            of_kana(&text, &kana);
            of_kana(&kana, "");
        }
    }
}
