//! One duty of one jurisdiction, as it stands in a case.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use serde::Serialize;

use super::deadline::{Deadline, minute};
use crate::law::{Bound, Recipient, mark};

/// Is a duty due at all?
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Applies {
    /// Yes.
    Due,
    /// Only if these facts, which nobody has judged yet, hold.
    If {
        /// Codes of the facts.
        facts: Vec<String>,
    },
    /// No.
    NotDue {
        /// Why not.
        reason: String,
    },
}

/// How the clock of a duty stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum State {
    /// The event it counts from was not entered.
    NoEvent {
        /// Name of the event.
        event: String,
    },
    /// No version of the duty was in force on the day of the event.
    NotInForce {
        /// Day of the event.
        on: Date,
        /// First day of the earliest version.
        since: Date,
    },
    /// The event lies later than the moment the case is looked at.
    NotBegun {
        /// Seconds until the event.
        in_seconds: i64,
    },
    /// The law gives no number: it is due now.
    Open {
        /// Seconds since the event.
        since_seconds: i64,
    },
    /// There is time left.
    Running {
        /// Seconds left.
        left_seconds: i64,
    },
    /// The deadline has passed.
    Late {
        /// Seconds since it did.
        late_seconds: i64,
    },
    /// It was done.
    Done {
        /// When; of a day alone its last moment.
        at: Timestamp,
        /// Seconds after the deadline; zero or less: in time. None where the law gives no number.
        late_seconds: Option<i64>,
        /// Is only the day known, and the deadline lies within it?
        unclear: bool,
    },
    /// Something is kept until then.
    Kept {
        /// Seconds until it need no longer be kept; negative: it need not.
        left_seconds: i64,
    },
}

/// A duty of a jurisdiction in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Code of the jurisdiction.
    pub jurisdiction: String,
    /// Id of the duty.
    pub duty: String,
    /// What is to be done.
    pub title: String,
    /// Who must do it.
    pub bound: Bound,
    /// What kind of receiver.
    pub recipient: Recipient,
    /// The receiver.
    pub to: String,
    /// What brings it about.
    pub trigger: String,
    /// People it is about; none where the case does not tell.
    pub people: Option<u64>,
    /// Is it due?
    pub applies: Applies,
    /// The event it counts from.
    pub from: String,
    /// When that was, in the time of the jurisdiction.
    pub event: Option<Zoned>,
    /// The rule in words.
    pub rule: String,
    /// The last moment, in the time of the jurisdiction.
    pub deadline: Option<Zoned>,
    /// The same for reading.
    pub deadline_in_words: Option<String>,
    /// How it was counted, where the user must know.
    pub note: Option<String>,
    /// How the clock stands.
    pub state: State,
    /// In which form.
    pub form: Option<String>,
    /// What takes its place where a person cannot be reached.
    pub substitute: Option<String>,
    /// First day of this version.
    pub valid_from: Date,
    /// Where it stands.
    pub source: String,
    /// Was it read in a source?
    pub verified: bool,
    /// What of it was not.
    pub doubt: Option<String>,
}

impl Row {
    /// Puts a deadline into the row.
    pub(super) fn set_deadline(&mut self, deadline: Deadline) {
        self.deadline_in_words = Some(deadline.words());
        self.note = deadline.note;
        self.deadline = Some(deadline.at);
    }

    /// Is it due, or may it be, and too late?
    #[must_use]
    pub fn is_late(&self) -> bool {
        let late = match self.state {
            State::Late { .. } => true,
            State::Done { late_seconds, unclear: false, .. } => late_seconds.is_some_and(|late| late > 0),
            _ => false,
        };
        late && !matches!(self.applies, Applies::NotDue { .. })
    }

    /// `verified`, `verified in part: ...` or `NOT VERIFIED: ...`.
    #[must_use]
    pub fn mark(&self) -> String {
        mark(self.verified, self.doubt.as_deref())
    }

    /// How it stands, in words.
    #[must_use]
    pub fn state_in_words(&self) -> String {
        let clock = match &self.state {
            State::NoEvent { event } => format!("no time yet: the event {event} is missing"),
            State::NotInForce { on, since } => format!("not in force on {on}: only since {since}"),
            State::NotBegun { in_seconds } => {
                format!("not begun: the event lies {} later than this moment", spell(*in_seconds))
            }
            State::Open { since_seconds } => format!("no fixed length; {} so far", spell(*since_seconds)),
            State::Running { left_seconds } => format!("{} left", spell(*left_seconds)),
            State::Late { late_seconds } => format!("LATE by {}", spell(*late_seconds)),
            State::Done { at, late_seconds, unclear } => {
                let zone =
                    self.event.as_ref().map_or(jiff::tz::TimeZone::UTC, |event| event.time_zone().clone());
                let done = format!("done {}", minute(&at.to_zoned(zone)));
                match late_seconds {
                    None => done,
                    Some(_) if *unclear => {
                        format!("{done} or earlier that day: enter the hour to see whether in time")
                    }
                    Some(late) if *late > 0 => format!("{done}, LATE by {}", spell(*late)),
                    Some(_) => format!("{done}, in time"),
                }
            }
            State::Kept { left_seconds } if *left_seconds >= 0 => {
                format!("keep for another {}", spell(*left_seconds))
            }
            State::Kept { .. } => "need no longer be kept".to_string(),
        };
        match &self.applies {
            Applies::Due => clock,
            Applies::If { facts } => format!("if {}: {clock}", facts.join(" or ")),
            Applies::NotDue { reason } => format!("not due: {reason}"),
        }
    }
}

/// A length of time in words: `35 min`, `47 h 10 min`, `12 d 3 h`.
fn spell(seconds: i64) -> String {
    let minutes = seconds / 60;
    let (hours, days) = (minutes / 60, minutes / 60 / 24);
    match (days, hours) {
        (_, 0) => format!("{minutes} min"),
        (0..=2, _) => format!("{hours} h {} min", minutes % 60),
        _ => format!("{} d {} h", crate::words::grouped(days.unsigned_abs(), ','), hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use super::spell;

    #[test]
    fn lengths_of_time_are_spelled() {
        for (seconds, words) in [
            (59, "0 min"),
            (35 * 60, "35 min"),
            (3_600, "1 h 0 min"),
            (71 * 3_600 + 61 * 60, "3 d 0 h"),
            (72 * 3_600 - 60, "71 h 59 min"),
            (74 * 3_600, "3 d 2 h"),
            (86_400 * 5_000, "5,000 d 0 h"),
        ] {
            assert_eq!(spell(seconds), words, "{seconds}");
        }
    }
}
