//! Wage reports to the Social Security Administration (EFW2, SSA publication 42-007): lines of 512 characters, whose first two say what they are.

use super::{Coded, Sayings};

/// Wage reports.
pub const WAGES: Coded = Coded {
    code: "efw2",
    title: "Wage reports to the Social Security Administration: EFW2",
    fits,
    begins: |line| line.starts_with('R'),
    says,
};

/// Length of every line.
const LENGTH: usize = 512;
/// Codes of lines.
const CODES: [&str; 9] = ["RA", "RE", "RW", "RO", "RS", "RT", "RU", "RF", "RV"];
/// Fields by code: the first character, counted from 1, the last one and the name.
const FIELDS: [(&str, usize, usize, &str); 25] = [
    ("RA", 3, 11, "Submitter EIN"),
    ("RA", 38, 94, "Company Name"),
    ("RA", 217, 273, "Submitter Name"),
    ("RA", 396, 422, "Contact Name"),
    ("RA", 423, 437, "Contact Phone"),
    ("RA", 446, 485, "Contact E-Mail"),
    ("RE", 3, 6, "Tax Year"),
    ("RE", 8, 16, "Employer EIN"),
    ("RE", 40, 96, "Employer Name"),
    ("RE", 119, 140, "Employer Street Address"),
    ("RE", 141, 162, "Employer City"),
    ("RE", 163, 164, "Employer State"),
    ("RE", 165, 169, "Employer ZIP Code"),
    ("RW", 3, 11, "Social Security Number"),
    ("RW", 12, 26, "First Name"),
    ("RW", 27, 41, "Middle Name"),
    ("RW", 42, 61, "Last Name"),
    ("RW", 62, 65, "Suffix"),
    ("RW", 66, 87, "Location Address"),
    ("RW", 88, 109, "Street Address"),
    ("RW", 110, 131, "City"),
    ("RW", 132, 133, "State"),
    ("RW", 134, 138, "ZIP Code"),
    ("RW", 188, 198, "Wages"),
    ("RW", 199, 209, "Federal Income Tax Withheld"),
];

fn fits(lines: &[&str]) -> bool {
    let right = |line: &&str| {
        line.chars().count() == LENGTH && line.get(..2).is_some_and(|code| CODES.contains(&code))
    };
    lines.first().is_some_and(|line| line.starts_with("RA")) && lines.iter().all(right)
}

fn says(line: &str, said: &mut Sayings<'_>) {
    let characters: Vec<char> = line.chars().collect();
    let code = line.get(..2).unwrap_or_default();
    let fields = FIELDS.iter().filter(|(known, ..)| *known == code);
    let mut any = false;
    for (_, first, last, name) in fields {
        let value: String =
            characters.get(first - 1..(*last).min(characters.len())).unwrap_or_default().iter().collect();
        said.say(name, &value);
        any = true;
    }
    if !any {
        said.say("text", line);
    }
}
