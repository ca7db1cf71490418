//! Scores: what whose finds, beside what it must find. Run as `cargo xtask score NAME`.

mod detect;
mod memory;
mod replays;
mod resolve;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
score replays [--scale F] [--seed S] [--work DIR] [--incident canada-post|hanwha] [--keep]
    generates both incidents, scopes and reports them, and prints what came out beside the bars.
    With --keep, a case that stands in DIR already is scored as it is.
score detect [--data DIR] [--logs DIR] [--customers FILE] [--cost] [--errors] [--model DIR]
    measures what is found in labelled texts and tables, beside peers and bars; skips what DIR (../shared/data) does not hold.
    --logs names a folder of logs without customers; --customers a table of people to measure the speed
    on (make_bulk.py); --cost measures speed and memory only; --errors prints the columns that were mistaken;
    --model reads the texts alone, and takes names from a model too.
score resolve [--data DIR] [--generator FILE] [--work DIR] [--set NAME] [--splink FILE]
    resolves the public sets in DIR (default ../shared/data/link) and sets made by the generator of people (default
    ../shared/peers/resolve/gen_people.py; PYTHON and NAMES_PACKAGE say where Python and its lists of names are), and
    prints F1, seconds and memory beside the bars and what others reach. What is not there is skipped and named.
    Sets made here: `adversarial` (one name, one address, one phone for everybody, one field alone), `masked_1m`
    (157,901 masked records against a registry). Only when asked for: `masked_10m`, `manifest_10m`.
    --splink names the script that runs Splink (../shared/peers/resolve/splink_run.py): the sets with a bar of time are then
    held against it in the same sitting.
Exit code: 0 all bars are met, 1 one is not, 2 usage.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.split_first() {
        Some((name, rest)) if name == "replays" => replays(rest),
        Some((name, rest)) if name == "detect" => detect(rest),
        Some((name, rest)) if name == "resolve" => resolve(rest),
        _ => {
            print(USAGE);
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            print(&format!("score: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn replays(arguments: &[String]) -> Result<bool> {
    let mut options =
        replays::Options { work: std::env::temp_dir().join("whose-score"), ..Default::default() };
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        if name == "--keep" {
            options.keep = true;
            continue;
        }
        let value = rest.next().with_context(|| format!("{name} needs a value\n{USAGE}"))?;
        match name.as_str() {
            "--scale" => options.scale = value.parse().context("--scale takes a number")?,
            "--seed" => options.seed = value.parse().context("--seed takes a whole number")?,
            "--work" => options.work = PathBuf::from(value),
            "--incident" if replays::INCIDENTS.contains(&value.as_str()) => {
                options.incident = Some(value.clone())
            }
            _ => bail!("{name} {value} is not known\n{USAGE}"),
        }
    }
    replays::run(&options, &mut |line| print(line))
}

fn detect(arguments: &[String]) -> Result<bool> {
    let mut options = detect::Options::default();
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        match name.as_str() {
            "--errors" => options.errors = true,
            "--cost" => options.cost = true,
            _ => {
                let value = rest.next().with_context(|| format!("{name} needs a value\n{USAGE}"))?;
                match name.as_str() {
                    "--data" => options.data = PathBuf::from(value),
                    "--logs" => options.logs = Some(PathBuf::from(value)),
                    "--model" => options.model = Some(PathBuf::from(value)),
                    "--customers" => options.customers = Some(PathBuf::from(value)),
                    _ => bail!("{name} {value} is not known\n{USAGE}"),
                }
            }
        }
    }
    detect::run(&options, &mut |line| print(line))
}

fn resolve(arguments: &[String]) -> Result<bool> {
    let mut options = resolve::Options {
        data: PathBuf::from("../shared/data/link"),
        generator: PathBuf::from("../shared/peers/resolve/gen_people.py"),
        work: std::env::temp_dir().join("whose-score"),
        set: None,
        splink: None,
    };
    for pair in arguments.chunks(2) {
        let [name, value] = pair else { bail!("{} needs a value\n{USAGE}", pair[0]) };
        match name.as_str() {
            "--data" => options.data = PathBuf::from(value),
            "--generator" => options.generator = PathBuf::from(value),
            "--work" => options.work = PathBuf::from(value),
            "--set" => options.set = Some(value.clone()),
            "--splink" => options.splink = Some(PathBuf::from(value)),
            _ => bail!("{name} {value} is not known\n{USAGE}"),
        }
    }
    resolve::run(&options, &mut |line| print(line))
}

/// The only place that prints.
#[expect(clippy::print_stdout, reason = "a score is printed")]
fn print(text: &str) {
    println!("{text}");
}
