//! Fixed-width text: columns stand at the same place in every line.

mod borders;
mod labels;
mod ruled;
mod unbroken;

use whose_model::{Batch, TableKind};

use super::delimited::{Around, is_header};
use crate::lookahead::{self, next_line};
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};
use borders::Grid;

/// Lines of the sample; fewer than the least tell nothing.
const SAMPLE: usize = 400;
const LEAST: usize = 4;
/// Longest line that is looked at.
const WIDEST: usize = 8_192;
/// More lines above the rows are no titles.
const MOST_TITLES: usize = 5;

/// Fixed-width text.
pub struct FixedWidth;

/// What columns are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Character,
    /// A character beyond ASCII counts two: bytes of CP949 and its like, and cells on a terminal.
    DoubleByte,
    /// Bytes of UTF-8.
    Utf8,
}

impl Unit {
    const fn width(self, c: char) -> usize {
        match self {
            Self::Character => 1,
            Self::DoubleByte => 1 + (!c.is_ascii()) as usize,
            Self::Utf8 => c.len_utf8(),
        }
    }

    fn length(self, line: &str) -> usize {
        line.chars().map(|c| self.width(c)).sum()
    }
}

/// Where columns begin and end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Columns {
    unit: Unit,
    /// Begin of each column; the last one goes to the end of the line.
    starts: Vec<usize>,
    /// Length of the records, where no line ends part them.
    record: Option<usize>,
}

impl Format for FixedWidth {
    fn code(&self) -> &'static str {
        "fixed-width"
    }

    fn title(&self) -> &'static str {
        "Fixed-width text, in characters or bytes: records, printed lists, labels side by side"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let printed = |text: &str| {
            ruled::find(text, Unit::Character).is_some() || labels::find(text, Unit::Character).is_some()
        };
        if head.text.is_some_and(printed) {
            return Recognition::Certain;
        }
        match head.text.and_then(|text| sniff(text, head.is_whole(), false, head.length)) {
            Some(columns)
                if head.text.is_some_and(|text| {
                    is_aligned(text, &columns) || columns.record.is_some() && holds_packed(text)
                }) =>
            {
                Recognition::Certain
            }
            Some(_) => Recognition::Likely,
            None => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let (double_byte, length) = (input.is_double_byte(), input.length());
        let Ok(mut text) = input.text() else { return Reading::default() };
        let mut window = Window::new(text.as_mut());
        let (end, whole) = lookahead::head(&mut window);
        let head = &window.rest()[..end];
        let cells_of = if double_byte { Unit::DoubleByte } else { Unit::Character };
        if let Some(table) = ruled::find(head, cells_of) {
            return Reading { records: ruled::read(&mut window, &table, output) };
        }
        if let Some(columns) = labels::find(head, cells_of) {
            return Reading { records: labels::read(&mut window, &columns, output) };
        }
        let Some(columns) = sniff(head, whole, double_byte, length) else {
            return super::text::read_window(window, 0, output);
        };
        let lines: Vec<&str> = match columns.record {
            Some(length) => unbroken::records(head, length, columns.unit),
            None => head.lines().collect(),
        };
        let lines: Vec<Vec<String>> = lines
            .into_iter()
            .filter(|line| !is_rule(line) && !line.trim().is_empty())
            .take(SAMPLE)
            .map(|line| cells(line, &columns).map(|cell| cell.trim().to_string()).collect())
            .collect();
        let titles = titles(&lines);
        let header = lines[titles..]
            .split_first()
            .filter(|(first, body)| is_header(first, body))
            .map(|(first, _)| first.clone());
        let (kind, names) = match &header {
            Some(names) => (TableKind::Rows, names.clone()),
            None => {
                (TableKind::RowsWithoutHeader, (1..=columns.starts.len()).map(|n| n.to_string()).collect())
            }
        };
        output.declare(0, "", kind, names);
        Reading { records: read_rows(&mut window, &columns, titles, header.is_some(), output) }
    }
}

fn read_rows(
    window: &mut Window<'_>,
    columns: &Columns,
    mut titles: usize,
    mut skip_header: bool,
    output: &mut dyn Output,
) -> u64 {
    let mut batch = Batch::default();
    let mut number = 0;
    let mut around = Around::default();
    while let Some((content, length)) = next_record(window, columns) {
        let offset = window.offset(0);
        let line = &window.rest()[..content];
        let is_row = !line.trim().is_empty() && !is_rule(line);
        if is_row && titles > 0 {
            titles -= 1;
            let line = line.to_string();
            around.line(&line, offset, output);
        } else if is_row && !std::mem::take(&mut skip_header) {
            number += 1;
            for (column, cell) in cells(line, columns).enumerate() {
                batch.push(column as u32, 0, cell.trim());
            }
            batch.end_record(number, offset);
        }
        window.cut(length);
        if batch.is_full() {
            output.hand_over(0, &mut batch);
            if output.stopped() {
                return number;
            }
        }
    }
    output.hand_over(0, &mut batch);
    around.end(output);
    number
}

/// Length of the next record without and with its end.
fn next_record(window: &mut Window<'_>, columns: &Columns) -> Option<(usize, usize)> {
    let Some(length) = columns.record else { return next_line(window) };
    // No character takes more than four bytes.
    lookahead::reach(window, length * 4);
    let end = split_at(window.rest(), length, columns.unit);
    (end > 0).then_some((end, end))
}

/// How many of the first rows are titles: they say one thing, the row behind them says more.
fn titles(rows: &[Vec<String>]) -> usize {
    let said = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let first = rows.iter().position(|row| said(row) > 1).unwrap_or(0);
    if first <= MOST_TITLES { first } else { 0 }
}

/// A line of dashes under a header.
fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && line.chars().all(|c| matches!(c, '-' | '=' | '+' | '_' | '|' | ' '))
        && line.contains(['-', '=', '_'])
}

/// The cells of a line.
fn cells<'l>(line: &'l str, columns: &'l Columns) -> impl Iterator<Item = &'l str> {
    let mut rest = line;
    let mut at = 0;
    columns.starts.iter().enumerate().map(move |(index, _)| {
        let Some(next) = columns.starts.get(index + 1) else { return rest };
        let wanted = next - at;
        let end = split_at(rest, wanted, columns.unit);
        at = *next;
        let (cell, after) = rest.split_at(end);
        rest = after;
        cell
    })
}

/// Bytes of the first so many units.
fn split_at(text: &str, units: usize, unit: Unit) -> usize {
    if text.len() >= units && text.as_bytes()[..units].is_ascii() {
        return units;
    }
    let mut passed = 0;
    for (at, c) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += unit.width(c);
    }
    text.len()
}

/// The columns of a text from its head. `length`: of the whole source, in bytes.
fn sniff(head: &str, whole: bool, double_byte: bool, length: u64) -> Option<Columns> {
    let units: &[Unit] = if double_byte {
        &[Unit::DoubleByte, Unit::Character]
    } else {
        &[Unit::Character, Unit::DoubleByte, Unit::Utf8]
    };
    // Bytes of packed numbers are line ends by chance.
    if holds_packed(head) {
        return without_lines(head, units, length).or_else(|| in_lines(head, whole, units));
    }
    in_lines(head, whole, units).or_else(|| without_lines(head, units, length))
}

/// Do packed numbers stand among the text, as mainframes write them? Some of their bytes are no characters of a text.
fn holds_packed(head: &str) -> bool {
    const ONE_IN: usize = 500;
    let strange = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    head.chars().filter(strange).count() * ONE_IN > head.len()
}

fn in_lines(head: &str, whole: bool, units: &[Unit]) -> Option<Columns> {
    let mut lines: Vec<&str> =
        head.lines().filter(|line| !line.trim().is_empty() && !is_rule(line)).take(SAMPLE).collect();
    if !whole {
        lines.pop();
    }
    if lines.len() < LEAST || lines.iter().any(|line| line.len() > WIDEST || line.contains('\t')) {
        return None;
    }
    let equal = units.iter().find(|unit| are_equally_long(&lines, **unit));
    let columns = match equal {
        Some(unit) => Some((Grid::new(&lines, *unit).starts(true), *unit)),
        None => units.iter().map(|unit| (Grid::new(&lines, *unit).starts(false), *unit)).max_by_key(
            |(starts, unit)| (starts.len(), std::cmp::Reverse(units.iter().position(|other| other == unit))),
        ),
    };
    let (starts, unit) = columns?;
    let needed = match (equal.is_some(), lines.len()) {
        (true, _) => 2,
        (false, ..8) => return None,
        (false, _) => 3,
    };
    (starts.len() >= needed).then_some(Columns { unit, starts, record: None })
}

fn without_lines(head: &str, units: &[Unit], length: u64) -> Option<Columns> {
    let length = head.is_ascii().then_some(length);
    units.iter().find_map(|unit| {
        let record = unbroken::record_length(head, *unit, length)?;
        let records = unbroken::records(head, record, *unit);
        let starts = Grid::new(&records, *unit).starts(true);
        (starts.len() >= 3).then_some(Columns { unit: *unit, starts, record: Some(record) })
    })
}

/// Long lines of one length in several columns, with no separator at one place: commas in names make no delimited text of it.
fn is_aligned(head: &str, columns: &Columns) -> bool {
    let mut lines: Vec<&str> =
        head.lines().filter(|line| !line.trim().is_empty() && !is_rule(line)).collect();
    lines.pop();
    if columns.record.is_some() || lines.len() < 8 || lines[1].len() < 40 || columns.starts.len() < 4 {
        return false;
    }
    let middle = lines[lines.len() / 2].as_bytes();
    let is_everywhere = |at: usize| {
        lines.iter().filter(|line| line.as_bytes().get(at) == Some(&middle[at])).count() * 10
            >= lines.len() * 9
    };
    are_equally_long(&lines, columns.unit)
        && !(0..middle.len()).any(|at| matches!(middle[at], b',' | b';' | b'|') && is_everywhere(at))
}

/// Nearly all lines have one length, apart from a header.
fn are_equally_long(lines: &[&str], unit: Unit) -> bool {
    let body = &lines[1..];
    let length = unit.length(body[body.len() / 2]);
    let equal = body.iter().filter(|line| unit.length(line) == length).count();
    length >= 8 && equal * 100 >= body.len() * 95
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    const PEOPLE: &[(&str, &str, &str)] = &[
        ("홍길동", "800101", "서울시 종로구"),
        ("김영희", "750312", "부산시 해운대구"),
        ("이철", "991224", "대구시 중구"),
        ("남궁민수", "010203", "인천시"),
        ("박서연", "880808", "광주시 북구"),
    ];

    /// A line with columns of 10, 6 and 20 bytes, as programs on CP949 systems write them.
    fn in_bytes((name, birth, city): &(&str, &str, &str)) -> String {
        let pad = |text: &str, width: usize| " ".repeat(width - Unit::DoubleByte.length(text));
        format!("{name}{}{birth}{city}{}\n", pad(name, 10), pad(city, 20))
    }

    #[test]
    fn columns_of_cp949_exports_are_counted_in_bytes() {
        let text: String = PEOPLE.iter().map(in_bytes).collect();
        let (bytes, _, _) = encoding_rs::EUC_KR.encode(&text);
        let sources = read_bytes("f", &bytes);
        let source = &sources["f"];
        assert_eq!((source.format.as_str(), source.encoding.as_str()), ("fixed-width", "CP949"));
        assert_eq!(source.rows[1], "0 #1 @0: 1=\"홍길동\" 2=\"800101\" 3=\"서울시 종로구\"");
        assert_eq!(source.rows[4], "0 #4 @111: 1=\"남궁민수\" 2=\"010203\" 3=\"인천시\"");
    }

    #[test]
    fn a_header_and_its_rule_name_the_columns() {
        let text = "ID    NAME            CITY      \n----- --------------- ----------\n\
00001 Ada Lovelace    London    \n00002 Alan Turing     Wilmslow  \n00003 Grace Hopper    New York  \n00004 Edsger Dijkstra Rotterdam \n";
        let found = dump("f", text.as_bytes());
        assert!(found.contains("table 0 rows \"\": ID | NAME | CITY"), "{found}");
        assert!(found.contains("0 #2 @99: ID=\"00002\" NAME=\"Alan Turing\" CITY=\"Wilmslow\""), "{found}");
    }

    #[test]
    fn what_a_client_says_around_its_table_is_text() {
        let text = "SQL> select id, name, mail from people;\n\n        ID NAME            MAIL\n---------- --------------- ---------------\n\
\u{20}        1 Ada Lovelace    ada@x.example\n         2 Turing, Alan    alan@x.example\n\n        ID NAME            MAIL\n\
---------- --------------- ---------------\n         3 Grace Hopper    grace@x.example\n\n3 rows selected.\n";
        let found = dump("f", text.as_bytes());
        assert!(found.starts_with("f: fixed-width"), "{found}");
        assert!(found.contains("table 0 rows \"\": ID | NAME | MAIL"), "{found}");
        assert!(found.contains("ID=\"2\" NAME=\"Turing, Alan\" MAIL=\"alan@x.example\""), "{found}");
        assert!(found.contains("text=\"3 rows selected.\""), "{found}");
        assert_eq!(found.matches("NAME=").count(), 3, "{found}");
        // Another table below, with other columns: its rows are no rows of this one.
        let two =
            format!("{text}SQL> select * from towns;\n\n        NO TOWN\n---------- ----\n         7 Ely\n");
        let found = dump("f", two.as_bytes());
        assert!(found.contains("text=\"         7 Ely\""), "{found}");
        assert_eq!(found.matches("NAME=").count(), 3, "{found}");
    }

    #[test]
    fn commas_in_names_do_not_part_columns() {
        let people =
            ["Lovelace, Ada", "Turing, Alan", "Hopper, Grace", "Dijkstra, Edsger", "Liskov, Barbara"];
        let line = |number: usize| {
            format!(
                "{:08} {:<20} {:<12}ON L4H 1H{}\n",
                20_180_101 + number,
                people[number % 5],
                "Town",
                number % 10
            )
        };
        let text: String = (0..20).map(line).collect();
        let sources = read_bytes("f", text.as_bytes());
        assert_eq!(sources["f"].format, "fixed-width");
        assert!(sources["f"].rows[1].contains("2=\"Lovelace, Ada\" 3=\"Town\""), "{}", sources["f"].rows[1]);
    }

    proptest! {
        #[test]
        fn arbitrary_lines_cost_gaps_at_most(lines in proptest::collection::vec("[a 0가]{12}", 0..12)) {
            read_bytes("f", lines.join("\n").as_bytes());
        }
    }
}
