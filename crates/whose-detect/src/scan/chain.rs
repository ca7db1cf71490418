//! Groups of glyphs that stand together, read only as far as some shape goes on.

use super::glyph::{self, DIGIT, HIDDEN, LETTER, MASK};
use super::shape::{Form, MAX_GLYPHS, MAX_GROUPS};

/// A letter that is no `X`.
const WORD: u8 = 16;

/// A run of glyphs without a separator.
#[derive(Debug, Clone, Copy, Default)]
pub struct Group {
    start: u32,
    end: u32,
    at: u8,
    len: u8,
    /// Separator before it, 0 for the first.
    pub separator: u8,
    /// Classes of its glyphs, or-ed.
    pub classes: u8,
}

impl Group {
    /// First byte in the text.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// First byte after it.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Number of glyphs.
    pub const fn len(self) -> usize {
        self.len as usize
    }

    /// Are there letters in it that cannot be masks?
    pub const fn has_letters(self) -> bool {
        self.classes & WORD != 0
    }

    /// Is it of digits alone?
    pub const fn is_digits(self) -> bool {
        self.classes == DIGIT
    }

    /// A group of digits alone.
    pub fn of_digits(start: usize, end: usize) -> Self {
        // A scan takes texts of at most 4 GiB, and asks only for what a shape may have.
        Self {
            start: start as u32,
            end: end as u32,
            at: 0,
            len: (end - start) as u8,
            separator: 0,
            classes: DIGIT,
        }
    }
}

/// Groups of glyphs, one after the other, joined by separators.
#[derive(Debug)]
pub struct Chain<'t> {
    text: &'t str,
    glyphs: [u8; MAX_GLYPHS],
    groups: [Group; MAX_GROUPS],
    count: usize,
    filled: usize,
    /// Groups with letters, and groups of digits alone: sets of bits.
    word_groups: u16,
    digit_groups: u16,
}

impl<'t> Chain<'t> {
    /// A chain whose first group starts at a byte; `None` where no glyph stands there, or too many.
    pub fn start(text: &'t str, at: usize) -> Option<Self> {
        let mut chain = Self {
            text,
            glyphs: [0; MAX_GLYPHS],
            groups: [Group::default(); MAX_GROUPS],
            count: 0,
            filled: 0,
            word_groups: 0,
            digit_groups: 0,
        };
        chain.push(at, 0).then_some(chain)
    }

    fn push(&mut self, start: usize, separator: u8) -> bool {
        let bytes = self.text.as_bytes();
        let (mut end, mut filled, mut classes) = (start, self.filled, 0);
        // Digits are most of what is read.
        while let Some(byte @ b'0'..=b'9') = bytes.get(end)
            && filled < MAX_GLYPHS
        {
            self.glyphs[filled] = *byte;
            filled += 1;
            classes = DIGIT;
            end += 1;
        }
        while let Some(glyph) = glyph::at(bytes, end) {
            if filled == MAX_GLYPHS {
                return false;
            }
            if self.count >= 2 && filled - self.filled == 4 && is_extension(bytes, end) {
                break;
            }
            self.glyphs[filled] = glyph.byte;
            filled += 1;
            classes |= glyph.class | if glyph.class == LETTER && glyph.byte != b'X' { WORD } else { 0 };
            end += glyph.len;
        }
        if filled == self.filled {
            return false;
        }
        // A scan takes texts of at most 4 GiB, and a chain at most `MAX_GLYPHS` glyphs.
        self.groups[self.count] = Group {
            start: start as u32,
            end: end as u32,
            at: self.filled as u8,
            len: (filled - self.filled) as u8,
            separator,
            classes,
        };
        self.word_groups |= u16::from(classes & WORD != 0) << self.count;
        self.digit_groups |= u16::from(classes == DIGIT) << self.count;
        self.count += 1;
        self.filled = filled;
        true
    }

    /// Reads one more group; `false` where the chain ends, or where letters follow a separator that `letters`
    /// does not let them follow.
    pub fn extend(&mut self, letters: impl Fn(u8) -> bool) -> bool {
        if self.count == MAX_GROUPS {
            return false;
        }
        let bytes = self.text.as_bytes();
        let end = self.groups[self.count - 1].end();
        match glyph::separator(bytes, end) {
            Some((code, len)) => {
                (!glyph::is_word(bytes, end + len) || letters(code)) && self.push(end + len, code)
            }
            None => false,
        }
    }

    /// The groups read so far.
    pub fn groups(&self) -> &[Group] {
        &self.groups[..self.count]
    }

    /// The glyphs of the first groups.
    pub fn glyphs(&self, groups: usize) -> &[u8] {
        let last = &self.groups[groups - 1];
        &self.glyphs[..(last.at + last.len) as usize]
    }

    /// Classes of the glyphs of the first groups, or-ed.
    pub fn classes(&self, groups: usize) -> u8 {
        self.groups[..groups].iter().fold(0, |classes, group| classes | group.classes)
    }

    /// Are some glyphs of the first groups masked?
    pub fn masked(&self, groups: usize) -> bool {
        self.classes(groups) & MASK != 0
    }

    /// Whether the first groups, as many as the form has, fit it; their glyphs, masks starred.
    pub fn fits(&self, form: &Form, plus: bool, classes: u8) -> Option<Row<'_>> {
        if form.plus && !plus || classes == DIGIT && form.letters {
            return None;
        }
        // Most forms differ in what a group is made of already.
        if self.word_groups & form.digit_groups != 0 || self.digit_groups & form.letter_groups != 0 {
            return None;
        }
        let groups = &self.groups[..form.lengths.len()];
        for (group, wanted) in groups[1..].iter().zip(&form.separators) {
            if !Form::separator_fits(*wanted, group.separator) {
                return None;
            }
        }
        let glyphs = self.glyphs(groups.len());
        if classes == DIGIT {
            return Some(Row::Lent(glyphs));
        }
        let mut own = Own { glyphs: [0; MAX_GLYPHS], len: glyphs.len(), stretched: false };
        own.glyphs[..own.len].copy_from_slice(glyphs);
        own.agree(form).then_some(Row::Own(own))
    }

    /// As [`Self::fits`], where one group's mask is longer or shorter than what it hides.
    pub fn fits_stretched(&self, form: &Form, plus: bool) -> Option<Row<'_>> {
        if form.plus && !plus {
            return None;
        }
        let groups = &self.groups[..form.lengths.len()];
        let mut row = Own { glyphs: [0; MAX_GLYPHS], len: 0, stretched: true };
        let mut stretched = 0;
        for (number, (group, wanted)) in groups.iter().zip(&form.lengths).enumerate() {
            let wanted = *wanted as usize;
            if number > 0 && !Form::separator_fits(form.separators[number - 1], group.separator) {
                return None;
            }
            let from = &self.glyphs[group.at as usize..(group.at + group.len) as usize];
            let into = &mut row.glyphs[row.len..row.len + wanted];
            if from.len() == wanted {
                into.copy_from_slice(from);
            } else {
                stretched += 1;
                stretch(from, into)?;
            }
            row.len += wanted;
        }
        (stretched == 1 && row.agree(form)).then_some(Row::Own(row))
    }
}

/// Writes a group with one run of masks into another length.
fn stretch(from: &[u8], into: &mut [u8]) -> Option<()> {
    let head = from.iter().position(|glyph| *glyph == HIDDEN)?;
    let run = from[head..].iter().take_while(|glyph| **glyph == HIDDEN).count();
    let tail = &from[head + run..];
    if run < 2 || tail.contains(&HIDDEN) || head + tail.len() >= into.len() {
        return None;
    }
    into.fill(HIDDEN);
    into[..head].copy_from_slice(&from[..head]);
    let at = into.len() - tail.len();
    into[at..].copy_from_slice(tail);
    Some(())
}

/// The glyphs of a value in the order of its form: those of the chain, or a copy where masks were read.
#[derive(Debug, Clone, Copy)]
pub enum Row<'c> {
    /// Digits alone.
    Lent(&'c [u8]),
    /// Letters or masks too.
    Own(Own),
}

impl Row<'_> {
    /// The glyphs.
    pub fn glyphs(&self) -> &[u8] {
        match self {
            Self::Lent(glyphs) => glyphs,
            Self::Own(own) => &own.glyphs[..own.len],
        }
    }

    /// Was the length of a mask made to fit?
    pub const fn stretched(&self) -> bool {
        matches!(self, Self::Own(Own { stretched: true, .. }))
    }
}

/// A copy of glyphs.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    glyphs: [u8; MAX_GLYPHS],
    len: usize,
    stretched: bool,
}

impl Own {
    /// Are the glyphs of the classes of the form? Turns `X` into a mask where a digit is wanted.
    fn agree(&mut self, form: &Form) -> bool {
        let mut crossed = 0;
        for (glyph, class) in self.glyphs[..self.len].iter_mut().zip(&form.classes) {
            let fits = match (*glyph, class) {
                (HIDDEN, _) => true,
                (b'0'..=b'9', class) => *class != b'A',
                (b'X', b'9') => {
                    *glyph = HIDDEN;
                    crossed += 1;
                    true
                }
                (_, class) => *class != b'9',
            };
            if !fits {
                return false;
            }
        }
        // A single X among digits is a check letter or a size, no mask.
        crossed != 1
    }
}

/// `x123` behind a phone number.
fn is_extension(bytes: &[u8], at: usize) -> bool {
    let digits = bytes
        .get(at + 1..)
        .unwrap_or_default()
        .iter()
        .take(6)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    matches!(bytes.get(at), Some(b'x' | b'X'))
        && at > 0
        && bytes[at - 1].is_ascii_digit()
        && (1..=5).contains(&digits)
        && !bytes.get(at + 1 + digits).is_some_and(u8::is_ascii_alphanumeric)
}

/// Groups before a byte that belong to the value that goes on there: hidden ones (`***-***-286`, `XXX-XX-4399`),
/// and a short word of capitals (`TREM 8001 0112`). Gives the possible starts, nearest first.
pub fn starts_before(text: &str, at: usize, floor: usize) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let mut position = at;
    let mut done = false;
    std::iter::from_fn(move || {
        if done {
            return None;
        }
        let end = separator_before(bytes, position)?;
        let mut start = end;
        let mut classes = 0;
        let mut hidden = true;
        let mut upper = true;
        while start > floor {
            let Some(glyph) = glyph::before(bytes, start) else { break };
            if end - start > 24 {
                return None;
            }
            classes |= glyph.class;
            hidden &= glyph.class == MASK || glyph.byte == b'X';
            start -= glyph.len;
            upper &= !bytes[start].is_ascii_lowercase();
        }
        if start == end || classes & DIGIT != 0 || start < floor {
            return None;
        }
        if !hidden {
            // A word ends the way back; it may be the first group itself.
            done = true;
            if classes != LETTER || !upper || end - start > 4 {
                return None;
            }
        }
        position = start;
        Some(start)
    })
    .take(MAX_GROUPS - 1)
}

/// Where the group before a separator ends.
fn separator_before(bytes: &[u8], position: usize) -> Option<usize> {
    let last = *bytes.get(position.checked_sub(1)?)?;
    match last {
        b'-' | b'.' | b')' => Some(position - 1),
        b' ' if position >= 3 && bytes[position - 3..position] == *b" - " => Some(position - 3),
        b' ' if position >= 2 && bytes[position - 2] == b')' => Some(position - 2),
        b' ' => Some(position - 1),
        _ => None,
    }
}

/// May a value start here? Not in the middle of a word, nor behind a hyphen or dot that ties it to a number.
pub fn starts_apart(bytes: &[u8], start: usize) -> bool {
    let Some(previous) = start.checked_sub(1).map(|at| bytes[at]) else { return true };
    match previous {
        b'-' | b'.' => {
            let mut word = start - 1;
            let mut letters = 0;
            while word > 0 && bytes[word - 1].is_ascii_alphabetic() && letters < 12 {
                word -= 1;
                letters += 1;
            }
            let before_word = word.checked_sub(1).map_or(b' ', |at| bytes[at]);
            if letters == 0 {
                // A list mark (`- 010`) or Hangul before the hyphen (`서울-010`) ties nothing; `.5` is a number.
                return match previous {
                    b'-' => {
                        !before_word.is_ascii_alphanumeric() && !matches!(before_word, b'-' | b'*' | b'#')
                    }
                    _ => before_word >= 0x80,
                };
            }
            letters < 12 && !before_word.is_ascii_alphanumeric() && !matches!(before_word, b'-' | b'.')
        }
        _ => !previous.is_ascii_alphanumeric(),
    }
}

/// May a value end here? Not before a hyphen or dot that ties it to more, nor as the local part of an e-mail.
pub fn ends_apart(bytes: &[u8], end: usize) -> bool {
    let next = |after: usize| bytes.get(end + after).copied().unwrap_or(b' ');
    match next(0) {
        b'x' | b'X' => is_extension(bytes, end),
        b'-' => !next(1).is_ascii_alphanumeric() && glyph::at(bytes, end + 1).is_none(),
        b'.' => !next(1).is_ascii_digit(),
        b'@' | b'%' => false,
        byte => !byte.is_ascii_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::shape::Scope;

    fn row(text: &str, shape: &str) -> Option<String> {
        let form = &Form::read(shape, 0, Scope::Text)[0];
        let mut chain = Chain::start(text, 0)?;
        while chain.extend(|_| true) {}
        if chain.groups().len() < form.lengths.len() {
            return None;
        }
        let exact = form.lengths.iter().zip(chain.groups()).all(|(len, group)| *len as usize == group.len());
        let row = if exact {
            chain.fits(form, false, chain.classes(form.lengths.len()))
        } else {
            chain.fits_stretched(form, false)
        };
        row.map(|row| String::from_utf8(row.glyphs().to_vec()).unwrap())
    }

    #[test]
    fn masks_fit_and_stretch() {
        assert_eq!(row("800101-1******", "999999-9999999").as_deref(), Some("8001011******"));
        assert_eq!(row("800101-1***", "999999-9999999").as_deref(), Some("8001011******"));
        assert_eq!(row("010-●●●●-5678", "999-9999-9999").as_deref(), Some("010****5678"));
        assert_eq!(row("XXX-XX-4399", "999-99-9999").as_deref(), Some("*****4399"));
        assert_eq!(row("12X-45-6789", "999-99-9999"), None);
        assert_eq!(row("ab-12", "AA-99").as_deref(), Some("AB12"));
        assert_eq!(row("12/34", "99-99"), None);
    }

    #[test]
    fn hidden_groups_before_a_number_belong_to_it() {
        let text = "card **** **** **** 2393";
        let starts: Vec<usize> = starts_before(text, 20, 0).collect();
        assert_eq!(starts, [15, 10, 5]);
        assert_eq!(starts_before("the 2393", 4, 0).count(), 0);
        assert_eq!(starts_before("TREM 8001", 5, 0).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn what_is_tied_to_more_does_not_stand_apart() {
        assert!(!starts_apart(b"a716-446655440000", 5));
        assert!(!starts_apart(b"-abcd-446655440000", 6));
        assert!(starts_apart(b"tel-010", 4));
        assert!(starts_apart(b"- 010", 2));
        assert!(starts_apart(b"x,010", 2));
        assert!(!ends_apart(b"0101@x", 4));
        assert!(!ends_apart(b"12-34", 2));
        assert!(ends_apart("12로".as_bytes(), 2));
        assert!(ends_apart(b"12.", 2));
    }
}
