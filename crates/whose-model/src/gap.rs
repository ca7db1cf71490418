//! Bytes that could not be read, with the reason.

use serde::{Deserialize, Serialize};

/// Why bytes could not be read. The code is stable; the detail says what happened to this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapReason {
    /// No reader for this format.
    UnknownFormat,
    /// A format that is known, but for which there is no reader yet.
    UnsupportedFormat,
    /// Pictures, sound, programs: nothing to read as text.
    Binary,
    /// Encrypted, and no password fitted.
    Encrypted,
    /// Ends too early.
    Truncated,
    /// Contradicts its own format.
    Damaged,
    /// Nested deeper, larger or more compressed than the limits allow.
    Limit,
    /// The operating system refused, or the file vanished.
    Unreadable,
    /// Bytes that are no text in any encoding that fits.
    Undecodable,
}

impl GapReason {
    /// Every reason.
    pub const ALL: &'static [Self] = &[
        Self::UnknownFormat,
        Self::UnsupportedFormat,
        Self::Binary,
        Self::Encrypted,
        Self::Truncated,
        Self::Damaged,
        Self::Limit,
        Self::Unreadable,
        Self::Undecodable,
    ];

    /// Stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownFormat => "unknown-format",
            Self::UnsupportedFormat => "unsupported-format",
            Self::Binary => "binary",
            Self::Encrypted => "encrypted",
            Self::Truncated => "truncated",
            Self::Damaged => "damaged",
            Self::Limit => "limit",
            Self::Unreadable => "unreadable",
            Self::Undecodable => "undecodable",
        }
    }

    /// What would close the gap.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::UnknownFormat => "find out what wrote the file, and export it as CSV or text",
            Self::UnsupportedFormat => "convert the file to a format that is read, and add it as a source",
            Self::Binary => "look at it by hand if it may show people",
            Self::Encrypted => "give the password with --password-file",
            Self::Truncated => "get a complete copy of the file",
            Self::Damaged => "get an intact copy of the file",
            Self::Limit => "unpack the container by hand and add its members as sources",
            Self::Unreadable => "make the file readable and run scope again",
            Self::Undecodable => "find out the encoding and convert the file to UTF-8",
        }
    }
}

/// A byte range of a source that was not read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gap {
    /// First byte not read.
    pub from: u64,
    /// One past the last byte not read.
    pub to: u64,
    /// Why.
    pub reason: GapReason,
    /// What happened, in words; no personal value.
    pub detail: String,
}

impl Gap {
    /// How many bytes.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.to.saturating_sub(self.from)
    }
}
