//! Several tables in one file, one below the other: a blank line, perhaps a title, a header of its own.

use super::dialect::Dialect;
use super::{is_header, split};

/// Records looked at beyond a blank line.
const LOOKED_AT: usize = 24;
/// Lines of title above a table.
const TITLES: usize = 3;

/// A table that begins beyond a blank line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Lines before its first row, blank ones and the header included.
    pub lines: usize,
    /// The line above it, if there is one.
    pub title: String,
    /// What its columns are called, if it says so.
    pub header: Option<Vec<String>>,
    /// Fields of its first row.
    pub width: usize,
}

/// A line as fields.
struct Line {
    fields: Vec<String>,
    /// One past the last field that is not empty.
    width: usize,
}

/// Is there nothing in a record but separators?
pub(super) fn is_blank(record: &str, dialect: &Dialect) -> bool {
    let delimiter = dialect.delimiter.as_bytes();
    record.bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'"' || delimiter.contains(&byte))
}

/// The table that begins below the blank line that a text begins with; `None` where the same table goes on. `last`: no more
/// text follows.
pub(super) fn ahead(text: &str, last: bool, dialect: &Dialect, columns: usize) -> Option<Block> {
    let mut lines = Lines { rest: text, last, dialect, spans: Vec::new() };
    let (mut passed, mut title) = (0, None);
    let first = loop {
        let line = lines.next()?;
        passed += 1;
        match line.width {
            0 => {}
            1 if title.is_none() || passed <= TITLES => title = line.fields.into_iter().next(),
            1 => return None,
            _ => break line,
        }
    };
    // Where the same table goes on, its next row tells at once.
    let goes_on = first.fields.len() == columns && title.is_none();
    if goes_on && !may_be_header(&first) {
        return None;
    }
    let body: Vec<Line> = lines.take(LOOKED_AT).take_while(|line| line.width > 0).collect();
    let fitting = body.iter().filter(|line| line.width <= first.width).count();
    if body.is_empty() || fitting * 5 < body.len() * 4 {
        return None;
    }
    let names = first.fields[..first.width].to_vec();
    let rows: Vec<Vec<String>> =
        body.iter().map(|line| line.fields[..line.fields.len().min(first.width)].to_vec()).collect();
    let title = title.unwrap_or_default().trim().to_string();
    if is_header(&names, &rows) {
        return Some(Block { lines: passed, title, header: Some(names), width: first.width });
    }
    let regular = body.len() >= 2 && body.iter().all(|line| line.fields.len() == first.fields.len());
    (regular && first.fields.len() != columns).then(|| Block {
        lines: passed - 1,
        title,
        header: None,
        width: first.fields.len(),
    })
}

/// Could the line be a header: has it words only?
fn may_be_header(line: &Line) -> bool {
    line.fields[..line.width]
        .iter()
        .all(|field| !field.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@'))
}

/// The lines of a text, one after another.
struct Lines<'a> {
    rest: &'a str,
    last: bool,
    dialect: &'a Dialect,
    spans: Vec<split::Span>,
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.rest.is_empty() {
            return None;
        }
        let cut = split::cut(self.rest, self.dialect, self.last, &mut self.spans)?;
        let mut fields = Vec::new();
        split::fields(&self.rest[..cut.content], self.dialect, cut, &self.spans, |value| {
            fields.push(value.to_string())
        });
        self.rest = &self.rest[cut.length..];
        let width = fields.iter().rposition(|field| !field.trim().is_empty()).map_or(0, |at| at + 1);
        Some(Line { fields, width })
    }
}
