//! Properties of an item ([MS-OXPROPS], [MS-OXCDATA]): numbers for keys, typed values.

use rustc_hash::FxHashMap;
use whose_model::civil;

use super::code_pages::{encoding_of, narrow, page_of_language, wide};
use crate::code_pages::CodePage;

/// Longest value of which the text is taken; the rest of a longer one is a gap.
pub(super) const LONGEST_VALUE: u64 = 64 << 20;
/// Properties from here on have the numbers that the store gave to names.
pub(super) const FIRST_NAMED: u16 = 0x8000;
/// The code page of 8-bit strings, and that of the HTML body.
pub(super) const CODE_PAGE: u16 = 0x3FFD;
pub(super) const INTERNET_CODE_PAGE: u16 = 0x3FDE;
const LOCALE: u16 = 0x3FF1;
/// Intervals of 100 ns between 1601 and 1970, when the two clocks begin.
const CLOCKS_APART: i64 = 116_444_736_000_000_000;
const SECONDS_A_DAY: i64 = 86_400;

/// Types of values.
pub(super) mod kinds {
    pub(in super::super) const SHORT: u16 = 0x0002;
    pub(in super::super) const LONG: u16 = 0x0003;
    pub(in super::super) const BOOLEAN: u16 = 0x000B;
    pub(in super::super) const OBJECT: u16 = 0x000D;
    pub(in super::super) const NARROW: u16 = 0x001E;
    pub(in super::super) const WIDE: u16 = 0x001F;
    pub(in super::super) const TIME: u16 = 0x0040;
    pub(in super::super) const BYTES: u16 = 0x0102;
    /// Set where there may be several values.
    pub(in super::super) const SEVERAL: u16 = 0x1000;
}

/// Sets of numbered names, by the first part of their identifier.
pub(super) mod sets {
    pub(in super::super) const APPOINTMENT: u32 = 0x0006_2002;
    pub(in super::super) const TASK: u32 = 0x0006_2003;
    pub(in super::super) const ADDRESS: u32 = 0x0006_2004;
    pub(in super::super) const COMMON: u32 = 0x0006_2008;
}

/// What a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// One that has its number everywhere.
    Tag(u16),
    /// One of a set, whose number each store gives anew.
    Of(u32, u32),
}

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    /// Text of which the code page is not yet known.
    Narrow(Vec<u8>),
    Bytes(Vec<u8>),
    Number(i64),
    /// 100 ns since 1601.
    Time(i64),
    Several(Vec<Self>),
}

impl Value {
    /// The value that these bytes are, by its type. `None`: a type that tells nothing about people.
    pub(super) fn from_bytes(kind: u16, bytes: Vec<u8>) -> Option<Self> {
        match kind {
            kinds::WIDE => Some(Self::Text(wide(&bytes))),
            kinds::NARROW => Some(Self::Narrow(bytes)),
            kinds::BYTES => Some(Self::Bytes(bytes)),
            kinds::SHORT => Some(Self::Number(i64::from(i16::from_le_bytes(array(&bytes)?)))),
            kinds::LONG => Some(Self::Number(i64::from(i32::from_le_bytes(array(&bytes)?)))),
            kinds::BOOLEAN => Some(Self::Number(i64::from(*bytes.first()? != 0))),
            kinds::TIME => Some(Self::Time(i64::from_le_bytes(array(&bytes)?))),
            _ => None,
        }
    }

    fn settle(&mut self, encoding: Option<CodePage>) {
        match self {
            Self::Narrow(bytes) => *self = Self::Text(narrow(bytes, encoding)),
            Self::Several(values) => values.iter_mut().for_each(|value| value.settle(encoding)),
            _ => {}
        }
    }

    fn as_text(&self) -> Option<&str> {
        let Self::Text(text) = self else { return None };
        let text = text.split('\0').next().unwrap_or_default().trim();
        (!text.is_empty()).then_some(text)
    }
}

/// What the numbers from [`FIRST_NAMED`] on mean in a store.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: FxHashMap<u16, Name>,
}

#[derive(Debug, PartialEq, Eq)]
enum Name {
    Number(u32, u32),
    /// A field that somebody made.
    Own(String),
}

impl Names {
    /// Reads the three streams that hold them ([MS-OXMSG] 2.2.3.1, [MS-PST] 2.4.7).
    pub(super) fn new(sets: &[u8], entries: &[u8], strings: &[u8]) -> Self {
        let mut known = FxHashMap::default();
        for entry in entries.chunks_exact(8) {
            let (Some(name), Some(kind), Some(index)) =
                (u32_at(entry, 0), u16_at(entry, 4), u16_at(entry, 6))
            else {
                continue;
            };
            let Some(number) = FIRST_NAMED.checked_add(index) else { continue };
            let name = if kind & 1 == 0 {
                // 1 and 2 are sets without numbered names that tell of people.
                let set = (usize::from(kind >> 1)).checked_sub(3).and_then(|at| u32_at(sets, at * 16));
                set.map(|set| Name::Number(set, name))
            } else {
                string_at(strings, name as usize).map(Name::Own)
            };
            if let Some(name) = name {
                known.insert(number, name);
            }
        }
        Self { known }
    }
}

/// A string behind its length.
fn string_at(strings: &[u8], at: usize) -> Option<String> {
    let length = u32_at(strings, at)? as usize;
    let from = at.checked_add(4)?;
    strings.get(from..from.checked_add(length)?).map(wide)
}

/// The properties of an item, a recipient or an attachment.
#[derive(Debug, Default)]
pub(super) struct Properties {
    values: FxHashMap<Key, Value>,
    /// Fields that somebody made, by their names.
    own: Vec<(String, Value)>,
}

impl Properties {
    pub(super) fn put(&mut self, number: u16, value: Value, names: &Names) {
        if number < FIRST_NAMED {
            self.values.insert(Key::Tag(number), value);
            return;
        }
        match names.known.get(&number) {
            Some(Name::Number(set, name)) => {
                self.values.insert(Key::Of(*set, *name), value);
            }
            Some(Name::Own(name)) => self.own.push((name.clone(), value)),
            None => {}
        }
    }

    /// Decodes 8-bit strings by the code page of the item, or by that of what it belongs to. Where none is stated they are UTF-8,
    /// or Western.
    pub(super) fn settle(&mut self, outer: Option<i64>) {
        let page = self.code_page().or(outer);
        let encoding = page.and_then(encoding_of);
        self.values.values_mut().for_each(|value| value.settle(encoding));
        self.own.iter_mut().for_each(|(_, value)| value.settle(encoding));
    }

    /// The code page of 8-bit strings: as it is stated, that of the language, or the one nearest to that of the mail.
    pub(super) fn code_page(&self) -> Option<i64> {
        let of = |tag: u16| self.number(Key::Tag(tag));
        let stated = of(CODE_PAGE).filter(|page| encoding_of(*page).is_some());
        stated.or_else(|| of(LOCALE).and_then(page_of_language)).or_else(|| match of(INTERNET_CODE_PAGE)? {
            50_220..=50_222 | 51_932 | 20_932 => Some(932),
            51_949 => Some(949),
            // Mail may be in UTF-8 where the program is not.
            65_001 | 20_127 => None,
            page => encoding_of(page).map(|_| page),
        })
    }

    pub(super) fn get(&self, key: Key) -> Option<&Value> {
        self.values.get(&key)
    }

    /// A text that is not empty.
    pub(super) fn text(&self, key: Key) -> Option<&str> {
        self.get(key)?.as_text()
    }

    pub(super) fn tag(&self, tag: u16) -> Option<&str> {
        self.text(Key::Tag(tag))
    }

    /// All texts of a property that may have several.
    pub(super) fn texts(&self, key: Key) -> Vec<&str> {
        match self.get(key) {
            Some(Value::Several(values)) => values.iter().filter_map(Value::as_text).collect(),
            Some(value) => value.as_text().into_iter().collect(),
            None => Vec::new(),
        }
    }

    pub(super) fn number(&self, key: Key) -> Option<i64> {
        match self.get(key) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn time(&self, key: Key) -> Option<i64> {
        match self.get(key) {
            Some(Value::Time(time)) => Some(*time),
            _ => None,
        }
    }

    pub(super) fn bytes(&self, key: Key) -> Option<&[u8]> {
        match self.get(key) {
            Some(Value::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// Fields that somebody made, and what stands in them.
    pub(super) fn own(&self) -> impl Iterator<Item = (&str, &str)> {
        self.own.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_text()?)))
    }

    /// The kind of item: `IPM.Note`, `IPM.Contact`.
    pub(super) fn class(&self) -> String {
        self.tag(0x001A).unwrap_or_default().to_ascii_lowercase()
    }
}

/// A point in time as RFC 3339.
pub(super) fn rfc3339(time: i64) -> Option<String> {
    let (days, second) = days_and_second(time)?;
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    Some(format!("{}T{hour:02}:{minute:02}:{second:02}Z", civil::iso(days)))
}

/// The day that was meant where a midnight somewhere was kept: the nearest of UTC.
pub(super) fn day(time: i64) -> Option<String> {
    days_and_second(time.checked_add(SECONDS_A_DAY / 2 * 10_000_000)?).map(|(days, _)| civil::iso(days))
}

fn days_and_second(time: i64) -> Option<(i32, i64)> {
    let seconds = time.checked_sub(CLOCKS_APART)?.div_euclid(10_000_000);
    let days = i32::try_from(seconds.div_euclid(SECONDS_A_DAY)).ok()?;
    // No stated day is one of another millennium; 4501 stands for none.
    let year = civil::date_from_days(days).0;
    (1601 < year && year < 4500).then_some((days, seconds.rem_euclid(SECONDS_A_DAY)))
}

pub(super) fn array<const LENGTH: usize>(bytes: &[u8]) -> Option<[u8; LENGTH]> {
    bytes.get(..LENGTH)?.try_into().ok()
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes.get(at..)?).map(u16::from_le_bytes)
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes.get(at..)?).map(u32::from_le_bytes)
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    array(bytes.get(at..)?).map(u64::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2021-05-04T10:20:30Z.
    const TIME: i64 = 132_645_972_300_000_000;

    #[test]
    fn times_and_days() {
        assert_eq!(rfc3339(TIME).as_deref(), Some("2021-05-04T10:20:30Z"));
        assert_eq!(rfc3339(0), None);
        assert_eq!(rfc3339(i64::MAX), None);
        // Midnight in Seoul.
        let midnight = CLOCKS_APART + (3_600 * 15) * 10_000_000;
        assert_eq!(day(midnight).as_deref(), Some("1970-01-02"));
    }

    #[test]
    fn eight_bit_text_by_its_code_page() {
        let mut properties = Properties::default();
        properties.put(0x0037, Value::Narrow(vec![0x8E, 0x52, 0x93, 0x63]), &Names::default());
        properties.put(CODE_PAGE, Value::Number(932), &Names::default());
        properties.settle(None);
        assert_eq!(properties.tag(0x0037), Some("山田"));
    }

    #[test]
    fn names_by_number_and_by_text() {
        let sets = [&[0x04, 0x20, 0x06, 0x00][..], &[0; 12]].concat();
        let entries = [0x83, 0x80, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 5, 0, 1, 0];
        let strings = [4, 0, 0, 0, b'I', 0, b'd', 0];
        let names = Names::new(&sets, &entries, &strings);
        assert_eq!(names.known[&0x8000], Name::Number(sets::ADDRESS, 0x8083));
        assert_eq!(names.known[&0x8001], Name::Own("Id".to_string()));
    }
}
