//! Spanish identity numbers, DNI and NIE.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Eight digits and a letter; for foreigners X, Y or Z, seven digits and a letter.
pub const IDENTIFIER: Identifier = Identifier {
    name: "es_dni",
    category: category("es-dni", Group::NationalId, true, ["Spanish DNI or NIE", "스페인 신분증번호", "DNI ou NIE espagnol"]),
    reference: "Ministerio del Interior, cálculo del dígito de control del NIF/NIE: remainder by 23",
    evidence: "the letter that the remainder asks for; without a word the letter must be right",
    shapes: &["99999999A", "99999999-A", "A9999999A", "A-9999999-A"],
    judge,
    masked: &["****5678Z", "1234****Z"],
    context: &["dni", "nie", "nif", "documento nacional"],
    columns: &["dni", "nie", "nif"],
    examples: &[("DNI 12345678Z", "12345678Z"), ("54362315-K", "54362315K"), ("NIE X-2482300-W", "X2482300W")],
    cells: &[("12345678z", "12345678Z")],
    counter_examples: &["12345678A", "A1234567B", "54362315K9"],
    ..Identifier::BASE
};

/// The letter that a remainder asks for.
const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";

fn check(glyphs: &[u8]) -> Option<bool> {
    let first = match glyphs[0] {
        b'X' => b'0',
        b'Y' => b'1',
        b'Z' => b'2',
        digit => digit,
    };
    let number = std::iter::once(&first).chain(&glyphs[1..8]).try_fold(0usize, |sum, glyph| {
        glyph.is_ascii_digit().then(|| sum * 10 + usize::from(glyph - b'0'))
    })?;
    glyphs[8].is_ascii_alphabetic().then(|| LETTERS[number % 23] == glyphs[8])
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let foreign = glyphs[0].is_ascii_alphabetic();
    if foreign && !b"XYZ".contains(&glyphs[0]) || value.known() < 4 {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (64, 98), (0, 66), (0, 85)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_its_letter() {
        for number in 12_345_600..12_345_646u32 {
            let right = (b'A'..=b'Z').filter(|letter| {
                check(format!("{number}{}", char::from(*letter)).as_bytes()) == Some(true)
            });
            assert_eq!(right.count(), 1);
        }
    }
}
