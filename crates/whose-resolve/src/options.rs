//! What a caller may set, hear and be told.

/// Settings. The defaults suit every case; nobody has to change them.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// A link is taken when its odds are at least this many to one (before the correction for cluster sizes).
    pub least_odds: f32,
    /// What a reviewer decided.
    pub decisions: Decisions,
}

/// What a reviewer decided, which comes before all that the model finds. Mentions by their ids, which stay the same when
/// sources are added; a decision about a mention that is not there any more says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    /// Two mentions of one person. In order; one that earlier decisions make impossible is left aside.
    pub together: Vec<(u64, u64)>,
    /// Two mentions of two people, whatever speaks for one.
    pub apart: Vec<(u64, u64)>,
}

impl Default for Options {
    fn default() -> Self {
        Self { least_odds: 1.0, decisions: Decisions::default() }
    }
}

/// Hears how far the work is.
pub trait Progress: Sync {
    /// A step begins; `of` is how many parts it has.
    fn step(&self, name: &'static str, of: u64);
}

impl Progress for () {
    fn step(&self, _: &'static str, _: u64) {}
}

/// Why mentions could not be resolved.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ResolveError {
    /// A batch does not have the columns of this version.
    #[error("the table of mentions has columns of another version")]
    Schema,
    /// More mentions than numbers for them.
    #[error("{mentions} mentions are more than one run can hold")]
    TooMany {
        /// How many.
        mentions: usize,
    },
}
