//! Street lines taken to number, street name and unit: English, French, Korean habits.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::{fold, is_hangul};
use super::romanise::romanise;
use super::similar::within_edits;

/// A street address as it is compared. Parts are folded; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ParsedStreet {
    /// House number.
    pub number: String,
    /// Street name without its kind (street, rue, 길 stays: it is part of the name), words in order.
    pub name: String,
    /// Apartment, suite, 동-호; or `box 123`.
    pub unit: String,
}

/// Kinds of street and their short forms: they come and go, and tell little.
const KINDS: &[&str] = &[
    "street",
    "st",
    "str",
    "avenue",
    "ave",
    "av",
    "road",
    "rd",
    "drive",
    "dr",
    "lane",
    "ln",
    "court",
    "crt",
    "ct",
    "place",
    "pl",
    "boulevard",
    "blvd",
    "boul",
    "bd",
    "bvd",
    "way",
    "wy",
    "crescent",
    "cres",
    "cr",
    "circle",
    "cir",
    "terrace",
    "terr",
    "ter",
    "trail",
    "trl",
    "square",
    "sq",
    "highway",
    "hwy",
    "parkway",
    "pkwy",
    "close",
    "circuit",
    "grove",
    "gr",
    "gardens",
    "gdns",
    "rue",
    "chemin",
    "ch",
    "chem",
    "rang",
    "cote",
    "impasse",
    "allee",
    "route",
    "rte",
    "montee",
    "cours",
    "quai",
    "esplanade",
    "parade",
    "pde",
    "row",
    "walk",
    "mews",
    "loop",
    "strasse",
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "the",
    "of",
];
const UNIT_WORDS: &[&str] = &[
    "apt",
    "apartment",
    "app",
    "appt",
    "appartement",
    "unit",
    "unite",
    "suite",
    "ste",
    "bureau",
    "flat",
    "room",
    "rm",
    "floor",
    "fl",
    "etage",
    "ph",
    "penthouse",
    "bsmt",
    "no",
    "local",
    "lot",
];
const BOX_WORDS: &[&str] = &["box", "cp", "bp", "casier"];
const DIRECTIONS: &[(&str, &str)] = &[
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("nord", "n"),
    ("sud", "s"),
    ("est", "e"),
    ("ouest", "w"),
    ("o", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
];
/// Names of Korean provinces and cities, long and short.
const KOREAN_REGIONS: &[(&str, &str)] = &[
    ("서울특별시", "서울"),
    ("서울시", "서울"),
    ("부산광역시", "부산"),
    ("부산시", "부산"),
    ("대구광역시", "대구"),
    ("대구시", "대구"),
    ("인천광역시", "인천"),
    ("인천시", "인천"),
    ("광주광역시", "광주"),
    ("대전광역시", "대전"),
    ("대전시", "대전"),
    ("울산광역시", "울산"),
    ("울산시", "울산"),
    ("세종특별자치시", "세종"),
    ("세종시", "세종"),
    ("경기도", "경기"),
    ("강원도", "강원"),
    ("강원특별자치도", "강원"),
    ("충청북도", "충북"),
    ("충청남도", "충남"),
    ("전라북도", "전북"),
    ("전북특별자치도", "전북"),
    ("전라남도", "전남"),
    ("경상북도", "경북"),
    ("경상남도", "경남"),
    ("제주특별자치도", "제주"),
    ("제주도", "제주"),
];

/// What a word means in a street line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Kind,
    Unit,
    Box,
    Direction(&'static str),
}

/// The words that mean something; a word of several meanings has the first of the order in which a line is read.
static MEANINGS: LazyLock<FxHashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let kinds = KINDS.iter().map(|word| (*word, Meaning::Kind));
    let directions = DIRECTIONS.iter().map(|(word, short)| (*word, Meaning::Direction(short)));
    let boxes = BOX_WORDS.iter().map(|word| (*word, Meaning::Box));
    let units = UNIT_WORDS.iter().map(|word| (*word, Meaning::Unit));
    kinds.chain(directions).chain(boxes).chain(units).collect()
});

/// The short form of a Korean province or city; any other word is itself.
pub(crate) fn short_region(word: &str) -> &str {
    if word.is_ascii() {
        return word;
    }
    KOREAN_REGIONS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short)
}

/// Is it a kind of street, spelt out, or a slip of one?
pub(crate) fn is_nearly_kind(word: &str) -> bool {
    let near = |kind: &&str| kind.len() >= 4 && within_edits(kind.as_bytes(), word.as_bytes(), 1);
    word.len() >= 4 && (MEANINGS.get(word) == Some(&Meaning::Kind) || KINDS.iter().any(near))
}

/// Takes street lines apart.
pub(crate) fn parse(text: &str) -> ParsedStreet {
    let folded = fold(text);
    let folded = romanise(&folded);
    let words = words(&folded);
    let meanings = &*MEANINGS;
    let mut street = ParsedStreet::default();
    let mut name: Vec<&str> = Vec::with_capacity(words.len());
    let mut kinds: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let next = words.get(at + 1).copied();
        at += 1;
        let meaning = meanings.get(word).copied();
        if word == "#"
            || (meaning == Some(Meaning::Unit)
                && next.is_some_and(is_unit_value)
                && word_is_unit(word, &name))
        {
            if let Some(value) = next {
                push_unit(&mut street.unit, value);
                at += 1;
            }
        } else if (meaning == Some(Meaning::Box) || word == "p" && matches!(name.last(), Some(&("b" | "c"))))
            && next.is_some_and(has_digit)
        {
            push_unit(&mut street.unit, "box");
            push_unit(&mut street.unit, next.unwrap_or_default());
            at += 1;
            name.retain(|part| !matches!(*part, "p" | "o" | "po" | "c" | "b"));
        } else if let Some(value) = korean_unit(word) {
            push_unit(&mut street.unit, value);
        } else if street.number.is_empty() && has_digit(word) && !is_ordinal(word) {
            street.number = word.to_string();
            // `5-123 Main St`: the unit stands before the number.
            if let Some(number) = next.filter(|_| name.is_empty())
                && let Some(number) = number.strip_prefix('-')
            {
                street.unit = std::mem::replace(&mut street.number, number.to_string());
                at += 1;
            }
        } else if let Some(Meaning::Direction(short)) = meaning {
            name.push(short);
        } else if meaning == Some(Meaning::Kind) {
            kinds.push(word);
        } else if word != "," {
            name.push(short_region(word.trim_start_matches('-')));
        }
    }
    if kinds.is_empty() && street.number.is_empty() && street.unit.starts_with("box-") {
        // Without a street the box is the address, at whatever station: its number is what tells it.
        street.number = street.unit.split_off("box-".len());
        street.unit.clear();
        name = vec!["box"];
    } else if name.is_empty() {
        name = kinds;
    }
    street.name = name.join(" ");
    street
}

/// `st` before a name is a saint, `no` in front of nothing a number: the unit words that are short need a street first.
fn word_is_unit(word: &str, name: &[&str]) -> bool {
    !matches!(word, "ste" | "fl" | "no" | "lot" | "local") || !name.is_empty()
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

fn is_unit_value(word: &str) -> bool {
    has_digit(word) || word.len() == 1
}

fn is_ordinal(word: &str) -> bool {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
    matches!(rest, "st" | "nd" | "rd" | "th" | "e" | "er" | "eme" | "ieme")
        || rest.ends_with(['길', '로', '가']) && !rest.is_empty()
}

/// `101동`, `1203호`, `3층`: building, flat and floor.
fn korean_unit(word: &str) -> Option<&str> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    (digits > 0 && matches!(&word[digits..], "동" | "호" | "층" | "호실")).then(|| &word[..digits])
}

fn push_unit(unit: &mut String, value: &str) {
    if !unit.is_empty() {
        unit.push('-');
    }
    unit.push_str(value.trim_start_matches(['-', '#']));
}

/// Words; a number glued to the end of a Korean road name stands apart, and so does what follows a `-` after digits.
fn words(folded: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(8);
    for chunk in
        folded.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '(' | ')' | '\'' | '"'))
    {
        let mut chunk = chunk;
        if let Some(rest) = chunk.strip_prefix('#') {
            words.push("#");
            chunk = rest;
        }
        if let Some(at) = glued_number(chunk) {
            words.push(&chunk[..at]);
            chunk = &chunk[at..];
        }
        let digits = chunk.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && chunk[digits..].starts_with('-') && chunk.len() > digits + 1 {
            words.push(&chunk[..digits]);
            words.push(&chunk[digits..]);
        } else if !chunk.is_empty() && chunk != "-" {
            words.push(chunk);
        }
    }
    words
}

/// `테헤란로123` is cut before the number.
fn glued_number(chunk: &str) -> Option<usize> {
    let at = chunk.find(|c: char| c.is_ascii_digit())?;
    let before = chunk[..at].chars().next_back()?;
    let after = chunk[at..].trim_start_matches(|c: char| c.is_ascii_digit());
    let whole_number = after.is_empty() || after.starts_with('-');
    (is_hangul(before) && matches!(before, '로' | '길' | '동' | '리' | '가') && whole_number).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn street_lines_are_taken_apart() {
        for (text, parts) in [
            ("12 Main Street Apt 5", "12|main|5"),
            ("12 main st. #5", "12|main|5"),
            ("5-12 Main St", "12|main|5"),
            ("1250, rue Saint-Denis Ouest, app. 3", "1250|saint-denis w|3"),
            ("88 5th Ave", "88|5th|"),
            ("PO Box 123", "123|box|"),
            ("P.O. Box 123 Stn A", "123|box|"),
            ("C.P. 123", "123|box|"),
            ("RR 2 PO Box 14", "2|rr|box-14"),
            ("Main Street, Box 7", "|main|box-7"),
            ("서울특별시 강남구 테헤란로 123, 101동 1203호", "123|서울 강남구 테헤란로|101-1203"),
            ("강남구 테헤란로123", "123|강남구 테헤란로|"),
            ("테헤란로 12길 34", "34|테헤란로 12길|"),
            ("400 The Avenue", "400|the avenue|"),
            ("", "||"),
        ] {
            let street = parse(text);
            assert_eq!(format!("{}|{}|{}", street.number, street.name, street.unit), parts, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(text in ".{0,60}") {
            parse(&text);
        }
    }
}
