//! Results of laboratory instruments (ASTM E1394, CLSI LIS02): HL7's elder. A patient, `P`, is a record with the orders and results below.

use super::{Coded, Sayings, say_name};

/// Results of laboratory instruments.
pub const ASTM: Coded = Coded {
    code: "astm",
    title: "Results of laboratory instruments (ASTM E1394, LIS02)",
    fits,
    begins: |line| unframed(line).starts_with("P|"),
    says,
};

/// Fields of a patient by place, that of its code being 0.
const PATIENT: [(usize, &str); 8] = [
    (2, "Patient ID"),
    (3, "Patient ID"),
    (4, "Patient ID"),
    (6, "Mother's Maiden Name"),
    (7, "Date of Birth"),
    (8, "Sex"),
    (12, "Telephone"),
    (9, "Race"),
];
const NAME: usize = 5;
const ADDRESS: usize = 10;
const PHYSICIAN: usize = 13;
const ADDRESS_PARTS: [&str; 5] = ["Street Address", "City", "State", "Postal Code", "Country"];

fn fits(lines: &[&str]) -> bool {
    let begins = lines.first().is_some_and(|line| unframed(line).starts_with("H|\\^&"));
    begins && lines.iter().any(|line| unframed(line).starts_with("P|"))
}

/// A line without the control characters and the number of its frame.
fn unframed(line: &str) -> &str {
    let bare = line.trim_start_matches(|c: char| c.is_control());
    if bare.len() < line.len() { bare.trim_start_matches(|c: char| c.is_ascii_digit()) } else { bare }
}

fn says(line: &str, said: &mut Sayings<'_>) {
    let line = unframed(line);
    let mut fields = line.split('|');
    let tag = fields.next().unwrap_or_default();
    for (place, value) in fields.enumerate() {
        let place = place + 1;
        match (tag, place) {
            ("H", 1) | ("P", 1) => {}
            ("P", NAME) => say_name(said, 0, "Patient", value),
            ("P", PHYSICIAN) => say_name(said, 1, "Attending Physician", value),
            ("P", ADDRESS) => {
                for (part, name) in value.split('^').zip(ADDRESS_PARTS) {
                    said.say(name, part);
                }
            }
            ("P", _) => {
                let name = PATIENT.iter().find(|(at, _)| *at == place).map(|(_, name)| *name);
                said.say(name.unwrap_or(&format!("P.{}", place + 1)), value);
            }
            _ => said.say(&format!("{tag}.{}", place + 1), value.trim_matches('^')),
        }
    }
}
