//! Values of a row, as people write them.

use whose_model::civil;

use super::header::{Column, FLAGS, Header};

/// What a row says in a column.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'a> {
    Nothing,
    /// Letters in the table's code page.
    Letters(&'a [u8]),
    Said(String),
    /// It stands in the file of memos.
    Memo,
}

/// Days from the first Julian day to 1970-01-01.
const JULIAN: i64 = 2_440_588;
/// 1899-12-30: what has this day has none, but a time of day.
const DAY_OF_TIMES: i32 = -25_569;
const DAY: u64 = 86_400_000;

/// The value of a column.
pub(super) fn value<'a>(header: &Header, column: &Column, row: &'a [u8]) -> Value<'a> {
    let end = column.from.saturating_add(column.length);
    let Some(bytes) = row.get(column.from..end) else { return Value::Nothing };
    if is_set(header, column.null, row) {
        return Value::Nothing;
    }
    let said = |text: Option<String>| text.map_or(Value::Nothing, Value::Said);
    match column.kind {
        b'C' | b'X' => letters(bytes),
        b'V' | b'Q' if is_set(header, column.short, row) => {
            let length = bytes.last().map_or(0, |last| usize::from(*last));
            letters(bytes.get(..length).unwrap_or(bytes))
        }
        b'V' | b'Q' => letters(bytes),
        b'D' => day(bytes),
        b'I' | b'+' => said(integer(header, bytes)),
        b'Y' => said(eight(bytes).map(|bytes| money(i64::from_le_bytes(bytes)))),
        b'T' => said(eight(bytes).and_then(moment)),
        b'@' => said(eight(bytes).and_then(|bytes| stamp(bytes).or_else(|| moment(bytes)))),
        b'O' => said(eight(bytes).and_then(ordered)),
        b'B' if column.length == 8 && header.is_foxpro() => {
            said(eight(bytes).map(f64::from_le_bytes).and_then(number))
        }
        b'M' | b'G' | b'P' | b'W' | b'B' => memo(bytes),
        FLAGS => Value::Nothing,
        _ => match letters(bytes) {
            // A number too long for its column, or nothing that is known to be true or false.
            Value::Letters(bytes) if bytes.iter().all(|byte| matches!(byte, b'*' | b'?')) => Value::Nothing,
            value => value,
        },
    }
}

/// Is this bit of the column of flags set?
fn is_set(header: &Header, bit: Option<usize>, row: &[u8]) -> bool {
    let Some((bit, flags)) = bit.zip(header.flags()) else { return false };
    let byte = flags.from.checked_add(bit / 8).filter(|_| bit / 8 < flags.length).and_then(|at| row.get(at));
    byte.is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
}

/// Without the blanks or zeros that fill the column.
fn letters(bytes: &[u8]) -> Value<'_> {
    let is_filler = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
    match (bytes.iter().position(|byte| !is_filler(byte)), bytes.iter().rposition(|byte| !is_filler(byte))) {
        (Some(from), Some(to)) => Value::Letters(bytes.get(from..=to).unwrap_or_default()),
        _ => Value::Nothing,
    }
}

/// `20190331` as `2019-03-31`; what is no day as it is written.
fn day(bytes: &[u8]) -> Value<'_> {
    let found = std::str::from_utf8(bytes).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()));
    let part =
        |text: &str, of: std::ops::Range<usize>| text.get(of).and_then(|digits| digits.parse::<u32>().ok());
    let days = found.and_then(|text| {
        let year = i32::try_from(part(text, 0..4)?).ok()?;
        civil::days_from_date(year, part(text, 4..6)?, part(text, 6..8)?)
    });
    match (days, letters(bytes)) {
        (Some(days), _) => Value::Said(civil::iso(days)),
        (None, Value::Letters(bytes)) if bytes.iter().all(|byte| *byte == b'0') => Value::Nothing,
        (None, value) => value,
    }
}

fn integer(header: &Header, bytes: &[u8]) -> Option<String> {
    let bytes: [u8; 4] = bytes.try_into().ok()?;
    if !header.seven {
        return Some(i32::from_le_bytes(bytes).to_string());
    }
    // The highest bit is set where the number is positive; nothing but zeros is no number.
    let written = u32::from_be_bytes(bytes);
    (written != 0).then(|| (written ^ 0x8000_0000).cast_signed().to_string())
}

fn eight(bytes: &[u8]) -> Option<[u8; 8]> {
    bytes.try_into().ok()
}

/// Ten-thousandths, as Visual FoxPro keeps money.
fn money(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", value.unsigned_abs() / 10_000, value.unsigned_abs() % 10_000)
}

fn number(value: f64) -> Option<String> {
    value.is_finite().then(|| value.to_string())
}

/// The number of a Julian day and milliseconds since midnight.
fn moment(bytes: [u8; 8]) -> Option<String> {
    let [a, b, c, d, e, f, g, h] = bytes;
    let day = i64::from(u32::from_le_bytes([a, b, c, d]));
    let days = i32::try_from(day - JULIAN).ok().filter(|_| day != 0)?;
    iso(days, u64::from(u32::from_le_bytes([e, f, g, h])))
}

/// Milliseconds since the day before 0001-01-01, as dBASE 7 keeps them.
fn stamp(bytes: [u8; 8]) -> Option<String> {
    let milliseconds = double(bytes).filter(|value| (1.0..4e14).contains(value))?.round() as u64;
    let first = civil::days_from_date(1, 1, 1)?;
    let days = i32::try_from(milliseconds / DAY).ok()?.checked_add(first)?.checked_sub(1)?;
    iso(days, milliseconds % DAY)
}

/// Day and time of the day. Days before 1000 and after 9999 are those of no table.
fn iso(days: i32, milliseconds: u64) -> Option<String> {
    if !(-354_285..2_932_897).contains(&days) {
        return None;
    }
    // Programs round milliseconds down.
    let seconds = milliseconds.checked_add(500)? / 1_000;
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if days == DAY_OF_TIMES {
        return Some(format!("{hours:02}:{minutes:02}:{seconds:02}"));
    }
    match (hours, minutes, seconds) {
        (0, 0, 0) => Some(civil::iso(days)),
        (0..24, _, _) => Some(format!("{}T{hours:02}:{minutes:02}:{seconds:02}", civil::iso(days))),
        _ => Some(civil::iso(days)),
    }
}

/// A number of dBASE 7, whose bytes are in the order of the numbers.
fn double(bytes: [u8; 8]) -> Option<f64> {
    let written = u64::from_be_bytes(bytes);
    let is_positive = written >> 63 == 1;
    (written != 0).then(|| f64::from_bits(if is_positive { written ^ 1 << 63 } else { !written }))
}

fn ordered(bytes: [u8; 8]) -> Option<String> {
    double(bytes).and_then(number)
}

/// The number of a block in the file of memos: in digits, or as a number of four bytes.
fn memo(bytes: &[u8]) -> Value<'static> {
    let says_none = match bytes.len() {
        4 => bytes.iter().all(|byte| matches!(byte, 0 | b' ')),
        _ => bytes.iter().all(|byte| matches!(byte, 0 | b' ' | b'0')),
    };
    if says_none { Value::Nothing } else { Value::Memo }
}
