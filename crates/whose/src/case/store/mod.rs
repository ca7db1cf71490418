//! Reading and writing of the tables. The only module that knows they are Parquet files.
//!
//! A step writes its tables beside (`.new-NAME.parquet`), then its manifest as `pending.json`, then renames. A process killed
//! between leaves either the old state or a pending one that the next opening completes.

mod reading;
mod writing;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use whose_model::tables::{TableRow, VERSION, schema_of, to_batch};

pub use writing::TableWriter;

use super::{Manifest, make_private, write_beside};

const MANIFEST: &str = "manifest.json";
const PENDING: &str = "pending.json";
/// Rows that are turned into columns at a time.
const ROWS_AT_ONCE: usize = 65_536;

/// The tables of a case.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    manifest: Manifest,
    /// Tables that were just written, by name, with their digests.
    kept: Mutex<BTreeMap<String, (String, Vec<RecordBatch>)>>,
}

impl Store {
    /// Opens the tables of a case folder, completing a step that was cut off while it renamed.
    ///
    /// # Errors
    /// When the manifest is damaged or the folder cannot be written.
    pub fn open(dir: &Path) -> Result<Self> {
        let manifest = Manifest { schema: VERSION, ..Manifest::default() };
        let mut store = Self { dir: dir.to_path_buf(), manifest, kept: Mutex::default() };
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
        for chunk in rows.chunks(ROWS_AT_ONCE) {
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
        let (table, entry, kept) = writer.close()?;
        if let Some(kept) = kept {
            self.store.keep(&table, &entry.digest, kept);
        }
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

/// BLAKE3 of a file, hex.
///
/// # Errors
/// When it cannot be read.
pub fn digest_file(path: &Path) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut file = fs_err::File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = std::io::Read::read(&mut file, &mut buffer)?;
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
