//! The tables of a case: Arrow schemas, and the typed rows that go in and out.
//!
//! [`VERSION`] changes when a schema does; a case says which version it was written with.
//! Big tables (mentions, memberships, merges) are built column by column; the others are plain structs that
//! `serde_arrow` turns into columns.

mod mentions;
mod rows;
mod small;

pub use mentions::{ItemView, MentionView, Mentions, MentionsBuilder, NewItem, NewMention};
pub use rows::{TableError, TableRow, from_batch, schema_of, to_batch};
pub use small::{
    DecisionRow, ExposureRow, GapRow, LayoutRow, MembershipRow, MergeRow, PersonRow, PersonValue, SourceRow,
    StandingRow, TallyRow, WeightRow,
};

/// Version of the schemas in this module.
pub const VERSION: u32 = 1;
