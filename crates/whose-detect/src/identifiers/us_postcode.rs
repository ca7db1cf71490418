//! United States ZIP code.

use super::{Identifier, Shaped, Verdict, general};

/// `99999` or `99999-9999`.
pub const IDENTIFIER: Identifier = Identifier {
    name: "us_postcode",
    category: general::POSTCODE,
    reference: "United States Postal Service, publication 28: two letters of the state before the ZIP code",
    evidence: "the letters of a state before it, or a word",
    shapes: &["99999", "99999-9999"],
    shapes_in_cells: &["999999999", "9999"],
    judge,
    normal,
    masked: &["100**"],
    context: &["zip", "zip code", "zipcode", "postal code", "postcode"],
    columns: &["zip", "zip code", "zip5", "zip4", "postal"],
    examples: &[
        ("New York, NY 10001", "10001"),
        ("Austin TX 78701-1234", "787011234"),
        ("ZIP: 48750", "48750"),
        ("zip 100**", "100**"),
    ],
    cells: &[("10001-1234", "100011234"), ("1001", "01001"), ("10001", "10001")],
    counter_examples: &["10001", "12345-6789", "part NX 10001", "in 19104 cases"],
    ..Identifier::BASE
};

const STATES: &str = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM \
                      NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP AA AE AP ";

/// Two capitals of a state stand just before, apart from any word.
fn state_before(before: &str) -> bool {
    let trimmed = before.trim_end_matches([' ', ',', '\n']);
    let Some(state) = trimmed.len().checked_sub(2).and_then(|at| trimmed.get(at..)) else { return false };
    let apart = trimmed[..trimmed.len() - 2].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    before.len() > trimmed.len() && apart && state.bytes().all(|b| b.is_ascii_uppercase()) && STATES.contains(state)
}

fn judge(value: &Shaped<'_>) -> Option<Verdict> {
    let glyphs = value.glyphs();
    let known = value.known();
    let exists = match glyphs.len() {
        4 => value.number(0, 4).is_some_and(|code| code >= 500),
        _ => value.number(0, 5).is_none_or(|code| code >= 501) && known >= 2,
    };
    if !exists || value.groups() == 2 && value.separator(1) != b'-' {
        return None;
    }
    let state = state_before(value.before());
    let alone = match (state, value.groups()) {
        (true, 2) => 92,
        (true, _) => 80,
        (false, _) => 0,
    };
    Some(Verdict::new(alone, if glyphs.len() == 4 { 55 } else { 90 }))
}

fn normal(value: &Shaped<'_>, normal: &mut String) {
    if value.glyphs().len() == 4 {
        normal.push('0');
    }
    normal.push_str(value.compact());
}
