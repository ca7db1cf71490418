//! Microsoft Access databases: Jet 3 (Access 97, `mdb`), Jet 4 (Access 2000 to 2003, `mdb`) and ACE (Access 2007 and later, `accdb`).
//! What is known of them stands in the notes of mdbtools (github.com/mdbtools/mdbtools, HACKING.md) and in what Jackcess reads.
//!
//! One table per table of the user's, columns as it names them; a record is a row. Pictures, other bytes and attachments give no
//! value. Deleted rows that may still stand on their pages are not recovered. A database that Jet encoded is read: the key stands in
//! the file. One that ACE encrypted with a password is not.

mod catalog;
mod cells;
mod cipher;
mod definition;
mod layout;
mod moments;
mod pages;
mod rows;
#[cfg(test)]
mod tests;
mod text;
mod usage;
mod values;

use whose_model::{Batch, GapReason, TableKind};

use self::catalog::Catalog;
use self::cells::Cells;
use self::definition::{Definition, Kind};
use self::layout::{JET3, JET4, Layout, long, short};
use self::pages::{Fault, Pages, Row};
use self::rows::Rows;
use self::text::Decoding;
use self::usage::Survey;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Access databases.
pub struct Access;

const JET: &[u8] = b"\x00\x01\x00\x00Standard Jet DB\0";
const ACE: &[u8] = b"\x00\x01\x00\x00Standard ACE DB\0";
/// Where the header says which version wrote it: 0 is Jet 3.
const VERSION: usize = 0x14;
/// Where it keeps the code page of Jet 3, and the key of all pages.
const CODE_PAGE: usize = 0x3C;
const KEY: usize = 0x3E;
/// What has to be known of the first page.
const HEADER: usize = 256;

/// Rows longer than this are cut.
const LARGEST_BATCH: usize = 1 << 28;

impl Format for Access {
    fn code(&self) -> &'static str {
        "access"
    }

    fn title(&self) -> &'static str {
        "Microsoft Access databases (mdb of Access 97 to 2003, accdb), every table; deleted rows, attachments and databases encrypted \
         with a password (accdb) are not read"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_access = head.bytes.starts_with(JET) || head.bytes.starts_with(ACE);
        if is_access { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(mut source) = input.raw() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut header = vec![0; HEADER];
        if source.read_exact(&mut header).is_err() {
            output.not_read(0, length, GapReason::Truncated, "the database ends within its header");
            return Reading::default();
        }
        let header = Header::of(header);
        if header.is_encrypted {
            output.not_read(0, length, GapReason::Encrypted, ENCRYPTED);
            return Reading::default();
        }
        let mut pages = Pages::new(source, length, header.layout, header.key);
        if header.key != 0 && Definition::read(&mut pages, catalog::PAGE, &header.decoding).is_err() {
            output.not_read(0, length, GapReason::Encrypted, ENCRYPTED);
            return Reading::default();
        }
        if pages.end() < length {
            output.not_read(pages.end(), length, GapReason::Truncated, "the last page is not whole");
        }
        let survey = Survey::of(&mut pages);
        Reader { pages, decoding: header.decoding, survey, records: 0, output }.read()
    }
}

const ENCRYPTED: &str = "the database is encrypted: open it in Access with its password, decrypt it there (File, Info), and add the \
                         decrypted file as a source";

/// What the first page says of all others.
struct Header {
    layout: &'static Layout,
    decoding: Decoding,
    key: u32,
    is_encrypted: bool,
}

impl Header {
    fn of(mut bytes: Vec<u8>) -> Self {
        cipher::reveal_header(&mut bytes);
        let is_old = bytes.starts_with(JET) && bytes.get(VERSION) == Some(&0);
        let code_page = short(&bytes, CODE_PAGE).unwrap_or_default();
        let key = long(&bytes, KEY).unwrap_or_default();
        Self {
            layout: if is_old { &JET3 } else { &JET4 },
            decoding: if is_old { Decoding::code_page(code_page) } else { Decoding::wide() },
            key,
            is_encrypted: bytes.starts_with(ACE) && key != 0,
        }
    }
}

/// Reads table by table.
struct Reader<'a> {
    pages: Pages<'a>,
    decoding: Decoding,
    survey: Survey,
    records: u64,
    output: &'a mut dyn Output,
}

impl Reader<'_> {
    fn read(mut self) -> Reading {
        let catalog = Catalog::read(&mut self.pages, &self.decoding, &self.survey);
        for fault in &catalog.faults {
            fault.report("the list of tables", self.output);
        }
        for (number, (name, page)) in (0..).zip(&catalog.tables) {
            if self.output.stopped() {
                break;
            }
            match Definition::read(&mut self.pages, *page, &self.decoding) {
                Ok(definition) => self.table(number, name, &definition),
                Err(fault) => self.lost_table(number, name, *page, &fault),
            }
        }
        for name in &catalog.linked {
            self.note(&format!("table {name:?} stands in another file, to which this one only links"));
        }
        let broken = self.decoding.broken.get();
        if broken > 0 {
            let detail = format!("{broken} texts hold bytes that do not decode");
            self.output.not_read(self.pages.length, self.pages.length, GapReason::Undecodable, &detail);
        }
        Reading { records: self.records }
    }

    /// Says what is missing that is not in the file, or not within what is read.
    fn note(&mut self, detail: &str) {
        let end = self.pages.length;
        self.output.not_read(end, end, GapReason::UnsupportedFormat, detail);
    }

    /// A table without its definition: all pages with rows of it are lost.
    fn lost_table(&mut self, number: u32, name: &str, page: u32, fault: &Fault) {
        self.output.declare(number, name, TableKind::Rows, Vec::new());
        let of = format!("table {name:?}");
        fault.report(&of, self.output);
        for owned in self.survey.owned(page) {
            self.pages.fault(owned, fault.detail).report(&of, self.output);
        }
    }

    fn table(&mut self, number: u32, name: &str, definition: &Definition) {
        let columns = definition.columns.iter().map(|column| column.name.clone()).collect();
        self.output.declare(number, name, TableKind::Rows, columns);
        let of = format!("table {name:?}");
        let mut rows = Rows::of(definition, &mut self.pages);
        let (mut batch, mut places, mut count) = (Batch::default(), Vec::new(), 0);
        while !self.output.stopped() {
            let Some(row) = rows.next(&mut self.pages, &self.survey) else { break };
            let read =
                row.and_then(|row| self.row(&row, definition, &mut places, &mut batch, &of).map(|()| row));
            match read {
                Ok(row) => {
                    count += 1;
                    batch.end_record(count, row.offset);
                    self.output.hand_over_if_full(number, &mut batch);
                }
                Err(fault) => fault.report(&of, self.output),
            }
        }
        self.output.hand_over(number, &mut batch);
        self.records += count;
        if rows.missing() > 0 && !self.output.stopped() {
            let detail = format!("{of}: {} of its {} rows were not found", rows.missing(), definition.rows);
            let end = self.pages.length;
            self.output.not_read(end, end, GapReason::Damaged, &detail);
        }
        for column in catalog::apart(definition) {
            self.note(&format!(
                "{of}: values of column {column:?} stand apart (attachments) and are not read"
            ));
        }
    }

    /// Puts a row's values into the batch. What of it could not be read is a gap, and the rest is kept.
    fn row(
        &mut self,
        row: &Row,
        definition: &Definition,
        places: &mut Vec<usize>,
        batch: &mut Batch,
        of: &str,
    ) -> Result<(), Fault> {
        let broken = "a row cannot be read";
        let taken = Cells::of(row.bytes(), definition, self.pages.layout, std::mem::take(places));
        let cells = taken.ok_or_else(|| row.fault(broken))?;
        for (number, column) in (0..).zip(&definition.columns) {
            let (text, fault) = match (cells.bit(column), cells.cell(column)) {
                (Some(truth), _) if column.kind == Kind::Truth && !column.is_calculated => {
                    (Some(truth.to_string()), None)
                }
                (_, Ok(Some(cell))) => values::text_of(column, cell, &mut self.pages, &self.decoding),
                (_, Ok(None)) => (None, None),
                (_, Err(_)) => (None, Some(row.fault("a value of a row cannot be read"))),
            };
            if let Some(fault) = fault {
                fault.report(of, self.output);
            }
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            if batch.text.len().saturating_add(text.len()) > LARGEST_BATCH {
                let fault = row.fault("a row of so many megabytes was cut");
                Fault { reason: GapReason::Limit, ..fault }.report(of, self.output);
                continue;
            }
            batch.push(number, 0, &text);
        }
        *places = cells.into_places();
        Ok(())
    }
}
