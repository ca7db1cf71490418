//! Keys that tie the rows of one table to those of another: `customer.address_id` and `address.address_id`, `contact.person_id` and
//! `person.id`.
//!
//! Databases part what belongs to one person over tables. A column is a table's own key where it is called after the table or
//! nothing but a number; a column of another table of the same folder refers to it where its name ends with that table's. What the
//! values are is not looked at here: whoever joins records compares them.

use std::collections::BTreeMap;

use whose_model::category::{Categories, Group, general};
use whose_model::tables::LayoutRow;
use whose_model::{Place, Role};

use super::{Decided, Known};
use crate::header;
use crate::layout::DecidedBy;

/// As many rows may refer to each row of a table, on average, so that it holds what is somebody's own: a customer's address, not
/// that of the branch which serves a hundred of them.
const MOST_OF_ONE: u64 = 2;
/// Shorter names of tables end too many others.
const LEAST_LETTERS: usize = 3;
/// Columns that are looked at for one title: a folder may hold the same dump of every day.
const MOST_REFERRING: usize = 1_000;
/// How certain a key is.
const CERTAINTY: f32 = 0.7;

/// Kinds of names of people.
const NAMES: [&str; 3] = [general::PERSON_NAME.code, general::GIVEN_NAME.code, general::FAMILY_NAME.code];

/// Decisions by source and number of the table.
pub(super) type Keys = BTreeMap<(u64, u32), Vec<Option<Decided>>>;

/// Keys of all tables.
pub(super) fn find(tables: &[Known<'_>], categories: &Categories) -> Keys {
    let mut by_folder: BTreeMap<&str, Vec<Keyed<'_, '_>>> = BTreeMap::new();
    for table in tables.iter().filter(|table| !table.names.is_empty()) {
        by_folder.entry(table.place.folder()).or_default().push(Keyed::new(table, categories));
    }
    let mut keys = Keys::new();
    for tables in by_folder.values() {
        let referring = referring(tables);
        for table in tables.iter().filter(|table| table.own.is_some() && table.is_personal()) {
            let refer = referring.get(table.title.as_str()).map_or(&[][..], Vec::as_slice);
            tie(table, refer, &mut keys);
        }
    }
    keys
}

/// A column that refers to another table.
struct Reference<'t, 'k, 'r> {
    table: &'t Keyed<'k, 'r>,
    row: &'r LayoutRow,
    /// By the table's whole name: `person_id`, not `seller_person_id`. Only so are numbers of people of one numbering.
    whole: bool,
}

/// The columns that refer to tables of each title.
fn referring<'t, 'k, 'r>(tables: &'t [Keyed<'k, 'r>]) -> BTreeMap<&'t str, Vec<Reference<'t, 'k, 'r>>> {
    let keyed = tables.iter().filter(|table| table.own.is_some());
    let mut referring: BTreeMap<&str, Vec<_>> =
        keyed.map(|table| (table.title.as_str(), Vec::new())).collect();
    for table in tables {
        let columns = table.table.rows.iter().zip(&table.numbers).filter(|(row, _)| row.values > 0);
        for (row, numbered) in columns {
            let Some(numbered) = numbered else { continue };
            for (at, _) in numbered.char_indices().filter(|(at, _)| refers(numbered, &numbered[*at..])) {
                if let Some(refer) = referring.get_mut(&numbered[at..])
                    && refer.len() < MOST_REFERRING
                {
                    refer.push(Reference { table, row, whole: at == 0 });
                }
            }
        }
    }
    referring
}

/// Name of a table without its schema, or of its file.
#[must_use]
pub fn title<'r>(row: &'r LayoutRow, place: &'r Place) -> &'r str {
    let own = row.table_name.rsplit('.').next().filter(|name| !name.is_empty());
    own.unwrap_or_else(|| place.file_name().split('.').next().unwrap_or_default())
}

/// Name of a table without its plural: `customers`, `shop.customers`: `customer`.
#[must_use]
pub fn singular(table: &str) -> String {
    let name = header::without_number(last(table));
    match name.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        // An address is no plural.
        None if name.ends_with("ss") => name,
        None => {
            let ends = ["sses", "ches", "xes"].iter().any(|plural| name.ends_with(plural));
            name.strip_suffix(if ends { "es" } else { "s" }).unwrap_or(&name).to_string()
        }
    }
}

/// Whom a column of numbers of people numbers: `customer` of `CustomerId`, `matricule` of that; empty where its name does not say.
#[must_use]
pub fn whom(column: &str) -> String {
    header::without_number(last(column))
}

/// Whom or what a column numbers; nothing where its name does not say, `None` where it numbers nothing.
pub(super) fn numbered(column: &str) -> Option<String> {
    header::numbered(last(column))
}

/// The last part of a path or of a name in its schema.
fn last(name: &str) -> &str {
    name.rsplit(['/', '.']).next().unwrap_or_default()
}

/// Does a column of that name refer to the table of that title?
#[must_use]
pub fn refers(numbered: &str, title: &str) -> bool {
    title.len() >= LEAST_LETTERS && numbered.ends_with(title)
}

/// A table and its own key.
struct Keyed<'k, 'r> {
    table: &'k Known<'r>,
    title: String,
    /// What each column numbers.
    numbers: Vec<Option<String>>,
    own: Option<usize>,
    named: bool,
    organisation: bool,
    /// Holds more of somebody than names.
    telling: bool,
}

impl<'k, 'r> Keyed<'k, 'r> {
    fn new(table: &'k Known<'r>, categories: &Categories) -> Self {
        let title = singular(&table.title());
        let numbers: Vec<Option<String>> = table.rows.iter().map(|row| numbered(&row.column_name)).collect();
        let called = |name: &str| numbers.iter().position(|numbered| numbered.as_deref() == Some(name));
        let own = called(&title).or_else(|| called("")).filter(|at| is_free(&table.rows[*at]));
        let holds = |codes: &[&str]| {
            table.rows.iter().any(|row| row.category.as_deref().is_some_and(|code| codes.contains(&code)))
        };
        let tells = |row: &LayoutRow| {
            let category = row.category.as_deref().and_then(|code| categories.by_code(code));
            category.is_some_and(|category| match category.group {
                Group::Company | Group::Event | Group::Name => false,
                Group::Address => category.code == general::STREET_ADDRESS.code,
                _ => category.code != general::SEX.code,
            })
        };
        Self {
            table,
            title,
            numbers,
            own,
            named: holds(&NAMES),
            organisation: holds(&[general::ORGANISATION_NAME.code]),
            telling: table.rows.iter().any(tells),
        }
    }

    /// A table of companies numbers these, and not whoever speaks for them.
    fn is_personal(&self) -> bool {
        let of_companies = self.organisation && role_of_names(self.table.rows) == Role::Contact;
        self.named && !of_companies || self.telling && !self.organisation
    }
}

/// Is the column's meaning open, or was it a key before?
fn is_free(row: &LayoutRow) -> bool {
    let elsewhere = row.decided_by == DecidedBy::Elsewhere.code();
    match row.category.as_deref() {
        None => row.decided_by != DecidedBy::Corrected.code() && row.values > 0,
        Some(code) => elsewhere && [general::CUSTOMER_NUMBER.code, general::REFERENCE.code].contains(&code),
    }
}

/// Decides the own key of a table and what refers to it.
fn tie(table: &Keyed<'_, '_>, referring: &[Reference<'_, '_, '_>], keys: &mut Keys) {
    let Some(own) = table.own else { return };
    let own = &table.table.rows[own];
    let others = || referring.iter().filter(|other| other.table.table.key() != table.table.key());
    if let Some(reference) = others().find(|other| other.whole && numbers_people(other.row)) {
        let role = Role::from_code(&reference.row.role).unwrap_or(Role::Unknown);
        return decide(own, general::CUSTOMER_NUMBER.code, role, keys);
    }
    let free = others().filter(|other| is_free(other.row));
    let (code, refer): (_, Vec<&LayoutRow>) = if table.named {
        // Beside a name, a number of somebody is mostly somebody else's: the seller's, the manager's.
        let nameless = free.filter(|other| other.whole && !other.table.named && other.table.telling);
        (general::CUSTOMER_NUMBER.code, nameless.map(|other| other.row).collect())
    } else {
        let people =
            free.filter(|other| other.table.named || other.table.table.rows.iter().any(numbers_people));
        let few = people.filter(|other| other.row.values <= own.values * MOST_OF_ONE);
        (general::REFERENCE.code, few.map(|other| other.row).collect())
    };
    if !refer.is_empty() {
        let role = if table.named { role_of_names(table.table.rows) } else { Role::Unknown };
        [own].into_iter().chain(refer).for_each(|row| decide(row, code, role, keys));
    }
}

/// Does the table itself say that the column numbers people?
fn numbers_people(row: &LayoutRow) -> bool {
    row.category.as_deref() == Some(general::CUSTOMER_NUMBER.code) && !is_free(row)
}

/// The role in which a table names people.
fn role_of_names(rows: &[LayoutRow]) -> Role {
    let named = rows.iter().find(|row| row.category.as_deref().is_some_and(|code| NAMES.contains(&code)));
    named.and_then(|row| Role::from_code(&row.role)).unwrap_or(Role::Unknown)
}

fn decide(row: &LayoutRow, code: &str, role: Role, keys: &mut Keys) {
    let columns = keys.entry((row.source, row.table)).or_default();
    columns.resize(columns.len().max(row.column as usize + 1), None);
    columns[row.column as usize].get_or_insert(Decided {
        category: Some(code.to_string()),
        role,
        certainty: CERTAINTY,
        corrected: false,
        why: super::Why::Key,
    });
}
