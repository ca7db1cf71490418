//! Content lines, which vCards (RFC 6350) and calendars (RFC 5545) are made of: a name, parameters, a value.

use crate::lookahead;
use crate::window::Window;

/// Longest line.
const LONGEST: usize = 1 << 24;

/// Reads a line with those that continue it: folded ones, and soft breaks of quoted-printable. False at the end.
pub(super) fn logical_line(window: &mut Window<'_>, line: &mut String) -> bool {
    line.clear();
    loop {
        let end = lookahead::find(window, 0, LONGEST, |bytes| memchr::memchr(b'\n', bytes));
        let length = end.unwrap_or(window.rest().len());
        if length == 0 && end.is_none() {
            return !line.is_empty();
        }
        line.push_str(window.rest()[..length].trim_end_matches('\r'));
        window.cut(length + usize::from(end.is_some()));
        let is_soft = line.ends_with('=') && line.to_ascii_uppercase().contains("QUOTED-PRINTABLE");
        lookahead::reach(window, 1);
        if is_soft && end.is_some() {
            line.pop();
        } else if window.rest().starts_with([' ', '\t']) {
            window.cut(1);
        } else {
            return true;
        }
    }
}

/// Name with parameters, and value: at the first colon outside of quotes.
pub(super) fn split_property(line: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let colon = line.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b':' && !quoted
    })?;
    Some((&line[..colon], &line[colon + 1..]))
}

/// The column of a property: its name, which is letters, digits and hyphens. Anything else may be a value.
pub(super) fn column_name(name: &str) -> &str {
    let in_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'/' | b'_' | b'[' | b']');
    if name.len() <= 64 && name.bytes().all(in_name) { name } else { "other" }
}

/// A value without the signs that keep commas, semicolons and line ends in it.
pub(super) fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match (character, character == '\\') {
            (_, true) => match characters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => text.push('\\'),
            },
            (other, _) => text.push(other),
        }
    }
    text
}
