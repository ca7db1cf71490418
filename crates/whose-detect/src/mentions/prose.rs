//! Free text: identifiers by the scanner, names by label, title or honorific; and who belongs together.

use whose_model::{CategoryId, Role};

use super::assembly::Assembly;
use crate::detector::{Detector, Ids};
use crate::header::{self, Concept};
use crate::lexicon::korean;
use crate::person::{self, Named};
use crate::scan::{Finding, Findings, Hint};

/// Something found in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'t> {
    pub category: CategoryId,
    pub value: &'t str,
    pub start: u32,
    pub end: u32,
    pub certainty: u8,
}

/// A name's range and how certain it is.
type Name = (usize, usize, u8);

/// Labels after which a name stands.
const LABELS: [&str; 27] = [
    "성명",
    "이름",
    "성함",
    "고객명",
    "신청인",
    "신청자",
    "담당자",
    "운전자",
    "피보험자",
    "수취인",
    "수령인",
    "환자명",
    "예금주",
    "받는분",
    "name",
    "patient",
    "contact",
    "recipient",
    "insured",
    "driver",
    "customer",
    "nom",
    "client",
    "destinataire",
    "assuré",
    "conducteur",
    "attn",
];

/// Titles before Latin names.
const TITLES: [&str; 12] =
    ["Mr", "Mrs", "Ms", "Miss", "Dr", "Mme", "Mlle", "Monsieur", "Madame", "Mademoiselle", "Prof", "Docteur"];

/// Honorifics behind Korean names in running text.
const HONORIFICS: [&str; 6] = ["씨", "님", "고객", "선생", "귀하", "환자"];

/// Reads a text and hands out what it holds, in the order of the text.
pub(crate) fn read(
    detector: &Detector,
    text: &str,
    findings: &mut Findings,
    mut give: impl FnMut(Found<'_>),
) {
    detector.scanner().scan(text, Hint::default(), findings);
    let names = names(text);
    let mut names = names.iter().peekable();
    let category = detector.ids().person_name;
    let give_name = |name: &Name, give: &mut dyn FnMut(Found<'_>)| {
        let (start, end, certainty) = *name;
        give(Found { category, value: &text[start..end], start: start as u32, end: end as u32, certainty });
    };
    let card = detector.ids().card;
    let told = |finding: &&Finding| {
        finding.certainty >= 50
            && !(card == Some(finding.category) && is_labelled_shipment(&text[..finding.start as usize]))
    };
    for finding in findings.list().iter().filter(told) {
        while let Some(name) = names.next_if(|name| name.0 < finding.start as usize) {
            if name.1 <= finding.start as usize {
                give_name(name, &mut give);
            }
        }
        // A name within an identifier is part of it.
        while names.next_if(|name| name.0 < finding.end as usize).is_some() {}
        give(Found {
            category: finding.category,
            value: findings.value(finding),
            start: finding.start,
            end: finding.end,
            certainty: finding.certainty,
        });
    }
    names.for_each(|name| give_name(name, &mut give));
}

/// Does the word just before a number say that it is a parcel's: `pin=`, `tracking no: `? One parcel number in
/// ten passes for a card.
fn is_labelled_shipment(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '=', ':', '#', '"', '\'', '[', '(', '.']);
    let from = before
        .char_indices()
        .rev()
        .take(30)
        .take_while(|(_, c)| !matches!(c, '=' | ':' | ',' | ';' | '|' | '"'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    let mut words = before[from..].rsplit(' ').filter(|word| !word.is_empty());
    words.next().is_some_and(|last| {
        let said = header::words(last);
        let numbered = said.has(Concept::Number) && words.next().is_some_and(is_shipment);
        said.has(Concept::Shipment) || numbered
    })
}

fn is_shipment(word: &str) -> bool {
    header::words(word).has(Concept::Shipment)
}

/// Names that a label, a title or an honorific shows, in the order of the text, none within another.
fn names(text: &str) -> Vec<Name> {
    let mut names = Vec::new();
    if text.contains([':', '：']) {
        labelled(text, &mut names);
    }
    // The first bytes of Hangul syllables in UTF-8.
    if !text.bytes().any(|byte| matches!(byte, 0xEA..=0xED)) {
        titled(text, &mut names);
    } else {
        honoured(text, &mut names);
    }
    names.sort_unstable();
    names.dedup_by(|next, before| next.0 < before.1);
    names
}

/// `성명: 홍길동`, `Name: Anne Roy`.
fn labelled(text: &str, names: &mut Vec<Name>) {
    for (colon, sign) in text.match_indices([':', '：']) {
        let before = text[floor(text, colon.saturating_sub(40))..colon].trim_end();
        if !before.ends_with(char::is_alphabetic) {
            continue;
        }
        let label_from =
            before.rfind([' ', '\t', '\n', ',', ';', '|', '(', '[', '"', '{', '_']).map_or(0, |at| at + 1);
        let label = &before[label_from..];
        if label.len() > 30 || !is_label(label) {
            continue;
        }
        let from = colon + sign.len();
        let rest = &text[from..];
        let start = from + (rest.len() - rest.trim_start_matches([' ', '\t', '"']).len());
        if let Some(end) = name_end(text, start) {
            names.push((start, end, 85));
        }
    }
}

fn is_label(label: &str) -> bool {
    if label.is_ascii() {
        return LABELS.iter().any(|known| label.eq_ignore_ascii_case(known));
    }
    let label = label.to_lowercase();
    LABELS.contains(&label.as_str())
}

/// The border of a character at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where the name that begins at `start` ends, if one begins there.
fn name_end(text: &str, start: usize) -> Option<usize> {
    // No name is longer; a line may be.
    let rest = &text[start..floor(text, text.len().min(start + 160))];
    let line = rest
        .find(['\n', '\r', '\t', ',', ';', '|', '/', '(', '<', '[', '"', ':', ']', '}'])
        .unwrap_or(rest.len());
    let line = &rest[..line];
    if line.chars().next().is_some_and(korean::is_hangul) {
        let word = line.split(' ').next().unwrap_or_default();
        let name = korean_stem(word)?;
        return Some(start + name.len());
    }
    let mut best = None;
    let mut end = 0;
    for (count, word) in line.split(' ').enumerate().take(4) {
        end += word.len() + usize::from(count > 0);
        let capital = word.chars().next().is_some_and(char::is_uppercase)
            || person::is_mask(word.chars().next().unwrap_or(' '));
        if !capital {
            break;
        }
        let named = person::judge(line[..end].trim_end_matches('.'));
        if matches!(named, Named::Person | Named::MaybePerson) {
            best = Some(start + line[..end].trim_end_matches('.').len());
        }
    }
    best
}

/// The name in a Korean word, without honorific and particle.
fn korean_stem(word: &str) -> Option<&str> {
    const PARTICLES: [&str; 12] = ["은", "는", "이", "가", "을", "를", "의", "에게", "께", "과", "와", "도"];
    let word = word.trim_end_matches(['.', '!', '?']);
    let is_name = |text: &str| matches!(person::judge(text), Named::Person | Named::MaybePerson);
    let bare = person::without_honorific(word);
    if is_name(bare) {
        return Some(bare);
    }
    PARTICLES
        .iter()
        .find_map(|particle| word.strip_suffix(particle))
        .map(person::without_honorific)
        .filter(|stem| is_name(stem))
}

/// `Mr. Paul Lee`, `Mme Gagnon`.
fn titled(text: &str, names: &mut Vec<Name>) {
    // Every title begins with one of these.
    for at in memchr::memchr3_iter(b'M', b'D', b'P', text.as_bytes()) {
        let border = !text[..at].ends_with(char::is_alphanumeric);
        let Some(title) =
            TITLES.iter().filter(|title| text[at..].starts_with(**title)).max_by_key(|title| title.len())
        else {
            continue;
        };
        let after = &text[at + title.len()..];
        let gap = after.bytes().take(3).take_while(|byte| matches!(byte, b'.' | b' ')).count();
        if !border || gap == 0 || gap > 2 {
            continue;
        }
        let start = at + title.len() + gap;
        if let Some(end) = name_end(text, start).or_else(|| single_name_end(text, start)) {
            names.push((start, end, 75));
        }
    }
}

/// One capitalised word of a family name behind a title.
fn single_name_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let length =
        rest.find(|c: char| !(c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))).unwrap_or(rest.len());
    let word = &rest[..length];
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    (capital && word.len() >= 3 && crate::lexicon::latin::flags(word).family()).then_some(start + length)
}

/// `홍길동 씨`, `홍길동님`.
fn honoured(text: &str, names: &mut Vec<Name>) {
    for honorific in HONORIFICS {
        for (at, _) in text.match_indices(honorific) {
            let before = text[..at].trim_end_matches(' ');
            if at - before.len() > 1 {
                continue;
            }
            let from = before
                .char_indices()
                .rev()
                .take_while(|(_, c)| korean::is_hangul(*c) || person::is_mask(*c))
                .last();
            let Some((from, _)) = from else { continue };
            let name = &before[from..];
            if (6..=12).contains(&name.len()) && person::judge(name) == Named::Person {
                names.push((from, before.len(), 75));
            }
        }
    }
}

/// Gathers what a text holds into people: what stands together belongs together, until something comes a
/// second time.
#[derive(Debug)]
pub(crate) struct People {
    party: u32,
    number: u32,
    own: Option<u32>,
    current: Option<u32>,
    last_end: u32,
}

/// Further apart than this, in bytes, nothing belongs together.
const NEAR: u32 = 400;

impl People {
    /// People of a text that counts as `party`. Where `own` is given, everything is that person's.
    pub(crate) const fn new(party: u32, own: Option<u32>) -> Self {
        Self { party, number: 0, own, current: None, last_end: 0 }
    }

    /// Whose the next finding is.
    pub(crate) fn slot_of(
        &mut self,
        category: CategoryId,
        at: u32,
        ids: &Ids,
        record: &mut Assembly,
        role: Role,
    ) -> u32 {
        if let Some(own) = self.own {
            return own;
        }
        let again = self.current.is_some_and(|current| {
            let name = ids.is_name(category)
                && (record.has(current, ids.person_name) || record.has(current, ids.email));
            name || (!ids.is_phone(category) && record.has(current, category))
        });
        let far = at.saturating_sub(self.last_end) > NEAR;
        self.last_end = at;
        match self.current {
            Some(current) if !again && !far => current,
            _ => {
                let slot = record.slot(self.party, self.number, role);
                self.number += 1;
                self.current = Some(slot);
                slot
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_labelled_shipment, names};

    #[test]
    fn numbers_of_parcels() {
        for before in ["label printed pin=", "Tracking no: ", "parcel ", "colis #"] {
            assert!(is_labelled_shipment(before), "{before}");
        }
        for before in ["card ", "paid with ", "pin=12 card=", ""] {
            assert!(!is_labelled_shipment(before), "{before}");
        }
    }

    fn found(text: &str) -> Vec<&str> {
        names(text).into_iter().map(|(start, end, _)| &text[start..end]).collect()
    }

    #[test]
    fn names_in_prose() {
        assert_eq!(found("성명: 홍길동 연락처 010-1234-5678"), ["홍길동"]);
        assert_eq!(found("홍길동 씨가 방문, 김민준님께 안내"), ["홍길동", "김민준"]);
        assert_eq!(found("Name: Anne Roy, spoke with Mr. Paul Lee today"), ["Anne Roy", "Paul Lee"]);
        assert_eq!(found("Bonjour Mme Gagnon"), ["Gagnon"]);
        assert_eq!(found("name: eth0 driver: nouveau"), [] as [&str; 0]);
        assert_eq!(found("배송 완료 고객센터 님"), [] as [&str; 0]);
    }
}
