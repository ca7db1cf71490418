//! Names of people, addresses and places in Latin writing.

use rustc_hash::FxHashSet;

use super::context::{self, Says};
use super::latin_run::{self, Case, Run, Word};
use super::{Range, latin_address, places};

/// What a text in Latin writing holds.
#[derive(Debug, Default)]
pub(super) struct Latin {
    pub names: Vec<Range>,
    pub addresses: Vec<Range>,
    pub places: Vec<Range>,
}

/// A run that may be a name, with its score.
struct Candidate {
    start: usize,
    end: usize,
    score: f32,
    /// Hash of the folded words that may come again alone.
    last: u64,
    first: u64,
    words: usize,
}

/// Scores from here on are names.
const NAME: f32 = 2.0;
/// What standing beside a name in a list is worth.
const LISTED: f32 = 1.5;

pub(super) fn read(text: &str) -> Latin {
    let mut latin = Latin::default();
    latin_address::find(text, &mut latin.addresses);
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut run = Run::default();
    let mut at = 0;
    let mut inside = latin.addresses.iter().peekable();
    while let Some(start) = latin_run::next_capital(text, at) {
        while inside.next_if(|address| address.1 <= start).is_some() {}
        if let Some(address) = inside.peek().filter(|address| address.0 <= start) {
            at = address.1;
            continue;
        }
        at = latin_run::read(text, start, &mut run).max(start + 1);
        judge_run(text, &run, &mut candidates, &mut latin.places);
    }
    in_lists(text, &mut candidates);
    let known: FxHashSet<u64> = candidates
        .iter()
        .filter(|candidate| candidate.score >= NAME)
        .flat_map(|candidate| [candidate.last, candidate.first])
        .collect();
    for candidate in candidates {
        let mut score = candidate.score;
        if candidate.words == 1 && known.contains(&candidate.last) {
            score += 3.0;
        }
        if score >= NAME {
            latin.names.push((candidate.start, candidate.end, certainty(score)));
        }
    }
    latin.places.retain(|place| !latin.names.iter().any(|name| name.0 < place.1 && place.0 < name.1));
    latin
}

/// `Anne, Paul and Zoe`: what stands in a list beside a name is a name too.
fn in_lists(text: &str, candidates: &mut [Candidate]) {
    let joined = |one: &Candidate, next: &Candidate| {
        matches!(&text[one.end..next.start], ", " | " and " | " et " | " & " | ", and " | ", et ")
    };
    for at in 1..candidates.len() {
        let (before, after) = candidates.split_at_mut(at);
        let (one, next) = (&before[at - 1], &mut after[0]);
        if one.score >= NAME && joined(one, next) {
            next.score += LISTED;
        }
    }
    for at in (1..candidates.len()).rev() {
        let (before, after) = candidates.split_at_mut(at);
        let (one, next) = (&mut before[at - 1], &after[0]);
        if one.score < NAME && next.score >= NAME && joined(one, next) {
            one.score += LISTED;
        }
    }
}

fn certainty(score: f32) -> u8 {
    (50.0 + score * 5.0).min(88.0) as u8
}

/// Judges a run: titles and words of sentence starts are taken off, the rest is weighed.
fn judge_run(text: &str, run: &Run, candidates: &mut Vec<Candidate>, found: &mut Vec<Range>) {
    let mut words = &run.words[..];
    let mut beside = Beside { before: before(text, words[0].start), ..Beside::default() };
    beside.titled = beside.before.any(Says::TITLE);
    beside.role = beside.before.any(Says::ROLE);
    while let [first, rest @ ..] = words {
        let Some(lead) = lead(text, first, rest) else { break };
        beside = Beside {
            before: first.says,
            titled: lead == Lead::Title || beside.titled && lead == Lead::Role,
            role: lead == Lead::Role,
            ..beside
        };
        words = rest;
    }
    while let [rest @ .., last] = words {
        let owner = text[last.end..].starts_with([' ', '\'', '’'])
            && text[last.end..].trim_start_matches(' ').starts_with(['\'', '’']);
        let loose =
            last.case == Case::Initial && !text[last.end..].starts_with('.') && (owner || rest.is_empty());
        if !(last.case == Case::Particle
            || last.says.any(Says::NO_NAME) && last.case != Case::Initial
            || loose)
        {
            break;
        }
        words = rest;
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let lives = lives_before(text, first.start);
    let place = places::judge(text, words, beside.before, lives);
    let known_place = !beside.titled && place.is_some_and(|place| place.2 >= places::KNOWN);
    beside.after = after(text, last.end);
    beside.alone = is_alone(text, first.start, last.end);
    let weight = if known_place { -9.0 } else { weigh(text, words, &beside) };
    if weight < NAME
        && let Some(place) = place
    {
        found.push(place);
        return;
    }
    let hash = |word: &Word| hash(&text[word.start..word.end]);
    candidates.push(Candidate {
        start: first.start,
        end: last.end,
        score: weight,
        last: hash(last),
        first: hash(first),
        words: words.len(),
    });
}

/// What stands around a run.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    before: Says,
    after: Says,
    titled: bool,
    role: bool,
    /// Nothing else stands in the line.
    alone: bool,
}

/// A word that leads a run and is no part of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Title,
    Role,
    Other,
}

fn lead(text: &str, first: &Word, rest: &[Word]) -> Option<Lead> {
    let plain = first.flags.word() && !first.flags.common_given();
    if first.says.any(Says::TITLE) && !rest.is_empty() && is_titled(text, first, rest) {
        return Some(Lead::Title);
    }
    if first.case == Case::Initial {
        return None;
    }
    if first.says.any(Says::ROLE) && plain {
        return Some(Lead::Role);
    }
    let starts = sentence_start(text, first.start) && plain && !rest.is_empty();
    let no_name = first.says.any(Says::NO_NAME) || first.says.any(Says::ARTICLE);
    (no_name || starts || first.case == Case::Particle).then_some(Lead::Other)
}

/// `M.` is a title before another name or initial, unless the next is the last (`M. Roy` is one, `J. M. Roy` none).
fn is_titled(text: &str, first: &Word, rest: &[Word]) -> bool {
    let dotted = text[first.end..].starts_with('.');
    first.case != Case::Initial || dotted && rest[0].case != Case::Particle
}

fn is_alone(text: &str, start: usize, end: usize) -> bool {
    let head = text[..start].trim_end_matches([' ', '>', '-', '\t']);
    let tail = text[end..].trim_start_matches([' ', '.', '\t', '\r']);
    (head.is_empty() || head.ends_with('\n')) && tail.starts_with('\n')
}

fn hash(word: &str) -> u64 {
    let mut hash = crate::hash::StableHash::default();
    hash.text(word);
    hash.finish()
}

/// The sum of what speaks for a name and against it.
fn weigh(text: &str, words: &[Word], beside: &Beside) -> f32 {
    let before = beside.before;
    let mut score = 0.0;
    let (mut given, mut family, mut ordinary, mut upper, mut initials) = (0, 0, 0, 0, 0);
    for word in words {
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
        if word.says.any(Says::NO_NAME) {
            score -= 2.5;
        }
    }
    let count = words.iter().filter(|word| word.case != Case::Particle).count();
    score += match count {
        1 if words[0].flags.common_given() && ordinary == 0 && !words[0].flags.place() => -0.7,
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
    if landmark(text, words[words.len() - 1]) {
        score -= 3.0;
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
        score -= 1.5;
    }
    if before.any(Says::ARTICLE) {
        score -= 2.0;
    }
    if beside.alone && count >= 2 {
        score += 0.8;
    }
    if beside.after.any(Says::AFTER_PERSON) {
        score += 0.8;
    }
    score
}

/// Is it the last word of a place, team, or institution?
fn landmark(text: &str, word: Word) -> bool {
    word.says.any(Says::LANDMARK) || text[word.end..].trim_start_matches(' ').starts_with('&')
}

/// The word before a byte, on the same line, and what it says.
fn before(text: &str, at: usize) -> Says {
    let head = &text[..at];
    let trimmed = head.strip_suffix(' ').unwrap_or(head);
    if trimmed.len() == head.len() && !head.ends_with(['(', '"', '“', '«', '\'', '’']) {
        return Says::default();
    }
    let trimmed = trimmed.trim_end_matches(['(', '"', '“', '«']).trim_end_matches(' ');
    let word = last_word(trimmed);
    let says = context::says(word);
    // `my name is`, `I am called`.
    if matches!(word, "is" | "Is" | ":") {
        let earlier = last_word(trimmed[..trimmed.len() - word.len()].trim_end());
        if matches!(earlier, "name" | "Name" | "this" | "This") {
            return says.with(Says::CALLED);
        }
    }
    says
}

fn last_word(text: &str) -> &str {
    let from = text
        .char_indices()
        .rev()
        .take(16)
        .take_while(|(_, c)| c.is_alphabetic() || matches!(c, '\'' | '’' | '.' | '&'))
        .last()
        .map_or(text.len(), |(from, _)| from);
    &text[from..]
}

/// Does one of the few words before say that someone lives there?
fn lives_before(text: &str, at: usize) -> bool {
    let from = super::floor(text, at.saturating_sub(40));
    let head = text[from..at].trim_end();
    let mut words = head.rsplit(' ');
    let Some(last) = words.next() else { return false };
    let last = context::says(last);
    let preposition = last.any(Says::BEFORE_PLACE) || head.ends_with("from") || head.ends_with("to");
    preposition && words.take(2).any(|word| context::says(word).any(Says::LIVES))
}

fn after(text: &str, at: usize) -> Says {
    let Some(rest) = text[at..].strip_prefix(' ') else { return Says::default() };
    let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    context::says(&rest[..end.min(super::floor(rest, end))])
}

/// Does a sentence or line begin there?
fn sentence_start(text: &str, at: usize) -> bool {
    let head = text[..at].trim_end_matches([' ', '"', '\'', '“', '(', '«', '-', '>', '\u{a0}']);
    head.is_empty() || head.ends_with(['.', '!', '?', '\n', ':', '\r', '…'])
}
