//! The counts that the report states: records, people and mentions, by client, month, category, role, combination.
//!
//! Records and people that look alike (same clients, months, roles and categories) are counted once as a shape with a
//! number, and only the shapes are spelt out.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use whose_model::category::general;
use whose_model::civil::{date_from_days, iso};
use whose_model::tables::TallyRow;
use whose_model::{Categories, CategoryId, CategorySet, Group, Role};

use crate::clients::NO_CLIENT;
use crate::default_days;
use crate::exposure::Exposure;
use crate::people::is_exposed;

/// The number of all clients together.
const WHOLE: u16 = u16::MAX - 1;
/// The month of what has no date.
const NO_MONTH: i32 = i32::MIN;

/// Under which category each category is reported.
#[derive(Debug)]
pub(crate) struct Reported {
    /// Number of the reported category, by number.
    pub of: Vec<u8>,
    /// Categories of personal data that was exposed.
    pub exposed: CategorySet,
    /// Categories that make no combination: events and the company's own numbers.
    aside: CategorySet,
}

impl Reported {
    pub(crate) fn new(categories: &Categories) -> Self {
        let of: Vec<u8> = categories
            .iter()
            .map(|category| categories.by_code(category.reported_as()).unwrap_or(category).id.0)
            .collect();
        let mut aside = CategorySet::default();
        // A customer number is the person's, as the company knows them; the other numbers are the company's own.
        for category in categories.iter().filter(|category| {
            matches!(category.group, Group::Event | Group::Company)
                && category.code != general::CUSTOMER_NUMBER.code
        }) {
            aside.insert(category.id);
        }
        let mut exposed = CategorySet::default();
        categories
            .iter()
            .filter(|category| is_exposed(category))
            .for_each(|category| exposed.insert(category.id));
        Self { of, exposed, aside }
    }
}

/// What one mention adds to the shape of its record and of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Part {
    client: u16,
    role: u8,
    month: i32,
    categories: CategorySet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Whole,
    Month(i32),
    Combination(CategorySet),
    Category(u8),
    Role(u8),
    RoleCategory(u8, u8),
    Overlap(u32),
    DefaultDay(i32),
}

#[derive(Debug, Clone, Copy, Default)]
struct Count {
    records: u64,
    people: u64,
    mentions: u64,
    first_day: Option<i32>,
    last_day: Option<i32>,
}

type Counts = FxHashMap<(Kind, u16), Count>;
/// How many records or people have a shape.
type Shapes = FxHashMap<Box<[Part]>, u64>;

/// Counts everything.
pub(crate) fn count(exposure: &Exposure<'_>) -> Vec<TallyRow> {
    let parts = parts(exposure);
    let mut counts = Counts::default();
    let (records, people) =
        rayon::join(|| record_shapes(exposure, &parts), || people_shapes(exposure, &parts));
    let aside = exposure.reported.aside;
    add(&mut counts, &records, aside, false, |count, number| count.records += number);
    add(&mut counts, &people, aside, true, |count, number| count.people += number);
    count_mentions(&parts, aside, &mut counts);
    count_days(exposure, &parts, &mut counts);
    count_default_days(exposure, &mut counts);
    let mut keyed: Vec<((Kind, u16), Count)> = counts.into_iter().collect();
    keyed.sort_unstable_by_key(|(key, _)| *key);
    keyed.into_iter().map(|((kind, client), count)| row(exposure, kind, client, count)).collect()
}

/// Adds how many have each shape to what the shape counts under.
fn add(
    counts: &mut Counts,
    shapes: &Shapes,
    aside: CategorySet,
    of_person: bool,
    count: impl Fn(&mut Count, u64) + Sync,
) {
    let shapes: Vec<(&[Part], u64)> = shapes.iter().map(|(shape, number)| (&**shape, *number)).collect();
    let parts: Vec<FxHashMap<(Kind, u16), u64>> = shapes
        .par_chunks(shapes.len() / 16 + 1)
        .map(|shapes| {
            let mut sums: FxHashMap<(Kind, u16), u64> = FxHashMap::default();
            for (shape, number) in shapes {
                for key in keys(shape, aside, of_person) {
                    *sums.entry(key).or_default() += number;
                }
            }
            sums
        })
        .collect();
    for (key, number) in parts.into_iter().flatten() {
        count(counts.entry(key).or_default(), number);
    }
}

fn parts(exposure: &Exposure<'_>) -> Vec<Part> {
    let exposed = exposure.reported.exposed;
    let mut parts = exposure.corpus.collect(|mention| {
        let mut categories = CategorySet::default();
        for category in mention.categories().iter().filter(|category| exposed.contains(*category)) {
            categories.insert(CategoryId(exposure.reported.of[usize::from(category.0)]));
        }
        let month = exposure.corpus.day(&mention).map_or(NO_MONTH, |day| {
            let (year, month, _) = date_from_days(day);
            year * 12 + month as i32 - 1
        });
        Part { client: NO_CLIENT, role: mention.role() as u8, month, categories }
    });
    parts.par_iter_mut().zip(&exposure.clients.of).for_each(|(part, client)| part.client = *client);
    parts
}

fn add_shape(shapes: &mut Shapes, parts: &mut Vec<Part>) {
    parts.sort_unstable();
    parts.dedup();
    if let Some(count) = shapes.get_mut(parts.as_slice()) {
        *count += 1;
    } else {
        shapes.insert(parts.clone().into_boxed_slice(), 1);
    }
}

fn record_shapes(exposure: &Exposure<'_>, parts: &[Part]) -> Shapes {
    let mut keyed: Vec<(u64, u32)> =
        exposure.corpus.collect(|mention| mention.record_key()).into_iter().zip(0u32..).collect();
    keyed.par_sort_unstable();
    let (mut shapes, mut own) = (Shapes::default(), Vec::new());
    for record in keyed.chunk_by(|one, other| one.0 == other.0) {
        own.clear();
        own.extend(record.iter().map(|(_, at)| parts[*at as usize]));
        add_shape(&mut shapes, &mut own);
    }
    shapes
}

fn people_shapes(exposure: &Exposure<'_>, parts: &[Part]) -> Shapes {
    let (mut shapes, mut own) = (Shapes::default(), Vec::new());
    for person in 0..exposure.resolution.people() {
        let mentions = exposure.resolution.members.of(person);
        own.clear();
        own.extend(mentions.iter().map(|at| parts[*at as usize]));
        add_shape(&mut shapes, &mut own);
    }
    shapes
}

/// Every key that a record or person of this shape counts under, once each.
fn keys(shape: &[Part], aside: CategorySet, of_person: bool) -> Vec<(Kind, u16)> {
    let mut keys = Vec::with_capacity(16 * shape.len());
    let mut together: Vec<(u16, CategorySet)> = vec![(WHOLE, CategorySet::default())];
    for part in shape {
        for client in [WHOLE, part.client] {
            keys.push((Kind::Whole, client));
            keys.push((Kind::Role(part.role), client));
            if part.month != NO_MONTH {
                keys.push((Kind::Month(part.month), client));
            }
            for category in part.categories.iter() {
                keys.push((Kind::Category(category.0), client));
                keys.push((Kind::RoleCategory(part.role, category.0), client));
            }
            match together.iter_mut().find(|(known, _)| *known == client) {
                Some((_, set)) => *set = set.union(part.categories),
                None => together.push((client, part.categories)),
            }
        }
    }
    keys.extend(
        together.iter().map(|(client, set)| (Kind::Combination(CategorySet(set.0 & !aside.0)), *client)),
    );
    if of_person {
        let clients = together.iter().filter(|(client, _)| *client != WHOLE && *client != NO_CLIENT).count();
        keys.push((Kind::Overlap(clients as u32), WHOLE));
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

fn count_mentions(parts: &[Part], aside: CategorySet, counts: &mut Counts) {
    let mut same: FxHashMap<Part, u64> = FxHashMap::default();
    for part in parts {
        *same.entry(*part).or_default() += 1;
    }
    for (part, number) in same {
        for key in keys(&[part], aside, false) {
            counts.entry(key).or_default().mentions += number;
        }
    }
}

fn count_days(exposure: &Exposure<'_>, parts: &[Part], counts: &mut Counts) {
    let mut periods: FxHashMap<u16, (i32, i32)> = FxHashMap::default();
    let days = exposure.corpus.collect(|mention| exposure.corpus.day(&mention));
    for (part, day) in parts.iter().zip(days).filter_map(|(part, day)| Some((part, day?))) {
        for client in [WHOLE, part.client] {
            let (first, last) = periods.entry(client).or_insert((day, day));
            (*first, *last) = (day.min(*first), day.max(*last));
        }
    }
    for (client, (first, last)) in periods {
        let count = counts.entry((Kind::Whole, client)).or_default();
        (count.first_day, count.last_day) = (Some(first), Some(last));
    }
}

/// What has no day because its day stands for none.
fn count_default_days(exposure: &Exposure<'_>, counts: &mut Counts) {
    let defaults = exposure.corpus.default_days();
    if defaults.is_empty() {
        return;
    }
    let dated = exposure.corpus.collect(|mention| (mention.date(), mention.record_key()));
    let mut found: Vec<(i32, u16, u64, u32)> = Vec::new();
    for (at, (day, record)) in dated.into_iter().enumerate() {
        let Some(day) = day.filter(|day| defaults.holds(*day)) else { continue };
        let person = exposure.resolution.person_of()[at];
        found.extend([WHOLE, exposure.clients.of[at]].map(|client| (day, client, record, person)));
    }
    found.sort_unstable();
    for group in found.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        let (day, client, ..) = group[0];
        let people: BTreeSet<u32> = group.iter().map(|(.., person)| *person).collect();
        let count = Count {
            records: group.chunk_by(|one, other| one.2 == other.2).count() as u64,
            people: people.len() as u64,
            mentions: group.len() as u64,
            first_day: Some(day),
            last_day: Some(day),
        };
        counts.insert((Kind::DefaultDay(day), client), count);
    }
}

fn row(exposure: &Exposure<'_>, kind: Kind, client: u16, count: Count) -> TallyRow {
    let code = |number: u8| exposure.categories.get(CategoryId(number)).code.as_str();
    let (kind, key) = match kind {
        Kind::Whole => ("whole", String::new()),
        Kind::Month(month) => {
            ("month", format!("{:04}-{:02}", month.div_euclid(12), month.rem_euclid(12) + 1))
        }
        Kind::Combination(set) => {
            let mut codes: Vec<&str> = set.iter().map(|id| code(id.0)).collect();
            codes.sort_unstable();
            ("combination", codes.join("+"))
        }
        Kind::Category(number) => ("category", code(number).to_string()),
        Kind::Role(role) => ("role", Role::from_number(role).code().to_string()),
        Kind::RoleCategory(role, number) => {
            ("role-category", format!("{}/{}", Role::from_number(role).code(), code(number)))
        }
        Kind::Overlap(clients) => ("overlap", clients.to_string()),
        Kind::DefaultDay(day) => (default_days::KIND, iso(day)),
    };
    let client = match client {
        WHOLE => String::new(),
        NO_CLIENT => "?".to_string(),
        client => exposure.clients.name(client).to_string(),
    };
    TallyRow {
        kind: kind.to_string(),
        client,
        key,
        records: count.records,
        people: count.people,
        mentions: count.mentions,
        first_day: count.first_day,
        last_day: count.last_day,
    }
}
