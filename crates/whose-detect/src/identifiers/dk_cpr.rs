//! Danish personal identification number, CPR.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, a hyphen, order: `DDMMYY-SSSS`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "dk_cpr",
    category: category("dk-cpr", Group::NationalId, true, ["Danish CPR number", "덴마크 개인번호(CPR)", "numéro CPR danois"]),
    reference: "CPR-kontoret, Personnummeret i CPR: modulus 11, given up for numbers issued since October 2007",
    evidence: "birth date that exists; without a word modulus 11 must be right, and the hyphen must stand",
    shapes: &["999999=9999"],
    shapes_in_context: &["9999999999", "999999_9999", "99=99=99=9999"],
    judge,
    masked: &["120785-****", "120785-xxxx"],
    context: &["cpr", "cpr-nr", "cpr-nummer", "cpr nr", "cpr nummer", "personnummer"],
    columns: &["cpr", "cprnr", "cpr nr", "cprnummer", "personnummer"],
    examples: &[("CPR-nr. 120785-2381", "1207852381"), ("cpr 2307854563", "2307854563")],
    cells: &[("120785-2381", "1207852381"), ("120785-****", "120785****")],
    counter_examples: &["121385-2381", "120785-2381", "1207852381"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let right = check_digit::weighted(glyphs, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1])? % 11 == 0;
    right.then_some(true)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let born = date::is_birth(&glyphs[4..6], [glyphs[2], glyphs[3]], [glyphs[0], glyphs[1]]);
    if value.known() < 4 || !born {
        return None;
    }
    let alone = if value.separator(1) == b'-' && !date::is_recent(&glyphs[..6]) { 52 } else { 0 };
    Some(Verdict::by_check(check(glyphs), (alone, 98), (0, 0), (0, 88)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn right_ones_are_one_in_eleven() {
        let right = (0..10_000).filter(|serial| check(format!("120785{serial:04}").as_bytes()) == Some(true));
        assert!((900..=920).contains(&right.count()));
    }
}
