//! Assembling records: what the whole message says is repeated into each record, and a loop that names its own recipient
//! becomes a record of its own.

use whose_model::{Batch, Field};

use super::columns::SetTable;
use crate::Output;

/// A position in the draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    fields: usize,
    text: usize,
}

/// A loop that is open: an order in a shipment, a consignment in a message.
#[derive(Debug, Clone, Copy)]
struct Level {
    rank: u8,
    offset: u64,
    start: Mark,
    /// Where its first inner loop began.
    inner: Option<Mark>,
    /// Names its own recipient, so is a record.
    own: bool,
    /// A loop within it became a record.
    cut: bool,
    /// A loop within it stayed.
    kept: bool,
}

/// The record under way.
#[derive(Debug, Default)]
pub(in crate::formats) struct Assembly {
    text: String,
    fields: Vec<Field>,
    /// End of what is repeated into every record of the message.
    header: Mark,
    header_ended: bool,
    /// Where the first loop of the record began.
    root: Option<Mark>,
    root_cut: bool,
    root_kept: bool,
    levels: Vec<Level>,
    offset: u64,
    groups: u32,
}

impl Assembly {
    /// A record is handed over when it grows beyond this many bytes.
    const LONGEST_RECORD: usize = 1 << 22;
    /// Loops within loops beyond this depth count as their parent.
    const DEEPEST: usize = 8;

    /// Begins a message.
    pub(in crate::formats) fn begin(&mut self, offset: u64) {
        *self = Self {
            text: std::mem::take(&mut self.text),
            fields: std::mem::take(&mut self.fields),
            levels: std::mem::take(&mut self.levels),
            offset,
            ..Self::default()
        };
        self.text.clear();
        self.fields.clear();
        self.levels.clear();
    }

    /// From here on nothing is repeated into every record any more.
    pub(in crate::formats) fn end_header(&mut self) {
        if !self.header_ended {
            self.header_ended = true;
            self.header = self.mark();
        }
    }

    /// A group number that the record has not used.
    pub(in crate::formats) fn next_group(&mut self) -> u32 {
        self.groups += 1;
        self.groups
    }

    /// Adds a value.
    pub(in crate::formats) fn push(&mut self, column: u32, group: u32, value: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(value);
        self.fields.push(Field { column, group, start, end: self.text.len() as u32 });
    }

    /// Ends the record under way and begins the next one of the same message.
    pub(in crate::formats) fn next_record(
        &mut self,
        offset: u64,
        table: &mut SetTable,
        output: &mut dyn Output,
    ) {
        self.end_header();
        self.close_levels(0, table, output);
        let begun = self.mark() != self.header;
        if begun && (!self.root_cut || self.root_kept) {
            self.emit(&[(Mark::default(), self.mark())], self.offset, table, output);
        }
        self.truncate(self.header);
        (self.root, self.root_cut, self.root_kept) = (None, false, false);
        self.offset = offset;
        if begun {
            self.groups = 0;
        }
    }

    /// Ends the message. One that says nothing beyond its header is a record all the same.
    pub(in crate::formats) fn end(&mut self, table: &mut SetTable, output: &mut dyn Output) {
        if !self.header_ended && !self.fields.is_empty() {
            self.emit(&[(Mark::default(), self.mark())], self.offset, table, output);
        } else {
            self.next_record(self.offset, table, output);
        }
        self.begin(self.offset);
    }

    /// Opens a loop, after closing those of its rank and below.
    pub(in crate::formats) fn open_level(
        &mut self,
        rank: u8,
        offset: u64,
        table: &mut SetTable,
        output: &mut dyn Output,
    ) {
        self.end_header();
        self.close_levels(rank, table, output);
        let start = self.mark();
        self.root.get_or_insert(start);
        if let Some(parent) = self.levels.last_mut() {
            parent.inner.get_or_insert(start);
        }
        if self.levels.len() < Self::DEEPEST {
            self.levels.push(Level { rank, offset, start, inner: None, own: false, cut: false, kept: false });
        }
    }

    /// The innermost open loop names its own recipient.
    pub(in crate::formats) fn names_recipient(&mut self) {
        if self.levels.iter().any(|level| level.own) {
            return;
        }
        if let Some(level) = self.levels.last_mut() {
            level.own = true;
        }
    }

    /// Hands over a record that grows without end, keeping the header.
    pub(in crate::formats) fn limit(&mut self, offset: u64, table: &mut SetTable, output: &mut dyn Output) {
        if self.text.len() > Self::LONGEST_RECORD {
            self.next_record(offset, table, output);
            if self.text.len() > Self::LONGEST_RECORD / 2 {
                self.begin(offset);
            }
        }
    }

    fn close_levels(&mut self, rank: u8, table: &mut SetTable, output: &mut dyn Output) {
        while let Some(level) = self.levels.pop_if(|level| level.rank >= rank) {
            if level.own {
                self.cut(&level, table, output);
            } else if level.cut && !level.kept {
                // What it says itself was repeated into the records cut from it.
                self.truncate(level.start);
            }
            let (cut, kept) = (level.own || level.cut, !level.own && (!level.cut || level.kept));
            match self.levels.last_mut() {
                Some(parent) => {
                    parent.cut |= cut;
                    parent.kept |= kept;
                }
                None => {
                    self.root_cut |= cut;
                    self.root_kept |= kept;
                }
            }
        }
    }

    /// Hands over a loop with what the message and the loops around it say, and takes it out of the draft.
    fn cut(&mut self, level: &Level, table: &mut SetTable, output: &mut dyn Output) {
        let mut ranges = vec![(Mark::default(), self.root.unwrap_or(level.start))];
        ranges.extend(self.levels.iter().map(|outer| (outer.start, outer.inner.unwrap_or(level.start))));
        ranges.push((level.start, self.mark()));
        self.emit(&ranges, level.offset, table, output);
        self.truncate(level.start);
    }

    fn emit(&self, ranges: &[(Mark, Mark)], offset: u64, table: &mut SetTable, output: &mut dyn Output) {
        for (from, to) in ranges {
            self.copy(*from, *to, &mut table.batch);
        }
        table.records += 1;
        table.batch.end_record(table.records, offset);
        table.hand_over_if_full(output);
    }

    fn copy(&self, from: Mark, to: Mark, batch: &mut Batch) {
        let moved = batch.text.len() as u32;
        batch.text.push_str(&self.text[from.text..to.text]);
        let from_text = from.text as u32;
        batch.fields.extend(self.fields[from.fields..to.fields].iter().map(|field| Field {
            start: field.start - from_text + moved,
            end: field.end - from_text + moved,
            ..*field
        }));
    }

    fn mark(&self) -> Mark {
        Mark { fields: self.fields.len(), text: self.text.len() }
    }

    fn truncate(&mut self, mark: Mark) {
        self.fields.truncate(mark.fields);
        self.text.truncate(mark.text);
    }
}
