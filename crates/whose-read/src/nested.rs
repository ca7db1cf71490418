//! Records of values within values, as formats with types of their own hold them: Parquet, Arrow, BSON.

use crate::Output;
use crate::paths::PathTables;

/// Structures within structures beyond this depth are left out; MongoDB takes 100.
const DEEPEST: usize = 110;

/// Puts records into tables of paths. A structure's fields stand behind its name, the elements of a list behind `[]`, each with a
/// group of its own. What writes a value answers `None` where it is damaged.
pub(crate) struct Nested<'o> {
    tables: PathTables,
    table: usize,
    /// Where the record under way began.
    at: u64,
    groups: u32,
    group: u32,
    path: String,
    depth: usize,
    pub(crate) output: &'o mut dyn Output,
}

impl<'o> Nested<'o> {
    /// No table yet.
    pub(crate) fn new(output: &'o mut dyn Output) -> Self {
        let (tables, path) = (PathTables::default(), String::new());
        Self { tables, table: 0, at: 0, groups: 0, group: 0, path, depth: 0, output }
    }

    /// What comes next is of this table.
    pub(crate) fn table(&mut self, name: &str) {
        self.table = self.tables.table(name, self.output);
    }

    /// Has no table been named?
    pub(crate) fn has_no_table(&self) -> bool {
        self.tables.next_number() == 0
    }

    /// A record that begins at an offset of the source.
    pub(crate) fn record<R>(&mut self, at: u64, write: impl FnOnce(&mut Self) -> R) -> R {
        (self.at, self.groups, self.group) = (at, 0, 0);
        let written = write(self);
        self.tables.end_record(self.table, at, self.output);
        written
    }

    /// A field of a structure.
    pub(crate) fn field(&mut self, name: &str, write: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        let parent = self.path.len();
        if parent > 0 {
            self.path.push('/');
        }
        self.path.push_str(name);
        let written = self.below(write);
        self.path.truncate(parent);
        written
    }

    /// An element of a list, or the part of one that a place names: `[]`, `[]/key`. `further`: of the element that was begun before.
    pub(crate) fn element(
        &mut self,
        place: &str,
        further: bool,
        write: impl FnOnce(&mut Self) -> Option<()>,
    ) -> Option<()> {
        let (parent, group) = (self.path.len(), self.group);
        self.path.push_str(place);
        self.groups += u32::from(!further);
        self.group = self.groups;
        let written = self.below(write);
        self.group = group;
        self.path.truncate(parent);
        written
    }

    fn below(&mut self, write: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        if self.depth > DEEPEST {
            return Some(());
        }
        self.depth += 1;
        let written = write(self);
        self.depth -= 1;
        written
    }

    /// A value at the path.
    pub(crate) fn value(&mut self, value: &str) {
        let value = value.trim_matches(['\0', ' ']);
        if !value.is_empty() {
            self.tables.value(self.table, &self.path, self.group, value, self.at, self.output);
        }
    }

    /// Records so far.
    pub(crate) fn records(&self) -> u64 {
        self.tables.records()
    }

    /// Hands over what is left. How many records there were.
    pub(crate) fn finish(mut self) -> u64 {
        self.tables.finish(self.output);
        self.tables.records()
    }
}
