//! Splitting a segment into elements and components, without allocating per element.

use memchr::{memchr, memchr2_iter, memchr3};

use super::Separators;
use crate::lookahead;
use crate::window::Window;

/// A value within a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    /// 0 is the tag.
    element: u16,
    /// From 1; 0 where the element has no components.
    component: u16,
    start: u32,
    end: u32,
}

/// The values of one segment. Kept from segment to segment for its memory.
#[derive(Debug, Default)]
pub(in crate::formats) struct Split {
    pieces: Vec<Piece>,
    /// The segment without line breaks and release characters, where it had any.
    clean: String,
    is_clean: bool,
}

impl Split {
    /// Splits a segment that stands without its terminator.
    pub(in crate::formats) fn segment(&mut self, segment: &str, separators: &Separators) {
        self.pieces.clear();
        let bytes = segment.as_bytes();
        let release = separators.release.map_or(b'\n', |release| release as u8);
        self.is_clean = separators.are_ascii()
            && memchr3(release, b'\n', b'\r', bytes).is_none()
            && separators.repetition.is_none_or(|repetition| memchr(repetition as u8, bytes).is_none());
        if self.is_clean {
            self.split_quickly(bytes, separators);
        } else {
            self.split_carefully(segment, separators);
        }
    }

    fn split_quickly(&mut self, bytes: &[u8], separators: &Separators) {
        let element_separator = separators.element as u8;
        let component_separator = separators.component.map_or(element_separator, |component| component as u8);
        let mut piece = Piece { element: 0, component: 0, start: 0, end: 0 };
        for at in memchr2_iter(element_separator, component_separator, bytes) {
            piece.end = at as u32;
            if bytes[at] == element_separator {
                self.pieces.push(piece);
                piece.element = piece.element.saturating_add(1);
                piece.component = 0;
            } else {
                piece.component = piece.component.max(1);
                self.pieces.push(piece);
                piece.component = piece.component.saturating_add(1);
            }
            piece.start = at as u32 + 1;
        }
        piece.end = bytes.len() as u32;
        self.pieces.push(piece);
    }

    fn split_carefully(&mut self, segment: &str, separators: &Separators) {
        self.clean.clear();
        let mut piece = Piece { element: 0, component: 0, start: 0, end: 0 };
        let mut released = false;
        for character in segment.chars() {
            if matches!(character, '\r' | '\n') {
                continue;
            }
            if released {
                released = false;
                self.clean.push(character);
                continue;
            }
            if Some(character) == separators.release {
                released = true;
                continue;
            }
            let is_element = character == separators.element;
            let is_component = Some(character) == separators.component;
            let is_repetition = Some(character) == separators.repetition;
            if !is_element && !is_component && !is_repetition {
                self.clean.push(character);
                continue;
            }
            piece.end = self.clean.len() as u32;
            if is_component {
                piece.component = piece.component.max(1);
            }
            self.pieces.push(piece);
            piece.start = piece.end;
            match (is_element, is_component) {
                (true, _) => {
                    piece.element = piece.element.saturating_add(1);
                    piece.component = 0;
                }
                (_, true) => piece.component = piece.component.saturating_add(1),
                _ => piece.component = 0,
            }
        }
        piece.end = self.clean.len() as u32;
        self.pieces.push(piece);
    }

    /// The values: element, component, text. `segment` is the one that was split.
    pub(in crate::formats) fn values<'s>(
        &'s self,
        segment: &'s str,
    ) -> impl Iterator<Item = (u16, u16, &'s str)> {
        let text = self.text(segment);
        self.pieces.iter().map(move |piece| (piece.element, piece.component, piece.of(text)))
    }

    fn text<'s>(&'s self, segment: &'s str) -> &'s str {
        if self.is_clean { segment } else { &self.clean }
    }

    /// The tag.
    pub(in crate::formats) fn tag<'s>(&'s self, segment: &'s str) -> &'s str {
        self.pieces.first().map_or("", |piece| piece.of(self.text(segment)))
    }

    /// The first value of an element; empty where there is none.
    pub(in crate::formats) fn first<'s>(&'s self, segment: &'s str, element: u16) -> &'s str {
        self.component(segment, element, 1)
    }

    /// A component of an element; empty where there is none.
    pub(in crate::formats) fn component<'s>(
        &'s self,
        segment: &'s str,
        element: u16,
        component: u16,
    ) -> &'s str {
        let found =
            self.pieces.iter().find(|piece| piece.element == element && piece.component.max(1) == component);
        found.map_or("", |piece| piece.of(self.text(segment)))
    }
}

impl Piece {
    /// Its value, without blanks around it.
    fn of<'s>(&self, text: &'s str) -> &'s str {
        let value = &text[self.start as usize..self.end as usize];
        let solid = |byte: Option<&u8>| byte.is_none_or(|byte| (b'!'..=b'~').contains(byte));
        // Most values have no blanks around them, and need no look at characters.
        if solid(value.as_bytes().first()) && solid(value.as_bytes().last()) { value } else { value.trim() }
    }
}

/// Length of the segment that starts the window, without its terminator. None when the text ends, or no terminator comes
/// within [`super::LONGEST_SEGMENT`].
pub(in crate::formats) fn segment_length(window: &mut Window<'_>, separators: &Separators) -> Option<usize> {
    let mut encoded = [0u8; 4];
    let terminator = separators.terminator.encode_utf8(&mut encoded).as_bytes();
    let mut from = 0usize;
    loop {
        let at = lookahead::find(window, from, super::LONGEST_SEGMENT, |bytes| match terminator {
            [single] => memchr(*single, bytes),
            several => memchr::memmem::find(bytes, several),
        })?;
        let released = separators.release.is_some_and(|release| {
            let before = &window.rest()[..at];
            before.chars().rev().take_while(|character| *character == release).count() % 2 == 1
        });
        if !released {
            return Some(at);
        }
        from = at + terminator.len();
    }
}

/// Skips blank characters between segments. False at the end.
pub(in crate::formats) fn skip_blank(window: &mut Window<'_>, separators: Option<&Separators>) -> bool {
    let blank = |character: char| {
        character.is_whitespace()
            || matches!(character, '\0' | '\u{1a}' | '\u{feff}')
            || separators.is_some_and(|separators| character == separators.terminator)
    };
    loop {
        let text = window.rest();
        match text.find(|character| !blank(character)) {
            Some(0) => return true,
            Some(at) => {
                window.cut(at);
                return true;
            }
            None => {
                let length = text.len();
                window.cut(length);
                if !window.more() {
                    return false;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::window::Plain;

    const EDIFACT: Separators = Separators {
        element: '+',
        component: Some(':'),
        repetition: None,
        release: Some('?'),
        terminator: '\'',
    };

    fn split(segment: &str, separators: &Separators) -> Vec<String> {
        let mut split = Split::default();
        split.segment(segment, separators);
        split
            .values(segment)
            .map(|(element, component, value)| format!("{element}.{component}={value}"))
            .collect()
    }

    #[test]
    fn components_and_released_characters() {
        assert_eq!(split("NAD+CN+1::9", &EDIFACT), ["0.0=NAD", "1.0=CN", "2.1=1", "2.2=", "2.3=9"]);
        assert_eq!(split("FTX+A?+B ??:C", &EDIFACT), ["0.0=FTX", "1.1=A+B ?", "1.2=C"]);
        assert_eq!(
            split("N3*12 MA\r\nIN", &Separators { element: '*', ..EDIFACT }),
            ["0.0=N3", "1.0=12 MAIN"]
        );
    }

    #[test]
    fn a_released_terminator_ends_nothing() {
        let mut bytes = "FTX+it?'s ??'BGM+'".as_bytes();
        let mut plain = Plain(&mut bytes);
        let mut window = Window::new(&mut plain);
        assert_eq!(segment_length(&mut window, &EDIFACT), Some(12));
    }

    proptest! {
        #[test]
        fn both_ways_split_the_same(segment in "[A-Z0-9+: ]{0,30}") {
            let mut quick = Split::default();
            quick.segment(&segment, &EDIFACT);
            let mut careful = Split::default();
            careful.split_carefully(&segment, &EDIFACT);
            prop_assert_eq!(quick.values(&segment).collect::<Vec<_>>(), careful.values(&segment).collect::<Vec<_>>());
        }
    }
}
