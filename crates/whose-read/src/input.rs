//! A source's content as formats see it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use tempfile::NamedTempFile;

use crate::content::{Content, Trouble};
use crate::decode::Decoding;
use crate::encoding::Encoding;
use crate::gaps::Gaps;
use crate::receive::Receiver;
use crate::{Input, Options, ReadSeek, Text};

/// Formats read in pieces of their own; this spares them system calls for small ones.
const RAW_BUFFER: usize = 128 << 10;

/// The source that is being read.
pub(crate) struct SourceInput<'a> {
    pub(crate) name: &'a str,
    pub(crate) length: u64,
    pub(crate) content: &'a Content,
    /// None where the content is no text.
    pub(crate) encoding: Option<&'a Encoding>,
    pub(crate) trouble: Trouble,
    pub(crate) undecodable: Gaps,
    /// Was text asked for? Then the encoding is reported.
    pub(crate) decoded: bool,
    pub(crate) options: &'a Options,
    pub(crate) progress: Option<&'a dyn Receiver>,
    /// A copy with a path, for libraries that need one.
    named: Option<NamedTempFile>,
}

impl<'a> SourceInput<'a> {
    pub(crate) fn new(
        name: &'a str,
        length: u64,
        content: &'a Content,
        encoding: Option<&'a Encoding>,
        options: &'a Options,
        progress: Option<&'a dyn Receiver>,
    ) -> Self {
        Self {
            name,
            length,
            content,
            encoding,
            trouble: Trouble::default(),
            undecodable: Gaps::new(length),
            decoded: false,
            options,
            progress,
            named: None,
        }
    }
}

impl Input for SourceInput<'_> {
    fn name(&self) -> &str {
        self.name
    }

    fn length(&self) -> u64 {
        self.length
    }

    fn encoding(&self) -> &str {
        self.encoding.map_or("", |encoding| encoding.name.as_str())
    }

    fn is_double_byte(&self) -> bool {
        self.encoding.is_some_and(Encoding::is_double_byte)
    }

    fn raw(&mut self) -> io::Result<Box<dyn ReadSeek + '_>> {
        let watched = self.content.watched(self.length, &mut self.trouble, self.progress)?;
        match self.content {
            Content::Held(_) => Ok(Box::new(watched)),
            Content::Spilled(_) | Content::HandedIn(..) => {
                Ok(Box::new(Near { inner: io::BufReader::with_capacity(RAW_BUFFER, watched), position: 0 }))
            }
        }
    }

    fn text(&mut self) -> io::Result<Box<dyn Text + '_>> {
        self.decoded = true;
        let watched = self.content.watched(self.length, &mut self.trouble, self.progress)?;
        // A format may take content for text that the samples did not: as UTF-8, with what does not decode in a gap.
        static PLAIN: Encoding = Encoding { name: String::new(), kind: crate::encoding::Kind::Utf8, mark: 0 };
        let encoding = self.encoding.unwrap_or(&PLAIN);
        Ok(Box::new(Decoding::new(Box::new(watched), encoding, &mut self.undecodable)?))
    }

    fn path(&mut self) -> io::Result<PathBuf> {
        if let Content::HandedIn(_, path) = self.content {
            return Ok(path.clone());
        }
        if self.named.is_none() {
            let mut named = NamedTempFile::new_in(&self.options.spill)?;
            io::copy(&mut self.content.watched(self.length, &mut self.trouble, None)?, named.as_file_mut())?;
            self.named = Some(named);
        }
        let named = self.named.as_ref().map(|named| named.path().to_path_buf());
        named.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn passwords(&self) -> &[String] {
        &self.options.passwords
    }
}

/// A buffer that stays when a seek leads to what it holds: containers seek from member to member.
struct Near<R> {
    inner: io::BufReader<R>,
    position: u64,
}

impl<R: Read> Read for Near<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.position += got as u64;
        Ok(got)
    }
}

impl<R: Read + Seek> Seek for Near<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(target) => Some(target),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(_) => None,
        };
        let by = target.and_then(|target| i64::try_from(i128::from(target) - i128::from(self.position)).ok());
        self.position = match (target, by) {
            (Some(target), Some(by)) => {
                self.inner.seek_relative(by)?;
                target
            }
            _ => self.inner.seek(to)?,
        };
        Ok(self.position)
    }
}

/// A private file without a name.
pub(crate) fn spill(options: &Options) -> io::Result<File> {
    tempfile::tempfile_in(&options.spill)
}
