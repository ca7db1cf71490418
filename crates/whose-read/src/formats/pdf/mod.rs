//! PDF (ISO 32000-2): text of its pages, tables in them, filled-in forms, notes, properties and files within it.
//!
//! Characters are taken where the page draws them, so that what stands in columns is read as a table, and addresses beside each
//! other as one block each. A form is one record with a column per field. Pictures are gaps: a scanned page without a layer of
//! text says nothing until somebody reads it.

mod columns;
mod glyphs;
mod guard;
mod gutter;
mod letters;
mod objects;
mod pages;
mod regions;
mod rows;
mod ruled;
mod rules;
mod shape;
mod strings;

use std::io::Read;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use whose_model::{Batch, GapReason, TableKind};

use self::columns::Columns;
use self::objects::{Census, Pair};
use self::pages::{Content, Refusal, Said};
use self::regions::Piece;
use crate::formats::grids::MOST as MOST_TABLES;
use crate::formats::text::document::Document;
use crate::{Format, Head, Input, MemberEnd, Output, Reading, Recognition};

/// PDF.
pub struct Pdf;

/// Longest document that is read.
const LONGEST: u64 = 1 << 29;
/// The signature stands within so many bytes of the start.
const SIGNATURE_WITHIN: usize = 1_024;
/// Pages that wait for being handed over.
const WAITING: usize = 4;
/// A page that takes longer is made to take long: pages take milliseconds.
const LONGEST_PAGE: Duration = Duration::from_mins(2);
/// Numbers of the tables of properties and of fields; those of pages stand between 0 and them.
const PROPERTIES: u32 = MOST_TABLES as u32 + 1;
const FIELDS: u32 = PROPERTIES + 1;

impl Format for Pdf {
    fn code(&self) -> &'static str {
        "pdf"
    }

    fn title(&self) -> &'static str {
        "PDF (ISO 32000): text, tables, forms, notes and files within it; pictures are not read"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let start = &head.bytes[..head.bytes.len().min(SIGNATURE_WITHIN)];
        let is_pdf = start.starts_with(b"%PDF-")
            || head.text.is_none() && memchr::memmem::find(start, b"%PDF-1.").is_some();
        if is_pdf { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        if length > LONGEST {
            output.not_read(0, length, GapReason::Limit, "a PDF document longer than the limit");
            return Reading::default();
        }
        let passwords = input.passwords().to_vec();
        let mut bytes = Vec::new();
        let read = input.raw().and_then(|mut raw| raw.read_to_end(&mut bytes));
        let (sender, said) = sync_channel(WAITING);
        let Ok(thread) = read.and_then(|_| pages::read(bytes, passwords, sender)) else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut taken = Taken::new(length, output);
        while !taken.document.output().stopped() {
            match said.recv_timeout(LONGEST_PAGE) {
                Ok(said) => taken.take(said),
                Err(RecvTimeoutError::Disconnected) => break,
                // The thread is left to itself: it may never end.
                Err(RecvTimeoutError::Timeout) => return taken.end(End::Slow),
            }
        }
        drop(said);
        taken.end(if thread.join().is_ok() { End::Whole } else { End::Broken })
    }
}

/// How reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Whole,
    /// With a panic.
    Broken,
    /// It did not go on.
    Slow,
}

/// What was read of a document.
struct Taken<'o> {
    length: u64,
    document: Document<'o>,
    /// Columns of the table that may go on.
    open: Option<Columns>,
    records: u64,
    pages: u64,
    /// Nothing of it is read, and it is told why.
    refused: bool,
    /// Pages that show something, but no text.
    silent: u64,
    pictures: Vec<(u64, u64)>,
}

impl<'o> Taken<'o> {
    fn new(length: u64, output: &'o mut dyn Output) -> Self {
        let document = Document::new(output);
        Self {
            length,
            document,
            open: None,
            records: 0,
            pages: 0,
            refused: false,
            silent: 0,
            pictures: Vec::new(),
        }
    }

    fn take(&mut self, said: Said) {
        match said {
            Said::Opened { properties, fields, untold, census } => {
                self.record(PROPERTIES, "properties", &properties);
                self.record(FIELDS, "form", &fields);
                self.census(census);
                untold.into_iter().for_each(|detail| self.missing(GapReason::Unreadable, detail));
            }
            Said::Page(content) => self.page(&content),
            Said::Refused(refusal) => self.refused(refusal),
        }
    }

    fn refused(&mut self, refusal: Refusal) {
        let (reason, detail) = match refusal {
            Refusal::Encrypted => (GapReason::Encrypted, "the document is encrypted"),
            Refusal::Damaged => (GapReason::Damaged, "the document could not be opened"),
            Refusal::Deep => {
                (GapReason::Limit, "its tree of pages is larger than the limit: split it and add the parts")
            }
            Refusal::Bomb => {
                (GapReason::Limit, "parts of it claim to grow beyond all measure when they are unpacked")
            }
        };
        self.document.output().not_read(0, self.length, reason, detail);
        self.refused = true;
    }

    /// One record of named values.
    fn record(&mut self, table: u32, name: &str, pairs: &[Pair]) {
        if pairs.is_empty() {
            return;
        }
        let columns = pairs.iter().map(|(name, _)| name.clone()).collect();
        self.document.output().declare(table, name, TableKind::Rows, columns);
        let mut batch = Batch::default();
        pairs.iter().enumerate().for_each(|(column, (_, value))| batch.push(column as u32, 0, value));
        batch.end_record(1, 0);
        self.records += 1;
        self.document.output().hand_over(table, &mut batch);
    }

    fn census(&mut self, census: Census) {
        self.pictures = census.pictures;
        for (number, file) in census.attached.iter().enumerate() {
            let name = format!("{}/{}", number + 1, file.name);
            let end = self.document.output().member(&name, &mut &file.content[..]);
            if matches!(end, MemberEnd::Limit(_) | MemberEnd::Refused) {
                self.missing(GapReason::Limit, "a file within the document beyond the limits");
            }
        }
        if census.lost > 0 {
            let detail = format!("{} files within the document could not be taken out", census.lost);
            self.missing(GapReason::Damaged, &detail);
        }
    }

    fn page(&mut self, content: &Content) {
        self.pages += 1;
        self.silent += u64::from(content.silent);
        for piece in &content.pieces {
            match piece {
                Piece::Line(line) if line.is_empty() => self.document.part(),
                Piece::Line(line) => self.document.line(line, content.offset),
                Piece::Table(columns, rows) => self.table(columns, rows, content.offset),
            }
        }
        if content.cut {
            self.not_read(content, GapReason::Limit, "has more characters than are read");
        }
        if content.broken {
            self.not_read(content, GapReason::Damaged, "could not be unpacked to its end");
        }
        if content.unknown > 0 {
            let detail = format!("has {} characters whose font does not say what they mean", content.unknown);
            self.not_read(content, GapReason::Undecodable, &detail);
        }
    }

    /// Something is missing, of which it is not known where it stood.
    fn missing(&mut self, reason: GapReason, detail: &str) {
        self.document.output().not_read(self.length, self.length, reason, detail);
    }

    fn not_read(&mut self, content: &Content, reason: GapReason, detail: &str) {
        let detail = format!("page {} {detail}", self.pages);
        self.document.output().not_read(content.offset, content.offset, reason, &detail);
    }

    /// Rows of a table: those that stand in the columns of the one before go on with it.
    fn table(&mut self, columns: &Columns, rows: &[Vec<String>], offset: u64) {
        if !self.open.as_ref().is_some_and(|open| open.go_on(columns)) {
            self.close();
            self.document.open_table();
            self.open = Some(columns.clone());
        }
        for (at, row) in rows.iter().enumerate() {
            let head = at == 0 && columns.count() == 2;
            self.document.row(row, head, offset);
        }
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.document.close_table();
        }
    }

    fn end(mut self, end: End) -> Reading {
        self.close();
        let stopped = self.document.output().stopped();
        if !stopped && !self.refused && (end != End::Whole || self.pages == 0) {
            let (reason, detail) = match (end, self.pages) {
                (End::Slow, pages) => {
                    (GapReason::Limit, format!("reading was given up behind page {pages}: it took too long"))
                }
                (_, 0) => (GapReason::Damaged, "the document could not be opened".to_string()),
                (_, pages) => {
                    (GapReason::Damaged, format!("reading stopped with an error behind page {pages}"))
                }
            };
            let from = if self.pages == 0 { 0 } else { self.length };
            self.document.output().not_read(from, self.length, reason, &detail);
        }
        if self.silent > 0 {
            let detail =
                format!("{} of {} pages hold no text: what they show needs OCR", self.silent, self.pages);
            self.missing(GapReason::Binary, &detail);
        }
        for (from, to) in &self.pictures {
            self.document.output().not_read(*from, *to, GapReason::Binary, "a picture in the document");
        }
        let read = self.document.end();
        Reading { records: self.records + read.records }
    }
}

#[cfg(test)]
mod tests;
