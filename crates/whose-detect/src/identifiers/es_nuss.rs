//! Spanish social security number, NUSS.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Province, eight digits, two check digits: `28/23817465/04`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "es_nuss",
    category: category("es-nuss", Group::NationalId, true, ["Spanish social security number", "스페인 사회보장번호", "numéro de sécurité sociale espagnol"]),
    reference: "Tesorería General de la Seguridad Social, número de la Seguridad Social: remainder by 97",
    evidence: "province that exists, check digits; without a word both slashes must stand",
    shapes: &["99/99999999/99"],
    shapes_in_context: &["999999999999", "99-99999999-99", "99/9999999999"],
    judge,
    masked: &["28/********/04", "28/2381****/**"],
    context: &["nuss", "seguridad social", "nº s.s.", "n.a.f", "número de afiliación", "numero de afiliacion", "nº afiliación"],
    columns: &["nuss", "num ss", "numero seguridad social", "seguridad social", "naf", "numero afiliacion"],
    examples: &[("NUSS 28/23817465/25", "282381746525"), ("Seguridad Social: 282381746525", "282381746525")],
    cells: &[("28 23817465 25", "282381746525"), ("28/********/04", "28********04")],
    counter_examples: &["282381746525", "99/23817465/04", "NUSS 992381746504"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let (province, serial) = (check_digit::remainder(&glyphs[..2], 100)?, check_digit::remainder(&glyphs[2..10], 100_000_000)?);
    // A serial number of seven digits is counted without its 0.
    let number = serial + province * if serial < 10_000_000 { 10_000_000 } else { 100_000_000 };
    Some(number % 97 == check_digit::remainder(&glyphs[10..], 100)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let province = value.number(0, 2).is_none_or(|province| matches!(province, 1..=53 | 66));
    if value.known() < 4 || !province {
        return None;
    }
    let alone = if value.separator(1) == b'/' { 82 } else { 0 };
    Some(Verdict::by_check(check(value.glyphs()), (alone, 98), (0, 76), (0, 88)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_pair_of_check_digits() {
        for body in (0..99_999_999u64).step_by(999_983) {
            let right = (0..97).filter(|pair| check(format!("28{body:08}{pair:02}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
