//! Belgian national register number, rijksregisternummer.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, order of the day, two check digits: `85.07.12-238.72`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "be_national",
    category: category(
        "be-national-number",
        Group::NationalId,
        true,
        ["Belgian national number", "벨기에 국민등록번호", "numéro de registre national belge"],
    ),
    reference: "Koninklijk besluit of 3 April 1984: 97 less the remainder by 97, with a 2 in front for births since 2000",
    evidence: "birth date that exists or is not known, check digits; eleven bare digits need a word before them",
    shapes: &["99.99.99=999.99"],
    shapes_in_context: &["99999999999", "99-99-99-999-99", "999999-999-99"],
    judge,
    masked: &["85.07.12-***.**", "**.**.**-238.72"],
    context: &[
        "rijksregisternummer", "rijksregister", "rijksregisternr", "insz", "niss", "registre national", "numéro national", "n° national", "nationaal nummer",
    ],
    columns: &["rijksregisternummer", "rijksregisternr", "rijksregister", "registre national", "niss", "insz", "numero national", "nn niss"],
    examples: &[("rijksregisternummer 85.07.12-238.72", "85071223872"), ("05.07.12-238.41", "05071223841")],
    cells: &[("85071223872", "85071223872"), ("85.07.12-***.**", "850712*****")],
    counter_examples: &["85071223872", "85.13.12-238.72"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let pair = check_digit::remainder(&glyphs[9..], 100)?;
    let before = check_digit::remainder(&glyphs[..9], 97)?;
    let since = check_digit::remainder(&[b"2", &glyphs[..9]].concat(), 97)?;
    let may_be_since = &glyphs[..2] <= b"30".as_slice();
    Some(pair == 97 - before || may_be_since && pair == 97 - since)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let month = [glyphs[2], glyphs[3]];
    let day = [glyphs[4], glyphs[5]];
    // Months of those without a number of the register are raised by 20 or 40; days that nobody knows are 0.
    let months = [month, date::lowered(month, 2), date::lowered(month, 4)];
    let known = months.iter().any(|month| date::is_birth(&glyphs[..2], *month, day));
    let unknown = day == *b"00" || matches!(&month, b"00" | b"20" | b"40");
    if value.known() < 4 || !known && !unknown {
        return None;
    }
    let checked = check(glyphs);
    Some(match value.groups() {
        5 if value.separator(3) == b'-' && value.separator(1) == b'.' => Verdict::by_check(checked, (96, 99), (60, 80), (72, 92)),
        _ => Verdict::by_check(checked, (0, 98), (0, 70), (0, 84)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_a_pair_of_check_digits_for_each_century() {
        for order in 1..998 {
            for (year, pairs) in [("85", 1), ("05", 2)] {
                let number = |pair| format!("{year}0712{order:03}{pair:02}");
                let right = (0..100).filter(|pair| check(number(*pair).as_bytes()) == Some(true));
                assert_eq!(right.count(), pairs);
            }
        }
    }
}
