//! Japanese individual number, マイナンバー.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Twelve digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "jp_my_number",
    category: category("jp-my-number", Group::NationalId, true, ["My Number", "일본 개인번호", "My Number japonais"]),
    reference: "Ministry of Internal Affairs ordinance 85 of 2014, article 5: weights 6 5 4 3 2 7 6 5 4 3 2",
    evidence: "check digit, and a word before it",
    shapes_in_context: &["9999-9999-9999", "999999999999"],
    judge,
    masked: &["1234 **** ****"],
    context: &["マイナンバー", "個人番号", "my number", "mynumber", "마이넘버"],
    columns: &["mynumber", "my number", "個人番号", "kojin bango"],
    examples: &[("マイナンバー 1234 5678 9018", "123456789018"), ("My Number: 123456789018", "123456789018")],
    cells: &[("123456789018", "123456789018")],
    counter_examples: &["123456789018", "1234 5678 9018"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let rest = check_digit::weighted(&glyphs[..11], &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])? % 11;
    Some(if rest <= 1 { 0 } else { 11 - rest } == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let checked = check(value.glyphs());
    (value.known() >= 4).then(|| Verdict::by_check(checked, (0, 98), (0, 72), (0, 85)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_one_check_digit() {
        let mut remainders = [false; 11];
        for body in (0..100_000_000_000u64).step_by(999_999_937) {
            let body = format!("{body:011}");
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
            let sum = check_digit::weighted(body.as_bytes(), &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]).unwrap();
            remainders[(sum % 11) as usize] = true;
        }
        assert!(remainders.iter().all(|seen| *seen));
    }
}
