//! Nigerian national identification number, NIN.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Eleven digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ng_nin",
    category: category("ng-nin", Group::NationalId, true, ["Nigerian NIN", "나이지리아 신분번호(NIN)", "NIN nigérian"]),
    reference: "National Identity Management Commission Act 23 of 2007: eleven digits without meaning, no check digit",
    evidence: "a word before it; nothing else tells it from other numbers",
    shapes_in_context: &["99999999999", "9999-999-9999"],
    judge,
    masked: &["238*****651", "*******4651"],
    context: &["nin", "nin no", "nimc"],
    columns: &["nin", "nin no", "nimc no"],
    examples: &[("NIN 23817465123", "23817465123"), ("NIN: 2381 746 5123", "23817465123")],
    cells: &[("23817465123", "23817465123"), ("238*****651", "238*****651")],
    counter_examples: &["23817465123", "NIN 00017465123"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 4 && !value.glyphs().starts_with(b"00")).then(|| Verdict::new(0, 80))
}
