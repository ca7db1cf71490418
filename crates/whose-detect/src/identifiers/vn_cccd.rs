//! Vietnamese citizen identity number, số căn cước công dân.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Province, century and sex, year, order: twelve digits; nine in cards before 2016.
pub const IDENTIFIER: Identifier = Identifier {
    name: "vn_cccd",
    category: category("vn-cccd", Group::NationalId, true, ["Vietnamese identity number", "베트남 신분번호", "numéro d’identité vietnamien"]),
    reference: "Nghị định 137/2015/NĐ-CP, số định danh cá nhân: province codes to 096, no check digit",
    evidence: "province that exists, and a word before it",
    shapes_in_context: &["999999999999", "999999999"],
    judge,
    masked: &["001185******", "******023817"],
    context: &["cccd", "cmnd", "số cccd", "số cmnd", "căn cước", "căn cước công dân", "chứng minh nhân dân", "can cuoc cong dan"],
    columns: &["cccd", "cmnd", "so cccd", "so cmnd", "cccd cmnd", "căn cước công dân"],
    examples: &[("CCCD 001185023817", "001185023817"), ("số căn cước: 079085023817", "079085023817")],
    cells: &[("001185023817", "001185023817"), ("001185******", "001185******")],
    counter_examples: &["001185023817", "CCCD 981185023817"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    if value.glyphs().len() == 9 {
        return (value.known() >= 4).then(|| Verdict::new(0, 76));
    }
    let province = value.number(0, 3).is_none_or(|province| (1..=96).contains(&province));
    (value.known() >= 4 && province).then(|| Verdict::new(0, 92))
}
