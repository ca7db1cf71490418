//! What is being read, noted on disk, so that whoever finds the process dead knows of what it died.
//!
//! A library that a hostile file leads into endless recursion, or into asking for all memory, ends the process; no code of ours gets
//! to run then. So `whose scope` reads in a process of its own, which notes what it reads in `underway/now`: a line for each source
//! that is open. When it dies, the process that waits for it looks there ([`died`]). Where several sources were open, they are read
//! again with one thread; who is open last when that dies too is the one, and is not opened any more.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use whose_model::{Place, SourceId};

use crate::case::create_private;

/// The folder in the case.
pub const FOLDER: &str = "underway";
/// What is being read: a line for each source, `ID FILE PLACE`, or blanks.
const NOW: &str = "now";
/// Files that are read before all others, and all by one thread: a number in a line.
const SUSPECTS: &str = "suspects";
/// Sources that are not opened: an id in a line.
const REFUSED: &str = "refused";
/// Length of a line of what is being read.
const LINE: usize = 512;

/// What is being read by this process.
#[derive(Debug)]
pub struct Underway {
    folder: PathBuf,
    lines: Mutex<Lines>,
    /// Numbers of the files that are read first, and all by one thread; none: as many threads as there are.
    pub suspects: Vec<usize>,
}

#[derive(Debug)]
struct Lines {
    file: File,
    taken: Vec<bool>,
}

/// A source that is being read. Dropped, it is no more.
#[derive(Debug)]
pub struct Open<'u> {
    underway: &'u Underway,
    line: usize,
}

impl Underway {
    /// Begins to note what is read.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn begin(folder: &Path) -> Result<Self> {
        let path = folder.join(NOW);
        _ = std::fs::remove_file(&path);
        let file = create_private(&path).with_context(|| format!("cannot write {}", path.display()))?;
        let suspects = numbers(&folder.join(SUSPECTS), 10).into_iter().map(|number| number as usize);
        Ok(Self {
            folder: folder.to_path_buf(),
            lines: Mutex::new(Lines { file, taken: Vec::new() }),
            suspects: suspects.collect(),
        })
    }

    /// A source of a handed-in file is being read from now on.
    pub fn open(&self, source: SourceId, file: usize, place: &Place) -> Open<'_> {
        let mut lines = self.lines();
        let line = lines.taken.iter().position(|taken| !taken).unwrap_or(lines.taken.len());
        if line == lines.taken.len() {
            lines.taken.push(true);
        }
        lines.taken[line] = true;
        lines.write(line, &format!("{source} {file} {}", shown(&place.0)));
        Open { underway: self, line }
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lines {
    /// What cannot be noted is not: at worst, nobody knows of what the process died.
    fn write(&mut self, line: usize, text: &str) {
        let mut bytes = text.as_bytes().to_vec();
        bytes.resize(LINE - 1, b' ');
        bytes.push(b'\n');
        let at = self.file.seek(SeekFrom::Start((line * LINE) as u64));
        _ = at.and_then(|_| self.file.write_all(&bytes));
    }
}

/// The end of a place, which says most, in one line.
fn shown(place: &str) -> String {
    let from = place.len().saturating_sub(LINE - 64);
    let end = (from..).find_map(|from| place.get(from..)).unwrap_or_default();
    end.replace(char::is_control, " ")
}

/// Reading came to its end: nothing is under way.
impl Drop for Underway {
    fn drop(&mut self) {
        _ = std::fs::remove_file(self.folder.join(NOW));
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        let mut lines = self.underway.lines();
        lines.taken[self.line] = false;
        lines.write(self.line, "");
    }
}

/// What a dead process leaves to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lesson {
    /// It did not die of reading.
    Other,
    /// One of several sources: one thread finds out which.
    Several,
    /// The source at this place is not opened any more.
    Refused(String),
}

/// A process that read for this case died. Notes for the next one what to do about it.
///
/// # Errors
/// When it cannot be noted.
pub fn died(case: &Path) -> Result<Lesson> {
    let folder = case.join(FOLDER);
    let open = open_when_it_died(&folder.join(NOW));
    let alone = folder.join(SUSPECTS).exists();
    let Some(last) = open.last() else { return Ok(Lesson::Other) };
    if open.len() == 1 || alone {
        let mut refused = refused(case);
        refused.insert(last.source);
        write(&folder.join(REFUSED), refused.iter())?;
        _ = std::fs::remove_file(folder.join(SUSPECTS));
        return Ok(Lesson::Refused(last.place.clone()));
    }
    write(&folder.join(SUSPECTS), open.iter().map(|open| open.file))?;
    Ok(Lesson::Several)
}

/// The sources that are not opened, as processes died of them.
#[must_use]
pub fn refused(case: &Path) -> BTreeSet<SourceId> {
    numbers(&case.join(FOLDER).join(REFUSED), 16).into_iter().map(SourceId).collect()
}

/// Nothing was learnt yet, or the command came to its end: all sources may be tried again.
pub fn forget(case: &Path) {
    for name in [NOW, SUSPECTS, REFUSED] {
        _ = std::fs::remove_file(case.join(FOLDER).join(name));
    }
}

/// A source that was open when a process died.
struct Left {
    source: SourceId,
    /// Number of the handed-in file that it is, or is in.
    file: u64,
    place: String,
}

/// The sources that were open, in the order in which one thread opens them.
fn open_when_it_died(path: &Path) -> Vec<Left> {
    let bytes = std::fs::read(path).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let line = |line: &str| {
        let mut words = line.trim_end().splitn(3, ' ');
        let source = SourceId(u64::from_str_radix(words.next()?, 16).ok()?);
        Some(Left { source, file: words.next()?.parse().ok()?, place: words.next()?.to_string() })
    };
    text.lines().filter_map(line).collect()
}

/// The numbers of a file's lines; none where it is not there.
fn numbers(path: &Path, radix: u32) -> Vec<u64> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines().filter_map(|line| u64::from_str_radix(line, radix).ok()).collect()
}

fn write(path: &Path, lines: impl Iterator<Item = impl std::fmt::Display>) -> Result<()> {
    let text: String = lines.map(|line| format!("{line}\n")).collect();
    _ = std::fs::remove_file(path);
    let written = create_private(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A process that opens sources, closes all but the last so many, and dies.
    fn dies(case: &Path, sources: &[u64], left: usize) -> Lesson {
        let underway = Underway::begin(&case.join(FOLDER)).unwrap();
        let mut open: Vec<Open<'_>> = sources
            .iter()
            .map(|id| underway.open(SourceId(*id), 7, &Place(format!("disk/{id:x}"))))
            .collect();
        let kept = open.split_off(sources.len() - left);
        drop(open);
        kept.into_iter().for_each(std::mem::forget);
        std::mem::forget(underway);
        died(case).unwrap()
    }

    #[test]
    fn who_was_open_alone_is_refused() {
        let case = tempfile::tempdir().unwrap();
        std::fs::create_dir(case.path().join(FOLDER)).unwrap();
        assert_eq!(dies(case.path(), &[1, 2, 3], 0), Lesson::Other);
        assert_eq!(dies(case.path(), &[1, 2, 0xAB], 1), Lesson::Refused("disk/ab".to_string()));
        assert_eq!(dies(case.path(), &[1, 2, 3], 2), Lesson::Several);
        assert_eq!(Underway::begin(&case.path().join(FOLDER)).unwrap().suspects, [7, 7]);
        // With one thread, it is the one that was opened last: a member, not its container.
        assert_eq!(dies(case.path(), &[4, 5], 2), Lesson::Refused("disk/5".to_string()));
        assert_eq!(refused(case.path()), [SourceId(5), SourceId(0xAB)].into());
        forget(case.path());
        assert!(refused(case.path()).is_empty());
    }
}
