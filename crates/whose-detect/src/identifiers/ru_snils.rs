//! Russian insurance number, СНИЛС.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits in groups, two check digits: `112-233-445 95`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ru_snils",
    category: category("ru-snils", Group::NationalId, true, ["Russian SNILS", "러시아 사회보험번호(SNILS)", "SNILS russe"]),
    reference: "Федеральный закон 27-ФЗ of 1996, СНИЛС: weights 9 to 1, remainder by 101, a hundred counting 0",
    evidence: "hyphens and a space in their places, check digits; eleven bare digits need a word before them",
    shapes: &["999=999=999_99"],
    shapes_in_context: &["99999999999", "999-999-999-99"],
    judge,
    masked: &["112-233-*** **", "***-***-445 95"],
    context: &["снилс", "страховой номер индивидуального", "snils"],
    columns: &["снилс", "snils"],
    examples: &[("СНИЛС 238-174-650 82", "23817465082"), ("238-174-650 82", "23817465082")],
    cells: &[("23817465082", "23817465082"), ("112-233-*** **", "112233*****")],
    counter_examples: &["23817465082", "238-174-650 83"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..9], &[9, 8, 7, 6, 5, 4, 3, 2, 1])?;
    Some(u64::from(sum % 101 % 100) == check_digit::remainder(&glyphs[9..], 100)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    if value.known() < 4 {
        return None;
    }
    let alone = if value.separator(1) == b'-' && value.groups() == 4 { 90 } else { 0 };
    Some(Verdict::by_check(check(value.glyphs()), (alone, 99), (alone.min(44), 80), (alone.min(58), 92)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_pair_of_check_digits() {
        for body in (1_001_999..999_999_999u32).step_by(9_999_991) {
            let right = (0..100).filter(|pair| check(format!("{body:09}{pair:02}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
