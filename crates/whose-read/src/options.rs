//! What a caller can choose.

use std::collections::BTreeSet;
use std::path::PathBuf;

use whose_model::SourceId;

/// How to read.
#[derive(Clone)]
pub struct Options {
    /// Private folder for members too large to hold in memory. Its files have no name while they are in use, except where
    /// a library needs a path.
    pub spill: PathBuf,
    /// Passwords to try on encrypted content, in this order.
    pub passwords: Vec<String>,
    /// Sources that are not opened: a process that read them died. Each is a gap.
    pub refused: BTreeSet<SourceId>,
    /// What hostile containers may cost.
    pub limits: Limits,
}

impl Options {
    /// The usual limits, no passwords.
    #[must_use]
    pub fn new(spill: PathBuf) -> Self {
        Self { spill, passwords: Vec::new(), refused: BTreeSet::new(), limits: Limits::default() }
    }
}

/// Passwords must not print.
impl std::fmt::Debug for Options {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Options")
            .field("spill", &self.spill)
            .field("passwords", &self.passwords.len())
            .field("refused", &self.refused)
            .field("limits", &self.limits)
            .finish()
    }
}

/// What hostile containers may cost. Whatever exceeds it becomes a gap `limit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Containers within containers.
    pub depth: u32,
    /// Members of one container.
    pub members: u64,
    /// How many bytes may be unpacked for each byte of a handed-in file...
    pub ratio: u64,
    /// ...once a container has unpacked more than this.
    pub free_bytes: u64,
    /// Bytes unpacked from one handed-in file altogether, over all depths.
    pub unpacked: u64,
    /// A member up to this size is held in memory, a larger one is spilled.
    pub held: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 12,
            members: 1_000_000,
            ratio: 2_000,
            free_bytes: 100 << 20,
            unpacked: 16 << 40,
            held: 32 << 20,
        }
    }
}
