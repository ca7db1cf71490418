//! Mentions that say the very same become one node before any pair is made.

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use whose_model::value::known_positions;

use crate::compare::{Comparer, RandomChances};
use crate::corpus::Corpus;
use crate::forms::phone;
use crate::frequency::Frequencies;
use crate::intern::{Interner, NONE};
use crate::levels::{Field, level};
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
}

impl Nodes {
    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// Joins copies of one business record, then equal rows.
pub(crate) fn build(corpus: &Corpus<'_>, values: &Values, mut rows: Vec<Row>) -> Nodes {
    let entry_of = join_copies(corpus, values, &mut rows);
    let mut interner: Interner<Row> = Interner::default();
    let (mut distinct, mut weights): (Vec<Row>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut of_entry = vec![NONE; rows.len()];
    for at in 0..rows.len() {
        if entry_of[at] as usize != at {
            continue;
        }
        let (number, new) = interner.number(rows[at]);
        if new {
            distinct.push(rows[at]);
            weights.push(0);
        }
        weights[number as usize] += 1;
        of_entry[at] = number;
    }
    drop(interner);
    drop(rows);
    let mut order: Vec<u32> = (0..distinct.len() as u32).collect();
    order.par_sort_unstable_by_key(|at| {
        let row = &distinct[*at as usize];
        let family = values.names.get(row.name as usize).map_or(NONE, |name| name.family);
        (row.postcode, row.line, family, *at)
    });
    let mut place = vec![0u32; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old as usize] = new as u32;
    }
    Nodes {
        rows: order.iter().map(|at| distinct[*at as usize]).collect(),
        weights: order.iter().map(|at| weights[*at as usize]).collect(),
        of_mention: entry_of.iter().map(|entry| place[of_entry[*entry as usize] as usize]).collect(),
        entry_of,
    }
}

/// Mentions of one role of one business record in different sources become one entry, if nothing contradicts.
/// The entry's row, at its first mention, then holds the best known of each.
fn join_copies(corpus: &Corpus<'_>, values: &Values, rows: &mut [Row]) -> Vec<u32> {
    let mut entry_of: Vec<u32> = (0..rows.len() as u32).collect();
    let mut sources: Vec<u64> = Vec::new();
    let mut keyed: Vec<(u64, u8, u32)> = Vec::with_capacity(rows.len());
    for (at, mention) in corpus.iter().enumerate() {
        keyed.push((mention.record_key(), mention.role() as u8, at as u32));
        sources.push(mention.source());
    }
    keyed.par_sort_unstable();
    let (frequencies, random) = (Frequencies::none(values), RandomChances::default());
    let comparer = Comparer { values, frequencies: &frequencies, random: &random };
    for group in keyed.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        if !(2..=MOST_COPIES).contains(&group.len()) {
            continue;
        }
        for (at, (.., one)) in group.iter().enumerate().skip(1) {
            let entries = group[..at].iter().map(|(.., other)| entry_of[*other as usize]);
            let found = entries.into_iter().find(|entry| {
                let members = group[..at].iter().filter(|(.., m)| entry_of[*m as usize] == *entry);
                let elsewhere =
                    members.into_iter().all(|(.., m)| sources[*m as usize] != sources[*one as usize]);
                elsewhere && same_business(&comparer, &rows[*entry as usize], &rows[*one as usize])
            });
            if let Some(entry) = found {
                entry_of[*one as usize] = entry;
                let other = rows[*one as usize];
                absorb(values, &mut rows[entry as usize], &other);
            }
        }
    }
    entry_of
}

/// Nothing contradicts, and the names do not differ.
fn same_business(comparer: &Comparer<'_>, one: &Row, other: &Row) -> bool {
    let pattern = comparer.compare(one, other);
    let other_than = |field: Field| pattern.level(field) == level::OTHER;
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
    let mut group: Vec<(u64, u32, u64, u32)> = Vec::with_capacity(corpus.len());
    for (at, mention) in corpus.iter().enumerate() {
        group.push((mention.source(), mention.table(), mention.record(), nodes.of_mention[at]));
    }
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
