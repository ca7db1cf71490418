//! Mentions that say the very same become one node before any pair is made.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use whose_model::Categories;
use whose_model::value::known_positions;

use crate::accounts;
use crate::compare::{Comparer, RandomChances};
use crate::corpus::Corpus;
use crate::documents;
use crate::first_names;
use crate::forms::phone;
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::levels::{Field, level};
use crate::mailboxes;
use crate::numbering::number_each;
use crate::options::{Numberings, RunningTexts};
use crate::recurring;
use crate::values::{Row, Values};

/// Most mentions of one record number that are taken for copies of one record; more is a number that means something else.
const MOST_COPIES: usize = 32;

/// Distinct rows and who stands in them.
#[derive(Debug)]
pub(crate) struct Nodes {
    /// Distinct rows, ordered so that neighbours in the order are neighbours in life.
    pub rows: Vec<Row>,
    /// Business records of each.
    pub weights: Vec<u32>,
    /// Node of each mention.
    pub of_mention: Vec<u32>,
    /// Entry of each mention: mentions of one business record in several files share one. The first mention's number.
    pub entry_of: Vec<u32>,
    /// Mentions that share an entry by their name in one text, or in a column of few names.
    pub by_name: FxHashSet<u32>,
}

impl Nodes {
    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// Joins copies of one business record, then equal rows; but mentions that stand alone keep nodes of their own.
pub(crate) fn build(
    (corpus, categories): (&Corpus<'_>, &Categories),
    values: &Values,
    mut rows: Vec<Row>,
    (numberings, texts): (&Numberings, &RunningTexts),
    alone: &FxHashSet<u32>,
) -> Nodes {
    let (frequencies, random) = (Frequencies::none(values), RandomChances::default());
    let comparer = Comparer { values, frequencies: &frequencies, random: &random };
    first_names::complete(values, &mut rows);
    let mut entry_of = join_copies(corpus, &comparer, &mut rows, alone);
    accounts::join(&comparer, corpus, numberings, &mut rows, &mut entry_of, alone);
    let mut by_name = documents::join(&comparer, corpus, texts, &mut rows, &mut entry_of, alone);
    by_name.extend(mailboxes::join(values, corpus, texts, &mut rows, &mut entry_of, alone));
    by_name.extend(recurring::join(&comparer, (corpus, categories), texts, &mut rows, &mut entry_of, alone));
    // Whoever stands alone is like nobody else.
    let key = |at: usize| {
        let stands_alone = !alone.is_empty() && alone.contains(&(at as u32));
        (entry_of[at] as usize == at).then_some((&rows[at], if stands_alone { at as u32 } else { NONE }))
    };
    let (of_entry, distinct) = number_each(rows.len(), key);
    let distinct: Vec<Row> = distinct.into_par_iter().map(|(row, _)| *row).collect();
    let mut weights = vec![0u32; distinct.len()];
    of_entry.iter().filter(|number| **number != NONE).for_each(|number| weights[*number as usize] += 1);
    drop(rows);
    let mut order: Vec<(u64, u64)> = distinct
        .par_iter()
        .enumerate()
        .map(|(at, row)| {
            let family = values.names.get(row.name as usize).map_or(NONE, |name| name.family);
            let (place, name) = (u64::from(row.postcode) << 32, u64::from(family) << 32);
            (place | u64::from(row.line), name | at as u64)
        })
        .collect();
    order.par_sort_unstable();
    let order: Vec<u32> = order.into_iter().map(|(_, last)| last as u32).collect();
    let mut place = vec![0u32; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old as usize] = new as u32;
    }
    Nodes {
        rows: order.iter().map(|at| distinct[*at as usize]).collect(),
        weights: order.iter().map(|at| weights[*at as usize]).collect(),
        of_mention: entry_of.iter().map(|entry| place[of_entry[*entry as usize] as usize]).collect(),
        entry_of,
        by_name,
    }
}

/// A mention by its business record: key, role, place in the order, source.
type Keyed = (u64, u8, u32, u64);

/// Mentions of one role of one business record in different sources become one entry, if nothing contradicts.
/// The entry's row, at its first mention, then holds the best known of each.
fn join_copies(
    corpus: &Corpus<'_>,
    comparer: &Comparer<'_>,
    rows: &mut [Row],
    alone: &FxHashSet<u32>,
) -> Vec<u32> {
    let keys = corpus.collect(|mention| (mention.record_key(), mention.role() as u8, mention.source()));
    // Copies stand in different sources: where there is one, there are none.
    if keys.windows(2).all(|two| two[0].2 == two[1].2) {
        return (0..rows.len() as u32).collect();
    }
    let mut keyed: Vec<Keyed> =
        keys.into_iter().zip(0u32..).map(|((key, role, source), at)| (key, role, at, source)).collect();
    if !alone.is_empty() {
        keyed.retain(|(.., at, _)| !alone.contains(at));
    }
    keyed.par_sort_unstable();
    let entries: Vec<Entry> = keyed
        .par_chunk_by(|one, other| (one.0, one.1) == (other.0, other.1))
        .filter(|group| (2..=MOST_COPIES).contains(&group.len()))
        .flat_map_iter(|group| entries(comparer, rows, group))
        .filter(|entry| entry.members.len() > 1)
        .collect();
    let mut entry_of: Vec<u32> = (0..rows.len() as u32).collect();
    for entry in entries {
        rows[entry.members[0].0 as usize] = entry.row;
        entry.members.iter().for_each(|(at, _)| entry_of[*at as usize] = entry.members[0].0);
    }
    entry_of
}

/// Mentions that are copies of one record.
struct Entry {
    /// The best known of each.
    row: Row,
    /// Places and sources.
    members: Vec<(u32, u64)>,
}

/// Puts the mentions of one role of one business record together; two of one source are never copies.
fn entries(comparer: &Comparer<'_>, rows: &[Row], group: &[Keyed]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::with_capacity(1);
    for (.., at, source) in group {
        let row = &rows[*at as usize];
        let fitting = entries.iter_mut().find(|entry| {
            entry.members.iter().all(|(_, other)| other != source)
                && (entry.row == *row || same_business(comparer, &entry.row, row))
        });
        match fitting {
            Some(entry) => {
                entry.members.push((*at, *source));
                absorb(comparer.values, &mut entry.row, row);
            }
            None => entries.push(Entry { row: *row, members: vec![(*at, *source)] }),
        }
    }
    entries
}

/// Nothing contradicts, and the names do not differ.
pub(crate) fn same_business(comparer: &Comparer<'_>, one: &Row, other: &Row) -> bool {
    let pattern = comparer.compare(one, other);
    let other_than = |field: Field| matches!(pattern.level(field), level::OTHER | level::UNFIT);
    !other_than(Field::Given)
        && !other_than(Field::Family)
        && !other_than(Field::National)
        && pattern.level(Field::Suffix) != level::OTHER
}

/// Takes over what another mention of the same person knows better.
pub(crate) fn absorb(values: &Values, row: &mut Row, other: &Row) {
    let masked = |name: u32| name == NONE || values.names[name as usize].mask != NONE;
    if masked(row.name) && !(masked(other.name) && row.name != NONE) {
        row.name = other.name;
    }
    for (mine, theirs) in [
        (&mut row.line, other.line),
        (&mut row.unit, other.unit),
        (&mut row.postcode, other.postcode),
        (&mut row.city, other.city),
    ] {
        if *mine == NONE {
            *mine = theirs;
        }
    }
    if !row.birth.is_whole() && other.birth != crate::forms::birth::Birth::default() {
        row.birth = other.birth;
    }
    if row.sex == 0 {
        row.sex = other.sex;
    }
    let phone = |number: u32| values.phones.get(number);
    absorb_list(&mut row.phones, &other.phones, |a, b| {
        let fits =
            whose_model::value::compatible(phone(a), phone(b)) || phone::renumbered(phone(a), phone(b));
        fits.then(|| known_positions(phone(a)) >= known_positions(phone(b)))
    });
    absorb_list(&mut row.emails, &other.emails, |_, _| None);
    let code = |number: u32| values.codes.get(values.identifiers[number as usize].code);
    let category = |number: u32| values.identifiers[number as usize].category;
    absorb_list(&mut row.identifiers, &other.identifiers, |a, b| {
        let fits = category(a) == category(b) && whose_model::value::compatible(code(a), code(b));
        fits.then(|| known_positions(code(a)) >= known_positions(code(b)))
    });
}

/// Adds values; one that is the same value less masked takes the place of the other. `better` says whether the
/// first of two knows at least as much as the second, or none when they are different values.
fn absorb_list(mine: &mut [u32], theirs: &[u32], better: impl Fn(u32, u32) -> Option<bool>) {
    for value in theirs.iter().copied().filter(|value| *value != NONE) {
        if mine.contains(&value) {
            continue;
        }
        let same = mine.iter().position(|known| *known != NONE && better(*known, value).is_some());
        match same {
            Some(at) if better(mine[at], value) == Some(false) => mine[at] = value,
            Some(_) => {}
            None => {
                if let Some(free) = mine.iter().position(|known| *known == NONE) {
                    mine[free] = value;
                }
            }
        }
    }
    mine.sort_unstable();
}

/// Pairs of nodes that stand in one record with different names: two roles, two people.
///
/// A name masked in one role and whole in the other is no other name.
pub(crate) fn apart(corpus: &Corpus<'_>, nodes: &Nodes, comparer: &Comparer<'_>) -> FxHashSet<u64> {
    let mut apart = FxHashSet::default();
    if corpus.has_a_record_each() {
        return apart;
    }
    let places = corpus.collect(|mention| (mention.source(), mention.table(), mention.record()));
    let of_node = places.into_iter().zip(&nodes.of_mention);
    let mut group: Vec<(u64, u32, u64, u32)> =
        of_node.map(|((source, table, record), node)| (source, table, record, *node)).collect();
    group.par_sort_unstable();
    for record in group.chunk_by(|one, other| (one.0, one.1, one.2) == (other.0, other.1, other.2)) {
        if record.len() < 2 || record.len() > 8 {
            continue;
        }
        for (at, one) in record.iter().enumerate() {
            for other in &record[at + 1..] {
                let (a, b) = (one.3.min(other.3), one.3.max(other.3));
                if a != b && comparer.other_names(&nodes.rows[a as usize], &nodes.rows[b as usize]) {
                    apart.insert(u64::from(a) << 32 | u64::from(b));
                }
            }
        }
    }
    apart
}
