//! Driver licences of the United States.

use super::{DRIVER_LICENCE, Identifier, Shaped, Verdict};

/// Each state has its own; most are plain numbers or a letter and digits.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_driver_licence",
    category: DRIVER_LICENCE,
    reference: "AAMVA, card design standard; state formats as listed by Microsoft Purview",
    evidence: "a word before it; nothing else tells it from other codes",
    shapes_in_context: &["A9{6,14}", "9{7,12}", "AA9{5,7}", "A999-9999-9999", "A999-999-99-999-9", "999-99-9999"],
    judge,
    masked: &["D*****67", "F162*********"],
    context: &["driver license", "driver's license", "drivers license", "license number", "dl number", "dl #", "dl:"],
    columns: &["driver license no", "dl number", "drivers license"],
    examples: &[("driver's license number is F162823540116", "F162823540116"), ("DL: D1234567", "D1234567")],
    cells: &[("D1234567", "D1234567")],
    counter_examples: &["F162823540116", "N3 D1234567", "J0690000"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let letters = value.glyphs()[0].is_ascii_alphabetic();
    (value.known() >= 3).then(|| Verdict::new(0, if letters { 82 } else { 68 }))
}
