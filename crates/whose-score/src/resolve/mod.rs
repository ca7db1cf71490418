//! People of public and generated sets against their truth, beside what others reach on the same rows.

mod adversarial;
mod dice;
mod masked;
mod rows;
mod sets;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use comfy_table::presets::ASCII_MARKDOWN;
use comfy_table::{ContentArrangement, Table};
use rustc_hash::FxHashMap;
use whose_model::category::{CategoryDefinition, general};
use whose_model::{Categories, Comparison, Group};
use whose_resolve::Corpus;

use self::sets::{Bars, Origin, SETS, Set};

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
#[derive(Debug, Clone, Copy, Default)]
struct Measured {
    precision: f64,
    recall: f64,
    mentions: usize,
    pairs: u64,
    seconds: f64,
    peak_bytes: u64,
}

impl Measured {
    fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }

    fn meets(&self, bars: &Bars) -> bool {
        bars.f1.is_none_or(|least| self.f1() >= least)
            && bars.precision.is_none_or(|least| self.precision >= least)
            && bars.seconds.is_none_or(|most| self.seconds <= most)
    }
}

/// Resolves and scores; prints the table, and what was skipped. True when every set that is there meets its bars.
///
/// # Errors
/// When a set is damaged.
pub fn run(options: &Options, print: &mut dyn FnMut(&str)) -> Result<bool> {
    let mut table = Table::new();
    table.load_style(ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["set", "rows", "P", "R", "F1", "bar", "s", "bar", "MB", "M pairs/s", "", "others, F1"]);
    let (mut met, mut skipped) = (true, Vec::new());
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
        met &= measured.meets(&set.bars);
        table.add_row(line(set, &measured));
    }
    if table.row_count() > 0 {
        print(&table.to_string());
    }
    skipped.iter().for_each(|line| print(line));
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

fn line(set: &Set, measured: &Measured) -> Vec<String> {
    let bar = |bar: Option<f64>| bar.map(|bar| bar.to_string()).unwrap_or_default();
    vec![
        set.name.to_string(),
        measured.mentions.to_string(),
        format!("{:.4}", measured.precision),
        format!("{:.4}", measured.recall),
        format!("{:.4}", measured.f1()),
        bar(set.bars.f1),
        format!("{:.2}", measured.seconds),
        bar(set.bars.seconds),
        format!("{:.0}", measured.peak_bytes as f64 / 1e6),
        format!("{:.2}", measured.pairs as f64 / 1e6 / measured.seconds.max(1e-3)),
        if measured.meets(&set.bars) { "met" } else { "MISSED" }.to_string(),
        set.bars.peers.to_string(),
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
            let file = options.work.join(format!("{}.parquet", set.name));
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
    fs_err::create_dir_all(&options.work)?;
    let beside = file.with_extension("new");
    let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
    let status = Command::new(python)
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

/// The categories of the sets.
fn categories() -> Categories {
    let definitions: Vec<CategoryDefinition> =
        general::ALL.iter().copied().chain([NATIONAL, OCCUPATION]).collect();
    Categories::new(&definitions)
}

fn measure(set: &Set, files: &[PathBuf]) -> Result<Measured> {
    let categories = categories();
    let (batch, truth) = rows::read(set, files, &categories)?;
    let batches = [batch];
    forget_peak();
    let begun = Instant::now();
    let corpus = Corpus::new(&batches)?;
    let resolution = whose_resolve::resolve(&corpus, &categories, &whose_resolve::Options::default(), &());
    let seconds = begun.elapsed().as_secs_f64();
    let found = resolution.person_of();
    let hits = pairs(truth.iter().zip(found));
    Ok(Measured {
        precision: share(hits, pairs(found.iter())),
        recall: share(hits, pairs(truth.iter())),
        mentions: truth.len(),
        pairs: resolution.pairs,
        seconds,
        peak_bytes: peak(),
    })
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
    use super::*;

    #[test]
    fn pairs_are_counted_as_by_hand() {
        assert_eq!(pairs([1, 1, 1, 2, 2, 3].iter()), 4);
        let measured = Measured { precision: 0.5, recall: 1.0, ..Measured::default() };
        assert!((measured.f1() - 2.0 / 3.0).abs() < 1e-9);
        let bars = Bars { f1: Some(0.7), precision: None, seconds: None, peers: "" };
        assert!(!measured.meets(&bars));
    }
}
