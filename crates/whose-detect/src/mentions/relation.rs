//! What one person of a record is to the other, where a column says so.

/// Words for one and the same person, folded: in Korean, English, French, and the code of HL7 table 0063.
const SELF: [&str; 16] = [
    "본인",
    "self",
    "same",
    "own",
    "myself",
    "himself",
    "herself",
    "themselves",
    "same person",
    "sel",
    "soi",
    "lui-même",
    "elle-même",
    "soi-même",
    "la même personne",
    "même",
];

/// Does the value say that both people of the record are one?
pub(super) fn is_self(value: &str) -> bool {
    let folded = value.trim().trim_matches(['(', ')', '.', '"']).to_lowercase();
    SELF.contains(&folded.as_str())
}

#[cfg(test)]
mod tests {
    use super::is_self;

    #[test]
    fn self_and_others() {
        for value in ["본인", "SELF", " Self ", "(본인)", "Lui-même"] {
            assert!(is_self(value), "{value}");
        }
        for value in ["배우자", "지인", "spouse", "selfish", "conjoint", "", "-"] {
            assert!(!is_self(value), "{value}");
        }
    }
}
