//! X12, EDIFACT and HL7: the standards' own dictionary says what an element is, and the party's qualifier says whose.
//!
//! Sources: ASC X12 data element dictionary (element 98 entity identifier code, 128 reference identification qualifier,
//! 374 date/time qualifier, 365 communication number qualifier); UN/EDIFACT D.01B code lists (3035 party function, 2005 date
//! function, 1153 reference qualifier, 3155 communication means).

use whose_model::Role;
use whose_model::category::general;
use whose_model::tables::LayoutRow;

use super::{Column, Reading, decide, hl7, of_nobody};
use crate::detector::Knowledge;
use crate::header::Meaning;

/// What an element says.
#[derive(Debug, Clone, Copy)]
pub(super) enum Element {
    Is(Meaning),
    Reads(Reading),
    Phone,
    Email,
    Birth,
    /// Social security number.
    Social,
    Plate,
    /// The identifier of this code.
    Code(&'static str),
}

use Element::{Birth, Email, Is, Phone, Plate, Reads, Social};

/// Elements by segment and position, whatever the qualifier.
const ELEMENTS: &[(&str, &str, Element)] = &[
    ("N1", "02", Is(Meaning::PersonName)),
    ("N2", "01", Is(Meaning::Organisation)),
    ("N2", "02", Is(Meaning::Organisation)),
    ("N3", "01", Is(Meaning::Street)),
    ("N3", "02", Is(Meaning::Street)),
    ("N4", "01", Is(Meaning::City)),
    ("N4", "02", Is(Meaning::Region)),
    ("N4", "03", Is(Meaning::Postcode)),
    ("N4", "04", Is(Meaning::Country)),
    ("PER", "02", Reads(Reading::ContactName)),
    ("G61", "02", Reads(Reading::ContactName)),
    ("NM1", "02", Reads(Reading::EntityKind)),
    ("NM1", "03", Is(Meaning::FamilyName)),
    ("NM1", "04", Is(Meaning::GivenName)),
    ("NM1", "05", Is(Meaning::MiddleName)),
    ("NM1", "09", Is(Meaning::CustomerNumber)),
    ("NM1", "34", Social),
    ("DMG", "02", Birth),
    ("DMG", "03", Is(Meaning::Sex)),
    ("NTE", "02", Reads(Reading::Text)),
    ("MSG", "01", Reads(Reading::Text)),
    ("K3", "01", Reads(Reading::Text)),
    ("BSN", "02", Is(Meaning::RecordNumber(40))),
    ("BSN", "03", Is(Meaning::Date(65))),
    ("BSN", "04", Reads(Reading::Nothing)),
    // The carrier's own number goes before what the shipper calls the shipment.
    ("B10", "01", Is(Meaning::RecordNumber(74))),
    ("B10", "02", Is(Meaning::RecordNumber(72))),
    ("B2", "04", Is(Meaning::RecordNumber(70))),
    ("B3", "02", Is(Meaning::RecordNumber(60))),
    ("B3", "06", Is(Meaning::Date(60))),
    ("BIG", "01", Is(Meaning::Date(60))),
    ("BIG", "02", Is(Meaning::RecordNumber(60))),
    ("BEG", "03", Is(Meaning::RecordNumber(60))),
    ("BEG", "05", Is(Meaning::Date(60))),
    ("BHT", "04", Is(Meaning::Date(30))),
    ("CLM", "01", Is(Meaning::RecordNumber(90))),
    ("CLP", "01", Is(Meaning::RecordNumber(90))),
    ("AT7", "05", Is(Meaning::Date(75))),
    ("AT7", "06", Is(Meaning::Time)),
    ("ISA", "06", Is(Meaning::ClientKey)),
    ("GS", "02", Is(Meaning::ClientKey)),
    ("C058", "", Is(Meaning::Street)),
    ("C080", "", Is(Meaning::PersonName)),
    ("C059", "", Is(Meaning::Street)),
    ("3164", "", Is(Meaning::City)),
    ("C819", "", Is(Meaning::Region)),
    ("3229", "", Is(Meaning::Region)),
    ("3251", "", Is(Meaning::Postcode)),
    ("3207", "", Is(Meaning::Country)),
    ("C056", "2", Reads(Reading::ContactName)),
    ("C816", "", Is(Meaning::PersonName)),
    ("C108", "", Reads(Reading::Text)),
    ("S002", "1", Is(Meaning::ClientKey)),
    ("1004", "", Is(Meaning::RecordNumber(55))),
    ("C106", "1", Is(Meaning::RecordNumber(55))),
    ("C503", "1", Is(Meaning::RecordNumber(85))),
    ("C208", "1", Is(Meaning::RecordNumber(88))),
];

/// Elements by qualifier: references, dates, marks.
const QUALIFIED: &[(&str, &str, Element)] = &[
    ("REF", "2I", Is(Meaning::RecordNumber(95))),
    ("L11", "2I", Is(Meaning::RecordNumber(95))),
    ("N9", "2I", Is(Meaning::RecordNumber(95))),
    ("REF", "CN", Is(Meaning::RecordNumber(80))),
    ("L11", "CN", Is(Meaning::RecordNumber(80))),
    ("N9", "CN", Is(Meaning::RecordNumber(80))),
    ("REF", "SI", Is(Meaning::RecordNumber(75))),
    ("L11", "SI", Is(Meaning::RecordNumber(75))),
    ("REF", "BM", Is(Meaning::RecordNumber(70))),
    ("L11", "BM", Is(Meaning::RecordNumber(70))),
    ("REF", "D9", Is(Meaning::RecordNumber(92))),
    ("MAN", "CP", Is(Meaning::RecordNumber(92))),
    ("MAN", "GM", Is(Meaning::RecordNumber(60))),
    ("REF", "SY", Social),
    ("REF", "0F", Is(Meaning::CustomerNumber)),
    ("REF", "EJ", Is(Meaning::CustomerNumber)),
    ("REF", "11", Is(Meaning::ClientKey)),
    ("REF", "12", Is(Meaning::ClientKey)),
    ("REF", "14", Is(Meaning::ClientKey)),
    ("N9", "11", Is(Meaning::ClientKey)),
    ("N9", "14", Is(Meaning::ClientKey)),
    ("L11", "11", Is(Meaning::ClientKey)),
    ("L11", "14", Is(Meaning::ClientKey)),
    ("RFF", "ADE", Is(Meaning::ClientKey)),
    ("RFF", "IT", Is(Meaning::ClientKey)),
    ("RFF", "CN", Is(Meaning::RecordNumber(90))),
    ("RFF", "AAO", Is(Meaning::RecordNumber(50))),
    ("RFF", "BN", Is(Meaning::RecordNumber(60))),
    // The consignor's own word for it, most often an order.
    ("RFF", "CU", Is(Meaning::RecordNumber(45))),
    ("RFF", "CNR", Is(Meaning::RecordNumber(85))),
    ("RFF", "AAS", Is(Meaning::RecordNumber(70))),
    ("RFF", "BM", Is(Meaning::RecordNumber(70))),
    ("DTM", "011", Is(Meaning::Date(90))),
    ("DTM", "11", Is(Meaning::Date(90))),
    ("DTM", "035", Is(Meaning::Date(80))),
    ("DTM", "35", Is(Meaning::Date(80))),
    ("DTM", "133", Is(Meaning::Date(75))),
    ("DTM", "200", Is(Meaning::Date(76))),
    ("DTM", "137", Is(Meaning::Date(60))),
    ("DTM", "017", Is(Meaning::Date(55))),
    ("DTM", "17", Is(Meaning::Date(55))),
    ("DTM", "2", Is(Meaning::Date(50))),
    ("DTM", "002", Is(Meaning::Date(50))),
    ("DTM", "329", Birth),
    ("DTP", "472", Is(Meaning::Date(90))),
    ("DTP", "434", Is(Meaning::Date(85))),
    ("DTP", "435", Is(Meaning::Date(80))),
    ("DTP", "439", Is(Meaning::Date(95))),
    ("DTP", "484", Reads(Reading::Nothing)),
    ("G62", "11", Is(Meaning::Date(90))),
    ("G62", "10", Is(Meaning::Date(70))),
    ("G62", "69", Is(Meaning::Date(70))),
    ("G62", "68", Is(Meaning::Date(55))),
    ("G62", "86", Is(Meaning::Date(90))),
    ("RFF", "ABZ", Plate),
];

/// Kinds of communication numbers that are phones, in both standards.
const PHONES: [&str; 14] =
    ["TE", "FX", "HP", "WP", "CP", "TM", "BN", "NP", "VM", "AP", "AL", "MB", "TL", "SF"];

/// Roles of parties (element 98; 3035).
const ROLES: &[(&str, Role)] = &[
    ("ST", Role::Recipient),
    ("CN", Role::Recipient),
    ("DP", Role::Recipient),
    ("UC", Role::Recipient),
    ("BY", Role::Recipient),
    ("BS", Role::Recipient),
    ("MA", Role::Recipient),
    ("EN", Role::Recipient),
    ("SF", Role::Sender),
    ("SH", Role::Sender),
    ("CZ", Role::Sender),
    ("SU", Role::Sender),
    ("SE", Role::Sender),
    ("OS", Role::Sender),
    ("PW", Role::Sender),
    ("VN", Role::Sender),
    ("IL", Role::Patient),
    ("QC", Role::Patient),
    ("PAT", Role::Patient),
    ("74", Role::Patient),
    ("MEM", Role::Patient),
    ("BT", Role::Payer),
    ("PR", Role::Payer),
    ("IV", Role::Payer),
    ("PE", Role::Practitioner),
    ("82", Role::Practitioner),
    ("85", Role::Practitioner),
    ("71", Role::Practitioner),
    ("72", Role::Practitioner),
    ("77", Role::Practitioner),
    ("DN", Role::Practitioner),
    ("DK", Role::Practitioner),
    ("P3", Role::Practitioner),
    ("IC", Role::Contact),
    ("41", Role::Contact),
    ("GD", Role::Relative),
    ("S1", Role::Relative),
    ("QD", Role::Relative),
    ("OW", Role::Owner),
    ("DR", Role::Driver),
];

/// Lists of codes for diagnoses (element 1270): the main one, further ones, on admission, the reason of a visit, outside causes.
const DIAGNOSES: [&str; 10] = ["ABK", "ABF", "ABJ", "APR", "ABN", "BK", "BF", "BJ", "PR", "BN"];
/// Roles that only companies have: sponsors, insurers, administrators and employers of a health plan.
const COMPANIES: [&str; 6] = ["P5", "IN", "TV", "36", "BO", "FD"];
/// Roles of those aboard: passengers, crew, those in transit.
const ABOARD: [&str; 4] = ["FL", "FM", "DDT", "DDU"];

/// A column name taken apart: `NAD[CN].C059.1` is `NAD`, `CN`, `C059`, `1`.
#[derive(Debug, PartialEq, Eq)]
struct Name<'a> {
    tag: &'a str,
    qualifier: &'a str,
    element: &'a str,
    component: &'a str,
}

fn parse(name: &str) -> Name<'_> {
    let (head, rest) = name.split_once('.').unwrap_or((name, ""));
    let (tag, qualifier) = match head.split_once('[') {
        Some((tag, qualifier)) => (tag, qualifier.trim_end_matches(']')),
        None => (head, ""),
    };
    let (element, component) = rest.split_once('.').unwrap_or((rest, ""));
    Name { tag, qualifier, element: element.split('(').next().unwrap_or_default(), component }
}

/// Decides every column from the dictionary.
pub(super) fn decide(knowledge: &Knowledge<'_>, columns: &mut [Column]) {
    for column in columns {
        let text = column.name.clone();
        let name = parse(&text);
        column.role = role(&name);
        if column.profile.values > 0 && decide::by_clients(column) {
            continue;
        }
        match element(&name) {
            Some(element) => {
                let (reading, plausible) = reading(knowledge, column, element);
                let values_agree = column.profile.values == 0 || plausible;
                if values_agree {
                    column.take(reading, 0.95, format!("{} in the standard's dictionary", name.tag));
                } else {
                    column.take(Reading::Scan, 0.5, format!("{} {}", name.tag, LayoutRow::NO_FIT));
                }
            }
            None => {
                decide::leave_open(knowledge, column);
                if of_nobody::is(name.tag, name.element, name.component) {
                    column.evidence.push("the standard keeps nothing of people in it".into());
                }
            }
        }
    }
}

fn role(name: &Name<'_>) -> Role {
    if let Some((_, role)) = hl7::field(name.tag, name.element) {
        return role;
    }
    let of_party = matches!(
        name.tag,
        "N1" | "N2"
            | "N3"
            | "N4"
            | "PER"
            | "G61"
            | "NM1"
            | "DMG"
            | "NAD"
            | "CTA"
            | "COM"
            | "PNA"
            | "PDI"
            | "ADR"
    );
    if !of_party {
        return Role::Unknown;
    }
    ROLES.iter().find(|(code, _)| *code == name.qualifier).map_or(Role::Unknown, |(_, role)| *role)
}

fn element(name: &Name<'_>) -> Option<Element> {
    if let Some((element, _)) = hl7::field(name.tag, name.element) {
        return element;
    }
    let sender = matches!(name.qualifier, "SH" | "SF" | "CZ" | "OS" | "PW" | "SU");
    // Passengers and crew (3035 of PAXLST) have the parts of their names apart.
    let aboard = name.tag == "NAD" && ABOARD.contains(&name.qualifier) && name.element == "C080";
    match (name.tag, name.element) {
        _ if aboard => {
            return match name.component {
                "1" => Some(Is(Meaning::FamilyName)),
                "2" => Some(Is(Meaning::GivenName)),
                "3" => Some(Is(Meaning::MiddleName)),
                _ => None,
            };
        }
        ("HI", "02") if DIAGNOSES.contains(&name.qualifier) => return Some(Is(Meaning::Illness)),
        ("DOC", "C503") if name.qualifier == "P" && name.component == "1" => {
            return Some(Element::Code("passport"));
        }
        ("N1", "02") if COMPANIES.contains(&name.qualifier) => return Some(Is(Meaning::Organisation)),
        ("N1", "04") if COMPANIES.contains(&name.qualifier) => return Some(Reads(Reading::Nothing)),
        // Who had it sent is the client; who receives it has a number with the sender.
        ("N1", "04") => return Some(Is(if sender { Meaning::ClientKey } else { Meaning::CustomerNumber })),
        ("NAD", "C082") if name.component == "1" => {
            return Some(Is(if sender { Meaning::ClientKey } else { Meaning::CustomerNumber }));
        }
        ("PER" | "G61" | "COM", "EM") => return Some(Email),
        ("PER" | "G61" | "COM", kind) if PHONES.contains(&kind) => return Some(Phone),
        _ => {}
    }
    if let Some((_, _, found)) =
        QUALIFIED.iter().find(|(tag, qualifier, _)| *tag == name.tag && *qualifier == name.qualifier)
    {
        let value = match name.tag {
            "REF" | "N9" | "DTM" | "MAN" | "G62" => {
                name.element == "02" || (name.element.starts_with('C') && name.component == "2")
            }
            "L11" => name.element == "01",
            "DTP" => name.element == "03",
            "RFF" => name.component == "2",
            _ => false,
        };
        if value {
            return Some(*found);
        }
    }
    let edifact = name.element.starts_with(['C', 'S']) || name.element.len() == 4;
    ELEMENTS
        .iter()
        .find(|(key, component, _)| {
            if edifact {
                *key == name.element && (component.is_empty() || *component == name.component)
            } else {
                *key == name.tag && *component == name.element
            }
        })
        .filter(|(key, _, _)| match *key {
            "C080" | "C059" | "C058" | "3164" | "3251" | "3207" | "C819" | "3229" => {
                matches!(name.tag, "NAD" | "PNA" | "ADR")
            }
            "1004" | "C106" => name.tag == "BGM",
            "C108" => name.tag == "FTX",
            "C208" => name.tag == "GIN",
            _ => true,
        })
        .map(|(_, _, element)| *element)
}

/// The reading, and whether the values seen agree with it.
fn reading(knowledge: &Knowledge<'_>, column: &Column, element: Element) -> (Reading, bool) {
    let profile = &column.profile;
    let identifier = |code: &str| {
        knowledge.categories.by_code(code).map_or(Reading::Scan, |category| Reading::Identifier(category.id))
    };
    match element {
        Is(meaning) => {
            let agrees = match meaning {
                Meaning::Date(_) => profile.share(profile.dates) >= 0.5,
                Meaning::RecordNumber(rank) => {
                    rank >= 85 || profile.values < 20 || profile.share(profile.distinct) >= 0.95
                }
                Meaning::PersonName | Meaning::City => {
                    profile.share(profile.with_letter + profile.masked) >= 0.3
                }
                _ => true,
            };
            (Reading::As(meaning), agrees)
        }
        Reads(reading) => (reading, true),
        Phone => (identifier(general::PHONE.code), true),
        Email => (identifier(general::EMAIL.code), true),
        Birth => (identifier(general::BIRTH_DATE.code), true),
        Social => (identifier("us-ssn"), true),
        Plate => (identifier(general::PLATE.code), true),
        Element::Code(code) => (identifier(code), true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(column: &str) -> String {
        let name = parse(column);
        let what = match element(&name) {
            Some(Is(meaning)) => format!("{meaning:?}"),
            Some(Reads(reading)) => format!("{reading:?}"),
            Some(other) => format!("{other:?}"),
            None => "-".into(),
        };
        format!("{what} {}", role(&name).code())
    }

    #[test]
    fn the_dictionary() {
        for (column, expected) in [
            ("N1[ST].02", "PersonName recipient"),
            ("N3[ST].01", "Street recipient"),
            ("N1[P5].02", "Organisation unknown"),
            ("HI[ABK].02", "Illness unknown"),
            ("NAD[FL].C080.1", "FamilyName unknown"),
            ("NAD[FL].C080.2", "GivenName unknown"),
            ("N4[SF].03", "Postcode sender"),
            ("N1[SH].04", "ClientKey sender"),
            ("PER[ST].TE", "Phone recipient"),
            ("PER[ST].EM", "Email recipient"),
            ("DTM[011].02", "Date(90) unknown"),
            ("REF[2I].02", "RecordNumber(95) unknown"),
            ("B10.01", "RecordNumber(74) unknown"),
            ("B10.02", "RecordNumber(72) unknown"),
            ("RFF[CU].C506.2", "RecordNumber(45) unknown"),
            ("ISA.06", "ClientKey unknown"),
            ("NM1[IL].03", "FamilyName patient"),
            ("DMG[IL].02", "Birth patient"),
            ("NAD[CN].C080.1", "PersonName recipient"),
            ("NAD[CN].C059.2", "Street recipient"),
            ("NAD[CN].3251", "Postcode recipient"),
            ("COM[CN].TE", "Phone recipient"),
            ("DTM[137].C507.2", "Date(60) unknown"),
            ("UNB.S002.1", "ClientKey unknown"),
            ("TD5.03", "- unknown"),
        ] {
            assert_eq!(meaning(column), expected, "{column}");
        }
    }
}
