//! Sources and places.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Identity of a source: the first eight bytes of the digest of its content, so that a copy is the same source.
/// A part of a file (a table of a database, an interchange among several) hashes the file's digest and the part's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceId(pub u64);

impl fmt::Display for SourceId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// Where a source stands: the path handed in, then the names inside each container, joined by `!/`.
/// `exports/2018.zip!/may/manifest.csv`. A path may name a client, but holds no personal value by itself.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Place(pub String);

impl Place {
    /// Separator between a container and its member.
    pub const INSIDE: &'static str = "!/";

    /// The place of a member of the container that stands here.
    #[must_use]
    pub fn member(&self, name: &str) -> Self {
        Self(format!("{}{}{}", self.0, Self::INSIDE, name))
    }

    /// The folder or container that it stands in; empty where there is none.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rfind(['/', '\\']).map_or("", |at| &self.0[..at])
    }

    /// The name of the file or member.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_a_folder_and_a_name() {
        for (place, folder, name) in [
            ("disk/a.zip!/x/b.csv", "disk/a.zip!/x", "b.csv"),
            ("disk/a.zip!/b.csv", "disk/a.zip!", "b.csv"),
            ("b.csv", "", "b.csv"),
        ] {
            let place = Place(place.to_string());
            assert_eq!((place.folder(), place.file_name()), (folder, name));
        }
    }
}
