//! What the detector knows of words: names, places, organisations. Sorted lists compiled in; their sources and
//! licences stand in `lexicons/README.md`.

mod flags;
pub mod korean;
pub mod latin;
pub mod organisations;
pub mod places;
mod table;
#[expect(dead_code, reason = "some lists are for the build alone")]
pub(crate) mod words;

/// A hash of a text of at most 64 bytes in small letters, for look-ups; 0 never, and for longer ones `None`. Fast for
/// plain letters: eight at a time. Not kept anywhere.
pub(crate) fn hash_small(text: &str) -> Option<u64> {
    if text.len() > LONGEST {
        return None;
    }
    if text.is_ascii() {
        let (eights, rest) = text.as_bytes().as_chunks();
        let mut hash = text.len() as u64;
        for eight in eights {
            hash = table::mix(hash, small_ascii(u64::from_le_bytes(*eight)));
        }
        if !rest.is_empty() {
            hash = table::mix(hash, small_ascii(padded(rest)));
        }
        return Some(table::finish(hash));
    }
    let mut small = [0u8; LONGEST];
    let mut length = 0;
    for c in text.chars().flat_map(char::to_lowercase) {
        if length + c.len_utf8() > small.len() {
            return None;
        }
        length += c.encode_utf8(&mut small[length..]).len();
    }
    Some(table::hash_padded(&small, length))
}

/// Longest text that is hashed, in bytes.
const LONGEST: usize = 64;

/// Fewer than eight bytes, with zeros behind them. Two loads that overlap are quicker than a loop.
fn padded(rest: &[u8]) -> u64 {
    if let (Some(first), Some(last)) = (rest.first_chunk(), rest.last_chunk()) {
        return u64::from(u32::from_le_bytes(*first))
            | u64::from(u32::from_le_bytes(*last)) << (8 * (rest.len() - 4));
    }
    if let (Some(first), Some(last)) = (rest.first_chunk(), rest.last_chunk()) {
        return u64::from(u16::from_le_bytes(*first))
            | u64::from(u16::from_le_bytes(*last)) << (8 * (rest.len() - 2));
    }
    rest.first().copied().map_or(0, u64::from)
}

/// Eight ASCII characters in small letters.
const fn small_ascii(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    // The high bit of a byte says whether it is past `@`, and whether past `Z`.
    let capital = (eight + (128 - b'A' as u64) * ONES) & !(eight + (127 - b'Z' as u64) * ONES) & ONES << 7;
    eight | capital >> 2
}

/// Where the lists come from and under which licences, as the program shows it.
pub const SOURCES: &str = include_str!("../../lexicons/README.md");

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{hash_small, small_ascii, table};

    #[test]
    fn eight_letters_at_once_are_small_as_one_by_one() {
        for byte in 0..128u8 {
            let eight = [byte, b'A', byte, b'z', byte, b'Z', b'[', b'@'];
            assert_eq!(
                small_ascii(u64::from_le_bytes(eight)).to_le_bytes(),
                eight.map(|byte| byte.to_ascii_lowercase())
            );
        }
    }

    proptest! {
        #[test]
        fn plain_letters_hash_as_all_do(text in "[ -~]{0,70}") {
            let mut small = [0; 72];
            small[..text.len()].copy_from_slice(text.to_ascii_lowercase().as_bytes());
            prop_assert_eq!(hash_small(&text), (text.len() <= 64).then(|| table::hash_padded(&small, text.len())));
        }
    }

    /// CC BY 4.0 asks that the source be named wherever its data goes.
    #[test]
    fn every_list_names_its_source() {
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicons")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(!name.ends_with(".txt") || super::SOURCES.contains(&format!("| {name} |")), "{name}");
        }
        assert!(super::SOURCES.contains("GeoNames (geonames.org)") && super::SOURCES.contains("CC BY 4.0"));
    }
}
