//! Word documents of the years 1997 to 2003 ([MS-DOC]).
//!
//! The text is put together from the pieces in which it stands, with notes, headers, comments and boxes behind it. Paragraphs are
//! lines, tables are tables; of a field its result is read, and the address of a person that it leads to. Pictures are a gap.

mod fib;
mod reader;
#[cfg(test)]
mod tests;

use std::io::{Read, Seek, SeekFrom};

use encoding_rs::WINDOWS_1252;
use whose_model::GapReason;

use self::fib::{Fib, PAGE, Piece};
use self::reader::Reader;
use super::text::document::Document;
use crate::compound::{self, Compound};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// The block of information is no longer.
const LONGEST_FIB: u64 = 4 << 10;
/// Longest stream of tables.
const TABLES: u64 = 256 << 20;
/// Letters read at once.
const AT_ONCE: u64 = 16 << 10;

/// Word documents before 2007.
pub struct Doc;

impl Format for Doc {
    fn code(&self) -> &'static str {
        "doc"
    }

    fn title(&self) -> &'static str {
        "Word 97 to 2003 documents: paragraphs, tables, notes, headers and comments, without pictures"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let sector = head.bytes.get(512..514).unwrap_or_default();
        let at = |name: &[u8]| {
            let wide: Vec<u8> = name.iter().flat_map(|letter| [*letter, 0]).collect();
            memchr::memmem::find(head.bytes, &wide)
        };
        // Workbooks may hold documents within, and documents workbooks: what stands first in the list is it.
        let is_named = || {
            let workbook = at(b"Workbook").or_else(|| at(b"Book\0"));
            sector != [0x09, 0x08]
                && at(b"WordDocument").is_some_and(|at| workbook.is_none_or(|workbook| at < workbook))
        };
        if compound::is_compound(head.bytes) && (sector == fib::MAGIC || is_named()) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Some(mut file) = compound::open(input, output) else { return Reading::default() };
        let fib = begin(&mut file).and_then(|bytes| Fib::parse(&bytes));
        let refused = match &fib {
            None => Some((GapReason::Damaged, "the document has no header that can be read")),
            Some(fib) if fib.encrypted => Some((
                GapReason::Encrypted,
                "the document is encrypted: open it in Word, save it as docx without a password and add that as a source",
            )),
            Some(fib) if fib.older => Some((
                GapReason::UnsupportedFormat,
                "a Word document from before 1997: save it as docx and add that as a source",
            )),
            Some(_) => None,
        };
        if let Some((reason, detail)) = refused {
            output.not_read(0, length, reason, detail);
        }
        match fib.filter(|_| refused.is_none()) {
            Some(fib) => text(&mut file, &fib, length, output),
            None => Reading::default(),
        }
    }
}

/// The first bytes of the stream with the text.
fn begin(file: &mut Compound<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream("/WordDocument").ok()?.take(LONGEST_FIB).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn text(file: &mut Compound<'_>, fib: &Fib, length: u64, output: &mut dyn Output) -> Reading {
    let tables = compound::stream(file, fib.tables, TABLES).unwrap_or_default();
    let Some(pieces) = fib::pointed(&tables, fib.pieces).and_then(fib::pieces) else {
        output.not_read(
            0,
            length,
            GapReason::Damaged,
            "the document has no list of its pieces that can be read",
        );
        return Reading::default();
    };
    let pages = fib::pages(fib::pointed(&tables, fib.paragraphs).unwrap_or_default());
    let properties = in_tables(file, &pages);
    let mut reader = Reader::new(Document::new(output), fib.parts.clone(), properties);
    let end = take(file, &pieces, &mut reader);
    // Which bytes the rest has is unknown; where nothing was read, all of them.
    let from = if reader.document.taken() == 0 { 0 } else { length };
    let output = reader.document.output();
    if end.is_none() {
        let detail = "the text could not be read to its end";
        output.not_read(from, length, GapReason::Damaged, detail);
    }
    if fib.has_pictures {
        let detail = "pictures in the document were not read: look at them";
        output.not_read(length, length, GapReason::Binary, detail);
    }
    if file.is_storage("/ObjectPool") {
        let detail = "objects in the document were not read: look at them";
        output.not_read(length, length, GapReason::Binary, detail);
    }
    reader.end()
}

/// Paragraphs of tables, from the pages with properties. Without them, rows are guessed at.
fn in_tables(file: &mut Compound<'_>, pages: &[u32]) -> Vec<(u64, u64, bool)> {
    let Ok(mut stream) = file.open_stream("/WordDocument") else { return Vec::new() };
    let most = stream.len() / PAGE as u64;
    let mut found = Vec::new();
    for page in
        pages.iter().filter(|page| u64::from(**page) < most).take(most.try_into().unwrap_or(usize::MAX))
    {
        let mut bytes = [0; PAGE];
        let at = u64::from(*page) * PAGE as u64;
        if stream.seek(SeekFrom::Start(at)).and_then(|_| stream.read_exact(&mut bytes)).is_ok() {
            found.extend(fib::in_tables(&bytes));
        }
    }
    found
}

/// Takes the pieces. `None` where they cannot be read, or hold more than the stream does.
fn take(file: &mut Compound<'_>, pieces: &[Piece], reader: &mut Reader<'_>) -> Option<()> {
    let mut stream = file.open_stream("/WordDocument").ok()?;
    let mut left = stream.len();
    for piece in pieces {
        let size = if piece.wide { 2 } else { 1 };
        stream.seek(SeekFrom::Start(piece.from)).ok()?;
        let (mut at, mut letters) = (piece.from, piece.letters);
        while letters > 0 {
            if reader.document.output().stopped() {
                return Some(());
            }
            let now = letters.min(AT_ONCE);
            left = left.checked_sub(now.checked_mul(size)?)?;
            let mut bytes = Vec::new();
            stream.by_ref().take(now * size).read_to_end(&mut bytes).ok()?;
            reader.letters(&units(&bytes, piece.wide), at, size);
            if (bytes.len() as u64) < now * size {
                return None;
            }
            at += now * size;
            letters -= now;
        }
    }
    Some(())
}

fn units(bytes: &[u8], wide: bool) -> Vec<u16> {
    if wide {
        let pairs = bytes.chunks_exact(2);
        return pairs.filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?))).collect();
    }
    WINDOWS_1252.decode_without_bom_handling(bytes).0.encode_utf16().collect()
}
