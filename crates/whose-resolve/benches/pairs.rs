//! Comparators per second, and whole resolutions of generated people.
//!
//! `cargo bench -p whose-resolve`. What to hold them against: a comparison of two rows in the cache costs two or three
//! comparisons of short strings (70 ns each) and as much again for look-ups, so some three million pairs a second and
//! core; resolving also takes the values apart and sorts the candidates, about two microseconds a mention.

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

/// Mentions per second, all steps.
#[divan::bench(args = [5_000, 20_000], sample_count = 5)]
fn mentions(bencher: Bencher<'_, '_>, people: usize) {
    let (mentions, _) = town::people(people, 9);
    let categories = town::categories();
    let batches = [town::batch(&mentions, &categories)];
    bencher.counter(ItemsCount::new(mentions.len())).bench_local(|| {
        let corpus = Corpus::new(&batches).expect("the batch follows the schema");
        resolve(&corpus, &categories, &Options::default(), &()).people()
    });
}
