//! Records of one length with nothing between them, as mainframes and COBOL programs write.
//!
//! The length is the one after which digits, letters and blanks come again at the same places.

use super::Unit;

/// Characters that are looked at.
const LOOKED_AT: usize = 16_384;
/// Records shorter or longer than these are none.
const SHORTEST: usize = 20;
const LONGEST: usize = 4_096;
/// So many records show their length.
const LEAST: usize = 8;
/// A line end stands in no such file but by chance, within packed numbers.
const MOST_LINES: usize = 200;

/// The length of the records, in units. `length`: of the whole source, where it takes a byte for each unit.
pub(super) fn record_length(head: &str, unit: Unit, length: Option<u64>) -> Option<usize> {
    let lines = memchr::memchr_iter(b'\n', head.as_bytes()).count();
    if lines * MOST_LINES > head.len() || head.trim_start().starts_with(['{', '[', '<']) {
        return None;
    }
    let places = classes(head, unit);
    let most = LONGEST.min(places.len() / LEAST);
    let scores: Vec<f32> = (SHORTEST..=most).map(|shift| again(&places, shift)).collect();
    let best = scores.iter().copied().fold(0.0, f32::max);
    let mut sorted = scores.clone();
    sorted.sort_unstable_by(f32::total_cmp);
    let usual = *sorted.get(sorted.len() / 2)?;
    let longest = SHORTEST + scores.iter().position(|score| *score == best)?;
    // Twice the length fits as well, and better where every second record is of another kind.
    let part = |shift: &usize| longest.is_multiple_of(*shift) && scores[shift - SHORTEST] >= best - 0.15;
    let found = (SHORTEST..=longest).find(part)?;
    let enough = |score: f32| score >= 0.75 && score >= usual * 1.15;
    let divides = |length: u64| length % found as u64 <= 2;
    (enough(scores[found - SHORTEST]) && length.is_none_or(divides)).then_some(found)
}

/// What kind of character stands at each place.
fn classes(head: &str, unit: Unit) -> Vec<u8> {
    let class = |c: char| match c {
        ' ' => 0,
        c if c.is_ascii_digit() => 1,
        c if c.is_alphabetic() => 2,
        _ => 3,
    };
    let wide = |c: char| std::iter::repeat_n(class(c), unit.width(c));
    head.chars().flat_map(wide).take(LOOKED_AT).collect()
}

/// The share of places at which the same kind stands so much further on.
fn again(places: &[u8], shift: usize) -> f32 {
    let pairs = places.iter().zip(&places[shift..]);
    let same = pairs.filter(|(one, other)| one == other).count();
    same as f32 / (places.len() - shift) as f32
}

/// The first records of a head.
pub(super) fn records(head: &str, length: usize, unit: Unit) -> Vec<&str> {
    let mut records = Vec::new();
    let mut rest = head;
    while records.len() < super::SAMPLE {
        let (record, behind) = rest.split_at(super::split_at(rest, length, unit));
        if unit.length(record) < length {
            break;
        }
        records.push(record);
        rest = behind;
    }
    records
}
