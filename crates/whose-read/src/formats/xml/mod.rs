//! XML (Extensible Markup Language 1.0). Namespaces are left out, nothing outside the document is fetched, and no entity that
//! a document defines is expanded.

mod bank_messages;
mod levels;
mod naming;

use whose_model::GapReason;

use crate::ancestors::{Ancestors, is_around};
use crate::lookahead;
use crate::markup::{self, Kind, Piece, local};
use crate::paths::PathTables;
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};
use levels::Sampled;
use naming::Naming;

/// Elements nested deeper than this are flattened.
const DEEPEST: usize = 1_000;

/// XML.
pub struct Xml;

impl Format for Xml {
    fn code(&self) -> &'static str {
        "xml"
    }

    fn title(&self) -> &'static str {
        "XML 1.0"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text.map(str::trim_start) else { return Recognition::No };
        if !text.starts_with('<') || super::html::is_html(text) {
            return Recognition::No;
        }
        if text.starts_with("<?xml") {
            return Recognition::Certain;
        }
        let mut bytes = text.as_bytes();
        let mut plain = crate::window::Plain(&mut bytes);
        let mut window = Window::new(&mut plain);
        let mut tags = 0;
        while let Some(piece) = markup::next(&mut window) {
            match piece.kind {
                Kind::Open | Kind::Empty | Kind::Close => tags += 1,
                Kind::Text if tags == 0 && !window.rest()[piece.inner].trim().is_empty() => {
                    return Recognition::No;
                }
                _ => {}
            }
            window.cut(piece.length);
        }
        if tags >= 2 { Recognition::Likely } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        let mut window = Window::new(text.as_mut());
        let (end, whole) = lookahead::head(&mut window);
        let mut records = Records::new(levels::sample(&window.rest()[..end], whole), output);
        let mut pieces = 0u32;
        while let Some(piece) = markup::next(&mut window) {
            let offset = window.offset(0);
            records.piece(&piece, window.rest(), offset);
            window.cut(piece.length);
            pieces = pieces.wrapping_add(1);
            if pieces.is_multiple_of(4_096) && records.output.stopped() {
                break;
            }
        }
        let open = records.stack.len();
        let count = records.close();
        let at = window.offset(0);
        if open > 0 && !output.stopped() {
            output.not_read(
                at,
                at,
                GapReason::Truncated,
                "elements are still open at its end; what came before was read",
            );
        }
        Reading { records: count }
    }
}

struct Records<'o> {
    output: &'o mut dyn Output,
    tables: PathTables,
    sampled: Sampled,
    naming: Naming,
    stack: Vec<Frame>,
    /// Paths of closed frames, kept for their memory.
    spare: Vec<String>,
    /// Names of the open elements.
    path: String,
    table: usize,
    base: usize,
    record_from: u64,
    groups: u32,
    outer_groups: u32,
    /// Values around the records, and where the last piece began.
    ancestors: Ancestors,
    at: u64,
    /// The record under way has the values of its ancestors.
    given: bool,
}

struct Frame {
    name_length: usize,
    /// The element's own name, where an attribute names it otherwise.
    element: Option<Box<str>>,
    /// Length of the path before it.
    parent: usize,
    group: u32,
    is_record: bool,
    /// It is around records: values held when it began.
    around: Option<usize>,
    /// Path of the last child, to notice repetition that the sample did not show.
    last_child: String,
}

impl<'o> Records<'o> {
    fn new(sampled: Sampled, output: &'o mut dyn Output) -> Self {
        let mut tables = PathTables::default();
        tables.table("", output);
        Self {
            output,
            tables,
            sampled,
            naming: Naming::default(),
            stack: Vec::new(),
            spare: Vec::new(),
            path: String::new(),
            table: 0,
            base: 0,
            record_from: 0,
            groups: 0,
            outer_groups: 0,
            ancestors: Ancestors::default(),
            at: 0,
            given: false,
        }
    }

    fn piece(&mut self, piece: &Piece, text: &str, offset: u64) {
        let inner = &text[piece.inner.clone()];
        self.at = offset;
        match piece.kind {
            Kind::Open => self.open(local(&text[piece.name.clone()]), inner, offset),
            Kind::Empty => {
                self.open(local(&text[piece.name.clone()]), inner, offset);
                self.pop();
            }
            Kind::Close => self.end(local(&text[piece.name.clone()])),
            // What stands between most tags is a line break and blanks.
            Kind::Text if inner.bytes().all(|byte| byte.is_ascii_whitespace()) => {}
            Kind::Text => self.value(&markup::resolve(inner), "", ""),
            Kind::Verbatim => self.value(inner, "", ""),
            Kind::Comment => self.value(inner, "#", "comment"),
            Kind::Declaration if inner.contains('[') => self.value(inner, "#", "doctype"),
            Kind::Declaration => {}
        }
    }

    fn open(&mut self, element: &str, attributes: &str, offset: u64) {
        let named = markup::named(element, attributes);
        let named = named.or_else(|| self.naming.open(element, attributes, self.stack.len()));
        let name = named.as_deref().unwrap_or(element);
        let parent = self.path.len();
        let mut group = self.stack.last().map_or(0, |frame| frame.group);
        if self.stack.len() < DEEPEST {
            if parent > 0 {
                self.path.push('/');
            }
            self.path.push_str(name);
        }
        let around =
            self.table == 0 && self.sampled.records.iter().any(|record| is_around(&self.path, record));
        let is_record = self.table == 0 && self.sampled.records.contains(&self.path);
        if is_record {
            let table = self.path.clone();
            self.table = self.tables.table(&table, self.output);
            self.base = self.path.len();
            self.record_from = offset;
            self.groups = 0;
            self.given = false;
            group = 0;
        } else if around {
            group = 0;
        } else if self.repeats() {
            let groups = if self.table == 0 { &mut self.outer_groups } else { &mut self.groups };
            *groups += 1;
            group = *groups;
        }
        self.stack.push(Frame {
            name_length: name.len(),
            element: named.as_ref().map(|_| element.into()),
            parent,
            group,
            is_record,
            around: around.then(|| self.ancestors.mark()),
            last_child: self.spare.pop().unwrap_or_default(),
        });
        markup::attributes(attributes, |name, value| {
            let names = named.as_ref().is_some_and(|named| named == value);
            if name != "xmlns" && !name.starts_with("xmlns:") && !names {
                self.value(&markup::resolve(value), "@", local(name));
            }
        });
    }

    /// Does the element that just began repeat within its parent?
    fn repeats(&mut self) -> bool {
        let Some(parent) = self.stack.last_mut() else { return false };
        if self.sampled.repeated.contains(&self.path) {
            return true;
        }
        if parent.last_child == self.path {
            self.sampled.repeated.insert(self.path.clone());
            return true;
        }
        parent.last_child.clear();
        parent.last_child.push_str(&self.path);
        false
    }

    /// A value at the path, or below it.
    fn value(&mut self, value: &str, mark: &str, below: &str) {
        let value = value.trim();
        if value.is_empty() || below.is_empty() && self.naming.takes(value, self.stack.len()) {
            return;
        }
        let before = self.path.len();
        if !below.is_empty() {
            if before > self.base {
                self.path.push('/');
            }
            self.path.push_str(mark);
            self.path.push_str(below);
        }
        let name = self.path[self.base.min(self.path.len())..].trim_start_matches('/');
        let name = if name.is_empty() { "text" } else { name };
        let (name, given) = self.naming.column(name, value, self.table != 0);
        let group = self.stack.last().map_or(0, |frame| frame.group);
        if self.table != 0 && !self.given {
            self.given = true;
            self.ancestors.give(self.table, self.record_from, &mut self.tables, self.output);
        }
        let outside = self.table == 0 && !self.stack.is_empty() && !self.sampled.records.is_empty();
        if outside || !given {
            let given = given && group == 0 && !below.starts_with('#');
            self.ancestors.hold((&name, group, given), value, self.at, &mut self.tables, self.output);
        } else {
            self.tables.value(self.table, &name, group, value, self.record_from, self.output);
        }
        self.path.truncate(before);
    }

    /// Closes the innermost element of this name; a name that is not open closes nothing.
    fn end(&mut self, name: &str) {
        let is_open = |frame: &&Frame| frame.element.is_none() && frame.name_length == name.len();
        let is_named = |frame: &Frame| frame.element.as_deref() == Some(name);
        if self.stack.len() >= DEEPEST
            || self.stack.last().is_some_and(is_named)
            || self.path.ends_with(name) && self.stack.last().as_ref().is_some_and(is_open)
        {
            return self.pop();
        }
        let known = self.path.split('/').any(|open| open == name) || self.stack.iter().any(is_named);
        while known && !self.stack.is_empty() {
            let found = self.path.rsplit('/').next() == Some(name) || self.stack.last().is_some_and(is_named);
            self.pop();
            if found {
                break;
            }
        }
    }

    fn pop(&mut self) {
        let Some(mut frame) = self.stack.pop() else { return };
        frame.last_child.clear();
        self.spare.push(std::mem::take(&mut frame.last_child));
        if frame.is_record {
            self.tables.end_record(self.table, self.record_from, self.output);
            self.table = 0;
            self.base = 0;
            self.record_from = 0;
        }
        self.path.truncate(frame.parent);
        if let Some(mark) = frame.around {
            self.ancestors.leave(mark, self.at, &mut self.tables, self.output);
        }
        if self.stack.is_empty() {
            self.ancestors.leave(0, 0, &mut self.tables, self.output);
            self.outer_groups = 0;
        }
    }

    fn close(mut self) -> u64 {
        while !self.stack.is_empty() {
            self.pop();
        }
        self.tables.end_record(0, 0, self.output);
        self.tables.finish(self.output);
        self.tables.records()
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn the_repeated_element_is_a_record() {
        let xml = "<?xml version=\"1.0\"?>\n<o:orders xmlns:o=\"urn:x\" run=\"7\">\
<o:order id=\"1\"><name>Ada &amp; Co</name><tel>1</tel><tel>2</tel></o:order>\
<o:order id=\"2\"><name><![CDATA[<Bob>]]></name></o:order></o:orders>";
        let expected = "\
x: xml UTF-8 186/186
  table 0 paths \"\": \n  table 1 paths \"orders/order\": \n\
  1 #1 @61: orders/@run=\"7\" @id=\"1\" name=\"Ada & Co\" tel~1=\"1\" tel~2=\"2\"
  1 #2 @129: orders/@run=\"7\" @id=\"2\" name=\"<Bob>\"
";
        let found = dump("x", xml.as_bytes()).replace(&format!("{0}/{0}", xml.len()), "186/186");
        assert_eq!(found.lines().count(), expected.lines().count(), "{found}");
        assert!(found.contains("tel~1=\"1\" tel~2=\"2\""), "{found}");
        assert!(found.contains("name=\"<Bob>\""), "{found}");
    }

    #[test]
    fn attributes_may_name_what_an_element_holds() {
        let row = |id: u32, name: &str| {
            format!(
                "<row><field name=\"id\">{id}</field><field name=\"full_name\">{name}</field><field name=\"note\" xsi:nil=\"true\" /></row>"
            )
        };
        let xml = format!(
            "<mysqldump><database name=\"shop\"><table_data name=\"people\">{}{}{}</table_data></database></mysqldump>",
            row(1, "Ada"),
            row(2, "Bob"),
            row(3, "Cy")
        );
        let found = dump("x", xml.as_bytes());
        assert!(found.contains("id=\"2\" full_name=\"Bob\""), "{found}");
        let form = "<xfdf><fields><field name=\"Email\"><value>a@x.example</value></field></fields></xfdf>";
        assert!(dump("x", form.as_bytes()).contains("fields/Email=\"a@x.example\""));
    }

    #[test]
    fn records_within_records_have_what_stands_around_them() {
        let parcel = |pin: u32, name: &str| {
            format!("<parcel><pin>{pin}</pin><to><name>{name}</name><city>Here</city></to></parcel>")
        };
        let manifest = |client: &str, parcels: String, after: &str| {
            format!(
                "<manifest no=\"{client}\"><date>2018-01-0{client}</date><parcels>{parcels}</parcels>{after}</manifest>"
            )
        };
        let xml = format!(
            "<manifests>{}{}{}</manifests>",
            manifest("1", parcel(11, "Ada") + &parcel(12, "Bob") + &parcel(13, "Cy"), ""),
            manifest("2", parcel(21, "Dora") + &parcel(22, "Eve"), "<driver>Finn</driver>"),
            manifest("3", String::new(), ""),
        );
        let sources = read_bytes("x", xml.as_bytes());
        let rows: Vec<&str> =
            sources["x"].rows.iter().filter_map(|row| row.split_once(": ").map(|row| row.1)).collect();
        let around = "manifests/manifest/@no=\"2\" manifests/manifest/date=\"2018-01-02\"";
        assert!(
            rows.contains(&format!("{around} pin=\"22\" to/name=\"Eve\" to/city=\"Here\"").as_str()),
            "{rows:?}"
        );
        // What comes after the records, and what has none, is a record of its own.
        assert!(rows.contains(&format!("{around} manifests/manifest/driver=\"Finn\"").as_str()), "{rows:?}");
        assert!(
            rows.contains(&"manifests/manifest/@no=\"3\" manifests/manifest/date=\"2018-01-03\""),
            "{rows:?}"
        );
        assert_eq!(sources["x"].records, 7);
    }

    #[test]
    fn a_declared_cp949_document_is_decoded() {
        let (bytes, _, _) = encoding_rs::EUC_KR
            .encode("<?xml version=\"1.0\" encoding=\"ks_c_5601-1987\"?><a><b>홍길동</b></a>");
        let sources = read_bytes("x", &bytes);
        assert_eq!(sources["x"].encoding, "CP949");
        assert_eq!(sources["x"].values[0][0].3, "홍길동");
    }

    #[test]
    fn entities_of_a_document_are_not_expanded() {
        let xml = b"<!DOCTYPE a [<!ENTITY x \"yyyyyyyy\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]><a><b>&x;&f;</b></a>";
        let sources = read_bytes("x", xml);
        let values: Vec<&str> = sources["x"].values.iter().flatten().map(|value| value.3.as_str()).collect();
        assert!(values.contains(&"&x;&f;"));
    }

    proptest! {
        #[test]
        fn arbitrary_markup_costs_gaps_at_most(text in "<a>[<>/a-c\"'=! \\[\\]&;#-]{0,120}") {
            read_bytes("x", text.as_bytes());
        }
    }
}
