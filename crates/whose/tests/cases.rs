//! Whole runs as readable text: the files handed in, and the people that must come out.
//!
//! A case in `tests/cases/` has sections `== file PATH`, `== clients`, `== registry`, then `== people` (one line per person:
//! masked name | roles | clients | categories | period | records and mentions | standing) and `== gaps` (place | reason).
//! `WHOSE_UPDATE=1 cargo test -p whose --test cases` rewrites the expected sections.

use std::fmt::Write;
use std::path::Path;

use whose::Case;
use whose::people::{Filter, list};
use whose::progress::{Control, Quiet};
use whose::scope::{Request, scope};
use whose_model::tables::{GapRow, SourceRow};

struct Section<'a> {
    title: &'a str,
    body: &'a str,
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut found = Vec::new();
    for part in format!("\n{text}").split("\n== ").skip(1) {
        let (title, body) = part.split_once('\n').unwrap_or((part, ""));
        // Sections are cut from a leaked copy: a test's text lives as long as the test.
        found.push(Section { title: String::from(title.trim()).leak(), body: String::from(body).leak() });
    }
    found
}

fn run(text: &str, threads: usize) -> (String, String) {
    let dir = tempfile::tempdir().unwrap();
    let mut request =
        Request { sources: vec![dir.path().join("disk")], threads: Some(threads), ..Request::default() };
    std::fs::create_dir(dir.path().join("disk")).unwrap();
    for section in sections(text) {
        let body = format!("{}\n", section.body.trim_end_matches('\n'));
        match section.title.split_once(' ') {
            Some(("file", name)) => {
                let path = dir.path().join("disk").join(name);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, body).unwrap();
            }
            None if section.title == "clients" || section.title == "registry" => {
                let path = dir.path().join(format!("{}.csv", section.title));
                std::fs::write(&path, body).unwrap();
                *(if section.title == "clients" { &mut request.clients } else { &mut request.registry }) =
                    Some(path);
            }
            _ => {}
        }
    }
    let mut case = Case::open_or_create(&dir.path().join("case")).unwrap();
    scope(&mut case, &request, &Control::default(), &Quiet).unwrap();
    (people(&case), gaps(&case))
}

fn people(case: &Case) -> String {
    let mut lines = Vec::new();
    list(case, &Filter::default(), false, |row| {
        let period = format!("{}..{}", row.first_date, row.last_date);
        let counts = format!("{} records, {} mentions", row.records, row.mentions);
        let customer = if row.standing.is_empty() {
            String::new()
        } else {
            format!(" | {} {} k={}", row.customer, row.standing, row.k)
        };
        lines.push(format!(
            "{} | {} | {} | {} | {period} | {counts}{customer}",
            row.name, row.roles, row.clients, row.categories
        ));
        Ok(())
    })
    .unwrap();
    lines.sort();
    lines.join("\n")
}

fn gaps(case: &Case) -> String {
    let sources: Vec<SourceRow> = case.store().rows().unwrap();
    let gaps: Vec<GapRow> = case.store().rows().unwrap();
    let place = |id| sources.iter().find(|source| source.id == id).unwrap().places[0].clone();
    let lines: Vec<String> =
        gaps.iter().map(|gap| format!("{} | {}", place(gap.source), gap.reason)).collect();
    lines.join("\n")
}

#[test]
fn every_case_comes_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let inputs = text.split("\n== people").next().unwrap();
        let (people, gaps) = run(&text, 2);
        let came_out = format!("{}\n\n== people\n{people}\n\n== gaps\n{gaps}\n", inputs.trim_end());
        if came_out == text {
            assert_eq!(
                run(&text, 1),
                (people, gaps),
                "another thread count gave another result: {}",
                path.display()
            );
        } else if std::env::var_os("WHOSE_UPDATE").is_some() {
            std::fs::write(&path, came_out).unwrap();
        } else {
            writeln!(wrong, "{}: people:\n{people}\ngaps:\n{gaps}\n", path.display()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "came out otherwise:\n{wrong}");
}
