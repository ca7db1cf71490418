//! Speed of prose, start-up and memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use whose_detect::Detector;

use super::{Line, Options};
use crate::memory::high_water;

/// Speed of prose, in MB of text for each second of one core.
const PROSE: f64 = 60.0;
/// Start-up on a file of 1 KB.
const START_MS: f64 = 50.0;
const START_MB: f64 = 60.0;

/// Time that this thread has spent on a core, in seconds; wall time where the system does not tell.
pub(super) fn core_seconds(begun: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| begun.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// Lines of the labelled texts.
fn prose(folder: &Path) -> Result<Vec<(&'static str, Vec<String>)>> {
    let sets = [
        ("English", "en_wikigold"),
        ("French", "fr_echr_reviewed"),
        ("Korean", "ko_generated_540"),
        ("English with addresses", "en_presidio_synth_v2"),
    ];
    let mut texts = Vec::new();
    for (language, name) in sets {
        let path = folder.join(format!("{name}.jsonl"));
        if !path.exists() {
            continue;
        }
        let mut lines = Vec::new();
        for line in fs_err::read_to_string(path)?.lines() {
            let value: serde_json::Value = serde_json::from_str(line)?;
            lines.extend(value["text"].as_str().unwrap_or_default().lines().map(str::to_string));
        }
        texts.push((language, lines));
    }
    Ok(texts)
}

fn speed(detector: &Detector, lines: &[String]) -> f64 {
    let bytes: usize = lines.iter().map(|line| line.len() + 1).sum();
    let rounds = (24_000_000 / bytes.max(1)).max(1);
    // Once for the lists, which are built at first use.
    lines.iter().for_each(|line| drop(detector.read_text(line)));
    let begun = Instant::now();
    let before = core_seconds(begun);
    let mut found = 0;
    for _ in 0..rounds {
        found += lines.iter().map(|line| detector.read_text(line).len()).sum::<usize>();
    }
    std::hint::black_box(found);
    (bytes * rounds) as f64 / 1e6 / (core_seconds(begun) - before).max(1e-9)
}

/// How long, and how much memory at most; the high-water mark is looked up a thousand times a second.
fn start_up() -> Result<Option<(f64, f64)>> {
    let whose = std::env::current_exe()?.with_file_name("whose");
    if !whose.exists() {
        return Ok(None);
    }
    let folder = std::env::temp_dir().join(format!("whose-start-{}", std::process::id()));
    let mut best: Option<(f64, f64)> = None;
    for _ in 0..5 {
        _ = fs_err::remove_dir_all(&folder);
        fs_err::create_dir_all(&folder)?;
        let row = "name,email\n".to_string() + &"Anne Roy,anne.roy@example.org\n".repeat(34);
        fs_err::write(folder.join("people.csv"), row)?;
        let begun = Instant::now();
        let mut child = Command::new(&whose)
            .args(["scope", "people.csv", "--case", "case"])
            .current_dir(&folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot run whose")?;
        let mut peak = 0.0f64;
        while child.try_wait()?.is_none() {
            peak = peak.max(high_water(child.id()) as f64 / 1e6);
            std::thread::sleep(Duration::from_micros(500));
        }
        let milliseconds = begun.elapsed().as_secs_f64() * 1e3;
        best = Some(best.map_or((milliseconds, peak), |best| (best.0.min(milliseconds), best.1.max(peak))));
    }
    _ = fs_err::remove_dir_all(&folder);
    Ok(best)
}

/// Speed of prose, start-up, memory.
pub fn lines(detector: &Detector, options: &Options) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let texts = prose(&options.data.join("text"))?;
    if texts.is_empty() {
        lines.push(Line::skipped("speed, prose", "the data is not there"));
    }
    for (language, text) in &texts {
        let speed = speed(detector, text);
        lines.push(Line::told(&format!("  speed, {language}, MB/s of one core"), "", format!("{speed:.1}")));
    }
    if !texts.is_empty() {
        // The text that the peers were timed on is made of these lines.
        let mixed: Vec<String> =
            texts.into_iter().flat_map(|(_, lines)| lines).filter(|line| line.chars().count() > 30).collect();
        let speed = speed(detector, &mixed);
        lines.push(Line::new(
            "speed, prose of the four sets, MB/s of one core",
            "datafog-core 53 (no names), presidio .029",
            &format!(">= {PROSE}"),
            format!("{speed:.1}"),
            speed >= PROSE,
        ));
    }
    match start_up()? {
        Some((milliseconds, megabytes)) => {
            let measured = format!("{milliseconds:.0} ms, {megabytes:.0} MB");
            let met = milliseconds < START_MS && megabytes < START_MB;
            lines.push(Line::new(
                "scope and report of a 1 KB file (best of 5)",
                "",
                &format!("< {START_MS} ms, < {START_MB} MB"),
                measured,
                met,
            ));
        }
        None => lines.push(Line::skipped("start-up", "the program is not built")),
    }
    Ok(lines)
}
