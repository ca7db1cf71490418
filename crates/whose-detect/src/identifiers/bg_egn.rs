//! Bulgarian personal number, ЕГН.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date with 20 or 40 added to the month, order, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "bg_egn",
    category: category("bg-egn", Group::NationalId, true, ["Bulgarian EGN", "불가리아 개인번호(EGN)", "EGN bulgare"]),
    reference: "Наредба РД-02-20-9/2012, единен граждански номер: weights 2 4 8 5 10 9 7 3 6 modulo 11",
    evidence: "birth date that exists, check digit, and a word before it",
    shapes_in_context: &["9999999999"],
    judge,
    strict: true,
    masked: &["850712****"],
    context: &["егн", "единен граждански номер", "egn"],
    columns: &["егн", "egn"],
    examples: &[("ЕГН 8507122385", "8507122385"), ("EGN: 8507122385", "8507122385")],
    cells: &[("8507122385", "8507122385"), ("850712****", "850712****")],
    counter_examples: &["8507122385", "ЕГН 8513122385"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..9], &[2, 4, 8, 5, 10, 9, 7, 3, 6])?;
    Some(sum % 11 % 10 == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let month = [glyphs[2], glyphs[3]];
    let months = [0, 2, 4].map(|by| date::lowered(month, by));
    let born = months.iter().any(|month| date::is_birth(&glyphs[..2], *month, [glyphs[4], glyphs[5]]));
    if value.known() < 4 || !born {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (0, 98), (0, 74), (0, 88)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in 0..1_000 {
            let right = (0..10).filter(|digit| check(format!("850712{body:03}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
