//! Documents of Hangul, the Korean word processor, from version 5 on (`.hwp`; the public description of Hancom, revision 1.3).
//!
//! A compound file with a stream of records for each section. Paragraphs are lines, tables are tables; notes, headers, boxes and
//! captions stand where they are anchored. Pictures and objects are members. Later documents (`.hwpx`) are a zip of XML.

mod letters;
mod records;
mod section;
#[cfg(test)]
mod tests;

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use flate2::read::DeflateDecoder;
use whose_model::GapReason;

use self::records::Bounded;
use super::text::document::Document;
use crate::compound::{self, Compound};
use crate::{Format, Head, Input, MemberEnd, Output, Reading, Recognition};

const SIGNATURE: &[u8] = b"HWP Document File";
/// A section may unpack to so much, or to so many times the length of the document, whatever is more.
const UNPACKED: u64 = 64 << 20;
const DENSEST: u64 = 200;
/// Longest preview, in bytes.
const PREVIEW: u64 = 1 << 20;

/// Documents of Hangul.
pub struct Hwp;

impl Format for Hwp {
    fn code(&self) -> &'static str {
        "hwp"
    }

    fn title(&self) -> &'static str {
        "Hangul documents (HWP 5): paragraphs, tables, notes, headers and boxes, with their pictures and objects"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let has = |name: &str| compound::has_name(head.bytes, name);
        let is_named = || has("FileHeader") && (has("BodyText") || has("DocInfo"));
        let is_signed = || memchr::memmem::find(head.bytes, SIGNATURE).is_some();
        if compound::is_compound(head.bytes) && (is_named() || is_signed()) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Some(mut file) = compound::open(input, output) else { return Reading::default() };
        let header = compound::stream(&mut file, "/FileHeader", 1 << 16).unwrap_or_default();
        let flags = header.get(36..40).and_then(|bytes| bytes.try_into().ok()).map(u32::from_le_bytes);
        let Some(flags) = flags.filter(|_| header.starts_with(SIGNATURE)) else {
            output.not_read(0, length, GapReason::Damaged, "the document has no header that can be read");
            return Reading::default();
        };
        let mut document = Document::new(output);
        let protection = protection(flags);
        match protection {
            Some(detail) => {
                // Its first page stands in clear as the preview, unless a password protects the document.
                if flags & PASSWORD == 0 {
                    preview(&mut file, &mut document);
                }
                document.output().not_read(0, length, GapReason::Encrypted, detail);
            }
            None => {
                let is_packed = flags & PACKED != 0;
                body(&mut file, &mut document, length, is_packed);
                members(&mut file, document.output(), length, is_packed);
            }
        }
        document.end()
    }
}

/// Streams are packed.
const PACKED: u32 = 1;
const PASSWORD: u32 = 1 << 1;
const DISTRIBUTION: u32 = 1 << 2;
/// Rights management, with a certificate or without.
const RIGHTS: u32 = 1 << 4 | 1 << 8 | 1 << 10;

/// Why a document cannot be read, and what to do about it.
fn protection(flags: u32) -> Option<&'static str> {
    if flags & PASSWORD != 0 {
        return Some(
            "the document has a password: open it in Hangul, save it as hwpx or text and add that as a source",
        );
    }
    if flags & RIGHTS != 0 {
        return Some(
            "the document is under rights management: have its owner save it without, and add that as a source",
        );
    }
    let is_distribution = flags & DISTRIBUTION != 0;
    is_distribution.then_some(
        "a document for distribution, whose text is encrypted: open it in Hangul, print it to PDF or copy its text, and add that as a source",
    )
}

/// The sections in their order.
fn body(file: &mut Compound<'_>, document: &mut Document<'_>, length: u64, is_packed: bool) {
    let sections = numbered(file);
    let (mut broken, mut reason) = (0u64, GapReason::Damaged);
    for path in &sections {
        if document.output().stopped() {
            return;
        }
        let most = length.saturating_mul(DENSEST).max(UNPACKED);
        if let Err(error) = section(file, path, document, most, is_packed) {
            broken += 1;
            if error.kind() == ErrorKind::FileTooLarge {
                reason = GapReason::Limit;
            }
        }
    }
    if broken == 0 && !sections.is_empty() {
        return;
    }
    // Which bytes they had is unknown; where nothing was read, all of them.
    let from = if document.taken() == 0 { 0 } else { length };
    if document.taken() == 0 {
        preview(file, document);
    }
    let detail = format!("{broken} of {} sections could not be read to their end", sections.len());
    document.output().not_read(from, length, reason, &detail);
}

/// Paths of the sections by number.
fn numbered(file: &Compound<'_>) -> Vec<String> {
    let Ok(entries) = file.read_storage("/BodyText") else { return Vec::new() };
    let names = entries.filter(cfb::Entry::is_stream).map(|entry| entry.name().to_string());
    let mut sections: Vec<(u32, String)> = names
        .filter_map(|name| Some((name.strip_prefix("Section")?.parse().ok()?, format!("/BodyText/{name}"))))
        .collect();
    sections.sort();
    sections.into_iter().map(|(_, path)| path).collect()
}

fn section(
    file: &mut Compound<'_>,
    path: &str,
    document: &mut Document<'_>,
    most: u64,
    is_packed: bool,
) -> io::Result<()> {
    let stream = BufReader::new(file.open_stream(path)?);
    let content: Box<dyn Read + '_> =
        if is_packed { Box::new(DeflateDecoder::new(stream)) } else { Box::new(stream) };
    section::read(&mut BufReader::new(Bounded { inner: content, left: most }), document)
}

/// The text of the first page, which Hangul keeps for folders to show.
fn preview(file: &mut Compound<'_>, document: &mut Document<'_>) {
    let Ok(bytes) = compound::stream(file, "/PrvText", PREVIEW) else { return };
    let units: Vec<u16> =
        bytes.chunks_exact(2).filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?))).collect();
    for line in String::from_utf16_lossy(&units).lines() {
        document.line(line.trim_end_matches('\0'), 0);
    }
}

/// Pictures and objects, packed or not: each says for itself, in a way of its own.
fn members(file: &mut Compound<'_>, output: &mut dyn Output, length: u64, is_packed: bool) {
    let Ok(entries) = file.read_storage("/BinData") else { return };
    let names: Vec<String> =
        entries.filter(cfb::Entry::is_stream).map(|entry| entry.name().to_string()).collect();
    for name in names {
        if output.stopped() {
            return;
        }
        let end = file.open_stream(format!("/BinData/{name}")).and_then(|stream| {
            let mut stream = BufReader::new(stream);
            let is_packed = is_packed && !is_plain(stream.fill_buf()?);
            let content: Box<dyn Read + '_> =
                if is_packed { Box::new(DeflateDecoder::new(stream)) } else { Box::new(stream) };
            let mut content = BufReader::new(content);
            // The length of an object stands before it. What fails here fails again where the member is taken.
            if content.fill_buf().is_ok_and(|head| head.get(4..).is_some_and(compound::is_compound)) {
                content.consume(4);
            }
            Ok(output.member(&name, &mut content))
        });
        match end {
            Ok(MemberEnd::Whole) => {}
            Ok(MemberEnd::Limit(_) | MemberEnd::Refused) => {
                let detail = format!("{name} unpacks to more, or nests deeper, than the limits allow");
                output.not_read(length, length, GapReason::Limit, &detail);
            }
            Ok(MemberEnd::Broken(_)) | Err(_) => {
                let detail = format!("{name} in the document could not be read to its end");
                output.not_read(length, length, GapReason::Damaged, &detail);
            }
        }
    }
}

/// Does it begin as pictures do that were not packed?
fn is_plain(head: &[u8]) -> bool {
    let first: [&[u8]; 6] = [b"\xFF\xD8\xFF", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"\xD7\xCD\xC6\x9A"];
    first.iter().any(|first| head.starts_with(first))
}
