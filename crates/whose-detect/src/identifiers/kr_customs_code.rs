//! Korean personal customs clearance code, 개인통관고유부호.

use super::{Group, Identifier, Shaped, Verdict, category};

/// `P` and twelve digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_customs_code",
    category: category(
        "kr-customs-code",
        Group::NationalId,
        true,
        ["personal customs code", "개인통관고유부호", "code douanier personnel coréen"],
    ),
    reference: "Korea Customs Service (관세청), personal customs clearance code",
    evidence: "the letter P and just twelve digits; no check digit is published",
    shapes: &["A999999999999"],
    judge,
    masked: &["P1234********"],
    context: &["개인통관고유부호", "통관고유부호", "통관번호", "통관부호", "pccc", "customs code"],
    columns: &["customs no", "pcc no"],
    examples: &[
        ("개인통관고유부호 P123456789012", "P123456789012"),
        ("통관번호: P1234********", "P1234********"),
        ("P200912345678", "P200912345678"),
    ],
    cells: &[("p123456789012", "P123456789012")],
    counter_examples: &["Q123456789012", "P1234567890123", "SKU-12-P123456789012"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.glyphs()[0] == b'P' && value.known() >= 4).then(|| Verdict::new(66, 96))
}
