//! Which segments are plain, qualified or part of a party; how their columns are called.

use crate::formats::edi::{Code, Key};

/// Segments whose elements are never composite, so that a separator in them is part of a name or address.
const PLAIN: &[&str] =
    &["ISA", "GS", "ST", "N1", "N2", "N3", "N4", "NM1", "PER", "G61", "NTE", "MSG", "K3", "NX2"];

/// Segments whose own element tells what they are, and which element it is (X12 data dictionary: 128 Reference Identification
/// Qualifier, 374 Date/Time Qualifier, 432 Date Qualifier, 88 Marks and Numbers Qualifier, 363 Note Reference Code,
/// 522 Amount Qualifier Code, 673 Quantity Qualifier).
const QUALIFIED: &[(&str, u16)] = &[
    ("REF", 1),
    ("N9", 1),
    ("L11", 2),
    ("DTM", 1),
    ("DTP", 1),
    ("G62", 1),
    ("MAN", 1),
    ("NTE", 1),
    ("AMT", 1),
    ("QTY", 1),
];

/// Segments that belong to the party before them.
const OF_PARTY: &[&str] = &[
    "N2", "N3", "N4", "PER", "G61", "DMG", "LUI", "PRV", "EC", "ICM", "HLH", "NX1", "NX2", "IND", "PDI",
    "DMA", "III",
];

/// Qualified segments that may stand in a party loop.
const IN_PARTY: &[&str] = &["REF", "N9", "L11", "DTM", "DTP", "G62", "NTE", "AMT", "MSG"];

/// Segments that begin a loop whose values belong together.
const LOOPS: &[&str] =
    &["S5", "LX", "CLM", "HD", "COB", "PO1", "IT1", "LIN", "SVC", "OID", "SPO", "RMR", "EB", "TRN"];

/// What a segment is to the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Opens a party loop (`N1`, `NM1`).
    Party,
    /// Takes the party's qualifier.
    OfParty,
    /// Has a qualifier of its own, in this element, and may stand in a party loop.
    Qualified(u16),
    /// Has neither, but does not end a party loop either.
    InParty,
    /// Begins a loop within the record.
    Loop,
    /// Ends a party loop.
    Other,
}

/// What a segment is to the record, by its tag.
pub(super) fn part(tag: &str) -> Part {
    if matches!(tag, "N1" | "NM1") {
        Part::Party
    } else if OF_PARTY.contains(&tag) {
        Part::OfParty
    } else if let Some((_, element)) = QUALIFIED.iter().find(|(qualified, _)| *qualified == tag) {
        Part::Qualified(*element)
    } else if IN_PARTY.contains(&tag) {
        Part::InParty
    } else if LOOPS.contains(&tag) {
        Part::Loop
    } else {
        Part::Other
    }
}

/// Are the segment's elements never composite?
pub(super) fn is_plain(tag: &str) -> bool {
    PLAIN.contains(&tag)
}

/// Does the text begin with a segment's tag?
pub(super) fn starts_with_tag(text: &str, element: char) -> bool {
    let tag = text.split(element).next().unwrap_or_default();
    let mut length = 0;
    for byte in tag.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')) {
        if !(byte.is_ascii_uppercase() || length > 0 && byte.is_ascii_digit()) {
            return false;
        }
        length += 1;
    }
    (2..=3).contains(&length)
}

/// The number of a transaction set, or nothing where it is none.
pub(super) fn set_code(stated: &str) -> &str {
    if stated.len() == 3 && stated.bytes().all(|byte| byte.is_ascii_alphanumeric()) { stated } else { "" }
}

/// Name of a column.
pub(super) fn name(key: &Key, element: u16, component: u16) -> String {
    match (key.kind != Code::NONE, component) {
        (true, _) => key.to_string(),
        (_, 0) => format!("{key}.{element:02}"),
        _ => format!("{key}.{element:02}.{component}"),
    }
}
