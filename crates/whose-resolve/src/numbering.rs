//! Equal values get one number, in the order in which they first stand.
//!
//! One table of all values of ten million mentions is looked into at random, and every look waits for the memory. So values are
//! put into buckets by their digests first, each small enough for the cache, and every bucket is numbered by itself.

use std::hash::{BuildHasher, Hash};

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::intern::{NONE, Texts};

/// Values that one bucket holds, about.
const BUCKET: usize = 8_192;
/// Bits of the digest that tell the bucket, at most.
const MOST_BITS: u32 = 11;
/// Values of one list that one task looks at.
const PART: usize = 65_536;

/// Where a value stands: place of the mention in the order of ids, then place among its items.
pub(crate) const fn place(rank: usize, item: usize) -> u64 {
    let item = if item < 0xFFFF { item } else { 0xFFFF };
    (rank as u64) << 16 | item as u64
}

/// Values by number.
#[derive(Debug)]
pub(crate) struct Numbered<K> {
    /// Of each part, the mention of each value and its number, as they came.
    pub numbers: Vec<Vec<(u32, u32)>>,
    /// Each value once, by number.
    pub distinct: Vec<K>,
}

/// A value in its bucket.
#[derive(Debug, Clone, Copy)]
struct Entry<K> {
    digest: u64,
    place: u64,
    value: K,
    /// Place in its part.
    at: u32,
}

/// The values of a part, by bucket, and where each bucket ends.
struct Sorted<K> {
    entries: Vec<Entry<K>>,
    ends: Vec<u32>,
}

impl<K: Hash + Copy> Sorted<K> {
    fn new(part: Vec<(u64, K)>, bits: u32) -> Self {
        let digests: Vec<u64> = part.iter().map(|(_, value)| digest(value)).collect();
        let bucket = |digest: u64| digest.checked_shr(64 - bits).unwrap_or(0) as usize;
        let mut ends = vec![0u32; (1 << bits) + 1];
        digests.iter().for_each(|digest| ends[bucket(*digest) + 1] += 1);
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut order = vec![0u32; part.len()];
        for (digest, at) in digests.iter().zip(0u32..) {
            let next = &mut ends[bucket(*digest)];
            order[*next as usize] = at;
            *next += 1;
        }
        ends.pop();
        let entry = |at: &u32| {
            let (place, value) = part[*at as usize];
            Entry { digest: digests[*at as usize], place, value, at: *at }
        };
        Self { entries: order.iter().map(entry).collect(), ends }
    }

    fn bucket(&self, bucket: usize) -> &[Entry<K>] {
        let from = if bucket == 0 { 0 } else { self.ends[bucket - 1] };
        &self.entries[from as usize..self.ends[bucket] as usize]
    }
}

/// A digest whose upper bits are as good as its lower ones.
fn digest<K: Hash>(value: &K) -> u64 {
    FxBuildHasher.hash_one(value).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// One bucket: each of its values once with the first place, and which of them each entry is.
struct Bucket<K> {
    firsts: Vec<(u64, K)>,
    numbers: Vec<u32>,
}

impl<K: Eq + Copy> Bucket<K> {
    fn new<'e>(parts: impl Iterator<Item = &'e [Entry<K>]> + Clone) -> Self
    where
        K: 'e,
    {
        let count: usize = parts.clone().map(<[_]>::len).sum();
        let mask = (count * 2).next_power_of_two() - 1;
        let mut slots = vec![NONE; mask + 1];
        let mut digests: Vec<u64> = Vec::new();
        let mut bucket = Self { firsts: Vec::new(), numbers: Vec::with_capacity(count) };
        for entry in parts.flatten() {
            // The upper bits are those of the bucket: all its values share them.
            let mut slot = (entry.digest >> 16) as usize & mask;
            let number = loop {
                let number = slots[slot];
                if number == NONE {
                    slots[slot] = bucket.firsts.len() as u32;
                    digests.push(entry.digest);
                    bucket.firsts.push((entry.place, entry.value));
                    break slots[slot];
                }
                let (first, value) = &mut bucket.firsts[number as usize];
                if digests[number as usize] == entry.digest && *value == entry.value {
                    *first = entry.place.min(*first);
                    break number;
                }
                slot = (slot + 1) & mask;
            };
            bucket.numbers.push(number);
        }
        bucket
    }
}

/// Numbers the values of some parts, each with its [`place`].
pub(crate) fn number<K: Hash + Eq + Copy + Send + Sync>(parts: Vec<Vec<(u64, K)>>) -> Numbered<K> {
    let count: usize = parts.iter().map(Vec::len).sum();
    let bits = (count / BUCKET).max(1).ilog2().min(MOST_BITS);
    let parts: Vec<Sorted<K>> = parts.into_par_iter().map(|part| Sorted::new(part, bits)).collect();
    let of_bucket = |bucket: usize| Bucket::new(parts.iter().map(move |part| part.bucket(bucket)));
    let buckets: Vec<Bucket<K>> = (0..1 << bits).into_par_iter().map(of_bucket).collect();
    // A number for the time being: bucket after bucket.
    let mut bases = Vec::with_capacity(buckets.len());
    let mut order: Vec<(u64, u32)> = Vec::new();
    for bucket in &buckets {
        bases.push(order.len());
        let next = order.len() as u32;
        order.extend(bucket.firsts.iter().zip(next..).map(|((place, _), number)| (*place, number)));
    }
    order.par_sort_unstable();
    let mut finals = vec![0u32; order.len()];
    for ((_, old), new) in order.iter().zip(0u32..) {
        finals[*old as usize] = new;
    }
    let value = |old: u32| {
        let bucket = bases.partition_point(|base| *base <= old as usize) - 1;
        buckets[bucket].firsts[old as usize - bases[bucket]].1
    };
    let distinct = order.par_iter().map(|(_, old)| value(*old)).collect();
    drop(order);
    // Where the numbers of each part begin in each bucket.
    let mut begins = vec![0u32; buckets.len()];
    let starts: Vec<Vec<u32>> = parts
        .iter()
        .map(|part| {
            let of_part = begins.clone();
            (0..buckets.len()).for_each(|bucket| begins[bucket] += part.bucket(bucket).len() as u32);
            of_part
        })
        .collect();
    let numbers = parts
        .par_iter()
        .zip(&starts)
        .map(|(part, starts)| {
            let mut numbers = vec![(0, 0); part.entries.len()];
            for (bucket, ((start, base), of)) in starts.iter().zip(&bases).zip(&buckets).enumerate() {
                for (entry, number) in part.bucket(bucket).iter().zip(&of.numbers[*start as usize..]) {
                    let last = finals[base + *number as usize];
                    numbers[entry.at as usize] = ((entry.place >> 16) as u32, last);
                }
            }
            numbers
        })
        .collect();
    Numbered { numbers, distinct }
}

/// Numbers some values: the number of each, [`NONE`] for none, and each value once.
pub(crate) fn number_each<K: Hash + Eq + Copy + Send + Sync>(
    count: usize,
    of: impl Fn(usize) -> Option<K> + Sync,
) -> (Vec<u32>, Vec<K>) {
    let part = |from: usize| {
        let some = from..(from + PART).min(count);
        some.filter_map(|at| Some((place(at, 0), of(at)?))).collect()
    };
    let starts: Vec<usize> = (0..count).step_by(PART).collect();
    let numbered = number(starts.into_par_iter().map(part).collect());
    let mut numbers = vec![NONE; count];
    for (at, number) in numbered.numbers.into_iter().flatten() {
        numbers[at as usize] = number;
    }
    (numbers, numbered.distinct)
}

/// Numbers some texts, [`NONE`] for empty ones, and keeps each once.
pub(crate) fn number_texts<'t>(count: usize, of: impl Fn(usize) -> &'t str + Sync) -> (Vec<u32>, Texts) {
    let (numbers, texts) = number_each(count, |at| Some(of(at)).filter(|text| !text.is_empty()));
    (numbers, Texts::of(&texts))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rustc_hash::FxHashMap;

    /// One after the other, as they stand.
    fn by_hand(list: &[&str]) -> (Vec<u32>, Vec<String>) {
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut distinct = Vec::new();
        let numbers = list.iter().map(|text| {
            *known.entry(text).or_insert_with(|| {
                distinct.push((*text).to_string());
                distinct.len() as u32 - 1
            })
        });
        (numbers.collect(), distinct)
    }

    proptest! {
        #[test]
        fn values_are_numbered_as_by_hand(list in proptest::collection::vec("[a-c]{1,3}", 0..60), copies in 1usize..600) {
            let texts: Vec<&str> = list.iter().map(String::as_str).cycle().take(list.len() * copies).collect();
            let (numbers, distinct) = by_hand(&texts);
            let (of_texts, kept) = number_texts(texts.len(), |at| texts[at]);
            prop_assert_eq!(of_texts, numbers);
            prop_assert_eq!(kept.iter().collect::<Vec<_>>(), distinct);
        }
    }

    #[test]
    fn many_values_go_by_their_first_places() {
        let texts: Vec<String> = (0..100_000).map(|at| format!("{}", at * 7 % 60_000)).collect();
        let mut placed: Vec<(u64, &str)> =
            texts.iter().enumerate().map(|(at, text)| (place(at, 0), text.as_str())).collect();
        let (numbers, distinct) = by_hand(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        // Stored in another order than that of their places.
        placed.reverse();
        let parts = placed.chunks(9_999).map(<[_]>::to_vec).collect();
        let numbered = number(parts);
        assert_eq!(numbered.distinct, distinct);
        let all = numbered.numbers.into_iter().flatten();
        assert!(all.into_iter().all(|(at, number)| numbers[at as usize] == number));
    }

    #[test]
    fn empty_texts_have_no_number() {
        let list = ["", "b", "", "a", "b"];
        let (numbers, texts) = number_texts(list.len(), |at| list[at]);
        assert_eq!(numbers, [NONE, 0, NONE, 1, 0]);
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["b", "a"]);
    }
}
