//! People of whom nothing is known that the others could be known by.
//!
//! A list of phones beside a list of names: each phone may be one of the named, and no comparison can tell. People who share a kind of
//! value are compared by it, so that as many as have the commonest kind are surely counted rightly as far as links are right; each of the
//! others may be one of them.

use rayon::prelude::*;

use crate::forms::letters::Letters;
use crate::intern::NONE;
use crate::values::{Row, Values};

/// Kinds of values by which people are known: names by their letters, births, phones, e-mail addresses, and numbers by category. An
/// address is no such kind: people move.
const KINDS: usize = 64;
const FIRST_NAME: u32 = 0;
const BIRTH: u32 = 8;
const PHONE: u32 = 9;
const EMAIL: u32 = 10;
const FIRST_NUMBER: u32 = 11;

/// How many people are not of the kind that most people are known by. `people` gives the person and the row of each mention.
pub(crate) fn count(
    values: &Values,
    rows: &[Row],
    count: usize,
    people: impl Iterator<Item = (u32, u32)>,
) -> u64 {
    let of_row: Vec<u64> = rows.par_iter().map(|row| kinds(values, row)).collect();
    let mut of_person = vec![0u64; count];
    people.for_each(|(person, row)| of_person[person as usize] |= of_row[row as usize]);
    let mut counts = [0u64; KINDS];
    for mut kinds in of_person {
        while kinds != 0 {
            counts[kinds.trailing_zeros() as usize] += 1;
            kinds &= kinds - 1;
        }
    }
    count as u64 - counts.into_iter().max().unwrap_or(0)
}

/// The kinds of values of a row, a bit each.
fn kinds(values: &Values, row: &Row) -> u64 {
    let mut kinds = name_kinds(values, row.name);
    let mut add = |known: bool, kind: u32| kinds |= u64::from(known) << kind;
    add(row.birth.is_whole(), BIRTH);
    add(row.phones[0] != NONE, PHONE);
    add(row.emails[0] != NONE, EMAIL);
    for form in row.identifiers.iter().filter_map(|number| values.identifiers.get(*number as usize)) {
        let room = KINDS as u32 - FIRST_NUMBER;
        add(!form.record, FIRST_NUMBER + u32::from(form.category) % room);
    }
    kinds
}

/// The letters of a name, and Latin ones where it is read as those are.
fn name_kinds(values: &Values, name: u32) -> u64 {
    let Some(form) = values.names.get(name as usize) else { return 0 };
    let is_read = values.readings.get(name as usize).is_some_and(|readings| readings.list != [None; 2]);
    1 << (FIRST_NAME + form.letters as u32) | u64::from(is_read) << (FIRST_NAME + Letters::Latin as u32)
}
