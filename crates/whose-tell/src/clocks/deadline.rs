//! From an event and a rule to a moment.

use jiff::civil::Date;
use jiff::{Span, Zoned};

use crate::law::{Clock, Holidays, Unit};

/// By when something is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The last moment, in the time of the jurisdiction.
    pub at: Zoned,
    /// Is it the end of a day?
    pub end_of_day: bool,
    /// What the user must know about how it was counted.
    pub note: Option<String>,
}

impl Deadline {
    /// `2026-09-18 09:00`, or `end of 2026-09-18`.
    #[must_use]
    pub fn words(&self) -> String {
        if self.end_of_day { format!("end of {}", self.at.date()) } else { minute(&self.at) }
    }
}

/// `2026-09-18 09:00`.
pub(super) fn minute(moment: &Zoned) -> String {
    moment.strftime("%Y-%m-%d %H:%M").to_string()
}

/// Counts from an event; none where the rule gives no number.
///
/// Hours are counted from the moment on. Days are counted in the jurisdiction's own calendar, so that a change of its clocks
/// moves nothing, and end with the last day.
///
/// # Errors
/// When the result lies outside of what a calendar can hold.
pub fn deadline(
    clock: &Clock,
    event: &Zoned,
    holidays: Option<&Holidays>,
) -> Result<Option<Deadline>, jiff::Error> {
    let (Some(length), Some(unit)) = (clock.length, clock.unit) else { return Ok(None) };
    let length = i64::from(length);
    if unit == Unit::Hours {
        let at = event.checked_add(Span::new().try_hours(length)?)?;
        return Ok(Some(Deadline { at, end_of_day: false, note: None }));
    }
    let first = event.date();
    let counted = if clock.first_day { length - 1 } else { length };
    let mut days = Working { holidays, unknown: None };
    let last = match unit {
        Unit::BusinessDays => days.after(first, counted)?,
        Unit::Months => first.checked_add(Span::new().try_months(length)?)?,
        Unit::CalendarDays | Unit::Hours => first.checked_add(Span::new().try_days(counted)?)?,
    };
    let last = if clock.rolls { days.on_or_after(last)? } else { last };
    let at = last.at(23, 59, 59, 0).to_zoned(event.time_zone().clone())?;
    Ok(Some(Deadline { at, end_of_day: true, note: days.note() }))
}

/// Counts days on which people work, and remembers a day of which that is not known.
struct Working<'a> {
    holidays: Option<&'a Holidays>,
    unknown: Option<Date>,
}

impl Working<'_> {
    fn is(&mut self, day: Date) -> bool {
        if !self.holidays.is_some_and(|holidays| holidays.cover(day)) {
            self.unknown.get_or_insert(day);
        }
        self.holidays.is_none_or(|holidays| holidays.is_working(day))
    }

    fn on_or_after(&mut self, mut day: Date) -> Result<Date, jiff::Error> {
        while !self.is(day) {
            day = day.tomorrow()?;
        }
        Ok(day)
    }

    fn after(&mut self, mut day: Date, count: i64) -> Result<Date, jiff::Error> {
        for _ in 0..count {
            day = self.on_or_after(day.tomorrow()?)?;
        }
        Ok(day)
    }

    fn note(&self) -> Option<String> {
        if let Some(day) = self.unknown {
            return Some(format!("holidays of {} are not known here: check by hand", day.year()));
        }
        let holidays = self.holidays?;
        (!holidays.verified).then(|| "holidays not verified".to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Law;

    /// The last moment of a duty, counted from an event.
    fn due(jurisdiction: &str, duty: &str, event: &str) -> String {
        let law = Law::load().unwrap();
        let one = law.jurisdiction(jurisdiction).unwrap();
        let zone = jiff::tz::TimeZone::get(&one.time_zone).unwrap();
        let event = event.parse::<super::super::When>().unwrap().in_zone(&zone).unwrap();
        let duty = one.duty_on(duty, event.date()).unwrap();
        deadline(&duty.clock, &event, one.holidays.as_ref()).unwrap().unwrap().words()
    }

    #[test]
    fn hours_are_counted_from_the_moment_on() {
        // Friday 09:10 in Seoul + 72 h = Monday 09:10; the weekend counts.
        assert_eq!(due("kr", "persons", "2026-09-11T09:10+09:00"), "2026-09-14 09:10");
        // A day alone counts from its beginning: 15th 00:00 + 72 h = 18th 00:00.
        assert_eq!(due("kr", "persons", "2026-09-15"), "2026-09-18 00:00");
    }

    #[test]
    fn hours_go_on_where_the_clocks_change() {
        // Brussels puts its clocks back on 2026-10-25 at 03:00: Friday 12:00 +02:00 and 72 h is Monday 11:00 +01:00.
        assert_eq!(due("eu", "regulator", "2026-10-23T12:00+02:00"), "2026-10-26 11:00");
    }

    #[test]
    fn days_are_those_of_the_jurisdiction() {
        // 2026-01-10T05:00Z is still the 9th in Los Angeles (21:00): the 30th day after the 9th is 8 February.
        assert_eq!(due("us-ca", "persons", "2026-01-10T05:00Z"), "end of 2026-02-08");
        // January has 31 days: 30 days after 10 January is 9 February.
        assert_eq!(due("us-ny", "persons", "2026-01-10"), "end of 2026-02-09");
        assert_eq!(due("us-tx", "persons", "2024-02-01"), "end of 2024-04-01"); // 29 + 31 = 60 in a leap year
    }

    #[test]
    fn the_first_day_and_holidays_of_japan() {
        // 2026-04-06 is day 1, so day 30 is 2026-05-05, a holiday; 6 May is the substitute for Sunday 3 May; 7 May is a Thursday.
        assert_eq!(due("jp", "final", "2026-04-06T10:00+09:00"), "end of 2026-05-07");
        // 2026-06-01 is day 1, so day 30 is Tuesday 2026-06-30.
        assert_eq!(due("jp", "final", "2026-06-01"), "end of 2026-06-30");
        // Day 30 of 2026-12-01 is 2026-12-30; offices are closed until 3 January (a Sunday); 4 January is a Monday.
        assert_eq!(due("jp", "final", "2026-12-01"), "end of 2027-01-04");
    }

    #[test]
    fn business_days_leave_out_weekends_and_holidays() {
        // Friday 2026-07-03 is the observed holiday. From Thursday 2 July: Monday 6, Tuesday 7, Wednesday 8, Thursday 9.
        assert_eq!(due("us-sec", "public", "2026-07-02"), "end of 2026-07-09");
        // Found out on a Saturday: Monday is the first.
        assert_eq!(due("us-sec", "public", "2026-08-01"), "end of 2026-08-06");
    }

    #[test]
    fn holidays_that_are_not_known_are_told() {
        let law = Law::load().unwrap();
        let one = law.jurisdiction("us-sec").unwrap();
        let clock = &one.duties[0].clock;
        let note = |day: &str| {
            let event = day.parse::<Date>().unwrap().to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            deadline(clock, &event, one.holidays.as_ref()).unwrap().unwrap().note.unwrap()
        };
        assert!(note("2031-03-03").contains("2031 are not known"));
        assert!(note("2026-03-03").contains("not verified"));
    }

    #[test]
    fn what_is_kept_is_counted_in_months() {
        assert_eq!(due("ca", "record", "2021-05-19"), "end of 2023-05-19");
        assert_eq!(due("ca-qc", "record", "2024-02-29"), "end of 2029-02-28");
    }
}
