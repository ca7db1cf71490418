//! Argentine and Peruvian national document, DNI.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Seven or eight digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ar_dni",
    category: category("ar-dni", Group::NationalId, true, ["DNI without a letter (Argentina, Peru)", "문자 없는 DNI(아르헨티나·페루)", "DNI sans lettre (Argentine, Pérou)"]),
    reference: "Ley 17.671 (Argentina) and Ley 26497 (Peru), documento nacional de identidad: eight digits, seven in old ones; no check digit",
    evidence: "a word before it; nothing else tells it from other numbers",
    shapes_in_context: &["99.999.999", "9.999.999", "9{7,8}"],
    judge,
    masked: &["23.***.465", "23******"],
    context: &["dni", "d.n.i", "documento nacional", "nro. de documento de identidad"],
    columns: &["dni", "nro dni", "dni nro", "numero dni"],
    examples: &[("DNI 23.817.465", "23817465"), ("D.N.I.: 23817465", "23817465")],
    cells: &[("23.817.465", "23817465"), ("23.***.465", "23***465")],
    counter_examples: &["23.817.465", "23817465", "DNI 12345678Z"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    (value.known() >= 2 && value.glyphs()[0] != b'0').then(|| Verdict::new(0, 80))
}
