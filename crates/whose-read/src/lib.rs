//! Sources to records and gaps.
//!
//! Reading never fails: whatever is handed in, [`read`] yields records and gaps, and
//! *bytes read + bytes in gaps = bytes handed in* for every source. Every parser dependency of the project lives here.

mod ancestors;
mod attributes;
mod code_pages;
mod compound;
pub mod containers;
mod content;
mod decode;
mod driver;
mod ebcdic;
mod encoding;
mod format;
pub mod formats;
mod gaps;
mod input;
mod lookahead;
mod markup;
mod members;
mod nested;
mod options;
mod paths;
#[cfg(test)]
mod proving;
mod receive;
mod survey;
mod walk;
mod window;

pub use driver::{Job, read};
pub use format::{Format, Head, Input, MemberEnd, Output, ReadSeek, Reading, Recognition, Text};
pub use options::{Limits, Options};
pub use receive::{Receiver, Receiving, SourceEnd, SourceStart};
pub use walk::{HandedIn, Problem, Walk, walk};

/// Code of the format in which each record is what somebody says, the same somebody under the same name all through a source.
pub const CONVERSATION: &str = "chat";
