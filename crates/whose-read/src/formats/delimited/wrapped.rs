//! Delimited text whose lines were each taken for one value when it was saved again: `"name,phone"`, `"Anne Roy,""1 Main St, Ely"""`.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use crate::Text;

/// Fewest lines from which it is told.
const LEAST: usize = 3;
/// A longer line is passed on as it is.
const LONGEST: u64 = 1 << 20;

/// The head of such a text without the quotes around its lines.
pub(super) fn unwrapped(head: &str, whole: bool) -> Option<String> {
    // The last line may be cut.
    let cut = if whole { head.len() } else { head.rfind('\n')? };
    let lines: Vec<&str> = head[..cut].lines().filter(|line| !line.trim().is_empty()).collect();
    let inner: Option<Vec<String>> = lines.iter().map(|line| within(line)).collect();
    let inner = inner.filter(|inner| inner.len() >= LEAST)?;
    Some(inner.join("\n") + "\n")
}

/// What stands in the quotes around a line, where no quote within it ends a value.
fn within(line: &str) -> Option<String> {
    let inner = line.trim_end().strip_prefix('"')?.strip_suffix('"')?;
    let bare = inner.replace("\"\"", "\u{0}");
    (!bare.contains('"')).then(|| bare.replace('\u{0}', "\""))
}

/// The text without the quotes around its lines; [`Text::offset`] answers for the source.
pub(super) struct Unwrapped<'t> {
    text: Box<dyn Text + 't>,
    /// Read of the text so far.
    position: u64,
    line: Vec<u8>,
    /// How much of the line was taken, and how much was before it.
    taken: usize,
    before: u64,
    /// Where lines begin, without quotes and in the text.
    begins: VecDeque<(u64, u64)>,
}

impl<'t> Unwrapped<'t> {
    pub(super) fn new(text: Box<dyn Text + 't>) -> Self {
        Self { text, position: 0, line: Vec::new(), taken: 0, before: 0, begins: VecDeque::new() }
    }

    fn next_line(&mut self) -> io::Result<()> {
        self.before += self.taken as u64;
        self.taken = 0;
        self.line.clear();
        self.begins.push_back((self.before, self.position));
        (&mut self.text).take(LONGEST).read_until(b'\n', &mut self.line)?;
        self.position += self.line.len() as u64;
        if let Some(inner) = std::str::from_utf8(&self.line).ok().and_then(within) {
            self.line = inner.into_bytes();
            self.line.push(b'\n');
        }
        Ok(())
    }
}

impl Read for Unwrapped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let copied = self.fill_buf()?.read(buffer)?;
        self.consume(copied);
        Ok(copied)
    }
}

impl BufRead for Unwrapped<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.line.len() {
            self.next_line()?;
        }
        Ok(&self.line[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
    }
}

impl Text for Unwrapped<'_> {
    fn offset(&mut self, decoded: u64) -> u64 {
        while self.begins.get(1).is_some_and(|(at, _)| *at <= decoded) {
            self.begins.pop_front();
        }
        let at = self.begins.front().map_or(0, |(_, at)| *at);
        self.text.offset(at)
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn lines_in_quotes() {
        let text = "\"name,phone,street\"\r\n\"Ada Roe,416,\"\"1 Main St, Ely\"\"\"\r\n\"Bo Lee,417,2 Elm St\"\r\n\"Cy Fox,418,\"\r\n";
        let found = dump("f.csv", text.as_bytes());
        assert!(found.contains("name | phone | street"), "{found}");
        assert!(
            found.contains("#1 @21: name=\"Ada Roe\" phone=\"416\" street=\"1 Main St, Ely\""),
            "{found}"
        );
        let single = "\"one, two\"\n\"three\"\n\"four, five, six\"\n";
        assert!(!dump("f.csv", single.as_bytes()).contains("three | "));
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(\"[a-c,\"]{0,12}\"\n){0,20}\\PC{0,9}") {
            read_bytes("f.csv", text.as_bytes());
        }
    }
}
