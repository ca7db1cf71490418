//! A few bytes of each node, beside those of its neighbours: enough to tell most hopeless pairs without looking further.

use rayon::prelude::*;

use crate::intern::NONE;
use crate::values::{Row, Values};

/// What is looked at first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sketch {
    given: u32,
    family: u32,
    given_sound: u32,
    family_sound: u32,
    initials: [u8; 2],
    /// Has it both names, whole?
    named: bool,
}

/// Sketches of all rows.
pub(crate) fn sketches(values: &Values, rows: &[Row]) -> Vec<Sketch> {
    rows.par_iter().map(|row| Sketch::new(values, row)).collect()
}

impl Sketch {
    fn new(values: &Values, row: &Row) -> Self {
        let name = values.names.get(row.name as usize);
        let (given, family) = name.map_or((NONE, NONE), |name| (name.given, name.family));
        let words = &values.words;
        Self {
            given,
            family,
            given_sound: words.sound(given),
            family_sound: words.sound(family),
            initials: [words.initial(given), words.initial(family)],
            named: given != NONE && family != NONE && name.is_some_and(|name| name.mask == NONE),
        }
    }

    /// A slip rarely takes the first letter and the sound of both names; and they are not exchanged.
    pub(crate) const fn unlike(&self, other: &Self) -> bool {
        self.named
            && other.named
            && self.initials[0] != other.initials[0]
            && self.initials[1] != other.initials[1]
            && self.given_sound != other.given_sound
            && self.family_sound != other.family_sound
            && self.given != other.family
            && self.family != other.given
    }
}

/// Do two rows share a phone, an e-mail or a number?
pub(crate) fn share_contact(one: &Row, other: &Row) -> bool {
    let shares = |a: &[u32], b: &[u32]| a.iter().any(|value| *value != NONE && b.contains(value));
    shares(&one.phones, &other.phones)
        || shares(&one.emails, &other.emails)
        || shares(&one.identifiers, &other.identifiers)
}
