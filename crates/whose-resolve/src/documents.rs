//! Names in running text.
//!
//! A log or a letter names the same person line by line, and mostly says no more than the name. Within one text, a whole name is
//! one person's as long as it comes again before long; where the text tells more of exactly one bearer of the name, it is that one.
//! In a conversation a name of any form is the same speaker's all through.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compare::Comparer;
use crate::corpus::Corpus;
use crate::intern::NONE;
use crate::nodes::{absorb, same_business};
use crate::options::RunningTexts;
use crate::resolution::says_more_than_a_name;
use crate::values::{Row, Values};

/// Records between two that name somebody, beyond which they may speak of two people.
const LONG: u64 = 1_000;

/// A named entry of a text: source, table, given, family and middle name, record, place in the order. Of a conversation: source, table,
/// the name as written, nothing, nothing, 0, place in the order.
type Named = (u64, u32, u32, u32, u32, u64, u32);

/// Makes the bare names of a text entries of those whom they name. Says which mentions were joined so.
pub(crate) fn join(
    comparer: &Comparer<'_>,
    corpus: &Corpus<'_>,
    texts: &RunningTexts,
    rows: &mut [Row],
    entry_of: &mut [u32],
    alone: &FxHashSet<u32>,
) -> FxHashSet<u32> {
    let named = named(comparer.values, corpus, texts, rows, entry_of, alone);
    let mut moved: FxHashMap<u32, u32> = FxHashMap::default();
    let name_of = |named: &Named| (named.0, named.1, named.2, named.3, named.4);
    for same in named.chunk_by(|one, other| name_of(one) == name_of(other)) {
        let told: Vec<u32> = same
            .iter()
            .map(|entry| entry.6)
            .filter(|at| says_more_than_a_name(&rows[*at as usize]))
            .collect();
        let one = told.first().is_some_and(|first| {
            told.iter().all(|at| same_business(comparer, &rows[*first as usize], &rows[*at as usize]))
        });
        let known = if one { told.first().copied() } else { None };
        let mut last: Option<(u64, u32)> = None;
        for &(.., record, at) in same {
            let near = last.filter(|(before, _)| record - before <= LONG).map(|(_, to)| to);
            let bare = !says_more_than_a_name(&rows[at as usize]);
            let to = known.or(near).filter(|to| bare && *to != at);
            if let Some(to) = to {
                let row = rows[at as usize];
                absorb(comparer.values, &mut rows[to as usize], &row);
                moved.insert(at, to);
            }
            if bare {
                last = Some((record, to.unwrap_or(at)));
            }
        }
    }
    if !moved.is_empty() {
        entry_of.iter_mut().for_each(|entry| *entry = moved.get(entry).copied().unwrap_or(*entry));
    }
    moved.into_keys().collect()
}

/// The entries of texts that show a whole name, by name and in the order of their records.
fn named(
    values: &Values,
    corpus: &Corpus<'_>,
    texts: &RunningTexts,
    rows: &[Row],
    entry_of: &[u32],
    alone: &FxHashSet<u32>,
) -> Vec<Named> {
    if texts.is_empty() {
        return Vec::new();
    }
    let places = corpus.collect(|mention| {
        let place = (mention.source(), mention.table());
        texts.contains(place.0, place.1).then(|| (place.0, place.1, mention.record()))
    });
    let mut named: Vec<Named> = (0u32..)
        .zip(places)
        .filter_map(|(at, place)| {
            let (source, table, record) = place?;
            let written = rows[at as usize].name;
            let name = values.names.get(written as usize)?;
            let entry = entry_of[at as usize] == at && !alone.contains(&at);
            if texts.is_conversation(source) {
                return entry.then_some((source, table, written, NONE, NONE, 0, at));
            }
            let whole = name.given != NONE && name.family != NONE && name.mask == NONE;
            let middle = if values.words.is_initial(name.middle) { NONE } else { name.middle };
            (whole && entry).then_some((source, table, name.given, name.family, middle, record, at))
        })
        .collect();
    named.sort_unstable();
    // A middle name that comes and goes is one person's; where there are two, they tell people apart: `Yeong-Hui Kim`, `Yeong-Cheol Kim`.
    for same in
        named.chunk_by_mut(|one, other| (one.0, one.1, one.2, one.3) == (other.0, other.1, other.2, other.3))
    {
        let mut middles = same.iter().map(|named| named.4).filter(|middle| *middle != NONE);
        let first = middles.next();
        if middles.all(|middle| Some(middle) == first) {
            same.iter_mut().for_each(|named| named.4 = NONE);
        }
    }
    named.sort_unstable();
    named
}
