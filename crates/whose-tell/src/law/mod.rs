//! The law as dated data: one folder a jurisdiction in `jurisdictions/`, no law in code.
//!
//! A [`Duty`] is who must tell whom, by when, with which content, from which day on, and the source that says so.
//! A line that was not read in its source is marked ([`Duty::verified`], [`Duty::doubt`]) and shown as such.

mod data;
mod duty;
mod holidays;
mod vocabulary;

use std::collections::BTreeMap;

use serde::Deserialize;
use whose_model::Label;

use crate::TellError;
pub(crate) use duty::mark;
pub use duty::{
    About, Bound, Clock, Content, CountedOver, Duty, Heading, Recipient, Threshold, Unit, WordForbidden,
};
pub use holidays::Holidays;
pub use vocabulary::{EventMeaning, Vocabulary};

/// A state, province or sector with its own duties.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Jurisdiction {
    /// Stable code: `kr`, `ca-qc`, `us-hipaa`. The name of its folder.
    pub code: String,
    /// Its name.
    pub name: Label,
    /// The jurisdiction that it is a part of: its people are people of that one too.
    pub parent: Option<String>,
    /// The fact that brings a case under it, where it follows the organisation and not the place where people live.
    pub sector: Option<String>,
    /// Time zone in which its days are counted and its deadlines shown.
    pub time_zone: String,
    /// Languages of its notices, the first one first.
    pub languages: Vec<String>,
    /// What a user must know about it.
    pub note: Option<String>,
    /// How a person who lives there is told.
    #[serde(default)]
    pub residence: Residence,
    /// Its duties, of today and of earlier days.
    #[serde(default, rename = "duty")]
    pub duties: Vec<Duty>,
    /// Its holidays, where a clock needs them.
    #[serde(skip)]
    pub holidays: Option<Holidays>,
}

/// What in a person's data says that the person lives there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Residence {
    /// Names and codes of the country, in capitals.
    pub countries: Vec<String>,
    /// Names and codes of its regions, in capitals.
    pub regions: Vec<String>,
    /// Forms of its postal code that no other country has: `#` a digit, `@` a letter, anything else itself.
    pub postcodes: Vec<String>,
    /// Forms that its postal code shares with others: they decide between regions of one name.
    pub postcodes_shared: Vec<String>,
    /// First three digits of postal codes that are of this part of the parent: `900-961`.
    pub postcode_ranges: Vec<String>,
    /// Beginnings of its phone numbers; the longest of all jurisdictions decides.
    pub phones: Vec<String>,
    /// Beginnings of numbers that look like its own and are not.
    pub phones_elsewhere: Vec<String>,
    /// Script in which only its addresses are written: `hangul` or `kana`.
    pub script: Option<String>,
    /// Categories of numbers that it gives to those who live there.
    pub identifiers: Vec<String>,
}

/// Everything known about the law.
#[derive(Debug, Clone)]
pub struct Law {
    jurisdictions: Vec<Jurisdiction>,
    vocabulary: Vocabulary,
}

impl Law {
    /// The law that this version holds.
    ///
    /// # Errors
    /// When a file of it is damaged: a mistake in the file itself, which a test looks for.
    pub fn load() -> Result<Self, TellError> {
        let vocabulary: Vocabulary = parse("vocabulary.toml", data::VOCABULARY)?;
        let mut jurisdictions = Vec::with_capacity(data::ALL.len());
        for (folder, law, holidays) in data::ALL {
            let mut one: Jurisdiction = parse(&format!("{folder}/law.toml"), law)?;
            if let Some(text) = holidays {
                one.holidays = Some(parse(&format!("{folder}/holidays.toml"), text)?);
            }
            jurisdictions.push(one);
        }
        Ok(Self { jurisdictions, vocabulary })
    }

    /// All, in the order of the list.
    #[must_use]
    pub fn jurisdictions(&self) -> &[Jurisdiction] {
        &self.jurisdictions
    }

    /// The one with that code.
    #[must_use]
    pub fn jurisdiction(&self, code: &str) -> Option<&Jurisdiction> {
        self.jurisdictions.iter().find(|one| one.code == code)
    }

    /// Events, facts and content that the law speaks of.
    #[must_use]
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
}

impl Jurisdiction {
    /// Versions of each duty, by its id, in the order of the file.
    #[must_use]
    pub fn duties_by_id(&self) -> Vec<(&str, Vec<&Duty>)> {
        let mut found: Vec<(&str, Vec<&Duty>)> = Vec::new();
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        for duty in &self.duties {
            let place = *at.entry(&duty.id).or_insert_with(|| {
                found.push((&duty.id, Vec::new()));
                found.len() - 1
            });
            found[place].1.push(duty);
        }
        found
    }

    /// The version of a duty that is in force on a day.
    #[must_use]
    pub fn duty_on(&self, id: &str, day: jiff::civil::Date) -> Option<&Duty> {
        self.duties.iter().find(|duty| duty.id == id && duty.in_force(day))
    }
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, TellError> {
    toml::from_str(text).map_err(|error| TellError::Law { file: file.to_string(), reason: error.to_string() })
}

#[cfg(test)]
mod tests;
