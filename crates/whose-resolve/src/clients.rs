//! Which client a mention's data was held for.

use rustc_hash::FxHashMap;
use whose_model::client::{ClientKey, normal_key};
use whose_model::tables::MentionView;

use crate::Corpus;

/// Keys and sources to the names of clients.
///
/// The record's own key comes first, then what is known of the table, then of the source. With a list of clients, a key that is not in
/// it attributes nothing; without one, a key is its client's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientMap {
    by_key: FxHashMap<String, String>,
    by_source: FxHashMap<u64, String>,
    by_table: FxHashMap<(u64, u32), String>,
}

impl ClientMap {
    /// From the lines of the clients file and the sources that belong to one client (by path or interchange).
    pub fn new(
        keys: impl IntoIterator<Item = ClientKey>,
        sources: impl IntoIterator<Item = (u64, String)>,
    ) -> Self {
        Self {
            by_key: keys.into_iter().map(|line| (normal_key(&line.key), line.client)).collect(),
            by_source: sources.into_iter().collect(),
            by_table: FxHashMap::default(),
        }
    }

    /// With the tables of sources that are one client's each, such as the sheets of a workbook.
    #[must_use]
    pub fn with_tables(mut self, tables: impl IntoIterator<Item = ((u64, u32), String)>) -> Self {
        self.by_table = tables.into_iter().collect();
        self
    }

    /// The client of a mention; none when nothing attributes it.
    #[must_use]
    pub fn client<'a>(&'a self, mention: &MentionView<'a>) -> Option<&'a str> {
        let stated = mention.client_key().map(str::trim).filter(|key| !key.is_empty());
        let by_key = stated.and_then(|key| match self.by_key.get(&normal_key(key)) {
            Some(client) => Some(client.as_str()),
            None if self.by_key.is_empty() => Some(key),
            None => None,
        });
        let by_table = || self.by_table.get(&(mention.source(), mention.table()));
        let by_source = || self.by_source.get(&mention.source());
        by_key.or_else(|| by_table().or_else(by_source).map(String::as_str))
    }
}

/// What a client is told by: the record's key, its source, its table.
type Stands<'a> = (Option<&'a str>, u64, u32);

/// The number of no client.
pub(crate) const NO_CLIENT: u16 = u16::MAX;

/// The clients of all mentions, numbered in the order of their names.
#[derive(Debug)]
pub(crate) struct Attribution {
    pub names: Vec<String>,
    pub of: Vec<u16>,
}

impl Attribution {
    /// Attributes every mention.
    pub(crate) fn new(corpus: &Corpus<'_>, clients: &ClientMap) -> Self {
        let mut cache: FxHashMap<Stands<'_>, u32> = FxHashMap::default();
        let mut found: Vec<Option<String>> = Vec::new();
        let mut raw = vec![0u32; corpus.len()];
        // Rows of one client stand together.
        let mut last: Option<(Stands<'_>, u32)> = None;
        corpus.each_stored(|rank, mention| {
            let key = (mention.client_key(), mention.source(), mention.table());
            let number = match last {
                Some((known, number)) if known == key => number,
                _ => *cache.entry(key).or_insert_with(|| {
                    found.push(clients.client(&mention).map(str::to_string));
                    found.len() as u32 - 1
                }),
            };
            last = Some((key, number));
            raw[rank] = number;
        });
        let mut names: Vec<String> = found.iter().flatten().cloned().collect();
        names.sort_unstable();
        names.dedup();
        // More clients than numbers would be a misread column; the rest stays unattributed.
        names.truncate(usize::from(NO_CLIENT));
        let number_of = |client: &Option<String>| {
            let at = client.as_ref().and_then(|client| names.binary_search(client).ok());
            at.map_or(NO_CLIENT, |at| at as u16)
        };
        let numbers: Vec<u16> = found.iter().map(number_of).collect();
        let of = raw.into_iter().map(|number| numbers[number as usize]).collect();
        Self { names, of }
    }

    /// The name of a client; empty for none.
    pub(crate) fn name(&self, client: u16) -> &str {
        self.names.get(usize::from(client)).map_or("", String::as_str)
    }
}
