//! Greek tax number, ΑΦΜ.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits, the last a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "gr_afm",
    category: category("gr-afm", Group::NationalId, true, ["Greek tax number (AFM)", "그리스 납세번호(AFM)", "numéro fiscal grec (AFM)"]),
    reference: "Ανεξάρτητη Αρχή Δημοσίων Εσόδων, Αριθμός Φορολογικού Μητρώου: powers of two modulo 11",
    evidence: "check digit, and a word before it",
    shapes_in_context: &["999999999"],
    judge,
    masked: &["123*****4", "*****7464"],
    context: &["αφμ", "α.φ.μ", "afm"],
    columns: &["αφμ", "afm"],
    examples: &[("ΑΦΜ 123817464", "123817464"), ("Α.Φ.Μ.: 123817464", "123817464")],
    cells: &[("123817464", "123817464"), ("123*****4", "123*****4")],
    counter_examples: &["123817464"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..8], &[256, 128, 64, 32, 16, 8, 4, 2])?;
    Some(sum % 11 % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 3).then(|| Verdict::by_check(check(value.glyphs()), (0, 97), (0, 68), (0, 82)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (10_000_000..99_999_999u32).step_by(999_983) {
            let right = (0..10).filter(|digit| check(format!("{body:08}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
