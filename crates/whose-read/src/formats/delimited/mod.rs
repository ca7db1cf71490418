//! Delimited text: CSV (RFC 4180 and what is written instead), TSV, and exports with separators of their own.

mod blocks;
mod dialect;
mod header;
mod split;
#[cfg(test)]
mod tests;
mod wrapped;

pub(super) use header::{is_column_word, is_header, is_said_above, is_value, joined_header};

use whose_model::{Batch, Field, TableKind};

use crate::formats::labelled::{are_objects, is_labelled};
use crate::formats::on_its_side::{OnItsSide, upright};
use crate::formats::text::block::Block;
use crate::lookahead;
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition, Text};
use dialect::Dialect;

/// Fields beyond this many in one record share the last column.
const MOST_COLUMNS: usize = 16_384;
/// Rows below the first one that tell whether it is a header.
const BODY: usize = 100;
/// The first table of rows, and that of lines around the tables. Further tables of the same file follow.
const ROWS: u32 = 0;
const AROUND: u32 = 1;
/// Text looked at beyond a blank line.
const AHEAD: usize = 16 << 10;

/// Delimited text.
pub struct Delimited;

impl Format for Delimited {
    fn code(&self) -> &'static str {
        "delimited"
    }

    fn title(&self) -> &'static str {
        "Delimited text: CSV (RFC 4180), TSV and other separators"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        if let Some(unwrapped) = wrapped::unwrapped(text, head.is_whole())
            && dialect::sniff(&unwrapped, true).is_some()
        {
            return Recognition::Likely;
        }
        match dialect::sniff(text, head.is_whole()) {
            // Labels side by side have as many colons in every line.
            Some(dialect) if dialect.delimiter == ":" && is_labelled(text, head.is_whole()) => {
                Recognition::No
            }
            Some(_) if are_objects(text, head.is_whole()) => Recognition::No,
            Some(_) => Recognition::Likely,
            None => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        if is_wrapped(text.as_mut()) {
            drop(text);
            let Ok(text) = input.text() else { return Reading::default() };
            return read(&mut wrapped::Unwrapped::new(text), output);
        }
        drop(text);
        let Ok(mut text) = input.text() else { return Reading::default() };
        read(text.as_mut(), output)
    }
}

/// Is each line one value in quotes, which holds those of a table?
fn is_wrapped(text: &mut dyn Text) -> bool {
    let mut window = Window::new(text);
    let (end, whole) = lookahead::head(&mut window);
    let unwrapped = wrapped::unwrapped(&window.rest()[..end], whole);
    unwrapped.is_some_and(|unwrapped| dialect::sniff(&unwrapped, true).is_some())
}

fn read(text: &mut dyn Text, output: &mut dyn Output) -> Reading {
    let mut window = Window::new(text);
    let (head_end, whole) = lookahead::head(&mut window);
    let Some(dialect) = dialect::sniff(&window.rest()[..head_end], whole) else {
        return super::text::read_window(window, ROWS, output);
    };
    let mut rows = Rows {
        dialect,
        table: ROWS,
        tables: AROUND + 1,
        header: Vec::new(),
        columns: 0,
        number: 0,
        before: 0,
        batch: Batch::default(),
        around: Around::default(),
        spans: Vec::new(),
    };
    rows.begin(&mut window, output);
    rows.read(&mut window, output);
    Reading { records: rows.before + rows.number }
}

struct Rows {
    dialect: Dialect,
    /// The table under way, and how many numbers are taken.
    table: u32,
    tables: u32,
    /// Its header; empty where it has none.
    header: Vec<String>,
    /// Columns declared so far.
    columns: usize,
    number: u64,
    /// Records of the tables before.
    before: u64,
    batch: Batch,
    around: Around,
    /// Fields of the quoted record that was cut last.
    spans: Vec<split::Span>,
}

/// Lines that are no rows: before the table, and comments.
#[derive(Default)]
pub(in crate::formats) struct Around {
    declared: bool,
    /// Number of their table, where it is not the second.
    table: Option<u32>,
    number: u64,
    /// Lines since the last blank one: an address above a table is one record.
    block: Block,
    batch: Batch,
}

impl Around {
    /// Gives the lines a table of their own, the first time that there are any.
    pub(in crate::formats) fn number(&mut self, table: impl FnOnce() -> u32) {
        self.table.get_or_insert_with(table);
    }

    fn table(&self) -> u32 {
        self.table.unwrap_or(AROUND)
    }

    pub(in crate::formats) fn line(&mut self, line: &str, offset: u64, output: &mut dyn Output) {
        self.number += 1;
        let table = self.table();
        let batch = &mut self.batch;
        let give = |text: &str, number: u64, at: u64| {
            batch.push(0, 0, text);
            batch.end_record(number, at);
        };
        if line.trim().is_empty() {
            return self.block.part(give);
        }
        if !self.declared {
            self.declared = true;
            output.declare(table, "lines around the table", TableKind::Text, vec!["text".to_string()]);
        }
        self.block.take(line, self.number, offset, give);
        output.hand_over_if_full(table, &mut self.batch);
    }

    /// Hands over what is left.
    pub(in crate::formats) fn end(&mut self, output: &mut dyn Output) {
        let table = self.table();
        let batch = &mut self.batch;
        self.block.end(|text, number, at| {
            batch.push(0, 0, text);
            batch.end_record(number, at);
        });
        output.hand_over(table, &mut self.batch);
    }
}

impl Rows {
    /// Passes the lines before the table, and finds its header.
    fn begin(&mut self, window: &mut Window<'_>, output: &mut dyn Output) {
        for _ in 0..self.dialect.preamble {
            let Some(cut) = self.cut(window) else { break };
            let offset = window.offset(0);
            self.around.line(&window.rest()[..cut.content], offset, output);
            window.cut(cut.length);
        }
        let rows = self.first_rows(window.rest());
        if rows.len() <= BODY
            && window.ended()
            && let Some(turned) = upright(&rows)
        {
            return self.turned(turned, window, output);
        }
        let single = rows.split_first().filter(|(first, body)| is_header(first, body));
        let (header, lines) = match (joined_header(&rows), single) {
            (Some(names), _) => (Some(names), 2),
            (None, Some((first, _))) => (Some(first.clone()), 1),
            (None, None) => (None, 0),
        };
        self.declare("", header, self.dialect.columns, output);
        for _ in 0..lines {
            self.pass_header(window, output);
        }
    }

    /// Hands over a table that lies on its side, and the rows of it that name no field as lines.
    fn turned(&mut self, turned: OnItsSide, window: &mut Window<'_>, output: &mut dyn Output) {
        let width = turned.fields.len();
        self.declare("", Some(turned.fields), width, output);
        for record in &turned.records {
            record.iter().for_each(|(field, value)| self.batch.push(*field, 0, value));
            self.number += 1;
            self.batch.end_record(self.number, 0);
        }
        let mut row = 0;
        while let Some(cut) = self.cut(window) {
            let text = &window.rest()[..cut.content];
            let is_row = !text.trim().is_empty() && !self.is_comment(text);
            if !is_row || turned.others.contains(&row) {
                let text = text.to_string();
                self.around.line(&text, window.offset(0), output);
            }
            row += usize::from(is_row);
            window.cut(cut.length);
        }
    }

    fn declare(&mut self, name: &str, header: Option<Vec<String>>, width: usize, output: &mut dyn Output) {
        let width = width.min(MOST_COLUMNS);
        let (kind, names) = match &header {
            Some(header) => (TableKind::Rows, names(header, width)),
            None => (TableKind::RowsWithoutHeader, (1..=width).map(|number| number.to_string()).collect()),
        };
        self.columns = names.len();
        self.header = header.unwrap_or_default();
        output.declare(self.table, name, kind, names);
    }

    /// At a blank line: begins another table if one follows. False where none does; nothing is cut off then.
    fn begin_block(&mut self, window: &mut Window<'_>, output: &mut dyn Output) -> bool {
        while window.rest().len() < AHEAD && window.more() {}
        let found = blocks::ahead(window.rest(), window.ended(), &self.dialect, self.columns);
        let Some(block) = found else { return false };
        for line in 1..=block.lines {
            let Some(cut) = self.cut(window) else { return true };
            let is_header = line == block.lines && block.header.is_some();
            let text = &window.rest()[..cut.content];
            if !is_header && !blocks::is_blank(text, &self.dialect) {
                let text = text.to_string();
                self.around.line(&text, window.offset(0), output);
            }
            window.cut(cut.length);
        }
        // A header that comes again, as on each page of a printed list, begins no new table.
        if block.header.as_ref().is_some_and(|header| *header == self.header) {
            return true;
        }
        output.hand_over(self.table, &mut self.batch);
        self.before += std::mem::take(&mut self.number);
        self.table = self.tables;
        self.tables += 1;
        self.declare(&block.title, block.header, block.width, output);
        true
    }

    /// The rows that the window holds, up to a few.
    fn first_rows(&self, text: &str) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        let mut rest = text;
        let mut spans = Vec::new();
        while rows.len() <= BODY && !rest.is_empty() {
            let Some(cut) = split::cut(rest, &self.dialect, true, &mut spans) else { break };
            let record = &rest[..cut.content];
            if !record.trim().is_empty() && !self.is_comment(record) {
                let mut row = Vec::new();
                split::fields(record, &self.dialect, cut, &spans, |value| row.push(value.to_string()));
                rows.push(row);
            }
            rest = &rest[cut.length..];
        }
        rows
    }

    fn pass_header(&mut self, window: &mut Window<'_>, output: &mut dyn Output) {
        while let Some(cut) = self.cut(window) {
            let record = &window.rest()[..cut.content];
            let is_header = !record.trim().is_empty() && !self.is_comment(record);
            if !is_header {
                let offset = window.offset(0);
                self.around.line(&window.rest()[..cut.content], offset, output);
            }
            window.cut(cut.length);
            if is_header {
                return;
            }
        }
    }

    fn is_comment(&self, record: &str) -> bool {
        self.dialect.comment.is_some_and(|mark| record.as_bytes().first() == Some(&mark))
    }

    /// What a database client says around the table that it prints with bars: the rule under the header, `(35 rows)`, what is typed next.
    fn is_talk(&self, record: &str) -> bool {
        self.dialect.delimiter == "|" && self.columns >= 3 && !record.contains('|')
    }

    /// The next record in the window, reading on where it is not whole.
    fn cut(&mut self, window: &mut Window<'_>) -> Option<split::Cut> {
        loop {
            if !window.rest().is_empty()
                && let Some(cut) = split::cut(window.rest(), &self.dialect, window.ended(), &mut self.spans)
            {
                return Some(cut);
            }
            if !window.more() && window.rest().is_empty() {
                return None;
            }
        }
    }

    fn read(&mut self, window: &mut Window<'_>, output: &mut dyn Output) {
        while let Some(cut) = self.cut(window) {
            if blocks::is_blank(&window.rest()[..cut.content], &self.dialect) {
                if self.begin_block(window, output) {
                    continue;
                }
                // A row of separators alone is a record without values; an empty line is none.
                if window.rest()[..cut.content].trim_ascii().is_empty() {
                    window.cut(cut.length);
                    continue;
                }
            }
            let offset = window.offset(0);
            self.record(&window.rest()[..cut.content], cut, offset, output);
            window.cut(cut.length);
            if self.batch.is_full() {
                output.hand_over(self.table, &mut self.batch);
                if output.stopped() {
                    return;
                }
            }
        }
        output.hand_over(self.table, &mut self.batch);
        self.around.end(output);
    }

    fn record(&mut self, record: &str, cut: split::Cut, offset: u64, output: &mut dyn Output) {
        if self.is_comment(record) || self.is_talk(record) {
            return self.around.line(record, offset, output);
        }
        let column = match self.dialect.delimiter.as_bytes() {
            [delimiter] if !cut.quoted => plain(record, *delimiter, &mut self.batch),
            _ => {
                let mut column = 0;
                let batch = &mut self.batch;
                split::fields(record, &self.dialect, cut, &self.spans, |value| {
                    batch.push(column.min(MOST_COLUMNS - 1) as u32, 0, value);
                    column += 1;
                });
                column
            }
        };
        while self.columns < column.min(MOST_COLUMNS) {
            output.column(self.table, self.columns as u32, &(self.columns + 1).to_string());
            self.columns += 1;
        }
        self.number += 1;
        self.batch.end_record(self.number, offset);
    }
}

/// Adds a record without quotes: its text is copied once, and fields point into it. Says how many there are.
fn plain(record: &str, delimiter: u8, batch: &mut Batch) -> usize {
    let begin = batch.text.len() as u32;
    batch.text.push_str(record);
    let mut column = 0;
    let mut from = 0;
    for at in memchr::memchr_iter(delimiter, record.as_bytes()).chain([record.len()]) {
        let field = column.min(MOST_COLUMNS - 1) as u32;
        batch.fields.push(Field { column: field, group: 0, start: begin + from, end: begin + at as u32 });
        from = at as u32 + 1;
        column += 1;
    }
    column
}

/// Column names from a header: a column without a name is called by its number.
fn names(header: &[String], width: usize) -> Vec<String> {
    let width = width.max(header.len()).min(MOST_COLUMNS);
    let name = |index: usize| match header.get(index).map(|name| name.trim()) {
        Some(name) if !name.is_empty() => name.to_string(),
        _ => (index + 1).to_string(),
    };
    (0..width).map(name).collect()
}
