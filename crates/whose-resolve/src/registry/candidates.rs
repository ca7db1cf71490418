//! Which customers share enough with a person to be looked at.

use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::crowds::{self, Crowds, PERSONAL, shown};
use crate::blocking::{View, hash, text};
use crate::compare::{Comparer, Pattern};
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::levels::Field;
use crate::model::Model;
use crate::sketch::{Sketch, sketches};
use crate::values::{Row, Values};

/// Customers under one key that everybody is compared with...
const FEW_CUSTOMERS: u32 = 60;
/// ...and those whom that finds nobody for.
const MANY_CUSTOMERS: u32 = 300;
/// Pairs that one key may make for each of its customers.
const MOST_PEOPLE: u64 = 40;
/// Natural logarithms by which a candidate may lie behind the best one of the same person.
const BESIDE: f32 = 12.0;
/// Natural logarithms by which its likelihood ratio may lie below the number of customers.
const FAR_BELOW: f32 = 9.5;
/// Natural logarithms above chance: some customer is about as likely as not...
const LIKELIER: f32 = -2.0;
/// ...and there is no doubt which.
const BEYOND_DOUBT: f32 = 8.0;
/// Share of customers from which on they are said to show something.
const COMMON: f64 = 0.3;

/// A customer who may be a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub person: u32,
    /// Counted from the first customer.
    pub customer: u32,
    pub pattern: Pattern,
}

/// What was found.
pub(crate) struct Found {
    /// By person, then customer; each pair once.
    pub candidates: Vec<Candidate>,
    /// For people of whom little more than the name is known.
    pub crowds: Crowds,
}

type Key = fn(&View<'_>) -> Option<u64>;

/// Keys that few customers share: whoever is a customer mostly shows under one of them.
const PRECISE_KEYS: &[Key] = &[
    |v| v.phone(0).map(text),
    |v| v.phone(1).map(text),
    |v| Some(hash(&[v.phone_tail(0, 7)?, 1])),
    |v| Some(hash(&[v.phone_tail(1, 7)?, 1])),
    |v| Some(hash(&[v.phone_tail(0, 4)?, v.birthday()?, v.short_year()?, 4])),
    |v| Some(hash(&[v.given()?, v.family()?, v.birthday()?, 8])),
    |v| Some(hash(&[v.given()?, v.family()?, v.locality()?, 10])),
    |v| Some(hash(&[v.given()?, v.family_part(0)?, v.locality()?, 10])),
    |v| Some(hash(&[v.given()?, v.family_part(1)?, v.locality()?, 10])),
    |v| Some(hash(&[v.reading(0)?, v.birthday()?, 16])),
    |v| Some(hash(&[v.reading(1)?, v.birthday()?, 16])),
    |v| Some(hash(&[v.reading(0)?, v.locality()?, 17])),
    |v| Some(hash(&[v.reading(1)?, v.locality()?, 17])),
    |v| Some(hash(&[v.line()?, v.family()?, v.locality()?, 11])),
    |v| Some(hash(&[v.line()?, v.given()?, v.locality()?, 12])),
    |v| v.email(0).map(|email| hash(&[email, 13])),
    |v| v.email(1).map(|email| hash(&[email, 13])),
    |v| v.identifier_key(0),
    |v| v.identifier_key(1),
    |v| v.identifier_key(2),
    |v| v.identifier_key(3),
    |v| Some(hash(&[v.identifier_end(0, false)?, v.phone_tail(0, 4)?, 15])),
    |v| Some(hash(&[v.identifier_end(1, false)?, v.phone_tail(0, 4)?, 15])),
];

/// Keys for people whom the precise ones find nobody for that leaves no doubt: masked, or written otherwise.
const BROAD_KEYS: &[Key] = &[
    |v| Some(hash(&[v.phone_tail(0, 4)?, v.family()?, 2])),
    |v| Some(hash(&[v.phone_tail(1, 4)?, v.family()?, 2])),
    |v| Some(hash(&[v.phone_tail(0, 4)?, v.given()?, 3])),
    |v| Some(hash(&[v.phone_head(0)?, v.family()?, 5])),
    |v| Some(hash(&[v.birthday()?, v.short_year()?, v.family()?, 6])),
    |v| Some(hash(&[v.birthday()?, v.short_year()?, v.given()?, 7])),
    |v| Some(hash(&[v.phone_tail(0, 4)?, v.outer()?, 18])),
    |v| Some(hash(&[v.phone_tail(1, 4)?, v.outer()?, 18])),
    |v| Some(hash(&[v.birthday()?, v.short_year()?, v.outer()?, 19])),
    |v| Some(hash(&[v.identifier_end(0, false)?, v.outer()?, 20])),
    |v| Some(hash(&[v.identifier_end(1, false)?, v.outer()?, 20])),
    |v| Some(hash(&[v.identifier_end(0, false)?, v.birthday()?, v.short_year()?, 21])),
    |v| Some(hash(&[v.identifier_end(1, false)?, v.birthday()?, v.short_year()?, 21])),
    |v| Some(hash(&[v.reading(0)?, v.phone_tail(0, 4)?, 22])),
    |v| Some(hash(&[v.reading(1)?, v.phone_tail(0, 4)?, 22])),
    |v| Some(hash(&[v.identifier_end(0, false)?, v.family()?, 14])),
    |v| Some(hash(&[v.identifier_end(1, false)?, v.family()?, 14])),
    |v| Some(hash(&[v.identifier_end(2, false)?, v.family()?, 14])),
];

const TAIL_AND_ENDS: Key = |v| Some(hash(&[v.phone_tail(0, 4)?, v.ends()?, 23]));
const EMAIL_AND_ENDS: Key = |v| Some(hash(&[v.email_head()?, v.ends()?, 24]));
const BIRTH_AND_ENDS: Key = |v| Some(hash(&[v.birthday()?, v.short_year()?, v.ends()?, 19]));
const NUMBER_AND_ENDS: [Key; 2] = [
    |v| Some(hash(&[v.identifier_end(0, false)?, v.ends()?, 20])),
    |v| Some(hash(&[v.identifier_end(1, false)?, v.ends()?, 20])),
];

/// Keys for people of whom only a part of the values is shown: what is left of two or three of them.
const MASKED_KEYS: &[Key] = &[
    TAIL_AND_ENDS,
    EMAIL_AND_ENDS,
    BIRTH_AND_ENDS,
    NUMBER_AND_ENDS[0],
    NUMBER_AND_ENDS[1],
    |v| Some(hash(&[v.phone_tail(1, 4)?, v.ends()?, 23])),
    |v| Some(hash(&[v.year()?, v.postcode_head()?, v.ends()?, 25])),
    |v| Some(hash(&[v.year()?, v.ends()?, 26])),
    |v| Some(hash(&[v.postcode_head()?, v.ends()?, 27])),
    |v| Some(hash(&[v.year()?, v.family()?, 28])),
    |v| Some(hash(&[v.postcode_head()?, v.family()?, 29])),
    |v| Some(hash(&[v.email_head()?, v.family()?, 30])),
    |v| Some(hash(&[v.email_head()?, v.given()?, 31])),
    |v| Some(hash(&[v.email_head()?, v.phone_tail(0, 4)?, 32])),
    |v| Some(hash(&[v.email_head()?, v.year()?, v.postcode_head()?, 33])),
    |v| Some(hash(&[v.phone_tail(0, 4)?, v.year()?, 34])),
    |v| Some(hash(&[v.phone_tail(0, 4)?, v.postcode_head()?, 35])),
    |v| Some(hash(&[v.phone_tail(0, 4)?, 36])),
];

/// Of a masked name: the fields in which whoever agrees is found under these keys, unless too many are.
const COVERS: &[(Field, &[Key])] = &[
    (Field::Phone, &[TAIL_AND_ENDS]),
    (Field::Birth, &[BIRTH_AND_ENDS]),
    (Field::Email, &[EMAIL_AND_ENDS]),
    (Field::Other, &NUMBER_AND_ENDS),
];

/// Keys for people whom the others find nobody for.
const WEAK_KEYS: &[Key] = &[
    |v| Some(hash(&[v.given()?, v.family()?, v.short_year()?, 9])),
    |v| Some(hash(&[v.phone_tail(0, 4)?, v.family()?, 2])),
    |v| Some(hash(&[v.birthday()?, v.short_year()?, v.family()?, 6])),
];

/// Customers whose keys are looked up at once.
const AT_ONCE: usize = 512;

/// Bits of the table of digests.
const MAYBE_BITS: usize = 1 << 25;

/// The bit of a digest.
const fn bit(digest: u64) -> usize {
    (digest.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 39) as usize
}

/// Numbers of one key by digest, each with the people who have it.
struct Index {
    /// The keys that anybody has.
    keys: Vec<Key>,
    /// One bit for each digest that may be in the index: most customers meet nobody, and this small table says so.
    maybe: Vec<u64>,
    slots: FxHashMap<u64, u32>,
    ends: Vec<u32>,
    people: Vec<u32>,
}

impl Index {
    fn new(keys: Vec<Key>, mut entries: Vec<(u64, u32)>) -> Self {
        entries.par_sort_unstable();
        entries.dedup();
        let (mut slots, mut ends) = (FxHashMap::default(), Vec::new());
        let mut maybe = vec![0u64; MAYBE_BITS / 64];
        for block in entries.chunk_by(|one, other| one.0 == other.0) {
            maybe[bit(block[0].0) / 64] |= 1 << (bit(block[0].0) % 64);
            slots.insert(block[0].0, ends.len() as u32);
            ends.push(ends.last().copied().unwrap_or(0) + block.len() as u32);
        }
        Self { keys, maybe, slots, ends, people: entries.into_iter().map(|(_, person)| person).collect() }
    }

    /// May the digest be here? Says so of few that are not.
    fn may_hold(&self, digest: u64) -> bool {
        let at = bit(digest);
        self.maybe[at / 64] >> (at % 64) & 1 != 0
    }

    fn slot(&self, digest: u64) -> Option<u32> {
        if self.may_hold(digest) { self.slots.get(&digest).copied() } else { None }
    }

    fn people(&self, slot: u32) -> &[u32] {
        let start = if slot == 0 { 0 } else { self.ends[slot as usize - 1] };
        &self.people[start as usize..self.ends[slot as usize] as usize]
    }
}

/// Everything that candidates are found with.
struct Search<'a> {
    values: &'a Values,
    frequencies: &'a Frequencies,
    rows: &'a [Row],
    first_customer: usize,
}

impl Search<'_> {
    fn view(&self, at: usize) -> View<'_> {
        View::new(self.values, self.frequencies, &self.rows[at])
    }

    /// People filed by their keys.
    fn index(&self, keys: &[Key], people: &[u32]) -> Index {
        let keys: Vec<Key> = keys
            .iter()
            .filter(|key| people.par_iter().any(|person| key(&self.view(*person as usize)).is_some()))
            .copied()
            .collect();
        let entries = people
            .par_iter()
            .flat_map_iter(|person| {
                let view = self.view(*person as usize);
                let digests: Vec<u64> = keys.iter().filter_map(|key| key(&view)).collect();
                digests.into_iter().map(move |digest| (digest, *person))
            })
            .collect();
        Index::new(keys, entries)
    }

    /// The slots that some customers meet, by customer. What is looked up waits for the memory, so that all of it is looked up at once.
    fn meets(&self, index: &Index, customers: Range<usize>) -> Vec<(u32, u32)> {
        let mut digests: Vec<(u64, u32)> = Vec::new();
        for customer in customers {
            let view = self.view(self.first_customer + customer);
            let of_customer = index.keys.iter().filter_map(|key| key(&view));
            digests.extend(of_customer.map(|digest| (digest, customer as u32)));
        }
        digests.retain(|(digest, _)| index.may_hold(*digest));
        let slots =
            digests.into_iter().filter_map(|(digest, customer)| Some((customer, *index.slots.get(&digest)?)));
        let mut met: Vec<(u32, u32)> = slots.collect();
        met.sort_unstable();
        met.dedup();
        met
    }

    /// The slots that customers meet, with those whom few enough share.
    fn met(&self, index: &Index, most: u32) -> Met {
        let customers = self.rows.len() - self.first_customer;
        let parts = (0..customers.div_ceil(AT_ONCE)).into_par_iter();
        let of_part = |part: usize| {
            let some = part * AT_ONCE..customers.min((part + 1) * AT_ONCE);
            self.meets(index, some).into_iter().map(|(customer, slot)| (slot, customer))
        };
        let met: Vec<(u32, u32)> = parts.flat_map_iter(of_part).collect();
        let mut counts = vec![0u32; index.ends.len()];
        met.iter().for_each(|(slot, _)| counts[*slot as usize] += 1);
        let most_people = MOST_PEOPLE.max(u64::from(most));
        let small =
            |(slot, count): (u32, &u32)| *count <= most && index.people(slot).len() as u64 <= most_people;
        let is_small = (0..).zip(&counts).map(small).collect();
        Met { pairs: met, is_small }
    }

    /// Pairs under keys that few enough share.
    fn pairs(&self, keys: &[Key], people: &[u32], most: u32) -> Vec<(u32, u32)> {
        if people.is_empty() {
            return Vec::new();
        }
        let index = self.index(keys, people);
        let met = self.met(&index, most);
        let mut pairs: Vec<(u32, u32)> = met
            .pairs
            .par_iter()
            .filter(|(slot, _)| met.is_small[*slot as usize])
            .flat_map_iter(|(slot, customer)| {
                index.people(*slot).iter().map(move |person| (*person, *customer))
            })
            .collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Of some people with a masked name the fields, as bits, in which somebody may agree who was not looked at, since too many do or
    /// what is shown is too little for a key.
    fn unseen(&self, people: &[u32]) -> FxHashMap<u32, u8> {
        let mut unseen: FxHashMap<u32, u8> = FxHashMap::default();
        let masked = people.iter().copied().filter(|person| self.is_masked_name(*person));
        let masked: Vec<u32> = masked.collect();
        for (field, keys) in COVERS.iter().filter(|_| !masked.is_empty()) {
            let index = self.index(keys, &masked);
            let met = self.met(&index, MANY_CUSTOMERS);
            for person in &masked {
                let view = self.view(*person as usize);
                let mut slots = keys.iter().filter_map(|key| index.slot(key(&view)?));
                if !slots.any(|slot| met.is_small[slot as usize]) {
                    *unseen.entry(*person).or_default() |= crowds::bit(*field);
                }
            }
        }
        unseen
    }

    fn is_masked_name(&self, person: u32) -> bool {
        let name = self.values.names.get(self.rows[person as usize].name as usize);
        name.is_some_and(|name| name.mask != NONE) && !self.is_hangul(person)
    }

    /// Names in Hangul, mostly masked in their middle, have keys and crowds of their own.
    fn is_hangul(&self, person: u32) -> bool {
        self.view(person as usize).outer().is_some()
    }

    /// Is the name masked, or an initial beside other values that are? However much is shown of such a person: any of it may be wrong,
    /// and the rest does not tell who it is.
    fn is_veiled(&self, person: u32) -> bool {
        let row = &self.rows[person as usize];
        let name = self.values.names.get(row.name as usize);
        let initial = name.is_some_and(|name| self.values.words.is_initial(name.given));
        self.is_masked_name(person) || initial && crowds::is_masked(self.values, row)
    }

    /// Is only a part shown of the name, the place or a way to reach the person?
    fn is_masked(&self, person: u32) -> bool {
        let is_masked = || crowds::is_masked(self.values, &self.rows[person as usize]);
        !self.is_hangul(person) && (self.is_masked_name(person) || is_masked())
    }
}

/// The customers who meet somebody under a key.
struct Met {
    /// Slot and customer.
    pairs: Vec<(u32, u32)>,
    /// Of each slot: do few enough share it?
    is_small: Vec<bool>,
}

/// Finds the candidates of every person.
pub(crate) fn find(comparer: &Comparer<'_>, model: &Model, rows: &[Row], first_customer: usize) -> Found {
    let (values, frequencies) = (comparer.values, comparer.frequencies);
    let search = Search { values, frequencies, rows, first_customer };
    let customers = rows.len() - first_customer;
    let everybody: Vec<u32> = (0..first_customer as u32).collect();
    let look = |mut found: Vec<Candidate>, keys: &[Key], people: &[u32], most: u32| {
        let pairs = search.pairs(keys, people, most);
        found.extend(kept(comparer, model, rows, first_customer, &pairs));
        found.par_sort_unstable_by_key(|candidate| (candidate.person, candidate.customer));
        found.dedup_by_key(|candidate| (candidate.person, candidate.customer));
        found
    };
    let found = look(Vec::new(), PRECISE_KEYS, &everybody, FEW_CUSTOMERS);
    // Whoever fits so well that nobody under a broader key could fit nearly as well is looked for no further.
    let doubtful = lost(model, &found, &everybody, customers, BEYOND_DOUBT);
    let found = look(found, BROAD_KEYS, &doubtful, FEW_CUSTOMERS);
    let mut masked = lost(model, &found, &everybody, customers, BEYOND_DOUBT);
    masked.retain(|person| search.is_masked(*person));
    let found = look(found, MASKED_KEYS, &masked, MANY_CUSTOMERS);
    let shows: Vec<u8> = rows[first_customer..].par_iter().map(|row| shown(values, row)).collect();
    let common = common(&shows);
    let thin = |person: &u32| {
        (shown(values, &rows[*person as usize]) & common).count_ones() < 2 || search.is_veiled(*person)
    };
    let mut weak = lost(model, &found, &everybody, customers, LIKELIER);
    weak.retain(thin);
    let candidates = look(found, WEAK_KEYS, &weak, MANY_CUSTOMERS);
    let mut open = lost(model, &candidates, &everybody, customers, LIKELIER);
    open.retain(thin);
    let unseen = search.unseen(&open);
    let crowds = Crowds::new(values, frequencies, rows, shows, (&open, &unseen), &candidates);
    Found { candidates, crowds }
}

/// What of somebody's own many customers show.
fn common(shows: &[u8]) -> u8 {
    let least = shows.len() as f64 * COMMON;
    let bits = [1u8, 2, 4, 8].into_iter().filter(|bit| {
        let count = shows.iter().filter(|shown| **shown & bit != 0).count();
        count as f64 > least
    });
    bits.fold(0, |all, bit| all | bit) & PERSONAL
}

/// Compares pairs and keeps those that are not hopeless beside the best of the same person.
fn kept(
    comparer: &Comparer<'_>,
    model: &Model,
    rows: &[Row],
    first_customer: usize,
    pairs: &[(u32, u32)],
) -> Vec<Candidate> {
    let least = ((rows.len() - first_customer).max(1) as f32).ln() - FAR_BELOW;
    let groups: Vec<&[(u32, u32)]> = pairs.chunk_by(|one, other| one.0 == other.0).collect();
    let sketch = |at: usize| Sketch::new(comparer.values, comparer.frequencies, &rows[at]);
    // Where customers come again and again, each is sketched once.
    let customers = &rows[first_customer..];
    let all =
        (pairs.len() > customers.len()).then(|| sketches(comparer.values, comparer.frequencies, customers));
    let of_customer = |customer: u32| match &all {
        Some(all) => all[customer as usize],
        None => sketch(first_customer + customer as usize),
    };
    let of_person = |group: &[(u32, u32)]| {
        let person = group[0].0;
        let own = sketch(person as usize);
        let hopeful = group.iter().map(|(_, customer)| *customer);
        let hopeful: Vec<u32> =
            hopeful.filter(|customer| !own.is_named() || !own.hopeless(&of_customer(*customer))).collect();
        let side = comparer.side(&rows[person as usize]);
        let mut compared: Vec<(f32, Candidate)> = Vec::with_capacity(hopeful.len());
        comparer.each_side(customers, &hopeful, |customer, other| {
            let pattern = comparer.compare_sides(&side, other);
            compared.push((model.likelihoods(&pattern).0, Candidate { person, customer, pattern }));
        });
        let best = compared.iter().fold(f32::MIN, |best, (ratio, _)| best.max(*ratio));
        compared
            .into_iter()
            .filter(|(ratio, _)| *ratio > least.max(best - BESIDE))
            .map(|(_, c)| c)
            .collect::<Vec<_>>()
    };
    groups.into_par_iter().flat_map_iter(of_person).collect()
}

/// People of whom nobody found is so much likelier than chance, in natural logarithms.
fn lost(
    model: &Model,
    candidates: &[Candidate],
    everybody: &[u32],
    customers: usize,
    beyond: f32,
) -> Vec<u32> {
    let enough = (customers.max(1) as f32).ln() + beyond;
    let mut found = vec![false; everybody.len()];
    for candidate in candidates {
        found[candidate.person as usize] |= model.likelihoods(&candidate.pattern).0 > enough;
    }
    everybody.iter().copied().filter(|person| !found[*person as usize]).collect()
}
