//! What one handed-in file yielded: complete on disk, or not there.
//!
//! `SOURCE.arrow` holds the mentions as an Arrow file, `SOURCE.json` everything else. The JSON is renamed into place last,
//! and makes the shard complete. Neither is synced to disk: a shard lost to a power cut is read again.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, anyhow};
use arrow_array::RecordBatch;
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::FileWriter;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use whose_model::tables::{LayoutRow, Mentions};
use whose_model::{Gap, SourceId};

use crate::case::create_private;
use crate::places::Note;

/// A source that was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finished {
    /// Identity.
    pub id: SourceId,
    /// BLAKE3 of the content, hex.
    pub digest: String,
    /// The container it was found in first.
    pub container: Option<SourceId>,
    /// Format code.
    pub format: String,
    /// Encoding of its text.
    pub encoding: Option<String>,
    /// Length.
    pub bytes: u64,
    /// Bytes in no gap.
    pub bytes_read: u64,
    /// Records.
    pub records: u64,
    /// Mentions.
    pub mentions: u64,
    /// Findings by category code.
    pub findings: BTreeMap<String, u64>,
    /// What could not be read.
    pub gaps: Vec<Gap>,
    /// What its columns were taken for.
    pub layouts: Vec<LayoutRow>,
    /// Key of the client that it says it was made for.
    pub client: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Contents {
    notes: Vec<Note>,
    finished: Vec<Finished>,
    /// Source of each batch in the Arrow file, in its order.
    batches: Vec<SourceId>,
}

/// Writes a shard.
pub struct ShardWriter {
    dir: PathBuf,
    beside: PathBuf,
    mentions: Option<FileWriter<std::io::BufWriter<std::fs::File>>>,
    contents: Contents,
    failure: Option<anyhow::Error>,
}

static NUMBER: AtomicU64 = AtomicU64::new(0);

impl ShardWriter {
    pub fn new(dir: &Path) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let beside = dir.join(format!(".part-{}-{number}.arrow", std::process::id()));
        Self { dir: dir.to_path_buf(), beside, mentions: None, contents: Contents::default(), failure: None }
    }

    pub fn note(&mut self, note: Note) {
        self.contents.notes.push(note);
    }

    pub fn finished(&mut self, finished: Finished) {
        self.contents.finished.push(finished);
    }

    /// Adds mentions of one source. A failure is kept and told when the shard is completed.
    pub fn mentions(&mut self, source: SourceId, batch: &RecordBatch) {
        if self.failure.is_none()
            && let Err(error) = self.write(source, batch)
        {
            self.failure = Some(error);
        }
    }

    fn write(&mut self, source: SourceId, batch: &RecordBatch) -> Result<()> {
        let what = || format!("cannot write {}: is the disk full?", self.beside.display());
        if self.mentions.is_none() {
            let file = create_private(&self.beside).with_context(what)?;
            let buffered = std::io::BufWriter::with_capacity(1 << 20, file);
            self.mentions = Some(FileWriter::try_new(buffered, &Mentions::schema()).with_context(what)?);
        }
        if let Some(writer) = &mut self.mentions {
            writer.write(batch).with_context(what)?;
        }
        self.contents.batches.push(source);
        Ok(())
    }

    /// Makes the shard complete. A file whose content was known leaves none.
    pub fn complete(&mut self) -> Result<()> {
        if let Some(failure) = self.failure.take() {
            self.discard()?;
            return Err(failure);
        }
        let contents = std::mem::take(&mut self.contents);
        let Some(top) = contents.notes.first().filter(|_| !contents.finished.is_empty()) else {
            return self.discard();
        };
        let name = top.source.to_string();
        if let Some(mut writer) = self.mentions.take() {
            writer
                .finish()
                .with_context(|| format!("cannot write {}: is the disk full?", self.beside.display()))?;
            drop(writer);
            fs_err::rename(&self.beside, self.dir.join(format!("{name}.arrow")))?;
        }
        let beside = self.beside.with_extension("json");
        create_private(&beside)?.write_all(&serde_json::to_vec(&contents)?)?;
        Ok(fs_err::rename(beside, self.dir.join(format!("{name}.json")))?)
    }

    /// Leaves nothing.
    pub fn discard(&mut self) -> Result<()> {
        if self.mentions.take().is_some() {
            fs_err::remove_file(&self.beside)?;
        }
        Ok(())
    }
}

/// The complete shards of a folder.
pub struct Shards {
    dir: PathBuf,
    shards: Vec<(String, Contents)>,
}

impl std::fmt::Debug for Shards {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Shards({})", self.shards.len())
    }
}

impl Shards {
    /// Opens a folder of shards, sweeping out what a killed run left half-written.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn open(dir: &Path) -> Result<Self> {
        let mut names: Vec<String> = Vec::new();
        for entry in fs_err::read_dir(dir)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(".part-") {
                fs_err::remove_file(dir.join(&name))?;
            } else if let Some(stem) = name.strip_suffix(".json") {
                names.push(stem.to_string());
            }
        }
        names.sort();
        let mut shards = Vec::with_capacity(names.len());
        for name in names {
            // A shard that a power cut spoilt is as good as none.
            if let Ok(contents) = serde_json::from_slice(&fs_err::read(dir.join(format!("{name}.json")))?) {
                shards.push((name, contents));
            }
        }
        Ok(Self { dir: dir.to_path_buf(), shards })
    }

    /// The sources in them.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.finished().map(|finished| finished.id)
    }

    /// The sources in them, with all that is known of them.
    pub fn finished(&self) -> impl Iterator<Item = &Finished> {
        self.shards.iter().flat_map(|(_, contents)| &contents.finished)
    }

    /// Their notes.
    pub fn notes(&self) -> impl Iterator<Item = &Note> {
        self.shards.iter().flat_map(|(_, contents)| &contents.notes)
    }

    /// Where the mentions of each source are: shard, and numbers of its batches.
    #[must_use]
    pub fn index(&self) -> BTreeMap<SourceId, (usize, Vec<usize>)> {
        let mut index: BTreeMap<SourceId, (usize, Vec<usize>)> = BTreeMap::new();
        for (shard, (_, contents)) in self.shards.iter().enumerate() {
            for (at, source) in contents.batches.iter().enumerate() {
                index.entry(*source).or_insert((shard, Vec::new())).1.push(at);
            }
        }
        index
    }

    /// Some batches of a source, by what [`Shards::index`] said, read side by side.
    ///
    /// # Errors
    /// When the file is missing or damaged.
    pub fn mentions(&self, shard: usize, batches: &[usize]) -> Result<Vec<RecordBatch>> {
        let share = batches.len().div_ceil(rayon::current_num_threads()).max(1);
        let parts: Vec<Vec<RecordBatch>> =
            batches.par_chunks(share).map(|some| self.read(shard, some)).collect::<Result<_>>()?;
        Ok(parts.into_iter().flatten().collect())
    }

    fn read(&self, shard: usize, batches: &[usize]) -> Result<Vec<RecordBatch>> {
        let path = self.dir.join(format!("{}.arrow", self.shards[shard].0));
        let what = || format!("{} is damaged: delete it and run scope again", path.display());
        let file = std::io::BufReader::new(fs_err::File::open(&path)?);
        let mut reader = FileReader::try_new(file, None).with_context(what)?;
        let mut read = Vec::with_capacity(batches.len());
        for at in batches {
            reader.set_index(*at).with_context(what)?;
            let batch = reader.next().ok_or_else(|| anyhow!("batch {at} is missing")).with_context(what)?;
            read.push(batch.with_context(what)?);
        }
        Ok(read)
    }

    /// Deletes those that hold one of these sources, so that it is read again.
    ///
    /// # Errors
    /// When a file cannot be deleted.
    pub fn forget(self, sources: &BTreeSet<SourceId>) -> Result<()> {
        let (gone, kept) = self.shards.into_iter().partition(|(_, contents): &(String, Contents)| {
            contents.finished.iter().any(|finished| sources.contains(&finished.id))
        });
        drop::<Vec<(String, Contents)>>(kept);
        Self { dir: self.dir, shards: gone }.delete()
    }

    /// Deletes them: their content is in the tables.
    ///
    /// # Errors
    /// When a file cannot be deleted.
    pub fn delete(self) -> Result<()> {
        for (name, contents) in &self.shards {
            fs_err::remove_file(self.dir.join(format!("{name}.json")))?;
            if !contents.batches.is_empty() {
                fs_err::remove_file(self.dir.join(format!("{name}.arrow")))?;
            }
        }
        Ok(())
    }
}
