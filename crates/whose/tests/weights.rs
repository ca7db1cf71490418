//! Weights that a person sets: they win over the estimate, are in the journal and the report, and go again.

mod bench;

use bench::Bench;

const PEOPLE: &str = "customer_no,name,address,city,postal_code,email\n\
    7001,Olive Marchand,12 Main St,Toronto,M5V 2T6,olive@example.org\n\
    7001,O. Marchand,12 Main Street,Toronto,M5V 2T6,olive@example.org\n\
    7002,Pierre Gagnon,9 rue Laval,Laval,H7N 1A1,pierre@example.org\n";
const CUSTOMERS: &str = "customer_no,name,address,city,postal_code,email\n\
    7001,Olive Marchand,12 Main St,Toronto,M5V 2T6,olive@example.org\n\
    7002,Pierre Gagnon,9 rue Laval,Laval,H7N 1A1,pierre@example.org\n\
    7003,Mary Weber,7 Oak Ave,Ottawa,K1A 0B1,mary@example.org\n";

fn bench() -> Bench {
    let bench = Bench::empty();
    bench.write("disk/people.csv", PEOPLE);
    bench.write("customers.csv", CUSTOMERS);
    bench.says(
        &["scope", "disk", "--case", "case", "--registry", "customers.csv"],
        0,
        &["People                2"],
    );
    bench
}

impl Bench {
    fn apply(&self, weights: &str, code: i32, words: &[&str]) -> String {
        self.write("mine.toml", weights);
        self.says(&["weights", "--case", "case", "--apply", "mine.toml"], code, words)
    }
}

#[test]
fn a_weight_that_is_set_wins_and_is_told_and_goes_again() {
    let bench = bench();
    let words =
        ["given name", "same, unit missing", "least-odds", "the data", "Written to case/weights.toml"];
    let shown = bench.says(&["weights", "--case", "case"], 0, &words);
    assert!(!shown.contains("you"), "{shown}");
    let estimated = std::fs::read_to_string(bench.path("case/weights.toml")).unwrap();
    assert!(estimated.contains("# least-odds = 1.0"), "{estimated}");

    let set = estimated.replace("# least-odds = 1.00000", "least-odds = 1e30");
    bench.apply(&set, 0, &["1 weights set", "People                3"]);
    bench.says(&["weights", "--case", "case"], 0, &["you"]);
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
    let report = std::fs::read_to_string(bench.path("case/report/report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!(report["resolving"]["weights_set"], 1);
    let journal = std::fs::read_to_string(bench.path("case/journal.jsonl")).unwrap();
    assert!(journal.contains("weights --apply"), "{journal}");

    bench.apply(&estimated, 0, &["0 weights set", "People                2"]);
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
}

#[test]
fn what_makes_a_customer_confirmed_can_be_set() {
    let bench = bench();
    let confirmed = |bench: &Bench| {
        let report = std::fs::read_to_string(bench.path("case/report/report.json")).unwrap();
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        report["registry"]["confirmed"].as_u64().unwrap()
    };
    let before = confirmed(&bench);
    bench.apply("version = 1\n[registry]\nconfirmed = 0.9999999999\n", 0, &["1 weights set"]);
    assert!(confirmed(&bench) < before, "{before}");
}

#[test]
fn a_file_with_a_mistake_changes_nothing() {
    let bench = bench();
    for (text, word) in [
        ("[records]\n", "version = 1"),
        ("version = 1\n[records]\nleast-odd = 2\n", "there is no number `least-odd`"),
        ("version = 1\n[records.nose]\nsame = { matched = 0.5 }\n", "there is no field `nose`"),
        ("version = 1\n[records.sex]\nsame = { matched = 1.5 }\n", "1.5 is no share"),
    ] {
        let said = bench.apply(text, 1, &["mine.toml was not taken, and nothing was changed", word]);
        assert!(!said.contains("Redoing"), "{said}");
    }
    assert!(!bench.path("case/set-weights.toml").exists());
}
