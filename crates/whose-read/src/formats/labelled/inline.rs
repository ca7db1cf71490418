//! Objects that a program writes one to a line: `new Customer { Id = 1, Name = "Anne Roy" },`, `{ id: 1, name: 'Anne Roy' },`,
//! `Customer(id=1, name="Anne Roy"),`.

/// Longest value of a call or an object within one, in bytes.
const LONGEST: usize = 4 << 10;

/// The labels of the object that a line is, each with its value; `None` where it is none, or anything else stands around it.
pub(super) fn pairs<'l>(line: &'l str, sign: &str) -> Option<Vec<(&'l str, String)>> {
    let bare = line.trim().trim_end_matches([',', ';']);
    let open = bare.find(['{', '('])?;
    let close = if bare[open..].starts_with('{') { '}' } else { ')' };
    let end = bare.rfind(close)?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '<' | '>' | ':' | '[');
    let around = bare[..open].chars().all(is_name)
        && bare[..open].split_whitespace().count() <= 2
        && bare[end + 1..].chars().all(|c| matches!(c, ')' | ']' | '}' | ' '));
    if !around || end <= open || bare.len() > LONGEST {
        return None;
    }
    let parts = split(&bare[open + 1..end]);
    let pairs: Option<Vec<(&str, String)>> = parts.into_iter().map(|part| pair(part, sign)).collect();
    pairs.filter(|pairs| pairs.len() > 1)
}

fn pair<'l>(part: &'l str, sign: &str) -> Option<(&'l str, String)> {
    let (label, value) = part.split_once(sign)?;
    let label = label.trim().trim_matches(['"', '\'', ':']);
    let word =
        label.chars().all(|c| c.is_alphanumeric() || c == '_') && label.starts_with(char::is_alphabetic);
    word.then(|| (label, said(value.trim())))
}

/// Parts between commas that stand in no quotes and no brackets.
fn split(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0usize);
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.push(&text[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    if !text[from..].trim().is_empty() {
        parts.push(&text[from..]);
    }
    parts
}

/// A value without its quotes; the day of `new DateTime(1962, 11, 24)`; nothing for `null`.
fn said(value: &str) -> String {
    if matches!(value, "null" | "None" | "nil" | "undefined") {
        return String::new();
    }
    if let Some(day) = day(value) {
        return day;
    }
    let within = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    let bare = within('"').or_else(|| within('\'')).unwrap_or(value);
    bare.replace("\\\"", "\"").replace("\\'", "'")
}

/// The day in a call that begins with year, month and day.
fn day(value: &str) -> Option<String> {
    let (_, arguments) = value.split_once('(')?;
    let mut numbers =
        arguments.trim_end_matches(')').split(',').map(|number| number.trim().parse::<u32>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let is_day = (1_800..2_200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_day.then(|| format!("{year}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn objects_of_programs() {
        for (object, expected) in [
            (
                "  new Customer { Id = 7, Name = \"Ada Roe\", Born = new DateTime(1962, 11, 24) },\n",
                "Id=\"7\" Name=\"Ada Roe\" Born=\"1962-11-24\"",
            ),
            ("  { id: 7, name: 'Roe, Ada', fax: null },\n", "id=\"7\" name=\"Roe, Ada\""),
            ("db.add(id=7, name=\"Ada Roe\")\n", "id=\"7\" name=\"Ada Roe\""),
        ] {
            let text = format!("// people\nvoid seed() {{\n{}}}\n", object.repeat(5));
            let found = dump("f.cs", text.as_bytes());
            assert!(found.contains(&format!(": {expected}\n")), "{found}");
            assert!(found.contains("people"), "{found}");
        }
    }

    #[test]
    fn what_else_a_line_says_is_kept() {
        let log = "10:15:03 INFO saved User(id=7, name=Ada Roe) for Bo Lee\n".repeat(5);
        assert!(dump("f.log", log.as_bytes()).contains("for Bo Lee"));
    }

    proptest! {
        #[test]
        fn any_line_is_read(text in "(new X ?[{(]|a ?[=:] ?|\"|'|,|\\)|\\}|\\\\|1|\n|é){0,60}") {
            read_bytes("f.cs", text.repeat(4).as_bytes());
        }
    }
}
