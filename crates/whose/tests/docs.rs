//! The tables of formats, identifiers and jurisdictions in docs/ are generated from the code and its data. `cargo xtask docs` writes them.

use std::fmt::Write;
use std::path::Path;

fn check(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("WHOSE_WRITE_DOCS").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let stands = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(stands == text, "docs/{name} is not what the code says: run `cargo xtask docs`");
}

#[test]
fn formats() {
    let mut text = String::from(
        "# Formats\n\nGenerated from the code by `cargo xtask docs`. Anything else is a gap with its reason.\n",
    );
    for (title, formats) in
        [("Formats", whose_read::formats::ALL), ("Containers", whose_read::containers::ALL)]
    {
        write!(text, "\n## {title}\n\n| code | what |\n|---|---|\n").unwrap();
        for format in formats {
            writeln!(text, "| `{}` | {} |", format.code(), format.title()).unwrap();
        }
    }
    check("formats.md", &text);
}

#[test]
fn identifiers() {
    let mut text = String::from(
        "# Identifiers\n\nGenerated from the code by `cargo xtask docs`: one file each in `crates/whose-detect/src/identifiers/`. \
         A checksum raises certainty and never decides.\n\n\
         | identifier | reported as | how it is told | masked forms | example | reference |\n|---|---|---|---|---|---|\n",
    );
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    let code = |text: &str| format!("`{}`", cell(text));
    for identifier in whose_detect::identifiers::ALL {
        let example = identifier
            .examples
            .first()
            .or(identifier.cells.first())
            .map(|(text, _)| code(text))
            .unwrap_or_default();
        let masked: Vec<String> = identifier.masked.iter().map(|form| code(form)).collect();
        writeln!(
            text,
            "| {} | {} | {} | {} | {example} | {} |",
            identifier.name,
            identifier.category.code,
            cell(identifier.evidence),
            masked.join(" "),
            cell(identifier.reference)
        )
        .unwrap();
    }
    check("identifiers.md", &text);
}

#[test]
fn jurisdictions() {
    let law = whose_tell::law::Law::load().unwrap();
    let mut text = String::from(
        "# Jurisdictions\n\nGenerated from the data by `cargo xtask docs`: one folder each in `crates/whose-tell/jurisdictions/`. \
         This is what `whose clocks` counts with; it is not legal advice. *In part* and **not verified** say what was not \
         read in a source.\n",
    );
    let cell = |text: &str| text.replace('|', "\\|").replace('\n', " ");
    for one in law.jurisdictions() {
        write!(text, "\n## {} (`{}`)\n\n", one.name.en, one.code).unwrap();
        if let Some(note) = &one.note {
            write!(text, "{note}\n\n").unwrap();
        }
        if one.duties.is_empty() {
            text.push_str("No duty of it is in this version.\n");
            continue;
        }
        text.push_str("| in force | who | what | to whom | when it arises | by when | must say | must not say | source | verified |\n");
        text.push_str("|---|---|---|---|---|---|---|---|---|---|\n");
        for duty in &one.duties {
            let until = duty.valid_until.map(|day| format!(" to {day}")).unwrap_or_default();
            let (required, forbidden) =
                duty.content.as_ref().map_or((String::new(), String::new()), |content| {
                    let words =
                        content.forbidden_words.iter().map(|word| format!("\u{201c}{}\u{201d}", word.word));
                    let forbidden: Vec<String> = content.forbidden.iter().cloned().chain(words).collect();
                    (content.required.join(", "), forbidden.join(", "))
                });
            let verified = match (duty.verified, &duty.doubt) {
                (true, None) => "yes".to_string(),
                (true, Some(doubt)) => format!("*in part*: {doubt}"),
                (false, doubt) => format!("**not verified**: {}", doubt.as_deref().unwrap_or_default()),
            };
            writeln!(
                text,
                "| from {}{until} | {} | {} | {} | {} | {} | {required} | {forbidden} | {} | {} |",
                duty.valid_from,
                duty.bound.code(),
                cell(&duty.title),
                cell(&duty.to),
                cell(&duty.trigger),
                cell(&duty.clock.words),
                cell(&duty.source),
                cell(&verified)
            )
            .unwrap();
        }
        if let Some(holidays) = &one.holidays {
            let doubt = holidays.doubt.as_deref().unwrap_or_default();
            let mark =
                if holidays.verified { "verified".to_string() } else { format!("**not verified**: {doubt}") };
            write!(
                text,
                "\nHolidays {} to {}: {}; {mark}.\n",
                holidays.from, holidays.until, holidays.source
            )
            .unwrap();
        }
    }
    check("jurisdictions.md", &text);
}
