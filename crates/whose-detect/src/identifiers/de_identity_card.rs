//! Serial number of the German identity card, Personalausweis.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Nine letters and digits, with or without a check digit: `L01X00T471`; until 2010 ten digits and a D.
pub const IDENTIFIER: Identifier = Identifier {
    name: "de_identity_card",
    category: category(
        "de-identity-card",
        Group::NationalId,
        true,
        ["German identity card number", "독일 신분증번호", "numéro de carte d’identité allemande"],
    ),
    reference: "Personalausweisverordnung, Seriennummer: C F G H J K L M N P R T V W X Y Z and digits; ICAO Doc 9303 weights 7 3 1",
    evidence: "letters that serial numbers use, check digit, and a word before it",
    shapes_in_context: &["XXXXXXXXX", "XXXXXXXXX9", "9999999999A", "XXXXXXXXX9A"],
    judge,
    // With or without its check digit it is one number.
    normal: |value, normal| normal.push_str(&value.compact()[..9]),
    masked: &["L01X****1"],
    context: &["personalausweis", "personalausweisnummer", "personalausweis-nr", "ausweisnummer", "ausweis-nr", "ausweisnr", "perso-nr"],
    columns: &["personalausweis", "personalausweisnummer", "personalausweisnr", "ausweisnummer", "ausweisnr", "ausweis nr", "perso nr"],
    examples: &[("Personalausweis L01X00T471", "L01X00T47"), ("Ausweisnummer: L01X00T47", "L01X00T47")],
    cells: &[("L01X00T47", "L01X00T47"), ("L01X****1", "L01X****1")],
    counter_examples: &["L01X00T471", "Personalausweis 12345678", "Ausweisnummer ABCDE1234", "Ausweisnummer 123456789"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    let sum = glyphs[..9].iter().zip([7, 3, 1].into_iter().cycle()).try_fold(0, |sum, (glyph, weight)| {
        let worth = match glyph {
            b'0'..=b'9' => u32::from(glyph - b'0'),
            b'A'..=b'Z' => u32::from(glyph - b'A') + 10,
            _ => return None,
        };
        Some(sum + worth * weight)
    })?;
    let last = glyphs.get(9).filter(|glyph| glyph.is_ascii_digit())?;
    Some(sum % 10 == u32::from(last - b'0'))
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let serial = &glyphs[..9];
    let used = serial.iter().all(|glyph| matches!(glyph, b'0'..=b'9' | b'*') || b"CFGHJKLMNPRTVWXYZ".contains(glyph));
    let digits = glyphs.iter().filter(|glyph| glyph.is_ascii_digit()).count();
    let nationality = matches!(glyphs.get(10), None | Some(b'D' | b'*'));
    // Digits alone are the old ones, which end with a D.
    let digits_alone = serial.iter().all(u8::is_ascii_digit) && glyphs.len() < 11;
    if !used || !nationality || digits_alone || digits < 2 || value.known() < 4 {
        return None;
    }
    Some(Verdict::by_check(check(glyphs), (0, 96), (0, 72), (0, 80)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_serial_number_has_one_check_digit() {
        for serial in 0..100 {
            let right = (0..10).filter(|digit| check(format!("L01X00T{serial:02}{digit}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
