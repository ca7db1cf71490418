//! Databases that were made for the purpose: no file of anyone.

use proptest::prelude::*;

use super::layout::{JET3, JET4, Layout};
use super::made::{Cell, Columns, Made, head};
use super::{ACE, JET};
use crate::proving::{Rendered, dump, read_bytes};

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
    let maps = [made.map(&[rows, more_rows]), made.map(&[])];
    made.define(people, PEOPLE, 4, maps[0]);
    made.define(empty, &[("a", 0x0A, None)], 0, maps[1]);
    let entries = [
        (2, 1, 0x8000_0000, "MSysObjects"),
        (people, 1, 0, "people"),
        (empty, 1, 0, "empty"),
        (0, 6, 0, "orders"),
        (0, 5, 0, "a query"),
    ];
    made.list(list, list_rows, &entries);
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
        "gap 36864..36864 binary: table \"people\": 4 pictures or other objects are not read".to_string(),
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

/// A database of one table.
fn one_table(name: &str, flags: u32, columns: &Columns, rows: &[Vec<Cell>], long: &[u8]) -> Vec<u8> {
    let mut made = Made::new(&JET4, ACE, 0);
    let list = made.row_page(&[0; 4]);
    let list_rows = made.row_page(&[2, 0, 0, 0]);
    let table = made.row_page(&[0; 4]);
    let held = made.row_page(&[table as u8, 0, 0, 0]);
    let apart = made.row_page(b"LVAL");
    made.row(apart, long, 0);
    let map = made.map(&[held]);
    made.define(table, columns, rows.len() as u32, map);
    made.list(list, list_rows, &[(2, 1, 0x8000_0000, "MSysObjects"), (table, 1, flags, name)]);
    for row in rows {
        let row = made.cells(row);
        made.row(held, &row, 0);
    }
    made.finish(0)
}

/// The page of long texts in a database of one table.
const APART: usize = 6;

#[test]
fn attachments_are_sources() {
    let inner =
        [&20_u32.to_le_bytes()[..], &[0; 16], b"Name: Anne Roy\nE-mail: anne.roy@example.com\n"].concat();
    let kept = [&0_u32.to_le_bytes()[..], &(inner.len() as u32).to_le_bytes(), &inner].concat();
    let columns: &Columns = &[("FileData", 0x0B, None), ("FileName", 0x0A, None)];
    let name = "card.txt".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let row = vec![Cell::Variable(head(kept.len() as u32, 0x4000_0000, APART, 0)), Cell::Variable(name)];
    let table = "f_0123456789ABCDEF0123456789ABCDEF_papers";
    let found = dump("f", &one_table(table, 0x800A_0000, columns, &[row], &kept));
    assert!(found.contains("table 0 rows \"papers\": FileData | FileName"), "{found}");
    assert!(found.contains("f!/1/1/card.txt: "), "{found}");
    assert!(found.contains("anne.roy@example.com"), "{found}");
    assert!(!found.contains("gap"), "{found}");
}

#[test]
fn a_text_that_all_rows_point_to_is_not_read_without_end() {
    let long = b"x\0".repeat(1_900);
    let row = vec![Cell::Variable(head(long.len() as u32, 0x4000_0000, APART, 0))];
    let found = source(&one_table("t", 0, &[("note", 0x0C, None)], &vec![row; 150], &long));
    assert_eq!(found.records, 150);
    assert!(found.gaps.iter().any(|gap| gap.reason.code() == "limit"));
}

#[test]
fn nothing_to_be_found_is_a_gap_over_all() {
    let mut bytes = jet4();
    let whole = bytes.len() as u64;
    bytes[page(1)..].fill(0xA5);
    let lost: u64 = source(&bytes).gaps.iter().map(|gap| gap.bytes()).sum();
    assert_eq!(lost, whole);
}

/// Where rows are missing that the whole has, gaps say so.
fn loses_with_gaps_only(bytes: &[u8], whole: &Rendered) {
    let found = source(bytes);
    if found.records < whole.records {
        assert!(
            found.gaps.iter().any(|gap| !["unsupported-format", "binary"].contains(&gap.reason.code())),
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
