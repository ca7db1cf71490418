//! From the list to people told, with proof: the plan, the ways, the ledger.
//!
//! [`plan()`] looks at everyone and says who is owed which notice by which way. [`send()`] does it: for each try an intent is on the
//! disk first, then the message leaves, then its outcome is written ([`ledger`]). What comes back ([`returns`]) closes an address,
//! so that the next plan takes the next way; where none is left, the substitute notice stands ([`posting`]).

mod addresses;
mod decide;
mod email;
mod forms;
mod gates;
pub mod ledger;
mod letters;
mod plan;
pub mod posting;
mod preview;
mod recipients;
mod registry;
pub mod returns;
mod send;
pub mod settings;
pub mod settle;
mod smtp;
mod so_far;
mod tally;
mod text;
mod workers;

pub use decide::{Decision, Due};
pub use plan::{Plan, plan};
pub(crate) use preview::preview_letter;
pub use recipients::Recipient;
pub use send::{Asked, Sent, send};
pub(crate) use so_far::ToldSoFar;
pub use tally::{Counts, Tally};
