//! The list of a database's objects, itself a table.

use std::collections::HashSet;

use whose_model::GapReason;

use super::cells::Cells;
use super::definition::{Column, Definition, Kind};
use super::pages::{Fault, Pages};
use super::rows::Rows;
use super::text::Decoding;
use super::usage::Survey;
use super::values::text_of;

/// The page that defines the list.
pub(super) const PAGE: u32 = 2;
/// Flags of objects that are the system's.
const SYSTEM: u32 = 0x8000_0002;
/// Flags of tables that hold the values of a column.
const APART: u32 = 0x800A_0000;
/// What an object is: a table, one that stands in another database by way of ODBC, or in another Access file.
const TABLE: i32 = 1;
const LINKED: [i32; 2] = [4, 6];
/// An object's number holds the page of its definition, and flags above.
const NUMBER: u32 = 0x00FF_FFFF;

/// A table that is to be read.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    /// Where it is defined.
    pub(super) page: u32,
    /// Does it hold the values of another table's column, of which a row may have several?
    pub(super) is_apart: bool,
}

/// The tables of a database.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    /// The user's tables, in the order of the list.
    pub(super) tables: Vec<Listed>,
    /// Names of tables that stand in another file.
    pub(super) linked: Vec<String>,
    /// What of the list could not be read.
    pub(super) faults: Vec<Fault>,
    /// Pages of all tables that it names.
    known: HashSet<u32>,
}

/// So many faults are told apart.
const MOST_FAULTS: usize = 1_000;

impl Catalog {
    /// Reads the list. Where it is not whole, tables whose names are lost are found by the pages that define them.
    pub(super) fn read(pages: &mut Pages<'_>, decoding: &Decoding, survey: &Survey) -> Self {
        let mut catalog = Self::default();
        match Definition::read(pages, PAGE, decoding) {
            Ok(list) => catalog.list(&list, pages, decoding, survey),
            Err(fault) => catalog.faults.push(fault),
        }
        catalog.add_unnamed(pages, decoding, survey);
        catalog
    }

    fn list(&mut self, list: &Definition, pages: &mut Pages<'_>, decoding: &Decoding, survey: &Survey) {
        let column = |name, kind| list.column(name).filter(|column| column.kind == kind);
        let fields = [
            column("Id", Kind::Long),
            column("Type", Kind::Short),
            column("Flags", Kind::Long),
            column("Name", Kind::Text),
        ];
        let [Some(number), Some(kind), Some(flags), Some(name)] = fields else {
            self.faults.push(pages.fault(PAGE, "the list of tables has not the columns that it should have"));
            return;
        };
        let mut rows = Rows::of(list, pages);
        let mut places = Vec::new();
        while let Some(row) = rows.next(pages, survey) {
            let row = match row {
                Ok(row) => row,
                Err(fault) => {
                    self.add_fault(fault);
                    continue;
                }
            };
            let Some(cells) = Cells::of(row.bytes(), list, pages.layout, std::mem::take(&mut places)) else {
                self.add_fault(row.fault("an entry cannot be read"));
                continue;
            };
            let mut text = |column: &Column| {
                let cell = cells.cell(column).ok().flatten()?;
                text_of(column, cell, pages, decoding).0
            };
            let mut integer = |column: &Column| text(column)?.parse::<i32>().ok();
            let (number, kind, flags) = (integer(number), integer(kind), integer(flags).unwrap_or_default());
            match number.zip(kind) {
                Some((number, kind)) => {
                    self.add(number, kind, flags as u32, text(name).unwrap_or_default());
                }
                None => self.add_fault(row.fault("an entry cannot be read")),
            }
            places = cells.into_places();
        }
        if !self.known.contains(&PAGE) {
            self.add_fault(pages.fault(PAGE, "it does not name itself, as every list does"));
        }
        if rows.missing() > 0 {
            self.add_fault(pages.fault(PAGE, "it has fewer entries than it says"));
        }
    }

    fn add(&mut self, number: i32, kind: i32, flags: u32, name: String) {
        if LINKED.contains(&kind) {
            self.linked.push(name);
        } else if kind == TABLE {
            let page = number as u32 & NUMBER;
            // Two entries of one page would read it twice.
            let is_apart = flags == APART;
            if self.known.insert(page) && (is_apart || flags & SYSTEM == 0) {
                let name = if is_apart { column_of(&name).to_string() } else { name };
                self.tables.push(Listed { name, page, is_apart });
            }
        }
    }

    fn add_fault(&mut self, fault: Fault) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    /// Adds tables of the user's that have rows and that the list does not name: it lost their entries, or they were dropped.
    fn add_unnamed(&mut self, pages: &mut Pages<'_>, decoding: &Decoding, survey: &Survey) {
        for page in &survey.definitions {
            if self.known.contains(page) || survey.owned(*page).next().is_none() {
                continue;
            }
            let definition = Definition::read(pages, *page, decoding);
            if definition.is_ok_and(|definition| definition.is_user && definition.rows > 0) {
                let name = format!("page {page}");
                self.tables.push(Listed { name, page: *page, is_apart: false });
                let detail = "it does not name a table that has rows: its entry is lost, or it was dropped";
                let (from, to) = (pages.length, pages.length);
                self.add_fault(Fault { from, to, reason: GapReason::Damaged, detail });
            }
        }
    }
}

/// The column whose values a table holds: the table is named `f_`, an identifier, `_` and the column's name.
fn column_of(name: &str) -> &str {
    let rest = name.strip_prefix("f_").and_then(|rest| rest.split_once('_'));
    rest.map(|(_, column)| column).filter(|column| !column.is_empty()).unwrap_or(name)
}
