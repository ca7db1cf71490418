//! Polish PESEL number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date::Date};

/// Birth date with the century in the month, serial, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "pl_pesel",
    category: category("pl-pesel", Group::NationalId, true, ["PESEL number", "폴란드 주민번호", "numéro PESEL"]),
    reference: "Ustawa o ewidencji ludności, PESEL: weights 1 3 7 9, months raised by 80, 0, 20, 40, 60 by century",
    evidence: "birth date that exists, check digit; without a word both must be right, and even then it is weak",
    shapes_in_context: &["99999999999"],
    judge,
    strict: true,
    masked: &["440514*****"],
    context: &["pesel"],
    columns: &["pesel"],
    examples: &[("PESEL 44051401359", "44051401359")],
    cells: &[("44051401359", "44051401359"), ("440514*****", "440514*****")],
    counter_examples: &["44051401359", "PESEL 44991401359"],
    ..Identifier::BASE
};

fn born(glyphs: &[u8]) -> bool {
    let Some(month) = str::from_utf8(&glyphs[2..4]).ok().and_then(|two| two.parse::<u8>().ok()) else { return true };
    let century = match month / 20 {
        0 => b"19",
        1 => b"20",
        4 => b"18",
        _ => return false,
    };
    let month = month % 20;
    let digits = [century[0], century[1], glyphs[0], glyphs[1], b'0' + month / 10, b'0' + month % 10, glyphs[4], glyphs[5]];
    Date::from_digits(digits).is_some()
}

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..10], &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3])?;
    Some((10 - sum % 10) % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let checked = check(value.glyphs());
    (value.known() >= 4 && born(value.glyphs())).then(|| Verdict::by_check(checked, (0, 98), (0, 70), (0, 85)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for serial in 0..1_000 {
            let right = (0..10).filter(|digit| check(format!("440514{serial:04}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
