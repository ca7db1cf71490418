//! Whose data was it, what exactly of each person, for which client, over which period, what was not in it.
//!
//! [`Case`] is a folder with everything known about one incident. [`scope`] takes the files handed in to the people in them:
//! read and detect in one streaming pass ([`scan`]), then resolve, then exposure. The stages know nothing of each other or of
//! the folder; this crate hands tables from one to the next.

pub mod attribution;
pub mod case;
pub mod client_names;
pub mod clocks;
pub mod decisions;
pub mod enquiries;
pub mod explain;
pub mod inputs;
pub mod layouts;
pub mod lookup;
pub mod memory;
pub mod model;
pub mod names;
pub mod notices;
pub mod numberings;
pub mod package;
pub mod people;
pub mod places;
pub mod progress;
pub mod reading;
pub mod registry;
pub mod report;
pub mod resolve;
pub mod scan;
pub mod scope;
pub mod sorting;
pub mod tell;
pub mod verify;
pub mod weights;

pub use case::Case;

/// Version of the rules that decide what is found and who is who. Part of every step's inputs: a case made with
/// other rules is redone.
pub const RULES: &str = concat!("whose-rules/", env!("CARGO_PKG_VERSION"));
