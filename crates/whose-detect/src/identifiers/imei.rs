//! Identity of a mobile device, IMEI.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Fifteen digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "imei",
    category: category("imei", Group::Device, true, ["IMEI", "단말기 고유번호(IMEI)", "IMEI"]),
    reference: "3GPP TS 23.003 section 6.2, Luhn",
    evidence: "Luhn, and a word before it; in its own groups also without",
    shapes: &["99-999999-999999-9"],
    shapes_in_context: &["999999999999999"],
    judge,
    masked: &["49-015420-******-8"],
    context: &["imei", "단말기", "device id"],
    columns: &["imei", "device imei"],
    examples: &[("IMEI 490154203237518", "490154203237518"), ("49-015420-323751-8", "490154203237518")],
    cells: &[("490154203237518", "490154203237518")],
    counter_examples: &["490154203237518", "49-015420-323751-9"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let checked = check_digit::luhn(value.glyphs());
    let grouped = value.groups() == 4;
    (value.known() >= 6).then(|| match grouped {
        true => Verdict::by_check(checked, (88, 98), (0, 80), (70, 92)),
        false => Verdict::by_check(checked, (0, 97), (0, 70), (0, 82)),
    })
}
