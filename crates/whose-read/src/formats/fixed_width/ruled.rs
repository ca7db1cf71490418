//! Tables as database clients print them: a header, a rule of dashes under each name, rows, and lines of talk around.

use whose_model::{Batch, TableKind};

use super::{Columns, Unit, cells};
use crate::Output;
use crate::formats::delimited::Around;
use crate::lookahead::next_line;
use crate::window::Window;

/// Rows that are looked at, and the fewest that make a table.
const SAMPLE: usize = 40;
const LEAST: usize = 3;

/// What a rule tells of the table below it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ruled {
    columns: Columns,
    /// Dashes of each column.
    widths: Vec<usize>,
    /// Names of the columns, as the header has them.
    names: Vec<String>,
}

/// The first table of a head that has a rule under its header.
pub(super) fn find(head: &str, unit: Unit) -> Option<Ruled> {
    let mut before = "";
    let mut lines = head.lines();
    while let Some(line) = lines.next() {
        if let Some(table) = Ruled::new(before, line, unit) {
            let rows = lines.clone().filter(|line| !line.trim().is_empty()).take(SAMPLE);
            let fitting = rows.filter(|line| table.fits(line)).count();
            return (fitting >= LEAST).then_some(table);
        }
        before = line;
    }
    None
}

/// Reads the whole text: rows into one table, all else as lines around it.
pub(super) fn read(window: &mut Window<'_>, table: &Ruled, output: &mut dyn Output) -> u64 {
    output.declare(0, "", TableKind::Rows, table.names.clone());
    let (mut batch, mut number, mut around) = (Batch::default(), 0, Around::default());
    let mut begun = false;
    while let Some((content, length)) = next_line(window) {
        let offset = window.offset(0);
        let line = &window.rest()[..content];
        let heads = table.is_header(line);
        // Above a rule stand names, of whichever table.
        let names = window.rest()[length..].lines().next().is_some_and(|next| shape(next).is_some());
        let rule = shape(line);
        // The rule of another table ends this one.
        if let Some((starts, widths)) = &rule {
            begun = *starts == table.columns.starts && *widths == table.widths;
        }
        let rule = rule.is_some();
        if begun && !heads && !names && !rule && !line.trim().is_empty() && table.fits(line) {
            number += 1;
            for (column, cell) in (0u32..).zip(cells(line, &table.columns)) {
                batch.push(column, 0, cell.trim());
            }
            batch.end_record(number, offset);
        } else if !heads && !rule && !line.trim().is_empty() {
            around.line(line, offset, output);
        }
        window.cut(length);
        if batch.is_full() {
            output.hand_over(0, &mut batch);
        }
        if output.stopped() {
            break;
        }
    }
    output.hand_over(0, &mut batch);
    around.end(output);
    number
}

impl Ruled {
    /// The table that a rule begins; `None` for a line that is none.
    fn new(header: &str, rule: &str, unit: Unit) -> Option<Self> {
        let (starts, widths) = shape(rule)?;
        let mut table = Self { columns: Columns { unit, starts }, widths, names: Vec::new() };
        table.names = cells(header, &table.columns).map(|name| name.trim().to_string()).collect();
        let named = table.names.iter().filter(|name| name.chars().any(char::is_alphabetic)).count();
        (named * 2 > table.names.len() && table.fits(header)).then_some(table)
    }

    /// Is every place blank at which the rule is?
    fn fits(&self, line: &str) -> bool {
        // What somebody typed: `SQL> spool off`.
        let prompted =
            line.split_once("> ").is_some_and(|(prompt, _)| prompt.chars().all(char::is_alphanumeric));
        let last = self.widths.len() - 1;
        let mut filled = 0;
        let blank =
            cells(line, &self.columns).zip(&self.widths).enumerate().all(|(column, (cell, width))| {
                filled += usize::from(!cell.trim().is_empty());
                column == last || self.columns.unit.length(cell.trim_end()) <= *width
            });
        blank && filled >= 2 && !prompted
    }

    fn is_header(&self, line: &str) -> bool {
        cells(line, &self.columns).map(str::trim).eq(self.names.iter().map(String::as_str))
    }
}

/// Where the columns under a rule of two runs of dashes or more begin, and how wide they are.
fn shape(rule: &str) -> Option<(Vec<usize>, Vec<usize>)> {
    let bare = rule.trim_end();
    let dash = bare.trim_start().chars().next().filter(|c| matches!(c, '-' | '='))?;
    if !bare.chars().all(|c| c == dash || c == ' ') {
        return None;
    }
    let (mut starts, mut widths): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (at, _) in bare.chars().enumerate().filter(|(_, c)| *c == dash) {
        match (starts.last(), widths.last_mut()) {
            (Some(start), Some(width)) if start + *width == at => *width += 1,
            _ => {
                starts.push(at);
                widths.push(1);
            }
        }
    }
    if starts.len() < 2 {
        return None;
    }
    widths[0] += starts[0];
    starts[0] = 0;
    Some((starts, widths))
}
