//! Hong Kong identity card number, HKID.

use super::{Group, Identifier, Shaped, Verdict, category};

/// One or two letters, six digits, a check digit in brackets: `A123456(3)`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "hk_hkid",
    category: category("hk-hkid", Group::NationalId, true, ["Hong Kong identity card number", "홍콩 신분증번호", "numéro de carte d’identité de Hong Kong"]),
    reference: "Immigration Department, Hong Kong identity card: weights 9 to 2 modulo 11, A for ten",
    evidence: "check digit in brackets; without brackets a word before it",
    shapes: &["A999999(X", "AA999999(X"],
    shapes_in_context: &["A999999X", "AA999999X"],
    judge,
    masked: &["A123***(*)", "A****56(3)"],
    context: &["hkid", "hkid no", "hk id", "hong kong id", "hong kong identity", "身份證", "身份證號碼", "香港身份證"],
    columns: &["hkid", "hkid no", "hk id", "身份證號碼", "身份證號"],
    examples: &[("HKID A123456(3)", "A1234563"), ("A123456(3)", "A1234563"), ("身份證號碼：A1234563", "A1234563")],
    cells: &[("A123456(3)", "A1234563"), ("A1234563", "A1234563"), ("A123***(*)", "A123****")],
    counter_examples: &["A123456(4)", "A1234563", "note A123456(4)"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let worth = |glyph: u8| match glyph {
        b'0'..=b'9' => Some(u32::from(glyph - b'0')),
        b'A'..=b'Z' => Some(u32::from(glyph - b'A') + 10),
        _ => None,
    };
    // A single letter stands behind a space, which counts 36.
    let space = if glyphs.len() == 8 { 36 * 9 } else { 0 };
    let mut body = glyphs[..glyphs.len() - 1].iter().rev().zip(2..);
    let sum = body.try_fold(space, |sum, (glyph, weight)| Some(sum + worth(*glyph)? * weight))?;
    Some((sum + worth(*glyphs.last()?)?) % 11 == 0)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let last = matches!(value.glyphs().last(), Some(b'0'..=b'9' | b'A' | b'*'));
    if value.known() < 4 || !last {
        return None;
    }
    let bracketed = value.separator(value.groups() - 1) == b'(';
    if bracketed && !value.after().is_empty() && !value.after().starts_with(')') {
        return None;
    }
    let alone = if bracketed { 90 } else { 0 };
    let mut verdict = Verdict::by_check(check(value.glyphs()), (alone, 99), (0, 76), (alone.min(60), 88));
    verdict.ahead = usize::from(bracketed && value.after().starts_with(')'));
    Some(verdict)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for letters in ["A", "Z", "AB", "WX"] {
            for serial in 123_000..123_100 {
                let right = b"0123456789A".iter().filter(|last| {
                    check(format!("{letters}{serial}{}", char::from(**last)).as_bytes()) == Some(true)
                });
                assert_eq!(right.count(), 1);
            }
        }
    }
}
