//! What the steps of `whose` hand each other: plain types and table schemas.
//!
//! Nothing here reads a file, talks to a network or starts a thread. Every other crate names this one,
//! and the stages (`whose-read`, `whose-detect`, `whose-resolve`, `whose-tell`) name no other.

pub mod category;
pub mod civil;
pub mod client;
pub mod gap;
pub mod masking;
pub mod prose;
pub mod record;
pub mod role;
pub mod sensitive;
pub mod source;
pub mod tables;
pub mod value;

pub use category::{Categories, Category, CategoryId, CategorySet, Comparison, Group, Label};
pub use gap::{Gap, GapReason};
pub use record::{Batch, Field, RecordEntry, Sink, Table, TableKind};
pub use role::Role;
pub use sensitive::Sensitive;
pub use source::{Place, SourceId};
