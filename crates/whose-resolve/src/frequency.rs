//! How common every value is, and which values are junk.
//!
//! The chance that two unrelated people agree on a value is its frequency: a rare family name says more than a
//! common one. Values that many different families carry say nothing at all.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::forms::birth::Birth;
use crate::forms::hangul::Reading;
use crate::forms::phone;
use crate::intern::{NONE, Texts};
use crate::masks::shares;
use crate::values::{EmailForm, IdentifierForm, Row, Values};

/// A value carried by this many different family names is nobody's own.
const JUNK_FAMILIES: u32 = 6;
/// A birth date this many times as common as dates are on average is a placeholder.
const JUNK_BIRTH: f64 = 15.0;
/// Dates of birth that may be placeholders at once.
const PLACEHOLDERS: usize = 4;
/// What is taken for one person's own of a name: little, or namesakes would pass for people who moved.
const ONE_PERSON: f64 = 0.5;
/// Rows that one household has of an address or phone, about.
const ONE_HOUSEHOLD: f64 = 8.0;
/// Bearers of one given name of Korea that reads so, among how many; the same of family names. Rounded.
const KNOWN_GIVEN: (f64, f64) = (0.3, 100.0);
const KNOWN_FAMILY: (f64, f64) = (1.0, 15.0);
/// Rows that a value is taken to have at least.
const LEAST_COUNT: f64 = 0.01;
/// Smallest chance that is ever stated, as a logarithm.
const FLOOR: f32 = -20.0;

/// Logarithms of the share of rows that carry a value, by its number.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    counts: Vec<u32>,
    total: f64,
}

impl Shares {
    fn count(values: usize, numbers: impl Iterator<Item = (u32, u32)>) -> Self {
        if values == 0 {
            return Self::default();
        }
        let mut shares = Self { counts: vec![0; values], total: 0.0 };
        for (number, weight) in numbers.filter(|(number, _)| *number != NONE) {
            shares.counts[number as usize] += weight;
            shares.total += f64::from(weight);
        }
        shares
    }

    /// ln of the share of people who carry a value that many have, such as a name. A value seen once or twice may be
    /// of one person alone, so it counts for less than it was seen.
    pub(crate) fn ln(&self, number: u32) -> f32 {
        ln_share(discounted(self.rows(number), ONE_PERSON), self.total)
    }

    /// ln of the chance that strangers share a value that is one person's or one household's own, such as a phone:
    /// the few who do share it are no strangers.
    pub(crate) fn ln_own(&self, number: u32) -> f32 {
        ln_share(discounted(self.rows(number), ONE_HOUSEHOLD), self.total)
    }

    /// The same of a value that exists once in the world, as a mailbox does: how few rows a case has makes it no commoner, so a few
    /// who share it are strangers less still.
    pub(crate) fn ln_unique(&self, number: u32) -> f32 {
        let rows = f64::from(self.rows(number).max(1));
        let strangers = rows / (rows + ONE_HOUSEHOLD);
        ln_share(discounted(self.rows(number), ONE_HOUSEHOLD) * strangers * strangers, self.total)
    }

    /// How many rows carry the value.
    pub(crate) fn rows(&self, number: u32) -> u32 {
        self.counts.get(number as usize).copied().unwrap_or(0)
    }

    /// How many rows carry any.
    pub(crate) const fn total(&self) -> f64 {
        self.total
    }
}

/// A count without those who are one person or one household: few become fewer, many stay many.
fn discounted(rows: u32, own: f64) -> f64 {
    let count = f64::from(rows.max(1));
    count * count / (count + own)
}

fn ln_share(count: f64, total: f64) -> f32 {
    ((count.max(LEAST_COUNT) / total.max(2.0)).ln() as f32).clamp(FLOOR, -0.01)
}

/// A value that many different people carry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Junk {
    pub kind: JunkKind,
    pub number: u32,
    pub rows: u32,
    pub families: u32,
}

/// What kind of value is junk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JunkKind {
    Phone,
    Email,
    Identifier,
    Birth,
}

/// The frequencies of a set of rows.
#[derive(Debug)]
pub(crate) struct Frequencies {
    names: Shares,
    pub given: Shares,
    pub family: Shares,
    pub lines: Shares,
    pub streets: Shares,
    pub postcodes: Shares,
    pub cities: Shares,
    pub phones: Shares,
    pub emails: Shares,
    pub locals: Shares,
    pub identifiers: Shares,
    addresses: FxHashMap<u64, u32>,
    births: FxHashMap<u32, u32>,
    birth_total: f64,
    /// Last seven digits of the phones with the rows of each, where mobiles were renumbered.
    tails: FxHashMap<u32, u32>,
    /// Given and family names of Hangul by reading.
    read: [FxHashMap<u32, u32>; 2],
    /// How many rows are of those.
    read_total: f64,
    /// ln of the chance that two names stand in different letters.
    pub mixed_letters: f32,
    initials: [f32; 256],
    /// ln of the share of given names that are an initial.
    pub initial_share: f32,
    mask_names: Vec<f32>,
    mask_phones: Vec<f32>,
    mask_codes: Vec<f32>,
    mask_emails: Vec<f32>,
    /// Domains of e-mail addresses, where any address is masked.
    domains: Shares,
    mask_postcodes: Vec<f32>,
    /// Phones, e-mails and identifiers that are junk, by number.
    pub junk_phones: Vec<bool>,
    pub junk_emails: Vec<bool>,
    pub junk_identifiers: Vec<bool>,
    junk_births: Vec<u32>,
    pub junk: Vec<Junk>,
}

fn address_key(line: u32, locality: u32) -> u64 {
    u64::from(line) << 32 | u64::from(locality)
}

fn tail_key(number: &str) -> Option<u32> {
    phone::tail(number, 7)?.parse().ok()
}

impl Frequencies {
    /// Counts. Each row comes with its weight.
    pub(crate) fn new(values: &Values, rows: &[Row], weights: &[u32]) -> Self {
        let each = || rows.iter().zip(weights.iter().copied());
        let mut found = Self::none(values);
        let words = values.words.len();
        rayon::scope(|scope| {
            let Self {
                names,
                given,
                family,
                lines,
                streets,
                postcodes,
                cities,
                phones,
                emails,
                locals,
                identifiers,
                addresses,
                births,
                tails,
                ..
            } = &mut found;
            scope.spawn(move |_| {
                *names = Shares::count(values.names.len(), each().map(|(row, weight)| (row.name, weight)));
                let forms = || values.names.iter().zip(names.counts.iter().copied());
                *given = Shares::count(words, forms().map(|(form, rows)| (form.given, rows)));
                *family = Shares::count(words, forms().map(|(form, rows)| (form.family, rows)));
            });
            scope.spawn(move |_| {
                *lines = Shares::count(values.lines.len(), each().map(|(row, weight)| (row.line, weight)));
                let street = |row: &Row| values.lines.get(row.line as usize).map_or(NONE, |line| line.street);
                *streets =
                    Shares::count(values.streets.len(), each().map(|(row, weight)| (street(row), weight)));
                *postcodes =
                    Shares::count(values.postcodes.len(), each().map(|(row, weight)| (row.postcode, weight)));
                *cities = Shares::count(values.cities.len(), each().map(|(row, weight)| (row.city, weight)));
            });
            scope.spawn(move |_| {
                let placed = |row: &Row| row.line != NONE && row.postcode != NONE;
                for (row, weight) in each().filter(|(row, _)| placed(row)) {
                    *addresses.entry(address_key(row.line, row.postcode)).or_default() += weight;
                }
            });
            scope.spawn(move |_| {
                *phones = Shares::count(
                    values.phones.len(),
                    each().flat_map(|(row, weight)| row.phones.map(|p| (p, weight))),
                );
                *emails = Shares::count(
                    values.emails.len(),
                    each().flat_map(|(row, weight)| row.emails.map(|e| (e, weight))),
                );
                let local = |email: u32| values.emails.get(email as usize).map_or(NONE, |form| form.local);
                *locals = Shares::count(
                    values.locals.len(),
                    each().flat_map(|(row, weight)| row.emails.map(|e| (local(e), weight))),
                );
                *identifiers = Shares::count(
                    values.identifiers.len(),
                    each().flat_map(|(row, weight)| row.identifiers.map(|i| (i, weight))),
                );
                for (row, weight) in each().filter(|(row, _)| row.birth.is_whole()) {
                    *births.entry(row.birth.packed()).or_default() += weight;
                }
                let numbers = 0..values.phones.len() as u32;
                let renumbered = numbers.clone().any(|number| phone::is_legacy(values.phones.get(number)));
                for number in numbers.filter(|_| renumbered) {
                    if let Some(tail) = tail_key(values.phones.get(number)) {
                        *tails.entry(tail).or_default() += phones.rows(number);
                    }
                }
            });
        });
        found.birth_total =
            each().filter(|(row, _)| row.birth.is_whole()).map(|(_, weight)| f64::from(weight)).sum();
        found.count_initials(values);
        found.count_readings(values);
        found.count_masks(values);
        found.find_junk(values, rows);
        found
    }

    fn count_initials(&mut self, values: &Values) {
        let mut counts = [0u32; 256];
        for word in 0..values.words.len() as u32 {
            counts[usize::from(values.words.initial(word))] += self.given.rows(word);
        }
        for (share, count) in self.initials.iter_mut().zip(counts) {
            *share = ln_share(f64::from(count), self.given.total);
        }
        let single = (0..values.words.len() as u32).filter(|word| values.words.is_initial(*word));
        let count: f64 = single.map(|word| f64::from(self.given.rows(word))).sum();
        self.initial_share = ln_share(count.max(1.0), self.given.total);
    }

    fn count_readings(&mut self, values: &Values) {
        let named = values.readings.iter().zip(&self.names.counts);
        let mut others = 0.0;
        for (readings, weight) in named.filter(|(_, rows)| **rows > 0) {
            match readings.list[0] {
                Some(reading) if readings.native => {
                    *self.read[0].entry(reading.given).or_default() += weight;
                    *self.read[1].entry(reading.family).or_default() += weight;
                    self.read_total += f64::from(*weight);
                }
                _ => others += f64::from(*weight),
            }
        }
        let share = (self.read_total / (self.read_total + others).max(1.0)).clamp(0.01, 0.99);
        self.mixed_letters = (2.0 * share * (1.0 - share)).ln() as f32;
    }

    /// ln of the share of given and of family names in Hangul that read so. Where the case shows few, what is known of Korean
    /// names counts as well: given names are many, family names few.
    pub(crate) fn reading(&self, reading: Reading) -> (f32, f32) {
        let share = |names: &FxHashMap<u32, u32>, read: u32, (seen, of): (f64, f64)| {
            let count = f64::from(names.get(&read).copied().unwrap_or(0));
            let others = count * count / (count + ONE_PERSON);
            ((others + seen) / (self.read_total + of)).ln() as f32
        };
        (share(&self.read[0], reading.given, KNOWN_GIVEN), share(&self.read[1], reading.family, KNOWN_FAMILY))
    }

    fn count_masks(&mut self, values: &Values) {
        let masked = |at: u32| values.names[at as usize].mask != NONE;
        if values.wholes.len() == values.names.len() && !values.names.is_empty() {
            self.mask_names = masked_shares(&values.wholes, &self.names, masked);
        }
        let starred = |texts: &Texts, at: u32| texts.get(at).contains(['*', '…']);
        self.mask_phones = masked_shares(&values.phones, &self.phones, |at| starred(&values.phones, at));
        let places = &values.briefs.postcodes;
        self.mask_postcodes =
            masked_shares(&values.postcodes, &self.postcodes, |at| places[at as usize].is_masked());
        self.count_masked_codes(values);
        self.count_masked_emails(values);
    }

    /// An address is masked in its local part or its domain; what shows of both is one thing.
    fn count_masked_emails(&mut self, values: &Values) {
        let starred = |texts: &Texts, at: u32| texts.get(at).contains(['*', '…']);
        let masked =
            |form: &EmailForm| starred(&values.locals, form.local) || starred(&values.domains, form.domain);
        if !values.emails.iter().any(masked) {
            return;
        }
        let rows = (0..).zip(&values.emails).map(|(at, form)| (form.domain, self.emails.rows(at)));
        self.domains = Shares::count(values.domains.len(), rows);
        let mut texts = Texts::default();
        for form in &values.emails {
            texts.push(&[values.locals.get(form.local), values.domains.get(form.domain)].join("@"));
        }
        self.mask_emails = masked_shares(&texts, &self.emails, |at| masked(&values.emails[at as usize]));
    }

    /// Numbers of one category are held against those of the same: plates say nothing of how common a resident number is.
    fn count_masked_codes(&mut self, values: &Values) {
        let masked = |form: &IdentifierForm| values.briefs.codes[form.code as usize].is_masked();
        let of_masked = values.identifiers.iter().filter(|form| masked(form)).map(|form| form.category);
        let categories: BTreeSet<u8> = of_masked.collect();
        if categories.is_empty() {
            return;
        }
        self.mask_codes = vec![0.0; values.codes.len()];
        for category in categories {
            let seen = |number: usize| {
                let rows = self.identifiers.rows(number as u32);
                let form = values.identifiers[number];
                (form.category == category && rows > 0).then(|| (values.codes.get(form.code), rows))
            };
            let of_category = values.identifiers.iter().filter(|form| form.category == category);
            let wanted: Vec<u32> = of_category.filter(|form| masked(form)).map(|form| form.code).collect();
            let queries: Vec<&str> = wanted.iter().map(|code| values.codes.get(*code)).collect();
            for (code, share) in wanted.iter().zip(shares(values.identifiers.len(), seen, &queries)) {
                self.mask_codes[*code as usize] = share;
            }
        }
    }

    /// Which values do many different families carry?
    fn find_junk(&mut self, values: &Values, rows: &[Row]) {
        let family = |row: &Row| values.names.get(row.name as usize).map_or(NONE, |name| name.family);
        let phones = carriers(&self.phones, rows, &family, |row| &row.phones);
        let emails = carriers(&self.emails, rows, &family, |row| &row.emails);
        let identifiers = carriers(&self.identifiers, rows, &family, |row| &row.identifiers);
        let masked_code = |at: usize| values.codes.get(values.identifiers[at].code).contains(['*', '…']);
        let masked_phone = |at: usize| values.phones.get(at as u32).contains(['*', '…']);
        self.junk_phones = self.mark(JunkKind::Phone, &phones, &masked_phone);
        let masked_email = |at: usize| {
            let form = values.emails[at];
            values.locals.get(form.local).contains(['*', '…'])
        };
        self.junk_emails = self.mark(JunkKind::Email, &emails, &masked_email);
        self.junk_identifiers = self.mark(JunkKind::Identifier, &identifiers, &masked_code);
        let mean = self.birth_total / (self.births.len().max(1) as f64);
        let most = (mean * JUNK_BIRTH).max(8.0 + self.birth_total * 2e-4);
        let mut births: Vec<(u32, u32)> = self
            .births
            .iter()
            .filter(|(_, count)| f64::from(**count) > most)
            .map(|(birth, count)| (*birth, *count))
            .collect();
        // Many such dates are no placeholders but dates known to the year: common, and to be weighed as such.
        if births.len() > PLACEHOLDERS {
            births.clear();
        }
        births.sort_unstable();
        self.junk.extend(births.iter().map(|(birth, rows)| Junk {
            kind: JunkKind::Birth,
            number: *birth,
            rows: *rows,
            families: 0,
        }));
        self.junk_births = births.into_iter().map(|(birth, _)| birth).collect();
    }

    fn mark(&mut self, kind: JunkKind, families: &[u32], masked: &dyn Fn(usize) -> bool) -> Vec<bool> {
        let shares = match kind {
            JunkKind::Phone => &self.phones,
            JunkKind::Email => &self.emails,
            JunkKind::Identifier | JunkKind::Birth => &self.identifiers,
        };
        let flags: Vec<bool> = families
            .iter()
            .enumerate()
            .map(|(at, families)| *families >= JUNK_FAMILIES && !masked(at))
            .collect();
        let found = flags.iter().enumerate().filter(|(_, junk)| **junk).map(|(at, _)| Junk {
            kind,
            number: at as u32,
            rows: shares.rows(at as u32),
            families: families[at],
        });
        self.junk.extend(found.collect::<Vec<_>>());
        flags
    }

    /// Is the birth date a placeholder?
    pub(crate) fn is_junk_birth(&self, birth: Birth) -> bool {
        !self.junk_births.is_empty() && self.junk_births.binary_search(&birth.packed()).is_ok()
    }

    /// ln of the share of rows born that day.
    pub(crate) fn birth(&self, birth: Birth) -> f32 {
        ln_share(f64::from(self.births.get(&birth.packed()).copied().unwrap_or(1)), self.birth_total)
    }

    /// ln of the share of rows at that line of that postcode.
    pub(crate) fn address(&self, line: u32, postcode: u32) -> f32 {
        let count = self.addresses.get(&address_key(line, postcode)).copied().unwrap_or(1);
        ln_share(discounted(count, ONE_HOUSEHOLD), self.lines.total)
    }

    /// ln of the share of given names that begin so.
    pub(crate) fn initial(&self, letter: u8) -> f32 {
        self.initials[usize::from(letter)]
    }

    /// ln of the share of phones with the last seven digits of this one.
    pub(crate) fn tail(&self, number: &str) -> f32 {
        let count = tail_key(number).and_then(|tail| self.tails.get(&tail)).copied().unwrap_or(1);
        ln_share(f64::from(count), self.phones.total)
    }

    /// ln of the share of names that a masked name fits.
    pub(crate) fn mask_name(&self, name: u32) -> f32 {
        self.mask_names.get(name as usize).copied().unwrap_or(-3.0)
    }

    /// ln of the share of phones that a masked phone fits.
    pub(crate) fn mask_phone(&self, phone: u32) -> f32 {
        self.mask_phones.get(phone as usize).copied().unwrap_or(-3.0)
    }

    /// ln of the share of e-mail addresses that a masked one fits.
    pub(crate) fn mask_email(&self, email: u32) -> f32 {
        self.mask_emails.get(email as usize).copied().unwrap_or(-3.0)
    }

    /// ln of the share of e-mail addresses of a domain.
    pub(crate) fn domain(&self, domain: u32) -> f32 {
        self.domains.ln(domain)
    }

    /// ln of the share of postcodes that a masked one fits.
    pub(crate) fn mask_postcode(&self, postcode: u32) -> f32 {
        self.mask_postcodes.get(postcode as usize).copied().unwrap_or(-3.0)
    }

    /// ln of the share of codes that a masked code fits.
    pub(crate) fn mask_code(&self, code: u32) -> f32 {
        self.mask_codes.get(code as usize).copied().unwrap_or(-3.0)
    }
}

/// For each masked value the share of values that show the same; 0 (certain) for others.
fn masked_shares(texts: &Texts, counts: &Shares, masked: impl Fn(u32) -> bool) -> Vec<f32> {
    let wanted: Vec<u32> = (0..texts.len() as u32).filter(|at| masked(*at)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let seen = |at: usize| {
        let rows = counts.rows(at as u32);
        (rows > 0).then(|| (texts.get(at as u32), rows))
    };
    let queries: Vec<&str> = wanted.iter().map(|at| texts.get(*at)).collect();
    let mut found = vec![0.0; texts.len()];
    for (at, share) in wanted.iter().zip(shares(texts.len(), seen, &queries)) {
        found[*at as usize] = share;
    }
    found
}

/// How many different family names carry each value that may be junk.
fn carriers<const N: usize>(
    shares: &Shares,
    rows: &[Row],
    family: &(impl Fn(&Row) -> u32 + Sync),
    list: impl Fn(&Row) -> &[u32; N] + Sync,
) -> Vec<u32> {
    let mut pairs: Vec<u64> = rows
        .par_iter()
        .flat_map_iter(|row| {
            let carrier = family(row);
            // Fewer rows than families that make junk need no count.
            let common = |value: u32| value != NONE && shares.rows(value) >= JUNK_FAMILIES;
            let known = list(row).iter().filter(move |value| common(**value) && carrier != NONE);
            known.map(move |value| u64::from(*value) << 32 | u64::from(carrier))
        })
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let mut families = vec![0u32; shares.counts.len()];
    for pair in pairs {
        families[(pair >> 32) as usize] += 1;
    }
    families
}

impl Frequencies {
    /// Nothing counted yet: for comparisons of which only the levels matter.
    pub(crate) fn none(values: &Values) -> Self {
        Self {
            junk_phones: vec![false; values.phones.len()],
            junk_emails: vec![false; values.emails.len()],
            junk_identifiers: vec![false; values.identifiers.len()],
            read: [FxHashMap::default(), FxHashMap::default()],
            read_total: 0.0,
            mixed_letters: -0.7,
            initials: [0.0; 256],
            initial_share: -3.0,
            names: Shares::default(),
            given: Shares::default(),
            family: Shares::default(),
            lines: Shares::default(),
            streets: Shares::default(),
            postcodes: Shares::default(),
            cities: Shares::default(),
            phones: Shares::default(),
            emails: Shares::default(),
            locals: Shares::default(),
            identifiers: Shares::default(),
            addresses: FxHashMap::default(),
            births: FxHashMap::default(),
            birth_total: 0.0,
            tails: FxHashMap::default(),
            mask_names: Vec::new(),
            mask_phones: Vec::new(),
            mask_codes: Vec::new(),
            mask_emails: Vec::new(),
            domains: Shares::default(),
            mask_postcodes: Vec::new(),
            junk_births: Vec::new(),
            junk: Vec::new(),
        }
    }
}
