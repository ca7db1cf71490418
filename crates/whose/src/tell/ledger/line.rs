//! What a line of the ledger says.

use serde::{Deserialize, Serialize};
use whose_tell::delivery::Channel;

/// A try to tell someone: which notice, which try of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Try {
    /// The notice: 16 hexadecimal digits, the same for one person and one occasion whatever is run again.
    pub notice: String,
    /// Which try of it, from 1.
    pub attempt: u32,
}

impl Try {
    /// `0123456789abcdef.1`.
    #[must_use]
    pub fn print(&self) -> String {
        format!("{}.{}", self.notice, self.attempt)
    }

    /// Reads what [`Try::print`] printed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (notice, attempt) = text.split_once('.')?;
        let is_notice =
            notice.len() == 16 && notice.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        Some(Self { notice: notice.to_string(), attempt: attempt.parse().ok()? }).filter(|_| is_notice)
    }
}

/// What a line says. No personal value stands in it: people and customers are ids, addresses keyed digests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "act")]
pub enum Act {
    /// A text that people are told: which template, in which language, with which texts of the company.
    Content {
        /// Digest of all that follows; intents name it.
        id: String,
        /// Kind of notice.
        kind: String,
        /// By the law of which jurisdiction.
        jurisdiction: String,
        /// Language.
        language: String,
        /// Path of the template.
        template: String,
        /// Digest of the template's text and of the company's texts.
        digest: String,
    },
    /// What is said of a person: kinds of data and clients, no values.
    Said {
        /// Digest of what follows; intents name it.
        id: String,
        /// Category codes as reported; `~` behind one of which a part was hidden.
        items: Vec<String>,
        /// Clients.
        clients: Vec<String>,
    },
    /// Someone is about to be told. Written, and on the disk, before anything leaves the machine.
    Intent {
        /// Which try of which notice.
        #[serde(flatten)]
        of: Try,
        /// The person, as printed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<String>,
        /// Keyed digest of the customer's number in the registry.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<String>,
        /// The text.
        content: String,
        /// What of the person.
        said: String,
        /// The way.
        channel: Channel,
        /// Keyed digest of the address.
        to: String,
        /// The file that the letter stands in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        batch: Option<String>,
    },
    /// What came of it.
    Outcome {
        /// Which try of which notice.
        #[serde(flatten)]
        of: Try,
        /// What.
        outcome: Outcome,
        /// Reply code or reason; no personal value.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        why: String,
    },
    /// What came of all letters of a file: it is written, it was posted, it was thrown away.
    Batch {
        /// The file, by name.
        batch: String,
        /// What.
        outcome: Outcome,
        /// On which day, ISO.
        on: String,
    },
    /// A substitute notice was put up for everyone who cannot be reached.
    Posting {
        /// First day, ISO.
        from: String,
        /// Last day, ISO.
        until: String,
        /// Digest of the page.
        page: String,
    },
}

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A file of letters is whole; it is not posted yet.
    Written,
    /// Handed over: the server took the message, the letter was posted.
    Handed,
    /// Refused for good: the next way is taken.
    Refused,
    /// Not handed over, for now: the same way is tried again.
    Deferred,
    /// It was handed over and came back: the next way is taken.
    Returned,
    /// A person has found out that an unknown one was handed over.
    SettledTold,
    /// A person has found out that an unknown one was not handed over: the same way is tried again.
    SettledNotTold,
}

impl Outcome {
    /// As it is printed.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Written => "written, to be posted",
            Self::Handed => "handed over",
            Self::Refused => "refused",
            Self::Deferred => "put off",
            Self::Returned => "came back",
            Self::SettledTold => "settled: told",
            Self::SettledNotTold => "settled: not told",
        }
    }
}
