//! German insurance number of the pension insurance, Versicherungsnummer.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Area, birth date, first letter of the name at birth, order with the sex, check digit: `15 070649 C 103`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "de_social_insurance",
    category: category(
        "de-social-insurance",
        Group::NationalId,
        true,
        ["German social insurance number", "독일 사회보험번호", "numéro de sécurité sociale allemand"],
    ),
    reference: "Sozialgesetzbuch VI section 147, Versicherungsnummern-Verordnung: weights 2 1 2 5 7 1 2 1 2 1 2 1 with digit sums",
    evidence: "birth date that exists, letter in its place, check digit",
    shapes: &["99999999A999", "99-999999-A-999"],
    shapes_in_context: &["99-999999-A-99-9", "99-99-99-99-A-999", "99-999999-A999"],
    judge,
    masked: &["15 070649 * ***", "15******C103"],
    context: &[
        "rentenversicherungsnummer", "rentenversicherungsnr", "sozialversicherungsnummer", "sozialversicherungsnr", "sv-nummer", "sv-nr", "svnr", "rvnr", "rv-nummer",
        "versicherungsnummer", "german social insurance",
    ],
    columns: &["rentenversicherungsnummer", "rvnr", "sv nummer", "svnr", "sv nr", "sozialversicherungsnummer", "sozialvers nr", "rv nummer"],
    examples: &[("Rentenversicherungsnummer 15 070649 C 103", "15070649C103"), ("15070649C103", "15070649C103")],
    cells: &[("15070649C103", "15070649C103"), ("15******C103", "15******C103")],
    counter_examples: &["15071349C103", "15070649C104", "15070649 103"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let letter = glyphs[8].checked_sub(b'A')? + 1;
    let pair = [b'0' + letter / 10, b'0' + letter % 10];
    let digits = [&glyphs[..8], &pair, &glyphs[9..11]].concat();
    let weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let sum = (0..12).try_fold(0, |sum, at| {
        let product = check_digit::weighted(&digits[at..=at], &weights[at..=at])?;
        Some(sum + product / 10 + product % 10)
    })?;
    Some(sum % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    // Days that nobody knows are 0.
    let day = match (glyphs[2], glyphs[3]) {
        (b'0', b'0') => *b"01",
        (tens, ones) => [tens, ones],
    };
    let born = date::is_birth(&glyphs[6..8], [glyphs[4], glyphs[5]], day);
    if value.known() < 4 || !born || &glyphs[..2] == b"00" {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (84, 99), (0, 78), (0, 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for letter in b'A'..=b'Z' {
            for serial in 0..100 {
                let body = format!("15070649{}{serial:02}", char::from(letter));
                let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
                assert_eq!(right.count(), 1);
            }
        }
    }
}
