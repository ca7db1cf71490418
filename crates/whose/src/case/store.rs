//! Reading and writing of the tables. The only module that knows they are Parquet files.
//!
//! A step writes its tables beside (`.new-NAME.parquet`), then its manifest as `pending.json`, then renames. A process killed
//! between leaves either the old state or a pending one that the next opening completes.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use whose_model::tables::{TableRow, VERSION, from_batch, schema_of, to_batch};

use super::{Manifest, TableEntry, make_private, write_beside};

const MANIFEST: &str = "manifest.json";
const PENDING: &str = "pending.json";
const ROWS_PER_BATCH: usize = 65_536;

/// The tables of a case.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    manifest: Manifest,
}

impl Store {
    /// Opens the tables of a case folder, completing a step that was cut off while it renamed.
    ///
    /// # Errors
    /// When the manifest is damaged or the folder cannot be written.
    pub fn open(dir: &Path) -> Result<Self> {
        let mut store =
            Self { dir: dir.to_path_buf(), manifest: Manifest { schema: VERSION, ..Manifest::default() } };
        if dir.join(PENDING).exists() {
            let pending: Manifest = read_json(&dir.join(PENDING))?;
            store.complete(&pending)?;
        }
        if dir.join(MANIFEST).exists() {
            store.manifest = read_json(&dir.join(MANIFEST))?;
        }
        Ok(store)
    }

    /// What there is.
    #[must_use]
    pub const fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Path of a table's file.
    #[must_use]
    pub fn path(&self, table: &str) -> PathBuf {
        self.dir.join("tables").join(format!("{table}.parquet"))
    }

    /// Has the table been written?
    #[must_use]
    pub fn has(&self, table: &str) -> bool {
        self.manifest.tables.contains_key(table)
    }

    /// All rows of a table; none when it was never written.
    ///
    /// # Errors
    /// When the file is damaged.
    pub fn rows<Row: TableRow>(&self) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for batch in self.batches(Row::TABLE)? {
            rows.extend(from_batch::<Row>(&batch?)?);
        }
        Ok(rows)
    }

    /// The batches of a table; none when it was never written.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn batches(&self, table: &str) -> Result<impl Iterator<Item = Result<RecordBatch>> + use<>> {
        let reader = if self.has(table) { Some(self.reader(table)?) } else { None };
        let name = table.to_string();
        Ok(reader
            .into_iter()
            .flatten()
            .map(move |batch| batch.with_context(|| format!("table {name} is damaged: run `whose verify`"))))
    }

    fn reader(&self, table: &str) -> Result<parquet::arrow::arrow_reader::ParquetRecordBatchReader> {
        let path = self.path(table);
        let file = std::fs::File::open(&path)
            .with_context(|| format!("table {} is missing: run `whose scope` again", path.display()))?;
        let builder = ParquetRecordBatchReaderBuilder::try_new(file)
            .with_context(|| format!("{} is damaged", path.display()))?;
        builder
            .with_batch_size(ROWS_PER_BATCH)
            .build()
            .with_context(|| format!("{} is damaged", path.display()))
    }

    /// Begins a step's writing.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(&mut self) -> Result<Transaction<'_>> {
        make_private(&self.dir.join("tables"))?;
        let next = Manifest { schema: VERSION, ..self.manifest.clone() };
        Ok(Transaction { store: self, next })
    }

    /// Renames what a pending manifest names, then the manifest itself.
    fn complete(&mut self, next: &Manifest) -> Result<()> {
        for name in next.tables.keys() {
            let beside = self.beside(name);
            if beside.exists() {
                fs_err::rename(&beside, self.path(name))?;
            }
        }
        fs_err::rename(self.dir.join(PENDING), self.dir.join(MANIFEST))?;
        Ok(())
    }

    fn beside(&self, table: &str) -> PathBuf {
        self.dir.join("tables").join(format!(".new-{table}.parquet"))
    }
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs_err::read_to_string(path)?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} is damaged: restore it from a copy", path.display()))
}

/// The tables of one step, written beside until [`Transaction::commit`].
#[derive(Debug)]
pub struct Transaction<'a> {
    store: &'a mut Store,
    next: Manifest,
}

impl Transaction<'_> {
    /// Writes a whole table.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written.
    pub fn write<Row: TableRow>(&mut self, rows: &[Row]) -> Result<()> {
        let mut writer = self.writer(Row::TABLE, schema_of::<Row>()?)?;
        for chunk in rows.chunks(ROWS_PER_BATCH) {
            writer.write(&to_batch(chunk)?)?;
        }
        self.finish(writer)
    }

    /// A table that is written batch by batch.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn writer(&self, table: &str, schema: SchemaRef) -> Result<TableWriter> {
        TableWriter::create(table, &self.store.beside(table), schema)
    }

    /// Takes a table that is written.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(&mut self, writer: TableWriter) -> Result<()> {
        let (table, entry) = writer.close()?;
        self.next.tables.insert(table, entry);
        Ok(())
    }

    /// The tables as they were before this step.
    #[must_use]
    pub const fn store(&self) -> &Store {
        self.store
    }

    /// Has the table been written before this step?
    #[must_use]
    pub fn has(&self, table: &str) -> bool {
        self.store.has(table)
    }

    /// The manifest as it will be.
    pub const fn manifest_mut(&mut self) -> &mut Manifest {
        &mut self.next
    }

    /// Makes this step's tables those of the case.
    ///
    /// # Errors
    /// When the files cannot be renamed; the next opening completes them.
    pub fn commit(self) -> Result<()> {
        write_beside(&self.store.dir.join(PENDING), serde_json::to_string_pretty(&self.next)?.as_bytes())?;
        self.store.complete(&self.next)?;
        self.store.manifest = self.next;
        Ok(())
    }
}

/// Writes one table as Parquet, digesting what it writes.
pub struct TableWriter {
    table: String,
    path: PathBuf,
    writer: ArrowWriter<Digesting>,
    rows: u64,
}

impl std::fmt::Debug for TableWriter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "TableWriter({}, {} rows)", self.table, self.rows)
    }
}

impl TableWriter {
    fn create(table: &str, path: &Path, schema: SchemaRef) -> Result<Self> {
        let file = super::create_private(path).with_context(|| format!("cannot write {}", path.display()))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
            .set_created_by("whose".to_string())
            .set_max_row_group_row_count(Some(1 << 19))
            .build();
        let sink = Digesting {
            file: io::BufWriter::with_capacity(1 << 20, file),
            hasher: blake3::Hasher::new(),
            bytes: 0,
        };
        let writer = ArrowWriter::try_new(sink, Arc::clone(&schema), Some(properties))?;
        Ok(Self { table: table.to_string(), path: path.to_path_buf(), writer, rows: 0 })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<()> {
        self.rows += batch.num_rows() as u64;
        self.writer
            .write(batch)
            .with_context(|| format!("cannot write {}: is the disk full?", self.path.display()))
    }

    fn close(self) -> Result<(String, TableEntry)> {
        let what = || format!("cannot write {}: is the disk full?", self.path.display());
        let mut sink = self.writer.into_inner().with_context(what)?;
        sink.file.flush().with_context(what)?;
        sink.file.get_ref().sync_data().with_context(what)?;
        let digest = sink.hasher.finalize().to_hex().to_string();
        Ok((self.table, TableEntry { digest, rows: self.rows, bytes: sink.bytes }))
    }
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

/// BLAKE3 of a file, hex.
///
/// # Errors
/// When it cannot be read.
pub fn digest_file(path: &Path) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut file = fs_err::File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = io::Read::read(&mut file, &mut buffer)?;
        if read == 0 {
            return Ok(hasher.finalize().to_hex().to_string());
        }
        hasher.update(&buffer[..read]);
    }
}

impl Store {
    /// Recomputes a table's digest and says whether it is the one the manifest holds.
    ///
    /// # Errors
    /// When the table is not in the manifest or its file is missing.
    pub fn is_intact(&self, table: &str) -> Result<bool> {
        let Some(entry) = self.manifest.tables.get(table) else { bail!("there is no table {table}") };
        Ok(digest_file(&self.path(table))? == entry.digest)
    }
}
