//! A duty: who must tell whom, by when, with which content.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One duty in one version.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// Stable within the jurisdiction; versions of one duty share it.
    pub id: String,
    /// What is to be done, in words.
    pub title: String,
    /// Who must do it.
    pub bound: Bound,
    /// What kind of receiver.
    pub recipient: Recipient,
    /// The receiver, in words.
    pub to: String,
    /// Which people it is about.
    #[serde(default)]
    pub about: About,
    /// What brings it about, in words.
    pub trigger: String,
    /// Facts that must all hold.
    #[serde(default)]
    pub facts: Vec<String>,
    /// Facts of which one must hold.
    #[serde(default)]
    pub facts_any: Vec<String>,
    /// Facts of which each takes the duty away.
    #[serde(default)]
    pub unless: Vec<String>,
    /// From how much on.
    pub threshold: Option<Threshold>,
    /// By when.
    pub clock: Clock,
    /// The event that fulfils it.
    pub done: Option<String>,
    /// What must and must not be said.
    pub content: Option<Content>,
    /// In which form.
    pub form: Option<String>,
    /// What takes its place where a person cannot be reached.
    pub substitute: Option<String>,
    /// For how many days the substitute stands.
    pub substitute_days: Option<u32>,
    /// How long records are kept.
    pub retention: Option<String>,
    /// First day on which it is in force.
    pub valid_from: Date,
    /// Last day; none: it still is.
    pub valid_until: Option<Date>,
    /// Where it stands.
    pub source: String,
    /// Was it read in a source?
    pub verified: bool,
    /// What of it was not, or why it was not.
    pub doubt: Option<String>,
}

impl Duty {
    /// Is this version in force on a day?
    #[must_use]
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|last| day <= last)
    }

    /// `verified`, `verified in part: ...` or `NOT VERIFIED: ...`.
    #[must_use]
    pub fn mark(&self) -> String {
        mark(self.verified, self.doubt.as_deref())
    }
}

/// How far a line of data was checked, in words.
pub(crate) fn mark(verified: bool, doubt: Option<&str>) -> String {
    match (verified, doubt) {
        (true, None) => "verified".to_string(),
        (true, Some(doubt)) => format!("verified in part: {doubt}"),
        (false, doubt) => format!("NOT VERIFIED: {}", doubt.unwrap_or("no source was read")),
    }
}

/// Who is bound by a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// The client: the business whose data it is (controller, owner, organisation in control).
    Client,
    /// The contractor that held it (processor, maintainer, business associate, intermediary).
    Contractor,
}

impl Bound {
    /// As it is written in the data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Contractor => "contractor",
        }
    }
}

/// Who is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// The people whose data it is.
    Person,
    /// An authority.
    Regulator,
    /// The client.
    Client,
    /// Everyone.
    Public,
    /// Another organisation.
    Other,
    /// Nobody: something is kept or finished.
    Record,
}

/// Which people a duty is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// Those whose data it was.
    #[default]
    Confirmed,
    /// Those whose data it may have been.
    Possible,
}

/// From how much on a duty arises: any one of these is enough.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Threshold {
    /// At least so many people.
    pub people: Option<u64>,
    /// Counted over whom.
    pub of: CountedOver,
    /// Any exposed category of these groups ([`whose_model::Group::code`]).
    pub groups: Vec<String>,
    /// Any of these facts.
    pub facts: Vec<String>,
}

/// Whom a threshold counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountedOver {
    /// Everyone in the case.
    #[default]
    Whole,
    /// Those who live there.
    Jurisdiction,
}

/// By when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// The event it counts from.
    pub from: String,
    /// How many units; none: the law gives no number.
    pub length: Option<u32>,
    /// Of what.
    pub unit: Option<Unit>,
    /// The rule in words.
    pub words: String,
    /// Is the day of the event the first day?
    #[serde(default)]
    pub first_day: bool,
    /// Does it go on to the next working day where the last day is none?
    #[serde(default)]
    pub rolls: bool,
    /// Is it how long something is kept, not by when something is done?
    #[serde(default)]
    pub keeps: bool,
}

/// What a clock counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Hours, from the moment on.
    Hours,
    /// Days of the calendar, to the end of the last.
    CalendarDays,
    /// Days that are neither weekend nor holiday, to the end of the last.
    BusinessDays,
    /// Months of the calendar, to the end of the last day.
    Months,
}

/// What a notice or report must and must not say.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Kinds of notice that must have it; empty for a report to an authority.
    pub kinds: Vec<String>,
    /// Content that must be there.
    #[serde(default)]
    pub required: Vec<String>,
    /// Content that must not be there, whatever the kind.
    #[serde(default)]
    pub forbidden: Vec<String>,
    /// Titles of which one must be used, word for word.
    #[serde(default)]
    pub titles: Vec<String>,
    /// Headings that must be used, word for word.
    #[serde(default)]
    pub headings: Vec<Heading>,
    /// Words that must not be used.
    #[serde(default)]
    pub forbidden_words: Vec<WordForbidden>,
}

/// A heading that the law prescribes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    /// The content it stands over.
    pub section: String,
    /// The heading.
    pub text: String,
}

/// A word that a notice must not use.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordForbidden {
    /// In notices of this language.
    pub language: String,
    /// The word.
    pub word: String,
    /// Who says so, and why.
    pub why: String,
}
