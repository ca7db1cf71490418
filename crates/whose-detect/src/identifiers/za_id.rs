//! South African identity number.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, order with the sex, citizenship, a digit without meaning, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "za_id",
    category: category("za-id", Group::NationalId, true, ["South African identity number", "남아프리카공화국 신분번호", "numéro d’identité sud-africain"]),
    reference: "Identification Act 68 of 1997; Department of Home Affairs: Luhn, citizenship 0 to 2",
    evidence: "birth date that exists, citizenship, check digit, and a word before it",
    shapes_in_context: &["9999999999999", "999999-9999-999", "999999-9999-99-9"],
    judge,
    strict: true,
    masked: &["850712*******", "850712 5*** 080"],
    context: &["sa id", "rsa id", "south african id", "sa identity"],
    columns: &["sa id", "rsa id", "sa id number", "rsaid"],
    examples: &[("SA ID number: 8507125009080", "8507125009080"), ("RSA ID 850712 5009 080", "8507125009080")],
    cells: &[("8507125009080", "8507125009080"), ("850712*******", "850712*******")],
    counter_examples: &["8507125009080", "SA ID 8513125009080", "SA ID 8507125009980"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let citizenship = matches!(glyphs[10], b'0'..=b'2' | b'*');
    let born = date::is_birth(&glyphs[..2], [glyphs[2], glyphs[3]], [glyphs[4], glyphs[5]]);
    if value.known() < 4 || !citizenship || !born {
        return None;
    }
    Some(Verdict::by_check(check_digit::luhn(glyphs), (0, 98), (0, 70), (0, 86)))
}
