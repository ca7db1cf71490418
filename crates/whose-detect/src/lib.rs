//! Records to layouts, findings and mentions of people. Pure functions: nothing here reads a file.
//!
//! * [`identifiers`]: what is recognised, one file per identifier.
//! * [`scan`]: the one pass over text that finds them, and the reading of whole cells.
//! * [`context`]: the words beside a value that tell what it is.
//! * [`lexicon`], [`person`], [`address`], [`dates`]: names, organisations, places, addresses, dates.
//! * [`header`]: what the name of a column says. [`layout`]: what each column of a table means, and why.
//! * [`text`]: names, addresses and places in running text.
//! * [`Detector`]: built once per run; one [`SourceDetector`] per source turns its records into mentions.

pub mod address;
pub mod context;
pub mod corrections;
pub mod date_orders;
pub mod dates;
pub mod detector;
pub mod elsewhere;
pub mod hash;
pub mod header;
mod holders;
pub mod identifiers;
pub mod layout;
pub mod lexicon;
pub mod masks;
mod mentions;
pub mod normal;
pub mod person;
pub mod scan;
pub mod source;
pub mod text;

pub use context::ContextSet;
pub use corrections::{CorrectionError, Corrections, layouts_to_toml};
pub use detector::{Detector, Options};
pub use elsewhere::Elsewhere;
pub use identifiers::{Identifier, categories};
pub use layout::is_running_text;
pub use scan::{Finding, Findings, Hint, OwnNumbers, OwnNumbersError, Profile, Scanner};
pub use source::{Detected, SourceDetector};
pub use text::Span;
