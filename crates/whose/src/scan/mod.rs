//! Read and detect, in one streaming pass over the files handed in.
//!
//! The unit of work is a file that was handed in. What it yields goes into a shard of its own (`scan/DIGEST.*`), which is
//! complete or not there: a run that is stopped or killed keeps the shards it has and goes on after them. At the end the
//! shards become tables ([`consolidate`]).

mod consolidate;
mod pipe;
mod queue;
mod receiver;
mod shard;
mod stated;
pub mod underway;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use anyhow::{Result, bail};
use whose_detect::Detector;
use whose_model::SourceId;
use whose_read::HandedIn;

pub use consolidate::{Names, Outcome, consolidate};
pub use shard::{Finished, Shards};

use crate::client_names::ClientNames;
use crate::memory::{LONG_WORK, allow_huge_pages};
use crate::places::Note;
use crate::progress::{Control, Progress};
use crate::scan::underway::Underway;

/// What a scan works with.
pub struct Scan<'a> {
    /// The files, in the order of their places.
    pub files: &'a [HandedIn],
    /// Their lengths, as the file system says; for the order of work and the progress display.
    pub lengths: Vec<u64>,
    /// How to read.
    pub options: &'a Arc<whose_read::Options>,
    /// What to find.
    pub detector: &'a Detector,
    /// What the clients of the list are called.
    pub clients: ClientNames,
    /// Sources whose results are in the case's tables already and still hold.
    pub known: BTreeSet<SourceId>,
    /// Where shards are.
    pub shards: PathBuf,
    /// Where it is noted what is being read ([`underway`]).
    pub underway: PathBuf,
    /// The threads: as many files are read at a time, and detecting runs in it for all readers together.
    pub pool: &'a rayon::ThreadPool,
}

impl std::fmt::Debug for Scan<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Scan({} files, {} threads)", self.files.len(), self.pool.current_num_threads())
    }
}

/// What a scan noted, beside its shards.
#[derive(Debug, Default)]
pub struct Scanned {
    /// Notes about the files handed in, of this run.
    pub handed_in: Vec<Note>,
    /// Notes about members, of this run. Those of shards are in the shards.
    pub members: Vec<Note>,
}

/// Lengths of files; 0 for one that cannot be looked at.
#[must_use]
pub fn lengths(files: &[HandedIn]) -> Vec<u64> {
    files.iter().map(|file| std::fs::metadata(&file.path).map_or(0, |metadata| metadata.len())).collect()
}

impl Scan<'_> {
    /// Reads all files whose content is not known. Their shards are complete afterwards.
    ///
    /// # Errors
    /// When a shard cannot be written, or the user asked to stop.
    pub fn run(&self, control: &Control, progress: &dyn Progress) -> Result<Scanned> {
        let total: u64 = self.lengths.iter().sum();
        if total >= LONG_WORK {
            allow_huge_pages(true);
        }
        progress.begin("reading", total);
        let mut known = self.known.clone();
        known.extend(Shards::open(&self.shards)?.sources());
        let shared = receiver::Shared {
            scan: self,
            known: Mutex::new(known),
            notes: Mutex::default(),
            underway: Underway::begin(&self.underway)?,
            control,
            progress,
        };
        let failure = queue::run(&shared, self.pool.current_num_threads());
        if let Some(error) = failure {
            return Err(error);
        }
        if control.stopped() {
            bail!(Stopped);
        }
        let (mut handed_in, mut members): (Vec<Note>, Vec<Note>) = shared
            .notes
            .into_inner()
            .unwrap_or_default()
            .into_iter()
            .partition(|note| note.container.is_none());
        handed_in.sort();
        members.sort();
        Ok(Scanned { handed_in, members })
    }
}

/// The user asked to stop. What was finished is kept.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("stopped. What was finished is kept: run the same command again to go on")]
pub struct Stopped;
