//! What X12 and EDIFACT share: splitting segments, naming their columns, assembling records from loops.

mod assembly;
mod columns;
mod separators;
mod splitting;

pub(super) use assembly::Assembly;
pub(super) use columns::{Code, Key, Tables};
pub(super) use separators::{Separators, find_tag, first_terminator};
pub(super) use splitting::{Split, segment_length, skip_blank};

use whose_model::GapReason;

use crate::Output;

/// Longest segment that is taken for one; longer ones are garbage without a terminator.
pub(super) const LONGEST_SEGMENT: usize = 1 << 22;

/// Gaps that lose no bytes: counts that differ, trailers that are missing. Beyond a limit they are summed up.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    made: u64,
}

impl Remarks {
    const LIMIT: u64 = 100;

    /// Says what contradicts the format at a place.
    pub(super) fn add(&mut self, output: &mut dyn Output, at: u64, detail: &str) {
        self.made += 1;
        if self.made <= Self::LIMIT {
            output.not_read(at, at, GapReason::Damaged, detail);
        }
    }

    /// Sums up those that were not said one by one.
    pub(super) fn finish(&self, output: &mut dyn Output, at: u64) {
        if self.made > Self::LIMIT {
            let detail = format!("{} further trailers are missing or count wrongly", self.made - Self::LIMIT);
            output.not_read(at, at, GapReason::Damaged, &detail);
        }
    }
}
