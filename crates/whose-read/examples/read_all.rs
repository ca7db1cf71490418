//! Reads everything under the paths given and prints counts per format: never a value.
//! `cargo run --release -p whose-read --example read_all -- PATH...`; with `--sources` a line per source.
#![allow(clippy::print_stdout, reason = "an example for the terminal")]

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use whose_model::{Batch, Gap, Sink, SourceId, Table};
use whose_read::{Options, Receiver, Receiving, SourceEnd, SourceStart};

#[derive(Default)]
struct Count {
    sources: u64,
    records: u64,
    fields: u64,
    bytes: u64,
    gap_bytes: u64,
    panics: u64,
    broken: u64,
}

#[derive(Default)]
struct All {
    known: Mutex<HashSet<SourceId>>,
    formats: Mutex<BTreeMap<String, Count>>,
    show: bool,
}

struct One<'a> {
    all: &'a All,
    place: String,
    count: Count,
    gaps: Vec<Gap>,
    columns: usize,
}

impl Sink for One<'_> {
    fn table(&mut self, _number: u32, table: &Table) {
        self.columns += table.columns.len();
    }
    fn column(&mut self, _table: u32, _column: u32, _name: &str) {
        self.columns += 1;
    }
    fn batch(&mut self, _table: u32, batch: &Batch) {
        self.count.records += batch.records.len() as u64;
        self.count.fields += batch.fields.len() as u64;
    }
    fn gap(&mut self, gap: Gap) {
        self.count.gap_bytes += gap.bytes();
        self.count.panics += u64::from(gap.detail.starts_with("reading it failed"));
        self.gaps.push(gap);
    }
}

impl Receiving for One<'_> {
    fn finish(self: Box<Self>, end: SourceEnd) {
        let broken = end.bytes_read + self.count.gap_bytes != self.count.bytes;
        if self.all.show {
            let gaps: Vec<&str> = self.gaps.iter().map(|gap| gap.reason.code()).take(4).collect();
            println!(
                "{}\t{}\t{}\t{} columns\t{} records\t{} bytes\t{} in gaps\t{}",
                self.place,
                end.format,
                end.encoding,
                self.columns,
                end.records,
                self.count.bytes,
                self.count.gap_bytes,
                gaps.join(" ")
            );
        }
        let mut formats = self.all.formats.lock().expect("no other thread panicked");
        let sum = formats.entry(end.format.to_string()).or_default();
        sum.sources += 1;
        sum.records += self.count.records;
        sum.fields += self.count.fields;
        sum.bytes += self.count.bytes;
        sum.gap_bytes += self.count.gap_bytes;
        sum.panics += self.count.panics;
        sum.broken += u64::from(broken);
    }
}

impl Receiver for All {
    fn open<'a>(&'a self, start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'a>> {
        if !self.known.lock().expect("no other thread panicked").insert(start.id) {
            return None;
        }
        let count = Count { bytes: start.bytes, ..Count::default() };
        Some(Box::new(One { all: self, place: start.place.to_string(), count, gaps: Vec::new(), columns: 0 }))
    }
}

fn main() {
    let mut all = All::default();
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    all.show = paths.iter().any(|path| path.as_os_str() == "--sources");
    paths.retain(|path| path.as_os_str() != "--sources");
    let options = Arc::new(Options::new(std::env::temp_dir()));
    let walk = whose_read::walk(&paths);
    let begun = std::time::Instant::now();
    for file in &walk.files {
        whose_read::read(file, &options, &all);
    }
    let took = begun.elapsed();
    println!(
        "{:14} {:>8} {:>10} {:>11} {:>12} {:>12} panics broken",
        "format", "sources", "records", "fields", "bytes", "in gaps"
    );
    let formats = all.formats.into_inner().expect("no other thread panicked");
    for (format, count) in &formats {
        let Count { sources, records, fields, bytes, gap_bytes, panics, broken } = count;
        println!(
            "{format:14} {sources:>8} {records:>10} {fields:>11} {bytes:>12} {gap_bytes:>12} {panics:>6} {broken:>6}"
        );
    }
    println!("{} files, {} problems, {} ms", walk.files.len(), walk.problems.len(), took.as_millis());
}
