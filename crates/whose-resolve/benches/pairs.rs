//! Comparators, pairs and whole resolutions of generated people per second and core, each beside its bound.
//!
//! `cargo bench -p whose-resolve`. One thread is used. The bounds, in the same run:
//! * `pairs_fetched`: two rows of 64 bytes each, at random places of a table as large as that of the people compared. No comparison
//!   of pairs that come in no order can be faster than the memory that holds them. `pairs` are compared in full, all fields.
//! * `values_hashed`: every value of the mentions hashed once. No resolution can do without.

#[path = "../tests/town/mod.rs"]
mod town;

use divan::Bencher;
use divan::counter::ItemsCount;
use whose_resolve::similar::{jaro_winkler, within_edits};
use whose_resolve::{Corpus, Options, resolve};

fn main() {
    divan::main();
}

/// Pairs of family names of the town.
fn words() -> Vec<String> {
    let (mentions, _) = town::people(2_000, 3);
    mentions
        .iter()
        .filter_map(|mention| mention.items[0].1.split(' ').next_back().map(str::to_string))
        .collect()
}

#[divan::bench]
fn similarity(bencher: Bencher<'_, '_>) {
    let words = words();
    bencher.counter(ItemsCount::new(words.len() - 1)).bench_local(|| {
        words.windows(2).map(|pair| jaro_winkler(pair[0].as_bytes(), pair[1].as_bytes())).sum::<f32>()
    });
}

#[divan::bench]
fn edits(bencher: Bencher<'_, '_>) {
    let words = words();
    bencher.counter(ItemsCount::new(words.len() - 1)).bench_local(|| {
        words.windows(2).filter(|pair| within_edits(pair[0].as_bytes(), pair[1].as_bytes(), 2)).count()
    });
}

/// People whose pairs are compared.
const PEOPLE: usize = 40_000;
/// Pairs of mentions at places that look random; each first one with eight others, as candidates come.
fn some_pairs(mentions: usize) -> Vec<(u32, u32)> {
    let mut dice = town::Dice(5);
    (0..200_000u32).map(|at| ((at / 8 * 7_919) % mentions as u32, dice.roll(mentions) as u32)).collect()
}

/// Pairs compared in full, per second and core.
#[divan::bench(sample_count = 10)]
fn pairs(bencher: Bencher<'_, '_>) {
    let (mentions, _) = town::people(PEOPLE, 9);
    let categories = town::categories();
    let batches = [town::batch(&mentions, &categories)];
    let corpus = Corpus::new(&batches).expect("the batch follows the schema");
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let pairs = some_pairs(mentions.len());
    bencher.counter(ItemsCount::new(pairs.len())).bench_local(|| resolution.likelier(&pairs));
}

/// The bound of it.
#[divan::bench(sample_count = 10)]
fn pairs_fetched(bencher: Bencher<'_, '_>) {
    let (mentions, _) = town::people(PEOPLE, 9);
    let table: Vec<[u64; 8]> = (0..mentions.len() as u64).map(|at| [at; 8]).collect();
    let pairs = some_pairs(mentions.len());
    bencher.counter(ItemsCount::new(pairs.len())).bench_local(|| {
        let sum = |row: &[u64; 8]| row.iter().fold(0u64, |sum, part| sum.wrapping_add(*part));
        let rows = pairs.iter().map(|(one, other)| sum(&table[*one as usize]) ^ sum(&table[*other as usize]));
        rows.fold(0u64, u64::wrapping_add)
    });
}

/// The bound of whole resolutions.
#[divan::bench(args = [5_000, 20_000], sample_count = 5)]
fn values_hashed(bencher: Bencher<'_, '_>, people: usize) {
    use std::hash::{BuildHasher, RandomState};
    let (mentions, _) = town::people(people, 9);
    let state = RandomState::new();
    bencher.counter(ItemsCount::new(mentions.len())).bench_local(|| {
        let values = mentions.iter().flat_map(|mention| &mention.items);
        values.fold(0u64, |sum, (_, value)| sum ^ state.hash_one(value))
    });
}

/// Mentions per second, all steps.
#[divan::bench(args = [5_000, 20_000], sample_count = 5)]
fn mentions(bencher: Bencher<'_, '_>, people: usize) {
    let (mentions, _) = town::people(people, 9);
    let categories = town::categories();
    let batches = [town::batch(&mentions, &categories)];
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be started");
    bencher.counter(ItemsCount::new(mentions.len())).bench_local(|| {
        one_core.install(|| {
            let corpus = Corpus::new(&batches).expect("the batch follows the schema");
            resolve(&corpus, &categories, &Options::default(), &()).people()
        })
    });
}
