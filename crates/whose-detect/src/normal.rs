//! Normal forms of what has no identifier of its own: names, address lines, codes.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::masks::is_mask;
use whose_model::value::{UNKNOWN, UNKNOWN_RUN};

/// As `str::trim`; most cells have no space at their ends, which two bytes tell.
#[inline]
#[must_use]
pub fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Appends the text in NFC, with single spaces, without spaces at its ends.
pub fn append(text: &str, into: &mut String) {
    let text = trimmed(text);
    if is_normal(text) {
        into.push_str(text);
    } else if matches!(is_nfc_quick(text.chars()), IsNormalized::Yes) {
        append_words(text, into);
    } else {
        let composed: String = text.nfc().collect();
        append_words(&composed, into);
    }
}

/// Is a trimmed text in its normal form for sure: ASCII, letters with their accents on them, whole Hangul syllables; no
/// space but single ones, nothing that hides a position?
fn is_normal(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Without an early end, so that the compiler makes vectors of it.
    let control = bytes.iter().fold(false, |any, byte| any | (*byte < b' '));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let twice = pairs.fold(false, |any, (one, next)| any | ((*one == b' ') & (*next == b' ')));
    let composed = |c: char| matches!(c, '\0'..'\u{80}' | '\u{a1}'..'\u{300}' | '가'..='힣');
    !control && !twice && (text.is_ascii() || text.chars().all(composed))
}

fn append_words(text: &str, into: &mut String) {
    let mut first = true;
    for word in text.split_whitespace() {
        if !first {
            into.push(' ');
        }
        into.extend(word.chars().map(|c| if hides_one(c) { UNKNOWN } else { c }));
        first = false;
    }
}

/// A sign that hides one position; `×` and `…` stand in other texts too.
const fn hides_one(c: char) -> bool {
    is_mask(c) && !matches!(c, '×' | '…')
}

/// Appends a name: as [`append`], with every masking sign as one unknown position, and runs of three dots as
/// an unknown run. Says whether something was masked.
pub fn append_name(text: &str, into: &mut String) -> bool {
    if text.is_ascii() && !text.contains('*') {
        append(text, into);
        return false;
    }
    let from = into.len();
    append(text, into);
    let hangul = into[from..].chars().any(crate::lexicon::korean::is_hangul);
    let hides = |c: char| is_mask(c) || (hangul && matches!(c, 'O' | 'X' | 'o' | 'x'));
    if !into[from..].chars().any(hides) {
        return false;
    }
    let masked: String = into[from..]
        .chars()
        .map(|c| {
            if c == UNKNOWN_RUN {
                c
            } else if hides(c) {
                UNKNOWN
            } else {
                c
            }
        })
        .collect();
    into.truncate(from);
    into.push_str(&masked);
    true
}

/// Appends letters and digits in upper case: how numbers of records and postal codes are compared.
pub fn append_code(text: &str, into: &mut String) {
    if text.is_ascii() {
        let kept = text.bytes().filter(|byte| byte.is_ascii_alphanumeric() || *byte == b'*');
        return into.extend(kept.map(|byte| char::from(byte.to_ascii_uppercase())));
    }
    for c in text.chars() {
        if c.is_alphanumeric() || c == '*' {
            into.push(c.to_ascii_uppercase());
        }
    }
}

/// Appends the masking rule that a value shows: known digits as `#`, Hangul as `가`, other letters as `A`, unknown
/// positions as `*`.
pub fn mask_rule(text: &str, into: &mut String) {
    into.extend(text.trim().chars().take(40).map(|c| match c {
        _ if is_mask(c) => '*',
        _ if c.is_ascii_digit() => '#',
        _ if crate::lexicon::korean::is_hangul(c) => '가',
        _ if c.is_alphabetic() => 'A',
        _ => c,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> String {
        let mut normal = String::new();
        append_name(text, &mut normal);
        normal
    }

    #[test]
    fn names_keep_their_writing() {
        assert_eq!(name("  Anne   Roy "), "Anne Roy");
        assert_eq!(name("Ame\u{301}lie"), "Amélie");
        assert_eq!(name("홍O동"), "홍*동");
        assert_eq!(name("홍○동"), "홍*동");
        assert_eq!(name("OX"), "OX");
    }

    #[test]
    fn rules_and_codes() {
        let rule = |text| {
            let mut rule = String::new();
            mask_rule(text, &mut rule);
            rule
        };
        assert_eq!(rule("010-****-1234"), "###-****-####");
        assert_eq!(rule("홍*동"), "가*가");
        let mut code = String::new();
        append_code("k1a 0b1", &mut code);
        assert_eq!(code, "K1A0B1");
    }
}
