//! The header of a table: how long its rows are, and which columns they have.

/// What a table says about itself.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) version: u8,
    /// How many rows it states to have, deleted ones included.
    pub(super) rows: u64,
    /// Where the first row stands.
    pub(super) length: u64,
    /// Bytes of a row with its mark of deletion.
    pub(super) row: usize,
    pub(super) columns: Vec<Column>,
    /// Number of the language driver, which tells the code page. 0 where nothing is said.
    pub(super) language: u8,
    /// Does it say that its rows are encrypted?
    pub(super) encrypted: bool,
    /// Are its numbers those of dBASE 7?
    pub(super) seven: bool,
}

/// A column.
#[derive(Debug)]
pub(super) struct Column {
    /// As it stands, in the table's code page.
    pub(super) name: Vec<u8>,
    pub(super) kind: u8,
    /// Where its value stands in a row.
    pub(super) from: usize,
    pub(super) length: usize,
    /// Which bit of the column of flags says that there is no value.
    pub(super) null: Option<usize>,
    /// Which bit says that the last byte of the value is its length.
    pub(super) short: Option<usize>,
}

/// Where descriptors of columns have what.
struct Layout {
    first: usize,
    width: usize,
    name: usize,
    kind: usize,
    length: usize,
}

const TWO: Layout = Layout { first: 8, width: 16, name: 11, kind: 11, length: 12 };
const THREE: Layout = Layout { first: 32, width: 32, name: 11, kind: 11, length: 16 };
const SEVEN: Layout = Layout { first: 68, width: 48, name: 32, kind: 32, length: 33 };

/// First bytes: dBASE II; III, IV, V; Visual FoxPro; dBASE IV with SQL; with memos; HiPer-Six; FoxPro and FoxBASE with memos.
const VERSIONS: &[u8] = &[
    0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x7B, 0x83, 0x87, 0x8B, 0x8C, 0x8E, 0xCB, 0xE5,
    0xF5, 0xFB,
];
/// Rows of a dBASE II table stand here, however few columns it has.
const ROWS_OF_TWO: u64 = 521;
/// Most columns of any version.
const MOST_COLUMNS: usize = 2_048;
/// The column that holds the flags of the others.
pub(super) const FLAGS: u8 = b'0';

impl Header {
    /// Reads the header that a file begins with. `None` where anything in it does not fit: no other mark tells such a table.
    pub(super) fn parse(head: &[u8]) -> Option<Self> {
        let version = *head.first()?;
        if !VERSIONS.contains(&version) {
            return None;
        }
        if version == 0x02 {
            return Self::two(head);
        }
        let seven = || matches!(version, 0x04 | 0x8C).then(|| Self::later(head, version, &SEVEN)).flatten();
        Self::later(head, version, &THREE).or_else(seven)
    }

    fn two(head: &[u8]) -> Option<Self> {
        let date = [*head.get(5)?, *head.get(3)?, *head.get(4)?];
        let row = usize::from(short(head, 6)?);
        let (columns, end) = columns(head, &TWO, row)?;
        if !is_day(date) || end as u64 >= ROWS_OF_TWO {
            return None;
        }
        Some(Self {
            version: 2,
            rows: u64::from(short(head, 1)?),
            length: ROWS_OF_TWO,
            row,
            columns,
            language: 0,
            encrypted: false,
            seven: false,
        })
    }

    fn later(head: &[u8], version: u8, layout: &Layout) -> Option<Self> {
        let date = [*head.get(1)?, *head.get(2)?, *head.get(3)?];
        let length = u64::from(short(head, 8)?);
        let row = usize::from(short(head, 10)?);
        let (columns, end) = columns(head, layout, row)?;
        // Behind the columns stand a name of a database (Visual FoxPro), properties (dBASE 7), a byte or two, or nothing.
        let room = match version {
            0x30..=0x32 => 264,
            _ if layout.width == SEVEN.width => u64::MAX,
            _ => 32,
        };
        let behind = length.checked_sub(end as u64)?;
        if !is_day(date) || behind > room {
            return None;
        }
        Some(Self {
            version,
            rows: u64::from(u32::from_le_bytes(head.get(4..8)?.try_into().ok()?)),
            length,
            row,
            columns,
            language: *head.get(29)?,
            encrypted: *head.get(15)? == 1,
            seven: layout.width == SEVEN.width,
        })
    }

    /// The column that holds flags of the others.
    pub(super) fn flags(&self) -> Option<&Column> {
        self.columns.iter().find(|column| column.kind == FLAGS)
    }

    /// Numbers of double length stand in columns of type `B`.
    pub(super) const fn is_foxpro(&self) -> bool {
        matches!(self.version, 0x30..=0x32)
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Year within its century or since 1900, month and day. Some programs write none.
fn is_day(date: [u8; 3]) -> bool {
    date == [0; 3] || (1..=12).contains(&date[1]) && (1..=31).contains(&date[2])
}

/// The columns, and where their descriptors end. `None` where they do not fill a row.
fn columns(head: &[u8], layout: &Layout, row: usize) -> Option<(Vec<Column>, usize)> {
    let mut descriptors = Vec::new();
    let mut at = layout.first;
    while *head.get(at)? != 0x0D {
        let descriptor = head.get(at..at.checked_add(layout.width)?)?;
        if descriptors.len() == MOST_COLUMNS || !is_descriptor(descriptor, layout) {
            return None;
        }
        descriptors.push(descriptor);
        at += layout.width;
    }
    // Clipper and FoxPro write the length of a long text over its decimals too; others leave there what they like.
    let plain = placed(&descriptors, layout, false);
    let long = || placed(&descriptors, layout, true);
    let fits = |found: &(Vec<Column>, usize)| found.1 == row && !found.0.is_empty();
    let (columns, _) = Some(plain).filter(fits).or_else(|| Some(long()).filter(fits))?;
    Some((columns, at + 1))
}

/// Gives columns their places in a row: with the length of a row.
fn placed(descriptors: &[&[u8]], layout: &Layout, long: bool) -> (Vec<Column>, usize) {
    let (mut from, mut bits) = (1usize, 0usize);
    let mut bit = |is_used: bool| {
        let at = bits;
        bits += usize::from(is_used);
        is_used.then_some(at)
    };
    let of = |descriptor: &[u8], at: usize| descriptor.get(at).copied().unwrap_or_default();
    let columns = descriptors.iter().map(|descriptor| {
        let kind = of(descriptor, layout.kind);
        let high = if long && kind == b'C' { of(descriptor, layout.length + 1) } else { 0 };
        let length = usize::from(u16::from_le_bytes([of(descriptor, layout.length), high]));
        let has_null = layout.width == THREE.width && kind != FLAGS && of(descriptor, 18) & 0x02 != 0;
        let name = name(descriptor, layout).to_vec();
        let column =
            Column { name, kind, from, length, short: bit(matches!(kind, b'V' | b'Q')), null: bit(has_null) };
        from += length;
        column
    });
    (columns.collect(), from)
}

fn name<'a>(descriptor: &'a [u8], layout: &Layout) -> &'a [u8] {
    let name = descriptor.get(..layout.name).unwrap_or_default();
    name.split(|byte| *byte == 0).next().unwrap_or_default().trim_ascii()
}

/// Has it a name, a type that exists, and a length which that type can have?
fn is_descriptor(descriptor: &[u8], layout: &Layout) -> bool {
    let name = name(descriptor, layout);
    let is_named = !name.is_empty() && name.iter().all(|byte| *byte >= 0x20 && *byte != 0x7F);
    let of = |at: usize| descriptor.get(at).copied().unwrap_or_default();
    let length = of(layout.length);
    is_named
        && match of(layout.kind) {
            b'C' | b'V' | b'Q' | b'X' | FLAGS => true,
            b'N' | b'F' => (1..=32).contains(&length),
            b'D' | b'@' | b'O' | b'T' | b'Y' => length == 8,
            b'L' => length == 1,
            b'I' | b'+' => length == 4,
            b'M' | b'G' | b'P' | b'W' => matches!(length, 4 | 10),
            b'B' => matches!(length, 4 | 8 | 10),
            _ => false,
        }
}
