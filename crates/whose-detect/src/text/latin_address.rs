//! Addresses in running Latin text: a number and a street, then the lines that belong to them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::latin_run::is_letter;
use super::{Range, floor};
use crate::address::latin::is_street_word;
use crate::lexicon::{latin, places};
use crate::scan::date::month_named;

/// Words that make a street of the capitalised words beside them, folded.
static STREETS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "street st str avenue ave av boulevard blvd bd road rd drive dr lane ln court ct crescent cres place pl way highway hwy \
     parkway pkwy terrace terr circle cir trail trl square sq close grove mews gardens gdns rue chemin allee impasse \
     quai cours route rte montee rang promenade via viale piazza piazzetta corso vicolo strada largo rua avenida avda calle \
     carrera paseo plaza praca travessa strasse str platz weg allee gasse ul ulica aleja plac ulitsa straat laan plein gade vej \
     vag vagen gatan gata katu tie kuja polku utca ut ter korut namesti trida nabrezi tee puiestee tanav stratioti leoforos \
     point view ridge heights hill rise walk row crossing loop run pass pike turnpike bend cove"
        .split_ascii_whitespace()
        .collect()
});

/// Endings of street names that are one word, folded.
const ENDINGS: [&str; 34] = [
    "strasse", "straße", "str", "gasse", "weg", "platz", "allee", "gatan", "gata", "vagen", "vegen", "veien",
    "vej", "gade", "stien", "katu", "kuja", "tie", "polku", "straat", "laan", "plein", "dreef", "singel",
    "gracht", "utca", "ova", "ska", "straeti", "vegur", "gotu", "stigen", "grand", "ulica",
];

/// Words before the number of a flat, floor or box, folded.
const UNITS: [&str; 20] = [
    "apt",
    "apartment",
    "suite",
    "ste",
    "unit",
    "floor",
    "fl",
    "room",
    "rm",
    "building",
    "bldg",
    "app",
    "appt",
    "appartement",
    "bureau",
    "bat",
    "batiment",
    "etage",
    "box",
    "flat",
];

/// What stands before an address.
const BEFORE: [&str; 16] = [
    "address",
    "adresse",
    "lives at",
    "live at",
    "lived at",
    "living at",
    "located at",
    "lives on",
    "situé au",
    "demeurant au",
    "domicilié au",
    "arrived at",
    "deliver to",
    "delivery at",
    "ship to",
    "livrer",
];

/// How far an address may reach.
const REACH: usize = 240;
/// Longest label of a line of a form, in bytes.
const LONGEST_LABEL: usize = 30;
/// Longest line with the town, in bytes.
const LONGEST_LINE: usize = 60;

/// Bytes looked at together.
const BLOCK: usize = 16;

/// Is there a digit in the block? Without a branch for each byte.
fn has_digit(block: &[u8]) -> bool {
    block.iter().fold(false, |any, byte| any | byte.is_ascii_digit())
}

/// Finds addresses; in the order of the text.
pub(super) fn find(text: &str, found: &mut Vec<Range>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let Some(blocks) = bytes[at..].chunks(BLOCK).position(has_digit) else { break };
        let Some(digit) = bytes[at + blocks * BLOCK..].iter().position(u8::is_ascii_digit) else { break };
        at += blocks * BLOCK + digit;
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let alone = at == 0
            || !(bytes[at - 1].is_ascii_alphanumeric()
                || matches!(bytes[at - 1], b'.' | b'-' | b'/' | b'$' | b'+' | b'@' | b':'));
        if alone
            && end - at <= 6
            && let Some(range) = military(text, at, end)
                .or_else(|| number_first(text, at, end))
                .or_else(|| street_first(text, at, end, found.last().map_or(0, |last| last.1)))
        {
            at = range.1.max(end);
            found.push(range);
            continue;
        }
        at = end;
    }
}

/// Reads on from a place in a text, word by word.
struct Walk<'t> {
    text: &'t str,
    at: usize,
    limit: usize,
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, at: usize) -> Self {
        Self { text, at, limit: floor(text, text.len().min(at + REACH)) }
    }

    /// The next word and where it starts, behind the separators allowed; None at the end.
    fn peek(&self, separators: &[char]) -> Option<(usize, &'t str)> {
        let rest = &self.text[self.at..self.limit];
        let start = rest.len() - rest.trim_start_matches(|c| separators.contains(&c)).len();
        let word = &rest[start..];
        let inside = |c: char| {
            is_letter(c) || c.is_ascii_digit() || matches!(c, '\'' | '’' | '-' | '.' | '#' | '/' | '*')
        };
        let end = word.find(|c: char| !inside(c)).unwrap_or(word.len());
        (end > 0).then(|| (self.at + start, &word[..end]))
    }

    fn take(&mut self, start: usize, word: &str) {
        self.at = start + word.len();
    }
}

const INLINE: [char; 1] = [' '];
const COMMA: [char; 2] = [' ', ','];
const LINES: [char; 9] = [' ', ',', '\n', '\r', '>', '?', '\t', '|', '('];

/// Streets written in small letters: `12 rue de la Paix`.
const SMALL: [&str; 22] = [
    "rue",
    "avenue",
    "boulevard",
    "bd",
    "chemin",
    "allée",
    "impasse",
    "place",
    "quai",
    "cours",
    "route",
    "rang",
    "montée",
    "street",
    "road",
    "via",
    "calle",
    "avenida",
    "rua",
    "piazza",
    "bis",
    "ter",
];

/// `rue`, `avenue`, `calle`: what stands before the name of whoever a street is called after.
pub(super) fn is_called_after_somebody(word: &str) -> bool {
    // `sent via Anne`; `12 bis`.
    SMALL.contains(&word) && !matches!(word, "via" | "bis" | "ter")
}

fn is_street(word: &str) -> bool {
    let mut buffer = [0; 64];
    let Some(folded) = latin::fold_words(word, &mut buffer) else { return false };
    STREETS.contains(folded)
        || folded.len() > 6
            && ENDINGS.iter().any(|ending| folded.len() > ending.len() + 2 && folded.ends_with(ending))
}

fn is_unit(word: &str) -> bool {
    word.len() <= 12 && UNITS.iter().any(|unit| word.trim_end_matches('.').eq_ignore_ascii_case(unit))
}

fn is_number(word: &str) -> bool {
    let word = word.trim_matches(['.', '#']);
    word.len() <= 8
        && word.starts_with(|c: char| c.is_ascii_digit() || c == '*')
        && word.bytes().filter(u8::is_ascii_digit).count() * 2 >= word.len()
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(|c| is_letter(c) && c.is_uppercase())
}

/// `123 Main Street, Apt. 4, Springfield, IL 62701`.
fn number_first(text: &str, start: usize, end: usize) -> Option<Range> {
    // Most numbers go no further.
    // `86L Scott Villages`.
    let lettered = matches!(text.as_bytes()[end..], [b'A'..=b'Z' | b'a'..=b'z', b' ', ..]);
    let end = end + usize::from(lettered);
    let next = text.as_bytes()[end..].iter().find(|byte| !matches!(byte, b' ' | b','))?;
    let joined = matches!(text.as_bytes().get(end), Some(b' ' | b','));
    if !joined || !(next.is_ascii_alphanumeric() || *next >= 0xC3) || matches!(next, 0xE0..) {
        return None;
    }
    let mut walk = Walk::new(text, end);
    let mut signs = Signs::default();
    let mut words = 0;
    let mut last = "";
    let mut separators: &[char] = &COMMA;
    while let Some((at, word)) = walk.peek(separators) {
        separators = &INLINE;
        let particle = word.len() <= 4 && word.chars().all(char::is_lowercase);
        // `1 March 2023` is a day.
        if words == 0 && begins_with_year(&text[at + word.len()..]) && month_named(word).is_some() {
            return None;
        }
        if words == 0 && matches!(word, "bis" | "ter" | "quater") {
            // `12 bis, avenue Foch`.
            separators = &COMMA;
            walk.take(at, word);
            continue;
        }
        if is_number(word) && words < 2 && signs.street == 0 && !signs.second {
            // `3369 24 Clarke Avenue`.
            signs.second = true;
        } else if words > 0 && is_unit(word) || words == 0 && !is_capital(word) && !SMALL.contains(&word) {
            break;
        } else if is_street(word) && (is_capital(word) || words == 0) {
            signs.street += 1;
            words += 1;
        } else if is_capital(word) || (particle && words > 0 && !word.ends_with('.')) {
            last = word;
            words += 1;
        } else {
            break;
        }
        walk.take(at, word);
        if words >= 8 || word.ends_with('.') && !is_street(word) && word.len() > 3 {
            break;
        }
    }
    if words == 0 {
        return None;
    }
    signs.ended = words > 1 && signs.street == 0 && is_street_word(last);
    // A number behind the street: `6750 Koskikatu 25`.
    if let Some((at, word)) = walk.peek(&INLINE)
        && is_number(word)
    {
        signs.behind = true;
        walk.take(at, word);
    }
    tail(&mut walk, &mut signs);
    // Only what is nearly one is looked at twice.
    let said = (1..3).contains(&signs.weight()) && said_before(text, start);
    let sure = signs.weight() + i32::from(said) * 2 >= 3 && (said || signs.names_a_place());
    sure.then(|| (unit_before(text, start), trimmed(text, start, walk.at), signs.certainty()))
}

/// Where an address begins whose flat stands before its number: `Unit 4B, 77 Finch Ave W`.
fn unit_before(text: &str, start: usize) -> usize {
    let reach = floor(text, start.saturating_sub(24));
    let line = text[reach..start].rfind('\n').map_or(reach, |end| reach + end + 1);
    let head = text[line..start].trim_end_matches([' ', ',']);
    let last = |text: &'_ str| text.len() - text.rfind([' ', ',', ':', '(']).map_or(0, |at| at + 1);
    // `Flat 3, 27 Albany Road`, found at its first number.
    let unit = last(head);
    if is_unit(&head[head.len() - unit..]) {
        return line + head.len() - unit;
    }
    let Some((before, number)) = head.rsplit_once(' ') else { return start };
    let unit = last(before);
    let numbered = number.len() <= 5 && number.bytes().any(|byte| byte.is_ascii_digit());
    if numbered && is_unit(&before[before.len() - unit..]) { line + before.len() - unit } else { start }
}

/// Stands a digit in the first line?
fn has_number(text: &str) -> bool {
    text.bytes().take(LONGEST_LINE).take_while(|byte| *byte != b'\n').any(|byte| byte.is_ascii_digit())
}

/// ` 2023`, `, 1985`.
fn begins_with_year(text: &str) -> bool {
    let digits = text.trim_start_matches([' ', ',', '.']);
    let year = digits.bytes().take_while(u8::is_ascii_digit).count();
    year == 4 && digits.len() < text.len() && (digits.starts_with("19") || digits.starts_with("20"))
}

/// `PSC 3294, Box 9168\nAPO AA 61487`: post of the United States' forces and embassies. The line before belongs to it.
fn military(text: &str, number: usize, end: usize) -> Option<Range> {
    let head = text[..number].strip_suffix(' ').filter(|_| end - number == 5)?;
    let area = ["AA", "AE", "AP"].iter().find_map(|area| head.strip_suffix(area))?.strip_suffix(' ')?;
    let post = ["APO", "FPO", "DPO"].iter().find_map(|post| area.strip_suffix(post))?;
    let lines = post.trim_end_matches([' ', '\n', '\r', ',']);
    let from = floor(text, lines.len().saturating_sub(40));
    let start = ["PSC ", "Unit ", "UNIT ", "CMR ", "USS ", "USNS ", "USCGC ", "USNV ", "Box "]
        .iter()
        .filter_map(|mark| text[from..lines.len()].find(mark))
        .min()
        .map_or(post.len(), |at| from + at);
    Some((start, end, 88))
}

/// `rue du Centre 12`, `Via Roma 131`.
fn street_first(text: &str, number: usize, end: usize, floor_at: usize) -> Option<Range> {
    let before = text[floor_at.min(number)..number].strip_suffix(' ')?;
    let last = before.rfind([' ', '\n']).map_or(before, |at| &before[at + 1..]);
    if !is_capital(last) && !SMALL.contains(&last) {
        return None;
    }
    let line = text[floor(text, number.saturating_sub(60)).max(floor_at)..number]
        .rfind(['\n', ',', ';', ':', '>', '('])
        .map_or(floor(text, number.saturating_sub(60)).max(floor_at), |at| {
            floor(text, number.saturating_sub(60)).max(floor_at) + at + 1
        });
    let head = text[line..number].trim_end();
    if head.is_empty() || number - line - head.len() > 1 {
        return None;
    }
    let mut start = None;
    let mut street = false;
    let mut from = line + head.len();
    for _ in 0..6 {
        let before = text[line..from].trim_end_matches(' ');
        let word_from = before.rfind(' ').map_or(line, |at| line + at + 1);
        let word = &text[word_from..line + before.len()];
        if word.is_empty() {
            break;
        }
        let particle = word.len() <= 4 && word.chars().all(char::is_lowercase);
        if is_street(word) {
            street = true;
            start = Some(word_from);
        } else if is_capital(word) && !word.ends_with('.') {
            start = Some(word_from);
        } else if !particle {
            break;
        }
        from = word_from;
    }
    let start = start?;
    if !street {
        return None;
    }
    let mut walk = Walk::new(text, end + flat_behind(&text[end..]));
    let mut signs = Signs { street: 1, behind: true, ..Signs::default() };
    tail(&mut walk, &mut signs);
    (signs.weight() >= 4).then(|| (start, trimmed(text, start, walk.at), signs.certainty()))
}

/// Bytes of the flat behind the number of a house: `/7` of `ul. Długa 4/7`, but not of `4/7/2020`.
fn flat_behind(text: &str) -> usize {
    let Some(flat) = text.strip_prefix('/') else { return 0 };
    let digits = flat.bytes().take_while(u8::is_ascii_digit).count();
    let apart = !flat[digits..].starts_with(['/', '.', '-']);
    if (1..=4).contains(&digits) && apart { digits + 1 } else { 0 }
}

fn trimmed(text: &str, start: usize, end: usize) -> usize {
    start + text[start..end].trim_end_matches([' ', ',', '\n', '.', '>', '?', '(']).len()
}

/// What speaks for an address.
#[derive(Default)]
struct Signs {
    street: i32,
    /// Ends as streets and other things do.
    ended: bool,
    unit: bool,
    second: bool,
    behind: bool,
    /// Words in capitals where a town stands.
    town: bool,
    code: bool,
    area: bool,
}

impl Signs {
    /// More than numbers beside a name.
    const fn names_a_place(&self) -> bool {
        self.street > 0 || self.ended || self.unit || self.area
    }

    fn weight(&self) -> i32 {
        let street = if self.street > 0 { 3 } else { 2 * i32::from(self.ended) };
        street
            + i32::from(self.unit) * 3
            + i32::from(self.second)
            + i32::from(self.behind) * 2
            + i32::from(self.code || self.town && self.ended)
            + i32::from(self.area) * 2
    }

    fn certainty(&self) -> u8 {
        (56 + self.weight() * 4).clamp(55, 92) as u8
    }
}

/// Unit, town, region, code and country behind a street.
fn tail(walk: &mut Walk<'_>, signs: &mut Signs) {
    let mut words_of_town = 0;
    for _ in 0..14 {
        let Some((at, word)) = walk.peek(&LINES) else { break };
        let gap = &walk.text[walk.at..at];
        // `Mobile:` begins something else, and so does `Code postal :` in a line of its own.
        let behind = &walk.text[at + word.len()..];
        if behind.starts_with(':') || gap.contains(['\n', '\t']) && begins_with_label(&walk.text[at..]) {
            break;
        }
        // Behind the code, a gap or a bracket begins something else: `CO 80014   (303) 555-0100`.
        if signs.code && (gap.contains("  ") || gap.contains('(')) {
            break;
        }
        let new_line = gap.contains(['\n', ',']);
        // A blank line ends what stands above it, unless a number follows, as a town's code does.
        if gap.contains("\n\n") && (gap.contains("\n\n\n") || !has_number(&walk.text[at..])) {
            break;
        }
        if is_unit(word) || word.starts_with('#') && word.len() > 1 {
            let after = Walk { at: at + word.len(), ..*walk };
            let number = after.peek(&INLINE).filter(|(_, next)| is_number(next) || next.len() <= 3);
            signs.unit = true;
            match number {
                Some((next_at, next)) => walk.take(next_at, next),
                None => walk.take(at, word),
            }
            words_of_town = 0;
            continue;
        }
        if let Some(length) = lettered_code(&walk.text[at..walk.limit]) {
            signs.code = true;
            walk.at = at + length;
            continue;
        }
        let name_end = area_end(walk, at);
        if let Some(end) = name_end {
            signs.area = true;
            walk.at = end;
            words_of_town = 0;
            continue;
        }
        // Below the code stands a country, or what is no address any more: `Tel 07845 511381`.
        if signs.code && gap.contains('\n') {
            break;
        }
        if is_number(word) && (signs.area || words_of_town > 0 || new_line) && word.len() >= 3 {
            signs.code = true;
            walk.take(at, word);
            continue;
        }
        let canadian = word.len() == 3 && word.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        if canadian && is_capital(word) {
            walk.take(at, word);
            continue;
        }
        if is_number(word) && signs.code && word.len() == 3 {
            walk.take(at, word);
            continue;
        }
        if is_capital(word)
            && (new_line || words_of_town > 0 || signs.unit || signs.behind)
            && words_of_town < 5
            && !word.ends_with('.')
        {
            words_of_town = if new_line { 1 } else { words_of_town + 1 };
            signs.town = true;
            walk.take(at, word);
            continue;
        }
        // The end of a sentence ends the town too.
        if is_capital(word) && (words_of_town > 0 || new_line) && word.len() > 4 {
            signs.town = true;
            walk.take(at, word.trim_end_matches('.'));
        }
        break;
    }
}

/// Does a line begin with a label: a few words before a colon?
fn begins_with_label(text: &str) -> bool {
    let line = text.split('\n').next().unwrap_or_default();
    let Some((label, _)) = line.split_once(':') else { return false };
    !label.is_empty()
        && label.len() <= LONGEST_LABEL
        && label.split(' ').count() <= 4
        && !label.bytes().any(|byte| byte.is_ascii_digit() || byte == b',')
}

/// Length of the Canadian or British postal code that a text begins with: `K1A 0B1`, `SW1A 1AA`.
pub(super) fn lettered_code(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is = |at: usize, shape: u8| {
        bytes.get(at).is_some_and(|byte| match shape {
            b'9' => byte.is_ascii_digit(),
            _ => byte.is_ascii_uppercase(),
        })
    };
    let fits = |from: usize, shape: &str| shape.bytes().enumerate().all(|(at, sign)| is(from + at, sign));
    let ends = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let ahead = |at: usize| at + usize::from(matches!(bytes.get(at), Some(b' ' | b'-')));
    if fits(0, "A9A") && fits(ahead(3), "9A9") && ends(ahead(3) + 3) {
        return Some(ahead(3) + 3);
    }
    let outward = ["AA9A", "A9A", "AA99", "AA9", "A99", "A9"];
    let inward = |length: usize| {
        let from = ahead(length);
        (from > length && fits(from, "9AA") && ends(from + 3)).then_some(from + 3)
    };
    outward.iter().find_map(|shape| fits(0, shape).then(|| inward(shape.len())).flatten())
}

/// Where a known region, country or town that begins at `at` ends.
fn area_end(walk: &Walk<'_>, at: usize) -> Option<usize> {
    let rest = &walk.text[at..walk.limit];
    let line = rest.find([',', '\n', ';', '.', ')']).unwrap_or(rest.len());
    let mut best = None;
    let mut end = 0;
    for word in rest[..line].split(' ').take(4) {
        // The code behind it: `CO 80014`.
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            break;
        }
        end += word.len();
        let name = &rest[..end];
        if is_capital(name)
            && (places::region(name).is_some()
                || places::is_country(name)
                || name.len() > 3 && places::is_town(name))
        {
            best = Some(at + end);
        }
        end += 1;
    }
    best
}

/// Do the words before say that an address follows?
fn said_before(text: &str, start: usize) -> bool {
    let head = text[floor(text, start.saturating_sub(24))..start].to_lowercase();
    BEFORE.iter().any(|word| head.contains(word)) && !head.ends_with(['.', '!'])
}
