//! Clocks and notices from the command line: what they print, what they refuse, what the journal holds afterwards.

mod bench;

use bench::Bench;

const PEOPLE: &str = "name,address,city,province,postal_code,country,email\n\
     Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,CA,olive@example.org\n\
     Pierre Gagnon,9 rue Laval,Laval,QC,H7N 1A1,CA,pierre@example.org\n\
     Ann Lee,1 Elm Ave,Boston,MA,02108,US,ann@example.org\n\
     Bruno Costa,5 Rua do Sol,Recife,PE,50000-000,Brazil,bruno@example.org\n";

const DRIVERS: &str = "성명,휴대전화,주민등록번호,차량번호\n\
     홍길동,010-1234-5678,800101-1******,12가3456\n\
     김민수,010-2345-6789,750203-1******,34나5678\n";

impl Bench {
    fn scoped() -> Self {
        let bench = Self::empty();
        std::fs::create_dir(bench.path("disk")).unwrap();
        std::fs::write(bench.path("disk/people.csv"), PEOPLE).unwrap();
        std::fs::write(bench.path("disk/drivers.csv"), DRIVERS).unwrap();
        bench.says(&["scope", "disk", "--case", "case"], 0, &["People                6"]);
        bench
    }

    fn journal(&self) -> String {
        std::fs::read_to_string(self.path("case/journal.jsonl")).unwrap()
    }

    /// The person whose masked name is in the list.
    fn person(&self, masked: &str) -> String {
        let list = self.says(&["people", "--case", "case", "--format", "csv"], 0, &[masked]);
        let line = list.lines().find(|line| line.contains(masked)).unwrap();
        line.split(',').next().unwrap().to_string()
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.says(arguments, 0, &[])).unwrap()
    }
}

#[test]
fn clocks_count_from_events_that_the_journal_keeps() {
    let bench = Bench::scoped();
    let first =
        bench.says(&["clocks", "--case", "case"], 0, &["not entered yet: --event known=TIME", "Québec"]);
    assert!(first.contains("1 people live in countries whose law is not in this version"), "{first}");

    bench.says(
        &["clocks", "--case", "case", "--event", "known=2026-09-15T10:00+09:00", "--fact", "real-risk=no"],
        0,
        &["2026-09-18 10:00", "LATE by", "not due: it was judged not"],
    );
    assert!(bench.journal().contains("\"what\":\"known = 2026-09-15T01:00:00Z\""), "{}", bench.journal());

    // A later entry counts, and the earlier one stays.
    bench.says(
        &["clocks", "--case", "case", "--event", "known=2026-09-14T10:00+09:00"],
        0,
        &["known was 2026-09-15T01:00:00Z, now it is 2026-09-14T01:00:00Z", "2026-09-17 10:00"],
    );
    bench.says(
        &["clocks", "--case", "case", "--event", "known=none"],
        0,
        &["not entered yet: --event known=TIME"],
    );
    assert_eq!(bench.journal().matches("clocks --event").count(), 3);
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
}

#[test]
fn clocks_as_json_at_a_given_time() {
    let bench = Bench::scoped();
    bench.says(&["clocks", "--case", "case", "--event", "known=2026-09-15T10:00+09:00"], 0, &[]);
    let json = bench.json(&["clocks", "--case", "case", "--format", "json", "--at", "2026-09-18T00:00Z"]);
    assert_eq!(json["residents"]["jurisdictions"]["kr"]["people"], 2);
    assert_eq!(json["residents"]["jurisdictions"]["ca"]["people"], 2);
    assert_eq!(json["residents"]["jurisdictions"]["ca-qc"]["people"], 1);
    assert_eq!(json["residents"]["elsewhere"], 1);
    let rows = json["rows"].as_array().unwrap();
    let persons = rows.iter().find(|row| row["jurisdiction"] == "kr" && row["duty"] == "persons").unwrap();
    assert_eq!(persons["deadline"], "2026-09-18T10:00:00+09:00[Asia/Seoul]");
    assert_eq!(persons["state"]["left_seconds"], 3_600);
    assert_eq!(persons["verified"], true);
}

#[test]
fn events_that_cannot_be_are_refused_and_none_is_entered() {
    let bench = Bench::scoped();
    let clocks = |event: &str, code: i32, words: &[&str]| {
        bench.says(
            &["clocks", "--case", "case", "--event", "determined=2020-01-01", "--event", event],
            code,
            words,
        );
    };
    clocks("known=2190-01-01", 1, &["lies in the future", "when it has happened"]);
    clocks("knwon=2020-01-01", 1, &["no event knwon", "known, known-by-contractor"]);
    clocks("known@xx=2020-01-01", 1, &["no jurisdiction xx", "kr, ca"]);
    clocks("known=2020-01-01T10:00", 2, &["with its offset from UTC"]);
    clocks("known", 2, &["NAME=TIME"]);
    assert!(!bench.journal().contains("clocks"));
    bench.says(&["clocks", "--case", "case", "--fact", "luck=yes"], 1, &["no fact luck", "real-risk"]);
    bench.says(&["clocks", "--case", "case", "--fact", "real-risk=perhaps"], 2, &["yes, no or none"]);
    bench.says(&["clocks", "--case", "case", "--jurisdiction", "xx"], 1, &["no jurisdiction xx"]);
    bench.says(
        &["clocks", "--case", "case", "--event", "known=2020-02-02", "--event", "determined=2020-02-01"],
        0,
        &["determined (2020-02-01) lies before known", "one of the two is wrong"],
    );
    bench.says(&["clocks", "--case", "nowhere"], 1, &["is not a case"]);
}

#[test]
fn a_preview_tells_one_person_in_the_words_of_the_place() {
    let bench = Bench::scoped();
    let korean = bench.person("홍*동");
    let preview = ["notice", "preview", "--case", "case", &korean];
    bench.says(&preview, 3, &["kr/first.ko.md", "Missing:", "case/notice.toml"]);
    let page = bench.path(&format!("case/notices/preview/{korean}.kr.first.ko.html"));
    let masked = std::fs::read_to_string(&page).unwrap();
    assert!(masked.contains("홍*동") && !masked.contains("홍길동"), "{masked}");
    assert!(masked.contains("차량번호") && !masked.contains("12가3456"), "{masked}");
    assert!(!bench.journal().contains("reveal"));

    let texts = std::fs::read_to_string(bench.path("case/notice.toml")).unwrap();
    std::fs::write(bench.path("case/notice.toml"), texts.replace("= \"\"", "= \"as <written>\"")).unwrap();
    bench.says(&[&preview[..], &["--reveal"]].concat(), 0, &[]);
    let revealed = std::fs::read_to_string(&page).unwrap();
    assert!(
        revealed.contains("<bdi>홍길동</bdi>") && revealed.contains("as &#60;written&#62;"),
        "{revealed}"
    );
    assert!(bench.journal().contains("notice preview --reveal"));

    let written = std::fs::read_to_string(bench.path("case/notice.toml")).unwrap();
    std::fs::write(bench.path("case/notice.toml"), written.replace("as <written>", "노출")).unwrap();
    bench.says(&preview, 1, &["notice.toml: for kr: [ko] contact", "\"노출\" must not be used"]);
    std::fs::write(bench.path("case/notice.toml"), written).unwrap();

    bench.says(
        &["notice", "preview", "--case", "case", &bench.person("P****e G****n")],
        0,
        &["general/first.fr.md", "ca-qc"],
    );
    bench.says(
        &["notice", "preview", "--case", "case", &bench.person("B***o C***a")],
        0,
        &["general/first.en.md", "nothing tells"],
    );
    bench.says(&["verify", "--case", "case"], 0, &["hold"]);
}

#[test]
fn a_preview_of_nobody_and_a_file_that_is_damaged() {
    let bench = Bench::scoped();
    let preview = |person: &str| bench.whose(&["notice", "preview", "--case", "case", person]);
    assert_eq!(preview("P-0000000000000").status.code(), Some(1));
    bench.says(&["notice", "preview", "--case", "case", "Olive"], 1, &["is no person", "whose people"]);
    std::fs::write(bench.path("case/notice.toml"), "[en]\nname = \"x\"\n").unwrap();
    let person = bench.person("O***e M******d");
    bench.says(
        &["notice", "preview", "--case", "case", &person],
        1,
        &["notice.toml cannot be read", "[en] name"],
    );
    bench.says(
        &["notice", "preview", "--case", "case", &person, "--jurisdiction", "xx"],
        1,
        &["no jurisdiction xx"],
    );
    bench.says(&["notice", "preview", "--case", "case", &person, "--kind", "last"], 2, &["last"]);
}

#[test]
fn templates_of_a_folder_are_held_against_the_law_and_used() {
    let bench = Bench::scoped();
    bench.says(&["notice", "lint"], 0, &["templates hold"]);
    bench.says(&["notice", "templates", "mine"], 0, &["37 templates"]);
    bench.says(&["notice", "templates", "mine"], 1, &["is not empty"]);
    bench.says(&["notice", "lint", "--templates", "mine"], 0, &["templates hold"]);

    let boston = bench.path("mine/us-ma/first.en.md");
    let text = std::fs::read_to_string(&boston).unwrap();
    std::fs::write(
        &boston,
        format!("{text}\n## {{section: what-happened}} What happened\n\n{{people}} {{nmae}}\n"),
    )
    .unwrap();
    let wanted = [
        "us-ma/first.en.md:",
        "section `what-happened` must not be there",
        "{people} must not be there",
        "93H",
        "there is no variable {nmae}",
    ];
    bench.says(&["notice", "lint", "--templates", "mine"], 1, &wanted);
    let person = bench.person("A*n L*e");
    bench.says(&["notice", "preview", "--case", "case", &person, "--templates", "mine"], 1, &wanted);
    assert!(!bench.path("case/notices").exists(), "what is refused is not written");

    std::fs::write(&boston, text.replace("Police report", "About the police")).unwrap();
    bench.says(&["notice", "preview", "--case", "case", &person, "--templates", "mine"], 3, &[]);
    let page = bench.path(&format!("case/notices/preview/{person}.us-ma.first.en.html"));
    assert!(std::fs::read_to_string(page).unwrap().contains("About the police"));
    std::fs::write(bench.path("mine/us-ma/readme.txt"), "x").unwrap();
    bench.says(
        &["notice", "lint", "--templates", "mine"],
        1,
        &["readme.txt", "JURISDICTION/KIND.LANGUAGE.md"],
    );
}

#[test]
fn variables_are_listed() {
    let bench = Bench { dir: tempfile::tempdir().unwrap() };
    bench.says(
        &["notice", "variables"],
        0,
        &["what_happened", "notice.toml", "what was exposed of the person"],
    );
}

#[test]
fn forms_are_filled_in_from_the_case_and_hold_no_personal_value() {
    let bench = Bench::scoped();
    std::fs::write(bench.path("clients.csv"), "key,client\npeople,Maple <Books>\ndrivers,\"Birch / Co\"\n")
        .unwrap();
    bench.says(
        &["notice", "form", "--case", "case", "--kind", "client"],
        1,
        &["no record of this case is of a known client"],
    );
    bench.says(&["notice", "form", "--case", "case", "--kind", "regulator"], 1, &["--jurisdiction"]);
    bench.says(
        &["notice", "form", "--case", "case", "--kind", "public", "--client", "x"],
        1,
        &["whole case"],
    );
    bench.says(
        &["notice", "form", "--case", "case", "--kind", "regulator", "--jurisdiction", "ca-qc"],
        3,
        &["ca-qc/regulator.fr.md"],
    );
    let page = std::fs::read_to_string(bench.path("case/notices/regulator/ca-qc.fr.html")).unwrap();
    for wanted in [
        "<bdi>6</bdi> personnes dans <bdi>6</bdi>",
        "autres pays : 1",
        "dont Québec : 1",
        "Corée du Sud : 2",
        "courriel : 4",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    for value in ["Marchand", "olive@", "홍길동", "12가3456"] {
        assert!(!page.contains(value), "{value}");
    }
    bench.says(&["scope", "disk", "--case", "case", "--clients", "clients.csv"], 0, &[]);
    let clients =
        bench.says(&["notice", "form", "--case", "case", "--kind", "client"], 3, &["general/client.en.md"]);
    assert_eq!(clients.matches("Notice:").count(), 2, "{clients}");
    bench.says(
        &["notice", "form", "--case", "case", "--kind", "client", "--client", "Nobody"],
        1,
        &["Clients: Birch / Co, Maple <Books>"],
    );
}
