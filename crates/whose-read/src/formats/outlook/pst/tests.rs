//! Mailboxes built for tests, and what is read of them.

use proptest::prelude::*;

use super::cipher::Cipher;
use super::layout::{Layout, checksum};
use crate::Limits;
use crate::proving::{Rendered, dump, read_with, small_limits};

/// A mailbox under construction.
struct Built {
    layout: Layout,
    bytes: Vec<u8>,
    /// Number, place and length of each block; number, content and nodes within of each node.
    blocks: Vec<(u64, u64, u16)>,
    nodes: Vec<(u64, u64, u64)>,
}

impl Built {
    fn new(layout: Layout) -> Self {
        Self { layout, bytes: vec![0; 1_024], blocks: Vec::new(), nodes: Vec::new() }
    }

    fn number(&self, number: u64) -> Vec<u8> {
        number.to_le_bytes()[..self.layout.number()].to_vec()
    }

    fn numbers(&self, numbers: &[u64]) -> Vec<u8> {
        numbers.iter().flat_map(|number| self.number(*number)).collect()
    }

    /// A block, and its number.
    fn block(&mut self, content: &[u8], is_list: bool) -> u64 {
        let number = (self.blocks.len() as u64 + 1) * 4 + if is_list { 2 } else { 0 };
        let mut bytes = content.to_vec();
        if !is_list {
            Cipher::Cyclic.read(&mut bytes, number);
        }
        let (whole, sum) = self.layout.block(bytes.len());
        let stated = checksum(&bytes).to_le_bytes();
        bytes.resize(whole, 0);
        let sum = sum.expect("one");
        bytes[sum..sum + 4].copy_from_slice(&stated);
        self.blocks.push((number, self.bytes.len() as u64, content.len() as u16));
        self.bytes.extend(bytes);
        number
    }

    /// A list of nodes within a node.
    fn within(&mut self, nodes: &[(u64, u64, u64)]) -> u64 {
        let mut list = vec![2, 0, nodes.len() as u8, 0];
        list.resize(if self.layout == Layout::Wide { 8 } else { 4 }, 0);
        for (number, data, within) in nodes {
            list.extend(self.numbers(&[*number, *data, *within]));
        }
        self.block(&list, true)
    }

    /// A page of a tree with all its entries, and where it is.
    fn page(&mut self, kind: u8, entries: &[Vec<u8>]) -> u64 {
        let at = self.bytes.len().next_multiple_of(512);
        let (head, trailer, sum) =
            if self.layout == Layout::Wide { (488, 496, 500) } else { (496, 500, 508) };
        let mut page = entries.concat();
        page.resize(512, 0);
        page[head] = entries.len() as u8;
        page[head + 2] = entries[0].len() as u8;
        page[trailer] = kind;
        page[trailer + 1] = kind;
        let stated = checksum(&page[..trailer]).to_le_bytes();
        page[sum..sum + 4].copy_from_slice(&stated);
        self.bytes.resize(at, 0);
        self.bytes.extend(page);
        at as u64
    }

    fn end(mut self) -> Vec<u8> {
        let padded = |mut bytes: Vec<u8>, length| {
            bytes.resize(length, 0);
            bytes
        };
        let (size, step) = if self.layout == Layout::Wide { (32, 24) } else { (16, 12) };
        let nodes: Vec<Vec<u8>> =
            self.nodes.iter().map(|(a, b, c)| padded(self.numbers(&[*a, *b, *c]), size)).collect();
        let blocks: Vec<Vec<u8>> = self
            .blocks
            .iter()
            .map(|(a, b, length)| {
                padded([self.numbers(&[*a & !1, *b]), length.to_le_bytes().to_vec()].concat(), step)
            })
            .collect();
        let (nodes, blocks) = (self.page(0x81, &nodes), self.page(0x80, &blocks));
        let (version, roots, cipher) =
            if self.layout == Layout::Wide { (23, [224, 240], 513) } else { (14, [188, 196], 461) };
        self.bytes[..11].copy_from_slice(&[b'!', b'B', b'D', b'N', 0, 0, 0, 0, b'S', b'M', version]);
        for (at, root) in roots.into_iter().zip([nodes, blocks]) {
            let root = self.number(root);
            self.bytes[at..at + root.len()].copy_from_slice(&root);
        }
        self.bytes[cipher] = 2;
        self.bytes
    }
}

/// A heap whose first part is its root.
fn heap(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 0xEC, 0, 0x20, 0, 0, 0, 0, 0, 0, 0];
    let mut map = vec![parts.len() as u8, 0, 0, 0];
    for part in parts {
        map.extend((bytes.len() as u16).to_le_bytes());
        bytes.extend(part);
    }
    map.extend((bytes.len() as u16).to_le_bytes());
    let at = (bytes.len() as u16).to_le_bytes();
    bytes[..2].copy_from_slice(&at);
    [bytes, map].concat()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// What is kept of a value: itself, or where it is.
type Kept = Result<u32, Vec<u8>>;

/// Properties on a heap: number, type, and the value itself or what is kept of it.
fn properties(values: &[(u16, u16, Kept)]) -> Vec<u8> {
    let mut parts = vec![vec![0xB5, 2, 6, 0, 0x40, 0, 0, 0], Vec::new()];
    for (number, kind, value) in values {
        let kept = match value {
            Ok(value) => *value,
            Err(bytes) => {
                parts.push(bytes.clone());
                (parts.len() as u32) << 5
            }
        };
        parts[1].extend([&number.to_le_bytes()[..], &kind.to_le_bytes(), &kept.to_le_bytes()].concat());
    }
    heap(&parts)
}

/// A table of one recipient.
fn recipients(name: &str, address: &str, index: &[u8]) -> Vec<u8> {
    let column = |tag: u32, from: u16, length: u8, bit: u8| {
        [&tag.to_le_bytes()[..], &from.to_le_bytes(), &[length, bit]].concat()
    };
    let columns =
        [column(0x0C15_0003, 0, 4, 0), column(0x3001_001F, 4, 4, 1), column(0x39FE_001F, 8, 4, 2)].concat();
    let table =
        [&[0x7C, 3, 12, 0, 12, 0, 12, 0, 13, 0, 0x40, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0][..], &columns];
    let row = [2, 0, 0, 0, 0xA0, 0, 0, 0, 0xC0, 0, 0, 0, 0xE0];
    let tree = vec![0xB5, 4, index.len() as u8, 0, 0x60, 0, 0, 0];
    heap(&[table.concat(), tree, [&[0; 4], index].concat(), row.to_vec(), wide(name), wide(address)])
}

/// 2021-05-04T10:20:30Z.
const TIME: i64 = 132_645_972_300_000_000;

/// A mailbox with one message: a recipient, a file, and another message within it.
fn mailbox(layout: Layout) -> Vec<u8> {
    let mut built = Built::new(layout);
    let within = properties(&[(0x0037, 0x1F, Err(wide("Within")))]);
    let within = built.block(&within, false);
    let object = [0x24, 1, 0, 0, 0, 0, 0, 0].to_vec();
    let attached = properties(&[(0x3701, 0x0D, Err(object)), (0x3705, 3, Ok(5))]);
    let (attached, attached_within) = (built.block(&attached, false), built.within(&[(0x124, within, 0)]));
    let file = built.block(b"name;phone\nA;1\nB;2\n", false);
    let named =
        properties(&[(0x3701, 0x0102, Ok(0x13F)), (0x3705, 3, Ok(1)), (0x3707, 0x1F, Err(wide("list.csv")))]);
    let (named, named_within) = (built.block(&named, false), built.within(&[(0x13F, file, 0)]));
    let index: &[u8] = if layout == Layout::Wide { &[0; 4] } else { &[0; 2] };
    let table = built.block(&recipients("Paul Lee", "paul.lee@example.com", index), false);
    let message = properties(&[
        (0x0037, 0x1F, Err(wide("\u{1}\u{1}Hello"))),
        (0x0039, 0x40, Err(TIME.to_le_bytes().to_vec())),
        (0x0C1A, 0x1E, Err(b"Anne Roy".to_vec())),
        (0x1000, 0x1F, Err(wide("Call me"))),
        (0x5D01, 0x1F, Err(wide("anne.roy@example.com"))),
    ]);
    let message = built.block(&message, false);
    let parts = built.within(&[
        (0x692, table, 0),
        (0x8025, named, named_within),
        (0x8045, attached, attached_within),
    ]);
    built.nodes.push((0x20_0024, message, parts));
    built.end()
}

#[test]
fn a_mailbox_of_either_layout() {
    for layout in [Layout::Wide, Layout::Narrow] {
        let read = dump("box.pst", &mailbox(layout));
        let lines: Vec<&str> = read.lines().map(str::trim).collect();
        assert_eq!(
            lines.get(2..4).expect("two records"),
            [
                "0 #1 @0: From~1=\"Anne Roy <anne.roy@example.com>\" Cc~2=\"Paul Lee <paul.lee@example.com>\" \
                 Subject=\"Hello\" Date=\"2021-05-04T10:20:30Z\" body=\"Call me\"",
                "0 #2 @0: Subject=\"Within\"",
            ],
            "{read}"
        );
        assert!(read.starts_with("box.pst: pst"), "{read}");
        assert!(read.contains("box.pst!/1/list.csv: delimited"), "{read}");
        assert!(!read.contains("  gap "), "{read}");
    }
}

/// A tree whose page leads to itself, and a list of blocks that lists itself.
#[test]
fn circles_come_to_an_end() {
    let mut bytes = mailbox(Layout::Wide);
    let at = usize::try_from(u64::from_le_bytes(bytes[224..232].try_into().expect("eight"))).expect("small");
    bytes[at + 491] = 1;
    bytes[at + 490] = 24;
    let place = bytes[224..232].to_vec();
    bytes[at + 16..at + 24].copy_from_slice(&place);
    assert!(!read(&bytes, Limits::default()).gaps.is_empty());
    let mut built = Built::new(Layout::Wide);
    let list =
        built.block(&[&[1, 2, 200, 0, 0, 0, 0, 0][..], &6u64.to_le_bytes().repeat(200)].concat(), true);
    built.nodes.push((0x20_0024, list, list));
    assert!(!read(&built.end(), Limits::default()).gaps.is_empty());
}

/// Everything of one source.
fn read(bytes: &[u8], limits: Limits) -> Rendered {
    read_with("f", bytes, &[], limits).remove("f").expect("the source")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damage_anywhere(
        is_wide in any::<bool>(),
        places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30),
    ) {
        let mut bytes = mailbox(if is_wide { Layout::Wide } else { Layout::Narrow });
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        read(&bytes, small_limits());
    }

    #[test]
    fn a_mailbox_cut_short_costs_gaps_only(end in any::<prop::sample::Index>()) {
        let bytes = mailbox(Layout::Wide);
        let cut = &bytes[..end.index(bytes.len()).max(1)];
        let found = read(cut, Limits::default());
        prop_assert!(!found.gaps.is_empty() || found.format != "pst");
    }

    #[test]
    fn any_bytes_behind_the_header(large in any::<bool>(), bytes in proptest::collection::vec(any::<u8>(), 0..6_000)) {
        let mut head = mailbox(Layout::Wide)[..1_024].to_vec();
        head[10] = if large { 36 } else { 23 };
        for at in [224, 240] {
            head[at..at + 8].copy_from_slice(&1_024u64.to_le_bytes());
        }
        read(&[head, bytes].concat(), small_limits());
    }
}
