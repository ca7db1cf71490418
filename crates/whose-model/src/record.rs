//! How records travel from reading to detecting: in batches whose text lies in one buffer.
//!
//! A reader fills a [`Batch`], hands it to a [`Sink`] by reference, clears it and fills it again, so that no
//! field is allocated by itself. Records are never stored: the evidence is stored already.

use crate::gap::Gap;

/// What kind of thing a table is, which tells what its column names mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// Rows of columns with names that the source states: a header line, a database schema.
    Rows,
    /// Rows of columns without names; columns are called `1`, `2`, ...
    RowsWithoutHeader,
    /// A tree cut into records: column names are paths, `customer/address/city`, arrays as `phones[]`.
    Paths,
    /// X12 or EDIFACT: column names are `SEGMENT[qualifiers].element`, for example `N1[ST].02`, `NAD[CN].C080.1`.
    Segments,
    /// Text: one column; a record is a line, a paragraph, a page or a mail's body.
    Text,
    /// Mail headers and bodies: columns `From`, `To`, `Cc`, `Subject`, `Date`, `body`.
    Mail,
}

impl TableKind {
    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Rows => "rows",
            Self::RowsWithoutHeader => "rows-without-header",
            Self::Paths => "paths",
            Self::Segments => "segments",
            Self::Text => "text",
            Self::Mail => "mail",
        }
    }
}

/// A table within a source. Columns may be added while it is read ([`Sink::column`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Name within the source: a database table, a sheet, a message type. Empty where there is only one.
    pub name: String,
    /// What column names mean.
    pub kind: TableKind,
    /// Names of the columns known from the start.
    pub columns: Vec<String>,
}

/// One value in a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Field {
    /// Number of its column.
    pub column: u32,
    /// Which repetition it belongs to: fields of one party loop, one array element, one repeated element of a
    /// record share a number. 0 for what stands once.
    pub group: u32,
    /// Start in the batch's text.
    pub start: u32,
    /// End in the batch's text.
    pub end: u32,
}

/// One record of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordEntry {
    /// Number of the record in its table, counted from 1 as a person would (a header line does not count).
    pub number: u64,
    /// Byte offset of its start in the source (before decoding); where a format has none, 0.
    pub offset: u64,
    /// One past its last field in the batch.
    pub fields_end: u32,
}

/// Records of one table.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// All text of all fields, decoded to UTF-8.
    pub text: String,
    /// All fields, record by record.
    pub fields: Vec<Field>,
    /// The records.
    pub records: Vec<RecordEntry>,
}

impl Batch {
    /// Readers hand over a batch when its text reaches this many bytes...
    pub const FULL_BYTES: usize = 1 << 18;
    /// ...or it holds this many records.
    pub const FULL_RECORDS: usize = 4_096;

    /// Adds a value to the record under way.
    #[inline]
    pub fn push(&mut self, column: u32, group: u32, value: &str) {
        let start = self.text.len() as u32;
        self.text.push_str(value);
        self.fields.push(Field { column, group, start, end: self.text.len() as u32 });
    }

    /// Ends the record under way.
    #[inline]
    pub fn end_record(&mut self, number: u64, offset: u64) {
        self.records.push(RecordEntry { number, offset, fields_end: self.fields.len() as u32 });
    }

    /// Time to hand over?
    #[inline]
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.text.len() >= Self::FULL_BYTES || self.records.len() >= Self::FULL_RECORDS
    }

    /// No record in it?
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Empties it, keeping its memory.
    #[inline]
    pub fn clear(&mut self) {
        self.text.clear();
        self.fields.clear();
        self.records.clear();
    }

    /// The text of a field.
    #[inline]
    #[must_use]
    pub fn value(&self, field: Field) -> &str {
        &self.text[field.start as usize..field.end as usize]
    }

    /// Each record with its fields.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = (RecordEntry, &[Field])> {
        let mut from = 0usize;
        self.records.iter().map(move |entry| {
            let to = entry.fields_end as usize;
            let fields = &self.fields[from..to];
            from = to;
            (*entry, fields)
        })
    }
}

/// Takes the records of one source. A reader calls it; detecting implements it.
pub trait Sink {
    /// A table begins. Numbers count from 0 and never repeat in a source; batches of several tables may alternate.
    fn table(&mut self, number: u32, table: &Table);
    /// A column that was not known when the table began. Numbers go on from the table's columns.
    fn column(&mut self, table: u32, column: u32, name: &str);
    /// Records of a table.
    fn batch(&mut self, table: u32, batch: &Batch);
    /// Bytes that could not be read.
    fn gap(&mut self, gap: Gap);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_gives_back_its_records() {
        let mut batch = Batch::default();
        batch.push(0, 0, "a");
        batch.push(1, 0, "bc");
        batch.end_record(1, 0);
        batch.end_record(2, 10);
        batch.push(1, 3, "");
        batch.end_record(3, 20);
        let records: Vec<(u64, Vec<&str>)> = batch
            .iter()
            .map(|(entry, fields)| (entry.number, fields.iter().map(|f| batch.value(*f)).collect()))
            .collect();
        assert_eq!(records, [(1, vec!["a", "bc"]), (2, vec![]), (3, vec![""])]);
    }
}
