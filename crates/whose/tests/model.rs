//! A model for names in running text: told once, kept with the case, asked from then on.
#![cfg(feature = "model")]

mod bench;
#[path = "../../whose-ner/tests/tiny/mod.rs"]
mod tiny;

use bench::Bench;
use serde_json::Value;
use tiny::Tiny;

const SCOPE: [&str; 4] = ["scope", "disk", "--case", "case"];

fn bench() -> Bench {
    let bench = Bench::empty();
    bench.write("disk/memo.txt", "yesterday zorvik melquandt came by and left again\n");
    Tiny::default().write(&bench.path("model"));
    bench
}

fn report(bench: &Bench) -> Value {
    serde_json::from_str(&std::fs::read_to_string(bench.path("case/report/report.json")).unwrap()).unwrap()
}

/// Scopes with these further arguments; how many mentions there are then.
#[track_caller]
fn mentions(bench: &Bench, further: &[&str]) -> u64 {
    bench.says(&[&SCOPE[..], further].concat(), 0, &[]);
    report(bench)["answer"]["mentions"].as_u64().unwrap()
}

#[test]
fn a_model_is_asked_and_kept_with_the_case() {
    let bench = bench();
    assert_eq!(mentions(&bench, &[]), 0);
    assert_eq!(mentions(&bench, &["--model", "model"]), 1);
    // The next scope needs not be told again, and reads nothing anew.
    let journal = || std::fs::read_to_string(bench.path("case/journal.jsonl")).unwrap();
    let before = journal();
    assert_eq!(mentions(&bench, &[]), 1);
    assert_eq!(journal(), before);
    assert_eq!(report(&bench)["case"]["model"]["name"], "model");
    let digest = report(&bench)["case"]["model"]["digest"].as_str().unwrap().to_string();
    assert!(before.contains(&digest) && digest.len() == 64);
    let page = std::fs::read_to_string(bench.path("case/report/report.html")).unwrap();
    assert!(page.contains(&format!("the model model (digest {digest})")));
    assert_eq!(mentions(&bench, &["--no-model"]), 0);
    assert_eq!(report(&bench)["case"]["model"], Value::Null);
}

#[test]
fn another_model_reads_again() {
    let bench = bench();
    assert_eq!(mentions(&bench, &["--model", "model"]), 1);
    Tiny { words: vec![("came", "B-PER"), ("by", "I-PER")], ..Tiny::default() }.write(&bench.path("model"));
    let before = report(&bench);
    assert_eq!(mentions(&bench, &[]), 1);
    assert_ne!(report(&bench)["case"]["model"], before["case"]["model"]);
    bench.write("model/labels.toml", "[labels]\nPER = \"none\"\n");
    assert_eq!(mentions(&bench, &[]), 0);
}

#[test]
fn the_same_case_comes_of_any_number_of_threads() {
    let reports = ["1", "4"].map(|threads| {
        let bench = bench();
        for number in 0..10 {
            let text = format!("row {number}: zorvik melquandt wrote\n").repeat(8);
            bench.write(&format!("disk/memo{number}.txt"), &text);
        }
        mentions(&bench, &["--model", "model", "--threads", threads]);
        report(&bench)["case"]["tables"].clone()
    });
    assert_eq!(reports[0], reports[1]);
}

#[test]
fn a_model_that_cannot_be_used_stops_before_anything_is_read() {
    let bench = bench();
    let with = |model: &'static str| [&SCOPE[..], &["--model", model]].concat();
    bench.says(&with("nowhere"), 1, &["nowhere cannot be found"]);
    std::fs::remove_file(bench.path("model/tokenizer.json")).unwrap();
    bench.says(&with("model"), 1, &["model/tokenizer.json cannot be read"]);
    bench.write("model/tokenizer.json", "{}");
    bench.says(&with("model"), 1, &["model/tokenizer.json cannot be used"]);
    bench.says(&[&with("model")[..], &["--no-model"]].concat(), 2, &["--no-model"]);
    // Nothing of it was kept.
    assert_eq!(mentions(&bench, &[]), 0);
}

#[test]
fn cells_of_columns_that_are_known_are_not_given_to_it() {
    let bench = bench();
    let rows: String = (0..40)
        .map(|number| format!("brandelburg zorvik {number},4{number:02}.00,2020-01-{:02}\n", number % 28 + 1))
        .collect();
    bench.write("disk/orders.csv", &format!("product,amount,order_date\n{rows}"));
    assert_eq!(mentions(&bench, &["--model", "model"]), 1);
}
