//! One file per container: formats whose content is other sources. A new one is one file here and its line in [`ALL`].

use crate::Format;

/// Every container.
pub const ALL: &[&dyn Format] = &[];
