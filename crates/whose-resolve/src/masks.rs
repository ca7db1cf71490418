//! How many whole values a masked one fits.

use std::hash::{BuildHasher, Hasher};

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use whose_model::value::{UNKNOWN, UNKNOWN_RUN};

/// Patterns of known positions that are counted exactly; rarer ones are estimated from their number of known letters.
const PATTERNS: usize = 96;

/// Which positions of a value are known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Pattern {
    /// Of a value of that length, these positions.
    Positions(usize, u64),
    /// The first and last so many letters of a value of any length.
    Ends(usize, usize),
}

fn pattern_of(mask: &str) -> Option<Pattern> {
    if mask.contains(UNKNOWN_RUN) {
        let prefix = mask.chars().take_while(|c| *c != UNKNOWN_RUN && *c != UNKNOWN).count();
        let suffix = mask.chars().rev().take_while(|c| *c != UNKNOWN_RUN && *c != UNKNOWN).count();
        return Some(Pattern::Ends(prefix, suffix));
    }
    let count = mask.chars().count();
    let known = mask.chars().enumerate().filter(|(_, c)| *c != UNKNOWN);
    (count <= 64).then(|| Pattern::Positions(count, known.fold(0, |bits, (at, _)| bits | 1 << at)))
}

/// The digest of what a value shows at the positions of a pattern; `None` where it has other positions.
fn project(pattern: &Pattern, value: &[char]) -> Option<u64> {
    let mut hasher = FxBuildHasher.build_hasher();
    match *pattern {
        Pattern::Positions(count, known) => {
            if value.len() != count {
                return None;
            }
            value
                .iter()
                .enumerate()
                .filter(|(at, _)| known >> at & 1 == 1)
                .for_each(|(_, c)| hasher.write_u32(*c as u32));
        }
        Pattern::Ends(prefix, suffix) => {
            if value.len() < prefix + suffix {
                return None;
            }
            let ends = value[..prefix].iter().chain(&value[value.len() - suffix..]);
            ends.for_each(|c| hasher.write_u32(*c as u32));
        }
    }
    Some(hasher.finish())
}

/// The masks by pattern: each pattern with the digests of what its masks show, the commonest patterns first.
struct Queries {
    wanted: Vec<(Pattern, FxHashMap<u64, u64>)>,
    place: FxHashMap<Pattern, usize>,
}

impl Queries {
    fn new(masks: &[&str]) -> Self {
        let mut patterns: FxHashMap<Pattern, u32> = FxHashMap::default();
        for pattern in masks.iter().filter_map(|mask| pattern_of(mask)) {
            *patterns.entry(pattern).or_default() += 1;
        }
        let mut ranked: Vec<(u32, Pattern)> =
            patterns.into_iter().map(|(pattern, count)| (count, pattern)).collect();
        ranked.sort_unstable_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
        ranked.truncate(PATTERNS);
        let mut wanted: Vec<(Pattern, FxHashMap<u64, u64>)> =
            ranked.into_iter().map(|(_, pattern)| (pattern, FxHashMap::default())).collect();
        let place: FxHashMap<Pattern, usize> =
            wanted.iter().enumerate().map(|(at, (pattern, _))| (pattern.clone(), at)).collect();
        let mut letters = Vec::new();
        for mask in masks {
            letters.clear();
            letters.extend(mask.chars());
            if let Some(at) = pattern_of(mask).and_then(|pattern| place.get(&pattern))
                && let Some(digest) = project_mask(&wanted[*at].0, &letters)
            {
                wanted[*at].1.insert(digest, 0);
            }
        }
        Self { wanted, place }
    }
}

/// For each mask the natural logarithm of the share of whole values (with their weights) that it fits.
pub(crate) fn shares(whole: &[(&str, u32)], masks: &[&str]) -> Vec<f32> {
    let mut queries = Queries::new(masks);
    let total = whole.iter().map(|(_, weight)| u64::from(*weight)).sum();
    queries.wanted.par_iter_mut().for_each(|(pattern, counts)| {
        let mut letters = Vec::new();
        for (value, weight) in whole {
            letters.clear();
            letters.extend(value.chars());
            if let Some(count) = project(pattern, &letters).and_then(|digest| counts.get_mut(&digest)) {
                *count += u64::from(*weight);
            }
        }
    });
    masks.iter().map(|mask| share(mask, &queries.wanted, &queries.place, total)).collect()
}

/// For each mask the numbers of the whole values that it fits, in the order in which they come.
pub(crate) fn fitting<'t>(masks: &[&str], whole: impl Iterator<Item = (u32, &'t str)>) -> Vec<Vec<u32>> {
    let mut fitting = vec![Vec::new(); masks.len()];
    if masks.is_empty() {
        return fitting;
    }
    let mut queries = Queries::new(masks);
    // Masks that show the same at the same positions are one.
    let mut same: Vec<Vec<usize>> = Vec::new();
    let mut letters = Vec::new();
    for (number, mask) in masks.iter().enumerate() {
        letters.clear();
        letters.extend(mask.chars());
        if let Some(at) = pattern_of(mask).and_then(|pattern| queries.place.get(&pattern))
            && let Some(digest) = project_mask(&queries.wanted[*at].0, &letters)
        {
            let slot = queries.wanted[*at].1.entry(digest).or_default();
            if *slot == 0 {
                same.push(Vec::new());
                *slot = same.len() as u64;
            }
            same[*slot as usize - 1].push(number);
        }
    }
    for (value, text) in whole {
        letters.clear();
        letters.extend(text.chars());
        for (pattern, slots) in &queries.wanted {
            if let Some(slot) = project(pattern, &letters).and_then(|digest| slots.get(&digest)) {
                same[*slot as usize - 1].iter().for_each(|mask| fitting[*mask].push(value));
            }
        }
    }
    fitting
}

fn project_mask(pattern: &Pattern, mask: &[char]) -> Option<u64> {
    match pattern {
        // The mask may be shorter than its ends would need of a whole value; its own ends are still its ends.
        Pattern::Ends(prefix, suffix) => {
            let ends: Vec<char> =
                mask[..*prefix].iter().chain(&mask[mask.len() - suffix..]).copied().collect();
            project(&Pattern::Ends(*prefix, *suffix), &ends)
        }
        Pattern::Positions(..) => project(pattern, mask),
    }
}

fn share(
    mask: &str,
    wanted: &[(Pattern, FxHashMap<u64, u64>)],
    place: &FxHashMap<Pattern, usize>,
    total: u64,
) -> f32 {
    let letters: Vec<char> = mask.chars().collect();
    let at = pattern_of(mask).and_then(|pattern| place.get(&pattern));
    let counted = at.and_then(|at| {
        let digest = project_mask(&wanted[*at].0, &letters)?;
        wanted[*at].1.get(&digest).copied()
    });
    // A digit known is one in ten, a letter one in twenty or so; a value that nobody has is as rare as half a value.
    let shape: f32 = letters
        .iter()
        .map(|c| {
            if c.is_ascii_digit() {
                -2.3
            } else if c.is_alphanumeric() {
                -3.0
            } else {
                0.0
            }
        })
        .sum();
    match counted {
        Some(count) if total >= 100 => {
            let measured = ((count as f64).max(0.5) / total as f64).ln() as f32;
            if count == 0 { measured.min(shape.max(-16.0)) } else { measured }
        }
        _ => shape.max(-16.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_is_as_common_as_what_it_fits() {
        let mut whole = vec![("홍길동", 30), ("홍만동", 20), ("김길동", 50), ("홍동", 900)];
        whole.push(("홍길순", 0));
        let found = shares(&whole, &["홍*동", "홍…", "박*수"]);
        assert!((found[0] - 0.05f32.ln()).abs() < 1e-4);
        assert!((found[1] - 0.95f32.ln()).abs() < 1e-4);
        assert!(found[2] < -5.0);
        let whole: Vec<(u32, &str)> = (0..).zip(whole.iter().map(|(value, _)| *value)).collect();
        assert_eq!(
            fitting(&["홍*동", "박*수", "홍*동"], whole.into_iter()),
            [vec![0, 1], vec![], vec![0, 1]]
        );
    }
}
