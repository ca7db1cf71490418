//! Documents: paragraphs are lines of text, tables are tables.

use whose_model::TableKind;

use super::{LONGEST_LINE, Lines};
use crate::formats::grids::{Flow, Grids, WIDEST};
use crate::window::border;
use crate::{Output, Reading};

/// Takes the lines and the tables of a document as they come, and hands over records: lines as those of plain text, the rows of tables
/// as those of a page. A format calls it and needs to know nothing else of records.
pub(crate) struct Document<'o> {
    grids: Grids<'o>,
    paper: Paper,
}

impl<'o> Document<'o> {
    /// Nothing taken yet.
    pub(crate) fn new(output: &'o mut dyn Output) -> Self {
        output.declare(0, "", TableKind::Text, vec!["text".to_string()]);
        Self { grids: Grids::new(output), paper: Paper { lines: Lines::new(0) } }
    }

    /// Where gaps and members go.
    pub(crate) fn output(&mut self) -> &mut dyn Output {
        self.grids.output
    }

    /// How many records were taken so far, more or less: 0 where nothing was.
    pub(crate) fn taken(&self) -> u64 {
        self.paper.lines.number + self.grids.records
    }

    /// A line or a paragraph, in the cell under way or on the page. Where it stands in the source, or 0 where that means nothing.
    pub(crate) fn line(&mut self, text: &str, at: u64) {
        match self.grids.cell() {
            Some(cell) => {
                for line in text.split('\n') {
                    cell.end_line();
                    cell.add(line);
                }
                if cell.is_too_long() {
                    self.grids.give_up_row(&mut self.paper);
                }
            }
            None => self.paper.line(text, at),
        }
        self.grids.output.hand_over_if_full(0, &mut self.paper.lines.batch);
    }

    /// What comes next does not belong to the lines before it.
    pub(crate) fn part(&mut self) {
        if self.grids.cell().is_none() {
            self.paper.lines.part();
        }
    }

    /// A table begins, perhaps within a cell of another.
    pub(crate) fn open_table(&mut self) {
        self.grids.open_table(&mut self.paper);
    }

    /// A row begins.
    pub(crate) fn begin_row(&mut self, at: u64) {
        self.grids.begin_row(at, &mut self.paper);
    }

    /// A cell begins, as wide as so many columns; those before it that nothing was said of are empty.
    pub(crate) fn begin_cell(&mut self, column: usize, width: usize, at: u64) {
        for _ in self.grids.filled()..column.min(WIDEST) {
            self.grids.begin_cell(false, 1, at);
        }
        if width > 0 {
            self.grids.begin_cell(false, width, at);
        } else {
            self.grids.end_cell();
        }
    }

    /// A whole row; `head` says that its cells are a header's.
    pub(crate) fn row(&mut self, texts: &[String], head: bool, at: u64) {
        self.begin_row(at);
        for text in texts {
            self.grids.begin_cell(head, 1, at);
            self.line(text, at);
        }
        self.end_row();
    }

    /// The row under way ends: what comes next stands outside its cells.
    pub(crate) fn end_row(&mut self) {
        self.grids.end_row(&mut self.paper);
    }

    /// The innermost table ends.
    pub(crate) fn close_table(&mut self) {
        self.grids.close(&mut self.paper);
        self.grids.output.hand_over_if_full(0, &mut self.paper.lines.batch);
    }

    /// The document ends.
    pub(crate) fn end(mut self) -> Reading {
        self.grids.end(&mut self.paper);
        self.paper.lines.end_block();
        self.grids.output.hand_over(0, &mut self.paper.lines.batch);
        Reading { records: self.taken() }
    }
}

/// The text around tables.
struct Paper {
    lines: Lines,
}

impl Paper {
    fn line(&mut self, text: &str, at: u64) {
        for line in text.split('\n') {
            let mut rest = line;
            while rest.len() > LONGEST_LINE {
                let (piece, behind) = rest.split_at(border(rest, LONGEST_LINE));
                self.lines.record(piece, at);
                rest = behind;
            }
            if !rest.is_empty() || line.is_empty() {
                self.lines.record(rest, at);
            }
        }
    }
}

impl Flow for Paper {
    /// A table parts the lines around it as a blank line does.
    fn end_line(&mut self) {
        self.lines.part();
    }

    /// The rows of a form are lines that stand together; a frame of one cell is the text in it.
    fn row(&mut self, cells: &[String], offset: u64) {
        let mut said = cells.iter().filter(|cell| !cell.is_empty());
        match (said.next(), said.next()) {
            (None, _) => {}
            (Some(only), None) => self.line(only, offset),
            _ => self.line(cells.join("\t").replace('\n', " ").trim_end(), offset),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use whose_model::{Batch, Gap, Table};

    #[derive(Default)]
    struct Records(Vec<String>);

    impl whose_model::Sink for Records {
        fn table(&mut self, number: u32, table: &Table) {
            self.0.push(format!("{number}: {}", table.columns.join("|")));
        }
        fn column(&mut self, _: u32, _: u32, _: &str) {}
        fn batch(&mut self, number: u32, batch: &Batch) {
            for (_, fields) in batch.iter() {
                let values: Vec<&str> = fields.iter().map(|field| batch.value(*field)).collect();
                self.0.push(format!("{number} {}", values.join("|")));
            }
        }
        fn gap(&mut self, _: Gap) {}
    }

    impl Output for Records {
        fn member(&mut self, _: &str, _: &mut dyn std::io::Read) -> crate::MemberEnd {
            crate::MemberEnd::Refused
        }
        fn stopped(&self) -> bool {
            false
        }
    }

    fn rows(document: &mut Document<'_>, rows: &[&[&str]]) {
        document.open_table();
        for row in rows {
            document.begin_row(0);
            for (column, cell) in row.iter().enumerate() {
                document.begin_cell(column, 1, 0);
                document.line(cell, 0);
            }
        }
        document.close_table();
    }

    #[test]
    fn lines_are_blocks_and_tables_are_tables() {
        let mut records = Records::default();
        let mut document = Document::new(&mut records);
        document.line("Anne Roy", 0);
        document.line("1 Main St", 0);
        document.line("", 0);
        rows(
            &mut document,
            &[
                &["Name", "Phone", "Town"],
                &["Ada Roe", "416-555-0100", "Sarnia"],
                &["Bo Lee", "416-555-0101", "London"],
            ],
        );
        rows(&mut document, &[&["Name", "Luc Roy"], &["Town", "Laval\nQC"]]);
        rows(&mut document, &[&["framed\ntext"]]);
        assert_eq!(document.end(), Reading { records: 9 });
        assert_eq!(
            records.0,
            [
                "0: text",
                "1: Name|Phone|Town",
                "1 Ada Roe|416-555-0100|Sarnia",
                "1 Bo Lee|416-555-0101|London",
                "0 Anne Roy\n1 Main St",
                "0 Name\tLuc Roy\nTown\tLaval QC",
                "0 framed\ntext",
            ]
        );
    }
}
