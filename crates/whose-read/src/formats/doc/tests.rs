//! Documents built here, and what is read of them.

use std::io::{Cursor, Write};

use proptest::prelude::*;

use super::fib::{Piece, pieces};
use crate::proving::{dump, read_with, small_limits};

/// Where the text stands, and the page with properties.
const TEXT: usize = 0x600;
const PAGE: usize = 2;

fn put(bytes: &mut [u8], at: usize, value: u32) {
    bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
}

/// A document whose text is in a piece of one byte a letter and one of two; marks of rows are `|`.
fn document(narrow: &str, wide: &str, notes: u32, flags: u16) -> Vec<u8> {
    let mut word = vec![0; TEXT];
    word[..4].copy_from_slice(&[0xEC, 0xA5, 0xC1, 0]);
    word[10..12].copy_from_slice(&(flags | 0x0200).to_le_bytes());
    let letters = |text: &str| text.chars().count() as u32;
    put(&mut word, 0x4C, letters(narrow) + letters(wide) - notes);
    put(&mut word, 0x50, notes);
    let rows: Vec<usize> =
        narrow.char_indices().filter(|(_, letter)| *letter == '|').map(|(at, _)| at).collect();
    let (page, count) = (PAGE * 512, rows.len() * 2);
    let place = |number: usize| {
        let row = rows[number / 2];
        let before = if number < 2 { 0 } else { rows[number / 2 - 1] + 1 };
        if number.is_multiple_of(2) { before } else { row }
    };
    for number in 0..count {
        put(&mut word, page + 4 * number, (TEXT + place(number)) as u32);
        word[page + 4 * (count + 1) + 13 * number] = if number.is_multiple_of(2) { 230 } else { 240 };
    }
    if let Some(last) = rows.last() {
        put(&mut word, page + 4 * count, (TEXT + last + 1) as u32);
    }
    // In a table; in a table, and the end of a row.
    word[page + 460..page + 466].copy_from_slice(&[3, 0, 0, 0x16, 0x24, 1]);
    word[page + 480..page + 489].copy_from_slice(&[5, 0, 0, 0x16, 0x24, 1, 0x17, 0x24, 1]);
    word[page + 511] = count as u8;
    word.extend(encoding_rs::WINDOWS_1252.encode(&narrow.replace('|', "\u{7}")).0.iter());
    let wide_at = word.len() as u32;
    word.extend(wide.encode_utf16().flat_map(u16::to_le_bytes));
    let mut table = vec![2];
    table.extend(28u32.to_le_bytes());
    for place in [0, letters(narrow), letters(narrow) + letters(wide)] {
        table.extend(place.to_le_bytes());
    }
    for at in [(TEXT as u32 * 2) | (1 << 30), wide_at] {
        table.extend([0, 0]);
        table.extend(at.to_le_bytes());
        table.extend([0, 0]);
    }
    put(&mut word, 0x1A6, table.len() as u32);
    put(&mut word, 0x102, table.len() as u32);
    put(&mut word, 0x106, 12);
    table.extend([0; 8]);
    table.extend((PAGE as u32).to_le_bytes());
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    for (path, bytes) in [("/WordDocument", &word), ("/1Table", &table)] {
        let mut stream = file.create_stream(path).expect("in memory");
        stream.write_all(bytes).expect("in memory");
        stream.flush().expect("in memory");
    }
    file.into_inner().into_inner()
}

const NARROW: &str = "Name\u{7}Phone\u{7}Town\u{7}|Ada Roe\rjunior\u{7}\u{7}Sarnia\u{7}|Bo Lee\u{7}416-555-0101\u{7}London\u{7}|\
Write to \u{13} HYPERLINK \"mailto:anne.roy@example.com\" \u{14}Anne\u{15}, not \u{13}\u{14}Ren\u{e9}e\u{15}.\r";
const WIDE: &str = "홍길동\u{b}서울\r\r이름\u{1e}둘\ra note\r";

#[test]
fn paragraphs_are_lines_and_tables_are_tables() {
    let found = dump("f", &document(NARROW, WIDE, 7, 8));
    let lines: Vec<&str> = found.lines().map(str::trim).skip(1).collect();
    assert_eq!(
        lines,
        [
            "table 0 text \"\": text",
            "table 1 rows \"\": Name | Phone | Town",
            "1 #1 @0: Name=\"Ada Roe\\njunior\" Town=\"Sarnia\"",
            "1 #2 @0: Name=\"Bo Lee\" Phone=\"416-555-0101\" Town=\"London\"",
            "0 #1 @0: text=\"Write to mailto:anne.roy@example.com Anne, not Renée.\\n홍길동\\n서울\"",
            "0 #5 @0: text=\"이름-둘\"",
            "0 #6 @0: text=\"a note\"",
            "gap 20480..20480 binary: pictures in the document were not read: look at them",
        ],
        "{found}"
    );
}

#[test]
fn what_is_encrypted_or_damaged_is_a_gap() {
    assert!(dump("f", &document(NARROW, WIDE, 7, 0x100)).contains("encrypted: the document is encrypted"));
    let mut other = document(NARROW, WIDE, 7, 0);
    let at = memchr::memmem::find(&other, &[0xEC, 0xA5, 0xC1]).unwrap_or_default();
    other[at + 2] = 0x65;
    assert!(dump("f", &other).contains("unsupported-format: a Word document from before 1997"));
    put(&mut other, at + 0x1A6, 3);
    other[at + 2] = 0xC1;
    assert!(dump("f", &other).contains("damaged: the document has no list of its pieces"));
}

#[test]
fn an_instruction_without_an_end_is_text() {
    let found = dump("f", &document("one \u{13} two\rthree\r", "넷\r", 0, 0));
    assert!(found.contains("one  two\\nthree\\n넷"), "{found}");
}

#[test]
fn lists_of_pieces_are_read() {
    assert_eq!(pieces(&[1, 1, 0, 9, 2, 4, 0, 0, 0, 0, 0, 0, 0]), Some(Vec::<Piece>::new()));
    assert_eq!(pieces(&[2, 200, 0, 0, 0]), None);
    assert_eq!(pieces(&[]), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damage_costs_gaps_at_most(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = document(NARROW, WIDE, 7, 0);
        for (place, byte) in places {
            let at = place.index(bytes.len() - 8) + 8;
            bytes[at] = byte;
        }
        read_with("f", &bytes, &[], small_limits());
    }

    #[test]
    fn a_cut_costs_gaps_at_most(cut in any::<prop::sample::Index>()) {
        let bytes = document(NARROW, WIDE, 7, 0);
        read_with("f", &bytes[..cut.index(bytes.len())], &[], small_limits());
    }

    #[test]
    fn any_letters_are_read(text in "([\u{1}-\u{15}]|\r|\\|?[a-z]{0,3}){0,80}") {
        read_with("f", &document(&text.replace('|', ""), "x\r", 0, 0), &[], small_limits());
    }
}
