//! Romanian personal numeric code, CNP.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Sex and century, birth date, county, order, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ro_cnp",
    category: category("ro-cnp", Group::NationalId, true, ["Romanian CNP", "루마니아 개인번호(CNP)", "CNP roumain"]),
    reference: "Ordonanța de urgență 97/2005, cod numeric personal: weights 2 7 9 1 4 6 3 5 8 2 7 9 modulo 11",
    evidence: "birth date that exists, county that exists, check digit, and a word before it",
    shapes_in_context: &["9999999999999"],
    judge,
    strict: true,
    masked: &["285071240****", "2850712******"],
    context: &["cnp", "c.n.p", "cod numeric personal"],
    columns: &["cnp", "cod numeric personal"],
    examples: &[("CNP 2850712401231", "2850712401231"), ("cod numeric personal: 2850712401231", "2850712401231")],
    cells: &[("2850712401231", "2850712401231"), ("2850712******", "2850712******")],
    counter_examples: &["2850712401231", "CNP 2851312401231", "CNP 2850712991231"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let rest = check_digit::weighted(&glyphs[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9])? % 11;
    Some(if rest == 10 { 1 } else { rest } == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let county = value.number(7, 9).is_none_or(|county| matches!(county, 1..=52 | 70 | 80..=83));
    let born = date::is_birth(&glyphs[1..3], [glyphs[3], glyphs[4]], [glyphs[5], glyphs[6]]);
    if value.known() < 4 || glyphs[0] == b'0' || !county || !born {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (0, 99), (0, 78), (0, 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in 0..1_000 {
            let right = (0..10).filter(|digit| check(format!("285071240{body:03}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
