//! Vietnamese citizen identity number, số căn cước công dân.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Province, century and sex, year, order: twelve digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "vn_cccd",
    category: category("vn-cccd", Group::NationalId, true, ["Vietnamese identity number", "베트남 신분번호", "numéro d’identité vietnamien"]),
    reference: "Nghị định 137/2015/NĐ-CP, số định danh cá nhân: province codes to 096, no check digit",
    evidence: "province that exists, and a word before it",
    shapes_in_context: &["999999999999"],
    judge,
    masked: &["001185******", "******023817"],
    context: &["cccd", "số cccd", "căn cước", "căn cước công dân", "can cuoc cong dan"],
    columns: &["cccd", "so cccd", "cccd cmnd", "căn cước công dân"],
    examples: &[("CCCD 001185023817", "001185023817"), ("số căn cước: 079085023817", "079085023817")],
    cells: &[("001185023817", "001185023817"), ("001185******", "001185******")],
    counter_examples: &["001185023817", "CCCD 981185023817"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let province = value.number(0, 3).is_none_or(|province| (1..=96).contains(&province));
    (value.known() >= 4 && province).then(|| Verdict::new(0, 92))
}
