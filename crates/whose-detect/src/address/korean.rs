//! Korean addresses, by road (`강남구 테헤란로 123, 4층`) and by lot (`역삼동 12-3번지 한빛아파트 101동 202호`).

use super::{Parts, Shape, tidy, words};
use crate::lexicon::places;

/// What a word of an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Region,
    District,
    Village,
    Road,
    Number,
    Unit,
    Postcode,
    Other,
}

pub(crate) fn word_kind(word: &str) -> Word {
    let bare = bare(word);
    // Numbers are neither regions nor end in a syllable.
    if bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
        let is_code = super::is_digits_postcode(bare) && (bare.len() == 5 || bare.len() == 7);
        return match bare.as_bytes() {
            _ if is_code => Word::Postcode,
            [] | [b'-', ..] => glued_road(bare),
            _ => Word::Number,
        };
    }
    if places::region(bare).is_some() {
        return Word::Region;
    }
    let mut letters = bare.chars();
    let Some(last) = letters.next_back() else { return Word::Other };
    let several = letters.next().is_some();
    let digits = || bare.bytes().any(|byte| byte.is_ascii_digit());
    let starts_with_number = bare.starts_with(|c: char| c.is_ascii_digit() || c == '*');
    match last {
        '시' | '군' | '구' if several && !digits() => Word::District,
        '로' | '길' if several => Word::Road,
        '읍' | '면' | '리' if several && !digits() => Word::Village,
        '동' | '가' if !starts_with_number && several => Word::Village,
        '동' | '호' | '층' if starts_with_number => Word::Unit,
        '지' if bare.ends_with("번지") => Word::Number,
        _ if starts_with_number || bare.starts_with('산') && digits() => Word::Number,
        _ => glued_road(bare),
    }
}

/// A word without brackets and dots around it.
fn bare(word: &str) -> &str {
    let inner = |byte: &u8| !matches!(byte, b'(' | b')' | b'[' | b']' | b'.');
    let bytes = word.as_bytes();
    let from = bytes.iter().position(inner).unwrap_or(bytes.len());
    let to = bytes.iter().rposition(inner).map_or(from, |last| last + 1);
    &word[from..to]
}

/// `테헤란로123`, `역삼동12-3`.
fn glued_road(word: &str) -> Word {
    let stem = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-' || c == '*');
    if stem.len() == word.len() || stem.is_empty() {
        return Word::Other;
    }
    match stem.chars().last() {
        Some('로' | '길') => Word::Road,
        Some('동' | '리' | '가') => Word::Village,
        _ => Word::Other,
    }
}

pub(super) fn shape(text: &str) -> Shape {
    let (mut region, mut district, mut village, mut road, mut number, mut unit, mut count) =
        (0, 0, 0, 0, 0, 0, 0);
    for (_, word) in words(text).take(14) {
        count += 1;
        match word_kind(word) {
            Word::Region => region += 1,
            Word::District => district += 1,
            Word::Village => village += 1,
            Word::Road => {
                road += 1;
                number += usize::from(word.ends_with(|c: char| c.is_ascii_digit()));
            }
            Word::Number => number += 1,
            Word::Unit => unit += 1,
            Word::Postcode | Word::Other => {}
        }
    }
    let areas = usize::from(region > 0) + usize::from(district > 0);
    let fine = road + village;
    if count < 2 {
        return Shape::No;
    }
    if areas > 0 && fine > 0 && number + unit > 0 || areas == 2 && number > 0 {
        return Shape::Whole;
    }
    if fine > 0 && number > 0 {
        return Shape::Street;
    }
    if areas == 2 || (areas > 0 && fine > 0) || unit >= 2 || (unit == 1 && count <= 4) {
        return Shape::Weak;
    }
    Shape::No
}

pub(super) fn part(text: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut street_from = None;
    for (at, word) in words(text).take(24) {
        // Behind where the street begins, only a postal code in brackets is of interest.
        if street_from.is_some() && !word.starts_with(['(', '[']) {
            continue;
        }
        let range = at..at + word.len();
        match (word_kind(word), street_from) {
            (Word::Postcode, _)
                if parts.postcode.is_none() && (street_from.is_none() || word.starts_with(['(', '['])) =>
            {
                let digits = word.trim_matches(['(', ')', '[', ']']);
                let start = at + word.find(digits).unwrap_or(0);
                parts.postcode = Some(start..start + digits.len());
            }
            (Word::Region, None) if parts.region.is_none() && parts.city.is_none() => {
                parts.region = Some(range)
            }
            (Word::District, None) => {
                let start = parts.city.as_ref().map_or(range.start, |city| city.start);
                parts.city = Some(start..range.end);
            }
            (_, None) => street_from = Some(range.start),
            _ => {}
        }
    }
    let from = street_from?;
    if parts.region.is_none() && parts.city.is_none() {
        return None;
    }
    let until = match &parts.postcode {
        Some(code) if code.start > from && text[code.end..].trim_matches([')', ']', ' ', '.']).is_empty() => {
            text[..code.start].trim_end_matches(['(', '[', ' ', ',']).len()
        }
        _ => text.len(),
    };
    parts.street = tidy(text, from..until.max(from));
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, part, shape};

    #[test]
    fn forms() {
        for (text, expected) in [
            ("서울특별시 강남구 테헤란로 123, 4층", Shape::Whole),
            ("경기 성남시 분당구 정자동 12-3번지 한빛아파트 101동 202호", Shape::Whole),
            ("테헤란로 123", Shape::Street),
            ("101동 202호", Shape::Weak),
            ("배송 완료", Shape::No),
            ("무선 이어폰 2개", Shape::No),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn parts() {
        for (text, expected) in [
            ("(06234) 서울특별시 강남구 테헤란로 123, 4층", "06234|서울특별시|강남구|테헤란로 123, 4층"),
            (
                "경기 성남시 분당구 정자동 12-3번지 101동 202호",
                "-|경기|성남시 분당구|정자동 12-3번지 101동 202호",
            ),
            ("부산광역시 해운대구 우동 77 (48094)", "48094|부산광역시|해운대구|우동 77"),
        ] {
            let parts = part(text).unwrap();
            let show = |range: Option<std::ops::Range<usize>>| range.map_or("-", |range| &text[range]);
            let shown = format!(
                "{}|{}|{}|{}",
                show(parts.postcode),
                show(parts.region),
                show(parts.city),
                &text[parts.street]
            );
            assert_eq!(shown, expected);
        }
    }
}
