//! Croatian personal number, OIB.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Eleven digits, the last a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "hr_oib",
    category: category("hr-oib", Group::NationalId, true, ["Croatian OIB", "크로아티아 개인번호(OIB)", "OIB croate"]),
    reference: "Zakon o osobnom identifikacijskom broju, Narodne novine 60/08: ISO 7064 mod 11,10",
    evidence: "check digit, and a word before it",
    shapes_in_context: &["99999999999"],
    judge,
    masked: &["238*****096"],
    context: &["oib", "osobni identifikacijski broj"],
    columns: &["oib"],
    examples: &[("OIB 23817465096", "23817465096")],
    cells: &[("23817465096", "23817465096"), ("238*****096", "238*****096")],
    counter_examples: &["23817465096"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let checked = check_digit::iso_11_10(value.glyphs());
    (value.known() >= 4).then(|| Verdict::by_check(checked, (0, 98), (0, 72), (0, 86)))
}
