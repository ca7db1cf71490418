//! Records of Excel workbooks before 2007 ([MS-XLS] 2.1.4) as far as notes and boxes go: each has a type and a length of two bytes.

use std::collections::HashMap;

use encoding_rs::WINDOWS_1252;

use crate::code_pages::CodePage;

const NOTE: u16 = 0x1c;
const FILE_PASS: u16 = 0x2f;
const CONTINUE: u16 = 0x3c;
const CODE_PAGE: u16 = 0x42;
const OBJECT: u16 = 0x5d;
const TEXT: u16 = 0x1b6;
const BEGIN: u16 = 0x809;
/// The version in the record that begins a part, from Excel 97 on.
const UNICODE: u16 = 0x600;

/// A record.
pub(super) struct Record<'a> {
    kind: u16,
    body: &'a [u8],
}

/// The records of a stream, until one is cut short or they are encrypted.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) const fn new(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (kind, length) = (word(self.rest, 0)?, word(self.rest, 2)?);
        let body = self.rest.get(4..4 + usize::from(length))?;
        self.rest = &self.rest[4 + body.len()..];
        (kind != FILE_PASS).then_some(Record { kind, body })
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

/// What records say of notes.
#[derive(Default)]
pub(super) struct Notes {
    is_unicode: bool,
    page: Option<CodePage>,
    /// Number of the object under way, and how many letters of its text are still to come.
    object: u16,
    missing: usize,
    texts: Vec<(u16, String)>,
    /// Authors by the number of the object that holds their note; numbers are those of one sheet.
    authors: HashMap<u16, String>,
    told: Vec<String>,
}

impl Notes {
    pub(super) fn take(&mut self, record: Record<'_>) {
        let body = record.body;
        // The text of a box is what goes on right behind it.
        if record.kind != CONTINUE {
            self.missing = 0;
        }
        match record.kind {
            BEGIN => {
                self.end_sheet();
                self.is_unicode = word(body, 0) == Some(UNICODE);
            }
            CODE_PAGE => self.page = word(body, 0).and_then(CodePage::by_number),
            // Its first part says what it is and its number.
            OBJECT if self.is_unicode => self.object = word(body, 6).unwrap_or_default(),
            TEXT => {
                self.missing = word(body, 10).unwrap_or_default().into();
                self.texts.push((self.object, String::new()));
            }
            CONTINUE if self.missing > 0 => self.goes_on(body),
            NOTE if self.is_unicode => {
                if let (Some(object), Some(author)) = (word(body, 6), body.get(8..).and_then(unicode)) {
                    self.authors.insert(object, author);
                }
            }
            NOTE => self.narrow(body),
            _ => {}
        }
    }

    /// The next letters of a text: whether they are of two bytes stands before them.
    fn goes_on(&mut self, body: &[u8]) {
        let Some((flags, letters)) = body.split_first() else { return };
        let text = letters_of(letters, flags & 1 == 1, self.missing);
        self.missing -= self.missing.min(text.encode_utf16().count());
        if let Some((_, all)) = self.texts.last_mut() {
            all.push_str(&text);
        }
    }

    /// A note of Excel 5 and 95, whose text stands in the record; a long one goes on in further ones, for row 0xFFFF.
    fn narrow(&mut self, body: &[u8]) {
        let page = self.page.unwrap_or(CodePage::Known(WINDOWS_1252));
        let Some(text) = body.get(6..).map(|text| page.decode(text).into_owned()) else { return };
        match self.told.last_mut() {
            Some(last) if word(body, 0) == Some(0xffff) => last.push_str(&text),
            _ => self.told.push(text),
        }
    }

    /// Texts of one sheet, with their authors where the text does not name them.
    fn end_sheet(&mut self) {
        for (object, text) in std::mem::take(&mut self.texts) {
            let text = text.replace('\r', "\n");
            let author = self.authors.remove(&object).filter(|author| !text.contains(author.as_str()));
            if !text.trim().is_empty() {
                self.told.push(author.map(|author| format!("{author}:\n{text}")).unwrap_or(text));
            }
        }
        self.authors.clear();
    }

    /// All notes as a text, an empty line between them.
    pub(super) fn finish(mut self) -> String {
        self.end_sheet();
        self.told.join("\n\n")
    }
}

/// A text with its length and whether its letters are of two bytes before it ([MS-XLS] 2.5.293).
fn unicode(bytes: &[u8]) -> Option<String> {
    let length = word(bytes, 0)?.into();
    let is_wide = bytes.get(2)? & 1 == 1;
    Some(letters_of(&bytes[3..], is_wide, length)).filter(|text| !text.trim().is_empty())
}

fn letters_of(bytes: &[u8], is_wide: bool, most: usize) -> String {
    if is_wide {
        let units = bytes.as_chunks::<2>().0.iter().take(most).map(|unit| u16::from_le_bytes(*unit));
        return char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    }
    bytes.iter().take(most).copied().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len()).expect("short");
        [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
    }

    fn notes(records: &[Vec<u8>]) -> String {
        let mut notes = Notes::default();
        Records::new(&records.concat()).for_each(|record| notes.take(record));
        notes.finish()
    }

    #[test]
    fn notes_stand_in_boxes_with_their_author_elsewhere() {
        let text = |letters: u8| record(TEXT, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, letters, 0, 16, 0, 0, 0, 0, 0]);
        let object = |number: u8| record(OBJECT, &[0x15, 0, 0x12, 0, 0x19, 0, number, 0]);
        let wide: Vec<u8> = "로이".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let told = notes(&[
            record(BEGIN, &[0, 6, 0x10, 0]),
            object(1),
            text(10),
            // A text goes on in the next record where it does not fit.
            record(CONTINUE, b"\0Anne R"),
            record(CONTINUE, b"\0oy 1"),
            record(CONTINUE, b"\0formats follow"),
            object(2),
            text(2),
            record(CONTINUE, &[&[1], &wide[..]].concat()),
            record(NOTE, &[1, 0, 0, 0, 0, 0, 1, 0, 3, 0, 0, b'K', b'i', b'm']),
        ]);
        assert_eq!(told, "Kim:\nAnne Roy 1\n\n로이");
    }

    #[test]
    fn older_notes_stand_in_their_record() {
        let told = notes(&[
            record(BEGIN, &[0, 5, 0x10, 0]),
            record(CODE_PAGE, &1_252u16.to_le_bytes()),
            record(NOTE, b"\x01\0\x01\0\x0c\0Ren\xe9e "),
            record(NOTE, b"\xff\xff\0\0\x03\0Roy"),
        ]);
        assert_eq!(told, "Renée Roy");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(stream in prop::collection::vec(any::<u8>(), 0..400), kinds in prop::collection::vec(prop::sample::select(vec![NOTE, CONTINUE, OBJECT, TEXT, BEGIN, CODE_PAGE]), 0..20)) {
            let mut notes = Notes::default();
            Records::new(&stream).for_each(|record| notes.take(record));
            for (kind, body) in kinds.into_iter().zip(stream.chunks(7)) {
                notes.take(Record { kind, body });
            }
            _ = notes.finish();
        }
    }
}
