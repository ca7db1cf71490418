//! Events: what happened when, as the user entered it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::law::Vocabulary;

/// When something happened: a moment, or a day where no more is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A moment.
    Moment(Timestamp),
    /// A day: counted from its beginning in the time of the jurisdiction, which is the strict way.
    Day(Date),
}

impl When {
    /// The moment that a clock counts from.
    ///
    /// # Errors
    /// When the day lies outside of what a calendar can hold; a parsed one does not.
    pub fn in_zone(self, zone: &TimeZone) -> Result<Zoned, jiff::Error> {
        match self {
            Self::Moment(moment) => Ok(moment.to_zoned(zone.clone())),
            Self::Day(day) => day.to_zoned(zone.clone()),
        }
    }

    /// The last moment that it can mean.
    ///
    /// # Errors
    /// As [`When::in_zone`].
    pub fn end_in_zone(self, zone: &TimeZone) -> Result<Zoned, jiff::Error> {
        match self {
            Self::Moment(moment) => Ok(moment.to_zoned(zone.clone())),
            Self::Day(day) => day.at(23, 59, 59, 0).to_zoned(zone.clone()),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Moment(moment) => write!(formatter, "{moment}"),
            Self::Day(day) => write!(formatter, "{day}"),
        }
    }
}

/// What a time must look like.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0} is no time: write it with its offset from UTC, as 2021-05-19T09:30-04:00, or as a day, 2021-05-19 \
     (counted from its beginning); years 1970 to 2200"
)]
pub struct NoTime(String);

impl FromStr for When {
    type Err = NoTime;

    fn from_str(text: &str) -> Result<Self, NoTime> {
        let refuse = || NoTime(text.to_string());
        let (when, year) = if text.len() == 10 {
            let day: Date = text.parse().map_err(|_| refuse())?;
            (Self::Day(day), day.year())
        } else {
            let moment: Timestamp = text.parse().map_err(|_| refuse())?;
            (Self::Moment(moment), moment.to_zoned(TimeZone::UTC).year())
        };
        if (1970..=2200).contains(&year) { Ok(when) } else { Err(refuse()) }
    }
}

/// Name of an event, and the jurisdiction that it is for; none: for all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventKey {
    /// As in the vocabulary of the law.
    pub name: String,
    /// Code of the jurisdiction.
    pub jurisdiction: Option<String>,
}

impl EventKey {
    /// Reads `known` or `told-regulator@kr`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.split_once('@') {
            Some((name, jurisdiction)) => {
                Self { name: name.to_string(), jurisdiction: Some(jurisdiction.to_string()) }
            }
            None => Self { name: text.to_string(), jurisdiction: None },
        }
    }
}

impl fmt::Display for EventKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.jurisdiction {
            Some(jurisdiction) => write!(formatter, "{}@{jurisdiction}", self.name),
            None => formatter.write_str(&self.name),
        }
    }
}

/// The events of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events(BTreeMap<EventKey, When>);

impl Events {
    /// Sets an event; none takes it back.
    pub fn set(&mut self, key: EventKey, when: Option<When>) {
        match when {
            Some(when) => self.0.insert(key, when),
            None => self.0.remove(&key),
        };
    }

    /// All, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&EventKey, When)> {
        self.0.iter().map(|(key, when)| (key, *when))
    }

    /// The event as it stands for a jurisdiction, or for all.
    #[must_use]
    pub fn entered(&self, name: &str, jurisdiction: &str) -> Option<When> {
        let of = |jurisdiction: Option<&str>| {
            let key =
                EventKey { name: name.to_string(), jurisdiction: jurisdiction.map(ToString::to_string) };
            self.0.get(&key).copied()
        };
        of(Some(jurisdiction)).or_else(|| of(None))
    }

    /// The moment that counts as an event: its own, or an earlier one that counts as it too.
    #[must_use]
    pub fn moment(
        &self,
        vocabulary: &Vocabulary,
        name: &str,
        jurisdiction: &str,
        zone: &TimeZone,
    ) -> Option<Zoned> {
        self.counting_as(vocabulary, name, jurisdiction, zone).map(|(begin, _)| begin)
    }

    /// First and last moment that the event which counts can mean: they differ where only its day is known.
    pub(super) fn counting_as(
        &self,
        vocabulary: &Vocabulary,
        name: &str,
        jurisdiction: &str,
        zone: &TimeZone,
    ) -> Option<(Zoned, Zoned)> {
        let others = vocabulary.events.get(name).map_or(&[][..], |event| event.at_latest.as_slice());
        std::iter::once(name)
            .chain(others.iter().map(String::as_str))
            .filter_map(|name| self.entered(name, jurisdiction))
            .filter_map(|when| Some((when.in_zone(zone).ok()?, when.end_in_zone(zone).ok()?)))
            .min_by(|one, other| one.0.cmp(&other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_an_offset_and_days_are_read() {
        assert_eq!("2021-05-19T09:30-04:00".parse::<When>().unwrap().to_string(), "2021-05-19T13:30:00Z");
        assert_eq!("2021-05-19".parse::<When>().unwrap().to_string(), "2021-05-19");
        for wrong in
            ["2021-05-19T09:30", "19.5.2021", "2021-02-30", "yesterday", "", "9999-12-31", "2021-05-19T99"]
        {
            assert!(wrong.parse::<When>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_of_the_jurisdiction() {
        let zone = TimeZone::get("Asia/Seoul").unwrap();
        let moment = "2026-09-15".parse::<When>().unwrap().in_zone(&zone).unwrap();
        assert_eq!(moment.timestamp().to_string(), "2026-09-14T15:00:00Z");
    }

    #[test]
    fn an_event_of_one_jurisdiction_goes_before_that_of_all() {
        let mut events = Events::default();
        events.set(EventKey::parse("told-regulator"), "2026-10-01".parse().ok());
        events.set(EventKey::parse("told-regulator@kr"), "2026-10-02".parse().ok());
        let day = |code| events.entered("told-regulator", code).unwrap().to_string();
        assert_eq!((day("kr"), day("ca")), ("2026-10-02".to_string(), "2026-10-01".to_string()));
        events.set(EventKey::parse("told-regulator@kr"), None);
        assert_eq!(events.entered("told-regulator", "kr"), "2026-10-01".parse().ok());
    }

    #[test]
    fn a_client_knows_at_the_latest_when_the_contractor_tells_it() {
        let law = crate::law::Law::load().unwrap();
        let zone = TimeZone::get("America/Toronto").unwrap();
        let mut events = Events::default();
        events.set(EventKey::parse("notified-by-contractor"), "2021-05-19".parse().ok());
        let known = |events: &Events| {
            events.moment(law.vocabulary(), "known", "ca", &zone).map(|moment| moment.date().to_string())
        };
        assert_eq!(known(&events).as_deref(), Some("2021-05-19"));
        events.set(EventKey::parse("known"), "2021-05-26".parse().ok());
        assert_eq!(known(&events).as_deref(), Some("2021-05-19"));
        events.set(EventKey::parse("known"), "2021-05-14".parse().ok());
        assert_eq!(known(&events).as_deref(), Some("2021-05-14"));
    }
}
