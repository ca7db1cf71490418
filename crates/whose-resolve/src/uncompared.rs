//! People of whom nothing is known that the others could be known by.
//!
//! A list of phones beside a list of names: each phone may be one of the named, and no comparison can tell. People who share a kind of
//! value are compared by it, so that as many as have the commonest kind are surely counted rightly as far as links are right; each of the
//! others may be one of them.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use whose_model::{CategoryId, CategorySet};

use crate::forms::letters::Letters;
use crate::intern::NONE;
use crate::values::{Row, Values};

/// Kinds of values by which people are known, beside numbers by their category: names by their letters, births, phones, e-mail addresses.
/// An address is no such kind: people move.
#[derive(Debug, Clone, Copy, Default)]
struct Kinds {
    values: u16,
    numbers: CategorySet,
}

const FIRST_NAME: u32 = 0;
const BIRTH: u32 = 13;
const PHONE: u32 = 14;
const EMAIL: u32 = 15;

/// How many people are not of the kind that most people are known by. `people` gives the person and the row of each mention.
pub(crate) fn count(
    values: &Values,
    rows: &[Row],
    count: usize,
    people: impl Iterator<Item = (u32, u32)>,
) -> u64 {
    let of_row: Vec<Kinds> = rows.par_iter().map(|row| kinds(values, row)).collect();
    let mut of_person = vec![Kinds::default(); count];
    people.for_each(|(person, row)| {
        let (known, more) = (&mut of_person[person as usize], of_row[row as usize]);
        known.values |= more.values;
        known.numbers = known.numbers.union(more.numbers);
    });
    let (mut by_value, mut by_number) = ([0u64; u16::BITS as usize], FxHashMap::default());
    for known in of_person {
        by_value
            .iter_mut()
            .enumerate()
            .for_each(|(kind, count)| *count += u64::from(known.values >> kind & 1));
        known.numbers.iter().for_each(|category| *by_number.entry(category).or_insert(0u64) += 1);
    }
    count as u64 - by_value.into_iter().chain(by_number.into_values()).max().unwrap_or(0)
}

/// The kinds of values of a row.
fn kinds(values: &Values, row: &Row) -> Kinds {
    let mut kinds = Kinds { values: name_kinds(values, row.name), numbers: CategorySet::default() };
    let mut add = |known: bool, kind: u32| kinds.values |= u16::from(known) << kind;
    add(row.birth.is_whole(), BIRTH);
    add(row.phones[0] != NONE, PHONE);
    add(row.emails[0] != NONE, EMAIL);
    let forms = row.identifiers.iter().filter_map(|number| values.identifiers.get(*number as usize));
    forms.filter(|form| !form.record).for_each(|form| kinds.numbers.insert(CategoryId(form.category)));
    kinds
}

/// The letters of a name, and Latin ones where it is read as those are.
fn name_kinds(values: &Values, name: u32) -> u16 {
    let Some(form) = values.names.get(name as usize) else { return 0 };
    let is_read = values.readings.get(name as usize).is_some_and(|readings| readings.list != [None; 2])
        || form.letters.are_romanised();
    1 << (FIRST_NAME + form.letters as u32) | u16::from(is_read) << (FIRST_NAME + Letters::Latin as u32)
}
