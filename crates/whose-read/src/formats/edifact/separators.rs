//! Separators of an EDIFACT interchange: stated by UNA, by default, or guessed.

use crate::formats::edi::{Separators, first_terminator};

/// ISO 9735 level A: `UNA:+.? '`.
const LEVEL_A: Separators =
    Separators { element: '+', component: Some(':'), repetition: None, release: Some('?'), terminator: '\'' };

/// ISO 9735 level B: information separators, which need no release.
const LEVEL_B: Separators = Separators {
    element: '\u{1d}',
    component: Some('\u{1f}'),
    repetition: None,
    release: None,
    terminator: '\u{1c}',
};

/// The separators of the interchange that begins `text`, and how much of it a UNA takes.
pub(super) fn of_beginning(text: &str) -> Option<(Separators, usize)> {
    if let Some(stated) = text.strip_prefix("UNA") {
        let stated = of_una(stated)?;
        let skipped = "UNA".len() + text[3..].chars().take(6).map(char::len_utf8).sum::<usize>();
        let behind = text[skipped..].trim_start();
        return is_header(behind, stated.element).then_some((stated, skipped));
    }
    let element = text.get(3..)?.chars().next()?;
    if !is_header(text, element) {
        return None;
    }
    let separators = match element {
        // Lines in place of the terminator.
        '+' if !text.contains('\'') && first_terminator(text, '+') == Some('\n') => {
            Separators { terminator: '\n', ..LEVEL_A }
        }
        '+' => LEVEL_A,
        '\u{1d}' => LEVEL_B,
        _ => guessed(text, element)?,
    };
    Some((separators, 0))
}

/// Where in `text` an interchange begins.
pub(super) fn find(text: &str) -> Option<usize> {
    memchr::memmem::find_iter(text.as_bytes(), "UN").find(|at| {
        let behind = &text[*at..];
        let within_word = text[..*at].ends_with(char::is_alphanumeric);
        !within_word
            && (behind.starts_with("UNA") || behind.starts_with("UNB"))
            && of_beginning(behind).is_some()
    })
}

/// The six characters behind `UNA`: component, element, decimal mark, release, repetition (or blank), terminator.
fn of_una(stated: &str) -> Option<Separators> {
    let mut characters = stated.chars();
    let component = characters.next()?;
    let element = characters.next()?;
    let _decimal_mark = characters.next()?;
    let release = characters.next()?;
    let repetition = characters.next()?;
    let terminator = characters.next()?;
    let separate = |character: char| !character.is_alphanumeric() && character != ' ';
    if !separate(component) || !separate(element) || !separate(terminator) || element == terminator {
        return None;
    }
    let other =
        |character: &char| separate(*character) && ![element, component, terminator].contains(character);
    let terminator = if terminator == '\r' { '\n' } else { terminator };
    Some(Separators {
        element,
        component: Some(component),
        repetition: Some(repetition).filter(other).filter(|repetition| *repetition != release),
        release: Some(release).filter(other),
        terminator,
    })
}

/// Does the text begin with the header of an interchange, a group or a message?
fn is_header(text: &str, element: char) -> bool {
    let Some(tag) = text.get(..3) else { return false };
    let behind = &text[3..];
    if element.is_alphanumeric() || matches!(element, ' ' | '-' | '\'' | '"') || !behind.starts_with(element)
    {
        return false;
    }
    let behind = &behind[element.len_utf8()..];
    let mut elements = behind.split(element);
    let first = elements.next().unwrap_or_default();
    // No table has these between its cells: shortened headers are told by them.
    let is_usual = matches!(element, '+' | '\u{1d}');
    match tag {
        "UNB" | "UIB" if is_usual => {
            let code: String = first.chars().take(5).collect();
            is_code(code.get(..4)) && code.chars().nth(4).is_none_or(|next| !next.is_alphanumeric())
        }
        "UNG" | "UNH" if is_usual => first.starts_with(char::is_alphanumeric),
        // Syntax identifier: four letters (UNOA, IATB, ANSI), then its version.
        "UNB" | "UIB" => first.len() == 4 && first.starts_with("UNO") || is_composite(first, 4),
        // The reference of the message, then its type and version.
        "UNH" => !first.is_empty() && elements.next().is_some_and(|kind| is_composite(kind, 6)),
        // A group holds messages.
        "UNG" => behind.find("UNH").is_some_and(|at| is_header(&behind[at..], element)),
        _ => false,
    }
}

/// Nothing but capital letters?
fn is_code(letters: Option<&str>) -> bool {
    letters.is_some_and(|letters| letters.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// A code of so many capital letters, then a component separator and the next component, as in `UNOA:1` and `ORDERS:D:96A`.
/// Names have hyphens, points and blanks behind their letters.
fn is_composite(value: &str, letters: usize) -> bool {
    let Some((code, behind)) = value.split_at_checked(letters) else { return false };
    let mut behind = behind.chars();
    let separates = |separator: char| {
        !separator.is_alphanumeric()
            && !separator.is_whitespace()
            && !matches!(separator, '-' | '.' | '\'' | '"')
    };
    is_code(Some(code))
        && behind.next().is_some_and(separates)
        && behind.next().is_some_and(char::is_alphanumeric)
}

fn guessed(text: &str, element: char) -> Option<Separators> {
    let component =
        text.get(3 + element.len_utf8()..)?.chars().find(|character| !character.is_alphanumeric())?;
    let terminator = first_terminator(text, element)?;
    let release = Some('?').filter(|release| ![element, component, terminator].contains(release));
    Some(Separators {
        element,
        component: Some(component).filter(|component| *component != element),
        repetition: None,
        release,
        terminator,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_default_and_guessed() {
        let (stated, skipped) = of_beginning("UNA^|,! ~\r\nUNB|UNOA^1|A|B").expect("UNA");
        assert_eq!((stated.component, stated.element, stated.terminator, skipped), (Some('^'), '|', '~', 9));
        assert_eq!(stated.release, Some('!'));
        assert_eq!(of_beginning("UNB+UNOC:3+A+B'"), Some((LEVEL_A, 0)));
        assert_eq!(of_beginning("UNB\u{1d}UNOB\u{1f}1\u{1d}A"), Some((LEVEL_B, 0)));
        let (guessed, _) = of_beginning("UNB|UNOA^1|A|B|180101^1200|1~\nUNH|1|ORDERS^D~").expect("guessed");
        assert_eq!((guessed.component, guessed.terminator), (Some('^'), '~'));
        assert_eq!(of_beginning("UNBELIEVABLE"), None);
        for table in [
            "UNG,ROEU,19800101\nUNH,PAUL,19800101\n",
            "UNB,ANNE,1\n",
            "UNH;LE;SOPHIA-M;1\n",
            "UNB|ROSE 1|2\n",
        ] {
            assert_eq!((of_beginning(table), find(table)), (None, None), "{table}");
        }
        assert_eq!(find("BRAUNB+UNOA:1+A"), None);
        assert_eq!(find("log line\nUNA:+.? 'UNB+UNOA:1+A"), Some(9));
    }
}
