//! Number of a Korean health insurance certificate, 건강보험증번호.

use super::{Group, Identifier, Shaped, Verdict, category};

/// One digit for the kind of insured and ten for the household.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_health_insurance",
    category: category(
        "kr-health-insurance-number",
        Group::Health,
        true,
        ["Korean health insurance number", "건강보험증번호", "numéro d’assurance maladie coréen"],
    ),
    reference: "National Health Insurance Service (국민건강보험공단), form of the certificate",
    evidence: "eleven digits, the first 1 to 9, and a word that speaks of health insurance",
    shapes_in_context: &["9-9999999999", "99999999999"],
    judge,
    masked: &["1-28401*****"],
    context: &["건강보험증", "의료보험증", "건강보험", "의료보험", "보험증번호", "health insurance"],
    columns: &["hlthinsno", "nhis no", "insurance card no"],
    examples: &[("건강보험증번호: 1-2840193756", "12840193756"), ("의료보험증번호 2-10048*****", "210048*****")],
    cells: &[("12840193756", "12840193756")],
    counter_examples: &["1-2840193756", "건강보험 문의 010-1234-5678"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let first = value.glyphs()[0];
    (value.known() >= 4 && first != b'0').then(|| Verdict::new(0, if value.groups() == 2 { 93 } else { 82 }))
}
