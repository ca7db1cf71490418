//! What the detector knows of words: names, places, organisations. Sorted lists compiled in; their sources and
//! licences stand in `lexicons/README.md`.

pub mod korean;
pub mod latin;
pub mod organisations;
pub mod places;

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
