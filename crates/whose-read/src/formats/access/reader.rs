//! Reads table by table and row by row.

use whose_model::{Batch, GapReason, TableKind};

use super::attachments::{Attachments, content};
use super::catalog::{Catalog, Listed};
use super::cells::Cells;
use super::definition::{Definition, Kind};
use super::pages::{Fault, Pages, Row};
use super::rows::Rows;
use super::text::Decoding;
use super::usage::Survey;
use super::values;
use crate::{MemberEnd, Output, Reading};

/// Rows longer than this are cut.
const LARGEST_BATCH: usize = 1 << 28;
/// Begins the names of columns by which the system's own attachments (pictures of its forms) are found.
const SYSTEM_RESOURCES: &str = "MSysResources_";

/// Reads a database.
pub(super) struct Reader<'a> {
    pages: Pages<'a>,
    decoding: Decoding,
    survey: Survey,
    records: u64,
    output: &'a mut dyn Output,
}

/// A table that is being read.
struct Table<'d> {
    definition: &'d Definition,
    /// Its number as a source's table.
    number: u32,
    /// How gaps name it.
    of: String,
    batch: Batch,
    /// Memory that rows lend each other.
    places: Vec<usize>,
    records: u64,
    attachments: Option<Attachments<'d>>,
    /// Pictures and other objects that were passed over.
    objects: u64,
}

impl<'a> Reader<'a> {
    pub(super) fn new(mut pages: Pages<'a>, decoding: Decoding, output: &'a mut dyn Output) -> Self {
        let survey = Survey::of(&mut pages);
        Self { pages, decoding, survey, records: 0, output }
    }

    pub(super) fn read(mut self) -> Reading {
        let catalog = Catalog::read(&mut self.pages, &self.decoding, &self.survey);
        for fault in &catalog.faults {
            fault.report("the list of tables", self.output);
        }
        if catalog.tables.is_empty() && !catalog.faults.is_empty() {
            let detail = "neither the list of its tables can be read nor any table be found without it";
            self.output.not_read(0, self.pages.length, GapReason::Damaged, detail);
        }
        let mut number = 0;
        for listed in &catalog.tables {
            if self.output.stopped() {
                break;
            }
            match Definition::read(&mut self.pages, listed.page, &self.decoding) {
                Ok(definition) if is_of_system(listed, &definition) => continue,
                Ok(definition) => self.table(number, listed, &definition),
                Err(fault) => self.lost_table(number, listed, &fault),
            }
            number += 1;
        }
        for name in &catalog.linked {
            let detail = format!("table {name:?} stands in another file, to which this one only links");
            self.note(GapReason::UnsupportedFormat, &detail);
        }
        let broken = self.decoding.broken.get();
        if broken > 0 {
            self.note(GapReason::Undecodable, &format!("{broken} texts hold bytes that do not decode"));
        }
        Reading { records: self.records }
    }

    /// Says what is missing of which it cannot be said where it stood.
    fn note(&mut self, reason: GapReason, detail: &str) {
        let end = self.pages.length;
        self.output.not_read(end, end, reason, detail);
    }

    /// A table without its definition: all pages with rows of it are lost.
    fn lost_table(&mut self, number: u32, listed: &Listed, fault: &Fault) {
        self.output.declare(number, &listed.name, TableKind::Rows, Vec::new());
        let of = format!("table {:?}", listed.name);
        fault.report(&of, self.output);
        for owned in self.survey.owned(listed.page) {
            self.pages.fault(owned, fault.detail).report(&of, self.output);
        }
    }

    fn table(&mut self, number: u32, listed: &Listed, definition: &Definition) {
        let columns = definition.columns.iter().map(|column| column.name.clone()).collect();
        self.output.declare(number, &listed.name, TableKind::Rows, columns);
        let mut table = Table {
            definition,
            number,
            of: format!("table {:?}", listed.name),
            batch: Batch::default(),
            places: Vec::new(),
            records: 0,
            attachments: Attachments::of(definition).filter(|_| listed.is_apart),
            objects: 0,
        };
        let mut rows = Rows::of(definition, &mut self.pages);
        while !self.output.stopped() {
            let Some(row) = rows.next(&mut self.pages, &self.survey) else { break };
            if let Err(fault) = row.and_then(|row| self.row(&row, &mut table)) {
                fault.report(&table.of, self.output);
            }
        }
        self.output.hand_over(number, &mut table.batch);
        self.records += table.records;
        let of = table.of;
        if rows.missing() > 0 && !self.output.stopped() {
            let detail = format!("{of}: {} of its {} rows were not found", rows.missing(), definition.rows);
            self.note(GapReason::Damaged, &detail);
        }
        if table.objects > 0 {
            let detail = format!("{of}: {} pictures or other objects are not read", table.objects);
            self.note(GapReason::Binary, &detail);
        }
    }

    /// Hands over a row. What of it could not be read is a gap, and the rest is kept.
    fn row(&mut self, row: &Row, table: &mut Table<'_>) -> Result<(), Fault> {
        let places = std::mem::take(&mut table.places);
        let cells = Cells::of(row.bytes(), table.definition, self.pages.layout, places);
        let cells = cells.ok_or_else(|| row.fault("a row cannot be read"))?;
        for number in 0..table.definition.columns.len() {
            self.value(number, row, &cells, table);
        }
        table.records += 1;
        if let Some(attachments) = table.attachments {
            self.attachment(attachments, row, &cells, table);
        }
        table.places = cells.into_places();
        table.batch.end_record(table.records, row.offset);
        self.output.hand_over_if_full(table.number, &mut table.batch);
        Ok(())
    }

    /// Puts a value into the batch.
    fn value(&mut self, number: usize, row: &Row, cells: &Cells<'_>, table: &mut Table<'_>) {
        let Some(column) = table.definition.columns.get(number) else { return };
        let (text, fault) = match (cells.bit(column), cells.cell(column)) {
            (Some(truth), _) if column.kind == Kind::Truth => (Some(truth.to_string()), None),
            (_, Ok(Some(cell))) if column.kind == Kind::Object => {
                table.objects += u64::from(!cell.is_empty() && table.attachments.is_none());
                return;
            }
            (_, Ok(Some(cell))) => values::text_of(column, cell, &mut self.pages, &self.decoding),
            (_, Ok(None)) => return,
            (_, Err(_)) => (None, Some(row.fault("a value of a row cannot be read"))),
        };
        if let Some(fault) = fault {
            fault.report(&table.of, self.output);
        }
        let Some(text) = text.filter(|text| !text.is_empty()) else { return };
        if table.batch.text.len().saturating_add(text.len()) > LARGEST_BATCH {
            let fault = row.fault("a row of so many megabytes was cut");
            Fault { reason: GapReason::Limit, ..fault }.report(&table.of, self.output);
            return;
        }
        table.batch.push(number as u32, 0, &text);
    }

    /// Hands over the file that a row of attachments holds.
    fn attachment(&mut self, columns: Attachments<'_>, row: &Row, cells: &Cells<'_>, table: &Table<'_>) {
        let cell = |column| cells.cell(column).ok().flatten();
        let Some(data) = cell(columns.data) else { return };
        let mut kept = Vec::new();
        if let Err(fault) = values::long_value(data, &mut self.pages, &mut kept) {
            fault.report(&table.of, self.output);
            return;
        }
        let name = cell(columns.name).map(|name| self.decoding.text(name)).unwrap_or_default();
        let end = match content(&kept) {
            Ok(mut content) => {
                self.output.member(&format!("{}/{}/{name}", table.number + 1, table.records), &mut content)
            }
            Err(_) => MemberEnd::Broken(0),
        };
        let fault = match end {
            MemberEnd::Whole => return,
            MemberEnd::Broken(_) => row.fault("an attachment cannot be unpacked to its end"),
            MemberEnd::Limit(_) | MemberEnd::Refused => {
                let fault = row.fault("an attachment beyond the limits");
                Fault { reason: GapReason::Limit, ..fault }
            }
        };
        fault.report(&table.of, self.output);
    }
}

/// Are the rows attachments of the system's own tables?
fn is_of_system(listed: &Listed, definition: &Definition) -> bool {
    let mut columns = definition.columns.iter();
    listed.is_apart && columns.any(|column| column.name.starts_with(SYSTEM_RESOURCES))
}
