//! Sources to records and gaps.
//!
//! Reading never fails: whatever is handed in, [`read`] yields records and gaps, and
//! *bytes read + bytes in gaps = bytes handed in* for every source. Every parser dependency of the project lives here.

pub mod containers;
mod format;
pub mod formats;
mod options;

pub use format::{Format, Head, Input, MemberEnd, Output, ReadSeek, Reading, Recognition, Text};
pub use options::{Limits, Options};
