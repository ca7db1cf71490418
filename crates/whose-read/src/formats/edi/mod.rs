//! What X12 and EDIFACT share: splitting segments, naming their columns, assembling records from loops.

mod assembly;
mod columns;
mod separators;
mod splitting;

pub(super) use assembly::Assembly;
pub(super) use columns::{Code, Key, Tables};
pub(super) use separators::{Separators, can_separate, find_tag, first_terminator};
pub(super) use splitting::{Split, segment_length, skip_blank};

use std::ops::RangeInclusive;

use whose_model::GapReason;

use crate::Output;

/// Longest segment that is taken for one; longer ones are garbage without a terminator.
pub(super) const LONGEST_SEGMENT: usize = 1 << 22;

/// Does the text begin with a segment's tag: so many capital letters and digits, a letter first, then a separator or the
/// end? Line ends before it do not count.
pub(super) fn starts_with_tag(
    text: &str,
    lengths: RangeInclusive<usize>,
    is_separator: impl Fn(char) -> bool,
) -> bool {
    let mut length = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' => length += 1,
            b'0'..=b'9' if length > 0 => length += 1,
            b'\r' | b'\n' => {}
            _ => {
                let ends = text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(is_separator);
                return lengths.contains(&length) && ends;
            }
        }
        if length > *lengths.end() {
            return false;
        }
    }
    lengths.contains(&length)
}

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
