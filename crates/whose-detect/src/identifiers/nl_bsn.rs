//! Dutch citizen service number, BSN.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits (eight in old files).
pub const IDENTIFIER: Identifier = Identifier {
    name: "nl_bsn",
    category: category("nl-bsn", Group::NationalId, true, ["Dutch BSN", "네덜란드 시민번호", "BSN néerlandais"]),
    reference: "Wet algemene bepalingen burgerservicenummer: eleven test, the last digit counted -1",
    evidence: "eleven test, and a word before it",
    shapes_in_context: &["999999999", "99999999", "9999-99-999"],
    judge,
    masked: &["1112****3"],
    context: &["bsn", "burgerservicenummer", "sofinummer", "sofi"],
    columns: &["bsn", "sofinr", "burgerservicenummer"],
    examples: &[("BSN 111222333", "111222333"), ("burgerservicenummer: 1112.22.333", "111222333")],
    cells: &[("111222333", "111222333")],
    counter_examples: &["111222333"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let weights: &[u32] = if glyphs.len() == 9 { &[9, 8, 7, 6, 5, 4, 3, 2] } else { &[8, 7, 6, 5, 4, 3, 2] };
    let sum = check_digit::weighted(&glyphs[..glyphs.len() - 1], weights)?;
    Some(sum % 11 == check_digit::last(glyphs)? % 11 && sum > 0)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let checked = check(value.glyphs());
    (value.known() >= 4).then(|| Verdict::by_check(checked, (0, 97), (0, 62), (0, 80)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_but_ten_has_a_check_digit() {
        for body in (10_000_000..99_999_999u32).step_by(99_991) {
            let sum = check_digit::weighted(body.to_string().as_bytes(), &[9, 8, 7, 6, 5, 4, 3, 2]).unwrap();
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), usize::from(sum % 11 != 10));
        }
    }
}
