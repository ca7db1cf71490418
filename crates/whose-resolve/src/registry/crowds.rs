//! Everybody of one name: for people of whom the data shows little more than that, each customer of the name may be it.
//!
//! Such customers are alike but for what they show beside their name, so they are counted and not compared one by one.

use rustc_hash::FxHashMap;

use super::candidates::Candidate;
use crate::compare::Pattern;
use crate::frequency::Frequencies;
use crate::intern::NONE;
use crate::levels::{Field, level};
use crate::masks;
use crate::values::briefs::Brief;
use crate::values::{Row, Values};

/// What a row shows beside its name: each a field with its bit, and the chance that two people have not the same there.
const SHOWN: [(Field, u8, f32); 5] = [
    (Field::Phone, 1, -0.01),
    (Field::Birth, 2, -0.01),
    (Field::Email, 4, -0.02),
    (Field::Place, 8, -0.01),
    (Field::Other, 16, -0.01),
];
/// Those of [`SHOWN`] that are somebody's own; a vehicle's number is not.
pub(crate) const PERSONAL: u8 = 15;
/// The bit of a field in what is shown; 0 for those that are not looked at.
pub(crate) fn bit(field: Field) -> u8 {
    SHOWN.iter().find(|(known, ..)| *known == field).map_or(0, |(_, bit, _)| *bit)
}

/// How many sets of what is shown there are.
pub(crate) const KINDS: usize = 32;

/// Everybody of one name, or of all names that a masked one fits.
#[derive(Debug, Default)]
pub(crate) struct Class {
    /// Numbers of names.
    names: Vec<u32>,
    /// Customers by what they show.
    counts: [u32; KINDS],
}

/// A person who may be anybody of a class.
#[derive(Debug)]
pub(crate) struct Crowd {
    pub person: u32,
    pub class: u32,
    /// What the person shows.
    pub shown: u8,
    /// What of that is masked.
    masked: u8,
    /// How the names agree, and the chance of it.
    names: Pattern,
    /// Customers by what both show, without those who are compared one by one.
    counts: [u32; KINDS],
}

impl Crowd {
    /// What both show, how many customers, and how they agree: in the name, and in nothing else that both show.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (u8, u32, Pattern)> {
        let kinds = self.counts.iter().zip(0u8..).filter(|(count, _)| **count > 0);
        kinds.map(|(count, kind)| {
            let mut pattern = self.names;
            for (field, bit, chance) in SHOWN.iter().filter(|(_, bit, _)| kind & bit != 0) {
                let found = if self.masked & bit != 0 { level::UNFIT } else { level::OTHER };
                pattern.set(*field, found, *chance);
            }
            (kind, *count, pattern)
        })
    }
}

/// All crowds.
#[derive(Debug, Default)]
pub(crate) struct Crowds {
    pub classes: Vec<Class>,
    /// By person.
    pub list: Vec<Crowd>,
    /// Customers in the order of their names, and where each name ends.
    by_name: Vec<u32>,
    ends: Vec<u32>,
    shown: Vec<u8>,
}

/// The bits of what a row shows.
pub(crate) fn shown(values: &Values, row: &Row) -> u8 {
    let is_number = |id: &u32| *id != NONE && !values.identifiers[*id as usize].tells_birth;
    let shows = [
        row.phones[0] != NONE,
        row.birth.is_whole() || row.birth.month != 0 && row.birth.day != 0,
        row.emails[0] != NONE,
        row.line != NONE,
        row.identifiers.iter().any(is_number),
    ];
    SHOWN.iter().zip(shows).fold(0, |bits, ((_, bit, _), shows)| if shows { bits | bit } else { bits })
}

/// The bits of what a row shows in part only.
fn masked(values: &Values, row: &Row) -> u8 {
    let starred = |text: &str| text.contains(['*', '…']);
    let phone = starred(values.phones.get(row.phones[0]));
    let email =
        values.emails.get(row.emails[0] as usize).is_some_and(|form| starred(values.locals.get(form.local)));
    let number = row
        .identifiers
        .iter()
        .filter_map(|id| values.identifiers.get(*id as usize))
        .any(|form| !form.tells_birth && starred(values.codes.get(form.code)));
    u8::from(phone) | u8::from(email) << 2 | u8::from(number) << 4
}

/// Is a phone, an e-mail address, a number or a postcode shown in part only?
pub(crate) fn is_masked(values: &Values, row: &Row) -> bool {
    masked(values, row) != 0
        || values.briefs.postcodes.get(row.postcode as usize).is_some_and(Brief::is_masked)
}

impl Crowds {
    /// The crowds of some people, ascending, beside their candidates; `shows` is what each customer shows.
    pub(crate) fn new(
        values: &Values,
        frequencies: &Frequencies,
        rows: &[Row],
        shows: Vec<u8>,
        (thin, unseen): (&[u32], &FxHashMap<u32, u8>),
        candidates: &[Candidate],
    ) -> Self {
        let customers = &rows[rows.len() - shows.len()..];
        let mut crowds = Self { shown: shows, ..Self::default() };
        crowds.file(values.names.len(), customers);
        let of_person = crowds.classify(values, rows, thin);
        for (person, class) in of_person {
            // Where somebody may agree who was not looked at, the field says nothing.
            let shown = shown(values, &rows[person as usize]) & !unseen.get(&person).copied().unwrap_or(0);
            let size: u32 = crowds.classes[class as usize].counts.iter().sum();
            if size == 0 {
                continue;
            }
            let share = (f64::from(size) / customers.len() as f64).ln() as f32;
            let mut counts = [0; KINDS];
            for (kind, count) in crowds.classes[class as usize].counts.iter().enumerate() {
                counts[kind & usize::from(shown)] += count;
            }
            let from = candidates.partition_point(|candidate| candidate.person < person);
            for candidate in candidates[from..].iter().take_while(|candidate| candidate.person == person) {
                let name = customers[candidate.customer as usize].name;
                if crowds.classes[class as usize].names.binary_search(&name).is_ok() {
                    let kind = crowds.shown[candidate.customer as usize] & shown;
                    counts[usize::from(kind)] = counts[usize::from(kind)].saturating_sub(1);
                }
            }
            let names = names_pattern(values, frequencies, &rows[person as usize], share);
            let masked = masked(values, &rows[person as usize]);
            crowds.list.push(Crowd { person, class, shown, masked, names, counts });
        }
        crowds
    }

    /// Files customers by the numbers of their names.
    fn file(&mut self, names: usize, customers: &[Row]) {
        let mut ends = vec![0u32; names + 1];
        for row in customers.iter().filter(|row| row.name != NONE) {
            ends[row.name as usize + 1] += 1;
        }
        for at in 1..ends.len() {
            ends[at] += ends[at - 1];
        }
        let mut next = ends.clone();
        self.by_name = vec![0; ends[names] as usize];
        for (customer, row) in customers.iter().enumerate().filter(|(_, row)| row.name != NONE) {
            let at = &mut next[row.name as usize];
            self.by_name[*at as usize] = customer as u32;
            *at += 1;
        }
        self.ends = ends;
    }

    /// Finds the class of each person that has a name.
    fn classify(&mut self, values: &Values, rows: &[Row], thin: &[u32]) -> Vec<(u32, u32)> {
        let (mut whole, mut masked) = (FxHashMap::default(), FxHashMap::default());
        let mut initials: FxHashMap<(u8, u32), u32> = FxHashMap::default();
        let mut of_person = Vec::new();
        let mut classes = 0u32;
        let mut next = || {
            classes += 1;
            classes - 1
        };
        for person in thin {
            let number = rows[*person as usize].name;
            let Some(name) = values.names.get(number as usize) else { continue };
            let class = if name.mask != NONE {
                *masked.entry(number).or_insert_with(&mut next)
            } else if values.words.is_initial(name.given) && name.family != NONE {
                *initials.entry((values.words.initial(name.given), name.family)).or_insert_with(&mut next)
            } else if name.given != NONE && name.family != NONE {
                *whole.entry((name.given, name.family)).or_insert_with(&mut next)
            } else {
                continue;
            };
            of_person.push((*person, class));
        }
        self.classes.resize_with(classes as usize, Class::default);
        for (name, number) in values.names.iter().zip(0u32..).filter(|(name, _)| name.mask == NONE) {
            if let Some(class) = whole.get(&(name.given, name.family)) {
                self.classes[*class as usize].names.push(number);
            }
            if let Some(class) = initials.get(&(values.words.initial(name.given), name.family)) {
                self.classes[*class as usize].names.push(number);
            }
        }
        let mut masked: Vec<(u32, u32)> = masked.into_iter().collect();
        masked.sort_unstable();
        let texts: Vec<&str> = masked.iter().map(|(number, _)| values.wholes.get(*number)).collect();
        let names = (0..values.names.len() as u32).filter(|number| {
            values.names[*number as usize].mask == NONE
                && self.ends[*number as usize] < self.ends[*number as usize + 1]
        });
        let fitting = masks::fitting(&texts, names.map(|number| (number, values.wholes.get(number))));
        for ((_, class), names) in masked.iter().zip(fitting) {
            self.classes[*class as usize].names = names;
        }
        for class in 0..self.classes.len() {
            let mut counts = [0; KINDS];
            self.members(class).for_each(|customer| counts[usize::from(self.shown[customer as usize])] += 1);
            self.classes[class].counts = counts;
        }
        of_person
    }

    /// The customers of a class.
    pub(crate) fn members(&self, class: usize) -> impl Iterator<Item = u32> {
        self.classes[class].names.iter().flat_map(|name| {
            let at = *name as usize;
            self.by_name[self.ends[at] as usize..self.ends[at + 1] as usize].iter().copied()
        })
    }

    /// What a customer shows.
    pub(crate) fn shown(&self, customer: u32) -> u8 {
        self.shown[customer as usize]
    }
}

/// The names agree, by a chance that is the share of customers who are called so.
fn names_pattern(values: &Values, frequencies: &Frequencies, row: &Row, share: f32) -> Pattern {
    let name = values.names[row.name as usize];
    let mut pattern = Pattern::default();
    if name.mask == NONE {
        let family = frequencies.family.ln(name.family).max(share);
        let found = if values.words.is_initial(name.given) { level::VARIANT } else { level::SAME };
        pattern.set(Field::Given, found, (share - family).min(-0.01));
        pattern.set(Field::Family, level::SAME, family);
    } else {
        pattern.set(Field::Given, level::COMPATIBLE, share);
    }
    pattern
}
