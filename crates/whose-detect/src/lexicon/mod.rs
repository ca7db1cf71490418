//! What the detector knows of words: names, places, organisations. Sorted lists compiled in; their sources and
//! licences stand in `lexicons/README.md`.

pub mod korean;
pub mod latin;
pub mod organisations;
pub mod places;
