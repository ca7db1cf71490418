//! What is due to whom by when: the duties of every jurisdiction that has people in a case, counted from events.

mod deadline;
mod event;
mod row;
mod situation;

pub use deadline::{Deadline, deadline};
pub use event::{EventKey, Events, NoTime, When};
pub use row::{Applies, Row, State};
pub use situation::{Clocks, Situation, clocks};

#[cfg(test)]
mod tests;
