//! A table on its way to disk: row groups of a fixed size, encoded side by side, digested as they are written.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use arrow_select::concat::concat_batches;
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::add_encoded_arrow_schema_to_metadata;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowLeafColumn, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;
use rayon::prelude::*;

use super::super::{TableEntry, create_private};

/// Rows of a row group: what one core encodes or decodes at a time. Fixed, so that the bytes do not depend on the threads.
const ROWS_PER_GROUP: usize = 1 << 17;

/// Columns of numbers and texts that hardly repeat: a dictionary of them would be built, then thrown away.
const MANIFOLD: [&[&str]; 11] = [
    &["id"],
    &["person"],
    &["one"],
    &["other"],
    &["record"],
    &["offset"],
    &["record_key"],
    &["mention"],
    &["items", "list", "item", "value"],
    &["items", "list", "item", "start"],
    &["items", "list", "item", "end"],
];

/// Columns of digests: no compression makes them smaller.
const DIGESTS: [&[&str]; 6] = [&["id"], &["record_key"], &["mention"], &["person"], &["one"], &["other"]];

/// Writes one table as Parquet, digesting what it writes.
pub struct TableWriter {
    table: String,
    path: PathBuf,
    file: SerializedFileWriter<Digesting>,
    columns: ArrowRowGroupWriterFactory,
    schema: SchemaRef,
    filling: Vec<RecordBatch>,
    filled: usize,
    full: Vec<RecordBatch>,
    /// The groups that were written, where the next step is to have them without reading.
    kept: Option<Vec<RecordBatch>>,
    groups: usize,
    rows: u64,
}

impl std::fmt::Debug for TableWriter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "TableWriter({}, {} rows)", self.table, self.rows)
    }
}

impl TableWriter {
    pub(crate) fn create(table: &str, path: &Path, schema: SchemaRef) -> Result<Self> {
        let file = create_private(path).with_context(|| format!("cannot write {}", path.display()))?;
        let sink = Digesting {
            file: io::BufWriter::with_capacity(1 << 20, file),
            hasher: blake3::Hasher::new(),
            bytes: 0,
        };
        let mut properties = properties();
        add_encoded_arrow_schema_to_metadata(&schema, &mut properties);
        let root = ArrowSchemaConverter::new().convert(&schema)?.root_schema_ptr();
        let file = SerializedFileWriter::new(sink, root, Arc::new(properties))?;
        let columns = ArrowRowGroupWriterFactory::new(&file, Arc::clone(&schema));
        Ok(Self {
            table: table.to_string(),
            path: path.to_path_buf(),
            file,
            columns,
            schema,
            filling: Vec::new(),
            filled: 0,
            full: Vec::new(),
            kept: None,
            groups: 0,
            rows: 0,
        })
    }

    /// Keeps what is written in memory, for the next [`super::Store::whole`] of the table.
    #[must_use]
    pub fn keeping(self) -> Self {
        Self { kept: Some(Vec::new()), ..self }
    }

    /// Adds rows.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        self.rows += batch.num_rows() as u64;
        let mut from = 0;
        while from < batch.num_rows() {
            let taken = (batch.num_rows() - from).min(ROWS_PER_GROUP - self.filled);
            self.filling.push(batch.slice(from, taken));
            self.filled += taken;
            from += taken;
            if self.filled == ROWS_PER_GROUP {
                self.close_group()?;
            }
        }
        if self.full.len() >= rayon::current_num_threads() {
            self.encode()?;
        }
        Ok(())
    }

    /// One batch per group, so that the pages do not depend on how the rows came.
    fn close_group(&mut self) -> Result<()> {
        self.full.push(concat_batches(&self.schema, &self.filling)?);
        self.filling.clear();
        self.filled = 0;
        Ok(())
    }

    /// Encodes the groups that are full, side by side, and writes them in order.
    fn encode(&mut self) -> Result<()> {
        let columns = &self.columns;
        let encoded: Vec<Vec<ArrowColumnChunk>> = self
            .full
            .par_iter()
            .enumerate()
            .map(|(at, batch)| encode_group(columns, batch, self.groups + at))
            .collect::<Result<_, ParquetError>>()?;
        self.groups += encoded.len();
        let full = std::mem::take(&mut self.full);
        if let Some(kept) = &mut self.kept {
            kept.extend(full);
        }
        for chunks in encoded {
            self.append(chunks).with_context(|| disk_full(&self.path))?;
        }
        Ok(())
    }

    fn append(&mut self, chunks: Vec<ArrowColumnChunk>) -> Result<(), ParquetError> {
        let mut group = self.file.next_row_group()?;
        for chunk in chunks {
            chunk.append_to_row_group(&mut group)?;
        }
        group.close()?;
        Ok(())
    }

    pub(crate) fn close(mut self) -> Result<(String, TableEntry, Option<Vec<RecordBatch>>)> {
        if self.filled > 0 {
            self.close_group()?;
        }
        self.encode()?;
        let what = || disk_full(&self.path);
        let mut sink = self.file.into_inner().with_context(what)?;
        sink.file.flush().with_context(what)?;
        sink.file.get_ref().sync_data().with_context(what)?;
        let digest = sink.hasher.finalize().to_hex().to_string();
        Ok((self.table, TableEntry { digest, rows: self.rows, bytes: sink.bytes }, self.kept))
    }
}

fn disk_full(path: &Path) -> String {
    format!("cannot write {}: is the disk full?", path.display())
}

fn properties() -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::LZ4_RAW)
        .set_created_by("whose".to_string())
        // The least and the greatest value of a column would be personal values in the file's foot.
        .set_statistics_enabled(EnabledStatistics::None);
    let path = |column: &[&str]| ColumnPath::new(column.iter().map(|part| (*part).to_string()).collect());
    for column in MANIFOLD {
        properties = properties.set_column_dictionary_enabled(path(column), false);
    }
    for column in DIGESTS {
        properties = properties.set_column_compression(path(column), Compression::UNCOMPRESSED);
    }
    properties.build()
}

fn encode_group(
    columns: &ArrowRowGroupWriterFactory,
    batch: &RecordBatch,
    group: usize,
) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
    let mut leaves: Vec<ArrowLeafColumn> = Vec::new();
    for (field, column) in batch.schema().fields().iter().zip(batch.columns()) {
        leaves.extend(compute_leaves(field, column)?);
    }
    let encode = |(mut writer, leaf): (ArrowColumnWriter, ArrowLeafColumn)| {
        writer.write(&leaf)?;
        writer.close()
    };
    columns.create_column_writers(group)?.into_par_iter().zip(leaves).map(encode).collect()
}

struct Digesting {
    file: io::BufWriter<std::fs::File>,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use whose_model::tables::{
        MembershipRow, Mentions, MergeRow, PersonRow, StandingRow, TableError, schema_of,
    };

    use super::*;

    /// A column that is called otherwise one day would silently be packed like any other.
    #[test]
    fn the_columns_with_a_packing_of_their_own_exist() {
        let schemas: [Result<SchemaRef, TableError>; 5] = [
            Ok(Mentions::schema()),
            schema_of::<MembershipRow>(),
            schema_of::<MergeRow>(),
            schema_of::<PersonRow>(),
            schema_of::<StandingRow>(),
        ];
        let mut known = BTreeSet::new();
        for schema in schemas {
            let table = ArrowSchemaConverter::new().convert(&schema.unwrap()).unwrap();
            known.extend(table.columns().iter().map(|column| column.path().string()));
        }
        for column in MANIFOLD.iter().chain(&DIGESTS) {
            assert!(known.contains(&column.join(".")), "{}", column.join("."));
        }
    }
}
