//! Column meanings of open-data tables.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use whose_detect::{Detected, Detector};
use whose_model::record::{Batch, Sink, Table, TableKind};
use whose_model::{Place, SourceId};

use super::{Line, Score};

/// Rows looked at of each table.
const ROWS: usize = 300;
/// Bytes looked at of each table.
const BYTES: usize = 4_000_000;

/// Classes with their bar, and what the best peer reaches.
const CLASSES: [(&str, f64, &str); 6] = [
    ("NAME", 0.95, "header words .914"),
    ("ADDRESS", 0.90, "header words .859"),
    ("EMAIL", 0.97, "header words .873"),
    ("PHONE", 0.93, "header words .883"),
    ("POSTAL", 0.96, "header words .915"),
    ("CITY", 0.0, "colscan .856"),
];

fn class_of_label(label: &str) -> &str {
    match label {
        "EMAIL" | "CITY" => label,
        "TELEPHONE" => "PHONE",
        "NAME.FIRST" | "NAME.LAST" | "NAME.FIRST_LAST" | "NAME.LAST_FIRST" | "NAME.MIDDLE" => "NAME",
        _ if label.starts_with("STREET_ADDRESS") || label.starts_with("FULL_ADDRESS") => "ADDRESS",
        _ if label.starts_with("POSTAL_CODE") => "POSTAL",
        _ => "OTHER",
    }
}

fn class_of_category(code: Option<&str>) -> &'static str {
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

/// Label and header of the labelled columns of each file.
type Labels = BTreeMap<String, BTreeMap<usize, (String, String)>>;

fn labels(path: &Path) -> Result<Labels> {
    let mut reader = csv::Reader::from_path(path)?;
    let headers = reader.headers()?.clone();
    let column = |name: &str| {
        headers.iter().position(|header| header == name).with_context(|| format!("no column {name}"))
    };
    let (file, offset) = (column("File")?, column("FieldOffset")?);
    let (name, meaning) = (column("FieldName")?, column("SemanticType")?);
    let mut labels = Labels::new();
    for row in reader.records() {
        let row = row?;
        let field = |at: usize| row.get(at).unwrap_or_default();
        let entry = labels.entry(field(file).to_string()).or_default();
        entry.insert(field(offset).parse()?, (field(meaning).to_string(), field(name).to_string()));
    }
    Ok(labels)
}

fn detect(detector: &Detector, bytes: &[u8], hidden: bool) -> Detected {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(BYTES)]);
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns: Vec<String> =
        reader.headers().map(|row| row.iter().map(str::to_string).collect()).unwrap_or_default();
    let width = columns.len();
    let kind = if hidden { TableKind::RowsWithoutHeader } else { TableKind::Rows };
    let columns = if hidden { (1..=width).map(|number| number.to_string()).collect() } else { columns };
    let mut source = detector.source(SourceId(1), &Place("table.csv".into()), Box::new(drop));
    source.table(0, &Table { name: String::new(), kind, columns });
    let mut batch = Batch::default();
    for (number, row) in (1u64..).zip(reader.records().flatten().take(ROWS)) {
        row.iter().take(width).enumerate().for_each(|(at, value)| batch.push(at as u32, 0, value));
        batch.end_record(number, 0);
    }
    source.batch(0, &batch);
    source.finish()
}

#[derive(Debug, Default)]
struct Outcome {
    classes: BTreeMap<String, Score>,
    any: Score,
    tables: u32,
}

fn score(
    detector: &Detector,
    folder: &Path,
    labels: &Labels,
    hidden: bool,
    tell: &mut dyn FnMut(&str),
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    for (file, known) in labels {
        let path = folder.join(file);
        if !path.exists() {
            continue;
        }
        outcome.tables += 1;
        for row in detect(detector, &fs_err::read(path)?, hidden).layouts {
            let Some((label, header)) = known.get(&(row.column as usize)) else { continue };
            let (gold, said) = (class_of_label(label), class_of_category(row.category.as_deref()));
            let right = u32::from(gold == said);
            let score = outcome.classes.entry(gold.to_string()).or_default();
            score.gold += 1;
            score.found += right;
            let score = outcome.classes.entry(said.to_string()).or_default();
            score.said += 1;
            score.right += right;
            let personal = |class: &str| CLASSES[..4].iter().any(|(name, ..)| *name == class);
            let both = u32::from(personal(gold) && personal(said));
            let (in_gold, in_said) = (u32::from(personal(gold)), u32::from(personal(said)));
            outcome.any.add(&Score { gold: in_gold, said: in_said, found: both, right: both });
            if gold != said {
                let evidence = &row.evidence;
                tell(&format!("{gold}\t{said}\t{label}\t{header}\t{evidence}\t{file}"));
            }
        }
    }
    Ok(outcome)
}

/// Scores the tables, with their headers and without.
pub fn lines(
    detector: &Detector,
    folder: &Path,
    errors: bool,
    print: &mut dyn FnMut(&str),
) -> Result<Vec<Line>> {
    let reference = folder.join("reference.csv");
    if !reference.exists() {
        return Ok(vec![Line::skipped("columns of open-data tables", "the data is not there")]);
    }
    let labels = labels(&reference)?;
    let mut tell = |line: &str| {
        if errors {
            print(line);
        }
    };
    let open = score(detector, folder, &labels, false, &mut tell)?;
    let hidden = score(detector, folder, &labels, true, &mut |_| {})?;
    let mut lines = Vec::new();
    let share =
        |outcome: &Outcome, class: &str| outcome.classes.get(class).copied().unwrap_or_default().f(1.0);
    for (class, bar, peer) in CLASSES {
        let what = format!("columns of {} tables, {class} F1", open.tables);
        if bar > 0.0 {
            lines.push(Line::least(&what, peer, bar, share(&open, class)));
        } else {
            lines.push(Line::told(&what, peer, format!("{:.3}", share(&open, class))));
        }
    }
    lines.push(Line::least("columns, any of the first four", "header words .889", 0.93, open.any.f(1.0)));
    lines.push(Line::least("columns without headers, any", "values only .769", 0.82, hidden.any.f(1.0)));
    let classes = CLASSES.iter().map(|(class, ..)| format!("{class} {:.3}", share(&hidden, class)));
    lines.push(Line::told("  without headers, F1 by class", "", classes.collect::<Vec<_>>().join(", ")));
    Ok(lines)
}
