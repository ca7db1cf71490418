//! Names as airlines write them (IATA AIRIMP): `ROY/ANNE MRS`, `1ROY/PAULMR`, `2ROY/ANNEMRS/PAULMR`.

use whose_model::prose::title_of_traveller;

use super::Range;

/// Shortest part of a name.
const LEAST: usize = 2;
const SURE: u8 = 85;

/// Family and given names of travellers.
pub(super) fn names(text: &str, family: &mut Vec<Range>, given: &mut Vec<Range>) {
    let bytes = text.as_bytes();
    let mut done = 0;
    for stroke in memchr::memchr_iter(b'/', bytes) {
        if stroke < done {
            continue;
        }
        let from = stroke - bytes[done..stroke].iter().rev().take_while(|byte| is_of_name(**byte)).count();
        let begins = from == 0 || !bytes[from - 1].is_ascii_alphabetic() && bytes[from - 1] != b'/';
        let surname = &text[from..stroke];
        if !begins || surname.len() < LEAST || surname.starts_with('-') {
            continue;
        }
        let mut others = Vec::new();
        let mut at = stroke;
        while let Some((start, end, next)) = given_name(text, at) {
            others.push((start, end, SURE));
            at = next;
        }
        if !others.is_empty() {
            family.push((from, stroke, SURE));
            given.append(&mut others);
            done = at;
        }
    }
}

/// The given names behind a stroke, with the end of the title behind them.
fn given_name(text: &str, stroke: usize) -> Option<(usize, usize, usize)> {
    let bytes = text.as_bytes();
    if bytes.get(stroke) != Some(&b'/') {
        return None;
    }
    let start = stroke + 1;
    let end = start + bytes[start..].iter().take_while(|byte| is_of_name(**byte) || **byte == b' ').count();
    let behind = bytes.get(end);
    if behind.is_some_and(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    // Of words behind the title, the first ends it: `ROY/ANNE MRS SEAT`.
    let said = &text[start..end];
    let mut length = 0;
    for word in said.split(' ') {
        if let Some(title) = title_of_traveller(word) {
            let named = said[..length + word.len() - title.len()].trim_end();
            return (named.len() >= LEAST && !named.contains("  "))
                .then(|| (start, start + named.len(), start + length + word.len()));
        }
        length += word.len() + 1;
    }
    None
}

const fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::names;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<String> {
        let (mut family, mut given) = (Vec::new(), Vec::new());
        names(text, &mut family, &mut given);
        family.extend(given);
        family.sort_unstable();
        family.iter().map(|(from, to, _)| text[*from..*to].to_string()).collect()
    }

    #[test]
    fn names_with_titles_are_found() {
        assert_eq!(found("  1.ROY/ANNE MRS   2.LEE/PAUL JOHN MR"), ["ROY", "ANNE", "LEE", "PAUL JOHN"]);
        assert_eq!(found("2ROY/ANNEMRS/PAULMR"), ["ROY", "ANNE", "PAUL"]);
        assert_eq!(found("1SMITH-ROY/ANNAMISS .L/ABC123"), ["SMITH-ROY", "ANNA"]);
    }

    #[test]
    fn paths_and_choices_are_none() {
        for text in [
            "AND/OR",
            "AND/OR MAYBE",
            "USR/LOCAL/BIN",
            "STEVENS/J STVNS ARMS",
            "ROY/ADAMS",
            "TCP/IP DR",
            "/MR",
            "A/B MR",
            "X/ MR",
            "Roy/Anne Mrs",
            "KM/H",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([A-Z]{1,4}|/|MR|MRS| |-|é|[0-9]){0,20}") {
            found(&text);
        }
    }
}
