//! Passport number of any country.

use super::{Identifier, PASSPORT, Shaped, Verdict};

/// Six to nine letters and digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "passport",
    category: PASSPORT,
    reference: "ICAO Doc 9303 part 3: document number of up to nine letters and digits; Canada AB123456, US 9 digits",
    evidence: "a word for passport before it; nothing else tells it from other codes",
    shapes_in_context: &["X{6,9}", "A9{6,8}", "AA9{6,7}"],
    judge,
    masked: &["AB****56"],
    context: &[
        "passport", "passport no", "passport number", "passeport", "n° de passeport", "여권번호", "여권", "パスポート", "旅券番号", "旅券", "护照", "reisepass",
        "reisepassnummer", "reisepass-nr", "pasaporte", "passaporto", "paspoort", "passaporte", "pasaport", "paspor", "паспорт", "διαβατήριο", "جواز السفر", "護照",
    ],
    columns: &["passport", "passport no", "passportno", "passeport", "psprt no"],
    examples: &[
        ("passport AB123456", "AB123456"),
        ("Passport number: 123456789", "123456789"),
        ("passeport 12AB34567", "12AB34567"),
        ("여권번호: C8842019", "C8842019"),
    ],
    cells: &[("AB123456", "AB123456"), ("123456789", "123456789")],
    counter_examples: &["AB123456", "passport office", "passport 2019"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let digits = value.glyphs().iter().filter(|glyph| glyph.is_ascii_digit()).count();
    let letters = value.known() - digits;
    // In running text a word with many letters is a word.
    let most = if value.before().is_empty() { 7 } else { 3 };
    (digits >= 2 && digits + letters >= 4 && letters <= most).then(|| Verdict::new(0, if letters > 0 { 80 } else { 70 }))
}
