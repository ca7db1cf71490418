//! Personal number of Serbia, Slovenia, Bosnia, Montenegro and North Macedonia, JMBG / EMŠO.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date with three digits of the year, region, order, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "yu_jmbg",
    category: category("yu-jmbg", Group::NationalId, true, ["JMBG / EMŠO", "발칸 개인번호(JMBG)", "JMBG / EMŠO"]),
    reference: "Zakon o jedinstvenom matičnom broju građana: weights 7 6 5 4 3 2 twice modulo 11",
    evidence: "birth date that exists, check digit, and a word before it",
    shapes_in_context: &["9999999999999"],
    judge,
    strict: true,
    masked: &["1207985******"],
    context: &["jmbg", "jмбг", "јмбг", "матични број", "emšo", "emso", "ембг"],
    columns: &["jmbg", "emšo", "emso", "јмбг"],
    examples: &[("EMŠO 1207985500239", "1207985500239"), ("ЈМБГ: 1207985500239", "1207985500239")],
    cells: &[("1207985500239", "1207985500239"), ("1207985******", "1207985******")],
    counter_examples: &["1207985500239", "JMBG 1213985500239"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..12], &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2])?;
    Some((11 - sum % 11) % 11 % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let thousand = if glyphs[4] == b'0' { b'2' } else { b'1' };
    let year = [&[thousand], &glyphs[4..7]].concat();
    let born = date::is_birth(&year, [glyphs[2], glyphs[3]], [glyphs[0], glyphs[1]]);
    if value.known() < 4 || !born {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (0, 99), (0, 76), (0, 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in 0..1_000 {
            let right = (0..10).filter(|digit| check(format!("120798550{body:03}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
