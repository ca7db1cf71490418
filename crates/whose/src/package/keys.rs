//! To whom each package is sealed.

use std::collections::BTreeMap;
use std::path::Path;

use age::secrecy::SecretString;
use anyhow::{Context, Result, bail};
use whose_tell::Language;

use crate::inputs::read_text;

/// How a package is sealed: with the client's public key, or a passphrase.
#[derive(Clone)]
pub enum Key {
    /// An age recipient, `age1...`.
    Recipient(age::x25519::Recipient),
    /// A passphrase that the client is told another way.
    Passphrase(SecretString),
}

impl std::fmt::Debug for Key {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Self::Recipient(_) => "Key(recipient)",
            Self::Passphrase(_) => "Key(passphrase)",
        })
    }
}

/// Of one client: its key, and the language of its page.
#[derive(Debug, Clone)]
pub struct ClientSeal {
    /// Key.
    pub key: Key,
    /// Language; none: the one asked for.
    pub language: Option<Language>,
}

/// Passphrases shorter than this are guessed.
const SHORTEST: usize = 12;

/// Reads the keys file: CSV with the columns `client`, `recipient` or `passphrase` or both, and `language` where pages differ.
///
/// # Errors
/// When it cannot be read, names a client twice, or holds a key that is none. The message names file and line, never the key.
pub fn read_keys(path: &Path) -> Result<BTreeMap<String, ClientSeal>> {
    let text = read_text(path)?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = reader.headers().with_context(|| format!("keys file {}: no header line", path.display()))?;
    let header: Vec<String> =
        header.iter().map(|name| name.trim_start_matches('\u{feff}').to_lowercase()).collect();
    let column = |name: &str| header.iter().position(|known| known == name);
    let (client, recipient, passphrase, language) =
        (column("client"), column("recipient"), column("passphrase"), column("language"));
    let (Some(client), true) = (client, recipient.is_some() || passphrase.is_some()) else {
        bail!(
            "keys file {}: needs the columns `client` and `recipient` or `passphrase`, found: {}",
            path.display(),
            header.join(", ")
        );
    };
    let mut keys = BTreeMap::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("keys file {}: is not CSV", path.display()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let at = |what: &str| format!("keys file {}, line {line}: {what}", path.display());
        let cell = |column: Option<usize>| column.and_then(|at| record.get(at)).unwrap_or_default();
        let name = cell(Some(client));
        if name.is_empty() {
            bail!(at("the client is empty"));
        }
        let key = match (cell(recipient), cell(passphrase)) {
            ("", "") => bail!(at("neither recipient nor passphrase is given")),
            (recipient, "") => Key::Recipient(parse_recipient(recipient).with_context(|| at("no key"))?),
            ("", passphrase) => Key::Passphrase(secret(passphrase).with_context(|| at("no passphrase"))?),
            _ => bail!(at("both recipient and passphrase are given: keep one")),
        };
        let language = match cell(language) {
            "" => None,
            code => {
                Some(Language::from_code(code).with_context(|| at("the language is none of en, ko, fr"))?)
            }
        };
        if keys.insert(name.to_string(), ClientSeal { key, language }).is_some() {
            bail!(at(&format!("{name} is named a second time")));
        }
    }
    Ok(keys)
}

fn parse_recipient(text: &str) -> Result<age::x25519::Recipient> {
    if text.starts_with("AGE-SECRET-KEY-") {
        bail!("this is a secret key: the client keeps it. Ask for the public one, which begins with age1");
    }
    text.parse().map_err(|error: &str| anyhow::anyhow!("no age recipient, which begins with age1: {error}"))
}

/// Reads the passphrase of one package: the first line of a file.
///
/// # Errors
/// When the file cannot be read, or the passphrase is short.
pub fn read_passphrase(path: &Path) -> Result<SecretString> {
    let text = read_text(path)?;
    secret(text.lines().next().unwrap_or_default()).with_context(|| format!("{}", path.display()))
}

fn secret(text: &str) -> Result<SecretString> {
    if text.chars().count() < SHORTEST {
        bail!("a passphrase needs {SHORTEST} letters or more: shorter ones are guessed");
    }
    Ok(SecretString::from(text.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Result<BTreeMap<String, ClientSeal>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        read_keys(file.path())
    }

    #[test]
    fn a_client_has_a_key_or_a_passphrase_and_a_language() {
        let recipient = age::x25519::Identity::generate().to_public();
        let keys = keys(&format!(
            "client,recipient,passphrase,language\nMaple,{recipient},,fr\nBirch,,correct horse battery,\n"
        ))
        .unwrap();
        assert!(matches!(
            keys["Maple"],
            ClientSeal { key: Key::Recipient(_), language: Some(Language::French) }
        ));
        assert!(matches!(keys["Birch"], ClientSeal { key: Key::Passphrase(_), language: None }));
        assert!(!format!("{keys:?}").contains("horse"));
    }

    #[test]
    fn each_mistake_says_what_and_where_and_shows_no_secret() {
        for (text, says) in [
            ("client,key\nMaple,x\n", "needs the columns `client` and `recipient` or `passphrase`"),
            ("client,recipient\nMaple,age1nonsense\n", "line 2: no key: no age recipient"),
            ("client,recipient\nMaple,AGE-SECRET-KEY-1QQQ\n", "this is a secret key"),
            ("client,passphrase\nMaple,short\n", "needs 12 letters"),
            ("client,passphrase\nMaple,\n", "neither recipient nor passphrase"),
            (
                "client,passphrase\nM,correct horse battery\nM,correct horse battery\n",
                "line 3: M is named a second",
            ),
            ("client,passphrase,language\nM,correct horse battery,de\n", "none of en, ko, fr"),
        ] {
            let message = format!("{:#}", keys(text).unwrap_err());
            assert!(message.contains(says), "{message}");
            assert!(!message.contains("short\n") && !message.contains("1QQQ"), "{message}");
        }
    }
}
