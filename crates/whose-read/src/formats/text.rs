//! Plain text: a record is a line, or a few lines that stand together between blank ones, as an address or a form does.

pub(crate) mod block;
pub(crate) mod document;
pub(crate) mod form;
mod letters;
mod recurring;
pub(crate) mod rows;

use std::io::{self, BufRead, Read};

use whose_model::{Batch, TableKind};

use self::block::Block;
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition, Text as DecodedText};

/// Lines longer than this are cut, on a character's border, into records that begin at the same line.
const LONGEST_LINE: usize = 64 << 10;

/// Plain text, and whatever is text but no other format.
pub struct Text;

impl Format for Text {
    fn code(&self) -> &'static str {
        "text"
    }

    fn title(&self) -> &'static str {
        "Plain text and logs: line by line, addresses and forms as one"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.text.is_some() { Recognition::Possible } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        Reading { records: read_lines(text.as_mut(), 0, 0, output) }
    }
}

/// Hands over the rest of a text as lines, in a table of this number. `at` is how much of the text was consumed before.
pub(crate) fn read_lines(text: &mut dyn DecodedText, at: u64, table: u32, output: &mut dyn Output) -> u64 {
    output.declare(table, "", TableKind::Text, vec!["text".to_string()]);
    let mut lines = Lines::new(at);
    if let Ok(piece) = text.fill_buf() {
        lines.block.look_at(piece);
    }
    while !output.stopped() {
        let consumed = match text.fill_buf() {
            Ok([]) | Err(_) => break,
            Ok(piece) => lines.take(piece),
        };
        text.consume(consumed);
        lines.settle(text, table, output);
    }
    lines.end_line();
    lines.end_block();
    lines.settle(text, table, output);
    output.hand_over(table, &mut lines.batch);
    lines.number
}

/// Hands over what a window holds and all that follows as lines.
pub(crate) fn read_window(window: Window<'_>, table: u32, output: &mut dyn Output) -> Reading {
    let (text, begun, position) = window.into_text();
    let mut joined = Joined { begun: begun.as_bytes(), text };
    Reading { records: read_lines(&mut joined, position, table, output) }
}

/// Text that was read ahead, and the text behind it.
struct Joined<'a> {
    begun: &'a [u8],
    text: &'a mut (dyn DecodedText + 'a),
}

impl Read for Joined<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let copied = self.fill_buf()?.read(buffer)?;
        self.consume(copied);
        Ok(copied)
    }
}

impl BufRead for Joined<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.begun.is_empty() { self.text.fill_buf() } else { Ok(self.begun) }
    }

    fn consume(&mut self, amount: usize) {
        if self.begun.is_empty() {
            self.text.consume(amount);
        } else {
            self.begun = &self.begun[amount..];
        }
    }
}

impl DecodedText for Joined<'_> {
    fn offset(&mut self, decoded: u64) -> u64 {
        self.text.offset(decoded)
    }
}

/// Cuts pieces of text into lines.
struct Lines {
    /// Position in the decoded text up to which it was cut.
    at: u64,
    /// Number of the last record. Blank lines count and are no records.
    number: u64,
    batch: Batch,
    /// Records before this one know their raw offset; later ones still hold positions in the decoded text.
    settled: usize,
    /// A line that the last piece did not end, and where it began.
    begun: String,
    begun_at: u64,
    /// Lines since the last blank one.
    block: Block,
    /// The last piece ended with a carriage return: a line feed that follows belongs to it.
    after_return: bool,
}

impl Lines {
    fn new(at: u64) -> Self {
        Self {
            at,
            number: 0,
            batch: Batch::default(),
            settled: 0,
            begun: String::new(),
            begun_at: at,
            block: Block::default(),
            after_return: false,
        }
    }

    /// Takes lines until the batch is full. Says how many bytes it took.
    fn take(&mut self, piece: &[u8]) -> usize {
        let text = match simdutf8::compat::from_utf8(piece) {
            Ok(text) => text,
            // Decoded text is always whole; were it not, its valid beginning is taken and the next byte skipped.
            Err(error) if error.valid_up_to() == 0 => return 1,
            Err(error) => std::str::from_utf8(&piece[..error.valid_up_to()]).unwrap_or_default(),
        };
        let mut from = 0;
        if self.after_return && text.starts_with('\n') {
            from = 1;
        }
        self.after_return = false;
        for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()) {
            if end < from {
                continue;
            }
            self.line(&text[from..end], self.at + from as u64);
            from = end + 1;
            if text.as_bytes()[end] == b'\r' {
                match text.as_bytes().get(from) {
                    Some(b'\n') => from += 1,
                    Some(_) => {}
                    None => self.after_return = true,
                }
            }
            if self.batch.is_full() {
                self.at += from as u64;
                self.begun_at = self.at;
                return from;
            }
        }
        self.begin(&text[from..], self.at + from as u64);
        self.at += text.len() as u64;
        text.len()
    }

    /// A whole line, or the end of one that was begun.
    fn line(&mut self, line: &str, at: u64) {
        if !self.begun.is_empty() {
            self.begin(line, at);
            return self.end_line();
        }
        if line.len() > LONGEST_LINE {
            self.begin(line, at);
            return self.end_line();
        }
        self.record(line, at);
    }

    /// Adds to the line that was begun, and cuts it while it is too long.
    fn begin(&mut self, part: &str, at: u64) {
        if self.begun.is_empty() {
            self.begun_at = at;
        }
        self.begun.push_str(part);
        while self.begun.len() > LONGEST_LINE {
            let mut end = LONGEST_LINE;
            while !self.begun.is_char_boundary(end) {
                end -= 1;
            }
            let rest = self.begun.split_off(end);
            let begun = std::mem::replace(&mut self.begun, rest);
            self.record(&begun, self.begun_at);
            self.begun_at += end as u64;
        }
    }

    fn end_line(&mut self) {
        let begun = std::mem::take(&mut self.begun);
        if !begun.is_empty() {
            self.record(&begun, self.begun_at);
        }
    }

    fn record(&mut self, line: &str, at: u64) {
        self.number += 1;
        if line.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return self.part();
        }
        let batch = &mut self.batch;
        self.block.take(line, self.number, at, |text, number, at| {
            batch.push(0, 0, text);
            batch.end_record(number, at);
        });
    }

    /// What comes next does not belong to the lines before it.
    fn part(&mut self) {
        let batch = &mut self.batch;
        self.block.part(|text, number, at| {
            batch.push(0, 0, text);
            batch.end_record(number, at);
        });
    }

    fn end_block(&mut self) {
        let batch = &mut self.batch;
        self.block.end(|text, number, at| {
            batch.push(0, 0, text);
            batch.end_record(number, at);
        });
    }

    /// Gives the new records their raw offsets, and hands them over when there are enough.
    fn settle(&mut self, text: &mut dyn DecodedText, table: u32, output: &mut dyn Output) {
        for record in &mut self.batch.records[self.settled..] {
            record.offset = text.offset(record.offset);
        }
        self.settled = self.batch.records.len();
        if self.batch.is_full() {
            output.hand_over(table, &mut self.batch);
            self.settled = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn lines_end_in_any_way_and_blank_ones_count() {
        let expected = "\
log: text UTF-8 20/20
  table 0 text \"\": text
  0 #1 @0: text=\"one\"
  0 #3 @6: text=\"two\\nthree\\nend\"
";
        assert_eq!(dump("log", b"one\n\r\ntwo\r\nthree\rend"), expected);
    }

    #[test]
    fn a_line_of_any_length_is_cut_into_records() {
        let line = "가".repeat(100_000);
        let sources = read_bytes("log", line.as_bytes());
        let values: Vec<_> = sources["log"].values.iter().map(|row| row[0].3.clone()).collect();
        assert!(values.len() > 4 && values.iter().all(|value| value.len() <= LONGEST_LINE));
        assert_eq!(values.concat(), line);
    }

    #[test]
    fn a_cp949_line_knows_where_it_began() {
        let (bytes, _, _) = encoding_rs::EUC_KR.encode("홍길동 서울\n김영희 부산\n");
        let expected = "\
log: text CP949 24/24
  table 0 text \"\": text
  0 #1 @0: text=\"홍길동 서울\"
  0 #2 @12: text=\"김영희 부산\"
";
        assert_eq!(dump("log", &bytes), expected);
    }

    proptest! {
        #[test]
        fn all_text_comes_back(text in "(\\PC{0,40}\n){0,60}") {
            let sources = read_bytes("log", text.as_bytes());
            let expected: Vec<&str> = text.lines().filter(|line| !line.trim_ascii().is_empty()).collect();
            if let Some(source) = sources.get("log").filter(|source| source.format == "text") {
                let lines: Vec<&str> = source.values.iter().flat_map(|row| row[0].3.split('\n')).collect();
                prop_assert_eq!(lines, expected);
            }
        }

        #[test]
        fn arbitrary_bytes_cost_gaps_at_most(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
            read_bytes("any", &bytes);
        }
    }
}
