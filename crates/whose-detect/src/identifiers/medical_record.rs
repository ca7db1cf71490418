//! Medical record number of a hospital.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Each hospital has its own.
pub const IDENTIFIER: Identifier = Identifier {
    name: "medical_record",
    category: category(
        "medical-record-number",
        Group::Health,
        true,
        ["medical record number", "환자등록번호", "numéro de dossier médical"],
    ),
    reference: "HL7 v2 PID-3, identifier type MR",
    evidence: "a word for patient or chart before it; nothing else tells it from other codes",
    shapes_in_context: &["9{5,10}", "A9{5,9}", "AA9{5,8}", "AAA9{5,7}", "AAA-9{5,8}", "99-99-99"],
    judge,
    masked: &["12****78"],
    context: &[
        "mrn", "medical record", "patient id", "patient number", "patient no", "chart no", "chart number",
        "환자번호", "환자등록번호", "차트번호", "병록번호", "등록번호(환자)", "numéro de dossier", "no de dossier", "dossier médical",
    ],
    columns: &["mrn", "patient id", "patientno", "chart no", "ptno", "pt no", "환자번호"],
    examples: &[("MRN 12345678", "12345678"), ("환자번호: 00123456", "00123456"), ("patient ID P123456", "P123456")],
    cells: &[("00123456", "00123456")],
    counter_examples: &["12345678", "patient 2019"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 3).then(|| Verdict::new(0, 78))
}
