//! The three ways in which mailboxes are laid out: with numbers of four bytes (ANSI), of eight (Unicode), and of eight in pages of
//! 4 KiB (OST since 2013).

use super::super::properties::{u16_at, u32_at, u64_at};
use super::cipher::Cipher;

/// Sizes and places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Narrow,
    Wide,
    Large,
}

impl Layout {
    /// Length of the numbers of blocks and of places in the file.
    pub(super) const fn number(self) -> usize {
        match self {
            Self::Narrow => 4,
            Self::Wide | Self::Large => 8,
        }
    }

    pub(super) fn number_at(self, bytes: &[u8], at: usize) -> Option<u64> {
        match self {
            Self::Narrow => u32_at(bytes, at).map(u64::from),
            Self::Wide | Self::Large => u64_at(bytes, at),
        }
    }

    pub(super) const fn page(self) -> u64 {
        match self {
            Self::Narrow | Self::Wide => 512,
            Self::Large => 4_096,
        }
    }

    /// Count, entry size and level of a page of a tree, and where its kind stands.
    pub(super) fn page_head(self, page: &[u8]) -> Option<(usize, usize, u8, u8)> {
        let (at, trailer) = match self {
            Self::Narrow => (496, 500),
            Self::Wide => (488, 496),
            Self::Large => {
                let count = usize::from(u16_at(page, 4_056)?);
                return Some((count, usize::from(*page.get(4_060)?), *page.get(4_061)?, *page.get(4_072)?));
            }
        };
        let (count, size, level) = (page.get(at)?, page.get(at + 2)?, page.get(at + 3)?);
        Some((usize::from(*count), usize::from(*size), *level, *page.get(trailer)?))
    }

    /// The checksum that a page states, and how many of its bytes it is over. The largest pages are not checked.
    pub(super) fn page_sum(self, page: &[u8]) -> Option<(u32, usize)> {
        match self {
            Self::Narrow => Some((u32_at(page, 508)?, 500)),
            Self::Wide => Some((u32_at(page, 500)?, 496)),
            Self::Large => None,
        }
    }

    /// Length of a block with what stands behind it, and where the checksum stands in that.
    pub(super) fn block(self, length: usize) -> (usize, Option<usize>) {
        let (trailer, sum, unit) = match self {
            Self::Narrow => (12, Some(8), 64),
            Self::Wide => (16, Some(4), 64),
            Self::Large => (24, None, 512),
        };
        let whole = length.saturating_add(trailer).next_multiple_of(unit);
        (whole, sum.map(|sum| whole - trailer + sum))
    }

    pub(super) const fn longest_block(self) -> usize {
        match self {
            Self::Narrow | Self::Wide => 8_192,
            Self::Large => 65_536,
        }
    }

    /// Place in its block, and the block, of what a heap calls by this number.
    pub(super) const fn in_heap(self, number: u32) -> (usize, usize) {
        match self {
            Self::Narrow | Self::Wide => ((number >> 5 & 0x7FF) as usize, (number >> 16) as usize),
            Self::Large => ((number >> 5 & 0x3FFF) as usize, (number >> 19) as usize),
        }
    }
}

/// What the header of a mailbox states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    pub(super) layout: Layout,
    /// `None`: blocks are encrypted with a key that is not in the file.
    pub(super) cipher: Option<Cipher>,
    /// Where the trees of nodes and of blocks begin.
    pub(super) nodes: u64,
    pub(super) blocks: u64,
}

pub(super) const SIGNATURE: &[u8] = b"!BDN";

impl Header {
    pub(super) fn new(head: &[u8]) -> Option<Self> {
        if !head.starts_with(SIGNATURE) {
            return None;
        }
        let layout = match u16_at(head, 10)? {
            14 | 15 => Layout::Narrow,
            20..36 => Layout::Wide,
            36.. => Layout::Large,
            _ => return None,
        };
        let (nodes, blocks, cipher) = match layout {
            Layout::Narrow => (188, 196, 461),
            Layout::Wide | Layout::Large => (224, 240, 513),
        };
        Some(Self {
            layout,
            cipher: Cipher::of(*head.get(cipher)?),
            nodes: layout.number_at(head, nodes)?,
            blocks: layout.number_at(head, blocks)?,
        })
    }
}

/// The checksum of pages and blocks ([MS-PST] 5.3).
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum, byte| {
        let place = (sum ^ u32::from(*byte)) & 0xFF;
        SUMS[place as usize] ^ sum >> 8
    })
}

const SUMS: [u32; 256] = {
    let mut sums = [0; 256];
    let mut at = 0;
    while at < 256 {
        let (mut sum, mut bit) = (at as u32, 0);
        while bit < 8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
            bit += 1;
        }
        sums[at] = sum;
        at += 1;
    }
    sums
};
