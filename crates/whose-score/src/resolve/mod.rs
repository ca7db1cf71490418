//! People of public and generated sets against their truth, beside what others reach on the same rows.

mod adversarial;
mod dice;
mod masked;
mod rows;
mod sets;
mod splink;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{ContentArrangement, Table};
use rustc_hash::FxHashMap;
use whose_model::category::{CategoryDefinition, general};
use whose_model::{Categories, Comparison, Group};
use whose_resolve::Corpus;

use self::sets::{Bars, Origin, SETS, Set};
use self::splink::Reached;

/// Where the sets stand.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder of the public sets.
    pub data: PathBuf,
    /// The generator of people, a Python script.
    pub generator: PathBuf,
    /// Folder for generated sets.
    pub work: PathBuf,
    /// One set alone.
    pub set: Option<String>,
    /// What runs Splink on a generated set, a Python script; none to leave it out.
    pub splink: Option<PathBuf>,
}

/// Name of the sets that break a resolver.
const ADVERSARIAL: &str = "adversarial";

/// Masked records against a registry, as many as a run of all sets links.
const MASKED: &str = "masked_1m";

/// A number that the public sets hold and no country owns.
const NATIONAL: CategoryDefinition = CategoryDefinition {
    code: "national-number",
    group: Group::NationalId,
    comparison: Comparison::Identifier,
    identifies: true,
    label: ["national number", "주민번호", "numéro national"],
};
/// What somebody does, which the set of historical figures holds.
const OCCUPATION: CategoryDefinition = CategoryDefinition {
    code: "occupation",
    group: Group::Personal,
    comparison: Comparison::Category,
    identifies: false,
    label: ["occupation", "직업", "profession"],
};

/// What came out of a set.
#[derive(Debug, Clone, Default)]
struct Measured {
    precision: f64,
    recall: f64,
    mentions: usize,
    pairs: u64,
    /// Reading the rows from their files.
    reading: f64,
    /// From mentions in memory to people.
    seconds: f64,
    peak_bytes: u64,
    /// Seconds of each step, in words.
    steps: String,
}

impl Measured {
    fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }

    /// Does it reach what it must? Beside a peer that ran in the same sitting, the peer's time is what counts, and reading the file
    /// with it.
    fn meets(&self, bars: &Bars, peer: Option<&Reached>) -> bool {
        let in_time = match (bars.time, peer) {
            (None, _) => true,
            (Some(time), None) => self.seconds <= time.seconds,
            (Some(time), Some(peer)) => (self.reading + self.seconds) * time.times_faster <= peer.seconds,
        };
        bars.f1.is_none_or(|least| self.f1() >= least)
            && bars.precision.is_none_or(|least| self.precision >= least)
            && bars.megabytes.is_none_or(|most| self.peak_bytes as f64 / 1e6 <= most)
            && in_time
    }
}

/// Resolves and scores; prints the table, and what was skipped. True when every set that is there meets its bars.
///
/// # Errors
/// When a set is damaged.
pub fn run(options: &Options, print: &mut dyn FnMut(&str)) -> Result<bool> {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header([
        "set",
        "rows",
        "P",
        "R",
        "F1",
        "bar",
        "s",
        "bar",
        "MB",
        "bar",
        "M pairs/s",
        "",
        "others, F1",
    ]);
    let (mut met, mut skipped, mut steps) = (true, Vec::new(), Vec::new());
    let wanted = |set: &&Set| match options.set.as_deref() {
        Some(only) => only == set.name,
        None => !set.is_on_request(),
    };
    for set in SETS.iter().filter(wanted) {
        let files = match files(set, options) {
            Ok(files) => files,
            Err(reason) => {
                skipped.push(format!("skipped {}: {reason:#}", set.name));
                continue;
            }
        };
        let measured = measure(set, &files)?;
        let runner = options.splink.as_deref().filter(|_| set.bars.time.is_some());
        let peer = runner.map(|runner| splink::run(runner, &python(), &options.work, set.name)).transpose();
        // Without it the bar is that of the day on which it was measured.
        let peer = peer.unwrap_or_else(|reason| {
            skipped.push(format!("skipped Splink: {reason:#}"));
            None
        });
        met &= measured.meets(&set.bars, peer.as_ref());
        table.add_row(line(set, &measured, peer.as_ref()));
        if measured.seconds >= 1.0 {
            steps.push(format!("{}, seconds of each step: {}", set.name, measured.steps));
        }
    }
    if table.row_count() > 0 {
        print(&table.to_string());
    }
    steps.iter().chain(&skipped).for_each(|line| print(line));
    let wanted = |name: &str| options.set.as_deref().is_none_or(|only| only == name);
    if wanted(ADVERSARIAL) {
        met &= adversarial::run(print)?;
    }
    let trials = options.set.as_deref().unwrap_or(MASKED);
    if masked::is_wanted(trials) {
        met &= masked::run(trials, print)?;
    }
    Ok(met)
}

fn line(set: &Set, measured: &Measured, peer: Option<&Reached>) -> Vec<String> {
    let bar = |bar: Option<f64>| bar.map(|bar| bar.to_string()).unwrap_or_default();
    let time = set.bars.time.map(|time| match peer {
        Some(_) => format!("a {}th of Splink", time.times_faster),
        None => time.seconds.to_string(),
    });
    let others = match peer {
        Some(peer) => format!(
            "Splink {:.3} in {:.1} s and {:.0} MB here: {:.1} times our {:.1} s with reading",
            peer.f1,
            peer.seconds,
            peer.megabytes,
            peer.seconds / (measured.reading + measured.seconds).max(1e-3),
            measured.reading + measured.seconds,
        ),
        None => set.bars.peers.to_string(),
    };
    vec![
        set.name.to_string(),
        measured.mentions.to_string(),
        format!("{:.4}", measured.precision),
        format!("{:.4}", measured.recall),
        format!("{:.4}", measured.f1()),
        bar(set.bars.f1),
        format!("{:.2}", measured.seconds),
        time.unwrap_or_default(),
        format!("{:.0}", measured.peak_bytes as f64 / 1e6),
        bar(set.bars.megabytes),
        format!("{:.2}", measured.pairs as f64 / 1e6 / measured.seconds.max(1e-3)),
        if measured.meets(&set.bars, peer) { "met" } else { "MISSED" }.to_string(),
        others,
    ]
}

/// The files of a set; generated first where that is how it comes about.
fn files(set: &Set, options: &Options) -> Result<Vec<PathBuf>> {
    match set.origin {
        Origin::Files(names) => {
            let files: Vec<PathBuf> = names.iter().map(|name| options.data.join(name)).collect();
            match files.iter().find(|file| !file.exists()) {
                Some(missing) => bail!("{} is not there", missing.display()),
                None => Ok(files),
            }
        }
        Origin::Generated(profile, rows) => {
            let file = options.work.join("synth").join(format!("{}.parquet", set.name));
            if !file.exists() {
                generate(options, profile, rows, &file)?;
            }
            Ok(vec![file])
        }
    }
}

fn generate(options: &Options, profile: &str, rows: u32, file: &Path) -> Result<()> {
    if !options.generator.exists() {
        bail!("{} is not there", options.generator.display());
    }
    fs_err::create_dir_all(options.work.join("synth"))?;
    let beside = file.with_extension("new");
    let status = Command::new(python())
        .arg(&options.generator)
        .arg(rows.to_string())
        .arg(&beside)
        .args(["--profile", profile])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .context("Python cannot be run (PYTHON names another)")?;
    if !status.success() {
        bail!(
            "the generator failed; it needs pyarrow, numpy and NAMES_PACKAGE, the folder of the package names"
        );
    }
    Ok(fs_err::rename(&beside, file)?)
}

/// The Python that runs scripts.
fn python() -> PathBuf {
    std::env::var_os("PYTHON").map_or_else(|| "python3".into(), PathBuf::from)
}

/// The categories of the sets.
fn categories() -> Categories {
    let definitions: Vec<CategoryDefinition> =
        general::ALL.iter().copied().chain([NATIONAL, OCCUPATION]).collect();
    Categories::new(&definitions)
}

fn measure(set: &Set, files: &[PathBuf]) -> Result<Measured> {
    let categories = categories();
    let begun = Instant::now();
    let (batch, truth) = rows::read(set, files, &categories)?;
    let reading = begun.elapsed().as_secs_f64();
    let batches = [batch];
    forget_peak();
    let begun = Instant::now();
    let corpus = Corpus::new(&batches)?;
    let steps = Steps::default();
    let resolution = whose_resolve::resolve(&corpus, &categories, &whose_resolve::Options::default(), &steps);
    let seconds = begun.elapsed().as_secs_f64();
    let (steps, peak_bytes) = (steps.told(), peak());
    let found = resolution.person_of();
    let hits = pairs(truth.iter().zip(found));
    Ok(Measured {
        precision: share(hits, pairs(found.iter())),
        recall: share(hits, pairs(truth.iter())),
        mentions: truth.len(),
        pairs: resolution.pairs,
        reading,
        seconds,
        peak_bytes,
        steps,
    })
}

/// When each step began.
#[derive(Default)]
struct Steps(Mutex<Vec<(&'static str, Instant)>>);

impl Steps {
    /// How long each took, in words.
    fn told(self) -> String {
        let begun = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ends = begun.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        let took = begun
            .iter()
            .zip(ends)
            .map(|((name, at), end)| format!("{name} {:.2}", (end - *at).as_secs_f64()));
        took.collect::<Vec<_>>().join(", ")
    }
}

impl whose_resolve::Progress for Steps {
    fn step(&self, name: &'static str, _: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((name, Instant::now()));
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// Pairs of equal keys.
fn pairs<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>) -> u64 {
    let mut counts: FxHashMap<K, u64> = FxHashMap::default();
    keys.for_each(|key| *counts.entry(key).or_default() += 1);
    counts.into_values().map(|count| count * (count - 1) / 2).sum()
}

/// Starts the high-water mark of memory anew, where the system lets us.
fn forget_peak() {
    _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The largest resident set since then, in bytes; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1_024
}

#[cfg(test)]
mod tests {
    use super::sets::Time;
    use super::*;

    #[test]
    fn pairs_are_counted_as_by_hand() {
        assert_eq!(pairs([1, 1, 1, 2, 2, 3].iter()), 4);
        let measured = Measured { precision: 0.5, recall: 1.0, ..Measured::default() };
        assert!((measured.f1() - 2.0 / 3.0).abs() < 1e-9);
        let bars = Bars { f1: Some(0.7), precision: None, time: None, megabytes: None, peers: "" };
        assert!(!measured.meets(&bars, None));
        let small = Bars { f1: None, megabytes: Some(1.0), ..bars };
        assert!(Measured { peak_bytes: 1_000_000, ..Measured::default() }.meets(&small, None));
        assert!(!Measured { peak_bytes: 1_000_001, ..Measured::default() }.meets(&small, None));
    }

    #[test]
    fn a_peer_of_the_same_sitting_sets_the_bar_of_time() {
        let measured = Measured { reading: 1.0, seconds: 4.0, ..Measured::default() };
        let time = Some(Time { seconds: 3.0, times_faster: 6.0 });
        let bars = Bars { f1: None, precision: None, time, megabytes: None, peers: "" };
        let peer = |seconds: f64| Reached { seconds, f1: 0.5, megabytes: 1.0 };
        assert!(!measured.meets(&bars, None));
        assert!(measured.meets(&bars, Some(&peer(30.0))));
        assert!(!measured.meets(&bars, Some(&peer(29.0))));
    }
}
