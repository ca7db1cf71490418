//! Where things stand on the pages of the two generations, and numbers read from bytes that may end too early.

/// The places that differ between Jet 3 and its successors.
#[derive(Debug)]
pub(super) struct Layout {
    /// Text is UTF-16 and counts take two bytes; before, text was in a code page and counts took one.
    pub(super) wide: bool,
    /// Length of a page.
    pub(super) page: usize,
    /// Where a data page says how many rows it has. Their places follow.
    pub(super) row_count: usize,
    /// Where a definition says how many rows its table has.
    pub(super) rows_claimed: usize,
    /// Where a definition says whether its table is the user's or the system's.
    pub(super) kind: usize,
    /// Where a definition counts its columns of variable length, all columns, and its indexes.
    pub(super) variable_count: usize,
    pub(super) column_count: usize,
    pub(super) index_count: usize,
    /// Where a definition points to the map of the pages that its table owns.
    pub(super) owned: usize,
    /// Where the blocks of indexes begin, and the length of one. The columns follow.
    pub(super) indexes: usize,
    pub(super) index: usize,
    /// Length of a column's block and what stands where in it.
    pub(super) column: usize,
    pub(super) number: usize,
    pub(super) variable: usize,
    pub(super) flags: usize,
    pub(super) extra_flags: Option<usize>,
    pub(super) offset: usize,
    pub(super) length: usize,
}

/// Scale of a decimal within a column's block.
pub(super) const SCALE: usize = 12;

/// Access 97.
pub(super) static JET3: Layout = Layout {
    wide: false,
    page: 2_048,
    row_count: 8,
    rows_claimed: 12,
    kind: 20,
    variable_count: 23,
    column_count: 25,
    index_count: 31,
    owned: 35,
    indexes: 43,
    index: 8,
    column: 18,
    number: 1,
    variable: 3,
    flags: 13,
    extra_flags: None,
    offset: 14,
    length: 16,
};

/// Access 2000 and later.
pub(super) static JET4: Layout = Layout {
    wide: true,
    page: 4_096,
    row_count: 12,
    rows_claimed: 16,
    kind: 40,
    variable_count: 43,
    column_count: 45,
    index_count: 51,
    owned: 55,
    indexes: 63,
    index: 12,
    column: 25,
    number: 5,
    variable: 7,
    flags: 15,
    extra_flags: Some(16),
    offset: 21,
    length: 23,
};

impl Layout {
    /// Bytes of a count within a row.
    pub(super) const fn count_width(&self) -> usize {
        if self.wide { 2 } else { 1 }
    }

    /// A count within a row.
    pub(super) fn count(&self, bytes: &[u8], at: usize) -> Option<usize> {
        if self.wide { short(bytes, at).map(usize::from) } else { bytes.get(at).copied().map(usize::from) }
    }
}

/// The bytes from a place on.
pub(super) fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.try_into().ok()
}

/// Two bytes as a number.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    array(bytes, at).map(u16::from_le_bytes)
}

/// Four bytes as a number.
pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    array(bytes, at).map(u32::from_le_bytes)
}
