//! Korean passport number, 여권번호.

use super::{PASSPORT, Identifier, Shaped, Verdict};

/// A letter for the kind and eight digits; since December 2021 the fifth place is a letter.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_passport",
    category: PASSPORT,
    reference: "Ministry of Foreign Affairs (외교부), passport numbering of 2008 and of 2021-12-21",
    evidence: "first letter M, S, R, O, D, G or P (others with context); no check digit",
    shapes: &["A99999999", "A999A9999"],
    shapes_in_context: &["AA9999999", "A9999999"],
    judge,
    masked: &["M1234****", "M123A****"],
    context: &["여권번호", "여권 번호", "여권", "passport", "passeport"],
    columns: &["passport no", "passportno", "psprt"],
    examples: &[
        ("여권번호: M12345678", "M12345678"),
        ("여권번호 M123A4567을", "M123A4567"),
        ("여권 M1234****", "M1234****"),
        ("여권번호: B72184905", "B72184905"),
    ],
    cells: &[("m12345678", "M12345678"), ("M1234****", "M1234****")],
    counter_examples: &["상품코드 M12345678", "SKU X12345678", "M1234567890"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let known_kind = matches!(value.glyphs()[0], b'M' | b'S' | b'R' | b'O' | b'D' | b'G' | b'P');
    if value.known() < 4 || !value.glyphs()[0].is_ascii_alphabetic() {
        return None;
    }
    Some(match (known_kind, value.is_whole()) {
        (true, true) => Verdict::new(44, 95),
        (true, false) => Verdict::new(48, 93),
        (false, _) => Verdict::new(0, 84),
    })
}
