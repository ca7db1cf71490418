//! Australian Medicare card number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Ten digits, the ninth a check digit, the tenth the issue; an eleventh for the person on the card.
pub const IDENTIFIER: Identifier = Identifier {
    name: "au_medicare",
    category: category("au-medicare", Group::Health, true, ["Australian Medicare number", "호주 메디케어번호", "numéro Medicare australien"]),
    reference: "Services Australia, Medicare card number: weights 1 3 7 9 1 3 7 9 modulo 10, first digit 2 to 6",
    evidence: "first digit, check digit, and a word before it",
    shapes_in_context: &["9999-99999-9", "9999999999", "9999-99999-9/9", "9999-99999-9-9"],
    judge,
    normal: |value, normal| {
        normal.push_str(value.compact());
        normal.extend(std::iter::repeat_n('*', 11 - value.compact().len()));
    },
    masked: &["2951 ***** 1", "**** 12345 1"],
    context: &["medicare", "medicare no", "medicare card", "medicare number"],
    columns: &["medicare", "medicare no", "medicare number", "medicare card no"],
    examples: &[("Medicare 2381 74656 1", "2381746561*"), ("Medicare card: 2381746561", "2381746561*")],
    cells: &[("2381 74656 1", "2381746561*"), ("2381 74656 1/2", "23817465612"), ("2381 ***** 1", "2381*****1*")],
    counter_examples: &["2381 74656 1", "Medicare 1381 74656 1"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..8], &[1, 3, 7, 9, 1, 3, 7, 9])?;
    Some(sum % 10 == check_digit::last(&glyphs[..9])?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let first = matches!(glyphs[0], b'2'..=b'6' | b'*');
    (value.known() >= 4 && first).then(|| Verdict::by_check(check(glyphs), (0, 97), (0, 72), (0, 86)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (20_000_000..69_999_999u32).step_by(999_983) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
