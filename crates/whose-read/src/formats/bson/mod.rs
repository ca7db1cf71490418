//! Documents of MongoDB as `mongodump` writes them (bsonspec.org, version 1.1): a file of one collection, or an archive of several
//! (mongo-tools, common/archive).
//!
//! A document is a record. Columns are paths, as those of JSON. Bytes that are no text give no value.

mod elements;

use std::io::{self, BufReader, Read};

use whose_model::GapReason;

use crate::paths::PathTables;
use crate::{Format, Head, Input, Output, Reading, Recognition};
use elements::{Elements, Value, document};

/// Documents of MongoDB.
pub struct Bson;

/// Begins an archive.
const ARCHIVE: [u8; 4] = [0x6D, 0xE2, 0x99, 0x81];
/// Ends a stretch of documents of one collection in an archive.
const END: [u8; 4] = [0xFF; 4];
/// The server takes no larger document.
const LARGEST: usize = 17 << 20;
/// Documents within documents beyond this depth are left out; the server takes 100.
const DEEPEST: usize = 110;

impl Format for Bson {
    fn code(&self) -> &'static str {
        "bson"
    }

    fn title(&self) -> &'static str {
        "Documents of MongoDB (BSON, as mongodump writes them, archives too)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(&ARCHIVE) || holds_documents(head.bytes) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(raw) = input.raw() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut records =
            Records { tables: PathTables::default(), table: 0, groups: 0, path: String::new(), output };
        let mut source = BufReader::new(raw);
        let (at, ended) = records.read(&mut source);
        records.tables.finish(records.output);
        let reading = Reading { records: records.tables.records() };
        if !ended && !output.stopped() {
            output.not_read(at, length, GapReason::Damaged, "no document stands here");
        }
        reading
    }
}

/// Two documents in a row that are sound, or one and the length of another that is cut.
fn holds_documents(head: &[u8]) -> bool {
    let Some(first) = document(head) else { return false };
    let sound = |document: &[u8]| {
        let elements = Elements::new(document).collect::<Option<Vec<_>>>();
        elements.is_some_and(|elements| !elements.is_empty())
    };
    let rest = &head[first.len()..];
    let goes_on = match document(rest) {
        Some(second) => sound(second),
        None => rest.first_chunk().is_none_or(|length| {
            let length = u32::from_le_bytes(*length) as usize;
            (rest.len()..=LARGEST).contains(&length)
        }),
    };
    sound(first) && goes_on
}

/// Puts documents into tables of paths.
struct Records<'o> {
    tables: PathTables,
    table: usize,
    groups: u32,
    path: String,
    output: &'o mut dyn Output,
}

impl Records<'_> {
    /// Reads all documents. How far, and whether that is all.
    fn read(&mut self, source: &mut impl Read) -> (u64, bool) {
        let (mut at, mut bytes) = (0, Vec::new());
        let mut head = [0; 4];
        let archived = next(source, &mut head).is_ok_and(|whole| whole) && head == ARCHIVE;
        if archived {
            at += head.len() as u64;
        }
        // The first documents of an archive tell of it and its collections.
        let (mut tells, mut pending) = (archived, !archived);
        loop {
            if !std::mem::take(&mut pending) {
                match next(source, &mut head) {
                    Ok(true) => {}
                    Ok(false) => return (at, true),
                    Err(_) => return (at, false),
                }
            }
            if archived && head == END {
                at += END.len() as u64;
                tells = true;
                continue;
            }
            let length = u32::from_le_bytes(head) as usize;
            if !(5..=LARGEST).contains(&length) {
                return (at, false);
            }
            bytes.clear();
            bytes.extend(head);
            let read = source.by_ref().take(length as u64 - 4).read_to_end(&mut bytes);
            let Some(document) = read.ok().and_then(|_| document(&bytes)) else { return (at, false) };
            if tells {
                tells = self.tell(document);
            } else if !self.document(document, at) {
                return (at, false);
            }
            at += length as u64;
            if self.output.stopped() {
                return (at, true);
            }
        }
    }

    /// A document of an archive that says whose those behind it are. Do others of its kind follow?
    fn tell(&mut self, document: &[u8]) -> bool {
        let (mut collection, mut metadata) = (String::new(), false);
        for (name, value) in Elements::new(document).flatten() {
            match (name, value) {
                ("collection", Value::Text(text)) => collection = text.to_string(),
                ("metadata" | "server_version" | "tool_version", _) => metadata = true,
                _ => {}
            }
        }
        if !collection.is_empty() && !metadata {
            self.table = self.tables.table(&collection, self.output);
        }
        metadata || collection.is_empty()
    }

    fn document(&mut self, document: &[u8], at: u64) -> bool {
        if self.tables.next_number() == 0 {
            self.table = self.tables.table("", self.output);
        }
        self.groups = 0;
        let sound = self.fields(document, 0, at, 0);
        self.tables.end_record(self.table, at, self.output);
        sound
    }

    fn fields(&mut self, document: &[u8], group: u32, at: u64, depth: usize) -> bool {
        for element in Elements::new(document) {
            let Some((name, value)) = element else { return false };
            let parent = self.path.len();
            if parent > 0 {
                self.path.push('/');
            }
            self.path.push_str(name);
            let sound = self.value(&value, group, at, depth);
            self.path.truncate(parent);
            if !sound {
                return false;
            }
        }
        true
    }

    fn value(&mut self, value: &Value<'_>, group: u32, at: u64, depth: usize) -> bool {
        match value {
            _ if depth > DEEPEST => true,
            Value::Document(document) => self.fields(document, group, at, depth + 1),
            Value::Array(array) => {
                let parent = self.path.len();
                self.path.push_str("[]");
                let sound = Elements::new(array).all(|element| {
                    self.groups += 1;
                    element.is_some_and(|(_, value)| self.value(&value, self.groups, at, depth + 1))
                });
                self.path.truncate(parent);
                sound
            }
            plain => {
                if let Some(text) = plain.text() {
                    self.tables.value(self.table, &self.path, group, &text, at, self.output);
                }
                true
            }
        }
    }
}

/// Fills the buffer. False where the source ends before it.
fn next(source: &mut impl Read, buffer: &mut [u8; 4]) -> io::Result<bool> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..])? {
            0 if filled == 0 => return Ok(false),
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            got => filled += got,
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn made(elements: &[(u8, &str, Vec<u8>)]) -> Vec<u8> {
        let body: Vec<u8> = elements
            .iter()
            .flat_map(|(kind, name, value)| [&[*kind], name.as_bytes(), &[0], value].concat())
            .collect();
        [&(body.len() as u32 + 5).to_le_bytes()[..], &body, &[0]].concat()
    }

    fn text(text: &str) -> Vec<u8> {
        [&(text.len() as u32 + 1).to_le_bytes()[..], text.as_bytes(), &[0]].concat()
    }

    fn person(name: &str) -> Vec<u8> {
        let phones = made(&[(2, "0", text("1")), (2, "1", text("2"))]);
        let contact = made(&[(2, "mail", text("a@x.example")), (4, "phones", phones)]);
        let born = 86_400_000i64.to_le_bytes().to_vec();
        made(&[
            (7, "_id", vec![0xAB; 12]),
            (2, "name", text(name)),
            (9, "born", born),
            (3, "contact", contact),
            (0x10, "age", 7i32.to_le_bytes().to_vec()),
            (0x0A, "x", vec![]),
        ])
    }

    #[test]
    fn a_collection() {
        let bytes = [person("Anne Roy"), person("Paul Lee")].concat();
        let length = person("Anne Roy").len();
        let found = dump("people.bson", &bytes);
        let expected = format!(
            "0 #2 @{length}: _id=\"abababababababababababab\" name=\"Paul Lee\" born=\"1970-01-02T00:00:00Z\" contact/mail=\"a@x.example\" contact/phones[]~1=\"1\" contact/phones[]~2=\"2\" age=\"7\""
        );
        assert!(found.starts_with("people.bson: bson") && found.contains(&expected), "{found}");
        let cut = read_bytes("x", &bytes[..bytes.len() - 3]);
        assert_eq!((cut["x"].records, cut["x"].gaps.len()), (1, 1));
    }

    #[test]
    fn an_archive_of_collections() {
        let end = vec![0xFF; 4];
        let tells =
            |name: &str| made(&[(2, "db", text("shop")), (2, "collection", text(name)), (8, "EOF", vec![0])]);
        let head = made(&[(2, "server_version", text("6.0")), (2, "tool_version", text("1"))]);
        let listed =
            made(&[(2, "db", text("shop")), (2, "collection", text("people")), (2, "metadata", text("{}"))]);
        let bytes = [
            super::ARCHIVE.to_vec(),
            head,
            listed,
            end.clone(),
            tells("people"),
            person("Anne Roy"),
            end.clone(),
            tells("staff"),
            person("Paul Lee"),
            end,
        ]
        .concat();
        let found = dump("x", &bytes);
        assert!(
            found.contains("\"people\"")
                && found.contains("\"staff\"")
                && found.contains("name=\"Paul Lee\""),
            "{found}"
        );
        assert_eq!(read_bytes("x", &bytes)["x"].records, 2);
    }

    proptest! {
        #[test]
        fn any_damage_is_read_or_a_gap(at in 0usize..10_000, with in any::<u8>()) {
            let mut bytes = [person("Anne Roy"), person("Paul Lee"), person("Ada Quist")].concat();
            let at = at % bytes.len();
            bytes[at] = with;
            read_bytes("x", &bytes);
        }
    }
}
