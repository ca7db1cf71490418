//! Brazilian identity card number, RG.

use super::{Group, Identifier, Shaped, Verdict, category};

/// Digits as each state gives them, often with a check digit: `23.817.465-X`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "br_rg",
    category: category("br-rg", Group::NationalId, true, ["Brazilian RG", "브라질 신분증번호(RG)", "RG brésilien"]),
    reference: "Lei 7.116 of 1983 and Decreto 10.977 of 2022, carteira de identidade: numbered by the states",
    evidence: "a word before it; nothing else tells it from other numbers",
    shapes_in_context: &["99.999.999=X", "9.999.999=X", "9.999.999", "99.999.999", "9{7,10}", "9{8}X", "9{7,9}=X", "AA-99.999.999", "AA-9.999.999", "AA-9{7,8}"],
    judge,
    masked: &["23.***.465-X", "**.***.465-X"],
    context: &["rg", "r.g", "rg nº", "registro geral", "carteira de identidade", "cédula de identidade"],
    columns: &["rg", "nr rg", "num rg", "rg cliente", "carteira identidade"],
    examples: &[("RG 23.817.465-X", "23817465X"), ("RG nº 23817465", "23817465"), ("RG: MG-12.381.746", "MG12381746")],
    cells: &[("23.817.465-X", "23817465X"), ("238174659", "238174659"), ("23.***.465-X", "23***465X")],
    counter_examples: &["23817465", "RG 2019"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    // Without a word Chile's numbers look the same; with one it is this.
    (value.known() >= 3).then(|| Verdict::new(0, 84))
}
