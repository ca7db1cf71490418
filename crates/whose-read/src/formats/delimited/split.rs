//! Cuts records and fields.

use memchr::{memchr, memmem};

use super::dialect::Dialect;

/// A record longer than this is cut: the quote that opened in it was none.
pub(crate) const LONGEST_RECORD: usize = 1 << 20;

/// Where a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cut {
    /// Bytes with its terminator.
    pub(crate) length: usize,
    /// Bytes without.
    pub(crate) content: usize,
    /// Has it quotes?
    pub(crate) quoted: bool,
}

/// The first record of a text. `None`: it does not end in what there is, and more may come (`last` is false).
pub(crate) fn cut(text: &str, dialect: &Dialect, last: bool) -> Option<Cut> {
    let bytes = text.as_bytes();
    let mut end = memchr(dialect.terminator, bytes);
    let line = &bytes[..end.unwrap_or(bytes.len())];
    let quoted = dialect.quote.is_some_and(|quote| memchr(quote, line).is_some());
    if quoted {
        match quoted_end(bytes, dialect) {
            Ended::At(at) => end = Some(at),
            Ended::Never if last || bytes.len() >= LONGEST_RECORD => {
                return Some(unclosed(text, dialect, end));
            }
            Ended::Never => return None,
        }
    }
    match end {
        Some(at) => Some(ended(bytes, at, quoted)),
        None if last => Some(Cut { length: bytes.len(), content: without_return(bytes), quoted }),
        None if bytes.len() >= LONGEST_RECORD => {
            let at = crate::window::border(text, LONGEST_RECORD);
            Some(Cut { length: at, content: at, quoted })
        }
        None => None,
    }
}

fn ended(bytes: &[u8], at: usize, quoted: bool) -> Cut {
    if at == bytes.len() {
        return Cut { length: at, content: without_return(bytes), quoted };
    }
    Cut { length: at + 1, content: without_return(&bytes[..at]), quoted }
}

fn without_return(bytes: &[u8]) -> usize {
    bytes.len() - usize::from(bytes.last() == Some(&b'\r'))
}

/// A record whose quote never closes: the quote was a character like any other, and the record is its line.
fn unclosed(text: &str, dialect: &Dialect, end: Option<usize>) -> Cut {
    let bytes = text.as_bytes();
    let end = end.unwrap_or_else(|| crate::window::border(text, LONGEST_RECORD));
    let _ = dialect;
    Cut { quoted: false, ..ended(bytes, end, false) }
}

enum Ended {
    At(usize),
    Never,
}

/// The end of a record that has quotes.
fn quoted_end(bytes: &[u8], dialect: &Dialect) -> Ended {
    let mut at = 0;
    loop {
        let (end, _) = field_end(bytes, at, dialect);
        match end {
            FieldEnd::Delimiter(next) => at = next + dialect.delimiter.len(),
            FieldEnd::Terminator(at) => return Ended::At(at),
            FieldEnd::Text => return Ended::At(bytes.len()),
            FieldEnd::Unclosed => return Ended::Never,
        }
    }
}

enum FieldEnd {
    Delimiter(usize),
    Terminator(usize),
    /// The text ends with the field.
    Text,
    /// The text ends within quotes.
    Unclosed,
}

/// The end of the field that begins at `from`, and where its closing quote is, if it is quoted.
fn field_end(bytes: &[u8], from: usize, dialect: &Dialect) -> (FieldEnd, Option<usize>) {
    let mut at = from;
    let mut closing = None;
    let opened = opening(bytes, from, dialect);
    if let (Some(quote), Some(inside)) = (dialect.quote, opened) {
        let Some(close) = closing_quote(bytes, inside, quote, dialect) else {
            return (FieldEnd::Unclosed, None);
        };
        closing = Some(close);
        at = close + 1;
    }
    let first = dialect.delimiter.as_bytes()[0];
    while let Some(found) = memchr::memchr2(first, dialect.terminator, &bytes[at..]) {
        let here = at + found;
        if bytes[here..].starts_with(dialect.delimiter.as_bytes()) {
            return (FieldEnd::Delimiter(here), closing);
        }
        if bytes[here] == dialect.terminator {
            return (FieldEnd::Terminator(here), closing);
        }
        at = here + 1;
    }
    (FieldEnd::Text, closing)
}

/// One past the quote that opens a field; spaces may stand before it.
fn opening(bytes: &[u8], from: usize, dialect: &Dialect) -> Option<usize> {
    let quote = dialect.quote?;
    let mut at = from;
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    (bytes.get(at) == Some(&quote)).then_some(at + 1)
}

/// The quote that closes a field: one that is neither doubled nor escaped.
fn closing_quote(bytes: &[u8], inside: usize, quote: u8, dialect: &Dialect) -> Option<usize> {
    let mut at = inside;
    loop {
        let found = if dialect.backslash {
            memchr::memchr2(quote, b'\\', &bytes[at..])
        } else {
            memchr(quote, &bytes[at..])
        };
        let here = at + found?;
        if bytes[here] == b'\\' && quote != b'\\' {
            at = here + 2;
            if at > bytes.len() {
                return None;
            }
        } else if bytes.get(here + 1) == Some(&quote) {
            at = here + 2;
        } else {
            return Some(here);
        }
    }
}

/// Hands each field of a record (without its terminator) to `each`, quotes and escapes removed.
pub(crate) fn fields(record: &str, dialect: &Dialect, quoted: bool, mut each: impl FnMut(&str)) {
    if !quoted {
        return split_plain(record, dialect.delimiter, each);
    }
    let bytes = record.as_bytes();
    let mut from = 0;
    let mut unescaped = String::new();
    loop {
        let (end, closing) = field_end(bytes, from, dialect);
        let (to, next) = match end {
            FieldEnd::Delimiter(at) => (at, Some(at + dialect.delimiter.len())),
            FieldEnd::Terminator(at) => (at, Some(at + 1)),
            FieldEnd::Text | FieldEnd::Unclosed => (bytes.len(), None),
        };
        match (opening(bytes, from, dialect), closing, dialect.quote) {
            (Some(inside), Some(close), Some(quote)) => {
                let tail = record[close + 1..to].trim_end();
                unescape(&record[inside..close], quote, dialect.backslash, &mut unescaped);
                unescaped.push_str(tail);
                each(&unescaped);
            }
            _ => each(&record[from..to]),
        }
        match next {
            Some(next) => from = next,
            None => return,
        }
    }
}

fn split_plain(record: &str, delimiter: &str, mut each: impl FnMut(&str)) {
    let mut from = 0;
    if let [single] = delimiter.as_bytes() {
        for at in memchr::memchr_iter(*single, record.as_bytes()) {
            each(&record[from..at]);
            from = at + 1;
        }
    } else {
        for at in memmem::find_iter(record.as_bytes(), delimiter) {
            each(&record[from..at]);
            from = at + delimiter.len();
        }
    }
    each(&record[from..]);
}

/// Removes the doubling or the backslashes within a quoted field.
fn unescape(field: &str, quote: u8, backslash: bool, unescaped: &mut String) {
    unescaped.clear();
    let quote = char::from(quote);
    let mut characters = field.chars().peekable();
    while let Some(c) = characters.next() {
        if c == quote && characters.peek() == Some(&quote) {
            characters.next();
            unescaped.push(quote);
        } else if backslash
            && c == '\\'
            && matches!(characters.peek(), Some(next) if *next == quote || *next == '\\')
        {
            unescaped.extend(characters.next());
        } else {
            unescaped.push(c);
        }
    }
}
