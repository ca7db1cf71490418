//! For tests: a source in memory, and an output that renders what it gets as text.

use std::fmt::Write as _;
use std::io::{self, BufRead, Cursor, Read};

use whose_model::{Batch, Gap, Sink, Table};

use crate::{Format, Input, MemberEnd, Output, ReadSeek, Text};

/// Text that was UTF-8 already.
pub(crate) struct PlainText<'a>(Cursor<&'a [u8]>);

impl<'a> PlainText<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self(Cursor::new(text.as_bytes()))
    }
}

impl Read for PlainText<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl BufRead for PlainText<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.0.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.0.consume(amount);
    }
}

impl Text for PlainText<'_> {
    fn offset(&mut self, decoded: u64) -> u64 {
        decoded
    }
}

/// A source in memory.
pub(crate) struct Memory {
    bytes: Vec<u8>,
    text: String,
    spilled: Option<tempfile::NamedTempFile>,
    passwords: Vec<String>,
}

impl Memory {
    pub(crate) fn new(bytes: &[u8]) -> Self {
        Self {
            bytes: bytes.to_vec(),
            text: String::from_utf8_lossy(bytes).into_owned(),
            spilled: None,
            passwords: Vec::new(),
        }
    }
}

impl Input for Memory {
    fn name(&self) -> &str {
        "source"
    }

    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn encoding(&self) -> &str {
        "UTF-8"
    }

    fn is_double_byte(&self) -> bool {
        false
    }

    fn raw(&mut self) -> io::Result<Box<dyn ReadSeek + '_>> {
        Ok(Box::new(Cursor::new(&self.bytes)))
    }

    fn text(&mut self) -> io::Result<Box<dyn Text + '_>> {
        Ok(Box::new(PlainText::new(&self.text)))
    }

    fn path(&mut self) -> io::Result<std::path::PathBuf> {
        if self.spilled.is_none() {
            let mut file = tempfile::NamedTempFile::new()?;
            io::Write::write_all(&mut file, &self.bytes)?;
            self.spilled = Some(file);
        }
        Ok(self.spilled.as_ref().map(|file| file.path().to_path_buf()).unwrap_or_default())
    }

    fn passwords(&self) -> &[String] {
        &self.passwords
    }
}

/// Everything that a format hands over, as text: a line per table, record, value, member and gap.
#[derive(Default)]
pub(crate) struct Rendering {
    pub(crate) text: String,
    pub(crate) records: u64,
    pub(crate) gaps: Vec<Gap>,
    tables: Vec<Vec<String>>,
    names: Vec<String>,
}

impl Sink for Rendering {
    fn table(&mut self, number: u32, table: &Table) {
        assert_eq!(number as usize, self.tables.len(), "tables count from 0");
        self.tables.push(table.columns.clone());
        self.names.push(table.name.clone());
    }

    fn column(&mut self, table: u32, column: u32, name: &str) {
        let columns = &mut self.tables[table as usize];
        assert_eq!(column as usize, columns.len(), "columns go on from the table's");
        columns.push(name.to_string());
    }

    fn batch(&mut self, table: u32, batch: &Batch) {
        for (entry, fields) in batch.iter() {
            self.records += 1;
            let _ = writeln!(self.text, "{} {}", self.names[table as usize], entry.number);
            for field in fields {
                let column = &self.tables[table as usize][field.column as usize];
                let group = if field.group == 0 { String::new() } else { format!("#{} ", field.group) };
                let _ = writeln!(self.text, "  {group}{column} = {}", batch.value(*field));
            }
        }
    }

    fn gap(&mut self, gap: Gap) {
        let _ = writeln!(self.text, "gap {}..{} {}: {}", gap.from, gap.to, gap.reason.code(), gap.detail);
        self.gaps.push(gap);
    }
}

impl Output for Rendering {
    fn member(&mut self, name: &str, content: &mut dyn Read) -> MemberEnd {
        let mut bytes = Vec::new();
        let end = match content.read_to_end(&mut bytes) {
            Ok(_) => MemberEnd::Whole,
            Err(_) => MemberEnd::Broken(bytes.len() as u64),
        };
        let _ = writeln!(self.text, "member {name}: {} bytes", bytes.len());
        end
    }

    fn stopped(&self) -> bool {
        false
    }
}

/// What a format makes of a source.
pub(crate) fn rendered(format: &dyn Format, bytes: &[u8]) -> Rendering {
    let mut rendering = Rendering::default();
    let reading = format.read(&mut Memory::new(bytes), &mut rendering);
    assert_eq!(reading.records, rendering.records, "the reading counts the records");
    rendering
}

/// The records that are complete in every prefix must come out of it as they come out of the whole: all lines of a record
/// but the last one rendered.
pub(crate) fn assert_prefixes_keep_records(format: &dyn Format, bytes: &[u8]) {
    let whole = rendered(format, bytes).text;
    let mut fewest = 0;
    for end in 0..=bytes.len() {
        let records = rendered(format, &bytes[..end]).records;
        assert!(records + 1 >= fewest, "a longer prefix lost more than the record that was open, at {end}");
        fewest = fewest.max(records);
    }
    assert!(!whole.is_empty());
}
