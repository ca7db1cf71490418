//! The journal: one line per command, each holding the hash of the line before, so that a line cannot be
//! changed or taken out unnoticed.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// Hash that the first line holds as its predecessor's.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What a command puts into its line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewEntry {
    /// `scope`, `report`, `reveal`, `layout`, ...
    pub command: String,
    /// What it did, in words; no personal value.
    pub what: String,
    /// Inputs by name: digests; of what is no file (the time of an event, a judged fact) the value itself.
    pub inputs: BTreeMap<String, String>,
    /// Outputs by name: digests.
    pub outputs: BTreeMap<String, String>,
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number, from 1.
    pub number: u64,
    /// When, UTC, to the second.
    pub time: String,
    /// The user of the operating system.
    pub who: String,
    /// Which command.
    pub command: String,
    /// What it did.
    pub what: String,
    /// Inputs by name: digests; of what is no file (the time of an event, a judged fact) the value itself.
    pub inputs: BTreeMap<String, String>,
    /// Outputs by name: digests.
    pub outputs: BTreeMap<String, String>,
    /// Hash of the line before.
    pub previous: String,
    /// BLAKE3 of this line with an empty hash.
    pub hash: String,
}

impl Entry {
    fn computed_hash(&self) -> Result<String> {
        let unhashed = Self { hash: String::new(), ..self.clone() };
        Ok(blake3::hash(serde_json::to_string(&unhashed)?.as_bytes()).to_hex().to_string())
    }
}

/// The journal of a case.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    entries: Vec<Entry>,
}

impl Journal {
    /// Name of the file.
    pub const FILE: &'static str = "journal.jsonl";

    /// Reads the journal of a case folder.
    ///
    /// # Errors
    /// When a line is no journal line.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let text = if path.exists() { fs_err::read_to_string(&path)? } else { String::new() };
        let mut entries = Vec::new();
        let complete = text.rfind('\n').map_or(0, |end| end + 1);
        for (number, line) in text[..complete].lines().enumerate() {
            let entry = serde_json::from_str(line).with_context(|| {
                format!("{} is damaged at line {}: restore it from a copy", path.display(), number + 1)
            })?;
            entries.push(entry);
        }
        if complete < text.len() {
            // A line cut off by a kill or a full disk was never acted on: it is dropped.
            super::write_beside(&path, &text.as_bytes()[..complete])?;
        }
        Ok(Self { path, entries })
    }

    /// The lines.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Hash of the last line.
    #[must_use]
    pub fn head(&self) -> &str {
        self.entries.last().map_or(GENESIS, |entry| &entry.hash)
    }

    /// Adds a line.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, new: NewEntry) -> Result<()> {
        let mut entry = Entry {
            number: self.entries.len() as u64 + 1,
            time: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            who: whoami(),
            command: new.command,
            what: new.what,
            inputs: new.inputs,
            outputs: new.outputs,
            previous: self.head().to_string(),
            hash: String::new(),
        };
        entry.hash = entry.computed_hash()?;
        let mut options = std::fs::OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file =
            options.open(&self.path).with_context(|| format!("cannot write {}", self.path.display()))?;
        let line = format!("{}\n", serde_json::to_string(&entry)?);
        file.write_all(line.as_bytes()).with_context(|| format!("cannot write {}", self.path.display()))?;
        file.sync_all()?;
        self.entries.push(entry);
        Ok(())
    }

    /// Numbers of the lines whose hash or predecessor is wrong.
    ///
    /// # Errors
    /// When a line cannot be written as JSON: never for lines that were read.
    pub fn broken_links(&self) -> Result<Vec<u64>> {
        let mut broken = Vec::new();
        let mut previous = GENESIS.to_string();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.previous != previous
                || entry.hash != entry.computed_hash()?
                || entry.number != at as u64 + 1
            {
                broken.push(entry.number);
            }
            previous.clone_from(&entry.hash);
        }
        Ok(broken)
    }
}

fn whoami() -> String {
    std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_else(|_| "unknown".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(what: &str) -> NewEntry {
        NewEntry { command: "test".into(), what: what.into(), ..NewEntry::default() }
    }

    #[test]
    fn a_changed_line_breaks_the_chain() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        for what in ["one", "two", "three"] {
            journal.append(line(what)).unwrap();
        }
        assert_eq!(Journal::open(dir.path()).unwrap().broken_links().unwrap(), Vec::<u64>::new());
        let path = dir.path().join(Journal::FILE);
        let text = std::fs::read_to_string(&path).unwrap().replace("two", "2");
        std::fs::write(&path, text).unwrap();
        assert_eq!(Journal::open(dir.path()).unwrap().broken_links().unwrap(), [2]);
    }

    #[test]
    fn a_line_cut_off_is_dropped_and_the_chain_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        journal.append(line("one")).unwrap();
        let path = dir.path().join(Journal::FILE);
        let whole = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{whole}{}", &whole[..20])).unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        journal.append(line("two")).unwrap();
        let again = Journal::open(dir.path()).unwrap();
        assert_eq!(again.entries().len(), 2);
        assert!(again.broken_links().unwrap().is_empty());
    }
}
