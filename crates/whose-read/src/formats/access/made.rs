//! Makes databases for tests: no file of anyone stands in the repository.

use super::cipher;
use super::layout::{Layout, SCALE};

const LIST: &Columns =
    &[("Id", 0x04, Some(4)), ("Type", 0x03, Some(2)), ("Flags", 0x04, Some(4)), ("Name", 0x0A, None)];

/// A cell that goes into a row.
#[derive(Clone)]
pub(super) enum Cell {
    Empty,
    Truth(bool),
    /// Bytes of a fixed length.
    Fixed(Vec<u8>),
    Variable(Vec<u8>),
}

/// Columns of made tables: name, code of the kind, bytes of a fixed one.
pub(super) type Columns = [(&'static str, u8, Option<usize>)];

/// A database under way.
pub(super) struct Made {
    layout: &'static Layout,
    pages: Vec<Vec<u8>>,
}

const MAPS: usize = 1;

impl Made {
    pub(super) fn new(layout: &'static Layout, signature: &[u8], key: u32) -> Self {
        let mut header = vec![0; layout.page];
        header[..signature.len()].copy_from_slice(signature);
        header[0x14] = u8::from(layout.wide);
        header[0x3C..0x3E].copy_from_slice(&1252_u16.to_le_bytes());
        header[0x3E..0x42].copy_from_slice(&key.to_le_bytes());
        cipher::reveal_header(&mut header);
        let mut made = Self { layout, pages: vec![header] };
        made.row_page(b"\0\0\0\0");
        made
    }

    pub(super) fn row_page(&mut self, owner: &[u8]) -> usize {
        let mut page = vec![0; self.layout.page];
        page[..2].copy_from_slice(&[1, 1]);
        page[4..8].copy_from_slice(owner);
        self.pages.push(page);
        self.pages.len() - 1
    }

    /// Adds a row to a page; its number there.
    pub(super) fn row(&mut self, page: usize, bytes: &[u8], flags: u16) -> u8 {
        let (at, page) = (self.layout.row_count, &mut self.pages[page]);
        let count = usize::from(page[at]);
        let entry = |number: usize| at + 2 + 2 * number;
        let end = match count {
            0 => page.len(),
            _ => {
                usize::from(u16::from_le_bytes([page[entry(count - 1)], page[entry(count - 1) + 1]]) & 0x1FFF)
            }
        };
        let from = end - bytes.len();
        page[from..end].copy_from_slice(bytes);
        page[entry(count)..entry(count) + 2].copy_from_slice(&(from as u16 | flags).to_le_bytes());
        page[at] += 1;
        count as u8
    }

    /// A map of the pages of which it is told, in a row.
    pub(super) fn map(&mut self, owned: &[usize]) -> u8 {
        let mut map = vec![0; 5 + 8];
        owned.iter().for_each(|page| map[5 + page / 8] |= 1 << (page % 8));
        self.row(MAPS, &map, 0)
    }

    pub(super) fn text(&self, text: &str) -> Vec<u8> {
        if self.layout.wide {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned()
        }
    }

    /// Sets the definition of a table on its page, which was added as a row page.
    pub(super) fn define(&mut self, page: usize, columns: &Columns, rows: u32, map: u8) {
        let layout = self.layout;
        let mut bytes = vec![0; layout.indexes];
        bytes[..2].copy_from_slice(&[2, 1]);
        bytes[layout.rows_claimed..layout.rows_claimed + 4].copy_from_slice(&rows.to_le_bytes());
        bytes[layout.kind] = if page == 2 { b'S' } else { b'N' };
        let variable = columns.iter().filter(|column| column.2.is_none()).count();
        bytes[layout.variable_count] = variable as u8;
        bytes[layout.column_count] = columns.len() as u8;
        bytes[layout.owned] = map;
        bytes[layout.owned + 1] = MAPS as u8;
        let (mut at, mut place) = (0_u16, 0);
        for (number, (_, kind, fixed)) in columns.iter().enumerate() {
            let mut block = vec![0; layout.column];
            block[0] = *kind;
            block[layout.number] = number as u8;
            match fixed {
                Some(length) => {
                    block[layout.flags] = 1;
                    block[layout.offset..layout.offset + 2].copy_from_slice(&at.to_le_bytes());
                    at += *length as u16;
                }
                None => {
                    block[layout.variable] = place;
                    place += 1;
                }
            }
            block[SCALE] = 2;
            bytes.extend(block);
        }
        for (name, _, _) in columns {
            let name = self.text(name);
            bytes.push(name.len() as u8);
            bytes.extend(layout.wide.then_some(0));
            bytes.extend(name);
        }
        let target = &mut self.pages[page];
        target.fill(0);
        target[..bytes.len()].copy_from_slice(&bytes);
    }

    /// A row's bytes.
    pub(super) fn cells(&self, cells: &[Cell]) -> Vec<u8> {
        let count = |number: usize| (number as u16).to_le_bytes()[..self.layout.count_width()].to_vec();
        let mut bytes = count(cells.len());
        let mut mask = vec![0_u8; cells.len().div_ceil(8)];
        for (number, cell) in cells.iter().enumerate() {
            if let Cell::Fixed(fixed) = cell {
                bytes.extend(fixed);
            }
            let is_set = !matches!(cell, Cell::Empty | Cell::Truth(false));
            mask[number / 8] |= u8::from(is_set) << (number % 8);
        }
        let mut places = Vec::new();
        for cell in cells {
            if let Cell::Variable(value) = cell {
                places.push(bytes.len());
                bytes.extend(value);
            } else if matches!(cell, Cell::Empty) {
                // Made tables leave only columns of variable length empty.
                places.push(bytes.len());
            }
        }
        let jumps = if self.layout.wide { 0 } else { (bytes.len() + places.len() + 3 + mask.len()) / 256 };
        let end = bytes.len();
        places.push(end);
        places.iter().rev().for_each(|place| bytes.extend(&count(*place)));
        for jump in (1..=jumps).rev() {
            let first = places.iter().position(|place| *place >= jump * 256);
            bytes.push(first.map_or(0xFF, |first| first as u8));
        }
        bytes.extend(count(places.len() - 1));
        bytes.extend(mask);
        bytes
    }

    /// Lists objects: page, kind, flags and name.
    pub(super) fn list(&mut self, page: usize, rows: usize, entries: &[(usize, i16, u32, &str)]) {
        let map = self.map(&[rows]);
        self.define(page, LIST, entries.len() as u32, map);
        for (page, kind, flags, name) in entries {
            let cells = [
                Cell::Fixed((*page as u32).to_le_bytes().to_vec()),
                Cell::Fixed(kind.to_le_bytes().to_vec()),
                Cell::Fixed(flags.to_le_bytes().to_vec()),
                Cell::Variable(self.text(name)),
            ];
            let row = self.cells(&cells);
            self.row(rows, &row, 0);
        }
    }

    /// The database.
    pub(super) fn finish(mut self, key: u32) -> Vec<u8> {
        if key != 0 {
            for (number, page) in self.pages.iter_mut().enumerate().skip(1) {
                cipher::apply((key ^ number as u32).to_le_bytes(), page);
            }
        }
        self.pages.concat()
    }
}

/// What stands in a row for a long text.
pub(super) fn head(length: u32, flags: u32, page: usize, row: u8) -> Vec<u8> {
    let pointer = (page as u32) << 8 | u32::from(row);
    [(length | flags).to_le_bytes(), pointer.to_le_bytes(), [0; 4]].concat()
}
