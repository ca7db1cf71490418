//! Documents built here, and what is read of them.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use proptest::prelude::*;

use crate::proving::{dump, read_bytes, read_with, small_limits};

fn record(tag: u32, level: u32, said: &[u8]) -> Vec<u8> {
    let size = said.len() as u32;
    let mut bytes = (tag | level << 10 | size.min(0xFFF) << 20).to_le_bytes().to_vec();
    if size >= 0xFFF {
        bytes.extend(size.to_le_bytes());
    }
    bytes.extend(said);
    bytes
}

fn units(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn paragraph(level: u32, text: &str) -> Vec<u8> {
    let mut header = (text.encode_utf16().count() as u32 + 1).to_le_bytes().to_vec();
    header.resize(22, 0);
    let mut bytes = record(66, level, &header);
    if !text.is_empty() {
        bytes.extend(record(67, level + 1, &units(&format!("{text}\r"))));
    }
    bytes
}

/// A table of two rows whose cells are so.
fn table(columns: u16, cells: &[(u16, u16, &str)]) -> Vec<u8> {
    let anchor = "\u{b}\u{6c62}\u{7462}\0\0\0\0\u{b}\r";
    let mut bytes = record(67, 1, &units(anchor));
    bytes.extend(record(71, 1, b" lbt\0\0\0\0"));
    let rows = cells.iter().map(|cell| cell.1).max().unwrap_or_default() + 1;
    bytes.extend(record(77, 2, &[&[0; 4][..], &rows.to_le_bytes(), &columns.to_le_bytes()].concat()));
    for (column, row, text) in cells {
        let place = [*column, *row, 1, 1].map(u16::to_le_bytes).concat();
        bytes.extend(record(72, 2, &[&[1, 0, 0, 0, 0, 0, 0, 0][..], &place].concat()));
        bytes.extend(paragraph(2, text));
    }
    bytes
}

fn section() -> Vec<u8> {
    let cells = ["번호", "성명", "연락처", "1", "홍길동", "010-0000-0001", "2", "김영희", "010-0000-0002"];
    let at = |index: usize, text: &'static str| ((index % 3) as u16, (index / 3) as u16, text);
    let cells: Vec<_> = cells.iter().enumerate().map(|(index, text)| at(index, text)).collect();
    let link =
        [&b"klh%\0\0\0\0\0"[..], &30u16.to_le_bytes(), &units("mailto\\:anne.roy@example.com;1")].concat();
    [
        paragraph(0, "수신: 홍길동 귀하"),
        paragraph(0, "주소: 서울시 종로구 세종대로 1"),
        paragraph(0, ""),
        paragraph(0, "from\u{9}\0\0\0\0\0\0\u{9}Anne\u{1e}Roy"),
        record(71, 1, &link),
        table(3, &cells),
        paragraph(0, "끝"),
    ]
    .concat()
}

/// A document with these flags.
fn document(flags: u32, section: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("in memory");
    let mut header = b"HWP Document File".to_vec();
    header.resize(32, 0);
    header.extend([0, 0, 0, 5]);
    header.extend(flags.to_le_bytes());
    header.resize(256, 0);
    let mut write = |path: &str, bytes: &[u8]| {
        let mut stream = file.create_stream(path).expect("in memory");
        stream.write_all(bytes).expect("in memory");
        stream.flush().expect("in memory");
    };
    write("/FileHeader", &header);
    write("/DocInfo", b"");
    write("/PrvText", &units("홍길동 미리보기"));
    file.create_storage("/BodyText").expect("in memory");
    file.create_storage("/BinData").expect("in memory");
    let mut write = |path: &str, bytes: &[u8]| {
        let mut stream = file.create_stream(path).expect("in memory");
        stream.write_all(bytes).expect("in memory");
        stream.flush().expect("in memory");
    };
    write("/BodyText/Section0", section);
    write("/BinData/BIN0001.txt", b"\x4B\x04\0");
    file.into_inner().into_inner()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

#[test]
fn paragraphs_are_lines_and_tables_are_tables() {
    let found = dump("f", &document(1, &packed(&section())));
    let lines: Vec<&str> =
        found.lines().map(str::trim).skip(1).take_while(|line| !line.contains("BIN")).collect();
    assert_eq!(
        lines,
        [
            "table 0 text \"\": text",
            "table 1 rows \"\": 번호 | 성명 | 연락처",
            "1 #1 @0: 번호=\"1\" 성명=\"홍길동\" 연락처=\"010-0000-0001\"",
            "1 #2 @0: 번호=\"2\" 성명=\"김영희\" 연락처=\"010-0000-0002\"",
            "0 #1 @0: text=\"수신: 홍길동 귀하\\n주소: 서울시 종로구 세종대로 1\"",
            "0 #4 @0: text=\"from\\tAnne Roy\\nmailto:anne.roy@example.com\"",
            "0 #6 @0: text=\"끝\"",
        ],
        "{found}"
    );
    assert!(found.contains("BIN0001.txt: "), "{found}");
}

#[test]
fn streams_that_are_not_packed_are_read() {
    let found = dump("f", &document(0, &section()));
    assert!(found.contains("성명=\"김영희\""), "{found}");
}

#[test]
fn what_is_protected_is_a_gap_with_its_preview() {
    let found = dump("f", &document(1 << 2, b""));
    assert!(
        found.contains("홍길동 미리보기") && found.contains("encrypted: a document for distribution"),
        "{found}"
    );
    let found = dump("f", &document(1 << 1, b""));
    assert!(
        !found.contains("미리보기") && found.contains("encrypted: the document has a password"),
        "{found}"
    );
}

#[test]
fn a_section_that_breaks_off_is_a_gap_and_what_came_before_is_read() {
    let whole = packed(&section());
    let found = dump("f", &document(1, &whole[..whole.len() - 20]));
    assert!(found.contains("수신: 홍길동") && found.contains("1 of 1 sections could not be read"), "{found}");
    let found = dump("f", &document(1, b"\xFF\xFF"));
    assert!(found.contains("미리보기") && found.contains("gap 0.."), "{found}");
}

#[test]
fn a_bomb_is_a_gap() {
    let said = [paragraph(0, "홍길동"), record(80, 0, &vec![0; 80 << 20])].concat();
    let found = dump("f", &document(1, &packed(&said)));
    assert!(found.contains("홍길동"), "{found}");
    assert!(found.contains(" limit: 1 of 1 sections"), "{found}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn damage_costs_gaps_at_most(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20)) {
        let mut bytes = document(0, &section());
        for (place, byte) in places {
            let at = place.index(bytes.len() - 8) + 8;
            bytes[at] = byte;
        }
        read_with("f", &bytes, &[], small_limits());
    }

    #[test]
    fn any_records_are_read(
        records in proptest::collection::vec((66u32..94, 0u32..6, proptest::collection::vec(0u8..32, 0..60)), 0..60)
    ) {
        let said: Vec<u8> = records.iter().flat_map(|(tag, level, said)| record(*tag, *level, said)).collect();
        read_bytes("f", &document(0, &said));
    }

    #[test]
    fn a_cut_costs_gaps_at_most(cut in any::<prop::sample::Index>()) {
        let bytes = document(1, &packed(&section()));
        read_bytes("f", &bytes[..cut.index(bytes.len())]);
    }
}
