//! The secrets of the index: digests of contact points, and keys that only a contact point gives.

use std::path::Path;

use anyhow::{Context, Result, bail};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::contact::Channel;
use crate::case::create_private;
use crate::inputs::read_text;

/// Bytes of a digest of a contact point.
pub const TAG: usize = 16;
/// Bytes of the nonce before a sealed entry.
const NONCE: usize = 24;

/// Digest of a contact point.
pub type Tag = [u8; TAG];

/// The key of an index. Kept apart from it: with both, phone numbers can be tried one by one.
#[derive(Clone)]
pub struct IndexKey {
    tags: [u8; 32],
    entries: [u8; 32],
    nonces: [u8; 32],
    check: [u8; 32],
}

impl std::fmt::Debug for IndexKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("IndexKey")
    }
}

/// Writes a new key file: 32 random bytes as hex.
///
/// # Errors
/// When there is a file of that name already, or it cannot be written.
pub fn new_key(path: &Path) -> Result<()> {
    use std::io::Write;
    if path.exists() {
        bail!("{} is there already: an index is read with the key that it was made with", path.display());
    }
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| anyhow::anyhow!("no random numbers: {error}"))?;
    let mut file = create_private(path).with_context(|| format!("cannot write {}", path.display()))?;
    writeln!(file, "{}", blake3::Hash::from_bytes(key).to_hex())?;
    Ok(())
}

impl IndexKey {
    /// Reads a key file.
    ///
    /// # Errors
    /// When it cannot be read, or is none; the message never shows it.
    pub fn read(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        let key = blake3::Hash::from_hex(text.trim().as_bytes()).map_err(|_| {
            anyhow::anyhow!("{} is no key: 64 hex digits, as `whose lookup key` writes", path.display())
        })?;
        Ok(Self::from_bytes(key.as_bytes()))
    }

    /// From the bytes themselves.
    #[must_use]
    pub fn from_bytes(key: &[u8; 32]) -> Self {
        let derived = |purpose: &str| blake3::derive_key(purpose, key);
        Self {
            tags: derived("whose lookup 2026 digest of a contact point"),
            entries: derived("whose lookup 2026 key of an entry"),
            nonces: derived("whose lookup 2026 nonce of an entry"),
            check: derived("whose lookup 2026 check of the key"),
        }
    }

    /// Says whether an index was made with this key, and nothing else of it.
    #[must_use]
    pub fn check(&self) -> String {
        blake3::Hash::from_bytes(self.check).to_hex().to_string()
    }

    /// The digest of a contact point.
    #[must_use]
    pub fn tag(&self, channel: Channel, spelling: &str) -> Tag {
        let digest = keyed(&self.tags, channel, spelling);
        digest[..TAG].try_into().expect("a digest is longer than a tag")
    }

    /// Seals an entry with the key that its contact point gives. The nonce comes from the content, so that the same case gives
    /// the same index.
    #[must_use]
    pub fn seal(&self, channel: Channel, spelling: &str, entry: &[u8]) -> Vec<u8> {
        let tag = self.tag(channel, spelling);
        let mut hasher = blake3::Hasher::new_keyed(&self.nonces);
        hasher.update(&tag);
        hasher.update(entry);
        let mut sealed = hasher.finalize().as_bytes()[..NONCE].to_vec();
        let text = self
            .cipher(channel, spelling)
            .encrypt(XNonce::from_slice(&sealed), Payload { msg: entry, aad: &tag })
            .expect("an entry is shorter than the cipher's limit of 256 GiB");
        sealed.extend_from_slice(&text);
        sealed
    }

    /// Opens an entry; none where it was changed or belongs to another contact point.
    #[must_use]
    pub fn open(&self, channel: Channel, spelling: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_at_checked(NONCE)?;
        let tag = self.tag(channel, spelling);
        let payload = Payload { msg: text, aad: &tag };
        self.cipher(channel, spelling).decrypt(XNonce::from_slice(nonce), payload).ok()
    }

    fn cipher(&self, channel: Channel, spelling: &str) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new((&keyed(&self.entries, channel, spelling)).into())
    }
}

fn keyed(key: &[u8; 32], channel: Channel, spelling: &str) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(channel.code().as_bytes());
    hasher.update(b"\0");
    hasher.update(spelling.as_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_opens_with_its_own_contact_point_and_key_only() {
        let key = IndexKey::from_bytes(&[7; 32]);
        let sealed = key.seal(Channel::Email, "olive@example.org", b"entry");
        assert_eq!(key.open(Channel::Email, "olive@example.org", &sealed).as_deref(), Some(&b"entry"[..]));
        assert_eq!(sealed, key.seal(Channel::Email, "olive@example.org", b"entry"));
        assert_eq!(key.open(Channel::Email, "anne@example.org", &sealed), None);
        assert_eq!(key.open(Channel::Phone, "olive@example.org", &sealed), None);
        let other = IndexKey::from_bytes(&[8; 32]);
        assert_eq!(other.open(Channel::Email, "olive@example.org", &sealed), None);
        assert_ne!(other.check(), key.check());
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(Channel::Email, "olive@example.org", &changed), None);
        }
        assert_eq!(key.open(Channel::Email, "olive@example.org", b"short"), None);
    }

    #[test]
    fn a_key_file_is_private_made_once_and_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        new_key(&path).unwrap();
        let check = IndexKey::read(&path).unwrap().check();
        assert!(new_key(&path).unwrap_err().to_string().contains("is there already"));
        assert_eq!(IndexKey::read(&path).unwrap().check(), check);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
        }
        std::fs::write(&path, "secret words").unwrap();
        let message = IndexKey::read(&path).unwrap_err().to_string();
        assert!(message.contains("64 hex digits") && !message.contains("secret words"), "{message}");
    }
}
