//! Scores layouts on labelled tables: `columns REFERENCE.csv FOLDER [--hide-headers]`.
//!
//! REFERENCE.csv has the columns File, FieldOffset, FieldName, SemanticType of the semantic-types collection; files
//! stand under FOLDER. Prints precision, recall and F1 per class and of any of name, address, e-mail, phone.
#![allow(clippy::print_stdout)] // its output is its purpose

use std::collections::{BTreeMap, HashMap};
use std::error::Error;

use whose_detect::{Detected, Detector, Options};
use whose_model::record::{Batch, Sink, Table, TableKind};
use whose_model::{Place, SourceId};

const CLASSES: [&str; 6] = ["NAME", "ADDRESS", "EMAIL", "PHONE", "POSTAL", "CITY"];
/// Rows looked at per table, as the published comparison does.
const ROWS: usize = 300;

fn gold(label: &str) -> &str {
    match label {
        "EMAIL" | "CITY" => label,
        "TELEPHONE" => "PHONE",
        "NAME.FIRST" | "NAME.LAST" | "NAME.FIRST_LAST" | "NAME.LAST_FIRST" | "NAME.MIDDLE" => "NAME",
        _ if label.starts_with("STREET_ADDRESS") || label.starts_with("FULL_ADDRESS") => "ADDRESS",
        _ if label.starts_with("POSTAL_CODE") => "POSTAL",
        _ => "OTHER",
    }
}

fn said(code: Option<&str>) -> &'static str {
    match code.unwrap_or_default() {
        "person-name" | "given-name" | "family-name" => "NAME",
        "street-address" => "ADDRESS",
        "email" => "EMAIL",
        "phone" | "mobile" => "PHONE",
        "postcode" => "POSTAL",
        "city" => "CITY",
        _ => "OTHER",
    }
}

fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            _ => field.push(c),
        }
    }
    if !field.is_empty() || !row.is_empty() {
        row.push(field);
        rows.push(row);
    }
    rows
}

fn detect(detector: &Detector, rows: &[Vec<String>], hidden: bool) -> Detected {
    let columns = rows.first().cloned().unwrap_or_default();
    let width = columns.len();
    let kind = if hidden { TableKind::RowsWithoutHeader } else { TableKind::Rows };
    let columns = if hidden { (1..=width).map(|number| number.to_string()).collect() } else { columns };
    let mut source = detector.source(SourceId(1), &Place("table.csv".into()), Box::new(drop));
    source.table(0, &Table { name: String::new(), kind, columns });
    let mut batch = Batch::default();
    for (number, row) in (1u64..).zip(rows.iter().skip(1).take(ROWS)) {
        row.iter().take(width).enumerate().for_each(|(at, value)| batch.push(at as u32, 0, value));
        batch.end_record(number, 0);
    }
    source.batch(0, &batch);
    source.finish()
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let hidden = arguments.iter().any(|argument| argument == "--hide-headers");
    let verbose = arguments.iter().any(|argument| argument == "--errors");
    let [_, reference, folder, ..] = &arguments[..] else {
        return Err("columns REFERENCE.csv FOLDER".into());
    };
    let mut labels: BTreeMap<String, HashMap<usize, (String, String)>> = BTreeMap::new();
    for row in parse(&std::fs::read_to_string(reference)?).into_iter().skip(1).filter(|row| row.len() > 6) {
        labels.entry(row[0].clone()).or_default().insert(row[1].parse()?, (row[4].clone(), row[6].clone()));
    }
    let detector = Detector::new(Options::default());
    let mut tally: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    let mut any = [0u32; 3];
    let mut tables = 0;
    for (file, known) in &labels {
        let Ok(bytes) = std::fs::read(std::path::Path::new(folder).join(file)) else { continue };
        tables += 1;
        let rows = parse(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}'));
        for row in detect(&detector, &rows, hidden).layouts {
            let Some((name, label)) = known.get(&(row.column as usize)) else { continue };
            let (gold, said) = (gold(label), said(row.category.as_deref()));
            tally.entry(gold).or_default()[0] += 1;
            tally.entry(said).or_default()[1] += 1;
            tally.entry(gold).or_default()[2] += u32::from(gold == said);
            let personal = |class| CLASSES[..4].contains(&class);
            any[0] += u32::from(personal(gold));
            any[1] += u32::from(personal(said));
            any[2] += u32::from(personal(gold) && personal(said));
            if verbose && gold != said {
                println!(
                    "{gold}\t{said}\t{}\t{label}\t{name}\t{}\t{file}",
                    row.category.unwrap_or_default(),
                    row.evidence
                );
            }
        }
    }
    println!("tables {tables}");
    let line = |class: &str, [gold, said, right]: [u32; 3]| {
        let (p, r) = (f64::from(right) / f64::from(said.max(1)), f64::from(right) / f64::from(gold.max(1)));
        println!("{class:8} gold {gold:5}  P {p:.3}  R {r:.3}  F1 {:.3}", 2.0 * p * r / (p + r).max(1e-9));
    };
    CLASSES.iter().for_each(|class| line(class, tally.get(class).copied().unwrap_or_default()));
    line("any", any);
    Ok(())
}
