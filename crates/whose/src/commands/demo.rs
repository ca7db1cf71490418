//! `whose demo`: a small replay of each incident, scoped and reported.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use whose::Case;
use whose::progress::{Control, Quiet};
use whose::scope::{Request, scope};

use super::End;
use super::replay::{Incident, generate};
use crate::terminal;

/// Replay both incidents in small, scope and report them.
///
/// Example: whose demo
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where to; a temporary folder by default.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// 1 is the published size.
    #[arg(long, default_value_t = 0.02)]
    scale: f64,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let dir = match &arguments.dir {
        Some(dir) => dir.clone(),
        None => tempfile::Builder::new().prefix("whose-demo-").tempdir()?.keep(),
    };
    let mut written = Vec::new();
    for (incident, name) in [(Incident::CanadaPost, "canada-post"), (Incident::Hanwha, "hanwha")] {
        written.push(one(incident, &dir.join(name), arguments.scale)?);
    }
    terminal::print(&format!("\nAll people above are made up. Everything is in {}", dir.display()));
    let gaps: u64 = written.iter().sum();
    // Both replays hold an encrypted or truncated file: that it is told is part of what is shown.
    terminal::print(&format!("{gaps} gaps are told in the reports. Open the reports in a browser."));
    Ok(End::Complete)
}

fn one(incident: Incident, dir: &Path, scale: f64) -> Result<u64> {
    terminal::print(&format!("\n$ whose replay {} DIR --scale {scale}", clap_name(incident)));
    terminal::print(&generate(incident, dir, scale, 1)?);
    let (clients, registry) = (dir.join("clients.csv"), dir.join("customers.csv"));
    let request = Request {
        sources: vec![dir.join("disk")],
        clients: clients.is_file().then_some(clients),
        registry: registry.is_file().then_some(registry),
        ..Request::default()
    };
    let options = match incident {
        Incident::CanadaPost => "--clients clients.csv",
        Incident::Hanwha => "--registry customers.csv",
    };
    terminal::print(&format!("$ whose scope disk/ --case case/ {options}"));
    let begun = Instant::now();
    let mut case = Case::open_or_create(&dir.join("case"))?;
    scope(&mut case, &request, &Control::default(), &Quiet)?;
    let seconds = begun.elapsed().as_secs_f64();
    let written = super::report::write_and_print(&mut case)?;
    terminal::print(&format!("Scoped in {seconds:.1} s."));
    Ok(written.gaps)
}

fn clap_name(incident: Incident) -> String {
    use clap::ValueEnum;
    incident.to_possible_value().map(|value| value.get_name().to_string()).unwrap_or_default()
}
