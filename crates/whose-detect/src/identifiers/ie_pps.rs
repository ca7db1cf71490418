//! Irish personal public service number, PPS.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Seven digits, a check letter, and a second letter in some.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ie_pps",
    category: category("ie-pps", Group::NationalId, true, ["Irish PPS number", "아일랜드 PPS 번호", "numéro PPS irlandais"]),
    reference: "Department of Social Protection, PPS number: weights 8 to 2 and 9 for the second letter, remainder by 23",
    evidence: "check letter, and a word before it",
    shapes_in_context: &["9999999A", "9999999AA"],
    judge,
    masked: &["2381***D", "****746D"],
    context: &["pps", "ppsn", "pps no", "pps number", "p.p.s"],
    columns: &["ppsn", "pps no", "pps number", "ppsno"],
    examples: &[("PPSN 2381746D", "2381746D"), ("PPS number: 2381746MA", "2381746MA")],
    cells: &[("2381746D", "2381746D"), ("2381***D", "2381***D")],
    counter_examples: &["2381746D", "PPSN 238174D"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[..7], &[8, 7, 6, 5, 4, 3, 2])?;
    let second = match glyphs.get(8) {
        Some(letter @ b'A'..=b'I') => u32::from(letter - b'A') + 1,
        Some(b'*') => return None,
        // W stood for wives, and counts nothing.
        _ => 0,
    };
    let rest = ((sum + 9 * second) % 23) as u8;
    let right = if rest == 0 { b'W' } else { b'A' + rest - 1 };
    (glyphs[7] != b'*').then(|| right == glyphs[7])
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let second = matches!(value.glyphs().get(8), None | Some(b'A'..=b'I' | b'T' | b'W' | b'X' | b'*'));
    (value.known() >= 4 && second).then(|| Verdict::by_check(check(value.glyphs()), (0, 97), (0, 68), (0, 84)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_its_letter() {
        for body in 2_381_700..2_381_746 {
            for second in ["", "A", "H", "W"] {
                let right = (b'A'..=b'Z').filter(|letter| {
                    check(format!("{body}{}{second}", char::from(*letter)).as_bytes()) == Some(true)
                });
                assert_eq!(right.count(), 1);
            }
        }
    }
}
