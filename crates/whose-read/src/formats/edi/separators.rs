//! The characters that separate, and finding where an interchange begins.

/// The separators of one interchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) struct Separators {
    /// Between elements.
    pub(in crate::formats) element: char,
    /// Between components of a composite element.
    pub(in crate::formats) component: Option<char>,
    /// Between repetitions of an element.
    pub(in crate::formats) repetition: Option<char>,
    /// Takes the meaning off the next character.
    pub(in crate::formats) release: Option<char>,
    /// After each segment.
    pub(in crate::formats) terminator: char,
}

impl Separators {
    /// Are all of them one byte long?
    pub(super) fn are_ascii(&self) -> bool {
        [Some(self.element), self.component, self.repetition, self.release, Some(self.terminator)]
            .iter()
            .flatten()
            .all(char::is_ascii)
    }
}

/// May the character separate elements?
pub(in crate::formats) fn can_separate(character: char) -> bool {
    !character.is_alphanumeric()
        && !matches!(character, ' ' | '\r' | '\n' | '-' | '_' | '"' | '\'' | '(' | ')')
}

/// The first place in `text` where `tag` stands as a segment's tag: nothing alphanumeric before it, a separator behind it.
/// The separator is returned too.
pub(in crate::formats) fn find_tag(text: &str, tag: &str) -> Option<(usize, char)> {
    memchr::memmem::find_iter(text.as_bytes(), tag.as_bytes()).find_map(|at| {
        let before = text[..at].chars().next_back();
        let behind = text[at + tag.len()..].chars().next()?;
        (before.is_none_or(|character| !character.is_alphanumeric()) && can_separate(behind))
            .then_some((at, behind))
    })
}

/// The character that ends the first segment of `text`, guessed: the first one that is followed by another tag and
/// the element separator.
pub(in crate::formats) fn first_terminator(text: &str, element: char) -> Option<char> {
    for (at, character) in text.char_indices() {
        if character.is_alphanumeric() || character == element || character == ' ' {
            continue;
        }
        let behind = &text[at + character.len_utf8()..];
        let behind = behind.trim_start_matches(['\r', '\n', ' ']);
        let tag =
            behind.bytes().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
        let starts_with_letter = behind.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
        if starts_with_letter && (2..=3).contains(&tag) && behind[tag..].starts_with(element) {
            // A carriage return belongs to the line feed behind it.
            return Some(if character == '\r' { '\n' } else { character });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_behind_garbage() {
        assert_eq!(find_tag("VISA*x, then\nISA*00*", "ISA"), Some((13, '*')));
        assert_eq!(find_tag("ISA", "ISA"), None);
        assert_eq!(find_tag("ISAAC*", "ISA"), None);
    }

    #[test]
    fn a_terminator_is_guessed_from_the_next_tag() {
        assert_eq!(first_terminator("GS*PO*A-B*C~\nST*850*1~", '*'), Some('~'));
        assert_eq!(first_terminator("GS*PO*A*C\r\nST*850*1\r\n", '*'), Some('\n'));
        assert_eq!(first_terminator("nothing here", '*'), None);
    }
}
