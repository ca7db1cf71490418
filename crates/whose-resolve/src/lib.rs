//! Mentions to people, to registry standings, to exposure.
//!
//! Pure functions over tables of mentions; nothing here reads, writes or prints. The same mentions give the same
//! result whatever the number of threads and the order of the batches.

mod accounts;
mod blocking;
mod clients;
mod cluster;
mod compare;
mod corpus;
mod decisions;
mod default_days;
mod documents;
mod explain;
mod exposure;
mod first_names;
mod forms;
mod frequency;
mod intern;
mod levels;
mod mailboxes;
mod masks;
mod model;
mod nodes;
mod numbering;
mod options;
mod people;
mod recurring;
mod registry;
mod resolution;
mod side;
mod sketch;
mod tallies;
mod uncompared;
mod values;
mod weights;
mod words;

pub use blocking::CutBlock;
pub use clients::ClientMap;
pub use corpus::Corpus;
pub use default_days::DefaultDays;
pub use explain::JunkValue;
pub use exposure::{Exposure, exposure};
pub use forms::phone::parse as phone_spelling;
pub use options::{Decisions, Numberings, Options, Progress, ResolveError, RunningTexts};
pub use people::{People, PeopleInPart, is_exposed};
pub use registry::{Estimate, PersonFit, Standings, link_registry};
pub use resolution::{PeopleCount, Resolution, resolve};
pub use weights::{Between, Setting, Share, Used, WeightError, Weights, key_of};

/// Similarity of short strings of letters.
pub mod similar {
    pub use crate::forms::similar::{jaro_winkler, near, within_edits};
}
