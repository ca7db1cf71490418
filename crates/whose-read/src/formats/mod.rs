//! One file per format. A new format is one file here and its line in [`ALL`].

mod delimited;
mod json;
mod text;

use crate::Format;

/// Every format, the more particular first.
pub const ALL: &[&dyn Format] = &[&json::Json, &delimited::Delimited, &text::Text];
