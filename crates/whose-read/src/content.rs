//! The bytes of one source, wherever they are, watched while they are read.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use whose_model::GapReason;

use crate::gaps::Gaps;
use crate::receive::Receiver;

/// Where a source's bytes are.
pub(crate) enum Content {
    /// In memory.
    Held(Vec<u8>),
    /// In a spill file that has no name any more.
    Spilled(File),
    /// In the evidence itself.
    HandedIn(File, PathBuf),
}

/// What went wrong below the formats while a source was read.
#[derive(Debug, Default)]
pub(crate) struct Trouble {
    /// The source ended here, before its length.
    pub(crate) ended_early: Option<u64>,
    /// The operating system refused to read from here on.
    pub(crate) refused: Option<(u64, io::ErrorKind)>,
    /// The farthest byte that was read.
    pub(crate) farthest: u64,
}

impl Trouble {
    /// Says what went wrong as gaps.
    pub(crate) fn report(&self, length: u64, gaps: &mut Gaps) {
        if let Some((from, kind)) = self.refused {
            let detail = format!("the operating system refused to read on: {kind}");
            gaps.add(whose_model::Gap { from, to: length, reason: GapReason::Unreadable, detail });
        }
        if let Some(from) = self.ended_early {
            let detail = "became shorter while it was read".to_string();
            gaps.add(whose_model::Gap { from, to: length, reason: GapReason::Truncated, detail });
        }
    }
}

/// Reads a source's bytes, never past the length it had when it was opened, and notes what goes wrong.
pub(crate) struct Watched<'a> {
    bytes: Bytes<'a>,
    position: u64,
    length: u64,
    trouble: &'a mut Trouble,
    /// Takes the progress of handed-in files.
    progress: Option<&'a dyn Receiver>,
}

enum Bytes<'a> {
    Held(&'a [u8]),
    File(&'a File),
}

impl Content {
    /// Reads from the start.
    pub(crate) fn watched<'a>(
        &'a self,
        length: u64,
        trouble: &'a mut Trouble,
        progress: Option<&'a dyn Receiver>,
    ) -> io::Result<Watched<'a>> {
        let bytes = match self {
            Self::Held(bytes) => Bytes::Held(bytes),
            Self::Spilled(file) | Self::HandedIn(file, _) => {
                let mut handle = file;
                if let Err(error) = handle.seek(SeekFrom::Start(0)) {
                    trouble.refused.get_or_insert((0, error.kind()));
                    return Err(error);
                }
                Bytes::File(file)
            }
        };
        Ok(Watched { bytes, position: 0, length, trouble, progress })
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(self.position);
        let wanted = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        if wanted == 0 {
            return Ok(0);
        }
        let got = match &mut self.bytes {
            Bytes::Held(bytes) => {
                let from = self.position as usize;
                buffer[..wanted].copy_from_slice(&bytes[from..from + wanted]);
                wanted
            }
            Bytes::File(file) => loop {
                match file.read(&mut buffer[..wanted]) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) => {
                        self.trouble.refused.get_or_insert((self.position, error.kind()));
                        return Err(error);
                    }
                    Ok(got) => break got,
                }
            },
        };
        if got == 0 {
            let from = self.trouble.ended_early.map_or(self.position, |before| before.min(self.position));
            self.trouble.ended_early = Some(from);
        }
        self.position += got as u64;
        if self.position > self.trouble.farthest {
            if let Some(receiver) = self.progress {
                receiver.progress(self.position - self.trouble.farthest);
            }
            self.trouble.farthest = self.position;
        }
        Ok(got)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(target) => Some(target),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        let target = target.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        if let Bytes::File(file) = &mut self.bytes {
            file.seek(SeekFrom::Start(target))?;
        }
        self.position = target;
        Ok(target)
    }
}
