use std::process::Command;

use crate::bench::Bench;

const PEOPLE: &str = "name,address,city,province,postal_code,country,email\n\
     Olive Marchand,12 Main St,Toronto,ON,M5V 2T6,CA,\n\
     François Œuvrard,9 rue Laval,Québec,QC,G1R 4P5,CA,\n\
     Ann Lee,1 Elm Ave,Boston,MA,02108,US,ann@example.org\n";

/// Drivers with a full address.
const DRIVERS: &str =
    "성명,주소,휴대전화,차량번호\n홍길동,서울특별시 중구 세종대로 110,010-1234-5678,12가3456\n";

fn bench() -> Bench {
    let bench = Bench::of(&[("people.csv", PEOPLE), ("drivers.csv", DRIVERS)]);
    bench.write(
        "case/tell.toml",
        "[order]\ngeneral = [\"letter\"]\n[letter]\nsender = \"Maple, 1 Box Rd\"\nsheet = { general = \"dl\", us = \"us-10\", ca = \"us-10\" }\n",
    );
    bench
}

/// Text of a file of letters; none where no program reads PDF.
fn text_of(path: &std::path::Path) -> Option<String> {
    let output = Command::new("pdftotext").arg("-layout").arg(path).arg("-").output();
    match output {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(_) => {
            eprintln!("skipped: there is no pdftotext (poppler-utils)");
            None
        }
    }
}

#[test]
fn letters_are_written_listed_posted_and_come_back() {
    let bench = bench();
    bench.tell(&["send", "--send"], 0, &["4 letters written", "letters-0001-"]);
    assert_eq!((bench.count("written"), bench.count("told")), (4, 0));
    bench.tell(&["send", "--send"], 0, &["0 letters written"]);
    bench.tell(
        &["settle", "letters-0001-en", "--as", "told", "--on", "2190-01-01"],
        1,
        &["lies in the future"],
    );
    bench.tell(&["settle", "letters-0009-en", "--as", "told"], 1, &["neither a file of letters"]);
    let files = bench.status()["letters"].clone();
    let names: Vec<String> =
        files.as_array().unwrap().iter().map(|file| file["file"].as_str().unwrap().to_string()).collect();
    for name in &names {
        bench.tell(&["settle", &format!("{name}.pdf"), "--as", "told", "--on", "2026-09-16"], 0, &[]);
    }
    assert_eq!(bench.count("told"), 4);
    bench.tell(&["settle", &names[0], "--as", "not-told"], 1, &["is not open any more: handed over"]);
    let list = std::fs::read_to_string(bench.path(&format!("case/letters/{}.csv", names[0]))).unwrap();
    let first = list.lines().nth(1).unwrap();
    bench.write("returned.txt", &format!("moved away;{}\nunknown line\n", first.split(',').nth(3).unwrap()));
    bench.tell(&["returns", "--letters", "returned.txt"], 0, &["1 came back", "1 name nothing"]);
    assert_eq!((bench.count("told"), bench.count("unreachable")), (3, 1));
}

#[test]
fn a_file_that_was_thrown_away_is_written_again() {
    let bench = bench();
    bench.tell(&["send", "--send", "--limit", "1"], 0, &["1 letters written"]);
    let name = bench.status()["letters"][0]["file"].as_str().unwrap().to_string();
    bench.tell(&["settle", &name, "--as", "not-told"], 0, &[]);
    bench.tell(&["send", "--send"], 0, &["4 letters written"]);
}

#[test]
fn a_letter_says_name_items_and_what_the_company_says_in_the_language_of_the_place() {
    let bench = bench();
    bench.tell(&["send", "--send"], 0, &[]);
    let mut all = String::new();
    for entry in std::fs::read_dir(bench.path("case/letters")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "pdf") {
            let Some(text) = text_of(&path) else { return };
            all.push_str(&text);
        }
    }
    for wanted in [
        "Olive Marchand",
        "Toronto ON M5V 2T6",
        "François Œuvrard",
        "Québec QC G1R 4P5",
        "Lesquels de vos renseignements",
        "홍길동",
        "서울특별시 중구 세종대로 110",
        "차량번호",
        "as <written> by us",
    ] {
        assert!(all.contains(wanted), "{wanted}: {all}");
    }
}

#[test]
fn a_name_with_markup_or_marks_of_direction_prints_as_text() {
    let bench = Bench::of(&[(
        "people.csv",
        "name,address,city,province,postal_code,country\n\
         Olive *#Marchand* [x](y) $,12 `Main` St #set,Toronto,ON,M5V 2T6,CA\n\
         \u{202e}Anne\u{200f} Roy,7 Oak Ave,Ottawa,ON,K1A 0B1,CA\n\
         Paul Roy,9 Oak Ave,Ottawa,ON,K1A 0B1,CA\n\
         Sarah Cohen,9 Oak Ave \u{5e9}\u{5e8}\u{5d4},Ottawa,ON,K1A 0B1,CA\n",
    )]);
    bench.write("case/tell.toml", "[order]\ngeneral = [\"letter\"]\n");
    bench.tell(&["plan"], 3, &["letter in letters that the fonts lack"]);
    bench.tell(&["send", "--send"], 0, &["3 letters written"]);
    let Some(text) = text_of(&bench.path("case/letters/letters-0001-en.pdf")) else { return };
    for wanted in ["Olive *#Marchand* [x](y) $", "12 `Main` St #set", "Dear Anne Roy"] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    assert!(!text.contains(['\u{202e}', '\u{200f}']));
}

#[test]
fn a_preview_is_a_letter_too_and_masked_unless_revealed() {
    let bench = bench();
    let list = bench.says(&["people", "--case", "case", "--format", "csv"], 0, &[]);
    let person = list.lines().find(|line| line.contains("M******d")).unwrap().split(',').next().unwrap();
    let preview = ["notice", "preview", "--case", "case", person, "--pdf"];
    bench.says(&preview, 0, &[".pdf"]);
    let path = bench.path(&format!("case/notices/preview/{person}.ca.first.en.pdf"));
    let Some(masked) = text_of(&path) else { return };
    assert!(!masked.contains("Marchand") && !masked.contains("Main St"), "{masked}");
    bench.says(&[&preview[..], &["--reveal"]].concat(), 0, &[]);
    let shown = text_of(&path).unwrap();
    assert!(shown.contains("Olive Marchand") && shown.contains("12 Main St"), "{shown}");
}
