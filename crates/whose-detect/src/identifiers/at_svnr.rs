//! Austrian insurance number, Versicherungsnummer.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Order, check digit, birth date: `2387 120785`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "at_svnr",
    category: category(
        "at-svnr",
        Group::NationalId,
        true,
        ["Austrian insurance number", "오스트리아 사회보험번호", "numéro d’assuré autrichien"],
    ),
    reference: "Dachverband der Sozialversicherungsträger, Aufbau der Versicherungsnummer: weights 3 7 9 5 8 4 2 1 6 modulo 11",
    evidence: "first digit not 0, birth date that exists (months 13 to 15 where a day is full), check digit, and a word before it",
    shapes_in_context: &["9999-999999", "9999999999", "9999/999999"],
    judge,
    strict: true,
    masked: &["**** 120785", "2387 ******"],
    context: &["svnr", "sv-nr", "sv-nummer", "sozialversicherungsnummer", "sozialversicherungsnr", "svnummer"],
    columns: &["svnr", "sv nr", "sv nummer", "svnummer", "sozialversicherungsnummer", "sozialvers nr"],
    examples: &[("SVNR 2387 120785", "2387120785"), ("Sozialversicherungsnummer: 2387120785", "2387120785")],
    cells: &[("2387 120785", "2387120785"), ("**** 120785", "****120785")],
    counter_examples: &["2387 120785", "2387120785", "SVNR 2387 121785"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(glyphs, &[3, 7, 9, 0, 5, 8, 4, 2, 1, 6])?;
    Some(sum % 11 == u32::from(glyphs[3] - b'0'))
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let month = [glyphs[6], glyphs[7]];
    let full = matches!(&month, b"13" | b"14" | b"15");
    let born = date::is_birth(&glyphs[8..], if full { *b"12" } else { month }, [glyphs[4], glyphs[5]]);
    if value.known() < 4 || glyphs[0] == b'0' || !born {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (0, 98), (0, 74), (0, 88)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_body_has_two_check_digits() {
        for serial in 100..1_000 {
            let right = (0..10).filter(|digit| check(format!("{serial}{digit}120785").as_bytes()) == Some(true));
            assert!(right.count() <= 1);
        }
    }
}
