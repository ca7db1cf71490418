//! Running text: identifiers by the scanner, names and addresses by lists, shape and context.
//!
//! A text is read once for identifiers, once for names and once for addresses; each pass stops at its own signs
//! only (digits, capital letters, Hangul), so that most bytes are looked at by none of the slower ones. Where the user
//! gives a model for names, it is asked last ([`by_model`]).

mod base64_text;
mod births;
mod by_model;
mod context;
mod document;
mod encoded;
mod illnesses;
mod korean;
mod korean_name;
pub(crate) mod korean_words;
mod labels;
mod latin;
mod latin_address;
mod latin_run;
mod latin_weight;
mod places;
mod travellers;

use whose_model::CategoryId;

use crate::address;
use crate::dates::Order;
use crate::detector::Detector;
use crate::header::{self, Concept};
use crate::lexicon::korean::is_hangul;
use crate::scan::{Findings, Hint};
pub(crate) use context::is_title;
pub(crate) use document::is_document;
pub(crate) use latin_run::is_letter;

/// Something found in a running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// What it is.
    pub category: CategoryId,
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// How certain, 0 to 100. Below 50: worth counting, not worth telling of a person.
    pub certainty: u8,
    /// Number of the identifier's finding, whose value has a normal form.
    finding: Option<u32>,
}

impl Span {
    const fn new(category: CategoryId, start: usize, end: usize, certainty: u8) -> Self {
        Self { category, start, end, certainty, finding: None }
    }
}

/// Something found, with its value: as written, or an identifier's normal form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<'t> {
    pub category: CategoryId,
    pub value: &'t str,
    pub start: u32,
    pub end: u32,
    pub certainty: u8,
}

/// A range of the text and how certain it is.
type Range = (usize, usize, u8);

/// A finding of this certainty or more is told of a person.
const TOLD: u8 = 50;

/// Reads a text and hands out what it tells of people, in the order of the text; addresses in their parts. What is encoded in it
/// as addresses of the web are is read as it was meant. `order` is that of the dates of the source, where it is known.
pub(crate) fn read(
    detector: &Detector,
    text: &str,
    order: Option<Order>,
    findings: &mut Findings,
    mut give: impl FnMut(Found<'_>),
) {
    match encoded::decoded(text) {
        None => read_plain(detector, text, order, findings, give),
        Some(decoded) => read_plain(detector, &decoded.text, order, findings, |found| {
            give(Found { start: decoded.origin(found.start), end: decoded.origin(found.end), ..found })
        }),
    }
}

fn read_plain(
    detector: &Detector,
    text: &str,
    order: Option<Order>,
    findings: &mut Findings,
    mut give: impl FnMut(Found<'_>),
) {
    let ids = detector.ids();
    for span in spans(detector, text, order, findings).into_iter().filter(|span| span.certainty >= TOLD) {
        let written = &text[span.start..span.end];
        if span.category == ids.street
            && let Some(parts) = address::part(written)
        {
            let part = |range: std::ops::Range<usize>, category| Found {
                category,
                value: &written[range.clone()],
                start: (span.start + range.start) as u32,
                end: (span.start + range.end) as u32,
                certainty: span.certainty,
            };
            let mut given = vec![part(parts.street, ids.street)];
            given.extend(parts.city.map(|range| part(range, ids.city)));
            given.extend(parts.region.map(|range| part(range, ids.region)));
            given.extend(parts.postcode.map(|range| part(range, ids.postcode)));
            given.extend(parts.country.map(|range| part(range, ids.country)));
            given.sort_unstable_by_key(|found| found.start);
            given.into_iter().for_each(&mut give);
            continue;
        }
        let finding = span.finding.map(|number| findings.list()[number as usize]);
        let value = finding.as_ref().map_or(written, |finding| findings.value(finding));
        give(Found {
            category: span.category,
            value,
            start: span.start as u32,
            end: span.end as u32,
            certainty: span.certainty,
        });
    }
}

/// Everything that a text holds, in the order of the text, nothing within another.
pub(crate) fn spans(
    detector: &Detector,
    text: &str,
    order: Option<Order>,
    findings: &mut Findings,
) -> Vec<Span> {
    let ids = detector.ids();
    detector.scanner().scan(text, Hint { order, ..Hint::default() }, findings);
    let mut spans = Vec::new();
    let card = ids.card;
    for (number, finding) in (0u32..).zip(findings.list()) {
        if card == Some(finding.category) && is_labelled_shipment(&text[..finding.start as usize]) {
            continue;
        }
        let (start, end) = (finding.start as usize, finding.end as usize);
        let span = Span::new(finding.category, start, end, finding.certainty);
        spans.push(Span { finding: Some(number), ..span });
    }
    let hangul = may_hold_hangul(text.as_bytes()) && text.chars().any(is_hangul);
    let mut ranges = Vec::new();
    let mut add = |ranges: &mut Vec<Range>, category| {
        if !ranges.is_empty() {
            spans.extend(ranges.drain(..).map(|(start, end, sure)| Span::new(category, start, end, sure)));
        }
    };
    let mut labelled = labels::names(text);
    travellers::names(text, &mut labelled.family, &mut labelled.given);
    add(&mut labelled.given, ids.given_name);
    add(&mut labelled.family, ids.family_name);
    add(&mut labelled.city, ids.city);
    ranges.append(&mut labelled.whole);
    births::names(text, ids, findings, &mut ranges);
    if hangul {
        korean::names(text, &mut ranges);
    }
    let mut latin = latin::read(text);
    ranges.append(&mut latin.names);
    add(&mut ranges, ids.person_name);
    if hangul {
        korean::addresses(text, &mut ranges);
    }
    ranges.extend(latin.addresses);
    let mut events: Vec<Range> =
        ranges.extract_if(.., |(start, end, _)| is_of_event(text, *start, *end)).collect();
    add(&mut ranges, ids.street);
    add(&mut events, ids.event_place);
    ranges = latin.places;
    add(&mut ranges, ids.city);
    for illness in labelled.illnesses {
        illnesses::add(ids, illness, &mut spans);
    }
    if let Some(model) = detector.names_in_prose() {
        by_model::add(ids, text, model, &mut spans);
    }
    settle(ids, &mut spans);
    spans
}

/// Bytes looked at together.
const BLOCK: usize = 64;

/// Does a byte begin a character of the plane in which Hangul stands? Without a branch for each byte.
fn may_hold_hangul(bytes: &[u8]) -> bool {
    let any = |block: &[u8]| block.iter().fold(false, |any, byte| any | (byte.wrapping_sub(0xEA) < 4));
    bytes.chunks(BLOCK).any(any)
}

/// Of what overlaps, the surer stays; an address swallows what stands in it.
fn settle(ids: &crate::detector::Ids, spans: &mut Vec<Span>) {
    if spans.len() < 2 {
        return;
    }
    let rank = |span: &Span| {
        if span.category == ids.street || span.category == ids.event_place {
            3
        } else if span.finding.is_some() && span.certainty >= TOLD {
            2
        } else {
            u8::from(span.certainty >= TOLD)
        }
    };
    // What reaches over the border of an address and is as sure takes its place.
    let crossed: Vec<(usize, usize, u8)> = spans
        .iter()
        .filter(|span| span.finding.is_some())
        .map(|span| (span.start, span.end, span.certainty))
        .collect();
    let crosses = |address: &Span, (start, end, sure): (usize, usize, u8)| {
        let apart = end <= address.start || address.end <= start;
        let within = address.start <= start && end <= address.end;
        !apart && !within && sure >= address.certainty
    };
    spans.retain(|span| rank(span) != 3 || !crossed.iter().any(|finding| crosses(span, *finding)));
    spans.sort_by_key(|span| (std::cmp::Reverse(rank(span)), std::cmp::Reverse(span.certainty), span.start));
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    let mut taken = Taken::default();
    for span in spans.drain(..) {
        if taken.take(span.start, span.end) {
            kept.push(span);
        }
    }
    kept.sort_unstable_by_key(|span| span.start);
    *spans = kept;
}

/// Ranges that are taken already, in the order of the text.
#[derive(Default)]
struct Taken(Vec<(usize, usize)>);

impl Taken {
    /// Takes a range unless part of it is taken.
    fn take(&mut self, start: usize, end: usize) -> bool {
        if self.meets(start, end) {
            return false;
        }
        let at = self.0.partition_point(|taken| taken.0 < end);
        self.0.insert(at, (start, end));
        true
    }

    /// Is part of a range taken?
    fn meets(&self, start: usize, end: usize) -> bool {
        let at = self.0.partition_point(|taken| taken.0 < end);
        at > 0 && self.0[at - 1].1 > start
    }
}

/// Is an address where something happened rather than where someone lives: `사고장소: ...`, `... 앞 노상`?
fn is_of_event(text: &str, start: usize, end: usize) -> bool {
    const BEFORE: [&str; 12] = [
        "장소", "현장", "발생", "사고", "출동", "지점", "scene", "accident", "crash", "incident", "lieu",
        "survenu",
    ];
    const BEHIND: [&str; 8] = ["앞", "인근", "부근", "일대", "노상", "사거리", "교차로", "방면"];
    let head = &text[floor(text, start.saturating_sub(20))..start];
    let head = head.rsplit('\n').next().unwrap_or_default().to_lowercase();
    let tail = text[end..].trim_start_matches(' ');
    head.len() > 3 && BEFORE.iter().any(|word| head.contains(word))
        || !tail.starts_with(|c: char| c.is_ascii()) && BEHIND.iter().any(|word| tail.starts_with(word))
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

/// The border of a character at or before a byte.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests;
