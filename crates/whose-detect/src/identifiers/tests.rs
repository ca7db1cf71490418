//! One test over all examples and counter-examples, and those that hold for every identifier.

use super::*;
use crate::scan::{Findings, Hint, Scanner};
use proptest::prelude::*;
use std::sync::LazyLock;

static SCANNER: LazyLock<Scanner> = LazyLock::new(Scanner::new);

/// What a scan finds, as `code=normal form`, that which is likely.
fn found(text: &str) -> Vec<String> {
    let mut findings = Findings::default();
    SCANNER.scan(text, Hint::default(), &mut findings);
    let likely = findings.list().iter().filter(|finding| finding.certainty >= 50);
    likely
        .map(|finding| {
            let code = &SCANNER.categories().get(finding.category).code;
            format!("{code}={}", findings.value(finding))
        })
        .collect()
}

#[test]
fn every_file_is_in_the_list() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/identifiers");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|file| file.strip_suffix(".rs").map(str::to_string))
        .filter(|name| name != "mod" && name != "tests")
        .collect();
    let mut listed: Vec<String> = ALL.iter().map(|identifier| identifier.name.to_string()).collect();
    files.sort();
    listed.sort();
    assert_eq!(files, listed);
}

#[test]
fn every_identifier_is_told_in_full() {
    for identifier in ALL {
        let name = identifier.name;
        assert!(!identifier.reference.is_empty(), "{name} without reference");
        assert!(!identifier.evidence.is_empty(), "{name} without evidence");
        assert!(!identifier.examples.is_empty(), "{name} without examples");
        assert!(!identifier.counter_examples.is_empty(), "{name} without counter-examples");
    }
}

#[test]
fn every_example_is_found_and_as_nothing_else() {
    let mut wrong = Vec::new();
    for identifier in ALL {
        for (text, normal) in identifier.examples {
            let (found, right) = (found(text), format!("{}={normal}", identifier.category.code));
            if found != [right.as_str()] {
                wrong.push(format!("{}: {text:?} gives {found:?}, not {right:?}", identifier.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_counter_example_is_found() {
    let mut wrong = Vec::new();
    for identifier in ALL {
        for text in identifier.counter_examples {
            let kind = format!("{}=", identifier.category.code);
            let found = found(text);
            if found.iter().any(|finding| finding.starts_with(&kind)) {
                wrong.push(format!("{}: {text:?} gives {found:?}", identifier.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_cell_is_read() {
    let mut wrong = Vec::new();
    for identifier in ALL {
        let category = SCANNER.categories().id(&identifier.category);
        for (cell, normal) in identifier.cells {
            let mut read = String::new();
            let certainty = SCANNER.read_cell(category, cell, &mut read);
            if certainty.is_none() || read != *normal {
                wrong.push(format!("{}: {cell:?} gives {read:?}, not {normal:?}", identifier.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_column_word_names_its_kind() {
    for identifier in ALL {
        let category = SCANNER.categories().id(&identifier.category);
        for word in identifier.columns {
            assert!(SCANNER.named_by(word).contains(category), "{word} names no {}", identifier.name);
        }
    }
}

#[test]
fn the_table_has_a_row_per_identifier() {
    let table = table();
    assert_eq!(table.lines().count(), ALL.len() + 2);
    assert!(table.lines().all(|line| line.matches(" | ").count() >= 4 || line.starts_with("|---")));
}

/// A masked form that the file names is a value: found in text, or read as a cell of its column.
#[test]
fn every_masked_form_is_a_value() {
    let mut wrong = Vec::new();
    for identifier in ALL {
        let category = SCANNER.categories().id(&identifier.category);
        for form in identifier.masked {
            let mut normal = String::new();
            let read = SCANNER.read_cell(category, form, &mut normal);
            if read.is_none() || !whose_model::value::is_masked(&normal) && form.contains(['*', 'X', '#']) {
                wrong.push(format!("{}: {form:?} gives {normal:?}", identifier.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Checks what holds for any scan: borders of characters, order, no overlap.
fn check_spans(text: &str) {
    let mut findings = Findings::default();
    SCANNER.scan(text, Hint::default(), &mut findings);
    let mut end = 0;
    for finding in findings.list() {
        assert!(finding.start >= end && finding.start < finding.end);
        assert!(text.is_char_boundary(finding.start as usize) && text.is_char_boundary(finding.end as usize));
        assert!(finding.certainty <= 100);
        assert!(!findings.value(finding).is_empty());
        end = finding.end;
    }
    let mut normal = String::new();
    for category in SCANNER.categories().iter() {
        normal.clear();
        assert_eq!(SCANNER.read_cell(category.id, text, &mut normal).is_none(), normal.is_empty());
    }
    let profile = SCANNER.profile(text);
    assert_eq!(profile.likely.union(profile.fits), profile.fits);
}

proptest! {
    #[test]
    fn scanning_never_panics(text in any::<String>()) {
        check_spans(&text);
    }

    #[test]
    fn scanning_what_looks_like_values_never_panics(
        text in "([0-9*#XxA-Fa-f●＊가서울년월일번호:=@$._/+() -]|\\PC|계좌|주민번호|sin|card|[0-9]{2,8}|\\*{2,6}|password: ){0,30}"
    ) {
        check_spans(&text);
    }

    #[test]
    fn scanning_spoilt_examples_never_panics(
        which in any::<prop::sample::Index>(), cut in any::<prop::sample::Index>(), put in "[0-9*가 .@:-]{0,3}"
    ) {
        let examples: Vec<&str> = ALL.iter().flat_map(|identifier| identifier.examples.iter().map(|e| e.0)).collect();
        let example: Vec<char> = which.get(&examples).chars().collect();
        let at = cut.index(example.len() + 1);
        let spoilt: String = example[..at].iter().copied().chain(put.chars()).chain(example[at..].iter().copied()).collect();
        check_spans(&spoilt);
    }
}
