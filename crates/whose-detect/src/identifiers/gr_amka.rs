//! Greek social security number, ΑΜΚΑ.

use super::{Group, Identifier, Shaped, Verdict, category, check_digit, date};

/// Birth date, order with the sex, check digit.
pub const IDENTIFIER: Identifier = Identifier {
    name: "gr_amka",
    category: category("gr-amka", Group::NationalId, true, ["Greek AMKA", "그리스 사회보장번호(AMKA)", "AMKA grec"]),
    reference: "Νόμος 3655/2008, Αριθμός Μητρώου Κοινωνικής Ασφάλισης: Luhn",
    evidence: "birth date that exists, check digit, and a word before it",
    shapes_in_context: &["99999999999", "999999-99999"],
    judge,
    strict: true,
    masked: &["120785*****"],
    context: &["αμκα", "α.μ.κ.α", "amka"],
    columns: &["αμκα", "amka"],
    examples: &[("ΑΜΚΑ 12078523813", "12078523813"), ("AMKA: 12078523813", "12078523813")],
    cells: &[("12078523813", "12078523813"), ("120785*****", "120785*****")],
    counter_examples: &["12078523813", "ΑΜΚΑ 12138523813"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let born = date::is_birth(&glyphs[4..6], [glyphs[2], glyphs[3]], [glyphs[0], glyphs[1]]);
    if value.known() < 4 || !born {
        return None;
    }
    Some(Verdict::by_check(check_digit::luhn(glyphs), (0, 98), (0, 74), (0, 88)))
}
