//! Mexican taxpayer code of natural persons, RFC.

use super::{Group, Identifier, Shaped, Verdict, category, date};

/// Letters of the names, birth date, a place against doubles, check digit: thirteen places. Companies have twelve.
pub const IDENTIFIER: Identifier = Identifier {
    name: "mx_rfc",
    category: category("mx-rfc", Group::NationalId, true, ["RFC (Mexico)", "멕시코 납세자코드(RFC)", "code RFC"]),
    reference: "Servicio de Administración Tributaria, Registro Federal de Contribuyentes: check digit modulo 11",
    evidence: "four letters, birth date; check digit, without a word it must be right",
    shapes: &["AAAA999999XXX"],
    shapes_in_context: &["AAAA999999", "AAAA=999999=XXX"],
    judge,
    normal: |value, normal| {
        normal.push_str(value.compact());
        normal.extend(std::iter::repeat_n('*', 13 - value.compact().len()));
    },
    masked: &["GOML850712***"],
    context: &["rfc", "r.f.c", "registro federal de contribuyentes"],
    columns: &["rfc"],
    examples: &[("RFC GOML850712AB9", "GOML850712AB9")],
    cells: &[("goml850712ab9", "GOML850712AB9"), ("GOML850712***", "GOML850712***"), ("GOML850712", "GOML850712***")],
    counter_examples: &["GOML851312AB3", "RFC 2616", "RFC GOM850712AB9"],
    ..Identifier::BASE
};

/// The places of the check digit, in the order of their worth; Ñ and & are written by few, and left out with a mark.
const ORDER: &[u8; 37] = b"0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ";

fn check(glyphs: &[u8]) -> Option<bool> {
    let worth = |glyph: u8| ORDER.iter().zip(0u32..).find(|(known, _)| **known == glyph).map(|(_, at)| at);
    let sum = glyphs[..12].iter().zip(0..).try_fold(0, |sum, (glyph, at)| Some(sum + worth(*glyph)? * (13 - at)))?;
    let right = match (11 - sum % 11) % 11 {
        10 => b'A',
        digit => b'0' + digit as u8,
    };
    (glyphs[12] != b'*').then(|| right == glyphs[12])
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let born = date::is_birth(&glyphs[4..6], [glyphs[6], glyphs[7]], [glyphs[8], glyphs[9]]);
    if value.known() < 5 || !born {
        return None;
    }
    if glyphs.len() == 10 {
        return Some(Verdict::new(0, 80));
    }
    Some(Verdict::by_check(check(glyphs), (78, 98), (0, 86), (45, 92)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for serial in 0..100 {
            let right = b"0123456789A".iter().filter(|last| {
                check(format!("GOML850712{serial:02}{}", char::from(**last)).as_bytes()) == Some(true)
            });
            assert_eq!(right.count(), 1);
        }
    }
}
