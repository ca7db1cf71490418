//! Documents of MongoDB as `mongodump` writes them (bsonspec.org, version 1.1): a file of one collection, or an archive of several
//! (mongo-tools, common/archive).
//!
//! A document is a record. Columns are paths, as those of JSON. Bytes that are no text give no value.

mod elements;

use std::io::{self, BufReader, Read};

use whose_model::GapReason;

use crate::nested::Nested;
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
        let mut records = Nested::new(output);
        let mut source = BufReader::new(raw);
        let (at, ended) = read(&mut source, &mut records);
        let reading = Reading { records: records.finish() };
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

/// Reads all documents. How far, and whether that is all.
fn read(source: &mut impl Read, records: &mut Nested<'_>) -> (u64, bool) {
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
            tells = tell(document, records);
        } else {
            if records.has_no_table() {
                records.table("");
            }
            if records.record(at, |records| fields(document, records)).is_none() {
                return (at, false);
            }
        }
        at += length as u64;
        if records.output.stopped() {
            return (at, true);
        }
    }
}

/// A document of an archive that says whose those behind it are. Do others of its kind follow?
fn tell(document: &[u8], records: &mut Nested<'_>) -> bool {
    let (mut collection, mut metadata) = (String::new(), false);
    for (name, value) in Elements::new(document).flatten() {
        match (name, value) {
            ("collection", Value::Text(text)) => collection = text.to_string(),
            ("metadata" | "server_version" | "tool_version", _) => metadata = true,
            _ => {}
        }
    }
    if !collection.is_empty() && !metadata {
        records.table(&collection);
    }
    metadata || collection.is_empty()
}

/// Writes the fields of a document; nothing where it is damaged.
fn fields(document: &[u8], records: &mut Nested<'_>) -> Option<()> {
    Elements::new(document).try_for_each(|element| {
        let (name, value) = element?;
        records.field(name, |records| write(&value, records))
    })
}

fn write(value: &Value<'_>, records: &mut Nested<'_>) -> Option<()> {
    match value {
        Value::Document(document) => fields(document, records),
        Value::Array(array) => Elements::new(array).try_for_each(|element| {
            let (_, value) = element?;
            records.element("[]", false, |records| write(&value, records))
        }),
        plain => {
            if let Some(text) = plain.text() {
                records.value(&text);
            }
            Some(())
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
