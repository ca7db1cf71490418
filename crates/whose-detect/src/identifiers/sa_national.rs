//! Saudi identity number of citizens and residents.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Ten digits, a 1 for citizens or a 2 for residents in front, the last a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "sa_national",
    category: category("sa-national-id", Group::NationalId, true, ["Saudi identity number", "사우디아라비아 신분번호", "numéro d’identité saoudien"]),
    reference: "Ministry of Interior of Saudi Arabia, رقم الهوية الوطنية and رقم الإقامة: Luhn",
    evidence: "1 or 2 in front, check digit, and a word before it",
    shapes_in_context: &["9999999999"],
    judge,
    masked: &["1023******", "******4651"],
    context: &["رقم الهوية", "الهوية الوطنية", "هوية وطنية", "رقم الإقامة", "الإقامة", "iqama", "iqama no", "saudi id"],
    columns: &["iqama", "iqama no", "saudi id", "رقم الهوية", "رقم الهوية الوطنية", "رقم الإقامة"],
    examples: &[("رقم الهوية الوطنية 1023817461", "1023817461"), ("Iqama No. 2023817469", "2023817469")],
    cells: &[("1023817461", "1023817461"), ("1023******", "1023******")],
    counter_examples: &["1023817461", "iqama 3023817465"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let first = matches!(glyphs[0], b'1' | b'2' | b'*');
    let checked = check_digit::luhn(glyphs);
    (value.known() >= 4 && first).then(|| Verdict::by_check(checked, (0, 98), (0, 74), (0, 86)))
}
