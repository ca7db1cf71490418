//! Diagnosis by its code.

use super::{Identifier, Shaped, Verdict};
use whose_model::category::{CategoryDefinition, Comparison, Group};

/// ICD-10 (KCD in Korea): a letter, two digits, and up to two more behind a dot.
pub const IDENTIFIER: Identifier = Identifier {
    name: "diagnosis",
    category: CategoryDefinition {
        code: "diagnosis",
        group: Group::Health,
        comparison: Comparison::Opaque,
        identifies: false,
        label: ["diagnosis", "진단명·상병코드", "diagnostic"],
    },
    reference: "WHO, International Statistical Classification of Diseases, tenth revision; KCD-8",
    evidence: "the shape of a code and a word for illness before it",
    shapes_in_context: &["A99", "A99.9{1,3}", "A999", "A9999"],
    judge,
    normal,
    context: &[
        "diagnosis", "icd", "icd-10", "icd10", "dx", "진단", "상병", "상병코드", "진단명", "질병코드", "질병분류", "kcd",
        "diagnostic", "cim-10", "maladie",
    ],
    columns: &["icd", "icd10", "dx code", "diagnosis", "상병코드", "sick cd", "dgns cd"],
    examples: &[("diagnosis J45.9", "J45.9"), ("상병코드 M545", "M54.5"), ("진단: F32.1", "F32.1")],
    cells: &[("J45.9", "J45.9"), ("M545", "M54.5")],
    counter_examples: &["J45.9", "highway A12", "diagnosis U99.99x"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let upper = value.written().bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
    (value.is_whole() && upper).then(|| Verdict::new(0, if value.groups() == 2 { 88 } else { 66 }))
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    let (category, rest) = value.compact().split_at(3);
    normal.push_str(category);
    if !rest.is_empty() {
        normal.extend([".", rest]);
    }
}
