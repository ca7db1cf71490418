//! United Kingdom national insurance number.

use super::{Group, Identifier, Shaped, Verdict, category};

/// `AA 99 99 99 A`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "uk_nino",
    category: category(
        "uk-nino",
        Group::NationalId,
        true,
        ["national insurance number", "영국 국민보험번호", "numéro d’assurance nationale britannique"],
    ),
    reference: "HM Revenue & Customs, National Insurance Manual NIM39110",
    evidence: "letters that prefixes use, none of the prefixes kept back, last letter A to D",
    shapes: &["AA-99-99-99-A", "AA999999A", "AA-999999-A"],
    judge,
    masked: &["AB ** ** 56 C", "AB******C"],
    context: &["nino", "national insurance", "ni number", "ni no"],
    columns: &["nino", "ni no", "ni number"],
    examples: &[("NINO AB 12 34 56 C", "AB123456C"), ("AB123456C", "AB123456C"), ("NI number: AB ** ** 56 C", "AB****56C")],
    cells: &[("ab123456c", "AB123456C")],
    counter_examples: &["BG123456C", "QQ123456C", "AB123456E", "AB123456"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let first = b"ABCEGHJKLMNOPRSTWXYZ*".contains(&glyphs[0]);
    let second = b"ABCEGHJKLMNPRSTWXYZ*".contains(&glyphs[1]);
    let kept_back = [b"BG", b"GB", b"NK", b"KN", b"NT", b"TN", b"ZZ"].iter().any(|prefix| glyphs[..2] == **prefix);
    if !first || !second || kept_back || !b"ABCD*".contains(&glyphs[8]) || value.known() < 3 {
        return None;
    }
    let lower = value.written().bytes().any(|byte| byte.is_ascii_lowercase());
    Some(match (value.groups(), lower) {
        (1, true) => Verdict::new(0, 92),
        (1, false) => Verdict::new(76, 97),
        _ => Verdict::new(86, 98),
    })
}
