//! Singaporean identity number, NRIC / FIN.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// A letter for the century or for foreigners, seven digits, a check letter.
pub const IDENTIFIER: Identifier = Identifier {
    name: "sg_nric",
    category: category("sg-nric", Group::NationalId, true, ["Singaporean NRIC / FIN", "싱가포르 신분번호", "NRIC / FIN de Singapour"]),
    reference: "Immigration and Checkpoints Authority, NRIC and FIN: weights 2 7 6 5 4 3 2, tables of letters",
    evidence: "S, T, F, G or M in front, check letter",
    shapes: &["A9999999A"],
    judge,
    masked: &["S****567D", "S1234***D", "*****567D"],
    context: &["nric", "nric no", "nric/fin", "fin no", "fin number"],
    columns: &["nric", "nric no", "nric fin", "fin no", "nricno"],
    examples: &[("NRIC S8517465G", "S8517465G"), ("G2381746U", "G2381746U"), ("S****567D", "S****567D")],
    cells: &[("S8517465G", "S8517465G"), ("S****567D", "S****567D"), ("*****567D", "*****567D")],
    counter_examples: &["S1234567A", "A1234567D"],
    ..Identifier::BASE
};

/// The check letters in the order of their remainders: of citizens, of foreigners, of foreigners since 2022.
const LETTERS: [&[u8; 11]; 3] = [b"JZIHGFEDCBA", b"XWUTRQPNMLK", b"XWUTRQPNJLK"];

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = check_digit::weighted(&glyphs[1..8], &[2, 7, 6, 5, 4, 3, 2])?;
    let (more, letters) = match glyphs[0] {
        b'S' => (0, LETTERS[0]),
        b'T' => (4, LETTERS[0]),
        b'F' => (0, LETTERS[1]),
        b'G' => (4, LETTERS[1]),
        b'M' => (3, LETTERS[2]),
        _ => return None,
    };
    (glyphs[8] != b'*').then(|| letters[((sum + more) % 11) as usize] == glyphs[8])
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if !b"STFGM*".contains(&glyphs[0]) || value.known() < 4 {
        return None;
    }
    let hidden = if glyphs[0] == b'*' || glyphs[8] == b'*' { (0, 84) } else { (80, 94) };
    Some(Verdict::by_check(check(glyphs), (86, 99), (0, 72), hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_its_letter() {
        for first in ['S', 'T', 'F', 'G', 'M'] {
            for body in 2_381_700..2_381_746 {
                let right = (b'A'..=b'Z').filter(|letter| {
                    check(format!("{first}{body}{}", char::from(*letter)).as_bytes()) == Some(true)
                });
                assert_eq!(right.count(), 1);
            }
        }
    }
}
