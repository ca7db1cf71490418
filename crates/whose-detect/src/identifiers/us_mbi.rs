//! United States Medicare beneficiary identifier.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Eleven places: `1EG4-TE5-MK73`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_mbi",
    category: category(
        "us-mbi",
        Group::Health,
        true,
        ["Medicare beneficiary identifier", "미국 메디케어번호", "identifiant Medicare"],
    ),
    reference: "CMS, Understanding the MBI format: letters without S, L, O, I, B, Z",
    evidence: "letters and digits each in their places",
    shapes: &["9AX9-AX9-AA99", "9AX9AX9AA99"],
    judge,
    masked: &["1EG4-***-MK73", "*******MK73"],
    context: &["mbi", "medicare", "medicare number", "beneficiary"],
    columns: &["mbi", "medicare no", "medicare id"],
    examples: &[
        ("MBI 1EG4-TE5-MK73", "1EG4TE5MK73"),
        ("1EG4TE5MK73", "1EG4TE5MK73"),
        ("Medicare 1EG4-***-MK73", "1EG4***MK73"),
    ],
    cells: &[("1eg4te5mk73", "1EG4TE5MK73")],
    counter_examples: &["1SG4-TE5-MK73", "0EG4-TE5-MK73", "1EG4TE5MK7"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 4 || glyphs[0] == b'0' || glyphs.iter().any(|glyph| b"SLOIBZ".contains(glyph)) {
        return None;
    }
    Some(Verdict::new(if value.groups() == 3 { 88 } else { 66 }, 97))
}
