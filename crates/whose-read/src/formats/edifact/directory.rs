//! The segments of the UN/EDIFACT directory that people, places and dates stand in, and how columns are called.
//!
//! Source: UN/EDIFACT directories D.96A to D.23A, part EDSD (segments) and EDCD (composites); ISO 9735 for service segments.

use crate::formats::edi::{self, Code, Key, Separators};

/// Segments by tag with their elements in order: composites as `C080`, simple data elements as numbers.
const SEGMENTS: &[(&str, &[&str])] = &[
    ("ADR", &["C817", "C090", "3164", "3251", "3207", "C819", "C517"]),
    ("ATT", &["9017", "C955", "C956"]),
    ("BGM", &["C002", "C106", "1225", "4343"]),
    ("CCI", &["7059", "C502", "C240"]),
    ("CNI", &["1490", "C503", "1312"]),
    ("COM", &["C076"]),
    ("CPS", &["7164", "7166", "7075"]),
    ("CTA", &["3139", "C056"]),
    ("DOC", &["C002", "C503", "3153", "1220", "1218"]),
    ("DTM", &["C507"]),
    ("EQD", &["8053", "C237", "C224", "8077", "8249", "8169"]),
    ("ERC", &["C901"]),
    ("FII", &["3035", "C078", "C088", "3207"]),
    ("FTX", &["4451", "4453", "C107", "C108", "3453"]),
    ("GID", &["1496", "C213"]),
    ("GIN", &["7405", "C208", "C208", "C208", "C208", "C208"]),
    ("GIR", &["7297", "C206", "C206", "C206", "C206", "C206"]),
    ("IDE", &["7495", "C206", "C082", "4405", "1222", "C778", "C240"]),
    ("IMD", &["7077", "C272", "C273"]),
    ("LAN", &["3455", "C508"]),
    ("LIN", &["1082", "1229", "C212", "C829", "1222", "7083"]),
    ("LOC", &["3227", "C517", "C519", "C553", "5479"]),
    ("MEA", &["6311", "C502", "C174", "7383"]),
    ("MOA", &["C516"]),
    ("NAD", &["3035", "C082", "C058", "C080", "C059", "3164", "C819", "3251", "3207"]),
    ("NAT", &["3493", "C042"]),
    ("PAC", &["7224", "C531", "C202", "C402", "C532"]),
    ("PCI", &["4233", "C210", "8275", "C827"]),
    ("PDI", &["3499", "C085", "C101"]),
    ("PIA", &["4347", "C212", "C212", "C212", "C212", "C212"]),
    ("PNA", &["3035", "C206", "C082", "3403", "C816", "C816", "C816", "C816", "C816"]),
    ("PRC", &["C242", "C830"]),
    ("QTY", &["C186"]),
    ("RFF", &["C506"]),
    ("STS", &["C601", "C555", "C556"]),
    ("TDT", &["8051", "8028", "C220", "C228", "C040", "8101", "C401", "C222", "8281"]),
    ("TSR", &["C536", "C233", "C537", "C703"]),
    ("UNB", &["S001", "S002", "S003", "S004", "0020", "S005", "0026", "0029", "0031", "0032", "0035"]),
];

/// Composites that repeat in a segment, so that the column must tell which one it is.
const REPEATED: &[&str] = &["C816", "C206", "C208", "C212"];

/// What a segment is to the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Opens a party: `NAD`, `PNA`, `FII`.
    Party,
    /// Takes the party's qualifier.
    OfParty,
    /// Has a qualifier of its own, in this element and component; stands in the party's group if the flag says so.
    Qualified(u16, u16, bool),
    /// Opens a loop of this depth.
    Level(u8),
    /// Ends a party.
    Other,
}

/// What a segment is to the record, by its tag. Levels are consignment, packing level, goods item and line, by depth.
pub(super) fn part(tag: &str) -> Part {
    match tag {
        "NAD" | "PNA" | "FII" => Part::Party,
        "CTA" | "COM" | "ADR" | "PDI" | "NAT" | "LAN" => Part::OfParty,
        "RFF" | "DTM" | "LOC" | "DOC" | "ATT" | "FTX" => Part::Qualified(1, 1, true),
        "GIN" | "IDE" | "MOA" | "QTY" | "TDT" | "EQD" | "IMD" | "MEA" => Part::Qualified(1, 1, false),
        "CNI" => Part::Level(1),
        "CPS" => Part::Level(2),
        "GID" => Part::Level(3),
        "LIN" => Part::Level(4),
        _ => Part::Other,
    }
}

/// Does the text begin with a segment's tag: three capital letters and digits?
pub(super) fn starts_with_tag(text: &str, separators: &Separators) -> bool {
    edi::starts_with_tag(text, 3..=3, |c| c == separators.element || separators.component == Some(c))
}

/// A message type, or nothing where it is none.
pub(super) fn message_code(stated: &str) -> &str {
    let fits = (3..=8).contains(&stated.len()) && stated.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if fits { stated } else { "" }
}

/// Name of a column.
pub(super) fn name(key: &Key, element: u16, component: u16) -> String {
    if key.kind != Code::NONE {
        return key.to_string();
    }
    let tag = key.tag.to_string();
    let elements = SEGMENTS.iter().find(|(known, _)| *known == tag).map_or(&[][..], |(_, elements)| elements);
    match elements.get(usize::from(element).wrapping_sub(1)) {
        Some(known) if known.starts_with(['C', 'S']) => {
            let nth = 1 + elements[..usize::from(element) - 1].iter().filter(|other| *other == known).count();
            if nth > 1 && REPEATED.contains(known) {
                format!("{key}.{known}({nth}).{component}")
            } else {
                format!("{key}.{known}.{component}")
            }
        }
        Some(known) if component <= 1 => format!("{key}.{known}"),
        Some(known) => format!("{key}.{known}.{component}"),
        None => format!("{key}.{element:02}.{component}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(tag: &str, qualifier: &str, element: u16, component: u16) -> String {
        let code = |text| Code::new(text).unwrap_or_default();
        name(&Key { tag: code(tag), qualifier: code(qualifier), ..Key::default() }, element, component)
    }

    #[test]
    fn columns_are_called_by_the_directory() {
        assert_eq!(named("NAD", "CN", 4, 1), "NAD[CN].C080.1");
        assert_eq!(named("NAD", "CN", 6, 1), "NAD[CN].3164");
        assert_eq!(named("PNA", "PAT", 6, 2), "PNA[PAT].C816(2).2");
        assert_eq!(named("XYZ", "", 2, 1), "XYZ.02.1");
    }

    #[test]
    fn segments_are_in_order() {
        assert!(SEGMENTS.is_sorted_by_key(|(tag, _)| tag));
    }
}
