//! Names and addresses in running Korean text.

use super::{Range, floor, korean_name, korean_words};
use crate::address::korean::{Word, word_kind};
use crate::lexicon::korean;
use crate::masks::is_mask;

/// From this score on it is a name.
const NAME: i32 = 4;

/// The name that a Korean word is or begins with, without honorific and particle. `usual`: only with a given name that people
/// have.
pub(super) fn name_in(word: &str, usual: bool) -> Option<&str> {
    let word = word.trim_end_matches(['.', '!', '?']);
    let form = korean_name::form(word).filter(|form| form.weight >= 1 || !usual)?;
    Some(&word[..form.length])
}

/// Names in Korean text, by their form and the words beside them.
pub(super) fn names(text: &str, names: &mut Vec<Range>) {
    let mut known: Vec<&str> = Vec::new();
    let mut doubtful: Vec<(usize, usize)> = Vec::new();
    for (start, end) in (Words { text, at: 0 }) {
        let word = &text[start..end];
        if end - start > 27 || !begins_like_name(word) {
            continue;
        }
        let Some(form) = korean_name::form(word) else { continue };
        let until = start + form.length;
        let score = form.weight + beside(text, (start, until, end));
        if score >= NAME {
            names.push((start, until, (50 + score * 4).min(85) as u8));
            known.push(&text[start..until]);
        } else if form.weight >= 1 && form.length >= 9 {
            doubtful.push((start, until));
        }
    }
    // A name that stood beside a role once is a name elsewhere too.
    if doubtful.is_empty() || known.is_empty() {
        return;
    }
    known.sort_unstable();
    let again = |(start, until): &(usize, usize)| known.binary_search(&&text[*start..*until]).is_ok();
    names.extend(doubtful.into_iter().filter(again).map(|(start, until)| (start, until, 66)));
}

/// A family name, or a mask, and two letters or more.
fn begins_like_name(word: &str) -> bool {
    let mut letters = word.chars();
    let first = letters.next().unwrap_or_default();
    letters.next().is_some() && (korean::is_family_syllable(first) || is_mask(first))
}

/// Words of Hangul and masks.
struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Words<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return None;
        }
        let hangul = |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte, 0xEA..=0xED));
        let mut start = self.at;
        while start < bytes.len() && !hangul(start) {
            start += 1;
        }
        let mut end = start;
        loop {
            if hangul(end) {
                end += 3;
            } else if end > start && matches!(bytes.get(end), Some(b'*' | b'O' | b'X')) {
                end += 1;
            } else if end > start
                && bytes.get(end).is_some_and(|byte| matches!(byte, 0xE2 | 0xE3 | 0xEF))
                && self.text[end..].starts_with(['○', '●', '＊', '◯', '〇'])
            {
                end += 3;
            } else {
                break;
            }
        }
        self.at = end;
        (end > start).then_some((start, end))
    }
}

/// What the words on both sides of a name speak for; the range is the name's, then the end of the word.
fn beside(text: &str, (start, until, end): (usize, usize, usize)) -> i32 {
    let head = &text[floor(text, start.saturating_sub(48))..start];
    let tail = &text[end..floor(text, text.len().min(end + 60))];
    let rest = &text[until..end];
    let address = ["씨", "님", "귀하"].iter().any(|address| rest.starts_with(address));
    let ranked = rest.len() >= 6 && !korean_name::PARTICLES.contains(&rest);
    let behind = if address || ranked { 2 } else { after(tail, rest) };
    before(head) + behind - noun_like(&text[start..until], rest, tail)
}

/// Endings that are as common in nouns as in names.
const NOUN_ENDS: &str = "원사회서주학기의차인명일비성분지용도실장에을를는으하과";

/// How much a word looks like a noun: the label of a field, or one with an ending of nouns and nothing of a name.
fn noun_like(name: &str, rest: &str, tail: &str) -> i32 {
    let last = name.chars().next_back().unwrap_or_default();
    let ends = NOUN_ENDS.contains(last);
    let label = rest.is_empty() && ends && tail.trim_start_matches(' ').starts_with([':', '：']);
    if label || rest.is_empty() && matches!(last, '에' | '을' | '를' | '는' | '으') {
        return 4;
    }
    let department = last == '외' && rest == "과";
    if department { 4 } else { i32::from(ends && !rest.is_empty() && !korean::is_given_name(&name[3..])) }
}

fn before(head: &str) -> i32 {
    let bare_head = head.trim_end_matches([' ', '-', '·', '*', '•', '○', '□', '■', '▷']);
    let line_start = bare_head.is_empty() || bare_head.ends_with('\n');
    let gap = head.len() - head.trim_end_matches(' ').len();
    let near =
        head.trim_end_matches([' ', ':', '：', '(', '/', '"', '\'', '.', ')', '1', '2', '3', '·', '=']);
    let labelled = head.trim_end_matches(' ').ends_with([':', '：', '=']);
    let from = near
        .bytes()
        .rposition(|byte| !(0x80..=0xBF).contains(&byte) && !matches!(byte, 0xEA..=0xED))
        .map_or(0, |at| at + 1);
    let last = &near[floor_up(near, from)..];
    let bare = last.strip_suffix(['은', '는', '인', '의']).unwrap_or(last);
    if korean_words::is_role(last) || bare.len() >= 6 && korean_words::is_role(bare) {
        return 3;
    }
    if korean_words::ends_like_role(last) {
        return 2;
    }
    i32::from(labelled || line_start || gap >= 2)
}

/// The border of a character at or after a byte.
fn floor_up(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn after(tail: &str, rest: &str) -> i32 {
    let next = tail.trim_start_matches(' ');
    let gap = tail.len() - next.len();
    let length = next.bytes().position(|byte| byte < 0x80).unwrap_or(next.len());
    let word = &next[..length];
    if gap <= 1 && rest.is_empty() && (korean_words::is_rank(word) || name_follows(word)) {
        return 3;
    }
    // `홍길동입니다`, `홍길동이라고`.
    if matches!(rest, "입니다" | "이라고" | "라고" | "이라는" | "라는" | "이에요" | "예요" | "이고" | "이요")
    {
        return 1;
    }
    if let Some(inside) = next.strip_prefix(['(', '（', '[']) {
        return if tells_in_brackets(inside) { 2 } else { 1 };
    }
    let number = next.trim_start_matches([',', '/', ' ', '·', '(', '|']);
    let mailbox = number.find('@').is_some_and(|at| !number[..at].contains([' ', '\n']));
    if number.starts_with("01") || looks_like_resident(number) || mailbox {
        return 2;
    }
    let ends = gap >= 2 || next.is_empty() || next.starts_with(['\n', ',', '/', '|', '·', ')', ':']);
    i32::from(rest.is_empty() && ends)
}

/// Behind a name, brackets hold an age, a sex, a birth date, a role, the name in other letters.
fn tells_in_brackets(inside: &str) -> bool {
    const MARKS: [&str; 18] = [
        "남",
        "여",
        "부)",
        "모)",
        "배우자",
        "본인",
        "주민",
        "생년",
        "서명",
        "인)",
        "인 ",
        "이하",
        "차량",
        "연락",
        "대표",
        "만",
        "학번",
        "내선",
    ];
    inside.starts_with(|c: char| {
        c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '\u{4e00}'..='\u{9fff}')
    }) || MARKS.iter().any(|mark| inside.starts_with(mark))
}

/// A rank or form of address with a particle.
fn name_follows(word: &str) -> bool {
    if word.strip_suffix("님").is_some_and(korean_words::is_rank) {
        return true;
    }
    let stem = korean_name::PARTICLES.iter().find_map(|particle| word.strip_suffix(particle));
    stem.map(|stem| stem.strip_suffix("님").filter(|rank| rank.len() >= 6).unwrap_or(stem)).is_some_and(
        |stem| matches!(stem, "씨" | "님" | "귀하") || stem.len() >= 6 && korean_words::is_rank(stem),
    )
}

fn looks_like_resident(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes[..6].iter().all(u8::is_ascii_digit) && bytes[6] == b'-'
}

/// Addresses in Korean text: from a province, city or district on, as far as parts of an address follow.
pub(super) fn addresses(text: &str, found: &mut Vec<Range>) {
    let mut until = 0;
    for (start, end) in (Words { text, at: 0 }) {
        // Provinces, cities, counties and districts end like this, or are one of a few short names.
        let last = text[start..end].chars().next_back().unwrap_or_default();
        if start < until || end - start < 6 || !ends_like_area(last, end - start) {
            continue;
        }
        let line_end = text[start..].find(['\n', '\r', '\t']).map_or(text.len(), |at| start + at);
        let line = &text[start..floor(text, line_end.min(start + 200))];
        if !matches!(word_kind(first_word(line)), Word::Region | Word::District) {
            continue;
        }
        if let Some((length, sure)) = reach(line) {
            found.push((start, start + length, sure));
            until = start + length;
        }
    }
}

/// May a word with that last syllable be a province, city or district? Short names of provinces have two syllables.
fn ends_like_area(last: char, length: usize) -> bool {
    matches!(last, '시' | '도' | '군' | '구')
        || length == 6 && matches!(last, '울' | '산' | '천' | '주' | '기' | '원' | '북' | '남')
}

fn first_word(line: &str) -> &str {
    line.split([' ', ',', '(']).next().unwrap_or(line)
}

/// A floor, flat or number with a particle, without it: `31층으로`, `502호에서`.
fn without_particle(word: &str) -> Option<&str> {
    const PARTICLES: [&str; 9] = ["으로", "에서", "까지", "입니다", "이고", "이며", "로", "에", "이"];
    let unit = PARTICLES.iter().find_map(|particle| word.strip_suffix(particle))?;
    let stem = unit.strip_suffix(['층', '호'])?;
    stem.ends_with(|c: char| c.is_ascii_digit()).then_some(unit)
}

/// Digits of a house and a flat, or of a postal code of old; phones have more.
const LONGEST_NUMBER: usize = 8;

/// How far an address at the start of a line reaches, if one stands there.
fn reach(line: &str) -> Option<(usize, u8)> {
    let (mut areas, mut fine, mut numbers, mut units) = (0, 0, 0, 0);
    let (mut end, mut others) = (0, 0);
    for (at, word) in crate::address::words(line) {
        if at > end + 1 && others == 0 && line[end..at].contains(|c: char| !matches!(c, ' ' | ',')) {
            break;
        }
        let bare = word.trim_end_matches([')', '.', ']', ';', ':', '"', '\'']);
        // `010-1234-5678)은`: no number of a house or flat is so long.
        if word.bytes().filter(u8::is_ascii_digit).count() > LONGEST_NUMBER {
            break;
        }
        // `31층으로 보내`: the address ends with its floor.
        let bare_unit = (fine > 0).then(|| without_particle(bare)).flatten();
        if let Some(unit) = bare_unit {
            units += 1;
            end = at + unit.len();
            break;
        }
        let kind = word_kind(bare);
        // Behind the number only parts of the building follow.
        let hangul = bare.chars().any(korean::is_hangul) || fine > 0;
        match kind {
            _ if !hangul => break,
            Word::Region | Word::District if fine == 0 && numbers == 0 => areas += 1,
            // Behind the number no village follows: `보내주시면` only ends like one.
            Word::Village | Word::Road if numbers == 0 || bare.ends_with(|c: char| c.is_ascii_digit()) => {
                fine += 1
            }
            Word::Number if fine > 0 => numbers += 1,
            Word::Unit if fine > 0 => units += 1,
            _ => {
                others += 1;
                if others > 2 || areas == 0 && fine == 0 || numbers == 0 && fine == 0 {
                    break;
                }
                continue;
            }
        }
        if bare.ends_with(|c: char| c.is_ascii_digit()) && kind == Word::Road {
            numbers += 1;
        }
        others = 0;
        end = at + bare.len();
        if word.len() > bare.len() {
            break;
        }
    }
    match (areas, fine, numbers + units) {
        (1.., 1.., 1..) => Some((end, 90)),
        (2.., 1.., 0) => Some((end, 70)),
        (2.., 0, _) => Some((end, 55)),
        _ => None,
    }
}
