//! Icelandic identification number, kennitala.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, order, check digit, century: `DDMMYY-NNCÖ`. 40 is added to the day of companies, which are no people.
pub const IDENTIFIER: Identifier = Identifier {
    name: "is_kennitala",
    category: category("is-kennitala", Group::NationalId, true, ["Icelandic kennitala", "아이슬란드 신분번호", "kennitala islandaise"]),
    reference: "Lög um skráningu einstaklinga 140/2019; weights 3 2 7 6 5 4 3 2, 11 - sum mod 11; the last digit is the century's",
    evidence: "birth date that exists, a century of 8, 9 or 0, check digit; without a word it must be right and the hyphen stand",
    shapes: &["999999=9999"],
    shapes_in_context: &["9999999999"],
    judge,
    strict: true,
    masked: &["120785-****"],
    context: &["kennitala", "kennitölu", "kt"],
    columns: &["kennitala", "kennitölur", "kt"],
    examples: &[("kennitala 120785-2309", "1207852309"), ("kt. 1207852309", "1207852309")],
    cells: &[("120785-2309", "1207852309"), ("1207852309", "1207852309"), ("120785-****", "120785****")],
    counter_examples: &["121385-2309", "120785-2359", "520785-2309", "1207852309"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..8], &[3, 2, 7, 6, 5, 4, 3, 2])?;
    Some((11 - sum % 11) % 11 == check_digit::last(&glyphs[..9])?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let century: &[u8] = match glyphs[9] {
        b'8' => b"18",
        b'9' => b"19",
        b'0' => b"20",
        b'*' => b"**",
        _ => return None,
    };
    let year = [century, &glyphs[4..6]].concat();
    if value.known() < 4 || !date::is_birth(&year, [glyphs[2], glyphs[3]], [glyphs[0], glyphs[1]]) {
        return None;
    }
    let alone = if value.separator(1) == b'-' && !date::is_recent(&glyphs[..6]) { 56 } else { 0 };
    Some(Verdict::by_check(check(glyphs), (alone, 98), (0, 70), (0, 88)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_at_most_one_check_digit() {
        for serial in 0..100 {
            let right = (0..10).filter(|digit| check(format!("120785{serial:02}{digit}9").as_bytes()) == Some(true));
            assert!(right.count() <= 1);
        }
    }
}
