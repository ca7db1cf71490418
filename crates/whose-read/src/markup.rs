//! Cuts markup (XML, HTML) into tags and text. Lenient: what is no tag is text, nothing is fetched, no entity is expanded
//! but the five of XML and numbers.

use std::borrow::Cow;
use std::ops::Range;

use crate::window::{Window, border};

/// Text longer than this comes in parts; a tag longer than this is text.
const LONGEST: usize = 1 << 20;

/// What a piece of markup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, with entities unresolved.
    Text,
    /// Text as it is.
    Verbatim,
    /// `<name ...>`
    Open,
    /// `<name .../>`
    Empty,
    /// `</name>`
    Close,
    Comment,
    /// A document type, a processing instruction.
    Declaration,
}

/// A piece of markup at the start of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) kind: Kind,
    /// The name of a tag.
    pub(crate) name: Range<usize>,
    /// The attributes of a tag; the content of all else.
    pub(crate) inner: Range<usize>,
    /// Length of the whole piece.
    pub(crate) length: usize,
}

/// The next piece, or `None` at the end.
pub(crate) fn next(window: &mut Window<'_>) -> Option<Piece> {
    while window.rest().is_empty() {
        if !window.more() {
            return None;
        }
    }
    if !window.rest().starts_with('<') {
        let end = find(window, 0, b'<');
        let length = end.unwrap_or_else(|| border(window.rest(), LONGEST));
        return Some(Piece { kind: Kind::Text, name: 0..0, inner: 0..length, length });
    }
    while window.rest().len() < 12 && window.more() {}
    let rest = window.rest();
    let piece = match rest.as_bytes() {
        [b'<', b'!', b'-', b'-', ..] => delimited(window, Kind::Comment, 4, "-->"),
        _ if rest.starts_with("<![CDATA[") => delimited(window, Kind::Verbatim, 9, "]]>"),
        [b'<', b'?', ..] => delimited(window, Kind::Declaration, 2, "?>"),
        [b'<', b'!', b'A'..=b'Z' | b'a'..=b'z', ..] => document_type(window),
        [b'<', b'/', ..] => tag(window, 2),
        _ => tag(window, 1),
    };
    // A lone angle bracket is text.
    Some(piece.unwrap_or(Piece { kind: Kind::Text, name: 0..0, inner: 0..1, length: 1 }))
}

/// Finds a byte in the window from a position on, reading on as needed.
fn find(window: &mut Window<'_>, from: usize, byte: u8) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = window.rest().as_bytes();
        if let Some(found) = memchr::memchr(byte, &rest[at.min(rest.len())..]) {
            return (at + found <= LONGEST).then_some(at + found);
        }
        at = rest.len().max(at);
        if at > LONGEST || !window.more() {
            return None;
        }
    }
}

fn delimited(window: &mut Window<'_>, kind: Kind, start: usize, end: &str) -> Option<Piece> {
    let last = *end.as_bytes().last()?;
    let mut at = start;
    loop {
        let found = find(window, at, last)?;
        if found + 1 >= start + end.len() && window.rest()[..=found].ends_with(end) {
            return Some(Piece { kind, name: 0..0, inner: start..found + 1 - end.len(), length: found + 1 });
        }
        at = found + 1;
    }
}

/// `<!DOCTYPE name [ ... ]>`: the internal subset may hold closing brackets.
fn document_type(window: &mut Window<'_>) -> Option<Piece> {
    let mut at = 2;
    loop {
        let found = find(window, at, b'>')?;
        let inner = &window.rest()[2..found];
        if !inner.contains('[') || inner.trim_end().ends_with(']') {
            return Some(Piece { kind: Kind::Declaration, name: 0..0, inner: 2..found, length: found + 1 });
        }
        at = found + 1;
    }
}

fn tag(window: &mut Window<'_>, start: usize) -> Option<Piece> {
    if let Some(piece) = plain_tag(window.rest().as_bytes(), start) {
        return Some(piece);
    }
    let end = tag_end(window, start)?;
    let rest = &window.rest()[..end];
    let name_end = name_end(rest, start)?;
    let (kind, inner_end) = match (start, rest.ends_with('/')) {
        (2, _) => (Kind::Close, end),
        (_, true) => (Kind::Empty, (end - 1).max(name_end)),
        _ => (Kind::Open, end),
    };
    Some(Piece { kind, name: start..name_end, inner: name_end..inner_end, length: end + 1 })
}

/// A tag of an ASCII name alone, as most are.
fn plain_tag(rest: &[u8], start: usize) -> Option<Piece> {
    let first = *rest.get(start)?;
    if !(first.is_ascii_alphabetic() || first == b'_') {
        return None;
    }
    let end = start + rest[start..].iter().position(|byte| !IN_NAME[usize::from(*byte)])?;
    let kind = if start == 2 { Kind::Close } else { Kind::Open };
    (rest[end] == b'>').then_some(Piece { kind, name: start..end, inner: end..end, length: end + 1 })
}

/// ASCII that stands in names.
static IN_NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        let letter = byte as u8;
        table[byte] = letter.is_ascii_alphanumeric() || matches!(letter, b'_' | b'-' | b'.' | b':');
        byte += 1;
    }
    table
};

/// Where the name of a tag ends; `None` where it is no name.
fn name_end(rest: &str, start: usize) -> Option<usize> {
    let begins = rest[start..].chars().next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let is_ascii_name = |byte: &&u8| IN_NAME[usize::from(**byte)];
    let quick = start + rest.as_bytes()[start..].iter().take_while(is_ascii_name).count();
    match rest.as_bytes().get(quick) {
        _ if !begins => None,
        None | Some(b'/' | b' ' | b'\n' | b'\r' | b'\t') => Some(quick),
        Some(byte) if byte.is_ascii() => None,
        Some(_) => {
            let end = rest[start..]
                .find(|c: char| c.is_whitespace() || c == '/')
                .map_or(rest.len(), |at| start + at);
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
            rest[start..end].chars().all(is_name).then_some(end)
        }
    }
}

/// The bracket that closes a tag: not within quotes.
fn tag_end(window: &mut Window<'_>, start: usize) -> Option<usize> {
    let mut at = start;
    let mut quote = None;
    loop {
        let rest = window.rest().as_bytes();
        while at < rest.len() {
            match (quote, rest[at]) {
                (None, b'>') => return Some(at),
                (None, b'<') => return None,
                (None, byte @ (b'"' | b'\'')) => quote = Some(byte),
                (Some(open), byte) if open == byte => quote = None,
                _ => {}
            }
            at += 1;
        }
        if at > LONGEST || !window.more() {
            return None;
        }
    }
}

/// The local part of a name: without its namespace prefix.
pub(crate) fn local(name: &str) -> &str {
    memchr::memrchr(b':', name.as_bytes()).map_or(name, |at| &name[at + 1..])
}

/// Each attribute of a tag, without entities resolved.
pub(crate) fn attributes(inner: &str, mut each: impl FnMut(&str, &str)) {
    let mut rest = inner.trim_start();
    while !rest.is_empty() {
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            if name.is_empty() {
                return;
            }
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, next) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => match value[1..].find(quote) {
                Some(end) => (&value[1..=end], &value[end + 2..]),
                None => (&value[1..], ""),
            },
            _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
        };
        each(name, value);
        rest = next.trim_start();
    }
}

/// Elements that say in an attribute what they hold: `<field name="email">` of dumps and forms, `<entry key="email">` of properties.
const NAMED: [&str; 11] = [
    "field",
    "property",
    "attribute",
    "attr",
    "param",
    "parameter",
    "entry",
    "column",
    "col",
    "variable",
    "setting",
];
/// The attributes that say it.
const NAMING: [&str; 2] = ["name", "key"];
/// Longest of such names.
const LONGEST_NAME: usize = 64;

/// What an element is called by its attribute, as one part of a path.
pub(crate) fn named(element: &str, inner: &str) -> Option<String> {
    if !NAMED.contains(&element) {
        return None;
    }
    let mut found = None;
    attributes(inner, |name, value| {
        let says = NAMING.contains(&local(name)) && found.is_none() && value.len() <= LONGEST_NAME;
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ':' | '/');
        if says && value.starts_with(char::is_alphabetic) && value.chars().all(is_name) {
            found = Some(value.replace('/', " "));
        }
    });
    found
}

/// Resolves numbers and the entities of XML; those of HTML that stand in names and addresses too. Others stay as they are.
pub(crate) fn resolve(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after.as_bytes().iter().take(12).position(|byte| *byte == b';');
        match end.and_then(|end| entity(&after[..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                resolved.push(c);
                rest = &after[end + 1..];
            }
            None => {
                resolved.push('&');
                rest = after;
            }
        }
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32);
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c)
}

/// The entities of XML 1.0, and from HTML the letters of Western European names.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("middot", '·'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("copy", '©'),
    ("reg", '®'),
    ("euro", '€'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("szlig", 'ß'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Auml", 'Ä'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Ouml", 'Ö'),
    ("Oslash", 'Ø'),
    ("Uuml", 'Ü'),
];
