//! Which client the records of a case were held for: by the list of clients, and by what sources say of themselves.

use anyhow::Result;
use rustc_hash::FxHashMap;
use whose_model::client::ClientKey;
use whose_model::tables::{LayoutRow, SourceRow};
use whose_resolve::ClientMap;

use crate::case::Case;
use crate::client_names::ClientNames;
use crate::inputs;

/// The map of a case with the clients file that it was given.
///
/// # Errors
/// When a table is damaged, or the clients file cannot be read.
pub fn of(case: &Case) -> Result<ClientMap> {
    let lines = match &case.settings().clients {
        Some(path) => inputs::read_clients(path)?,
        None => Vec::new(),
    };
    with_list(case, &lines)
}

/// The map of a case with a list of clients.
///
/// A sheet that is called by a client's name is the client's; then what is written above the tables of a source counts, then
/// the names of its file and folders, the nearest first.
///
/// # Errors
/// When a table is damaged.
pub fn with_list(case: &Case, lines: &[ClientKey]) -> Result<ClientMap> {
    let names = ClientNames::new(lines);
    let clients: FxHashMap<&str, &str> =
        lines.iter().map(|line| (line.key.as_str(), line.client.as_str())).collect();
    let mut sources = Vec::new();
    for row in case.store().rows::<SourceRow>()? {
        let key =
            row.client.as_deref().or_else(|| row.places.first().and_then(|place| of_place(&names, place)));
        let client = key.and_then(|key| if lines.is_empty() { Some(key) } else { clients.get(key).copied() });
        sources.extend(client.map(|client| (row.id, client.to_string())));
    }
    let mut tables = Vec::new();
    if !names.is_empty() {
        for row in case.store().rows::<LayoutRow>()? {
            let client = names.named(&row.table_name).and_then(|key| clients.get(key));
            tables.extend(client.map(|client| ((row.source, row.table), (*client).to_string())));
        }
    }
    Ok(ClientMap::new(lines.iter().cloned(), sources).with_tables(tables))
}

/// The key of the client that a place names in words: `Northwind Traders - deliveries 2021.csv`.
fn of_place<'n>(names: &'n ClientNames, place: &str) -> Option<&'n str> {
    place.split(['/', '\\', '!']).rev().find_map(|part| names.within(part))
}
