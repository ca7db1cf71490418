//! Korean registration plate, 자동차등록번호.

use crate::scan::Scope;
use crate::masks::is_mask;

use super::{Around, Hit, Identifier, Trigger, Verdict, general};

/// Kind of vehicle, use (one syllable), four digits; before 2004 with the region.
pub const IDENTIFIER: Identifier = Identifier {
    name: "kr_plate",
    category: general::PLATE,
    reference: "Motor Vehicle Management Act (자동차관리법), notice on registration plates (자동차등록번호판 등의 기준에 관한 고시)",
    evidence: "two or three digits, a syllable that plates use, four digits; old, commercial, military, \
               diplomatic and two-wheeled forms; syllables that are also words count less behind a space",
    shapes: &["999-999"],
    shapes_in_context: &["9{7,8}"],
    finders: &[(Trigger::Hangul, find), (Trigger::AfterHangul, find_by_serial)],
    judge,
    normal: write,
    cell: Some(cell),
    masked: &["12가34**", "12가****", "**가3456", "12*3456", "서울12가34**"],
    context: &[
        "차량번호", "차량 번호", "자동차등록번호", "자동차번호", "등록번호", "차번호", "차량", "번호판", "plate",
        "license plate", "licence plate", "plaque", "immatriculation",
    ],
    columns: &["carno", "car no", "vhcleno", "vhcl no", "vehicle no", "plate no"],
    examples: &[
        ("차량 12가3456의", "12가3456"),
        ("12가 3456", "12가3456"),
        ("123가4567", "123가4567"),
        ("서울12가3456", "서울12가3456"),
        ("서울 12 가 3456", "서울12가3456"),
        ("경기 3바1234", "경기3바1234"),
        ("12가34**", "12가34**"),
        ("차량번호 **가3456", "**가3456"),
        ("차량번호 12*3456", "12*3456"),
        ("서울 강남 가 1234 오토바이", "서울강남가1234"),
        ("외교 001-001", "외교001001"),
        ("38육1234", "38육1234"),
        ("56두 1093", "56두1093"),
        ("차량번호 302호 1234", "302호1234"),
        ("01배1234", "01배1234"),
    ],
    cells: &[
        ("12*3456", "12*3456"),
        ("서울12가3456", "서울12가3456"),
        ("12가 34●●", "12가34**"),
        ("경기수원나1234", "경기수원나1234"),
        ("12 가 3456", "12가3456"),
    ],
    counter_examples: &[
        "302호 1234",
        "제12조 1234항",
        "12주 2023년",
        "12가지 3456",
        "12345가3456",
        "45로 1234",
        "12고객1234",
        "12개 3456",
        "12*3456",
    ],
    ..Identifier::BASE
};

/// Syllables by use: private, commercial, hired, parcel, military.
const SYLLABLES: &str = "가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주바사아자하허호배육해공국합";
/// Those that are words or counters too, so that a space behind them means little.
const WORDS: &str = "호로도조주고우수부구소오보나다라마";
/// Regions as plates before 2004 and commercial plates name them.
const REGIONS: [&str; 17] = [
    "서울", "부산", "대구", "인천", "광주", "대전", "울산", "세종", "경기", "강원", "충북", "충남", "전북", "전남",
    "경북", "경남", "제주",
];
/// Words before diplomatic numbers.
const DIPLOMATIC: [&str; 7] = ["외교", "영사", "준외", "준영", "국기", "협정", "대표"];

/// The parts of a plate, read from a number on.
struct Plate<'t> {
    kind: &'t str,
    syllable: char,
    serial: &'t str,
    spaces: usize,
    len: usize,
}

const fn hides(letter: char) -> bool {
    letter == '#' || is_mask(letter)
}

/// Bytes of the first characters that are digits or masks, and how many characters they are.
fn digits_or_masks(text: &str, most: usize) -> (usize, usize) {
    let run = text.chars().take_while(|c| c.is_ascii_digit() || hides(*c)).take(most + 1);
    run.fold((0, 0), |(bytes, count), letter| (bytes + letter.len_utf8(), count + 1))
}

fn read(text: &str) -> Option<Plate<'_>> {
    let (kind_len, kind_count) = digits_or_masks(text, 3);
    let after_kind = &text[kind_len..];
    let rest = after_kind.strip_prefix(' ').unwrap_or(after_kind);
    let syllable = rest.chars().next()?;
    let after_syllable = &rest[syllable.len_utf8()..];
    let serial = after_syllable.strip_prefix([' ', '-']).unwrap_or(after_syllable);
    let (serial_len, serial_count) = digits_or_masks(serial, 4);
    if !(1..=3).contains(&kind_count) || serial_count != 4 || !SYLLABLES.contains(syllable) {
        return None;
    }
    let spaces = after_kind.len() - rest.len() + after_syllable.len() - serial.len();
    let len = text.len() - serial.len() + serial_len;
    Some(Plate { kind: &text[..kind_len], syllable, serial: &serial[..serial_len], spaces, len })
}

/// The region named just before, with the bytes back to its start.
fn region_before(before: &str) -> Option<(&'static str, usize)> {
    let trimmed = before.strip_suffix(' ').unwrap_or(before);
    let region = REGIONS.iter().find(|region| trimmed.ends_with(**region))?;
    Some((region, before.len() - trimmed.len() + region.len()))
}

fn find(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let plate = read(&around.text[at..])?;
    let (before, after) = (&around.text[around.floor..at], &around.text[at + plate.len..]);
    let region = region_before(before);
    let known = |text: &str| text.chars().filter(char::is_ascii_digit).count();
    let start_apart = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric() || c >= '가') || region.is_some();
    let digits_follow = after.starts_with(|c: char| c.is_ascii_digit() || hides(c) || c.is_ascii_alphabetic());
    let counted = after.trim_start().starts_with(['년', '원', '명', '개', '건', '항', '월']);
    let short = plate.kind.chars().count() == 1;
    if !start_apart || digits_follow || before.ends_with('제') || known(plate.kind) + known(plate.serial) < 2 {
        return None;
    }
    if short && region.is_none() || counted && plate.spaces > 0 {
        return None;
    }
    let masked = known(plate.serial) < 4 || known(plate.kind) < plate.kind.chars().count();
    let verdict = match (region.is_some(), plate.spaces, WORDS.contains(plate.syllable)) {
        (true, _, _) => Verdict::new(95, 98),
        (_, 0, false) => Verdict::new(if masked { 84 } else { 92 }, 97),
        (_, 0, true) => Verdict::new(if plate.syllable == '호' { 62 } else { 84 }, 96),
        (_, 1, false) => Verdict::new(82, 96),
        (_, _, false) => Verdict::new(60, 94),
        (..) => Verdict::new(44, 92),
    };
    let back = region.map_or(0, |(_, back)| back);
    normal.push_str(region.map_or("", |(region, _)| region));
    starred(plate.kind, normal);
    normal.push(plate.syllable);
    starred(plate.serial, normal);
    Some(Hit { start: at - back, end: at + plate.len, verdict })
}

/// Found at the serial: the number before the syllable is hidden (`**가3456`), or there is none.
fn find_by_serial(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let before = &around.text[around.floor..at];
    let without_syllable = before.trim_end_matches(|c: char| c == ' ' || ('가'..='힣').contains(&c));
    let masks: usize = without_syllable.chars().rev().take_while(|c| hides(*c)).map(char::len_utf8).sum();
    match masks {
        0 => find_two_wheeled(around, at, normal),
        masks => find(around, around.floor + without_syllable.len() - masks, normal),
    }
}

/// `서울 강남 가 1234`: region, district, syllable, number.
fn find_two_wheeled(around: &Around<'_>, at: usize, normal: &mut String) -> Option<Hit> {
    let (len, count) = digits_or_masks(&around.text[at..], 4);
    let before = &around.text[around.floor..at];
    let trimmed = before.strip_suffix(' ').unwrap_or(before);
    let syllable = trimmed.chars().next_back().filter(|syllable| SYLLABLES.contains(*syllable))?;
    let district = trimmed[..trimmed.len() - syllable.len_utf8()].trim_end_matches(' ');
    let name: usize = district.chars().rev().take_while(|c| ('가'..='힣').contains(c)).map(char::len_utf8).sum();
    let mut name_start = district.len() - name;
    if count != 4 || around.text[at + len..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let region = match REGIONS.iter().find(|region| district[name_start..].starts_with(**region)) {
        Some(region) => region,
        None => {
            let (region, back) = region_before(&district[..name_start])?;
            name_start -= back;
            REGIONS.iter().find(|known| **known == region)?
        }
    };
    let district_name = district[name_start + region.len()..].trim_start_matches(' ');
    if !(2..=4).contains(&district_name.chars().count()) {
        return None;
    }
    normal.extend([region, district_name]);
    normal.push(syllable);
    starred(&around.text[at..at + len], normal);
    let start = around.floor + name_start;
    Some(Hit { start, end: at + len, verdict: Verdict::new(72, 96) })
}

fn starred(part: &str, normal: &mut String) {
    normal.extend(part.chars().map(|letter| if hides(letter) { '*' } else { letter }));
}

fn cell(value: &str, normal: &mut String) -> Option<Verdict> {
    if value.len() > 60 || value.is_ascii() && !value.contains(is_mask) {
        return None;
    }
    let around = Around { text: value, floor: 0, backed: true };
    let at = value.find(|c: char| c.is_ascii_digit() || hides(c))?;
    let whole = |hit: &Hit| hit.start == 0 && hit.end == value.len();
    if let Some(hit) = find(&around, at, normal).filter(whole) {
        return Some(hit.verdict);
    }
    normal.clear();
    if let Some(hit) = find_two_wheeled(&around, at, normal).filter(whole) {
        return Some(hit.verdict);
    }
    normal.clear();
    syllable_hidden(value, normal)
}

/// `12*3456`: the syllable is hidden.
fn syllable_hidden(value: &str, normal: &mut String) -> Option<Verdict> {
    let letters: Vec<char> = value.chars().filter(|letter| *letter != ' ').collect();
    let (kind, rest) = letters.split_at_checked(letters.len().checked_sub(5)?)?;
    let digits = |part: &[char]| part.iter().all(char::is_ascii_digit);
    if !(2..=3).contains(&kind.len()) || !digits(kind) || !hides(rest[0]) || !digits(&rest[1..]) {
        return None;
    }
    normal.extend(kind);
    normal.push('*');
    normal.extend(&rest[1..]);
    Some(Verdict::new(0, 80))
}

/// The diplomatic word just before.
fn diplomatic_word(value: &super::Shaped<'_>) -> Option<(&'static str, usize)> {
    let before = value.before();
    let trimmed = before.strip_suffix(' ').unwrap_or(before);
    let word = DIPLOMATIC.iter().find(|word| trimmed.ends_with(**word))?;
    Some((word, before.len() - trimmed.len() + word.len()))
}

fn judge(value: &super::Shaped<'_>) -> Option<Verdict> {
    if value.scope == Scope::Context {
        // Only the syllable is hidden: `12*3456`.
        let glyphs = value.glyphs();
        let hidden = glyphs.iter().filter(|glyph| !glyph.is_ascii_digit()).count();
        return (hidden == 1 && !glyphs[glyphs.len() - 5].is_ascii_digit()).then(|| Verdict::new(0, 80));
    }
    diplomatic(value)
}

fn diplomatic(value: &super::Shaped<'_>) -> Option<Verdict> {
    let (_, back) = diplomatic_word(value)?;
    Some(Verdict::new(75, 96).reaching_back(back))
}

fn write(value: &super::Shaped<'_>, normal: &mut String) {
    if value.scope == Scope::Context {
        return normal.push_str(value.compact());
    }
    normal.push_str(diplomatic_word(value).map_or("", |(word, _)| word));
    normal.push_str(value.compact());
}
