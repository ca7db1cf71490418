//! Patients of German practices (xDT of the KBV and QMS: GDT, BDT, LDT): three digits of length, four of the field, the value.

use super::{Coded, Sayings, day_first, named};

/// Patients of German practices.
pub const GDT: Coded = Coded {
    code: "gdt",
    title: "Patients of German practices: GDT, BDT and LDT",
    fits,
    begins: |line| field(line).is_some_and(|(code, _)| code == "8000"),
    says,
};

/// Fields about people, with their names.
const FIELDS: [(&str, &str); 18] = [
    ("3000", "Patientennummer"),
    ("3100", "Namenszusatz"),
    ("3101", "Nachname"),
    ("3102", "Vorname"),
    (BIRTH, "Geburtsdatum"),
    ("3104", "Titel"),
    ("3105", "Versichertennummer"),
    ("3107", "Straße"),
    ("3109", "Hausnummer"),
    ("3110", "Geschlecht"),
    ("3112", "PLZ"),
    ("3113", "Ort"),
    ("3114", "Land"),
    ("3119", "Versichertennummer"),
    ("3618", "Mobiltelefon"),
    ("3619", "E-Mail"),
    ("3626", "Telefon"),
    ("3628", "Muttersprache"),
];
const BIRTH: &str = "3103";
/// Postal code and town in one.
const TOWN: &str = "3106";
/// Bytes of a line end, which lengths count.
const LINE_END: usize = 2;

/// Nearly all lines are as long as they say; values of several lines and other encodings make a few differ.
fn fits(lines: &[&str]) -> bool {
    let right = lines.iter().filter(|line| states_its_length(line)).count();
    let opens = lines.first().and_then(|line| field(line)).is_some_and(|(code, _)| code == "8000");
    opens && lines.len() > 2 && right * 10 >= lines.len() * 8
}

fn states_its_length(line: &str) -> bool {
    let stated = line.get(..3).and_then(|digits| digits.parse::<usize>().ok());
    field(line).is_some()
        && stated.is_some_and(|stated| {
            stated == line.len() + LINE_END || stated == line.chars().count() + LINE_END
        })
}

/// `3101` and `Roe` of `0123101Roe`.
fn field(line: &str) -> Option<(&str, &str)> {
    let (digits, value) = line.split_at_checked(7)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| (&digits[3..], value))
}

fn says(line: &str, said: &mut Sayings<'_>) {
    match field(line) {
        Some((BIRTH, value)) => said.say(named(&FIELDS, BIRTH), &day_first(value.trim())),
        Some((TOWN, value)) => match value.split_once(' ') {
            Some((postcode, town)) if postcode.bytes().all(|byte| byte.is_ascii_digit()) => {
                said.say("PLZ", postcode);
                said.say("Ort", town);
            }
            _ => said.say("Ort", value),
        },
        Some((code, value)) => said.say(named(&FIELDS, code), value),
        None => said.say("text", line),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_begin_with_digits() {
        assert_eq!(field("0123101Roe"), Some(("3101", "Roe")));
        // The fourth byte is within a letter.
        assert_eq!(field("ab가cd"), None);
        assert_eq!(field("012310"), None);
    }
}
