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
    let mut small = [0u8; 64];
    let length = if text.len() > small.len() {
        return None;
    } else if text.is_ascii() {
        for (place, byte) in small.iter_mut().zip(text.bytes()) {
            *place = byte.to_ascii_lowercase();
        }
        text.len()
    } else {
        let mut length = 0;
        for c in text.chars().flat_map(char::to_lowercase) {
            if length + c.len_utf8() > small.len() {
                return None;
            }
            length += c.encode_utf8(&mut small[length..]).len();
        }
        length
    };
    Some(table::hash_padded(&small, length))
}

/// Where the lists come from and under which licences, as the program shows it.
pub const SOURCES: &str = include_str!("../../lexicons/README.md");

#[cfg(test)]
mod tests {
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
