//! Mobile phones of the United Kingdom as they are written there.

use super::{Identifier, Shaped, Verdict, general};

/// `07` and nine digits, grouped five and six or five, three, three.
pub const IDENTIFIER: Identifier = Identifier {
    name: "uk_mobile",
    category: general::MOBILE,
    reference: "Ofcom, National Telephone Numbering Plan: 071 to 075 and 077 to 079 are mobile; 070 and 076 are not",
    evidence: "the two digits, the length and the groups; without groups a word for phone before it",
    shapes: &["99999-999999", "99999-999-999"],
    shapes_in_context: &["9{11}"],
    judge,
    masked: &["07845 ***381"],
    context: &["mobile", "mob", "tel", "phone", "whatsapp"],
    columns: &["mobile no"],
    examples: &[("12 High Street, 07845 511381", "07845511381"), ("Best number 07928 406192.", "07928406192"), ("mob 07845511381", "07845511381")],
    cells: &[("07845 511381", "07845511381")],
    counter_examples: &["07045 511381", "12345 678901", "07845511381"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let mobile = matches!(value.glyphs(), [b'0', b'7', b'1'..=b'5' | b'7'..=b'9', ..]);
    (mobile && !value.plus && value.known() >= 6).then(|| Verdict::new(if value.groups() > 1 { 70 } else { 0 }, 88))
}
