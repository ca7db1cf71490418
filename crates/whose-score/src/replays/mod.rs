//! Both incidents, generated, scoped and reported by the program as it is shipped, then held against their truth.

mod bars;
mod measure;
mod pairs;
mod process;
mod truth;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use whose_replay::Summary;

use bars::Line;
use process::Cost;

/// The incidents.
pub const INCIDENTS: [&str; 2] = ["canada-post", "hanwha"];

/// What to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// 1 is the published size.
    pub scale: f64,
    /// Seed of the replay.
    pub seed: u64,
    /// Folder for disks and cases.
    pub work: PathBuf,
    /// One incident alone.
    pub incident: Option<String>,
    /// Score the cases that stand in the folder already.
    pub keep: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { scale: 1.0, seed: 1, work: PathBuf::new(), incident: None, keep: false }
    }
}

/// Runs and scores; prints a table for each incident. True when every bar is met.
///
/// # Errors
/// When the program cannot be run, or a case or its truth cannot be read.
pub fn run(options: &Options, print: &mut dyn FnMut(&str)) -> Result<bool> {
    let mut met = true;
    for incident in
        INCIDENTS.into_iter().filter(|name| options.incident.as_deref().is_none_or(|only| only == *name))
    {
        let folder = options.work.join(incident);
        let cost = if options.keep && folder.join("case/report/report.json").exists() {
            print(&format!("{incident}: scoring the case in {}", folder.display()));
            None
        } else {
            Some(make(incident, &folder, options, print)?)
        };
        let lines = score(&folder, cost)?;
        print(&bars::table(incident, options.scale, &lines));
        met &= lines.iter().all(Line::is_met);
    }
    Ok(met)
}

/// Generates the disk, scopes and reports it with the release binary beside this one.
fn make(incident: &str, folder: &Path, options: &Options, print: &mut dyn FnMut(&str)) -> Result<Cost> {
    if folder.exists() {
        fs_err::remove_dir_all(folder)?;
    }
    fs_err::create_dir_all(&options.work)?;
    let whose = std::env::current_exe()?.with_file_name("whose");
    if !whose.exists() {
        bail!("{} is missing: build it with cargo build --release --package whose", whose.display());
    }
    let (scale, seed) = (options.scale.to_string(), options.seed.to_string());
    let text = |path: PathBuf| path.to_string_lossy().into_owned();
    let generated = process::run(
        &whose,
        &["replay", incident, &text(folder.to_path_buf()), "--scale", &scale, "--seed", &seed],
    )?;
    print(&format!("{incident}: generated in {:.1} s", generated.seconds));
    let (disk, case) = (text(folder.join("disk")), text(folder.join("case")));
    let mut arguments = vec!["scope".to_string(), disk, "--case".into(), case.clone()];
    for (option, file) in [("--clients", "clients.csv"), ("--registry", "customers.csv")] {
        if folder.join(file).exists() {
            arguments.extend([option.to_string(), text(folder.join(file))]);
        }
    }
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let scoped = process::run(&whose, &arguments)?;
    print(&format!(
        "{incident}: scoped in {:.1} s, peak {:.0} MB",
        scoped.seconds,
        scoped.peak_bytes as f64 / 1e6
    ));
    process::run(&whose, &["report", "--case", &case])?;
    Ok(scoped)
}

/// Holds a finished case against its truth.
fn score(folder: &Path, cost: Option<Cost>) -> Result<Vec<Line>> {
    let text = fs_err::read_to_string(folder.join("truth/summary.json"))?;
    let summary: Summary = serde_json::from_str(&text).context("truth/summary.json is damaged")?;
    let measured = measure::measure(folder, cost)?;
    Ok(bars::lines(&summary, &measured))
}
