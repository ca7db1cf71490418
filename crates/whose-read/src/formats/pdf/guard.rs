//! What is looked at before a document is opened: the parser follows its tree of pages by recursion and keeps for each page what all
//! nodes above it say, so that a tree of a few hundred kilobytes could take all memory.
//!
//! Not seen are trees in streams of objects that are encrypted, and names that are written with escapes.

use std::io::Read;

use memchr::memmem;
use rustc_hash::{FxHashMap, FxHashSet};

/// Trees of a million pages are not as deep when ten stand in a node.
const DEEPEST: usize = 64;
/// Pages and nodes, times the nodes above them: some 2 GB.
const MOST: usize = 4_000_000;
/// So many nodes may name what stands below them in a way that is not followed here.
const MOST_ODD: usize = 64;
/// So much of a stream of objects is looked at, in bytes.
const UNPACKED: u64 = 64 << 20;

/// Does the tree of pages hold more, or go deeper, than is followed?
pub(super) fn is_too_deep(bytes: &[u8]) -> bool {
    let mut tree = Tree::default();
    tree.take(bytes, &objects(bytes));
    for at in memmem::find_iter(bytes, b"/ObjStm") {
        if let Some((unpacked, objects)) = packed_objects(bytes, at) {
            tree.take(&unpacked, &objects);
        }
    }
    tree.is_too_deep()
}

/// An object: where it begins, and its number.
type Begin = (usize, u32);

/// The nodes of a tree of pages, as they are found.
#[derive(Default)]
struct Tree {
    /// What stands below a node, of all versions of it.
    kids: FxHashMap<u32, FxHashSet<u32>>,
    /// Nodes whose list of what stands below was not found.
    odd: usize,
}

impl Tree {
    fn take(&mut self, bytes: &[u8], objects: &[Begin]) {
        let ends = objects.iter().skip(1).map(|(at, _)| *at).chain([bytes.len()]);
        for ((begin, number), end) in objects.iter().zip(ends) {
            let object = bytes.get(*begin..end).unwrap_or_default();
            if !is_node(object) {
                continue;
            }
            match kids(object) {
                Some(kids) => self.kids.entry(*number).or_default().extend(kids),
                None => self.odd += 1,
            }
        }
    }

    fn is_too_deep(&self) -> bool {
        if self.odd > MOST_ODD {
            return true;
        }
        // Where the paths of one step end that begin at any node, then those of two. In a tree, each page ends as many paths as it
        // has nodes above it. What names itself ends longer and longer ones.
        let mut ends: Vec<u32> = self.kids.keys().copied().collect();
        let mut sum = 0;
        for _ in 0..DEEPEST {
            let kids = ends.iter().filter_map(|node| self.kids.get(node));
            sum += kids.clone().map(FxHashSet::len).sum::<usize>();
            if sum > MOST {
                return true;
            }
            ends = kids.flatten().copied().filter(|kid| self.kids.contains_key(kid)).collect();
            if ends.is_empty() {
                return false;
            }
        }
        true
    }
}

/// Is an object a node of a tree of pages?
fn is_node(object: &[u8]) -> bool {
    memmem::find_iter(object, b"/Pages").any(|at| {
        // `/Pages 3 0 R` refers to one.
        !object[at + 6..].trim_ascii_start().first().is_some_and(u8::is_ascii_digit)
    })
}

/// The numbers of the objects that a node lists.
fn kids(object: &[u8]) -> Option<Vec<u32>> {
    let at = memmem::find(object, b"/Kids")? + 5;
    let list = object[at..].trim_ascii_start().strip_prefix(b"[")?;
    let list = &list[..memchr::memchr(b']', list)?];
    let mut words = list.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let mut kids = Vec::new();
    while let Some(number) = words.next() {
        kids.push(std::str::from_utf8(number).ok()?.parse().ok()?);
        words.nth(1)?;
    }
    Some(kids)
}

/// The objects that stand in the file itself: `12 0 obj`.
fn objects(bytes: &[u8]) -> Vec<Begin> {
    let number = |at: usize| {
        let (_, before) = last_word(&bytes[..at])?;
        let (word, _) = last_word(before)?;
        Some((at, std::str::from_utf8(word).ok()?.parse().ok()?))
    };
    memmem::find_iter(bytes, b"obj").filter_map(number).collect()
}

/// The last word, which must be short and of digits, and what stands before it.
fn last_word(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let bytes = bytes.trim_ascii_end();
    let digits = bytes.iter().rev().take(11).take_while(|byte| byte.is_ascii_digit()).count();
    let (before, word) = bytes.split_at(bytes.len() - digits);
    (1..=10).contains(&digits).then_some((word, before))
}

/// A stream of objects as it is unpacked, and the objects in it.
fn packed_objects(bytes: &[u8], at: usize) -> Option<(Vec<u8>, Vec<Begin>)> {
    let around = at.saturating_sub(512)..bytes.len().min(at + 1_024);
    let head = &bytes[around.clone()];
    let begins = memmem::find(&bytes[at..around.end], b"stream")?;
    let packed = bytes[at + begins + 6..].trim_ascii_start();
    let mut unpacked = Vec::new();
    // What stands before damage counts.
    let _ = flate2::read::ZlibDecoder::new(packed).take(UNPACKED).read_to_end(&mut unpacked);
    let first = memmem::rfind(&head[..at - around.start + begins], b"/First")?;
    let first = head[first + 6..].trim_ascii_start();
    let digits = first.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let first: usize = std::str::from_utf8(&first[..digits]).ok()?.parse().ok()?;
    let heads = unpacked.get(..first)?.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let numbers: Vec<usize> = heads.map_while(|word| std::str::from_utf8(word).ok()?.parse().ok()).collect();
    let mut objects: Vec<Begin> =
        numbers.chunks_exact(2).map(|pair| (first.saturating_add(pair[1]), pair[0] as u32)).collect();
    objects.sort_unstable();
    Some((unpacked, objects))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nodes of a tree, each with its number and what stands below.
    fn tree(nodes: impl Iterator<Item = (u32, String)>) -> Vec<u8> {
        nodes
            .map(|(number, kids)| format!("{number} 0 obj\n<</Type/Pages /Kids [{kids}]>>\nendobj\n"))
            .collect::<String>()
            .into()
    }

    #[test]
    fn chains_are_too_deep() {
        let chain = |length: u32| tree((1..=length).map(|number| (number, format!("{} 0 R", number + 1))));
        assert!(!is_too_deep(&chain(60)));
        assert!(is_too_deep(&chain(65)));
    }

    #[test]
    fn large_trees_are_followed() {
        let kids =
            |number: u32| (1..=10).map(|kid| format!("{} 0 R ", number * 10 + kid)).collect::<String>();
        assert!(!is_too_deep(&tree((0..10_000).map(|number| (number, kids(number))))));
        assert!(!is_too_deep(b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj"));
    }

    #[test]
    fn what_names_itself_or_hides_is_refused() {
        assert!(is_too_deep(&tree(
            [(1, "2 0 R 2 0 R".to_string()), (2, "3 0 R 2 0 R".to_string())].into_iter()
        )));
        let ring = |number: u32| (number, format!("{} 0 R", number % 100 + 1));
        assert!(is_too_deep(&tree((1..=100).map(ring))));
        let hidden: String =
            (1..100).map(|number| format!("{number} 0 obj <</Type /Pages /Kids 7 0 R>> ")).collect();
        assert!(is_too_deep(hidden.as_bytes()));
    }
}
