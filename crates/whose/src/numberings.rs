//! Which columns number people, and which of them number the same people.

use anyhow::Result;
use whose_model::category::general;
use whose_model::tables::LayoutRow;
use whose_resolve::Numberings;

use crate::case::Case;
use crate::layouts;

/// Words behind which the people stand that a column numbers: `customer_id`, `고객번호`.
const NUMBER_WORDS: [&str; 18] = [
    "identifier",
    "number",
    "num",
    "nbr",
    "nr",
    "no",
    "id",
    "key",
    "code",
    "cd",
    "ref",
    "pk",
    "fk",
    "numero",
    "nummer",
    "번호",
    "코드",
    "番号",
];

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
                numberings.add(row.source, row.table, row.column, digest(folder(place), &whom));
            }
        }
    }
    Ok(numberings)
}

/// The folder or archive that a place is in.
fn folder(place: &str) -> &str {
    place.rfind(['/', '\\', '!']).map_or("", |at| &place[..at])
}

/// Whom a column numbers: its name without the word for a number, and without signs.
fn whom(column: &str) -> String {
    let last = column.rsplit(['/', '.']).next().unwrap_or_default();
    let name: String = last.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let whom = NUMBER_WORDS.iter().find_map(|word| name.strip_suffix(word)).unwrap_or(&name);
    whom.to_string()
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
        for name in ["CustomerId", "customer_id", "CUSTOMER NO", "customerNumber", "customer"] {
            assert_eq!(whom(name), "customer", "{name}");
        }
        assert_eq!(whom("orders[]/customer_id"), "customer");
        assert_eq!(
            (singular("shop.Customers"), singular("parties")),
            ("customer".to_string(), "party".to_string())
        );
        assert_eq!((whom("고객번호"), whom("emp_no")), ("고객".to_string(), "emp".to_string()));
        assert_eq!(
            (folder("disk/a.zip!/x/b.csv"), folder("disk/a.zip!/b.csv"), folder("b.csv")),
            ("disk/a.zip!/x", "disk/a.zip!", "")
        );
    }
}
