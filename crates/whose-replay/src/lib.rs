//! Generators of two incidents: a contractor's disk as it was lost, and beside it the truth.
//!
//! Both are made of nothing but a seed: every person is invented. The published figures of the two incidents are met exactly
//! at scale 1; at smaller scales every shape stays (all clients, every format at least once).
//!
//! A replay writes `disk/` (what is handed in), `clients.csv` or `customers.csv` (what the company knows) and `truth/`
//! (what is to come out; never handed in). The same seed and scale give the same bytes, whatever the thread count.

mod canada;
mod cards;
mod dice;
mod files;
mod korea;
mod ranked;
mod sealed;
mod sheet;
mod summary;
mod text;

use std::path::Path;

use anyhow::{Result, ensure};

pub use summary::{ClientTruth, CustomersTruth, FileTruth, GapTruth, RegistryTruth, Share, Summary};

/// How much of an incident is made: 1 is the published size.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Scale(f64);

impl Scale {
    /// The published size.
    pub const FULL: Self = Self(1.0);

    /// A scale above 0 and at most 4.
    ///
    /// # Errors
    /// When it is outside of that.
    pub fn new(factor: f64) -> Result<Self> {
        ensure!(factor > 0.0 && factor <= 4.0, "the scale must be above 0 and at most 4");
        Ok(Self(factor))
    }

    /// The factor.
    #[must_use]
    pub const fn factor(self) -> f64 {
        self.0
    }

    /// A full-scale count at this scale: rounded, at least 1.
    #[must_use]
    pub fn of(self, full: u32) -> u32 {
        (f64::from(full) * self.0).round().max(1.0) as u32
    }
}

/// Writes the Canada Post incident into `dir`: 44 clients, 950,000 recipients at scale 1.
///
/// # Errors
/// When `dir` already holds a disk or truth, or cannot be written.
pub fn canada_post(dir: &Path, scale: Scale, seed: u64) -> Result<Summary> {
    files::claim(dir)?;
    canada::write(dir, scale, seed)
}

/// Writes the Hanwha incident into `dir`: 157,901 accident records about 119,322 customers, and a registry of 2,000,000
/// customers at scale 1.
///
/// # Errors
/// When `dir` already holds a disk or truth, or cannot be written.
pub fn hanwha(dir: &Path, scale: Scale, seed: u64) -> Result<Summary> {
    files::claim(dir)?;
    korea::write(dir, scale, seed)
}
