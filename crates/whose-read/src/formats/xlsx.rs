//! Spreadsheets: Excel (xlsx, xlsm, xlsb, xls) and OpenDocument (ods).
//!
//! One table per sheet, hidden ones included. Columns are called by the header row, found by the same evidence as in delimited
//! text among the first rows; without one they are called `1`, `2`, ... Rows above the header are a table of their own, and
//! so are rows under a header of their own below empty rows.
//! Dates are written as ISO 8601, numbers without a trailing `.0`, so that identifiers stay exact.

use std::io::{BufReader, Read, Seek};

use calamine::{Data, ExcelDateTime, Ods, OdsError, Range, Reader, Xls, XlsError, Xlsb, Xlsx, XlsxError};
use whose_model::{Batch, GapReason, TableKind};

use super::delimited::{is_column_word, is_header, is_said_above, joined_header};
use super::on_its_side::{OnItsSide, upright};
use super::sheet_cards::Cards;
use super::sheet_forms::{Forms, Record, UNLABELLED};
use super::workbook_notes;
use crate::containers::zip::{self, Part};
use crate::{Format, Head, Input, Output, ReadSeek, Reading, Recognition};

/// Spreadsheets.
pub struct Spreadsheet;

/// Rows that are looked at to find the header.
const LOOKED_AT: usize = 30;
/// Fewer rows above empty ones are what stands above a header, not a table.
const LEAST_ROWS: usize = 3;
/// Rows among which the header may be.
const HEADER_WITHIN: usize = 10;

type Source<'a> = BufReader<Box<dyn ReadSeek + 'a>>;

impl Format for Spreadsheet {
    fn code(&self) -> &'static str {
        "spreadsheet"
    }

    fn title(&self) -> &'static str {
        "Excel and OpenDocument spreadsheets (xlsx, xlsm, xlsb, xls, ods), hidden sheets included"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if kind(head.bytes).is_some() { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let (kind, records) = sheets(input, output);
        match kind {
            Some(Kind::Xlsx | Kind::Xlsb) => zip::parts(input, output, part),
            Some(Kind::Ods) => workbook_notes::open_document(input, output),
            Some(Kind::Xls) => workbook_notes::excel_97(input, output),
            _ => {}
        }
        Reading { records }
    }
}

/// Reads the sheets: what kind of workbook it is, and how many records there were.
fn sheets(input: &mut dyn Input, output: &mut dyn Output) -> (Option<Kind>, u64) {
    let length = input.length();
    let Ok(raw) = input.raw() else {
        output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
        return (None, 0);
    };
    let mut source = BufReader::new(raw);
    let mut head = Vec::new();
    let looked = source.by_ref().take(1 << 16).read_to_end(&mut head).and_then(|_| source.rewind());
    let mut sheets = Sheets { output, tables: 0, records: 0 };
    let opened = match (looked, kind(&head)) {
        (Ok(()), Some(kind)) => sheets.read(kind, source).map_err(|refusal| {
            // FILEPASS with the oldest way to encrypt ([MS-XLS] 2.4.117, XOR obfuscation), which the parser takes for damage.
            let is_obfuscated = memchr::memmem::find(&head, b"\x2F\0\x06\0\0\0").is_some();
            if kind == Kind::Xls && is_obfuscated { Refusal::Encrypted } else { refusal }
        }),
        _ => Err(Refusal::Damaged),
    };
    match opened {
        Ok(0) => {}
        Ok(broken) => {
            let detail = format!("{broken} sheets could not be read to their end");
            let from = if sheets.records == 0 { 0 } else { length };
            sheets.output.not_read(from, length, GapReason::Damaged, &detail);
        }
        Err(Refusal::Encrypted) => {
            sheets.output.not_read(0, length, GapReason::Encrypted, "the workbook is encrypted");
        }
        Err(Refusal::Damaged) => {
            sheets.output.not_read(0, length, GapReason::Damaged, "the workbook could not be opened");
        }
    }
    (kind(&head), sheets.records)
}

/// What becomes of a part of a workbook that is in no cell.
fn part(name: &str) -> Part {
    let is_xml = name.ends_with(".xml");
    let Some(name) = name.strip_prefix("xl/") else {
        // Who wrote it and what its makers noted.
        return if is_xml && name.starts_with("docProps/") { Part::Member } else { Part::Known };
    };
    match name.split('/').next().unwrap_or_default() {
        // Threaded comments stand among the comments too.
        first if first.starts_with("comments") && is_xml => Part::Member,
        first if first.starts_with("comments") => {
            Part::Untold("notes of cells in binary form: save the workbook as xlsx and add that as a source")
        }
        // Values of other workbooks that cells lead to are kept in this one.
        "externalLinks" if is_xml => Part::Member,
        // Whose threaded comments they are; where data come from, with the login.
        "drawings" | "persons" | "connections.xml" if is_xml => Part::Member,
        "model" => Part::Untold("the data model: open the workbook, show its tables in sheets and save them"),
        "vbaProject.bin" => Part::Untold("macros: look at them by hand if they may hold names or passwords"),
        "embeddings" | "media" => Part::Member,
        "pivotCache" if name.contains("Records") => Part::Untold(
            "the copy of data that a pivot table keeps: where its sheet is not in the workbook, show the rows behind its totals and save them",
        ),
        _ => Part::Known,
    }
}

/// Which kind of workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Xlsx,
    Xlsb,
    Ods,
    /// A compound file with a workbook in it.
    Xls,
    /// A compound file with an encrypted package in it.
    Encrypted,
}

/// Why a workbook was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Encrypted,
    Damaged,
}

/// The kind of workbook that begins so.
fn kind(head: &[u8]) -> Option<Kind> {
    let has = |wanted: &[u8]| memchr::memmem::find(head, wanted).is_some();
    if head.starts_with(b"PK\x03\x04") {
        if has(b"application/vnd.oasis.opendocument.spreadsheet") {
            return Some(Kind::Ods);
        }
        if has(b"xl/workbook.bin") {
            return Some(Kind::Xlsb);
        }
        return (has(b"xl/workbook.xml") || has(b"xl/worksheets/") || has(b"xl/_rels/"))
            .then_some(Kind::Xlsx);
    }
    if !head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return None;
    }
    // The stream's name in the directory, or the workbook's first record right behind the header.
    let begins = head.get(512..516).is_some_and(|record| {
        record[0] == 0x09
            && matches!(record[1], 0x08 | 0x04)
            && record[3] == 0
            && (4..=16).contains(&record[2])
    });
    let named =
        has(b"W\0o\0r\0k\0b\0o\0o\0k\0") || has(b"W\0O\0R\0K\0B\0O\0O\0K\0") || has(b"B\0o\0o\0k\0\0\0");
    if has(b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0") {
        return Some(Kind::Encrypted);
    }
    (begins || named).then_some(Kind::Xls)
}

/// Does a workbook begin so?
pub(super) fn is_workbook(head: &[u8]) -> bool {
    kind(head).is_some()
}

struct Sheets<'o> {
    output: &'o mut dyn Output,
    tables: u32,
    records: u64,
}

impl Sheets<'_> {
    /// Reads all sheets. Returns how many broke off.
    fn read(&mut self, kind: Kind, source: Source<'_>) -> Result<u64, Refusal> {
        match kind {
            Kind::Xlsx => self.xlsx(source),
            Kind::Xlsb => {
                let workbook = Xlsb::new(source).map_err(|_| Refusal::Damaged)?;
                Ok(self.ranges(workbook))
            }
            Kind::Ods => match Ods::new(source) {
                Ok(workbook) => Ok(self.ranges(workbook)),
                Err(OdsError::Password) => Err(Refusal::Encrypted),
                Err(_) => Err(Refusal::Damaged),
            },
            Kind::Xls => match Xls::new(source) {
                Ok(workbook) => Ok(self.ranges(workbook)),
                Err(XlsError::Password) => Err(Refusal::Encrypted),
                Err(_) => Err(Refusal::Damaged),
            },
            Kind::Encrypted => Err(Refusal::Encrypted),
        }
    }

    /// Cell by cell: the stated size of a sheet may be any.
    fn xlsx(&mut self, source: Source<'_>) -> Result<u64, Refusal> {
        let mut workbook: Xlsx<Source<'_>> = match Xlsx::new(source) {
            Ok(workbook) => workbook,
            Err(XlsxError::Password) => return Err(Refusal::Encrypted),
            Err(_) => return Err(Refusal::Damaged),
        };
        let mut broken = 0;
        for name in workbook.sheet_names() {
            if self.output.stopped() {
                break;
            }
            let mut sheet = Sheet::new(&name);
            match workbook.worksheet_cells_reader(&name) {
                Ok(mut cells) => loop {
                    match cells.next_cell() {
                        Ok(Some(cell)) => {
                            let (row, column) = cell.get_position();
                            sheet.cell(row, column, &Data::from(cell.get_value().clone()), self);
                        }
                        Ok(None) => break,
                        Err(_) => {
                            broken += 1;
                            break;
                        }
                    }
                },
                // Sheets of charts have no cells.
                Err(XlsxError::NotAWorksheet(_)) => {}
                Err(_) => broken += 1,
            }
            sheet.finish(self);
        }
        Ok(broken)
    }

    fn ranges<'a, R: Reader<Source<'a>>>(&mut self, mut workbook: R) -> u64 {
        let mut broken = 0;
        for name in workbook.sheet_names() {
            if self.output.stopped() {
                break;
            }
            let mut sheet = Sheet::new(&name);
            match workbook.worksheet_range(&name) {
                Ok(range) => self.range(&range, &mut sheet),
                Err(_) => broken += 1,
            }
            sheet.finish(self);
        }
        broken
    }

    fn range(&mut self, range: &Range<Data>, sheet: &mut Sheet) {
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            sheet.cell(first_row + row as u32, first_column + column as u32, value, self);
        }
    }

    fn declare(&mut self, name: &str, kind: TableKind, columns: Vec<String>) -> u32 {
        let number = self.tables;
        self.tables += 1;
        self.output.declare(number, name, kind, columns);
        number
    }
}

/// One row: its cells in order.
type Row = Vec<(u32, String)>;

/// A sheet that is being read.
#[derive(Default)]
struct Sheet {
    name: String,
    /// Number and cells of the row under way.
    at: u32,
    row: Row,
    /// The first rows, until the header is known.
    first: Vec<Row>,
    /// Rows of the first ones above which there was an empty one.
    parts: Vec<usize>,
    table: Option<Table>,
    /// The table holds forms, or cards.
    forms: Option<Forms>,
    cards: Option<Cards>,
    /// The table above empty rows, until it is known whether it goes on below them.
    above: Option<Table>,
}

/// The table that rows go into.
struct Table {
    number: u32,
    /// What its columns are called.
    columns: Vec<String>,
    /// How many columns there are, counted from the sheet's first.
    width: u32,
    records: u64,
    batch: Batch,
}

impl Sheet {
    fn new(name: &str) -> Self {
        Self { name: name.to_string(), ..Self::default() }
    }

    fn cell(&mut self, row: u32, column: u32, value: &Data, sheets: &mut Sheets<'_>) {
        if row != self.at {
            self.end_row(sheets);
            if row > self.at + 1 {
                self.gap(sheets);
            }
            self.at = row;
        }
        let text = text_of(value);
        if !text.trim().is_empty() {
            self.row.push((column, text));
        }
    }

    fn end_row(&mut self, sheets: &mut Sheets<'_>) {
        if self.row.is_empty() {
            return;
        }
        let row = std::mem::take(&mut self.row);
        match &mut self.table {
            Some(table) => match (&mut self.forms, &mut self.cards) {
                (Some(forms), _) => table.form_row(forms, &row, sheets),
                (_, Some(cards)) => cards.row(row, |card| table.card(card, sheets)),
                _ => table.row(&row, sheets),
            },
            None => {
                self.first.push(row);
                if self.first.len() >= LOOKED_AT {
                    self.decide(sheets);
                }
            }
        }
    }

    /// Below empty rows another table may begin.
    fn gap(&mut self, sheets: &mut Sheets<'_>) {
        if let (Some(table), Some(cards)) = (&mut self.table, &mut self.cards) {
            return cards.end(|card| table.card(card, sheets));
        }
        if self.forms.is_some() {
            return;
        }
        // A title, or what stands above a first header.
        let is_title = self.first.iter().all(|row| row.len() < 2);
        // A form goes on below empty rows.
        let is_form = self.table.is_none()
            && (Forms::sniff(&self.first).is_some()
                || self.dense().is_some_and(|(_, dense)| upright(&dense).is_some())
                || self.are_cards(false));
        if self.table.is_none()
            && (is_title || is_form || self.above.is_none() && self.first.len() < LEAST_ROWS)
        {
            self.parts.push(self.first.len());
            return;
        }
        if self.table.is_none() {
            self.decide(sheets);
        }
        self.above = self.table.take();
    }

    /// Do the first rows hold cards between empty rows? One part alone, where `several` are asked for, does not show it.
    fn are_cards(&self, several: bool) -> bool {
        let ends = self.parts.iter().copied().chain([self.first.len()]);
        let begins = [0].into_iter().chain(self.parts.iter().copied());
        let mut parts =
            begins.zip(ends).map(|(from, to)| &self.first[from..to]).filter(|part| !part.is_empty());
        let headed = self.first.first().is_some_and(|row| {
            row.iter().filter(|(_, cell)| !cell.contains('\n') && is_column_word(cell)).count() * 3
                >= row.len()
        });
        // The same words above each part are a header's.
        let above = parts.clone().filter_map(|part| part.first());
        let again = above.clone().zip(above.skip(1)).any(|(one, next)| one == next);
        let enough = !several || parts.clone().nth(1).is_some() || Cards::are_cells(&self.first);
        !headed && !again && enough && parts.all(Cards::fit)
    }

    /// Hands over the first rows as forms, or as cards, and all that follows.
    fn begin_particular(&mut self, sheets: &mut Sheets<'_>) -> bool {
        let forms = Forms::sniff(&self.first);
        let cards = forms.is_none() && self.are_cards(true);
        if forms.is_none() && !cards {
            return false;
        }
        if let Some(above) = self.above.take() {
            above.finish(sheets);
        }
        let (kind, columns) = match cards {
            true => (TableKind::Text, vec!["text".to_string()]),
            false => (TableKind::Rows, Vec::new()),
        };
        let number = sheets.declare(&self.name, kind, columns.clone());
        let width = columns.len() as u32;
        self.table = Some(Table::new(number, columns, width));
        (self.forms, self.cards) = (forms, cards.then(|| Cards::begin(&self.first)));
        let parts = std::mem::take(&mut self.parts);
        for (at, row) in std::mem::take(&mut self.first).into_iter().enumerate() {
            if parts.contains(&at) {
                self.gap(sheets);
            }
            self.row = row;
            self.end_row(sheets);
        }
        true
    }

    /// The first rows with every cell in its place, from the leftmost column that says anything.
    fn dense(&self) -> Option<(u32, Vec<Vec<String>>)> {
        let columns = || self.first.iter().flatten().map(|(column, _)| *column);
        let (left, right) = (columns().min()?, columns().max()?);
        // Cells far to the right are numbered as they come.
        let width = (right - left + 1).min(1 << 10);
        Some((left, self.first.iter().map(|row| spread(row, left, width)).collect()))
    }

    /// Hands over a table that lies on its side, and the rows of it that name no field.
    fn turned(&mut self, turned: &OnItsSide, rows: &[Row], sheets: &mut Sheets<'_>) {
        if let Some(above) = self.above.take() {
            above.finish(sheets);
        }
        let others: Vec<&Row> = turned.others.iter().filter_map(|at| rows.get(*at)).collect();
        if let Some(width) = others.iter().copied().flatten().map(|(column, _)| column + 1).max() {
            let columns: Vec<String> = (1..=width).map(|number| number.to_string()).collect();
            let number = sheets.declare(&self.name, TableKind::RowsWithoutHeader, columns.clone());
            let mut table = Table::new(number, columns, width);
            others.into_iter().for_each(|row| table.row(row, sheets));
            table.finish(sheets);
        }
        let columns = names(&turned.fields, 0);
        let number = sheets.declare(&self.name, TableKind::Rows, columns.clone());
        let mut table = Table::new(number, columns, turned.fields.len() as u32);
        turned.records.iter().for_each(|record| table.row(record, sheets));
        table.finish(sheets);
    }

    /// Finds the header and hands over the first rows.
    fn decide(&mut self, sheets: &mut Sheets<'_>) {
        if self.begin_particular(sheets) {
            return;
        }
        let Some((left, dense)) = self.dense() else { return };
        let rows = std::mem::take(&mut self.first);
        // They counted rows that are gone.
        self.parts.clear();
        let width = dense.first().map_or(0, Vec::len) as u32;
        // Cells far to the right stand in no dense row.
        let whole = rows.iter().flatten().all(|(column, _)| column - left < width);
        if whole && let Some(turned) = upright(&dense) {
            return self.turned(&turned, &rows, sheets);
        }
        let widest = rows.iter().map(Vec::len).max().unwrap_or_default();
        let heads = |at: &usize| {
            let named = rows[*at].len();
            (named > 1 || widest == 1) && named * 2 >= widest && is_header(&dense[*at], &dense[at + 1..])
        };
        let within = rows.len().min(HEADER_WITHIN);
        let header = (0..within).find(heads).map(|at| {
            // What is said above a table may look like the header of two columns.
            let below = (at + 1..within).find(|below| rows[*below].len() > 2 && heads(below));
            let is_said = (at..below.unwrap_or(at)).all(|row| is_said_above(&dense[row]));
            below.filter(|_| is_said).unwrap_or(at)
        });
        // Names of columns from the row, or from it and the one below or above it; and the rows that give them.
        let named = header.map(|at| {
            let pair = |from: usize| Some((joined_header(&dense[from..])?, from..from + 2));
            pair(at).or_else(|| pair(at.checked_sub(1)?)).unwrap_or_else(|| (dense[at].clone(), at..at + 1))
        });
        let numbered = |width: u32| (1..=width).map(|number| number.to_string()).collect::<Vec<String>>();
        if let Some(mut above) = self.above.take() {
            let columns = named.as_ref().map(|(names, _)| named_from(names, left));
            if columns.as_ref().is_none_or(|columns| *columns == above.columns) {
                // The same table goes on, perhaps under its header again.
                let is_header = |at: usize| named.as_ref().is_some_and(|(_, lines)| lines.contains(&at));
                let body = rows.iter().enumerate().filter(|(at, _)| !is_header(*at));
                body.for_each(|(_, row)| above.row(row, sheets));
                self.table = Some(above);
                return;
            }
            above.finish(sheets);
        }
        let mut body = 0;
        if let Some((_, lines)) = &named {
            if lines.start > 0 {
                let columns = numbered(left + width);
                let number = sheets.declare(&self.name, TableKind::RowsWithoutHeader, columns.clone());
                let mut above = Table::new(number, columns, left + width);
                rows[..lines.start].iter().for_each(|row| above.row(row, sheets));
                above.finish(sheets);
            }
            body = lines.end;
        }
        let (kind, columns) = match &named {
            Some((names, _)) => (TableKind::Rows, named_from(names, left)),
            None => (TableKind::RowsWithoutHeader, numbered(left + width)),
        };
        let number = sheets.declare(&self.name, kind, columns.clone());
        let mut table = Table::new(number, columns, left + width);
        rows[body..].iter().for_each(|row| table.row(row, sheets));
        self.table = Some(table);
    }

    fn finish(mut self, sheets: &mut Sheets<'_>) {
        self.end_row(sheets);
        if self.table.is_none() {
            self.decide(sheets);
        }
        if let (Some(table), Some(cards)) = (&mut self.table, &mut self.cards) {
            cards.end(|card| table.card(card, sheets));
        }
        if let (Some(table), Some(forms)) = (&mut self.table, &mut self.forms) {
            let mut ended = Vec::new();
            forms.end(|form| ended.push(form));
            table.forms(forms, ended, sheets);
        }
        if let Some(table) = self.table.or(self.above) {
            table.finish(sheets);
        }
    }
}

impl Table {
    fn new(number: u32, columns: Vec<String>, width: u32) -> Self {
        Self { number, columns, width, records: 0, batch: Batch::default() }
    }

    fn row(&mut self, row: &Row, sheets: &mut Sheets<'_>) {
        for (column, text) in row {
            while self.width <= *column {
                // Right of everything in the first rows.
                sheets.output.column(self.number, self.width, &(self.width + 1).to_string());
                self.width += 1;
            }
            self.batch.push(*column, 0, text);
        }
        self.records += 1;
        sheets.records += 1;
        self.batch.end_record(self.records, 0);
        sheets.output.hand_over_if_full(self.number, &mut self.batch);
    }

    /// A row of forms; one that belongs to none is a record of its own.
    fn form_row(&mut self, forms: &mut Forms, row: &Row, sheets: &mut Sheets<'_>) {
        let mut ended = Vec::new();
        let is_of_form = forms.row(row, |form| ended.push(form));
        self.forms(forms, ended, sheets);
        if !is_of_form {
            let text: Vec<&str> = row.iter().map(|(_, cell)| cell.as_str()).collect();
            let field = forms.field(UNLABELLED);
            self.forms(forms, vec![vec![(field, text.join("\t"))]], sheets);
        }
    }

    /// Forms that ended, with the columns that they are the first to have.
    fn forms(&mut self, forms: &Forms, ended: Vec<Record>, sheets: &mut Sheets<'_>) {
        for form in &ended {
            for name in forms.fields().iter().skip(self.width as usize) {
                sheets.output.column(self.number, self.width, name);
                self.width += 1;
            }
            self.row(form, sheets);
        }
    }

    fn card(&mut self, text: &str, sheets: &mut Sheets<'_>) {
        self.row(&vec![(0, text.to_string())], sheets);
    }

    fn finish(mut self, sheets: &mut Sheets<'_>) {
        sheets.output.hand_over(self.number, &mut self.batch);
    }
}

/// A row's cells by column.
fn spread(row: &Row, left: u32, width: u32) -> Vec<String> {
    let mut cells = vec![String::new(); width as usize];
    for (column, text) in row {
        if let Some(cell) = cells.get_mut((column - left) as usize) {
            cell.clone_from(text);
        }
    }
    cells
}

/// Names of all columns of a sheet, those left of the header's first by number.
fn named_from(header: &[String], left: u32) -> Vec<String> {
    (1..=left).map(|number| number.to_string()).chain(names(header, left)).collect()
}

/// Names of columns: as the header says, by number where it says nothing, told apart where it repeats itself.
fn names(header: &[String], left: u32) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for (place, cell) in header.iter().enumerate() {
        let name = cell.split_whitespace().collect::<Vec<_>>().join(" ");
        let number = left as usize + place + 1;
        let name = if name.is_empty() { number.to_string() } else { name };
        let taken = names.contains(&name);
        names.push(if taken { format!("{name} ({number})") } else { name });
    }
    names
}

fn text_of(value: &Data) -> String {
    match value {
        Data::Empty | Data::Error(_) => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(truth) => truth.to_string(),
        Data::Int(integer) => integer.to_string(),
        Data::Float(number) => number_text(*number),
        Data::DateTime(moment) => moment_text(moment),
        // Kinds of later versions.
        #[allow(unreachable_patterns)]
        other => other.to_string(),
    }
}

/// A number as it was typed: an identifier of fifteen digits stays exact.
fn number_text(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e18 {
        (number as i64).to_string()
    } else {
        number.to_string()
    }
}

/// A date, a date and time, or a time of day, as ISO 8601; a duration as hours.
fn moment_text(moment: &ExcelDateTime) -> String {
    if moment.is_duration() {
        return number_text(moment.as_f64() * 24.0);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (moment.as_f64() < 1.0, time == "00:00:00") {
        (true, _) => time,
        (_, true) => format!("{year:04}-{month:02}-{day:02}"),
        _ => format!("{year:04}-{month:02}-{day:02}T{time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_stay_exact() {
        assert_eq!(number_text(1_012_345_678.0), "1012345678");
        assert_eq!(number_text(234_567_890_123_456.0), "234567890123456");
        assert_eq!(number_text(1.5), "1.5");
    }

    #[test]
    fn headers_that_repeat_are_told_apart() {
        let header = ["Name", "", "Name", "Full\n name"].map(ToString::to_string);
        assert_eq!(names(&header, 0), ["Name", "2", "Name (3)", "Full name"]);
    }

    /// A workbook of one sheet whose cells are texts.
    fn workbook(rows: &[(u32, &str)]) -> Vec<u8> {
        workbook_with(rows, &[])
    }

    /// The same with further parts.
    fn workbook_with(rows: &[(u32, &str)], further: &[(&str, &str)]) -> Vec<u8> {
        let mut sheet = String::from("<worksheet><sheetData>");
        for (row, cells) in rows {
            sheet.push_str(&format!("<row r=\"{row}\">"));
            for (column, text) in ('A'..).zip(cells.split(',')) {
                sheet.push_str(&format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"));
            }
            sheet.push_str("</row>");
        }
        sheet.push_str("</sheetData></worksheet>");
        let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let related = |kind: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        let book = format!(
            "<workbook xmlns:r=\"{relation}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
        );
        let parts = [
            ("_rels/.rels", related("officeDocument", "xl/workbook.xml")),
            ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml")),
            ("xl/workbook.xml", book),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        let mut archive = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let further = further.iter().map(|(name, text)| (*name, (*text).to_string()));
        for (name, text) in parts.into_iter().chain(further) {
            archive.start_file(name, ::zip::write::SimpleFileOptions::default()).expect("in memory");
            std::io::Write::write_all(&mut archive, text.as_bytes()).expect("in memory");
        }
        archive.finish().expect("in memory").into_inner()
    }

    fn rows_of(rows: &[(u32, &str)]) -> Vec<String> {
        let dump = crate::proving::dump("t.xlsx", &workbook(rows));
        dump.lines().skip(1).map(|line| line.trim().to_string()).collect()
    }

    #[test]
    fn notes_are_read_and_copies_of_data_are_told() {
        let notes = "<comments xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><authors><author>Kim Lee</author></authors>\
            <commentList><comment ref=\"A2\" authorId=\"0\"><text><r><t>Left with </t></r><r><t>Anne Roy</t></r></text></comment>\
            <comment ref=\"A3\"><text><t>Call Paul Lee</t></text></comment></commentList></comments>";
        let book = workbook_with(
            &[(1, "parcel,state"), (2, "1,left"), (3, "2,left")],
            &[("xl/comments1.xml", notes), ("xl/pivotCache/pivotCacheRecords1.xml", "<r/>")],
        );
        let sources = crate::proving::read_bytes("t.xlsx", &book);
        let notes = &sources["t.xlsx!/xl/comments1.xml"];
        let told: Vec<&str> =
            notes.rows.iter().filter_map(|row| row.split_once("text=")).map(|row| row.1).collect();
        assert_eq!(told, ["\"Author name: Kim Lee\"", "\"Left with Anne Roy\"", "\"Call Paul Lee\""]);
        assert_eq!(sources["t.xlsx"].gaps.len(), 1, "{:?}", sources["t.xlsx"].gaps);
    }

    #[test]
    fn notes_of_open_document_are_read() {
        let cell = |note: &str, text: &str| {
            format!(
                "<table:table-cell office:value-type=\"string\">{note}<text:p>{text}</text:p></table:table-cell>"
            )
        };
        let note = "<office:annotation><text:p>Left with Anne Roy</text:p></office:annotation>";
        let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
        let rows = [row(cell("", "parcel")), row(cell(note, "1001")), row(cell("", "1002"))].concat();
        let content = format!(
            "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
            xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\">\
            <office:body><office:spreadsheet><table:table table:name=\"S\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let kind = "application/vnd.oasis.opendocument.spreadsheet";
        let manifest = format!(
            "<manifest:manifest><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"{kind}\"/></manifest:manifest>"
        );
        let mut archive = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        // What kind it is stands unpacked.
        let stored =
            ::zip::write::SimpleFileOptions::default().compression_method(::zip::CompressionMethod::Stored);
        for (name, text) in
            [("mimetype", kind), ("content.xml", &content), ("META-INF/manifest.xml", &manifest)]
        {
            archive.start_file(name, stored).expect("in memory");
            std::io::Write::write_all(&mut archive, text.as_bytes()).expect("in memory");
        }
        let sources = crate::proving::read_bytes("t.ods", &archive.finish().expect("in memory").into_inner());
        let notes = &sources["t.ods!/notes.xml"].rows;
        assert!(notes.iter().any(|row| row.ends_with("text=\"Left with Anne Roy\"")), "{notes:?}");
    }

    #[test]
    fn what_is_said_above_a_table_is_no_header() {
        for above in [vec![(1, "Client,Acme Ltd")], vec![(1, "Company,Acme Ltd"), (2, "As of,2024-02-29")]] {
            let mut rows = above;
            rows.extend([
                (3, "Employee ID,Legal Name,Date of Birth,Home Phone"),
                (4, "7,Anne Roy,1970-01-01,212-555-0188"),
                (5, "8,Paul Lee,1971-01-01,212-555-0189"),
            ]);
            let found = rows_of(&rows).join("\n");
            assert!(
                found.contains("Employee ID=\"7\" Legal Name=\"Anne Roy\" Date of Birth=\"1970-01-01\""),
                "{found}"
            );
            assert!(found.contains("Acme Ltd\""), "{found}");
        }
    }

    #[test]
    fn tables_below_empty_rows_are_told_apart_by_their_headers() {
        let rows = rows_of(&[
            (1, "name,city"),
            (2, "Ada,London"),
            (3, "Bob,Paris"),
            (5, "Cars"),
            (7, "plate,owner,year"),
            (8, "12AB345,Eve,2010"),
        ]);
        let expected = [
            r#"table 0 rows "S": name | city"#,
            r#"0 #1 @0: name="Ada" city="London""#,
            r#"0 #2 @0: name="Bob" city="Paris""#,
            r#"table 1 rows-without-header "S": 1 | 2 | 3"#,
            r#"1 #1 @0: 1="Cars""#,
            r#"table 2 rows "S": plate | owner | year"#,
            r#"2 #1 @0: plate="12AB345" owner="Eve" year="2010""#,
        ];
        let mut rows = rows;
        rows.sort();
        let mut expected = expected.map(ToString::to_string);
        expected.sort();
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_table_goes_on_below_an_empty_row() {
        let rows = rows_of(&[
            (1, "name,city"),
            (2, "Ada,London"),
            (3, "Bob,Paris"),
            (5, "Eve,Rome"),
            (7, "name,city"),
            (8, "Ian,Oslo"),
        ]);
        assert_eq!(rows.len(), 5, "{rows:?}");
        assert_eq!(rows[4], r#"0 #4 @0: name="Ian" city="Oslo""#);
    }

    #[test]
    fn a_table_with_titles_begins_again_below_empty_rows() {
        let rows = rows_of(&[
            (1, "Rent roll"),
            (3, "Building A"),
            (4, "unit,tenant,rent"),
            (5, "100,Anne Roy,1200"),
            (7, "Building B"),
            (9, "Building C"),
            (10, "unit,tenant,rent"),
            (11, "200,Paul Lee,1300"),
        ]);
        for tenant in ["Anne Roy", "Paul Lee"] {
            assert!(rows.iter().any(|row| row.contains(&format!("tenant=\"{tenant}\""))), "{rows:?}");
        }
    }

    proptest! {
        #[test]
        fn any_rows_and_gaps_are_read(cells in proptest::collection::vec((1u32..3, "[a-c,: 1]{1,12}"), 1..14)) {
            let mut number = 0;
            let rows: Vec<(u32, &str)> = cells
                .iter()
                .map(|(step, text)| {
                    number += step;
                    (number, text.as_str())
                })
                .collect();
            prop_assert!(!rows_of(&rows).iter().any(|row| row.contains("gap")), "{:?}", rows);
        }
    }

    #[test]
    fn workbooks_are_told_from_other_archives() {
        assert_eq!(kind(b"PK\x03\x04....xl/workbook.xml"), Some(Kind::Xlsx));
        assert_eq!(kind(b"PK\x03\x04....word/document.xml"), None);
        assert_eq!(kind(b"text"), None);
    }
}
