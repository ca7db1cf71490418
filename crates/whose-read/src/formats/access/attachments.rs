//! Files that were attached to rows: a table of their own holds them, with their names.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

use super::definition::{Column, Definition, Kind};
use super::layout::long;

/// Before the content: whether it is packed, and its length.
const HEAD: usize = 8;
const PACKED: u32 = 1;
/// The content begins with a header that says its own length: the ending of the file's name, and little more.
const LONGEST_HEADER: u64 = 4_096;

/// The columns of a table of attachments.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attachments<'d> {
    pub(super) name: &'d Column,
    pub(super) data: &'d Column,
}

impl<'d> Attachments<'d> {
    /// Is it a table of attachments?
    pub(super) fn of(definition: &'d Definition) -> Option<Self> {
        let name = definition.column("FileName").filter(|column| column.kind == Kind::Text)?;
        let data = definition.column("FileData").filter(|column| column.kind == Kind::Object)?;
        Some(Self { name, data })
    }
}

/// The file's own bytes within those that are kept.
pub(super) fn content(kept: &[u8]) -> io::Result<Box<dyn Read + '_>> {
    let broken = || io::Error::from(io::ErrorKind::InvalidData);
    let packed = kept.get(HEAD..).ok_or_else(broken)?;
    let mut content: Box<dyn Read + '_> =
        if long(kept, 0) == Some(PACKED) { Box::new(ZlibDecoder::new(packed)) } else { Box::new(packed) };
    let mut length = [0; 4];
    content.read_exact(&mut length)?;
    let rest = u64::from(u32::from_le_bytes(length)).checked_sub(4).ok_or_else(broken)?;
    let passed = io::copy(&mut content.by_ref().take(rest.min(LONGEST_HEADER)), &mut io::sink())?;
    if passed == rest { Ok(content) } else { Err(broken()) }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::content;

    #[test]
    fn packed_or_not() {
        let inner = [
            &20_u32.to_le_bytes()[..],
            &1_u32.to_le_bytes(),
            &4_u32.to_le_bytes(),
            b"t\0x\0t\0\0\0",
            b"Anne Roy",
        ];
        let inner = inner.concat();
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(&inner).expect("packed");
        let packed = packed.finish().expect("packed");
        for (flag, bytes) in [(0_u32, inner.clone()), (1, packed)] {
            let kept = [&flag.to_le_bytes()[..], &(inner.len() as u32).to_le_bytes(), &bytes].concat();
            let mut text = String::new();
            content(&kept).expect("a header").read_to_string(&mut text).expect("read");
            assert_eq!(text, "Anne Roy");
        }
    }

    #[test]
    fn no_header_no_content() {
        assert!(content(b"").is_err());
        assert!(content(&[0; 8]).is_err());
        assert!(content(&[0; 12]).is_err());
        assert!(content(&[0xFF; 64]).is_err());
    }
}
