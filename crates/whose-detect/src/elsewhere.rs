//! The same layout seen elsewhere: what a table does not tell by itself, another one of the same columns may.
//!
//! * A table without a header (the second part of an export that was cut, `mysqldump --tab`, rows without their
//!   `CREATE TABLE`) takes the column names of a table with as many columns that bears its name, or whose values look alike in
//!   every column. What each name means is then judged as always, by the table's own values.
//! * A table of a few records takes what a long one with the very same header was found to hold.
//! * A column takes what other tables refer to it as ([`references`]).
//!
//! Who gives is never changed by who takes, and shapes of values do not depend on names: what is found depends on the
//! sources alone, not on the order in which they were read or added.

pub mod references;

use std::collections::{BTreeMap, BTreeSet};

use whose_model::record::TableKind;
use whose_model::tables::LayoutRow;
use whose_model::{Categories, Place, Role, SourceId};

use crate::hash::StableHash;
use crate::layout::DecidedBy;
use crate::layout::shape::Shape;

/// With fewer columns, many tables have the same.
const LEAST_COLUMNS: usize = 3;
/// A table with fewer values in each of its columns takes...
const FEW_VALUES: u64 = 20;
/// ...what one with at least so many was found to hold...
const MANY_VALUES: u64 = 50;
/// ...as long as that was as certain as this.
const LEAST_CERTAINTY: f32 = 0.6;

/// What was decided of a column elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decided {
    /// Category code; none: holds no personal data.
    pub category: Option<String>,
    /// Whose item.
    pub role: Role,
    /// How certain, 0 to 1.
    pub certainty: f32,
    /// By a person: it wins over what the table says by itself.
    pub corrected: bool,
    /// Why it is taken.
    pub why: Why,
}

/// Why a table takes what it does not tell by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// A table has the same columns.
    SameColumns,
    /// Rows of another table are tied to its rows by this column.
    Key,
}

impl Decided {
    fn of(row: &LayoutRow) -> Self {
        Self {
            category: row.category.clone(),
            role: Role::from_code(&row.role).unwrap_or(Role::Unknown),
            certainty: row.certainty,
            corrected: row.decided_by == DecidedBy::Corrected.code(),
            why: Why::SameColumns,
        }
    }

    /// Is it taken where the table itself says something else, so certainly?
    pub(crate) fn wins_over(&self, category: Option<&str>, certainty: f32) -> bool {
        let better = category.is_none() || certainty < LEAST_CERTAINTY;
        self.corrected || self.category.as_deref() != category && better
    }
}

/// What a table takes from one of the same layout.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Like {
    /// Source of that one. Not its place: that may name a client whom the reader of this table must not know.
    pub source: SourceId,
    /// Its column names; empty where only decisions are taken.
    names: Vec<String>,
    /// Its decisions that are taken, by column.
    pub columns: Vec<Option<Decided>>,
}

impl Like {
    /// Of a table that takes no more than what keys tell.
    const fn nothing(source: SourceId) -> Self {
        Self { source, names: Vec::new(), columns: Vec::new() }
    }

    /// Adds decisions where there are none.
    fn fill(&mut self, columns: Vec<Option<Decided>>) {
        self.columns.resize(self.columns.len().max(columns.len()), None);
        for (mine, theirs) in self.columns.iter_mut().zip(columns) {
            *mine = mine.take().or(theirs);
        }
    }

    /// The names for a table without any.
    pub(crate) fn names_for(&self, kind: TableKind, columns: usize) -> Option<&[String]> {
        (kind == TableKind::RowsWithoutHeader && self.names.len() == columns).then_some(self.names.as_slice())
    }
}

/// What tables of the same layout elsewhere tell, by source and number of the table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Elsewhere {
    tables: BTreeMap<(u64, u32), Like>,
}

impl Elsewhere {
    /// Compares the tables of all sources. `place` is where a source stands.
    #[must_use]
    pub fn find<'r>(
        layouts: &'r [LayoutRow],
        categories: &Categories,
        place: impl Fn(u64) -> Option<&'r Place>,
    ) -> Self {
        let tables: Vec<Known<'_>> = layouts
            .chunk_by(|one, two| (one.source, one.table) == (two.source, two.table))
            .filter_map(|rows| Some(Known::of(rows, place(rows[0].source)?)))
            .collect();
        let mut found = Self { tables: Self::alike(&tables) };
        for (key, columns) in references::find(&tables, categories) {
            found.tables.entry(key).or_insert_with(|| Like::nothing(SourceId(key.0))).fill(columns);
        }
        found
    }

    /// What tables take from others with the same columns.
    fn alike(tables: &[Known<'_>]) -> BTreeMap<(u64, u32), Like> {
        let many = tables.iter().filter(|table| table.rows.len() >= LEAST_COLUMNS);
        let (named, nameless): (Vec<&Known<'_>>, Vec<&Known<'_>>) =
            many.partition(|table| !table.names.is_empty());
        let givers = Givers::of(&named);
        let unnamed =
            nameless.into_iter().filter_map(|table| Some((table.key(), givers.for_nameless(table)?)));
        let short = named.iter().filter_map(|table| Some((table.key(), givers.for_short(table)?)));
        unnamed.chain(short).collect()
    }

    /// Nothing at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// Sources that take something.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<u64> {
        self.tables.keys().map(|(source, _)| *source).collect()
    }

    /// Tells whether a source takes what it was read with; `None` when it takes nothing.
    #[must_use]
    pub fn fingerprint(&self, source: u64) -> Option<String> {
        let mut hash = StableHash::default();
        let mut any = false;
        for ((_, table), like) in self.tables.range((source, 0)..=(source, u32::MAX)) {
            any = true;
            hash.number(u64::from(*table));
            hash.number(like.source.0);
            like.names.iter().for_each(|name| hash.text(name));
            for decided in &like.columns {
                let (category, role) = decided
                    .as_ref()
                    .map_or((None, ""), |decided| (decided.category.as_deref(), decided.role.code()));
                hash.number(u64::from(decided.is_some()));
                hash.text(category.unwrap_or_default());
                hash.text(role);
            }
        }
        any.then(|| format!("{:016x}", hash.finish()))
    }

    pub(crate) fn of_table(&self, source: u64, table: u32) -> Option<&Like> {
        self.tables.get(&(source, table))
    }
}

/// A table whose layout is known.
#[derive(Debug)]
struct Known<'r> {
    rows: &'r [LayoutRow],
    place: &'r Place,
    /// Names of the columns in small letters; none where they are numbered.
    names: Vec<String>,
    shapes: Vec<Shape>,
}

impl<'r> Known<'r> {
    fn of(rows: &'r [LayoutRow], place: &'r Place) -> Self {
        let numbered = rows.iter().all(|row| row.column_name.parse() == Ok(row.column + 1));
        let names = if numbered {
            Vec::new()
        } else {
            rows.iter().map(|row| row.column_name.to_lowercase()).collect()
        };
        // Unreadable shapes say nothing: those of tables that are no rows, or of cases made before shapes were kept.
        let shapes = rows.iter().map(|row| row.shape.parse().unwrap_or_default()).collect();
        Self { rows, place, names, shapes }
    }

    fn key(&self) -> (u64, u32) {
        (self.rows[0].source, self.rows[0].table)
    }

    /// Its name, or that of its file.
    fn title(&self) -> String {
        references::title(&self.rows[0], self.place).to_lowercase()
    }

    /// The most values of any column.
    fn values(&self) -> u64 {
        self.rows.iter().map(|row| row.values).max().unwrap_or(0)
    }

    /// How many columns look alike; none where one does not.
    fn alike(&self, other: &Self) -> Option<usize> {
        let mut alike = 0;
        for (one, two) in self.shapes.iter().zip(&other.shapes) {
            match one.alike(two) {
                Some(true) => alike += 1,
                Some(false) => return None,
                None => {}
            }
        }
        Some(alike)
    }
}

/// The tables with names, by what others find them with.
struct Givers<'k, 'r> {
    by_width: BTreeMap<usize, Vec<&'k Known<'r>>>,
    by_names: BTreeMap<&'k [String], Vec<&'k Known<'r>>>,
}

/// So many tables of one header stand for all of them when shapes are compared.
const OF_ONE_HEADER: usize = 8;

impl<'k, 'r> Givers<'k, 'r> {
    fn of(named: &[&'k Known<'r>]) -> Self {
        let mut in_order = named.to_vec();
        in_order.sort_by_key(|table| table.key());
        let (mut by_width, mut by_names) = (BTreeMap::new(), BTreeMap::new());
        for table in in_order {
            let same: &mut Vec<_> = by_names.entry(table.names.as_slice()).or_default();
            same.push(table);
            let width: &mut Vec<_> = by_width.entry(table.rows.len()).or_default();
            if same.len() <= OF_ONE_HEADER {
                width.push(table);
            }
        }
        Self { by_width, by_names }
    }

    /// Names for a table without any: from one that bears its name, else from one of its folder that looks alike, else from
    /// any that does. Where those of one rank have different names, it stays without.
    fn for_nameless(&self, table: &Known<'_>) -> Option<Like> {
        let all = self.by_width.get(&table.rows.len())?;
        let title = table.title();
        let fits = |giver: &&Known<'_>, least: usize| {
            giver.values() == 0 && least == 0 || table.alike(giver).is_some_and(|alike| alike >= least.max(1))
        };
        let most = LEAST_COLUMNS.max(table.rows.len().div_ceil(2));
        let ranks: [&dyn Fn(&&Known<'_>) -> bool; 3] = [
            &|giver| giver.title() == title && fits(giver, 0),
            &|giver| giver.place.folder() == table.place.folder() && fits(giver, most),
            &|giver| fits(giver, most),
        ];
        let found: Vec<&Known<'_>> = ranks
            .iter()
            .map(|rank| all.iter().copied().filter(|giver| rank(giver)).collect())
            .find(|found: &Vec<_>| !found.is_empty())?;
        let first = found.first().filter(|first| found.iter().all(|giver| giver.names == first.names))?;
        let corrected = |row: &LayoutRow| Some(Decided::of(row)).filter(|decided| decided.corrected);
        Some(Like {
            source: SourceId(first.rows[0].source),
            names: first.rows.iter().map(|row| row.column_name.clone()).collect(),
            columns: first.rows.iter().map(corrected).collect(),
        })
    }

    /// Decisions for a table with few values, where its own are others.
    fn for_short(&self, table: &Known<'_>) -> Option<Like> {
        if table.values() == 0 || table.values() >= FEW_VALUES {
            return None;
        }
        let same = self.by_names.get(table.names.as_slice())?;
        let long: Vec<&Known<'_>> =
            same.iter().copied().filter(|giver| giver.values() >= MANY_VALUES).collect();
        let first = long.first()?;
        let columns: Vec<Option<Decided>> = (0..table.rows.len())
            .map(|at| {
                let sure = |row: &LayoutRow| row.values >= FEW_VALUES && row.certainty >= LEAST_CERTAINTY;
                let mut given = long.iter().map(|giver| &giver.rows[at]).filter(|row| sure(row));
                let one = given.next()?;
                let agreed = given.all(|row| row.category == one.category && row.role == one.role);
                let own = &table.rows[at];
                let decided = Decided::of(one);
                let wins = own.decided_by == DecidedBy::Elsewhere.code()
                    || decided.wins_over(own.category.as_deref(), own.certainty);
                (agreed && wins && own.values > 0).then_some(decided)
            })
            .collect();
        columns.iter().any(Option::is_some).then(|| Like {
            source: SourceId(first.rows[0].source),
            names: Vec::new(),
            columns,
        })
    }
}

#[cfg(test)]
mod tests;
