//! Names and addresses in Cyrillic and Greek letters beside the same in Latin ones.
//!
//! One source writes as a passport does, another as its own keyboard: `Юлия`, `Yuliya`, `Julia`, `Iuliia`. Each letter is written in
//! Latin letters (anyascii's table, made of the usual romanisations), and [`shared`] is what the usual spellings have in common.

use std::borrow::Cow;

/// A letter of an alphabet that is written in Latin letters sound by sound.
const fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{3FF}' | '\u{400}'..='\u{52F}' | '\u{1F00}'..='\u{1FFF}')
}

/// Does a text hold Cyrillic or Greek letters?
pub(crate) fn is_needed(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(is_foreign)
}

/// A folded text in Latin letters. A letter that stands alone is an initial and stays one letter.
pub(crate) fn romanise(text: &str) -> Cow<'_, str> {
    if !is_needed(text) {
        return Cow::Borrowed(text);
    }
    let mut latin = String::with_capacity(text.len());
    let mut before: Option<char> = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let joined = [before, letters.peek().copied()];
        let alone = !joined.iter().flatten().any(|beside| beside.is_alphabetic());
        before = Some(letter);
        match (letter, letters.peek()) {
            // Greek writes some sounds with two letters.
            ('ο', Some('υ')) => latin.push('o'),
            ('υ', _) if latin.ends_with('o') && joined[0] == Some('ο') => latin.push('u'),
            ('υ', _) if matches!(joined[0], Some('α' | 'ε')) => latin.push('v'),
            ('γ', Some('γ' | 'χ' | 'ξ')) => latin.push('n'),
            (letter, _) if is_foreign(letter) => {
                let sound = any_ascii::any_ascii_char(letter).bytes().filter(u8::is_ascii_alphabetic);
                latin.extend(
                    sound.take(if alone { 1 } else { 4 }).map(|byte| char::from(byte.to_ascii_lowercase())),
                );
            }
            _ => latin.push(letter),
        }
    }
    Cow::Owned(latin)
}

/// What the usual Latin spellings of a name share: `ya`, `ia` and `ja` are one, as are `kh` and `h`, `x` and `ks`, `w` and `v`, `ph` and
/// `f`; `y`, `ii`, `iy` at the end; `Ye` at the beginning is `E`.
pub(crate) fn shared(word: &str) -> String {
    let mut shared = String::with_capacity(word.len());
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            'i' | 'y' | 'j' => {
                while letters.next_if(|next| matches!(next, 'i' | 'y' | 'j')).is_some() {}
                let opens = shared.is_empty() || shared.ends_with(['a', 'e', 'o', 'u']);
                if !(opens && letters.peek() == Some(&'e')) {
                    shared.push('i');
                }
            }
            'h' if shared.ends_with('k') => {
                shared.pop();
                shared.push('h');
            }
            'h' if shared.ends_with('p') => {
                shared.pop();
                shared.push('f');
            }
            'x' => shared.push_str("ks"),
            'w' => shared.push('v'),
            letter => shared.push(letter),
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn usual_spellings_share_one() {
        for (name, spellings) in [
            ("юлия", &["yuliya", "julia", "iuliia", "yulia"][..]),
            ("сергеи", &["sergey", "sergei", "sergej"]),
            ("евгения", &["evgeniya", "yevgenia", "evgeniia"]),
            ("хохлов", &["khokhlov", "hohlov"]),
            ("александр", &["aleksandr", "alexandr"]),
            ("αλεξανδρου", &["alexandrou"]),
            ("ευαγγελος", &["evangelos"]),
            ("φωκας", &["fokas", "phokas"]),
        ] {
            let of = shared(&romanise(name));
            for spelling in spellings {
                assert_eq!(shared(spelling), of, "{name} {spelling}");
            }
        }
        assert_ne!(shared("mara"), shared("maria"));
    }

    #[test]
    fn initials_stay_one_letter() {
        assert_eq!(romanise("жукова ж ю"), "zhukova z y");
        assert_eq!(romanise("홍 anne"), "홍 anne");
    }

    proptest! {
        #[test]
        fn no_cyrillic_or_greek_letter_is_left(text in "[а-яa-zα-ω ]{0,20}") {
            prop_assert!(!is_needed(&romanise(&text)));
        }
    }
}
