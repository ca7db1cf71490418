//! Is somebody named in a text the patient, or who attends them?

use whose_model::Role;

use crate::header::{self, Concept};
use crate::lexicon::latin;
use crate::text::{is_title, korean_words};

/// What the words before a name say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Patient,
    /// By a label or rank of those who treat.
    Attends,
    /// By a doctor's title alone, which patients have too.
    Titled,
    Unknown,
}

/// How far before a name its label is looked for, in bytes.
const REACH: usize = 60;
/// Ranks of those who treat that name no column, folded.
const RANKS: [&str; 9] = [
    "consultant",
    "oberarzt",
    "oberarztin",
    "chefarzt",
    "chefarztin",
    "hausarzt",
    "hausarztin",
    "surgery",
    "registrar",
];

/// What the words before the name that begins at `at` say.
pub(crate) fn before(text: &str, at: usize) -> Standing {
    let from = text.floor_char_boundary(at.saturating_sub(REACH));
    let line = text.get(from..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let (head, titled) = without_titles(line.trim_end());
    if let Some(label) = head.strip_suffix([':', '：']) {
        let label = label.rsplit(['\t', ',', ';', '|']).next().unwrap_or_default();
        return by_label(label.rsplit("  ").next().unwrap_or_default(), titled);
    }
    let last = head.rsplit([' ', ',', '(']).next().unwrap_or_default().trim_end_matches('.');
    // Most words before names begin otherwise, and are not looked up.
    if titled || last.starts_with(['p', 'P']) { by_label(last, titled) } else { Standing::Unknown }
}

/// Does one of the lines begin with the role of somebody in brackets: `(근로자)`, `(Employee)`?
pub(crate) fn begins_party(lines: &str) -> bool {
    lines.match_indices("\n(").any(|(at, _)| {
        let inside = lines[at + 2..].split(['\n', '(']).next().unwrap_or_default();
        let role = inside.split_once(')').map_or("", |(role, _)| role);
        (1..=REACH).contains(&role.len())
            && (korean_words::is_role(role) || header::role_of(&header::words(role)) != Role::Unknown)
    })
}

fn by_label(label: &str, titled: bool) -> Standing {
    let words = header::words(label);
    let folded = latin::fold(label);
    let ranked = folded.split(|c: char| !c.is_alphabetic()).any(|word| RANKS.contains(&word));
    if words.has(Concept::Practitioner) || ranked {
        return Standing::Attends;
    }
    match words.has(Concept::Patient) {
        true => Standing::Patient,
        false if titled => Standing::Titled,
        false => Standing::Unknown,
    }
}

/// Without the titles at its end, and whether one of them is a doctor's: `GP: Dr`, `Herr Dr. med.`.
fn without_titles(head: &str) -> (&str, bool) {
    let (mut rest, mut titled) = (head, false);
    loop {
        let word = rest.rsplit([' ', ':', '\t', ',']).next().unwrap_or_default();
        let folded = latin::fold(word.trim_end_matches('.'));
        if folded.is_empty() || !(is_title(word) || folded == "med") {
            return (rest, titled);
        }
        titled |= matches!(folded.as_str(), "dr" | "prof" | "med");
        rest = rest[..rest.len() - word.len()].trim_end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn patients_and_those_who_attend_them() {
        for (head, expected) in [
            ("Patient: ", Standing::Patient),
            ("DOB: 1\nPatient Name: ", Standing::Patient),
            ("환자 성명: ", Standing::Patient),
            ("Ihre Patientin Frau ", Standing::Patient),
            ("Betr.: Pat. ", Standing::Patient),
            ("GP: Dr ", Standing::Attends),
            ("Ward: 4  Consultant: Dr. ", Standing::Attends),
            ("Oberarzt Prof. Dr. med. ", Standing::Attends),
            ("주치의: ", Standing::Attends),
            ("Dear Dr ", Standing::Titled),
            ("Herr ", Standing::Unknown),
            ("by ", Standing::Unknown),
            ("", Standing::Unknown),
        ] {
            assert_eq!(before(head, head.len()), expected, "{head}");
        }
    }

    #[test]
    fn parties_of_a_contract_begin_lines() {
        for (lines, expected) in [
            (" (서명)\n(근로자) 주소: ", true),
            ("\n(Employee) Name: ", true),
            ("\n(010) 1234", false),
            (" (근로자) ", false),
            ("\n(", false),
        ] {
            assert_eq!(begins_party(lines), expected, "{lines}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(Dr\\. |é|환자|: |Pat\\.|\n|\\PC){0,20}") {
            let _ = before(&text, text.len());
            let _ = begins_party(&text);
        }
    }
}
