//! The tables that the items of a message file or a mailbox go into.

use rustc_hash::FxHashMap;
use whose_model::{Batch, GapReason, TableKind};

use super::message::{self, Item};
use super::{contact, properties};
use crate::Output;
use crate::formats::mail;

/// Columns of fields that somebody made; those of more are one.
const MOST_COLUMNS: usize = 1_024;

/// Items handed over so far, and where they go.
pub(super) struct Items<'o> {
    pub(super) output: &'o mut dyn Output,
    /// Length of the source: what is missing somewhere in it is a gap there.
    length: u64,
    pub(super) records: u64,
    tables: u32,
    mail: Book,
    contacts: Book,
}

/// A table.
#[derive(Default)]
struct Book {
    number: Option<u32>,
    columns: FxHashMap<String, u32>,
    records: u64,
    batch: Batch,
}

impl<'o> Items<'o> {
    pub(super) fn new(output: &'o mut dyn Output, length: u64) -> Self {
        Self { output, length, records: 0, tables: 0, mail: Book::default(), contacts: Book::default() }
    }

    /// Hands over an item. Returns its number, by which its attachments are called.
    pub(super) fn take(&mut self, item: &Item) -> u64 {
        let class = item.properties.class();
        if class.starts_with("ipm.contact") {
            self.contact(item);
        } else {
            self.message(item);
        }
        self.records += 1;
        self.records
    }

    fn message(&mut self, item: &Item) {
        let number = match self.mail.number {
            Some(number) => number,
            None => {
                let columns = mail::COLUMNS.iter().map(ToString::to_string).collect();
                let number = self.declare("", TableKind::Mail, columns);
                self.mail.number = Some(number);
                number
            }
        };
        let elsewhere = message::write(item, &mut self.mail.batch);
        self.mail.end(number, self.output);
        if elsewhere > 0 {
            let detail = format!(
                "{elsewhere} members of a distribution list stand in an address book that is not here"
            );
            self.missing(GapReason::Damaged, &detail);
        }
    }

    fn contact(&mut self, item: &Item) {
        let number = match self.contacts.number {
            Some(number) => number,
            None => {
                let number = self.declare("contacts", TableKind::Rows, Vec::new());
                self.contacts.number = Some(number);
                number
            }
        };
        for (column, value) in contact::fields(&item.properties) {
            let column = self.contacts.column(number, &column, self.output);
            self.contacts.batch.push(column, 0, &value);
        }
        self.contacts.end(number, self.output);
    }

    fn declare(&mut self, name: &str, kind: TableKind, columns: Vec<String>) -> u32 {
        let number = self.tables;
        self.tables += 1;
        self.output.declare(number, name, kind, columns);
        number
    }

    /// Something is missing, nobody can say where.
    pub(super) fn missing(&mut self, reason: GapReason, detail: &str) {
        self.output.not_read(self.length, self.length, reason, detail);
    }

    /// Hands over what waits.
    pub(super) fn end(&mut self) {
        for book in [&mut self.mail, &mut self.contacts] {
            if let Some(number) = book.number {
                self.output.hand_over(number, &mut book.batch);
            }
        }
    }
}

impl Book {
    fn column(&mut self, table: u32, name: &str, output: &mut dyn Output) -> u32 {
        let name = if self.columns.len() < MOST_COLUMNS { name } else { "other" };
        if let Some(column) = self.columns.get(name) {
            return *column;
        }
        let column = self.columns.len() as u32;
        output.column(table, column, name);
        self.columns.insert(name.to_string(), column);
        column
    }

    fn end(&mut self, table: u32, output: &mut dyn Output) {
        self.records += 1;
        self.batch.end_record(self.records, 0);
        output.hand_over_if_full(table, &mut self.batch);
    }
}

/// Is a property read at all?
pub(super) fn is_wanted(number: u16) -> bool {
    number >= properties::FIRST_NAMED || message::TAGS.contains(&number) || contact::is_wanted(number)
}
