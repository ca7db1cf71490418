//! Running text: how letters close, how airlines write titles, and what a model of the user's says. The model stands outside the stages; the one that finds
//! asks it through this interface and weighs its word against its own lists.

/// Words with which letters close, in small letters without accents, as the line above a name begins.
const CLOSINGS: [&str; 43] = [
    "regards",
    "best regards",
    "kind regards",
    "warm regards",
    "with regards",
    "best wishes",
    "best",
    "sincerely",
    "yours",
    "many thanks",
    "thanks",
    "thank you",
    "cheers",
    "respectfully",
    "warmly",
    "cordialement",
    "bien cordialement",
    "bien a vous",
    "bien confraternellement",
    "confraternellement",
    "veuillez agreer",
    "salutations",
    "sinceres salutations",
    "meilleures salutations",
    "merci",
    "mit freundlichen grußen",
    "mit freundlichen grussen",
    "freundliche gruße",
    "freundliche grusse",
    "viele gruße",
    "viele grusse",
    "beste gruße",
    "liebe gruße",
    "mfg",
    "vg",
    "saludos",
    "un saludo",
    "atentamente",
    "cordiali saluti",
    "distinti saluti",
    "met vriendelijke groet",
    "atenciosamente",
    "com os melhores cumprimentos",
];

/// Titles that airlines write behind given names (IATA AIRIMP). The first ones are written to the end of a name as well: `ROY/ANNEMR`; names
/// that end with the others are names: `ROY/ADAMS`.
const TITLES_OF_TRAVELLERS: [&str; 6] = ["MRS", "MISS", "MSTR", "MR", "MS", "CHD"];
const GLUED: usize = 4;

/// The title that a word of a traveller's given names is, or ends with.
#[must_use]
pub fn title_of_traveller(word: &str) -> Option<&'static str> {
    let is = TITLES_OF_TRAVELLERS.iter().find(|title| word == **title);
    is.or_else(|| TITLES_OF_TRAVELLERS[..GLUED].iter().find(|title| word.ends_with(**title))).copied()
}

/// Longest line that closes a letter, in bytes.
const LONGEST_CLOSING: usize = 48;

/// Does a letter close with this line? `Best regards,`, `Mit freundlichen Grüßen`; `Thanks for the parcel` closes nothing.
#[must_use]
pub fn closes_letter(line: &str) -> bool {
    let bare = line.trim().trim_end_matches([',', '.', '!', ' ', '-']);
    if bare.is_empty() || bare.len() > LONGEST_CLOSING {
        return false;
    }
    let plain: String = bare.chars().flat_map(char::to_lowercase).map(without_accent).collect();
    let begins = |word: &&&str| {
        plain.strip_prefix(**word).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ',']))
    };
    let found = CLOSINGS.iter().filter(begins).map(|word| word.len()).max();
    found.is_some_and(|length| plain[length..].split_whitespace().count() <= 2)
}

/// Of the letters that closings hold.
const fn without_accent(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    }
}

/// What a model says that a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Named {
    /// A person.
    Person,
    /// A postal address, or its street.
    Address,
    /// A town, province, country or other place, which alone is no address.
    Place,
}

/// A piece of a text and what it is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedSpan {
    /// What it is.
    pub named: Named,
    /// First byte.
    pub start: usize,
    /// First byte after it.
    pub end: usize,
    /// How certain, 0 to 100.
    pub certainty: u8,
}

/// Finds names in running text.
pub trait NamesInProse: std::fmt::Debug + Send + Sync {
    /// What a text holds, in its order, nothing within another, all on borders of characters. The same text gives the same
    /// answer, whatever was asked before and by how many threads.
    fn names_in(&self, text: &str) -> Vec<NamedSpan>;

    /// How many texts it failed on so far; it named nothing in them.
    fn failures(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::closes_letter;

    #[test]
    fn closings() {
        for line in [
            "Best regards,",
            "Mit freundlichen Grüßen",
            "Yours sincerely",
            "Merci",
            "Bien à vous,",
            "Bien confraternellement,",
        ] {
            assert!(closes_letter(line), "{line}");
        }
        for line in ["", "Thanks for the parcel you sent", "Dear Anne,", "regardsome"] {
            assert!(!closes_letter(line), "{line}");
        }
    }
}
