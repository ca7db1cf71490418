//! Splink on the same rows, in the same sitting: a time of one machine says nothing of another.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// What Splink reached on a set, by a model made by hand for it.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// Seconds from the file to clusters.
    pub seconds: f64,
    /// F1 of pairs where a probability of .95 joins.
    pub f1: f64,
    /// Its largest resident set, in MB.
    pub megabytes: f64,
}

/// Runs it on a generated set of the work folder.
///
/// # Errors
/// When the runner fails; its own message is in the error.
pub fn run(runner: &Path, python: &Path, work: &Path, set: &str) -> Result<Reached> {
    let out: PathBuf = work.join(format!("{set}.splink.json"));
    let done = Command::new(python)
        .arg(runner)
        .args([set.as_ref(), out.as_os_str()])
        .env("LINKDATA", work)
        .env("MODEL", "v3")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .context("Python cannot be run (PYTHON names another)")?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr);
        bail!("Splink failed on {set}: {}", said.lines().last().unwrap_or("it does not say why"));
    }
    let told: Value = serde_json::from_slice(&fs_err::read(&out)?)?;
    let number = |value: Option<&Value>| value.and_then(Value::as_f64);
    let read = || {
        Some(Reached {
            seconds: number(told.get("wall_s"))?,
            f1: number(told.get("cluster@0.95")?.get("F1"))?,
            megabytes: number(told.get("rss_mb"))?,
        })
    };
    read().with_context(|| format!("{} does not say how it went", out.display()))
}
