//! Records cut from trees: columns are paths, found while reading.

use rustc_hash::FxHashMap;
use whose_model::{Batch, Field, TableKind};

use crate::Output;

/// A record of a tree is handed over in parts when it gets larger than this, so that memory stays bounded.
const MOST_FIELDS: usize = 1 << 16;
const MOST_BYTES: usize = 1 << 22;
/// Paths beyond this many share the last column: keys that are data, not names.
const MOST_COLUMNS: usize = 4_096;
/// Names of tables that a document may give.
const MOST_TABLES: usize = 2_048;
/// Shorter lists side by side are what one somebody has several of.
const LEAST_ROWS: usize = 5;

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
    /// The table of this name, declared when it is new. Beyond many, the first takes what is of others.
    pub(crate) fn table(&mut self, name: &str, output: &mut dyn Output) -> usize {
        if let Some(known) = self.tables.iter().position(|table| table.name == name) {
            return known;
        }
        if self.tables.len() >= MOST_TABLES {
            return 0;
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

    /// A column of a table, declared before any value is in it.
    pub(crate) fn column(&mut self, table: usize, path: &str, output: &mut dyn Output) {
        self.tables[table].column(table as u32, path, output);
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
        if table.number == 0 {
            let records = table.by_row(number, offset, output);
            self.records += records;
        }
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
    /// Lists side by side that are equally long, `{"name": [...], "mail": [...]}`, are the columns of a table: hands over its rows and
    /// leaves the rest of the record under way. Says how many rows there were.
    fn by_row(&mut self, number: u32, offset: u64, output: &mut dyn Output) -> u64 {
        let fields = &self.batch.fields[self.whole_fields..];
        let mut lengths: FxHashMap<u32, usize> = FxHashMap::default();
        for field in fields {
            *lengths.entry(field.column).or_default() += 1;
        }
        let is_list = |column: u32| self.names[column as usize].ends_with("[]");
        let lists: Vec<u32> = lengths.keys().copied().filter(|column| is_list(*column)).collect();
        let Some(rows) = lists.first().map(|list| lengths[list]) else { return 0 };
        let others = lengths.len() - lists.len();
        if lists.len() < 2
            || rows < LEAST_ROWS
            || others > lists.len()
            || lists.iter().any(|list| lengths[list] != rows)
        {
            return 0;
        }
        let batch = std::mem::take(&mut self.batch);
        let (lists, others): (Vec<Field>, Vec<Field>) =
            batch.fields.iter().copied().partition(|field: &Field| is_list(field.column));
        let mut seen: FxHashMap<u32, usize> = FxHashMap::default();
        let mut by_row: Vec<Vec<(u32, &str)>> = vec![Vec::new(); rows];
        for field in lists {
            let row = seen.entry(field.column).or_default();
            by_row[*row].push((field.column, batch.value(field)));
            *row += 1;
        }
        for row in by_row {
            for (column, value) in row {
                let name = self.names[column as usize].trim_end_matches("[]").to_string();
                let column = self.column(number, &name, output);
                self.batch.push(column, 0, value);
            }
            self.number += 1;
            self.batch.end_record(self.number, offset);
            output.hand_over_if_full(number, &mut self.batch);
        }
        self.whole_fields = self.batch.fields.len();
        self.whole_bytes = self.batch.text.len();
        others.into_iter().for_each(|field| self.batch.push(field.column, field.group, batch.value(field)));
        rows as u64
    }

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
