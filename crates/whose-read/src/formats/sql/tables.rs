//! The tables of a script: their columns, batches and records.

use rustc_hash::FxHashMap;
use whose_model::{Batch, TableKind};

use super::statement::Named;
use crate::Output;

/// A table that rows were read of.
#[derive(Debug)]
struct Open {
    number: u32,
    columns: Vec<String>,
    batch: Batch,
    records: u64,
}

/// Where the values of a statement go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Place in the list of tables.
    table: usize,
    /// Column of each value, in order.
    positions: Vec<u32>,
}

/// The tables of a script.
#[derive(Debug, Default)]
pub(super) struct Tables {
    /// Columns by lower-case name of the table, and by its last part.
    created: FxHashMap<String, Vec<String>>,
    /// Names of the tables created, as they came.
    order: Vec<String>,
    open: Vec<Open>,
    /// How many numbers of tables are taken.
    taken: u32,
    by_name: FxHashMap<String, usize>,
}

/// A place in a batch to go back to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    text: usize,
    fields: usize,
}

impl Tables {
    /// Remembers what CREATE TABLE says.
    pub(super) fn create(&mut self, named: Named) {
        let name = named.table.to_lowercase();
        if !self.created.contains_key(&name) {
            self.order.push(named.table);
        }
        if let Some((_, last)) = name.rsplit_once('.') {
            self.created.insert(last.to_string(), named.columns.clone());
        }
        self.created.insert(name, named.columns);
    }

    /// A number that no other table has.
    pub(super) const fn take(&mut self) -> u32 {
        self.taken += 1;
        self.taken - 1
    }

    /// Where the values of a statement go; declares the table when it is the first.
    pub(super) fn target(&mut self, named: &Named, output: &mut dyn Output) -> Target {
        let name = named.table.to_lowercase();
        let last = name.rsplit('.').next().unwrap_or_default();
        let created =
            self.created.get(&name).or_else(|| self.created.get(last)).filter(|columns| !columns.is_empty());
        let has_names = !named.columns.is_empty() || created.is_some();
        let key = if has_names { name.clone() } else { format!("{name} without columns") };
        let table = match self.by_name.get(&key) {
            Some(table) => *table,
            None => {
                let columns = created.unwrap_or(&named.columns).clone();
                let number = self.taken;
                self.taken += 1;
                let kind = if has_names { TableKind::Rows } else { TableKind::RowsWithoutHeader };
                output.declare(number, &named.table, kind, columns.clone());
                let at = self.open.len();
                self.open.push(Open { number, columns, batch: Batch::default(), records: 0 });
                self.by_name.insert(key, at);
                at
            }
        };
        let positions = if named.columns.is_empty() {
            let known = created.map_or(0, Vec::len);
            let open = &self.open[table];
            (0..known.min(open.columns.len()) as u32).collect()
        } else {
            named.columns.iter().map(|column| self.open[table].column(column, output)).collect()
        };
        Target { table, positions }
    }

    /// The batch that the target's values go into. Their columns are positions until [`Self::end_record`].
    pub(super) fn batch(&mut self, target: &Target) -> &mut Batch {
        &mut self.open[target.table].batch
    }

    /// Where the batch of a target stands.
    pub(super) fn mark(&self, target: &Target) -> Mark {
        let batch = &self.open[target.table].batch;
        Mark { text: batch.text.len(), fields: batch.fields.len() }
    }

    /// Takes back what was put into the batch since.
    pub(super) fn undo(&mut self, target: &Target, mark: Mark) {
        let batch = &mut self.open[target.table].batch;
        batch.text.truncate(mark.text);
        batch.fields.truncate(mark.fields);
    }

    /// Ends the record whose values were put into the batch since `mark`.
    pub(super) fn end_record(
        &mut self,
        target: &mut Target,
        mark: Mark,
        offset: u64,
        output: &mut dyn Output,
    ) {
        let open = &mut self.open[target.table];
        for place in mark.fields..open.batch.fields.len() {
            let position = open.batch.fields[place].column as usize;
            while target.positions.len() <= position {
                // More values than columns: the further ones go by number.
                let next = (target.positions.len() + 1).to_string();
                let column = open.column(&next, output);
                target.positions.push(column);
            }
            open.batch.fields[place].column = target.positions[position];
        }
        open.records += 1;
        open.batch.end_record(open.records, offset);
        output.hand_over_if_full(open.number, &mut open.batch);
    }

    /// Hands over what is left. Returns how many records there were. A script that only creates tables tells what the rows of
    /// another one mean: its tables are declared, empty.
    pub(super) fn finish(&mut self, output: &mut dyn Output) -> u64 {
        if self.open.is_empty() {
            for (number, name) in (self.taken..).zip(&self.order) {
                let columns = self.created[&name.to_lowercase()].clone();
                output.declare(number, name, TableKind::Rows, columns);
            }
        }
        for open in &mut self.open {
            output.hand_over(open.number, &mut open.batch);
        }
        self.open.iter().map(|open| open.records).sum()
    }
}

impl Open {
    /// Number of the column of that name; declares it when it is new.
    fn column(&mut self, name: &str, output: &mut dyn Output) -> u32 {
        if let Some(known) = self.columns.iter().position(|column| column.eq_ignore_ascii_case(name)) {
            return known as u32;
        }
        let column = self.columns.len() as u32;
        output.column(self.number, column, name);
        self.columns.push(name.to_string());
        column
    }
}
