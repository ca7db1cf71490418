//! Long texts in parts that a model can read.

use std::ops::Range;

/// A block of text that is cut into pieces at a time, in bytes: memory does not grow with the text.
const BLOCK: usize = 4_096;

/// Cuts a text into blocks: behind a line, else behind a sentence, else behind a word, else behind a character.
pub(crate) fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from;
        if start == text.len() {
            return None;
        }
        from = if text.len() - start <= BLOCK { text.len() } else { start + cut(&text[start..]) };
        Some(start..from)
    })
}

/// Where the first block of a long text ends.
fn cut(text: &str) -> usize {
    let mut end = BLOCK;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let block = &text[..end];
    // A cut in the first half would make many small blocks.
    let late = |at: usize| (at >= BLOCK / 2).then_some(at);
    let behind = |sign: &str| block.rfind(sign).map(|at| at + sign.len()).and_then(late);
    behind("\n").or_else(|| behind(". ")).or_else(|| behind(" ")).unwrap_or(end)
}

/// A window over pieces, and those of its pieces that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Window {
    pub pieces: Range<usize>,
    pub counts: Range<usize>,
}

/// Windows of at most `room` pieces over `count` pieces; each shares a quarter with the one before, and of what they share
/// each counts the half that lies deeper in it.
pub(crate) fn windows(count: usize, room: usize) -> Vec<Window> {
    let room = room.max(1);
    let shared = room / 4;
    let mut windows: Vec<Window> = Vec::new();
    let mut start = 0;
    while start < count {
        let end = count.min(start + room);
        let counted = windows.last().map_or(0, |before| before.counts.end);
        if end == count {
            windows.push(Window { pieces: start..end, counts: counted..count });
            break;
        }
        let next = end - shared;
        windows.push(Window { pieces: start..end, counts: counted..next + shared / 2 });
        start = next;
    }
    windows
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn windows_share_a_quarter() {
        let window = |pieces, counts| Window { pieces, counts };
        assert_eq!(windows(0, 8), []);
        assert_eq!(windows(1, 512), [window(0..1, 0..1)]);
        assert_eq!(windows(8, 8), [window(0..8, 0..8)]);
        assert_eq!(windows(10, 8), [window(0..8, 0..7), window(6..10, 7..10)]);
    }

    proptest! {
        #[test]
        fn every_piece_counts_once(count in 0usize..2_000, room in 1usize..300) {
            let mut counted = 0;
            for window in windows(count, room) {
                prop_assert!(window.pieces.len() <= room);
                prop_assert!(window.pieces.start <= window.counts.start && window.counts.end <= window.pieces.end);
                prop_assert_eq!(window.counts.start, counted);
                prop_assert!(window.counts.end > counted);
                counted = window.counts.end;
            }
            prop_assert_eq!(counted, count);
        }

        #[test]
        fn blocks_are_the_text(text in "[a-z가-힣.\n ]{0,9000}") {
            let mut at = 0;
            for block in blocks(&text) {
                prop_assert!(block.start == at && block.end > at && block.len() <= BLOCK);
                prop_assert!(text.is_char_boundary(block.end));
                at = block.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
