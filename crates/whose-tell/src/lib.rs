//! Exposure to report, duties and notices: what a regulator, a client, counsel and the people themselves can read.
//!
//! [`report`] turns the tables of a case into a [`Report`]: plain numbers, no personal value. Everything that
//! is shown is made from it: [`html`] the page, [`json`] the file for machines, [`csv_tables`] the tables,
//! [`summary_text`] the end of a run on a terminal. The same tables give the same bytes.
//!
//! The law is data ([`law`]): [`clocks`] counts deadlines from events, [`residence`] tells where people live, [`notice`] fills in
//! templates and holds them against the law.
//!
//! Nothing here reads a file or the clock; what is known about the run comes in as [`CaseFacts`].

pub mod clocks;
pub mod contact;
mod counts;
mod csv_tables;
pub mod delivery;
mod enquiries;
mod facts;
pub mod law;
pub mod letter;
pub mod lookup;
pub mod mail;
pub mod notice;
mod package;
mod page;
mod report;
pub mod residence;
mod summary;
pub mod text_message;
mod words;

pub use counts::{
    CountedExposure, CountedPerson, CountedStanding, ExposedPeople, ExposureCounts, PeopleCounts,
    StandingCounts,
};
pub use csv_tables::{csv_tables, without_formula};
pub use enquiries::{
    Enquiry, EnquiryCounts, EnquiryKind, EnquiryKindCount, EnquiryStep, Money, MoneyCount, MoneyError,
};
pub use facts::{
    CaseFacts, Lookalike, ModelFacts, PeopleEstimate, RegistryFacts, Resolving, TableDigest, Tables,
};
pub use package::{PACKAGE_SCHEMA, PackageFacts, PackageFile, PackageManifest, PackageSums};
pub use page::{html, package_html};
pub use report::{
    Answer, CaseSection, CategoryCount, CategoryEntry, ClientEntry, Clients, Combination, Combinations,
    Coverage, DefaultDay, Exposed, FormatEntry, GapEntry, GapsByReason, JointlyRevealed, LayoutToCheck,
    Month, Months, Overlap, Possible, Registry, Report, RoleEntry, SCHEMA, Searched, SearchedCategory,
    SourceEntry, Sources, Split, Sums, Totals, report,
};
pub use summary::summary_text;
pub use words::Language;

/// The report could not be written down.
#[derive(Debug, thiserror::Error)]
pub enum TellError {
    /// The words of a language are not as this version needs them: a mistake in the file itself.
    #[error("words of language {language}: {reason}")]
    Words {
        /// Language code.
        language: &'static str,
        /// What the reader of the file said.
        reason: String,
    },
    /// A file of the law is not as this version needs it: a mistake in the file itself.
    #[error("law, {file}: {reason}")]
    Law {
        /// Which file.
        file: String,
        /// What the reader of the file said.
        reason: String,
    },
    /// The page could not be put together.
    #[error("the page could not be put together")]
    Page(#[from] askama::Error),
    /// The report could not be written as JSON.
    #[error("the report could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// A table could not be written as CSV.
    #[error("a table could not be written as CSV")]
    Csv(#[from] csv::Error),
}

/// `report.json`: indented, with a line end.
///
/// # Errors
/// When the report cannot be written as JSON: a mistake in its types.
pub fn json(report: &Report) -> Result<String, TellError> {
    let mut text = serde_json::to_string_pretty(report)?;
    text.push('\n');
    Ok(text)
}
