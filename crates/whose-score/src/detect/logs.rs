//! False alarms in logs of machines, which hold no customers.

use std::path::{Path, PathBuf};

use anyhow::Result;
use whose_detect::Detector;
use whose_model::Group;

use super::Line;

/// A finding of this certainty or more is told of a person.
const TOLD: u8 = 50;
/// Findings allowed in 10,000 lines.
const BAR: f64 = 1.0;
/// Bytes looked at of each file.
const BYTES: usize = 64 << 20;

fn is_log(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.ends_with(".log") || name.ends_with("log.txt") || name.contains(".log.") && !name.ends_with(".gz")
}

fn logs(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            logs(&path, found)?;
        } else if is_log(&path) {
            found.push(path);
        }
    }
    Ok(())
}

/// Findings about people in the log files under a folder, per 10,000 lines.
pub fn lines(detector: &Detector, folder: &Path) -> Result<Vec<Line>> {
    let what = "logs without customers: person-kind findings in 10,000 lines";
    let mut files = Vec::new();
    if folder.is_dir() {
        logs(folder, &mut files)?;
    }
    files.sort();
    let (mut lines, mut findings) = (0u64, 0u64);
    for file in &files {
        let Ok(bytes) = fs_err::read(file) else { continue };
        // Rotated logs may be compressed.
        if bytes.contains(&0) {
            continue;
        }
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(BYTES)]);
        for line in text.lines() {
            lines += 1;
            let spans = detector.read_text(line);
            let people = spans.iter().filter(|span| {
                let group = detector.categories().get(span.category).group;
                span.certainty >= TOLD && !matches!(group, Group::Device | Group::Login | Group::Event)
            });
            findings += people.count() as u64;
        }
    }
    if lines == 0 {
        return Ok(vec![Line::skipped(what, "no log file there; name a folder with --logs")]);
    }
    let rate = findings as f64 * 10_000.0 / lines as f64;
    let measured = format!("{rate:.2} ({findings} in {lines} lines)");
    Ok(vec![Line::new(what, "", &format!("<= {BAR}"), measured, rate <= BAR)])
}
