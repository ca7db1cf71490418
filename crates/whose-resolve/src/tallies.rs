//! The counts that the report states: records, people and mentions, by client, month, category, role, combination.
//!
//! Records and people that look alike (same clients, months, roles and categories) are counted once as a shape with a
//! number, and only the shapes are spelt out.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use whose_model::category::general;
use whose_model::civil::date_from_days;
use whose_model::tables::TallyRow;
use whose_model::{Categories, CategoryId, CategorySet, Group, Role};

use crate::clients::NO_CLIENT;
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
        Self { of, aside }
    }
}

/// What one mention adds to the shape of its record and of its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    for (shape, number) in &records {
        for key in keys(shape, aside, false) {
            counts.entry(key).or_default().records += number;
        }
    }
    for (shape, number) in &people {
        for key in keys(shape, aside, true) {
            counts.entry(key).or_default().people += number;
        }
    }
    count_mentions(&parts, aside, &mut counts);
    count_days(exposure, &parts, &mut counts);
    let mut keyed: Vec<((Kind, u16), Count)> = counts.into_iter().collect();
    keyed.sort_unstable_by_key(|(key, _)| *key);
    keyed.into_iter().map(|((kind, client), count)| row(exposure, kind, client, count)).collect()
}

fn parts(exposure: &Exposure<'_>) -> Vec<Part> {
    let corpus = exposure.corpus;
    (0..corpus.len())
        .into_par_iter()
        .map(|at| {
            let mention = corpus.get(at);
            let mut categories = CategorySet::default();
            for item in mention.items() {
                if is_exposed(exposure.categories.get(item.category)) {
                    categories.insert(CategoryId(exposure.reported.of[usize::from(item.category.0)]));
                }
            }
            let month = mention.date().map_or(NO_MONTH, |day| {
                let (year, month, _) = date_from_days(day);
                year * 12 + month as i32 - 1
            });
            Part { client: exposure.clients.of[at], role: mention.role() as u8, month, categories }
        })
        .collect()
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
    let corpus = exposure.corpus;
    let mut keyed: Vec<(u64, u32)> =
        corpus.iter().enumerate().map(|(at, m)| (m.record_key(), at as u32)).collect();
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
    for (at, part) in parts.iter().enumerate() {
        let Some(day) = exposure.corpus.get(at).date() else { continue };
        for client in [WHOLE, part.client] {
            let count = counts.entry((Kind::Whole, client)).or_default();
            count.first_day = Some(count.first_day.map_or(day, |first| first.min(day)));
            count.last_day = Some(count.last_day.map_or(day, |last| last.max(day)));
        }
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
