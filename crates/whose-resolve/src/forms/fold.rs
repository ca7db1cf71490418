//! Folding: what case, accents, punctuation and encoding habits change is taken away.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

const HANGUL_FIRST: u32 = 0xAC00;
const HANGUL_LAST: u32 = 0xD7A3;

/// Is it a composed Hangul syllable?
pub(crate) fn is_hangul(letter: char) -> bool {
    (HANGUL_FIRST..=HANGUL_LAST).contains(&(letter as u32))
}

/// Lower case without accents; Hangul syllables composed; ligatures spelt out. Separators are kept.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    // Half-width kana and their marks are one letter.
    if text.chars().any(|c| ('\u{FF66}'..='\u{FF9F}').contains(&c)) {
        text.nfkc().for_each(|letter| fold_letter(letter, &mut folded));
    // Conjoining jamo stand in names that came from file systems which decompose.
    } else if text.chars().any(|c| ('\u{1100}'..='\u{11FF}').contains(&c)) {
        text.nfc().for_each(|letter| fold_letter(letter, &mut folded));
    } else {
        text.chars().for_each(|letter| fold_letter(letter, &mut folded));
    }
    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    match letter {
        letter if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
        letter if is_hangul(letter) => folded.push(letter),
        // Hiragana as katakana; marks of voice stay.
        '\u{3041}'..='\u{3096}' => folded.extend(char::from_u32(letter as u32 + 0x60)),
        '\u{30A0}'..='\u{30FF}' => folded.push(letter),
        'ß' => folded.push_str("ss"),
        'œ' | 'Œ' => folded.push_str("oe"),
        'æ' | 'Æ' => folded.push_str("ae"),
        'ø' | 'Ø' => folded.push('o'),
        'ł' | 'Ł' => folded.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        'þ' | 'Þ' => folded.push_str("th"),
        'ı' => folded.push('i'),
        '’' | '‘' | 'ʼ' => folded.push('\''),
        '‐' | '‑' | '–' | '—' => folded.push('-'),
        // An ellipsis stands for a run of unknown letters; decomposing would make it three dots.
        '…' => folded.push('…'),
        other => decompose_compatible(other, |part| {
            if !is_combining_mark(part) {
                folded.extend(part.to_lowercase());
            }
        }),
    }
}

/// The letters that similarity is measured on: ASCII as it is, a Hangul syllable as its two or three jamo,
/// anything else as one byte of its code.
pub(crate) fn letters(text: &str, out: &mut Vec<u8>) {
    for letter in text.chars() {
        if letter.is_ascii() {
            out.push(letter as u8);
        } else if is_hangul(letter) {
            let index = letter as u32 - HANGUL_FIRST;
            out.push(0x80 + (index / 588) as u8);
            out.push(0xA0 + (index % 588 / 28) as u8);
            if !index.is_multiple_of(28) {
                out.push(0xC0 + (index % 28) as u8);
            }
        } else {
            out.push(0x80 | (letter as u32 & 0x7F) as u8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_ligatures_go() {
        for (text, folded) in [
            ("Hélène LEBŒUF", "helene leboeuf"),
            ("Ｋｉｍ", "kim"),
            ("がっこう ｶﾞ", "ガッコウ ガ"),
            ("홍길동", "홍길동"),
            ("\u{1112}\u{1169}\u{11BC}", "홍"),
            ("O’Brien—Łuk", "o'brien-luk"),
            ("ho…@x", "ho…@x"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_syllable_is_its_jamo() {
        let mut out = Vec::new();
        letters("홍a", &mut out);
        assert_eq!(out.len(), 4);
    }
}
