//! What a long run tells about itself. The library reports to this trait; the binary draws it.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Takes reports of progress.
pub trait Progress: Sync {
    /// A step begins; `total` is in the step's unit (bytes while reading, mentions while resolving), 0 when unknown.
    fn begin(&self, step: &str, total: u64);
    /// So much of the step is done now, in all.
    fn at(&self, done: u64);
    /// Something the user should know while it runs; no personal value.
    fn say(&self, message: &str);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _step: &str, _total: u64) {}
    fn at(&self, _done: u64) {}
    fn say(&self, _message: &str) {}
}

/// The user's wish to stop, and how much was read.
#[derive(Debug, Default)]
pub struct Control {
    stop: AtomicBool,
    read: AtomicU64,
}

impl Control {
    /// Asks the run to stop at the next safe point.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Was it asked to stop?
    #[must_use]
    pub fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Counts bytes read; gives the sum.
    pub fn add_read(&self, bytes: u64) -> u64 {
        self.read.fetch_add(bytes, Ordering::Relaxed) + bytes
    }
}
