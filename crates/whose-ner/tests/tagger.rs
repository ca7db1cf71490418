//! A model of a few words, from its files to names.

mod tiny;

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use tiny::Tiny;
use whose_model::prose::{Named, NamedSpan, NamesInProse};
use whose_ner::Tagger;

fn tagger(tiny: &Tiny) -> Tagger {
    let dir = tempfile::tempdir().unwrap();
    tiny.write(dir.path());
    Tagger::load(dir.path()).unwrap()
}

static WIDE: LazyLock<Tagger> = LazyLock::new(|| tagger(&Tiny::default()));
/// Windows of five pieces.
static NARROW: LazyLock<Tagger> = LazyLock::new(|| tagger(&Tiny { places: 9, ..Tiny::default() }));

#[track_caller]
fn finds(tagger: &Tagger, text: &str, expected: &[(Named, &str)]) {
    let found = tagger.names_in(text);
    let found: Vec<(Named, &str)> =
        found.iter().map(|span| (span.named, &text[span.start..span.end])).collect();
    assert_eq!(found, expected, "{text}");
    assert_eq!(tagger.failures(), 0);
}

#[test]
fn names_stand_where_they_are_written() {
    finds(&WIDE, "Zorvik Melquandt came", &[(Named::Person, "Zorvik Melquandt")]);
    finds(
        &WIDE,
        "payé à ZORVIK MELQUANDT, né à Brandelburg",
        &[(Named::Person, "ZORVIK MELQUANDT"), (Named::Place, "Brandelburg")],
    );
    finds(&WIDE, "어제 홍길동은 왔다. é Zorvik", &[(Named::Person, "홍길동"), (Named::Person, "Zorvik")]);
    finds(&WIDE, "Acme sent nothing", &[]);
    finds(
        &WIDE,
        "zorvik\nzorvik zorvik",
        &[(Named::Person, "zorvik"), (Named::Person, "zorvik"), (Named::Person, "zorvik")],
    );
    finds(&WIDE, "", &[]);
}

#[test]
fn words_may_be_pieces() {
    let words = vec![("zorvik", "PER"), ("melquandt", "PER")];
    let whole = tagger(&Tiny { labels: vec!["O", "PER"], words, pieces: "WordLevel", ..Tiny::default() });
    finds(&whole, "by Zorvik Melquandt.", &[(Named::Person, "Zorvik Melquandt")]);
}

#[test]
fn nothing_is_lost_between_windows_and_blocks() {
    let line = "one two three Zorvik Melquandt four five. ";
    for tagger in [&*WIDE, &*NARROW] {
        let text = line.repeat(300);
        let found = tagger.names_in(&text);
        assert_eq!(found.len(), 300);
        assert!(found.iter().all(|span| &text[span.start..span.end] == "Zorvik Melquandt"));
    }
}

#[test]
fn the_same_text_has_the_same_names_on_any_thread() {
    let text = "one Zorvik Melquandt two ".repeat(40);
    let once = WIDE.names_in(&text);
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6).map(|_| scope.spawn(|| WIDE.names_in(&text))).collect();
        for thread in threads {
            assert_eq!(thread.join().unwrap(), once);
        }
    });
}

/// What is said of a folder after something was done to it.
fn refused(spoil: impl Fn(&Path)) -> String {
    let dir = tempfile::tempdir().unwrap();
    Tiny::default().write(dir.path());
    spoil(dir.path());
    Tagger::load(dir.path()).unwrap_err().to_string().replace(&dir.path().display().to_string(), "")
}

#[test]
fn a_model_that_cannot_be_used_names_its_file() {
    for file in ["model.onnx", "tokenizer.json", "config.json"] {
        let error = refused(|dir| std::fs::remove_file(dir.join(file)).unwrap());
        assert!(error.starts_with(&format!("/{file} cannot be read: ")), "{error}");
        for content in ["", "{}", "not what it should be"] {
            let error = refused(|dir| std::fs::write(dir.join(file), content).unwrap());
            assert!(error.starts_with(&format!("/{file} cannot be used: ")), "{error}");
        }
    }
    // The tokenizer's library panics on this.
    let error = refused(|dir| {
        let content = std::fs::read_to_string(dir.join("tokenizer.json")).unwrap();
        let spoilt = content.replacen(r#""decoder": null"#, r#""decoder": {"#, 1);
        assert_ne!(spoilt, content);
        std::fs::write(dir.join("tokenizer.json"), spoilt).unwrap();
    });
    assert!(error.starts_with("/tokenizer.json cannot be used: "), "{error}");
    let error = refused(|dir| {
        let config = r#"{"id2label": {"0": "O", "1": "PER"}}"#;
        std::fs::write(dir.join("config.json"), config).unwrap();
    });
    assert!(error.contains("6 scores") && error.contains("2 labels"), "{error}");
    let error = refused(|dir| Tiny { places: 4, ..Tiny::default() }.write(dir));
    assert!(error.starts_with("/config.json cannot be used: max_position_embeddings"), "{error}");
    let error =
        refused(|dir| std::fs::write(dir.join("labels.toml"), "[labels]\nPERS = \"person\"\n").unwrap());
    assert!(error.starts_with("/labels.toml cannot be used: "), "{error}");
}

fn check(text: &str, spans: &[NamedSpan]) -> Result<(), TestCaseError> {
    let mut end = 0;
    for span in spans {
        prop_assert!(span.start >= end && span.start < span.end && span.certainty <= 100);
        prop_assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end));
        end = span.end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn spans_lie_on_borders_of_characters(text in any::<String>()) {
        check(&text, &WIDE.names_in(&text))?;
        prop_assert_eq!(WIDE.failures(), 0);
    }

    /// What the model says depends on no neighbours, so that windows must make no difference.
    #[test]
    fn windows_make_no_difference(
        text in "(Zorvik |melquandt|Mel |, |홍길동은|é|İ|ﬁ|Brandelburg|\u{301}|\\n|\\PC){0,60}"
    ) {
        let wide = WIDE.names_in(&text);
        check(&text, &wide)?;
        prop_assert_eq!(NARROW.names_in(&text), wide);
        prop_assert_eq!(NARROW.failures(), 0);
    }

    #[test]
    fn any_file_is_taken_or_refused(at in 0usize..600, with in any::<u8>()) {
        for file in ["model.onnx", "tokenizer.json", "config.json"] {
            _ = refused_or_taken(file, at, with);
        }
    }
}

/// Loads a model one byte of which was changed.
fn refused_or_taken(file: &str, at: usize, with: u8) -> bool {
    let dir = tempfile::tempdir().unwrap();
    Tiny::default().write(dir.path());
    let mut content = std::fs::read(dir.path().join(file)).unwrap();
    let at = at % content.len();
    content[at] = with;
    std::fs::write(dir.path().join(file), content).unwrap();
    Tagger::load(dir.path()).is_ok_and(|tagger| tagger.names_in("by Zorvik Melquandt").len() < 9)
}
