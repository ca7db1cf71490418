//! What rows in columns are: records of a table, a form, or blocks of lines that stand beside each other.

use crate::formats::delimited::{is_column_word, is_header};

/// More rows than this are no block of lines.
const LONGEST_BLOCK: usize = 8;
/// Lines this long, one below the other in each column, are text set in columns.
const TEXT_LENGTH: usize = 28;

/// How rows of cells are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A row is a record.
    Table,
    /// Each column is read down by itself: addresses beside each other, text set in columns.
    Blocks,
    /// Names of fields with their values to the right.
    Form,
    /// A row is a line.
    Lines,
}

/// What these rows are. All are equally wide, at least two cells.
pub(super) fn layout(rows: &[Vec<String>]) -> Layout {
    let width = rows.first().map_or(0, Vec::len);
    if is_form(rows, width) {
        return Layout::Form;
    }
    if is_blocks(rows) || width < 4 && is_text(rows) {
        return Layout::Blocks;
    }
    let Some((first, body)) = rows.split_first() else { return Layout::Lines };
    let headed = is_header(first, body);
    match width {
        2 if rows.len() > 2 && first.iter().all(|cell| is_column_word(cell)) => Layout::Table,
        2 => Layout::Lines,
        _ if headed || rows.len() > 3 => Layout::Table,
        _ => Layout::Lines,
    }
}

/// Every other cell, from the first, is the name of a field.
fn is_form(rows: &[Vec<String>], width: usize) -> bool {
    let names = |row: &Vec<String>| {
        let said: Vec<&String> = row.iter().filter(|cell| !cell.is_empty()).collect();
        let odd = said.iter().step_by(2).filter(|cell| is_name(cell)).count();
        let even = said.iter().skip(1).step_by(2).filter(|cell| !is_name(cell)).count();
        said.len() > 1 && odd * 2 >= said.len() && even * 2 + 1 >= said.len()
    };
    let fitting = rows.iter().filter(|row| names(row)).count();
    fitting * 3 >= rows.len() * 2 && width < 7
}

/// `Name:`, `Date of birth`.
fn is_name(cell: &str) -> bool {
    cell.ends_with(':') || cell.chars().count() < 30 && is_column_word(cell) && !has_digit(cell)
}

/// A form's row: each value behind the name of its field.
pub(super) fn form_line(cells: &[String]) -> String {
    let said: Vec<String> =
        cells.iter().filter(|cell| !cell.is_empty()).map(|cell| cell.replace('\n', " ")).collect();
    let pairs = said.chunks(2).map(|pair| match pair {
        [name, value] => format!("{}: {value}", name.trim_end_matches([':', ' '])),
        alone => alone.concat(),
    });
    pairs.collect::<Vec<_>>().join("\t")
}

pub(super) fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// Begins with a digit, holds one, is a mailbox.
fn shape(cell: &str) -> (bool, bool, bool) {
    (cell.starts_with(|c: char| c.is_ascii_digit()), has_digit(cell), cell.contains('@'))
}

/// Do the cells of a row look more alike than those of a column? So do addresses that stand beside each other.
fn is_blocks(rows: &[Vec<String>]) -> bool {
    if rows.len() < 3 || rows.len() > LONGEST_BLOCK || !rows.iter().flatten().any(|cell| has_digit(cell)) {
        return false;
    }
    let across = rows.iter().map(|row| alike(row.iter()));
    let width = rows.first().map_or(0, Vec::len);
    let down = (0..width).map(|column| alike(rows.iter().skip(1).map(move |row| &row[column])));
    mean(across) > mean(down) + 0.2
}

/// Share of the cells that look as most do; `None` where fewer than two say anything.
fn alike<'a>(cells: impl Iterator<Item = &'a String>) -> Option<f64> {
    let shapes: Vec<_> = cells.filter(|cell| !cell.is_empty()).map(|cell| shape(cell)).collect();
    let most = shapes.iter().map(|own| shapes.iter().filter(|other| *other == own).count()).max()?;
    (shapes.len() > 1).then(|| most as f64 / shapes.len() as f64)
}

fn mean(shares: impl Iterator<Item = Option<f64>>) -> f64 {
    let shares: Vec<f64> = shares.flatten().collect();
    shares.iter().sum::<f64>() / shares.len().max(1) as f64
}

/// Running text set in columns: most cells are as long as lines of text.
fn is_text(rows: &[Vec<String>]) -> bool {
    let said: Vec<&String> = rows.iter().flatten().filter(|cell| !cell.is_empty()).collect();
    let long =
        said.iter().filter(|cell| cell.lines().any(|line| line.chars().count() >= TEXT_LENGTH)).count();
    rows.len() > 2 && long * 4 >= said.len() * 3
}
