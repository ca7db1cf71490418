//! Diagnosis by its code.

use super::{Identifier, Shaped, Verdict};
use crate::lexicon::latin;
use crate::scan::Scope;
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
    evidence: "the shape of a code and a word for illness before it; in brackets, an illness just before them",
    shapes: &["A99.9{1,2}"],
    shapes_in_context: &["A99", "A99.9{1,3}", "A999", "A9999"],
    judge,
    normal,
    context: &[
        "diagnosis", "icd", "icd-10", "icd10", "dx", "진단", "상병", "상병코드", "진단명", "질병코드", "질병분류", "kcd",
        "diagnostic", "cim-10", "maladie", "diagnose", "diagnosen", "diagnóstico", "diagnosi", "병명", "질병명", "病名", "診断", "诊断",
        "التشخيص", "диагноз",
    ],
    columns: &["icd", "icd10", "dx code", "diagnosis", "상병코드", "sick cd", "dgns cd"],
    examples: &[("diagnosis J45.9", "J45.9"), ("상병코드 M545", "M54.5"), ("진단: F32.1", "F32.1"),
        ("Diagnosen: Vorhofflimmern (I48.9)", "I48.9"),
        ("병명: 제2형 당뇨병 (E11.9)", "E11.9"),
        ("우측 발목 골절(S82.6)", "S82.6"),
        ("en arrêt de travail pour lombalgie (M54.5)", "M54.5"),
        ("acute kidney injury (N17.9)", "N17.9"),
    ],
    cells: &[("J45.9", "J45.9"), ("M545", "M54.5")],
    counter_examples: &["J45.9", "highway A12", "diagnosis U99.99x", "the motorway (M25)", "see figure (F12.1)"],
    ..Identifier::BASE
};

/// Is it a label that an illness follows, by code or in words?
pub(crate) fn is_label(label: &str) -> bool {
    let folded = latin::fold(label);
    IDENTIFIER.context.iter().any(|word| *word == folded || *word == label)
}

/// How words for illnesses end in the languages of Europe, folded, and in Korean.
const ILLNESSES: &[&str] = &[
    "itis", "ite", "algia", "algie", "osis", "ose", "pathy", "pathie", "patia", "emia", "emie", "amie", "oma", "ome",
    "om", "fracture", "fractures", "fraktur", "fractura", "frattura", "bruch", "injury", "sprain", "diabetes", "diabete", "asthma",
    "asthme", "infarction", "infarctus", "infarkt", "infarto", "pneumonia", "hypertension", "hypertonie", "flimmern", "depression",
    "cancer", "krebs", "disease", "disorder", "syndrome", "syndrom", "failure", "insuffisance", "insuffizienz", "insuficiencia",
];
const ILLNESSES_KOREAN: [&str; 14] =
    ["염", "암", "증", "병", "통", "골절", "염좌", "질환", "장애", "손상", "파열", "경색", "출혈", "혈압"];

/// Does an illness stand before a bracket?
fn is_illness(before: &str) -> bool {
    let word = before.rsplit([' ', '\n', ',', '\t']).next().unwrap_or_default();
    ILLNESSES_KOREAN.iter().any(|ending| word.ends_with(ending))
        || word.len() > 4 && {
            let folded = latin::fold(word);
            // `purpose` and `website` end like illnesses too.
            ILLNESSES.iter().any(|ending| folded.ends_with(ending) && (ending.len() > 3 || folded.len() > 7))
        }
}

/// Does it stand in brackets behind an illness: `골절(S82.6)`?
fn is_bracketed(value: &Shaped<'_>) -> bool {
    let before = value.before().strip_suffix(['(', '[']);
    value.after().starts_with([')', ']']) && before.is_some_and(|before| is_illness(before.trim_end_matches(' ')))
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let upper = value.written().bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
    if !value.is_whole() || !upper {
        return None;
    }
    match value.scope {
        Scope::Text => is_bracketed(value).then(|| Verdict::new(80, 88)),
        _ => Some(Verdict::new(0, if value.groups() == 2 { 88 } else { 66 })),
    }
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    let (category, rest) = value.compact().split_at(3);
    normal.push_str(category);
    if !rest.is_empty() {
        normal.extend([".", rest]);
    }
}
