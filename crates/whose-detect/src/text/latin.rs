//! Names of people, addresses and places in Latin writing.

use super::context::{self, Says};
use super::latin_run::{self, Case, Run, Word};
use super::latin_weight::{Beside, NAME, is_given_before_family, weigh};
use super::{Range, labels, latin_address, places};
use crate::lexicon::latin;
use crate::lexicon::organisations::is_called_as_people;
use crate::person;

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
    /// Where the letters behind the name end: `FRCS`.
    until: usize,
    score: f32,
    /// Hash of the folded words that may come again alone.
    last: u64,
    first: u64,
    words: usize,
    /// A family name at the start of a sentence; a given name first.
    opens_with_family: bool,
    given: bool,
}

/// Half a name: two in a row are names.
const HALF: f32 = 0.9;
/// A run below this is no name, whatever stands beside it.
const HOPELESS: f32 = -1.0;
/// Letters of the word before a name that are looked at.
const LONGEST_WORD: usize = 16;
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
        // `Anne Roy Apt. 12, ...`: the address begins within the run.
        if let Some(address) = inside.peek().filter(|address| address.0 < at) {
            run.words.retain(|word| word.start < address.0);
        }
        judge_run(text, &run, &mut candidates, &mut latin.places);
    }
    family_first(text, &mut candidates);
    in_lists(text, &mut candidates);
    let named = candidates.iter().filter(|candidate| candidate.score >= NAME);
    let mut known: Vec<u64> = named.flat_map(|candidate| [candidate.last, candidate.first]).collect();
    known.sort_unstable();
    for candidate in candidates {
        let mut score = candidate.score;
        if candidate.words == 1 && known.binary_search(&candidate.last).is_ok() {
            score += 3.0;
        }
        if score >= NAME {
            latin.names.push((candidate.start, candidate.end, certainty(score)));
        }
    }
    latin.places.retain(|place| !latin.names.iter().any(|name| name.0 < place.1 && place.0 < name.1));
    latin
}

/// `Hamilton, David called`: one name, family name first. Not `Anne, Paul and Zoe`.
fn family_first(text: &str, candidates: &mut Vec<Candidate>) {
    for at in (1..candidates.len()).rev() {
        let (one, next) = (&candidates[at - 1], &candidates[at]);
        if !one.opens_with_family || !next.given || &text[one.end..next.start] != ", " {
            continue;
        }
        let tail = &text[next.end..];
        // `Hamilton, David, Mr`.
        let titled = || {
            let word = tail[2..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            context::says(word).any(Says::TITLE)
        };
        let listed = tail.starts_with(", ") && tail[2..].starts_with(char::is_uppercase) && !titled()
            || [" and ", " et ", " & ", " or ", " ou ", ", and "].iter().any(|link| tail.starts_with(link));
        if !listed {
            let score = one.score.max(next.score).max(NAME);
            let (first, last) = (next.first, one.last);
            let (start, end, until, words) = (one.start, next.end, next.until, next.words + 1);
            let (opens_with_family, given) = (false, false);
            candidates[at - 1] =
                Candidate { start, end, until, score, last, first, words, opens_with_family, given };
            candidates.remove(at);
        }
    }
}

/// `Anne, Paul and Zoe`: what stands in a list beside a name is a name too.
fn in_lists(text: &str, candidates: &mut [Candidate]) {
    let joined = |one: &Candidate, next: &Candidate| {
        matches!(&text[one.until..next.start], ", " | " and " | " et " | " & " | ", and " | ", et ")
    };
    // Given names that stand in a list vouch for each other.
    for at in 1..candidates.len() {
        let (before, after) = candidates.split_at_mut(at);
        let (one, next) = (&mut before[at - 1], &mut after[0]);
        if one.score >= HALF && next.score >= HALF && one.score < NAME && joined(one, next) {
            one.score = NAME;
        }
    }
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
    let Some((words, mut beside)) = trim(text, &run.words) else { return };
    let (first, last) = (&words[0], &words[words.len() - 1]);
    // `Bill To`.
    if person::is_nothing(&text[first.start..last.end]) {
        return;
    }
    let maybe = beside.before.any(Says::BEFORE_PLACE.with(Says::BEFORE_PERSON));
    let lives = maybe && lives_before(text, first.start);
    let place = places::judge(text, words, beside.before, lives);
    if !beside.titled
        && let Some(place) = place.filter(|place| place.2 >= places::KNOWN)
    {
        found.push(place);
        return;
    }
    if words.len() == 2 && !beside.titled && is_thing(&text[first.start..last.end]) {
        return;
    }
    beside.after = after(text, last.end);
    beside.alone = is_alone(text, first.start, last.end);
    let weight = weigh(text, words, &beside);
    if weight < NAME
        && let Some(place) = place
    {
        found.push(place);
    } else if weight >= HOPELESS || is_half_of_a_cell(text, words) {
        let hash = |word: &Word| hash(&text[word.start..word.end]);
        candidates.push(Candidate {
            start: first.start,
            end: last.end,
            until: letters_end(words, &run.words),
            score: weight,
            last: hash(last),
            first: hash(first),
            words: words.len(),
            opens_with_family: words.len() == 1
                && first.flags.family()
                && first.case != Case::Initial
                && (sentence_start(text, first.start) || begins_cell(&text[..first.start])),
            given: words.len() <= 2 && first.flags.given(),
        });
    }
}

/// `John Deere`: no person, but a make that is called after one.
fn is_thing(name: &str) -> bool {
    let mut buffer = [0; 64];
    latin::fold_words(name, &mut buffer).is_some_and(is_called_as_people)
}

/// The words of a run that may be a name, and what stands before them.
fn trim<'w>(text: &str, mut words: &'w [Word]) -> Option<(&'w [Word], Beside)> {
    // Most runs are a word that begins a sentence: `The`.
    if let [only] = words
        && (lead(text, only, &[]).is_some() || is_loose(text, only, &[]))
    {
        return None;
    }
    let mut beside = Beside { before: before(text, words.first()?.start), ..Beside::default() };
    beside.titled = beside.before.any(Says::TITLE);
    beside.role = beside.before.any(Says::ROLE);
    // `Bonjour Mme Gagnon`: what stands before a title within is no part of the name.
    let title = words.iter().skip(1).rposition(|word| {
        word.says.any(Says::TITLE) && word.case != Case::Initial && word.end - word.start > 1
    });
    if let Some(at) = title.filter(|at| at + 2 < words.len()) {
        words = &words[at + 1..];
    }
    // `Anne Roy of North London`: where somebody lives is no part of the name.
    let of = words.iter().position(|word| &text[word.start..word.end] == "of");
    if let Some(at) = of.filter(|at| *at > 1 && words[0].flags.given()) {
        words = &words[..at];
    }
    // `D. Eusebio García López`: Don, where a given name and both family names follow.
    if let [first, rest @ ..] = words
        && rest.len() >= 3
        && &text[first.start..first.end] == "D"
        && text[first.end..].starts_with('.')
        && rest[0].flags.given()
        && rest.iter().all(|word| matches!(word.case, Case::Capital | Case::Particle))
    {
        (words, beside.titled) = (rest, true);
    }
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
        if !is_loose(text, last, rest) {
            break;
        }
        words = rest;
    }
    (!words.is_empty()).then_some((words, beside))
}

/// A last word that is no part of a name: a particle, an article, a weekday, a letter that belongs to what follows.
fn is_loose(text: &str, last: &Word, rest: &[Word]) -> bool {
    let tail = &text[last.end..];
    // `Anne Roy Email` of `Name:Anne Roy Email:...`.
    if !rest.is_empty() && tail.starts_with([':', '=']) && labels::is_label(&text[last.start..last.end]) {
        return true;
    }
    if is_behind_a_name(last, rest) {
        return true;
    }
    if last.case == Case::Initial {
        let owner = tail.trim_start_matches(' ').starts_with(['\'', '’']);
        let word = last.says.any(Says::NO_NAME.with(Says::ARTICLE));
        return !tail.starts_with('.') && (owner || word || rest.is_empty());
    }
    last.case == Case::Particle || last.says.any(Says::NO_NAME.with(Says::ARTICLE))
}

/// Where the letters behind a name end, if the run goes on with such; else where the name does.
fn letters_end(name: &[Word], run: &[Word]) -> usize {
    let last = name[name.len() - 1].end;
    let behind = run.iter().find(|word| word.start > last);
    behind.filter(|word| is_behind_a_name(word, name)).map_or(last, |word| word.end)
}

/// `FRCS` behind `Anne Roy`: letters of a degree or a body behind a given and a family name; not `Anne Marie ROY`.
fn is_behind_a_name(last: &Word, rest: &[Word]) -> bool {
    let [first, .., family] = rest else { return false };
    last.case == Case::Upper
        && (2..=5).contains(&(last.end - last.start))
        && !last.flags.name()
        && first.flags.given()
        && family.case == Case::Capital
        && !family.flags.common_given()
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
    // `South Africa` is one at the start of a sentence too.
    if first.case == Case::Initial || first.says.any(Says::DIRECTION) {
        return None;
    }
    // `Herr Kollege Weber`: words of other languages are in no list.
    if first.says.any(Says::ROLE) && (plain || !first.flags.name() && !rest.is_empty()) {
        return Some(Lead::Role);
    }
    let no_name = Says::NO_NAME.with(Says::ARTICLE);
    if is_given_before_family(text, first, rest) {
        return None;
    }
    if first.says.any(no_name) || first.case == Case::Particle {
        return Some(Lead::Other);
    }
    let speaks = first.says.any(Says::CALLED.with(Says::BEFORE_PERSON).with(Says::BEFORE_PLACE));
    let opens = plain || speaks && !first.flags.common_given();
    (opens && !rest.is_empty() && sentence_start(text, first.start)).then_some(Lead::Other)
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

/// `JAMES` or `TROY` of `JAMES, TROY`, alone in a line or between gaps of a printed table.
fn is_half_of_a_cell(text: &str, words: &[Word]) -> bool {
    let (first, last) = (&words[0], &words[words.len() - 1]);
    let (head, tail) = (&text[..first.start], &text[last.end..]);
    let family = words.len() == 1 && first.flags.family() && first.case != Case::Initial;
    let given = words.len() <= 2 && first.flags.given();
    family && begins_cell(head) && tail.strip_prefix(", ").is_some_and(begins_with_given_names)
        || given && head.ends_with(", ") && begins_with_given_names(&text[first.start..])
}

/// Words with capitals, one to three, and nothing else in the line or the column.
fn begins_with_given_names(text: &str) -> bool {
    let line = text.split(['\n', '\r', '\t']).next().unwrap_or_default();
    let cell = line.split("  ").next().unwrap_or_default().trim_end();
    let is_word = |word: &str| {
        let letters = word.strip_suffix('.').filter(|initial| initial.chars().count() == 1).unwrap_or(word);
        letters.starts_with(char::is_uppercase)
            && letters.chars().all(|c| latin_run::is_letter(c) || matches!(c, '-' | '\''))
    };
    cell.split(' ').count() <= 3 && cell.split(' ').all(is_word)
}

/// Does a line begin behind this, or a column of a printed table?
fn begins_cell(head: &str) -> bool {
    head.is_empty() || head.ends_with(['\n', '\t']) || head.ends_with("  ")
}

fn hash(word: &str) -> u64 {
    let mut hash = crate::hash::StableHash::default();
    hash.text(word);
    hash.finish()
}

/// The word before a byte, on the same line, and what it says.
fn before(text: &str, at: usize) -> Says {
    let head = &text[..at];
    let trimmed = head.strip_suffix(' ').unwrap_or(head);
    if trimmed.len() == head.len() && !head.ends_with(['(', '"', '“', '«', '\'', '’']) {
        return Says::default();
    }
    let lettered = trimmed.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
    let trimmed = if lettered {
        trimmed
    } else {
        trimmed.trim_end_matches(['(', '"', '“', '«']).trim_end_matches(' ')
    };
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
    let bytes = text.as_bytes();
    let of_word = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'.' | b'&');
    let plain = bytes.iter().rev().take(LONGEST_WORD).take_while(|byte| of_word(byte)).count();
    // What ends it is plain too.
    if plain == LONGEST_WORD || bytes.len() == plain || bytes[bytes.len() - plain - 1] < 0x80 {
        return &text[bytes.len() - plain..];
    }
    let from = text
        .char_indices()
        .rev()
        .take(LONGEST_WORD)
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

/// Does a sentence or line begin there, or what a command of markup holds: `\opening{Dear Anne Roy,}`?
fn sentence_start(text: &str, at: usize) -> bool {
    let mut head = &text[..at];
    // Signs that are no ASCII are few.
    while let Some(before) = head.strip_suffix([' ', '"', '\'', '(', '-', '>']) {
        head = before;
    }
    if head.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let head = head.trim_end_matches([' ', '"', '\'', '“', '(', '«', '-', '>', '\u{a0}']);
    head.is_empty() || head.ends_with(['.', '!', '?', '\n', ':', '\r', '…', '{', '['])
}
