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

/// A field of a quoted record: where it stands, and where its quotes are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    from: usize,
    to: usize,
    /// One past the opening quote, and the closing one.
    quotes: Option<(usize, usize)>,
}

impl Span {
    /// Are its quotes the first and the last of it, or has it none?
    pub(crate) fn is_proper(&self, record: &str, dialect: &Dialect) -> bool {
        let to = self.to.min(record.len());
        match (self.quotes, dialect.quote) {
            (Some((inside, close)), _) => self.from + 1 == inside && close + 1 == to,
            (None, Some(quote)) => memchr(quote, &record.as_bytes()[self.from..to]).is_none(),
            (None, None) => true,
        }
    }
}

/// The first record of a text. `None`: it does not end in what there is, and more may come (`last` is false). The fields of a
/// quoted record are noted in `spans`, for [`fields`].
pub(crate) fn cut(text: &str, dialect: &Dialect, last: bool, spans: &mut Vec<Span>) -> Option<Cut> {
    let bytes = text.as_bytes();
    let line_end = memchr(dialect.terminator, bytes);
    let line = &bytes[..line_end.unwrap_or(bytes.len())];
    let too_long = bytes.len() >= LONGEST_RECORD;
    if dialect.quote.is_some_and(|quote| memchr(quote, line).is_some()) {
        match quoted_end(bytes, dialect, last, spans) {
            Some(at) => return Some(ended(bytes, at, true)),
            None if last || too_long => {}
            None => return None,
        }
    }
    // Without quotes, or with one that never closes: that was a character like any other.
    match line_end {
        Some(at) => Some(ended(bytes, at, false)),
        None if last && !too_long => Some(ended(bytes, bytes.len(), false)),
        None if too_long => {
            let at = crate::window::border(text, LONGEST_RECORD);
            Some(Cut { length: at, content: at, quoted: false })
        }
        None => None,
    }
}

/// A record that ends at a terminator or with the text.
fn ended(bytes: &[u8], at: usize, quoted: bool) -> Cut {
    let record = &bytes[..at];
    let content = at - usize::from(record.last() == Some(&b'\r'));
    Cut { length: (at + 1).min(bytes.len()), content, quoted }
}

/// The end of a record that has quotes; `None` where a quote stays open, or more may follow.
fn quoted_end(bytes: &[u8], dialect: &Dialect, last: bool, spans: &mut Vec<Span>) -> Option<usize> {
    spans.clear();
    let mut from = 0;
    loop {
        let (end, quotes) = field_end(bytes, from, dialect, last)?;
        let (to, next) = match end {
            FieldEnd::Delimiter(at) => (at, Some(at + dialect.delimiter.len())),
            FieldEnd::Terminator(at) => (at, None),
            FieldEnd::Text if last => (bytes.len(), None),
            FieldEnd::Text => return None,
        };
        spans.push(Span { from, to, quotes });
        match next {
            Some(next) => from = next,
            None => return Some(to),
        }
    }
}

enum FieldEnd {
    Delimiter(usize),
    Terminator(usize),
    /// The text ends with the field.
    Text,
}

/// The end of the field that begins at `from`, and where its quotes are, if it is quoted; `None` where they do not close.
fn field_end(
    bytes: &[u8],
    from: usize,
    dialect: &Dialect,
    last: bool,
) -> Option<(FieldEnd, Option<(usize, usize)>)> {
    let mut at = from;
    let mut quotes = None;
    if let (Some(quote), Some(inside)) = (dialect.quote, opening(bytes, from, dialect)) {
        let close = closing_quote(bytes, inside, quote, dialect)?;
        if close + 1 == bytes.len() && !last {
            // The next byte decides whether it closes.
            return None;
        }
        quotes = Some((inside, close));
        at = close + 1;
    }
    let first = dialect.delimiter.as_bytes()[0];
    while let Some(found) = memchr::memchr2(first, dialect.terminator, &bytes[at..]) {
        let here = at + found;
        if bytes[here..].starts_with(dialect.delimiter.as_bytes()) {
            return Some((FieldEnd::Delimiter(here), quotes));
        }
        if bytes[here] == dialect.terminator {
            return Some((FieldEnd::Terminator(here), quotes));
        }
        at = here + 1;
    }
    Some((FieldEnd::Text, quotes))
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
pub(crate) fn fields(record: &str, dialect: &Dialect, cut: Cut, spans: &[Span], mut each: impl FnMut(&str)) {
    if !cut.quoted {
        return split_plain(record, dialect.delimiter, each);
    }
    let mut unescaped = String::new();
    for span in spans {
        let to = span.to.min(record.len());
        let (Some((inside, close)), Some(quote)) = (span.quotes, dialect.quote) else {
            each(&record[span.from..to]);
            continue;
        };
        let within = &record[inside..close];
        let tail = record[close + 1..to.max(close + 1)].trim_end();
        let is_plain =
            memchr(quote, within.as_bytes()).is_none() && !(dialect.backslash && within.contains('\\'));
        if is_plain && tail.is_empty() {
            each(within);
        } else {
            unescape(within, quote, dialect.backslash, &mut unescaped);
            unescaped.push_str(tail);
            each(&unescaped);
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
