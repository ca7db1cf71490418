//! All mentions in the order of their ids, whatever batches they came in.

use std::collections::BTreeSet;
use std::ops::Range;

use arrow_array::RecordBatch;
use rayon::prelude::*;
use whose_model::tables::{MentionView, Mentions};

use crate::ResolveError;
use crate::default_days::DefaultDays;
use crate::intern::NONE;

/// Rows that one task goes through.
const ROWS: usize = 16_384;

/// Mentions in the order of their ids; an id that comes twice is taken once.
#[derive(Debug)]
pub struct Corpus<'a> {
    views: Vec<Mentions<'a>>,
    order: Vec<(u32, u32)>,
    /// The ids in that order.
    ids: Vec<u64>,
    /// Days that stand for none.
    default_days: DefaultDays,
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
        let ids = keyed.iter().map(|entry| entry.0).collect();
        let order = keyed.into_iter().map(|(_, batch, row)| (batch, row)).collect();
        Ok(Self { default_days: DefaultDays::among(&days_of(&views)), views, order, ids })
    }

    /// Those of one corpus, then those of another.
    pub(crate) fn chain(first: &Self, second: &Self) -> Self {
        let shift = first.views.len() as u32;
        let views = first.views.iter().chain(&second.views).copied().collect();
        let moved = second.order.iter().map(|(batch, row)| (batch + shift, *row));
        let ids = first.ids.iter().chain(&second.ids).copied().collect();
        let order = first.order.iter().copied().chain(moved).collect();
        Self { views, order, ids, default_days: first.default_days.clone() }
    }

    /// The place of the mention with an id.
    pub(crate) fn place_of(&self, id: u64) -> Option<u32> {
        self.ids.binary_search(&id).ok().map(|at| at as u32)
    }

    /// The place in the order of ids of the mention with an id.
    #[must_use]
    pub fn place_of_id(&self, id: u64) -> Option<usize> {
        self.place_of(id).map(|at| at as usize)
    }

    /// The id of the mention at a place in the order.
    pub(crate) fn id(&self, at: usize) -> u64 {
        self.ids[at]
    }

    /// The day of a mention, unless it stands for none.
    pub(crate) fn day(&self, mention: &MentionView<'_>) -> Option<i32> {
        self.default_days.real(mention.date())
    }

    /// Days that stand for none.
    pub(crate) const fn default_days(&self) -> &DefaultDays {
        &self.default_days
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

    /// Is it plain, from how the mentions are stored, that no two stand in one record?
    pub(crate) fn has_a_record_each(&self) -> bool {
        let place = |mention: MentionView<'_>| (mention.source(), mention.table(), mention.record());
        self.views.iter().flat_map(|view| view.iter()).map(place).is_sorted_by(|one, other| one < other)
    }

    /// Goes through all mentions as they are stored, each with its place in the order.
    pub(crate) fn each_stored(&self, mut hear: impl FnMut(usize, MentionView<'a>)) {
        let rows = self.views.iter().flat_map(|view| view.iter());
        for (rank, mention) in self.ranks().into_iter().zip(rows).filter(|(rank, _)| *rank != NONE) {
            hear(rank as usize, mention);
        }
    }

    /// Something of every mention, by place in the order. Mentions are gone through as they are stored, which the memory
    /// likes better than the order of their ids.
    pub(crate) fn collect<T: Copy + Default + Send + Sync>(
        &self,
        of: impl Fn(MentionView<'a>) -> T + Sync,
    ) -> Vec<T> {
        let parts = self.views.iter().flat_map(|view| {
            (0..view.len()).step_by(ROWS).map(move |from| (*view, from..(from + ROWS).min(view.len())))
        });
        let parts: Vec<(Mentions<'a>, Range<usize>)> = parts.collect();
        let found: Vec<Vec<T>> =
            parts.into_par_iter().map(|(view, rows)| rows.map(|row| of(view.get(row))).collect()).collect();
        let mut all = vec![T::default(); self.len()];
        for (rank, value) in self.ranks().into_iter().zip(found.into_iter().flatten()) {
            if rank != NONE {
                all[rank as usize] = value;
            }
        }
        all
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

/// Every day of a mention, once.
fn days_of(views: &[Mentions<'_>]) -> BTreeSet<i32> {
    let of =
        |view: &Mentions<'_>| view.iter().filter_map(|mention| mention.date()).collect::<BTreeSet<i32>>();
    views.par_iter().map(of).reduce(BTreeSet::new, |mut one, mut other| {
        one.append(&mut other);
        one
    })
}
