//! What the report is made from.

use serde::{Deserialize, Serialize};
use whose_model::Categories;
use whose_model::tables::{GapRow, LayoutRow, SourceRow, TallyRow};

use crate::{EnquiryCounts, ExposureCounts, PeopleCounts, StandingCounts};

/// What is known about the case and the run besides the tables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFacts {
    /// Identity of the case.
    pub id: String,
    /// Its name, as people call it.
    pub name: String,
    /// Version of the program.
    pub tool_version: String,
    /// Version of the rules: identifiers, layouts, resolving.
    pub rules_version: String,
    /// Day the report is made, `YYYY-MM-DD`. Given, so that the same case gives the same bytes.
    pub made: String,
    /// Places that were handed in, as given.
    pub handed_in: Vec<String>,
    /// Digests of the case's tables.
    pub tables: Vec<TableDigest>,
    /// Hash of the journal's last line.
    pub journal_head: String,
    /// Clients named in the clients file, each once; none when there is no such file.
    pub clients_listed: Option<Vec<String>>,
    /// What people came back with.
    pub enquiries: EnquiryCounts,
    /// The registry, where one was given.
    pub registry: Option<RegistryFacts>,
    /// The model that names in running text were looked for with, where there was one.
    pub model: Option<ModelFacts>,
}

/// A model of the user's.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ModelFacts {
    /// Name of its folder.
    pub name: String,
    /// BLAKE3 over the names and digests of its files, hex.
    pub digest: String,
}

/// A table of the case and its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableDigest {
    /// Name of the table.
    pub table: String,
    /// BLAKE3 of its file, hex.
    pub digest: String,
}

/// What is known about the registry besides the standings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RegistryFacts {
    /// Customers in it. Those without a standing are excluded.
    pub customers: u64,
    /// BLAKE3 of its file, hex.
    pub digest: String,
}

/// How many people there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PeopleEstimate {
    /// Lower end of the interval.
    pub lower: u64,
    /// Best estimate.
    pub best: u64,
    /// Upper end of the interval.
    pub upper: u64,
    /// Of the best estimate, people of whom nothing is known that the others could be known by: they may be among them, and the lower end
    /// allows for all of them.
    pub uncompared: u64,
    /// How often such an interval holds the true number, in percent; none where that is not known.
    pub percent: Option<u8>,
}

/// What resolving set aside, for the statement of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Resolving {
    /// Pairs of mentions that were compared.
    pub pairs_compared: u64,
    /// Links taken.
    pub links_taken: u64,
    /// Links refused because of a contradiction.
    pub links_vetoed: u64,
    /// Distinct values too common to tell people apart, such as a switchboard number.
    pub junk_values: u64,
    /// Groups of similar mentions too large to compare in full, and compared in part.
    pub cut_blocks: u64,
    /// Weights that a person set; the others are estimated from the case.
    pub weights_set: u64,
}

/// Values that look like a category but were shown to be something else, such as claim numbers that pass a card's check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lookalike {
    /// Category code that they look like.
    pub looks_like: String,
    /// Category code that they are.
    pub is: String,
    /// How many values.
    pub values: u64,
}

/// The tables of a case, as the report needs them.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    /// The categories that were searched for.
    pub categories: &'a Categories,
    /// All sources.
    pub sources: &'a [SourceRow],
    /// All gaps.
    pub gaps: &'a [GapRow],
    /// All layouts.
    pub layouts: &'a [LayoutRow],
    /// All tallies.
    pub tallies: &'a [TallyRow],
    /// Counts over the people.
    pub people: &'a PeopleCounts,
    /// Counts over the standings.
    pub standings: &'a StandingCounts,
    /// Counts over the exposure.
    pub exposure: &'a ExposureCounts,
    /// How many people.
    pub estimate: PeopleEstimate,
    /// What resolving set aside.
    pub resolving: Resolving,
    /// Values shown to be something else than they look like.
    pub lookalikes: &'a [Lookalike],
}
