//! The detector of one source: takes its records, gives its mentions, and ends with its layouts and counts.

use arrow_array::RecordBatch;
use rayon::prelude::*;
use whose_model::category::general;
use whose_model::record::{Batch, Field, RecordEntry, Sink, Table, TableKind};
use whose_model::tables::{LayoutRow, MentionsBuilder};
use whose_model::{Gap, Place, SourceId};

use crate::corrections::Corrections;
use crate::date_orders;
use crate::dates::Order;
use crate::detector::{Detector, Knowledge};
use crate::layout::{self, Layout, Reading};
use crate::masks::Signs;
use crate::mentions::{Assembly, At, Cell, Counts, Made, Output, Reader};

/// A layout is inferred from this many records...
const SAMPLE_RECORDS: usize = 4_096;
/// ...or from this many bytes of them.
const SAMPLE_BYTES: usize = 2 << 20;
/// So many batches of a long source are read side by side. A fixed number, so that the counts of masking rules, which
/// are bounded, do not depend on the number of threads.
const SIDE_BY_SIDE: usize = 8;

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
    /// Batches of tables whose layout is known, in order.
    waiting: Vec<(usize, Batch)>,
    /// The first one also reads what comes alone.
    workers: Vec<Worker<'a>>,
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
    /// What hides values in its columns.
    signs: Signs,
    /// The order of day and month in its texts, where they show it.
    order: Option<Order>,
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
            waiting: Vec::new(),
            workers: vec![Worker::new(detector)],
            output: Output::new(give),
            gaps: Vec::new(),
            records: 0,
        }
    }

    /// Takes records of a table.
    pub fn take(&mut self, table: u32, mut batch: Batch) {
        let number = table as usize;
        let Some(Some(state)) = self.tables.get_mut(number) else { return };
        self.records += batch.records.len() as u64;
        if state.layout.is_some() {
            state.signs.write_plainly(&mut batch);
            self.waiting.push((number, batch));
            if self.waiting.len() == SIDE_BY_SIDE {
                self.read_waiting();
            }
            return;
        }
        append(&mut state.sample, &batch);
        let enough = state.sample.records.len() >= SAMPLE_RECORDS || state.sample.text.len() >= SAMPLE_BYTES;
        if enough {
            self.infer(number);
        }
    }

    /// Deals with what was kept back: tables that were still being sampled are judged, batches that wait are read.
    pub fn settle(&mut self) {
        self.read_waiting();
        for number in 0..self.tables.len() {
            self.infer(number);
        }
    }

    /// Ends the source: tables that were still being sampled are judged, what is left is given.
    #[must_use]
    pub fn finish(mut self) -> Detected {
        self.settle();
        self.output.flush();
        let categories = self.detector.categories();
        let mut findings: Vec<(String, u64)> = categories
            .iter()
            .enumerate()
            .map(|(at, category)| {
                (category.code.clone(), self.workers.iter().map(|worker| worker.reader.counted[at]).sum())
            })
            .chain([(general::TEST_ACCOUNT.code.to_string(), self.output.test_accounts)])
            .filter(|(_, count)| *count > 0)
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
                decided_by: judged.decided_by.code().to_string(),
                values: counts.values,
                found: counts.found,
                masked: counts.masked,
                mask_rule: rule_of(counts),
                lookalikes: counts.lookalikes,
                shape: judged.shape.clone(),
            })
            .collect()
    }

    /// Infers the layout of a table, if that is still to be done, and reads what was kept of it.
    fn infer(&mut self, number: usize) {
        let Some(state) = self.tables[number].as_mut().filter(|state| state.layout.is_none()) else { return };
        let knowledge = self.detector.knowledge(&self.corrections, &self.place);
        // Taken first: were it to fail, it would not be tried for ever.
        let mut sample = std::mem::take(&mut state.sample);
        if matches!(state.table.kind, TableKind::Rows | TableKind::RowsWithoutHeader | TableKind::Paths) {
            state.signs = Signs::of(&sample, state.names.len());
            state.signs.write_plainly(&mut sample);
        }
        let like = self.detector.elsewhere().of_table(self.source.0, number as u32);
        let layout = layout::infer(&knowledge, &state.table, &state.names, &sample, like);
        state.order = date_orders::of_texts(self.detector.scanner(), || texts(&layout, &sample));
        state.layout = Some(layout);
        self.waiting.push((number, sample));
        self.read_waiting();
    }

    /// Reads the batches that wait, side by side, and gives their mentions in order.
    fn read_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let knowledge = self.detector.knowledge(&self.corrections, &self.place);
        let task = |number: usize| -> Option<Task<'_>> {
            let state = self.tables[number].as_ref()?;
            Some(Task {
                detector: self.detector,
                knowledge: &knowledge,
                layout: state.layout.as_ref()?,
                order: state.order,
                segments: state.table.kind == TableKind::Segments,
                source: self.source,
                table: number as u32,
                place_client: self.place_client.as_deref(),
            })
        };
        let tasks: Vec<(Task<'_>, &Batch)> =
            waiting.iter().filter_map(|(number, batch)| Some((task(*number)?, batch))).collect();
        if let [(task, batch)] = tasks[..] {
            let worker = &mut self.workers[0];
            worker.counts.resize_with(task.layout.columns.len(), Counts::default);
            worker.read(&task, batch, &mut self.output);
        } else {
            while self.workers.len() < tasks.len() {
                self.workers.push(Worker::new(self.detector));
            }
            let given: Vec<_> = self.workers[..tasks.len()]
                .par_iter_mut()
                .zip(&tasks)
                .map(|(worker, (task, batch))| worker.read_apart(task, batch))
                .collect();
            given.into_iter().for_each(|made| self.output.pass_on(made));
        }
        let numbers: Vec<usize> = tasks.iter().map(|(task, _)| task.table as usize).collect();
        for (worker, number) in self.workers.iter_mut().zip(numbers) {
            if let Some(state) = self.tables[number].as_mut() {
                worker.hand_in(&mut state.counts);
            }
        }
    }
}

/// What reading a batch needs to know.
#[derive(Clone, Copy)]
struct Task<'t> {
    detector: &'t Detector,
    knowledge: &'t Knowledge<'t>,
    layout: &'t Layout,
    order: Option<Order>,
    segments: bool,
    source: SourceId,
    table: u32,
    place_client: Option<&'t str>,
}

/// Reads batches; its memory is kept from batch to batch.
#[derive(Debug)]
struct Worker<'a> {
    reader: Reader<'a>,
    assembly: Assembly,
    /// Of the columns of the table under way.
    counts: Vec<Counts>,
    builder: MentionsBuilder,
}

impl<'a> Worker<'a> {
    fn new(detector: &'a Detector) -> Self {
        Self {
            reader: Reader::new(detector),
            assembly: Assembly::default(),
            counts: Vec::new(),
            builder: MentionsBuilder::default(),
        }
    }

    /// Reads a batch while others are read.
    fn read_apart(&mut self, task: &Task<'_>, batch: &Batch) -> Made {
        self.counts.resize_with(task.layout.columns.len(), Counts::default);
        let mut batches = Vec::new();
        let builder = std::mem::take(&mut self.builder);
        let mut output = Output::on(builder, Box::new(|batch| batches.push(batch)));
        self.read(task, batch, &mut output);
        output.flush();
        let (mentions, test_accounts) = (output.mentions, output.test_accounts);
        self.builder = output.into_builder();
        Made { batches, mentions, test_accounts }
    }

    /// Reads the fields of a record whose columns are to be read so.
    fn fields(&mut self, task: &Task<'_>, batch: &Batch, fields: &[Field], wanted: impl Fn(Reading) -> bool) {
        for field in fields {
            let value = batch.value(*field);
            let column = field.column as usize;
            let Some(known) = task.layout.columns.get(column) else { continue };
            if value.is_empty() || !wanted(known.reading) {
                continue;
            }
            let cell = Cell { column: field.column, group: field.group, value };
            let counts = &mut self.counts[column];
            self.reader.read(task.knowledge, task.layout, task.segments, cell, counts, &mut self.assembly);
        }
    }

    fn read(&mut self, task: &Task<'_>, batch: &Batch, output: &mut Output<'_>) {
        let waiting = !task.segments && task.layout.texts_wait();
        self.reader.order = task.order;
        for (entry, fields) in batch.iter() {
            self.assembly.begin();
            if waiting {
                // A text is of whom the other columns name, wherever it stands among them.
                self.fields(task, batch, fields, |reading| reading != Reading::Text);
                self.fields(task, batch, fields, |reading| reading == Reading::Text);
            } else {
                self.fields(task, batch, fields, |_| true);
            }
            if !task.layout.pieces.is_empty() {
                let (layout, segments) = (task.layout, task.segments);
                self.reader.pieces(layout, segments, batch, fields, &mut self.counts, &mut self.assembly);
            }
            self.assembly.stand_in(&task.layout.parties);
            let at =
                At { source: task.source, table: task.table, record: entry.number, offset: entry.offset };
            self.assembly.finish(task.detector, at, task.place_client, output);
        }
    }

    /// Adds its counts to those of the table.
    fn hand_in(&mut self, counts: &mut [Counts]) {
        for (all, own) in counts.iter_mut().zip(self.counts.drain(..)) {
            all.add(own);
        }
    }
}

/// The values of a sample that are read as texts.
fn texts<'s>(layout: &'s Layout, sample: &'s Batch) -> impl Iterator<Item = &'s str> {
    let is_text = move |field: &&Field| {
        let column = layout.columns.get(field.column as usize);
        column.is_some_and(|column| matches!(column.reading, Reading::Text | Reading::Scan))
    };
    sample.fields.iter().filter(is_text).map(move |field| sample.value(*field))
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
        self.read_waiting();
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
            signs: Signs::default(),
            order: None,
            layout: None,
        });
    }

    fn column(&mut self, table: u32, column: u32, name: &str) {
        self.read_waiting();
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
        self.take(table, batch.clone());
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
