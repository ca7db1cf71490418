//! How common what a masked value shows is.

use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};

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
    /// The first so many letters of a value of several words, and of its last word.
    Starts(usize, usize),
}

fn pattern_of(mask: &str) -> Option<Pattern> {
    if mask.contains(UNKNOWN_RUN) {
        let prefix = mask.chars().take_while(|c| *c != UNKNOWN_RUN && *c != UNKNOWN).count();
        let suffix = mask.chars().rev().take_while(|c| *c != UNKNOWN_RUN && *c != UNKNOWN).count();
        let last = mask.rsplit(' ').next().unwrap_or_default();
        let start = last.chars().take_while(|c| *c != UNKNOWN_RUN && *c != UNKNOWN).count();
        let only_starts = suffix == 0 && start > 0 && prefix + last.chars().count() < mask.chars().count();
        return Some(if only_starts {
            Pattern::Starts(prefix, start)
        } else {
            Pattern::Ends(prefix, suffix)
        });
    }
    let count = mask.chars().count();
    let known = mask.chars().enumerate().filter(|(_, c)| *c != UNKNOWN);
    (count <= 64).then(|| Pattern::Positions(count, known.fold(0, |bits, (at, _)| bits | 1 << at)))
}

/// What a value shows at the positions of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// A digest of it.
    Digest(u64),
    /// It has other positions.
    Other,
    /// Some of the positions are unknown in it too.
    Hidden,
}

/// What a value, whole or masked itself, shows at the positions of a pattern.
fn shown(pattern: &Pattern, value: &[char]) -> Shown {
    let hidden = |at: usize| matches!(value[at], UNKNOWN | UNKNOWN_RUN);
    let is_hidden = match *pattern {
        Pattern::Positions(count, _) if value.contains(&UNKNOWN_RUN) => value.len() <= count,
        Pattern::Positions(count, known) => {
            value.len() == count && (0..count).any(|at| known >> at & 1 == 1 && hidden(at))
        }
        Pattern::Ends(prefix, suffix) => {
            let ends = (0..prefix.min(value.len())).chain(value.len().saturating_sub(suffix)..value.len());
            ends.into_iter().any(hidden)
        }
        Pattern::Starts(first, start) => {
            let last = last_word(value);
            (0..first.min(value.len())).chain(last..(last + start).min(value.len())).any(hidden)
        }
    };
    match is_hidden {
        true => Shown::Hidden,
        false => project(pattern, value).map_or(Shown::Other, Shown::Digest),
    }
}

/// Where the last word of a value begins.
fn last_word(value: &[char]) -> usize {
    value.iter().rposition(|letter| *letter == ' ').map_or(0, |blank| blank + 1)
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
        Pattern::Starts(first, start) => {
            let last = last_word(value);
            if last <= first || value.len() < last + start {
                return None;
            }
            let starts = value[..first].iter().chain(&value[last..last + start]);
            starts.for_each(|c| hasher.write_u32(*c as u32));
        }
    }
    Some(hasher.finish())
}

/// The masks by pattern: each pattern with a slot for each digest of what its masks show, the commonest patterns first.
struct Queries {
    wanted: Vec<(Pattern, FxHashMap<u64, u32>)>,
    place: FxHashMap<Pattern, usize>,
    /// Of each slot the values that show the same, with their weights.
    counts: Vec<AtomicU64>,
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
        let mut wanted: Vec<(Pattern, FxHashMap<u64, u32>)> =
            ranked.into_iter().map(|(_, pattern)| (pattern, FxHashMap::default())).collect();
        let place: FxHashMap<Pattern, usize> =
            wanted.iter().enumerate().map(|(at, (pattern, _))| (pattern.clone(), at)).collect();
        let (mut letters, mut slots) = (Vec::new(), 0);
        for mask in masks {
            letters.clear();
            letters.extend(mask.chars());
            if let Some(at) = pattern_of(mask).and_then(|pattern| place.get(&pattern))
                && let Some(digest) = project_mask(&wanted[*at].0, &letters)
            {
                wanted[*at].1.entry(digest).or_insert_with(|| {
                    slots += 1;
                    slots - 1
                });
            }
        }
        Self { wanted, place, counts: (0..slots).map(|_| AtomicU64::new(0)).collect() }
    }

    /// Counts values in the slots of what they show; returns for each pattern how many could be told.
    fn count<'t>(&self, values: impl Iterator<Item = (&'t str, u32)>) -> Vec<u64> {
        let mut totals = vec![0; self.wanted.len()];
        let mut letters = Vec::new();
        for (value, weight) in values {
            letters.clear();
            letters.extend(value.chars());
            for ((pattern, slots), total) in self.wanted.iter().zip(&mut totals) {
                let shown = shown(pattern, &letters);
                if shown == Shown::Hidden {
                    continue;
                }
                *total += u64::from(weight);
                if let Shown::Digest(digest) = shown
                    && let Some(slot) = slots.get(&digest)
                {
                    self.counts[*slot as usize].fetch_add(u64::from(weight), Ordering::Relaxed);
                }
            }
        }
        totals
    }

    fn share(&self, mask: &str, totals: &[u64]) -> f32 {
        let letters: Vec<char> = mask.chars().collect();
        let at = pattern_of(mask).and_then(|pattern| self.place.get(&pattern));
        let counted = at.and_then(|at| {
            let (pattern, slots) = &self.wanted[*at];
            let slot = slots.get(&project_mask(pattern, &letters)?)?;
            Some((self.counts[*slot as usize].load(Ordering::Relaxed), totals[*at]))
        });
        share(&letters, counted)
    }
}

/// Values that one task looks at.
const PART: usize = 16_384;

/// For each mask the natural logarithm of the share of values (with their weights; `None` is skipped) that show the same, among
/// those whose positions are known where the mask's are: whole ones, and masked ones that show at least as much.
pub(crate) fn shares<'t>(
    values: usize,
    value: impl Fn(usize) -> Option<(&'t str, u32)> + Sync,
    masks: &[&str],
) -> Vec<f32> {
    let queries = Queries::new(masks);
    let starts: Vec<usize> = (0..values).step_by(PART).collect();
    let totals: Vec<Vec<u64>> = starts
        .into_par_iter()
        .map(|from| queries.count((from..(from + PART).min(values)).filter_map(&value)))
        .collect();
    let total = |pattern: usize| totals.iter().map(|part| part[pattern]).sum::<u64>();
    let totals: Vec<u64> = (0..queries.wanted.len()).map(total).collect();
    masks.iter().map(|mask| queries.share(mask, &totals)).collect()
}

/// For each mask the numbers of the whole values that it fits, in the order in which they come.
pub(crate) fn fitting<'t>(masks: &[&str], whole: impl Iterator<Item = (u32, &'t str)>) -> Vec<Vec<u32>> {
    let mut fitting = vec![Vec::new(); masks.len()];
    if masks.is_empty() {
        return fitting;
    }
    let queries = Queries::new(masks);
    // Masks that show the same at the same positions are one.
    let mut same: Vec<Vec<usize>> = vec![Vec::new(); queries.counts.len()];
    let mut letters = Vec::new();
    for (number, mask) in masks.iter().enumerate() {
        letters.clear();
        letters.extend(mask.chars());
        if let Some(at) = pattern_of(mask).and_then(|pattern| queries.place.get(&pattern))
            && let Some(digest) = project_mask(&queries.wanted[*at].0, &letters)
            && let Some(slot) = queries.wanted[*at].1.get(&digest)
        {
            same[*slot as usize].push(number);
        }
    }
    for (value, text) in whole {
        letters.clear();
        letters.extend(text.chars());
        for (pattern, slots) in &queries.wanted {
            if let Some(slot) = project(pattern, &letters).and_then(|digest| slots.get(&digest)) {
                same[*slot as usize].iter().for_each(|mask| fitting[*mask].push(value));
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
        Pattern::Positions(..) | Pattern::Starts(..) => project(pattern, mask),
    }
}

/// The natural logarithm of the share of values that show what a mask shows; from its letters where values are too few to tell.
fn share(letters: &[char], counted: Option<(u64, u64)>) -> f32 {
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
        Some((count, total)) if total >= 100 => {
            let count_alone = count as f64;
            // One that is seen once may be of one person alone.
            let others = count_alone * count_alone / (count_alone + 0.5);
            let measured = (others.max(0.5) / total as f64).ln() as f32;
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
        let found = shares(whole.len(), |at| Some(whole[at]), &["홍*동", "홍…", "박*수"]);
        assert!((found[0] - 0.05f32.ln()).abs() < 0.02);
        assert!((found[1] - 0.95f32.ln()).abs() < 0.02);
        assert!(found[2] < -5.0);
        let whole: Vec<(u32, &str)> = (0..).zip(whole.iter().map(|(value, _)| *value)).collect();
        assert_eq!(
            fitting(&["홍*동", "박*수", "홍*동"], whole.into_iter()),
            [vec![0, 1], vec![], vec![0, 1]]
        );
    }

    #[test]
    fn masks_alone_tell_how_common_they_are() {
        let masks: Vec<String> = (0..1_000).map(|at| format!("010****{:04}", at % 100)).collect();
        let value = |at: usize| Some((masks[at].as_str(), 1));
        let found = shares(masks.len(), value, &["010****0042", "0105555****"]);
        assert!((found[0] - 0.01f32.ln()).abs() < 0.1, "{}", found[0]);
        // What is masked in all the others cannot be told from them.
        assert!(found[1] < -8.0);
    }
}
