//! Streaming decoding to UTF-8 that knows where its characters stood in the source.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding as Legacy, UTF_16BE, UTF_16LE};
use whose_model::{Gap, GapReason};

use crate::Text;
use crate::ebcdic;
use crate::encoding::{Encoding, Kind};
use crate::gaps::Gaps;

/// Raw bytes read at once.
const BUFFER: usize = 256 << 10;
/// So many positions are remembered while nobody asks for them.
const REMEMBERED: usize = 1 << 19;
/// Bytes of EBCDIC between two places whose offset is known exactly.
const STRETCH: usize = 64;
const REPLACEMENT: &str = "\u{FFFD}";

/// Decodes a source. Valid UTF-8 passes through where it was read; everything else is decoded line by line.
pub(crate) struct Decoding<'a> {
    source: Box<dyn Read + Send + 'a>,
    kind: Kind,
    decoder: Option<Decoder>,
    ebcdic: ebcdic::Decoder,
    raw: Vec<u8>,
    /// Raw bytes not yet decoded.
    unread: std::ops::Range<usize>,
    /// Offset in the source of the first byte of `raw`.
    base: u64,
    ended: bool,
    /// Valid UTF-8 in `raw` that is handed out as it is; empty when `text` is handed out.
    clean: std::ops::Range<usize>,
    text: String,
    text_at: usize,
    /// Length of decoded text up to the end of what is handed out.
    decoded: u64,
    offsets: Offsets,
    undecodable: &'a mut Gaps,
}

impl<'a> Decoding<'a> {
    /// Decodes all of a source that begins at its byte order mark.
    pub(crate) fn new(
        mut source: Box<dyn Read + Send + 'a>,
        encoding: &Encoding,
        undecodable: &'a mut Gaps,
    ) -> io::Result<Self> {
        let mark = encoding.mark as u64;
        io::copy(&mut source.by_ref().take(mark), &mut io::sink())?;
        let decoder = match encoding.kind {
            Kind::Legacy(legacy) => Some(legacy.new_decoder_without_bom_handling()),
            Kind::Utf16 { big } => {
                Some(if big { UTF_16BE } else { UTF_16LE }.new_decoder_without_bom_handling())
            }
            Kind::Utf8 | Kind::Lines(_) | Kind::Utf32 { .. } | Kind::Ebcdic => None,
        };
        Ok(Self {
            source,
            kind: encoding.kind,
            decoder,
            ebcdic: ebcdic::Decoder::new(),
            raw: vec![0; BUFFER],
            unread: 0..0,
            base: mark,
            ended: false,
            clean: 0..0,
            text: String::new(),
            text_at: 0,
            decoded: 0,
            offsets: Offsets::new(mark, encoding.kind == Kind::Utf8),
            undecodable,
        })
    }

    /// Fills the raw buffer behind what is not yet decoded.
    fn refill(&mut self) -> io::Result<()> {
        if self.unread.start > 0 {
            self.raw.copy_within(self.unread.clone(), 0);
            self.base += self.unread.start as u64;
            self.unread = 0..self.unread.len();
        }
        while self.unread.end < self.raw.len() && !self.ended {
            let got = self.source.read(&mut self.raw[self.unread.end..])?;
            self.ended = got == 0;
            self.unread.end += got;
            // Enough to go on with: a slow reader must not wait for a full buffer.
            if self.unread.end >= BUFFER / 2 {
                break;
            }
        }
        Ok(())
    }

    /// Decodes on, so that something is handed out unless the source ended.
    fn advance(&mut self) -> io::Result<()> {
        self.text.clear();
        self.text_at = 0;
        self.clean = 0..0;
        while self.text.is_empty() && self.clean.is_empty() {
            if self.unread.is_empty() {
                self.refill()?;
                if self.unread.is_empty() {
                    self.finish_decoder();
                    break;
                }
            }
            match self.kind {
                Kind::Utf8 => self.utf8()?,
                Kind::Lines(_) | Kind::Legacy(_) | Kind::Utf16 { .. } => self.lines()?,
                Kind::Utf32 { big } => self.utf32(big)?,
                Kind::Ebcdic => self.ebcdic(),
            }
        }
        self.decoded += (self.text.len() + self.clean.len()) as u64;
        Ok(())
    }

    fn utf8(&mut self) -> io::Result<()> {
        let unread = &self.raw[self.unread.clone()];
        let error = match simdutf8::compat::from_utf8(unread) {
            Ok(_) => {
                self.clean = self.unread.clone();
                self.unread.start = self.unread.end;
                return Ok(());
            }
            Err(error) => error,
        };
        let valid = error.valid_up_to();
        if valid > 0 {
            self.clean = self.unread.start..self.unread.start + valid;
            self.unread.start += valid;
            return Ok(());
        }
        let bad = match error.error_len() {
            Some(bad) => bad,
            None if self.ended => self.unread.len(),
            None => return self.refill(),
        };
        let from = self.base + self.unread.start as u64;
        self.stray(from, bad as u64);
        self.text.push_str(REPLACEMENT);
        self.unread.start += bad;
        self.offsets.note(self.decoded + REPLACEMENT.len() as u64, from + bad as u64, true);
        Ok(())
    }

    /// Decodes the whole lines in the buffer, or all of it where a line is longer.
    fn lines(&mut self) -> io::Result<()> {
        let mut end = self.last_line_end();
        if end == self.unread.start && !self.ended {
            self.refill()?;
            end = self.last_line_end();
        }
        if end == self.unread.start {
            end = self.unread.end;
            if let (Kind::Utf16 { .. }, false) = (self.kind, self.ended) {
                end -= self.unread.len() % 2;
            }
        }
        while self.unread.start < end {
            let length = self.line_length(end);
            let from = self.unread.start;
            self.unread.start += length;
            self.line(from..from + length);
        }
        Ok(())
    }

    /// One past the last line end in the buffer; its start if there is none.
    fn last_line_end(&self) -> usize {
        let unread = &self.raw[self.unread.clone()];
        let found = match self.kind {
            Kind::Utf16 { big } => {
                memchr::memrchr_iter(b'\n', unread).find_map(|at| wide_line_end(unread, at, big))
            }
            _ => memchr::memrchr(b'\n', unread).map(|at| at + 1),
        };
        self.unread.start + found.unwrap_or(0)
    }

    /// Length of the next line, its end included.
    fn line_length(&self, end: usize) -> usize {
        let unread = &self.raw[self.unread.start..end];
        let found = match self.kind {
            Kind::Utf16 { big } => {
                memchr::memchr_iter(b'\n', unread).find_map(|at| wide_line_end(unread, at, big))
            }
            _ => memchr::memchr(b'\n', unread).map(|at| at + 1),
        };
        found.unwrap_or(unread.len())
    }

    fn line(&mut self, range: std::ops::Range<usize>) {
        let before = self.text.len();
        let from = self.base + range.start as u64;
        let bytes = &self.raw[range.clone()];
        let mut strays = Vec::new();
        match (self.kind, &mut self.decoder) {
            (Kind::Lines(legacy), _) => match std::str::from_utf8(bytes) {
                Ok(line) => self.text.push_str(line),
                Err(_) => {
                    let mut decoder = legacy.new_decoder_without_bom_handling();
                    decode(&mut decoder, bytes, &mut self.text, true, &mut strays);
                }
            },
            (_, Some(decoder)) => decode(decoder, bytes, &mut self.text, false, &mut strays),
            (_, None) => {}
        }
        let same = self.text.len() - before == range.len();
        self.offsets.note(self.decoded + before as u64, from, same);
        for stray in strays {
            // A malformed character can have begun at the end of the line before.
            let start = (from + range.len() as u64).saturating_sub(stray.from_end);
            self.stray(start, stray.length);
        }
    }

    /// What a decoder still holds when the source ends: half a character.
    fn finish_decoder(&mut self) {
        let Some(mut decoder) = self.decoder.take() else { return };
        let end = self.base + self.unread.end as u64;
        // What it still holds stands for no byte behind the end.
        self.offsets.note(self.decoded + self.text.len() as u64, end, false);
        let mut strays = Vec::new();
        decode(&mut decoder, b"", &mut self.text, true, &mut strays);
        for stray in strays {
            self.stray(end.saturating_sub(stray.from_end), stray.length);
        }
    }

    fn utf32(&mut self, big: bool) -> io::Result<()> {
        if self.unread.len() < 4 && !self.ended {
            self.refill()?;
        }
        let from = self.base + self.unread.start as u64;
        self.offsets.note(self.decoded, from, false);
        let unread = &self.raw[self.unread.clone()];
        let whole = unread.len() / 4 * 4;
        let mut bad = Vec::new();
        for (index, unit) in unread[..whole].chunks_exact(4).enumerate() {
            let unit = [unit[0], unit[1], unit[2], unit[3]];
            let code = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
            self.text.push(char::from_u32(code).unwrap_or_else(|| {
                bad.push(index as u64 * 4);
                char::REPLACEMENT_CHARACTER
            }));
        }
        let rest = unread.len() - whole;
        self.unread.start += whole;
        for at in bad {
            self.stray(from + at, 4);
        }
        if self.ended && rest > 0 {
            self.stray(from + whole as u64, rest as u64);
            self.text.push_str(REPLACEMENT);
            self.unread.start = self.unread.end;
        }
        Ok(())
    }

    fn ebcdic(&mut self) {
        let unread = self.unread.clone();
        for at in unread.clone().step_by(STRETCH) {
            let range = at..(at + STRETCH).min(unread.end);
            let (before, from) = (self.text.len(), self.base + at as u64);
            let mut strays = Vec::new();
            self.ebcdic
                .decode(&self.raw[range.clone()], &mut self.text, |byte| strays.push(from + byte as u64));
            let same = self.text.len() - before == range.len();
            self.offsets.note(self.decoded + before as u64, from, same);
            strays.into_iter().for_each(|stray| self.stray(stray, 1));
        }
        self.unread.start = unread.end;
    }

    fn stray(&mut self, from: u64, bytes: u64) {
        let detail = "bytes that are no text in the encoding of the rest".to_string();
        self.undecodable.add(Gap { from, to: from + bytes, reason: GapReason::Undecodable, detail });
    }
}

/// A line feed at `at` of UTF-16: one past it, if it is a whole unit.
fn wide_line_end(bytes: &[u8], at: usize, big: bool) -> Option<usize> {
    if big {
        (at % 2 == 1 && bytes[at - 1] == 0).then_some(at + 1)
    } else {
        (at.is_multiple_of(2) && bytes.get(at + 1) == Some(&0)).then_some(at + 2)
    }
}

/// Bytes that did not decode.
struct Stray {
    /// Where they begin, counted back from the end of the bytes that were handed to the decoder.
    from_end: u64,
    length: u64,
}

/// Appends decoded bytes to a text, with U+FFFD for what does not decode.
fn decode(decoder: &mut Decoder, bytes: &[u8], text: &mut String, last: bool, strays: &mut Vec<Stray>) {
    let mut rest = bytes;
    loop {
        let needed =
            decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 4 + 16);
        text.reserve(needed);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, text, last);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                let length = u64::from(bad);
                strays.push(Stray { from_end: rest.len() as u64 + u64::from(after) + length, length });
                text.push_str(REPLACEMENT);
            }
        }
    }
}

impl Read for Decoding<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let copied = available.len().min(buffer.len());
        buffer[..copied].copy_from_slice(&available[..copied]);
        self.consume(copied);
        Ok(copied)
    }
}

impl BufRead for Decoding<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.clean.is_empty() && self.text_at == self.text.len() {
            self.advance()?;
        }
        if self.clean.is_empty() {
            Ok(&self.text.as_bytes()[self.text_at..])
        } else {
            Ok(&self.raw[self.clean.clone()])
        }
    }

    fn consume(&mut self, amount: usize) {
        if self.clean.is_empty() {
            self.text_at += amount;
        } else {
            self.clean.start += amount;
        }
    }
}

impl Text for Decoding<'_> {
    fn offset(&mut self, decoded: u64) -> u64 {
        self.offsets.raw(decoded)
    }
}

/// Pairs of positions: in the decoded text, in the source.
struct Offsets {
    points: VecDeque<Point>,
}

#[derive(Clone, Copy)]
struct Point {
    decoded: u64,
    raw: u64,
    /// From here on both run alike.
    alike: bool,
}

impl Offsets {
    fn new(raw: u64, alike: bool) -> Self {
        Self { points: VecDeque::from([Point { decoded: 0, raw, alike }]) }
    }

    fn note(&mut self, decoded: u64, raw: u64, alike: bool) {
        if let Some(last) = self.points.back_mut() {
            if last.decoded == decoded {
                *last = Point { decoded, raw, alike };
                return;
            }
            if last.alike && alike && raw.wrapping_sub(last.raw) == decoded - last.decoded {
                return;
            }
        }
        if self.points.len() >= REMEMBERED {
            let mut index = 0;
            self.points.retain(|_| {
                index += 1;
                index % 2 == 1
            });
        }
        self.points.push_back(Point { decoded, raw, alike });
    }

    fn raw(&mut self, decoded: u64) -> u64 {
        while self.points.get(1).is_some_and(|next| next.decoded <= decoded) {
            self.points.pop_front();
        }
        let Some(point) = self.points.front() else { return 0 };
        if point.alike { point.raw + decoded.saturating_sub(point.decoded) } else { point.raw }
    }
}

/// Decodes the first bytes of a source. `whole`: they are all of it; else half a character at their end is left out.
pub(crate) fn head(bytes: &[u8], encoding: &Encoding, whole: bool) -> String {
    let mut ignored = Gaps::new(0);
    let mut text = String::new();
    let Ok(mut decoding) = Decoding::new(Box::new(bytes), encoding, &mut ignored) else { return text };
    if decoding.read_to_string(&mut text).is_err() {
        text.clear();
    }
    if !whole {
        while text.ends_with(char::REPLACEMENT_CHARACTER) {
            text.pop();
        }
    }
    text
}

/// Decodes a short text at once, for names in containers.
pub(crate) fn short(bytes: &[u8], legacy: &'static Legacy) -> Option<String> {
    legacy.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}
