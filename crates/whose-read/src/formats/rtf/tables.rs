//! The rows of tables: cells come one after the other, and that there is a row shows only behind them.

use super::reader::{Kind, Paragraph, Reader};
use crate::formats::grids::LONGEST_LINE;

/// Most cells of a row, and most bytes in them: beyond it they are lines.
const CELLS: usize = 1_024;
const LONGEST_ROW: usize = 4 * LONGEST_LINE;

impl Reader<'_> {
    pub(super) fn put_in_cell(&mut self, paragraph: &Paragraph) {
        if self.row.is_empty() && self.cell.is_empty() {
            self.row_at = paragraph.from;
        }
        self.cell.push_str(&paragraph.text);
        if self.cell.len() > LONGEST_ROW {
            self.leave_table();
        }
    }

    pub(super) fn end_cell(&mut self, at: u64) {
        if self.state.kind != Kind::Text || self.state.in_note {
            return;
        }
        let mut paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.text.is_empty() {
            paragraph.from = at;
        }
        self.put_in_cell(&paragraph);
        self.row.push(std::mem::take(&mut self.cell).trim().to_string());
        if self.row.len() == CELLS || self.row.iter().map(String::len).sum::<usize>() > LONGEST_ROW {
            self.end_row();
        }
    }

    pub(super) fn end_row(&mut self) {
        if self.row.is_empty() {
            return;
        }
        if !std::mem::replace(&mut self.table, true) {
            self.document.open_table();
        }
        let at = self.row_at;
        self.document.begin_row(at);
        for (column, cell) in std::mem::take(&mut self.row).into_iter().enumerate() {
            self.document.begin_cell(column, 1, at);
            self.document.line(&cell, at);
        }
        self.document.end_row();
    }

    /// What comes stands outside the table, if there was one.
    pub(super) fn leave_table(&mut self) {
        if !self.cell.is_empty() {
            self.row.push(std::mem::take(&mut self.cell).trim().to_string());
        }
        self.end_row();
        if std::mem::take(&mut self.table) {
            self.document.close_table();
        }
    }
}
