//! Addresses in English, French and other Latin writing: civic number and street, unit, box, rural route.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Parts, Shape, is_canadian_postcode, is_digits_postcode, tidy, words};
use crate::lexicon::{latin, places};

/// Words for kinds of streets, folded: Canada Post's list and that of the United States Postal Service (Publication 28, appendix
/// C1), French, some Spanish and German.
static STREET_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "st str street ave av aven avenue blvd boul bd boulevard rd road dr drive drv ln lane ct court cres crescent crt way pl place hwy \
     highway pkwy pky parkway ter terr terrace cir circle crcl trail trl tr sq square loop row path pathway gate gdns gardens \
     heights hts hill hl hills ridge rdg run pike plaza plz point pt view vw walk close grove grv mews rue chemin ch chem cote \
     rang rg montee route rte allee all impasse cours quai ruelle carre croissant promenade prom autoroute aut esplanade \
     passage sentier concession line sideroad townline freeway fwy expressway expy bypass turnpike tpke alley aly bend branch \
     bridge brook canyon cove creek crossing xing curve dale estates falls field fields forest garden glen green harbor harbour \
     haven hollow island isle junction knoll lake landing manor meadow meadows mill mount mountain oval park pass pine pines \
     plains ranch rapids river shore shores spring springs station summit tunnel union valley village vista woods calle carrera \
     cra cll diagonal transversal avenida strasse platz weg via viale piazza laan straat county cr us fm broadway \
     annex arcade bayou beach bluff bluffs bottom brooks burg burgs camp cape causeway center centers centre circles \
     cliff cliffs club common commons corner corners course courts coves crossroad crossroads dam divide drives estate \
     extension extensions fall ferry flat flats ford fords forge forges fork forks fort gateway glens greens groves \
     harbors inlet islands junctions key keys knolls lakes land light lights loaf lock locks lodge mall manors mills \
     mission motorway mountains neck orchard overpass parks parkways plain plazas points port ports prairie radial ramp \
     rapid rest ridges roads shoal shoals skyway spur spurs squares stravenue stream streets throughway trace track \
     trafficway trailer underpass unions valleys viaduct views villages ville walks wall well wells"
        .split_ascii_whitespace()
        .collect()
});

/// Words before the number of a flat, floor or box, folded.
const UNIT_WORDS: [&str; 28] = [
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
    "bur",
    "room",
    "rm",
    "floor",
    "fl",
    "etage",
    "bldg",
    "building",
    "batiment",
    "bat",
    "lot",
    "trlr",
    "trailer",
    "space",
    "spc",
    "dept",
    "porte",
    "penthouse",
];

fn is_number(word: &str) -> bool {
    let word = word.trim_matches(['#', '.', ',']);
    let digits = word.bytes().filter(|b| b.is_ascii_digit() || *b == b'*').count();
    digits > 0
        && digits <= 6
        && word.starts_with(|c: char| c.is_ascii_digit() || c == '*')
        && word.len() <= digits + 4
}

struct Signs {
    words: usize,
    number_first: bool,
    numbers: usize,
    street: usize,
    unit: bool,
    box_line: bool,
    letters_after_number: bool,
}

fn signs(text: &str) -> Signs {
    let mut signs = Signs {
        words: 0,
        number_first: false,
        numbers: 0,
        street: 0,
        unit: false,
        box_line: is_box(text),
        letters_after_number: false,
    };
    for (_, word) in words(text).take(16) {
        if is_number(word) {
            signs.number_first |= signs.words == 0;
            signs.numbers += 1;
        } else {
            let plain = word.trim_matches(['.', '(', ')', '#', '\'']);
            let (street, unit) = known_word(plain);
            signs.street += usize::from(street);
            signs.unit |= unit || (word.starts_with('#') && word.len() > 1);
            signs.letters_after_number |= signs.numbers > 0 && plain.len() > 1;
        }
        signs.words += 1;
    }
    signs
}

/// Is it a word for kinds of streets? Many mean other things too.
pub fn is_street_word(word: &str) -> bool {
    known_word(word.trim_matches(['.', '(', ')', '#', '\''])).0
}

/// Is it a word for kinds of streets; for flats, floors or boxes?
fn known_word(word: &str) -> (bool, bool) {
    let known = |folded: &str| (STREET_WORDS.contains(folded), UNIT_WORDS.contains(&folded));
    if !word.is_ascii() {
        return known(&latin::fold(word));
    }
    let mut buffer = [0u8; 16];
    let Some(folded) = buffer.get_mut(..word.len()) else { return (false, false) };
    folded.copy_from_slice(word.as_bytes());
    folded.make_ascii_lowercase();
    std::str::from_utf8(folded).map_or((false, false), known)
}

/// `PO Box 12`, `C.P. 12`, `RR 2`, `General Delivery`, `Case postale 3`.
fn is_box(text: &str) -> bool {
    // Every mark begins with one of these letters.
    let first = text.bytes().find(|byte| !matches!(byte, b'.' | b' ' | b'#')).unwrap_or(0);
    if !matches!(first | 0x20, b'p' | b'b' | b'c' | b'r' | b'h' | b'g') {
        return false;
    }
    let folded: String = text
        .chars()
        .filter(|c| !matches!(c, '.' | ' ' | '#'))
        .take(24)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let number_after = |mark: &str| {
        folded.strip_prefix(mark).is_some_and(|rest| {
            rest.trim_start_matches(['n', 'o', '-']).starts_with(|c: char| c.is_ascii_digit())
        })
    };
    ["pobox", "box", "casepostale", "cp", "bp", "rr", "postofficebox", "pobx", "ruralroute", "hc", "pmb"]
        .into_iter()
        .any(number_after)
        || folded.starts_with("generaldelivery")
        || folded.starts_with("postelivre")
        || folded.starts_with("posterestante")
}

pub(super) fn shape(text: &str) -> Shape {
    let signs = signs(text);
    let street = signs.box_line || (signs.street > 0 && signs.numbers > 0 && signs.words >= 2);
    if street && part(text).is_some() {
        return Shape::Whole;
    }
    if street && (signs.number_first || signs.box_line || signs.words <= 8) {
        return Shape::Street;
    }
    let unit_line = signs.unit && (signs.numbers > 0 || signs.words <= 3);
    let plain_line = signs.number_first && signs.letters_after_number && signs.words <= 8;
    let crossing = signs.street > 0 && (2..=8).contains(&signs.words);
    if unit_line || plain_line || crossing { Shape::Weak } else { Shape::No }
}

pub(super) fn part(text: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut end = text.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if let Some(country) = trailing_country(&text[..end]) {
        end = tidy(text, 0..country.start).end;
        parts.country = Some(country);
    }
    let code = trailing_postcode(&text[..end]);
    if let Some(code) = &code {
        end = tidy(text, 0..code.start).end;
    }
    if let Some(region) = trailing_region(&text[..end], code.is_some()) {
        end = tidy(text, 0..region.start).end;
        parts.region = Some(region);
    }
    parts.postcode = code;
    if parts.region.is_none() && parts.postcode.is_none() {
        let (postcode, city) = french_tail(text, end)?;
        end = tidy(text, 0..postcode.start).end;
        parts.postcode = Some(postcode);
        parts.city = Some(city);
    } else {
        let city = trailing_city(&text[..end])?;
        end = tidy(text, 0..city.start).end;
        parts.city = Some(city);
    }
    parts.street = tidy(text, 0..end);
    let street = &text[parts.street.clone()];
    (street.len() >= 4 && (street.bytes().any(|b| b.is_ascii_digit()) || street.contains('*')))
        .then_some(parts)
}

fn last_word(text: &str) -> Option<Range<usize>> {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
    let bytes = &text.as_bytes()[..end];
    // No character but the non-breaking space ends in these two bytes.
    let parts = |at: usize| match bytes[at] {
        b' ' | b',' | b'\n' => true,
        0xA0 => at > 0 && bytes[at - 1] == 0xC2,
        _ => false,
    };
    let start = (0..end).rev().find(|at| parts(*at)).map_or(0, |at| at + 1);
    (start < end).then_some(start..end)
}

fn trailing_country(text: &str) -> Option<Range<usize>> {
    let comma = memchr::memrchr2(b',', b'\n', text.as_bytes())?;
    let tail = tidy(text, comma + 1..text.len());
    let name = &text[tail.clone()];
    // Two letters after a comma are a province or state rather than a country.
    let lettered = !name.bytes().any(|byte| byte.is_ascii_digit());
    (name.len() > 2 && lettered && places::region(name).is_none() && places::is_country(name)).then_some(tail)
}

fn trailing_postcode(text: &str) -> Option<Range<usize>> {
    let last = last_word(text)?;
    let word = &text[last.clone()];
    if is_canadian_postcode(word) {
        return Some(last);
    }
    if word.len() == 3
        && let Some(before) = last_word(&text[..last.start])
        && is_canadian_postcode(&text[before.start..last.end])
    {
        return Some(before.start..last.end);
    }
    (is_digits_postcode(word) && last.start > 8).then_some(last)
}

fn trailing_region(text: &str, after_code: bool) -> Option<Range<usize>> {
    let last = last_word(text)?;
    let mut from = last.start;
    let mut found = None;
    for _ in 0..4 {
        let name = text[from..last.end].trim_matches(['(', ')']);
        if (after_code || name.len() == 2 || text[..from].trim_end().ends_with(','))
            && places::region(name).is_some()
        {
            found = Some(from..last.end);
        }
        match last_word(&text[..from]) {
            Some(before) if !text[before.end..from].contains([',', '\n']) => from = before.start,
            _ => break,
        }
    }
    found
}

/// The town at the end: what stands after the last comma, or the longest known town.
fn trailing_city(text: &str) -> Option<Range<usize>> {
    if let Some(comma) = memchr::memrchr3(b',', b'\n', b';', text.as_bytes()) {
        let tail = tidy(text, comma + 1..text.len());
        let name = &text[tail.clone()];
        if !name.is_empty() && !name.bytes().any(|b| b.is_ascii_digit()) && name.split(' ').count() <= 5 {
            return Some(tail);
        }
    }
    let last = last_word(text)?;
    let (mut from, mut found) = (last.start, None);
    for _ in 0..4 {
        if places::is_town(&text[from..last.end]) {
            found = Some(from..last.end);
        }
        match last_word(&text[..from]) {
            Some(before) => from = before.start,
            None => break,
        }
    }
    found
}

/// `75001 Paris`, `L-1234 Luxembourg`: code before town at the end.
fn french_tail(text: &str, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let mut found = None;
    for (at, word) in words(&text[..end]) {
        if word.len() == 5 && is_digits_postcode(word) && at > 4 {
            found = Some(at..at + word.len());
        }
    }
    let code = found?;
    let city = tidy(text, code.end..end);
    let name = &text[city.clone()];
    let fits = name.len() > 1
        && !name.bytes().any(|b| b.is_ascii_digit())
        && !name.contains(',')
        && name.split(' ').count() <= 5;
    fits.then_some((code, city))
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, part, shape};

    #[test]
    fn forms() {
        for (text, expected) in [
            ("123 Main St", Shape::Street),
            ("302-123 Main Street W", Shape::Street),
            ("Apt 4", Shape::Weak),
            ("PO Box 12", Shape::Street),
            ("C.P. 402", Shape::Street),
            ("RR 2", Shape::Street),
            ("123, rue des Érables, app. 4", Shape::Street),
            ("1200 Oakmont", Shape::Weak),
            ("123 Main St, Toronto, ON M5V 2T6", Shape::Whole),
            ("Blue shirt", Shape::No),
            ("hello@example.org", Shape::No),
            ("2019-03-31", Shape::No),
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
    }

    #[test]
    fn parts() {
        for (text, expected) in [
            ("123 Main St, Toronto, ON M5V 2T6", "123 Main St|Toronto|ON|M5V 2T6|-"),
            (
                "123, rue des Érables, app. 4, Saint-Jérôme (QC) J7Z 1A1, Canada",
                "123, rue des Érables, app. 4|Saint-Jérôme|(QC)|J7Z 1A1|Canada",
            ),
            ("45 Oak Ave Springfield IL 62701-1234", "45 Oak Ave|Springfield|IL|62701-1234|-"),
            ("12 rue de la Paix, 75002 Paris", "12 rue de la Paix|Paris|-|75002|-"),
            ("PO Box 9, Moncton, New Brunswick, E1C 4Z6", "PO Box 9|Moncton|New Brunswick|E1C 4Z6|-"),
        ] {
            let parts = part(text).unwrap_or_else(|| panic!("{text}"));
            let show = |range: Option<std::ops::Range<usize>>| range.map_or("-", |range| &text[range]);
            let street = &text[parts.street.clone()];
            let shown = format!(
                "{street}|{}|{}|{}|{}",
                show(parts.city),
                show(parts.region),
                show(parts.postcode),
                show(parts.country)
            );
            assert_eq!(shown, expected);
        }
    }
}
