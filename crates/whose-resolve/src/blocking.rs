//! Which pairs are worth comparing.
//!
//! Every node is filed under some twenty-five typed keys; nodes filed together are compared. One cap on the size of a
//! file keeps the number of pairs within a budget. A file beyond the cap is not dropped: its nodes are put in order
//! and compared with their neighbours, and the file is reported.

use std::hash::{BuildHasher, Hasher};
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;

use crate::forms::birth::Birth;
use crate::forms::fold::is_hangul;
use crate::forms::phone;
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::nodes::Nodes;
use crate::values::{Row, Values};

/// Pairs per node that all keys together may make.
const PAIRS_PER_NODE: u64 = 16;
/// Pairs that are made however few the nodes are.
const LEAST_BUDGET: u64 = 3_000_000;
/// Largest file that is ever compared in full.
const LARGEST_FILE: usize = 300;
/// Neighbours compared in a file that was cut.
const NEIGHBOURS: usize = 2;

/// Positions of a postcode that masks leave.
const POSTCODE_HEAD: usize = 3;

/// A file beyond the cap.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CutBlock {
    /// Which key, in words.
    pub key: &'static str,
    /// How many nodes it holds.
    pub nodes: u32,
}

/// What is filed under.
type Key = (&'static str, fn(&View<'_>) -> Option<u64>);

/// A row as keys see it.
pub(crate) struct View<'a> {
    values: &'a Values,
    frequencies: &'a Frequencies,
    row: &'a Row,
    given: u32,
    family: u32,
}

impl<'a> View<'a> {
    /// A view of a row.
    pub(crate) fn new(values: &'a Values, frequencies: &'a Frequencies, row: &'a Row) -> Self {
        let name = values.names.get(row.name as usize);
        let plain = |word: u32| values.words.plain(word);
        let (given, family) = name.map_or((NONE, NONE), |name| (plain(name.given), plain(name.family)));
        View { values, frequencies, row, given, family }
    }

    pub(crate) fn given(&self) -> Option<u64> {
        (self.given != NONE).then_some(u64::from(self.given))
    }
    pub(crate) fn family(&self) -> Option<u64> {
        (self.family != NONE).then_some(u64::from(self.family))
    }
    /// A part of a double family name, by which alone its bearer may be known.
    pub(crate) fn family_part(&self, at: usize) -> Option<u64> {
        let part = self.values.names.get(self.row.name as usize)?.parts[at];
        (part != NONE).then_some(u64::from(part))
    }
    pub(crate) fn initial(&self) -> Option<u64> {
        Some(u64::from(self.values.words.initial(self.given))).filter(|letter| *letter != 0)
    }
    pub(crate) fn family_initial(&self) -> Option<u64> {
        Some(u64::from(self.values.words.initial(self.family))).filter(|letter| *letter != 0)
    }
    /// What names of the same words share.
    pub(crate) fn same_words(&self) -> Option<u64> {
        let group = *self.values.same_words.get(self.row.name as usize)?;
        (group != 0).then_some(u64::from(group))
    }
    /// How the name reads in any letters, where a case has several.
    pub(crate) fn reading(&self, at: usize) -> Option<u64> {
        let reading = self.values.readings.get(self.row.name as usize)?.list[at]?;
        Some(u64::from(reading.family) << 32 | u64::from(reading.given))
    }
    /// First and last syllable of a name in Hangul, whether what stands between is masked or not.
    pub(crate) fn outer(&self) -> Option<u64> {
        let whole = self.values.wholes.get(self.row.name);
        let (first, last) = (whole.chars().next()?, whole.chars().next_back()?);
        (is_hangul(first) && is_hangul(last) && first.len_utf8() < whole.len())
            .then_some(u64::from(first) << 32 | u64::from(last))
    }
    /// First two syllables of a name in Hangul, which a mask behind them leaves.
    pub(crate) fn opening(&self) -> Option<u64> {
        let mut letters = self.values.wholes.get(self.row.name).chars();
        let (first, second) = (letters.next()?, letters.next()?);
        (is_hangul(first) && is_hangul(second)).then_some(u64::from(first) << 32 | u64::from(second))
    }
    /// First letters of the first and the last word of a name in either order, whether what follows them is masked or not.
    pub(crate) fn initials(&self) -> Option<u64> {
        let letter = |word: &str| word.chars().next().filter(|letter| letter.is_lowercase()).map(u64::from);
        let (first, last) = self.values.wholes.get(self.row.name).rsplit_once(' ')?;
        let (one, other) = (letter(first)?, letter(last)?);
        Some(one.min(other) << 32 | one.max(other))
    }
    /// What a masked name still shows at its ends.
    pub(crate) fn ends(&self) -> Option<u64> {
        self.outer().or_else(|| self.initials())
    }
    pub(crate) fn sound(&self) -> Option<u64> {
        Some(u64::from(self.values.words.sound(self.family))).filter(|sound| *sound != 0)
    }
    pub(crate) fn given_sound(&self) -> Option<u64> {
        Some(u64::from(self.values.words.sound(self.given))).filter(|sound| *sound != 0)
    }
    pub(crate) fn line(&self) -> Option<u64> {
        (self.row.line != NONE).then_some(u64::from(self.row.line))
    }
    pub(crate) fn number(&self) -> Option<u64> {
        let number = self.values.lines.get(self.row.line as usize)?.number;
        (number != NONE).then_some(u64::from(number))
    }
    pub(crate) fn street(&self) -> Option<u64> {
        let street = self.values.lines.get(self.row.line as usize)?.street;
        (street != NONE).then_some(u64::from(street))
    }
    pub(crate) fn postcode(&self) -> Option<u64> {
        (self.row.postcode != NONE).then_some(u64::from(self.row.postcode))
    }
    pub(crate) fn city(&self) -> Option<u64> {
        (self.row.city != NONE).then_some(u64::from(self.row.city))
    }
    pub(crate) fn locality(&self) -> Option<u64> {
        self.postcode().or_else(|| self.city().map(|city| city | 1 << 40))
    }
    pub(crate) fn birth(&self) -> Option<u64> {
        let birth = self.row.birth;
        (birth.is_whole() && !self.frequencies.is_junk_birth(birth)).then(|| u64::from(birth.packed()))
    }
    pub(crate) fn birth_year(&self) -> Option<u64> {
        self.birth().map(|_| u64::from(self.row.birth.year))
    }
    pub(crate) fn birthday(&self) -> Option<u64> {
        self.birth().map(|_| u64::from(self.row.birth.month) << 8 | u64::from(self.row.birth.day))
    }
    /// Year without its century, which a number may leave open.
    pub(crate) fn short_year(&self) -> Option<u64> {
        self.birth().map(|_| u64::from(self.row.birth.year % 100))
    }
    /// A phone without its last four digits, where they are masked.
    pub(crate) fn phone_head(&self, at: usize) -> Option<u64> {
        let phone = self.phone(at)?;
        let head = phone.get(..phone.len().checked_sub(4)?)?;
        (head.len() >= 6 && !head.contains(['*', '…'])).then(|| text(head))
    }
    /// Year of birth, whether the day is known or not.
    pub(crate) fn year(&self) -> Option<u64> {
        let birth = self.row.birth;
        (birth.year != 0 && !self.frequencies.is_junk_birth(birth)).then_some(u64::from(birth.year))
    }
    /// The first three positions of a postcode, which a masked one still shows.
    pub(crate) fn postcode_head(&self) -> Option<u64> {
        let postcode = self.values.postcodes.get(self.row.postcode);
        let head = postcode.get(..POSTCODE_HEAD).filter(|head| head.len() < postcode.len())?;
        (!head.contains(['*', '…'])).then(|| text(head))
    }
    /// First letter and domain of an e-mail address, which a masked one still shows.
    pub(crate) fn email_head(&self) -> Option<u64> {
        let form = self.values.emails[self.email(0)? as usize];
        let letter = self.values.locals.get(form.local).chars().next()?;
        letter.is_alphanumeric().then(|| hash(&[u64::from(letter), u64::from(form.domain)]))
    }
    /// Birth without what a slip changes: year, and month and day in either order.
    pub(crate) fn birth_any_order(&self) -> Option<u64> {
        self.birth()?;
        let Birth { year, month, day } = self.row.birth;
        Some(u64::from(year) << 16 | u64::from(month.min(day)) << 8 | u64::from(month.max(day)))
    }
    pub(crate) fn phone(&self, at: usize) -> Option<&str> {
        let phone = self.row.phones[at];
        (phone != NONE && !self.frequencies.junk_phones[phone as usize])
            .then(|| self.values.phones.get(phone))
    }
    pub(crate) fn phone_tail(&self, at: usize, count: usize) -> Option<u64> {
        phone::tail(self.phone(at)?, count)?.parse().ok()
    }
    pub(crate) fn email(&self, at: usize) -> Option<u64> {
        let email = self.row.emails[at];
        (email != NONE && !self.frequencies.junk_emails[email as usize]).then_some(u64::from(email))
    }
    pub(crate) fn local(&self) -> Option<u64> {
        let email = self.email(0)?;
        Some(u64::from(self.values.emails[email as usize].local))
    }
    pub(crate) fn identifier(&self, at: usize) -> Option<(u64, &str)> {
        let identifier = self.row.identifiers[at];
        if identifier == NONE || self.frequencies.junk_identifiers[identifier as usize] {
            return None;
        }
        let form = self.values.identifiers[identifier as usize];
        Some((u64::from(form.category), self.values.codes.get(form.code)))
    }
    pub(crate) fn identifier_key(&self, at: usize) -> Option<u64> {
        let (category, code) = self.identifier(at)?;
        Some(hash(&[category, text(code)]))
    }
    /// The first six or last four positions of a number, if they are known.
    pub(crate) fn identifier_end(&self, at: usize, head: bool) -> Option<u64> {
        let (category, code) = self.identifier(at)?;
        let end = if head { code.get(..6)? } else { code.get(code.len().checked_sub(4)?..)? };
        (!end.contains(['*', '…'])).then(|| hash(&[category, u64::from(head), text(end)]))
    }
}

pub(crate) fn hash(parts: &[u64]) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    parts.iter().for_each(|part| hasher.write_u64(*part));
    hasher.finish()
}

pub(crate) fn text(text: &str) -> u64 {
    let mut hasher = FxBuildHasher.build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// In either order.
fn full_name(given: u64, family: u64) -> Option<u64> {
    Some(hash(&[given.min(family), given.max(family)]))
}

/// Keys of one name stand together: they file into the same drawer, so that somebody's second phone meets another's first.
const KEYS: &[Key] = &[
    ("full name and locality", |v| Some(hash(&[v.given()?, v.family()?, v.locality()?]))),
    ("full name and city", |v| Some(hash(&[v.given()?, v.family()?, v.city()?]))),
    ("full name", |v| full_name(v.given()?, v.family()?)),
    ("full name", |v| full_name(v.given()?, v.family_part(0)?)),
    ("full name", |v| full_name(v.given()?, v.family_part(1)?)),
    ("sound of the full name", |v| Some(hash(&[v.given_sound()?, v.sound()?, 7]))),
    ("sound of the full name and locality", |v| Some(hash(&[v.given_sound()?, v.sound()?, v.locality()?]))),
    ("family name and address", |v| Some(hash(&[v.family()?, v.line()?]))),
    ("given name and address", |v| Some(hash(&[v.given()?, v.line()?, 1]))),
    ("initial and address", |v| Some(hash(&[v.initial()?, v.line()?, v.locality()?]))),
    ("address and postcode", |v| Some(hash(&[v.line()?, v.locality()?]))),
    ("family name, initial and postcode", |v| Some(hash(&[v.family()?, v.initial()?, v.locality()?]))),
    ("family name, initial and city", |v| Some(hash(&[v.family()?, v.initial()?, v.city()?, 2]))),
    ("sound of the family name, initial and postcode", |v| {
        Some(hash(&[v.sound()?, v.initial()?, v.locality()?]))
    }),
    ("given name and street", |v| Some(hash(&[v.given()?, v.street()?, v.locality()?, 3]))),
    ("given name, number and postcode", |v| Some(hash(&[v.given()?, v.number()?, v.locality()?]))),
    ("family name, number and initial", |v| Some(hash(&[v.family()?, v.number()?, v.initial()?, 4]))),
    ("family name and street", |v| Some(hash(&[v.family()?, v.street()?, 5]))),
    ("given name and postcode", |v| Some(hash(&[v.given()?, v.postcode()?, 6]))),
    ("given name and city", |v| Some(hash(&[v.given()?, v.city()?, 9]))),
    ("family name and city", |v| Some(hash(&[v.family()?, v.city()?, 10]))),
    ("sound of the family name and city", |v| Some(hash(&[v.sound()?, v.initial()?, v.city()?, 11]))),
    ("family name and postcode", |v| Some(hash(&[v.family()?, v.postcode()?, 12]))),
    ("birth year and family name", |v| Some(hash(&[v.birth_year()?, v.family()?, 13]))),
    ("birth year and given name", |v| Some(hash(&[v.birth_year()?, v.given()?, 14]))),
    ("birthday and family name", |v| Some(hash(&[v.birthday()?, v.family()?, 15]))),
    ("birthday and given name", |v| Some(hash(&[v.birthday()?, v.given()?, 16]))),
    ("birth date and city", |v| Some(hash(&[v.birth()?, v.city()?, 17]))),
    ("number of the house, street and locality", |v| {
        Some(hash(&[v.street()?, v.locality()?, v.initial()?, 18]))
    }),
    ("number of the house, initials and city", |v| {
        Some(hash(&[v.number()?, v.initial()?, v.family_initial()?, v.city()?, 19]))
    }),
    ("number of the house, initials and postcode", |v| {
        Some(hash(&[v.number()?, v.initial()?, v.family_initial()?, v.postcode()?, 20]))
    }),
    ("street, initials and city", |v| {
        Some(hash(&[v.street()?, v.initial()?, v.family_initial()?, v.city()?, 21]))
    }),
    ("words of the name and birth date", |v| Some(hash(&[v.same_words()?, v.birth()?, 26]))),
    ("name in other letters", |v| Some(hash(&[v.reading(0)?, 22]))),
    ("name in other letters", |v| Some(hash(&[v.reading(1)?, 22]))),
    ("name in other letters and locality", |v| Some(hash(&[v.reading(0)?, v.locality()?, 23]))),
    ("name in other letters and locality", |v| Some(hash(&[v.reading(1)?, v.locality()?, 23]))),
    ("phone", |v| v.phone(0).map(text)),
    ("phone", |v| v.phone(1).map(text)),
    ("end of the phone", |v| Some(hash(&[v.phone_tail(0, 7)?]))),
    ("end of the phone", |v| Some(hash(&[v.phone_tail(1, 7)?]))),
    ("end of the phone and family name", |v| Some(hash(&[v.phone_tail(0, 4)?, v.family()?]))),
    ("end of the phone and given name", |v| Some(hash(&[v.phone_tail(0, 4)?, v.given()?, 1]))),
    ("end of the phone and birth date", |v| Some(hash(&[v.phone_tail(0, 4)?, v.birth()?]))),
    ("e-mail", |v| v.email(0).map(|email| hash(&[email]))),
    ("e-mail", |v| v.email(1).map(|email| hash(&[email]))),
    ("local part of the e-mail", |v| Some(hash(&[v.local()?, 8]))),
    ("birth date and family name", |v| Some(hash(&[v.birth()?, v.family()?]))),
    ("birth date and given name", |v| Some(hash(&[v.birth()?, v.given()?, 1]))),
    ("birth date and postcode", |v| Some(hash(&[v.birth()?, v.locality()?, 2]))),
    ("birth date and initials", |v| {
        Some(hash(&[v.birth_any_order()?, v.initial()?, v.family_initial()?, 3]))
    }),
    ("birth date", |v| Some(hash(&[v.birth()?, 4]))),
    ("number", |v| v.identifier_key(0)),
    ("number", |v| v.identifier_key(1)),
    ("number", |v| v.identifier_key(2)),
    ("head of a number and family name", |v| Some(hash(&[v.identifier_end(0, true)?, v.family()?]))),
    ("end of a number and family name", |v| Some(hash(&[v.identifier_end(0, false)?, v.family()?]))),
    ("end of a number and family name", |v| Some(hash(&[v.identifier_end(1, false)?, v.family()?]))),
    ("end of a number and end of the phone", |v| {
        Some(hash(&[v.identifier_end(0, false)?, v.phone_tail(0, 4)?]))
    }),
];

/// Keys by what masks leave of names, phones and dates: for a case with masked names.
const KEYS_OF_MASKED: &[Key] = &[
    ("head of the phone and family name", |v| Some(hash(&[v.phone_head(0)?, v.family()?, 27]))),
    ("end of the phone and ends of the name", |v| Some(hash(&[v.phone_tail(0, 4)?, v.ends()?, 28]))),
    ("opening of the name and birth year", |v| Some(hash(&[v.opening()?, v.year()?, 29]))),
    ("ends of the name and birth year", |v| Some(hash(&[v.ends()?, v.year()?, 30]))),
    ("opening of the name and of the e-mail", |v| Some(hash(&[v.opening()?, v.email_head()?, 31]))),
    ("ends of the name and opening of the e-mail", |v| Some(hash(&[v.ends()?, v.email_head()?, 32]))),
];

/// One name in so many is masked where masks are worth keys of their own: a few initials among a million parcels are not.
const ONE_IN: usize = 100;

/// The keys of a case.
fn keys_of(values: &Values) -> Vec<Key> {
    let masked = values.names.iter().filter(|name| name.mask != NONE).count();
    let further = if masked > 0 && masked * ONE_IN >= values.names.len() { KEYS_OF_MASKED } else { &[] };
    KEYS.iter().chain(further).copied().collect()
}

/// Nodes whose keys one task writes.
const PART: usize = 8_192;

/// Drawers whose keys are written, and whose pairs are made, at once: all of them together would hold the most memory of all that
/// resolving does.
const DRAWERS_AT_ONCE: usize = 4;

/// Nodes filed under the digests of a drawer that several share.
struct Drawer {
    word: &'static str,
    /// Nodes, by file.
    nodes: Vec<u32>,
    /// Where each file ends.
    ends: Vec<u32>,
}

impl Drawer {
    /// From entries of digest and node, ascending.
    fn new(word: &'static str, entries: &[u64]) -> Self {
        let (mut nodes, mut ends) = (Vec::new(), Vec::new());
        for file in entries.chunk_by(|one, other| one >> 32 == other >> 32) {
            if file.len() > 1 {
                nodes.extend(file.iter().map(|entry| *entry as u32));
                ends.push(nodes.len() as u32);
            }
        }
        nodes.shrink_to_fit();
        ends.shrink_to_fit();
        Self { word, nodes, ends }
    }

    fn files(&self) -> impl Iterator<Item = &[u32]> {
        let mut from = 0;
        self.ends.iter().map(move |end| {
            let file = &self.nodes[from..*end as usize];
            from = *end as usize;
            file
        })
    }

    /// How many pairs its files make.
    fn count(&self, cap: usize) -> usize {
        let of_file = |nodes: usize| if nodes <= cap { nodes * (nodes - 1) / 2 } else { neighbours(nodes) };
        self.files().map(|file| of_file(file.len())).sum()
    }

    /// Writes the pairs of the nodes in its files, as many as it counts; gives the files beyond the cap.
    fn write_pairs(&self, cap: usize, order: &Order, pairs: &mut [u64]) -> Vec<CutBlock> {
        let (mut cuts, mut at) = (Vec::new(), 0);
        let mut push = |pair: u64| {
            pairs[at] = pair;
            at += 1;
        };
        for file in self.files() {
            if file.len() <= cap {
                for (at, one) in file.iter().enumerate() {
                    file[at + 1..].iter().for_each(|other| push(u64::from(*one) << 32 | u64::from(*other)));
                }
            } else {
                cuts.push(CutBlock { key: self.word, nodes: file.len() as u32 });
                order.neighbours(file, &mut push);
            }
        }
        cuts
    }
}

/// Candidate pairs, each once, ascending; and the files that were cut.
pub(crate) fn pairs(nodes: &Nodes, values: &Values, frequencies: &Frequencies) -> (Vec<u64>, Vec<CutBlock>) {
    let mut filed = file(nodes, values, frequencies);
    let cap = cap(&filed, nodes.len());
    let order = Order::new(nodes, values);
    // Each drawer writes to a place of its own: nothing is held twice.
    let mut pairs = vec![0u64; filed.par_iter().map(|drawer| drawer.count(cap)).sum()];
    let (mut rest, mut cuts) = (&mut pairs[..], Vec::new());
    while !filed.is_empty() {
        let some = filed.split_off(filed.len().saturating_sub(DRAWERS_AT_ONCE));
        let mut tasks = Vec::new();
        for drawer in some {
            let (own, others) = rest.split_at_mut(drawer.count(cap));
            rest = others;
            tasks.push((drawer, own));
        }
        let write = |(drawer, own): (Drawer, &mut [u64])| drawer.write_pairs(cap, &order, own);
        cuts.par_extend(tasks.into_par_iter().flat_map_iter(write));
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    cuts.sort_by(|one, other| other.nodes.cmp(&one.nodes).then(one.key.cmp(other.key)));
    (pairs, cuts)
}

/// Every node in the drawers that its keys lead to.
fn file(nodes: &Nodes, values: &Values, frequencies: &Frequencies) -> Vec<Drawer> {
    let all = keys_of(values);
    let drawers = drawers(&all);
    let mut filed = Vec::with_capacity(drawers.len());
    for some in drawers.chunks(DRAWERS_AT_ONCE) {
        let first = some[0].start;
        let keys = &all[first..some[some.len() - 1].end];
        let parts = entries(keys, nodes, values, frequencies);
        filed.par_extend(some.par_iter().map(|drawer| {
            let of_key = |key: usize| parts.iter().flat_map(move |part| part[key - first].iter().copied());
            let mut entries: Vec<u64> = Vec::with_capacity(
                drawer
                    .clone()
                    .map(|key| parts.iter().map(|part| part[key - first].len()).sum::<usize>())
                    .sum(),
            );
            entries.extend(drawer.clone().flat_map(of_key));
            if drawer.len() == 1 {
                sort_by_digest(&mut entries);
            } else {
                entries.sort_unstable();
                entries.dedup();
            }
            Drawer::new(all[drawer.start].0, &entries)
        }));
    }
    filed
}

/// Bits of the digest that one pass looks at, and passes.
const DIGIT: u32 = 11;
const PASSES: u32 = 3;

/// Puts entries in the order of their digests, those of one digest in the order in which they stand. Counting where each digit
/// begins takes a third of the time of comparing.
fn sort_by_digest(entries: &mut Vec<u64>) {
    let mut other = vec![0u64; entries.len()];
    for pass in 0..PASSES {
        let digit = |entry: u64| (entry >> (32 + pass * DIGIT)) as usize & ((1 << DIGIT) - 1);
        let mut starts = [0u32; 1 << DIGIT];
        entries.iter().for_each(|entry| starts[digit(*entry)] += 1);
        let mut sum = 0;
        for start in &mut starts {
            (*start, sum) = (sum, sum + *start);
        }
        for entry in entries.iter() {
            let at = &mut starts[digit(*entry)];
            other[*at as usize] = *entry;
            *at += 1;
        }
        std::mem::swap(entries, &mut other);
    }
}

/// Entries of some keys, as digest and node: by part of the nodes, then by key. A node's keys are written together, while it and its
/// values are at hand.
fn entries(keys: &[Key], nodes: &Nodes, values: &Values, frequencies: &Frequencies) -> Vec<Vec<Vec<u64>>> {
    let write = |(part, rows): (usize, &[Row])| {
        let mut written: Vec<Vec<u64>> = vec![Vec::new(); keys.len()];
        for (at, row) in rows.iter().enumerate() {
            let view = View::new(values, frequencies, row);
            for ((_, key), entries) in keys.iter().zip(&mut written) {
                if let Some(digest) = key(&view) {
                    // The upper half of a multiplicative hash is its better half.
                    let digest = digest.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
                    entries.push(digest << 32 | (part * PART + at) as u64);
                }
            }
        }
        written
    };
    nodes.rows.par_chunks(PART).enumerate().map(write).collect()
}

/// The keys of each name.
fn drawers(keys: &[Key]) -> Vec<Range<usize>> {
    let mut at = 0;
    let runs = keys.chunk_by(|one, other| one.0 == other.0);
    runs.map(|run| {
        at += run.len();
        at - run.len()..at
    })
    .collect()
}

/// Pairs of neighbours in a file that was cut, in both orders.
const fn neighbours(nodes: usize) -> usize {
    // The last ones have fewer behind them.
    let all = if nodes > NEIGHBOURS {
        nodes * NEIGHBOURS - NEIGHBOURS * (NEIGHBOURS + 1) / 2
    } else {
        nodes * (nodes - 1) / 2
    };
    2 * all
}

/// The largest file size at which all files together stay within the budget.
fn cap(filed: &[Drawer], nodes: usize) -> usize {
    let mut by_size = vec![0u64; LARGEST_FILE + 1];
    for file in filed.iter().flat_map(Drawer::files).filter(|file| file.len() <= LARGEST_FILE) {
        by_size[file.len()] += (file.len() * (file.len() - 1) / 2) as u64;
    }
    let budget = (nodes as u64 * PAIRS_PER_NODE).max(LEAST_BUDGET);
    let mut sum = 0;
    for (size, pairs) in by_size.iter().enumerate() {
        if sum + pairs > budget {
            return size.saturating_sub(1).max(2);
        }
        sum += pairs;
    }
    LARGEST_FILE
}

/// Orders in which the nodes of a cut file are neighbours: by name, and by place and contact.
struct Order {
    by_name: Vec<u64>,
    by_place: Vec<u64>,
}

impl Order {
    fn new(nodes: &Nodes, values: &Values) -> Self {
        let letters = |word: u32, count: usize| {
            let letters = values.words.letters(word);
            (0..count).fold(0u64, |sum, at| sum << 8 | u64::from(letters.get(at).copied().unwrap_or(0)))
        };
        let by_name = nodes.rows.par_iter().map(|row| {
            let name = values.names.get(row.name as usize);
            let (given, family) = name.map_or((NONE, NONE), |name| (name.given, name.family));
            letters(given, 4) << 32 | letters(family, 4)
        });
        let by_place = nodes.rows.par_iter().map(|row| {
            let contact = if row.phones[0] != NONE { row.phones[0] } else { row.birth.packed() };
            let place = if row.line != NONE { row.line } else { row.postcode };
            u64::from(place) << 32 | u64::from(contact)
        });
        Self { by_name: by_name.collect(), by_place: by_place.collect() }
    }

    fn neighbours(&self, file: &[u32], push: &mut impl FnMut(u64)) {
        for keys in [&self.by_name, &self.by_place] {
            let mut sorted: Vec<(u64, u64)> =
                file.iter().map(|node| (keys[*node as usize], u64::from(*node))).collect();
            sorted.sort_unstable();
            for (at, (_, one)) in sorted.iter().enumerate() {
                for (_, other) in sorted.iter().skip(at + 1).take(NEIGHBOURS) {
                    push(one.min(other) << 32 | one.max(other));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pairs_are_counted_before_they_are_written() {
        for nodes in 2..9usize {
            let order = Order { by_name: vec![1; nodes], by_place: (0..nodes as u64).rev().collect() };
            let file: Vec<u32> = (0..nodes as u32).collect();
            let mut written = 0;
            order.neighbours(&file, &mut |_| written += 1);
            assert_eq!(written, neighbours(nodes), "{nodes}");
        }
    }

    proptest! {
        #[test]
        fn entries_come_in_the_order_of_their_digests(digests in proptest::collection::vec(any::<u32>(), 0..300), few in 1u32..9) {
            for digests in [digests.clone(), digests.iter().map(|digest| digest % few).collect()] {
                let mut entries: Vec<u64> =
                    digests.iter().zip(0u64..).map(|(digest, node)| u64::from(*digest) << 32 | node).collect();
                let mut sorted = entries.clone();
                sorted.sort_unstable();
                sort_by_digest(&mut entries);
                prop_assert_eq!(entries, sorted);
            }
        }
    }
}
