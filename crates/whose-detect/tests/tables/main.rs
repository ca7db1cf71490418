//! Tables as text, beside the layout and the mentions that must come out of them.

mod between_columns;
mod countries;
mod english;
mod french;
mod korean;
mod notes;
mod other_shapes;
mod stability;
mod traps;

use std::sync::{Arc, Mutex};

use arrow_array::RecordBatch;
use whose_detect::{Detected, Detector, Options};
use whose_model::record::{Batch, Sink, Table, TableKind};
use whose_model::tables::Mentions;
use whose_model::{Categories, Place, SourceId, civil};

/// A source as text: lines of cells between `|`; the first line names the columns. `~` stands for an empty cell, `⏎` for the
/// end of a line within one.
pub(crate) struct Source<'t> {
    pub(crate) place: &'t str,
    pub(crate) table: &'t str,
    pub(crate) kind: TableKind,
    pub(crate) text: &'t str,
}

impl<'t> Source<'t> {
    pub(crate) fn rows(text: &'t str) -> Self {
        Self { place: "disk/export.csv", table: "", kind: TableKind::Rows, text }
    }

    fn lines(&self) -> Vec<Vec<String>> {
        let lines = self.text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines
            .map(|line| {
                let cells = line.split('|').map(str::trim);
                cells.map(|cell| if cell == "~" { String::new() } else { cell.replace('⏎', "\n") }).collect()
            })
            .collect()
    }
}

/// What came out.
pub(crate) struct Out {
    pub(crate) detected: Detected,
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) categories: Categories,
}

impl Out {
    /// `column: category role` lines; columns that hold nothing are left out.
    pub(crate) fn layout(&self) -> String {
        let rows = self.detected.layouts.iter().filter(|row| row.category.is_some());
        rows.map(|row| {
            let role = if row.role == "unknown" { String::new() } else { format!(" {}", row.role) };
            format!("{}: {}{role}\n", row.column_name, row.category.as_deref().unwrap_or_default())
        })
        .collect()
    }

    /// One line per mention: record, role, client, day, then its items.
    pub(crate) fn mentions(&self) -> String {
        let mut lines = String::new();
        for batch in &self.batches {
            let mentions = Mentions::of(batch).expect("the schema of this version");
            for mention in (0..mentions.len()).map(|at| mentions.get(at)) {
                let items: Vec<String> = mention
                    .items()
                    .map(|item| format!("{}={}", self.categories.get(item.category).code, item.value))
                    .collect();
                let day = mention.date().map_or("-".into(), civil::iso);
                let client = mention.client_key().unwrap_or("-");
                lines.push_str(&format!(
                    "{} {} {client} {day} {}\n",
                    mention.record(),
                    mention.role().code(),
                    items.join("; ")
                ));
            }
        }
        lines
    }

    pub(crate) fn record_keys(&self) -> Vec<u64> {
        let mut keys = Vec::new();
        for batch in &self.batches {
            let mentions = Mentions::of(batch).expect("the schema of this version");
            keys.extend((0..mentions.len()).map(|at| mentions.get(at).record_key()));
        }
        keys
    }
}

/// Runs the detector over a source, in batches of `step` records.
pub(crate) fn run_in_steps(source: &Source<'_>, options: Options, step: usize) -> Out {
    let detector = Detector::new(options);
    let batches = Arc::new(Mutex::new(Vec::new()));
    let given = Arc::clone(&batches);
    let mut sink = detector.source(
        SourceId(7),
        &Place(source.place.into()),
        Box::new(move |batch| given.lock().expect("no other thread").push(batch)),
    );
    let lines = source.lines();
    let (head, rows) = lines.split_first().expect("a line of column names");
    let columns = head.to_vec();
    sink.table(0, &Table { name: source.table.into(), kind: source.kind, columns });
    let mut number = 0;
    for chunk in rows.chunks(step) {
        let mut batch = Batch::default();
        for row in chunk {
            for (column, cell) in row.iter().enumerate() {
                // `3::value` puts the value, and those behind it, in repetition 3.
                let mut group = 0;
                for part in cell.split("&&").map(str::trim) {
                    let (number, value) = part.split_once("::").unwrap_or(("", part));
                    group = number.parse().unwrap_or(group);
                    batch.push(column as u32, group, value);
                }
            }
            number += 1;
            batch.end_record(number, number * 100);
        }
        sink.batch(0, &batch);
    }
    let detected = sink.finish();
    let categories = detector.categories().clone();
    let batches = std::mem::take(&mut *batches.lock().expect("no other thread"));
    Out { detected, batches, categories }
}

pub(crate) fn run(source: &Source<'_>) -> Out {
    run_in_steps(source, Options::default(), 1_000)
}

/// The keys of the records of a table.
pub(crate) fn keys_of(text: &str) -> Vec<u64> {
    run(&Source::rows(text)).record_keys()
}

/// Compares without regard to indentation.
#[track_caller]
pub(crate) fn same(actual: &str, expected: &str) {
    let plain = |text: &str| {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| format!("{line}\n"))
            .collect::<String>()
    };
    let (actual, expected) = (plain(actual), plain(expected));
    assert!(actual == expected, "\n--- is\n{actual}--- should be\n{expected}");
}
