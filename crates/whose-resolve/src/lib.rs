//! Mentions to people, to registry standings, to exposure.
//!
//! Pure functions over tables of mentions; nothing here reads, writes or prints. The same mentions give the same
//! result whatever the number of threads and the order of the batches.

mod blocking;
mod cluster;
mod compare;
mod corpus;
mod forms;
mod frequency;
mod intern;
mod levels;
mod masks;
mod model;
mod nodes;
mod options;
mod resolution;
mod values;
mod words;

pub use blocking::CutBlock;
pub use options::{Options, Progress, ResolveError};
pub use resolution::{PeopleCount, Resolution, resolve};
