//! Weights as people see and set them: how often pairs agree at each level of each field, and a few numbers of the whole.

use crate::levels::{FIELDS, Field, level};

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Between {
    /// Two records.
    Records,
    /// A person and a customer of the registry.
    Registry,
}

impl Between {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Records, Self::Registry];

    /// What it is called in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Registry => "registry",
        }
    }
}

/// A number of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Setting {
    /// Odds from which on a link between records is taken, before the correction for the sizes of what it joins.
    LeastOdds,
    /// Share of all pairs of records that are one person's.
    Matches,
    /// Share of all pairs of records that are two people of one household or place.
    Households,
    /// Probability from which on a customer is confirmed.
    Confirmed,
    /// Probability above which another customer who fits keeps one from being confirmed.
    RunnerUp,
    /// Probability from which on a customer is possible whatever else fits.
    Possible,
    /// Share of people who are customers at all.
    Customers,
}

impl Setting {
    /// All, in the order of the file.
    pub const ALL: [Self; 7] = [
        Self::LeastOdds,
        Self::Matches,
        Self::Households,
        Self::Confirmed,
        Self::RunnerUp,
        Self::Possible,
        Self::Customers,
    ];

    /// What it belongs to.
    #[must_use]
    pub const fn between(self) -> Between {
        match self {
            Self::LeastOdds | Self::Matches | Self::Households => Between::Records,
            Self::Confirmed | Self::RunnerUp | Self::Possible | Self::Customers => Between::Registry,
        }
    }

    /// What it is called in tables and files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeastOdds => "least-odds",
            Self::Matches => "matches",
            Self::Households => "households",
            Self::Confirmed => "confirmed",
            Self::RunnerUp => "runner-up",
            Self::Possible => "possible",
            Self::Customers => "customers",
        }
    }

    /// What it is, in words.
    #[must_use]
    pub const fn means(self) -> &'static str {
        match self {
            Self::LeastOdds => "odds from which on a link is taken, to one",
            Self::Matches => "share of all pairs that are one person's",
            Self::Households => "share of all pairs that are two people of one household or place",
            Self::Confirmed => "probability from which on a customer is confirmed",
            Self::RunnerUp => "probability of another customer above which none is confirmed",
            Self::Possible => "probability from which on a customer is possible whatever else fits",
            Self::Customers => "share of people who are customers at all",
        }
    }

    /// Where no one sets it and no data tells it; of the shares that data always tells, where estimation begins.
    pub(crate) const fn usual(self) -> f64 {
        match self {
            Self::LeastOdds => 1.0,
            Self::Confirmed => 0.99,
            Self::RunnerUp | Self::Possible => 0.005,
            Self::Matches | Self::Households | Self::Customers => 0.5,
        }
    }

    const fn allows(self, value: f64) -> bool {
        value > 0.0 && (value < 1.0 || matches!(self, Self::LeastOdds) && value.is_finite())
    }
}

/// A number of the whole, as it is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Used {
    /// Which.
    pub setting: Setting,
    /// Its value.
    pub value: f64,
    /// Set by a person?
    pub set: bool,
}

/// How often pairs agree at a level of a field, as it is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Of what.
    pub between: Between,
    /// The field, in words.
    pub field: &'static str,
    /// How it agrees, in words.
    pub level: &'static str,
    /// Share of the pairs that are one person's.
    pub matched: f64,
    /// Share of the pairs of one household or place; none where they agree by chance.
    pub household: Option<f64>,
    /// Share of pairs of strangers; none where each value has its own.
    pub chance: Option<f64>,
    /// Set by a person?
    pub set: bool,
}

/// Why a weight cannot be set.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum WeightError {
    /// There is no such name.
    #[error("there is no {what} `{name}`; there are: {known}")]
    Unknown {
        /// Kind of name.
        what: &'static str,
        /// The name.
        name: String,
        /// Those that there are.
        known: String,
    },
    /// It is no share.
    #[error("{value} is no share: it must lie between 0 and 1, without them")]
    NoShare {
        /// What was given.
        value: f64,
    },
}

type Shares = [[Option<f32>; level::COUNT]; FIELDS];

/// What a person set. Where nothing is set, the data says it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weights {
    settings: [Option<f64>; Setting::ALL.len()],
    matched: [Shares; 2],
    household: [Shares; 2],
}

/// A name as it is written in a file: `same-unit-missing`.
#[must_use]
pub fn key_of(words: &str) -> String {
    let parts = words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

impl Weights {
    /// Sets a number of the whole.
    ///
    /// # Errors
    /// When there is none of that name, or it cannot be that.
    pub fn set(&mut self, between: Between, code: &str, value: f64) -> Result<(), WeightError> {
        let of = || Setting::ALL.into_iter().filter(|setting| setting.between() == between);
        let setting = of()
            .find(|setting| setting.code() == code)
            .ok_or_else(|| unknown("number", code, of().map(|setting| setting.code().to_string())))?;
        if !setting.allows(value) {
            return Err(WeightError::NoShare { value });
        }
        self.settings[setting as usize] = Some(value);
        Ok(())
    }

    /// Sets the shares of pairs that agree at a level of a field, both named as [`key_of`] writes them: among matches, in
    /// households.
    ///
    /// # Errors
    /// When there is no such field or level, or a share is none.
    pub fn set_share(
        &mut self,
        between: Between,
        field: &str,
        level: &str,
        matched: Option<f64>,
        household: Option<f64>,
    ) -> Result<(), WeightError> {
        let found = Field::ALL.into_iter().find(|one| key_of(one.word()) == field);
        let found = found.ok_or_else(|| {
            unknown("field", field, Field::ALL.into_iter().map(|field| key_of(field.word())))
        })?;
        let levels = || crate::model::levels_of(found);
        let place = found == Field::Place;
        let at = levels().find(|one| key_of(level::word(*one, place)) == level);
        let at = at.ok_or_else(|| {
            unknown("level of agreement", level, levels().map(|one| key_of(level::word(one, place))))
        })?;
        for (share, all) in [(matched, &mut self.matched), (household, &mut self.household)] {
            let Some(share) = share else { continue };
            if !(share > 0.0 && share < 1.0) {
                return Err(WeightError::NoShare { value: share });
            }
            all[between as usize][found as usize][usize::from(at)] = Some(share.ln() as f32);
        }
        Ok(())
    }

    /// How many are set.
    #[must_use]
    pub fn len(&self) -> usize {
        let shares = [&self.matched, &self.household].into_iter().flatten().flatten().flatten();
        self.settings.iter().flatten().count() + shares.flatten().count()
    }

    /// Is nothing set?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What was set of a number.
    pub(crate) const fn get(&self, setting: Setting) -> Option<f64> {
        self.settings[setting as usize]
    }

    /// The number, or the usual one.
    pub(crate) fn or_usual(&self, setting: Setting) -> f64 {
        self.get(setting).unwrap_or_else(|| setting.usual())
    }

    /// ln of a share among matches, if it was set.
    pub(crate) const fn matched(&self, between: Between, field: usize, level: usize) -> Option<f32> {
        self.matched[between as usize][field][level]
    }

    /// ln of a share in households, if it was set.
    pub(crate) const fn household(&self, between: Between, field: usize, level: usize) -> Option<f32> {
        self.household[between as usize][field][level]
    }
}

fn unknown(what: &'static str, name: &str, known: impl Iterator<Item = String>) -> WeightError {
    WeightError::Unknown { what, name: name.to_string(), known: known.collect::<Vec<_>>().join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_a_key_of_its_own_and_can_be_set() {
        let mut weights = Weights::default();
        let mut count = 0;
        for between in Between::ALL {
            for field in Field::ALL {
                let word = |one: u8| key_of(level::word(one, field == Field::Place));
                let mut keys: Vec<String> = crate::model::levels_of(field).map(word).collect();
                for key in &keys {
                    weights.set_share(between, &key_of(field.word()), key, Some(0.25), Some(0.125)).unwrap();
                    count += 2;
                }
                let all = keys.len();
                keys.sort_unstable();
                keys.dedup();
                assert_eq!(keys.len(), all, "{}", field.word());
            }
        }
        assert_eq!(weights.len(), count);
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let mut weights = Weights::default();
        let said = |result: Result<(), WeightError>| result.unwrap_err().to_string();
        let none = weights.set(Between::Records, "confirmed", 0.9);
        assert_eq!(said(none), "there is no number `confirmed`; there are: least-odds, matches, households");
        assert!(said(weights.set(Between::Registry, "confirmed", 1.0)).starts_with("1 is no share"));
        let field = weights.set_share(Between::Records, "shoe-size", "same", Some(0.5), None);
        assert!(said(field).contains("there are: given-name, family-name"));
        let level = weights.set_share(Between::Records, "sex", "near", Some(0.5), None);
        assert_eq!(said(level), "there is no level of agreement `near`; there are: same, other");
        assert!(weights.is_empty());
    }
}
