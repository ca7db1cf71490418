//! Separators of an X12 interchange, read off its ISA segment or guessed where there is none.

use crate::formats::edi::{Separators, find_tag, first_terminator};

/// Elements of an ISA segment.
const ISA_ELEMENTS: usize = 16;
/// An ISA segment is 106 characters long; one that was not trimmed or padded wrongly ends well within this.
const LONGEST_ISA: usize = 400;
/// Widths of the elements of an ISA segment.
const WIDTHS: [usize; ISA_ELEMENTS] = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1];
/// What may stand behind an ISA segment.
const BEHIND_ISA: [&str; 7] = ["GS", "TA1", "TA3", "ISB", "ISE", "IEA", "ST"];

/// The separators that the ISA segment at the start of `text` declares. None when it is none.
///
/// ANSI X12.5: the character behind `ISA` separates elements, ISA11 is the repetition separator (since version 00402;
/// `U` before), ISA16 the component separator, and the character behind it the terminator. Widths are fixed, but files
/// with trimmed elements and files wrapped into lines are common, so elements are counted, not characters. Where the widths
/// are not those, the segment behind tells it from a row of a table that begins with a name like `ISA`.
pub(super) fn of_isa(text: &str) -> Option<Separators> {
    let element = text.strip_prefix("ISA")?.chars().next()?;
    let mut elements = 0;
    let mut wrapped = false;
    let mut repetition = None;
    let mut version_has_repetition = false;
    let mut element_start = 0;
    let mut is_padded = true;
    for (at, character) in text.char_indices().take(LONGEST_ISA) {
        if character == element {
            let value = &text[element_start..at];
            match elements {
                11 => repetition = value.trim().chars().next(),
                12 => version_has_repetition = value.trim() >= "00402",
                _ => {}
            }
            let width = value.chars().filter(|character| !is_line_end(*character)).count();
            is_padded &= elements == 0 || width == WIDTHS[elements - 1];
            elements += 1;
            element_start = at + character.len_utf8();
            if elements == ISA_ELEMENTS {
                let behind = &text[element_start..];
                let (component, terminator) = ending(behind, wrapped)?;
                if !is_padded && !is_followed(behind, element, terminator) {
                    return None;
                }
                let plain = |character: &char| {
                    !character.is_alphanumeric()
                        && ![' ', '\r', '\n', element, terminator].contains(character)
                };
                return Some(Separators {
                    element,
                    component: component.filter(plain),
                    repetition: repetition.filter(|_| version_has_repetition).filter(plain),
                    release: None,
                    terminator,
                });
            }
        }
        wrapped |= is_line_end(character);
    }
    None
}

fn is_line_end(character: char) -> bool {
    matches!(character, '\r' | '\n')
}

/// Does a segment that may follow an ISA segment stand behind the terminator?
fn is_followed(behind: &str, element: char, terminator: char) -> bool {
    let Some((_, next)) = behind.split_once(terminator) else { return false };
    let next: String = next.chars().filter(|character| !character.is_whitespace()).take(4).collect();
    let has_tag = |tag: &&str| next.strip_prefix(*tag).is_some_and(|rest| rest.starts_with(element));
    BEHIND_ISA.iter().any(has_tag)
}

/// Component separator and terminator: what stands behind the last element separator of an ISA segment.
fn ending(behind: &str, wrapped: bool) -> Option<(Option<char>, char)> {
    let mut characters = behind.chars().filter(|character| !wrapped || !matches!(character, '\r' | '\n'));
    let first = characters.next()?;
    let second = characters.next();
    if matches!(first, '\r' | '\n') {
        return Some((None, '\n'));
    }
    let Some(second) = second else { return Some((None, first)) };
    // `...*P*~GS*`: the component separator was left out.
    if second.is_alphanumeric() && !first.is_alphanumeric() {
        return Some((None, first));
    }
    if matches!(second, '\r' | '\n') {
        // A line end is the terminator, unless lines end with the first character too.
        let rest = behind.trim_start_matches(first).trim_start();
        let line = rest.lines().next().unwrap_or_default().trim_end();
        return Some(if line.ends_with(first) { (None, first) } else { (Some(first), '\n') });
    }
    Some((Some(first), second))
}

/// The separators of a group or set that stands without an interchange.
pub(super) fn guessed(text: &str) -> Option<Separators> {
    let (_, element) = find_tag(text.get(..3.min(text.len()))?, text.get(..2)?)?;
    let terminator = first_terminator(text, element)?;
    let component =
        ['>', ':'].into_iter().find(|candidate| *candidate != element && *candidate != terminator);
    Some(Separators { element, component, repetition: None, release: None, terminator })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISA: &str = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *180102*1253*U*00401*000000905*0*P*>~\nGS*SH*";

    #[test]
    fn a_plain_one() {
        let separators = of_isa(ISA).expect("an ISA segment");
        assert_eq!((separators.element, separators.component, separators.terminator), ('*', Some('>'), '~'));
        assert_eq!(separators.repetition, None);
    }

    #[test]
    fn trimmed_wrapped_and_line_ended_ones() {
        let trimmed = of_isa("ISA|00||00||ZZ|A|ZZ|B|180102|1253|^|00501|1|0|P|:\u{1c}GS|").expect("trimmed");
        assert_eq!(
            (trimmed.repetition, trimmed.component, trimmed.terminator),
            (Some('^'), Some(':'), '\u{1c}')
        );
        let wrapped = of_isa(&format!("{}\r\n{}", &ISA[..80], &ISA[80..])).expect("wrapped");
        assert_eq!((wrapped.component, wrapped.terminator), (Some('>'), '~'));
        let lines = of_isa(&ISA.replace('~', "")).expect("line ends");
        assert_eq!((lines.component, lines.terminator), (Some('>'), '\n'));
        let none =
            of_isa("ISA*00**00**ZZ*A*ZZ*B*180102*1253*U*00401*1*0*P*~GS*").expect("no component separator");
        assert_eq!((none.component, none.terminator), (None, '~'));
    }

    #[test]
    fn a_name_in_a_table_is_no_segment() {
        assert_eq!(of_isa(&"ISA,STEPHEN,19800322,M71HX\nGS,PAUL,19800323,M71HX\n".repeat(9)), None);
        assert_eq!(of_isa(&"ISA;;;;\n".repeat(9)), None);
        assert_eq!(of_isa("ISA*00**00**ZZ*A*ZZ*B*180102*1253*U*00401*1*0*P*>~NAME*"), None);
    }
}
