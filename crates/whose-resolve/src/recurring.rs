//! Columns of few names.
//!
//! The agent of a ticket, the owner of a contact, the manager of an employee: a table names the same few people row by row beside
//! those it is about, and says no more than the name. Within one column of one table such a name is one person's. So it is beside
//! what somebody writes: a name in few forms over many notes or messages.

use rustc_hash::{FxHashMap, FxHashSet};
use whose_model::{Categories, Category, Comparison, Role};

use crate::compare::Comparer;
use crate::corpus::Corpus;
use crate::intern::NONE;
use crate::nodes::absorb;
use crate::options::RunningTexts;
use crate::resolution::says_more_than_a_name;
use crate::values::{Row, Values};

/// Fewest rows that name somebody in a column.
const LEAST_ROWS: usize = 8;
/// Rows to each name, on average, at least.
const ROWS_PER_NAME: usize = 4;
/// Of the rows, so many in a hundred are about another person too.
const BESIDES: usize = 80;

/// A table of a source.
type Table = (u64, u32);

/// Where a mention stands: table, record, column of its name, role.
type Place = (Table, u64, u32, Role);

/// A bare name in a column: table, column, given name, family name, record, place in the order.
type Bare = (Table, u32, u32, u32, u64, u32);

/// Makes the bare names of a column that holds few of them entries of one person each. Says which mentions were
/// joined so.
pub(crate) fn join(
    comparer: &Comparer<'_>,
    (corpus, categories): (&Corpus<'_>, &Categories),
    texts: &RunningTexts,
    rows: &mut [Row],
    entry_of: &mut [u32],
    alone: &FxHashSet<u32>,
) -> Vec<u32> {
    if corpus.has_a_record_each() && !texts.has_notes() {
        return Vec::new();
    }
    let values = comparer.values;
    let places: Vec<Place> = corpus.collect(|mention| {
        let named = mention.items().find(|item| is_name(categories.get(item.category)));
        let column = named.map_or(u32::MAX, |item| item.column);
        ((mention.source(), mention.table()), mention.record(), column, mention.role())
    });
    let is_entry = |at: u32| entry_of[at as usize] == at && !alone.contains(&at);
    let mut bare: Vec<Bare> = (0u32..)
        .zip(&places)
        .filter(|(at, (table, ..))| {
            is_entry(*at) && !says_more_than_a_name(&rows[*at as usize]) && !texts.contains(table.0, table.1)
        })
        .filter_map(|(at, (table, record, column, _))| {
            let (given, family) = shown_name(values, &rows[at as usize])?;
            Some((*table, *column, given, family, *record, at))
        })
        .collect();
    bare.sort_unstable();
    let columns: Vec<&[Bare]> = bare
        .chunk_by(|one, other| (one.0, one.1) == (other.0, other.1))
        .filter(|column| holds_few(column))
        .collect();
    if columns.is_empty() {
        return Vec::new();
    }
    let tables = Tables::of(values, &columns, &places, (rows, entry_of, alone));
    let mut moved: FxHashMap<u32, u32> = FxHashMap::default();
    let mut bearers: FxHashMap<(Table, (u32, u32)), u32> = FxHashMap::default();
    for column in columns.into_iter().filter(|column| {
        let (table, ..) = column[0];
        texts.holds_notes(table.0, table.1) || tables.stands_beside_others(column)
    }) {
        for same in column.chunk_by(|one, other| (one.2, one.3) == (other.2, other.3)) {
            let (table, _, given, family, _, first) = same[0];
            let name = (given, family);
            let to = *bearers
                .entry((table, name))
                .or_insert_with(|| tables.employee(table, name).unwrap_or(first));
            for (.., at) in same.iter().filter(|(.., at)| *at != to) {
                let row = rows[*at as usize];
                absorb(values, &mut rows[to as usize], &row);
                moved.insert(*at, to);
            }
        }
    }
    if !moved.is_empty() {
        entry_of.iter_mut().for_each(|entry| *entry = moved.get(entry).copied().unwrap_or(*entry));
    }
    moved.into_keys().collect()
}

fn is_name(category: &Category) -> bool {
    matches!(category.comparison, Comparison::Name | Comparison::GivenName | Comparison::FamilyName)
}

/// Given and family name as far as they are shown, without a mask.
fn shown_name(values: &Values, row: &Row) -> Option<(u32, u32)> {
    let name = values.names.get(row.name as usize)?;
    ((name.given, name.family) != (NONE, NONE) && name.mask == NONE).then_some((name.given, name.family))
}

/// Does each name stand again and again, and are there few? A list of people has namesakes too, but as it grows, so do its names.
fn holds_few(column: &[Bare]) -> bool {
    let names = column.chunk_by(|one, other| (one.2, one.3) == (other.2, other.3)).count();
    column.len() >= LEAST_ROWS && names * ROWS_PER_NAME <= column.len() && names * names <= 4 * column.len()
}

/// What else stands in the tables of such columns.
struct Tables {
    /// Records with the columns of their mentions.
    columns: FxHashMap<(Table, u64), Vec<u32>>,
    /// Employees of whom more is told than the name; `None` where two bear it.
    employees: FxHashMap<(Table, (u32, u32)), Option<u32>>,
}

impl Tables {
    fn of(
        values: &Values,
        columns: &[&[Bare]],
        places: &[Place],
        (rows, entry_of, alone): (&[Row], &[u32], &FxHashSet<u32>),
    ) -> Self {
        let wanted: FxHashSet<Table> = columns.iter().map(|column| column[0].0).collect();
        let mut tables = Self { columns: FxHashMap::default(), employees: FxHashMap::default() };
        for (at, (table, record, column, role)) in (0u32..).zip(places) {
            if !wanted.contains(table) {
                continue;
            }
            tables.columns.entry((*table, *record)).or_default().push(*column);
            // A copy of a record in another file is an entry of the first.
            let at = entry_of[at as usize];
            let row = &rows[at as usize];
            if *role == Role::Employee
                && !alone.contains(&at)
                && says_more_than_a_name(row)
                && let Some(name @ (given, family)) = shown_name(values, row)
                && given != NONE
                && family != NONE
            {
                let known = tables.employees.entry((*table, name)).or_insert(Some(at));
                *known = known.filter(|known| *known == at);
            }
        }
        tables
    }

    /// Are most of the column's records about another person too?
    fn stands_beside_others(&self, column: &[Bare]) -> bool {
        let besides = |(table, own, _, _, record, _): &&Bare| {
            self.columns
                .get(&(*table, *record))
                .is_some_and(|columns| columns.iter().any(|other| other != own))
        };
        column.iter().filter(besides).count() * 100 >= column.len() * BESIDES
    }

    /// The one employee of the table who bears a name.
    fn employee(&self, table: Table, name: (u32, u32)) -> Option<u32> {
        self.employees.get(&(table, name)).copied().flatten()
    }
}
