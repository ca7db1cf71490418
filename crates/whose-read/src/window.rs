//! A sliding window over decoded text, for formats that cut records from it.

use crate::Text;

/// The part of a text that is being cut into records.
pub(crate) struct Window<'a> {
    text: &'a mut (dyn Text + 'a),
    buffer: String,
    /// Everything before this was cut off.
    start: usize,
    /// Position in the decoded text of the first byte in the buffer.
    base: u64,
    ended: bool,
}

impl<'a> Window<'a> {
    /// Nothing read yet.
    pub(crate) fn new(text: &'a mut (dyn Text + 'a)) -> Self {
        Self { text, buffer: String::new(), start: 0, base: 0, ended: false }
    }

    /// What was read and not yet cut off.
    pub(crate) fn rest(&self) -> &str {
        &self.buffer[self.start..]
    }

    /// Has everything been read?
    pub(crate) fn ended(&self) -> bool {
        self.ended
    }

    /// Cuts off so many bytes, up to a character's border.
    pub(crate) fn cut(&mut self, bytes: usize) {
        self.start += bytes;
    }

    /// Position in the decoded text of what stands so many bytes into the rest.
    pub(crate) fn position(&self, bytes: usize) -> u64 {
        self.base + (self.start + bytes) as u64
    }

    /// Raw offset in the source of what stands so many bytes into the rest.
    pub(crate) fn offset(&mut self, bytes: usize) -> u64 {
        let position = self.position(bytes);
        self.text.offset(position)
    }

    /// Reads on. False when the text has ended and nothing came.
    pub(crate) fn more(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.base += self.start as u64;
            self.start = 0;
        }
        let taken = match self.text.fill_buf() {
            Ok([]) | Err(_) => 0,
            Ok(piece) => match simdutf8::compat::from_utf8(piece) {
                Ok(text) => {
                    self.buffer.push_str(text);
                    text.len()
                }
                // Decoded text is whole UTF-8; were it not, the valid part is all there is.
                Err(error) => {
                    self.buffer
                        .push_str(std::str::from_utf8(&piece[..error.valid_up_to()]).unwrap_or_default());
                    error.valid_up_to()
                }
            },
        };
        self.text.consume(taken);
        self.ended = taken == 0;
        taken > 0
    }

    /// The text behind the window, to go on without it: with the position up to which it was consumed.
    pub(crate) fn into_text(self) -> (&'a mut (dyn Text + 'a), String, u64) {
        let position = self.position(0);
        let mut rest = self.buffer;
        rest.drain(..self.start);
        (self.text, rest, position)
    }
}

/// The greatest character border at or before a position.
pub(crate) fn border(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A text without a source behind it.
pub(crate) struct Plain<'a, 'b>(pub(crate) &'a mut &'b [u8]);

impl std::io::Read for Plain<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.0.read(buffer)
    }
}

impl std::io::BufRead for Plain<'_, '_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        Ok(self.0)
    }

    fn consume(&mut self, amount: usize) {
        *self.0 = &self.0[amount..];
    }
}

impl Text for Plain<'_, '_> {
    fn offset(&mut self, decoded: u64) -> u64 {
        decoded
    }
}
