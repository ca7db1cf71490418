//! What reading asks of its caller: to take sources as they are found.

use whose_model::{Place, Sink, SourceId};

use crate::Job;

/// A source that is about to be read.
#[derive(Debug, Clone, Copy)]
pub struct SourceStart<'a> {
    /// The first eight bytes of the digest, big-endian.
    pub id: SourceId,
    /// BLAKE3 of the content. For a file that could not be read at all: of its place.
    pub digest: [u8; 32],
    /// Where it stands.
    pub place: &'a Place,
    /// The container it is a member of.
    pub container: Option<SourceId>,
    /// Its length.
    pub bytes: u64,
}

/// A source that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceEnd {
    /// Code of the format that read it; `unknown` and `unreadable` where none did.
    pub format: &'static str,
    /// Name of the encoding; empty where no text was decoded.
    pub encoding: String,
    /// Bytes that are in no gap. With the bytes of the gaps it makes [`SourceStart::bytes`], always.
    pub bytes_read: u64,
    /// Records handed over.
    pub records: u64,
}

/// Takes what one source yields.
pub trait Receiving: Sink + Send {
    /// All was handed over: what was kept back is to be dealt with now. Where taking a batch or this panics, the whole
    /// source becomes a gap, as nobody knows what was dealt with; it is then called again for what is left.
    fn settle(&mut self) {}

    /// The source has been read, as far as it could be. All gaps were handed over before. When the user asked to stop,
    /// `finish` is not called: what was handed over is then incomplete.
    fn finish(self: Box<Self>, end: SourceEnd);
}

/// Takes all sources of a run. Called from several threads when [`Receiver::elsewhere`] takes jobs.
pub trait Receiver: Sync {
    /// A source begins. `None`: its content is known already, so only its place is noted and it is not read again.
    fn open<'a>(&'a self, start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'a>>;

    /// Takes a member to be read on another thread (with [`Job::run`]) and returns `None`, or gives it back to be read
    /// here and now. [`Job::held`] says how many bytes of memory it holds until it is run: an implementation keeps the
    /// sum within a budget. Results do not depend on the choice.
    fn elsewhere(&self, job: Job) -> Option<Job> {
        Some(job)
    }

    /// Has the user asked to stop?
    fn stopped(&self) -> bool {
        false
    }

    /// So many more bytes of handed-in files were read, for the progress display (members do not count).
    fn progress(&self, bytes: u64) {
        let _ = bytes;
    }
}
