//! YAML: fixtures, exports and configurations with people in them. Cut into records as JSON is.

mod as_json;

use saphyr_parser::{Event, Parser};
use whose_model::GapReason;

use super::labelled::is_below_headings;
use crate::{Format, Head, Input, Output, Reading, Recognition, Text};
use as_json::AsJson;

/// YAML.
pub struct Yaml;

/// Of the lines that say anything, so many in a hundred look like YAML.
const LIKE_YAML: usize = 60;
/// Fewest values under a name.
const LEAST_VALUES: usize = 4;

impl Format for Yaml {
    fn code(&self) -> &'static str {
        "yaml"
    }

    fn title(&self) -> &'static str {
        "YAML 1.2, aliases not expanded"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        // The last line may be cut.
        let end = if head.is_whole() { text.len() } else { text.rfind('\n').unwrap_or(0) };
        let is_likely = is_yaml(&text[..end]) && !is_below_headings(text, head.is_whole());
        if is_likely { Recognition::Likely } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let (read, failed_at) = {
            let Ok(mut text) = input.text() else { return Reading::default() };
            let mut json = AsJson::new(text.as_mut());
            let read = super::json::read_text(&mut json, output);
            (read, json.failed_at)
        };
        let Some(at) = failed_at else { return read.reading };
        let Ok(mut text) = input.text() else { return read.reading };
        skip(text.as_mut(), at);
        let raw = text.offset(at);
        output.not_read(
            raw,
            raw,
            GapReason::Damaged,
            "no YAML from here on: the rest was read as lines of text",
        );
        let rest = super::text::read_lines(text.as_mut(), at, read.next_table, output);
        Reading { records: read.reading.records + rest }
    }
}

fn skip(text: &mut dyn Text, mut bytes: u64) {
    while bytes > 0 {
        let held = text.fill_buf().map_or(0, <[u8]>::len);
        if held == 0 {
            return;
        }
        let skipped = held.min(usize::try_from(bytes).unwrap_or(usize::MAX));
        text.consume(skipped);
        bytes -= skipped as u64;
    }
}

/// Names within names or in lists, on nearly every line, and no fault.
fn is_yaml(text: &str) -> bool {
    if text.trim_start().starts_with(['{', '[', '<', '"']) {
        return false;
    }
    let said = || text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let like = said().filter(|line| is_like_yaml(line)).count();
    like > 0 && like * 100 >= said().count() * LIKE_YAML && holds_nested_names(text)
}

/// `- ...`, `name: ...`, `---`.
fn is_like_yaml(line: &str) -> bool {
    let line = line.strip_prefix("- ").map_or(line, str::trim_start);
    line.starts_with("---")
        || line == "-"
        || line.split_once(':').is_some_and(|(name, value)| {
            !name.is_empty() && name.len() <= 80 && (value.is_empty() || value.starts_with(' '))
        })
}

fn holds_nested_names(text: &str) -> bool {
    let (mut depth, mut names, mut nested) = (0u32, 0, false);
    let mut parser = Parser::new_from_str(text);
    loop {
        match parser.next_event() {
            Some(Ok((Event::StreamEnd, _))) | None => break,
            Some(Ok((Event::MappingStart(..), _))) => {
                depth += 1;
                nested |= depth > 1;
            }
            Some(Ok((Event::SequenceStart(..), _))) => depth += 1,
            Some(Ok((Event::MappingEnd | Event::SequenceEnd, _))) => depth -= 1,
            Some(Ok((Event::Scalar(..), _))) if depth > 0 => names += 1,
            Some(Ok(_)) => {}
            Some(Err(_)) => return false,
        }
    }
    nested && names >= LEAST_VALUES * 2
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    const PEOPLE: &str = "# staff\nusers:\n  - id: 1\n    name: Ada Roy\n    tel: ['1', \"2\"]\n  - id: 2\n    name: 'Bo: Li'\n    note: |\n      two\n      lines\n";

    #[test]
    fn records_are_those_of_json() {
        let found = dump("u.yaml", PEOPLE.as_bytes());
        let lines: Vec<&str> = found.lines().map(str::trim).collect();
        assert_eq!(lines[0], "u.yaml: yaml UTF-8 126/126", "{found}");
        assert!(found.contains("@15: id=\"1\" name=\"Ada Roy\" tel[]"), "{found}");
        assert!(found.contains("name=\"Bo: Li\" note=\"two\\nlines"), "{found}");
    }

    #[test]
    fn documents_in_a_row_and_aliases() {
        let text = "---\nbase: &b\n  town: X\nwho:\n  <<: *b\n  name: Ada\n---\nbase: 1\nwho:\n  name: Bo\n";
        let found = dump("u.yaml", text.as_bytes());
        assert!(
            found.contains("yaml") && found.contains("who/name=\"Ada\"") && found.contains("who/name=\"Bo\""),
            "{found}"
        );
    }

    #[test]
    fn what_follows_a_fault_is_text() {
        let people: String = (0..40_000).map(|at| format!("- name: N{at}\n  town: T\n")).collect();
        let text = format!("{people}  - [broken\nmail to ada@b.example\n");
        let sources = read_bytes("u.yaml", text.as_bytes());
        let source = &sources["u.yaml"];
        assert_eq!(source.format, "yaml");
        let values: Vec<&str> = source.values.iter().flatten().map(|value| value.3.as_str()).collect();
        assert!(
            values.contains(&"N39999") && values.contains(&"mail to ada@b.example"),
            "{:?}",
            &values[values.len() - 4..]
        );
    }

    #[test]
    fn prose_code_and_lists_are_no_yaml() {
        for text in [
            "Dear Ada,\nnote: this\n",
            "- one\n- two\n- three: 3\n",
            "a: 1\nb: 2\nc: 3\nd: 4\n",
            "def f(x):\n    if x:\n        return 1\n    for y in x:\n        print(y)\n",
        ] {
            assert!(!dump("f", text.as_bytes()).contains(": yaml "), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(( {0,4}(- )?[a-z]{1,3}: ?([\"'|>&*!\\[{]|\\PC{0,8}))?\n){0,40}") {
            read_bytes("f.yaml", text.as_bytes());
            read_bytes("f.yaml", format!("{PEOPLE}{text}").as_bytes());
        }
    }
}
