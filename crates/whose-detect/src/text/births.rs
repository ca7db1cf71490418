//! Names written family name first before a birth: `Weber, Heike, geb. 09.11.1952`, `Weber, Heike, *09.11.1952`.

use super::latin_run::is_letter;
use super::{Range, TOLD, floor};
use crate::detector::Ids;
use crate::identifiers::birth_date;
use crate::lexicon::latin;
use crate::person::{self, Named};
use crate::scan::Findings;

/// How far before a birth a name may begin, in bytes.
const REACH: usize = 80;
const SURE: u8 = 85;

/// Names before the births that were found.
pub(super) fn names(text: &str, ids: &Ids, findings: &Findings, names: &mut Vec<Range>) {
    let births =
        findings.list().iter().filter(|found| found.category == ids.birth_date && found.certainty >= TOLD);
    for birth in births {
        let start = birth.start as usize;
        let from = floor(text, start.saturating_sub(REACH));
        let head = text[from..start].rsplit('\n').next().unwrap_or_default();
        if let Some(name) = name_at_end(without_word(head)) {
            let at = start - head.len() + (name.as_ptr() as usize - head.as_ptr() as usize);
            names.push((at, at + name.len(), SURE));
        }
    }
}

/// Without the word or sign for a birth and the comma before it.
fn without_word(head: &str) -> &str {
    let signs: &[char] = &[' ', '*', ':', '('];
    let head = head.trim_end_matches(signs);
    let word = |word: &&&str| {
        head.len() > word.len()
            && head.is_char_boundary(head.len() - word.len())
            && head[head.len() - word.len()..].eq_ignore_ascii_case(word)
    };
    let longest = birth_date::IDENTIFIER.context.iter().filter(word).max_by_key(|word| word.len());
    let head = longest.map_or(head, |word| &head[..head.len() - word.len()]);
    head.trim_end_matches(signs).trim_end_matches(',')
}

/// A family name, a comma and one or two given names at the end of a text.
fn name_at_end(head: &str) -> Option<&str> {
    let (before, given) = head.rsplit_once(", ")?;
    let family = before.rsplit([' ', '\t', '(', ':']).next().unwrap_or_default();
    let is_word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| is_letter(c) || matches!(c, '-' | '\'' | '’'))
    };
    let is_name =
        family.len() > 1 && is_word(family) && given.split(' ').count() <= 2 && given.split(' ').all(is_word);
    let name = &head[before.len() - family.len()..];
    let is_given = given.split([' ', '-']).next().is_some_and(|word| latin::flags(word).given());
    (is_name && is_given && matches!(person::judge(name), Named::Person | Named::MaybePerson)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_first_before_a_birth() {
        for (head, expected) in [
            ("Betr.: Pat. Weber, Heike, geb. ", Some("Weber, Heike")),
            ("Ihre Patientin Drögemüller, Heike, *", Some("Drögemüller, Heike")),
            ("Martin, Anne Marie, née le ", Some("Martin, Anne Marie")),
            ("Weber, Heike (geb. am ", Some("Weber, Heike")),
            ("in Bremen, Germany, born ", None),
            ("Heike, geb. ", None),
            ("", None),
        ] {
            assert_eq!(name_at_end(without_word(head)), expected, "{head}");
        }
    }
}
