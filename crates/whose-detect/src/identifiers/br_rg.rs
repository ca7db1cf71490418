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
    // The letters in front are left out by many.
    normal: |value, normal| normal.push_str(value.compact().trim_start_matches(|glyph: char| glyph.is_ascii_alphabetic())),
    masked: &["23.***.465-X", "**.***.465-X"],
    // `RG` before any number is not enough: German bills are numbered under `Rg.-Nr.`.
    context: &["rg:", "rg nº", "rg n°", "rg n.º", "portador do rg", "portadora do rg", "registro geral", "carteira de identidade", "cédula de identidade"],
    // The first is the whole name of a column.
    columns: &["rg | rg", "nr rg", "num rg", "numero rg", "rg cliente", "carteira identidade"],
    examples: &[("portador do RG 23.817.465-X", "23817465X"), ("RG nº 23817465", "23817465"), ("RG: MG-12.381.746", "12381746")],
    cells: &[("23.817.465-X", "23817465X"), ("238174659", "238174659"), ("23.***.465-X", "23***465X")],
    counter_examples: &["23817465", "RG nº 201", "Rg.-Nr. 20190017"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    // Without a word Chile's numbers look the same; with one it is this.
    (value.known() >= 3).then(|| Verdict::new(0, 84))
}
