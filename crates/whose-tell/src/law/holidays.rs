//! Days on which nobody works, as dated data.

use std::collections::BTreeSet;

use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// The holidays of a jurisdiction, for the years that are known.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// First day of which it is known whether it is a holiday.
    pub from: Date,
    /// Last such day.
    pub until: Date,
    /// Days of the week on which nobody works.
    pub weekend: Vec<Rest>,
    /// The holidays.
    pub days: BTreeSet<Date>,
    /// Where they stand.
    pub source: String,
    /// Were they read in a source?
    pub verified: bool,
    /// What of them was not.
    pub doubt: Option<String>,
}

/// A day of the week on which nobody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rest {
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Rest {
    const fn weekday(self) -> Weekday {
        match self {
            Self::Friday => Weekday::Friday,
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
        }
    }
}

impl Holidays {
    /// Is it known whether that day is a holiday?
    #[must_use]
    pub fn cover(&self, day: Date) -> bool {
        (self.from..=self.until).contains(&day)
    }

    /// Does anybody work on that day, as far as is known?
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        let rests = self.weekend.iter().any(|rest| rest.weekday() == day.weekday());
        !rests && !self.days.contains(&day)
    }
}
