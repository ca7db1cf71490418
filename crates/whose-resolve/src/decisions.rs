//! A reviewer's decisions, by nodes.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::Corpus;
use crate::nodes::Nodes;
use crate::options::Decisions;

/// The places of the mentions that were decided about: each is a node of its own, whatever else says the same.
pub(crate) fn decided(corpus: &Corpus<'_>, decisions: &Decisions) -> FxHashSet<u32> {
    let pairs = decisions.together.iter().chain(&decisions.apart);
    pairs.flat_map(|(one, other)| [*one, *other]).filter_map(|id| corpus.place_of(id)).collect()
}

/// Decisions as pairs of nodes.
#[derive(Debug, Default)]
pub(crate) struct Decided {
    /// In the order in which they were decided.
    pub together: Vec<(u32, u32)>,
    /// The nodes that each node is kept apart from.
    never: FxHashMap<u32, Vec<u32>>,
}

impl Decided {
    /// Finds the nodes.
    pub(crate) fn new(corpus: &Corpus<'_>, nodes: &Nodes, decisions: &Decisions) -> Self {
        let node = |id: u64| corpus.place_of(id).map(|at| nodes.of_mention[at as usize]);
        let pairs = |list: &[(u64, u64)]| -> Vec<(u32, u32)> {
            list.iter().filter_map(|(one, other)| Some((node(*one)?, node(*other)?))).collect()
        };
        let mut never: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (one, other) in pairs(&decisions.apart) {
            never.entry(one).or_default().push(other);
            never.entry(other).or_default().push(one);
        }
        Self { together: pairs(&decisions.together), never }
    }

    /// Nodes that are kept apart from others.
    pub(crate) fn kept_apart(&self) -> impl Iterator<Item = u32> {
        self.never.keys().copied()
    }

    /// The nodes that a node is kept apart from.
    pub(crate) fn never(&self, node: u32) -> &[u32] {
        self.never.get(&node).map_or(&[], Vec::as_slice)
    }
}
