//! Resolves the people of a tab-separated file and scores the result against the truth in it.
//!
//! `cargo run --release -p whose-resolve --example link -- FILE.tsv [--model] [--wrong N] [--registry FILE.tsv]`
//! The first line names the columns: `truth`, `source`, `record-key`, `role`, then category codes (`given-name`, ...).
//! A registry has the same form; its `truth` says which person of the first file a customer is.

#![allow(clippy::print_stdout)]

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use arrow_array::RecordBatch;
use whose_model::category::{Category, CategoryDefinition, general};
use whose_model::tables::{MentionsBuilder, NewItem, NewMention};
use whose_model::{Categories, Comparison, Group, Role};
use whose_resolve::{
    ClientMap, Corpus, Options, People, Progress, Resolution, Standings, exposure, link_registry, resolve,
};

const NATIONAL: CategoryDefinition = CategoryDefinition {
    code: "national-number",
    group: Group::NationalId,
    comparison: Comparison::Identifier,
    identifies: true,
    label: ["national number", "", ""],
};
const RESIDENT: CategoryDefinition = CategoryDefinition {
    code: "kr-resident-number",
    group: Group::NationalId,
    comparison: Comparison::Identifier,
    identifies: true,
    label: ["resident number", "주민등록번호", "numéro"],
};
const OCCUPATION: CategoryDefinition = CategoryDefinition {
    code: "occupation",
    group: Group::Personal,
    comparison: Comparison::Category,
    identifies: false,
    label: ["occupation", "", ""],
};

struct Clock(Instant);

impl Progress for Clock {
    fn step(&self, name: &'static str, of: u64) {
        println!("{:7.2} s  {name} ({of})", self.0.elapsed().as_secs_f64());
    }
}

type Numbers = HashMap<String, u32>;

fn read(text: &str, categories: &Categories, numbers: &mut Numbers) -> (RecordBatch, Vec<u32>) {
    let mut lines = text.lines();
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let known: Vec<Option<&Category>> = columns.iter().map(|code| categories.by_code(code)).collect();
    let column = |name: &str| columns.iter().position(|column| *column == name);
    let (truth_column, source_column, key_column) = (column("truth"), column("source"), column("record-key"));
    let mut builder = MentionsBuilder::default();
    let role_column = column("role");
    let mut truths = Vec::new();
    for (number, line) in lines.enumerate() {
        let values: Vec<&str> = line.split('\t').collect();
        let id = number as u64 + 1;
        let at = |column: Option<usize>| column.and_then(|at| values.get(at).copied()).unwrap_or_default();
        let next = numbers.len() as u32;
        truths.push(*numbers.entry(at(truth_column).to_string()).or_insert(next));
        let head = NewMention {
            id,
            source: at(source_column).parse().unwrap_or(1),
            table: 0,
            record: id,
            offset: 0,
            record_key: at(key_column).parse().unwrap_or(id),
            role: Role::from_code(at(role_column)).unwrap_or_default(),
            client_key: None,
            date: None,
        };
        let items = values.iter().zip(&known).filter(|(value, _)| !value.is_empty()).filter_map(
            |(value, category)| {
                let category = (*category)?;
                Some(NewItem { category: category.id, value, column: 0, start: 0, end: 0, certainty: 90 })
            },
        );
        builder.push(head, items);
    }
    (builder.finish(), truths)
}

/// Shows some true pairs that were not found, then some pairs made that are not true. For generated people only.
fn show_wrong(resolution: &Resolution, corpus: &Corpus<'_>, truth: &[u32], most: usize) {
    let found = resolution.person_of();
    for (title, by, unlike) in [("missed", truth, found), ("false", found, truth)] {
        let mut members: HashMap<u32, Vec<usize>> = HashMap::new();
        by.iter().enumerate().for_each(|(at, group)| members.entry(*group).or_default().push(at));
        let mut groups: Vec<Vec<usize>> = members.into_values().filter(|group| group.len() > 1).collect();
        groups.sort_by_key(|group| (group[0] * 7_919) % 10_007);
        let pairs = groups.iter().filter_map(|group| {
            let last = *group.last()?;
            group.iter().find(|at| unlike[**at] != unlike[last]).map(|at| (*at, last))
        });
        for (one, other) in pairs.take(most) {
            let row = resolution.between(corpus, one, other);
            println!("{title}: p {:.4} bits {:.1} {}", row.probability, row.bits, row.evidence);
            for at in [one, other] {
                let values: Vec<&str> = corpus.get(at).items().map(|item| item.value).collect();
                println!("    {}", values.join(" | "));
            }
        }
    }
}

fn pairs_in(sizes: impl Iterator<Item = u64>) -> u64 {
    sizes.map(|size| size * (size - 1) / 2).sum()
}

fn counted<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> HashMap<K, u64> {
    let mut counts = HashMap::new();
    keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
    counts
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.first().ok_or("usage: link FILE.tsv [--model]")?;
    let definitions: Vec<CategoryDefinition> =
        general::ALL.iter().copied().chain([NATIONAL, RESIDENT, OCCUPATION]).collect();
    let categories = Categories::new(&definitions);
    let mut numbers = Numbers::new();
    let (batch, truth) = read(&std::fs::read_to_string(file)?, &categories, &mut numbers);
    let clock = Clock(Instant::now());
    let batches = [batch];
    let corpus = Corpus::new(&batches)?;
    let resolution = resolve(&corpus, &categories, &Options::default(), &clock);
    let seconds = clock.0.elapsed().as_secs_f64();
    let found = resolution.person_of();
    let both = counted(truth.iter().zip(found));
    let (hit, true_pairs, made) = (
        pairs_in(both.into_values()),
        pairs_in(counted(truth.iter()).into_values()),
        pairs_in(counted(found.iter()).into_values()),
    );
    let (precision, recall) = (hit as f64 / made.max(1) as f64, hit as f64 / true_pairs.max(1) as f64);
    let memory = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = memory.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default().to_string();
    if arguments.iter().any(|argument| argument == "--model") {
        println!("{}", resolution.describe_model());
    }
    if let Some(at) = arguments.iter().position(|argument| argument == "--wrong") {
        show_wrong(
            &resolution,
            &corpus,
            &truth,
            arguments.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or(10),
        );
    }
    println!(
        "{file}: mentions {} nodes {} pairs {} people {} (true {}) interval {:?} cut {} largest {}",
        truth.len(),
        resolution.nodes(),
        resolution.pairs,
        resolution.people(),
        counted(truth.iter()).len(),
        resolution.count,
        resolution.cut.len(),
        counted(found.iter()).into_values().max().unwrap_or(0),
    );
    println!(
        "P {precision:.4} R {recall:.4} F1 {:.4}  {seconds:.2} s  {peak}",
        2.0 * precision * recall / (precision + recall)
    );
    if arguments.iter().any(|argument| argument == "--exposure") {
        write_exposure(&resolution, &corpus, &categories, &clock);
    }
    if let Some(at) = arguments.iter().position(|argument| argument == "--registry") {
        let file = arguments.get(at + 1).ok_or("--registry FILE.tsv")?;
        let (registry, customers) = read(&std::fs::read_to_string(file)?, &categories, &mut numbers);
        let clock = Clock(Instant::now());
        let standings = link_registry(&corpus, &resolution, &[registry], &categories, &clock)?;
        println!("{:.2} s", clock.0.elapsed().as_secs_f64());
        score_registry(&standings, &customers, &truth);
    }
    Ok(())
}

/// Makes the rows of every table, a range of people at a time, and lets them go.
fn write_exposure(resolution: &Resolution, corpus: &Corpus<'_>, categories: &Categories, clock: &Clock) {
    let clients = ClientMap::default();
    let ranges = || {
        (0..resolution.people()).step_by(50_000).map(|from| from..(from + 50_000).min(resolution.people()))
    };
    let people = People::new(resolution, corpus, categories, &clients);
    clock.step("people", ranges().map(|range| people.rows(range).len() as u64).sum());
    clock.step("memberships", ranges().map(|range| people.memberships(range).len() as u64).sum());
    clock.step("merges", ranges().map(|range| people.merges(range).len() as u64).sum());
    let exposure = exposure(corpus, resolution, &clients, categories);
    clock.step("exposure", ranges().map(|range| exposure.rows(range).len() as u64).sum());
    clock.step("tallies", exposure.tallies().len() as u64);
}

fn score_registry(standings: &Standings, customers: &[u32], truth: &[u32]) {
    let leaked: HashSet<u32> = truth.iter().copied().collect();
    let rows = standings.rows(0..standings.len());
    let mut table: HashMap<(&str, bool), u64> = HashMap::new();
    let mut deciles = vec![(0u64, 0.0f64, 0u64); 10];
    for (row, customer) in rows.iter().zip(customers) {
        let really = leaked.contains(customer);
        *table.entry((row.standing.as_str(), really)).or_default() += 1;
        if row.standing != "excluded" {
            let decile = &mut deciles[((row.probability * 10.0) as usize).min(9)];
            *decile = (decile.0 + 1, decile.1 + f64::from(row.probability), decile.2 + u64::from(really));
        }
    }
    let count = |standing, really| table.get(&(standing, really)).copied().unwrap_or(0) as f64;
    let really: f64 =
        ["confirmed", "possible", "excluded"].iter().map(|standing| count(standing, true)).sum();
    println!(
        "totals {:?} coverage {:.3} expected {:?} really {really}",
        standings.totals(),
        standings.coverage,
        standings.expected
    );
    println!(
        "confirmed precision {:.5}, leaked: confirmed {:.4} possible {:.4} excluded {:.5}; undecided {} strangers {}",
        count("confirmed", true) / (count("confirmed", true) + count("confirmed", false)).max(1.0),
        count("confirmed", true) / really,
        count("possible", true) / really,
        count("excluded", true) / really,
        standings.undecided.len(),
        standings.strangers.len(),
    );
    for (count, sum, hits) in deciles.iter().filter(|decile| decile.0 > 0) {
        println!(
            "  {count} customers of stated {:.3}: {:.3}",
            sum / *count as f64,
            *hits as f64 / *count as f64
        );
    }
}
