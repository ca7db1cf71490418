//! One file per format. A new format is one file here and its line in [`ALL`].

mod delimited;
mod fixed_width;
mod html;
mod json;
mod text;
mod xml;

use crate::Format;

/// Every format, the more particular first.
pub const ALL: &[&dyn Format] =
    &[&json::Json, &html::Html, &xml::Xml, &delimited::Delimited, &fixed_width::FixedWidth, &text::Text];
