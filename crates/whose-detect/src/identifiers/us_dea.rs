//! United States DEA registration number of a prescriber.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Two letters and seven digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_dea",
    category: category(
        "us-dea",
        Group::Health,
        true,
        ["DEA registration number", "미국 마약류 취급번호", "numéro DEA américain"],
    ),
    reference: "Drug Enforcement Administration, registrant kinds A to M, P to U and X",
    evidence: "first letter a kind of registrant; check digit; without a word the check digit must be right",
    shapes: &["AA9999999"],
    judge,
    context: &["dea", "dea number", "dea no", "dea #", "registration number"],
    columns: &["dea", "dea no"],
    examples: &[("DEA AB1234563", "AB1234563"), ("Dr. Lee, DEA# BL1234563", "BL1234563")],
    cells: &[("ab1234563", "AB1234563")],
    counter_examples: &["AB1234564", "YB1234563"],
    ..Identifier::BASE
};

fn check(digits: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&digits[..6], &[1, 2, 1, 2, 1, 2])?;
    Some(sum % 10 == check_digit::last(digits)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if !b"ABCDEFGHJKLMPRSTUX".contains(&glyphs[0]) || value.known() < 5 {
        return None;
    }
    Some(Verdict::by_check(check(&glyphs[2..]), (48, 97), (0, 62), (0, 75)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_body_has_exactly_one_check_digit() {
        for body in (0..1_000_000).step_by(997) {
            let right = (0..10).filter(|digit| check(format!("{body:06}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
