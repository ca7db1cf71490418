//! Emirates identity number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// 784, year of birth, seven digits, a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ae_emirates",
    category: category("ae-emirates-id", Group::NationalId, true, ["Emirates ID", "아랍에미리트 신분번호", "numéro d’identité émirien"]),
    reference: "Federal Authority for Identity and Citizenship, identity number: 784 (ISO 3166), year of birth, Luhn",
    evidence: "784 in front, year of birth, check digit",
    shapes: &["999-9999-9999999-9", "999999999999999"],
    judge,
    masked: &["784-1985-*******-1", "784-****-*******-*"],
    context: &["emirates id", "emirates id no", "eida", "رقم الهوية", "الهوية الإماراتية", "بطاقة الهوية"],
    columns: &["emirates id", "emiratesid", "eid no", "emirates id no", "رقم الهوية"],
    examples: &[("Emirates ID 784-1985-2381746-2", "784198523817462"), ("784-1985-2381746-2", "784198523817462"), ("784198523817462", "784198523817462")],
    cells: &[("784198523817462", "784198523817462"), ("784-1985-*******-1", "7841985*******1")],
    counter_examples: &["783-1985-2381746-1", "784-1785-2381746-1"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let country = glyphs.iter().zip(b"784").all(|(glyph, wanted)| glyph == wanted || *glyph == b'*');
    let year = value.number(3, 7).is_none_or(|year| (1900..=2030).contains(&year));
    if value.known() < 3 || !country || !year {
        return None;
    }
    let checked = check_digit::luhn(glyphs);
    Some(match value.groups() {
        4 => Verdict::by_check(checked, (97, 99), (70, 86), (80, 95)),
        _ => Verdict::by_check(checked, (80, 98), (0, 80), (0, 90)),
    })
}
