//! Rows of words between the lines of a table.

use super::columns::{Column, Columns};
use super::regions::WIDEST;
use super::rows::Row;
use super::rules::Ruled;

/// So many lines of text in one cell, and lines part sections of a page, not rows.
const MOST_LINES: usize = 12;
/// Fewer rows are believed only where each has one line in its first column.
const MANY_ROWS: usize = 5;

/// Takes the rows of words out that stand in a ruled table: its columns, and its rows of cells. Leaves them where they are when the
/// lines do not part records.
pub(super) fn taken(table: &Ruled, rows: &mut Vec<Row>) -> Option<(Columns, Vec<Vec<String>>)> {
    let band = |row: &Row| {
        let centre = row.line - row.size * 0.3;
        table.lines.windows(2).position(|pair| pair[0] <= centre && centre < pair[1])
    };
    let within = |row: &Row| {
        row.segments.iter().all(|segment| segment.from >= table.from - 2.0 && segment.to <= table.to + 2.0)
    };
    let is_own = |row: &Row| within(row) && band(row).is_some();
    let own: Vec<Row> = rows.iter().filter(|row| is_own(row)).cloned().collect();
    let columns = columns(table, &own)?;
    let mut bands: Vec<Vec<&Row>> = vec![Vec::new(); table.lines.len() - 1];
    for row in &own {
        bands[band(row)?].push(row);
    }
    let trusted = bands.len() >= MANY_ROWS;
    let full = |band: &&Vec<&Row>| {
        band.iter().filter(|row| row.segments.len() * 5 >= columns.count() * 3).count()
            > if trusted { 4 } else { 1 }
    };
    if bands.iter().any(|band| band.len() > MOST_LINES)
        || bands.iter().filter(full).count() * 10 > bands.len()
    {
        return None;
    }
    let records = bands.iter().filter(|band| !band.is_empty()).map(|band| cells(band, &columns)).collect();
    rows.retain(|row| !is_own(row));
    Some((columns, records))
}

/// The columns between upright lines, or those that the words stand in.
fn columns(table: &Ruled, rows: &[Row]) -> Option<Columns> {
    let columns = if table.columns.is_empty() {
        rows.iter().try_fold(Columns::default(), |columns, row| {
            Some(columns.with(row)).filter(|all| all.count() < WIDEST)
        })?
    } else {
        let edges: Vec<f64> =
            [table.from].into_iter().chain(table.columns.iter().copied()).chain([table.to]).collect();
        Columns(edges.windows(2).map(|pair| Column { from: pair[0] + 0.1, to: pair[1] - 0.1 }).collect())
    };
    (2..WIDEST).contains(&columns.count()).then_some(columns)
}

/// What a row of the table says in each column, its lines one below the other.
fn cells(band: &[&Row], columns: &Columns) -> Vec<String> {
    let mut cells = vec![String::new(); columns.count()];
    for row in band {
        for (cell, text) in cells.iter_mut().zip(columns.cells(row)).filter(|(_, text)| !text.is_empty()) {
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(&text);
        }
    }
    cells
}
