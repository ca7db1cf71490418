//! Postal code of a country without a file of its own, behind a word that says so.

use super::{Identifier, Shaped, Verdict, general};

/// Three to five digits, some in two groups or with letters behind.
pub const IDENTIFIER: Identifier = Identifier {
    name: "world_postcode",
    category: general::POSTCODE,
    reference: "Universal Postal Union, postal addressing systems: digits and groups of the countries' codes",
    evidence: "a word for postal code just before",
    shapes_in_context: &["9{3,4}", "99-999", "999-99", "9999-999", "99999-999", "9999_AA"],
    judge,
    masked: &["39**"],
    context: &["zip", "zip code", "postal code", "postcode", "post code", "code postal", "plz", "postnummer"],
    columns: &["postal code", "postcode", "plz"],
    examples: &[
        ("my zip code is 3910", "3910"),
        ("ZIP: 7412 SL", "7412SL"),
        ("postal code 90010-170", "90010170"),
        ("PLZ 394 13", "39413"),
    ],
    counter_examples: &["3910", "394 13", "zip file of 4 MB", "in 1910 there were 340 12 people"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 2).then(|| Verdict::new(0, if value.groups() > 1 { 72 } else { 52 }))
}
