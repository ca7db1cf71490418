//! Records to layouts, findings and mentions of people. Pure functions: nothing here reads a file.
//!
//! * [`identifiers`]: what is recognised, one file per identifier.
//! * [`scan`]: the one pass over text that finds them, and the reading of whole cells.
//! * [`context`]: the words beside a value that tell what it is.

pub mod context;
pub mod identifiers;
pub mod scan;

pub use context::ContextSet;
pub use identifiers::{Identifier, categories};
pub use scan::{Finding, Findings, Hint, OwnNumbers, OwnNumbersError, Profile, Scanner};
