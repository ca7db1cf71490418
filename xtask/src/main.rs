//! Chores: `cargo xtask test`, `cargo xtask lint`, `cargo xtask docs`, `cargo xtask score NAME`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

const USAGE: &str = "\
cargo xtask test           formatting, then every test of the workspace, those against a real mail server included
cargo xtask properties [CASES]
                           property tests alone, each on CASES inputs (4000) that no run has seen
cargo xtask lint           formatting and lints
cargo xtask docs           write the generated tables of docs/
cargo xtask score replays [--scale F] [--seed S] [--work DIR] [--incident NAME] [--keep]
                           both incidents at full scale: what came out beside the bars; exit 1 where one falls short
cargo xtask score detect [--data DIR] [--logs DIR] [--customers FILE] [--cost] [--errors] [--model DIR]
                           what is found in labelled texts and tables, beside peers and bars; exit 1 where one falls short
cargo xtask score resolve [--data DIR] [--generator FILE] [--work DIR] [--set NAME]
                           people of public and generated sets: F1, seconds and memory beside the bars and what others reach";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["test", rest @ ..] => formatting().and_then(|()| test(rest)),
        ["properties", rest @ ..] => properties(rest.first().copied().unwrap_or("4000")),
        ["lint"] => lint(),
        ["docs"] => write_docs(),
        ["score", rest @ ..] => score(rest),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What is built on demand only is tested with the rest.
const EVERYTHING: [&str; 4] = ["--workspace", "--locked", "--features", "whose/model"];

/// Folder of the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask stands in the workspace").to_path_buf()
}

fn cargo(arguments: &[&str]) -> Result<()> {
    cargo_with(arguments, &[])
}

fn cargo_with(arguments: &[&str], variables: &[(&str, &OsStr)]) -> Result<()> {
    eprintln!("xtask: cargo {}", arguments.join(" "));
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_string());
    let variables = variables.iter().copied();
    let status = Command::new(cargo).args(arguments).envs(variables).current_dir(root()).status()?;
    if !status.success() {
        bail!("cargo {} failed", arguments.join(" "));
    }
    Ok(())
}

/// Is a part of the toolchain installed? A machine without it still runs the tests.
fn has(subcommand: &str) -> bool {
    let found = Command::new("cargo")
        .args([subcommand, "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !found {
        eprintln!("xtask: skipped cargo {subcommand}: not installed (rustup component add rustfmt clippy)");
    }
    found
}

fn formatting() -> Result<()> {
    if has("fmt") { cargo(&["fmt", "--all", "--check"]) } else { Ok(()) }
}

fn lint() -> Result<()> {
    formatting()?;
    if has("clippy") {
        cargo(&[&["clippy", "--all-targets"], &EVERYTHING[..], &["--", "-D", "warnings"]].concat())?;
    }
    Ok(())
}

/// The mail server that sending is tested against, in a folder of Python's; none where it cannot be installed.
fn mail_server() -> Option<PathBuf> {
    const MAIL_SERVER: &str = "aiosmtpd==1.4.6";
    // Outside the checkout where the build is, so that a rerun is quick.
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = target.join("mail-server");
    let python = folder.join("bin/python");
    let runs = |program: &Path, arguments: &[&str]| {
        Command::new(program).args(arguments).status().is_ok_and(|status| status.success())
    };
    if runs(&python, &["-c", "import aiosmtpd"]) {
        return Some(python);
    }
    let into = folder.display().to_string();
    let installed = runs(Path::new("python3"), &["-m", "venv", &into])
        && runs(&python, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", MAIL_SERVER]);
    if !installed {
        eprintln!("xtask: skipped the tests against {MAIL_SERVER}: Python or the package is not to be had");
    }
    installed.then_some(python)
}

/// Programs that some tests look with, and the packages of Debian that they come in. Where one is missing and cannot be
/// installed, its tests say that they are skipped.
const PROGRAMS: [(&str, &str); 3] =
    [("chromium", "chromium"), ("pdftotext", "poppler-utils"), ("python3", "python3-venv")];

fn install_programs() {
    let runs = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    let missing: Vec<&str> = PROGRAMS
        .iter()
        .filter(|(program, _)| Command::new(program).arg("--version").output().is_err())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() {
        return;
    }
    eprintln!("xtask: apt-get install {}", missing.join(" "));
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(&missing);
    if !(runs("apt-get", &["update"]) && runs("apt-get", &arguments)) {
        eprintln!("xtask: could not be installed; the tests that need them are skipped");
    }
}

fn test(rest: &[&str]) -> Result<()> {
    install_programs();
    let mut arguments = vec!["test"];
    arguments.extend(EVERYTHING);
    arguments.extend(rest);
    let python = mail_server();
    let seed = std::env::var_os(SEED).is_none().then_some((SEED, OsStr::new("1")));
    let server = python.as_ref().map(|python| ("WHOSE_MAIL_PYTHON", python.as_os_str()));
    cargo_with(&arguments, &seed.into_iter().chain(server).collect::<Vec<_>>())
}

/// Property tests draw their inputs from this. It is fixed in the tests of a change, so that they fail for what changed and
/// fail again when run again; `properties` looks for inputs that fail.
const SEED: &str = "PROPTEST_RNG_SEED";

/// The libraries of the workspace: their tests are quick, so that all may be run where only the properties are wanted.
fn properties(cases: &str) -> Result<()> {
    cargo_with(
        &["test", "--workspace", "--lib", "--locked", "--no-fail-fast"],
        &[("PROPTEST_CASES", OsStr::new(cases)), ("PROPTEST_MAX_SHRINK_ITERS", OsStr::new("4000"))],
    )
}

/// The tables of formats and identifiers are made by the test that checks them.
fn write_docs() -> Result<()> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_string());
    let arguments = ["test", "--package", "whose", "--test", "docs", "--locked"];
    let status =
        Command::new(cargo).args(arguments).env("WHOSE_WRITE_DOCS", "1").current_dir(root()).status()?;
    if !status.success() {
        bail!("the docs could not be written");
    }
    Ok(())
}

/// Scores are taken with the release build; the scorer is a crate of its own, so that this one stays small.
fn score(rest: &[&str]) -> Result<()> {
    let features = if rest.contains(&"--model") { "whose-score/model" } else { "" };
    let built = ["--release", "--locked", "--features", features, "--package", "whose-score"];
    cargo(&[&["build", "--package", "whose"], &built[..]].concat())?;
    let mut arguments = [&["run", "--quiet"], &built[..], &["--"]].concat();
    arguments.extend(rest);
    cargo(&arguments)
}
