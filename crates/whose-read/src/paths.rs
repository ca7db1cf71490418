//! Records cut from trees: columns are paths, found while reading.

use rustc_hash::FxHashMap;
use whose_model::{Batch, TableKind};

use crate::Output;

/// A record of a tree is handed over in parts when it gets larger than this, so that memory stays bounded.
const MOST_FIELDS: usize = 1 << 16;
const MOST_BYTES: usize = 1 << 22;
/// Paths beyond this many share the last column: keys that are data, not names.
const MOST_COLUMNS: usize = 4_096;

/// Tables of one source, the first being that of what stands outside all others.
#[derive(Default)]
pub(crate) struct PathTables {
    tables: Vec<PathTable>,
    records: u64,
}

struct PathTable {
    name: String,
    columns: FxHashMap<String, u32>,
    /// Names by number: fields of one record often follow in the order of the last.
    names: Vec<String>,
    last: usize,
    batch: Batch,
    number: u64,
    /// Fields and text of the batch that belong to whole records.
    whole_fields: usize,
    whole_bytes: usize,
}

impl PathTables {
    /// The table of this name, declared when it is new.
    pub(crate) fn table(&mut self, name: &str, output: &mut dyn Output) -> usize {
        if let Some(known) = self.tables.iter().position(|table| table.name == name) {
            return known;
        }
        output.declare(self.tables.len() as u32, name, TableKind::Paths, Vec::new());
        self.tables.push(PathTable {
            name: name.to_string(),
            columns: FxHashMap::default(),
            names: Vec::new(),
            last: 0,
            batch: Batch::default(),
            number: 0,
            whole_fields: 0,
            whole_bytes: 0,
        });
        self.tables.len() - 1
    }

    /// Number that the next table will have.
    pub(crate) fn next_number(&self) -> u32 {
        self.tables.len() as u32
    }

    /// Records handed over or waiting.
    pub(crate) fn records(&self) -> u64 {
        self.records
    }

    /// A value of the record under way.
    pub(crate) fn value(
        &mut self,
        table: usize,
        path: &str,
        group: u32,
        value: &str,
        offset: u64,
        output: &mut dyn Output,
    ) {
        let under_way = &mut self.tables[table];
        let column = under_way.column(table as u32, path, output);
        under_way.batch.push(column, group, value);
        let fields = under_way.batch.fields.len() - under_way.whole_fields;
        let bytes = under_way.batch.text.len() - under_way.whole_bytes;
        if fields >= MOST_FIELDS || bytes >= MOST_BYTES {
            self.end_record(table, offset, output);
        }
    }

    /// Ends the record under way, unless it is empty.
    pub(crate) fn end_record(&mut self, table: usize, offset: u64, output: &mut dyn Output) {
        let number = table as u32;
        let table = &mut self.tables[table];
        if table.batch.fields.len() > table.whole_fields {
            table.number += 1;
            self.records += 1;
            table.batch.end_record(table.number, offset);
            output.hand_over_if_full(number, &mut table.batch);
            table.whole_fields = table.batch.fields.len();
            table.whole_bytes = table.batch.text.len();
        }
    }

    /// Hands over what waits.
    pub(crate) fn finish(&mut self, output: &mut dyn Output) {
        for (number, table) in self.tables.iter_mut().enumerate() {
            output.hand_over(number as u32, &mut table.batch);
        }
    }
}

impl PathTable {
    fn column(&mut self, table: u32, path: &str, output: &mut dyn Output) -> u32 {
        let next = if self.last + 1 < self.names.len() { self.last + 1 } else { 0 };
        if self.names.get(next).is_some_and(|name| name == path) {
            self.last = next;
            return next as u32;
        }
        let column = match self.columns.get(path) {
            Some(column) => *column,
            None if self.names.len() >= MOST_COLUMNS => (MOST_COLUMNS - 1) as u32,
            None => {
                let column = self.names.len() as u32;
                let name = if self.names.len() == MOST_COLUMNS - 1 { "…" } else { path };
                output.column(table, column, name);
                self.columns.insert(path.to_string(), column);
                self.names.push(name.to_string());
                column
            }
        };
        self.last = column as usize;
        column
    }
}

/// A part of a tree that could be the level of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Level {
    /// Its path.
    pub(crate) path: String,
    /// Elements seen.
    pub(crate) count: u64,
    /// Bytes they take.
    pub(crate) bytes: u64,
}

/// Chooses the levels whose elements are records, from a sample of the given length: the one that takes most of it; or all
/// that repeat, if one repeats often; or none, so that the whole tree is one record. `whole`: the sample is all of it.
pub(crate) fn record_levels(levels: &[Level], sample: u64, whole: bool) -> Vec<String> {
    let repeated: Vec<&Level> =
        levels.iter().filter(|level| level.count >= 2 || !whole && level.count >= 1).collect();
    let largest = repeated.iter().max_by_key(|level| level.bytes);
    match largest {
        Some(largest)
            if largest.bytes * 10 >= sample * 6
                || repeated.iter().any(|level| level.count >= 10)
                || !whole =>
        {
            let counts = |level: &&&Level| {
                level.count >= 10 || level.bytes * 10 >= sample || level.path == largest.path
            };
            repeated.iter().filter(counts).map(|level| level.path.clone()).collect()
        }
        _ => Vec::new(),
    }
}
