//! Compound files ([MS-CFB]): what Office before 2007, Hangul and Outlook keep their documents in.

use std::io::{self, BufReader, Read};

use cfb::CompoundFile;
use whose_model::GapReason;

use crate::{Input, Output, ReadSeek};

const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A compound file that is open.
pub(crate) type Compound<'a> = CompoundFile<BufReader<Box<dyn ReadSeek + 'a>>>;

/// Does a source begin as a compound file?
pub(crate) fn is_compound(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Is there an entry of this name among those in view?
pub(crate) fn has_name(head: &[u8], name: &str) -> bool {
    let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(head, &wanted).is_some()
}

/// Opens a source. Where it cannot be, all of it is a gap.
pub(crate) fn open<'a>(input: &'a mut dyn Input, output: &mut dyn Output) -> Option<Compound<'a>> {
    let length = input.length();
    let Ok(raw) = input.raw() else {
        output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
        return None;
    };
    match CompoundFile::open(BufReader::new(raw)) {
        Ok(file) => Some(file),
        Err(_) => {
            let detail = "the compound file could not be opened: it is damaged or cut short";
            output.not_read(0, length, GapReason::Damaged, detail);
            None
        }
    }
}

/// All of a stream that is no longer than it may be.
pub(crate) fn stream(file: &mut Compound<'_>, path: &str, longest: u64) -> io::Result<Vec<u8>> {
    let stream = file.open_stream(path)?;
    if stream.len() > longest {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    let mut bytes = Vec::new();
    stream.take(longest).read_to_end(&mut bytes)?;
    Ok(bytes)
}
