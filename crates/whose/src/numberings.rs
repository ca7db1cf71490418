//! Which columns number people, which of them number the same people, and which tables are running text.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use whose_detect::elsewhere::references::{refers, singular, title, whom};
use whose_model::category::general;
use whose_model::tables::{LayoutRow, SourceRow};
use whose_resolve::{Numberings, RunningTexts};

use crate::case::Case;
use crate::layouts;

/// The numberings of a case: columns of customer numbers of one name in one folder or archive, and of keys to one table.
///
/// # Errors
/// When a table is damaged.
pub fn of(case: &Case) -> Result<Numberings> {
    let places = layouts::places(case)?;
    let rows = case.store().rows::<LayoutRow>()?;
    let numbering = |row: &LayoutRow, code: &str| row.category.as_deref() == Some(code);
    let mut numberings = Numberings::default();
    let mut keyed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in rows.iter().filter(|row| numbering(row, general::REFERENCE.code)) {
        if let Some(place) = places.get(&row.source) {
            keyed.entry(place.folder()).or_default().insert(singular(title(row, place)));
        }
    }
    for row in &rows {
        let Some(place) = places.get(&row.source) else { continue };
        let whom = whom(&row.column_name);
        // `id` of the table `customers`.
        let whom = if whom.is_empty() { singular(title(row, place)) } else { whom };
        if whom.is_empty() {
            continue;
        }
        if numbering(row, general::CUSTOMER_NUMBER.code) {
            numberings.add(row.source, row.table, row.column, digest(place.folder(), "", &whom));
        } else if numbering(row, general::REFERENCE.code) {
            // `billing_address_id` leads to `address`, and to `billing_address` where there is such a table.
            let tables = keyed.get(place.folder());
            let mut ends = whom.char_indices().map(|(at, _)| &whom[at..]);
            let table =
                ends.find(|end| refers(&whom, end) && tables.is_some_and(|tables| tables.contains(*end)));
            if let Some(table) = table {
                numberings.add(row.source, row.table, row.column, digest(place.folder(), "key", table));
            }
        }
    }
    Ok(numberings)
}

/// The tables of a case that are running text.
///
/// # Errors
/// When a table is damaged.
pub fn running_texts(case: &Case) -> Result<RunningTexts> {
    let mut texts = RunningTexts::default();
    for row in case.store().rows::<LayoutRow>()? {
        if whose_detect::is_running_text(&row) {
            texts.add(row.source, row.table);
        } else if row.category.as_deref() == Some(general::FREE_TEXT.code) {
            texts.add_notes(row.source, row.table);
        }
    }
    for source in case.store().rows::<SourceRow>()? {
        if source.format == whose_read::CONVERSATION {
            texts.add_conversation(source.id);
        }
    }
    Ok(texts)
}

fn digest(folder: &str, kind: &str, whom: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in [folder, kind, whom] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    u64::from_le_bytes(hasher.finalize().as_bytes()[..8].try_into().expect("a digest is longer than 8 bytes"))
}
