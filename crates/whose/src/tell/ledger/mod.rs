//! The delivery ledger: what was about to be sent to whom, and what came of it. Append-only, each line hashed over the one before.
//!
//! ```text
//! {"number":1,"time":"2026-09-15T01:00:00Z","act":"content",...,"hash":"..."}
//! ```
//!
//! An intent is on the disk before anything leaves the machine, its outcome follows. A process killed between leaves an intent
//! without outcome: nobody knows what came of it, so it is shown and never repeated until someone settles it.

mod chain;
mod group;
mod key;
mod line;
mod state;

pub use chain::{HEAD, LINES, Ledger, Line};
pub use group::GroupCommit;
pub use key::{AddressKey, KEY_FILE};
pub use line::{Act, Outcome, Try};
pub use state::{Attempt, AttemptState, BatchState, Content, History, LedgerState, Said, Who};
