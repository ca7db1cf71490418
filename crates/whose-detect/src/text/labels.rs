//! Names behind a label: `성명: 홍길동`, `Name: Anne Roy`, `firstName=Anne`, `"lastName":"Roy"`. What a label means, the words of
//! column names tell.

use std::cell::RefCell;

use super::context::{self, Says};
use super::latin_run::is_letter;
use super::{Range, floor};
use crate::hash::StableHash;
use crate::header::{self, Concept, Meaning};
use crate::identifiers::diagnosis;
use crate::lexicon::korean;
use crate::masks::is_mask;
use crate::person::{self, Named};

/// Longest label, in bytes.
const LONGEST: usize = 40;
/// A blank within a value, which ends none.
const BLANK: char = '\u{a0}';
/// Labels whose meaning is remembered: logs say the same few in every line.
const REMEMBERED: usize = 2_048;

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Its words do not say.
    Unknown,
    Nothing,
    /// A name, by a word for names.
    Whole,
    /// Somebody: perhaps by name, perhaps what they say.
    Somebody,
    /// A patient, who is named whether lists know the name or not.
    Patient,
    /// What somebody suffers from.
    Illness,
    Given,
    Family,
    City,
}

/// Names that labels show, and towns, which look like names: `City: North Lauren`.
#[derive(Debug, Default)]
pub(super) struct Labelled {
    pub whole: Vec<Range>,
    pub given: Vec<Range>,
    pub family: Vec<Range>,
    pub city: Vec<Range>,
    /// What somebody suffers from, in words.
    pub illnesses: Vec<Range>,
    /// Behind a word for names, one word.
    single: Vec<Range>,
}

/// Names that a label shows.
pub(super) fn names(text: &str) -> Labelled {
    let mut names = Labelled::default();
    for at in memchr::memchr3_iter(b':', b'=', 0xEF, text.as_bytes()) {
        let sign = match text.as_bytes()[at] {
            b':' | b'=' => 1,
            _ if text[at..].starts_with('：') => 3,
            _ => continue,
        };
        // `'name' => 'Anne Roy'`, of PHP and Ruby.
        let arrow = text[at..].starts_with("=>");
        let sign = sign + usize::from(arrow);
        let assigned = text.as_bytes()[at] == b'=' && !arrow;
        let told = label_before(text, at, assigned);
        if matches!(told, Told::Nothing | Told::Unknown) {
            continue;
        }
        let rest = &text[at + sign..];
        let blanks: &[char] = if assigned { &[' '] } else { &[' ', '\t'] };
        let opened = rest.trim_start_matches(blanks);
        let value = opened.trim_start_matches(['"', '\'']);
        let start = text.len() - value.len();
        let quote = opened.chars().next().filter(|_| value.len() < opened.len());
        names.take(text, Value { told, start, quote, assigned });
    }
    tagged(text, &mut names);
    serialized(text, &mut names);
    // `nom=Roy&prenom=Anne`: beside a given name, a name without one is the family's.
    if names.family.is_empty() && names.single.len() == names.given.len() {
        names.family = std::mem::take(&mut names.single);
    }
    names
}

/// A value behind a label.
struct Value {
    told: Told,
    start: usize,
    /// The sign that it is quoted in.
    quote: Option<char>,
    /// Its label ends with `=`.
    assigned: bool,
}

impl Labelled {
    /// Takes the name that a value is.
    fn take(&mut self, text: &str, value: Value) {
        let Value { told, start, quote, assigned } = value;
        let part = || part_end(text, start, quote, assigned);
        // Surer than a name of words that happen to be names.
        let sure = if told == Told::City { 89 } else { 85 };
        match told {
            Told::Given => self.given.extend(part().map(|end| (start, end, sure))),
            Told::Family => self.family.extend(part().map(|end| (start, end, sure))),
            Told::City => self.city.extend(part().map(|end| (start, end, sure))),
            Told::Illness => self.illnesses.extend(illness_end(text, start).map(|end| (start, end, sure))),
            Told::Whole | Told::Somebody | Told::Patient => match name_end(text, start, quote, told) {
                Some(end) => self.whole.push((start, end, sure)),
                None if told == Told::Whole => self.single.extend(part().map(|end| (start, end, sure))),
                None => {}
            },
            Told::Unknown | Told::Nothing => {}
        }
    }
}

/// Names in elements of XML that stands within a text: `<firstName>Anne</firstName>`.
fn tagged(text: &str, names: &mut Labelled) {
    let bytes = text.as_bytes();
    for closing in memchr::memchr_iter(b'<', bytes).filter(|at| bytes.get(at + 1) == Some(&b'/')) {
        let before = &text[..closing];
        let Some((opening, value)) = before.rfind('<').and_then(|at| before[at + 1..].split_once('>')) else {
            continue;
        };
        let name = opening.split([' ', '\n']).next().unwrap_or_default();
        let closed = text[closing + 2..].starts_with(name) && !name.is_empty();
        if !closed || value.is_empty() || value.len() > LONGEST * 2 {
            continue;
        }
        let told = remembered(name.rsplit(':').next().unwrap_or_default());
        let list = match told {
            Told::Given => &mut names.given,
            Told::Family => &mut names.family,
            Told::Whole | Told::Somebody | Told::Patient => match person::judge(value.trim()) {
                Named::Person => &mut names.whole,
                Named::MaybePerson if told != Told::Somebody => &mut names.whole,
                _ => continue,
            },
            Told::City => &mut names.city,
            Told::Illness => &mut names.illnesses,
            Told::Unknown | Told::Nothing => continue,
        };
        let start = closing - value.trim_start().len();
        list.push((start, start + value.trim().len(), 85));
    }
}

/// Names in what PHP serialises: `s:10:"first_name";s:4:"Anne";`, quotes perhaps escaped.
fn serialized(text: &str, names: &mut Labelled) {
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(b';', bytes).filter(|at| bytes[*at..].starts_with(b";s:")) {
        let before = text[..at].trim_end_matches(['"', '\\']);
        let quoted = text[at + 3..].trim_start_matches(|c: char| c.is_ascii_digit());
        let value = quoted.strip_prefix(':').unwrap_or_default().trim_start_matches('\\');
        let Some(value) = value.strip_prefix('"') else { continue };
        let Some(label) = before.rsplit('"').next().filter(|label| label.len() <= LONGEST) else { continue };
        let start = text.len() - value.len();
        // `\"` closes where quotes are escaped.
        let quote = if value.contains("\\\"") { '\\' } else { '"' };
        names.take(text, Value { told: remembered(label), start, quote: Some(quote), assigned: false });
    }
}

/// What the label that ends before `at` speaks of.
fn label_before(text: &str, at: usize, assigned: bool) -> Told {
    let before = &text[floor(text, at.saturating_sub(LONGEST))..at];
    let before = if assigned { before } else { before.trim_end() };
    let before = before.trim_end_matches(['"', '\'', ']']);
    if !before.ends_with(|c: char| is_letter(c) || korean::is_hangul(c)) {
        return illness_by_label(before);
    }
    let from = before
        .rfind(['\n', '\t', ',', ';', '|', '(', '[', '"', '\'', '{', '&', '?', '.', ':', '='])
        .map_or(0, |separator| separator + 1);
    let clause = before[from..].trim_start();
    let last = clause.rfind(' ').map_or(0, |blank| blank + 1);
    let told = remembered(&clause[last..]);
    if told == Told::Illness {
        // `Diagnostic: no such file`; the French leave a space before the colon.
        let doubtful =
            clause[last..].to_ascii_lowercase().starts_with("diagnostic") && !text[..at].ends_with(' ');
        return if doubtful || assigned { Told::Nothing } else { told };
    }
    // `Diagnóstico principal`.
    if told == Told::Unknown && last > 0 && !assigned {
        let first = clause.split(' ').next().unwrap_or_default();
        return Some(remembered(first)).filter(|first| *first == Told::Illness).unwrap_or(told);
    }
    if last == 0 || assigned || matches!(told, Told::Nothing | Told::Unknown) {
        return told;
    }
    // `First name: ...`; but a file name is nobody's.
    let two = clause[..last - 1].rfind(' ').map_or(0, |blank| blank + 1);
    match remembered(&clause[two..]) {
        Told::Unknown => told,
        both => both,
    }
}

/// `التشخيص`, `病名`: a label in other letters that says that an illness follows.
fn illness_by_label(before: &str) -> Told {
    if !before.ends_with(char::is_alphabetic) {
        return Told::Nothing;
    }
    let label = before.rsplit(|c: char| !c.is_alphabetic() && c != ' ').next().unwrap_or_default();
    Some(remembered(label.trim())).filter(|told| *told == Told::Illness).unwrap_or(Told::Nothing)
}

thread_local! {
    /// Hashes of labels with what they tell, each in the one place that it may stand in.
    static MEANINGS: RefCell<[(u64, Told); REMEMBERED]> = const { RefCell::new([(0, Told::Nothing); REMEMBERED]) };
}

fn remembered(label: &str) -> Told {
    let mut hash = StableHash::default();
    hash.text(label);
    let hash = hash.finish();
    MEANINGS.with_borrow_mut(|meanings| {
        let place = &mut meanings[hash as usize % REMEMBERED];
        if place.0 != hash {
            *place = (hash, meaning(label));
        }
        place.1
    })
}

/// What a label speaks of.
fn meaning(label: &str) -> Told {
    if diagnosis::is_label(label) {
        return Told::Illness;
    }
    let words = header::words(label);
    if words.partial {
        return Told::Nothing;
    }
    let guess = header::guess(&words);
    match guess.meaning {
        Some(Meaning::GivenName) if guess.strength >= 60 => Told::Given,
        Some(Meaning::FamilyName) if guess.strength >= 60 => Told::Family,
        Some(Meaning::City) if guess.strength >= 60 => Told::City,
        Some(Meaning::PersonName)
            if words.any(&[Concept::Name, Concept::FullName]) && guess.strength >= 50 =>
        {
            Told::Whole
        }
        Some(Meaning::PersonName) if guess.strength >= 50 && words.only(Concept::Patient) => Told::Patient,
        Some(Meaning::PersonName) if guess.strength >= 50 => Told::Somebody,
        Some(Meaning::Illness) => Told::Illness,
        Some(Meaning::ClientKey) if words.only(Concept::Client) => Told::Somebody,
        None if !guess.other => Told::Unknown,
        _ => Told::Nothing,
    }
}

/// Where a given or family name ends: one or a few words of letters.
fn part_end(text: &str, start: usize, quote: Option<char>, assigned: bool) -> Option<usize> {
    let rest = &text[start..floor(text, text.len().min(start + 60))];
    let ends = |c: char| match quote {
        Some(quote) => c == quote,
        None => {
            matches!(
                c,
                '\n' | '\r' | '\t' | ',' | ';' | '|' | '/' | '(' | '<' | '[' | '"' | ']' | '}' | ')' | '&'
            ) || assigned && c == ' '
        }
    };
    let value = rest[..rest.find(ends).unwrap_or(rest.len())].trim_end();
    let letters =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '\u{a0}' | '-' | '\'' | '’' | '.') || is_mask(c);
    let name = value.chars().all(letters)
        && value.chars().any(char::is_alphabetic)
        && value.split([' ', '\u{a0}']).count() <= 3
        && !person::is_nothing(value)
        && !person::is_truth(value);
    // Behind a colon a sentence may go on: `Name: see below`.
    let capital = value.chars().next().is_some_and(|c| !c.is_lowercase());
    (name && (assigned || quote.is_some() || capital)).then_some(start + value.len())
}

/// Where the words for an illness end: with the line, its column, a sentence, or before the next label.
fn illness_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..floor(text, text.len().min(start + 160))];
    let line = rest.split(['\n', '\r', '\t', '<', '"', '|']).next().unwrap_or_default();
    let cell = line.split("  ").next().unwrap_or_default();
    let sentence = cell.split(". ").next().unwrap_or_default();
    let value = match sentence.split_once([':', '：']) {
        Some((before, _)) => before.rsplit_once([',', '.', ';', ' ']).map_or("", |(value, _)| value),
        None => sentence,
    };
    let value = value.trim_end_matches([' ', '.', ',', ';']);
    let letters = value.chars().filter(|letter| letter.is_alphabetic()).take(3).count();
    let told = letters > 1 && !person::is_nothing(value) && !value.contains(['=', '{', '\\', '@']);
    told.then_some(start + value.len())
}

/// Without a label at its end, which the sign behind it shows: `Anne Roy Email` of `Name:Anne Roy Email:...`.
fn without_label<'l>(line: &'l str, behind: &str) -> &'l str {
    match line.rsplit_once(' ').filter(|_| behind.starts_with([':', '='])) {
        Some((before, label)) if is_label(label) => before,
        _ => line,
    }
}

/// Is a word one that labels are made of: `Email`, `Phone`?
pub(super) fn is_label(word: &str) -> bool {
    remembered(word) != Told::Unknown
}

/// Where the name that begins at `start` ends, if one begins there.
fn name_end(text: &str, start: usize, quote: Option<char>, told: Told) -> Option<usize> {
    // No name is longer; a line may be.
    let rest = &text[start..floor(text, text.len().min(start + 160))];
    let line = rest
        .find(['\n', '\r', '\t', ',', ';', '|', '/', '(', '<', '[', '"', '\\', ':', ']', '}', ')', '=', '&'])
        .unwrap_or(rest.len());
    let line = &rest[..line];
    // A single quote within a name has letters on both sides.
    let closed = quote.filter(|quote| *quote == '\'').and_then(|_| {
        line.match_indices('\'').map(|(at, _)| at).find(|at| !line[at + 1..].starts_with(char::is_alphabetic))
    });
    let line = &line[..closed.unwrap_or(line.len())];
    if line.chars().next().is_some_and(korean::is_hangul) {
        let word = line.split(' ').next().unwrap_or_default();
        let name = super::korean::name_in(word, told == Told::Somebody)?;
        return Some(start + name.len());
    }
    let line = without_label(line, &rest[line.len()..]);
    let (mut best, mut from) = (None, 0);
    for (end, blank) in line.match_indices([' ', BLANK]).chain([(line.len(), "")]).take(4) {
        let word = &line[from..end];
        let capital = word.chars().next().is_some_and(|c| c.is_uppercase() || is_mask(c));
        // `Agent: Thanks Brian`.
        let speaks = told == Told::Somebody && from == 0 && context::says(word) != Says::default();
        if !capital || speaks {
            break;
        }
        let name = line[..end].trim_end_matches('.');
        let named = person::judge(&name.replace(BLANK, " "));
        // What stands behind a speaker is mostly what is said.
        if named == Named::Person || named == Named::MaybePerson && told != Told::Somebody {
            best = Some(start + name.len());
        }
        from = end + blank.len();
    }
    let whole = line.split("  ").next().unwrap_or_default().trim_end();
    best.or_else(|| (told == Told::Patient && person::may_be_unknown(whole)).then(|| start + whole.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&'static str, &str)> {
        let names = names(text);
        let kinds = [
            ("whole", names.whole),
            ("given", names.given),
            ("family", names.family),
            ("city", names.city),
            ("illness", names.illnesses),
        ];
        let spans =
            kinds.into_iter().flat_map(|(kind, ranges)| ranges.into_iter().map(move |range| (kind, range)));
        let mut spans: Vec<_> = spans.collect();
        spans.sort_by_key(|(_, range)| range.0);
        spans.into_iter().map(|(kind, (start, end, _))| (kind, &text[start..end])).collect()
    }

    #[test]
    fn labels_of_forms_and_of_programs() {
        for (text, expected) in [
            ("Name: Anne Roy, Tel: 1", vec![("whole", "Anne Roy")]),
            ("고객 성명: 홍길동", vec![("whole", "홍길동")]),
            ("id=5 firstName=anne lastName=Roy status=OK", vec![("given", "anne"), ("family", "Roy")]),
            (
                r#"{"first_name":"Anne Lee","surname": "van der Berg"}"#,
                vec![("given", "Anne Lee"), ("family", "van der Berg")],
            ),
            ("First name: Anne\nLast name: Roy", vec![("given", "Anne"), ("family", "Roy")]),
            ("customerName=\"Anne Roy\" name=cache", vec![("whole", "Anne Roy")]),
            ("?fname=Anne&lname=Roy&x=1", vec![("given", "Anne"), ("family", "Roy")]),
            ("nom=Roy&prenom=Anne", vec![("family", "Roy"), ("given", "Anne")]),
            ("nom=Roy&x=1", vec![]),
            ("'id' => 5, 'nom' => 'Roy', 'prenom' => 'anne'", vec![("family", "Roy"), ("given", "anne")]),
            ("{'id': 5, 'name': 'Anne Roy', 'x': None}", vec![("whole", "Anne Roy")]),
            (
                "<o><ns:Name x='1'>Anne Roy</ns:Name><city>Anne</city></o>",
                vec![("whole", "Anne Roy"), ("city", "Anne")],
            ),
            ("City: North Lauren\tZip: 1", vec![("city", "North Lauren")]),
            (
                "<firstName>anne</firstName>\n<lastName> Roy </lastName><name>null</name>",
                vec![("given", "anne"), ("family", "Roy")],
            ),
            ("[firstname] => Anne", vec![("given", "Anne")]),
            ("{ID:5 Name:Anne Roy Email:a@x.org}", vec![("whole", "Anne Roy")]),
            ("Customer: Anne Roy: called today", vec![("whole", "Anne Roy")]),
            ("User(id=5, firstName=Anne, lastName=Roy)", vec![("given", "Anne"), ("family", "Roy")]),
            ("?name=Anne\u{a0}Roy&email=a@x.org", vec![("whole", "Anne\u{a0}Roy")]),
            (
                r#"a:2:{s:10:"first_name";s:4:"Anne";s:4:"name";s:3:"Roy";s:1:"x";i:5;}"#,
                vec![("given", "Anne"), ("family", "Roy")],
            ),
            ("Patient: Zvqork Melquandt\nDOB: 1", vec![("whole", "Zvqork Melquandt")]),
            ("Patient: Called Twice Today", vec![]),
            ("Diagnosis: Community acquired pneumonia\n", vec![("illness", "Community acquired pneumonia")]),
            ("Diagnosis: asthma. Allergies: none", vec![("illness", "asthma")]),
            ("Diagnose: Vorhofflimmern  Station: 4", vec![("illness", "Vorhofflimmern")]),
            ("Diagnóstico principal: insuficiencia cardiaca", vec![("illness", "insuficiencia cardiaca")]),
            ("Diagnostic : lombalgie aiguë", vec![("illness", "lombalgie aiguë")]),
            ("병명: 제2형 당뇨병", vec![("illness", "제2형 당뇨병")]),
            ("التشخيص: ارتفاع ضغط الدم", vec![("illness", "ارتفاع ضغط الدم")]),
            ("病名：気管支喘息", vec![("illness", "気管支喘息")]),
            ("Diagnostic: no such file; diagnosis=E12 diagnosis: N/A", vec![]),
            ("File name: Report Final", vec![]),
            ("lastName=null firstName= email=x", vec![]),
            ("first=1 last=20 name=eth0 threadName=Main Thread", vec![]),
            ("Last name: see the form below", vec![]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
