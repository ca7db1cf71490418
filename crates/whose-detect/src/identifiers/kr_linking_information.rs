//! Korean linking information (연계정보, CI) and duplication information (중복가입확인정보, DI).

use super::{Around, Group, Hit, Identifier, Trigger, Verdict, category};

/// Digests that stand for a resident number: CI between services, DI within one.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_linking_information",
    category: category(
        "kr-linking-information",
        Group::NationalId,
        true,
        ["linking information (CI/DI)", "연계정보(CI/DI)", "information de liaison (CI/DI)"],
    ),
    reference: "KISA, guide to linking information: CI is 88 characters of base64, DI 64 to 66",
    evidence: "length and alphabet; every DI starts with the same bytes; CI needs a word before it",
    finders: &[(Trigger::LongWord, find)],
    cell: Some(cell),
    masked: &["aBcD3fG*****"],
    context: &["연계정보", "중복가입확인정보", "중복확인", "본인확인값", "ci", "di", "conninfo", "dupinfo"],
    columns: &["ci value", "di value", "user ci", "user di", "mbr ci"],
    examples: &[
        (
            "CI=Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYg==",
            "Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYg==",
        ),
        (
            "MC0GCCqGSIb3DQIJAyEAZm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE=",
            "MC0GCCqGSIb3DQIJAyEAZm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE=",
        ),
    ],
    cells: &[("aBcD3fG*****", "aBcD3fG…")],
    counter_examples: &[
        "sha512 Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYg==",
        "MC0GCCqGSIb3DQIJAyEA",
    ],
    ..Identifier::BASE
};

const fn in_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')
}

fn verdict(value: &[u8]) -> Option<Verdict> {
    let di = value.starts_with(b"MC0GCCqGSIb3DQIJAyEA") && (64..=66).contains(&value.len());
    if di {
        return Some(Verdict::new(97, 99));
    }
    (value.len() == 88 && value.ends_with(b"==")).then(|| Verdict::new(0, 94))
}

fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let bytes = &around.text.as_bytes()[at..];
    let body = bytes.iter().take(100).take_while(|byte| in_base64(**byte)).count();
    let padding = bytes[body..].iter().take(2).take_while(|byte| **byte == b'=').count();
    let value = &around.text[at..at + body + padding];
    let verdict = verdict(value.as_bytes())?;
    normal.push_str(value);
    Some(Hit { start: at, end: at + value.len(), verdict })
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    if value.len() < 8 || value.len() < 64 && !value.ends_with('*') {
        return None;
    }
    if value.bytes().all(|byte| in_base64(byte) || byte == b'=') {
        let verdict = verdict(value.as_bytes())?;
        normal.push_str(value);
        return Some(verdict);
    }
    let shown = value.trim_end_matches('*');
    let masked = value.len() > shown.len() + 2 && shown.len() >= 5 && shown.bytes().all(in_base64);
    let mixed = shown.bytes().any(|byte| byte.is_ascii_lowercase()) && shown.bytes().any(|byte| byte.is_ascii_uppercase());
    (masked && mixed).then(|| {
        normal.extend([shown, "…"]);
        Verdict::new(0, 70)
    })
}
