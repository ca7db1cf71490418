//! Which columns rows stand in.

use super::rows::{Row, Segment};

/// Where a column begins and ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) from: f64,
    pub(super) to: f64,
}

impl Column {
    const fn meets(&self, from: f64, to: f64) -> bool {
        from <= self.to && self.from <= to
    }
}

/// Columns of rows that were taken one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Columns(pub(super) Vec<Column>);

impl Columns {
    /// These columns and what this row adds to them.
    pub(super) fn with(&self, row: &Row) -> Self {
        let mut all: Vec<Column> = self.0.clone();
        all.extend(row.segments.iter().map(|segment| Column { from: segment.from, to: segment.to }));
        all.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut joined: Vec<Column> = Vec::new();
        for column in all {
            match joined.last_mut() {
                Some(last) if last.meets(column.from, column.to) => last.to = last.to.max(column.to),
                _ => joined.push(column),
            }
        }
        Self(joined)
    }

    pub(super) const fn count(&self) -> usize {
        self.0.len()
    }

    /// The number of the column that this stands in.
    pub(super) fn of(&self, segment: &Segment) -> Option<usize> {
        self.0.iter().position(|column| column.meets(segment.from, segment.to))
    }

    /// The text of a row in each column.
    pub(super) fn cells(&self, row: &Row) -> Vec<String> {
        let mut cells = vec![String::new(); self.count()];
        for segment in &row.segments {
            if let Some(cell) = self.of(segment).and_then(|at| cells.get_mut(at)) {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&segment.text);
            }
        }
        cells
    }

    /// Does a table that goes on stand in the same columns? Each meets its own, and no other.
    pub(super) fn go_on(&self, next: &Self) -> bool {
        let meets = |a: &Column, b: &Column| a.meets(b.from, b.to);
        self.count() == next.count()
            && self.0.iter().enumerate().all(|(at, column)| {
                next.0.iter().enumerate().all(|(other, behind)| meets(column, behind) == (at == other))
            })
    }
}
