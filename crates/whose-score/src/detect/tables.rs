//! Speed of a table of people, from the bytes of its file to mentions as columns, on one core.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context, Result};
use whose_detect::{Detector, SourceDetector};
use whose_model::{Batch, Gap, Sink, Table};
use whose_read::{HandedIn, Receiver, Receiving, SourceEnd, SourceStart};

use super::Line;
use super::cost::core_seconds;

/// MB of file for each second of one core.
const BAR: f64 = 250.0;
/// The file is read so often; the best counts.
const ROUNDS: usize = 5;

/// Detects all sources of a file, or only takes their records.
struct Counting<'a> {
    detector: Option<&'a Detector>,
    fields: AtomicU64,
    mentions: AtomicU64,
}

struct OneSource<'a> {
    counting: &'a Counting<'a>,
    detecting: Option<SourceDetector<'a>>,
    fields: u64,
}

impl Sink for OneSource<'_> {
    fn table(&mut self, number: u32, table: &Table) {
        if let Some(detecting) = &mut self.detecting {
            detecting.table(number, table);
        }
    }

    fn column(&mut self, table: u32, column: u32, name: &str) {
        if let Some(detecting) = &mut self.detecting {
            detecting.column(table, column, name);
        }
    }

    fn batch(&mut self, table: u32, batch: &Batch) {
        self.fields += batch.fields.len() as u64;
        if let Some(detecting) = &mut self.detecting {
            detecting.batch(table, batch);
        }
    }

    fn gap(&mut self, gap: Gap) {
        if let Some(detecting) = &mut self.detecting {
            detecting.gap(gap);
        }
    }
}

impl Receiving for OneSource<'_> {
    fn finish(self: Box<Self>, _end: SourceEnd) {
        self.counting.fields.fetch_add(self.fields, Ordering::Relaxed);
        if let Some(detecting) = self.detecting {
            self.counting.mentions.fetch_add(detecting.finish().mentions, Ordering::Relaxed);
        }
    }
}

impl Receiver for Counting<'_> {
    fn open<'a>(&'a self, start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'a>> {
        let source = |detector: &'a Detector| detector.source(start.id, start.place, Box::new(drop));
        let detecting = self.detector.map(source);
        Some(Box::new(OneSource { counting: self, detecting, fields: 0 }))
    }
}

/// Seconds of one core, fields and mentions of one reading.
fn read(detector: Option<&Detector>, handed: &HandedIn, spill: &Path) -> (f64, u64, u64) {
    let counting = Counting { detector, fields: AtomicU64::new(0), mentions: AtomicU64::new(0) };
    let options = Arc::new(whose_read::Options::new(spill.to_path_buf()));
    let begun = Instant::now();
    let before = core_seconds(begun);
    whose_read::read(handed, &options, &counting);
    let seconds = (core_seconds(begun) - before).max(1e-9);
    (seconds, counting.fields.into_inner(), counting.mentions.into_inner())
}

fn best(detector: Option<&Detector>, handed: &HandedIn) -> (f64, u64, u64) {
    let spill = std::env::temp_dir();
    let rounds = (0..ROUNDS).map(|_| read(detector, handed, &spill));
    rounds.min_by(|one, other| one.0.total_cmp(&other.0)).expect("there are rounds")
}

/// Speed on a table of people that a peer's script made, beside the reading of its fields alone.
pub fn lines(detector: &Detector, file: Option<&Path>) -> Result<Vec<Line>> {
    let what = "speed, table of people, MB/s of one core";
    let Some(file) = file else {
        return Ok(vec![Line::skipped(what, "--customers names no file (make_bulk.py makes one)")]);
    };
    let megabytes = fs_err::metadata(file)?.len() as f64 / 1e6;
    let handed = HandedIn::new(file.to_path_buf());
    // On a pool of one thread: the detector would read batches side by side.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().context("no thread to measure on")?;
    let (reading, fields, _) = pool.install(|| best(None, &handed));
    let (whole, _, mentions) = pool.install(|| best(Some(detector), &handed));
    let speed = megabytes / whole;
    let told = format!("{:.1} ({fields} fields)", megabytes / reading);
    Ok(vec![
        Line::told("  reading its fields alone, MB/s of one core", "simd-csv, splitting alone: 1,510", told),
        Line::new(
            what,
            "datafog-core 20 to 41 (8 kinds), presidio .012",
            &format!(">= {BAR}"),
            format!("{speed:.1} ({mentions} mentions)"),
            speed >= BAR,
        ),
    ])
}
