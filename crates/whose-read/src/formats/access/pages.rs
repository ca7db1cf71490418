//! The pages of a database, read as they are asked for, and the rows on a page.

use std::io::SeekFrom;
use std::ops::Range;
use std::rc::Rc;

use whose_model::GapReason;

use super::cipher;
use super::layout::{Layout, long, short};
use crate::Output;
use crate::format::ReadSeek;

/// First byte of a page that holds rows.
pub(super) const DATA: u8 = 1;
/// First byte of a page that defines a table.
pub(super) const DEFINITION: u8 = 2;
/// First byte of a page that maps pages.
pub(super) const MAP: u8 = 5;
/// No database may have more: 2 GiB is the most that Access writes.
const MOST_PAGES: u64 = 1 << 21;
/// So many pages are kept.
const KEPT: usize = 64;
/// What a row's place says beside the place.
const DELETED: u16 = 0x8000;
const ELSEWHERE: u16 = 0x4000;
const PLACE: u16 = 0x1FFF;
/// A row that moved points to its place, which may point on; so often at most.
const MOST_MOVES: usize = 16;

/// What could not be read, and why.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) reason: GapReason,
    pub(super) detail: &'static str,
}

/// What was asked for, or why it could not be had.
pub(super) type Found<T> = Result<T, Fault>;

impl Fault {
    /// Makes it a gap. `of` says what it belongs to.
    pub(super) fn report(&self, of: &str, output: &mut dyn Output) {
        let detail = format!("{of}: {}", self.detail);
        output.not_read(self.from, self.to, self.reason, &detail);
    }
}

/// Points to a row: its page and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Pointer {
    pub(super) page: u32,
    pub(super) row: u8,
}

impl Pointer {
    /// The pointer that stands at a place.
    pub(super) fn at(bytes: &[u8], at: usize) -> Option<Self> {
        let both = long(bytes, at)?;
        Some(Self { page: both >> 8, row: both as u8 })
    }
}

/// A row where it stands.
#[derive(Debug, Clone)]
pub(super) struct Row {
    page: Rc<[u8]>,
    range: Range<usize>,
    /// Its raw offset in the source.
    pub(super) offset: u64,
}

impl Row {
    pub(super) fn bytes(&self) -> &[u8] {
        self.page.get(self.range.clone()).unwrap_or_default()
    }

    /// That it cannot be read.
    pub(super) fn fault(&self, detail: &'static str) -> Fault {
        let to = self.offset.saturating_add(self.range.len() as u64);
        Fault { from: self.offset, to, reason: GapReason::Damaged, detail }
    }
}

/// What stands at a row's number on its page.
pub(super) enum Slot {
    /// Nothing that counts: the row was deleted, or is reached from where it stood before.
    Deleted,
    /// The row.
    Here(Row),
    /// The row stands elsewhere.
    Elsewhere(Pointer),
}

/// A page with rows.
#[derive(Debug, Clone)]
pub(super) struct RowPage {
    bytes: Rc<[u8]>,
    start: u64,
    row_count: usize,
    /// How many rows it has, the deleted ones too.
    pub(super) rows: usize,
}

impl RowPage {
    /// The table, by the page of its definition, whose rows stand here.
    pub(super) fn owner(&self) -> Option<u32> {
        long(&self.bytes, 4)
    }

    /// What stands at a row's number. None when the page contradicts itself.
    pub(super) fn slot(&self, row: usize) -> Option<Slot> {
        let entry = self.entry(row)?;
        if entry & DELETED != 0 {
            return Some(Slot::Deleted);
        }
        let found = self.row(row)?;
        if entry & ELSEWHERE == 0 {
            return Some(Slot::Here(found));
        }
        Pointer::at(found.bytes(), 0).map(Slot::Elsewhere)
    }

    /// A row, deleted or not, and whether it is only a pointer: what a pointer leads to is always marked as deleted.
    fn target(&self, row: usize) -> Option<(Row, bool)> {
        Some((self.row(row)?, self.entry(row)? & ELSEWHERE != 0))
    }

    fn entry(&self, row: usize) -> Option<u16> {
        if row >= self.rows {
            return None;
        }
        short(&self.bytes, self.row_count + 2 + 2 * row)
    }

    /// Rows are written from the end of the page towards its beginning.
    fn row(&self, row: usize) -> Option<Row> {
        let from = usize::from(self.entry(row)? & PLACE);
        let to = match row.checked_sub(1) {
            Some(before) => usize::from(self.entry(before)? & PLACE),
            None => self.bytes.len(),
        };
        let places_end = self.row_count + 2 + 2 * self.rows;
        let is_sound = from >= places_end && from < to && to <= self.bytes.len();
        is_sound.then(|| Row {
            page: Rc::clone(&self.bytes),
            range: from..to,
            offset: self.start.saturating_add(from as u64),
        })
    }
}

/// Reads pages.
pub(super) struct Pages<'a> {
    source: Box<dyn ReadSeek + 'a>,
    pub(super) layout: &'static Layout,
    /// Length of the source.
    pub(super) length: u64,
    /// Whole pages in it.
    pub(super) count: u32,
    key: u32,
    kept: Vec<Option<(u32, Rc<[u8]>)>>,
    /// Bytes that pointers may still lead to. In a sound database none is pointed to twice.
    left: u64,
}

impl<'a> Pages<'a> {
    /// Pages of a source. They are deciphered with the key unless it is 0.
    pub(super) fn new(
        source: Box<dyn ReadSeek + 'a>,
        length: u64,
        layout: &'static Layout,
        key: u32,
    ) -> Self {
        let count = (length / layout.page as u64).min(MOST_PAGES) as u32;
        let left = length.saturating_mul(4);
        Self { source, layout, length, count, key, kept: vec![None; KEPT], left }
    }

    /// First byte behind the last page.
    pub(super) fn end(&self) -> u64 {
        self.start(self.count)
    }

    fn start(&self, number: u32) -> u64 {
        u64::from(number) * self.layout.page as u64
    }

    /// That a page cannot be read, or makes no sense.
    pub(super) fn fault(&self, number: u32, detail: &'static str) -> Fault {
        let from = self.start(number);
        Fault { from, to: from + self.layout.page as u64, reason: GapReason::Damaged, detail }
    }

    /// A page.
    pub(super) fn page(&mut self, number: u32) -> Found<Rc<[u8]>> {
        if number >= self.count {
            let detail = "it goes on on pages behind the end of the file";
            let (from, to) = (self.length, self.length);
            return Err(Fault { from, to, reason: GapReason::Truncated, detail });
        }
        let place = number as usize % KEPT;
        if let Some(Some((kept, page))) = self.kept.get(place)
            && *kept == number
        {
            return Ok(Rc::clone(page));
        }
        let mut bytes = vec![0; self.layout.page];
        let start = self.start(number);
        let read = self.source.seek(SeekFrom::Start(start)).and_then(|_| self.source.read_exact(&mut bytes));
        if read.is_err() {
            let detail = "a page could not be read from the disk";
            return Err(Fault { reason: GapReason::Unreadable, ..self.fault(number, detail) });
        }
        if self.key != 0 && number != 0 {
            cipher::apply((self.key ^ number).to_le_bytes(), &mut bytes);
        }
        let page: Rc<[u8]> = bytes.into();
        if let Some(slot) = self.kept.get_mut(place) {
            *slot = Some((number, Rc::clone(&page)));
        }
        Ok(page)
    }

    /// A page with rows.
    pub(super) fn row_page(&mut self, number: u32) -> Found<RowPage> {
        let bytes = self.page(number)?;
        let row_count = self.layout.row_count;
        let rows = short(&bytes, row_count).map(usize::from).unwrap_or_default();
        if bytes.first() != Some(&DATA) || row_count + 2 + 2 * rows > bytes.len() {
            return Err(self.fault(number, "a page that should hold rows holds none that can be read"));
        }
        Ok(RowPage { bytes, start: self.start(number), row_count, rows })
    }

    /// The row that a pointer leads to.
    pub(super) fn row(&mut self, pointer: Pointer) -> Found<Row> {
        let mut pointer = pointer;
        for _ in 0..MOST_MOVES {
            let page = self.row_page(pointer.page)?;
            let missing = self.fault(pointer.page, "a row that is pointed to is not on its page");
            let (row, is_pointer) = page.target(usize::from(pointer.row)).ok_or_else(|| missing.clone())?;
            self.spend(row.bytes().len())?;
            if !is_pointer {
                return Ok(row);
            }
            pointer = Pointer::at(row.bytes(), 0).ok_or(missing)?;
        }
        Err(self.fault(pointer.page, "a row is pointed to in a circle"))
    }

    /// Counts what pointers led to, so that a few bytes cannot stand for endless ones.
    pub(super) fn spend(&mut self, bytes: usize) -> Found<()> {
        match self.left.checked_sub(bytes as u64) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => {
                let detail = "pointers lead to the same bytes again and again";
                let (from, to) = (self.length, self.length);
                Err(Fault { from, to, reason: GapReason::Limit, detail })
            }
        }
    }
}
