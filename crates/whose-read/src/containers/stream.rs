//! What compressed streams share: one member, whose end is the end of the stream.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use whose_model::GapReason;

use crate::{Input, MemberEnd, Output, ReadSeek, Reading};

/// Compressed bytes read at once.
const BUFFER: usize = 256 << 10;

/// The compressed bytes, counted as the decoder takes them.
pub(crate) type Compressed<'a> = Counted<BufReader<Box<dyn ReadSeek + 'a>>>;

/// Reads a compressed stream as its one member.
pub(crate) fn read(
    input: &mut dyn Input,
    output: &mut dyn Output,
    extensions: &[(&str, &str)],
    decoder: impl for<'a> FnOnce(Compressed<'a>) -> io::Result<Box<dyn Read + 'a>>,
) -> Reading {
    let length = input.length();
    let name = member_name(input.name(), extensions);
    let Ok(raw) = input.raw() else { return Reading::default() };
    let taken = Arc::new(AtomicU64::new(0));
    let counted = Counted { inner: BufReader::with_capacity(BUFFER, raw), taken: Arc::clone(&taken) };
    let end = match decoder(counted) {
        Ok(mut content) => output.member(&name, &mut Until { content: content.as_mut(), failed: false }),
        Err(_) => MemberEnd::Broken(0),
    };
    let at = taken.load(Ordering::Relaxed);
    match end {
        MemberEnd::Whole if at < length => {
            output.not_read(at, length, GapReason::Damaged, "bytes behind the end of the compressed stream");
        }
        MemberEnd::Whole => {}
        MemberEnd::Broken(_) if at >= length => {
            output.not_read(
                length,
                length,
                GapReason::Truncated,
                "the compressed stream ends too early; what came before was read",
            );
        }
        MemberEnd::Broken(_) => {
            output.not_read(
                at,
                length,
                GapReason::Damaged,
                "the compressed stream is damaged; what came before was read",
            );
        }
        MemberEnd::Limit(_) | MemberEnd::Refused => {
            let from = if end == MemberEnd::Refused { 0 } else { at };
            output.not_read(
                from,
                length,
                GapReason::Limit,
                "unpacks to more, or nests deeper, than the limits allow",
            );
        }
    }
    Reading::default()
}

/// `may.csv.gz` holds `may.csv`; `may.tgz` holds `may.tar`.
fn member_name(name: &str, extensions: &[(&str, &str)]) -> String {
    let lower = name.to_ascii_lowercase();
    for (packed, unpacked) in extensions {
        if lower.ends_with(packed) && name.len() > packed.len() {
            return format!("{}{unpacked}", &name[..name.len() - packed.len()]);
        }
    }
    format!("{name}.unpacked")
}

/// Counts what is taken from a reader.
pub(crate) struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.taken.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.taken.fetch_add(amount as u64, Ordering::Relaxed);
        self.inner.consume(amount);
    }
}

/// Repeats a failure: some decoders answer the next read after an error with an end.
struct Until<'a> {
    content: &'a mut dyn Read,
    failed: bool,
}

impl Read for Until<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.failed {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        let result = self.content.read(buffer);
        self.failed = result.is_err();
        result
    }
}
