//! The block of information that a document begins with, and the tables that it points to.

/// First bytes of the stream.
pub(super) const MAGIC: [u8; 2] = [0xEC, 0xA5];
/// Word 97.
const WORD_97: u16 = 0xC1;
/// Pages of properties have this size.
pub(super) const PAGE: usize = 512;

/// What a document says about itself.
pub(super) struct Fib {
    pub(super) encrypted: bool,
    pub(super) older: bool,
    pub(super) has_pictures: bool,
    /// The stream in which its tables stand.
    pub(super) tables: &'static str,
    /// Letters of its parts: the text, footnotes, headers, macros, comments, endnotes, boxes, boxes of headers.
    pub(super) parts: Vec<u32>,
    /// Where the list of pieces stands, and the list of pages with properties of paragraphs: from, and how long.
    pub(super) pieces: (u32, u32),
    pub(super) paragraphs: (u32, u32),
}

impl Fib {
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        if bytes.get(..2)? != MAGIC {
            return None;
        }
        let flags = short(bytes, 10)?;
        let pair = |at: usize| Some((word(bytes, at)?, word(bytes, at.checked_add(4)?)?));
        Some(Self {
            encrypted: flags & 0x0100 != 0,
            older: short(bytes, 2)? < WORD_97,
            has_pictures: flags & 0x0008 != 0,
            tables: if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" },
            parts: (0..8).map_while(|part| word(bytes, 0x4C + 4 * part)).collect(),
            pieces: pair(0x1A2).unwrap_or_default(),
            paragraphs: pair(0x102).unwrap_or_default(),
        })
    }
}

/// Letters that stand together in the stream.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub(super) from: u64,
    pub(super) letters: u64,
    /// Has each letter two bytes?
    pub(super) wide: bool,
}

/// The part of a stream that a pair points to.
pub(super) fn pointed(bytes: &[u8], (from, length): (u32, u32)) -> Option<&[u8]> {
    let from = usize::try_from(from).ok()?;
    bytes.get(from..from.checked_add(usize::try_from(length).ok()?)?)
}

/// The pieces in their order. `None` where there is no list of them.
pub(super) fn pieces(list: &[u8]) -> Option<Vec<Piece>> {
    let mut rest = list;
    // What changed since the last whole save stands before it.
    while let Some((1, behind)) = rest.split_first() {
        rest = behind.get(usize::from(short(behind, 0)?).checked_add(2)?..)?;
    }
    let (2, behind) = rest.split_first()? else { return None };
    let length = usize::try_from(word(behind, 0)?).ok()?;
    let table = behind.get(4..length.checked_add(4)?)?;
    let count = length.checked_sub(4)? / 12;
    let described = table.get(count.checked_add(1)?.checked_mul(4)?..)?;
    let piece = |number: usize| {
        let (from, to) = (word(table, 4 * number)?, word(table, 4 * number + 4)?);
        let at = word(described, 8 * number + 2)?;
        let wide = at & 1 << 30 == 0;
        let at = u64::from(at & 0x3FFF_FFFF);
        let letters = u64::from(to.checked_sub(from)?);
        Some(Piece { from: if wide { at } else { at / 2 }, letters, wide })
    };
    (0..count).map(piece).collect()
}

/// Numbers of the pages that hold properties of paragraphs.
pub(super) fn pages(list: &[u8]) -> Vec<u32> {
    let count = list.len().saturating_sub(4) / 8;
    (0..count).map_while(|number| word(list, 4 * (count + 1) + 4 * number)).collect()
}

/// Paragraphs of tables on a page: from, to, and whether it is the mark that ends a row.
pub(super) fn in_tables(page: &[u8]) -> Vec<(u64, u64, bool)> {
    let count = page.last().map_or(0, |count| usize::from(*count));
    let paragraph = |number: usize| {
        let (from, to) = (word(page, 4 * number)?, word(page, 4 * number + 4)?);
        let at = 2 * usize::from(*page.get(4 * (count + 1) + 13 * number)?);
        let (in_table, ends_row) = if at == 0 { (false, false) } else { properties(page, at)? };
        (in_table || ends_row).then_some((u64::from(from), u64::from(to), ends_row))
    };
    (0..count).filter_map(paragraph).collect()
}

/// Does a paragraph stand in a table, and does it end a row?
fn properties(page: &[u8], at: usize) -> Option<(bool, bool)> {
    let (from, length) = match usize::from(*page.get(at)?) {
        0 => (at + 2, 2 * usize::from(*page.get(at + 1)?)),
        length => (at + 1, 2 * length - 1),
    };
    // The number of a style stands before them.
    let mut rest = page.get(from..from.checked_add(length)?)?.get(2..)?;
    let (mut in_table, mut ends_row) = (false, false);
    while let Some(code) = short(rest, 0) {
        let behind = rest.get(2..)?;
        let is_set = behind.first() == Some(&1);
        match code {
            0x2416 => in_table = is_set,
            0x2417 => ends_row = is_set,
            _ => {}
        }
        let size = match (code >> 13, code) {
            (0 | 1, _) => 1,
            (2 | 4 | 5, _) => 2,
            (3, _) => 4,
            (7, _) => 3,
            // The definition of a table has two bytes of length, one of them too many.
            (_, 0xD608) => usize::from(short(behind, 0)?).checked_add(1)?,
            _ => usize::from(*behind.first()?) + 1,
        };
        rest = behind.get(size..).unwrap_or_default();
    }
    Some((in_table, ends_row))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
