//! Personal code of Estonia and Lithuania, isikukood and asmens kodas.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Sex and century, birth date, order, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "baltic_code",
    category: category("baltic-code", Group::NationalId, true, ["Estonian or Lithuanian personal code", "에스토니아·리투아니아 개인번호", "code personnel estonien ou lituanien"]),
    reference: "Rahvastikuregistri seadus (Estonia), Gyventojų registro įstatymas (Lithuania): modulo 11 in two rounds",
    evidence: "birth date that exists, check digit, and a word before it",
    shapes_in_context: &["99999999999"],
    judge,
    strict: true,
    masked: &["4850712****"],
    context: &["isikukood", "asmens kodas", "asmens koda", "personal code"],
    columns: &["isikukood", "asmens kodas", "asmenskodas"],
    examples: &[("isikukood 48507122389", "48507122389"), ("asmens kodas: 48507122389", "48507122389")],
    cells: &[("48507122389", "48507122389"), ("4850712****", "4850712****")],
    counter_examples: &["48507122389", "isikukood 48513122389"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let last = check_digit::last(glyphs)?;
    let body = &glyphs[..10];
    let first = check_digit::weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 1])? % 11;
    let second = check_digit::weighted(body, &[3, 4, 5, 6, 7, 8, 9, 1, 2, 3])? % 11;
    Some(if first == 10 { second % 10 } else { first } == last)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let century: &[u8] = match glyphs[0] {
        b'1' | b'2' => b"18",
        b'3' | b'4' => b"19",
        b'5' | b'6' => b"20",
        b'*' => b"**",
        _ => return None,
    };
    let year = [century, &glyphs[1..3]].concat();
    let born = date::is_birth(&year, [glyphs[3], glyphs[4]], [glyphs[5], glyphs[6]]);
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
            let right = (0..10).filter(|digit| check(format!("4850712{body:03}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1, "{body}");
        }
    }
}
