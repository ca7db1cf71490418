//! Turkish identity number, T.C. kimlik numarası.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Eleven digits, the last two check digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "tr_kimlik",
    category: category("tr-kimlik", Group::NationalId, true, ["Turkish identity number", "튀르키예 신분번호", "numéro d’identité turc"]),
    reference: "Nüfus ve Vatandaşlık İşleri, T.C. kimlik numarası: tenth and eleventh digit from those before them",
    evidence: "first digit not 0, both check digits, and a word before it",
    shapes_in_context: &["99999999999"],
    judge,
    strict: true,
    masked: &["271******10", "*******0910"],
    context: &[
        "t.c. kimlik", "tc kimlik", "t.c kimlik", "tckn", "tckno", "tc no", "t.c. no", "kimlik no", "kimlik numarası", "kimlik numarasi", "vatandaşlık no",
    ],
    columns: &["tc kimlik no", "tckimlikno", "tckimlik", "tckn", "kimlik no", "kimlikno", "tcno"],
    examples: &[("T.C. Kimlik No: 27183450910", "27183450910"), ("TCKN 27183450910", "27183450910")],
    cells: &[("27183450910", "27183450910"), ("271******10", "271******10")],
    counter_examples: &["27183450910", "TCKN 07183450910"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let odd = check_digit::weighted(&glyphs[..9], &[7, 0, 7, 0, 7, 0, 7, 0, 7])?;
    // Nine times an even place is as much as once less, modulo ten.
    let even = check_digit::weighted(&glyphs[..9], &[0, 9, 0, 9, 0, 9, 0, 9, 0])?;
    let all = check_digit::weighted(&glyphs[..10], &[1; 10])?;
    Some((odd + even) % 10 == check_digit::last(&glyphs[..10])? && all % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 4 || glyphs[0] == b'0' {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (0, 99), (0, 74), (0, 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_pair_of_check_digits() {
        for body in (100_000_000..999_999_999u64).step_by(9_999_991) {
            let right = (0..100).filter(|pair| check(format!("{body}{pair:02}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
