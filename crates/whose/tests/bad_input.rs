//! Bad input: each has a clear message and its exit code, and the case stays usable.

mod bench;

use bench::{Bench, said};
use std::path::Path;
use std::process::{Command, Output};

impl Bench {
    fn new() -> Self {
        let bench = Self::empty();
        std::fs::create_dir(bench.path("disk")).unwrap();
        bench
    }

    fn with_people(self) -> Self {
        self.write(
            "disk/people.csv",
            "name,address,city,postal_code,email\n\
             Olive Marchand,12 Main St,Toronto,M5V 2T6,olive@example.org\n\
             Pierre Gagnon,9 rue Laval,Laval,H7N 1A1,pierre@example.org\n",
        );
        self
    }

    fn scope(&self) -> Output {
        self.whose(&["scope", "disk", "--case", "case"])
    }
}

#[test]
fn an_empty_folder_is_a_complete_case_without_people() {
    let bench = Bench::new();
    said(&bench.scope(), 0, &["no file"]);
    said(&bench.whose(&["verify", "--case", "case"]), 0, &["hold"]);
}

#[test]
fn a_folder_without_people_is_complete() {
    let bench = Bench::new();
    bench.write("disk/prices.csv", "sku,price\nA-100,12.50\nA-200,13.75\n");
    said(&bench.scope(), 0, &["People                0"]);
    said(&bench.whose(&["people", "--case", "case"]), 0, &["0 rows"]);
}

#[test]
fn a_source_that_is_not_there() {
    let bench = Bench::new();
    said(&bench.whose(&["scope", "nowhere", "--case", "case"]), 1, &["nowhere", "cannot be found"]);
}

#[test]
fn a_wrong_command_line_is_usage() {
    let bench = Bench::new();
    said(&bench.whose(&["scope"]), 2, &["--case"]);
    said(&bench.whose(&["people", "--case", "case", "--standing", "maybe"]), 2, &["maybe"]);
}

#[test]
fn no_case_yet() {
    let bench = Bench::new();
    said(&bench.whose(&["report", "--case", "case"]), 1, &["is not a case", "whose scope"]);
}

#[test]
fn a_folder_that_is_something_else() {
    let bench = Bench::new().with_people();
    std::fs::create_dir(bench.path("case")).unwrap();
    bench.write("case/holiday.txt", "sun");
    said(&bench.scope(), 1, &["is not empty and is not a case"]);
    assert_eq!(std::fs::read_dir(bench.path("case")).unwrap().count(), 1);
}

#[test]
fn a_clients_file_with_a_key_twice() {
    let bench = Bench::new().with_people();
    bench.write("clients.csv", "key,client\n7,Maple\n007,Birch\n");
    let output = bench.whose(&["scope", "disk", "--case", "case", "--clients", "clients.csv"]);
    said(&output, 1, &["clients.csv, line 3", "line 2"]);
    said(&bench.scope(), 0, &["people"]);
}

#[test]
fn a_registry_without_the_column_that_is_needed() {
    let bench = Bench::new().with_people();
    bench.write("customers.csv", "colour,size\nred,4\nblue,5\n");
    let output = bench.whose(&["scope", "disk", "--case", "case", "--registry", "customers.csv"]);
    said(&output, 1, &["customers.csv", "colour, size"]);
}

#[test]
fn a_case_from_a_newer_version() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    let text = std::fs::read_to_string(bench.path("case/case.json")).unwrap();
    bench.write("case/case.json", &text.replace("\"version\": 1", "\"version\": 99"));
    said(&bench.scope(), 1, &["newer whose", "99"]);
}

#[test]
fn two_scopes_on_one_case_at_once() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    let lock = std::fs::OpenOptions::new().write(true).open(bench.path("case/lock")).unwrap();
    lock.lock().unwrap();
    said(&bench.scope(), 1, &["another whose command is working on"]);
    drop(lock);
    said(&bench.scope(), 0, &[]);
}

#[test]
fn sources_inside_the_case() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    said(&bench.whose(&["scope", "case", "--case", "case"]), 1, &["inside the case folder"]);
}

#[test]
fn an_encrypted_archive_is_a_gap_and_exit_code_3() {
    let bench = Bench::new().with_people();
    std::fs::write(bench.path("disk/sealed.zip"), sealed_zip()).unwrap();
    said(&bench.scope(), 3, &["encrypted"]);
}

/// A zip with one stored member whose encryption flag is set; the content is noise.
fn sealed_zip() -> Vec<u8> {
    let name = b"secret.csv";
    let content = [0x5au8; 40];
    let mut local = b"PK\x03\x04\x14\x00\x01\x00\x00\x00\x00\x00\x21\x00".to_vec();
    local.extend([1, 2, 3, 4]);
    local.extend((content.len() as u32).to_le_bytes());
    local.extend((content.len() as u32 - 12).to_le_bytes());
    local.extend((name.len() as u16).to_le_bytes());
    local.extend([0, 0]);
    local.extend(name);
    local.extend(content);
    let directory_at = local.len() as u32;
    let mut zip = local;
    zip.extend(b"PK\x01\x02\x14\x00\x14\x00\x01\x00\x00\x00\x00\x00\x21\x00");
    zip.extend([1, 2, 3, 4]);
    zip.extend((content.len() as u32).to_le_bytes());
    zip.extend((content.len() as u32 - 12).to_le_bytes());
    zip.extend((name.len() as u16).to_le_bytes());
    zip.extend([0; 12]);
    zip.extend(0u32.to_le_bytes());
    zip.extend(name);
    let directory = zip.len() as u32 - directory_at;
    zip.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    zip.extend(directory.to_le_bytes());
    zip.extend(directory_at.to_le_bytes());
    zip.extend([0, 0]);
    zip
}

#[cfg(unix)]
#[test]
fn the_case_folder_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    let mut waiting = vec![bench.path("case")];
    while let Some(path) = waiting.pop() {
        let metadata = std::fs::metadata(&path).unwrap();
        if metadata.is_dir() {
            assert_eq!(metadata.permissions().mode() & 0o077, 0, "{}", path.display());
            waiting.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
}

#[test]
fn values_are_masked_unless_revealed_and_the_journal_knows() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    let masked = bench.whose(&["people", "--case", "case", "--format", "csv"]);
    assert!(!String::from_utf8_lossy(&masked.stdout).contains("Marchand"));
    assert!(!journal(&bench.path("case")).contains("reveal"));
    let revealed = bench.whose(&["people", "--case", "case", "--format", "csv", "--reveal"]);
    said(&revealed, 0, &["Olive Marchand", "olive@example.org"]);
    assert!(journal(&bench.path("case")).contains("people --reveal"));
    said(&bench.whose(&["verify", "--case", "case"]), 0, &["hold"]);
}

#[cfg(unix)]
#[test]
fn whoever_reads_the_list_may_stop_reading() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    for format in ["csv", "json", "table"] {
        let script = "\"$0\" people --case case --format \"$1\" 2>said | true; sleep 0.2";
        let mut shell = Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_whose"), format]).current_dir(bench.dir.path());
        assert!(shell.status().unwrap().success());
        assert_eq!(std::fs::read_to_string(bench.path("said")).unwrap(), "", "{format}");
    }
}

fn journal(case: &Path) -> String {
    std::fs::read_to_string(case.join("journal.jsonl")).unwrap()
}

#[test]
fn a_changed_table_does_not_verify() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    let path = bench.path("case/tables/people.parquet");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).unwrap();
    said(&bench.whose(&["verify", "--case", "case"]), 1, &["WRONG", "people"]);
}

#[test]
fn scoping_again_changes_nothing_and_adds_no_line() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &[]);
    let before =
        (journal(&bench.path("case")), std::fs::read(bench.path("case/report/report.json")).unwrap());
    said(&bench.scope(), 0, &[]);
    assert_eq!(
        before,
        (journal(&bench.path("case")), std::fs::read(bench.path("case/report/report.json")).unwrap())
    );
}

#[test]
fn sources_added_later_join_the_case() {
    let bench = Bench::new().with_people();
    said(&bench.scope(), 0, &["People                2"]);
    std::fs::create_dir(bench.path("more")).unwrap();
    bench.write(
        "more/late.csv",
        "name,address,city,postal_code,email\nAda Quist,3 Elm Ave,Ottawa,K1A 0B1,ada@example.org\n",
    );
    said(&bench.whose(&["scope", "more", "--case", "case"]), 0, &["People                3"]);
    said(&bench.whose(&["verify", "--case", "case"]), 0, &["hold"]);
}
