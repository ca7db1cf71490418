//! Tables as database clients print them: a header, a rule of dashes under each name, rows, and lines of talk around. And as programs
//! print lists page by page: under the header one rule from end to end, rows up to a blank line, totals, and the header again.

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
    /// The rule goes from end to end, and tells no columns.
    unbroken: bool,
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
        if is_unbroken(line) {
            let rows = lines.clone().take_while(|line| !line.trim().is_empty()).take(SAMPLE);
            let table = Ruled::listed(before, &rows.collect::<Vec<_>>(), unit);
            if table.is_some() {
                return table;
            }
        }
        before = line;
    }
    None
}

/// Reads the whole text: rows into one table, all else as lines around it.
pub(super) fn read(window: &mut Window<'_>, table: &Ruled, output: &mut dyn Output) -> u64 {
    output.declare(0, "", TableKind::Rows, table.names.clone());
    let (mut batch, mut number, mut around) = (Batch::default(), 0, Around::default());
    let (mut begun, mut headed) = (false, false);
    while let Some((content, length)) = next_line(window) {
        let offset = window.offset(0);
        let line = &window.rest()[..content];
        let heads = table.is_header(line);
        // Above a rule stand names, of whichever table.
        let is_rule = |line: &str| shape(line).is_some() || table.unbroken && is_unbroken(line);
        let names = window.rest()[length..].lines().next().is_some_and(is_rule);
        let rule = is_rule(line);
        // The rule of another table ends this one.
        if rule {
            begun = table.is_ruled_by(line, headed);
        } else if table.unbroken && line.trim().is_empty() {
            begun = false;
        }
        headed = heads;
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
        let columns = Columns { unit, starts, record: None };
        let mut table = Self { columns, widths, names: Vec::new(), unbroken: false };
        table.names = cells(header, &table.columns).map(|name| name.trim().to_string()).collect();
        let named = table.names.iter().filter(|name| name.chars().any(char::is_alphabetic)).count();
        (named * 2 > table.names.len() && table.fits(header)).then_some(table)
    }

    /// The table under a header and a rule from end to end: columns begin where names do, or before them where values are set
    /// to the right.
    fn listed(header: &str, rows: &[&str], unit: Unit) -> Option<Self> {
        let places = |line: &str| -> Vec<bool> {
            line.chars().flat_map(|c| std::iter::repeat_n(c == ' ', unit.width(c))).collect()
        };
        let names = names(&places(header));
        let rows: Vec<Vec<bool>> = rows.iter().map(|row| places(row)).collect();
        if names.len() < 3 || rows.len() < LEAST {
            return None;
        }
        let parted = |at: usize| {
            let parts = |row: &&Vec<bool>| row.get(at - 1).copied().unwrap_or(true);
            rows.iter().filter(parts).count() * 100 / rows.len()
        };
        let mut starts = vec![0];
        for two in names.windows(2) {
            let begin = two[1].0;
            let best =
                (two[0].1 + 1..begin).rev().max_by_key(|at| parted(*at)).filter(|_| parted(begin) < 80);
            let start = best.unwrap_or(begin);
            if parted(start) < 60 {
                return None;
            }
            starts.push(start);
        }
        let widths = starts.windows(2).map(|two| two[1] - two[0]).chain([usize::MAX]).collect();
        let columns = Columns { unit, starts, record: None };
        let mut table = Self { columns, widths, names: Vec::new(), unbroken: true };
        table.names = cells(header, &table.columns).map(|name| name.trim().to_string()).collect();
        let is_name = |name: &String| name.chars().any(char::is_alphabetic) && !name.contains(": ");
        table.names.iter().all(is_name).then_some(table)
    }

    /// Do rows of the table follow a rule? `headed`: its header stands above.
    fn is_ruled_by(&self, rule: &str, headed: bool) -> bool {
        match self.unbroken {
            true => headed,
            false => shape(rule)
                .is_some_and(|(starts, widths)| starts == self.columns.starts && widths == self.widths),
        }
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
        // A total says less than a row.
        let least = if self.unbroken { self.names.len().div_ceil(2).max(2) } else { 2 };
        blank && filled >= least && !prompted
    }

    fn is_header(&self, line: &str) -> bool {
        cells(line, &self.columns).map(str::trim).eq(self.names.iter().map(String::as_str))
    }
}

/// Dashes from end to end, more than under one name.
fn is_unbroken(line: &str) -> bool {
    const LEAST_DASHES: usize = 20;
    let line = line.trim();
    line.len() >= LEAST_DASHES
        && line.starts_with(['-', '='])
        && line.bytes().all(|byte| byte == line.as_bytes()[0])
}

/// Where the names of a header begin and end, two blanks or more between. `blanks`: which of its places are blank.
fn names(blanks: &[bool]) -> Vec<(usize, usize)> {
    let mut names: Vec<(usize, usize)> = Vec::new();
    for at in (0..blanks.len()).filter(|at| !blanks[*at]) {
        match names.last_mut() {
            Some((_, end)) if at < *end + 2 => *end = at + 1,
            _ => names.push((at, at + 1)),
        }
    }
    names
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

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn a_list_printed_page_by_page() {
        let line = |cells: [&str; 5]| {
            format!("{:<7}{:<15}{:<13}{:>8}  {}\n", cells[0], cells[1], cells[2], cells[3], cells[4])
        };
        let page = |number: usize, rows: &[[&str; 5]]| {
            let rows: String = rows.iter().map(|row| line(*row)).collect();
            let header = line(["ACCT", "NAME", "CITY", "OWED", "PHONE"]);
            format!(
                "\u{c}ACME DELIVERIES          PAGE {number}\n\n{header}{}\n{rows}\n   PAGE TOTAL: 3\n\n",
                "=".repeat(57)
            )
        };
        let first = [
            ["100007", "GINA JORDAN", "ELY", "12.50", "212-520-4156"],
            ["100014", "TAMARA DAVIS", "CAMBRIDGE", "10104.00", "514-260-9092"],
            ["100021", "MELISSA ELLIS", "KING'S LYNN", "3.10", "514-667-1279"],
        ];
        let other = [["100028", "PAUL ROY", "ELY", "1.00", "212-520-4157"]];
        let found = dump("r", (page(1, &first) + &page(2, &other)).as_bytes());
        assert!(found.contains("table 0 rows \"\": ACCT | NAME | CITY | OWED | PHONE"), "{found}");
        assert!(
            found.contains(
                "NAME=\"TAMARA DAVIS\" CITY=\"CAMBRIDGE\" OWED=\"10104.00\" PHONE=\"514-260-9092\""
            ),
            "{found}"
        );
        assert!(found.contains("0 #4 @") && found.contains("NAME=\"PAUL ROY\""), "{found}");
        assert!(found.contains("PAGE TOTAL: 3\"") && !found.contains("ACCT=\"ACCT\""), "{found}");
    }
}
