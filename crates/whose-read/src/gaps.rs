//! The gaps of one source, kept so that no byte counts twice and none past the end.

use std::collections::BTreeMap;

use whose_model::{Gap, GapReason};

/// So many gaps of one source are kept apart; beyond it close neighbours of one reason become one.
const KEPT_APART: usize = 4_096;

/// Gaps that do not overlap, by where they start.
#[derive(Debug)]
pub(crate) struct Gaps {
    length: u64,
    /// From, then (to, reason, detail).
    ranges: BTreeMap<u64, (u64, GapReason, String)>,
    /// Gaps without bytes: something is missing that is not in the source either.
    missing: Vec<Gap>,
    /// Neighbours closer than this become one; grows when there are too many.
    nearness: u64,
}

impl Gaps {
    /// No gaps in a source of this length.
    pub(crate) fn new(length: u64) -> Self {
        Self { length, ranges: BTreeMap::new(), missing: Vec::new(), nearness: 0 }
    }

    /// Adds a gap: clipped to the source, without what is in a gap already.
    pub(crate) fn add(&mut self, gap: Gap) {
        let to = gap.to.min(self.length);
        let mut from = gap.from.min(to);
        if from == to {
            let gap = Gap { from, to: from, ..gap };
            if !self.missing.contains(&gap) && self.missing.len() < KEPT_APART {
                self.missing.push(gap);
            }
            return;
        }
        if let Some((_, (end, _, _))) = self.ranges.range(..=from).next_back() {
            from = from.max(*end);
        }
        while from < to {
            let next = self.ranges.range(from..to).next().map(|(start, (end, _, _))| (*start, *end));
            let (until, resume) = next.unwrap_or((to, to));
            if from < until {
                self.insert(from, until, gap.reason, &gap.detail);
            }
            from = resume;
        }
        if self.ranges.len() > KEPT_APART {
            self.coalesce();
        }
    }

    /// A range that overlaps none; joined to the one before when they touch and agree.
    fn insert(&mut self, from: u64, to: u64, reason: GapReason, detail: &str) {
        if let Some((_, before)) = self.ranges.range_mut(..from).next_back()
            && from - before.0 <= self.nearness
            && before.1 == reason
            && before.2 == detail
        {
            before.0 = to;
            return;
        }
        self.ranges.insert(from, (to, reason, detail.to_string()));
    }

    /// Joins neighbours until few enough are left. What lay between them counts as not read: the safe side.
    fn coalesce(&mut self) {
        let enough = KEPT_APART / 2;
        self.nearness = self.nearness.max(8);
        while self.ranges.len() > enough {
            self.nearness = self.nearness.saturating_mul(2);
            let before = std::mem::take(&mut self.ranges);
            for (from, (to, reason, detail)) in before {
                self.insert(from, to, reason, &detail);
            }
            if self.nearness > self.length {
                break;
            }
        }
    }

    /// Bytes in gaps.
    pub(crate) fn bytes(&self) -> u64 {
        self.ranges.iter().map(|(from, (to, _, _))| to - from).sum()
    }

    /// All gaps in the order of their place.
    pub(crate) fn into_sorted(self) -> Vec<Gap> {
        let mut all = self.missing;
        all.extend(self.ranges.into_iter().map(|(from, (to, reason, detail))| Gap {
            from,
            to,
            reason,
            detail,
        }));
        all.sort();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gap(from: u64, to: u64) -> Gap {
        Gap { from, to, reason: GapReason::Damaged, detail: String::new() }
    }

    #[test]
    fn a_gap_past_the_end_is_clipped() {
        let mut gaps = Gaps::new(10);
        gaps.add(gap(4, 90));
        assert_eq!(gaps.into_sorted(), [gap(4, 10)]);
    }

    #[test]
    fn a_gap_of_no_bytes_stays_to_say_that_something_is_missing() {
        let mut gaps = Gaps::new(10);
        gaps.add(gap(10, 10));
        assert_eq!(gaps.bytes(), 0);
        assert_eq!(gaps.into_sorted(), [gap(10, 10)]);
    }

    #[test]
    fn many_small_gaps_become_few_and_none_is_lost() {
        let mut gaps = Gaps::new(1 << 20);
        for start in (0..1 << 20).step_by(64) {
            gaps.add(gap(start, start + 1));
        }
        assert!(gaps.bytes() >= 1 << 14);
        assert!(gaps.into_sorted().len() <= KEPT_APART);
    }

    proptest! {
        #[test]
        fn each_byte_counts_once(ranges in proptest::collection::vec((0u64..40, 0u64..50), 0..20)) {
            let mut gaps = Gaps::new(40);
            let mut covered = [false; 40];
            for (from, to) in ranges {
                gaps.add(gap(from, to));
                for at in from..to.min(40) {
                    covered[at as usize] = true;
                }
            }
            prop_assert_eq!(gaps.bytes(), covered.iter().filter(|c| **c).count() as u64);
            let sorted = gaps.into_sorted();
            let ranges: Vec<&Gap> = sorted.iter().filter(|g| g.bytes() > 0).collect();
            prop_assert!(ranges.windows(2).all(|pair| pair[0].to <= pair[1].from));
            prop_assert!(ranges.iter().all(|g| (g.from..g.to).all(|at| covered[at as usize])));
        }
    }
}
