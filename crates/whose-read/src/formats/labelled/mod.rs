//! Records of labelled lines: LDIF (RFC 2849), what `psql \x` and `mysql \G` print, sections of settings, and whatever else says `Name: ...`,
//! `Phone: ...` line by line, over and over.
//!
//! Columns are the labels. A label that stands again in a record has another group.

mod above;
mod abreast;
mod inline;
mod lines;
mod marks;

use mail_parser::decoders::base64::base64_decode;
use rustc_hash::FxHashMap;

use crate::lookahead::{self, next_line};
use crate::paths::PathTables;
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};
use above::Above;
use abreast::{Abreast, Part};
use lines::{Line, Style};

pub(super) use lines::label;

/// Values of the columns beside the first that are held at most.
const MOST_BESIDE: usize = 4_096;

/// Digits of a phone number or longer, that stands behind a name.
const LONG_NUMBER: std::ops::RangeInclusive<usize> = 9..=15;

/// Labelled records.
pub struct Labelled;

impl Format for Labelled {
    fn code(&self) -> &'static str {
        "labelled"
    }

    fn title(&self) -> &'static str {
        "Records of labelled lines: LDIF (RFC 2849), `psql \\x`, `mysql \\G`, sections of settings, `name: value`"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        match lines::sniff(text, head.is_whole()) {
            Some(style) if style.ldif => Recognition::Certain,
            Some(_) => Recognition::Likely,
            None if Above::sniff(text, head.is_whole()).is_some() => Recognition::Likely,
            None => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        let mut window = Window::new(text.as_mut());
        let (end, whole) = lookahead::head(&mut window);
        let head = &window.rest()[..end];
        let mut records = match (lines::sniff(head, whole), Above::sniff(head, whole)) {
            (Some(style), _) => Records::new(style, None, output),
            (None, Some(above)) => Records::new(Style::BY_LABEL, Some(above), output),
            (None, None) => return super::text::read_window(window, 0, output),
        };
        while let Some((content, length)) = next_line(&mut window) {
            let offset = window.offset(0);
            records.line(&window.rest()[..content], offset);
            window.cut(length);
            if records.output.stopped() {
                break;
            }
        }
        records.end();
        records.tables.finish(records.output);
        Reading { records: records.tables.records() }
    }
}

/// Does a text hold records of labelled lines?
pub(super) fn is_labelled(text: &str, whole: bool) -> bool {
    lines::sniff(text, whole).is_some()
}

/// Does a text hold objects, one to a line?
pub(super) fn are_objects(text: &str, whole: bool) -> bool {
    lines::sniff(text, whole).is_some_and(|style| style.inline)
}

/// Does a text hold records below headings, as Markdown has them? To YAML such headings are comments.
pub(super) fn is_below_headings(text: &str, whole: bool) -> bool {
    text.contains("\n##") && lines::sniff(text, whole).is_some_and(|style| style.marks.is_some())
}

/// Puts records together from lines.
struct Records<'o> {
    output: &'o mut dyn Output,
    tables: PathTables,
    table: usize,
    style: Style,
    /// Where labels stand above their values.
    above: Option<Above>,
    abreast: Abreast,
    /// The label that the first record begins with.
    first: String,
    /// How often each label stood in the record under way.
    seen: FxHashMap<String, u32>,
    /// Where the record under way began.
    from: u64,
    label: String,
    value: String,
    encoded: bool,
    /// Column of the part that is read, and that in which the value under way began.
    column: u32,
    value_column: u32,
    /// What stands in the second column of a sheet and those behind it: records of their own.
    beside: Vec<(u32, String, String)>,
}

impl<'o> Records<'o> {
    fn new(style: Style, above: Option<Above>, output: &'o mut dyn Output) -> Self {
        let mut tables = PathTables::default();
        let table = tables.table("", output);
        Self {
            output,
            tables,
            table,
            style,
            above,
            abreast: Abreast::default(),
            first: String::new(),
            seen: FxHashMap::default(),
            from: 0,
            label: String::new(),
            value: String::new(),
            encoded: false,
            column: 0,
            value_column: 0,
            beside: Vec::new(),
        }
    }

    fn line(&mut self, line: &str, offset: u64) {
        if let Some(above) = &mut self.above {
            if let Some(read) = above.line(line) {
                self.take(read, Part { leads: true, column: 0 }, offset);
            }
            return;
        }
        if self.beside.len() >= MOST_BESIDE {
            self.end();
        }
        let mut abreast = std::mem::take(&mut self.abreast);
        abreast.read(self.style, line, |read, part| self.take(read, part, offset));
        self.abreast = abreast;
    }

    /// Takes a line, or a part of one.
    fn take(&mut self, read: Line<'_>, part: Part, offset: u64) {
        self.column = part.column;
        match read {
            Line::Apart if self.style.marks.is_some() && self.label == "section" => {}
            Line::Apart => {
                self.end_value();
                if !self.style.by_label {
                    self.end();
                }
            }
            Line::Comment(comment) => {
                self.end_value();
                self.begin("comment", comment, false, offset);
                self.end_value();
            }
            Line::Section(name) => {
                self.end();
                self.begin("section", name, false, offset);
                if self.style.marks.is_none() {
                    self.end_value();
                }
            }
            Line::Other(rest) if self.style.inline => {
                self.end();
                self.begin("text", rest, false, offset);
                self.end();
            }
            Line::Other(rest) => self.go_on(rest, offset),
            Line::Labelled { label, value, encoded } => {
                self.end_value();
                let again = label == self.first && self.seen.contains_key(label);
                if part.leads && again && self.style.marks.is_none() {
                    self.end();
                }
                // The line before all records of LDIF begins none of them.
                let heads = self.style.ldif && label == "version";
                if self.first.is_empty() && !heads {
                    self.first = label.to_string();
                }
                self.begin(label, value, encoded, offset);
            }
        }
    }

    fn begin(&mut self, label: &str, value: &str, encoded: bool, offset: u64) {
        if self.seen.is_empty() {
            self.from = offset;
        }
        self.label.push_str(label);
        self.value.push_str(value);
        self.encoded = encoded;
        self.value_column = self.column;
        *self.seen.entry(label.to_string()).or_default() += 1;
    }

    /// A line without a label goes on with the value above it; where there is none, it is a value of its own.
    fn go_on(&mut self, rest: &str, offset: u64) {
        if self.label.is_empty() || self.style.marks.is_some() && self.label == "section" {
            self.end_value();
            return self.begin("text", rest, false, offset);
        }
        if !self.style.ldif && !self.value.is_empty() {
            self.value.push('\n');
        }
        self.value.push_str(rest);
    }

    fn end_value(&mut self) {
        if self.label.is_empty() {
            return;
        }
        let (mut label, mut written) = (std::mem::take(&mut self.label), std::mem::take(&mut self.value));
        let decoded = self.encoded.then(|| base64_decode(written.as_bytes())).flatten();
        // Pictures and keys are no text.
        let decoded = decoded.map(|bytes| String::from_utf8(bytes).unwrap_or_default());
        let value = decoded.as_deref().unwrap_or(&written).trim();
        match with_number(value) {
            Some((name, number)) => {
                self.put(&label, &label, name);
                self.put(&label, &format!("{label} 2"), number);
            }
            None => self.put(&label, &label, value),
        }
        label.clear();
        written.clear();
        (self.label, self.value) = (label, written);
    }

    /// A value of the record under way, which stood behind this label.
    fn put(&mut self, label: &str, column: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let again = self.seen.get(label).map_or(0, |count| count - 1);
        if self.value_column > 1 {
            self.beside.push((self.value_column, column.to_string(), value.to_string()));
        } else {
            self.tables.value(self.table, column, again, value, self.from, self.output);
        }
    }

    fn end(&mut self) {
        // A heading with nothing below it is a title.
        if self.style.marks.is_some() && self.seen.len() == 1 && self.label == "section" {
            self.label = "text".to_string();
        }
        self.end_value();
        self.tables.end_record(self.table, self.from, self.output);
        let mut beside = std::mem::take(&mut self.beside);
        beside.sort_by_key(|(column, _, _)| *column);
        for column in beside.chunk_by(|one, next| one.0 == next.0) {
            for (_, label, value) in column {
                self.tables.value(self.table, label, 0, value, self.from, self.output);
            }
            self.tables.end_record(self.table, self.from, self.output);
        }
        self.seen.clear();
    }
}

/// The name and the number of `Ada Roe / 416 555 0100`, `Ada Roe (416 555 0100)`: two things behind one label.
fn with_number(value: &str) -> Option<(&str, &str)> {
    let is_name = |name: &str| {
        name.starts_with(char::is_alphabetic)
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '·'))
    };
    let is_number = |number: &str| {
        LONG_NUMBER.contains(&number.bytes().filter(u8::is_ascii_digit).count())
            && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')'))
    };
    let signs = [(" / ", ""), ("/", ""), (", ", ""), (" (", ")"), ("(", ")")];
    signs.into_iter().find_map(|(sign, end)| {
        let (name, number) = value.split_once(sign)?;
        let (name, number) = (name.trim_end(), number.strip_suffix(end)?.trim());
        (is_name(name) && is_number(number)).then_some((name, number))
    })
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn rows(content: &str) -> Vec<String> {
        dump("f", content.as_bytes()).lines().skip(2).map(|line| line.trim().to_string()).collect()
    }

    #[test]
    fn ldif_with_folded_and_encoded_values() {
        let found = rows(
            "version: 1\n\n# people\ndn: cn=Ada,o=x\ncn: Ada\nmail: a@b.example\nmail: c@d.example\nsn:: UsOpbnk=\n\n\
             dn: cn=Bo,o=x\ncn: Bo\ndescription: long\n  line\n",
        );
        assert_eq!(
            found,
            [
                "0 #1 @0: version=\"1\"",
                "0 #2 @12: comment=\"people\" dn=\"cn=Ada,o=x\" cn=\"Ada\" mail=\"a@b.example\" mail~1=\"c@d.example\" sn=\"Rény\"",
                "0 #3 @95: dn=\"cn=Bo,o=x\" cn=\"Bo\" description=\"long line\"",
            ]
        );
    }

    #[test]
    fn numbers_within_labels_tell_records_apart() {
        for text in [
            "user.0.name=Ada Roe\nuser.0.mail=a@x.example\nuser.1.name=Bo Lee\nuser.1.mail=b@x.example\nuser.2.name=Cy\nuser.2.mail=c\n",
            "P_1_name=\"Ada Roe\"\nP_1_mail=a@x.example\n\nP_2_name='Bo Lee'\nP_2_mail=b@x.example\nP_3_name=Cy\nP_3_mail=c\n",
            "p[0].name: Ada Roe\np[0].mail: a@x.example\np[1].name: Bo Lee\np[1].mail: b@x.example\np[2].name: Cy\np[2].mail: c\n",
            "name_1=Ada Roe\nmail_1=a@x.example\nname_2=Bo Lee\nmail_2=b@x.example\nname_3=Cy\nmail_3=c\n",
        ] {
            let values: Vec<String> =
                rows(text).iter().map(|row| row.split_once(": ").unwrap().1.to_string()).collect();
            let expected = [
                "name=\"Ada Roe\" mail=\"a@x.example\"",
                "name=\"Bo Lee\" mail=\"b@x.example\"",
                "name=\"Cy\" mail=\"c\"",
            ];
            assert_eq!(values, expected, "{text}");
        }
    }

    #[test]
    fn blocks_of_labels_are_records() {
        let found = rows(
            "Naam: Ada\nAdres: Straat 1\n  bus 2\n\nNaam: Bo\nAdres: Straat 2\n\nNaam: Cy\nAdres: Straat 3\n",
        );
        assert_eq!(
            found,
            [
                "0 #1 @0: Naam=\"Ada\" Adres=\"Straat 1\\nbus 2\"",
                "0 #2 @35: Naam=\"Bo\" Adres=\"Straat 2\"",
                "0 #3 @61: Naam=\"Cy\" Adres=\"Straat 3\"",
            ]
        );
    }

    #[test]
    fn a_name_and_a_number_behind_one_label_are_two_values() {
        for (value, expected) in [
            ("홍길동 / 010-0000-0000", "받는분=\"홍길동\" 받는분 2=\"010-0000-0000\""),
            ("Ada Roe (416 555 0100)", "받는분=\"Ada Roe\" 받는분 2=\"416 555 0100\""),
            ("Roe, (416) 555-0100", "받는분=\"Roe\" 받는분 2=\"(416) 555-0100\""),
            ("Roe, Ada", "받는분=\"Roe, Ada\""),
            ("Flat 2 / 416 555 0100", "받는분=\"Flat 2 / 416 555 0100\""),
            ("home/12", "받는분=\"home/12\""),
        ] {
            let slip =
                format!("[배송 안내]\n받는분: {value}\n주소: 서울시 종로구 1\n상품: 책\n보내는분: 가게\n\n");
            let found = rows(&slip.repeat(3));
            assert!(
                found[1]
                    .ends_with(&format!("{expected} 주소=\"서울시 종로구 1\" 상품=\"책\" 보내는분=\"가게\"")),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_database_clients_print() {
        let psql = "-[ RECORD 1 ]---\nid   | 1\nname | Ada\n-[ RECORD 2 ]---\nid   | 2\nname | Bo\n-[ RECORD 3 ]---\nid   | 3\nname | Cy\n";
        assert_eq!(rows(psql)[1], "0 #2 @54: id=\"2\" name=\"Bo\"");
        let star = "*".repeat(27);
        let mysql: String =
            (1..4).map(|row| format!("{star} {row}. row {star}\n   id: {row}\n name: N{row}\n")).collect();
        assert_eq!(rows(&mysql)[2].split_once(": ").unwrap().1, "id=\"3\" name=\"N3\"");
    }

    #[test]
    fn records_without_anything_between_them() {
        let found = rows("Name = Ada\nTel = 1\nName = Bo\nTel = 2\nName = Cy\nTel = 3\n");
        assert_eq!(found[1], "0 #2 @19: Name=\"Bo\" Tel=\"2\"");
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn labels_side_by_side() {
        let form = |at: u32| {
            format!(
                "CLAIM                 No: {at}\nName: N{at}              Name: M{at}\nTown: T                Town: U\n\n"
            )
        };
        let found = rows(&(1..5).map(form).collect::<String>());
        assert_eq!(found[2].split_once(": ").unwrap().1, "text=\"CLAIM\" No=\"2\" Name=\"N2\" Town=\"T\"");
        assert_eq!(found[3].split_once(": ").unwrap().1, "Name=\"M2\" Town=\"U\"");
        let line = |at: u32| format!("Name: N{at}   Phone: 416 555 010{at}\n");
        let found = rows(&(1..5).map(line).collect::<String>());
        assert_eq!(found[1].split_once(": ").unwrap().1, "Name=\"N2\" Phone=\"416 555 0102\"");
    }

    #[test]
    fn values_below_rows_of_labels() {
        let form = |at: u32| {
            format!(
                "INTAKE\nLast Name:     First Name:\nRoe{at}           Ada\nAddress:       Phone:\n1 Main St      416\nKin:           Tie:\n\n"
            )
        };
        let found = rows(&(1..5).map(form).collect::<String>());
        assert_eq!(
            found[1].split_once(": ").unwrap().1,
            "text=\"INTAKE\" Last Name=\"Roe2\" First Name=\"Ada\" Address=\"1 Main St\" Phone=\"416\""
        );
    }

    #[test]
    fn values_below_their_labels() {
        for gap in ["", "\n"] {
            let form = |at: u32| {
                format!(
                    "FORM{gap}\nFull name\nN{at}{gap}\nCity\nEly{gap}\nE-mail\nn{at}@x.example{gap}\nSignature{gap}\n"
                )
            };
            let found = rows(&(1..6).map(form).collect::<String>());
            assert!(found.len() >= 5, "{found:?}");
            assert!(
                found[2]
                    .contains("Full name=\"N3\" City=\"Ely\" E-mail=\"n3@x.example\" comment=\"Signature\""),
                "{found:?}"
            );
        }
    }

    #[test]
    fn sections_of_settings() {
        let user = |at: u32| format!("[user{at}]\nname=N{at}\nmail=n{at}@x.example\n\n");
        let text = format!("; kept\n[all]\nversion=2\n\n{}", (1..5).map(user).collect::<String>());
        let found = rows(&text);
        assert_eq!(found[0], "0 #1 @0: comment=\"kept\"");
        assert_eq!(found[1], "0 #2 @7: section=\"all\" version=\"2\"");
        assert_eq!(found[2], "0 #3 @24: section=\"user1\" name=\"N1\" mail=\"n1@x.example\"");
        assert_eq!(found.len(), 6, "{found:?}");
    }

    #[test]
    fn objects_that_a_program_printed() {
        let php = |at: u32| {
            format!(
                "    [{at}] => Array\n        (\n            [name] => N{at}\n            [town] => T\n            [fax] => \n        )\n\n"
            )
        };
        let printed = format!("Array\n(\n{})\n", (0..4).map(php).collect::<String>());
        let found = rows(&printed);
        assert_eq!(found[1].split_once(": ").unwrap().1, "name=\"N1\" town=\"T\"", "{found:?}");
        assert_eq!(found.len(), 4);
        let script = |at: u32| format!("  {{\n    name: 'O\\'N{at}',\n    \"town\": \"T\",\n  }},\n");
        let script = format!("var people = [\n{}];\n", (0..4).map(script).collect::<String>());
        let found = rows(&script);
        assert_eq!(found[2].split_once(": ").unwrap().1, "name=\"O\\\\'N1\" town=\"T\"", "{found:?}");
        assert_eq!(found.len(), 5);
        let nested = |at: u32| {
            format!(
                "  {at} => array (\n    'id' => {at},\n    'name' => 'N{at}',\n    'home' =>\n    array (\n      'town' => 'T',\n      'zip' => '1',\n    ),\n  ),\n"
            )
        };
        let nested = format!("array (\n{})\n", (1..5).map(nested).collect::<String>());
        let found = rows(&nested);
        assert_eq!(found[1].split_once(": ").unwrap().1, "id=\"2\" name=\"N2\" town=\"T\" zip=\"1\"");
    }

    #[test]
    fn prose_and_logs_are_text() {
        for text in [
            "ERROR: one\nERROR: two\nINFO: three\nERROR: four\n",
            "2024-01-01 10:00:00 INFO: a\n2024-01-01 10:00:01 INFO: b\n2024-01-01 10:00:02 INFO: c\n",
            "Dear all,\nNote: this is late.\nRegards\n",
            "Name: Ada\nTel: 1\n",
        ] {
            assert!(dump("f", text.as_bytes()).starts_with("f: text"), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_value_is_lost(values in proptest::collection::vec("[a-z]{1,8}( [a-z]{1,8}){0,2}", 6..30)) {
            let text: String =
                values.iter().enumerate().map(|(at, value)| format!("{}: {value}\n", if at % 2 == 0 { "\nName" } else { "Town" })).collect();
            let sources = read_bytes("f", text.as_bytes());
            let found: Vec<String> = sources["f"].values.iter().flatten().map(|value| value.3.clone()).collect();
            prop_assert_eq!(found, values);
        }

        #[test]
        fn any_text_is_read(text in "((dn|Name|Tel)(:|::|=|\\|) ?\\PC{0,12}\n{1,2}| \\PC{0,8}\n|#x\n){0,40}") {
            read_bytes("f", text.as_bytes());
        }
    }
}
