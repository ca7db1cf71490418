//! A compound file that may end before its own tables say. What is missing is an error where it is read, not for the whole file.

use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::properties::{u16_at, u32_at};
use crate::ReadSeek;

/// The source, as long as its tables say.
pub(super) struct Padded<'a> {
    inner: BufReader<Box<dyn ReadSeek + 'a>>,
    /// Where reading is.
    at: u64,
    /// Length that is there, and with the rest of its last sector; length as the tables say.
    real: u64,
    whole: u64,
    stated: u64,
    /// Was something read that is not there?
    short: Arc<AtomicBool>,
}

impl<'a> Padded<'a> {
    pub(super) fn new(raw: Box<dyn ReadSeek + 'a>, length: u64) -> io::Result<Self> {
        let mut inner = BufReader::with_capacity(1 << 12, raw);
        let mut head = Vec::new();
        Read::by_ref(&mut inner).take(512).read_to_end(&mut head)?;
        inner.rewind()?;
        let sector = if u16_at(&head, 30) == Some(12) { 1u64 << 12 } else { 1 << 9 };
        let whole = length.next_multiple_of(sector);
        // A table takes a sector itself: no more of them than there are sectors.
        let tables = u64::from(u32_at(&head, 44).unwrap_or(0)).min(whole / sector);
        let stated = tables.saturating_mul(sector / 4).saturating_add(1).saturating_mul(sector);
        let short = Arc::new(AtomicBool::new(false));
        Ok(Self { inner, at: 0, real: length, whole, stated: stated.max(whole), short })
    }

    /// Says later whether something was read that is not there.
    pub(super) fn short(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.short)
    }
}

impl Read for Padded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most =
            |end: u64| usize::try_from(end.saturating_sub(self.at)).unwrap_or(usize::MAX).min(buffer.len());
        let read = if self.at < self.real {
            let most = most(self.real);
            self.inner.read(buffer.get_mut(..most).unwrap_or_default())?
        } else {
            self.short.store(true, Ordering::Relaxed);
            let most = most(self.whole);
            if most == 0 && !buffer.is_empty() {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            buffer.get_mut(..most).unwrap_or_default().fill(0);
            most
        };
        self.at = self.at.saturating_add(read as u64);
        Ok(read)
    }
}

impl Seek for Padded<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.stated.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        if self.at < self.real {
            self.inner.seek(SeekFrom::Start(self.at))?;
        }
        Ok(self.at)
    }
}
