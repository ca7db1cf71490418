//! Shards and the tables of earlier runs to tables, in an order that depends on the sources alone.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use arrow_array::RecordBatch;
use whose_model::tables::{GapRow, LayoutRow, Mentions, SourceRow};
use whose_model::{Place, SourceId};

use super::{Finished, Scanned, Shards};
use crate::case::{Store, Transaction};
use crate::places::{Note, reachable};

/// Batches of a source that are read from its shard at a time.
const AT_ONCE: usize = 16;

/// By source: batch, first row, rows.
type Runs = BTreeMap<SourceId, Vec<(usize, usize, usize)>>;

/// What a consolidation gave.
#[derive(Debug)]
pub enum Outcome {
    /// The tables are written.
    Written,
    /// These containers must be read again: members of theirs were read by a run that was cut off.
    ReadAgain(BTreeSet<SourceId>),
}

/// Which tables are written: those of the sources, or those of the registry.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// Table of mentions.
    pub mentions: &'static str,
    /// Write sources, gaps and layouts too?
    pub everything: bool,
}

/// Writes the tables of the scan: all sources that stand somewhere now, known from earlier or new.
///
/// # Errors
/// When a table or a shard cannot be read or written.
pub fn consolidate(
    store: &mut Store,
    shards: &Shards,
    scanned: &Scanned,
    stale: &BTreeSet<SourceId>,
    names: Names,
) -> Result<Outcome> {
    let earlier = Earlier::load(store, stale, names)?;
    let notes: Vec<Note> = scanned
        .handed_in
        .iter()
        .chain(&scanned.members)
        .chain(shards.notes())
        .cloned()
        .chain(earlier.notes())
        .collect();
    let places = reachable(&scanned.handed_in, &notes);
    let fresh: BTreeMap<SourceId, &Finished> =
        shards.finished().map(|finished| (finished.id, finished)).collect();
    let missing: BTreeSet<SourceId> = places
        .keys()
        .filter(|id| !fresh.contains_key(id) && !earlier.sources.contains_key(id))
        .copied()
        .collect();
    if !missing.is_empty() {
        return Ok(Outcome::ReadAgain(containers_of(&missing, &notes)));
    }
    let mut order: Vec<(&Place, SourceId)> = Vec::with_capacity(places.len());
    for (id, at) in &places {
        order.extend(at.first().map(|place| (place, *id)));
    }
    order.sort();
    let mut transaction = store.begin()?;
    write_mentions(&mut transaction, &earlier, shards, &order, names)?;
    if names.everything {
        write_sources(&mut transaction, &earlier, &fresh, &order, &places)?;
    }
    transaction.commit()?;
    Ok(Outcome::Written)
}

/// The containers in which sources were met, up to the files handed in.
fn containers_of(missing: &BTreeSet<SourceId>, notes: &[Note]) -> BTreeSet<SourceId> {
    let mut found = missing.clone();
    loop {
        let more: Vec<SourceId> = notes
            .iter()
            .filter(|note| found.contains(&note.source))
            .filter_map(|note| note.container)
            .collect();
        let before = found.len();
        found.extend(more);
        if found.len() == before {
            return found;
        }
    }
}

/// What the tables of earlier runs hold, without the sources that are stale.
struct Earlier {
    sources: BTreeMap<SourceId, SourceRow>,
    gaps: BTreeMap<u64, Vec<GapRow>>,
    layouts: BTreeMap<u64, Vec<LayoutRow>>,
    mentions: Vec<RecordBatch>,
}

impl Earlier {
    fn load(store: &Store, stale: &BTreeSet<SourceId>, names: Names) -> Result<Self> {
        let mut earlier = Self {
            sources: BTreeMap::new(),
            gaps: BTreeMap::new(),
            layouts: BTreeMap::new(),
            mentions: Vec::new(),
        };
        if !names.everything {
            return Ok(earlier);
        }
        for row in store.rows::<SourceRow>()? {
            if !stale.contains(&SourceId(row.id)) {
                earlier.sources.insert(SourceId(row.id), row);
            }
        }
        for row in store.rows::<GapRow>()? {
            earlier.gaps.entry(row.source).or_default().push(row);
        }
        for row in store.rows::<LayoutRow>()? {
            earlier.layouts.entry(row.source).or_default().push(row);
        }
        earlier.mentions = store.whole(names.mentions)?;
        Ok(earlier)
    }

    fn notes(&self) -> impl Iterator<Item = Note> {
        self.sources.values().flat_map(|row| {
            row.places.iter().map(|place| Note {
                source: SourceId(row.id),
                place: Place(place.clone()),
                container: row.container.map(SourceId),
            })
        })
    }

    /// Runs of rows of one source in the earlier mentions: batch, first row, rows.
    fn runs(&self) -> Result<Runs> {
        let mut runs = Runs::new();
        for (at, batch) in self.mentions.iter().enumerate() {
            let Some(mentions) = Mentions::of(batch) else {
                bail!("the table of mentions is of another version")
            };
            let mut from = 0;
            for row in 0..mentions.len() {
                let source = mentions.get(row).source();
                if row + 1 == mentions.len() || mentions.get(row + 1).source() != source {
                    runs.entry(SourceId(source)).or_default().push((at, from, row + 1 - from));
                    from = row + 1;
                }
            }
        }
        Ok(runs)
    }
}

fn write_mentions(
    transaction: &mut Transaction<'_>,
    earlier: &Earlier,
    shards: &Shards,
    order: &[(&Place, SourceId)],
    names: Names,
) -> Result<()> {
    let runs = earlier.runs()?;
    let index = shards.index();
    // Resolving comes next and needs all of them.
    let mut writer = transaction.writer(names.mentions, Mentions::schema())?.keeping();
    for (_, source) in order {
        if let Some((shard, batches)) = index.get(source) {
            // One detector gave all batches of a source, in order, and no batch mixes two sources.
            for some in batches.chunks(AT_ONCE) {
                shards.mentions(*shard, some)?.iter().try_for_each(|batch| writer.write(batch))?;
            }
        } else if earlier.sources.contains_key(source) {
            for (batch, from, rows) in runs.get(source).into_iter().flatten() {
                writer.write(&earlier.mentions[*batch].slice(*from, *rows))?;
            }
        }
    }
    transaction.finish(writer)
}

fn write_sources(
    transaction: &mut Transaction<'_>,
    earlier: &Earlier,
    fresh: &BTreeMap<SourceId, &Finished>,
    order: &[(&Place, SourceId)],
    places: &BTreeMap<SourceId, BTreeSet<Place>>,
) -> Result<()> {
    let (mut sources, mut gaps, mut layouts) = (Vec::new(), Vec::new(), Vec::new());
    for (_, id) in order {
        let at: Vec<String> = places.get(id).into_iter().flatten().map(|place| place.0.clone()).collect();
        if let Some(finished) = fresh.get(id) {
            sources.push(source_row(finished, at));
            gaps.extend(gap_rows(finished));
            layouts.extend(finished.layouts.iter().cloned());
        } else if let Some(row) = earlier.sources.get(id) {
            sources.push(SourceRow { places: at, ..row.clone() });
            gaps.extend(earlier.gaps.get(&id.0).into_iter().flatten().cloned());
            layouts.extend(earlier.layouts.get(&id.0).into_iter().flatten().cloned());
        }
    }
    transaction.write(&sources)?;
    transaction.write(&gaps)?;
    transaction.write(&layouts)
}

fn source_row(finished: &Finished, places: Vec<String>) -> SourceRow {
    SourceRow {
        id: finished.id.0,
        digest: finished.digest.clone(),
        places,
        container: finished.container.map(|container| container.0),
        format: finished.format.clone(),
        encoding: finished.encoding.clone(),
        bytes: finished.bytes,
        bytes_read: finished.bytes_read,
        records: finished.records,
        mentions: finished.mentions,
        findings: finished.findings.iter().map(|(code, count)| format!("{code}={count}")).collect(),
        client: finished.client.clone(),
    }
}

fn gap_rows(finished: &Finished) -> impl Iterator<Item = GapRow> {
    finished.gaps.iter().map(|gap| GapRow {
        source: finished.id.0,
        from: gap.from,
        to: gap.to,
        reason: gap.reason.code().to_string(),
        detail: gap.detail.clone(),
        remedy: gap.reason.remedy().to_string(),
    })
}
