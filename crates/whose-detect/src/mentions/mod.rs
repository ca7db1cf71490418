//! Mentions: the people of a record, put together from its cells.

mod assembly;
mod cells;
mod logged;
mod plain;
mod prose;
mod relation;
mod standing;
mod test_account;

pub(crate) use assembly::{Assembly, At, Made, Output};
pub(crate) use cells::{Cell, Counts, Reader};
