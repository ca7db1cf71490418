//! Identity card of Colombia, Ecuador, Venezuela, Uruguay, Panama, Costa Rica and others, cédula.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Six to eleven digits, in groups or not.
pub const IDENTIFIER: Identifier = Identifier {
    name: "latin_cedula",
    category: category("cedula", Group::NationalId, true, ["cédula", "라틴아메리카 신분증번호(cédula)", "cédula"]),
    reference: "Registraduría Nacional del Estado Civil (Colombia), Registro Civil (Ecuador), SAIME (Venezuela), DNIC (Uruguay), JCE (Dominican Republic)",
    evidence: "a word before it; nothing else tells it from other numbers",
    shapes_in_context: &["9.999.999.999", "99.999.999", "999.999.999", "9{6,11}", "A-99.999.999", "A-9{7,8}", "A9{7,8}", "9.999.999-9", "999-9999999-9", "9-9999-9999"],
    judge,
    // The letters in front are left out by many.
    normal: |value, normal| normal.push_str(value.compact().trim_start_matches(|glyph: char| glyph.is_ascii_alphabetic())),
    masked: &["1.0**.***.890", "10******90", "V-12.***.678"],
    context: &["cédula", "cedula", "cédula de ciudadanía", "cedula de ciudadania", "cédula de identidad"],
    columns: &["cedula", "cédula", "cedula ciudadania", "cedula identidad", "nro cedula", "num cedula", "documento identidad"],
    examples: &[("cédula 1.023.817.465", "1023817465"), ("C.I. cédula V-12.381.746", "12381746"), ("cédula de ciudadanía No. 52381746", "52381746")],
    cells: &[("1023817465", "1023817465"), ("V-12381746", "12381746"), ("1.0**.***.890", "10*****890")],
    counter_examples: &["1.023.817.465", "52381746", "cédula 2019"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    // Of citizens and of foreigners, in Venezuela.
    let letter = !glyphs[0].is_ascii_alphabetic() || matches!(glyphs[0], b'V' | b'E');
    (value.known() >= 4 && letter).then(|| Verdict::new(0, 82))
}
