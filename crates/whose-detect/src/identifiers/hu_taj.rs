//! Hungarian social security number, TAJ.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits, the last a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "hu_taj",
    category: category("hu-taj", Group::NationalId, true, ["Hungarian TAJ number", "헝가리 사회보장번호(TAJ)", "numéro TAJ hongrois"]),
    reference: "1996. évi XX. törvény, TAJ szám: weights 3 and 7 in turn modulo 10",
    evidence: "check digit, and a word before it",
    shapes_in_context: &["999-999-999", "999999999"],
    judge,
    masked: &["238 *** 656", "*** 174 656"],
    context: &["taj", "taj szám", "taj-szám", "tajszám", "taj szam"],
    columns: &["taj", "taj szám", "taj szam", "tajszam", "tajszám"],
    examples: &[("TAJ szám: 238 174 650", "238174650"), ("TAJ 238174650", "238174650")],
    cells: &[("238174650", "238174650"), ("238 *** 656", "238***656")],
    counter_examples: &["238174650", "238 174 650"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..8], &[3, 7, 3, 7, 3, 7, 3, 7])?;
    Some(sum % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 3).then(|| Verdict::by_check(check(value.glyphs()), (0, 97), (0, 70), (0, 84)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (10_000_000..99_999_999u32).step_by(999_983) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
