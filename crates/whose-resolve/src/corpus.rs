//! All mentions in the order of their ids, whatever batches they came in.

use arrow_array::RecordBatch;
use rayon::prelude::*;
use whose_model::tables::{MentionView, Mentions};

use crate::ResolveError;
use crate::intern::NONE;

/// Mentions in the order of their ids; an id that comes twice is taken once.
#[derive(Debug)]
pub struct Corpus<'a> {
    views: Vec<Mentions<'a>>,
    order: Vec<(u32, u32)>,
}

impl<'a> Corpus<'a> {
    /// Orders the mentions of the batches.
    ///
    /// # Errors
    /// When a batch has other columns, or there are more than four thousand million mentions.
    pub fn new(batches: &'a [RecordBatch]) -> Result<Self, ResolveError> {
        let views: Vec<Mentions<'a>> = batches
            .iter()
            .map(|batch| Mentions::of(batch).ok_or(ResolveError::Schema))
            .collect::<Result<_, _>>()?;
        let count: usize = views.iter().map(Mentions::len).sum();
        if count >= u32::MAX as usize {
            return Err(ResolveError::TooMany { mentions: count });
        }
        let mut keyed: Vec<(u64, u32, u32)> = Vec::with_capacity(count);
        for (batch, view) in views.iter().enumerate() {
            keyed.extend(
                view.iter().enumerate().map(|(row, mention)| (mention.id(), batch as u32, row as u32)),
            );
        }
        if !keyed.is_sorted() {
            keyed.par_sort_unstable();
        }
        keyed.dedup_by_key(|entry| entry.0);
        let order = keyed.into_iter().map(|(_, batch, row)| (batch, row)).collect();
        Ok(Self { views, order })
    }

    /// Those of one corpus, then those of another.
    pub(crate) fn chain(first: &Self, second: &Self) -> Self {
        let shift = first.views.len() as u32;
        let views = first.views.iter().chain(&second.views).copied().collect();
        let moved = second.order.iter().map(|(batch, row)| (batch + shift, *row));
        Self { views, order: first.order.iter().copied().chain(moved).collect() }
    }

    /// The batches.
    pub(crate) fn views(&self) -> &[Mentions<'a>] {
        &self.views
    }

    /// The place in the order of each row as it is stored; [`NONE`] for one whose id came before.
    pub(crate) fn ranks(&self) -> Vec<u32> {
        let mut starts = Vec::with_capacity(self.views.len());
        let mut rows = 0;
        for view in &self.views {
            starts.push(rows);
            rows += view.len();
        }
        let mut ranks = vec![NONE; rows];
        for (rank, (batch, row)) in self.order.iter().enumerate() {
            ranks[starts[*batch as usize] + *row as usize] = rank as u32;
        }
        ranks
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// None?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The mention at a place in the order.
    #[must_use]
    pub fn get(&self, at: usize) -> MentionView<'a> {
        let (batch, row) = self.order[at];
        self.views[batch as usize].get(row as usize)
    }

    /// All, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = MentionView<'a>> {
        (0..self.len()).map(|at| self.get(at))
    }
}
