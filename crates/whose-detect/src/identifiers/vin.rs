//! Vehicle identification number.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Seventeen letters and digits without I, O, Q.
pub const IDENTIFIER: Identifier = Identifier {
    name: "vin",
    category: category("vin", Group::Vehicle, true, ["vehicle identification number", "차대번호", "numéro de châssis"]),
    reference: "ISO 3779; check digit in the ninth place in North America (49 CFR 565)",
    evidence: "no I, O, Q; digits at the end; check digit, which only North American makers write",
    shapes: &["XXXXXXXXXXXXXXXXX"],
    judge,
    masked: &["1M8GDM9AX********"],
    context: &["vin", "차대번호", "차대", "chassis", "châssis", "vehicle identification"],
    columns: &["vin", "vin no", "chassis no", "차대번호"],
    examples: &[("VIN 1M8GDM9AXKP042788", "1M8GDM9AXKP042788"), ("차대번호 KMHXX00XXXX000000", "KMHXX00XXXX000000"), ("1M8GDM9AXKP042788", "1M8GDM9AXKP042788")],
    cells: &[("1m8gdm9axkp042788", "1M8GDM9AXKP042788")],
    counter_examples: &["12345678901234567", "1M8GDM9AXKP04278O", "ABCDEFGHJKLMNPRST", "20190331T10203040"],
    ..Identifier::BASE
};

fn worth(glyph: u8) -> Option<u32> {
    Some(u32::from(match glyph {
        b'0'..=b'9' => glyph - b'0',
        b'A'..=b'H' => glyph - b'A' + 1,
        b'J'..=b'N' => glyph - b'J' + 1,
        b'P' => 7,
        b'R' => 9,
        b'S'..=b'Z' => glyph - b'S' + 2,
        _ => return None,
    }))
}

fn check(glyphs: &[u8]) -> Option<bool> {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum = glyphs.iter().zip(WEIGHTS).try_fold(0, |sum, (glyph, weight)| Some(sum + worth(*glyph)? * weight))?;
    let digit = match sum % 11 {
        10 => b'X',
        rest => b'0' + rest as u8,
    };
    Some(glyphs[8] == digit)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let letters = glyphs.iter().filter(|glyph| glyph.is_ascii_alphabetic()).count();
    let serial = glyphs[13..].iter().all(|glyph| glyph.is_ascii_digit() || *glyph == b'*');
    if glyphs.iter().any(|glyph| b"IOQ".contains(glyph)) || letters < 2 || !serial || value.known() < 6 {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (82, 98), (40, 90), (42, 88)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_remainder_has_one_check_digit() {
        let mut remainders = [false; 11];
        for serial in 0..1_000 {
            let right: Vec<usize> = b"0123456789X"
                .iter()
                .enumerate()
                .filter(|(_, digit)| check(format!("1M8GDM9A{}KP04{serial:04}", char::from(**digit)).as_bytes()[..17].as_ref()) == Some(true))
                .map(|(number, _)| number)
                .collect();
            assert_eq!(right.len(), 1);
            remainders[right[0]] = true;
        }
        assert!(remainders.iter().all(|seen| *seen));
    }
}
