//! Best-first clustering with vetoes.
//!
//! Links are taken from the surest down. Two clusters become one when the link's log-odds reach ln(|A||B|), since that
//! many pairs had the chance to be wrong; when the evidence over the pairs across them is for it on the whole; and when
//! no pair across them is impossible.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compare::{Comparer, Pattern};
use crate::decisions::Decided;
use crate::intern::NONE;
use crate::levels::{Field, level};
use crate::model::Model;
use crate::nodes::Nodes;
use crate::values::Row;

/// Pairs across two clusters that are looked at; of larger clusters a spread of their members.
const CROSS_PAIRS: usize = 48;
/// Evidence of one pair counts at most so much, either way.
const CLAMP: f32 = 12.0;

/// ln of the odds of what a reviewer decided.
const CERTAIN: f32 = 30.0;

/// A pair with its odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Edge {
    pub one: u32,
    pub other: u32,
    /// ln of the odds of a match.
    pub odds: f32,
}

/// What became of an edge that links two clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The clusters became one.
    Taken,
    /// Impossible: a fact says that they are two.
    Vetoed,
    /// Not sure enough for clusters of that size, or the rest of the evidence is against it.
    Thin,
    /// A reviewer decided that they are one.
    Decided,
    /// A reviewer decided that they are two.
    Forbidden,
}

/// Pairs of nodes with their odds.
#[derive(Debug, Default)]
pub(crate) struct Edges {
    /// Surest first.
    pub list: Vec<Edge>,
    /// Those of them that a fact says are two people, where the odds would have joined them: few.
    pub impossible: FxHashSet<u64>,
}

impl Edges {
    /// What a pair is called in the sets of pairs.
    pub(crate) fn key(one: u32, other: u32) -> u64 {
        u64::from(one.min(other)) << 32 | u64::from(one.max(other))
    }
}

impl Fate {
    /// Did the clusters become one?
    pub(crate) const fn joins(self) -> bool {
        matches!(self, Self::Taken | Self::Decided)
    }
}

/// Decides on edges.
#[derive(Debug)]
pub(crate) struct Judge<'a> {
    pub comparer: Comparer<'a>,
    pub model: &'a Model,
    pub nodes: &'a Nodes,
    /// Pairs of nodes that stand in one record under different names.
    pub apart: &'a FxHashSet<u64>,
    pub decided: &'a Decided,
}

impl Judge<'_> {
    /// Does a fact say that two nodes are two people?
    pub(crate) fn impossible(&self, one: u32, other: u32, pattern: &Pattern) -> bool {
        let (a, b) = (&self.nodes.rows[one as usize], &self.nodes.rows[other as usize]);
        let national = pattern.level(Field::National) == level::OTHER
            && self.model.is_fact(Field::National)
            && self.whole_national(a)
            && self.whole_national(b);
        // Where numbers or dates are often wrong among matches, another one is evidence and no fact.
        let birth = pattern.level(Field::Birth) == level::OTHER
            && a.birth.is_whole()
            && b.birth.is_whole()
            && self.model.is_fact(Field::Birth);
        let roles = !self.apart.is_empty() && self.apart.contains(&Edges::key(one, other));
        let names =
            pattern.level(Field::Given) == level::OTHER && pattern.level(Field::Family) == level::OTHER;
        names && Self::share_masks_only(pattern)
            || national
            || birth
            || roles
            || pattern.level(Field::Suffix) == level::OTHER
    }

    /// Is every number and address of their own in which two agree masked? Such a value is that of several; other names are then those
    /// of others. A birth of which the year alone is known is not meant: people who marry have another name and the same one.
    fn share_masks_only(pattern: &Pattern) -> bool {
        let own = [Field::Phone, Field::Email, Field::National, Field::Other];
        let fits = |field: &Field| pattern.level(*field) == level::COMPATIBLE;
        let agrees =
            |field: &Field| matches!(pattern.level(*field), level::SAME..=level::RENUMBERED | level::NEAR);
        own.iter().any(fits) && !own.iter().chain(&[Field::Birth]).any(agrees)
    }

    fn whole_national(&self, row: &Row) -> bool {
        let values = self.comparer.values;
        row.identifiers.iter().filter(|id| **id != NONE).any(|id| {
            let form = values.identifiers[*id as usize];
            form.national && !values.codes.get(form.code).contains(['*', '…'])
        })
    }

    /// Does the evidence across two clusters speak for them? `None` when a pair is impossible. It must be for them in the mean of the
    /// pairs; and, field by field where they agree best, in sum: of two people of one name, a third mention with nothing but the name
    /// agrees with both, and has nothing to say where the two differ. `least`: the odds that a link must have, in logarithms.
    fn across(&self, left: &[u32], right: &[u32], least: f32) -> Option<bool> {
        let spread = |members: &[u32], most: usize| -> Vec<u32> {
            let step = members.len().div_ceil(most).max(1);
            members.iter().step_by(step).copied().collect()
        };
        let side = (CROSS_PAIRS as f32).sqrt() as usize;
        let most_right = (CROSS_PAIRS / left.len().min(side)).max(side);
        let most_left = (CROSS_PAIRS / right.len().min(most_right)).max(1);
        let (left, right) = (spread(left, most_left), spread(right, most_right));
        let mut sum = 0.0;
        let mut best = Pattern::default();
        for one in &left {
            for other in &right {
                let rows = &self.nodes.rows;
                let pattern = self.comparer.compare(&rows[*one as usize], &rows[*other as usize]);
                if self.impossible(*one, *other, &pattern) {
                    return None;
                }
                // Evidence alone: two mentions with nothing to compare speak neither way.
                sum += (self.model.judge(&pattern).odds - self.model.ln_matches).clamp(-CLAMP, CLAMP);
                self.take_best(&mut best, &pattern);
            }
        }
        Some(sum > 0.0 && self.model.judge(&best).odds > least)
    }

    /// Keeps of each field the level that speaks most for a match.
    fn take_best(&self, best: &mut Pattern, pattern: &Pattern) {
        for field in Field::ALL {
            let is_said = pattern.level(field) != level::ABSENT;
            let is_first = best.level(field) == level::ABSENT;
            if is_said && (is_first || self.model.weight(pattern, field) > self.model.weight(best, field)) {
                best.set(field, pattern.level(field), pattern.chance[field as usize]);
            }
        }
    }
}

/// Clusters under way.
#[derive(Debug)]
pub(crate) struct Clusters {
    parent: Vec<u32>,
    size: Vec<u32>,
    /// The next member of the same cluster, in a ring.
    next: Vec<u32>,
    /// The members of a cluster that a reviewer keeps apart from others, by its root.
    held: FxHashMap<u32, Vec<u32>>,
}

impl Clusters {
    fn new(nodes: usize, decided: &Decided) -> Self {
        let alone: Vec<u32> = (0..nodes as u32).collect();
        let held = decided.kept_apart().map(|node| (node, vec![node])).collect();
        Self { parent: alone.clone(), size: vec![1; nodes], next: alone, held }
    }

    /// Did a reviewer decide that members of two clusters are two?
    fn is_forbidden(&mut self, one: u32, other: u32, decided: &Decided) -> bool {
        if !self.held.contains_key(&one) || !self.held.contains_key(&other) {
            return false;
        }
        let never: Vec<u32> =
            self.held[&one].iter().flat_map(|node| decided.never(*node).iter().copied()).collect();
        never.into_iter().any(|node| self.root(node) == other)
    }

    /// The cluster of a node.
    pub(crate) fn root(&mut self, node: u32) -> u32 {
        let mut at = node;
        while self.parent[at as usize] != at {
            let above = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = above;
            at = above;
        }
        at
    }

    fn members(&self, root: u32) -> Vec<u32> {
        let mut members = Vec::with_capacity(self.size[root as usize] as usize);
        let mut at = root;
        loop {
            members.push(at);
            at = self.next[at as usize];
            if at == root {
                break;
            }
        }
        members.sort_unstable();
        members
    }

    fn join(&mut self, one: u32, other: u32) {
        let (large, small) = if (self.size[one as usize], other) >= (self.size[other as usize], one) {
            (one, other)
        } else {
            (other, one)
        };
        self.parent[small as usize] = large;
        self.size[large as usize] += self.size[small as usize];
        self.next.swap(large as usize, small as usize);
        if let Some(held) = self.held.remove(&small) {
            self.held.entry(large).or_default().extend(held);
        }
    }
}

/// Takes the edges from the surest down. Returns the clusters, and the fate of every edge that met two clusters.
pub(crate) fn cluster(judge: &Judge<'_>, edges: &Edges, least: f32) -> (Clusters, Vec<(Edge, Fate)>) {
    let mut clusters = Clusters::new(judge.nodes.len(), judge.decided);
    let mut fates = Vec::new();
    for (one, other) in &judge.decided.together {
        let (a, b) = (clusters.root(*one), clusters.root(*other));
        if a != b && !clusters.is_forbidden(a, b, judge.decided) {
            clusters.join(a, b);
            let (one, other) = (*one.min(other), *one.max(other));
            fates.push((Edge { one, other, odds: CERTAIN }, Fate::Decided));
        }
    }
    for edge in &edges.list {
        let (a, b) = (clusters.root(edge.one), clusters.root(edge.other));
        if a == b {
            continue;
        }
        let sizes = clusters.size[a as usize] as f32 * clusters.size[b as usize] as f32;
        let fate = if clusters.is_forbidden(a, b, judge.decided) {
            Fate::Forbidden
        } else if edge.odds < least + sizes.ln() {
            Fate::Thin
        } else {
            // Two nodes: all that is across them is the edge.
            let across = if clusters.size[a as usize] == 1 && clusters.size[b as usize] == 1 {
                (!edges.impossible.contains(&Edges::key(edge.one, edge.other)))
                    .then_some(edge.odds > judge.model.ln_matches)
            } else {
                judge.across(&clusters.members(a), &clusters.members(b), least)
            };
            match across {
                None => Fate::Vetoed,
                Some(true) => Fate::Taken,
                Some(false) => Fate::Thin,
            }
        };
        if fate == Fate::Taken {
            clusters.join(a, b);
        }
        fates.push((*edge, fate));
    }
    (clusters, fates)
}
