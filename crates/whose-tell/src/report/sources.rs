//! What was read, source by source.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use whose_model::tables::SourceRow;

use crate::facts::Tables;

/// Sources that are named one by one; all are in `sources.csv`.
const NAMED: usize = 100;

/// The sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sources {
    /// All sources, containers included.
    pub count: u64,
    /// By format, most records first.
    pub formats: Vec<FormatEntry>,
    /// The sources with most records, at most 100.
    pub largest: Vec<SourceEntry>,
}

/// Sources of one format.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct FormatEntry {
    /// Format code.
    pub format: String,
    /// Encodings, sorted.
    pub encodings: Vec<String>,
    /// Sources.
    pub sources: u64,
    /// Further copies, not counted again.
    pub copies: u64,
    /// Bytes.
    pub bytes: u64,
    /// Bytes read.
    pub bytes_read: u64,
    /// Records.
    pub records: u64,
    /// Mentions.
    pub mentions: u64,
}

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// Where it stands.
    pub place: String,
    /// Further places of the same content.
    pub copies: u64,
    /// Format code.
    pub format: String,
    /// Encoding, where it has any.
    pub encoding: Option<String>,
    /// Bytes.
    pub bytes: u64,
    /// Bytes read.
    pub bytes_read: u64,
    /// Records.
    pub records: u64,
    /// Mentions.
    pub mentions: u64,
    /// BLAKE3 of the content, hex.
    pub digest: String,
}

pub(super) fn sources(tables: &Tables) -> Sources {
    let mut formats: BTreeMap<&str, FormatEntry> = BTreeMap::new();
    for source in tables.sources {
        let sum = formats.entry(&source.format).or_default();
        sum.sources += 1;
        sum.copies += copies(source);
        sum.bytes += source.bytes;
        sum.bytes_read += source.bytes_read;
        sum.records += source.records;
        sum.mentions += source.mentions;
        if let Some(encoding) = source.encoding.as_ref().filter(|name| !sum.encodings.contains(name)) {
            sum.encodings.push(encoding.clone());
        }
    }
    let mut formats: Vec<FormatEntry> = formats
        .into_iter()
        .map(|(format, mut entry)| {
            entry.encodings.sort();
            FormatEntry { format: format.to_string(), ..entry }
        })
        .collect();
    formats.sort_by(|one, other| {
        let key = |row: &FormatEntry| (row.records, row.bytes);
        key(other).cmp(&key(one)).then_with(|| one.format.cmp(&other.format))
    });
    let mut largest: Vec<SourceEntry> = tables.sources.iter().map(entry).collect();
    largest.sort_by(|one, other| {
        let key = |row: &SourceEntry| (row.records, row.bytes);
        key(other).cmp(&key(one)).then_with(|| (&one.place, &one.digest).cmp(&(&other.place, &other.digest)))
    });
    largest.truncate(NAMED);
    Sources { count: tables.sources.len() as u64, formats, largest }
}

fn copies(source: &SourceRow) -> u64 {
    (source.places.len() as u64).saturating_sub(1)
}

fn entry(source: &SourceRow) -> SourceEntry {
    SourceEntry {
        place: source.places.first().cloned().unwrap_or_default(),
        copies: copies(source),
        format: source.format.clone(),
        encoding: source.encoding.clone(),
        bytes: source.bytes,
        bytes_read: source.bytes_read,
        records: source.records,
        mentions: source.mentions,
        digest: source.digest.clone(),
    }
}

/// Where each source stands first.
pub(super) fn places<'a>(tables: &Tables<'a>) -> HashMap<u64, &'a str> {
    tables.sources.iter().filter_map(|source| Some((source.id, source.places.first()?.as_str()))).collect()
}

/// Where a source stands; its id where the table does not have it.
pub(super) fn place_of(places: &HashMap<u64, &str>, source: u64) -> String {
    places.get(&source).map_or_else(|| format!("{source:016x}"), |place| (*place).to_string())
}
