//! One pass over a source's bytes before it is read: its digest, and what tells its encoding.

use std::io::{self, Read};

/// Size of the pieces in which sources are surveyed. Fixed, so that the same content always gives the same survey.
pub(crate) const PIECE: usize = 1 << 20;
/// Formats are recognised from so many first bytes.
pub(crate) const HEAD: usize = 64 << 10;
/// Bytes of one window of the sample.
const WINDOW: usize = 4 << 10;
/// Most windows in the sample.
const WINDOWS: usize = 64;
/// Bytes of lines that are not UTF-8 in the sample.
const STRAYS: usize = 16 << 10;

/// What one pass over a source found.
pub(crate) struct Survey {
    hasher: blake3::Hasher,
    /// Bytes passed.
    pub(crate) length: u64,
    /// First bytes, at most [`HEAD`].
    pub(crate) head: Vec<u8>,
    /// Windows over the whole source that hold bytes beyond ASCII.
    pub(crate) windows: Vec<Vec<u8>>,
    /// Only each so-manieth piece with bytes beyond ASCII still gives a window.
    stride: u64,
    pieces_beyond_ascii: u64,
    /// Characters of UTF-8 beyond ASCII (counted roughly: bytes that begin one).
    pub(crate) utf8_characters: u64,
    /// Places where the bytes are not UTF-8.
    pub(crate) utf8_errors: u64,
    /// Lines that are not UTF-8, up to [`STRAYS`] bytes of them.
    pub(crate) strays: Vec<u8>,
    /// Bytes of a character that the last piece cut.
    cut: Vec<u8>,
}

impl Survey {
    /// Nothing passed yet.
    pub(crate) fn new() -> Self {
        Self {
            hasher: blake3::Hasher::new(),
            length: 0,
            head: Vec::new(),
            windows: Vec::new(),
            stride: 1,
            pieces_beyond_ascii: 0,
            utf8_characters: 0,
            utf8_errors: 0,
            strays: Vec::new(),
            cut: Vec::new(),
        }
    }

    /// Surveys content that is in memory.
    pub(crate) fn of(content: &[u8]) -> Self {
        let mut survey = Self::new();
        for piece in content.chunks(PIECE) {
            survey.piece(piece);
        }
        survey.end();
        survey
    }

    /// Surveys all that a reader gives, or until it fails.
    pub(crate) fn of_reader(reader: &mut dyn Read) -> (Self, io::Result<()>) {
        let mut survey = Self::new();
        let mut piece = Vec::with_capacity(PIECE);
        let result = loop {
            piece.clear();
            let result = reader.take(PIECE as u64).read_to_end(&mut piece);
            if !piece.is_empty() {
                survey.piece(&piece);
            }
            match result {
                Ok(0) => break Ok(()),
                Ok(_) => {}
                Err(error) => break Err(error),
            }
        };
        survey.end();
        (survey, result)
    }

    /// The next piece: [`PIECE`] bytes, fewer only at the end.
    pub(crate) fn piece(&mut self, piece: &[u8]) {
        self.hasher.update(piece);
        if self.head.len() < HEAD {
            let wanted = (HEAD - self.head.len()).min(piece.len());
            self.head.extend_from_slice(&piece[..wanted]);
        }
        self.length += piece.len() as u64;
        if self.cut.is_empty() && piece.is_ascii() {
            return;
        }
        self.window(piece);
        self.utf8(piece);
    }

    /// No more pieces.
    pub(crate) fn end(&mut self) {
        if !self.cut.is_empty() {
            self.utf8_errors += 1;
            self.cut.clear();
        }
    }

    /// The digest of what passed.
    pub(crate) fn digest(&self) -> [u8; 32] {
        *self.hasher.finalize().as_bytes()
    }

    /// Keeps a window of the piece around its first byte beyond ASCII.
    fn window(&mut self, piece: &[u8]) {
        let number = self.pieces_beyond_ascii;
        self.pieces_beyond_ascii += 1;
        if !number.is_multiple_of(self.stride) {
            return;
        }
        if self.windows.len() == WINDOWS {
            let mut index = 0;
            self.windows.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.stride *= 2;
            if !number.is_multiple_of(self.stride) {
                return;
            }
        }
        let first = piece.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let line = memchr::memrchr(b'\n', &piece[..first]).map_or(0, |at| at + 1);
        let from = line.max(first.saturating_sub(WINDOW / 4));
        // UTF-16 has units of two bytes: windows start at even offsets.
        let from = from & !1;
        self.windows.push(piece[from..piece.len().min(from + WINDOW)].to_vec());
    }

    /// Counts what is UTF-8 and what is not. Gives up on content that plainly is not, since counting errors is slow.
    fn utf8(&mut self, piece: &[u8]) {
        if self.hopeless() {
            return;
        }
        let joined;
        let mut rest = if self.cut.is_empty() {
            piece
        } else {
            joined = [self.cut.as_slice(), piece].concat();
            self.cut.clear();
            &joined
        };
        let mut kept = 0;
        loop {
            if self.hopeless() {
                return;
            }
            match simdutf8::compat::from_utf8(rest) {
                Ok(text) => {
                    self.utf8_characters += characters_beyond_ascii(text.as_bytes());
                    return;
                }
                Err(error) => {
                    let (valid, after) = rest.split_at(error.valid_up_to());
                    self.utf8_characters += characters_beyond_ascii(valid);
                    match error.error_len() {
                        None => {
                            self.cut = after.to_vec();
                            return;
                        }
                        Some(bad) => {
                            self.utf8_errors += 1;
                            kept = self.keep_stray(rest, error.valid_up_to(), kept);
                            kept = kept.saturating_sub(error.valid_up_to() + bad);
                            rest = &after[bad..];
                        }
                    }
                }
            }
        }
    }

    /// Plainly not UTF-8: more of it would tell nothing new.
    const fn hopeless(&self) -> bool {
        self.utf8_errors > 2_000 && self.utf8_errors > self.utf8_characters / 4
    }

    /// Keeps the line around an error. `kept` bytes of the text are kept already; says how many are then.
    fn keep_stray(&mut self, text: &[u8], at: usize, kept: usize) -> usize {
        if at < kept || self.strays.len() >= STRAYS {
            return kept;
        }
        let near = at.saturating_sub(512).max(kept);
        let from = memchr::memrchr(b'\n', &text[near..at]).map_or(near, |end| near + end + 1);
        let far = text.len().min(at + 512);
        let to = memchr::memchr(b'\n', &text[at..far]).map_or(far, |end| at + end + 1);
        self.strays.extend_from_slice(&text[from..to]);
        to
    }
}

fn characters_beyond_ascii(valid: &[u8]) -> u64 {
    // So few at a time that their number fits a byte: the compiler makes vectors of it.
    let some = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte >= 0xC0)).sum::<u8>();
    valid.chunks(128).map(|bytes| u64::from(some(bytes))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_across_pieces_is_no_error() {
        let mut text = "a".repeat(PIECE - 1);
        text.push('가');
        let survey = Survey::of(text.as_bytes());
        assert_eq!((survey.utf8_characters, survey.utf8_errors), (1, 0));
        assert_eq!(survey.length, text.len() as u64);
    }

    #[test]
    fn a_cut_character_at_the_end_is_an_error() {
        let survey = Survey::of(&"가".as_bytes()[..2]);
        assert_eq!(survey.utf8_errors, 1);
    }

    #[test]
    fn windows_stay_few() {
        let piece = "가나다라\n".repeat(PIECE / 13);
        let mut survey = Survey::new();
        for _ in 0..300 {
            survey.piece(piece.as_bytes());
        }
        assert!(survey.windows.len() <= WINDOWS);
        assert!(survey.windows.len() >= WINDOWS / 2);
    }
}
