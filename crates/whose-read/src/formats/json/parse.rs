//! A JSON parser (RFC 8259) that streams: it holds one token at a time, whatever the document's size. Lenient where nothing is
//! lost by it: trailing commas and bare words (`NaN`, `None`) pass.

use crate::window::Window;

/// Longest string; a longer one counts as damage.
const LONGEST_TOKEN: usize = 64 << 20;
/// Deepest nesting.
const DEEPEST: usize = 10_000;

/// Takes what the parser finds. Offsets are found with [`Window::offset`].
pub(crate) trait Events {
    /// An object or an array begins.
    fn begin(&mut self, kind: Kind, window: &mut Window<'_>);
    /// It ends.
    fn end(&mut self, window: &mut Window<'_>);
    /// The key of the value that follows.
    fn key(&mut self, key: &str);
    /// A string, number, `true` or `false`; not `null`.
    fn scalar(&mut self, value: &str);
    /// `null`.
    fn null(&mut self);
    /// A document ended. False to stop.
    fn document(&mut self, window: &mut Window<'_>) -> bool;
    /// Called now and then; false to stop.
    fn go_on(&mut self) -> bool;
}

/// What begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Object,
    Array,
}

/// How parsing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// After a whole document, or stopped.
    Well,
    /// The text ends within a document.
    Early,
    /// What comes next in the window is no JSON.
    Damaged,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// A document, or the end.
    Document,
    Value,
    ValueOrEnd,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
}

/// Parses documents, one after the other, until the text ends or damage.
pub(crate) fn parse(window: &mut Window<'_>, events: &mut dyn Events) -> Ended {
    let mut parser = Parser { stack: Vec::new(), expect: Expect::Document, unescaped: String::new() };
    let mut steps = 0u32;
    loop {
        steps = steps.wrapping_add(1);
        if steps.is_multiple_of(4_096) && !events.go_on() {
            return Ended::Well;
        }
        let Some(byte) = next_byte(window) else {
            return if parser.expect == Expect::Document { Ended::Well } else { Ended::Early };
        };
        match parser.step(byte, window, events) {
            Step::On => {}
            Step::Stop => return Ended::Well,
            Step::Bad => return Ended::Damaged,
            Step::Early => return Ended::Early,
        }
    }
}

/// Passes white space.
fn next_byte(window: &mut Window<'_>) -> Option<u8> {
    loop {
        let rest = window.rest().as_bytes();
        let spaces =
            rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x1E)).count();
        let found = rest.get(spaces).copied();
        window.cut(spaces);
        match found {
            Some(byte) => return Some(byte),
            None if window.more() => {}
            None => return None,
        }
    }
}

enum Step {
    On,
    Stop,
    Bad,
    Early,
}

struct Parser {
    stack: Vec<Kind>,
    expect: Expect,
    unescaped: String,
}

impl Parser {
    fn step(&mut self, byte: u8, window: &mut Window<'_>, events: &mut dyn Events) -> Step {
        match (self.expect, byte) {
            (Expect::Document | Expect::Value | Expect::ValueOrEnd, b'{') => {
                self.begin(Kind::Object, window, events)
            }
            (Expect::Document | Expect::Value | Expect::ValueOrEnd, b'[') => {
                self.begin(Kind::Array, window, events)
            }
            (Expect::ValueOrEnd | Expect::CommaOrEnd, b']') => self.end(Kind::Array, window, events),
            (Expect::KeyOrEnd | Expect::CommaOrEnd, b'}') => self.end(Kind::Object, window, events),
            (Expect::Value | Expect::ValueOrEnd, b'"') => {
                let Some((length, escaped)) = string_end(window) else { return self.unclosed(window) };
                let raw = &window.rest()[1..length - 1];
                events.scalar(if escaped { unescape(raw, &mut self.unescaped) } else { raw });
                window.cut(length);
                self.expect = Expect::CommaOrEnd;
                Step::On
            }
            (Expect::KeyOrEnd, b'"') => {
                let Some((length, escaped)) = string_end(window) else { return self.unclosed(window) };
                let raw = &window.rest()[1..length - 1];
                events.key(if escaped { unescape(raw, &mut self.unescaped) } else { raw });
                window.cut(length);
                self.expect = Expect::Colon;
                Step::On
            }
            (Expect::Value | Expect::ValueOrEnd, _) => self.word(window, events),
            (Expect::Colon, b':') => {
                window.cut(1);
                self.expect = Expect::Value;
                Step::On
            }
            (Expect::CommaOrEnd, b',') => {
                window.cut(1);
                self.expect = match self.stack.last() {
                    Some(Kind::Object) => Expect::KeyOrEnd,
                    _ => Expect::ValueOrEnd,
                };
                Step::On
            }
            _ => Step::Bad,
        }
    }

    /// A string that does not close: the text ends within it, or it is too long to be one.
    fn unclosed(&self, window: &Window<'_>) -> Step {
        if window.ended() { Step::Early } else { Step::Bad }
    }

    fn begin(&mut self, kind: Kind, window: &mut Window<'_>, events: &mut dyn Events) -> Step {
        if self.stack.len() >= DEEPEST {
            return Step::Bad;
        }
        events.begin(kind, window);
        window.cut(1);
        self.stack.push(kind);
        self.expect = if kind == Kind::Object { Expect::KeyOrEnd } else { Expect::ValueOrEnd };
        Step::On
    }

    fn end(&mut self, kind: Kind, window: &mut Window<'_>, events: &mut dyn Events) -> Step {
        if self.stack.pop() != Some(kind) {
            return Step::Bad;
        }
        window.cut(1);
        events.end(window);
        self.expect = Expect::CommaOrEnd;
        if self.stack.is_empty() {
            self.expect = Expect::Document;
            if !events.document(window) {
                return Step::Stop;
            }
        }
        Step::On
    }

    /// A number or a bare word.
    fn word(&mut self, window: &mut Window<'_>, events: &mut dyn Events) -> Step {
        let mut length = 0;
        loop {
            let rest = window.rest().as_bytes();
            length += rest[length..].iter().take_while(|byte| is_word(**byte)).count();
            if length < rest.len() || length > 4_096 || !window.more() {
                break;
            }
        }
        if length == 0 || length > 4_096 {
            return Step::Bad;
        }
        match &window.rest()[..length] {
            "null" | "None" | "undefined" => events.null(),
            word => events.scalar(word),
        }
        window.cut(length);
        self.expect = Expect::CommaOrEnd;
        Step::On
    }
}

const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'_')
}

/// Length of the string that the window begins with, both quotes included, and whether it has escapes.
fn string_end(window: &mut Window<'_>) -> Option<(usize, bool)> {
    let mut at = 1;
    let mut escaped = false;
    loop {
        let bytes = window.rest().as_bytes();
        match memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
            Some(found) if bytes[at + found] == b'"' => return Some((at + found + 1, escaped)),
            Some(found) => {
                escaped = true;
                at += found + 2;
            }
            None => {
                at = at.max(bytes.len());
                if bytes.len() > LONGEST_TOKEN || !window.more() {
                    return None;
                }
            }
        }
    }
}

/// Resolves escapes; a lone half of a surrogate pair becomes U+FFFD.
fn unescape<'a>(raw: &str, unescaped: &'a mut String) -> &'a str {
    unescaped.clear();
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        unescaped.push_str(&rest[..at]);
        let mut after = rest[at + 1..].chars();
        match after.next() {
            Some('n') => unescaped.push('\n'),
            Some('t') => unescaped.push('\t'),
            Some('r') => unescaped.push('\r'),
            Some('b') => unescaped.push('\u{8}'),
            Some('f') => unescaped.push('\u{c}'),
            Some('u') => {
                let (c, next) = unicode(after.as_str());
                unescaped.push(c);
                rest = next;
                continue;
            }
            Some(c) => unescaped.push(c),
            None => {}
        }
        rest = after.as_str();
    }
    unescaped.push_str(rest);
    if raw.is_ascii()
        && let Some(meant) = utf8_byte_by_byte(unescaped)
    {
        *unescaped = meant;
    }
    unescaped
}

/// What was meant by a string whose characters are the bytes of UTF-8: exports of Facebook and Instagram write `é` as `\u00c3\u00a9`.
fn utf8_byte_by_byte(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let bytes = text.chars().map(|c| u8::try_from(c).ok()).collect::<Option<Vec<u8>>>()?;
    String::from_utf8(bytes).ok()
}

/// The character of `\uXXXX` (after the `u`), with its second half if it has one, and what follows.
fn unicode(text: &str) -> (char, &str) {
    let unit = |text: &str| text.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let Some(first) = unit(text) else { return (char::REPLACEMENT_CHARACTER, text) };
    let rest = &text[4..];
    if (0xD800..0xDC00).contains(&first)
        && let Some(second) = rest.strip_prefix("\\u").and_then(unit)
        && (0xDC00..0xE000).contains(&second)
    {
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), &rest[6..]);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), rest)
}
