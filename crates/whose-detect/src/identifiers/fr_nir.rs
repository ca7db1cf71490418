//! French social security number, NIR.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Sex, year and month of birth, department, commune, order, key.
pub const IDENTIFIER: Identifier = Identifier {
    name: "fr_nir",
    category: category(
        "fr-nir",
        Group::NationalId,
        true,
        ["French social security number", "프랑스 사회보장번호", "numéro de sécurité sociale"],
    ),
    reference: "INSEE, numéro d’inscription au répertoire: key 97 - n mod 97, 2A counted as 19, 2B as 18",
    evidence: "sex 1 or 2, month 1 to 12 (20 and above for foreign acts), department; key",
    shapes: &["9-99-99-9X-999-999-99", "999999X99999999", "9-99-99-9X-999-999"],
    shapes_in_context: &["999999X999999"],
    judge,
    masked: &["1 80 02 75 *** *** **"],
    context: &["sécurité sociale", "securite sociale", "n° ss", "nir", "numéro de sécu", "insee", "carte vitale"],
    columns: &["nir", "num secu", "numero securite sociale", "no ss"],
    examples: &[
        ("n° de sécurité sociale 2 55 08 14 168 025 38", "255081416802538"),
        ("NIR 255081416802538", "255081416802538"),
        ("1 80 02 75 *** *** **", "1800275********"),
    ],
    cells: &[("255081416802538", "255081416802538"), ("2550814168025", "2550814168025")],
    counter_examples: &["3 55 08 14 168 025 38", "255991416802538", "355081416802538"],
    ..Identifier::BASE
};

fn key(glyphs: &[u8]) -> Option<bool> {
    let department = |letter| match letter {
        b'A' => Some(*b"19"),
        b'B' => Some(*b"18"),
        _ => None,
    };
    let mut number = glyphs[..13].to_vec();
    if let Some(digits) = department(number[6]).filter(|_| number[5] == b'2') {
        number[5..7].copy_from_slice(&digits);
    }
    let rest = number.iter().try_fold(0u64, |sum, glyph| {
        glyph.is_ascii_digit().then(|| sum * 10 + u64::from(glyph - b'0'))
    })? % 97;
    let key: u64 = str::from_utf8(&glyphs[13..]).ok()?.parse().ok()?;
    Some(97 - rest == key)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let month = value.number(3, 5).is_none_or(|month| matches!(month, 1..=12 | 20..=42 | 50..=99));
    let letter = glyphs[6].is_ascii_alphabetic() && !(glyphs[5] == b'2' && matches!(glyphs[6], b'A' | b'B'));
    if !matches!(glyphs[0], b'1' | b'2') || !month || letter || value.known() < 5 {
        return None;
    }
    if glyphs.len() == 13 {
        return Some(Verdict::new(if value.groups() > 1 { 62 } else { 0 }, 88));
    }
    let checked = key(glyphs);
    Some(match value.groups() {
        1 => Verdict::by_check(checked, (82, 99), (0, 80), (0, 90)),
        _ => Verdict::by_check(checked, (97, 99), (62, 90), (78, 95)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_one_key() {
        for order in 0..97 {
            let right = (1..=97).filter(|key_| key(format!("2550814168{order:03}{key_:02}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
        assert_eq!(key(b"255081416802538"), Some(true));
    }
}
