//! Which columns number people, which of them number the same people, and which tables are running text.

use anyhow::Result;
use whose_detect::header::without_number;
use whose_model::category::general;
use whose_model::tables::{LayoutRow, SourceRow};
use whose_resolve::{Numberings, RunningTexts};

use crate::case::Case;
use crate::layouts;

/// The numberings of a case: columns of customer numbers of one name in one folder or archive.
///
/// # Errors
/// When a table is damaged.
pub fn of(case: &Case) -> Result<Numberings> {
    let places = layouts::places(case)?;
    let mut numberings = Numberings::default();
    for row in case.store().rows::<LayoutRow>()? {
        let numbers = row.category.as_deref() == Some(general::CUSTOMER_NUMBER.code);
        if let Some(place) = places.get(&row.source).filter(|_| numbers) {
            // `id` of the table `customers`.
            let whom = Some(whom(&row.column_name)).filter(|whom| !whom.is_empty());
            let whom = whom.unwrap_or_else(|| singular(&row.table_name));
            if !whom.is_empty() {
                numberings.add(row.source, row.table, row.column, digest(place.folder(), &whom));
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

/// Whom a column numbers; empty where its name does not say.
fn whom(column: &str) -> String {
    without_number(column.rsplit(['/', '.']).next().unwrap_or_default())
}

/// `customers`, `shop.customers`: `customer`.
fn singular(table: &str) -> String {
    let name = whom(table);
    let one = match name.strip_suffix("ies") {
        Some(stem) => return format!("{stem}y"),
        None => name.strip_suffix('s').unwrap_or(&name),
    };
    one.to_string()
}

fn digest(folder: &str, whom: &str) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in [folder, whom] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    u64::from_le_bytes(hasher.finalize().as_bytes()[..8].try_into().expect("a digest is longer than 8 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_one_name_number_the_same_people() {
        assert_eq!(whom("orders[]/customer_id"), whom("CustomerId"));
        assert_eq!(
            (singular("shop.Customers"), singular("parties")),
            ("customer".to_string(), "party".to_string())
        );
    }
}
