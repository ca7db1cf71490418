//! Databases that were made for the purpose: no file of anyone.

use proptest::prelude::*;

use super::layout::{JET3, JET4, Layout};
use super::{ACE, JET, cipher};
use crate::proving::{Rendered, dump, read_bytes};

/// A cell that goes into a row.
#[derive(Clone)]
enum Cell {
    Empty,
    Truth(bool),
    /// Bytes of a fixed length.
    Fixed(Vec<u8>),
    Variable(Vec<u8>),
}

/// Columns of made tables: name, code of the kind, bytes of a fixed one.
type Columns = [(&'static str, u8, Option<usize>)];

/// A database under way.
struct Made {
    layout: &'static Layout,
    pages: Vec<Vec<u8>>,
}

const MAPS: usize = 1;

impl Made {
    fn new(layout: &'static Layout, signature: &[u8], key: u32) -> Self {
        let mut header = vec![0; layout.page];
        header[..signature.len()].copy_from_slice(signature);
        header[0x14] = u8::from(layout.wide);
        header[0x3C..0x3E].copy_from_slice(&1252_u16.to_le_bytes());
        header[0x3E..0x42].copy_from_slice(&key.to_le_bytes());
        cipher::reveal_header(&mut header);
        let mut made = Self { layout, pages: vec![header] };
        made.row_page(b"\0\0\0\0");
        made
    }

    fn row_page(&mut self, owner: &[u8]) -> usize {
        let mut page = vec![0; self.layout.page];
        page[..2].copy_from_slice(&[1, 1]);
        page[4..8].copy_from_slice(owner);
        self.pages.push(page);
        self.pages.len() - 1
    }

    /// Adds a row to a page; its number there.
    fn row(&mut self, page: usize, bytes: &[u8], flags: u16) -> u8 {
        let (at, page) = (self.layout.row_count, &mut self.pages[page]);
        let count = usize::from(page[at]);
        let entry = |number: usize| at + 2 + 2 * number;
        let end = match count {
            0 => page.len(),
            _ => {
                usize::from(u16::from_le_bytes([page[entry(count - 1)], page[entry(count - 1) + 1]]) & 0x1FFF)
            }
        };
        let from = end - bytes.len();
        page[from..end].copy_from_slice(bytes);
        page[entry(count)..entry(count) + 2].copy_from_slice(&(from as u16 | flags).to_le_bytes());
        page[at] += 1;
        count as u8
    }

    /// A map of the pages of which it is told, in a row.
    fn map(&mut self, owned: &[usize]) -> u8 {
        let mut map = vec![0; 5 + 8];
        owned.iter().for_each(|page| map[5 + page / 8] |= 1 << (page % 8));
        self.row(MAPS, &map, 0)
    }

    fn text(&self, text: &str) -> Vec<u8> {
        if self.layout.wide {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
        }
    }

    /// Sets the definition of a table on its page, which was added as a row page.
    fn define(&mut self, page: usize, columns: &Columns, rows: u32, map: u8) {
        let layout = self.layout;
        let mut bytes = vec![0; layout.indexes];
        bytes[..2].copy_from_slice(&[2, 1]);
        bytes[layout.rows_claimed..layout.rows_claimed + 4].copy_from_slice(&rows.to_le_bytes());
        bytes[layout.kind] = if page == 2 { b'S' } else { b'N' };
        let variable = columns.iter().filter(|column| column.2.is_none()).count();
        bytes[layout.variable_count] = variable as u8;
        bytes[layout.column_count] = columns.len() as u8;
        bytes[layout.owned] = map;
        bytes[layout.owned + 1] = MAPS as u8;
        let (mut at, mut place) = (0_u16, 0);
        for (number, (_, kind, fixed)) in columns.iter().enumerate() {
            let mut block = vec![0; layout.column];
            block[0] = *kind;
            block[layout.number] = number as u8;
            match fixed {
                Some(length) => {
                    block[layout.flags] = 1;
                    block[layout.offset..layout.offset + 2].copy_from_slice(&at.to_le_bytes());
                    at += *length as u16;
                }
                None => {
                    block[layout.variable] = place;
                    place += 1;
                }
            }
            block[super::layout::SCALE] = 2;
            bytes.extend(block);
        }
        for (name, _, _) in columns {
            let name = self.text(name);
            bytes.push(name.len() as u8);
            bytes.extend(layout.wide.then_some(0));
            bytes.extend(name);
        }
        let target = &mut self.pages[page];
        target.fill(0);
        target[..bytes.len()].copy_from_slice(&bytes);
    }

    /// A row's bytes.
    fn cells(&self, cells: &[Cell]) -> Vec<u8> {
        let count = |number: usize| (number as u16).to_le_bytes()[..self.layout.count_width()].to_vec();
        let mut bytes = count(cells.len());
        let mut mask = vec![0_u8; cells.len().div_ceil(8)];
        for (number, cell) in cells.iter().enumerate() {
            if let Cell::Fixed(fixed) = cell {
                bytes.extend(fixed);
            }
            let is_set = !matches!(cell, Cell::Empty | Cell::Truth(false));
            mask[number / 8] |= u8::from(is_set) << (number % 8);
        }
        let mut places = Vec::new();
        for cell in cells {
            if let Cell::Variable(value) = cell {
                places.push(bytes.len());
                bytes.extend(value);
            } else if matches!(cell, Cell::Empty) {
                // Made tables leave only columns of variable length empty.
                places.push(bytes.len());
            }
        }
        let jumps = if self.layout.wide { 0 } else { (bytes.len() + places.len() + 3 + mask.len()) / 256 };
        let end = bytes.len();
        places.push(end);
        places.iter().rev().for_each(|place| bytes.extend(&count(*place)));
        for jump in (1..=jumps).rev() {
            let first = places.iter().position(|place| *place >= jump * 256);
            bytes.push(first.map_or(0xFF, |first| first as u8));
        }
        bytes.extend(count(places.len() - 1));
        bytes.extend(mask);
        bytes
    }

    fn finish(mut self, key: u32) -> Vec<u8> {
        if key != 0 {
            for (number, page) in self.pages.iter_mut().enumerate().skip(1) {
                cipher::apply((key ^ number as u32).to_le_bytes(), page);
            }
        }
        self.pages.concat()
    }
}

const LIST: &Columns =
    &[("Id", 0x04, Some(4)), ("Type", 0x03, Some(2)), ("Flags", 0x04, Some(4)), ("Name", 0x0A, None)];
const PEOPLE: &Columns = &[
    ("id", 0x04, Some(4)),
    ("Name", 0x0A, None),
    ("E-mail", 0x0A, None),
    ("born", 0x08, Some(8)),
    ("owes", 0x05, Some(8)),
    ("rate", 0x10, Some(17)),
    ("active", 0x01, Some(0)),
    ("note", 0x0C, None),
    ("photo", 0x0B, None),
];

fn head(length: u32, flags: u32, page: usize, row: u8) -> Vec<u8> {
    let pointer = (page as u32) << 8 | u32::from(row);
    [(length | flags).to_le_bytes(), pointer.to_le_bytes(), [0; 4]].concat()
}

/// A database of two tables of the user's, one of the system's and one that stands elsewhere.
fn database(layout: &'static Layout, signature: &[u8], key: u32) -> Vec<u8> {
    let mut made = Made::new(layout, signature, key);
    let list = made.row_page(&[0; 4]);
    let list_rows = made.row_page(&[2, 0, 0, 0]);
    let people = made.row_page(&[0; 4]);
    let rows = made.row_page(&[people as u8, 0, 0, 0]);
    let more_rows = made.row_page(&[people as u8, 0, 0, 0]);
    let long = made.row_page(b"LVAL");
    let empty = made.row_page(&[0; 4]);
    let maps = [made.map(&[list_rows]), made.map(&[rows, more_rows]), made.map(&[])];
    let entries = [
        (2, 1_i16, 0x8000_0000_u32, "MSysObjects"),
        (people, 1, 0, "people"),
        (empty, 1, 0, "empty"),
        (0, 6, 0, "orders"),
        (0, 5, 0, "a query"),
    ];
    made.define(list, LIST, entries.len() as u32, maps[0]);
    made.define(people, PEOPLE, 4, maps[1]);
    made.define(empty, &[("a", 0x0A, None)], 0, maps[2]);
    for (page, kind, flags, name) in entries {
        let cells = [
            Cell::Fixed((page as u32).to_le_bytes().to_vec()),
            Cell::Fixed(kind.to_le_bytes().to_vec()),
            Cell::Fixed(flags.to_le_bytes().to_vec()),
            Cell::Variable(made.text(name)),
        ];
        let row = made.cells(&cells);
        made.row(list_rows, &row, 0);
    }
    let whole = made.text("Called on Monday; asked for Paul Lee.");
    let (first, second) = whole.split_at(20);
    let one_piece = made.row(long, &whole, 0);
    let behind = made.row(long, &[&[0; 4], second].concat(), 0);
    let before =
        made.row(long, &[&((long as u32) << 8 | u32::from(behind)).to_le_bytes(), first].concat(), 0);
    let length = whole.len() as u32;
    let notes = [
        [head(length, 0x8000_0000, 0, 0), whole.clone()].concat(),
        head(length, 0x4000_0000, long, one_piece),
        head(length, 0, long, before),
        Vec::new(),
    ];
    for (number, note) in notes.into_iter().enumerate() {
        let person = |name: &str, mail: &str| (made.text(name), made.text(mail));
        let (name, mail) = match number {
            0 => person("Anne Roy", "anne.roy@example.com"),
            1 => person("Léa Roy", "lea.roy@example.com"),
            2 => person("Paul Lee", "paul.lee@example.com"),
            // Long enough that places of one byte do not do.
            _ => person(&"Long ".repeat(40), &"mail".repeat(50)),
        };
        let name = if number == 1 && layout.wide { b"\xFF\xFEL\xE9a Roy".to_vec() } else { name };
        let cells = [
            Cell::Fixed((number as u32 + 1).to_le_bytes().to_vec()),
            Cell::Variable(name),
            Cell::Variable(mail),
            Cell::Fixed((29_221.5_f64).to_le_bytes().to_vec()),
            Cell::Fixed((-12_500_i64).to_le_bytes().to_vec()),
            Cell::Fixed([vec![0x80], vec![0; 12], 1_250_u32.to_le_bytes().to_vec()].concat()),
            Cell::Truth(number == 0),
            if note.is_empty() { Cell::Empty } else { Cell::Variable(note) },
            Cell::Variable(vec![0xFF, 0xD8]),
        ];
        let row = made.cells(&cells);
        match number {
            // It grew, and moved: where it stood a pointer stands, and where it stands it counts as deleted.
            2 => {
                let moved = made.row(more_rows, &row, 0x8000);
                made.row(rows, &((more_rows as u32) << 8 | u32::from(moved)).to_le_bytes(), 0x4000)
            }
            3 => made.row(more_rows, &row, 0),
            _ => made.row(rows, &row, 0),
        };
    }
    let gone = made.cells(&[Cell::Empty]);
    made.row(rows, &gone, 0x8000);
    made.finish(key)
}

fn jet4() -> Vec<u8> {
    database(&JET4, JET, 0)
}

fn jet3() -> Vec<u8> {
    database(&JET3, JET, 0)
}

fn source(bytes: &[u8]) -> Rendered {
    read_bytes("f", bytes).remove("f").expect("read")
}

/// Tables, and rows without where they stood.
fn rows(bytes: &[u8]) -> Vec<String> {
    let without_place = |row: String| match row.split_once(": ") {
        Some((place, cells)) if place.contains('#') => cells.to_string(),
        _ => row,
    };
    source(bytes).rows.into_iter().map(without_place).collect()
}

#[test]
fn every_table_and_kind_of_value() {
    let bytes = jet4();
    let long = format!("Name=\"{}\" E-mail=\"{}\"", "Long ".repeat(40), "mail".repeat(50));
    let rest = "born=\"1980-01-01T12:00:00\" owes=\"-1.25\" rate=\"-12.5\"";
    let note = "note=\"Called on Monday; asked for Paul Lee.\"";
    let expected = [
        "f: access  36864/36864".to_string(),
        "table 0 rows \"people\": id | Name | E-mail | born | owes | rate | active | note | photo".to_string(),
        format!("0 #1 @24379: id=\"1\" Name=\"Anne Roy\" E-mail=\"anne.roy@example.com\" {rest} active=\"true\" {note}"),
        format!("0 #2 @24265: id=\"2\" Name=\"Léa Roy\" E-mail=\"lea.roy@example.com\" {rest} active=\"false\" {note}"),
        format!("0 #3 @28549: id=\"3\" Name=\"Paul Lee\" E-mail=\"paul.lee@example.com\" {rest} active=\"false\" {note}"),
        format!("0 #4 @27694: id=\"4\" {long} {rest} active=\"false\""),
        "table 1 rows \"empty\": a".to_string(),
        "gap 36864..36864 unsupported-format: table \"orders\" stands in another file, to which this one only links"
            .to_string(),
    ];
    let found = dump("f", &bytes);
    let found: Vec<&str> = found.lines().map(str::trim).collect();
    assert_eq!(found, expected);
}

#[test]
fn older_newer_and_encoded_ones_hold_the_same() {
    let expected = rows(&jet4());
    assert_eq!(rows(&jet3()), expected);
    assert_eq!(rows(&database(&JET4, ACE, 0)), expected);
    assert_eq!(rows(&database(&JET4, JET, 0x1234_5678)), expected);
    assert_eq!(rows(&database(&JET3, JET, 0x8765_4321)), expected);
}

#[test]
fn an_encrypted_one_is_a_gap() {
    let found = source(&database(&JET4, ACE, 77));
    assert_eq!(found.rows.len(), 0);
    let [gap] = found.gaps.as_slice() else { panic!("one gap") };
    assert_eq!((gap.reason.code(), gap.from, gap.to), ("encrypted", 0, found.bytes));
}

/// Where a page of the made database begins.
fn page(number: usize) -> usize {
    number * JET4.page
}

#[test]
fn a_lost_map_is_made_good_by_the_pages() {
    let expected = rows(&jet4());
    let mut bytes = jet4();
    bytes[page(1)..page(2)].fill(0xA5);
    assert_eq!(rows(&bytes), expected);
    assert_eq!(source(&bytes).gaps, source(&jet4()).gaps);
}

#[test]
fn a_lost_list_costs_the_names_only() {
    let mut bytes = jet4();
    bytes[page(3)..page(4)].fill(0);
    let found = source(&bytes);
    assert!(found.rows[0].starts_with("table 0 rows \"page 4\": id | Name"));
    assert!(found.rows.iter().any(|row| row.contains("anne.roy@example.com")));
    assert!(found.gaps.iter().any(|gap| gap.from == page(3) as u64));
}

#[test]
fn a_lost_definition_costs_all_pages_of_the_table() {
    let mut bytes = jet4();
    bytes[page(4)..page(5)].fill(0);
    let found = source(&bytes);
    assert_eq!(found.records, 0);
    let lost: Vec<u64> = found.gaps.iter().map(|gap| gap.bytes()).collect();
    assert_eq!(lost.iter().sum::<u64>(), 3 * JET4.page as u64);
}

#[test]
fn a_long_text_in_a_circle_ends() {
    let mut bytes = jet4();
    // The second piece leads back to the first instead of ending; the row claims far more than both hold.
    let long = page(7);
    let entry = |number: usize| {
        usize::from(u16::from_le_bytes([bytes[long + 14 + 2 * number], bytes[long + 15 + 2 * number]]))
    };
    let behind = long + entry(1);
    bytes[behind..behind + 4].copy_from_slice(&(7_u32 << 8 | 2).to_le_bytes());
    let claimed = 74_u32.to_le_bytes();
    let head = [&claimed[..], &(7_u32 << 8 | 2).to_le_bytes()].concat();
    let at = memchr::memmem::find(&bytes, &head).expect("the head of the long text");
    bytes[at..at + 4].copy_from_slice(&0x00FF_FFFF_u32.to_le_bytes());
    let found = source(&bytes);
    assert_eq!(found.records, 4);
    assert!(found.gaps.iter().any(|gap| gap.detail.contains("long text")));
}

#[test]
fn a_row_that_points_to_itself_ends() {
    let mut bytes = jet4();
    let rows = page(5);
    // Its third row is the pointer.
    let at = rows + usize::from(u16::from_le_bytes([bytes[rows + 18], bytes[rows + 19]]) & 0x1FFF);
    bytes[at..at + 4].copy_from_slice(&(5_u32 << 8 | 2).to_le_bytes());
    let found = source(&bytes);
    assert_eq!(found.records, 3);
    assert!(found.gaps.iter().any(|gap| gap.detail.contains("circle")));
}

/// Where rows are missing that the whole has, gaps say so.
fn loses_with_gaps_only(bytes: &[u8], whole: &Rendered) {
    let found = source(bytes);
    if found.records < whole.records {
        assert!(
            found.gaps.iter().any(|gap| gap.reason.code() != "unsupported-format"),
            "rows lost in silence"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn arbitrary_bytes_never_panic(version in 0_u8..4, bytes in prop::collection::vec(any::<u8>(), 0..20_000)) {
        read_bytes("f", &[JET, &[version], &bytes].concat());
        read_bytes("f", &[ACE, &[version], &bytes].concat());
    }

    #[test]
    fn cut_anywhere_it_loses_with_gaps_only(cut in 20_usize..36_864) {
        let whole = jet4();
        let found = source(&whole[..cut]);
        prop_assert!(!found.gaps.is_empty());
        // The long texts stand behind the rows.
        let without_note = |bytes: &[u8]| -> Vec<String> {
            let cells = |row: &str| row.split(" note=").next().unwrap_or_default().to_string();
            rows(bytes).iter().map(|row| cells(row)).collect()
        };
        let expected = without_note(&whole);
        prop_assert!(without_note(&whole[..cut]).iter().all(|row| row.starts_with("table") || expected.contains(row)));
        loses_with_gaps_only(&whole[..cut], &source(&whole));
    }

    #[test]
    fn pages_of_noise_cost_gaps_only(
        number in 1_usize..9, from in 0_usize..4_000, noise in prop::collection::vec(any::<u8>(), 1..96), old in any::<bool>(),
    ) {
        let (mut bytes, layout) = if old { (jet3(), &JET3) } else { (jet4(), &JET4) };
        let whole = source(&bytes);
        let at = number * layout.page + from % (layout.page - noise.len());
        bytes[at..at + noise.len()].copy_from_slice(&noise);
        loses_with_gaps_only(&bytes, &whole);
    }

    #[test]
    fn many_wrong_bytes_never_panic(wrong in prop::collection::vec((2_048_usize..36_864, any::<u8>()), 1..200)) {
        let mut bytes = jet4();
        wrong.iter().for_each(|(at, byte)| bytes[*at] = *byte);
        source(&bytes);
    }
}
