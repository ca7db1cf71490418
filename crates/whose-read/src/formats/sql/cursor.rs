//! Reading SQL text token by token. Whatever needs more text than there is says [`More`], and is tried again with more.

use memchr::{memchr, memchr2, memmem};

/// The text ends before the token does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct More;

/// What a backslash in a quoted string means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) enum Backslash {
    /// It takes the meaning off the next character (MySQL, MariaDB).
    Escapes,
    /// A character like any other (standard SQL).
    Plain,
    /// Whichever fits what follows.
    Unknown,
}

/// The character of four hexadecimal digits.
fn code_point(digits: &str) -> Option<char> {
    let digits = digits.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// A place in SQL text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    /// Is this all the text there is?
    ended: bool,
    backslash: Backslash,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, ended: bool, backslash: Backslash) -> Self {
        Self { text, at: 0, ended, backslash }
    }

    /// Bytes behind.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// The text ahead.
    pub(super) fn ahead(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn bytes(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// The next byte; 0 at the end.
    pub(super) fn peek(&self) -> Result<u8, More> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) => Ok(*byte),
            None if self.ended => Ok(0),
            None => Err(More),
        }
    }

    /// Goes over one character.
    pub(super) fn bump(&mut self) {
        self.at += match self.text.as_bytes().get(self.at) {
            Some(byte) if byte.is_ascii() => 1,
            _ => self.ahead().chars().next().map_or(0, char::len_utf8),
        };
    }

    /// Goes over so many bytes, which end between two characters.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
        debug_assert!(self.text.is_char_boundary(self.at));
    }

    /// Goes over that byte if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> Result<bool, More> {
        let is_next = self.peek()? == byte;
        if is_next {
            self.at += 1;
        }
        Ok(is_next)
    }

    /// Goes over blanks and comments.
    pub(super) fn blank(&mut self) -> Result<(), More> {
        loop {
            match self.peek()? {
                b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c => self.at += 1,
                b'-' if self.starts_with(b"--")? => self.line()?,
                b'#' if self.is_comment()? => self.line()?,
                b'/' if self.starts_with(b"/*")? => match memmem::find(&self.bytes()[2..], b"*/") {
                    Some(end) => self.at += 2 + end + 2,
                    None => return Err(More),
                },
                0xef if self.starts_with("\u{feff}".as_bytes())? => self.at += 3,
                _ => return Ok(()),
            }
        }
    }

    /// Whether `#` begins a comment: it does in MySQL; elsewhere it is part of names and operators, unless a blank follows.
    fn is_comment(&self) -> Result<bool, More> {
        match self.bytes().get(1) {
            _ if self.backslash == Backslash::Escapes => Ok(true),
            Some(byte) => {
                Ok(self.backslash == Backslash::Unknown && matches!(byte, b' ' | b'#' | b'\r' | b'\n'))
            }
            None if self.ended => Ok(true),
            None => Err(More),
        }
    }

    /// Does the text ahead begin so?
    pub(super) fn starts_with(&self, wanted: &[u8]) -> Result<bool, More> {
        let bytes = self.bytes();
        if bytes.len() >= wanted.len() || self.ended {
            return Ok(bytes.starts_with(wanted));
        }
        if wanted.starts_with(bytes) { Err(More) } else { Ok(false) }
    }

    /// Goes over the rest of the line.
    pub(super) fn line(&mut self) -> Result<(), More> {
        match memchr(b'\n', self.bytes()) {
            Some(end) => self.at += end + 1,
            None if self.ended => self.at = self.text.len(),
            None => return Err(More),
        }
        Ok(())
    }

    /// Goes over a bare word: letters, digits, `_`, `$`, and whatever is not ASCII. Empty where none is.
    pub(super) fn word(&mut self) -> Result<&'t str, More> {
        let is_word =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || *byte >= 0x80;
        let length = self.bytes().iter().take_while(|byte| is_word(byte)).count();
        if length == self.bytes().len() && !self.ended {
            return Err(More);
        }
        let word = &self.ahead()[..length];
        self.at += length;
        Ok(word)
    }

    /// The word ahead, without going over it.
    pub(super) fn peek_word(&self) -> Result<&'t str, More> {
        let mut copy = *self;
        copy.word()
    }

    /// Goes over that keyword if it is next, and the blanks behind it.
    pub(super) fn keyword(&mut self, wanted: &str) -> Result<bool, More> {
        let found = self.peek_word()?.eq_ignore_ascii_case(wanted);
        if found {
            self.word()?;
            self.blank()?;
        }
        Ok(found)
    }

    /// Goes over one of those keywords.
    pub(super) fn any_keyword(&mut self, wanted: &[&str]) -> Result<bool, More> {
        for word in wanted {
            if self.keyword(word)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Goes over an identifier, quoted or bare. None where none is.
    pub(super) fn identifier(&mut self) -> Result<Option<String>, More> {
        let close = match self.peek()? {
            b'`' => b'`',
            b'"' => b'"',
            b'\'' => b'\'',
            b'[' => b']',
            _ => {
                let word = self.word()?;
                return Ok((!word.is_empty()).then(|| word.to_string()));
            }
        };
        let mut name = String::new();
        let mut from = self.at + 1;
        loop {
            let rest = &self.text[from..];
            let end = memchr(close, rest.as_bytes()).ok_or(More)?;
            name.push_str(&rest[..end]);
            from += end + 1;
            match self.text.as_bytes().get(from) {
                Some(byte) if *byte == close => name.push(char::from(close)),
                None if !self.ended => return Err(More),
                _ => break,
            }
            from += 1;
        }
        self.at = from;
        Ok(Some(name))
    }

    /// Goes over a name of dotted identifiers, and the blanks behind it.
    pub(super) fn name(&mut self) -> Result<Option<String>, More> {
        let Some(mut name) = self.identifier()? else { return Ok(None) };
        self.blank()?;
        while self.peek()? == b'.' {
            self.at += 1;
            self.blank()?;
            name.push('.');
            name.push_str(&self.identifier()?.unwrap_or_default());
            self.blank()?;
        }
        Ok(Some(name))
    }

    /// Goes over a quoted string whose quote is next, and appends its value to `value`. `escapes` says what a backslash
    /// means in this one.
    pub(super) fn string(&mut self, escapes: Backslash, value: &mut String) -> Result<(), More> {
        let mut from = self.at + 1;
        loop {
            let rest = &self.text[from..];
            let stop = if escapes == Backslash::Plain {
                memchr(b'\'', rest.as_bytes())
            } else {
                memchr2(b'\'', b'\\', rest.as_bytes())
            }
            .ok_or(More)?;
            value.push_str(&rest[..stop]);
            let next = rest.as_bytes().get(stop + 1).copied();
            if next.is_none() && !self.ended {
                return Err(More);
            }
            match (rest.as_bytes()[stop], next) {
                (b'\'', Some(b'\'')) => {
                    value.push('\'');
                    from += stop + 2;
                }
                (b'\'', _) => {
                    self.at = from + stop + 1;
                    return Ok(());
                }
                (_, Some(next))
                    if escapes == Backslash::Escapes || next == b'\'' && self.is_escape(from + stop)? =>
                {
                    let character = rest[stop + 1..].chars().next().unwrap_or_default();
                    value.push(unescaped(character));
                    from += stop + 1 + character.len_utf8();
                }
                // `\u00e9`, as HSQLDB writes its scripts and JSON within a value does.
                (_, Some(b'u')) if escapes == Backslash::Unknown && rest.len() < stop + 6 && !self.ended => {
                    return Err(More);
                }
                (_, Some(b'u'))
                    if escapes == Backslash::Unknown && code_point(&rest[stop + 2..]).is_some() =>
                {
                    value.extend(code_point(&rest[stop + 2..]));
                    from += stop + 6;
                }
                _ => {
                    value.push('\\');
                    from += stop + 1;
                }
            }
        }
    }

    /// Whether a backslash before a quote escapes it, where nothing else tells: it does unless the value could end there.
    fn is_escape(&self, backslash: usize) -> Result<bool, More> {
        let behind = self.text[backslash + 2..].trim_start_matches([' ', '\t', '\r', '\n']);
        match behind.bytes().next() {
            Some(byte) => Ok(!matches!(byte, b',' | b')' | b';')),
            None if self.ended => Ok(false),
            None => Err(More),
        }
    }

    /// What a backslash means in strings without a prefix.
    pub(super) fn backslash(&self) -> Backslash {
        self.backslash
    }

    /// Goes over one token of a statement that is not read: a string, a quoted name, a dollar-quoted body, a word, or one
    /// character.
    pub(super) fn token(&mut self) -> Result<(), More> {
        match self.peek()? {
            b'\'' => {
                let mut discarded = String::new();
                self.string(self.backslash, &mut discarded)
            }
            b'"' | b'`' | b'[' if self.closes_soon()? => self.identifier().map(|_| ()),
            b'$' => self.dollar_quoted(),
            byte if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => self.word().map(|_| ()),
            _ => {
                self.bump();
                Ok(())
            }
        }
    }

    /// Does a quoted name end on its line? Otherwise the quote is a character like any other.
    fn closes_soon(&self) -> Result<bool, More> {
        let bytes = self.bytes();
        let close = if bytes[0] == b'[' { b']' } else { bytes[0] };
        match memchr2(close, b'\n', &bytes[1..]) {
            Some(at) => Ok(bytes[1 + at] == close),
            None if self.ended => Ok(false),
            None => Err(More),
        }
    }

    fn dollar_quoted(&mut self) -> Result<(), More> {
        let tag = self.bytes()[1..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
            .count();
        let end = tag + 1;
        match self.bytes().get(end) {
            Some(b'$') => {
                let quote = &self.bytes()[..=end];
                let body = memmem::find(&self.bytes()[end + 1..], quote).ok_or(More)?;
                self.at += 2 * quote.len() + body;
            }
            None if !self.ended => return Err(More),
            _ => self.at += 1,
        }
        Ok(())
    }
}

/// What a character behind a backslash stands for (MySQL string literals).
fn unescaped(character: char) -> char {
    match character {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        'b' => '\u{8}',
        'Z' => '\u{1a}',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(text: &str, backslash: Backslash) -> Result<String, More> {
        let mut value = String::new();
        Cursor::new(text, true, backslash).string(backslash, &mut value).map(|()| value)
    }

    #[test]
    fn strings_by_dialect() {
        assert_eq!(string(r"'O\'Neil\n'", Backslash::Escapes), Ok("O'Neil\n".to_string()));
        assert_eq!(string(r"'O''Neil\n'", Backslash::Plain), Ok(r"O'Neil\n".to_string()));
        assert_eq!(string(r"'O\'Neil'", Backslash::Unknown), Ok("O'Neil".to_string()));
        assert_eq!(string(r"'C:\', 1", Backslash::Unknown), Ok(r"C:\".to_string()));
        assert_eq!(string("'open", Backslash::Plain), Err(More));
    }

    #[test]
    fn names_in_every_quoting() {
        for text in ["[dbo].[a b] x", "\"dbo\" . \"a b\" x", "`dbo`.`a b` x"] {
            let mut cursor = Cursor::new(text, true, Backslash::Plain);
            assert_eq!(cursor.name(), Ok(Some("dbo.a b".to_string())));
            assert_eq!(cursor.ahead(), "x");
        }
    }

    #[test]
    fn comments_are_blank() {
        let mut cursor = Cursor::new("-- a\n# b\n/* c; */ d", true, Backslash::Escapes);
        assert_eq!(cursor.blank().map(|()| cursor.ahead()), Ok("d"));
    }
}
