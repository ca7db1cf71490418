//! United States national provider identifier: a physician's or a clinic's.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Ten digits, the first 1 or 2.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_npi",
    category: category(
        "us-npi",
        Group::Health,
        false,
        ["national provider identifier", "미국 의료기관번호", "identifiant de prestataire américain"],
    ),
    reference: "CMS, Requirements for NPI and NPI check digit: Luhn with 80840 before the number",
    evidence: "first digit 1 or 2, Luhn with the prefix, and a word before it",
    shapes_in_context: &["9999999999"],
    judge,
    context: &["npi", "national provider", "provider id"],
    columns: &["npi", "npi no", "provider npi"],
    examples: &[("NPI 1234567893", "1234567893"), ("National Provider Identifier: 1245319599", "1245319599")],
    cells: &[("1234567893", "1234567893")],
    counter_examples: &["1234567893", "NPI 3234567893"],
    ..Identifier::BASE
};

/// What the digits 80840 add to the Luhn sum.
const PREFIX: u32 = 24;

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if !matches!(glyphs[0], b'1' | b'2') || value.known() < 4 {
        return None;
    }
    let checked = check_digit::luhn_sum(glyphs, PREFIX).map(|sum| sum % 10 == 0);
    Some(Verdict::by_check(checked, (0, 96), (0, 65), (0, 75)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_adds_what_it_would_add_if_written() {
        for number in 1_234_560_000u32..1_234_560_100 {
            let (short, long) = (number.to_string(), format!("80840{number}"));
            let short = check_digit::luhn_sum(short.as_bytes(), PREFIX).unwrap();
            assert_eq!(short.is_multiple_of(10), check_digit::luhn(long.as_bytes()).unwrap());
        }
    }
}
