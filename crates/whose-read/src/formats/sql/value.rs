//! One value of a tuple: a literal in any of its spellings, or an expression around one.

use super::cursor::{Backslash, Cursor, More};

/// Hexadecimal literals longer than this are pictures and the like.
const LONGEST_HEX: usize = 1 << 17;

/// Reads a value up to the comma or parenthesis behind it, and appends its text to `text`. False where it has none: NULL,
/// DEFAULT, a column, bytes that are no text.
pub(super) fn value(cursor: &mut Cursor<'_>, text: &mut String) -> Result<bool, More> {
    let start = text.len();
    let mut found = Found::Nothing;
    let mut depth = 0usize;
    loop {
        cursor.blank()?;
        match cursor.peek()? {
            0 => return Err(More),
            b',' | b')' if depth == 0 => break,
            b';' if depth == 0 => break,
            b'(' => {
                depth += 1;
                cursor.bump();
            }
            b')' => {
                depth -= 1;
                cursor.bump();
            }
            b'\'' => string(cursor, cursor.backslash(), depth, text, &mut found)?,
            b'"' => {
                // MySQL takes double quotes for strings, others for names; a name's text does no harm.
                let literal = cursor.identifier()?.unwrap_or_default();
                found.take(&literal, text);
            }
            byte if byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.') => {
                number(cursor, text, &mut found)?;
            }
            byte if byte.is_ascii_alphabetic() || byte == b'_' => word(cursor, depth, text, &mut found)?,
            b'|' => {
                found.goes_on();
                cursor.bump();
            }
            _ => cursor.bump(),
        }
    }
    if found == Found::Binary || !is_text(&text[start..]) {
        text.truncate(start);
    }
    Ok(text.len() > start)
}

/// What the value has given so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    /// A literal; further ones are formats, styles and the like.
    Literal,
    /// A literal and `||` behind it.
    Joined,
    /// Bytes that are no text.
    Binary,
}

impl Found {
    fn take(&mut self, literal: &str, text: &mut String) {
        match self {
            Self::Nothing | Self::Joined => {
                text.push_str(literal);
                *self = Self::Literal;
            }
            Self::Literal | Self::Binary => {}
        }
    }

    fn goes_on(&mut self) {
        if *self == Self::Literal {
            *self = Self::Joined;
        }
    }
}

fn string(
    cursor: &mut Cursor<'_>,
    escapes: Backslash,
    depth: usize,
    text: &mut String,
    found: &mut Found,
) -> Result<(), More> {
    let start = text.len();
    cursor.string(escapes, text)?;
    if matches!(found, Found::Literal | Found::Binary) {
        text.truncate(start);
        return Ok(());
    }
    *found = Found::Literal;
    // PostgreSQL writes bytes as a string of `\x` and digits.
    if depth == 0 && escapes != Backslash::Escapes && text[start..].starts_with("\\x") {
        let digits = text[start + 2..].to_string();
        text.truncate(start);
        hexadecimal(&digits, text, found);
    }
    Ok(())
}

fn number(cursor: &mut Cursor<'_>, text: &mut String, found: &mut Found) -> Result<(), More> {
    let ahead = cursor.ahead();
    if let Some(digits) = ahead.strip_prefix("0x").or_else(|| ahead.strip_prefix("0X")) {
        let length = digits.bytes().take_while(u8::is_ascii_hexdigit).count();
        if length == digits.len() {
            cursor.peek_word()?;
        }
        cursor.word()?;
        if *found == Found::Nothing {
            hexadecimal(&digits[..length], text, found);
        }
        return Ok(());
    }
    let is_number = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b':');
    let length = ahead.bytes().take_while(|byte| is_number(byte)).count();
    if length == ahead.len() {
        // It may go on.
        let mut copy = *cursor;
        copy.advance(length);
        copy.peek()?;
    }
    let literal = &ahead[..length];
    if literal.bytes().any(|byte| byte.is_ascii_digit()) {
        found.take(literal, text);
    }
    cursor.advance(length.max(1));
    Ok(())
}

/// A word: a prefix of a string (`N'…'`), a keyword before one (`DATE '…'`), a function, a constant.
fn word(cursor: &mut Cursor<'_>, depth: usize, text: &mut String, found: &mut Found) -> Result<(), More> {
    let word = cursor.word()?;
    let quote = cursor.peek()? == b'\'';
    if !quote {
        if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false") {
            found.take(word, text);
        }
        return Ok(());
    }
    match word {
        "X" | "x" => {
            let mut digits = String::new();
            cursor.string(Backslash::Plain, &mut digits)?;
            if *found == Found::Nothing {
                hexadecimal(&digits, text, found);
            }
            Ok(())
        }
        "E" | "e" => string(cursor, Backslash::Escapes, depth, text, found),
        "Q" | "q" | "NQ" | "nq" => alternative_quotes(cursor, text, found),
        _ => string(cursor, cursor.backslash(), depth, text, found),
    }
}

/// Oracle's `q'[it's]'`.
fn alternative_quotes(cursor: &mut Cursor<'_>, text: &mut String, found: &mut Found) -> Result<(), More> {
    let ahead = cursor.ahead();
    let open = ahead[1..].chars().next().ok_or(More)?;
    let close = match open {
        '[' => ']',
        '(' => ')',
        '{' => '}',
        '<' => '>',
        other => other,
    };
    let inside = &ahead[1 + open.len_utf8()..];
    let end = inside.find(&format!("{close}'")).ok_or(More)?;
    found.take(&inside[..end], text);
    cursor.advance(1 + open.len_utf8() + end + close.len_utf8() + 1);
    Ok(())
}

/// Appends the text that hexadecimal digits stand for, if they stand for text.
fn hexadecimal(digits: &str, text: &mut String, found: &mut Found) {
    *found = Found::Binary;
    if digits.len() > LONGEST_HEX || digits.len() % 2 == 1 {
        return;
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|value| value as u8);
    let bytes: Option<Vec<u8>> =
        digits.as_bytes().chunks_exact(2).map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect();
    if let Some(decoded) = bytes.and_then(|bytes| String::from_utf8(bytes).ok())
        && is_text(&decoded)
    {
        text.push_str(&decoded);
        *found = Found::Literal;
    }
}

/// Text, rather than bytes that happen to stand in a string?
fn is_text(value: &str) -> bool {
    !value.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let mut out = String::new();
        let mut cursor = Cursor::new(text, true, Backslash::Unknown);
        let has_value = value(&mut cursor, &mut out).expect("a whole value");
        assert!(matches!(cursor.peek(), Ok(b',' | b')')));
        has_value.then_some(out)
    }

    #[test]
    fn every_spelling() {
        let cases = [
            ("NULL,", None),
            ("'',", None),
            ("'it''s')", Some("it's")),
            ("-1.5e3,", Some("-1.5e3")),
            ("N'Żak',", Some("Żak")),
            ("_binary 'abc',", Some("abc")),
            ("0x414243,", Some("ABC")),
            ("X'FFD8FF',", None),
            ("'\\x4142',", Some("AB")),
            ("TO_DATE('17-06-2003', 'dd-MM-yyyy'),", Some("17-06-2003")),
            ("CAST(N'1968-12-08T00:00:00.000' AS DateTime),", Some("1968-12-08T00:00:00.000")),
            ("DATE '2018-01-02',", Some("2018-01-02")),
            ("'a'::text,", Some("a")),
            ("'a' || 'b',", Some("ab")),
            ("q'[it's]',", Some("it's")),
            ("some_column,", None),
            ("true,", Some("true")),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}
