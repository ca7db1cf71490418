//! For tests: reads bytes as a file would be read and renders all that came of it as text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, Mutex};

use whose_model::{Batch, Gap, Sink, SourceId, Table};

use crate::driver::{Job, Root, Waiting};
use crate::receive::{Receiver, Receiving, SourceEnd, SourceStart};
use crate::{Limits, Options};

/// Everything that reading handed over, by place.
#[derive(Default)]
pub(crate) struct Collected {
    sources: Mutex<BTreeMap<String, Rendered>>,
    known: Mutex<Vec<SourceId>>,
}

/// What one source gave.
#[derive(Default, Clone)]
pub(crate) struct Rendered {
    pub(crate) format: String,
    pub(crate) encoding: String,
    pub(crate) bytes: u64,
    pub(crate) bytes_read: u64,
    pub(crate) records: u64,
    pub(crate) tables: BTreeMap<u32, Table>,
    /// Rows as text, in the order in which they came.
    pub(crate) rows: Vec<String>,
    /// Values of each row by table, column and group.
    pub(crate) values: Vec<Vec<(u32, u32, u32, String)>>,
    pub(crate) gaps: Vec<Gap>,
}

struct One<'a> {
    place: String,
    rendered: Rendered,
    all: &'a Collected,
}

impl Sink for One<'_> {
    fn table(&mut self, number: u32, table: &Table) {
        let before = self.rendered.tables.insert(number, table.clone());
        assert!(before.is_none(), "table {number} declared twice");
        let columns = table.columns.join(" | ");
        self.rendered.rows.push(format!("table {number} {} {:?}: {columns}", table.kind.code(), table.name));
    }

    fn column(&mut self, table: u32, column: u32, name: &str) {
        let table = self.rendered.tables.get_mut(&table).expect("declared before");
        assert_eq!(table.columns.len(), column as usize, "columns are numbered in order");
        table.columns.push(name.to_string());
    }

    fn batch(&mut self, number: u32, batch: &Batch) {
        let table = self.rendered.tables.get(&number).expect("declared before");
        for (entry, fields) in batch.iter() {
            assert!(entry.offset <= self.rendered.bytes, "offset past the end");
            let mut row = format!("{number} #{} @{}:", entry.number, entry.offset);
            let mut values = Vec::new();
            for field in fields {
                let column = table.columns.get(field.column as usize).expect("a column that was declared");
                let value = batch.value(*field);
                let group = if field.group > 0 { format!("~{}", field.group) } else { String::new() };
                write!(row, " {column}{group}={value:?}").expect("written");
                values.push((number, field.column, field.group, value.to_string()));
            }
            self.rendered.rows.push(row);
            self.rendered.values.push(values);
        }
    }

    fn gap(&mut self, gap: Gap) {
        // What this receiver holds against a reader is caught on the way, and made a gap.
        assert!(!gap.detail.starts_with("finding people in it failed"), "an assertion above does not hold");
        self.rendered.gaps.push(gap);
    }
}

impl Receiving for One<'_> {
    fn finish(self: Box<Self>, end: SourceEnd) {
        let One { place, mut rendered, all } = *self;
        rendered.format = end.format.to_string();
        rendered.encoding = end.encoding;
        rendered.bytes_read = end.bytes_read;
        rendered.records = end.records;
        let in_gaps: u64 = rendered.gaps.iter().map(Gap::bytes).sum();
        assert_eq!(rendered.bytes_read + in_gaps, rendered.bytes, "every byte is read or in a gap: {place}");
        assert!(rendered.gaps.iter().all(|gap| gap.to <= rendered.bytes));
        all.sources.lock().expect("whole").insert(place, rendered);
    }
}

impl Receiver for Collected {
    fn open<'a>(&'a self, start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'a>> {
        let mut known = self.known.lock().expect("whole");
        if known.contains(&start.id) {
            return None;
        }
        known.push(start.id);
        let rendered = Rendered { bytes: start.bytes, ..Rendered::default() };
        Some(Box::new(One { place: start.place.0.clone(), rendered, all: self }))
    }
}

/// Limits that hostile inputs of tests reach soon.
pub(crate) fn small_limits() -> Limits {
    Limits { depth: 5, members: 300, ratio: 50, free_bytes: 1 << 20, unpacked: 1 << 24, held: 1 << 12 }
}

/// Reads bytes as a file of this name.
pub(crate) fn read_bytes(name: &str, bytes: &[u8]) -> BTreeMap<String, Rendered> {
    read_with(name, bytes, &[], Limits::default())
}

/// Reads bytes with passwords and limits.
pub(crate) fn read_with(
    name: &str,
    bytes: &[u8],
    passwords: &[&str],
    limits: Limits,
) -> BTreeMap<String, Rendered> {
    let collected = Collected::default();
    let mut options = Options::new(std::env::temp_dir());
    options.passwords = passwords.iter().map(ToString::to_string).collect();
    options.limits = limits;
    let job = Job {
        content: Waiting::Held(bytes.to_vec()),
        place: whose_model::Place(name.to_string()),
        name: name.to_string(),
        container: None,
        depth: 0,
        share: bytes.len() as u64,
        root: Arc::new(Root { options: Arc::new(options), unpacked: 0.into() }),
    };
    job.run(&collected);
    collected.sources.into_inner().expect("whole")
}

/// All that came of a file of this name, as text.
pub(crate) fn dump(name: &str, bytes: &[u8]) -> String {
    render(&read_bytes(name, bytes))
}

/// Sources as text.
pub(crate) fn render(sources: &BTreeMap<String, Rendered>) -> String {
    let mut text = String::new();
    for (place, source) in sources {
        let Rendered { format, encoding, bytes, bytes_read, .. } = source;
        writeln!(text, "{place}: {format} {encoding} {bytes_read}/{bytes}").expect("written");
        for row in &source.rows {
            writeln!(text, "  {row}").expect("written");
        }
        for gap in &source.gaps {
            writeln!(text, "  gap {}..{} {}: {}", gap.from, gap.to, gap.reason.code(), gap.detail)
                .expect("written");
        }
    }
    text
}
