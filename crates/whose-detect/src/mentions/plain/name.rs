//! Names without any word of a company.

use crate::lexicon::latin;

/// Longest text that is looked at, in bytes.
const LONGEST: usize = 80;
/// Words of the longest name that is looked at.
const MOST_WORDS: usize = 7;

/// Says for sure that a cell names no organisation: a few words of Latin letters, none of which any organisation's name
/// is known by. Of other texts nothing is said.
pub(in crate::mentions) fn names_no_organisation(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() > LONGEST {
        return false;
    }
    let (mut from, mut words) = (0, 0);
    for at in 0..=bytes.len() {
        match bytes.get(at) {
            // Latin letters with accents are of two bytes, which begin with these.
            Some(b'A'..=b'Z' | b'a'..=b'z' | 0x80..=0xBF | 0xC3..=0xC9) => continue,
            // `S.A.` is one word.
            Some(b'.') if bytes.get(at + 1).is_some_and(|next| *next != b' ') => return false,
            None | Some(b' ' | b'-' | b',' | b'.') => {}
            _ => return false,
        }
        if from < at {
            let word = &text[from..at];
            words += 1;
            if words > MOST_WORDS
                || word.eq_ignore_ascii_case("co")
                || latin::flags(word).tells_organisation()
            {
                return false;
            }
        }
        from = at + 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::{Named, judge, judge_among_people};
    use proptest::prelude::*;

    #[test]
    fn most_names_are_plain() {
        for name in ["Claude Devaux de la Garnier", "Tremblay, Anne-Marie", "J. Roy", "Hélène Œuvré"] {
            assert!(names_no_organisation(name), "{name}");
        }
        for name in ["Smith & Co", "Roy Ltée", "S.A. Roy", "홍길동", "Roy 2", "Smith Co."] {
            assert!(!names_no_organisation(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_organisation_is_said_to_be_none(
            words in prop::collection::vec(
                (
                    "[A-Za-zé]{1,6}|Anne|Roy|Ltée|Inc|inc|S\\.A|SA|Co|co|Bureau|Mall|Service|accueil|à|de|la|Smith|Réception|\
                     Church|Hospital|Desk|É|l'accueil|GmbH|Bank",
                    "[ ,.-]| |  ",
                ),
                0..9,
            )
        ) {
            let text: String = words.into_iter().flat_map(|(word, between)| [word, between]).collect();
            if names_no_organisation(&text) {
                prop_assert_ne!(judge(&text), Named::Organisation);
                prop_assert_ne!(judge_among_people(&text), Named::Organisation);
            }
        }
    }
}
