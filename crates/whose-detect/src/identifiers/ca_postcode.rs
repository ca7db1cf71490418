//! Canadian postal code.

use super::{Identifier, Shaped, Verdict, general};

/// `A9A 9A9`; the first three tell the region.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ca_postcode",
    category: general::POSTCODE,
    reference: "Canada Post addressing guidelines: no D F I O Q U, and no W or Z first",
    evidence: "letters that codes use, in their places; in one word it needs capitals",
    shapes: &["A9A-9A9", "A9A9A9"],
    shapes_in_cells: &["A9A"],
    judge,
    masked: &["K1A ***", "K1A"],
    context: &["postal code", "code postal", "postcode", "postal", "우편번호"],
    columns: &["postal", "postalcode", "postal cd", "code postal", "cp"],
    examples: &[
        ("Ottawa ON K1A 0B1", "K1A0B1"),
        ("Montréal (QC)  H2X1Y4", "H2X1Y4"),
        ("m5v 3l9 Toronto", "M5V3L9"),
        ("code postal : H2X-1Y4", "H2X1Y4"),
        ("postal code K1A ***", "K1A***"),
    ],
    cells: &[("k1a0b1", "K1A0B1"), ("K1A", "K1A"), ("K1A ***", "K1A***")],
    counter_examples: &["D1A 0B1", "W1A 0B1", "K1A 0B1C", "a1b2c3", "part X1-K1A0B1-2"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let letter = |at: usize| glyphs.get(at).is_none_or(|glyph| !b"DFIOQU".contains(glyph));
    if value.known() < 3 || glyphs[0] == b'*' || b"WZ".contains(&glyphs[0]) || !(letter(0) && letter(2) && letter(4)) {
        return None;
    }
    let lower = value.written().bytes().any(|byte| byte.is_ascii_lowercase());
    Some(match (glyphs.len(), value.groups()) {
        (3, _) => Verdict::new(0, 70),
        (_, 2) if value.separator(1) == b' ' => Verdict::new(if lower { 76 } else { 90 }, 98),
        (_, 2) => Verdict::new(55, 95),
        _ => Verdict::new(if lower { 0 } else { 68 }, 97),
    })
}
