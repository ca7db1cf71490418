//! What is recognised: one file per identifier.

use whose_model::category::{Categories, CategoryDefinition, general};

/// One kind of number, code or address, with everything known about it.
#[derive(Debug, Clone, Copy)]
pub struct Identifier {
    /// The category that its values are reported under.
    pub category: CategoryDefinition,
    /// Where the rule comes from.
    pub reference: &'static str,
}

/// Every identifier, in the order that decides ties.
pub const ALL: &[Identifier] = &[];

/// Every category that a run knows: the general ones, then those that identifiers bring.
#[must_use]
pub fn categories() -> Categories {
    let mut list: Vec<CategoryDefinition> = general::ALL.to_vec();
    for identifier in ALL {
        if list.iter().all(|known| known.code != identifier.category.code) {
            list.push(identifier.category);
        }
    }
    Categories::new(&list)
}
