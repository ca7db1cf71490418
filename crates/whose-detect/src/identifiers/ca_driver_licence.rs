//! Driver licences of the Canadian provinces.

use super::{DRIVER_LICENCE, Identifier, Shaped, Verdict};

/// Ontario and Quebec write the birth date into it; others are plain numbers.
pub const IDENTIFIER: Identifier = Identifier {
    name: "ca_driver_licence",
    category: DRIVER_LICENCE,
    reference: "Provincial formats as listed by Microsoft Purview (Canada driver's license number)",
    evidence: "Ontario: letter, 14 digits, birth date in the last six (50 added to the month for women); Quebec: \
               letter, 12 digits, birth date DDMMYY; Manitoba by its groups; others need a word",
    shapes: &["A9999-99999-99999", "A9999-999999-99", "A99999999999999", "A999999999999", "AA-AA-AA-A999AA"],
    shapes_in_context: &["999999-999", "9{5,9}", "A9{9}", "AAAAA9{9}"],
    judge,
    masked: &["A1234-*****-*0112", "T1234-010180-**"],
    context: &[
        "driver licence",
        "driver's licence",
        "drivers licence",
        "driver license",
        "driver's license",
        "drivers license",
        "driving licence",
        "dl no",
        "dl#",
        "permis de conduire",
        "no de permis",
    ],
    columns: &["driver licence no", "licence number", "permis conduire"],
    examples: &[
        ("A1234-56788-00112", "A12345678800112"),
        ("permis de conduire T1234-010180-05", "T123401018005"),
        ("driver's licence A12345678800112", "A12345678800112"),
        ("Driver licence 1234567", "1234567"),
    ],
    cells: &[("1234567", "1234567"), ("A12345678800112", "A12345678800112")],
    counter_examples: &["A1234-56789-09945", "1234567", "model A123456789012"],
    ..Identifier::BASE
};

/// `YYMMDD` with the month raised by fifty or not.
fn birth(value: &Shaped<'_>, month_at: usize, day_at: usize) -> Option<bool> {
    let month = value.number(month_at, month_at + 2)?;
    let day = value.number(day_at, day_at + 2)?;
    Some(matches!(month, 1..=12 | 51..=62) && (1..=31).contains(&day))
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    if value.known() < 4 {
        return None;
    }
    let separated = value.groups() > 1;
    let dated = match (glyphs.len(), glyphs[0].is_ascii_alphabetic()) {
        (15, true) => birth(value, 11, 13),
        (13, true) => birth(value, 7, 5),
        (14, true) if !separated => return Some(Verdict::new(0, 80)),
        (12, true) => return Some(Verdict::new(66, 90)),
        _ => return Some(Verdict::new(0, if glyphs.len() < 7 { 62 } else { 74 })),
    };
    Some(match (dated, separated) {
        (Some(false), _) => Verdict::new(0, 60),
        (Some(true), true) => Verdict::new(86, 97),
        (Some(true), false) => Verdict::new(if glyphs.len() == 15 { 60 } else { 42 }, 94),
        (None, true) => Verdict::new(70, 92),
        (None, false) => Verdict::new(0, 85),
    })
}
