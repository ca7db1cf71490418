//! What stops a scope from outside: a full disk, a folder that cannot be written, a file that is gone, a kill. Each has a clear
//! message, and the case goes on afterwards as if nothing had been.

#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

const WHOSE: &str = env!("CARGO_BIN_EXE_whose");

/// A disk of many files of generated people, and a place for cases beside it.
fn bench(files: usize, people: usize) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let disk = dir.path().join("disk");
    std::fs::create_dir(&disk).unwrap();
    for file in 0..files {
        let mut text = String::from("name,address,city,postal_code,email\n");
        for person in 0..people {
            let number = file * people + person;
            let (given, family) = (GIVEN[number % GIVEN.len()], FAMILY[number / 7 % FAMILY.len()]);
            text +=
                &format!("{given} {family},{number} Main St,Toronto,M5V 2T6,{given}.{number}@example.org\n");
        }
        std::fs::write(disk.join(format!("export-{file:03}.csv")), text).unwrap();
    }
    dir
}

const GIVEN: [&str; 7] = ["Olive", "Pierre", "Ada", "Jonas", "Maya", "Hugo", "Irene"];
const FAMILY: [&str; 5] = ["Marchand", "Gagnon", "Quist", "Okafor", "Lindqvist"];

fn scope(dir: &Path, case: &str) -> Output {
    Command::new(WHOSE).args(["scope", "disk", "--case", case]).current_dir(dir).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Every table of a case, by name.
fn tables(case: PathBuf) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<(String, Vec<u8>)> = std::fs::read_dir(case.join("tables"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn a_full_disk_is_said_and_the_case_goes_on() {
    let dir = bench(1, 4_000);
    // No file may grow beyond 64 blocks: to the program it looks like a disk that is full.
    let limited = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 64; exec \"$0\" \"$@\"",
            WHOSE,
            "scope",
            "disk",
            "--case",
            "case",
        ])
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert_eq!(limited.status.code(), Some(1), "{}", said(&limited));
    assert!(said(&limited).contains("cannot write"), "{}", said(&limited));
    let output = scope(dir.path(), "case");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(scope(dir.path(), "other").status.code(), Some(0));
    assert_eq!(tables(dir.path().join("case")), tables(dir.path().join("other")));
}

#[test]
fn a_case_folder_that_cannot_be_made_or_written() {
    let dir = bench(1, 2);
    let output = scope(dir.path(), "/proc/whose-case");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(said(&output).contains("/proc/whose-case"), "{}", said(&output));

    assert_eq!(scope(dir.path(), "case").status.code(), Some(0));
    let before = tables(dir.path().join("case"));
    std::fs::write(dir.path().join("disk/more.csv"), "name,email\nLea Roy,lea@example.org\n").unwrap();
    let locked = dir.path().join("case/tables");
    set_mode(&locked, 0o500);
    let output = scope(dir.path(), "case");
    set_mode(&locked, 0o700);
    // A user who may write everywhere, as in many containers, meets no locked folder.
    if output.status.code() != Some(0) {
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("tables"), "{}", said(&output));
        assert_eq!(tables(dir.path().join("case")), before);
    }
    assert_eq!(scope(dir.path(), "case").status.code(), Some(0));
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_that_is_gone_when_it_is_opened_is_a_gap() {
    let dir = bench(1, 2);
    std::os::unix::fs::symlink("nowhere.csv", dir.path().join("disk/gone.csv")).unwrap();
    let output = scope(dir.path(), "case");
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("gone.csv"), "{}", said(&output));
}

#[test]
fn a_killed_scope_resumes_to_the_same_bytes() {
    let dir = bench(60, 150);
    assert_eq!(scope(dir.path(), "whole").status.code(), Some(0));
    for milliseconds in [40, 150, 400, 900] {
        let mut child = Command::new(WHOSE)
            .args(["scope", "disk", "--case", "killed"])
            .current_dir(dir.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let output = scope(dir.path(), "killed");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(tables(dir.path().join("killed")), tables(dir.path().join("whole")));
}

/// Kills the process that reads for `scope`, by the signal of an overflowed stack, when it reads one of the exports.
#[cfg(target_os = "linux")]
fn abort_reader(scope: u32, case: &Path) {
    let children = format!("/proc/{scope}/task/{scope}/children");
    for _ in 0..60_000 {
        let now = std::fs::read_to_string(case.join("underway/now")).unwrap_or_default();
        let reader = std::fs::read_to_string(&children).unwrap();
        if now.contains("export-") {
            let killed = Command::new("kill").args(["-ABRT", reader.trim()]).status().unwrap();
            return assert!(killed.success());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    panic!("it reads none of the exports");
}

#[test]
#[cfg(target_os = "linux")]
fn a_source_that_ends_the_process_is_a_gap() {
    let dir = bench(1, 100_000);
    let child = Command::new(WHOSE)
        .args(["scope", "disk", "--case", "case"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    abort_reader(child.id(), &dir.path().join("case"));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("reading disk/export-000.csv ended by signal 6"), "{}", said(&output));
    assert!(said(&output).contains("in 1 gap, of 1 source"), "{}", said(&output));
    assert!(!dir.path().join("case/underway/refused").exists());
}
