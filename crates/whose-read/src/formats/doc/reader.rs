//! The letters of a document: its paragraphs, tables and fields.

use crate::Reading;
use crate::formats::grids::LONGEST_LINE;
use crate::formats::links;
use crate::formats::text::document::Document;
use crate::formats::text::rows::Rows;

/// Fields within fields beyond this depth are read as one.
const DEEPEST: usize = 256;

/// Takes letters, and hands over what they say.
pub(super) struct Reader<'o> {
    pub(super) document: Document<'o>,
    rows: Rows,
    paragraph: String,
    /// Instructions of the fields that are open; `None` where the result is under way.
    fields: Vec<Option<String>>,
    /// Letters that are still to come in each part.
    parts: Vec<u32>,
    /// Paragraphs of tables by where they stand.
    tables: Vec<(u64, u64, bool)>,
    /// The mark before ended a cell.
    after_cell: bool,
}

impl<'o> Reader<'o> {
    pub(super) fn new(
        document: Document<'o>,
        mut parts: Vec<u32>,
        mut tables: Vec<(u64, u64, bool)>,
    ) -> Self {
        parts.reverse();
        tables.sort_unstable();
        Self {
            document,
            rows: Rows::default(),
            paragraph: String::new(),
            fields: Vec::new(),
            parts,
            tables,
            after_cell: false,
        }
    }

    /// Takes letters that begin here, each so many bytes long.
    pub(super) fn letters(&mut self, units: &[u16], from: u64, size: u64) {
        let mut at = from;
        for character in char::decode_utf16(units.iter().copied()) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.character(character, at);
            let taken = character.len_utf16() as u64;
            at = at.saturating_add(taken.saturating_mul(size));
            self.count(taken);
        }
    }

    /// Notes, headers and comments stand behind the text.
    fn count(&mut self, taken: u64) {
        let Some(left) = self.parts.last_mut() else { return };
        *left = left.saturating_sub(taken as u32);
        if *left == 0 {
            while self.parts.pop_if(|left| *left == 0).is_some() {}
            self.end_paragraph(u64::MAX);
            self.rows.leave(&mut self.document);
            self.document.part();
        }
    }

    fn character(&mut self, character: char, at: u64) {
        let ended_cell = std::mem::take(&mut self.after_cell);
        match character {
            '\t' => self.add('\t'),
            '\u{b}' => self.add('\n'),
            '\r' | '\u{e}' => {
                self.end_fields();
                self.end_paragraph(at);
            }
            '\u{c}' => {
                self.end_fields();
                self.end_paragraph(at);
                self.document.part();
            }
            '\u{7}' => {
                self.end_fields();
                self.mark(at, ended_cell);
            }
            '\u{13}' if self.fields.len() < DEEPEST => self.fields.push(Some(String::new())),
            '\u{14}' => self.result(),
            '\u{15}' => {
                self.fields.pop();
            }
            '\u{1e}' => self.add('-'),
            '\u{a0}' => self.add(' '),
            _ if character < ' ' => {}
            _ => self.add(character),
        }
    }

    fn add(&mut self, character: char) {
        match self.fields.last_mut() {
            Some(Some(instruction)) if instruction.len() < LONGEST_LINE => instruction.push(character),
            Some(Some(_)) => {
                self.end_fields();
                self.paragraph.push(character);
            }
            _ => self.paragraph.push(character),
        }
        if self.paragraph.len() > LONGEST_LINE {
            self.end_paragraph(u64::MAX);
        }
    }

    /// The instruction of a field ends: where it leads to a person, that is said.
    fn result(&mut self) {
        let Some(field) = self.fields.last_mut() else { return };
        let instruction = field.take().unwrap_or_default();
        let target = links::target(&instruction).filter(|target| links::leads_to_person(target));
        for character in target.unwrap_or_default().chars().chain(target.map(|_| ' ')) {
            self.add(character);
        }
    }

    /// Instructions end before their paragraph does: where none does, it was text.
    fn end_fields(&mut self) {
        for instruction in self.fields.iter_mut().filter_map(Option::take) {
            self.paragraph.push_str(&instruction);
        }
    }

    /// In a table? And is it the mark that ends a row?
    fn place(&self, at: u64) -> (bool, bool) {
        let behind = self.tables.partition_point(|(from, _, _)| *from <= at);
        let found = behind.checked_sub(1).and_then(|number| self.tables.get(number));
        found.filter(|(_, to, _)| at < *to).map_or((false, false), |(_, _, ends_row)| (true, *ends_row))
    }

    /// The mark of a cell or of a row.
    fn mark(&mut self, at: u64, ended_cell: bool) {
        let (is_known, ends_row) = self.place(at);
        // Without properties, an empty cell cannot be told from the end of a row.
        if ends_row || !is_known && ended_cell && self.paragraph.is_empty() {
            return self.rows.end_row(&mut self.document);
        }
        let text = std::mem::take(&mut self.paragraph);
        self.rows.end_cell(&text, 0, &mut self.document);
        self.after_cell = true;
    }

    fn end_paragraph(&mut self, at: u64) {
        let text = std::mem::take(&mut self.paragraph);
        if self.place(at).0 {
            return self.rows.paragraph(&text, 0, &mut self.document);
        }
        if at == u64::MAX && text.is_empty() {
            return;
        }
        self.rows.leave(&mut self.document);
        self.document.line(text.trim_end(), 0);
    }

    /// The document ends.
    pub(super) fn end(mut self) -> Reading {
        self.end_fields();
        self.end_paragraph(u64::MAX);
        self.rows.leave(&mut self.document);
        self.document.end()
    }
}
