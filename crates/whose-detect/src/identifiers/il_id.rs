//! Israeli identity number, מספר זהות.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits, the last a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "il_id",
    category: category("il-id", Group::NationalId, true, ["Israeli identity number", "이스라엘 신분번호", "numéro d’identité israélien"]),
    reference: "Population and Immigration Authority, מספר זהות: Luhn over nine digits",
    evidence: "check digit, and a word before it",
    shapes_in_context: &["999999999", "99999999-9", "9-9999999-9"],
    judge,
    masked: &["2381*****", "*****4650"],
    context: &["תעודת זהות", "ת.ז", "ת\"ז", "תז", "מספר זהות", "מס' זהות", "teudat zehut", "teudat zehut no", "israeli id"],
    columns: &["תעודת זהות", "מספר זהות", "ת.ז", "teudat zehut", "tz no"],
    examples: &[("ת.ז. 238174650", "238174650"), ("מספר זהות: 23817465-0", "238174650")],
    cells: &[("238174650", "238174650"), ("2381*****", "2381*****")],
    counter_examples: &["238174650", "תעודת לידה 238174650"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let checked = check_digit::luhn(value.glyphs());
    (value.known() >= 4).then(|| Verdict::by_check(checked, (0, 97), (0, 70), (0, 84)))
}
