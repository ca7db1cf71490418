//! What a caller may set, hear and be told.

/// Settings. The defaults suit every case; nobody has to change them.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// A link is taken when its odds are at least this many to one (before the correction for cluster sizes).
    pub least_odds: f32,
}

impl Default for Options {
    fn default() -> Self {
        Self { least_odds: 1.0 }
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
