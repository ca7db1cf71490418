//! Indian Aadhaar number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit};

/// Twelve digits in groups of four, the last a check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "in_aadhaar",
    category: category("in-aadhaar", Group::NationalId, true, ["Aadhaar number", "인도 아다르번호", "numéro Aadhaar"]),
    reference: "Unique Identification Authority of India, A UID numbering scheme (2010): Verhoeff, first digit 2 to 9",
    evidence: "first digit 2 to 9, check digit, and a word before it",
    shapes_in_context: &["9999-9999-9999", "999999999999"],
    judge,
    masked: &["XXXX XXXX 1234", "xxxxxxxx1234", "**** **** 1234", "XXXX-XXXX-1234"],
    context: &["aadhaar", "aadhar", "adhaar", "adhar", "aadhaar no", "uidai", "आधार", "आधार संख्या", "아다르"],
    columns: &["aadhaar", "aadhaar no", "aadhaarno", "aadharno", "aadhar card", "adhar no", "aadhaar card no", "uidai no"],
    examples: &[
        ("Aadhaar No. 2341 2341 2346", "234123412346"),
        ("आधार संख्या: 499801726351", "499801726351"),
        ("Aadhaar XXXX XXXX 6351", "********6351"),
    ],
    cells: &[("234123412346", "234123412346"), ("XXXX XXXX 2346", "********2346"), ("xxxxxxxx2346", "********2346")],
    counter_examples: &["2341 2341 2346", "234123412346", "Aadhaar 1341 2341 2346"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 4 || matches!(glyphs[0], b'0' | b'1') {
        return None;
    }
    Some(Verdict::by_check(check_digit::verhoeff(glyphs), (0, 99), (0, 74), (0, 92)))
}
