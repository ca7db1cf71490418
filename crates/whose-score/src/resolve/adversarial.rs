//! Sets that break a resolver: one name, one address, one phone for everybody, one field alone.
//!
//! What must come out: an end, bounded memory, and no weld: nobody joined with another whom the data tells apart.

use std::fmt::Write;
use std::time::Instant;

use anyhow::Result;
use arrow_array::RecordBatch;
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{ContentArrangement, Table};
use rustc_hash::FxHashMap;
use whose_model::tables::MentionsBuilder;
use whose_model::{Categories, CategoryId};
use whose_resolve::Corpus;

use super::dice::scatter;
use super::{forget_peak, peak, rows};

/// Seconds that any of them may take on two cores.
const SECONDS: f64 = 60.0;
/// Bytes of memory for each mention, and beside them.
const BYTES_PER_MENTION: f64 = 2_000.0;
const BYTES: f64 = 300e6;

/// A set that is made.
#[derive(Debug, Clone, Copy)]
struct Trap {
    name: &'static str,
    people: u32,
    /// Mentions of each.
    mentions: u32,
    /// Does what they show tell them apart, so that about as many are to be found?
    told_apart: bool,
    /// The items of a person.
    items: fn(&Towns, u32) -> Vec<(&'static str, String)>,
}

const TRAPS: &[Trap] = &[
    Trap {
        name: "one name and nothing else",
        people: 1_000_000,
        mentions: 1,
        told_apart: true,
        items: |_, _| vec![("person-name", "Kim Minjun".into())],
    },
    Trap {
        name: "one name, an address each",
        people: 500_000,
        mentions: 2,
        told_apart: true,
        items: |towns, person| {
            let mut items = vec![("person-name", "Kim Minjun".to_string())];
            items.extend(towns.address(person));
            items
        },
    },
    Trap {
        name: "one name, a phone each",
        people: 500_000,
        mentions: 2,
        told_apart: true,
        items: |_, person| vec![("person-name", "Kim Minjun".into()), ("phone", phone(person))],
    },
    Trap {
        name: "one address, a name each",
        people: 100_000,
        mentions: 2,
        told_apart: true,
        items: |towns, person| {
            let mut items = vec![("person-name", towns.name(person))];
            items.extend(towns.address(0));
            items
        },
    },
    Trap {
        name: "one address, name and phone each",
        people: 100_000,
        mentions: 2,
        told_apart: true,
        items: |towns, person| {
            let mut items = vec![("person-name", towns.name(person)), ("phone", phone(person))];
            items.extend(towns.address(0));
            items
        },
    },
    Trap {
        name: "one phone for everybody",
        people: 500_000,
        mentions: 2,
        told_apart: true,
        items: |towns, person| {
            let mut items = vec![("person-name", towns.name(person)), ("phone", "+15140000000".to_string())];
            items.extend(towns.address(person));
            items
        },
    },
    Trap {
        name: "a phone alone",
        people: 500_000,
        mentions: 2,
        told_apart: false,
        items: |_, person| vec![("phone", phone(person))],
    },
    Trap {
        name: "an address alone",
        people: 500_000,
        mentions: 2,
        told_apart: false,
        items: |towns, person| towns.address(person),
    },
    Trap {
        name: "a name alone, many of few",
        people: 1_000_000,
        mentions: 1,
        told_apart: true,
        items: |towns, person| vec![("person-name", towns.name(person % 3_000))],
    },
    Trap {
        name: "a birth date alone",
        people: 500_000,
        mentions: 2,
        told_apart: false,
        items: |_, person| vec![("birth-date", birth(person))],
    },
    Trap {
        name: "a name and one birth date",
        people: 300_000,
        mentions: 2,
        told_apart: false,
        items: |towns, person| {
            vec![("person-name", towns.name(person)), ("birth-date", "1900-01-01".to_string())]
        },
    },
];

/// Words that names and streets are made of.
struct Towns {
    given: Vec<String>,
    family: Vec<String>,
    streets: Vec<String>,
}

fn of<T>(list: &[T], seed: u64) -> &T {
    &list[(scatter(seed) % list.len() as u64) as usize]
}

fn word(seed: u64, syllables: u64) -> String {
    const ONSETS: [&str; 16] =
        ["b", "br", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "ch"];
    const NUCLEI: [&str; 7] = ["a", "e", "i", "o", "u", "ei", "ou"];
    const CODAS: [&str; 7] = ["", "n", "r", "l", "s", "t", "rd"];
    let syllable = |at: u64| -> String {
        let seed = seed * 31 + at * 7;
        let (onset, nucleus, coda) = (of(&ONSETS, seed), of(&NUCLEI, seed + 1), of(&CODAS, seed + 2));
        format!("{onset}{nucleus}{coda}")
    };
    (0..syllables).map(syllable).collect()
}

fn phone(person: u32) -> String {
    format!("+1514{:07}", u64::from(person) * 7_919 % 10_000_000)
}

fn birth(person: u32) -> String {
    let day = scatter(u64::from(person));
    format!("{}-{:02}-{:02}", 1930 + day % 70, day / 70 % 12 + 1, day / 840 % 28 + 1)
}

impl Towns {
    fn new() -> Self {
        let words =
            |from: u64, count: u64, syllables| (from..from + count).map(|at| word(at, syllables)).collect();
        Self { given: words(1, 400, 2), family: words(10_000, 12_000, 3), streets: words(50_000, 900, 3) }
    }

    fn name(&self, person: u32) -> String {
        let seed = u64::from(person) * 11 + 5;
        format!("{} {}", of(&self.given, seed), of(&self.family, seed + 1))
    }

    fn address(&self, person: u32) -> Vec<(&'static str, String)> {
        let seed = u64::from(person) * 13 + 9;
        let town = scatter(seed) % 900;
        vec![
            (
                "street-address",
                format!("{} {} Street", scatter(seed + 1) % 2_000 + 1, of(&self.streets, seed + 2)),
            ),
            ("city", format!("{}ville", word(90_000 + town / 9, 2))),
            ("postcode", format!("H{}A{}B{}", town % 10, town / 10 % 10, town / 100)),
        ]
    }
}

/// What came out of a trap.
#[derive(Debug, Clone, Copy)]
struct Sprung {
    mentions: usize,
    found: usize,
    /// Most people of whom no mention says anything that another of them does not say: nothing can tell them apart.
    alike: usize,
    /// Most people joined in one.
    weld: usize,
    seconds: f64,
    peak_bytes: u64,
    /// Found about as many people as there are?
    is_counted: bool,
}

impl Sprung {
    fn meets(&self) -> bool {
        self.weld <= self.alike.max(2)
            && self.is_counted
            && self.seconds <= SECONDS
            && (self.peak_bytes as f64) <= BYTES + BYTES_PER_MENTION * self.mentions as f64
    }
}

/// Resolves every trap; prints the table. True when nothing was welded, and time and memory stayed bounded.
///
/// # Errors
/// When mentions could not be resolved.
pub fn run(print: &mut dyn FnMut(&str)) -> Result<bool> {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["trap", "mentions", "people", "found", "alike", "largest weld", "s", "MB", ""]);
    let (towns, mut met) = (Towns::new(), true);
    for trap in TRAPS {
        let sprung = spring(trap, &towns)?;
        met &= sprung.meets();
        table.add_row(vec![
            trap.name.to_string(),
            sprung.mentions.to_string(),
            trap.people.to_string(),
            sprung.found.to_string(),
            sprung.alike.to_string(),
            sprung.weld.to_string(),
            format!("{:.2}", sprung.seconds),
            format!("{:.0}", sprung.peak_bytes as f64 / 1e6),
            if sprung.meets() { "met" } else { "MISSED" }.to_string(),
        ]);
    }
    print(&table.to_string());
    Ok(met)
}

fn spring(trap: &Trap, towns: &Towns) -> Result<Sprung> {
    let categories = super::categories();
    let (batch, truth, alike) = make(trap, towns, &categories);
    let batches = [batch];
    forget_peak();
    let begun = Instant::now();
    let corpus = Corpus::new(&batches)?;
    let resolution = whose_resolve::resolve(&corpus, &categories, &whose_resolve::Options::default(), &());
    let seconds = begun.elapsed().as_secs_f64();
    let peak_bytes = peak();
    let mut joined: Vec<(u32, u32)> =
        resolution.person_of().iter().copied().zip(truth.iter().copied()).collect();
    joined.sort_unstable();
    joined.dedup();
    let weld = joined.chunk_by(|one, other| one.0 == other.0).map(<[_]>::len).max().unwrap_or(0);
    let off = resolution.people().abs_diff(trap.people as usize);
    let is_counted = !trap.told_apart || off * 20 <= trap.people as usize;
    Ok(Sprung {
        is_counted,
        mentions: truth.len(),
        found: resolution.people(),
        alike,
        weld,
        seconds,
        peak_bytes,
    })
}

/// The mentions, the person of each, and the most people who say the same.
fn make(trap: &Trap, towns: &Towns, categories: &Categories) -> (RecordBatch, Vec<u32>, usize) {
    let mut builder = MentionsBuilder::default();
    let mut truth = Vec::new();
    let mut alike: FxHashMap<u64, usize> = FxHashMap::default();
    let mut said = String::new();
    for person in 0..trap.people {
        let items: Vec<(CategoryId, String)> = (trap.items)(towns, person)
            .into_iter()
            .map(|(code, value)| (categories.by_code(code).map_or(CategoryId(0), |found| found.id), value))
            .collect();
        said.clear();
        items.iter().for_each(|(_, value)| _ = write!(said, "{value};"));
        *alike.entry(rustc_hash_of(&said)).or_default() += 1;
        for _ in 0..trap.mentions {
            truth.push(person);
            builder.push(rows::head(truth.len() as u64, 1), items.iter().map(rows::item));
        }
    }
    // Of a name alone nobody can say how many people bear it: each record is taken for another person.
    let bare = trap.mentions == 1;
    let most = if bare { 1 } else { alike.into_values().max().unwrap_or(0) };
    (builder.finish(), truth, most)
}

fn rustc_hash_of(text: &str) -> u64 {
    use std::hash::BuildHasher;
    rustc_hash::FxBuildHasher.hash_one(text)
}
