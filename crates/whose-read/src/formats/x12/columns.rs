//! Which segments are plain, qualified or part of a party; how their columns are called.

use crate::formats::edi::{self, Code, Key};

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

/// What a segment is to the record, by its tag. Which element of a qualified one tells what it is stands in the X12 data dictionary:
/// 128 Reference Identification Qualifier, 374 Date/Time Qualifier, 432 Date Qualifier, 88 Marks and Numbers Qualifier, 363 Note
/// Reference Code, 522 Amount Qualifier Code, 673 Quantity Qualifier.
pub(super) fn part(tag: &str) -> Part {
    match tag {
        "N1" | "NM1" => Part::Party,
        "N2" | "N3" | "N4" | "PER" | "G61" | "DMG" | "LUI" | "PRV" | "EC" | "ICM" | "HLH" | "NX1" | "NX2"
        | "IND" | "PDI" | "DMA" | "III" => Part::OfParty,
        "L11" => Part::Qualified(2),
        "REF" | "N9" | "DTM" | "DTP" | "G62" | "MAN" | "NTE" | "AMT" | "QTY" => Part::Qualified(1),
        "MSG" => Part::InParty,
        "S5" | "LX" | "CLM" | "HD" | "COB" | "PO1" | "IT1" | "LIN" | "SVC" | "OID" | "SPO" | "RMR" | "EB"
        | "TRN" => Part::Loop,
        _ => Part::Other,
    }
}

/// Are the segment's elements never composite, so that a separator in them is part of a name or address?
pub(super) fn is_plain(tag: &str) -> bool {
    matches!(
        tag,
        "ISA"
            | "GS"
            | "ST"
            | "N1"
            | "N2"
            | "N3"
            | "N4"
            | "NM1"
            | "PER"
            | "G61"
            | "NTE"
            | "MSG"
            | "K3"
            | "NX2"
    )
}

/// Does the text begin with a segment's tag: two or three capital letters and digits?
pub(super) fn starts_with_tag(text: &str, element: char) -> bool {
    edi::starts_with_tag(text, 2..=3, |c| c == element)
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
