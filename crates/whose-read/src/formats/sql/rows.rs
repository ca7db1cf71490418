//! Rows: tuples of an INSERT, lines of a COPY.

use memchr::{memchr, memchr_iter};
use whose_model::{Batch, Field};

use super::cursor::{Cursor, More};
use super::value::value;

/// Reads `(value, …)` from its parenthesis on. Values become fields whose columns are their positions. False when it is
/// no tuple of values (a sub-query, say).
pub(super) fn tuple(cursor: &mut Cursor<'_>, batch: &mut Batch) -> Result<bool, More> {
    cursor.bump();
    cursor.blank()?;
    if matches!(cursor.peek()?, b'S' | b's') && cursor.peek_word()?.eq_ignore_ascii_case("SELECT") {
        return Ok(false);
    }
    let mut position = 0;
    loop {
        let start = batch.text.len();
        if value(cursor, &mut batch.text)? {
            let end = batch.text.len() as u32;
            batch.fields.push(Field { column: position, group: 0, start: start as u32, end });
        }
        position += 1;
        match cursor.peek()? {
            b',' => cursor.bump(),
            b')' => {
                cursor.bump();
                return Ok(true);
            }
            // The parenthesis is missing.
            _ => return Ok(true),
        }
    }
}

/// Reads one line of a COPY, without its end (PostgreSQL, COPY, text format): tabs between values, `\N` for NULL.
pub(super) fn copied_line(line: &str, batch: &mut Batch) {
    let bytes = line.as_bytes();
    let escaped = memchr(b'\\', bytes).is_some();
    let mut from = 0;
    for (position, to) in memchr_iter(b'\t', bytes).chain([bytes.len()]).enumerate() {
        let text = &line[from..to];
        from = to + 1;
        if text.is_empty() || text == "\\N" {
            continue;
        }
        let start = batch.text.len() as u32;
        if escaped && text.contains('\\') {
            if !unescape(text, &mut batch.text) {
                batch.text.truncate(start as usize);
                continue;
            }
        } else {
            batch.text.push_str(text);
        }
        batch.fields.push(Field { column: position as u32, group: 0, start, end: batch.text.len() as u32 });
    }
}

/// Appends what a value with backslashes stands for. False for bytes that are no text.
fn unescape(text: &str, out: &mut String) -> bool {
    // Bytes are written as `\\x` and digits.
    if let Some(digits) = text.strip_prefix("\\\\x")
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    {
        return false;
    }
    let mut rest = text;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let Some(character) = escape.chars().next() else {
            out.push('\\');
            return true;
        };
        let mut length = character.len_utf8();
        match character {
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            'v' => out.push('\u{b}'),
            '0'..='7' => {
                length = escape.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                let code = u32::from_str_radix(&escape[..length], 8).unwrap_or_default();
                out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            other => out.push(other),
        }
        rest = &escape[length..];
    }
    out.push_str(rest);
    true
}

#[cfg(test)]
mod tests {
    use super::super::cursor::Backslash;
    use super::*;

    fn values(batch: &Batch) -> Vec<(u32, &str)> {
        batch.fields.iter().map(|field| (field.column, batch.value(*field))).collect()
    }

    #[test]
    fn tuples() {
        let mut batch = Batch::default();
        let mut cursor = Cursor::new("(1, NULL, 'a, (b)') , (2)", true, Backslash::Escapes);
        assert_eq!(tuple(&mut cursor, &mut batch), Ok(true));
        assert_eq!(values(&batch), [(0, "1"), (2, "a, (b)")]);
        assert_eq!(cursor.ahead(), " , (2)");
    }

    #[test]
    fn copied_lines() {
        let mut batch = Batch::default();
        copied_line("1\t\\N\tan\\tb\\\\c\\n\t\t\\\\x4142\t\\101", &mut batch);
        assert_eq!(values(&batch), [(0, "1"), (2, "an\tb\\c\n"), (5, "A")]);
    }
}
