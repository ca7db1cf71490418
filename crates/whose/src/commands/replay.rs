//! `whose replay`: an incident's disk, made up, with its truth.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use whose_replay::Scale;

use super::End;
use crate::terminal;

/// Generate an incident's disk with its truth. All people in it are made up.
///
/// Example: whose replay canada-post /tmp/canada-post --scale 0.01
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Which incident.
    #[arg(value_enum)]
    incident: Incident,
    /// Where to; a new or empty folder.
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// 1 is the published size.
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
    /// Other seeds give other people.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// The two incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Incident {
    /// Shipping manifests of 44 business customers at an EDI supplier, 950,000 recipients.
    CanadaPost,
    /// Accident records of a field dispatch system, 157,901 records of 119,322 customers.
    Hanwha,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let summary = generate(arguments.incident, &arguments.dir, arguments.scale, arguments.seed)?;
    terminal::print(&summary);
    Ok(End::Complete)
}

/// Generates an incident; a few lines on what was made.
pub fn generate(incident: Incident, dir: &std::path::Path, scale: f64, seed: u64) -> Result<String> {
    let scale = Scale::new(scale)?;
    let summary = match incident {
        Incident::CanadaPost => whose_replay::canada_post(dir, scale, seed)?,
        Incident::Hanwha => whose_replay::hanwha(dir, scale, seed)?,
    };
    let bytes: u64 = summary.files.iter().map(|file| file.bytes).sum();
    Ok(format!(
        "{}: {} files, {:.1} MB in {}. The truth is in {}.",
        summary.incident,
        summary.files.len(),
        bytes as f64 / 1e6,
        dir.join("disk").display(),
        dir.join("truth").display()
    ))
}
