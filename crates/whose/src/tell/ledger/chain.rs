//! The file: appended to, flushed, read with its chain checked.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::line::Act;

/// Hash that the first line is chained to.
const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// What stands between the body of a line and its hash.
const SEAL: &str = ",\"hash\":\"";
/// Length of `,"hash":"` + 64 digits + `"}`.
const SEALED: usize = SEAL.len() + 64 + 2;

/// Name of the hash of the last line in a line of the journal.
pub const HEAD: &str = "ledger";
/// Name of the number of lines there.
pub const LINES: &str = "ledger lines";

/// A line of the ledger, without its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Number, from 1.
    pub number: u64,
    /// When, UTC, to the second.
    pub time: String,
    /// What it says.
    #[serde(flatten)]
    pub act: Act,
}

/// The ledger of a case, open for appending.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    file: File,
    lines: u64,
    head: String,
}

impl Ledger {
    /// Name of the file.
    pub const FILE: &'static str = "ledger.jsonl";

    /// Opens the ledger of a case folder and hands over every line of it in order. A line that was cut off by a kill was never
    /// acted on: it is dropped.
    ///
    /// # Errors
    /// When a line is damaged, or a line is missing or was changed: then nobody can say who was told, and nothing may be sent.
    pub fn open(dir: &Path, mut each: impl FnMut(Line) -> Result<()>) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let mut options = std::fs::OpenOptions::new();
        options.create(true).append(true).read(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).with_context(|| format!("cannot write {}", path.display()))?;
        let read = read(&path, |line, _| each(line))?;
        if read.complete < file.metadata()?.len() {
            file.set_len(read.complete)?;
            file.sync_all()?;
        }
        Ok(Self { path, file, lines: read.lines, head: read.head })
    }

    /// Reads the ledger of a case folder, where there is one.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub fn check(dir: &Path, mut each: impl FnMut(Line) -> Result<()>) -> Result<()> {
        let path = dir.join(Self::FILE);
        if path.exists() {
            read(&path, |line, _| each(line))?;
        }
        Ok(())
    }

    /// Reads the ledger of a case folder, where there is one: gives its number of lines, and of each line number and hash.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub fn check_with_heads(dir: &Path, mut each: impl FnMut(u64, &str)) -> Result<Option<u64>> {
        let path = dir.join(Self::FILE);
        if !path.exists() {
            return Ok(None);
        }
        let read = read(&path, |line, head| {
            each(line.number, head);
            Ok(())
        })?;
        Ok(Some(read.lines))
    }

    /// Lines so far.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.lines
    }

    /// Hash of the last line.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// How far it goes, for the journal: a ledger that was cut off at its end does not fit any more.
    #[must_use]
    pub fn anchor(&self) -> BTreeMap<String, String> {
        BTreeMap::from([(HEAD.to_string(), self.head.clone()), (LINES.to_string(), self.lines.to_string())])
    }

    /// Adds lines and waits until they are on the disk.
    ///
    /// # Errors
    /// When the disk is full: then nothing may be sent.
    pub fn append(&mut self, acts: impl IntoIterator<Item = Act>) -> Result<()> {
        self.write(acts)?;
        self.file.sync_data().with_context(|| self.cannot_write())
    }

    /// Adds lines without waiting for the disk: for outcomes, which a kill may cost. They are then unknown.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn write(&mut self, acts: impl IntoIterator<Item = Act>) -> Result<()> {
        let time = jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut text = String::new();
        for act in acts {
            self.lines += 1;
            let line = Line { number: self.lines, time: time.clone(), act };
            let mut body = serde_json::to_string(&line)?;
            body.pop();
            self.head = hash(&self.head, body.as_bytes());
            text.push_str(&body);
            text.push_str(SEAL);
            text.push_str(&self.head);
            text.push_str("\"}\n");
        }
        self.file.write_all(text.as_bytes()).with_context(|| self.cannot_write())
    }

    fn cannot_write(&self) -> String {
        format!("cannot write {}: is the disk full? Nothing more is sent", self.path.display())
    }
}

fn hash(previous: &str, body: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous.as_bytes());
    hasher.update(body);
    hasher.finalize().to_hex().to_string()
}

struct Read {
    lines: u64,
    head: String,
    /// Bytes of complete lines.
    complete: u64,
}

fn read(path: &Path, mut each: impl FnMut(Line, &str) -> Result<()>) -> Result<Read> {
    let mut reader = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut found = Read { lines: 0, head: GENESIS.to_string(), complete: 0 };
    let mut line = Vec::new();
    loop {
        line.clear();
        let length = reader.read_until(b'\n', &mut line)?;
        if length == 0 || line.last() != Some(&b'\n') {
            return Ok(found);
        }
        found.lines += 1;
        let damaged = || {
            format!(
                "{} was changed or is damaged at line {}: nobody can say from it who was told. Restore it from a copy",
                path.display(),
                found.lines
            )
        };
        let text = line.trim_ascii_end();
        let Some(at) = text.len().checked_sub(SEALED) else { bail!(damaged()) };
        let (body, seal) = text.split_at(at);
        let expected = hash(&found.head, body);
        let holds = seal.strip_prefix(SEAL.as_bytes()).and_then(|rest| rest.strip_suffix(b"\"}"))
            == Some(expected.as_bytes());
        if !holds {
            bail!(damaged());
        }
        let parsed: Line = serde_json::from_slice(text).with_context(damaged)?;
        if parsed.number != found.lines {
            bail!(damaged());
        }
        found.head = expected;
        found.complete += length as u64;
        each(parsed, &found.head)?;
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::{Outcome, Try};
    use super::*;

    fn outcome(attempt: u32) -> Act {
        let of = Try { notice: "0123456789abcdef".into(), attempt };
        Act::Outcome { of, outcome: Outcome::Handed, why: "250".into() }
    }

    fn lines(dir: &Path) -> Result<Vec<u64>> {
        let mut numbers = Vec::new();
        Ledger::open(dir, |line| {
            numbers.push(line.number);
            Ok(())
        })?;
        Ok(numbers)
    }

    #[test]
    fn lines_return_and_a_changed_or_missing_one_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(dir.path(), |_| Ok(())).unwrap();
        ledger.append([outcome(1), outcome(2)]).unwrap();
        ledger.append([outcome(3)]).unwrap();
        assert_eq!(lines(dir.path()).unwrap(), [1, 2, 3]);
        let path = dir.path().join(Ledger::FILE);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, text.replace("\"attempt\":2", "\"attempt\":7")).unwrap();
        assert!(lines(dir.path()).unwrap_err().to_string().contains("line 2"));
        let without_the_second: Vec<&str> =
            text.lines().enumerate().filter(|(at, _)| *at != 1).map(|(_, line)| line).collect();
        std::fs::write(&path, without_the_second.join("\n") + "\n").unwrap();
        assert!(lines(dir.path()).unwrap_err().to_string().contains("line 2"));
    }

    #[test]
    fn a_line_cut_off_anywhere_is_dropped_and_the_chain_goes_on() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(Ledger::FILE);
        Ledger::open(dir.path(), |_| Ok(())).unwrap().append([outcome(1), outcome(2)]).unwrap();
        let whole = std::fs::read(&path).unwrap();
        let second = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
        for end in second..whole.len() {
            std::fs::write(&path, &whole[..end]).unwrap();
            Ledger::open(dir.path(), |_| Ok(())).unwrap().append([outcome(3)]).unwrap();
            assert_eq!(lines(dir.path()).unwrap(), [1, 2], "cut at {end}");
        }
    }
}
