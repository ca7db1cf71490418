//! Family trees (GEDCOM 5.5.1 and 7.0): a level, perhaps the record's own number, a tag, a value.

use super::{Coded, Sayings, named};

/// Family trees.
pub const GEDCOM: Coded = Coded {
    code: "gedcom",
    title: "Family trees: GEDCOM",
    fits,
    begins: |line| parts(line).is_some_and(|parts| parts.level == 0),
    says,
};

/// Tags about people, with the tag above them where that matters, and their names.
const FIELDS: [(&str, &str); 20] = [
    ("BIRT DATE", "Birth Date"),
    ("BIRT PLAC", "Birth Place"),
    ("DEAT DATE", "Death Date"),
    ("DEAT PLAC", "Death Place"),
    ("MARR DATE", "Marriage Date"),
    ("NAME GIVN", GIVEN),
    ("NAME SURN", FAMILY),
    ("SEX", "Sex"),
    ("ADDR", "Address"),
    ("ADDR CONT", "Address"),
    ("ADDR ADR1", "Address"),
    ("ADDR ADR2", "Address"),
    ("ADDR CITY", "City"),
    ("ADDR STAE", "State"),
    ("ADDR POST", "Postal Code"),
    ("ADDR CTRY", "Country"),
    ("PHON", "Phone"),
    ("EMAIL", "E-mail"),
    ("RESI ADDR", "Address"),
    ("NOTE", "Note"),
];
const GIVEN: &str = "Given Name";
const FAMILY: &str = "Family Name";
/// Deepest level of a tag; the standard has fewer.
const DEEPEST: usize = 99;

/// A line.
struct Parts<'l> {
    level: usize,
    number: &'l str,
    tag: &'l str,
    value: &'l str,
}

/// A file begins with its head, and nearly all lines have a level and a tag.
fn fits(lines: &[&str]) -> bool {
    let first = lines.first().map(|line| line.trim_start_matches('\u{feff}').trim_end());
    let right = lines.iter().filter(|line| parts(line).is_some()).count();
    first == Some("0 HEAD") && lines.len() > 2 && right * 10 >= lines.len() * 9
}

fn parts(line: &str) -> Option<Parts<'_>> {
    let (level, rest) = line.trim_start_matches(['\u{feff}', ' ', '\t']).split_once(' ')?;
    let level = level.parse().ok().filter(|level| *level <= DEEPEST)?;
    let (number, rest) = match rest.strip_prefix('@').and_then(|rest| rest.split_once("@ ")) {
        Some((number, rest)) => (number, rest),
        None => ("", rest),
    };
    let (tag, value) = rest.split_once(' ').unwrap_or((rest, ""));
    let tag = tag.trim_end();
    let is_tag = !tag.is_empty()
        && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_tag.then_some(Parts { level, number, tag, value })
}

fn says(line: &str, said: &mut Sayings<'_>) {
    let Some(Parts { level, number, tag, value }) = parts(line) else { return said.say("text", line) };
    said.above.truncate(level);
    let above = said.above.last().cloned().unwrap_or_default();
    said.above.push(tag.to_string());
    if level == 0 {
        said.say("Id", number);
        said.say("Type", tag);
        return said.say("Note", value);
    }
    if tag == "NAME" && level == 1 {
        return say_name(value, said);
    }
    let both = format!("{above} {tag}");
    let name = match named(&FIELDS, &both) {
        name if name != both => name.to_string(),
        _ if level == 1 || named(&FIELDS, tag) != tag => named(&FIELDS, tag).to_string(),
        _ => both,
    };
    // The parts of a name say again what the name did.
    let again = above == "NAME" && said.seen.contains_key(name.as_str());
    if !again {
        said.say(&name, value);
    }
}

/// `Ada Mary /Roe/`: the family name stands between strokes.
fn say_name(value: &str, said: &mut Sayings<'_>) {
    let mut parts = value.splitn(3, '/');
    let (given, family) = (parts.next().unwrap_or_default(), parts.next());
    let Some(family) = family else { return said.say("Name", value) };
    let title = parts.next().unwrap_or_default();
    // A further name, as that of a marriage, is said apart.
    let further = if said.seen.contains_key(FAMILY) { "Further " } else { "" };
    said.say(&format!("{further}{GIVEN}"), given);
    said.say(&format!("{further}{FAMILY}"), family);
    said.say("Title", title);
}
