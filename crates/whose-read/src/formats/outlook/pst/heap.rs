//! Heaps on nodes, with the properties and tables in them ([MS-PST] 2.3).

use rustc_hash::FxHashSet;

use super::super::properties::{LONGEST_VALUE, Names, Properties, Value, kinds, u16_at, u32_at};
use super::layout::Layout;
use super::store::{Node, Store};

const SIGNATURE: u8 = 0xEC;
const TREE: u8 = 0xB5;
const TABLE: u8 = 0x7C;
/// Entries of one tree.
const MOST: usize = 1 << 20;

/// Where the properties of an item, or the rows of a table, are.
pub(super) struct Heap {
    layout: Layout,
    blocks: Vec<Vec<u8>>,
    /// The nodes within the one that it is on: longer values are there.
    pub(super) within: Vec<Node>,
}

/// A property that is kept: its number, its type, and its value or where that is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub(super) number: u16,
    pub(super) kind: u16,
    pub(super) value: u32,
}

/// A column of a table: what it holds, where in a row, and which bit says that it does.
struct Column {
    number: u16,
    kind: u16,
    from: usize,
    length: usize,
    bit: usize,
}

impl Heap {
    /// `None`: there is no heap on this node.
    pub(super) fn new(store: &mut Store<'_>, node: Node) -> Option<Self> {
        let blocks = store.content(node.data, LONGEST_VALUE);
        if blocks.first()?.get(2) != Some(&SIGNATURE) {
            return None;
        }
        let within = store.within(node.within);
        Some(Self { layout: store.layout, blocks, within })
    }

    fn root(&self) -> Option<u32> {
        u32_at(self.blocks.first()?, 4)
    }

    /// What is kept under a number.
    pub(super) fn get(&self, number: u32) -> Option<&[u8]> {
        let (place, block) = self.layout.in_heap(number);
        let block = self.blocks.get(block)?;
        let map = usize::from(u16_at(block, 0)?);
        let count = usize::from(u16_at(block, map)?);
        if place == 0 || place > count {
            return None;
        }
        let at = map.checked_add(2)?.checked_add(place * 2)?;
        let (from, to) = (u16_at(block, at)?, u16_at(block, at.checked_add(2)?)?);
        block.get(usize::from(from)..usize::from(to))
    }

    /// The node within that has this number.
    pub(super) fn node(&self, number: u32) -> Option<Node> {
        self.within.iter().find(|node| node.number == number).copied()
    }

    /// The entries of a tree: keys of this length with what stands behind them.
    fn tree(&self, number: u32, key: usize) -> Option<Vec<(&[u8], &[u8])>> {
        let head = self.get(number)?;
        let (&[kind, keys, values, levels], root) = (head.first_chunk::<4>()?, u32_at(head, 4)?);
        if kind != TREE || usize::from(keys) != key {
            return None;
        }
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        let mut open = vec![(root, levels)];
        while let Some((number, level)) = open.pop() {
            if number == 0 || !seen.insert(number) || found.len() >= MOST {
                continue;
            }
            let Some(bytes) = self.get(number) else { continue };
            let size = key + if level == 0 { usize::from(values) } else { 4 };
            let entries = bytes.chunks_exact(size).map(|entry| entry.split_at(key));
            if level == 0 {
                found.extend(entries);
            } else {
                open.extend(entries.rev().filter_map(|(_, below)| Some((u32_at(below, 0)?, level - 1))));
            }
        }
        Some(found)
    }

    /// The properties that are kept.
    pub(super) fn kept(&self) -> Option<Vec<Kept>> {
        let entries = self.tree(self.root()?, 2)?;
        let kept = entries.into_iter().filter_map(|(key, value)| {
            Some(Kept { number: u16_at(key, 0)?, kind: u16_at(value, 0)?, value: u32_at(value, 2)? })
        });
        Some(kept.collect())
    }

    /// The properties of an item or an attachment. `None`: there are none.
    pub(super) fn properties(
        &self,
        store: &mut Store<'_>,
        names: &Names,
        is_wanted: fn(u16) -> bool,
    ) -> Option<Properties> {
        let mut properties = Properties::default();
        for kept in self.kept()?.into_iter().filter(|kept| is_wanted(kept.number)) {
            if let Some(value) = self.value(store, kept.kind, kept.value) {
                properties.put(kept.number, value, names);
            }
        }
        Some(properties)
    }

    fn value(&self, store: &mut Store<'_>, kind: u16, value: u32) -> Option<Value> {
        let is_text = matches!(kind & !kinds::SEVERAL, kinds::WIDE | kinds::NARROW | kinds::BYTES);
        match kind {
            kinds::SHORT | kinds::LONG | kinds::BOOLEAN => {
                Value::from_bytes(kind, value.to_le_bytes().to_vec())
            }
            kinds::TIME => Value::from_bytes(kind, self.get(value)?.to_vec()),
            _ if is_text => {
                let bytes = self.bytes(store, value)?;
                if kind & kinds::SEVERAL == 0 {
                    return Value::from_bytes(kind, bytes);
                }
                Some(Value::Several(several(&bytes, kind & !kinds::SEVERAL)))
            }
            _ => None,
        }
    }

    /// A value that is kept under a number, here or in a node within.
    fn bytes(&self, store: &mut Store<'_>, number: u32) -> Option<Vec<u8>> {
        if number == 0 {
            return Some(Vec::new());
        }
        if number & 0x1F == 0 {
            let found = self.get(number).map(<[u8]>::to_vec);
            store.lost += u64::from(found.is_none());
            return found;
        }
        let Some(node) = self.node(number) else {
            store.lost += 1;
            return None;
        };
        Some(store.content(node.data, LONGEST_VALUE).concat())
    }

    /// The rows of a table, each as the properties in it.
    pub(super) fn rows(&self, store: &mut Store<'_>, is_wanted: fn(u16) -> bool) -> Option<Vec<Properties>> {
        let table = self.get(self.root()?)?;
        if table.first() != Some(&TABLE) {
            return None;
        }
        let count = usize::from(*table.get(1)?);
        let (flags, size) = (usize::from(u16_at(table, 6)?), usize::from(u16_at(table, 8)?));
        let (index, rows) = (u32_at(table, 10)?, u32_at(table, 14)?);
        let columns = table.get(22..)?.chunks_exact(8).take(count).filter_map(|column| {
            Some(Column {
                kind: u16_at(column, 0)?,
                number: u16_at(column, 2)?,
                from: usize::from(u16_at(column, 4)?),
                length: usize::from(*column.get(6)?),
                bit: usize::from(*column.get(7)?),
            })
        });
        let columns: Vec<Column> = columns.filter(|column| is_wanted(column.number)).collect();
        let blocks = match rows {
            0 => return Some(Vec::new()),
            _ if rows & 0x1F == 0 => vec![self.get(rows)?.to_vec()],
            _ => store.content(self.node(rows)?.data, LONGEST_VALUE),
        };
        let in_block = blocks.first()?.len().checked_div(size).filter(|rows| *rows > 0)?;
        let mut found = Vec::new();
        for (_, place) in self.tree(index, 4)? {
            let place =
                u32_at(place, 0).map_or_else(|| u16_at(place, 0).map(usize::from), |at| Some(at as usize));
            let row = place.and_then(|place| {
                let from = (place % in_block) * size;
                blocks.get(place / in_block)?.get(from..from + size)
            });
            match row {
                Some(row) => found.push(self.row(store, row, flags, &columns)),
                None => store.lost += 1,
            }
        }
        Some(found)
    }

    fn row(&self, store: &mut Store<'_>, row: &[u8], flags: usize, columns: &[Column]) -> Properties {
        let mut properties = Properties::default();
        for column in columns {
            let flag = row.get(flags + column.bit / 8).copied().unwrap_or(0);
            let cell = row.get(column.from..column.from + column.length);
            let Some(cell) = cell.filter(|_| flag & (0x80 >> (column.bit % 8)) != 0) else { continue };
            let is_fixed = matches!(column.kind, kinds::SHORT | kinds::LONG | kinds::BOOLEAN | kinds::TIME);
            let value = if is_fixed {
                Value::from_bytes(column.kind, cell.to_vec())
            } else {
                u32_at(cell, 0).and_then(|number| self.value(store, column.kind, number))
            };
            if let Some(value) = value {
                properties.put(column.number, value, &Names::default());
            }
        }
        properties
    }
}

/// Values of any length behind the places where they begin.
fn several(bytes: &[u8], kind: u16) -> Vec<Value> {
    let count = u32_at(bytes, 0).map_or(0, |count| count as usize);
    let place = |at: usize| u32_at(bytes, at.checked_add(1)?.checked_mul(4)?).map(|place| place as usize);
    let values = (0..count.min(bytes.len() / 4)).map_while(|at| {
        let to = if at + 1 < count { place(at + 1)? } else { bytes.len() };
        Value::from_bytes(kind, bytes.get(place(at)?..to)?.to_vec())
    });
    values.collect()
}
