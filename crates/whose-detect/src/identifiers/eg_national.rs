//! Egyptian national number, الرقم القومي.

use super::{Group, Identifier, Shaped, Verdict, category, date};

/// Century, birth date, governorate, order with the sex, a digit whose rule is not published.
pub const IDENTIFIER: Identifier = Identifier {
    name: "eg_national",
    category: category("eg-national-id", Group::NationalId, true, ["Egyptian national number", "이집트 신분번호", "numéro national égyptien"]),
    reference: "Law 143 of 1994 on civil status (Egypt): 2 or 3 for the century, YYMMDD, governorate 01 to 35 or 88",
    evidence: "birth date that exists, governorate that exists, and a word before it",
    shapes_in_context: &["99999999999999"],
    judge,
    masked: &["285071201*****", "28507120******"],
    context: &["الرقم القومي", "الرقم القومى", "رقم قومي", "رقم قومى", "egyptian national id"],
    columns: &["الرقم القومي", "الرقم القومى", "رقم قومي", "egyptian national id"],
    examples: &[("الرقم القومي: 28507120112382", "28507120112382")],
    cells: &[("28507120112382", "28507120112382"), ("285071201*****", "285071201*****")],
    counter_examples: &["28507120112382", "الرقم القومي 28513120112382"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let century: &[u8] = match glyphs[0] {
        b'2' => b"19",
        b'3' => b"20",
        b'*' => b"**",
        _ => return None,
    };
    let year = [century, &glyphs[1..3]].concat();
    let born = date::is_birth(&year, [glyphs[3], glyphs[4]], [glyphs[5], glyphs[6]]);
    let governorate = value.number(7, 9).is_none_or(|code| matches!(code, 1..=35 | 88));
    (value.known() >= 4 && born && governorate).then(|| Verdict::new(0, 94))
}
