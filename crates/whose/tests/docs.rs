//! The tables of formats and identifiers in docs/ are generated from the code. `cargo xtask docs` writes them.

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
