//! Text to the pieces that a model reads.

use std::ops::Range;
use std::path::Path;

use tokenizers::Tokenizer;

use crate::error::{ModelError, read};

/// Pieces of a text: their numbers, and the bytes that each stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pieces {
    pub ids: Vec<u32>,
    pub ranges: Vec<Range<usize>>,
}

/// Cuts text into pieces.
#[derive(Debug)]
pub(crate) struct Cutter {
    tokenizer: Tokenizer,
    /// Put before the pieces of a window.
    pub before: Vec<u32>,
    /// Put behind them.
    pub behind: Vec<u32>,
}

impl Cutter {
    /// Reads `tokenizer.json`.
    pub(crate) fn read(file: &Path) -> Result<Self, ModelError> {
        let unusable = |why: tokenizers::Error| ModelError::unusable(file, why);
        let mut tokenizer = Tokenizer::from_bytes(read(file)?).map_err(unusable)?;
        tokenizer.with_truncation(None).map_err(unusable)?;
        tokenizer.with_padding(None);
        let framed = tokenizer.encode("a", true).map_err(unusable)?;
        let special = framed.get_special_tokens_mask();
        let first = special.iter().position(|special| *special == 0).unwrap_or(special.len());
        let last = special.iter().rposition(|special| *special == 0).map_or(special.len(), |at| at + 1);
        let (before, behind) = (framed.get_ids()[..first].to_vec(), framed.get_ids()[last..].to_vec());
        Ok(Self { tokenizer, before, behind })
    }

    /// The pieces of a text. None where the tokenizer fails on it.
    pub(crate) fn cut(&self, text: &str) -> Option<Pieces> {
        let encoded = self.tokenizer.encode(text, false).ok()?;
        let ranges = encoded.get_offsets().iter().map(|(start, end)| within(text, *start, *end)).collect();
        Some(Pieces { ids: encoded.get_ids().to_vec(), ranges })
    }
}

/// A range on borders of characters, without the blanks that some pieces begin with.
fn within(text: &str, start: usize, end: usize) -> Range<usize> {
    let (mut start, mut end) = (start.min(text.len()), end.min(text.len()));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if end <= start {
        return start..start;
    }
    let piece = &text[start..end];
    let from = start + (piece.len() - piece.trim_start().len());
    from..from + piece.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_lie_on_borders_of_characters_and_hold_no_blanks() {
        let text = "é 홍";
        assert_eq!(within(text, 1, 2), 0..2);
        assert_eq!(within(text, 2, 4), 3..6);
        assert_eq!(within(text, 2, 3), 3..3);
        assert_eq!(within(text, 9, 12), 6..6);
    }
}
