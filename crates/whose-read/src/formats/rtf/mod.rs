//! Rich Text Format (the public specification of Microsoft, version 1.9.1): letters, contracts and templates of the years 1990 to 2010,
//! and what databases and programs of practices keep notes in.
//!
//! Paragraphs are lines, tables are tables; notes, headers and comments are text of their own. Of a field its result is read, and the
//! address that it leads to. Pictures and objects are gaps.

mod reader;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use std::io::BufReader;

use whose_model::GapReason;

use self::reader::Reader;
use self::tokens::Tokens;
use super::text::document::Document;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Bytes read at once.
const BUFFER: usize = 64 << 10;

/// Rich Text Format.
pub struct Rtf;

impl Format for Rtf {
    fn code(&self) -> &'static str {
        "rtf"
    }

    fn title(&self) -> &'static str {
        "Rich Text Format (RTF 1.9): paragraphs, tables, notes and fields, without pictures and objects"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let begins = head.bytes.trim_ascii_start().starts_with(b"{\\rtf");
        if begins { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(raw) = input.raw() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut tokens = Tokens::new(BufReader::with_capacity(BUFFER, raw));
        let mut reader = Reader::new(Document::new(output));
        // What could not be read is reported by whoever holds the source.
        while let Ok(Some((from, token))) = tokens.next() {
            reader.token(token, from);
            if reader.stopped() {
                break;
            }
        }
        reader.end(length)
    }
}
