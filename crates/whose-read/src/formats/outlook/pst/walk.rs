//! Walks through a mailbox: from node to node, and from block to block of an attachment.

use std::io::{self, Read};

use rustc_hash::FxHashSet;

use super::store::{NODE_TREE, Node, Store};

/// A walk through all nodes in order of their numbers.
pub(super) struct Walk {
    /// Pages to be looked at, the next one last, with the level above them.
    pages: Vec<(u64, u8)>,
    seen: FxHashSet<u64>,
    nodes: Vec<Node>,
}

impl Walk {
    pub(super) fn new(store: &Store<'_>) -> Self {
        Self { pages: vec![(store.header.nodes, u8::MAX)], seen: FxHashSet::default(), nodes: Vec::new() }
    }

    pub(super) fn next(&mut self, store: &mut Store<'_>) -> Option<Node> {
        loop {
            if let Some(node) = self.nodes.pop() {
                return Some(node);
            }
            let (at, above) = self.pages.pop()?;
            if !self.seen.insert(at) {
                store.lost += 1;
                continue;
            }
            let Some(page) = store.page(at, NODE_TREE).filter(|page| page.level < above) else { continue };
            let entries = page.entries.chunks_exact(page.size).rev();
            if page.level == 0 {
                self.nodes.extend(entries.filter_map(|entry| store.node_of(entry)));
            } else {
                let below = entries.filter_map(|entry| store.below(entry));
                self.pages.extend(below.map(|below| (below, page.level)));
            }
        }
    }
}

/// The content of an attachment, block by block.
pub(super) struct Content<'s, 'a> {
    store: &'s mut Store<'a>,
    blocks: std::vec::IntoIter<u64>,
    block: Vec<u8>,
    at: usize,
}

impl<'s, 'a> Content<'s, 'a> {
    pub(super) fn new(store: &'s mut Store<'a>, number: u64) -> Self {
        let blocks = store.blocks(number).into_iter();
        Self { store, blocks, block: Vec::new(), at: 0 }
    }
}

impl Read for Content<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.block.len() {
            let Some(number) = self.blocks.next() else { return Ok(0) };
            let block = self.store.block(number);
            self.block = block.ok_or_else(|| io::Error::other("a block that is not there"))?;
            self.at = 0;
        }
        let rest = self.block.get(self.at..).unwrap_or_default();
        let read = rest.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..read), rest.get(..read)) {
            to.copy_from_slice(from);
        }
        self.at += read;
        Ok(read)
    }
}
