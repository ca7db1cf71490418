//! The elements of a document.

use std::borrow::Cow;
use std::fmt::Write as _;

use whose_model::civil::date_from_days;

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;
/// Days farther from 1970 than this are of no year of four digits.
const FARTHEST: i64 = 2_900_000;

/// The value of an element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Value<'d> {
    Text(&'d str),
    Document(&'d [u8]),
    Array(&'d [u8]),
    /// Its number in the database, or one of a kind that programs give out.
    Id(&'d [u8]),
    Number(i64),
    Real(f64),
    Truth(bool),
    /// Milliseconds since 1970.
    Moment(i64),
    /// Nothing that tells of anybody.
    Other,
}

impl Value<'_> {
    /// As text; nothing for documents, arrays and what tells nothing.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::Text(text) => Some(Cow::Borrowed(*text)).filter(|text| !text.is_empty()),
            Self::Id(bytes) => Some(Cow::Owned(bytes.iter().fold(String::new(), |mut text, byte| {
                _ = write!(text, "{byte:02x}");
                text
            }))),
            Self::Number(number) => Some(Cow::Owned(number.to_string())),
            Self::Real(number) => Some(Cow::Owned(number.to_string())),
            Self::Truth(truth) => Some(Cow::Borrowed(if *truth { "true" } else { "false" })),
            Self::Moment(milliseconds) => moment(*milliseconds).map(Cow::Owned),
            Self::Document(_) | Self::Array(_) | Self::Other => None,
        }
    }
}

fn moment(milliseconds: i64) -> Option<String> {
    let (day, within) = (milliseconds.div_euclid(DAY), milliseconds.rem_euclid(DAY) / 1_000);
    let day = i32::try_from(day).ok().filter(|day| i64::from(*day).abs() < FARTHEST)?;
    let (year, month, day) = date_from_days(day);
    let (hour, minute, second) = (within / 3_600, within / 60 % 60, within % 60);
    (1..=9_999)
        .contains(&year)
        .then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"))
}

/// The document that bytes begin with, if all of it is there and ends as one.
pub(super) fn document(bytes: &[u8]) -> Option<&[u8]> {
    let length = u32::from_le_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let document = bytes.get(..length)?;
    (length >= 5 && document.ends_with(&[0])).then_some(document)
}

/// The elements of a document, each with its name; `None` where one is damaged, and no more behind it.
pub(super) struct Elements<'d> {
    rest: &'d [u8],
}

impl<'d> Elements<'d> {
    /// `document`: with its length before it and its end behind.
    pub(super) fn new(document: &'d [u8]) -> Self {
        Self { rest: document.get(4..document.len().saturating_sub(1)).unwrap_or_default() }
    }

    fn take(&mut self, length: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn long(&mut self) -> Option<i64> {
        Some(i64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    /// Text up to a zero.
    fn name(&mut self) -> Option<&'d str> {
        let end = memchr::memchr(0, self.rest)?;
        let name = std::str::from_utf8(self.take(end)?).ok()?;
        self.take(1)?;
        Some(name)
    }

    /// Text with its length before it and a zero behind.
    fn string(&mut self) -> Option<&'d str> {
        let length = self.number()? as usize;
        let text = self.take(length)?.strip_suffix(&[0])?;
        std::str::from_utf8(text).ok()
    }

    fn inner(&mut self) -> Option<&'d [u8]> {
        let inner = document(self.rest)?;
        self.take(inner.len())
    }

    fn value(&mut self, kind: u8) -> Option<Value<'d>> {
        Some(match kind {
            0x01 => Value::Real(f64::from_le_bytes(self.take(8)?.try_into().ok()?)),
            0x02 | 0x0D | 0x0E => Value::Text(self.string()?),
            0x03 => Value::Document(self.inner()?),
            0x04 => Value::Array(self.inner()?),
            0x05 => {
                let length = self.number()? as usize;
                let kind = self.take(1)?[0];
                let bytes = self.take(length)?;
                // 3 and 4 are UUIDs.
                match kind {
                    3 | 4 => Value::Id(bytes),
                    _ => std::str::from_utf8(bytes).map_or(Value::Other, Value::Text),
                }
            }
            0x07 => Value::Id(self.take(12)?),
            0x08 => Value::Truth(self.take(1)?[0] != 0),
            0x09 => Value::Moment(self.long()?),
            0x0B => {
                self.name()?;
                self.name()?;
                Value::Other
            }
            0x0C => {
                self.string()?;
                self.take(12)?;
                Value::Other
            }
            0x0F => {
                let length = self.number()? as usize;
                self.take(length.checked_sub(4)?)?;
                Value::Other
            }
            0x10 => Value::Number(i64::from(self.number()? as i32)),
            0x12 => Value::Number(self.long()?),
            0x11 => {
                self.take(8)?;
                Value::Other
            }
            0x13 => {
                self.take(16)?;
                Value::Other
            }
            0x06 | 0x0A | 0x7F | 0xFF => Value::Other,
            _ => return None,
        })
    }
}

impl<'d> Iterator for Elements<'d> {
    type Item = Option<(&'d str, Value<'d>)>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = self.take(1)?[0];
        let element = self.name().and_then(|name| Some((name, self.value(kind)?)));
        if element.is_none() {
            self.rest = &[];
        }
        Some(element)
    }
}
