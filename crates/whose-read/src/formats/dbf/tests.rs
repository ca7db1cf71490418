//! Tables built here, and what is read of them.

use proptest::prelude::*;

use super::header::Header;
use crate::proving::{dump, read_bytes};

/// A table of this version: columns (name, type, length), rows as they stand, and the number of the language driver.
fn table(version: u8, columns: &[(&str, u8, u8)], rows: &[Vec<u8>], language: u8) -> Vec<u8> {
    let length: u16 = 33 + 32 * columns.len() as u16 + if version == 0x30 { 263 } else { 0 };
    let row: u16 = 1 + columns.iter().map(|column| u16::from(column.2)).sum::<u16>();
    let mut bytes = vec![version, 119, 3, 31];
    bytes.extend((rows.len() as u32).to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(row.to_le_bytes());
    bytes.resize(29, 0);
    bytes.extend([language, 0, 0]);
    for (name, kind, length) in columns {
        let mut descriptor = name.as_bytes().to_vec();
        descriptor.resize(11, 0);
        descriptor.extend([*kind, 0, 0, 0, 0, *length]);
        descriptor.resize(32, 0);
        if *kind == b'V' {
            descriptor[18] = 2;
        }
        bytes.extend(descriptor);
    }
    bytes.push(0x0D);
    bytes.resize(usize::from(length), 0);
    rows.iter().for_each(|row| bytes.extend(row));
    bytes.push(0x1A);
    bytes
}

const PEOPLE: &[(&str, u8, u8)] =
    &[("NOM", b'C', 10), ("NE_LE", b'D', 8), ("SOLDE", b'N', 6), ("ACTIF", b'L', 1), ("NOTES", b'M', 10)];

fn people() -> Vec<u8> {
    let rows = [
        b" Anne Roy  19700102  12.5T         7".to_vec(),
        b"*Ren\x82e Lee 19800000******?          ".to_vec(),
        b"           00000000 -3.00N0000000000".to_vec(),
    ];
    table(0x83, PEOPLE, &rows, 0x02)
}

#[test]
fn rows_are_records_and_deleted_ones_too() {
    let expected = "\
f: dbf  302/302
  table 0 rows \"\": NOM | NE_LE | SOLDE | ACTIF | NOTES
  0 #1 @193: NOM=\"Anne Roy\" NE_LE=\"1970-01-02\" SOLDE=\"12.5\" ACTIF=\"T\"
  0 #2 @229: NOM=\"Renée Lee\" NE_LE=\"19800000\"
  0 #3 @265: SOLDE=\"-3.00\" ACTIF=\"N\"
  gap 302..302 unsupported-format: 1 texts of it stand in the memo file beside it (.dbt, .fpt): export the table with them
";
    assert_eq!(dump("f", &people()), expected);
}

#[test]
fn columns_of_visual_foxpro_are_values() {
    let columns = [
        ("ID", b'I', 4),
        ("PAID", b'Y', 8),
        ("AT", b'T', 8),
        ("RATE", b'B', 8),
        ("V", b'V', 6),
        ("_NullFlags", b'0', 1),
    ];
    let row = |short: &[u8; 6], flags: u8| {
        let day = 2_440_588u32 + 1;
        let mut row = vec![b' '];
        row.extend((-7i32).to_le_bytes());
        row.extend((-12_345i64).to_le_bytes());
        row.extend(day.to_le_bytes());
        row.extend(36_005_000u32.to_le_bytes());
        row.extend(1.25f64.to_le_bytes());
        row.extend(short);
        row.push(flags);
        row
    };
    let bytes = table(0x30, &columns, &[row(b"Roy\0\0\x03", 1), row(b"Hunter", 0), row(b"Hunter", 2)], 3);
    let found = dump("f", &bytes);
    let expected = "ID=\"-7\" PAID=\"-1.2345\" AT=\"1970-01-02T10:00:05\" RATE=\"1.25\"";
    assert!(found.contains("ID | PAID | AT | RATE | V\n"), "{found}");
    for value in [" V=\"Roy\"\n", " V=\"Hunter\"\n", "\n"] {
        assert!(found.contains(&format!("{expected}{value}")), "{value} of {found}");
    }
}

#[test]
fn columns_of_dbase_7_are_values() {
    let mut bytes = vec![4u8, 101, 11, 1, 1, 0, 0, 0];
    let columns = [("Number of it", b'+', 4u8), ("Family name", b'C', 5), ("Sum", b'O', 8)];
    let length = 68 + 48 * columns.len() as u16 + 1;
    bytes.extend(length.to_le_bytes());
    bytes.extend(18u16.to_le_bytes());
    bytes.resize(32, 0);
    bytes.extend(b"DB850US0");
    bytes.resize(68, 0);
    for (name, kind, length) in columns {
        let mut descriptor = name.as_bytes().to_vec();
        descriptor.resize(32, 0);
        descriptor.extend([kind, length]);
        descriptor.resize(48, 0);
        bytes.extend(descriptor);
    }
    bytes.extend(b"\x0D \x80\0\0\x05L\x82a  ");
    bytes.extend((2.5f64.to_bits() | 1 << 63).to_be_bytes());
    let found = dump("f", &bytes);
    assert!(found.contains("Number of it=\"5\" Family name=\"Léa\" Sum=\"2.5\""), "{found}");
}

#[test]
fn letters_are_korean_where_they_look_so() {
    let (name, _, _) = encoding_rs::EUC_KR.encode(" 홍길동    김영희    ");
    for language in [0, 0x57] {
        let found = dump("f", &table(3, &[("A", b'C', 10), ("B", b'C', 10)], &[name.to_vec()], language));
        assert!(found.contains("A=\"홍길동\" B=\"김영희\""), "{found}");
    }
}

#[test]
fn letters_are_of_dos_where_they_look_so() {
    let rows = [b" Fran\x87oise  Ren\x82e    ".to_vec(), b" H\x82l\x8ane    C\x82cile   ".to_vec()];
    let found = dump(
        "f",
        &table(
            3,
            &[("A", b'C', 11), ("B", b'C', 11)],
            &rows.map(|mut row| {
                row.resize(23, b' ');
                row
            }),
            0,
        ),
    );
    assert!(found.contains("A=\"Françoise\" B=\"Renée\""), "{found}");
}

#[test]
fn a_table_cut_short_says_what_is_missing() {
    let whole = people();
    let found = dump("f", &whole[..240]);
    assert!(found.contains("gap 229..240 truncated: the table ends after 1 of the 3 rows"), "{found}");
    let behind = [&whole[..], b"left over"].concat();
    assert!(dump("f", &behind).contains("gap 301..311 damaged: bytes behind the last row"));
}

#[test]
fn what_is_nearly_a_table_is_none() {
    let whole = people();
    assert!(Header::parse(&whole).is_some());
    for (at, byte) in [(0, 0x07), (2, 13), (8, 0), (10, 1), (32, 1), (43, b'Z'), (48, 9), (192, 0)] {
        let mut other = whole.clone();
        other[at] = byte;
        assert!(Header::parse(&other).is_none(), "byte {at}");
    }
}

proptest! {
    #[test]
    fn any_rows_are_read(behind in proptest::collection::vec(any::<u8>(), 0..300), at in 0usize..194, byte: u8) {
        let mut bytes = people();
        bytes.truncate(193);
        bytes.extend(&behind);
        read_bytes("f", &bytes);
        bytes[at.min(192)] = byte;
        read_bytes("f", &bytes);
    }

    #[test]
    fn arbitrary_bytes_are_no_table(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Header::parse(&bytes).is_none());
    }

    #[test]
    fn a_cut_keeps_earlier_rows(cut in 194usize..302) {
        let whole = people();
        let rows = read_bytes("f", &whole)["f"].values.clone();
        let found = read_bytes("f", &whole[..cut])["f"].values.clone();
        prop_assert_eq!(&found[..], &rows[..(cut - 193) / 36]);
    }
}
