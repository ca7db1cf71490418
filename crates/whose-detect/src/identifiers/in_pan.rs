//! Indian permanent account number, PAN.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Five letters, four digits, a letter.
pub const IDENTIFIER: Identifier = Identifier {
    name: "in_pan",
    category: category("in-pan", Group::NationalId, true, ["PAN (India)", "인도 납세자번호(PAN)", "numéro PAN indien"]),
    reference: "Income Tax Act, 1961, section 139A; the fourth letter tells who holds it: P a person, C a company, and so on",
    evidence: "a P in the fourth place; other holders need a word before it",
    shapes: &["AAAAA9999A"],
    judge,
    masked: &["AKLPD****K", "*****8273K"],
    context: &["pan", "pan no", "pan number", "pan card", "permanent account number", "पैन"],
    columns: &["pan", "pan no", "panno", "pan card", "pan number", "pancard"],
    examples: &[("PAN: AKLPD8273K", "AKLPD8273K"), ("aklpd8273k", "AKLPD8273K"), ("PAN ABCDE1234F", "ABCDE1234F")],
    cells: &[("AKLPD8273K", "AKLPD8273K"), ("AKLPD****K", "AKLPD****K")],
    counter_examples: &["ABCDE1234F", "AKLCD8273K", "AKLPD0000K"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 4 || &glyphs[5..9] == b"0000" {
        return None;
    }
    Some(match glyphs[3] {
        b'P' if value.is_whole() => Verdict::new(80, 98),
        b'P' => Verdict::new(60, 94),
        // Companies, families, trusts and offices of the state.
        b'A' | b'B' | b'C' | b'F' | b'G' | b'H' | b'J' | b'K' | b'L' | b'T' | b'*' => Verdict::new(0, 84),
        _ => Verdict::new(0, 66),
    })
}
