//! Argentine labour and tax number of persons, CUIL / CUIT.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// A prefix for the sex, the DNI, a check digit: `20-23817465-2`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ar_cuil",
    category: category("ar-cuil", Group::NationalId, true, ["Argentine CUIL / CUIT", "아르헨티나 납세번호(CUIL)", "CUIL / CUIT argentin"]),
    reference: "Administración Nacional de la Seguridad Social, CUIL: weights 5 4 3 2 7 6 5 4 3 2 modulo 11; 30, 33 and 34 are companies",
    evidence: "prefix of persons, hyphens in their places, check digit",
    shapes: &["99=99999999=9"],
    shapes_in_context: &["99999999999", "99-99999999-9"],
    judge,
    masked: &["20-23***465-2", "20-********-2"],
    context: &["cuil", "cuit", "c.u.i.l", "c.u.i.t", "cuit/cuil"],
    columns: &["cuil", "cuit", "cuit cuil", "cuilcuit"],
    examples: &[("CUIL 20-23817465-2", "20238174652"), ("20-23817465-2", "20238174652")],
    cells: &[("20238174652", "20238174652"), ("20-********-2", "20********2")],
    counter_examples: &["30-23817465-2", "20238174652", "20-23817465-3"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let rest = check_digit::weighted(&glyphs[..10], &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2])? % 11;
    // Ten has no digit: 9 stands there.
    Some(if rest == 1 { 9 } else { (11 - rest) % 11 } == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let person = value.number(0, 2).is_none_or(|prefix| matches!(prefix, 20 | 23..=27));
    if value.known() < 3 || !person {
        return None;
    }
    let alone = if value.separator(1) == b'-' { 84 } else { 0 };
    Some(Verdict::by_check(check(value.glyphs()), (alone, 99), (0, 78), (alone.min(58), 90)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (10_000_000..49_999_999u32).step_by(99_991) {
            let right = (0..10).filter(|digit| check(format!("20{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
