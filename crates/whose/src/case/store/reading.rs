//! Tables from disk: whole, in batches, or as rows.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::mpsc::sync_channel;

use anyhow::{Context, Result};
use arrow_array::RecordBatch;
use arrow_select::concat::concat_batches;
use bytes::Bytes;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use parquet::file::reader::ChunkReader;
use rayon::prelude::*;
use whose_model::tables::{TableRow, from_batch, schema_of};

use super::Store;

/// Rows of a batch that is streamed.
const ROWS_PER_BATCH: usize = 16_384;
/// Rows that are made ready while others are taken.
const ROWS_AHEAD: usize = 4_096;
/// Bytes of a file that is read at once. Page by page it takes eight calls of the system a page, and a thread beside this one.
const SMALL: u64 = 1 << 20;

impl Store {
    /// All rows of a table; none when it was never written. Columns that the row does not name are not read.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn rows<Row: TableRow + Send>(&self) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        self.each(|row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// Every row of a table in order, so that no big table is held. Columns that the row does not name are not read.
    ///
    /// # Errors
    /// When the file is damaged, or taking a row fails.
    pub fn each<Row: TableRow + Send>(&self, mut take: impl FnMut(Row) -> Result<()>) -> Result<()> {
        let Some(table) = self.opened(Row::TABLE)? else { return Ok(()) };
        let schema = schema_of::<Row>()?;
        let named: Vec<usize> = table
            .metadata
            .schema()
            .fields()
            .iter()
            .enumerate()
            .filter(|(_, field)| schema.column_with_name(field.name()).is_some())
            .map(|(at, _)| at)
            .collect();
        let reader = table.reader(None, Some(&named), ROWS_AHEAD)?;
        if matches!(table.content, Content::Small(_)) {
            for batch in reader {
                let batch = batch.with_context(|| damaged(Row::TABLE))?;
                from_batch::<Row>(&batch)?.into_iter().try_for_each(&mut take)?;
            }
            return Ok(());
        }
        // Rows are made ready while those before are taken. Few are held at a time: a row group of people is some 200 MB.
        std::thread::scope(|scope| {
            let (ready, rows) = sync_channel::<Result<Vec<Vec<Row>>>>(1);
            scope.spawn(move || {
                for batch in reader {
                    let made = batch.with_context(|| damaged(Row::TABLE)).and_then(|batch| made(&batch));
                    if ready.send(made).is_err() {
                        return;
                    }
                }
            });
            for some in rows {
                some?.into_iter().flatten().try_for_each(&mut take)?;
            }
            Ok(())
        })
    }

    /// The whole table, a batch per row group, decoded side by side; none when it was never written. One that this process
    /// has just written and kept is given without reading, once.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn whole(&self, table: &str) -> Result<Vec<RecordBatch>> {
        if let Some(kept) = self.take_kept(table) {
            return Ok(kept);
        }
        let Some(table) = self.opened(table)? else { return Ok(Vec::new()) };
        (0..table.metadata.metadata().num_row_groups())
            .into_par_iter()
            .map(|group| table.group(group, None))
            .collect()
    }

    /// The batches of a table, one after the other; none when it was never written.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn batches(&self, table: &str) -> Result<impl Iterator<Item = Result<RecordBatch>> + use<>> {
        let name = table.to_string();
        let reader = match self.opened(table)? {
            Some(table) => Some(table.reader(None, None, ROWS_PER_BATCH)?),
            None => None,
        };
        Ok(reader.into_iter().flatten().map(move |batch| batch.with_context(|| damaged(&name))))
    }

    pub(super) fn keep(&self, table: &str, digest: &str, batches: Vec<RecordBatch>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(table.to_string(), (digest.to_string(), batches));
    }

    /// What was kept of a table, if it is what the table holds now.
    fn take_kept(&self, table: &str) -> Option<Vec<RecordBatch>> {
        let (digest, batches) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).remove(table)?;
        let entry = self.manifest.tables.get(table)?;
        (entry.digest == digest).then_some(batches)
    }

    fn opened(&self, table: &str) -> Result<Option<Opened>> {
        if !self.has(table) {
            return Ok(None);
        }
        let path = self.path(table);
        let mut file = open(&path)?;
        let (metadata, content) = if file.metadata().is_ok_and(|file| file.len() <= SMALL) {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
            let bytes = Bytes::from(bytes);
            (ArrowReaderMetadata::load(&bytes, Default::default()), Content::Small(bytes))
        } else {
            (ArrowReaderMetadata::load(&file, Default::default()), Content::File(path))
        };
        let metadata = metadata.with_context(|| damaged(table))?;
        Ok(Some(Opened { table: table.to_string(), content, metadata }))
    }
}

/// Rows of a batch, some on each core.
fn made<Row: TableRow + Send>(batch: &RecordBatch) -> Result<Vec<Vec<Row>>> {
    let each = batch.num_rows().div_ceil(rayon::current_num_threads()).max(1);
    let starts: Vec<usize> = (0..batch.num_rows()).step_by(each).collect();
    let rows = |start: &usize| {
        let some = batch.slice(*start, each.min(batch.num_rows() - start));
        from_batch::<Row>(&some).map_err(Into::into)
    };
    starts.par_iter().map(rows).collect()
}

fn open(path: &Path) -> Result<File> {
    File::open(path).with_context(|| format!("table {} is missing: run `whose scope` again", path.display()))
}

fn damaged(table: &str) -> String {
    format!("table {table} is damaged: run `whose verify`")
}

/// What a table's file holds.
enum Content {
    /// All of it.
    Small(Bytes),
    /// Where it is.
    File(PathBuf),
}

/// A table's file and what its foot says.
struct Opened {
    table: String,
    content: Content,
    metadata: ArrowReaderMetadata,
}

impl Opened {
    /// Rows of one group, or of all; some columns, or all; so many at a time.
    fn reader(
        &self,
        group: Option<usize>,
        columns: Option<&[usize]>,
        rows: usize,
    ) -> Result<ParquetRecordBatchReader> {
        match &self.content {
            Content::Small(bytes) => self.reader_of(bytes.clone(), group, columns, rows),
            // Reading moves a handle's offset, and copies of a handle share it: each reader opens its own.
            Content::File(path) => self.reader_of(open(path)?, group, columns, rows),
        }
    }

    fn reader_of<From: ChunkReader + 'static>(
        &self,
        from: From,
        group: Option<usize>,
        columns: Option<&[usize]>,
        rows: usize,
    ) -> Result<ParquetRecordBatchReader> {
        let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(from, self.metadata.clone());
        if let Some(group) = group {
            builder = builder.with_row_groups(vec![group]);
        }
        if let Some(columns) = columns {
            let mask = ProjectionMask::roots(builder.parquet_schema(), columns.iter().copied());
            builder = builder.with_projection(mask);
        }
        builder.with_batch_size(rows).build().with_context(|| damaged(&self.table))
    }

    /// One row group as one batch.
    fn group(&self, group: usize, columns: Option<&[usize]>) -> Result<RecordBatch> {
        let rows = usize::try_from(self.metadata.metadata().row_group(group).num_rows())?.max(1);
        let reader = self.reader(Some(group), columns, rows)?;
        let schema = arrow_array::RecordBatchReader::schema(&reader);
        let batches: Vec<RecordBatch> =
            reader.collect::<Result<_, _>>().with_context(|| damaged(&self.table))?;
        match <[RecordBatch; 1]>::try_from(batches) {
            Ok([batch]) => Ok(batch),
            Err(batches) => concat_batches(&schema, &batches).with_context(|| damaged(&self.table)),
        }
    }
}
