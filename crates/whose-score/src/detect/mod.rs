//! What the detector finds in labelled texts and tables that nobody here wrote, beside what peers find and what it must find.
//!
//! The measures are those of the comparison that the peers' figures come from. Spans: a prediction counts when it overlaps a
//! labelled span of its class, a label when a prediction of its class overlaps it; classes without labels in a set are left
//! out. Columns: one class for each column, of the first 300 rows.

mod columns;
mod cost;
mod forms;
mod logs;
mod spans;
mod table;
mod tables;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Instant;

use anyhow::Result;
use whose_detect::{Detector, Options as DetectorOptions};
use whose_model::prose::{NamedSpan, NamesInProse};

pub use table::Line;

/// What to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder with `text/`, `columns/` and `open/`.
    pub data: PathBuf,
    /// Folder whose log files hold no customers; `open/` of the data by default.
    pub logs: Option<PathBuf>,
    /// A table of people to measure the speed on.
    pub customers: Option<PathBuf>,
    /// Only speed, start-up and memory.
    pub cost: bool,
    /// A model for names in running text: the texts alone are read, with it.
    pub model: Option<PathBuf>,
    /// Print what was wrong in the tables' columns.
    pub errors: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            data: PathBuf::from("../shared/data"),
            logs: None,
            customers: None,
            cost: false,
            model: None,
            errors: false,
        }
    }
}

/// Precision and recall, and their means.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Score {
    /// Labels.
    pub gold: u32,
    /// Predictions.
    pub said: u32,
    /// Labels that were found.
    pub found: u32,
    /// Predictions that were right.
    pub right: u32,
}

impl Score {
    /// Share of predictions that are right.
    pub fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.said.max(1))
    }

    /// Share of labels that were found.
    pub fn recall(&self) -> f64 {
        f64::from(self.found) / f64::from(self.gold.max(1))
    }

    /// Weighted harmonic mean; `beta` 2 weighs recall higher.
    pub fn f(&self, beta: f64) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        let square = beta * beta;
        if p + r == 0.0 { 0.0 } else { (1.0 + square) * p * r / square.mul_add(p, r) }
    }

    fn add(&mut self, other: &Self) {
        self.gold += other.gold;
        self.said += other.said;
        self.found += other.found;
        self.right += other.right;
    }
}

/// Measures and prints the table. True when every bar is met; what data is absent for is said and skipped.
///
/// # Errors
/// When data that is there cannot be read.
pub fn run(options: &Options, print: &mut dyn FnMut(&str)) -> Result<bool> {
    if let Some(folder) = &options.model {
        return with_model(folder, options, print);
    }
    let detector = Detector::new(DetectorOptions::default());
    let mut lines = Vec::new();
    if !options.cost {
        lines.extend(forms::lines(&detector));
        lines.extend(spans::lines(&detector, &options.data.join("text"))?);
        lines.extend(columns::lines(&detector, &options.data.join("columns"), options.errors, print)?);
        let logs = options.logs.clone().unwrap_or_else(|| options.data.join("open"));
        lines.extend(logs::lines(&detector, &logs)?);
    }
    lines.extend(tables::lines(&detector, options.customers.as_deref())?);
    lines.extend(cost::lines(&detector, options)?);
    print(&table::table(&lines));
    Ok(lines.iter().all(Line::is_met))
}

/// The texts alone, read with a model too, and how many bytes of them it reads in a second.
fn with_model(folder: &Path, options: &Options, print: &mut dyn FnMut(&str)) -> Result<bool> {
    let model = whose::model::load(folder)?;
    let asked = Arc::new(Timed { names: model.names, spent: AtomicU64::new(0), bytes: AtomicU64::new(0) });
    let names = Arc::<Timed>::clone(&asked);
    let detector =
        Detector::new(DetectorOptions { names_in_prose: Some(names), ..DetectorOptions::default() });
    let mut lines = spans::lines(&detector, &options.data.join("text"))?;
    let speed = asked.bytes.load(Relaxed) as f64 * 1e6 / asked.spent.load(Relaxed).max(1) as f64;
    lines.push(Line::told("the model alone, KB/s of a thread", "", format!("{:.1}", speed / 1e3)));
    print(&table::table(&lines));
    Ok(lines.iter().all(Line::is_met))
}

/// A model, and how long it took.
#[derive(Debug)]
struct Timed {
    names: Arc<dyn NamesInProse>,
    /// Microseconds.
    spent: AtomicU64,
    bytes: AtomicU64,
}

impl NamesInProse for Timed {
    fn names_in(&self, text: &str) -> Vec<NamedSpan> {
        let begun = Instant::now();
        let names = self.names.names_in(text);
        self.spent.fetch_add(begun.elapsed().as_micros() as u64, Relaxed);
        self.bytes.fetch_add(text.len() as u64, Relaxed);
        names
    }
}
