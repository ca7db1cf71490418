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
/// Scores from here on are sure enough to look for the family name elsewhere in the text.
const SURE: f32 = 3.0;

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
    let known: FxHashSet<u64> = candidates
        .iter()
        .filter(|candidate| candidate.score >= SURE && candidate.words >= 2)
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

fn certainty(score: f32) -> u8 {
    (50.0 + score * 5.0).min(88.0) as u8
}

/// Judges a run: titles and words of sentence starts are taken off, the rest is weighed.
fn judge_run(text: &str, run: &Run, candidates: &mut Vec<Candidate>, found: &mut Vec<Range>) {
    let mut words = &run.words[..];
    let mut before = before(text, words[0].start);
    let mut titled = before.any(Says::TITLE);
    let mut role = before.any(Says::ROLE);
    // What leads the run and is no name.
    while let [first, rest @ ..] = words {
        let plain = first.flags.word() && !first.flags.common_given();
        let is_title = first.says.any(Says::TITLE) && first.case != Case::Upper;
        let is_role = first.says.any(Says::ROLE) && plain;
        let no_name = first.says.any(Says::NO_NAME) || first.case == Case::Particle;
        let starts = sentence_start(text, first.start) && plain && !rest.is_empty();
        let article = first.says.any(Says::ARTICLE);
        if !(is_title || is_role || no_name || starts || article) {
            break;
        }
        titled = is_title && !rest.is_empty();
        role = is_role;
        before = first.says;
        words = rest;
    }
    while let [rest @ .., last] = words {
        if last.case != Case::Particle && !last.says.any(Says::NO_NAME) {
            break;
        }
        words = rest;
    }
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    let lives = lives_before(text, first.start);
    let weight = weigh(text, words, before, titled, role);
    if weight < NAME
        && let Some(place) = places::judge(text, words, before, lives)
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

fn hash(word: &str) -> u64 {
    let mut hash = crate::hash::StableHash::default();
    hash.text(word);
    hash.finish()
}

/// The sum of what speaks for a name and against it.
fn weigh(text: &str, words: &[Word], before: Says, titled: bool, role: bool) -> f32 {
    let mut score = 0.0;
    let (mut given, mut family, mut ordinary, mut upper) = (0, 0, 0, 0);
    for (position, word) in words.iter().enumerate() {
        if word.case == Case::Particle {
            score += 0.3;
            continue;
        }
        if word.case == Case::Initial {
            score += if position == 0 { 0.6 } else { 1.2 };
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
    if titled {
        score += 4.0;
    } else if role {
        score += 1.5;
    }
    if before.any(Says::BEFORE_PERSON) {
        score += 0.6;
    }
    if before.any(Says::BEFORE_PLACE) {
        score -= 1.5;
    }
    if before.any(Says::ARTICLE) {
        score -= 2.0;
    }
    let after = after(text, words[words.len() - 1].end);
    if after.any(Says::AFTER_PERSON) {
        score += 0.6;
    }
    score
}

/// The word before a byte, on the same line, and what it says.
fn before(text: &str, at: usize) -> Says {
    let head = &text[..at];
    let trimmed = head.strip_suffix(' ').unwrap_or(head);
    if trimmed.len() == head.len() && !head.ends_with(['(', '"', '“', '«', '\'', '’']) {
        return Says::default();
    }
    let trimmed = trimmed.trim_end_matches(['(', '"', '“', '«']).trim_end_matches(' ');
    let from = trimmed
        .char_indices()
        .rev()
        .take(16)
        .take_while(|(_, c)| c.is_alphabetic() || matches!(c, '\'' | '’' | '.' | '&'))
        .last()
        .map_or(trimmed.len(), |(from, _)| from);
    context::says(&trimmed[from..])
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
