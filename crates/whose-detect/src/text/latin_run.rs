//! Runs of capitalised words, the only places where names, towns and most addresses stand in Latin text.

use super::context::{self, Says};
use crate::lexicon::latin::{self, Flags};

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `Anne`, `McDonald`.
    Capital,
    /// `ROY`.
    Upper,
    /// `A.`, `J`.
    Initial,
    /// `van`, inside a run.
    Particle,
}

/// A word of a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub start: usize,
    pub end: usize,
    pub case: Case,
    pub flags: Flags,
    pub says: Says,
}

/// A run of capitalised words with one space between.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub words: Vec<Word>,
}

/// No run of names is longer; headlines are.
const LONGEST: usize = 12;

/// A letter of Latin, Greek or Cyrillic writing, or a mark above one.
pub(crate) const fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' => true,
        '\u{d7}' | '\u{f7}' | '\u{37e}' => false,
        _ => matches!(c, '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}'),
    }
}

/// Where the word that begins at `start` ends. Apostrophes and hyphens between letters belong to it.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        if byte < 0x80 && !matches!(byte, b'\'' | b'-') {
            break;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let joins = matches!(c, '\'' | '’' | '-');
        let length = c.len_utf8();
        if is_letter(c) {
            at += length;
        } else if joins && at > start && text[at + length..].chars().next().is_some_and(is_letter) {
            // `Anne's` ends before the apostrophe.
            let rest = &text[at + length..];
            let owned =
                c != '-' && rest.starts_with(['s', 'S']) && !rest[1..].chars().next().is_some_and(is_letter);
            if owned {
                break;
            }
            at += length;
        } else {
            break;
        }
    }
    at
}

/// Bytes looked at together.
const BLOCK: usize = 16;

/// May a capital begin in the block? Without a branch for each byte.
fn may_begin(block: &[u8]) -> bool {
    block.iter().fold(false, |any, byte| any | byte.is_ascii_uppercase() | (byte.wrapping_sub(0xC3) < 7))
}

/// Bytes that may begin a capital letter.
static CAPITAL: [bool; 256] = capitals();

const fn capitals() -> [bool; 256] {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b'A'..=b'Z' | 0xC3..=0xC9);
        byte += 1;
    }
    table
}

/// The first byte at or after `from` where a capitalised word may begin.
pub(super) fn next_capital(text: &str, mut from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    while from < bytes.len() {
        // Small letters and signs are most bytes.
        from += bytes[from..].chunks(BLOCK).position(may_begin).map(|blocks| blocks * BLOCK)?;
        from += bytes[from..].iter().position(|byte| CAPITAL[*byte as usize])?;
        let byte = bytes[from];
        if byte.is_ascii_uppercase() {
            if from == 0 || !bytes[from - 1].is_ascii_alphanumeric() && bytes[from - 1] != b'_' {
                return Some(from);
            }
        } else if matches!(byte, 0xC3..=0xC9)
            && text.is_char_boundary(from)
            && text[from..].chars().next().is_some_and(char::is_uppercase)
            && (from == 0 || !bytes[from - 1].is_ascii_alphanumeric())
        {
            return Some(from);
        }
        from += 1;
    }
    None
}

/// The run that begins at a capital.
pub(super) fn read(text: &str, start: usize, run: &mut Run) -> usize {
    run.words.clear();
    let mut at = start;
    loop {
        let end = word_end(text, at);
        let word = &text[at..end];
        if word.is_empty() {
            break;
        }
        // `FR76`, `AB12`: no word, and what stands before it ends.
        if text.as_bytes().get(end).is_some_and(u8::is_ascii_digit) {
            return end;
        }
        run.words.push(describe(text, at, end));
        let next = after(text, end, run.words[run.words.len() - 1].case);
        let Some(next) = next.filter(|_| run.words.len() < LONGEST) else { return end };
        if text[next..].chars().next().is_some_and(char::is_uppercase) {
            at = next;
            continue;
        }
        // Particles, one or two, when a capital follows them: `van der Berg`.
        let mut ahead = next;
        let mut particles = Vec::new();
        for _ in 0..2 {
            let end = word_end(text, ahead);
            if end == ahead || !context::says(&text[ahead..end]).any(Says::PARTICLE) {
                break;
            }
            particles.push((ahead, end));
            let Some(space) = text[end..].strip_prefix(' ') else { break };
            ahead = end + 1;
            if space.chars().next().is_some_and(char::is_uppercase) {
                break;
            }
        }
        let joined = !particles.is_empty()
            && particles.last().is_some_and(|last| last.1 + 1 == ahead)
            && text[ahead..].chars().next().is_some_and(char::is_uppercase);
        if !joined {
            return end;
        }
        for (start, end) in particles {
            run.words.push(Word {
                start,
                end,
                case: Case::Particle,
                flags: Flags::default(),
                says: context::says(&text[start..end]),
            });
        }
        at = ahead;
    }
    at
}

/// Where the next word of the run may begin: behind one space, or a dot and a space after an initial or title.
fn after(text: &str, end: usize, case: Case) -> Option<usize> {
    let rest = &text.as_bytes()[end..];
    match rest {
        [b' ', next, ..] if *next != b' ' => Some(end + 1),
        [b'.', b' ', ..] if case == Case::Initial => Some(end + 2),
        [b'.', next, ..] if case == Case::Initial && next.is_ascii_uppercase() => Some(end + 1),
        [b'.', b' ', next, ..] if next.is_ascii_uppercase() => {
            let word = text[..end].rsplit([' ', '\n']).next().unwrap_or_default();
            (word.len() <= 4 && context::says(word).any(Says::TITLE)).then_some(end + 2)
        }
        _ => None,
    }
}

/// What is known of a word. Of two common given names joined by a hyphen the first tells, `Jean-Pierre`; of two family names the
/// second, `Wynne-Jones`.
fn flags(word: &str) -> Flags {
    let whole = latin::flags(word);
    if whole.common_given() {
        return whole;
    }
    let Some(hyphen) = word.bytes().position(|byte| byte == b'-') else { return whole };
    let (first, second) = (latin::flags(&word[..hyphen]), latin::flags(&word[hyphen + 1..]));
    match (first.common_given(), second.common_given()) {
        (true, true) => first,
        (false, false) if !whole.name() && first.family() && !first.word() && second.common_family() => {
            second
        }
        _ => whole,
    }
}

fn describe(text: &str, start: usize, end: usize) -> Word {
    let word = &text[start..end];
    let (mut count, mut small) = (0, 0);
    if word.is_ascii() {
        for byte in word.bytes() {
            count += usize::from(byte.is_ascii_alphabetic());
            small += usize::from(byte.is_ascii_lowercase());
        }
    } else {
        for c in word.chars().filter(|c| is_letter(*c)) {
            count += 1;
            small += usize::from(!c.is_uppercase());
        }
    }
    let case = match (count, small) {
        (1, _) => Case::Initial,
        (_, 0) => Case::Upper,
        _ => Case::Capital,
    };
    let says = context::says_bare(word);
    // `The`, `In`: no list knows more of them.
    let told = case == Case::Initial || says.any(Says::ARTICLE.with(Says::BEFORE_PLACE));
    let flags = if told { Flags::default() } else { flags(word) };
    Word { start, end, case, flags, says }
}
