//! Pakistani identity card number, CNIC.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Place in five digits, seven digits, a digit for the sex: `34201-0891231-8`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "pk_cnic",
    category: category("pk-cnic", Group::NationalId, true, ["Pakistani CNIC", "파키스탄 신분번호(CNIC)", "CNIC pakistanais"]),
    reference: "National Database and Registration Authority, CNIC: province 1 to 7 in front, last digit odd for men; no check digit",
    evidence: "province that exists, hyphens in their places; thirteen bare digits need a word before them",
    shapes: &["99999=9999999=9"],
    shapes_in_context: &["9999999999999"],
    judge,
    masked: &["34201-*******-8", "*****-0891231-*"],
    context: &["cnic", "cnic no", "nicop", "شناختی کارڈ"],
    columns: &["cnic", "cnic no", "nicop", "شناختی کارڈ نمبر"],
    examples: &[("CNIC 34201-0891231-8", "3420108912318"), ("34201-0891231-8", "3420108912318")],
    cells: &[("3420108912318", "3420108912318"), ("34201-*******-8", "34201*******8")],
    counter_examples: &["94201-0891231-8", "3420108912318"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 4 || matches!(glyphs[0], b'0' | b'8' | b'9') {
        return None;
    }
    let alone = match value.separator(1) {
        b'-' if value.is_whole() => 70,
        _ => 0,
    };
    Some(Verdict::new(alone, if value.groups() == 3 { 96 } else { 84 }))
}
