//! The small files a user gives beside the sources: clients, passwords.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use whose_model::client::{ClientKey, normal_key};

/// Reads the clients file: CSV with the columns `key` and `client`, one line per key.
///
/// # Errors
/// When it cannot be read, lacks a column, holds an empty key, or gives one key to two clients. The message names file and line.
pub fn read_clients(path: &Path) -> Result<Vec<ClientKey>> {
    let text = read_text(path)?;
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header =
        reader.headers().with_context(|| format!("clients file {}: no header line", path.display()))?.clone();
    let column = |names: &[&str]| {
        header
            .iter()
            .position(|name| names.contains(&name.trim_start_matches('\u{feff}').to_lowercase().as_str()))
    };
    let (Some(key), Some(client)) =
        (column(&["key", "client_key"]), column(&["client", "name", "client_name"]))
    else {
        bail!(
            "clients file {}: needs the columns `key` and `client`, found: {}",
            path.display(),
            header.iter().collect::<Vec<_>>().join(", ")
        );
    };
    let mut seen: BTreeMap<String, (u64, String)> = BTreeMap::new();
    let mut clients = Vec::new();
    for record in reader.records() {
        let record = record.with_context(|| format!("clients file {}: is not CSV", path.display()))?;
        let line = record.position().map_or(0, csv::Position::line);
        let (key, client) = (record.get(key).unwrap_or_default(), record.get(client).unwrap_or_default());
        if key.is_empty() || client.is_empty() {
            bail!("clients file {}, line {line}: key or client is empty", path.display());
        }
        if let Some((first, other)) = seen.insert(normal_key(key), (line, client.to_string())) {
            let owner = if other == client { "again to the same client" } else { "to another client" };
            bail!(
                "clients file {}, line {line}: the key {key} was given {owner} in line {first}. Keep one of the two lines",
                path.display()
            );
        }
        clients.push(ClientKey { key: key.to_string(), client: client.to_string() });
    }
    if clients.is_empty() {
        bail!("clients file {}: holds no client", path.display());
    }
    Ok(clients)
}

/// Reads passwords, one per line.
///
/// # Errors
/// When the file cannot be read.
pub fn read_passwords(path: &Path) -> Result<Vec<String>> {
    Ok(read_text(path)?.lines().map(str::to_string).filter(|line| !line.is_empty()).collect())
}

pub(crate) fn read_text(path: &Path) -> Result<String> {
    let bytes = fs_err::read(path)?;
    String::from_utf8(bytes)
        .with_context(|| format!("{} is not UTF-8 text: save it as UTF-8", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clients(text: &str) -> Result<Vec<ClientKey>> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        read_clients(file.path())
    }

    #[test]
    fn several_keys_may_name_one_client() {
        assert_eq!(clients("key,client\n001,Maple\nMAPLE1,Maple\n").unwrap().len(), 2);
    }

    #[test]
    fn each_mistake_says_what_and_where() {
        for (text, says) in [
            ("key,client\n7,Maple\n007,Birch\n", "line 3: the key 007 was given to another client in line 2"),
            ("key,client\n,Maple\n", "line 2: key or client is empty"),
            ("id,label\n1,Maple\n", "needs the columns `key` and `client`, found: id, label"),
            ("key,client\n", "holds no client"),
        ] {
            let message = format!("{:#}", clients(text).unwrap_err());
            assert!(message.contains(says), "{message}");
        }
    }
}
