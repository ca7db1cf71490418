//! Columns of segment tables: one table per message type, one column per segment, qualifier, element and component.

use std::fmt;

use rustc_hash::FxHashMap;
use whose_model::{Batch, TableKind};

use crate::Output;

/// A tag or qualifier: up to four letters and digits, packed. Anything else could be a value that stands in the wrong
/// place, and no value may become part of a column's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub(in crate::formats) struct Code(u32);

impl Code {
    /// No code.
    pub(in crate::formats) const NONE: Self = Self(0);

    /// The code that a text is.
    pub(in crate::formats) fn new(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let fits = (1..=3).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_alphanumeric);
        fits.then(|| Self(bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte))))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.0.to_be_bytes().into_iter().filter(|byte| *byte != 0) {
            write!(formatter, "{}", char::from(byte))?;
        }
        Ok(())
    }
}

/// What a segment's columns have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(in crate::formats) struct Key {
    /// Tag of the segment.
    pub(in crate::formats) tag: Code,
    /// Its own qualifier, or that of the party that it belongs to.
    pub(in crate::formats) qualifier: Code,
    /// A second qualifier that names the value by itself: `TE` for a telephone number.
    pub(in crate::formats) kind: Code,
}

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.tag)?;
        if self.qualifier != Code::NONE {
            write!(formatter, "[{}]", self.qualifier)?;
        }
        if self.kind != Code::NONE {
            write!(formatter, ".{}", self.kind)?;
        }
        Ok(())
    }
}

/// How the columns of a key are called, by element and component.
pub(in crate::formats) type Naming = fn(&Key, u16, u16) -> String;

/// The table of one message type.
pub(in crate::formats) struct SetTable {
    number: u32,
    code: String,
    segments: FxHashMap<Key, u32>,
    /// Column of each element and component, by segment.
    columns: Vec<Vec<u32>>,
    named: FxHashMap<String, u32>,
    pub(super) batch: Batch,
    pub(super) records: u64,
    naming: Naming,
}

impl SetTable {
    const UNKNOWN: u32 = u32::MAX;
    /// Columns beyond this many share one per segment: the file makes up its qualifiers.
    const MOST_KEYS: usize = 4_096;
    const ELEMENTS: u16 = 64;
    const COMPONENTS: u16 = 16;

    /// Number under which the columns of a key are found.
    pub(in crate::formats) fn segment(&mut self, key: Key) -> u32 {
        if let Some(number) = self.segments.get(&key) {
            return *number;
        }
        let key =
            if self.segments.len() < Self::MOST_KEYS { key } else { Key { tag: key.tag, ..Key::default() } };
        let next = self.columns.len() as u32;
        let number = *self.segments.entry(key).or_insert(next);
        if number == next {
            self.columns.push(Vec::new());
        }
        number
    }

    /// The column of a value; declared when it is the first.
    pub(in crate::formats) fn column(
        &mut self,
        key: &Key,
        segment: u32,
        element: u16,
        component: u16,
        output: &mut dyn Output,
    ) -> u32 {
        let element = element.min(Self::ELEMENTS - 1);
        let component = component.min(Self::COMPONENTS - 1);
        let index = usize::from(element * Self::COMPONENTS + component);
        let columns = &mut self.columns[segment as usize];
        if columns.len() <= index {
            columns.resize(index + 1, Self::UNKNOWN);
        }
        if columns[index] == Self::UNKNOWN {
            let name = (self.naming)(key, element, component);
            let next = self.named.len() as u32;
            columns[index] = *self.named.entry(name.clone()).or_insert(next);
            if columns[index] == next {
                output.column(self.number, next, &name);
            }
        }
        columns[index]
    }

    /// Hands over what is in the batch when it is full.
    pub(super) fn hand_over_if_full(&mut self, output: &mut dyn Output) {
        output.hand_over_if_full(self.number, &mut self.batch);
    }
}

/// The tables of one source, one per message type.
pub(in crate::formats) struct Tables {
    list: Vec<SetTable>,
    naming: Naming,
}

impl Tables {
    /// Message types beyond this many share a table.
    const MOST: usize = 256;

    pub(in crate::formats) fn new(naming: Naming) -> Self {
        Self { list: Vec::new(), naming }
    }

    /// Place of the table of a message type in this list; declared when it is the first.
    pub(in crate::formats) fn of(&mut self, code: &str, output: &mut dyn Output) -> usize {
        let code = if self.list.len() < Self::MOST { code } else { "" };
        if let Some(place) = self.list.iter().position(|table| table.code == code) {
            return place;
        }
        let number = self.list.len() as u32;
        output.declare(number, code, TableKind::Segments, Vec::new());
        self.list.push(SetTable {
            number,
            code: code.to_string(),
            segments: FxHashMap::default(),
            columns: Vec::new(),
            named: FxHashMap::default(),
            batch: Batch::default(),
            records: 0,
            naming: self.naming,
        });
        self.list.len() - 1
    }

    /// The table at a place of the list.
    pub(in crate::formats) fn at(&mut self, place: usize) -> &mut SetTable {
        &mut self.list[place]
    }

    /// Hands over what is left. Returns how many records there were.
    pub(in crate::formats) fn finish(&mut self, output: &mut dyn Output) -> u64 {
        for table in &mut self.list {
            output.hand_over(table.number, &mut table.batch);
        }
        self.list.iter().map(|table| table.records).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_short_and_alphanumeric() {
        assert_eq!(Code::new("N1").map(|code| code.to_string()), Some("N1".to_string()));
        assert_eq!(Code::new(""), None);
        assert_eq!(Code::new("DOE, JANE"), None);
    }

    #[test]
    fn keys_print_as_column_names_begin() {
        let code = |text| Code::new(text).expect("a code");
        let key = Key { tag: code("PER"), qualifier: code("ST"), kind: code("TE") };
        assert_eq!(key.to_string(), "PER[ST].TE");
        assert_eq!(Key { kind: Code::NONE, ..key }.to_string(), "PER[ST]");
    }
}
