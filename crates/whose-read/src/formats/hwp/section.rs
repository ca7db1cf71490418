//! A section of a document: its paragraphs, with the tables, notes and boxes in them.

use std::io::{self, Read};

use super::letters;
use super::records::{self, CONTROL, LIST, PARAGRAPH, Record, TABLE, TEXT};
use crate::formats::links;
use crate::formats::text::document::Document;

/// What stands in a paragraph and is under way.
struct Open {
    level: u16,
    kind: Kind,
}

enum Kind {
    /// A table, of so many columns; the row under way.
    Table {
        columns: usize,
        row: Option<u16>,
    },
    /// A table whose size is still to come: what stands before it is its caption.
    TableToCome,
    Other,
}

/// Hands a section over to a document. Fails where the stream does.
pub(super) fn read(stream: &mut dyn Read, document: &mut Document<'_>) -> io::Result<()> {
    let mut section = Section { open: Vec::new(), document };
    let mut said = Vec::new();
    let end = loop {
        match records::next(stream, &mut said) {
            Ok(Some(record)) => section.record(record, &said),
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
        if section.document.output().stopped() {
            break Ok(());
        }
    };
    section.close(0);
    section.document.part();
    end
}

struct Section<'d, 'o> {
    open: Vec<Open>,
    document: &'d mut Document<'o>,
}

impl Section<'_, '_> {
    fn record(&mut self, record: Record, said: &[u8]) {
        self.close(record.level);
        match record.tag {
            // A paragraph of nothing but its end has no record of text.
            PARAGRAPH if word(said, 0).is_some_and(|letters| letters & 0x7FFF_FFFF <= 1) => {
                self.document.line("", 0);
            }
            TEXT => {
                let text = letters::text(said);
                if !text.is_empty() {
                    self.document.line(&text, 0);
                }
            }
            CONTROL => self.control(record.level, said),
            TABLE => self.table(record.level, said),
            LIST => self.list(record.level, said),
            _ => {}
        }
    }

    /// Ends what stands at this level or deeper.
    fn close(&mut self, level: u16) {
        while let Some(open) = self.open.pop_if(|open| open.level >= level) {
            match open.kind {
                Kind::Table { columns, .. } => {
                    self.document.begin_cell(columns, 0, 0);
                    self.document.close_table();
                }
                Kind::TableToCome | Kind::Other => self.document.part(),
            }
        }
    }

    fn control(&mut self, level: u16, said: &[u8]) {
        // The name stands backwards.
        let kind = match said.get(..4) {
            Some(b" lbt") => Kind::TableToCome,
            Some(b"klh%") => {
                self.link(said);
                Kind::Other
            }
            Some(b"tudt") => {
                // A word, and what is written small above it.
                let mut rest = said.get(4..).unwrap_or_default();
                for _ in 0..2 {
                    let Some((text, behind)) = letters::counted(rest) else { break };
                    self.document.line(&text, 0);
                    rest = behind;
                }
                Kind::Other
            }
            _ => Kind::Other,
        };
        self.open.push(Open { level, kind });
    }

    /// Where a link leads, if it leads to a person.
    fn link(&mut self, said: &[u8]) {
        let Some((command, _)) = said.get(9..).and_then(letters::counted) else { return };
        let target = command.split(';').next().unwrap_or_default().replace('\\', "");
        if links::leads_to_person(&target) {
            self.document.line(&target, 0);
        }
    }

    fn table(&mut self, level: u16, said: &[u8]) {
        let Some(open) = self.open.last_mut().filter(|open| open.level.checked_add(1) == Some(level)) else {
            return;
        };
        if let (Kind::TableToCome, Some(columns)) = (&open.kind, short(said, 6)) {
            open.kind = Kind::Table { columns: usize::from(columns), row: None };
            self.document.open_table();
        }
    }

    /// A cell, or another list of paragraphs.
    fn list(&mut self, level: u16, said: &[u8]) {
        let open = self.open.last_mut().filter(|open| open.level.checked_add(1) == Some(level));
        let Some(Open { kind: Kind::Table { columns, row }, .. }) = open else { return self.document.part() };
        let at = |at: usize| short(said, at).unwrap_or_default();
        let (column, line, width) = (usize::from(at(8)), at(10), usize::from(at(12)).max(1));
        if *row != Some(line) {
            if row.is_some() {
                self.document.begin_cell(*columns, 0, 0);
            }
            *row = Some(line);
            self.document.begin_row(0);
        }
        self.document.begin_cell(column, width, 0);
    }
}

fn short(said: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(said.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn word(said: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(said.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
