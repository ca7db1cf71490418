//! Letters: notices as PDF, set by Typst, with the address where the window of an envelope shows it.
//!
//! A template sets the page; everything that is said comes to it as strings, never as markup. Many letters make one file, as a
//! mail house prints them; where each begins is told beside.

mod fonts;
mod join;
mod print;
mod sheet;
mod world;

use serde::Serialize;

pub use fonts::{Fonts, FontsError};
pub use print::{LetterError, Printed, Printer};
pub use sheet::Sheet;

use crate::notice::Text;

/// One letter.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Letter {
    /// Name and postal address, as they are printed.
    pub to: Vec<String>,
    /// What a letter that comes back is recognised by.
    pub code: String,
    /// `h1`, `h2`, `p`, `li`, and what stands there.
    blocks: Vec<(&'static str, String)>,
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Letter({})", self.code)
    }
}

impl Letter {
    /// A notice as a letter.
    #[must_use]
    pub fn new(text: &Text<'_>, to: Vec<String>, code: String) -> Self {
        Self { to, code, blocks: text.blocks().collect() }
    }
}
