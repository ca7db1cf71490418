//! Taiwanese identity number, 國民身分證統一編號.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// A letter for the county, 1 or 2 for the sex (8 or 9 for foreigners, A to D before 2021), eight digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "tw_id",
    category: category("tw-id", Group::NationalId, true, ["Taiwanese identity number", "대만 신분증번호", "numéro d’identité taïwanais"]),
    reference: "Household Registration Act (戶籍法) and the rules of the National Immigration Agency since 2021-01-02: weights 1 9 8 7 6 5 4 3 2 1 1",
    evidence: "digit of the sex, check digit; without a word it is weak",
    shapes: &["A999999999"],
    shapes_in_context: &["AA99999999"],
    judge,
    masked: &["A12345****", "A1****6789", "A1*******9"],
    context: &["身分證", "身分證字號", "身份證字號", "國民身分證", "身分證號", "身分證統一編號", "居留證"],
    columns: &["身分證字號", "身份證字號", "身分證號碼", "居留證號碼"],
    examples: &[("身分證字號：A123456789", "A123456789"), ("國民身分證 F238174650", "F238174650")],
    cells: &[("A123456789", "A123456789"), ("A12345****", "A12345****")],
    counter_examples: &["A123456788", "A323456789", "A123456789"],
    ..Identifier::BASE
};

/// Letters in the order of the numbers 10 to 35 that they stand for.
const ORDER: &[u8; 26] = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";

fn check(glyphs: &[u8]) -> Option<bool> {
    let number = |letter: u8| ORDER.iter().zip(10u32..).find(|(known, _)| **known == letter).map(|(_, number)| number);
    let first = number(glyphs[0])?;
    let second = match glyphs[1] {
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        letter => number(letter)? % 10,
    };
    let rest = check_digit::weighted(&glyphs[2..], &[7, 6, 5, 4, 3, 2, 1, 1])?;
    Some((first / 10 + first % 10 * 9 + second * 8 + rest) % 10 == 0)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let sex = matches!(glyphs[1], b'1' | b'2' | b'8' | b'9' | b'A'..=b'D' | b'*');
    (value.known() >= 3 && sex).then(|| Verdict::by_check(check(glyphs), (45, 99), (0, 76), (0, 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for letter in ORDER {
            for serial in 0..100 {
                let right = (0..10).filter(|digit| {
                    check(format!("{}1234{serial:04}{digit}", char::from(*letter)).as_bytes()) == Some(true)
                });
                assert_eq!(right.count(), 1);
            }
        }
    }
}
