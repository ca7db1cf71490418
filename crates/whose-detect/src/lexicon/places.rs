//! Towns, provinces and states, countries.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::table::{AREA, Places, TOWN};
use super::words::{REGIONS, countries};
use super::{korean, latin};

static TABLE: &[u8; Places::BYTES] = include_bytes!(concat!(env!("OUT_DIR"), "/places.table"));

/// What a run of capitalised words may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A country, province or state.
    Area,
    /// A town.
    Town,
}

/// The place that a name in Latin letters is, whatever its case and accents. A name that is both counts as the
/// larger. Names of more than 50 bytes are none.
#[must_use]
pub fn latin(name: &str) -> Option<Place> {
    if name.len() > 50 {
        return None;
    }
    let plain = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    let hash = if plain {
        super::hash_small(name)?
    } else {
        let mut buffer = [0u8; 64];
        super::hash_small(latin::fold_words(name, &mut buffer)?)?
    };
    match Places::known(TABLE, hash) {
        0 => None,
        known if known & AREA != 0 => Some(Place::Area),
        _ => Some(Place::Town),
    }
}

/// A town, or a Korean administrative unit?
#[must_use]
pub fn is_town(name: &str) -> bool {
    let name = name.trim();
    if name.chars().next().is_some_and(korean::is_hangul) {
        return korean::is_place(name) || name.split(' ').all(korean::is_place);
    }
    if latin::first_word(name).is_some_and(|flags| !flags.begins_town()) {
        return false;
    }
    let mut buffer = [0u8; 64];
    let Some(folded) = latin::fold_words(name, &mut buffer) else { return false };
    let town =
        |folded: &str| super::hash_small(folded).is_some_and(|hash| Places::known(TABLE, hash) & TOWN != 0);
    if town(folded) {
        return true;
    }
    // Canadian Post and French writers shorten Saint.
    let long = |short: &str, long: &str| {
        folded.strip_prefix(short).is_some_and(|rest| town(&format!("{long}{rest}")))
    };
    long("st ", "saint ") || long("ste ", "sainte ")
}

static REGION_NAMES: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    for line in REGIONS.lines() {
        let mut parts = line.split(';');
        let code = parts.next().unwrap_or_default();
        names.insert(code, code);
        for name in parts {
            names.entry(name).or_insert(code);
        }
    }
    names
});

/// The code of a province, state or 시도, from its code or name; `None` when it is none.
#[must_use]
pub fn region(name: &str) -> Option<&'static str> {
    let name = name.trim().trim_end_matches('.');
    if let [one, other] = name.as_bytes() {
        let upper = [one.to_ascii_uppercase(), other.to_ascii_uppercase()];
        return std::str::from_utf8(&upper).ok().and_then(|code| REGION_NAMES.get(code)).copied();
    }
    if name.len() > 40 || name.is_empty() {
        return None;
    }
    if name.chars().next().is_some_and(korean::is_hangul) {
        return if korean::begins_region(name) { REGION_NAMES.get(name).copied() } else { None };
    }
    if latin::first_word(name).is_some_and(|flags| !flags.begins_region()) {
        return None;
    }
    let mut buffer = [0u8; 64];
    REGION_NAMES.get(latin::fold_words(name, &mut buffer)?).copied()
}

static COUNTRY_NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| countries().collect());

/// A country, by name or code?
#[must_use]
pub fn is_country(name: &str) -> bool {
    let name = name.trim();
    if name.chars().next().is_some_and(korean::is_hangul) {
        return COUNTRY_NAMES.contains(name);
    }
    if latin::first_word(name).is_some_and(|flags| !flags.begins_country()) {
        return false;
    }
    let mut buffer = [0u8; 64];
    latin::fold_words(name, &mut buffer).is_some_and(|folded| COUNTRY_NAMES.contains(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_are_one_look_up() {
        assert_eq!(latin("New Zealand"), Some(Place::Area));
        assert_eq!(latin("Québec"), Some(Place::Area));
        assert_eq!(latin("Los Angeles"), Some(Place::Town));
        assert_eq!(latin("Qzx"), None);
    }

    #[test]
    fn regions_have_codes() {
        assert_eq!(region("Québec"), Some("QC"));
        assert_eq!(region("on"), Some("ON"));
        assert_eq!(region("서울특별시"), Some("서울"));
        assert_eq!(region("Main"), None);
    }

    #[test]
    fn towns_are_known_in_their_spellings() {
        assert!(is_town("Saint-Jérôme") && is_town("ST-JEROME") && is_town("Toronto") && is_town("강남구"));
        assert!(!is_town("Blue shirt"));
        assert!(is_country("Corée du Sud") && is_country("USA"));
    }
}
