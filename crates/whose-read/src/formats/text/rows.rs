//! Rows of tables whose cells come one after the other, and that show only behind them.

use super::LONGEST_LINE;
use super::document::Document;

/// Most cells of a row, and most bytes in them: beyond it they are lines.
const CELLS: usize = 1_024;
const LONGEST_ROW: usize = 4 * LONGEST_LINE;

/// The row under way, and whether a table is.
#[derive(Default)]
pub(crate) struct Rows {
    table: bool,
    row: Vec<String>,
    cell: String,
    at: u64,
}

impl Rows {
    /// A paragraph within a cell.
    pub(crate) fn paragraph(&mut self, text: &str, at: u64, document: &mut Document<'_>) {
        self.put(text, at, document);
        self.cell.push('\n');
    }

    /// The last paragraph of a cell.
    pub(crate) fn end_cell(&mut self, text: &str, at: u64, document: &mut Document<'_>) {
        self.put(text, at, document);
        self.row.push(std::mem::take(&mut self.cell).trim().to_string());
        if self.row.len() == CELLS || self.row.iter().map(String::len).sum::<usize>() > LONGEST_ROW {
            self.end_row(document);
        }
    }

    /// The cells before were a row.
    pub(crate) fn end_row(&mut self, document: &mut Document<'_>) {
        if self.row.is_empty() {
            return;
        }
        if !std::mem::replace(&mut self.table, true) {
            document.open_table();
        }
        document.begin_row(self.at);
        for (column, cell) in std::mem::take(&mut self.row).into_iter().enumerate() {
            document.begin_cell(column, 1, self.at);
            document.line(&cell, self.at);
        }
        document.end_row();
    }

    /// What comes stands outside the table, if there was one.
    pub(crate) fn leave(&mut self, document: &mut Document<'_>) {
        if !self.cell.is_empty() {
            self.row.push(std::mem::take(&mut self.cell).trim().to_string());
        }
        self.end_row(document);
        if std::mem::take(&mut self.table) {
            document.close_table();
        }
    }

    fn put(&mut self, text: &str, at: u64, document: &mut Document<'_>) {
        if self.row.is_empty() && self.cell.is_empty() {
            self.at = at;
        }
        self.cell.push_str(text);
        if self.cell.len() > LONGEST_ROW {
            self.leave(document);
        }
    }
}
