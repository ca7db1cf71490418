//! Driver licences of the United Kingdom, Germany, Japan, Spain, Italy and others.

use super::{DRIVER_LICENCE, Identifier, Shaped, Verdict};

/// `MORGA657054SM9IJ` in the United Kingdom, `B072RRE2I55` in Germany, twelve digits in Japan.
pub const IDENTIFIER: Identifier = Identifier {
    name: "world_driver_licence",
    category: DRIVER_LICENCE,
    reference: "Directive 2006/126/EC, field 5 of the licence; DVLA driver number; Road Traffic Act of Japan, article 93",
    evidence: "a word before it; the British form by its build too, the others by nothing else",
    shapes_in_context: &["X{11}", "XXXXX999999XXXXX", "9{10}", "9{12}", "99999999-A", "99999999A", "AA9999999A"],
    judge,
    masked: &["B07******55"],
    context: &[
        "driving licence", "driving licence no", "driving licence number", "driver number", "führerschein", "führerscheinnummer",
        "führerschein-nr", "fahrerlaubnis", "運転免許証番号", "運転免許", "免許証番号", "permiso de conducir", "carnet de conducir",
        "patente di guida", "rijbewijs", "rijbewijsnummer", "carta de condução",
    ],
    columns: &["driving licence", "driving licence no", "führerschein", "führerscheinnr"],
    examples: &[
        ("Driving licence: MORGA657054SM9IJ", "MORGA657054SM9IJ"),
        ("Führerscheinnummer B072RRE2I55", "B072RRE2I55"),
        ("免許証番号 301234567890", "301234567890"),
    ],
    cells: &[("MORGA657054SM9IJ", "MORGA657054SM9IJ"), ("B072RRE2I55", "B072RRE2I55")],
    counter_examples: &["MORGA657054SM9IJ", "B072RRE2I55", "driving licence required"],
    ..Identifier::BASE
};

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let digits = value.glyphs().iter().filter(|glyph| glyph.is_ascii_digit()).count();
    (digits >= 2 && value.known() >= 4).then(|| Verdict::new(0, if digits < value.known() { 80 } else { 68 }))
}
