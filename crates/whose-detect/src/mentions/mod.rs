//! Mentions: the people of a record, put together from its cells.

mod assembly;
mod cells;
mod plain;
mod prose;
mod relation;

pub(crate) use assembly::{Assembly, At, Output};
pub(crate) use cells::{Cell, Counts, Reader};
