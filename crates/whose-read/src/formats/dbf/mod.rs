//! dBASE tables: dBASE II to 7, FoxPro, Visual FoxPro, Clipper, and whatever else writes `.dbf`.
//!
//! A record is a row. Rows that are marked as deleted stand in the file in full until it is packed, and whoever has the file has them:
//! they are read as the others are, and so are rows behind those that the header counts. Long texts (memos) stand in another file.

mod header;
mod language;
#[cfg(test)]
mod tests;
mod value;

use std::io::{BufReader, Read, Seek, SeekFrom};

use whose_model::{Batch, GapReason, TableKind};

use self::header::{FLAGS, Header};
use self::value::{Value, value};
use crate::code_pages::CodePage;
use crate::{Format, Head, Input, Output, ReadSeek, Reading, Recognition};

/// Bytes in which rows are read.
const BUFFER: usize = 256 << 10;
/// A header is no longer than its length of two bytes can say.
const LONGEST_HEADER: u64 = 1 << 16;
/// So many letters beyond ASCII are looked at to tell the code page.
const SAMPLE: usize = 64 << 10;
/// Ends the rows.
const END: u8 = 0x1A;

/// dBASE tables.
pub struct Dbf;

impl Format for Dbf {
    fn code(&self) -> &'static str {
        "dbf"
    }

    fn title(&self) -> &'static str {
        "dBASE tables (dBASE II to 7, FoxPro, Clipper), deleted rows included, without the memo file beside them"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        match Header::parse(head.bytes) {
            Some(_) => Recognition::Certain,
            None => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(raw) = input.raw() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut source = BufReader::with_capacity(BUFFER, raw);
        let mut head = Vec::new();
        let looked = source.by_ref().take(LONGEST_HEADER).read_to_end(&mut head);
        let Some(header) = looked.ok().and_then(|_| Header::parse(&head)) else {
            output.not_read(0, length, GapReason::Damaged, "the header of the table could not be read");
            return Reading::default();
        };
        let driver = head.get(32..64).filter(|_| header.seven).unwrap_or_default();
        let mut rows = Rows { source, header, length, number: 0 };
        let letters = rows.sample();
        let page = language::decide(language::stated(rows.header.language, driver), &letters);
        rows.read(page, output)
    }
}

/// The rows of a table.
struct Rows<'a> {
    source: BufReader<Box<dyn ReadSeek + 'a>>,
    header: Header,
    /// Of the source.
    length: u64,
    /// How many rows were taken.
    number: u64,
}

/// What stands where a row may stand.
enum Next {
    Row,
    /// No further row; the table ends here, as it should.
    End,
    /// The file ends within a row, or before the last one that the header counts.
    Cut,
    /// It cannot be read on.
    Trouble,
}

impl Rows<'_> {
    /// Back to the first row.
    fn rewind(&mut self) -> bool {
        self.number = 0;
        self.source.seek(SeekFrom::Start(self.header.length)).is_ok()
    }

    /// Where the next row stands.
    fn at(&self) -> u64 {
        self.number.saturating_mul(self.header.row as u64).saturating_add(self.header.length).min(self.length)
    }

    /// Takes the next row.
    fn next(&mut self, row: &mut Vec<u8>) -> Next {
        row.clear();
        let wanted = self.header.row as u64;
        if self.source.by_ref().take(wanted).read_to_end(row).is_err() {
            return Next::Trouble;
        }
        let is_counted = self.number < self.header.rows;
        let is_whole = row.len() as u64 == wanted;
        match row.first() {
            // Rows have fixed places: what marks a row that is counted does not matter.
            Some(_) if is_counted && is_whole => Next::Row,
            Some(b' ' | b'*') if is_whole => Next::Row,
            Some(_) if is_counted => Next::Cut,
            None if is_counted => Next::Cut,
            Some(b' ' | b'*') => Next::Cut,
            _ => Next::End,
        }
    }

    /// Letters beyond ASCII, line by line.
    fn sample(&mut self) -> Vec<u8> {
        let (mut letters, mut row) = (Vec::new(), Vec::new());
        if !self.rewind() {
            return letters;
        }
        while letters.len() < SAMPLE && matches!(self.next(&mut row), Next::Row) {
            self.number += 1;
            if row.is_ascii() {
                continue;
            }
            for column in self.header.columns.iter().filter(|column| column.kind == b'C') {
                if let Value::Letters(bytes) = value(&self.header, column, &row)
                    && !bytes.is_ascii()
                {
                    letters.extend_from_slice(bytes);
                    letters.push(b'\n');
                }
            }
        }
        letters
    }

    fn read(&mut self, page: CodePage, output: &mut dyn Output) -> Reading {
        let columns = self.header.columns.iter().filter(|column| column.kind != FLAGS);
        let names = columns.map(|column| page.decode(&column.name).into_owned()).collect();
        output.declare(0, "", TableKind::Rows, names);
        let (mut batch, mut row, mut memos) = (Batch::default(), Vec::new(), 0u64);
        let end = if self.rewind() {
            loop {
                match self.next(&mut row) {
                    Next::Row if self.number == 0 && self.is_encrypted(&row) => break Next::Trouble,
                    Next::Row => memos += self.record(&row, page, &mut batch, output),
                    end => break end,
                }
                output.hand_over_if_full(0, &mut batch);
                if output.stopped() {
                    return Reading { records: self.number };
                }
            }
        } else {
            Next::Trouble
        };
        output.hand_over(0, &mut batch);
        if memos > 0 {
            let detail = format!(
                "{memos} texts of it stand in the memo file beside it (.dbt, .fpt): export the table with them"
            );
            output.not_read(self.length, self.length, GapReason::UnsupportedFormat, &detail);
        }
        self.end(&end, &row, output);
        Reading { records: self.number }
    }

    /// Encrypted rows have no mark of deletion that makes sense. Some programs leave anything in the header's byte.
    fn is_encrypted(&self, row: &[u8]) -> bool {
        self.header.encrypted && !matches!(row.first(), Some(b' ' | b'*'))
    }

    /// Puts a row into the batch. Says how many of its texts stand in the file of memos.
    fn record(&mut self, row: &[u8], page: CodePage, batch: &mut Batch, output: &mut dyn Output) -> u64 {
        let (mut memos, at) = (0, self.at());
        let columns = self.header.columns.iter().filter(|column| column.kind != FLAGS);
        for (column, number) in columns.zip(0u32..) {
            match value(&self.header, column, row) {
                Value::Nothing => {}
                Value::Memo => memos += 1,
                Value::Said(text) => batch.push(number, 0, &text),
                Value::Letters(bytes) => {
                    let text = page.decode(bytes);
                    if text.contains(char::REPLACEMENT_CHARACTER) {
                        let from = at.saturating_add(column.from as u64);
                        let to = from.saturating_add(column.length as u64);
                        let detail = format!("bytes that are no text in {}", page.title());
                        output.not_read(from, to, GapReason::Undecodable, &detail);
                    }
                    batch.push(number, 0, &text);
                }
            }
        }
        self.number += 1;
        batch.end_record(self.number, at);
        memos
    }

    /// Says what is missing behind the last row that was read. `rest` is what stands there, as far as a row goes.
    fn end(&mut self, end: &Next, rest: &[u8], output: &mut dyn Output) {
        let (at, stated, length) = (self.at(), self.header.rows, self.length);
        match end {
            Next::Row => {}
            Next::Cut => {
                let detail = if self.number < stated {
                    format!("the table ends after {} of the {stated} rows that it states", self.number)
                } else {
                    "the table ends within a row".to_string()
                };
                // The mark of the end is no part of a row.
                let from = if rest == [END] { length } else { at };
                output.not_read(from, length, GapReason::Truncated, &detail);
            }
            Next::Trouble if self.number == 0 && self.is_encrypted(rest) => {
                let detail = "the table is encrypted: export it from dBASE as CSV";
                output.not_read(at, length, GapReason::Encrypted, detail);
            }
            Next::Trouble => {
                output.not_read(at, length, GapReason::Damaged, "the rows could not be read to their end");
            }
            Next::End => {
                let is_filler = |bytes: &[u8]| bytes.iter().all(|byte| matches!(*byte, 0 | END));
                let mut piece = rest.to_vec();
                let mut found = !is_filler(&piece);
                while !found {
                    piece.clear();
                    match self.source.by_ref().take(BUFFER as u64).read_to_end(&mut piece) {
                        Ok(0) | Err(_) => break,
                        Ok(_) => found = !is_filler(&piece),
                    }
                }
                if found {
                    output.not_read(at, length, GapReason::Damaged, "bytes behind the last row of the table");
                }
            }
        }
    }
}
