//! What a table is: its columns, and where its rows stand.

use std::rc::Rc;

use super::layout::{Layout, SCALE, long, short};
use super::pages::{DEFINITION, Found, Pages, Pointer};
use super::text::Decoding;

/// So long a definition is: Access allows 255 columns and 32 indexes.
const LONGEST: usize = 1 << 20;
/// Says that a table is the user's.
const USER: u8 = b'N';
/// A column whose values stand in the part of a row that all rows have alike.
const FIXED: u8 = 0x01;
/// A column whose values are calculated from others.
const CALCULATED: u8 = 0xC0;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Truth,
    Byte,
    Short,
    Long,
    Money,
    Single,
    Double,
    Moment,
    Text,
    Memo,
    Guid,
    Decimal,
    Large,
    LongMoment,
    /// Pictures, documents, files.
    Object,
    /// Bytes, numbers of rows in tables of their own, and what later versions add.
    Other,
}

impl Kind {
    const fn of(code: u8) -> Self {
        match code {
            0x01 => Self::Truth,
            0x02 => Self::Byte,
            0x03 => Self::Short,
            0x04 => Self::Long,
            0x05 => Self::Money,
            0x06 => Self::Single,
            0x07 => Self::Double,
            0x08 => Self::Moment,
            0x0A => Self::Text,
            0x0B => Self::Object,
            0x0C => Self::Memo,
            0x0F => Self::Guid,
            0x10 => Self::Decimal,
            0x13 => Self::Large,
            0x14 => Self::LongMoment,
            _ => Self::Other,
        }
    }

    /// Bytes of a value. None where each column says it.
    const fn length(self) -> Option<usize> {
        match self {
            Self::Truth => Some(0),
            Self::Byte => Some(1),
            Self::Short => Some(2),
            Self::Long | Self::Single => Some(4),
            Self::Money | Self::Double | Self::Moment | Self::Large => Some(8),
            Self::Guid => Some(16),
            Self::Decimal => Some(17),
            Self::LongMoment => Some(42),
            Self::Text | Self::Memo | Self::Object | Self::Other => None,
        }
    }
}

/// Where a column's values stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// From a place on, so many bytes.
    Fixed(usize, usize),
    /// Between two of the row's places.
    Variable(usize),
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// Its bit in a row's mask. Numbers of columns that were deleted stay taken.
    pub(super) number: usize,
    pub(super) standing: Standing,
    /// Digits behind the point of a decimal.
    pub(super) scale: u8,
    pub(super) is_calculated: bool,
}

/// A table.
#[derive(Debug, Clone)]
pub(super) struct Definition {
    /// The page where it is defined, which its rows' pages name.
    pub(super) page: u32,
    /// Is it the user's, not the system's?
    pub(super) is_user: bool,
    /// Rows that it says it has.
    pub(super) rows: u64,
    /// Has it columns of variable length, so that rows list their places?
    pub(super) has_variable: bool,
    /// The map of the pages that it owns.
    pub(super) owned: Pointer,
    /// In the order of their numbers.
    pub(super) columns: Vec<Column>,
}

impl Definition {
    /// Reads the definition that begins on a page.
    pub(super) fn read(pages: &mut Pages<'_>, page: u32, decoding: &Decoding) -> Found<Self> {
        let bytes = whole(pages, page)?;
        let damaged = || pages.fault(page, "its definition cannot be read");
        parse(&bytes, page, pages.layout, decoding).ok_or_else(damaged)
    }

    /// The column of a name.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))
    }
}

/// A definition in one piece. It may go on on further pages.
fn whole(pages: &mut Pages<'_>, first: u32) -> Found<Vec<u8>> {
    let page = definition_page(pages, first)?;
    let mut next = long(&page, 4).unwrap_or_default();
    let mut bytes = page.to_vec();
    while next != 0 {
        let page = definition_page(pages, next)?;
        pages.spend(page.len())?;
        bytes.extend_from_slice(page.get(8..).unwrap_or_default());
        if bytes.len() > LONGEST {
            return Err(pages.fault(first, "its definition has no end"));
        }
        next = long(&page, 4).unwrap_or_default();
    }
    Ok(bytes)
}

fn definition_page(pages: &mut Pages<'_>, number: u32) -> Found<Rc<[u8]>> {
    let page = pages.page(number)?;
    if page.first() == Some(&DEFINITION) {
        return Ok(page);
    }
    Err(pages.fault(number, "a page that should define it does not"))
}

fn parse(bytes: &[u8], page: u32, layout: &Layout, decoding: &Decoding) -> Option<Definition> {
    let count = usize::from(short(bytes, layout.column_count)?);
    let indexes = usize::try_from(long(bytes, layout.index_count)?).ok()?;
    let first = layout.index.checked_mul(indexes)?.checked_add(layout.indexes)?;
    let mut name_at = layout.column.checked_mul(count)?.checked_add(first)?;
    let mut columns = Vec::new();
    for block in bytes.get(first..name_at)?.chunks_exact(layout.column) {
        let length = layout.count(bytes, name_at)?;
        name_at = name_at.checked_add(layout.count_width())?;
        let name = bytes.get(name_at..name_at.checked_add(length)?)?;
        name_at = name_at.checked_add(length)?;
        columns.push(column(block, decoding.text(name), layout)?);
    }
    columns.sort_by_key(|column| column.number);
    Some(Definition {
        page,
        is_user: bytes.get(layout.kind) == Some(&USER),
        rows: u64::from(long(bytes, layout.rows_claimed)?),
        has_variable: short(bytes, layout.variable_count)? > 0,
        owned: Pointer::at(bytes, layout.owned)?,
        columns,
    })
}

fn column(block: &[u8], name: String, layout: &Layout) -> Option<Column> {
    let extra = layout.extra_flags.and_then(|at| block.get(at)).copied().unwrap_or_default();
    let is_calculated = extra & CALCULATED != 0;
    let claimed = usize::from(short(block, layout.length)?);
    let kind = match Kind::of(*block.first()?) {
        kind if !is_calculated => kind,
        // What has no greatest length is a long text.
        Kind::Text if claimed == 0 => Kind::Memo,
        kind @ (Kind::Text | Kind::Memo | Kind::Moment | Kind::LongMoment) => kind,
        // Of what kind it is then stands elsewhere. It repeats what other columns say.
        _ => Kind::Other,
    };
    let number = usize::from(short(block, layout.number)?);
    let standing = if block.get(layout.flags)? & FIXED != 0 {
        let at = usize::from(short(block, layout.offset)?) + layout.count_width();
        Standing::Fixed(at, kind.length().unwrap_or(claimed))
    } else {
        Standing::Variable(usize::from(short(block, layout.variable)?))
    };
    Some(Column {
        name: if name.is_empty() { format!("column {}", number + 1) } else { name },
        kind,
        number,
        standing,
        scale: block.get(SCALE).copied().unwrap_or_default(),
        is_calculated,
    })
}
