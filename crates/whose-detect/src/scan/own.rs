//! A company's own numbers: customer, policy, claim, tracking; told in a TOML file, without a rebuild.
//!
//! ```toml
//! [[number]]
//! name = "policy number"
//! kind = "record"                 # or "customer", where the number is given to one person
//! pattern = "'POL'-999999"        # 9 digit, A letter, X either, quoted letters as written, {2,4} repeats
//! examples = ["POL-123456"]
//! words = ["policy", "증권번호"]   # before the number, or in the name of its column
//! ```

use super::shape::{self, Form, Scope};
use super::{Shaped, Verdict};
use serde::Deserialize;
use std::fmt;
use whose_model::category::{CategoryDefinition, general};

/// The numbers of one company.
#[derive(Debug, Clone, Default)]
pub struct OwnNumbers {
    pub(super) list: Vec<OwnNumber>,
}

/// One number of a company.
#[derive(Debug, Clone)]
pub(super) struct OwnNumber {
    pub(super) category: CategoryDefinition,
    pub(super) words: Vec<String>,
    shape: String,
    /// The letters and digits that stand in the pattern as written, with their places; none where it repeats.
    literals: Vec<(usize, u8)>,
}

/// Why a file of own numbers cannot be used. Shows no example: it may be a person's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnNumbersError {
    /// It is not TOML, or a key is missing or unknown; with the parser's words.
    Form(String),
    /// The pattern of that number cannot be read.
    Pattern(String),
    /// An example of that number does not fit its pattern; with its position from 1.
    Example(String, usize),
    /// There are more than fifty.
    TooMany,
}

impl fmt::Display for OwnNumbersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form(reason) => write!(f, "the file of own numbers cannot be read: {reason}"),
            Self::Pattern(name) => write!(f, "the pattern of {name:?} cannot be read"),
            Self::Example(name, position) => {
                write!(f, "example {position} of {name:?} does not fit its pattern")
            }
            Self::TooMany => write!(f, "more than fifty own numbers"),
        }
    }
}

impl std::error::Error for OwnNumbersError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    number: Vec<Told>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    name: String,
    kind: Kind,
    pattern: String,
    examples: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Customer,
    Record,
}

impl OwnNumbers {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// When it is malformed, a pattern cannot be read, or an example does not fit its pattern.
    pub fn from_toml(text: &str) -> Result<Self, OwnNumbersError> {
        let file: File =
            toml::from_str(text).map_err(|error| OwnNumbersError::Form(error.message().to_string()))?;
        if file.number.len() > 50 {
            return Err(OwnNumbersError::TooMany);
        }
        let list = file.number.into_iter().map(OwnNumber::read).collect::<Result<_, _>>()?;
        Ok(Self { list })
    }
}

impl OwnNumber {
    fn read(told: Told) -> Result<Self, OwnNumbersError> {
        let (shape, literals) =
            read_pattern(&told.pattern).ok_or_else(|| OwnNumbersError::Pattern(told.name.clone()))?;
        let mut words = told.words;
        words.push(told.name.clone());
        let category = match told.kind {
            Kind::Customer => general::CUSTOMER_NUMBER,
            Kind::Record => general::RECORD_NUMBER,
        };
        let number = Self { category, words, shape, literals };
        for (position, example) in (1..).zip(&told.examples) {
            if !number.fits(example.trim()) {
                return Err(OwnNumbersError::Example(told.name, position));
            }
        }
        Ok(number)
    }

    fn fits(&self, example: &str) -> bool {
        let Some(mut chain) = super::chain::Chain::start(example, 0) else { return false };
        while chain.extend(|_| true) {}
        let count = chain.groups().len();
        chain.groups()[count - 1].end() == example.len()
            && self.forms(0).iter().any(|form| {
                let lengths = form.lengths.iter().map(|length| usize::from(*length));
                lengths.eq(chain.groups().iter().map(|group| group.len()))
                    && chain
                        .fits(form, false, chain.classes(count))
                        .is_some_and(|row| self.shows(row.glyphs()))
            })
    }

    /// The forms of the pattern, for the tree.
    pub(super) fn forms(&self, position: u8) -> Vec<Form> {
        Form::read(&self.shape, position, if self.telling() { Scope::Text } else { Scope::Context })
    }

    /// Do the letters as written tell it from other numbers?
    fn telling(&self) -> bool {
        self.literals.len() >= 2
    }

    fn shows(&self, glyphs: &[u8]) -> bool {
        self.literals
            .iter()
            .all(|(place, literal)| matches!(glyphs[*place], b'*') || glyphs[*place] == *literal)
    }

    pub(super) fn judge(&self, value: &Shaped<'_>) -> Option<Verdict> {
        let known = value.known() > self.literals.len() + 1;
        (known && self.shows(value.glyphs())).then(|| Verdict::new(if self.telling() { 90 } else { 0 }, 96))
    }
}

/// A pattern as a shape, and what stands in it as written.
fn read_pattern(pattern: &str) -> Option<(String, Vec<(usize, u8)>)> {
    let (mut shape, mut literals) = (String::new(), Vec::new());
    let (mut quoted, mut place) = (false, 0);
    let (mut letters, mut repeats) = (pattern.chars(), false);
    while let Some(letter) = letters.next() {
        match letter {
            '\'' => quoted = !quoted,
            _ if quoted && letter.is_ascii_alphanumeric() => {
                literals.push((place, letter.to_ascii_uppercase() as u8));
                shape.push(if letter.is_ascii_digit() { '9' } else { 'A' });
                place += 1;
            }
            '9' | 'A' | 'X' if !quoted => {
                shape.push(letter);
                place += 1;
            }
            '-' | '.' | '/' | ' ' => shape.push(if letter == ' ' { '_' } else { letter }),
            '{' if !quoted => {
                let bounds: String = letters.by_ref().take_while(|letter| *letter != '}').collect();
                let (low, high) = bounds.split_once(',').unwrap_or((&bounds, &bounds));
                let (low, high): (usize, usize) = (low.trim().parse().ok()?, high.trim().parse().ok()?);
                // Places behind a repetition that varies are not fixed.
                repeats |= low != high;
                if low == 0 || low > high || high > shape::MAX_GLYPHS || !shape.ends_with(['9', 'A', 'X']) {
                    return None;
                }
                place += low - 1;
                shape.push_str(&format!("{{{low},{high}}}"));
                continue;
            }
            _ => return None,
        }
        if repeats && quoted && letter.is_ascii_alphanumeric() {
            return None;
        }
    }
    (!quoted && Form::can_read(&shape)).then_some((shape, literals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::{Findings, Hint, Scanner};
    use proptest::prelude::*;

    const FILE: &str = r#"
        [[number]]
        name = "policy number"
        kind = "record"
        pattern = "'POL'-999999"
        examples = ["POL-123456"]
        words = ["policy", "증권번호"]

        [[number]]
        name = "고객번호"
        kind = "customer"
        pattern = "9{7,8}"
        examples = ["1234567", "12345678"]
    "#;

    #[test]
    fn own_numbers_are_found() {
        let scanner = Scanner::with_own(OwnNumbers::from_toml(FILE).unwrap());
        let mut findings = Findings::default();
        scanner.scan("증권 POL-654321, 고객번호 7654321, 기타 1234567", Hint::default(), &mut findings);
        let found: Vec<(&str, &str)> = findings
            .list()
            .iter()
            .map(|finding| {
                (scanner.categories().get(finding.category).code.as_str(), findings.value(finding))
            })
            .collect();
        assert_eq!(found, [("record-number", "POL654321"), ("customer-number", "7654321")]);
        scanner.scan("POL-65****", Hint::default(), &mut findings);
        assert_eq!(findings.value(&findings.list()[0]), "POL65****");
        let mut normal = String::new();
        let category = scanner.categories().id(&general::CUSTOMER_NUMBER);
        assert!(scanner.read_cell(category, "7654321", &mut normal).is_some());
        assert_eq!(normal, "7654321");
    }

    #[test]
    fn a_file_that_cannot_be_used_says_why_and_shows_no_example() {
        let told = |pattern: &str, example: &str| {
            let text = format!(
                "[[number]]\nname = \"n\"\nkind = \"record\"\npattern = \"{pattern}\"\nexamples = [\"{example}\"]"
            );
            OwnNumbers::from_toml(&text).unwrap_err()
        };
        assert_eq!(told("99-", "99"), OwnNumbersError::Pattern("n".into()));
        assert_eq!(told("b99", "99"), OwnNumbersError::Pattern("n".into()));
        assert_eq!(told("9{5,2}", "99"), OwnNumbersError::Pattern("n".into()));
        assert_eq!(told("9999", "123"), OwnNumbersError::Example("n".into(), 1));
        assert!(matches!(OwnNumbers::from_toml("number = 3"), Err(OwnNumbersError::Form(_))));
        assert!(!told("9999", "123").to_string().contains("123"));
    }

    proptest! {
        #[test]
        fn reading_a_pattern_never_panics(pattern in "[9AX'{},0-9PO./ -]{0,20}|\\PC{0,10}") {
            let text = format!(
                "[[number]]\nname = 'n'\nkind = 'record'\nexamples = []\npattern = {:?}", pattern
            );
            if let Ok(own) = OwnNumbers::from_toml(&text) {
                let _ = Scanner::with_own(own);
            }
        }
    }
}
