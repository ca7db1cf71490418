//! United Kingdom National Health Service number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Ten digits, `999 999 9999`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "uk_nhs",
    category: category("uk-nhs-number", Group::Health, true, ["NHS number", "영국 NHS 번호", "numéro NHS"]),
    reference: "NHS Data Dictionary, NHS number: modulus 11 over the first nine digits",
    evidence: "check digit, and a word before it: North American phones have the same groups",
    shapes_in_context: &["999-999-9999", "9999999999"],
    judge,
    masked: &["943 *** ****", "*** *** 0870"],
    context: &["nhs", "nhs number", "nhs no"],
    columns: &["nhs", "nhs no", "nhsnumber"],
    examples: &[("NHS number 943 476 5919", "9434765919"), ("NHS: 9434765919", "9434765919")],
    cells: &[("9434765919", "9434765919")],
    counter_examples: &["9434765919", "943 476 5919"],
    ..Identifier::BASE
};

/// No number has a remainder that asks for a tenth digit.
fn check(glyphs: &[u8]) -> Option<bool> {
    let rest = check_digit::weighted(&glyphs[..9], &[10, 9, 8, 7, 6, 5, 4, 3, 2])? % 11;
    Some((11 - rest) % 11 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let checked = check(value.glyphs());
    (value.known() >= 3).then(|| Verdict::by_check(checked, (0, 99), (0, 70), (0, 85)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_but_one_has_a_check_digit() {
        for body in (0..1_000_000_000u32).step_by(9_999_991) {
            let sum = check_digit::weighted(format!("{body:09}").as_bytes(), &[10, 9, 8, 7, 6, 5, 4, 3, 2]).unwrap();
            let right = (0..10).filter(|digit| check(format!("{body:09}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), usize::from(sum % 11 != 1));
        }
    }
}
