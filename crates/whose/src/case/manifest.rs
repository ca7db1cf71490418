//! Which tables a case has: file, digest, rows; and from which inputs each step made them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A table as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableEntry {
    /// BLAKE3 of the file, hex.
    pub digest: String,
    /// Rows.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

/// `manifest.json`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the table schemas.
    pub schema: u32,
    /// Tables by name.
    pub tables: BTreeMap<String, TableEntry>,
    /// Digest of the inputs each step was run on, by step.
    pub steps: BTreeMap<String, String>,
    /// What was told of the layouts of a source when it was read, by corrections or by tables of the same layout: digest by source id.
    #[serde(default)]
    pub corrected: BTreeMap<String, String>,
    /// Facts of the last run that the report states and no table holds.
    #[serde(default)]
    pub facts: BTreeMap<String, serde_json::Value>,
}

impl Manifest {
    /// One digest over the digests of some tables, in name order.
    #[must_use]
    pub fn digest_of(&self, tables: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut names: Vec<&&str> = tables.iter().collect();
        names.sort();
        for name in names {
            hasher.update(name.as_bytes());
            hasher.update(self.tables.get(*name).map_or("", |entry| entry.digest.as_str()).as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}
