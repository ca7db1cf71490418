//! The detector of one source: takes its records, gives its mentions, and ends with its layouts and counts.

use arrow_array::RecordBatch;
use whose_model::record::{Batch, Field, RecordEntry, Sink, Table, TableKind};
use whose_model::tables::LayoutRow;
use whose_model::{Gap, Place, SourceId};

use crate::corrections::Corrections;
use crate::detector::Detector;
use crate::layout::{self, Layout};
use crate::mentions::{Assembly, At, Cell, Counts, Output, Reader};

/// A layout is inferred from this many records...
const SAMPLE_RECORDS: usize = 4_096;
/// ...or from this many bytes of them.
const SAMPLE_BYTES: usize = 2 << 20;

/// What was found in a source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Detected {
    /// One row per column.
    pub layouts: Vec<LayoutRow>,
    /// Findings by category code, sorted, none with zero; whether or not they belong to a person.
    pub findings: Vec<(String, u64)>,
    /// Bytes that could not be read, in the order reported.
    pub gaps: Vec<Gap>,
    /// Mentions given.
    pub mentions: u64,
    /// Records taken.
    pub records: u64,
}

/// Detects in one source. A [`Sink`] for its reader; [`SourceDetector::finish`] ends it.
#[derive(Debug)]
pub struct SourceDetector<'a> {
    detector: &'a Detector,
    source: SourceId,
    place: String,
    place_client: Option<String>,
    corrections: Corrections,
    tables: Vec<Option<TableState>>,
    reader: Reader<'a>,
    assembly: Assembly,
    output: Output<'a>,
    gaps: Vec<Gap>,
    records: u64,
}

#[derive(Debug)]
struct TableState {
    table: Table,
    names: Vec<String>,
    counts: Vec<Counts>,
    /// Records kept until the layout is inferred.
    sample: Batch,
    layout: Option<Layout>,
}

impl<'a> SourceDetector<'a> {
    pub(crate) fn new(
        detector: &'a Detector,
        source: SourceId,
        place: &Place,
        give: Box<dyn FnMut(RecordBatch) + Send + 'a>,
    ) -> Self {
        Self {
            detector,
            source,
            place: place.0.clone(),
            place_client: detector.client_of_place(&place.0).map(str::to_string),
            corrections: detector.corrections_of(source),
            tables: Vec::new(),
            reader: Reader::new(detector),
            assembly: Assembly::default(),
            output: Output::new(give),
            gaps: Vec::new(),
            records: 0,
        }
    }

    /// Ends the source: tables that were still being sampled are judged, what is left is given.
    #[must_use]
    pub fn finish(mut self) -> Detected {
        for number in 0..self.tables.len() {
            self.infer(number);
        }
        self.output.flush();
        let categories = self.detector.categories();
        let mut findings: Vec<(String, u64)> = categories
            .iter()
            .zip(&self.reader.counted)
            .filter(|(_, count)| **count > 0)
            .map(|(category, count)| (category.code.clone(), *count))
            .collect();
        findings.sort_unstable();
        let layouts = (0u32..)
            .zip(&self.tables)
            .flat_map(|(number, state)| self.rows(number, state.as_ref()))
            .collect();
        Detected { layouts, findings, gaps: self.gaps, mentions: self.output.mentions, records: self.records }
    }

    fn rows(&self, number: u32, state: Option<&TableState>) -> Vec<LayoutRow> {
        let Some(state) = state else { return Vec::new() };
        let Some(layout) = &state.layout else { return Vec::new() };
        let named = (0u32..).zip(&state.names).zip(&state.counts).zip(&layout.columns);
        named
            .map(|(((column, name), counts), judged)| LayoutRow {
                source: self.source.0,
                table: number,
                table_name: state.table.name.clone(),
                column,
                column_name: name.clone(),
                // A column that never held a value holds no personal data, whatever it is called.
                category: layout::code_of(self.detector.categories(), judged.reading)
                    .filter(|_| counts.values > 0),
                role: layout.role_of(judged).code().to_string(),
                certainty: judged.certainty,
                evidence: judged.evidence.clone(),
                decided_by: if judged.corrected { "corrected" } else { "inferred" }.to_string(),
                values: counts.values,
                found: counts.found,
                masked: counts.masked,
                mask_rule: rule_of(counts),
                lookalikes: counts.lookalikes,
            })
            .collect()
    }

    /// Infers the layout of a table, if that is still to be done, and reads what was kept of it.
    fn infer(&mut self, number: usize) {
        let Some(state) = self.tables[number].as_mut().filter(|state| state.layout.is_none()) else { return };
        let knowledge = self.detector.knowledge(&self.corrections, &self.place);
        state.layout = Some(layout::infer(&knowledge, &state.table, &state.names, &state.sample));
        let sample = std::mem::take(&mut state.sample);
        self.read(number, &sample);
    }

    fn read(&mut self, number: usize, batch: &Batch) {
        let Some(state) = self.tables[number].as_mut() else { return };
        let Some(layout) = &state.layout else { return };
        let knowledge = self.detector.knowledge(&self.corrections, &self.place);
        let segments = state.table.kind == TableKind::Segments;
        for (entry, fields) in batch.iter() {
            self.assembly.begin();
            for field in fields {
                let value = batch.value(*field);
                let column = field.column as usize;
                if value.is_empty() || column >= layout.columns.len() {
                    continue;
                }
                let cell = Cell { column: field.column, group: field.group, value };
                self.reader.read(
                    &knowledge,
                    layout,
                    segments,
                    cell,
                    &mut state.counts[column],
                    &mut self.assembly,
                );
            }
            self.assembly.stand_in(&layout.parties);
            let at =
                At { source: self.source, table: number as u32, record: entry.number, offset: entry.offset };
            self.assembly.finish(self.detector, at, self.place_client.as_deref(), &mut self.output);
        }
    }
}

/// The commonest masking rule; of equals the first in order.
fn rule_of(counts: &Counts) -> Option<String> {
    counts
        .rules
        .iter()
        .max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0)))
        .map(|(rule, _)| rule.clone())
}

impl Sink for SourceDetector<'_> {
    fn table(&mut self, number: u32, table: &Table) {
        let number = number as usize;
        if self.tables.len() <= number {
            self.tables.resize_with(number + 1, || None);
        }
        let names = table.columns.clone();
        self.tables[number] = Some(TableState {
            table: Table { columns: Vec::new(), ..table.clone() },
            counts: vec![Counts::default(); names.len()],
            names,
            sample: Batch::default(),
            layout: None,
        });
    }

    fn column(&mut self, table: u32, column: u32, name: &str) {
        let Some(Some(state)) = self.tables.get_mut(table as usize) else { return };
        if column as usize != state.names.len() {
            return;
        }
        state.names.push(name.to_string());
        state.counts.push(Counts::default());
        if let Some(layout) = &mut state.layout {
            let knowledge = self.detector.knowledge(&self.corrections, &self.place);
            layout::late(&knowledge, &state.table, layout, name);
        }
    }

    fn batch(&mut self, table: u32, batch: &Batch) {
        let number = table as usize;
        let Some(Some(state)) = self.tables.get_mut(number) else { return };
        self.records += batch.records.len() as u64;
        if state.layout.is_some() {
            return self.read(number, batch);
        }
        append(&mut state.sample, batch);
        let enough = state.sample.records.len() >= SAMPLE_RECORDS || state.sample.text.len() >= SAMPLE_BYTES;
        if enough {
            self.infer(number);
        }
    }

    fn gap(&mut self, gap: Gap) {
        self.gaps.push(gap);
    }
}

fn append(sample: &mut Batch, batch: &Batch) {
    let (text, fields) = (sample.text.len() as u32, sample.fields.len() as u32);
    sample.text.push_str(&batch.text);
    sample.fields.extend(batch.fields.iter().map(|field| Field {
        start: field.start + text,
        end: field.end + text,
        ..*field
    }));
    sample.records.extend(
        batch.records.iter().map(|entry| RecordEntry { fields_end: entry.fields_end + fields, ..*entry }),
    );
}
