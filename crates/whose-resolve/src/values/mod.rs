//! Every distinct value of a case, taken apart once, and each mention as a row of their numbers.

pub(crate) mod briefs;
mod columns;
mod forms;
mod han;
mod readings;
mod same_words;

use rayon::prelude::*;
use whose_model::{Categories, CategorySet};

use self::briefs::Brief;
use self::columns::{Stored, Wishes};
use crate::corpus::Corpus;
use crate::forms::birth::Birth;
use crate::forms::hangul::Reading;
use crate::forms::letters::Letters;
use crate::forms::name::Suffix;
use crate::intern::Texts;
use crate::words::Words;

/// A name by the numbers of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NameForm {
    pub given: u32,
    pub middle: u32,
    pub family: u32,
    /// Parts of a double family name.
    pub parts: [u32; 2],
    pub suffix: Suffix,
    /// What it is written in.
    pub letters: Letters,
    /// A digest of how it reads, where kana tell: one name of Chinese characters may be read in several ways.
    pub read: u32,
    /// Number of its mask, where the name is masked.
    pub mask: u32,
}

/// How a name reads whatever letters it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Readings {
    /// In Hangul, Chinese characters or kana?
    pub native: bool,
    /// The reading; of a name in Latin letters with its last word for the family name, then with its first.
    pub list: [Option<Reading>; 2],
}

impl Readings {
    /// Do two have one reading in common?
    pub(crate) fn shared(&self, other: &Self) -> Option<Reading> {
        let [last, first] = self.list;
        let found = |reading: &Reading| other.list.contains(&Some(*reading));
        // Where both may end in the family name, none is read as if it began with it: `Eun-Yeong Ahn`, `Eun-Yeong Kang`.
        let both_end = last.is_some() && other.list[0].is_some() && first == other.list[1];
        last.filter(found).or_else(|| first.filter(|reading| !both_end && found(reading)))
    }
}

/// A number in a street.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct LineForm {
    /// In [`Values::numbers`].
    pub number: u32,
    /// In [`Values::streets`].
    pub street: u32,
}

/// Local part and domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct EmailForm {
    /// In [`Values::locals`].
    pub local: u32,
    /// In [`Values::domains`].
    pub domain: u32,
}

/// A number or code with its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct IdentifierForm {
    /// In [`Values::codes`].
    pub code: u32,
    /// Category number.
    pub category: u8,
    /// Given by a state to one person?
    pub national: bool,
    /// Of a record of the business, which says whose it is where it is masked?
    pub record: bool,
    /// Does it tell the birth date, so that the two are one piece of evidence?
    pub tells_birth: bool,
}

/// What is compared of a mention: numbers of values, [`NONE`] where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Row {
    pub name: u32,
    pub line: u32,
    pub unit: u32,
    pub postcode: u32,
    pub city: u32,
    pub birth: Birth,
    /// 0 unknown, 1 male, 2 female.
    pub sex: u8,
    pub phones: [u32; 2],
    pub emails: [u32; 2],
    pub identifiers: [u32; 4],
}

/// The distinct values.
#[derive(Debug, Default)]
pub(crate) struct Values {
    pub names: Vec<NameForm>,
    pub words: Words,
    /// Readings of each name, where names stand in Hangul and in Latin letters; else empty.
    pub readings: Vec<Readings>,
    /// Of each name, a number that it shares with names of the same words; 0 where there are none.
    pub same_words: Vec<u32>,
    /// Whole text of each name, where any name is masked; else empty.
    pub wholes: Texts,
    pub lines: Vec<LineForm>,
    pub numbers: Texts,
    pub streets: Texts,
    pub postcodes: Texts,
    pub cities: Texts,
    pub phones: Texts,
    pub emails: Vec<EmailForm>,
    pub locals: Texts,
    pub domains: Texts,
    pub identifiers: Vec<IdentifierForm>,
    pub codes: Texts,
    pub briefs: Briefs,
}

/// Texts in short, each by the number of its text.
#[derive(Debug, Default)]
pub(crate) struct Briefs {
    pub numbers: Vec<Brief>,
    pub postcodes: Vec<Brief>,
    pub cities: Vec<Brief>,
    pub locals: Vec<Brief>,
    pub codes: Vec<Brief>,
    /// Packed digits of the phones.
    pub phones: Vec<u64>,
}

/// Which categories are wanted: a registry's addresses are not read when no mention has one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted(pub CategorySet);

impl Wanted {
    /// Every category.
    pub(crate) const ALL: Self = Self(CategorySet(u128::MAX));
}

/// Takes every value of the mentions apart and gives each mention its row.
///
/// Values are numbered in the order in which the mentions, in the order of their ids, first show them, whatever order they are
/// stored and gone through in.
pub(crate) fn read(corpus: &Corpus<'_>, categories: &Categories, wanted: Wanted) -> (Values, Vec<Row>) {
    let wishes = Wishes::new(categories, wanted);
    let stored = Stored::new(corpus);
    // One kind after the other: each is taken apart by all threads, and what that needs is given back before the next.
    let names = forms::names(&stored, &wishes);
    let streets = forms::streets(&stored, &wishes);
    let phones = forms::phones(&stored, &wishes);
    let personal = forms::personal(&stored, &wishes);
    let (postcodes, postcode_texts) = forms::places(&stored, wishes.postcode);
    let (cities, city_texts) = forms::places(&stored, wishes.city);
    let emails = forms::emails(&stored, &wishes);
    let rows = (0..corpus.len())
        .into_par_iter()
        .map(|at| Row {
            name: names.firsts[at],
            line: streets.firsts[at].0,
            unit: streets.firsts[at].1,
            postcode: postcodes[at],
            city: cities[at],
            birth: personal.births[at].0,
            sex: personal.births[at].1,
            phones: phones.twos[at],
            emails: emails.twos[at],
            identifiers: personal.identifiers[at],
        })
        .collect();
    let briefs = Briefs {
        numbers: briefs::of(&streets.numbers),
        postcodes: briefs::of(&postcode_texts),
        cities: briefs::of_names(&city_texts),
        locals: briefs::of_names(&emails.locals),
        codes: briefs::of(&personal.codes),
        phones: phones.texts.map_all(briefs::packed_digits),
    };
    let values = Values {
        briefs,
        names: names.names,
        words: names.words,
        readings: names.readings,
        same_words: names.same_words,
        wholes: names.wholes,
        lines: streets.lines,
        numbers: streets.numbers,
        streets: streets.streets,
        postcodes: postcode_texts,
        cities: city_texts,
        phones: phones.texts,
        emails: emails.forms,
        locals: emails.locals,
        domains: emails.domains,
        identifiers: personal.forms,
        codes: personal.codes,
    };
    (values, rows)
}
