//! Running the program: how long, and how much memory at most.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::memory::high_water;

/// What a run cost.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    /// Wall clock.
    pub seconds: f64,
    /// Largest resident set; 0 where the system does not tell.
    pub peak_bytes: u64,
}

/// Exit code of a run that finished with gaps.
const WITH_GAPS: i32 = 3;

/// Runs to the end. The high-water mark of memory is looked up ten times a second: it only grows, so that little is missed.
pub fn run(program: &Path, arguments: &[&str]) -> Result<Cost> {
    let begun = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let mut errors = child.stderr.take().context("the child's messages are piped")?;
    let listening = std::thread::spawn(move || {
        let mut text = String::new();
        _ = std::io::Read::read_to_string(&mut errors, &mut text);
        text
    });
    let mut peak_bytes = 0;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak_bytes = peak_bytes.max(high_water(child.id()));
        std::thread::sleep(Duration::from_millis(100));
    };
    let seconds = begun.elapsed().as_secs_f64();
    let messages = listening.join().unwrap_or_default();
    if !status.success() && status.code() != Some(WITH_GAPS) {
        let last: Vec<&str> = messages.lines().rev().take(5).collect();
        bail!(
            "whose {} failed ({status}): {}",
            arguments.join(" "),
            last.into_iter().rev().collect::<Vec<_>>().join("; ")
        );
    }
    Ok(Cost { seconds, peak_bytes })
}
