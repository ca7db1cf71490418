//! HL7 version 2: what its fields say, by the standard's chapters 2A (data types), 3 (patient), 6 (billing) and 7 (observations).

use whose_model::Role;

use super::Column;
use super::segments::Element::{self, Birth, Code, Email, Is, Phone, Social};
use crate::header::Meaning;

/// Data types whose components say different things.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Names of persons (XPN): family, given, further names.
    Name,
    /// Clinicians (XCN): number, family, given.
    Clinician,
    /// Addresses (XAD): street, other, city, region, code, country.
    Address,
    /// Telecommunication (XTN): number, use, equipment, e-mail.
    Reach,
    /// Numbers with a check digit (CX): the number first.
    Number(Element),
    /// One value.
    Plain(Element),
}

use Kind::{Address, Clinician, Name, Number, Plain, Reach};

/// Fields with what they say and of whom.
const FIELDS: &[(&str, Kind, Role)] = &[
    ("MSH-4", Number(Is(Meaning::ClientKey)), Role::Unknown),
    ("MSH-7", Plain(Is(Meaning::Date(50))), Role::Unknown),
    ("MSH-10", Plain(Is(Meaning::RecordNumber(40))), Role::Unknown),
    ("EVN-2", Plain(Is(Meaning::Date(60))), Role::Unknown),
    ("EVN-5", Clinician, Role::Employee),
    ("PID-2", Number(Is(Meaning::CustomerNumber)), Role::Patient),
    ("PID-3", Number(Is(Meaning::CustomerNumber)), Role::Patient),
    ("PID-5", Name, Role::Patient),
    ("PID-7", Plain(Birth), Role::Patient),
    ("PID-8", Plain(Is(Meaning::Sex)), Role::Patient),
    ("PID-11", Address, Role::Patient),
    ("PID-13", Reach, Role::Patient),
    ("PID-14", Reach, Role::Patient),
    ("PID-19", Plain(Social), Role::Patient),
    ("PD1-4", Clinician, Role::Practitioner),
    ("NK1-2", Name, Role::Relative),
    ("NK1-4", Address, Role::Relative),
    ("NK1-5", Reach, Role::Relative),
    ("NK1-6", Reach, Role::Relative),
    ("GT1-3", Name, Role::Payer),
    ("GT1-5", Address, Role::Payer),
    ("GT1-6", Reach, Role::Payer),
    ("GT1-7", Reach, Role::Payer),
    ("GT1-8", Plain(Birth), Role::Payer),
    ("GT1-12", Plain(Social), Role::Payer),
    ("IN1-16", Name, Role::Insured),
    ("IN1-18", Plain(Birth), Role::Insured),
    ("IN1-19", Address, Role::Insured),
    ("IN1-36", Plain(Is(Meaning::CustomerNumber)), Role::Insured),
    ("PV1-7", Clinician, Role::Practitioner),
    ("PV1-8", Clinician, Role::Practitioner),
    ("PV1-9", Clinician, Role::Practitioner),
    ("PV1-17", Clinician, Role::Practitioner),
    ("PV1-19", Number(Is(Meaning::RecordNumber(70))), Role::Unknown),
    ("PV1-44", Plain(Is(Meaning::Date(90))), Role::Unknown),
    ("PV1-52", Clinician, Role::Practitioner),
    ("ORC-10", Clinician, Role::Employee),
    ("ORC-11", Clinician, Role::Employee),
    ("ORC-12", Clinician, Role::Practitioner),
    ("OBR-7", Plain(Is(Meaning::Date(85))), Role::Unknown),
    ("OBR-10", Clinician, Role::Employee),
    ("OBR-16", Clinician, Role::Practitioner),
    ("OBR-28", Clinician, Role::Practitioner),
    ("OBX-16", Clinician, Role::Employee),
    ("DG1-3", Number(Code("diagnosis")), Role::Patient),
    ("DG1-16", Clinician, Role::Practitioner),
    ("PR1-8", Clinician, Role::Practitioner),
    ("PR1-11", Clinician, Role::Practitioner),
    ("PR1-12", Clinician, Role::Practitioner),
    ("ROL-4", Clinician, Role::Practitioner),
    ("TXA-5", Clinician, Role::Practitioner),
    ("TXA-9", Clinician, Role::Practitioner),
    ("RXA-10", Clinician, Role::Employee),
    ("SCH-11", Plain(Is(Meaning::Date(88))), Role::Unknown),
    ("FT1-4", Plain(Is(Meaning::Date(86))), Role::Unknown),
];

/// What a component of a field says, and of whom; the component is empty where the field has none.
pub(super) fn field(field: &str, component: &str) -> Option<(Option<Element>, Role)> {
    let (_, kind, role) = FIELDS.iter().find(|(name, ..)| *name == field)?;
    let first = matches!(component, "" | "1");
    let element = match (kind, component) {
        (Plain(element) | Number(element), _) if first => Some(*element),
        // A name that is not in its parts.
        (Name, "") => Some(Is(Meaning::PersonName)),
        (Name, "1") | (Clinician, "2") => Some(Is(Meaning::FamilyName)),
        (Name, "2") | (Clinician, "3") => Some(Is(Meaning::GivenName)),
        (Name, "3") | (Clinician, "4") => Some(Is(Meaning::MiddleName)),
        (Clinician, "1") => Some(Is(Meaning::CustomerNumber)),
        (Address, _) if first => Some(Is(Meaning::Street)),
        (Address, "2") => Some(Is(Meaning::Street)),
        (Address, "3") => Some(Is(Meaning::City)),
        (Address, "4") => Some(Is(Meaning::Region)),
        (Address, "5") => Some(Is(Meaning::Postcode)),
        (Address, "6") => Some(Is(Meaning::Country)),
        (Reach, _) if first => Some(Phone),
        (Reach, "4") => Some(Email),
        _ => None,
    };
    Some((element, *role))
}

/// A message is about one patient, whichever of its segments speaks: a diagnosis is the patient's.
pub(super) fn is_of_the_patient(column: &Column) -> bool {
    let field = column.name.split('.').next().unwrap_or_default();
    FIELDS.iter().any(|(name, _, role)| *name == field && *role == Role::Patient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_by_the_standard() {
        let said = |name: &str, component: &str| {
            let (element, role) = field(name, component)?;
            Some(format!("{element:?} {}", role.code()))
        };
        assert_eq!(said("PID-5", "1").as_deref(), Some("Some(Is(FamilyName)) patient"));
        assert_eq!(said("PV1-7", "3").as_deref(), Some("Some(Is(GivenName)) practitioner"));
        assert_eq!(said("PID-11", "5").as_deref(), Some("Some(Is(Postcode)) patient"));
        assert_eq!(said("PID-13", "").as_deref(), Some("Some(Phone) patient"));
        assert_eq!(said("PID-3", "4").as_deref(), Some("None patient"));
        assert_eq!(said("ZZZ-3", "4"), None);
    }
}
