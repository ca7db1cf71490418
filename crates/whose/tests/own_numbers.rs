//! A company's own numbers: told once, kept with the case, found from then on.

use std::path::Path;

use whose::Case;
use whose::people::{Filter, list};
use whose::progress::{Control, Quiet};
use whose::scope::{Request, scope};

const NUMBERS: &str = r#"
[[number]]
name = "고객번호"
kind = "customer"
pattern = "'HK'-9999999"
examples = ["HK-1234567"]
words = ["고객번호", "customer"]
"#;

const MEMO: &str = "통화 기록\n성명: 홍길동, 고객번호 HK-7654321, 연락처 010-2345-6789\n";

fn categories(dir: &Path, numbers: Option<&Path>) -> (Case, Vec<String>) {
    let request = Request {
        sources: vec![dir.join("disk")],
        own_numbers: numbers.map(Path::to_path_buf),
        threads: Some(1),
        ..Request::default()
    };
    let mut case = Case::open_or_create(&dir.join("case")).unwrap();
    scope(&mut case, &request, &Control::default(), &Quiet).unwrap();
    let mut found = Vec::new();
    list(&case, &Filter::default(), false, |row| {
        found.push(row.categories.clone());
        Ok(())
    })
    .unwrap();
    (case, found)
}

#[test]
fn own_numbers_are_found_and_kept_with_the_case() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("disk")).unwrap();
    std::fs::write(dir.path().join("disk/memo.txt"), MEMO).unwrap();
    let numbers = dir.path().join("numbers.toml");
    std::fs::write(&numbers, NUMBERS).unwrap();

    let (_, without) = categories(dir.path(), None);
    assert!(without.iter().all(|found| !found.contains("customer-number")), "{without:?}");
    let (case, with) = categories(dir.path(), Some(&numbers));
    assert!(with.iter().any(|found| found.contains("customer-number")), "{with:?}");
    assert_eq!(case.settings().own_numbers, Some(numbers.canonicalize().unwrap()));
    assert!(case.journal().entries().iter().any(|line| line.inputs.contains_key("own_numbers")));
    drop(case);
    // The next scope needs not be told again.
    let (_, again) = categories(dir.path(), None);
    assert_eq!(again, with);
}

#[test]
fn a_file_that_cannot_be_used_stops_before_anything_is_read() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("disk")).unwrap();
    let numbers = dir.path().join("numbers.toml");
    std::fs::write(&numbers, NUMBERS.replace("HK-1234567", "HK-12")).unwrap();
    let request =
        Request { sources: vec![dir.path().join("disk")], own_numbers: Some(numbers), ..Request::default() };
    let mut case = Case::open_or_create(&dir.path().join("case")).unwrap();
    let error = format!("{:#}", scope(&mut case, &request, &Control::default(), &Quiet).unwrap_err());
    assert!(error.contains("example 1") && !error.contains("HK-12\""), "{error}");
}
