//! How much a run of capitalised words is a person's name: what its words are, and what stands around them.

use super::context::Says;
use super::latin_address::{is_called_after_somebody, lettered_code};
use super::latin_run::{Case, Word};
use crate::address::latin::is_street_word;

/// Scores from here on are names.
pub(super) const NAME: f32 = 2.0;

/// What stands around a run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beside {
    pub before: Says,
    pub after: Says,
    pub titled: bool,
    pub role: bool,
    /// Nothing else stands in the line.
    pub alone: bool,
}

/// The sum of what speaks for a name and against it.
pub(super) fn weigh(text: &str, words: &[Word], beside: &Beside) -> f32 {
    let before = beside.before;
    let mut score = 0.0;
    let (mut given, mut family, mut ordinary, mut upper, mut initials) = (0, 0, 0, 0, 0);
    for (at, word) in words.iter().enumerate() {
        if word.case == Case::Particle {
            score += 0.3;
            continue;
        }
        if word.case == Case::Initial {
            let dotted = text[word.end..].starts_with('.');
            score += if dotted { 1.2 } else { 0.2 };
            initials += 1;
            continue;
        }
        upper += usize::from(word.case == Case::Upper);
        let flags = word.flags;
        if flags.common_given() {
            score += 2.2;
            given += 1;
        } else if flags.given() {
            score += 1.2;
            given += 1;
        }
        if flags.common_family() {
            score += if flags.common_given() { 0.3 } else { 1.2 };
            family += 1;
        } else if flags.family() {
            score += if flags.given() { 0.2 } else { 0.7 };
            family += 1;
        }
        if !flags.name() && !flags.word() {
            score += 0.3;
        }
        if flags.word() {
            ordinary += 1;
            score -= if flags.common_given() { 0.4 } else { 1.6 };
        }
        if flags.organisation() {
            score -= if flags.common_given() { 1.0 } else { 3.5 };
        }
        if flags.place() {
            score -= if flags.common_given() || flags.common_family() { 0.4 } else { 1.2 };
        }
        // `June Wilson`; but `3 June Wilson`.
        let month =
            word.says.any(Says::NO_NAME) && !(at == 0 && is_given_before_family(text, word, &words[1..]));
        if month {
            score -= 2.5;
        }
    }
    let count = words.iter().filter(|word| word.case != Case::Particle).count();
    score += match count {
        1 if words[0].flags.common_given() && ordinary == 0 && !words[0].flags.place() => -0.2,
        1 if words[0].flags.given() && ordinary == 0 && !words[0].flags.place() => -0.9,
        1 => -1.5,
        2 => 0.8,
        3 => 0.4,
        4 => -0.8,
        _ => -3.0,
    };
    if ordinary == count {
        score -= 1.0;
    }
    if count >= 2 && given > 0 && family > 0 && words[0].flags.given() {
        score += 0.8;
    }
    if upper > 0 && count == 1 && words[0].end - words[0].start <= 5 {
        score -= 2.0;
    }
    if initials == count {
        return -9.0;
    }
    // `C.UTF-8`.
    if initials == 1 && upper == 1 && count == 2 {
        score -= 1.5;
    }
    if landmark(text, words[words.len() - 1]) {
        // `Charles Hill` is rather somebody than a hill.
        let last = words[words.len() - 1].flags;
        let somebody = count == 2 && words[0].flags.common_given() && last.common_family();
        score -= if somebody && !before.any(Says::BEFORE_PLACE.with(Says::ARTICLE)) { 0.8 } else { 3.0 };
    }
    score -= street_or_town(text, words, count);
    let addressed = mailbox_follows(&text[words[words.len() - 1].end..]);
    if addressed {
        score += if count > 1 { 2.5 } else { 1.0 };
    }
    if beside.titled {
        score += 5.0;
    } else if beside.role {
        score += 1.5;
    }
    if before.any(Says::CALLED) && ordinary < count {
        score += 3.0;
    } else if before.any(Says::BEFORE_PERSON) {
        score += 0.6;
    }
    if before.any(Says::BEFORE_PLACE) {
        score -= if count == 1 && words[0].flags.common_given() { 0.7 } else { 1.5 };
    }
    // `Royaume - Uni`: the rest of a name that spaces part.
    if text[..words[0].start].ends_with(" - ") {
        score -= 3.0;
    }
    if before.with(words[0].says).any(Says::NAMES_A_PLACE) {
        score -= 5.0;
    }
    // `London Heathrow (LHR)`.
    let town = words[0].flags.place() && !words[0].flags.common_given();
    if town && code_follows(&text[words[words.len() - 1].end..]) {
        score -= 4.0;
    }
    // `HR Manager`: what somebody is.
    let last = words[words.len() - 1];
    let nobody = words.iter().all(|word| !word.flags.common_given());
    if count >= 2 && nobody && last.says.any(Says::ROLE) && last.flags.word() {
        score -= 2.5;
    }
    if before.any(Says::ARTICLE) {
        score -= 2.0;
    }
    if beside.alone && count >= 2 {
        score += 0.8;
    }
    if beside.after.any(Says::AFTER_PERSON) {
        score += if count == 1 && given > 0 && ordinary == 0 { 1.8 } else { 0.8 };
    }
    if words[0].flags.common_given() && ordinary == 0 && speaks(text, words) {
        score += 1.0;
    }
    if score >= NAME && !beside.titled && !addressed && is_machine_line(text, words[0].start) {
        score -= 2.0;
    }
    score
}

/// What speaks for a street or a town, though its line says no more.
fn street_or_town(text: &str, words: &[Word], count: usize) -> f32 {
    let last = words[words.len() - 1];
    let mut against = 0.0;
    // `1032 Houston Ford`, `86L Scott Villages`.
    if count > 1
        && house_number_before(&text[..words[0].start])
        && is_street_word(&text[last.start..last.end])
    {
        against += 4.0;
    }
    if is_named_street(&text[..words[0].start]) {
        against += 6.0;
    }
    // `Lake Jane`, `New Gregory`; and whatever a postal code follows.
    if count > 1 && words[0].says.any(Says::DIRECTION) && !words[0].flags.common_given() {
        against += 2.0;
    }
    if postal_code_follows(&text[last.end..]) {
        against += 5.0;
    }
    against
}

/// A given name that is a month as well, and a family name behind it: `June Wilson`, but not `3 June Wilson`.
pub(super) fn is_given_before_family(text: &str, first: &Word, rest: &[Word]) -> bool {
    let day = text[..first.start].trim_end_matches([' ', '.']).ends_with(|c: char| c.is_ascii_digit());
    let follows = |next: &Word| next.flags.family() && !next.says.any(Says::NO_NAME) && !next.flags.word();
    !day && first.case == Case::Capital
        && first.says.any(Says::NO_NAME)
        && matches!(&text[first.start..first.end], "April" | "May" | "June" | "August" | "Avril")
        && rest.first().is_some_and(follows)
}

/// `rue `, `avenue du `: a street is called after whoever follows.
fn is_named_street(head: &str) -> bool {
    let Some(head) = head.strip_suffix(' ') else { return false };
    let parted = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b',');
    let word_from = |head: &str| head.bytes().rposition(|byte| parted(&byte)).map_or(0, |at| at + 1);
    let from = word_from(head);
    match &head[from..] {
        "du" | "de" | "des" | "la" => {
            let head = &head[..from.saturating_sub(1)];
            is_called_after_somebody(&head[word_from(head)..])
        }
        word => is_called_after_somebody(word),
    }
}

/// ` 1032 `, `86L `.
fn house_number_before(head: &str) -> bool {
    let Some(word) =
        head.strip_suffix(' ').map(|head| head.rsplit([' ', '\n', '\t']).next().unwrap_or_default())
    else {
        return false;
    };
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    word.len() - digits.len() <= 1
        && (1..=6).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Anne Roy <anne@...>`, `Anne Roy (anne@...)`.
fn mailbox_follows(tail: &str) -> bool {
    let is_gap = |byte: &u8| matches!(byte, b' ' | b'<' | b'(' | b'[' | b'"' | b'\'' | b',');
    let gap = tail.bytes().take(5).take_while(is_gap).count();
    if !(1..=4).contains(&gap) {
        return false;
    }
    let rest = &tail[gap..];
    let in_local =
        |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-');
    let local = rest.bytes().take(65).take_while(in_local).count();
    local > 0 && rest.as_bytes().get(local) == Some(&b'@')
}

/// ` (LHR)`: three letters by which airports, stations and exchanges are known.
fn code_follows(tail: &str) -> bool {
    matches!(tail.as_bytes(), [b' ', b'(', code @ .., ] if code.len() > 3
        && code[..3].iter().all(u8::is_ascii_uppercase) && code[3] == b')')
}

/// ` K1A 0B1`, ` ON  K1A 0B1`, ` NY 10001`.
fn postal_code_follows(tail: &str) -> bool {
    let gap = tail.bytes().take(5).take_while(|byte| matches!(byte, b' ' | b',')).count();
    let rest = &tail[gap..];
    let bytes = rest.as_bytes();
    let begins = bytes.first().is_some_and(u8::is_ascii_uppercase)
        && bytes.get(1).is_some_and(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if !begins || !(1..=4).contains(&gap) {
        return false;
    }
    let region = bytes.len() > 3 && bytes[..2].iter().all(u8::is_ascii_uppercase) && bytes[2] == b' ';
    let code = if region { rest[3..].trim_start() } else { rest };
    let zip = region && code.len() >= 5 && code.as_bytes()[..5].iter().all(u8::is_ascii_digit);
    zip || lettered_code(code).is_some()
}

/// `Nicole: Remember me?`: a speaker at the start of a line.
fn speaks(text: &str, words: &[Word]) -> bool {
    let (head, tail) = (&text[..words[0].start], &text[words[words.len() - 1].end..]);
    (head.is_empty() || head.ends_with('\n')) && tail.starts_with(": ")
}

/// Does the line look as if a machine wrote it: a time, a level in capitals, brackets or pairs of keys and values?
fn is_machine_line(text: &str, at: usize) -> bool {
    let from = super::floor(text, at.saturating_sub(400));
    let start = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
    let line = &text[start..super::floor(text, text.len().min(at + 200))];
    let line = line.lines().next().unwrap_or_default();
    let head = &line[..super::floor(line, line.len().min(40))];
    let clock = head
        .as_bytes()
        .windows(5)
        .any(|five| five[2] == b':' && [0, 1, 3, 4].iter().all(|place| five[*place].is_ascii_digit()));
    let dated = head.as_bytes().first().is_some_and(u8::is_ascii_digit) || head.starts_with(['[', '<', '{']);
    let pairs = line.bytes().filter(|byte| *byte == b'=').take(3).count();
    // Most lines begin with neither, and are not looked through.
    let level = || {
        let levels = [" INFO", "INFO ", "WARN", "ERROR", "DEBUG", "TRACE", "FATAL", "CRITICAL", "NOTICE"];
        levels.iter().any(|level| head.contains(level))
    };
    pairs >= 2 || clock && (dated || pairs > 0 || head.contains('[')) || (clock || dated) && level()
}

/// Is it the last word of a place, team, or institution?
fn landmark(text: &str, word: Word) -> bool {
    word.says.any(Says::LANDMARK) || text[word.end..].trim_start_matches(' ').starts_with('&')
}
