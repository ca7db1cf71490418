//! Messages built for tests, and what is read of them.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use cfb::CompoundFile;
use proptest::prelude::*;

use crate::Limits;
use crate::proving::{Rendered, dump, read_bytes, read_with, small_limits};

/// A message file under construction.
struct Built(CompoundFile<Cursor<Vec<u8>>>);

impl Built {
    fn new() -> Self {
        Self(CompoundFile::create(Cursor::new(Vec::new())).expect("in memory"))
    }

    fn stream(&mut self, path: &str, bytes: &[u8]) {
        if let Some((storage, _)) = path.rsplit_once('/').filter(|(storage, _)| !storage.is_empty()) {
            self.0.create_storage_all(storage).expect("a storage");
        }
        self.0.create_stream(path).and_then(|mut stream| stream.write_all(bytes)).expect("a stream");
    }

    /// Values of fixed length behind a header.
    fn fixed(&mut self, path: &str, header: usize, values: &[(u32, u64)]) {
        let mut bytes = vec![0; header];
        for (tag, value) in values {
            bytes.extend([&tag.to_le_bytes()[..], &[6, 0, 0, 0], &value.to_le_bytes()].concat());
        }
        self.stream(&format!("{path}/__properties_version1.0"), &bytes);
    }

    fn text(&mut self, path: &str, number: u16, text: &str) {
        let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        self.stream(&format!("{path}/__substg1.0_{number:04X}001F"), &bytes);
    }

    fn person(&mut self, path: &str, kind: u64, name: &str, address: &str) {
        self.fixed(path, 8, &[(0x0C15_0003, kind)]);
        self.text(path, 0x3001, name);
        self.text(path, 0x39FE, address);
    }

    fn end(self) -> Vec<u8> {
        self.0.into_inner().into_inner()
    }
}

/// 2021-05-04T10:20:30Z.
const TIME: u64 = 132_645_972_300_000_000;

/// A message with two recipients, a file, and another message within it.
fn message() -> Vec<u8> {
    let mut built = Built::new();
    built.fixed("", 32, &[(0x0039_0040, TIME), (0x3FDE_0003, 65_001)]);
    built.text("", 0x001A, "IPM.Note");
    built.text("", 0x0037, "Hello");
    built.text("", 0x0C1A, "Anne Roy");
    built.text("", 0x5D01, "anne.roy@example.com");
    built.stream("/__substg1.0_10130102", "<p>Call <b>Renée</b></p>".as_bytes());
    built.person("/__recip_version1.0_#00000000", 1, "Paul Lee", "paul.lee@example.com");
    built.person("/__recip_version1.0_#00000001", 2, "'mia@example.com'", "mia@example.com");
    let file = "/__attach_version1.0_#00000000";
    built.fixed(file, 8, &[(0x3705_0003, 1)]);
    built.text(file, 0x3707, "list.csv");
    built.stream(&format!("{file}/__substg1.0_37010102"), b"name;phone\nA;1\nB;2\n");
    let within = "/__attach_version1.0_#00000001/__substg1.0_3701000D";
    built.fixed(within, 24, &[(0x0039_0040, TIME)]);
    built.text(within, 0x0037, "Within");
    built.text(within, 0x1000, "Workbook");
    built.end()
}

#[test]
fn a_message_its_file_and_the_message_within() {
    let read = dump("one.msg", &message());
    let lines: Vec<&str> = read.lines().map(str::trim).collect();
    assert_eq!(
        lines[1..4],
        [
            "table 0 mail \"\": From | Sender | Reply-To | To | Cc | Bcc | Subject | Date | body",
            "0 #1 @0: From~1=\"Anne Roy <anne.roy@example.com>\" To~2=\"Paul Lee <paul.lee@example.com>\" \
             Cc~3=\"mia@example.com\" Subject=\"Hello\" Date=\"2021-05-04T10:20:30Z\" body=\"Call Renée\"",
            "0 #2 @0: Subject=\"Within\" Date=\"2021-05-04T10:20:30Z\" body=\"Workbook\"",
        ]
    );
    assert!(read.starts_with("one.msg: msg"), "{read}");
    assert!(read.contains("one.msg!/1/list.csv: delimited"), "{read}");
    assert!(!read.contains("  gap "), "{read}");
}

#[test]
fn a_contact_is_a_row() {
    let mut built = Built::new();
    built.fixed("", 32, &[]);
    built.text("", 0x001A, "IPM.Contact");
    built.text("", 0x3001, "Anne Roy");
    built.text("", 0x8000, "anne.roy@example.com");
    built.text("", 0x8001, "A-17");
    let sets = [&[0; 32][..16], &[0; 0], &[0x04, 0x20, 0x06, 0], &[0; 12]].concat();
    built.stream("/__nameid_version1.0/__substg1.0_00020102", &sets);
    let entries = [0x83, 0x80, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 5, 0, 1, 0];
    built.stream("/__nameid_version1.0/__substg1.0_00030102", &entries);
    let name: Vec<u8> = "Locker".encode_utf16().flat_map(u16::to_le_bytes).collect();
    built.stream("/__nameid_version1.0/__substg1.0_00040102", &[&[12, 0, 0, 0], &name[..]].concat());
    let read = dump("one.msg", &built.end());
    let row = "0 #1 @0: Display Name=\"Anne Roy\" Email Address=\"anne.roy@example.com\" Locker=\"A-17\"";
    assert!(read.contains("table 0 rows \"contacts\"") && read.contains(row), "{read}");
}

#[test]
fn a_workbook_within_a_message_is_a_member() {
    let mut built = Built::new();
    built.fixed("", 32, &[]);
    built.text("", 0x0037, "Book");
    let object = "/__attach_version1.0_#00000000";
    built.fixed(object, 8, &[(0x3705_0003, 6)]);
    built.stream(&format!("{object}/__substg1.0_3701000D/Workbook"), &[0; 600]);
    let read = dump("one.msg", &built.end());
    assert!(read.starts_with("one.msg: msg"), "{read}");
    assert!(read.contains("one.msg!/1/attachment-1: spreadsheet"), "{read}");
}

/// Everything of one source.
fn read(bytes: &[u8], limits: Limits) -> Rendered {
    read_with("f", bytes, &[], limits).remove("f").expect("the source")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn arbitrary_bytes_behind_the_signature(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let name: Vec<u8> = "__properties_version1.0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        read_bytes("f", &[&message()[..520], &bytes, &name].concat());
    }

    #[test]
    fn damage_anywhere(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = message();
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        read(&bytes, small_limits());
    }

    #[test]
    fn a_message_cut_short_costs_gaps_only(end in any::<prop::sample::Index>()) {
        let bytes = message();
        let cut = &bytes[..end.index(bytes.len()).max(1)];
        let found = read(cut, Limits::default());
        prop_assert!(found.records > 0 || !found.gaps.is_empty() || found.format != "msg");
    }
}

/// Files that others published, where they lie beside the repository.
#[expect(clippy::print_stdout, reason = "says that a test had nothing to read")]
fn published(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/open");
    let (mut found, mut folders) = (Vec::new(), vec![folder]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_link = path.is_symlink();
            match path.is_dir() {
                true if !is_link => folders.push(path),
                false if path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending)) => {
                    found.push(path);
                }
                _ => {}
            }
        }
    }
    found.sort();
    if found.is_empty() {
        println!("skipped: no published {ending} files beside the repository");
    }
    found
}

#[test]
fn published_messages_run_through() {
    for path in published("msg") {
        let bytes = std::fs::read(&path).expect("readable");
        let found = read(&bytes, Limits::default());
        assert!(found.records > 0 || !found.gaps.is_empty(), "{}", path.display());
    }
}

#[test]
fn two_hundred_recipients() {
    for path in published("msg").iter().filter(|path| path.ends_with("200 recipients.msg")) {
        let found = read(&std::fs::read(path).expect("readable"), Limits::default());
        let addresses =
            found.values.iter().flatten().filter(|(_, column, _, value)| *column < 6 && value.contains('@'));
        assert_eq!(addresses.count(), 201);
    }
}

#[test]
fn published_mailboxes_run_through() {
    // Mail, appointments and contacts as lspst counts them, at least.
    let least = [("outlook.pst", 2), ("dist-list.pst", 2), ("passworded.pst", 1)];
    for path in published("pst") {
        let found = read(&std::fs::read(&path).expect("readable"), Limits::default());
        let least = least.iter().find(|(name, _)| path.ends_with(name)).map_or(0, |(_, least)| *least);
        assert!(found.records >= least && found.gaps.is_empty(), "{}", path.display());
    }
}
