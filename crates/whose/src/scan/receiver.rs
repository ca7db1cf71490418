//! Takes what reading yields of one handed-in file and gives it to detecting; the findings go to the file's shard.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::Scope;

use anyhow::Result;
use arrow_array::RecordBatch;
use whose_detect::SourceDetector;
use whose_model::{Sink, SourceId};
use whose_read::{Job, Receiver, Receiving, SourceEnd, SourceStart};

use super::Scan;
use super::pipe::{Piece, Piped, Taking};
use super::queue::Queue;
use super::shard::{Finished, ShardWriter};
use super::stated::Stated;
use super::underway::{Open, Underway};
use crate::places::Note;
use crate::progress::{Control, Progress};

/// What all threads of a scan share.
pub struct Shared<'a> {
    pub scan: &'a Scan<'a>,
    /// Sources that are read, or being read.
    pub known: Mutex<BTreeSet<SourceId>>,
    pub notes: Mutex<Vec<Note>>,
    pub underway: Underway,
    pub control: &'a Control,
    pub progress: &'a dyn Progress,
}

/// A handed-in file that is being read, by one thread or several.
pub struct FileUnderWay<'a> {
    shared: &'a Shared<'a>,
    /// Which of the files it is.
    at: usize,
    /// Threads in it, and members waiting. The last to leave completes the shard.
    inside: AtomicUsize,
    shard: Mutex<ShardWriter>,
}

impl<'a> FileUnderWay<'a> {
    /// A file is taken up by the calling thread.
    pub fn begin(shared: &'a Shared<'a>, at: usize) -> Self {
        let shard = Mutex::new(ShardWriter::new(&shared.scan.shards));
        Self { shared, at, inside: AtomicUsize::new(1), shard }
    }

    pub fn enter(&self) {
        self.inside.fetch_add(1, Ordering::AcqRel);
    }

    /// The calling thread is done with it.
    pub fn leave(&self) -> Result<()> {
        if self.inside.fetch_sub(1, Ordering::AcqRel) > 1 {
            return Ok(());
        }
        let mut shard = self.shard();
        if self.shared.control.stopped() { shard.discard() } else { shard.complete() }
    }

    pub fn read<'s>(self: &Arc<Self>, queue: &Queue<'a>, threads: &'s Scope<'s, '_>)
    where
        'a: 's,
    {
        let scan = self.shared.scan;
        whose_read::read(
            &scan.files[self.at],
            scan.options,
            &Handle { file: Arc::clone(self), queue, threads },
        );
    }

    pub fn read_member<'s>(self: &Arc<Self>, queue: &Queue<'a>, threads: &'s Scope<'s, '_>, job: Job)
    where
        'a: 's,
    {
        job.run(&Handle { file: Arc::clone(self), queue, threads });
    }

    fn shard(&self) -> MutexGuard<'_, ShardWriter> {
        self.shard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A thread's hold on a file and on the queue.
struct Handle<'q, 's, 'e, 'a> {
    file: Arc<FileUnderWay<'a>>,
    queue: &'q Queue<'a>,
    threads: &'s Scope<'s, 'e>,
}

impl<'a: 's, 's> Receiver for Handle<'_, 's, '_, 'a> {
    fn open<'o>(&'o self, start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'o>> {
        let file = &self.file;
        let note = Note { source: start.id, place: start.place.clone(), container: start.container };
        file.shard().note(note.clone());
        file.shared.notes.lock().unwrap_or_else(PoisonError::into_inner).push(note);
        let is_new = file.shared.known.lock().unwrap_or_else(PoisonError::into_inner).insert(start.id);
        is_new.then(|| {
            let shard = Arc::clone(file);
            let give = Box::new(move |batch: RecordBatch| shard.shard().mentions(start_id(&batch), &batch));
            let source = Source {
                file: Arc::clone(file),
                _open: file.shared.underway.open(start.id, file.at, start.place),
                id: start.id,
                digest: blake3::Hash::from(start.digest).to_hex().to_string(),
                container: start.container,
                bytes: start.bytes,
                detector: file.shared.scan.detector.source(start.id, start.place, give),
                stated: Stated::default(),
            };
            Box::new(Piped::new(source, self.threads, file.shared.scan.pool)) as Box<dyn Receiving>
        })
    }

    fn elsewhere(&self, job: Job) -> Option<Job> {
        self.queue.offer(&self.file, job)
    }

    fn stopped(&self) -> bool {
        self.file.shared.control.stopped()
    }

    fn progress(&self, bytes: u64) {
        let shared = self.file.shared;
        shared.progress.at(shared.control.add_read(bytes));
    }
}

/// The source that a batch of mentions is of: a batch never mixes two.
fn start_id(batch: &RecordBatch) -> SourceId {
    let mentions = whose_model::tables::Mentions::of(batch).filter(|mentions| !mentions.is_empty());
    SourceId(mentions.map_or(0, |mentions| mentions.get(0).source()))
}

struct Source<'a> {
    file: Arc<FileUnderWay<'a>>,
    _open: Open<'a>,
    id: SourceId,
    digest: String,
    container: Option<SourceId>,
    bytes: u64,
    detector: SourceDetector<'a>,
    stated: Stated,
}

impl Taking for Source<'_> {
    fn take(&mut self, piece: Piece) {
        match piece {
            Piece::Table(number, table) => {
                self.stated.table(number, &table);
                self.detector.table(number, &table);
            }
            Piece::Column(table, column, name) => self.detector.column(table, column, &name),
            Piece::Batch(table, batch) => {
                self.stated.batch(table, &batch, &self.file.shared.scan.clients);
                self.detector.take(table, batch);
            }
            Piece::Gap(gap) => self.detector.gap(gap),
            Piece::Settle => self.detector.settle(),
        }
    }

    fn finish(self, end: SourceEnd) {
        let detected = self.detector.finish();
        let finished = Finished {
            id: self.id,
            digest: self.digest,
            container: self.container,
            format: end.format.to_string(),
            encoding: (!end.encoding.is_empty()).then_some(end.encoding),
            bytes: self.bytes,
            bytes_read: end.bytes_read,
            records: end.records,
            mentions: detected.mentions,
            findings: detected.findings.into_iter().collect(),
            gaps: detected.gaps,
            layouts: detected.layouts,
            client: self.stated.client(),
        };
        self.file.shard().finished(finished);
    }
}
