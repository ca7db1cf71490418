//! Italian fiscal code, codice fiscale.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Name, birth date and place in sixteen places, the last a check letter.
pub const IDENTIFIER: Identifier = Identifier {
    name: "it_fiscal_code",
    category: category("it-fiscal-code", Group::NationalId, true, ["Italian fiscal code", "이탈리아 납세코드", "code fiscal italien"]),
    reference: "Decreto ministeriale of 23 December 1976, tables of odd and even places",
    evidence: "letters and digits in their places, a month letter, check letter",
    shapes: &["AAAAAA9XA9XA9XXA", "AAAAAAXXAXXAXXXA"],
    judge,
    masked: &["RSSMRA80A01*****"],
    context: &["codice fiscale", "fiscal code", "cf"],
    columns: &["codice fiscale", "codfisc", "cf"],
    examples: &[("CF RCCMNL83S18D969H", "RCCMNL83S18D969H"), ("rccmnl83s18d969h", "RCCMNL83S18D969H")],
    cells: &[("RCCMNL83S18D969H", "RCCMNL83S18D969H")],
    counter_examples: &["RCCMNL83S18D969A", "RCCMNLABCDEFGHIJ"],
    ..Identifier::BASE
};

/// Worth of a digit, or of the letter with that number, in an odd place.
const ODD: [u32; 26] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = glyphs[..15].iter().enumerate().try_fold(0, |sum, (at, glyph)| {
        let number = match glyph {
            b'0'..=b'9' => glyph - b'0',
            b'A'..=b'Z' => glyph - b'A',
            _ => return None,
        };
        Some(sum + if at % 2 == 0 { ODD[usize::from(number)] } else { u32::from(number) })
    })?;
    Some(u32::from(glyphs[15].checked_sub(b'A')?) == sum % 26)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let digit_places = [6, 7, 9, 10, 12, 13, 14];
    // Where two people would share a code, digits become letters from the right.
    let placed = digit_places.iter().all(|at| matches!(glyphs[*at], b'0'..=b'9' | b'*') || b"LMNPQRSTUV".contains(&glyphs[*at]));
    if !placed || !b"ABCDEHLMPRST*".contains(&glyphs[8]) || value.known() < 6 {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (96, 99), (0, 82), (60, 92)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_letter() {
        for day in 1..=31 {
            let right = (b'A'..=b'Z').filter(|letter| {
                check(format!("RCCMNL83S{day:02}D969{}", char::from(*letter)).as_bytes()) == Some(true)
            });
            assert_eq!(right.count(), 1);
        }
    }
}
