//! What RTF is made of: groups, words of control, signs, and text between them.

use std::io::{self, BufRead, Read};

/// Longest word of control that is kept.
const LONGEST_WORD: usize = 32;

/// A piece of RTF.
#[derive(Debug, PartialEq)]
pub(super) enum Token<'t> {
    Open,
    Close,
    /// `\par`, `\u8216`.
    Word(&'t str, Option<i32>),
    /// `\~`, `\*`.
    Sign(u8),
    /// `\'e9`.
    Byte(u8),
    Text(&'t [u8]),
}

/// Cuts a source into tokens.
pub(super) struct Tokens<R> {
    source: R,
    /// How much was taken.
    at: u64,
    word: String,
    text: Vec<u8>,
}

impl<R: BufRead> Tokens<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, at: 0, word: String::new(), text: Vec::new() }
    }

    /// The next token, and where it begins. `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, Token<'_>)>> {
        while self.peek()?.is_some_and(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
            self.take(1);
        }
        let from = self.at;
        let token = match self.peek()? {
            None => None,
            Some(b'{') => self.took(Token::Open),
            Some(b'}') => self.took(Token::Close),
            Some(b'\\') => {
                self.take(1);
                self.control()?
            }
            Some(_) => Some(self.text()?),
        };
        Ok(token.map(|token| (from, token)))
    }

    fn text(&mut self) -> io::Result<Token<'_>> {
        let piece = self.source.fill_buf()?;
        let is_end = |byte: &u8| matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
        let end = piece.iter().position(is_end).unwrap_or(piece.len());
        self.text.clear();
        self.text.extend_from_slice(piece.get(..end).unwrap_or_default());
        self.take(end);
        Ok(Token::Text(&self.text))
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.source.fill_buf()?.first().copied())
    }

    fn take(&mut self, bytes: usize) {
        self.source.consume(bytes);
        self.at += bytes as u64;
    }

    fn took(&mut self, token: Token<'static>) -> Option<Token<'static>> {
        self.take(1);
        Some(token)
    }

    /// What stands behind a backslash.
    fn control(&mut self) -> io::Result<Option<Token<'_>>> {
        match self.peek()? {
            None => Ok(None),
            Some(b'\'') => {
                self.take(1);
                let (high, low) = (self.digit()?, self.digit()?);
                Ok(Some(Token::Byte(high << 4 | low)))
            }
            Some(byte) if byte.is_ascii_alphabetic() => self.word(),
            Some(byte) => Ok(self.took(Token::Sign(byte))),
        }
    }

    /// A hexadecimal digit; 0 where none stands.
    fn digit(&mut self) -> io::Result<u8> {
        let digit = self.peek()?.and_then(|byte| char::from(byte).to_digit(16));
        if digit.is_some() {
            self.take(1);
        }
        Ok(digit.unwrap_or_default() as u8)
    }

    fn word(&mut self) -> io::Result<Option<Token<'_>>> {
        self.word.clear();
        while let Some(byte) = self.peek()?.filter(u8::is_ascii_alphabetic) {
            if self.word.len() < LONGEST_WORD {
                self.word.push(char::from(byte));
            }
            self.take(1);
        }
        let is_negative = self.peek()? == Some(b'-');
        if is_negative {
            self.take(1);
        }
        let mut number = None;
        while let Some(digit) = self.peek()?.filter(u8::is_ascii_digit) {
            let before: i32 = number.unwrap_or_default();
            number = Some(before.saturating_mul(10).saturating_add(i32::from(digit - b'0')));
            self.take(1);
        }
        if self.peek()? == Some(b' ') {
            self.take(1);
        }
        if self.word == "bin" {
            let length = u64::try_from(number.unwrap_or_default()).unwrap_or_default();
            self.at += io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
        }
        let number = if is_negative { number.map(|number| -number) } else { number };
        Ok(Some(Token::Word(&self.word, number)))
    }
}
