//! The tables of a page or a document. One whose rows are equally wide, under a header or long enough, holds records; any other lays
//! the page out, and its rows are lines.

mod form;

use whose_model::{Batch, TableKind};

use super::delimited::is_header;
use super::sheet_forms::Forms;
use crate::Output;

/// A line longer than this is no value of a record.
pub(crate) const LONGEST_LINE: usize = 64 << 10;
/// Rows after which is decided what a table is.
const SAMPLE: usize = 20;
/// Widest row: no table of people is wider.
pub(crate) const WIDEST: usize = 1_024;
/// So many different tables of a page are told apart. The rows of others are lines.
pub(crate) const MOST: usize = 256;

/// The text around tables, line by line.
pub(crate) trait Flow {
    /// What comes next is a line of its own.
    fn end_line(&mut self);
    /// A row of a table that holds no records, or a row that is none.
    fn row(&mut self, cells: &[String], offset: u64);
}

/// The open tables of a page, and those that were declared.
pub(crate) struct Grids<'o> {
    pub(crate) output: &'o mut dyn Output,
    /// Records of tables handed over.
    pub(crate) records: u64,
    open: Vec<Grid>,
    declared: Vec<Declared>,
}

struct Declared {
    names: Vec<String>,
    with_header: bool,
    records: u64,
    batch: Batch,
}

#[derive(Default)]
struct Grid {
    /// Rows that wait for the decision.
    rows: Vec<Row>,
    row: Option<Row>,
    /// Where the first of them began.
    from: u64,
    state: State,
    /// The forms that its rows are of.
    forms: Option<Forms>,
}

#[derive(Default, Clone, Copy)]
enum State {
    #[default]
    Open,
    /// Its rows are lines.
    Layout,
    /// Its rows are records of that declared table.
    Data(usize),
    /// Its rows are parts of forms.
    Form,
}

#[derive(Default)]
struct Row {
    from: u64,
    cells: Vec<Cell>,
    /// The cell that takes text.
    open: Option<usize>,
    /// It is no record: its cells are the page's own text.
    given_up: bool,
}

#[derive(Default)]
pub(crate) struct Cell {
    text: String,
    head: bool,
    /// A line break stands before what comes next.
    broken: bool,
}

impl Cell {
    /// Adds text with its white space drawn together.
    pub(crate) fn add(&mut self, text: &str) {
        for word in text.split_inclusive(char::is_whitespace) {
            if self.broken && !word.trim().is_empty() {
                self.text.truncate(self.text.trim_end().len());
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.broken = false;
            }
            push_word(&mut self.text, word);
        }
    }

    /// No value of a record is so long: what it holds is the page's own text.
    pub(crate) const fn is_too_long(&self) -> bool {
        self.text.len() > LONGEST_LINE
    }

    /// What comes next is a line of its own.
    pub(crate) const fn end_line(&mut self) {
        self.broken = true;
    }
}

impl Row {
    fn texts(&self) -> Vec<String> {
        self.cells.iter().map(|cell| cell.text.trim().to_string()).collect()
    }
}

impl<'o> Grids<'o> {
    pub(crate) fn new(output: &'o mut dyn Output) -> Self {
        Self { output, records: 0, open: Vec::new(), declared: Vec::new() }
    }

    /// The cell that takes text now.
    pub(crate) fn cell(&mut self) -> Option<&mut Cell> {
        let row = self.open.last_mut()?.row.as_mut()?;
        row.cells.get_mut(row.open?)
    }

    /// Is there a table under way?
    pub(crate) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// A table begins, perhaps within a cell of another.
    pub(crate) fn open_table(&mut self, lines: &mut dyn Flow) {
        lines.end_line();
        self.lay_out(lines);
        self.open.push(Grid::default());
    }

    /// A row begins, and the one before it ends.
    pub(crate) fn begin_row(&mut self, offset: u64, lines: &mut dyn Flow) {
        self.end_row(lines);
        if let Some(grid) = self.open.last_mut() {
            grid.row = Some(Row { from: offset, ..Row::default() });
        }
    }

    /// The cell under way takes no more text.
    pub(crate) fn end_cell(&mut self) {
        if let Some(row) = self.open.last_mut().and_then(|grid| grid.row.as_mut()) {
            row.open = None;
        }
    }

    /// How many columns the row under way fills.
    pub(crate) fn filled(&self) -> usize {
        self.open.last().and_then(|grid| grid.row.as_ref()).map_or(0, |row| row.cells.len())
    }

    /// Ends the page: tables that were not closed are.
    pub(crate) fn end(&mut self, lines: &mut dyn Flow) {
        while !self.open.is_empty() {
            self.close(lines);
        }
        for at in 0..self.declared.len() {
            self.output.hand_over(at as u32 + 1, &mut self.declared[at].batch);
        }
    }

    /// The row under way is no record: what it holds becomes lines, and so does what follows in it.
    pub(crate) fn give_up_row(&mut self, lines: &mut dyn Flow) {
        if let Some(row) = self.open.last_mut().and_then(|grid| grid.row.as_mut()) {
            let texts = row.texts();
            (row.open, row.given_up) = (None, true);
            row.cells.clear();
            lines.row(&texts, row.from);
        }
    }

    /// A cell begins, as wide as so many columns.
    pub(crate) fn begin_cell(&mut self, head: bool, spanned: usize, offset: u64) {
        let Some(grid) = self.open.last_mut() else { return };
        let row = grid.row.get_or_insert_with(|| Row { from: offset, ..Row::default() });
        if row.given_up {
            return;
        }
        // A cell that spans columns has its text in the first of them.
        let free = WIDEST.saturating_sub(row.cells.len());
        row.open = (free > 0).then_some(row.cells.len());
        row.cells.extend((0..spanned.min(free)).map(|_| Cell { head, ..Cell::default() }));
    }

    /// The row under way ends.
    pub(crate) fn end_row(&mut self, lines: &mut dyn Flow) {
        let Some(grid) = self.open.last_mut() else { return };
        let Some(row) = grid.row.take().filter(|row| !row.cells.is_empty()) else { return };
        let long = row.cells.iter().map(|cell| cell.text.len()).sum::<usize>() > LONGEST_LINE;
        match grid.state {
            State::Open if long => {
                self.lay_out(lines);
                lines.row(&row.texts(), row.from);
            }
            State::Open => {
                if grid.rows.is_empty() {
                    grid.from = row.from;
                }
                grid.rows.push(row);
                if grid.rows.len() == SAMPLE {
                    self.decide(lines);
                }
            }
            State::Layout => lines.row(&row.texts(), row.from),
            State::Data(table) => self.record(table, &row, lines),
            State::Form => self.form_row(&row, lines),
        }
    }

    /// The innermost table ends.
    pub(crate) fn close(&mut self, lines: &mut dyn Flow) {
        self.end_row(lines);
        self.decide(lines);
        self.end_forms(lines);
        self.open.pop();
        lines.end_line();
    }

    /// The innermost open table lays the page out, unless it was found to hold records.
    fn lay_out(&mut self, lines: &mut dyn Flow) {
        let Some(grid) = self.open.last_mut() else { return };
        if let State::Data(_) | State::Form = grid.state {
            return;
        }
        grid.state = State::Layout;
        let begun = grid.row.as_mut().map(|row| {
            let before = Row { from: row.from, cells: std::mem::take(&mut row.cells), ..Row::default() };
            row.open = None;
            before
        });
        for row in grid.rows.drain(..).chain(begun) {
            lines.row(&row.texts(), row.from);
        }
    }

    fn decide(&mut self, lines: &mut dyn Flow) {
        let Some(grid) = self.open.last_mut().filter(|grid| matches!(grid.state, State::Open)) else {
            return;
        };
        if let Some(labels) = form::label_columns(&grid.rows) {
            return self.begin_forms(labels, lines);
        }
        let Some((header, width)) = columns(&grid.rows) else { return self.lay_out(lines) };
        let mut rows = std::mem::take(&mut grid.rows);
        let with_header = header.is_some();
        let names = match header {
            Some(at) => {
                // What stands above the header is a title.
                let above: Vec<Row> = rows.drain(..=at).collect();
                let (head, titles) = above.split_last().expect("holds the header");
                titles.iter().for_each(|row| lines.row(&row.texts(), row.from));
                head.texts()
            }
            None => (1..=width).map(|number| number.to_string()).collect(),
        };
        match self.declared(names, with_header) {
            Some(table) => {
                if let Some(grid) = self.open.last_mut() {
                    grid.state = State::Data(table);
                }
                rows.iter().for_each(|row| self.record(table, row, lines));
            }
            None => {
                if let Some(grid) = self.open.last_mut() {
                    grid.rows = rows;
                }
                self.lay_out(lines);
            }
        }
    }

    /// The table with these columns: reports repeat theirs on each page.
    fn declared(&mut self, names: Vec<String>, with_header: bool) -> Option<usize> {
        let known =
            self.declared.iter().position(|table| with_header && table.with_header && table.names == names);
        if known.is_some() || self.declared.len() == MOST {
            return known;
        }
        let kind = if with_header { TableKind::Rows } else { TableKind::RowsWithoutHeader };
        self.output.declare(self.declared.len() as u32 + 1, "", kind, names.clone());
        self.declared.push(Declared { names, with_header, records: 0, batch: Batch::default() });
        Some(self.declared.len() - 1)
    }

    /// Hands over a row; one that is wider or says but one thing is a line.
    fn record(&mut self, number: usize, row: &Row, lines: &mut dyn Flow) {
        let table = &mut self.declared[number];
        let texts = row.texts();
        let said = texts.iter().filter(|text| !text.is_empty()).count();
        let repeated = table.with_header && texts == table.names;
        if repeated || said == 0 {
            return;
        }
        if texts.len() > table.names.len() || said == 1 && table.names.len() > 2 {
            return lines.row(&texts, row.from);
        }
        let said = texts.iter().enumerate().filter(|(_, text)| !text.is_empty());
        self.push(number, said.map(|(column, text)| (column as u32, text.as_str())), row.from);
    }

    /// Hands over a record of a declared table.
    fn push<'v>(&mut self, number: usize, values: impl Iterator<Item = (u32, &'v str)>, from: u64) {
        let table = &mut self.declared[number];
        values.for_each(|(column, text)| table.batch.push(column, 0, text));
        table.records += 1;
        self.records += 1;
        table.batch.end_record(table.records, from);
        self.output.hand_over_if_full(number as u32 + 1, &mut table.batch);
    }
}

/// Where the header stands, if there is one, and how many columns the records have; `None` where the rows are no records.
fn columns(rows: &[Row]) -> Option<(Option<usize>, usize)> {
    let said = |row: &&Row| row.said() > 1;
    let width = rows.iter().filter(said).map(|row| row.cells.len()).max()?;
    let wide: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].cells.len() == width).collect();
    let regular = wide.len() * 3 >= rows.iter().filter(said).count() * 2;
    let first = *wide.first()?;
    if width < 2 || !regular || wide.len() < 2 || first > 3 {
        return None;
    }
    let body: Vec<Vec<String>> = wide[1..].iter().map(|at| rows[*at].texts()).collect();
    // A column of headings beside values is a form.
    let form = wide[1..].iter().all(|at| rows[*at].cells[0].head && !rows[*at].cells[1].head) && width == 2;
    let all_heads = rows[first].cells.iter().all(|cell| cell.head);
    let headed = all_heads && !form || width > 2 && is_header(&rows[first].texts(), &body);
    match headed {
        true => Some((Some(first), width)),
        false if width > 2 && wide.len() > 3 => Some((None, width)),
        false => None,
    }
}

/// Adds a word with the blank behind it, unless a blank stands there already.
pub(crate) fn push_word(text: &mut String, word: &str) {
    let bare = word.trim_end();
    text.push_str(bare);
    if bare.len() < word.len() && !text.ends_with(char::is_whitespace) {
        text.push(' ');
    }
}
