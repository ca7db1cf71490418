//! First names beside a mailbox that says the rest.
//!
//! A list of a newsletter says `Thomas, tobrien618@example.org`, and another file names a Thomas O'Brien. The mailbox is called after
//! a whole name of the case, so that is the name of the mention. Whether it is the same Thomas O'Brien is decided as for any other.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::forms::name::Suffix;
use crate::intern::NONE;
use crate::mailboxes::{letters, word};
use crate::values::{NameForm, Row, Values};

/// A mailbox that is called after the family name alone has as many letters.
const LEAST_FAMILY: usize = 4;

/// Gives mentions of a first name the whole name that their mailbox is called after.
pub(crate) fn complete(values: &Values, rows: &mut [Row]) {
    let lone = |(at, row): (usize, &Row)| {
        let name = values.names.get(row.name as usize).filter(|_| row.emails[0] != NONE)?;
        Some((at, first_name(name)?, row.emails[0]))
    };
    let lone: Vec<(usize, u32, u32)> = rows.par_iter().enumerate().filter_map(lone).collect();
    if lone.is_empty() {
        return;
    }
    let firsts: FxHashSet<u32> = lone.iter().map(|(_, first, _)| *first).collect();
    let whole = whole_names(values, &firsts);
    for (at, first, email) in lone {
        let local = letters(values.locals.get(values.emails[email as usize].local));
        let given = word(values, first);
        if let Some(name) =
            families(&local, &given).find_map(|family| whole.get(&(first, family.to_string())))
        {
            rows[at].name = *name;
        }
    }
}

/// The one word of a name that has no other.
fn first_name(name: &NameForm) -> Option<u32> {
    let word = if name.family == NONE { name.given } else { name.family };
    let alone = (name.given == NONE || name.family == NONE) && name.middle == NONE && name.parts == [NONE; 2];
    (alone && word != NONE && name.mask == NONE && name.suffix == Suffix::None).then_some(word)
}

/// Names of given and family name and nothing else, by both.
fn whole_names(values: &Values, firsts: &FxHashSet<u32>) -> FxHashMap<(u32, String), u32> {
    let mut whole = FxHashMap::default();
    for (number, name) in (0u32..).zip(&values.names) {
        let plain = name.middle == NONE && name.mask == NONE && name.suffix == Suffix::None;
        if plain && name.family != NONE && firsts.contains(&name.given) {
            whole.entry((name.given, letters(&word(values, name.family)))).or_insert(number);
        }
    }
    whole
}

/// What the family name may be when a mailbox is called after somebody of this first name, the likeliest first: behind or before the
/// first name, or its initial, or alone.
fn families<'l>(local: &'l str, given: &str) -> impl Iterator<Item = &'l str> {
    let initial: String = given.chars().take(1).collect();
    let list = [
        local.strip_prefix(given),
        local.strip_suffix(given),
        local.strip_prefix(initial.as_str()),
        local.strip_suffix(initial.as_str()),
        Some(local).filter(|local| local.chars().count() >= LEAST_FAMILY),
    ];
    list.into_iter().flatten().filter(|family| family.chars().count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_say_the_rest() {
        let of = |local, given| families(local, given).collect::<Vec<_>>();
        assert_eq!(of("josephshah", "joseph"), ["shah", "osephshah", "josephshah"]);
        assert_eq!(of("tobrien", "thomas"), ["obrien", "tobrien"]);
        assert_eq!(of("obrient", "thomas"), ["obrien", "obrient"]);
        assert_eq!(of("roy", "anne"), [""; 0]);
    }
}
