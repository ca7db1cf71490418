//! Registration plates of countries other than Korea, in columns that are named so.

use super::{Identifier, Shaped, Verdict, general};

/// Four to eight letters and digits, in groups or not.
pub const IDENTIFIER: Identifier = Identifier {
    name: "world_plate",
    category: general::PLATE,
    reference: "DVLA INF104 (United Kingdom), arrêté of 9 February 2009 (France), FZV (Germany); states of North America each their own",
    evidence: "a word for the plate before it; the same shapes are codes of all kinds",
    shapes_in_context: &[
        "AA99-AAA", "AA99AAA", "AA-999-AA", "AA999AA", "AAA-999{0,1}9", "AAA9999", "9AAA999", "9{4}-AAA", "AAAA-999", "X{5,8}",
    ],
    judge,
    cell: Some(cell),
    masked: &["BD51***"],
    context: &[
        "plate", "plate no", "license plate", "licence plate", "registration plate", "vehicle registration", "vehicle reg", "vrm",
        "number plate", "plaque", "immatriculation", "plaque d'immatriculation", "kennzeichen", "amtliches kennzeichen", "matrícula", "targa",
        "kenteken",
    ],
    columns: &["plate", "plate number", "vehicle registration no"],
    examples: &[
        ("plate BD51 EXP", "BD51EXP"),
        ("immatriculation AB-123-CD", "AB123CD"),
    ],
    cells: &[("ABC7051", "ABC7051"), ("BD51EXP", "BD51EXP"), ("M-AB 1234", "MAB1234"), ("cw15 wyj", "CW15WYJ")],
    counter_examples: &["BD51 EXP", "AB-123-CD", "plate of 2019"],
    ..Identifier::BASE
};

/// Letters and digits both.
fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let letters = glyphs.iter().any(u8::is_ascii_alphabetic);
    let digits = glyphs.iter().filter(|glyph| glyph.is_ascii_digit()).count();
    (letters && digits >= 1 && glyphs.len() >= 4).then(|| Verdict::new(0, if value.groups() > 1 { 85 } else { 72 }))
}

/// In a column of plates their separators may be any.
fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    let is_sign = |byte: u8| matches!(byte, b' ' | b'-' | b'.');
    let is_plate = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_sign(byte));
    let glyphs = value.bytes().filter(|byte| !is_sign(*byte)).count();
    let both = value.bytes().any(|byte| byte.is_ascii_digit()) && value.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !is_plate || !both || !(3..=9).contains(&glyphs) || value.len() > 12 {
        return None;
    }
    normal.extend(value.bytes().filter(|byte| !is_sign(*byte)).map(|byte| char::from(byte.to_ascii_uppercase())));
    Some(Verdict::new(0, 70))
}
