//! United States bank routing number (ABA) and the account that stands beside it.

use super::{BANK_ACCOUNT, Identifier, Shaped, Verdict, check_digit};

/// Nine digits with a check by weights 3, 7, 1.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_routing_number",
    category: BANK_ACCOUNT,
    reference: "American Bankers Association, routing number policy: first two digits 00 to 12, 21 to 32, 61 to 72, 80",
    evidence: "a word before it; a routing number also by its check digit, an account number by length alone",
    shapes_in_context: &["999999999", "9{6,8}", "9{10,17}"],
    judge,
    masked: &["******7890", "****7890"],
    context: &[
        "routing number", "routing no", "routing", "aba", "aba no", "account number", "account no", "acct no",
        "acct", "bank account", "checking account", "savings account", "account #",
    ],
    columns: &["routing no", "aba no", "account number", "acct num", "bank acct"],
    examples: &[
        ("ABA 021000021", "021000021"),
        ("account number 1234567890", "1234567890"),
        ("checking account ******7890", "******7890"),
    ],
    cells: &[("021000021", "021000021"), ("****7890", "****7890")],
    counter_examples: &["021000021", "1234567890", "call 416-555-1234 about your account"],
    ..Identifier::BASE
};

fn routing(glyphs: &[u8]) -> Option<bool> {
    Some(check_digit::weighted(glyphs, &[3, 7, 1, 3, 7, 1, 3, 7, 1])? % 10 == 0)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    if value.known() < 4 {
        return None;
    }
    if value.glyphs().len() != 9 {
        return Some(Verdict::new(0, 76));
    }
    let district = value.number(0, 2).is_none_or(|two| matches!(two, 1..=12 | 21..=32 | 61..=72 | 80));
    Some(Verdict::by_check(routing(value.glyphs()).map(|right| right && district), (0, 93), (0, 72), (0, 76)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_body_has_exactly_one_check_digit() {
        for body in (1_000_000u32..100_000_000).step_by(99_991) {
            let right = (0..10).filter(|digit| routing(format!("{body:08}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
