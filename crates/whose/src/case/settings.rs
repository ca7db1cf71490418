//! What was handed in: remembered, so that a later `scope` on the same case adds to it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::{CASE_VERSION, write_beside};

/// A path that was handed in, and the name its places begin with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Absolute path.
    pub path: PathBuf,
    /// First part of the places under it; unique in the case.
    pub name: String,
}

/// `case.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Version of the case.
    pub version: u32,
    /// Paths handed in, in the order they were.
    #[serde(default)]
    pub roots: Vec<Root>,
    /// The clients file.
    #[serde(default)]
    pub clients: Option<PathBuf>,
    /// The registry.
    #[serde(default)]
    pub registry: Option<PathBuf>,
    /// The file of the company's own numbers.
    #[serde(default)]
    pub own_numbers: Option<PathBuf>,
    /// The folder of the model for names in running text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<PathBuf>,
    /// Code of the report's language; none: English.
    #[serde(default)]
    pub language: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: CASE_VERSION,
            roots: Vec::new(),
            clients: None,
            registry: None,
            own_numbers: None,
            model: None,
            language: None,
        }
    }
}

impl Settings {
    /// Name of the file; its presence makes a folder a case.
    pub const FILE: &'static str = "case.json";

    /// Reads it from a case folder.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn read(dir: &Path) -> Result<Self> {
        let path = dir.join(Self::FILE);
        let text = fs_err::read_to_string(&path)?;
        // A newer version may hold what this one cannot parse: its number is looked at first.
        if let Ok(Version { version }) = serde_json::from_str(&text)
            && version > CASE_VERSION
        {
            return Ok(Self { version, ..Self::default() });
        }
        serde_json::from_str(&text)
            .with_context(|| format!("{} is damaged: restore it from a copy", path.display()))
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn write(&self, dir: &Path) -> Result<()> {
        write_beside(&dir.join(Self::FILE), serde_json::to_string_pretty(self)?.as_bytes())
    }

    /// Adds a path, unless it is there already, and gives it a name of its own.
    pub fn add_root(&mut self, path: PathBuf) {
        if self.roots.iter().any(|root| root.path == path) {
            return;
        }
        let base =
            path.file_name().map_or_else(|| "root".to_string(), |name| name.to_string_lossy().into_owned());
        let taken = |name: &str| self.roots.iter().any(|root| root.name == name);
        let name = (1..)
            .map(|number| if number == 1 { base.clone() } else { format!("{base}#{number}") })
            .find(|name| !taken(name));
        self.roots.push(Root { path, name: name.unwrap_or(base) });
    }
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_folders_of_one_name_have_two_names() {
        let mut settings = Settings::default();
        for path in ["/a/disk", "/b/disk", "/a/disk"] {
            settings.add_root(PathBuf::from(path));
        }
        let names: Vec<&str> = settings.roots.iter().map(|root| root.name.as_str()).collect();
        assert_eq!(names, ["disk", "disk#2"]);
    }
}
