//! Sorting by keys of a fixed length in runs on the disk, so that memory is bounded whatever the number of entries.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Bytes of entries that are sorted in memory at a time.
const RUN: usize = 64 << 20;

/// Takes entries in any order. Their runs are files without a name in a private folder.
#[derive(Debug)]
pub struct Sorter<const N: usize> {
    scratch: PathBuf,
    run: usize,
    bytes: Vec<u8>,
    entries: Vec<([u8; N], usize, usize)>,
    files: Vec<File>,
}

impl<const N: usize> Sorter<N> {
    /// Nothing yet.
    #[must_use]
    pub fn new(scratch: &Path) -> Self {
        Self::with_runs_of(scratch, RUN)
    }

    fn with_runs_of(scratch: &Path, run: usize) -> Self {
        Self {
            scratch: scratch.to_path_buf(),
            run,
            bytes: Vec::new(),
            entries: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Adds an entry; `write` adds its content to what it is given. Keys are distinct, or the order of equal ones is open.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn push(&mut self, key: [u8; N], write: impl FnOnce(&mut Vec<u8>)) -> Result<()> {
        let from = self.bytes.len();
        write(&mut self.bytes);
        self.entries.push((key, from, self.bytes.len()));
        if self.bytes.len() + self.entries.len() * size_of::<([u8; N], usize, usize)>() >= self.run {
            self.spill()?;
        }
        Ok(())
    }

    fn spill(&mut self) -> Result<()> {
        let full = || format!("cannot write in {}: is the disk full?", self.scratch.display());
        let file = tempfile::tempfile_in(&self.scratch).with_context(full)?;
        let mut out = BufWriter::with_capacity(1 << 20, file);
        self.entries.sort_unstable();
        for (key, from, to) in self.entries.drain(..) {
            let write = |out: &mut BufWriter<File>| {
                out.write_all(&key)?;
                out.write_all(&((to - from) as u32).to_le_bytes())?;
                out.write_all(&self.bytes[from..to])
            };
            write(&mut out).with_context(full)?;
        }
        self.bytes.clear();
        let mut file = out.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(full)?;
        file.seek(SeekFrom::Start(0))?;
        self.files.push(file);
        Ok(())
    }

    /// The entries in the order of their keys.
    ///
    /// # Errors
    /// When the disk is full, or a run cannot be read back.
    pub fn finish(mut self) -> Result<Sorted<N>> {
        self.spill()?;
        let mut sorted = Sorted { runs: Vec::new(), heads: BinaryHeap::new() };
        for (at, file) in self.files.into_iter().enumerate() {
            let mut run = Run { file: BufReader::with_capacity(1 << 18, file), body: Vec::new() };
            if let Some(key) = run.next()? {
                sorted.heads.push(Reverse((key, at)));
            }
            sorted.runs.push(run);
        }
        Ok(sorted)
    }
}

/// One run, and the content of the entry it stands at.
#[derive(Debug)]
struct Run {
    file: BufReader<File>,
    body: Vec<u8>,
}

impl Run {
    /// Goes to the next entry; none at the end.
    fn next<const N: usize>(&mut self) -> Result<Option<[u8; N]>> {
        let mut key = [0; N];
        match self.file.read_exact(&mut key) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
            other => other?,
        }
        let mut length = [0; 4];
        self.file.read_exact(&mut length)?;
        self.body.resize(u32::from_le_bytes(length) as usize, 0);
        self.file.read_exact(&mut self.body)?;
        Ok(Some(key))
    }
}

/// Hands out entries in the order of their keys.
#[derive(Debug)]
pub struct Sorted<const N: usize> {
    runs: Vec<Run>,
    heads: BinaryHeap<Reverse<([u8; N], usize)>>,
}

impl<const N: usize> Sorted<N> {
    /// The key that comes next; none at the end.
    #[must_use]
    pub fn key(&self) -> Option<[u8; N]> {
        self.heads.peek().map(|Reverse((key, _))| *key)
    }

    /// Takes the next entry.
    ///
    /// # Errors
    /// When a run cannot be read back, or `take` fails.
    pub fn next<T>(&mut self, take: impl FnOnce([u8; N], &[u8]) -> Result<T>) -> Result<Option<T>> {
        let Some(Reverse((key, at))) = self.heads.pop() else { return Ok(None) };
        let taken = take(key, &self.runs[at].body)?;
        if let Some(key) = self.runs[at].next()? {
            self.heads.push(Reverse((key, at)));
        }
        Ok(Some(taken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_come_in_order_however_many_runs_they_make() {
        let dir = tempfile::tempdir().unwrap();
        for run in [1, 200, 1 << 20] {
            let mut sorter = Sorter::<2>::with_runs_of(dir.path(), run);
            for number in (0..1_000u16).map(|number| number.wrapping_mul(7_919) % 1_000) {
                let content = |bytes: &mut Vec<u8>| bytes.extend_from_slice(number.to_string().as_bytes());
                sorter.push(number.to_be_bytes(), content).unwrap();
            }
            let mut sorted = sorter.finish().unwrap();
            let mut seen = Vec::new();
            while sorted.key().is_some() {
                sorted
                    .next(|key, body| {
                        assert_eq!(u16::from_be_bytes(key).to_string().as_bytes(), body);
                        seen.push(u16::from_be_bytes(key));
                        Ok(())
                    })
                    .unwrap();
            }
            assert_eq!(seen.len(), 1_000);
            assert!(seen.is_sorted());
        }
    }

    #[test]
    fn nothing_comes_of_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let mut sorted = Sorter::<4>::new(dir.path()).finish().unwrap();
        assert_eq!((sorted.key(), sorted.next(|_, _| Ok(())).unwrap()), (None, None));
    }
}
