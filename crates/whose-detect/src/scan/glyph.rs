//! Bytes as the scanner sees them: digits, letters, masks and the separators between groups.

/// A digit, full-width ones included.
pub const DIGIT: u8 = 1;
/// An ASCII letter.
pub const LETTER: u8 = 2;
/// A character that hides another.
pub const MASK: u8 = 4;
/// First byte of a character of several bytes that may be a glyph.
const LONG: u8 = 8;

/// How a hidden position stands in a row of glyphs.
pub const HIDDEN: u8 = b'*';

static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' | b'a'..=b'z' => LETTER,
            b'*' | b'#' => MASK,
            0xE2 | 0xE3 | 0xEF => LONG,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// One digit, letter or mask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    /// ASCII digit, upper-case ASCII letter, or [`HIDDEN`].
    pub byte: u8,
    /// [`DIGIT`], [`LETTER`] or [`MASK`].
    pub class: u8,
    /// Bytes it takes in the text.
    pub len: usize,
}

/// The glyph that starts at a byte.
#[inline]
pub fn at(bytes: &[u8], position: usize) -> Option<Glyph> {
    let byte = *bytes.get(position)?;
    match CLASS[byte as usize] {
        0 => None,
        DIGIT => Some(Glyph { byte, class: DIGIT, len: 1 }),
        LETTER => Some(Glyph { byte: byte & 0xDF, class: LETTER, len: 1 }),
        MASK => Some(Glyph { byte: HIDDEN, class: MASK, len: 1 }),
        _ => long(bytes.get(position..position + 3)?),
    }
}

/// The glyph that ends before a byte.
#[inline]
pub fn before(bytes: &[u8], position: usize) -> Option<Glyph> {
    let last = *bytes.get(position.checked_sub(1)?)?;
    if last < 0x80 {
        return at(bytes, position - 1);
    }
    long(bytes.get(position.checked_sub(3)?..position)?)
}

/// Masks and full-width digits, all of three bytes.
#[cold]
fn long(bytes: &[u8]) -> Option<Glyph> {
    let (byte, class) = match bytes {
        // The signs of `masks::is_mask` that hide one position: ● ○ ◯ • ＊ ■ □ ▪ █ ▒ ░ 〇 ∗. ※ is none: it is a footnote mark.
        [0xE2, 0x97, 0x8F | 0x8B | 0xAF]
        | [0xE2, 0x80, 0xA2]
        | [0xEF, 0xBC, 0x8A]
        | [0xE2, 0x96, 0xA0 | 0xA1 | 0xAA | 0x88 | 0x92 | 0x91]
        | [0xE3, 0x80, 0x87]
        | [0xE2, 0x88, 0x97] => (HIDDEN, MASK),
        [0xEF, 0xBC, digit @ 0x90..=0x99] => (digit - 0x90 + b'0', DIGIT),
        _ => return None,
    };
    Some(Glyph { byte, class, len: 3 })
}

/// What stands between two groups. Hyphens and dashes of all kinds read as `-`, also with a space on both
/// sides; `.` may be followed by a space; `)` by a space or hyphen; `(` may follow a space; `K` is 년 or 월.
#[inline]
pub fn separator(bytes: &[u8], position: usize) -> Option<(u8, usize)> {
    let next = |after: usize| bytes.get(position + after).copied().unwrap_or(0);
    match next(0) {
        b'-' => Some((b'-', 1)),
        b' ' => Some(match next(1) {
            b'-' if next(2) == b' ' => (b'-', 3),
            b'(' => (b'(', 2),
            _ => (b' ', 1),
        }),
        b'.' => Some((b'.', if next(1) == b' ' { 2 } else { 1 })),
        b'/' => Some((b'/', 1)),
        b')' if next(1) == 0xC2 && next(2) == 0xA0 => Some((b')', 3)),
        b')' => Some((b')', if matches!(next(1), b' ' | b'-' | b'.') { 2 } else { 1 })),
        b'(' => Some((b'(', 1)),
        0xC2 if next(1) == 0xA0 => Some((b' ', 2)),
        0xE2 if next(1) == 0x80 && matches!(next(2), 0x90..=0x95) => Some((b'-', 3)),
        0xE2 if next(1) == 0x80 && matches!(next(2), 0xAF | 0x89) => Some((b' ', 3)),
        0xE2 if next(1) == 0x88 && next(2) == 0x92 => Some((b'-', 3)),
        0xEF if next(1) == 0xBC && next(2) == 0x8D => Some((b'-', 3)),
        0xEB if next(1) == 0x85 && next(2) == 0x84 => Some((b'K', if next(3) == b' ' { 4 } else { 3 })),
        0xEC if next(1) == 0x9B && next(2) == 0x94 => Some((b'K', if next(3) == b' ' { 4 } else { 3 })),
        _ => None,
    }
}

/// What the main loop stops at.
pub const STOP_DIGIT: u8 = 1;
/// `@`.
pub const STOP_AT: u8 = 2;
/// `:` or `=`.
pub const STOP_KEY: u8 = 3;
/// `$`.
pub const STOP_DOLLAR: u8 = 4;

static STOP: [u8; 256] = stops();

const fn stops() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' | 0xEF => STOP_DIGIT,
            b'@' => STOP_AT,
            b':' | b'=' => STOP_KEY,
            b'$' => STOP_DOLLAR,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// The next byte at or after `from` where a value may show itself, and which kind of stop it is.
#[inline]
pub fn next_stop(bytes: &[u8], from: usize) -> Option<(usize, u8)> {
    let mut position = from;
    // Blocks of sixteen without any stop are skipped at once; the compiler makes vectors of the inner loop.
    while let Some(block) = bytes.get(position..).and_then(|rest| rest.first_chunk::<16>()) {
        if has_stop(block) {
            break;
        }
        position += 16;
    }
    let rest = &bytes[position..];
    let offset = rest.iter().position(|&byte| STOP[byte as usize] != 0)?;
    Some((position + offset, STOP[rest[offset] as usize]))
}

#[inline]
fn has_stop(block: &[u8; 16]) -> bool {
    let mut any = 0u8;
    for &byte in block {
        any |= u8::from(byte.wrapping_sub(b'0') <= 10)
            | u8::from(byte == b'@')
            | u8::from(byte == b'=')
            | u8::from(byte == b'$')
            | u8::from(byte == 0xEF);
    }
    any != 0
}

/// Does a letter that is no `X` stand there?
#[inline]
pub fn is_word(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|byte| CLASS[*byte as usize] == LETTER && byte & 0xDF != b'X')
}

/// How a number of digits stands between the bytes around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It can only be of one group.
    Alone,
    /// It is the later part of a number with hyphens or dots, which was looked at from its start.
    Inner,
    /// Groups, letters, masks or Hangul may go with it.
    Tied,
}

/// How the digits between two bytes stand; `letters`: may a group with letters follow that separator?
#[inline]
pub fn standing(
    bytes: &[u8],
    floor: usize,
    start: usize,
    end: usize,
    letters: impl Fn(u8) -> bool,
) -> Standing {
    let before = |back: usize| if start >= floor + back { bytes[start - back] } else { b',' };
    let next = |after: usize| bytes.get(end + after).copied().unwrap_or(b',');
    let (previous, following) = (before(1), next(0));
    let glyph_like = |byte: u8| CLASS[byte as usize] != 0 || byte >= 0x80;
    if matches!(previous, b'-' | b'.') && before(2).is_ascii_digit() && following < 0x80 && following != b'@'
    {
        return Standing::Inner;
    }
    let back = match previous {
        b' ' => before(2) >= 0x80 || matches!(before(2), b'A'..=b'Z' | b'*' | b'#' | b'x' | b'-' | b')'),
        b'-' | b'.' | b')' | b'+' => true,
        byte => glyph_like(byte),
    };
    let joins = |byte: u8| byte.is_ascii_digit() || byte >= 0x80 || CLASS[byte as usize] == MASK;
    let on = match following {
        b' ' | b'.' | b')' | b'-' | b'/' | b'(' => {
            let behind = next(1);
            joins(behind)
                || matches!(behind, b' ' | b'-' | b'(' | b'.')
                || behind & 0xDF == b'X'
                || behind.is_ascii_alphabetic() && letters(following)
        }
        b'@' | b'%' => true,
        byte => glyph_like(byte),
    };
    if back || on { Standing::Tied } else { Standing::Alone }
}

/// First byte behind the digits that start at a byte.
#[inline]
pub fn digits_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while bytes.get(end).is_some_and(|byte| CLASS[*byte as usize] == DIGIT) {
        end += 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_of_all_kinds_are_hidden_positions() {
        for mask in ["*", "#", "●", "○", "•", "＊", "■", "□", "▒", "〇"] {
            let glyph = at(mask.as_bytes(), 0).unwrap();
            assert_eq!((glyph.byte, glyph.class, glyph.len), (HIDDEN, MASK, mask.len()), "{mask}");
            assert_eq!(before(mask.as_bytes(), mask.len()), Some(glyph));
        }
        assert_eq!(at("７".as_bytes(), 0), Some(Glyph { byte: b'7', class: DIGIT, len: 3 }));
        assert_eq!(at("가".as_bytes(), 0), None);
    }

    #[test]
    fn separators_of_all_kinds() {
        for (text, code, len) in [
            ("-1", b'-', 1),
            (" - 1", b'-', 3),
            ("–1", b'-', 3),
            (". 1", b'.', 2),
            (") 1", b')', 2),
            (" (1", b'(', 2),
            ("년 1", b'K', 4),
            ("월1", b'K', 3),
        ] {
            assert_eq!(separator(text.as_bytes(), 0), Some((code, len)), "{text}");
        }
        assert_eq!(separator(b",1", 0), None);
    }

    #[test]
    fn every_stop_is_found_wherever_it_stands() {
        for (stop, kind) in [
            ("7", STOP_DIGIT),
            ("@", STOP_AT),
            (":", STOP_KEY),
            ("=", STOP_KEY),
            ("$", STOP_DOLLAR),
            ("７", STOP_DIGIT),
        ] {
            for ahead in 0..40 {
                let text = format!("{}{stop}{}", "x".repeat(ahead), "y".repeat(20));
                assert_eq!(next_stop(text.as_bytes(), 0), Some((ahead, kind)));
            }
        }
        assert_eq!(next_stop("글자만 있는 글".as_bytes(), 0), None);
    }
}
