//! German tax identification number, Steuer-IdNr.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Eleven digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "de_tax_id",
    category: category("de-tax-id", Group::NationalId, true, ["German tax ID", "독일 납세번호", "numéro fiscal allemand"]),
    reference: "Abgabenordnung section 139b; one digit of the first ten stands twice or three times; ISO 7064 mod 11,10",
    evidence: "first digit not 0, repeated digit, check digit, and a word before it",
    shapes_in_context: &["99-999-999-999", "99999999999"],
    judge,
    masked: &["36 574 *** ***"],
    context: &["steuer-id", "steuer-idnr", "steueridentifikationsnummer", "idnr", "tax id", "steuernummer", "tin"],
    columns: &["steuer id", "steuerid", "idnr"],
    examples: &[("Steuer-ID: 36 574 261 809", "36574261809"), ("IdNr 36574261809", "36574261809")],
    cells: &[("36574261809", "36574261809")],
    counter_examples: &["36574261809", "Steuer-ID 06574261809"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if glyphs[0] == b'0' || value.known() < 4 {
        return None;
    }
    let most = (b'0'..=b'9').map(|digit| glyphs[..10].iter().filter(|glyph| **glyph == digit).count()).max()?;
    let checked = check_digit::iso_11_10(glyphs).map(|right| right && matches!(most, 2 | 3));
    Some(Verdict::by_check(checked, (0, 97), (0, 66), (0, 80)))
}
