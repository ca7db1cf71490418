//! HL7 version 2 messages (HL7 2.1 to 2.9, ER7 encoding): admissions, results, orders, bills of patients.
//!
//! One table per message type (`ADT`, `ORU`), a record per message. Columns are called as the standard calls its fields: `PID-5.1` is
//! component 1 of field 5 of segment `PID`, `PID-8` a field without components. A segment about one person has its own group number;
//! in any other, each field has, and each repetition of it.

use whose_model::GapReason;

use super::edi::{Assembly, Code, Key, Separators, Split, Tables, can_separate, segment_length, skip_blank};
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Segments whose fields tell of one person together; so do those that a site made up (`ZPD`). In any other, each field may name
/// somebody else: the attending, the referring, the admitting doctor.
const OF_ONE: [&str; 5] = ["PID", "NK1", "GT1", "IN1", "IN2"];

/// HL7 version 2 messages.
#[derive(Debug, Clone, Copy)]
pub struct Hl7;

impl Format for Hl7 {
    fn code(&self) -> &'static str {
        "hl7"
    }

    fn title(&self) -> &'static str {
        "HL7 version 2 messages (ADT, ORU, ORM, DFT, SIU and any other type)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let begins = |text: &str| separators(text.trim_start_matches(is_frame)).is_some();
        if head.text.is_some_and(begins) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(mut text) = input.text() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut window = Window::new(text.as_mut());
        let mut reader = Reader {
            output,
            tables: Tables::new(name),
            assembly: Assembly::default(),
            split: Split::default(),
            separators: None,
            table: None,
        };
        while !reader.output.stopped() && reader.step(&mut window) {}
        reader.end();
        Reading { records: reader.tables.finish(reader.output) }
    }
}

/// What frames messages on a line (MLLP), or stands between them.
fn is_frame(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{b}' | '\u{1c}' | '\u{feff}')
}

fn name(key: &Key, element: u16, component: u16) -> String {
    match component {
        0 => format!("{key}-{element}"),
        _ => format!("{key}-{element}.{component}"),
    }
}

/// The separators that a header states: `MSH|^~\&|`.
fn separators(text: &str) -> Option<Separators> {
    let tag = ["MSH", "FHS", "BHS"].into_iter().find(|tag| text.starts_with(tag))?;
    let stated: Vec<char> = text[tag.len()..].chars().take(5).collect();
    let &[element, component, repetition, escape, _] = stated.as_slice() else { return None };
    let distinct = component != repetition && component != element && repetition != element;
    let fitting = distinct && [element, component, repetition].into_iter().all(can_separate);
    // Line ends in a file are often those of the system that wrote it.
    let terminator = match (text.find('\r'), text.find('\n')) {
        (Some(_), None) => '\r',
        (Some(first), Some(second)) if first + 1 < second => '\r',
        _ => '\n',
    };
    let escaped = !escape.is_alphanumeric() && !escape.is_whitespace();
    (fitting && escaped).then_some(Separators {
        element,
        component: Some(component),
        repetition: Some(repetition),
        release: None,
        terminator,
    })
}

struct Reader<'o> {
    output: &'o mut dyn Output,
    tables: Tables,
    assembly: Assembly,
    split: Split,
    separators: Option<Separators>,
    /// Table of the message under way.
    table: Option<usize>,
}

impl Reader<'_> {
    /// Reads one segment. False at the end.
    fn step(&mut self, window: &mut Window<'_>) -> bool {
        skip_frames(window);
        if !skip_blank(window, None) {
            return false;
        }
        let stated = separators(window.rest());
        if let Some(found) = stated {
            self.separators = Some(found);
        }
        let Some(separators) = self.separators else {
            let (from, to) = (window.offset(0), window.offset(window.rest().len()));
            self.output.not_read(from, to, GapReason::Damaged, "no part of a message");
            window.cut(window.rest().len());
            return true;
        };
        let length = segment_length(window, &separators).unwrap_or(window.rest().len());
        let at = window.offset(0);
        let segment = window.rest()[..length].trim_end_matches(is_frame);
        let mut split = std::mem::take(&mut self.split);
        split.segment(segment, &separators);
        self.segment(&split, segment, stated.is_some(), at);
        self.split = split;
        let consumed = length + usize::from(length < window.rest().len());
        window.cut(consumed);
        true
    }

    fn segment(&mut self, split: &Split, segment: &str, is_header: bool, at: u64) {
        let tag = split.tag(segment);
        if is_header {
            self.end();
            let kind = split.component(segment, 8, 1);
            let kind = if tag == "MSH" && Code::new(kind).is_some() { kind } else { "" };
            self.table = Some(self.tables.of(kind, self.output));
            self.assembly.begin(at);
        }
        let table = *self.table.get_or_insert_with(|| self.tables.of("", self.output));
        // A tag that is none may be the rest of a note that was broken; no value becomes part of a column's name.
        let code = Code::new(tag);
        let key = Key { tag: code.unwrap_or_default(), ..Key::default() };
        let mut group = self.assembly.next_group();
        let of_one = OF_ONE.contains(&tag) || tag.starts_with('Z');
        let mut last = (0, 0);
        for (element, component, value) in split.values(segment) {
            let whole = code.is_none();
            // The separator behind MSH is its first field, and the others its second.
            if element == 0 && !whole || is_header && element == 1 {
                continue;
            }
            let field = element + u16::from(is_header);
            if !of_one && (field != last.0 || component <= 1 && last.1 >= component) {
                group = self.assembly.next_group();
            }
            last = (field, component);
            if value.is_empty() {
                continue;
            }
            let set = self.tables.at(table);
            let number = set.segment(key);
            let column = set.column(&key, number, field, component, self.output);
            self.assembly.push(column, group, &unescaped(value));
        }
        let set = self.tables.at(table);
        self.assembly.limit(at, set, self.output);
    }

    fn end(&mut self) {
        if let Some(table) = self.table.take() {
            self.assembly.end(self.tables.at(table), self.output);
        }
    }
}

fn skip_frames(window: &mut Window<'_>) {
    let frames = window.rest().len() - window.rest().trim_start_matches(['\u{b}', '\u{1c}']).len();
    window.cut(frames);
}

/// `\T\` and its like as the characters that they stand for.
fn unescaped(value: &str) -> String {
    if !value.contains('\\') {
        return value.to_string();
    }
    const ESCAPES: [(&str, &str); 6] =
        [("\\F\\", "|"), ("\\S\\", "^"), ("\\T\\", "&"), ("\\R\\", "~"), ("\\.br\\", "\n"), ("\\E\\", "\\")];
    ESCAPES.iter().fold(value.to_string(), |text, (escape, meant)| text.replace(escape, meant))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::proving::{dump, read_bytes};

    const ADMISSION: &str = "MSH|^~\\&|ADT1|CLINIC|LAB|GHH|202301010815||ADT^A01|M1|P|2.5\r\
        PID|1||77^^^CLINIC^MR~88||Roe^Ada^B||19610615|F|||1 Main St^^Town^ON^K1A 0B1||(416)555-0100~^^^a@x.example\r\
        NK1|1|Roe^Bo|SPO\rPV1|1|I|2^1||||4^Attend^Ann~5^Other^Al|6^Refer^Rae\r";

    #[test]
    fn a_message_is_a_record_of_fields() {
        let dumped = dump("f", ADMISSION.as_bytes());
        assert!(dumped.starts_with("f: hl7 UTF-8 "), "{dumped}");
        for field in [
            "MSH-4~3=\"CLINIC\"",
            "MSH-9.1~8=\"ADT\"",
            "PID-5.1~12=\"Roe\" PID-5.2~12=\"Ada\"",
            "PID-11.5~12=\"K1A 0B1\"",
            "PID-13.4~12=\"a@x.example\"",
            "NK1-2.2~13=\"Bo\"",
            "PV1-7.2~21=\"Attend\"",
            "PV1-7.2~22=\"Other\"",
            "PV1-8.2~23=\"Refer\"",
        ] {
            assert!(dumped.contains(field), "{field} in {dumped}");
        }
    }

    #[test]
    fn messages_one_after_the_other_with_any_line_ends() {
        for (end, frame) in [("\r", "\u{b}"), ("\n", ""), ("\r\n", "")] {
            let one = format!("{frame}{}", ADMISSION.replace('\r', end));
            let sources = read_bytes("f", one.repeat(3).as_bytes());
            assert_eq!((sources["f"].format.as_str(), sources["f"].values.len()), ("hl7", 3), "{end:?}");
        }
    }

    #[test]
    fn escapes_mean_what_they_stand_for() {
        let dumped = dump("f", b"MSH|^~\\&|A|B\rNTE|1||Smith \\T\\ Son\\.br\\two");
        assert!(dumped.contains("NTE-3~7=\"Smith & Son\\ntwo\""), "{dumped}");
    }

    proptest! {
        #[test]
        fn anything_behind_a_header_is_read(rest in "(([A-Z0-9]{3}|\\PC{0,5})(\\||\\^|~|\\\\|&|[0-9A-Z]){0,20}(\r|\n|\u{b}|\u{1c})){0,20}") {
            read_bytes("f", format!("MSH|^~\\&|A|B\r{rest}").as_bytes());
        }
    }
}
