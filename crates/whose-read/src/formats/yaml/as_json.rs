//! YAML written as JSON while it is read, so that both are cut into records in one way. Nothing is expanded: an alias is null.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use saphyr_parser::{BufferedInput, Event, Parser, ScalarStyle, Span};

use crate::Text;

/// So much JSON is made at a time.
const CHUNK: usize = 1 << 16;

/// JSON out of YAML; [`Text::offset`] answers for the source.
pub(super) struct AsJson<'t> {
    parser: Parser<'t, BufferedInput<Letters<'t>>>,
    source: Arc<Mutex<Source<'t>>>,
    open: Vec<Open>,
    /// Depth within a key that is no scalar, which is left out.
    skipped: usize,
    json: String,
    /// How much of `json` was taken, and how much was before it.
    taken: usize,
    before: u64,
    /// Where values begin: position in the JSON, position in the decoded YAML.
    begins: VecDeque<(u64, u64)>,
    ended: bool,
    /// Position in the decoded YAML of the line from which on it could not be read.
    pub(super) failed_at: Option<u64>,
}

/// A collection that is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Sequence { first: bool },
    Mapping { first: bool, key: bool },
}

impl<'t> AsJson<'t> {
    pub(super) fn new(text: &'t mut (dyn Text + 't)) -> Self {
        let lines = VecDeque::from([(1, 0)]);
        let source = Arc::new(Mutex::new(Source { text, position: 0, line: 1, lines }));
        let letters = Letters { source: Arc::clone(&source), chunk: Vec::new(), next: 0 };
        Self {
            parser: Parser::new_from_iter(letters),
            source,
            open: Vec::new(),
            skipped: 0,
            json: String::new(),
            taken: 0,
            before: 0,
            begins: VecDeque::new(),
            ended: false,
            failed_at: None,
        }
    }

    /// Makes more JSON, at least something unless the end is reached.
    fn make(&mut self) {
        self.before += self.taken as u64;
        self.json.drain(..self.taken);
        self.taken = 0;
        while self.json.len() < CHUNK && !self.ended {
            match self.parser.next_event() {
                Some(Ok((Event::StreamEnd, _))) | None => self.ended = true,
                Some(Ok((event, span))) => self.event(&event, span),
                Some(Err(error)) => {
                    let source = lock(&self.source);
                    let last = self.begins.back().map_or(0, |(_, at)| *at);
                    self.failed_at = Some(source.line_start(error.marker().line()).unwrap_or(last).max(last));
                    self.ended = true;
                }
            }
        }
        while self.ended
            && let Some(open) = self.open.pop()
        {
            self.json.push_str(match open {
                Open::Sequence { .. } => "]",
                Open::Mapping { key: false, .. } => "null}",
                Open::Mapping { .. } => "}",
            });
        }
    }

    fn event(&mut self, event: &Event<'_>, span: Span) {
        let begins = matches!(event, Event::MappingStart(..) | Event::SequenceStart(..));
        let ends = matches!(event, Event::MappingEnd | Event::SequenceEnd);
        let as_key = matches!(self.open.last(), Some(Open::Mapping { key: true, .. }));
        if self.skipped > 0 || as_key && begins {
            self.skipped = self.skipped + usize::from(begins) - usize::from(ends);
            if self.skipped == 0 {
                self.key("?");
            }
            return;
        }
        match event {
            Event::Scalar(value, ..) if as_key => self.key(value),
            Event::Alias(_) if as_key => self.key("*"),
            Event::Scalar(value, style, ..) => {
                let null =
                    *style == ScalarStyle::Plain && matches!(&**value, "" | "~" | "null" | "Null" | "NULL");
                self.value(span, &if null { "null".to_string() } else { quoted(value) });
            }
            Event::Alias(_) => self.value(span, "null"),
            Event::SequenceStart(..) => {
                self.value(span, "[");
                self.open.push(Open::Sequence { first: true });
            }
            Event::MappingStart(..) => {
                self.value(span, "{");
                self.open.push(Open::Mapping { first: true, key: true });
            }
            Event::SequenceEnd => self.close("]"),
            Event::MappingEnd => self.close("}"),
            Event::DocumentEnd => self.json.push('\n'),
            _ => {}
        }
    }

    fn close(&mut self, sign: &str) {
        self.open.pop();
        self.json.push_str(sign);
    }

    fn key(&mut self, key: &str) {
        if let Some(Open::Mapping { first, key }) = self.open.last_mut() {
            if !std::mem::take(first) {
                self.json.push(',');
            }
            *key = false;
        }
        self.json.push_str(&quoted(key));
        self.json.push(':');
    }

    /// A value, or the beginning of one.
    fn value(&mut self, span: Span, json: &str) {
        match self.open.last_mut() {
            Some(Open::Sequence { first }) => {
                let separator = if std::mem::take(first) { "" } else { "," };
                self.json.push_str(separator);
            }
            Some(Open::Mapping { key, .. }) => *key = true,
            None => {}
        }
        let mut source = lock(&self.source);
        if let Some(at) = source.forget_before(span.start.line()) {
            self.begins.push_back((self.before + self.json.len() as u64, at));
        }
        drop(source);
        self.json.push_str(json);
    }
}

fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl Read for AsJson<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let copied = self.fill_buf()?.read(buffer)?;
        self.consume(copied);
        Ok(copied)
    }
}

impl BufRead for AsJson<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken == self.json.len() {
            self.make();
        }
        Ok(&self.json.as_bytes()[self.taken..])
    }

    fn consume(&mut self, amount: usize) {
        self.taken += amount;
    }
}

impl Text for AsJson<'_> {
    fn offset(&mut self, decoded: u64) -> u64 {
        while self.begins.get(1).is_some_and(|(json, _)| *json <= decoded) {
            self.begins.pop_front();
        }
        let at = self.begins.front().map_or(0, |(_, at)| *at);
        lock(&self.source).text.offset(at)
    }
}

fn lock<'s, 't>(source: &'s Arc<Mutex<Source<'t>>>) -> MutexGuard<'s, Source<'t>> {
    source.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The YAML that is read.
struct Source<'t> {
    text: &'t mut (dyn Text + 't),
    /// Read so far, in bytes of decoded text.
    position: u64,
    line: usize,
    /// Lines, counted from 1, and where they begin; those that no event can speak of any more are forgotten.
    lines: VecDeque<(usize, u64)>,
}

impl Source<'_> {
    /// The next letters, whole.
    fn chunk(&mut self) -> Vec<char> {
        let piece = match self.text.fill_buf() {
            Ok(piece) => String::from_utf8_lossy(&piece[..piece.len().min(CHUNK + 3)]).into_owned(),
            Err(_) => String::new(),
        };
        let end = crate::window::border(&piece, CHUNK);
        let piece = &piece[..if piece.len() <= CHUNK { piece.len() } else { end }];
        for (at, _) in piece.match_indices('\n') {
            self.line += 1;
            self.lines.push_back((self.line, self.position + at as u64 + 1));
        }
        self.position += piece.len() as u64;
        self.text.consume(piece.len());
        piece.chars().collect()
    }

    fn line_start(&self, line: usize) -> Option<u64> {
        self.lines.iter().find(|(number, _)| *number == line).map(|(_, at)| *at)
    }

    /// Where a line begins; the lines before it are not asked for again.
    fn forget_before(&mut self, line: usize) -> Option<u64> {
        while self.lines.front().is_some_and(|(number, _)| *number < line) {
            self.lines.pop_front();
        }
        self.lines.front().filter(|(number, _)| *number == line).map(|(_, at)| *at)
    }
}

/// The letters of the source, one by one.
struct Letters<'t> {
    source: Arc<Mutex<Source<'t>>>,
    chunk: Vec<char>,
    next: usize,
}

impl Iterator for Letters<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        if self.next == self.chunk.len() {
            self.chunk = lock(&self.source).chunk();
            self.next = 0;
        }
        let letter = self.chunk.get(self.next).copied();
        self.next += usize::from(letter.is_some());
        letter
    }
}
