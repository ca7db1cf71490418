//! A reviewer's decisions: they win over the model, stay when sources are added, can be undone, and are in the journal.

use std::path::Path;
use std::process::{Command, Output};

const PEOPLE: &str = "name,address,city,postal_code,email\n\
    Olive Marchand,12 Main St,Toronto,M5V 2T6,olive@example.org\n\
    O. Marchand,80 Elm Ave,Ottawa,K1A 0B1,marchand@example.org\n\
    Pierre Gagnon,9 rue Laval,Laval,H7N 1A1,pierre@example.org\n\
    Pierre Gagnon,9 rue Laval,Laval,H7N 1A1,pierre@example.org\n";

struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("disk")).unwrap();
        std::fs::write(dir.path().join("disk/people.csv"), PEOPLE).unwrap();
        let bench = Self(dir);
        bench.says(&["scope", "disk"], "People                3");
        bench
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn whose(&self, arguments: &[&str]) -> Output {
        let mut arguments = arguments.to_vec();
        arguments.splice(1..1, ["--case", "case"]);
        Command::new(env!("CARGO_BIN_EXE_whose")).args(arguments).current_dir(self.path()).output().unwrap()
    }

    #[track_caller]
    fn ends(&self, arguments: &[&str], code: i32, word: &str) {
        let output = self.whose(arguments);
        let text =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(text.contains(word), "{word:?} is not in: {text}");
    }

    #[track_caller]
    fn says(&self, arguments: &[&str], word: &str) {
        self.ends(arguments, 0, word);
    }
}

#[test]
fn two_people_become_one_and_stay_one() {
    let bench = Bench::new();
    bench.says(
        &["decide", "merge", "disk/people.csv:1", "disk/people.csv:2", "--why", "moved"],
        "People                2",
    );
    bench.says(&["explain", "disk/people.csv:2"], "disk/people.csv:2");
    bench.says(&["verify"], "hold");
    std::fs::write(
        bench.path().join("disk/more.csv"),
        "name,address,city,postal_code,email\nAda Quist,3 Elm Ave,Ottawa,K1A 0B1,ada@example.org\n",
    )
    .unwrap();
    bench.says(&["scope", "disk"], "People                3");
    bench.says(&["decide", "list"], "moved");
    bench.says(&["decide", "undo", "1"], "People                4");
    bench.says(&["verify"], "hold");
    bench.ends(&["decide", "undo", "1"], 1, "no decision 1");
}

#[test]
fn equal_records_become_two_people() {
    let bench = Bench::new();
    bench.says(&["decide", "split", "disk/people.csv:3", "disk/people.csv:4"], "People                4");
    bench.ends(&["decide", "merge", "disk/people.csv:4", "disk/people.csv:3"], 1, "decision 1");
    bench.says(&["verify"], "hold");
}

#[test]
fn a_later_decision_waits_for_the_next_scope() {
    let bench = Bench::new();
    bench.says(
        &["decide", "--later", "split", "disk/people.csv:3", "disk/people.csv:4"],
        "next `whose scope`",
    );
    bench.says(&["verify"], "hold");
    bench.says(&["scope", "disk"], "People                4");
}

#[test]
fn names_that_fit_nobody() {
    let bench = Bench::new();
    bench.ends(&["decide", "merge", "disk/people.csv:1", "disk/people.csv:99"], 1, "nobody is mentioned");
    bench.ends(&["decide", "merge", "disk/people.csv:1", "P-0000000000000"], 1, "there is no person");
    bench.ends(&["decide", "merge", "somebody", "disk/people.csv:1"], 1, "neither a person");
    bench.ends(&["decide", "merge", "disk/people.csv:1", "disk/people.csv:1"], 1, "share a mention");
    bench.ends(&["decide", "split", "disk/people.csv:1"], 2, "OTHER");
}
