//! JSON (RFC 8259), JSON lines and JSON documents in a row.

mod answers;
mod levels;
mod names;
mod parse;
mod typed;

use whose_model::GapReason;

use crate::ancestors::{Ancestors, is_around};
use crate::lookahead;
use crate::paths::PathTables;
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition, Text};
use answers::Answers;
use levels::Sampled;
use names::{Lists, Names};
use parse::{Ended, Events, Kind};
use typed::parse_as;

/// Tables that are called after what the document calls them.
const MOST_TITLES: u32 = 1_000;

/// JSON.
pub struct Json;

impl Format for Json {
    fn code(&self) -> &'static str {
        "json"
    }

    fn title(&self) -> &'static str {
        "JSON (RFC 8259) and JSON lines"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        if !text.trim_start().starts_with(['{', '[']) {
            return Recognition::No;
        }
        let sampled = levels::sample(text, head.is_whole());
        match (sampled.damaged, sampled.documents, sampled.objects) {
            (false, ..) => Recognition::Certain,
            // A log that begins with a line of JSON is no JSON.
            (true, 1.., 1..) if sampled.read * 2 < text.len() as u64 => Recognition::No,
            (true, 1.., 1..) | (true, 0, 2..) => Recognition::Likely,
            _ => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        read_text(text.as_mut(), output).reading
    }
}

/// What [`read_text`] gave.
pub(super) struct Read {
    pub(super) reading: Reading,
    /// Number that the next table of the source has.
    pub(super) next_table: u32,
}

/// Cuts JSON into records; what follows a fault is read as lines.
pub(super) fn read_text(text: &mut dyn Text, output: &mut dyn Output) -> Read {
    let mut window = Window::new(text);
    let (end, whole) = lookahead::head(&mut window);
    let sampled = levels::sample(&window.rest()[..end], whole);
    let mut records = Records::new(sampled, output);
    let ended = parse_as(records.sampled.typed, &mut window, &mut Answers::new(&mut records));
    records.close(&mut window);
    let at = window.offset(0);
    let (number, count) = (records.tables.next_number(), records.tables.records());
    match ended {
        Ended::Well => return Read { reading: Reading { records: count }, next_table: number },
        Ended::Early => output.not_read(
            at,
            at,
            GapReason::Truncated,
            "the JSON ends too early; what came before was read",
        ),
        Ended::Damaged => output.not_read(
            at,
            at,
            GapReason::Damaged,
            "no JSON from here on: the rest was read as lines of text",
        ),
    }
    let rest = super::text::read_window(window, number, output);
    Read { reading: Reading { records: count + rest.records }, next_table: number + 1 }
}

/// Cuts the tree into records.
struct Records<'o> {
    output: &'o mut dyn Output,
    tables: PathTables,
    sampled: Sampled,
    stack: Vec<Frame>,
    path: String,
    /// The table of the record under way, the path that its columns are relative to, and where it began.
    table: usize,
    base: usize,
    record_from: u64,
    /// Groups given out in the record under way, and in the document around it.
    groups: u32,
    outer_groups: u32,
    document_from: u64,
    key: String,
    /// How the columns of rows that are arrays are called, and whether the row under way or the next says so.
    names: Names,
    /// Lists that name the columns of several tables of the document.
    lists: Option<Lists>,
    /// Values around the records.
    ancestors: Ancestors,
    /// The record under way has the values of its ancestors.
    given: bool,
}

struct Frame {
    kind: FrameKind,
    /// Length of the path of this frame's parent.
    parent: usize,
    group: u32,
    /// Its elements are records of this table.
    records: Option<usize>,
    /// It is a record.
    is_record: bool,
    /// It is around records: values held when it began.
    around: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum FrameKind {
    Object,
    Array,
    /// An object whose keys are data.
    Map,
    /// An array that is a record: its elements are columns, by number.
    Row(u32),
}

impl<'o> Records<'o> {
    fn new(sampled: Sampled, output: &'o mut dyn Output) -> Self {
        let mut tables = PathTables::default();
        tables.table("", output);
        let several = sampled.names.keys().any(|array| array.contains("[]"));
        Self {
            output,
            tables,
            lists: several.then(Lists::default),
            sampled,
            stack: Vec::new(),
            path: String::new(),
            table: 0,
            base: 0,
            record_from: 0,
            groups: 0,
            outer_groups: 0,
            document_from: 0,
            key: String::new(),
            names: Names::default(),
            ancestors: Ancestors::default(),
            given: false,
        }
    }

    fn in_record(&self) -> bool {
        self.table != 0
    }

    /// Extends the path by the value that begins; says the length before, and the group of the value.
    fn enter(&mut self, scalar: bool) -> (usize, u32) {
        let parent = self.path.len();
        let Some(frame) = self.stack.last_mut() else { return (parent, 0) };
        let mut group = frame.group;
        match &mut frame.kind {
            FrameKind::Object => {
                if parent > 0 {
                    self.path.push('/');
                }
                self.path.push_str(&self.key);
            }
            FrameKind::Array | FrameKind::Map => {
                self.path.push_str("[]");
                // Elements that are scalars belong to the element of the array around theirs.
                let around = !scalar
                    && self.table == 0
                    && self.sampled.records.iter().any(|record| is_around(&self.path, record));
                if frame.records.is_none() && !around && !(scalar && group > 0) {
                    let groups = if self.table == 0 { &mut self.outer_groups } else { &mut self.groups };
                    *groups += 1;
                    group = *groups;
                }
            }
            FrameKind::Row(number) => {
                *number += 1;
                if parent > 0 {
                    self.path.push('/');
                }
                match self.names.columns.get(*number as usize - 1).filter(|name| !name.is_empty()) {
                    Some(name) => self.path.push_str(name),
                    None => self.path.push_str(&number.to_string()),
                }
            }
        }
        (parent, group)
    }

    fn put(&mut self, group: u32, value: &str) {
        // A row of names is no record.
        if self.in_record() && self.names.first_row {
            return;
        }
        let name = self.path[self.base.min(self.path.len())..].trim_start_matches('/');
        let name = if name.is_empty() { "value" } else { name };
        let from = if self.in_record() { self.record_from } else { self.document_from };
        if self.table != 0 && !self.given {
            self.given = true;
            self.ancestors.give(self.table, from, &mut self.tables, self.output);
        }
        if self.table == 0 && !self.stack.is_empty() && !self.sampled.records.is_empty() {
            let among_records = self.stack.last().is_some_and(|frame| frame.records.is_some());
            let given = group == 0 && !among_records;
            self.ancestors.hold((name, group, given), value, from, &mut self.tables, self.output);
        } else {
            self.tables.value(self.table, name, group, value, from, self.output);
        }
    }

    /// Ends all that is open and hands over.
    fn close(&mut self, window: &mut Window<'_>) {
        while !self.stack.is_empty() {
            self.end(window);
        }
        self.tables.end_record(0, self.document_from, self.output);
        self.tables.finish(self.output);
    }
}

impl Events for Records<'_> {
    fn begin(&mut self, kind: Kind, window: &mut Window<'_>) {
        if self.stack.is_empty() {
            self.document_from = window.offset(0);
            self.outer_groups = 0;
        }
        let record_table = self.stack.last().and_then(|frame| frame.records).filter(|_| !self.in_record());
        let map_key = self
            .stack
            .last()
            .filter(|frame| frame.kind == FrameKind::Map)
            .map(|_| std::mem::take(&mut self.key));
        let (parent, group) = self.enter(false);
        if let Some(table) = record_table {
            self.table = table;
            self.base = self.path.len();
            self.record_from = window.offset(0);
            self.groups = 0;
            self.given = false;
        }
        let frame_kind = match kind {
            Kind::Array if record_table.is_some() => FrameKind::Row(0),
            Kind::Array => FrameKind::Array,
            Kind::Object if !self.in_record() && self.sampled.maps.contains(&self.path) => FrameKind::Map,
            Kind::Object => FrameKind::Object,
        };
        let around =
            !self.in_record() && self.sampled.records.iter().any(|record| is_around(&self.path, record));
        let can_hold = matches!(frame_kind, FrameKind::Array | FrameKind::Map) && !self.in_record();
        let records = (can_hold && self.sampled.records.contains(&self.path)).then(|| {
            let path = || format!("{}[]", self.path);
            let few = self.tables.next_number() < MOST_TITLES;
            let title = self.lists.as_ref().and_then(|lists| lists.title_of(&self.path)).filter(|_| few);
            self.tables.table(&title.cloned().unwrap_or_else(path), self.output)
        });
        if records.is_some() {
            let beside = self.lists.as_ref().and_then(|lists| lists.beside(&self.path));
            self.names = beside.or_else(|| self.sampled.names.get(&self.path).cloned()).unwrap_or_default();
        }
        if let Some(lists) = self.lists.as_mut().filter(|_| kind == Kind::Array) {
            lists.begin_anew(&self.path);
        }
        // What the first row says is told as names of columns, whether or not anything stands below.
        if let Some(table) = records.filter(|_| self.names.first_row) {
            for name in self.names.columns.iter().filter(|name| !name.is_empty()) {
                self.tables.column(table, name, self.output);
            }
        }
        let group = if record_table.is_some() { 0 } else { group };
        self.stack.push(Frame {
            kind: frame_kind,
            parent,
            group,
            records,
            is_record: record_table.is_some(),
            around: around.then(|| self.ancestors.mark()),
        });
        if let Some(key) = map_key {
            self.path.push_str("/@key");
            self.put(group, &key);
            self.path.truncate(self.path.len() - "/@key".len());
        }
    }

    fn end(&mut self, _window: &mut Window<'_>) {
        let Some(frame) = self.stack.pop() else { return };
        if frame.is_record {
            self.names.first_row = false;
            self.tables.end_record(self.table, self.record_from, self.output);
            self.table = 0;
            self.base = 0;
        }
        self.path.truncate(frame.parent);
        if let Some(mark) = frame.around {
            self.ancestors.leave(mark, self.document_from, &mut self.tables, self.output);
        }
        if self.stack.is_empty() {
            self.ancestors.leave(0, self.document_from, &mut self.tables, self.output);
        }
    }

    fn key(&mut self, key: &str) {
        self.key.clear();
        self.key.push_str(key);
    }

    fn scalar(&mut self, value: &str) {
        // A value of an array of records is a record.
        let alone = self.stack.last().and_then(|frame| frame.records).filter(|_| !self.in_record());
        let (parent, group) = self.enter(true);
        if let Some(lists) = &mut self.lists {
            lists.value(&self.path, value);
            lists.title(&self.path, value);
        }
        match alone {
            Some(table) => {
                (self.table, self.base, self.given) = (table, self.path.len(), false);
                self.record_from = self.document_from;
                // A value is no row of names, whatever rows stand beside it.
                let first_row = std::mem::take(&mut self.names.first_row);
                self.put(0, value);
                self.names.first_row = first_row;
                self.tables.end_record(table, self.record_from, self.output);
                (self.table, self.base) = (0, 0);
            }
            None => self.put(group, value),
        }
        self.path.truncate(parent);
    }

    fn null(&mut self) {
        if let Some(Frame { kind: FrameKind::Row(number), .. }) = self.stack.last_mut() {
            *number += 1;
        }
    }

    fn document(&mut self, _window: &mut Window<'_>) -> bool {
        self.tables.end_record(0, self.document_from, self.output);
        !self.output.stopped()
    }

    fn go_on(&mut self) -> bool {
        !self.output.stopped()
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn equally_long_lists_are_columns() {
        let json = r#"{"of":"x","name":["A","B","C","D","E"],"mail":["a","b","c","d","e"]}"#;
        let expected = "\
j: json UTF-8 68/68
  table 0 paths \"\": 
  0 #1 @0: name=\"A\" mail=\"a\"
  0 #2 @0: name=\"B\" mail=\"b\"
  0 #3 @0: name=\"C\" mail=\"c\"
  0 #4 @0: name=\"D\" mail=\"d\"
  0 #5 @0: name=\"E\" mail=\"e\"
  0 #6 @0: of=\"x\"
";
        assert_eq!(dump("j", json.as_bytes()), expected);
        let few = r#"{"name":"A","phones":["1","2"],"mails":["a","b"]}"#;
        assert_eq!(read_bytes("j", few.as_bytes())["j"].values.len(), 1);
    }

    #[test]
    fn an_array_of_objects_is_a_table_and_elements_share_groups() {
        let json = r#"[{"name":"홍길동","phones":["010","02"],"kin":[{"n":"A","t":["1"]},{"n":"B"}]},
{"name":"\uae40\n","x":null,"ok":true}]"#;
        let expected = "\
j: json UTF-8 122/122
  table 0 paths \"\": \n  table 1 paths \"[]\": \n  1 #1 @1: name=\"홍길동\" phones[]~1=\"010\" phones[]~2=\"02\" kin[]/n~3=\"A\" kin[]/t[]~3=\"1\" kin[]/n~4=\"B\"
  1 #2 @83: name=\"김\\n\" ok=\"true\"
";
        assert_eq!(dump("j", json.as_bytes()), expected);
    }

    #[test]
    fn json_lines_are_records() {
        let expected = "\
j: json UTF-8 26/26
  table 0 paths \"\": \n  0 #1 @0: a/b=\"1\"
  0 #2 @14: a/b=\"2.5\"
";
        assert_eq!(dump("j", b"{\"a\":{\"b\":1}}\n{\"a\":{\"b\":2.5}}"), expected.replace("26/26", "29/29"));
    }

    #[test]
    fn a_log_that_begins_with_json_is_a_log() {
        let log =
            "{\"level\":\"info\"}\n2024-06-01 WARN retry\n{\"level\":\"warn\"}\n2024-06-01 WARN stopped\n";
        assert!(dump("j", log.as_bytes()).starts_with("j: text UTF-8 "), "{}", dump("j", log.as_bytes()));
    }

    #[test]
    fn one_document_about_one_person_is_one_record() {
        let json = br#"{"name":[{"family":"Kim"}],"telecom":[{"v":"1"},{"v":"2"}],"id":"7"}"#;
        let sources = read_bytes("j", json);
        assert_eq!(sources["j"].records, 1);
    }

    #[test]
    fn records_before_damage_are_kept_and_the_rest_is_text() {
        let sources = read_bytes("j", b"[{\"a\":1},{\"a\":2},{\"a\":3},{\"a\":4},{\"a\":} name@example.com");
        let source = &sources["j"];
        assert_eq!(source.format, "json");
        assert_eq!(source.records, 5);
        assert_eq!(source.gaps.len(), 1);
        assert!(source.rows.last().expect("a row").contains("name@example.com"));
    }

    #[test]
    fn records_within_records_have_what_stands_around_them() {
        let json = r#"{"run":"7","manifests":[
{"date":"d1","parcels":[{"pin":"11","to":{"name":"Ada"}},{"pin":"12","to":{"name":"Bob"}}]},
{"date":"d2","parcels":[{"pin":"21","to":{"name":"Cy"}},{"pin":"22","to":{"name":"Dora"}}],"driver":"Finn"}]}"#;
        let sources = read_bytes("j", json.as_bytes());
        let rows: Vec<&str> =
            sources["j"].rows.iter().filter_map(|row| row.split_once(": ").map(|row| row.1)).collect();
        let around = "run=\"7\" manifests[]/date=\"d2\"";
        assert!(rows.contains(&format!("{around} pin=\"22\" to/name=\"Dora\"").as_str()), "{rows:?}");
        assert!(rows.contains(&format!("{around} manifests[]/driver=\"Finn\"").as_str()), "{rows:?}");
        assert_eq!(sources["j"].records, 5);
    }

    #[test]
    fn keys_that_are_data_become_values() {
        let entries: Vec<String> =
            (0..20).map(|n| format!("\"id-{n}\":{{\"name\":\"n{n}\",\"city\":\"c\"}}")).collect();
        let sources = read_bytes("j", format!("{{\"users\":{{{}}}}}", entries.join(",")).as_bytes());
        assert_eq!(sources["j"].records, 20);
        assert_eq!(sources["j"].tables[&1].columns, ["@key", "name", "city"]);
    }

    #[test]
    fn rows_of_arrays_have_numbered_columns() {
        let sources = read_bytes("j", b"[[\"Kim\",\"Seoul\"],[\"Lee\",null,\"x\"]]");
        assert_eq!(sources["j"].rows[2..], ["1 #1 @1: 1=\"Kim\" 2=\"Seoul\"", "1 #2 @17: 1=\"Lee\" 3=\"x\""]);
    }

    fn json() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            any::<i32>().prop_map(serde_json::Value::from),
            "\\PC{0,12}".prop_map(serde_json::Value::from),
            any::<bool>().prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::from),
                proptest::collection::vec(("[a-d]{1,3}", inner), 0..5)
                    .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    fn leaves(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Array(inner) => inner.iter().for_each(|value| leaves(value, found)),
            serde_json::Value::Object(inner) => inner.values().for_each(|value| leaves(value, found)),
            serde_json::Value::String(text) => found.push(text.clone()),
            other => found.push(other.to_string()),
        }
    }

    proptest! {
        #[test]
        fn every_value_is_read(value in json().prop_filter("a tree", |value| value.is_array() || value.is_object())) {
            let text = serde_json::to_string(&value).expect("written");
            let sources = read_bytes("j", text.as_bytes());
            let source = &sources["j"];
            let mut expected = Vec::new();
            leaves(&value, &mut expected);
            let mut found: Vec<String> = Vec::new();
            for row in &source.values {
                found.extend(row.iter().filter(|(table, column, ..)| source.tables[table].columns[*column as usize] != "@key").map(|value| value.3.clone()));
            }
            // Records have what stands around them, so a value may come more than once; the first of several rows may be names.
            prop_assert!(found.iter().all(|value| expected.contains(value)), "{:?} {:?}", found, expected);
            let columns: Vec<&String> = source.tables.values().flat_map(|table| &table.columns).collect();
            let is_name = |value: &str| columns.contains(&&value.replace('/', " ")) || value.trim().is_empty();
            expected.retain(|value| !found.contains(value) && !is_name(value));
            prop_assert!(expected.is_empty(), "{:?}", expected);
        }

        #[test]
        fn arbitrary_text_costs_gaps_at_most(text in "[\\[{][\\[\\]{}\",:a\\\\ 1\n]{0,80}") {
            read_bytes("j", text.as_bytes());
        }
    }
}
