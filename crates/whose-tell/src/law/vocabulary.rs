//! The words that the laws share: events, facts, content.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Events, facts and content, with what they mean.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// What starts a clock or ends a duty.
    pub events: BTreeMap<String, EventMeaning>,
    /// What only a person can judge.
    pub facts: BTreeMap<String, String>,
    /// What a notice can say.
    pub content: BTreeMap<String, String>,
}

/// What an event is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventMeaning {
    /// In words.
    pub means: String,
    /// Events that count as this one too: the earliest decides.
    pub at_latest: Vec<String>,
    /// Events that it cannot lie before.
    pub not_before: Vec<String>,
}

impl Vocabulary {
    /// What content is, in words.
    #[must_use]
    pub fn content<'a>(&'a self, code: &'a str) -> &'a str {
        self.content.get(code).map_or(code, String::as_str)
    }

    /// What a fact is, in words.
    #[must_use]
    pub fn fact<'a>(&'a self, code: &'a str) -> &'a str {
        self.facts.get(code).map_or(code, String::as_str)
    }
}
