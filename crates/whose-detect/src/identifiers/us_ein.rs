//! United States employer identification number: a company's, no person's.

use super::{Group, Identifier, Shaped, Verdict, category};

/// `PP-NNNNNNN`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_ein",
    category: category(
        "us-ein",
        Group::Company,
        false,
        ["employer identification number", "미국 고용주번호", "numéro d’employeur américain"],
    ),
    reference: "Internal Revenue Service, How EINs are assigned and valid EIN prefixes",
    evidence: "prefix that a campus assigns, and a word before it",
    shapes_in_context: &["99-9999999"],
    judge,
    context: &["ein", "fein", "employer identification", "employer id", "federal tax id", "tax id"],
    columns: &["ein", "fein", "employer id no"],
    examples: &[("EIN 12-3456789", "123456789"), ("employer identification number: 98-7654321", "987654321")],
    cells: &[("12-3456789", "123456789")],
    counter_examples: &["12-3456789", "EIN 07-3456789", "EIN 89-1234567"],
    ..Identifier::BASE
};

const fn is_prefix(prefix: u32) -> bool {
    !matches!(prefix, 0 | 7 | 8 | 9 | 17 | 18 | 19 | 28 | 29 | 49 | 69 | 70 | 78 | 79 | 89 | 96 | 97)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 4 && value.number(0, 2).is_none_or(is_prefix)).then(|| Verdict::new(0, 92))
}
