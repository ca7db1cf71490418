//! Vietnamese people's identity card number, số chứng minh nhân dân, until 2016.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Nine digits, other ones than the twelve that followed.
pub const IDENTIFIER: Identifier = Identifier {
    name: "vn_cmnd",
    category: category(
        "vn-cmnd",
        Group::NationalId,
        true,
        ["old Vietnamese identity card number", "베트남 구 신분증번호", "ancien numéro de carte d’identité vietnamienne"],
    ),
    reference: "Nghị định 05/1999/NĐ-CP, giấy chứng minh nhân dân: nine digits, no check digit",
    evidence: "a word before it; nothing else tells it from other numbers",
    shapes_in_context: &["999999999"],
    judge,
    masked: &["0238*****", "******465"],
    context: &["cmnd", "số cmnd", "chứng minh nhân dân"],
    columns: &["cmnd", "so cmnd"],
    examples: &[("CMND 023817465", "023817465")],
    cells: &[("023817465", "023817465"), ("0238*****", "0238*****")],
    counter_examples: &["023817465"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 3).then(|| Verdict::new(0, 78))
}
