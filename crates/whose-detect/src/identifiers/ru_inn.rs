//! Russian taxpayer number of natural persons, ИНН.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Twelve digits, the last two check digits; companies have ten.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ru_inn",
    category: category("ru-inn", Group::NationalId, true, ["Russian INN", "러시아 납세번호(INN)", "INN russe"]),
    reference: "Налоговый кодекс Российской Федерации, article 84; order of the Federal Tax Service on ИНН: two check digits modulo 11",
    evidence: "both check digits, and a word before it",
    shapes_in_context: &["999999999999"],
    judge,
    strict: true,
    masked: &["7701********", "********7420"],
    context: &["инн", "идентификационный номер налогоплательщика"],
    columns: &["инн", "inn"],
    examples: &[("ИНН 770123817420", "770123817420"), ("инн: 770123817420", "770123817420")],
    cells: &[("770123817420", "770123817420"), ("7701********", "7701********")],
    counter_examples: &["770123817420", "ИНН 7701238174", "инновация 770123817420"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let first = check_digit::weighted(&glyphs[..10], &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8])?;
    let second = check_digit::weighted(&glyphs[..11], &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])?;
    Some(first % 11 % 10 == check_digit::last(&glyphs[..11])? && second % 11 % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 4).then(|| Verdict::by_check(check(value.glyphs()), (0, 98), (0, 74), (0, 86)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_pair_of_check_digits() {
        for body in (7_700_000_000..7_799_999_999u64).step_by(999_983) {
            let right = (0..100).filter(|pair| check(format!("{body}{pair:02}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
