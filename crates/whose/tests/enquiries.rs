//! Enquiries from the command line, what the journal holds of them, and the report in three languages.

mod bench;

use bench::Bench;

impl Bench {
    fn scoped() -> Self {
        let bench = Self::empty();
        let people = "name,address,city,province,postal_code,country,email\n\
             Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,CA,olive@example.org\n";
        std::fs::write(bench.path("people.csv"), people).unwrap();
        bench.says(&["scope", "people.csv", "--case", "case"], 0, &["People                1"]);
        bench
    }

    #[track_caller]
    fn enquiry(&self, arguments: &[&str], code: i32, words: &[&str]) -> String {
        self.says(&[&["enquiry", "--case", "case"], arguments].concat(), code, words)
    }

    fn person(&self) -> String {
        let list = self.says(&["people", "--case", "case", "--format", "csv"], 0, &["P-"]);
        list.lines().nth(1).unwrap().split(',').next().unwrap().to_string()
    }
}

#[test]
fn an_enquiry_goes_its_way_in_the_journal_and_the_report_counts_it() {
    let bench = Bench::scoped();
    let person = bench.person();
    bench.enquiry(&["list"], 0, &["No enquiry."]);
    let add =
        ["add", "--kind", "claim", "--person", &person, "--received", "2026-01-10", "--about", "monitoring"];
    bench.enquiry(&add, 0, &["Enquiry 1 is noted."]);
    bench.enquiry(&["add", "--kind", "question"], 0, &["Enquiry 2 is noted."]);
    let settle = |arguments: &[&str], code: i32, words: &[&str]| {
        bench.enquiry(&[&["settle"], arguments].concat(), code, words);
    };
    settle(&["1", "decided", "--amount", "120.50 CAD", "--day", "2026-01-20"], 0, &["It is still open."]);
    settle(&["1", "paid", "--amount", "100 CAD", "--day", "2026-02-01"], 0, &["It is still open."]);
    settle(&["2", "answered", "--why", "sent the notice again"], 0, &["It is closed."]);
    bench.enquiry(
        &["list", "--open"],
        0,
        &["monitoring", "120.50 CAD", "100.00 CAD", "paid 2026-02-01", &person],
    );
    let json: serde_json::Value =
        serde_json::from_str(&bench.enquiry(&["list", "--format", "json"], 0, &[])).unwrap();
    assert_eq!(json[0]["decided"], "120.50 CAD");
    assert_eq!((json[1]["person"].as_str(), json[1]["step"].as_str()), (Some(""), Some("answered")));

    bench.says(&["report", "--case", "case"], 0, &["2 enquiries were noted; open: 1."]);
    let page = std::fs::read_to_string(bench.path("case/report/report.html")).unwrap();
    for wanted in ["2 enquiries were noted; open: 1.", "Claims", "120.50 CAD", "100.00 CAD"] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
    let journal = std::fs::read_to_string(bench.path("case/journal.jsonl")).unwrap();
    assert_eq!(journal.matches("\"command\":\"enquiry").count(), 5);
    assert!(!journal.contains("Olive"));
}

#[test]
fn what_cannot_be_is_refused_and_not_noted() {
    let bench = Bench::scoped();
    bench.enquiry(
        &["add", "--kind", "claim", "--person", "P-0000000000000"],
        1,
        &["there is no person P-0000000000000"],
    );
    bench.enquiry(&["add", "--kind", "claim", "--person", "Olive"], 1, &["P- and 13 letters"]);
    bench.enquiry(&["add", "--kind", "claim", "--received", "2190-01-01"], 1, &["lies in the future"]);
    bench.enquiry(&["add", "--kind", "wish"], 2, &["question, objection, claim"]);
    bench.enquiry(&["settle", "1", "answered"], 1, &["there is no enquiry 1"]);
    bench.enquiry(&["settle", "0", "answered"], 1, &["there is no enquiry 0"]);
    bench.enquiry(&["add", "--kind", "claim", "--received", "2026-01-10"], 0, &[]);
    let settle = |arguments: &[&str], code: i32, words: &[&str]| {
        bench.enquiry(&[&["settle", "1"], arguments].concat(), code, words);
    };
    settle(&["paid", "--amount", "10 CAD"], 1, &["no compensation was decided"]);
    settle(&["decided"], 1, &["--amount"]);
    settle(&["decided", "--amount", "ten"], 2, &["no amount with its currency"]);
    settle(&["answered", "--day", "2026-01-09"], 1, &["is before enquiry 1 came"]);
    let journal = std::fs::read_to_string(bench.path("case/journal.jsonl")).unwrap();
    assert_eq!(journal.matches("\"command\":\"enquiry").count(), 1);
}

#[test]
fn the_report_is_in_the_language_asked_for_and_stays_so() {
    let bench = Bench::scoped();
    let page = || std::fs::read_to_string(bench.path("case/report/report.html")).unwrap();
    for (language, words) in
        [("fr", "Qu’est-ce qui n’y était pas ?"), ("ko", "무엇이 없었는가?"), ("en", "What was not in it?")]
    {
        bench.says(&["report", "--case", "case", "--language", language], 0, &[]);
        let page = page();
        assert!(page.contains(&format!("lang=\"{language}\"")) && page.contains(words), "{language}: {page}");
    }
    bench.says(&["report", "--case", "case", "--language", "fr"], 0, &[]);
    bench.says(&["scope", "people.csv", "--case", "case"], 0, &[]);
    assert!(page().contains("lang=\"fr\""));
    bench.says(&["report", "--case", "case", "--language", "de"], 2, &["en, fr, ko"]);
}
