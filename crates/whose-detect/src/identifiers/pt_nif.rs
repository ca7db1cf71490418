//! Portuguese taxpayer number, NIF.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Nine digits, the last a check digit; persons have 1, 2, 3 or 45 in front.
pub const IDENTIFIER: Identifier = Identifier {
    name: "pt_nif",
    category: category("pt-nif", Group::NationalId, true, ["Portuguese NIF", "포르투갈 납세번호", "NIF portugais"]),
    reference: "Decreto-Lei 14/2013, número de identificação fiscal: weights 9 to 2 modulo 11",
    evidence: "first digits of persons, check digit, and a word before it",
    shapes_in_context: &["999999999", "999-999-999"],
    judge,
    masked: &["217******", "***384501"],
    context: &["nif", "n.i.f", "contribuinte", "nº contribuinte", "número de contribuinte", "número fiscal"],
    columns: &["nif", "contribuinte", "numero contribuinte", "nr contribuinte"],
    examples: &[("NIF 217384501", "217384501"), ("contribuinte n.º 217 384 501", "217384501")],
    cells: &[("217384501", "217384501"), ("217******", "217******")],
    counter_examples: &["217384501", "NIF 517384501"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let rest = check_digit::weighted(&glyphs[..8], &[9, 8, 7, 6, 5, 4, 3, 2])? % 11;
    Some(if rest < 2 { 0 } else { 11 - rest } == check_digit::last(glyphs)?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let person = matches!(glyphs[0], b'1'..=b'3' | b'*') || glyphs[0] == b'4' && matches!(glyphs[1], b'5' | b'*');
    (value.known() >= 3 && person).then(|| Verdict::by_check(check(glyphs), (0, 96), (0, 70), (0, 82)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (20_000_000..29_999_999u32).step_by(99_991) {
            let right = (0..10).filter(|digit| check(format!("{body}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
