//! Mexican population register code, CURP.

use super::{Group, Identifier, Shaped, Verdict, category, date};

/// Letters of the names, birth date, sex, state, consonants, a place against doubles, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "mx_curp",
    category: category("mx-curp", Group::NationalId, true, ["CURP (Mexico)", "멕시코 주민코드(CURP)", "code CURP"]),
    reference: "Instructivo normativo para la asignación de la CURP, Diario Oficial de la Federación, 2021-10-18",
    evidence: "letters and digits in their places, birth date, sex, state that exists; check digit",
    shapes: &["AAAA999999AAAAAAX9"],
    judge,
    masked: &["GOML850712MDF*****", "GOML******MDFNRS07"],
    context: &["curp", "clave única de registro", "clave unica de registro"],
    columns: &["curp"],
    examples: &[("CURP GOML850712MDFNRS07", "GOML850712MDFNRS07"), ("lopr010203hjcprna7", "LOPR010203HJCPRNA7")],
    cells: &[("GOML850712MDFNRS07", "GOML850712MDFNRS07"), ("GOML850712MDF*****", "GOML850712MDF*****")],
    counter_examples: &["GOML851312MDFNRS07", "GOML850712ADFNRS07", "GOML850712MXXNRS07"],
    ..Identifier::BASE
};

/// States, and NE for those born abroad.
const STATES: &[u8] = b"ASBCBSCCCLCMCSCHDFDGGTGRHGJCMCMNMSNTNLOCPLQTQRSPSLSRTCTSTLVZYNZSNE";

fn check(glyphs: &[u8]) -> Option<bool> {
    // Ñ would stand between N and O.
    let worth = |glyph: u8| match glyph {
        b'0'..=b'9' => Some(u32::from(glyph - b'0')),
        b'A'..=b'N' => Some(u32::from(glyph - b'A') + 10),
        b'O'..=b'Z' => Some(u32::from(glyph - b'A') + 11),
        _ => None,
    };
    let sum = glyphs[..17].iter().zip(0..).try_fold(0, |sum, (glyph, at)| Some(sum + worth(*glyph)? * (18 - at)))?;
    Some((10 - sum % 10) % 10 == worth(glyphs[17])?)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let sex = matches!(glyphs[10], b'H' | b'M' | b'X' | b'*');
    let state = glyphs[11..13].contains(&b'*') || STATES.chunks(2).any(|state| *state == glyphs[11..13]);
    let born = date::is_birth(&glyphs[4..6], [glyphs[6], glyphs[7]], [glyphs[8], glyphs[9]]);
    if value.known() < 4 || !sex || !state || !born {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (97, 99), (70, 90), (if value.known() < 6 { 0 } else { 80 }, 95)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for serial in 0..100 {
            let right = (0..10).filter(|last| {
                let letters = [serial / 10, serial % 10].map(|number| char::from(b'L' + number));
                check(format!("GOML850712MDFN{}{}0{last}", letters[0], letters[1]).as_bytes()) == Some(true)
            });
            assert_eq!(right.count(), 1);
        }
    }
}
