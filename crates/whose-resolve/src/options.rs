//! What a caller may set, hear and be told.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::weights::Weights;

/// Settings. The defaults suit every case; nobody has to change them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// Weights that a person set.
    pub weights: Weights,
    /// What a reviewer decided.
    pub decisions: Decisions,
    /// Columns that number people.
    pub numberings: Numberings,
    /// Tables that are running text.
    pub texts: RunningTexts,
}

/// Tables that are running text: each line a record, and one person named in many of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunningTexts {
    tables: FxHashSet<(u64, u32)>,
    /// Sources in which a name is the same speaker's all through.
    conversations: FxHashSet<u64>,
    /// Tables with a column of what somebody writes.
    notes: FxHashSet<(u64, u32)>,
}

impl RunningTexts {
    /// Notes that a table, by source and number, is running text.
    pub fn add(&mut self, source: u64, table: u32) {
        self.tables.insert((source, table));
    }

    /// Notes that a source is a conversation.
    pub fn add_conversation(&mut self, source: u64) {
        self.conversations.insert(source);
    }

    /// Notes that a table, by source and number, has a column of free text.
    pub fn add_notes(&mut self, source: u64, table: u32) {
        self.notes.insert((source, table));
    }

    pub(crate) fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    pub(crate) fn holds_notes(&self, source: u64, table: u32) -> bool {
        self.notes.contains(&(source, table))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.conversations.is_empty()
    }

    pub(crate) fn contains(&self, source: u64, table: u32) -> bool {
        self.tables.contains(&(source, table)) || self.is_conversation(source)
    }

    pub(crate) fn is_conversation(&self, source: u64) -> bool {
        self.conversations.contains(&source)
    }
}

/// Columns that number people, each with its numbering: `CustomerId` of the customers and of the orders in one database are of one
/// numbering, that of another database or of the employees is another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Numberings {
    by_column: FxHashMap<(u64, u32, u32), u64>,
}

impl Numberings {
    /// Notes that a column, by source, table and number, is of a numbering.
    pub fn add(&mut self, source: u64, table: u32, column: u32, numbering: u64) {
        self.by_column.insert((source, table, column), numbering);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_column.is_empty()
    }

    pub(crate) fn find(&self, source: u64, table: u32, column: u32) -> Option<u64> {
        self.by_column.get(&(source, table, column)).copied()
    }
}

/// What a reviewer decided, which comes before all that the model finds. Mentions by their ids, which stay the same when
/// sources are added; a decision about a mention that is not there any more says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// Two mentions of one person. In order; one that earlier decisions make impossible is left aside.
    pub together: Vec<(u64, u64)>,
    /// Two mentions of two people, whatever speaks for one.
    pub apart: Vec<(u64, u64)>,
}

/// Hears how far the work is.
pub trait Progress: Sync {
    /// A step begins; `of` is how many parts it has.
    fn step(&self, name: &'static str, of: u64);
}

impl Progress for () {
    fn step(&self, _: &'static str, _: u64) {}
}

/// Why mentions could not be resolved.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ResolveError {
    /// A batch does not have the columns of this version.
    #[error("the table of mentions has columns of another version")]
    Schema,
    /// More mentions than numbers for them.
    #[error("{mentions} mentions are more than one run can hold")]
    TooMany {
        /// How many.
        mentions: usize,
    },
}
