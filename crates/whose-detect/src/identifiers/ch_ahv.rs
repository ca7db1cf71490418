//! Swiss social security number, AHV / AVS.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// 756, nine digits, a check digit: `756.9217.0769.85`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ch_ahv",
    category: category("ch-ahv", Group::NationalId, true, ["Swiss AHV number", "스위스 사회보장번호", "numéro AVS"]),
    reference: "Verordnung über die Alters- und Hinterlassenenversicherung, article 133: 756 and the check digit of EAN-13",
    evidence: "756 in front, and the check digit",
    shapes: &["999.9999.9999.99", "9999999999999"],
    shapes_in_context: &["999-9999-9999-99"],
    judge,
    masked: &["756.****.****.85", "756.9217.****.**"],
    context: &["ahv", "ahv-nr", "ahv-nummer", "ahvn13", "avs", "n° avs", "numéro avs", "sozialversicherungsnummer", "navs13"],
    columns: &["ahv", "ahv nr", "ahvnr", "ahvn13", "ahv nummer", "avs", "no avs", "numero avs", "navs", "navs13"],
    examples: &[("AHV-Nr. 756.9217.0769.85", "7569217076985"), ("7569217076985", "7569217076985")],
    cells: &[("7569217076985", "7569217076985"), ("756.****.****.85", "756********85")],
    counter_examples: &["7569217076984", "757.9217.0769.85", "7612345678900"],
    ..Identifier::BASE
};

fn check(glyphs: &[u8]) -> Option<bool> {
    Some(check_digit::weighted(glyphs, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1])? % 10 == 0)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let country = glyphs.iter().zip(b"756").all(|(glyph, wanted)| glyph == wanted || *glyph == b'*');
    if !country || value.known() < 4 {
        return None;
    }
    let checked = check(glyphs);
    Some(match value.separator(1) {
        b'.' => Verdict::by_check(checked, (97, 99), (62, 84), (80, 95)),
        _ => Verdict::by_check(checked, (64, 98), (0, 76), (0, 90)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_has_one_check_digit() {
        for body in (0..999_999_999u64).step_by(9_999_991) {
            let right = (0..10).filter(|last| check(format!("756{body:09}{last}").as_bytes()) == Some(true));
            assert_eq!(right.count(), 1);
        }
    }
}
