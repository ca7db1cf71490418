//! Nodes and blocks of a mailbox ([MS-PST] 2.2): two trees of pages, one to find nodes in, one to find blocks.

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::rc::Rc;

use rustc_hash::FxHashMap;
use whose_model::GapReason;

use super::super::properties::{u16_at, u32_at};
use super::cipher::Cipher;
use super::layout::{Header, Layout, checksum};
use crate::{Output, ReadSeek};

/// Pages that are kept.
const KEPT: usize = 4_096;
/// Blocks of one node, and nodes within one.
const MOST: usize = 1 << 20;
/// What finding something costs, beside what is read.
const FINDING: u64 = 64;
const BLOCK_TREE: u8 = 0x80;
pub(super) const NODE_TREE: u8 = 0x81;

/// A node: an item, a folder, a part of an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) number: u32,
    /// The block with its content, and the one that lists the nodes within it.
    pub(super) data: u64,
    pub(super) within: u64,
}

/// A page of a tree.
pub(super) struct Page {
    pub(super) level: u8,
    pub(super) size: usize,
    pub(super) entries: Vec<u8>,
}

/// A mailbox that is being read.
pub(super) struct Store<'a> {
    source: BufReader<Box<dyn ReadSeek + 'a>>,
    length: u64,
    pub(super) layout: Layout,
    cipher: Cipher,
    pub(super) header: Header,
    pages: FxHashMap<u64, Rc<Page>>,
    /// Bytes that may still be read: trees of a hostile file may lead to the same blocks again and again.
    budget: u64,
    damage: Vec<(u64, u64, GapReason, &'static str)>,
    /// Parts that are nowhere.
    pub(super) lost: u64,
}

impl<'a> Store<'a> {
    pub(super) fn new(raw: Box<dyn ReadSeek + 'a>, length: u64, header: Header, cipher: Cipher) -> Self {
        Self {
            source: BufReader::with_capacity(1 << 12, raw),
            length,
            layout: header.layout,
            cipher,
            header,
            pages: FxHashMap::default(),
            budget: length.saturating_mul(16).saturating_add(1 << 24),
            damage: Vec::new(),
            lost: 0,
        }
    }

    /// Was as much read as may be?
    pub(super) const fn is_spent(&self) -> bool {
        self.budget == 0
    }

    /// Says what could not be read so far.
    pub(super) fn report(&mut self, output: &mut dyn Output) {
        for (from, to, reason, detail) in self.damage.drain(..) {
            output.not_read(from, to, reason, detail);
        }
    }

    fn damaged(&mut self, from: u64, length: u64, reason: GapReason, detail: &'static str) {
        let to = from.saturating_add(length).min(self.length);
        self.damage.push((from.min(self.length), to, reason, detail));
    }

    fn bytes(&mut self, at: u64, length: usize) -> Option<Vec<u8>> {
        self.budget = self.budget.saturating_sub((length as u64).max(FINDING));
        if self.is_spent() {
            return None;
        }
        if at.saturating_add(length as u64) > self.length {
            self.damaged(self.length, 0, GapReason::Truncated, "the mailbox ends before what it refers to");
            return None;
        }
        let mut bytes = vec![0; length];
        let read = self.source.seek(SeekFrom::Start(at)).and_then(|_| self.source.read_exact(&mut bytes));
        if read.is_err() {
            self.damaged(at, length as u64, GapReason::Unreadable, "a part of the mailbox could not be read");
            return None;
        }
        Some(bytes)
    }

    pub(super) fn page(&mut self, at: u64, kind: u8) -> Option<Rc<Page>> {
        if let Some(page) = self.pages.get(&at) {
            self.budget = self.budget.saturating_sub(FINDING);
            return if self.is_spent() { None } else { Some(Rc::clone(page)) };
        }
        let length = self.layout.page();
        let mut bytes = self.bytes(at, length as usize)?;
        let (count, size, level, stated) = self.layout.page_head(&bytes)?;
        let fits = self
            .layout
            .page_sum(&bytes)
            .is_none_or(|(sum, over)| bytes.get(..over).is_some_and(|over| checksum(over) == sum));
        if !fits || stated != kind || size == 0 {
            self.damaged(at, length, GapReason::Damaged, "a page of the mailbox's directory");
            // A page that is one by its kind may still lead somewhere.
            if stated != kind || size == 0 {
                return None;
            }
        }
        bytes.truncate(count.saturating_mul(size).min(bytes.len()));
        let page = Rc::new(Page { level, size, entries: bytes });
        if self.pages.len() >= KEPT {
            self.pages.clear();
        }
        self.pages.insert(at, Rc::clone(&page));
        Some(page)
    }

    /// Where the page below an entry stands.
    pub(super) fn below(&self, entry: &[u8]) -> Option<u64> {
        self.layout.number_at(entry, self.layout.number() * 2)
    }

    /// The entry of a tree with this key.
    fn find(&mut self, root: u64, kind: u8, key: u64) -> Option<Vec<u8>> {
        let (mut at, mut above) = (root, u8::MAX);
        loop {
            let page = self.page(at, kind)?;
            let key_of = |entry: &[u8]| {
                self.layout.number_at(entry, 0).unwrap_or(u64::MAX) & !u64::from(kind == BLOCK_TREE)
            };
            let mut entries = page.entries.chunks_exact(page.size);
            if page.level == 0 {
                return entries.find(|entry| key_of(entry) == key).map(<[u8]>::to_vec);
            }
            // Each level is below the last: there is an end.
            if page.level >= above {
                return None;
            }
            above = page.level;
            at = self.below(entries.take_while(|entry| key_of(entry) <= key).last()?)?;
        }
    }

    /// A node by its number.
    pub(super) fn node(&mut self, number: u32) -> Option<Node> {
        let entry = self.find(self.header.nodes, NODE_TREE, u64::from(number))?;
        self.node_of(&entry)
    }

    pub(super) fn node_of(&self, entry: &[u8]) -> Option<Node> {
        let step = self.layout.number();
        Some(Node {
            number: u32_at(entry, 0)?,
            data: self.layout.number_at(entry, step)?,
            within: self.layout.number_at(entry, step * 2)?,
        })
    }

    /// A block as it was before it was written, and how long it may be at most.
    pub(super) fn block(&mut self, number: u64) -> Option<Vec<u8>> {
        let key = number & !1;
        let Some(entry) = self.find(self.header.blocks, BLOCK_TREE, key) else {
            self.lost += 1;
            return None;
        };
        let step = self.layout.number();
        let (at, length) = (self.layout.number_at(&entry, step)?, usize::from(u16_at(&entry, step * 2)?));
        let (whole, sum) = self.layout.block(length);
        let mut bytes = self.bytes(at, whole)?;
        let stated = sum.and_then(|sum| u32_at(&bytes, sum));
        bytes.truncate(length);
        if length > self.layout.longest_block() || stated.is_some_and(|stated| stated != checksum(&bytes)) {
            self.damaged(at, whole as u64, GapReason::Damaged, "a block of the mailbox");
        }
        // Those that list others are written as they are.
        let is_list = number & 2 != 0;
        let inflated = usize::from(u16_at(&entry, step * 2 + 2)?);
        let is_packed = self.layout == Layout::Large && inflated != length;
        if is_packed && bytes.first() == Some(&0x78) {
            bytes = self.inflated(at, &bytes);
            if !is_list {
                self.cipher.read(&mut bytes, number);
            }
            return Some(bytes);
        }
        if !is_list {
            self.cipher.read(&mut bytes, number);
        }
        Some(if is_packed { self.inflated(at, &bytes) } else { bytes })
    }

    fn inflated(&mut self, at: u64, bytes: &[u8]) -> Vec<u8> {
        let mut inflated = Vec::new();
        let most = self.layout.longest_block() as u64;
        if flate2::read::ZlibDecoder::new(bytes).take(most).read_to_end(&mut inflated).is_err() {
            self.damaged(at, bytes.len() as u64, GapReason::Damaged, "a packed block of the mailbox");
        }
        self.budget = self.budget.saturating_sub(inflated.len() as u64);
        inflated
    }

    /// The numbers of the blocks that make up a node's content, in order.
    pub(super) fn blocks(&mut self, number: u64) -> Vec<u64> {
        let mut found = Vec::new();
        self.blocks_into(number, 3, &mut found);
        found
    }

    fn blocks_into(&mut self, number: u64, above: u8, found: &mut Vec<u64>) {
        if number == 0 || found.len() >= MOST || self.is_spent() {
            return;
        }
        if number & 2 == 0 {
            found.push(number);
            return;
        }
        let Some(list) = self.block(number) else { return };
        let level = list.get(1).copied().unwrap_or(0);
        if list.first() != Some(&1) || level == 0 || level >= above {
            self.lost += 1;
            return;
        }
        let count = usize::from(u16_at(&list, 2).unwrap_or(0));
        let step = self.layout.number();
        for at in (0..count).map(|place| 8 + place * step) {
            let Some(number) = self.layout.number_at(&list, at) else { break };
            self.blocks_into(number, level, found);
        }
    }

    /// The content of a node, block by block; no more than this in all.
    pub(super) fn content(&mut self, number: u64, most: u64) -> Vec<Vec<u8>> {
        let mut left = most;
        let mut content = Vec::new();
        for number in self.blocks(number) {
            // Later ones keep their places.
            let block = self.block(number).unwrap_or_default();
            if block.len() as u64 > left {
                self.damaged(self.length, 0, GapReason::Limit, "a text longer than the limit");
                break;
            }
            left -= block.len() as u64;
            content.push(block);
        }
        content
    }

    /// The nodes within a node.
    pub(super) fn within(&mut self, number: u64) -> Vec<Node> {
        let mut found = Vec::new();
        self.within_into(number, 2, &mut found);
        found
    }

    fn within_into(&mut self, number: u64, above: u8, found: &mut Vec<Node>) {
        if number == 0 || self.is_spent() {
            return;
        }
        let Some(list) = self.block(number) else { return };
        let (level, step) = (list.get(1).copied().unwrap_or(u8::MAX), self.layout.number());
        if list.first() != Some(&2) || level >= above {
            self.lost += 1;
            return;
        }
        let count = usize::from(u16_at(&list, 2).unwrap_or(0));
        let (from, size) = (if step == 8 { 8 } else { 4 }, if level == 0 { step * 3 } else { step * 2 });
        for entry in list.get(from..).unwrap_or_default().chunks_exact(size).take(count) {
            match level {
                0 if found.len() < MOST => found.extend(self.node_of(entry)),
                0 => return,
                _ => {
                    let Some(below) = self.layout.number_at(entry, step) else { continue };
                    self.within_into(below, level, found);
                }
            }
        }
    }
}
