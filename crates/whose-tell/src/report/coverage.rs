//! What was read, and what could not be.
//!
//! A container's bytes are packaging: what counts is its content, which stands in the sources inside it. So content
//! is every source that is not packaging, and the bytes of packaging that could not be opened. Bytes read and bytes
//! not read together are the content.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use whose_model::tables::{GapRow, SourceRow};

use super::sources::{place_of, places};
use crate::facts::Tables;

/// Gaps that are named one by one.
const NAMED: usize = 50;

/// What was read and what was not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Files handed in, each content once.
    pub files_handed_in: u64,
    /// Their bytes, as they were handed in: packed content is packed.
    pub bytes_handed_in: u64,
    /// Sources with content: files, members of containers, tables, each content once.
    pub sources: u64,
    /// Bytes of content, unpacked.
    pub bytes: u64,
    /// Bytes read.
    pub bytes_read: u64,
    /// Bytes in gaps.
    pub bytes_in_gaps: u64,
    /// Gaps.
    pub gaps: u64,
    /// Sources with a gap.
    pub sources_with_gaps: u64,
    /// Further copies of sources, counted once.
    pub copies: u64,
    /// Bytes of those copies.
    pub bytes_of_copies: u64,
    /// Sources whose bytes are not the sum of bytes read and gaps; 0 when all is right.
    pub sources_not_adding_up: u64,
    /// Gaps by reason, most bytes first.
    pub by_reason: Vec<GapsByReason>,
    /// The largest gaps.
    pub largest: Vec<GapEntry>,
}

/// Gaps of one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapsByReason {
    /// Code of the reason.
    pub reason: String,
    /// Gaps.
    pub gaps: u64,
    /// Bytes.
    pub bytes: u64,
    /// What would close them.
    pub remedy: String,
}

/// A gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapEntry {
    /// Where its source stands.
    pub place: String,
    /// First byte.
    pub from: u64,
    /// One past the last byte.
    pub to: u64,
    /// Code of the reason.
    pub reason: String,
    /// What happened.
    pub detail: String,
    /// What would close it.
    pub remedy: String,
}

impl GapEntry {
    /// How many bytes.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.to.saturating_sub(self.from)
    }
}

pub(super) fn coverage(tables: &Tables) -> Coverage {
    let mut in_gaps: HashMap<u64, u64> = HashMap::new();
    for gap in tables.gaps {
        *in_gaps.entry(gap.source).or_default() += bytes_of(gap);
    }
    let containers: HashSet<u64> = tables.sources.iter().filter_map(|source| source.container).collect();
    let mut coverage = Coverage {
        files_handed_in: 0,
        bytes_handed_in: 0,
        sources: 0,
        bytes: 0,
        bytes_read: 0,
        bytes_in_gaps: in_gaps.values().sum(),
        gaps: tables.gaps.len() as u64,
        sources_with_gaps: in_gaps.len() as u64,
        copies: 0,
        bytes_of_copies: 0,
        sources_not_adding_up: 0,
        by_reason: by_reason(tables.gaps),
        largest: Vec::new(),
    };
    for source in tables.sources {
        let unread = in_gaps.get(&source.id).copied().unwrap_or(0);
        coverage.sources_not_adding_up += u64::from(source.bytes_read + unread != source.bytes);
        if source.container.is_none() {
            coverage.files_handed_in += 1;
            coverage.bytes_handed_in += source.bytes;
        }
        let copies = (source.places.len() as u64).saturating_sub(1);
        coverage.copies += copies;
        coverage.bytes_of_copies += copies * source.bytes;
        if !is_packaging(source, &containers) {
            coverage.sources += 1;
            coverage.bytes_read += source.bytes_read;
        }
    }
    coverage.bytes = coverage.bytes_read + coverage.bytes_in_gaps;
    coverage.largest = all_gaps(tables);
    coverage.largest.truncate(NAMED);
    coverage
}

/// Other sources stand in it, and it has no records of its own (a mail with an attachment has).
fn is_packaging(source: &SourceRow, containers: &HashSet<u64>) -> bool {
    source.records == 0 && containers.contains(&source.id)
}

fn by_reason(gaps: &[GapRow]) -> Vec<GapsByReason> {
    let mut sums: BTreeMap<&str, GapsByReason> = BTreeMap::new();
    for gap in gaps {
        let sum = sums.entry(&gap.reason).or_insert_with(|| GapsByReason {
            reason: gap.reason.clone(),
            gaps: 0,
            bytes: 0,
            remedy: gap.remedy.clone(),
        });
        sum.gaps += 1;
        sum.bytes += bytes_of(gap);
        // One of several remedies must be chosen the same way in whatever order the gaps come.
        if gap.remedy < sum.remedy {
            sum.remedy.clone_from(&gap.remedy);
        }
    }
    let mut rows: Vec<GapsByReason> = sums.into_values().collect();
    rows.sort_by(|one, other| other.bytes.cmp(&one.bytes).then_with(|| one.reason.cmp(&other.reason)));
    rows
}

/// Every gap with its place, largest first.
pub(crate) fn all_gaps(tables: &Tables) -> Vec<GapEntry> {
    let places = places(tables);
    let mut gaps: Vec<GapEntry> = tables
        .gaps
        .iter()
        .map(|gap| GapEntry {
            place: place_of(&places, gap.source),
            from: gap.from,
            to: gap.to,
            reason: gap.reason.clone(),
            detail: gap.detail.clone(),
            remedy: gap.remedy.clone(),
        })
        .collect();
    gaps.sort_by(|one, other| {
        other.bytes().cmp(&one.bytes()).then_with(|| {
            (&one.place, one.from, &one.reason, &one.detail).cmp(&(
                &other.place,
                other.from,
                &other.reason,
                &other.detail,
            ))
        })
    });
    gaps
}

fn bytes_of(gap: &GapRow) -> u64 {
    gap.to.saturating_sub(gap.from)
}
