//! Keyed digests: an address or customer number can be recognised with the case at hand, and not be guessed without it.

use std::path::Path;

use anyhow::{Context, Result};

use crate::case::create_private;

/// Name of the key's file in the case folder.
pub const KEY_FILE: &str = "tell.key";

/// The case's key for addresses.
#[derive(Clone)]
pub struct AddressKey([u8; 32]);

impl std::fmt::Debug for AddressKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("AddressKey(..)")
    }
}

impl AddressKey {
    /// Reads the key of a case; makes one where there is none. With the key lost, nobody can be recognised: a ledger without
    /// its key is refused.
    ///
    /// # Errors
    /// When the key cannot be read or written, or is missing beside a ledger.
    pub fn open(dir: &Path) -> Result<Self> {
        let path = dir.join(KEY_FILE);
        if !path.exists() {
            if dir.join(super::Ledger::FILE).exists() {
                anyhow::bail!(
                    "{} is missing beside the ledger: restore it from a copy, as without it nobody who was told is recognised",
                    path.display()
                );
            }
            return Self::make(&path);
        }
        let text = fs_err::read_to_string(&path)?;
        let key = blake3::Hash::from_hex(text.trim())
            .with_context(|| format!("{} is damaged: restore it from a copy", path.display()))?;
        Ok(Self(*key.as_bytes()))
    }

    fn make(path: &Path) -> Result<Self> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(|error| anyhow::anyhow!("no random numbers: {error}"))?;
        let file = create_private(path).with_context(|| format!("cannot write {}", path.display()))?;
        std::io::Write::write_all(&mut &file, blake3::Hash::from(key).to_hex().as_bytes())?;
        file.sync_all()?;
        Ok(Self(key))
    }

    /// Sixteen hexadecimal digits of a text.
    #[must_use]
    pub fn digest(&self, kind: &str, text: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        hasher.update(kind.as_bytes()).update(&[0]).update(text.as_bytes());
        hasher.finalize().to_hex()[..16].to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_stays_and_two_cases_have_two() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let digest = |dir: &Path| AddressKey::open(dir).unwrap().digest("email", "a@example.org");
        assert_eq!(digest(one.path()), digest(one.path()));
        assert_ne!(digest(one.path()), digest(other.path()));
        let key = AddressKey::open(one.path()).unwrap();
        assert_ne!(key.digest("email", "x"), key.digest("text", "x"));
        assert!(!format!("{key:?}").contains(&std::fs::read_to_string(one.path().join(KEY_FILE)).unwrap()));
    }

    #[test]
    fn a_ledger_without_its_key_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(super::super::Ledger::FILE), "").unwrap();
        assert!(AddressKey::open(dir.path()).unwrap_err().to_string().contains("missing beside the ledger"));
    }
}
