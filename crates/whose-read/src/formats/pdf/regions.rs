//! From rows to what a page says: tables, blocks of lines beside each other, forms and running text.

use super::columns::Columns;
use super::rows::Row;
use super::shape::{self, Layout, has_digit};

/// A wider space between baselines, in ems, ends a table.
const TABLE_GAP: f64 = 3.2;
/// So many times the usual space between baselines, and a table ends.
const WIDER_GAP: f64 = 1.9;
/// So many times the usual space between baselines is a blank line.
const BLANK_GAP: f64 = 1.35;
/// Lines of one cell stand no farther apart, in ems.
const CELL_GAP: f64 = 1.45;

/// Longer runs go on as a run of their own, and so do wider ones: no table of people is wider.
const MOST_ROWS: usize = 1_000;
pub(super) const WIDEST: usize = 256;

/// What a page says, in its order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// A line; an empty one parts blocks.
    Line(String),
    /// Rows of a table, and where its columns stand.
    Table(Columns, Vec<Vec<String>>),
}

/// Reads the rows of one direction of a page.
pub(super) fn pieces(rows: &[Row]) -> Vec<Piece> {
    let usual = usual_gap(rows);
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        if at > 0 && gap(rows, at) > BLANK_GAP * usual * headed(&rows[at - 1], &rows[at]) {
            pieces.push(Piece::Line(String::new()));
        }
        let (end, columns) = run(rows, at);
        if end - at > 1 && columns.count() > 1 {
            beside(&rows[at..end], &columns, &mut pieces);
            at = end;
        } else {
            pieces.push(line(&rows[at]));
            at += 1;
        }
    }
    pieces
}

fn line(row: &Row) -> Piece {
    let texts: Vec<&str> = row.segments.iter().map(|segment| segment.text.as_str()).collect();
    Piece::Line(texts.join("\t"))
}

/// Space between a row's baseline and the one above.
fn gap(rows: &[Row], at: usize) -> f64 {
    rows[at].line - rows[at - 1].line
}

/// Below a heading in larger type the space is wider by so many times.
fn headed(above: &Row, below: &Row) -> f64 {
    let larger = above.size / below.size;
    if larger > 1.1 { larger * 1.2 } else { 1.0 }
}

/// The middle one of the spaces between baselines, at least an em.
fn usual_gap(rows: &[Row]) -> f64 {
    let mut gaps: Vec<f64> = (1..rows.len()).map(|at| gap(rows, at)).collect();
    gaps.sort_by(f64::total_cmp);
    let middle = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    let size = rows.iter().map(|row| row.size).fold(f64::MAX, f64::min);
    middle.clamp(size, size * 1.6)
}

/// Where a run of rows ends that stand in the same columns, and these columns.
fn run(rows: &[Row], start: usize) -> (usize, Columns) {
    let mut columns = Columns::default().with(&rows[start]);
    if columns.count() < 2 {
        return (start + 1, columns);
    }
    let (mut end, mut gaps) = (start + 1, Vec::new());
    if is_apart(rows, start) || bridged(&columns, rows.get(start + 1)) {
        return (start + 1, columns);
    }
    while end < rows.len() && end - start < MOST_ROWS && columns.count() < WIDEST {
        let space = gap(rows, end);
        let usual = gaps.iter().copied().fold(f64::NAN, f64::max);
        if space > TABLE_GAP * rows[end].size || space > WIDER_GAP * usual {
            break;
        }
        let single = rows[end].segments.len() == 1;
        let next = columns.with(&rows[end]);
        if next.count() < columns.count() || single && !goes_on(rows, end, &columns) {
            break;
        }
        columns = next;
        gaps.push(space);
        end += 1;
    }
    (end, columns)
}

/// Does a row stand farther from the next one than that from the row behind it which begins where it begins?
fn is_apart(rows: &[Row], start: usize) -> bool {
    let Some(next) = rows.get(start + 1) else { return false };
    let begins = |row: &&Row| (row.segments[0].from - next.segments[0].from).abs() < next.size;
    let behind = rows[start + 2..].iter().take(8).find(begins);
    behind.is_some_and(|behind| gap(rows, start + 1) > WIDER_GAP * (behind.line - next.line))
}

/// Do two segments of the next row stand in one column of the first?
fn bridged(columns: &Columns, next: Option<&Row>) -> bool {
    let Some(next) = next else { return false };
    let of: Vec<Option<usize>> = next.segments.iter().map(|segment| columns.of(segment)).collect();
    of.windows(2).any(|pair| pair[0].is_some() && pair[0] == pair[1])
}

/// Does a row of one segment belong to the rows around it? It stands in a column, close to the row above, or a row of the same
/// columns follows.
fn goes_on(rows: &[Row], at: usize, columns: &Columns) -> bool {
    let own = &rows[at].segments[0];
    let Some(column) = columns.of(own) else { return false };
    let close = gap(rows, at) <= CELL_GAP * rows[at].size;
    let behind = rows.get(at + 1).filter(|next| next.segments.len() > 1);
    let fits = behind.is_some_and(|next| columns.with(next).count() >= columns.count());
    column > 0 && close || fits && close
}

/// Rows that stand in two columns or more.
fn beside(rows: &[Row], columns: &Columns, pieces: &mut Vec<Piece>) {
    let above = above_header(rows, columns);
    pieces.extend(rows[..above].iter().map(line));
    let rows = &rows[above..];
    let cells = joined(rows, columns);
    match shape::layout(&cells) {
        Layout::Table => pieces.push(Piece::Table(columns.clone(), cells)),
        Layout::Blocks => {
            let cells: Vec<Vec<String>> = rows.iter().map(|row| columns.cells(row)).collect();
            for column in 0..columns.count() {
                pieces.push(Piece::Line(String::new()));
                let texts = cells.iter().map(|row| &row[column]).filter(|text| !text.is_empty());
                pieces.extend(texts.map(|text| Piece::Line(text.clone())));
            }
            pieces.push(Piece::Line(String::new()));
        }
        Layout::Form => pieces.extend(cells.iter().map(|row| Piece::Line(shape::form_line(row)))),
        Layout::Lines => pieces.extend(rows.iter().map(line)),
    }
}

/// How many rows stand above the first that says something in most columns: what heads a table and is not its header.
fn above_header(rows: &[Row], columns: &Columns) -> usize {
    let full = |row: &Row| row.segments.len() * 4 >= columns.count() * 3;
    let first = rows.iter().take(4).position(full).unwrap_or(0);
    let sparse = |row: &Row| row.segments.len() * 2 <= columns.count();
    if columns.count() > 3 && rows[..first].iter().all(sparse) { first } else { 0 }
}

/// Rows of a table with lines between them.
pub(super) fn between_rules(columns: Columns, cells: Vec<Vec<String>>, pieces: &mut Vec<Piece>) {
    match shape::layout(&cells) {
        Layout::Table => pieces.push(Piece::Table(columns, cells)),
        Layout::Form => pieces.extend(cells.iter().map(|row| Piece::Line(shape::form_line(row)))),
        Layout::Blocks | Layout::Lines => {
            for cell in cells.iter().flatten().filter(|cell| !cell.is_empty()) {
                pieces.extend(cell.lines().map(|line| Piece::Line(line.to_string())));
                pieces.push(Piece::Line(String::new()));
            }
        }
    }
}

/// The rows as records: what is the second line of a cell stands with the first.
fn joined(rows: &[Row], columns: &Columns) -> Vec<Vec<String>> {
    let mut gaps: Vec<f64> =
        (1..rows.len()).filter(|at| rows[*at].segments.len() > 1).map(|at| gap(rows, at)).collect();
    gaps.sort_by(f64::total_cmp);
    let pitch = gaps.get(gaps.len() / 2).copied().unwrap_or(0.0);
    let mut records: Vec<Vec<String>> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let cells = columns.cells(row);
        let belongs = at > 0
            && records.last().is_some_and(|above| {
                let space = gap(rows, at);
                let covered =
                    cells.iter().zip(above).all(|(cell, above)| cell.is_empty() || !above.is_empty());
                let header =
                    at == 1 && space < pitch * 0.9 && !cells.iter().chain(above).any(|cell| has_digit(cell));
                header
                    || covered && space <= CELL_GAP * row.size && (cells[0].is_empty() || space * 1.3 < pitch)
            });
        let records_before = records.len();
        match records.last_mut() {
            Some(above) if belongs => {
                for (cell, above) in cells.iter().zip(above).filter(|(cell, _)| !cell.is_empty()) {
                    if !above.is_empty() {
                        above.push(if records_before == 1 { ' ' } else { '\n' });
                    }
                    above.push_str(cell);
                }
            }
            _ => records.push(cells),
        }
    }
    records
}
