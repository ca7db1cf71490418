//! A few bytes of each node, beside those of its neighbours: enough to tell most hopeless pairs without looking further.

use rayon::prelude::*;

use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::values::{Row, Values};
use crate::words::Outline;

/// What is looked at first.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(crate) struct Sketch {
    given: u32,
    family: u32,
    letters: [Outline; 2],
    /// Middle name, which may be the one somebody goes by.
    middle: u32,
    line: u32,
    /// One bit for each phone, e-mail, number, half of a national number (a slip leaves the other half) and whole birth date: two
    /// rows without a common bit share none.
    contacts: u128,
    flags: u8,
}

/// Has it both names, whole?
const NAMED: u8 = 1;
/// Is the given name an initial?
const INITIAL: u8 = 2;
/// Is the given name a familiar form, or has it one?
const FAMILIAR: u8 = 4;
/// Is the family name a double one?
const DOUBLE: u8 = 8;

/// Is it written in Hangul, in a case where others write in Latin letters?
const HANGUL: u8 = 16;
/// Is it written in Latin letters, and may be Korean?
const LATIN: u8 = 32;

/// Sketches of all rows.
pub(crate) fn sketches(values: &Values, frequencies: &Frequencies, rows: &[Row]) -> Vec<Sketch> {
    rows.par_iter().map(|row| Sketch::new(values, frequencies, row)).collect()
}

/// The bit of a value of a kind.
const fn bit(kind: u32, value: u32) -> u128 {
    1 << (value.wrapping_add(kind << 28).wrapping_mul(0x9E37_79B9) >> 25)
}

fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811C_9DC5, |digest, byte| (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl Sketch {
    /// Of a row.
    pub(crate) fn new(values: &Values, frequencies: &Frequencies, row: &Row) -> Self {
        let name = values.names.get(row.name as usize);
        let (given, family) = name.map_or((NONE, NONE), |name| (name.given, name.family));
        let words = &values.words;
        let plain = |word: u32| words.plain(word);
        let mut contacts = 0;
        for (kind, list) in [(1, &row.phones[..]), (2, &row.emails[..]), (3, &row.identifiers[..])] {
            for value in list.iter().filter(|value| **value != NONE) {
                contacts |= bit(kind, *value);
            }
        }
        for form in row.identifiers.iter().filter_map(|id| values.identifiers.get(*id as usize)) {
            let code = values.codes.get(form.code);
            if form.national && code.is_ascii() && code.len() >= 6 && !code.contains('*') {
                let half = code.len() / 2;
                contacts |= bit(5, digest(&code[..half])) | bit(6, digest(&code[half..]));
            }
        }
        if row.birth.is_whole() && !frequencies.is_junk_birth(row.birth) {
            contacts |= bit(4, row.birth.packed());
        }
        let readings = values.readings.get(row.name as usize).copied().unwrap_or_default();
        let is_read = readings.list != [None; 2];
        let mut flags = 0;
        for (flag, raised) in [
            (NAMED, given != NONE && family != NONE && name.is_some_and(|name| name.mask == NONE)),
            (INITIAL, words.is_initial(given)),
            (FAMILIAR, words.has_variants(given)),
            (HANGUL, is_read && readings.native),
            (LATIN, is_read && !readings.native),
            (DOUBLE, name.is_some_and(|name| name.parts[0] != NONE)),
        ] {
            flags |= if raised { flag } else { 0 };
        }
        Self {
            given: plain(given),
            family: plain(family),
            letters: [words.outline(given), words.outline(family)],
            middle: name.map_or(NONE, |name| plain(name.middle)),
            line: row.line,
            contacts,
            flags,
        }
    }

    /// Has it both names, whole? Without them no pair is hopeless.
    pub(crate) const fn is_named(&self) -> bool {
        self.flags & NAMED != 0
    }

    /// Nothing that a comparison could find would make them one person: they share no phone, e-mail, number or birth
    /// date, their names are not exchanged, and another given name, or another family name at another address, is no slip.
    pub(crate) const fn hopeless(&self, other: &Self) -> bool {
        let (either, both) = (self.flags | other.flags, self.flags & other.flags);
        let read = either & LATIN != 0 && (either & HANGUL != 0 || both & LATIN != 0);
        if both & NAMED == 0 || self.contacts & other.contacts != 0 || read {
            return false;
        }
        let (mine, theirs) = (self.letters, other.letters);
        let given = self.given != other.given
            && mine[0].unlike(theirs[0])
            && either & INITIAL == 0
            && both & FAMILIAR == 0
            && self.given != other.middle
            && self.middle != other.given;
        let family = self.family != other.family
            && mine[1].unlike(theirs[1])
            && either & DOUBLE == 0
            && (self.line != other.line || self.line == NONE);
        (given || family) && (mine[0].unlike(theirs[1]) || mine[1].unlike(theirs[0]))
    }
}
