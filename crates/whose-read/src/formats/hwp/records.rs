//! The records that a stream of a document is made of: tag, level and size in four bytes, and what is said.

use std::io::{self, ErrorKind, Read};

/// The header of a paragraph.
pub(super) const PARAGRAPH: u16 = 66;
/// The text of a paragraph.
pub(super) const TEXT: u16 = 67;
/// Something that stands in a paragraph: a table, a note, a field.
pub(super) const CONTROL: u16 = 71;
/// A list of paragraphs begins: a cell, a note, a box.
pub(super) const LIST: u16 = 72;
/// A table, behind its control.
pub(super) const TABLE: u16 = 77;

/// Longest record that is kept: a paragraph of millions of letters is none.
const LONGEST: u32 = 16 << 20;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Record {
    pub(super) tag: u16,
    pub(super) level: u16,
}

/// Takes the next record of a stream, with what it says where its tag is one that is read. `None` at the end.
pub(super) fn next(stream: &mut dyn Read, said: &mut Vec<u8>) -> io::Result<Option<Record>> {
    said.clear();
    let Some(head) = word(stream)? else { return Ok(None) };
    let (tag, level, short) = (head & 0x3FF, head >> 10 & 0x3FF, head >> 20);
    let size = match short {
        0xFFF => word(stream)?.ok_or(ErrorKind::UnexpectedEof)?,
        _ => short,
    };
    let (tag, level) = (tag as u16, level as u16);
    let mut rest = stream.take(u64::from(size));
    let taken = if matches!(tag, PARAGRAPH | TEXT | CONTROL | LIST | TABLE) {
        if size > LONGEST {
            return Err(ErrorKind::InvalidData.into());
        }
        rest.read_to_end(said)? as u64
    } else {
        io::copy(&mut rest, &mut io::sink())?
    };
    if taken < u64::from(size) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Record { tag, level }))
}

/// The next four bytes; `None` where the stream has ended.
fn word(stream: &mut dyn Read) -> io::Result<Option<u32>> {
    let mut bytes = Vec::with_capacity(4);
    stream.take(4).read_to_end(&mut bytes)?;
    match <[u8; 4]>::try_from(bytes.as_slice()) {
        Ok(bytes) => Ok(Some(u32::from_le_bytes(bytes))),
        // Streams that are not packed may be filled up.
        Err(_) if bytes.iter().all(|byte| *byte == 0) => Ok(None),
        Err(_) => Err(ErrorKind::UnexpectedEof.into()),
    }
}

/// Fails once more was unpacked than may be.
pub(super) struct Bounded<R> {
    pub(super) inner: R,
    pub(super) left: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let got = self.inner.read(buffer)?;
        self.left = self.left.saturating_sub(got as u64);
        Ok(got)
    }
}
