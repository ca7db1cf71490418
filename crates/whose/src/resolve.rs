//! Mentions to people, standings, exposure and counts: the steps after the scan.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, bail};
use arrow_array::RecordBatch;
use rayon::ThreadPool;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use whose_model::tables::{
    DecisionRow, ExposureRow, LayoutRow, MembershipRow, Mentions, MergeRow, PersonRow, SourceRow,
    StandingRow, TableRow, TallyRow, WeightRow, schema_of, to_batch,
};
use whose_model::{Categories, Category};
use whose_resolve::{ClientMap, Corpus, Exposure, People, Resolution};

use crate::RULES;
use crate::case::{Case, Transaction};
use crate::progress::{Control, Progress};
use crate::scan::Stopped;
use crate::scope::Given;
use crate::{attribution, decisions, registry, weights};

/// People, and customers, are turned into rows so many at a time by each thread.
const PEOPLE_AT_ONCE: usize = 8_192;
/// So many of these parts for each thread stand in memory before they are written.
const PARTS_PER_THREAD: usize = 4;

/// Name of the step in the manifest, and of its facts.
const STEP: &str = "resolve";

/// What the report states of resolving, beside the tables.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    lower: u64,
    best: u64,
    upper: u64,
    #[serde(default)]
    uncompared: u64,
    pairs_compared: u64,
    links_taken: u64,
    links_vetoed: u64,
    junk_values: u64,
    cut_blocks: u64,
    #[serde(default)]
    weights_set: u64,
}

impl Outcome {
    /// That of a case.
    ///
    /// # Errors
    /// When the case was written by a version that noted other facts.
    pub fn of(case: &Case) -> Result<Self> {
        match case.store().manifest().facts.get(STEP) {
            Some(facts) => {
                serde_json::from_value(facts.clone()).context("the facts of resolving are of another version")
            }
            None => Ok(Self::default()),
        }
    }

    /// How many people, with the interval that holds the true number in 95 of 100 cases.
    #[must_use]
    pub const fn estimate(&self) -> whose_tell::PeopleEstimate {
        whose_tell::PeopleEstimate {
            lower: self.lower,
            best: self.best,
            upper: self.upper,
            uncompared: self.uncompared,
            percent: Some(95),
        }
    }

    /// What was compared, linked and set aside.
    #[must_use]
    pub const fn resolving(&self) -> whose_tell::Resolving {
        whose_tell::Resolving {
            pairs_compared: self.pairs_compared,
            links_taken: self.links_taken,
            links_vetoed: self.links_vetoed,
            junk_values: self.junk_values,
            cut_blocks: self.cut_blocks,
            weights_set: self.weights_set,
        }
    }
}

/// Resolves the mentions of a case, unless nothing it depends on has changed.
///
/// # Errors
/// When a table cannot be read or written, or the user asked to stop.
pub fn resolve(
    case: &mut Case,
    given: &Given,
    pool: &ThreadPool,
    control: &Control,
    progress: &dyn Progress,
) -> Result<()> {
    let inputs = format!(
        "{RULES} {} {}{}",
        case.store().manifest().digest_of(&[
            Mentions::TABLE,
            registry::TABLE,
            Category::TABLE,
            DecisionRow::TABLE,
            // Which columns number whom.
            LayoutRow::TABLE,
            SourceRow::TABLE
        ]),
        given.clients_digest,
        weights::digest(case)?
    );
    // A case of before weights were kept is resolved once more.
    if case.store().manifest().steps.get(STEP) == Some(&inputs) && case.store().has(WeightRow::TABLE) {
        return Ok(());
    }
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let clients = attribution::with_list(case, &given.clients)?;
    let options = decisions::options(case)?;
    let batches = pool.install(|| case.store().whole(Mentions::TABLE))?;
    let corpus = pool.install(|| Corpus::new(&batches))?;
    let told = Told(progress);
    let resolution = pool.install(|| whose_resolve::resolve(&corpus, &categories, &options, &told));
    if control.stopped() {
        bail!(Stopped);
    }
    progress.begin("people", resolution.people() as u64);
    let mut transaction = case.store_mut().begin()?;
    let mut outcome = pool
        .install(|| write_people(&mut transaction, &corpus, &resolution, &categories, &clients, progress))?;
    if control.stopped() {
        bail!(Stopped);
    }
    let exposure = pool.install(|| whose_resolve::exposure(&corpus, &resolution, &clients, &categories));
    progress.begin("exposure", exposure.people() as u64);
    pool.install(|| write_exposure(&mut transaction, &exposure, progress))?;
    drop(exposure);
    let mut standings = None;
    if transaction.has(registry::TABLE) {
        let customers = pool.install(|| transaction.store().whole(registry::TABLE))?;
        let found = pool.install(|| {
            let set = &options.weights;
            whose_resolve::link_registry(&corpus, &resolution, &customers, &categories, set, &told)
        })?;
        let standings = standings.insert(found);
        progress.begin("standings", standings.len() as u64);
        pool.install(|| {
            in_chunks::<StandingRow>(&mut transaction, standings.len(), progress, |range| {
                standings.rows(range)
            })
        })?;
    }
    transaction.write(&weights::rows(&resolution, standings.as_ref()))?;
    outcome.weights_set = options.weights.len() as u64;
    let decided = transaction.store().manifest().digest_of(&[DecisionRow::TABLE]);
    let manifest = transaction.manifest_mut();
    manifest.steps.insert(STEP.into(), inputs);
    manifest.facts.insert(DecisionRow::TABLE.into(), decided.into());
    manifest.facts.insert(STEP.into(), serde_json::to_value(outcome)?);
    transaction.commit()
}

fn write_people(
    transaction: &mut Transaction<'_>,
    corpus: &Corpus<'_>,
    resolution: &Resolution,
    categories: &Categories,
    clients: &ClientMap,
    progress: &dyn Progress,
) -> Result<Outcome> {
    let people = People::new(resolution, corpus, categories, clients);
    let (taken, vetoed) = (AtomicU64::new(0), AtomicU64::new(0));
    in_chunks::<PersonRow>(transaction, people.len(), progress, |range| people.rows(range))?;
    in_chunks::<MembershipRow>(transaction, people.len(), progress, |range| people.memberships(range))?;
    in_chunks::<MergeRow>(transaction, people.len(), progress, |range| {
        let rows = people.merges(range);
        let joined = rows.iter().filter(|row| row.taken).count();
        taken.fetch_add(joined as u64, Ordering::Relaxed);
        vetoed.fetch_add((rows.len() - joined) as u64, Ordering::Relaxed);
        rows
    })?;
    Ok(Outcome {
        lower: resolution.count.lower,
        best: resolution.count.best,
        upper: resolution.count.upper,
        uncompared: resolution.count.uncompared,
        pairs_compared: resolution.pairs,
        links_taken: taken.into_inner(),
        links_vetoed: vetoed.into_inner(),
        junk_values: resolution.junk().len() as u64,
        cut_blocks: resolution.cut.len() as u64,
        weights_set: 0,
    })
}

fn write_exposure(
    transaction: &mut Transaction<'_>,
    exposure: &Exposure<'_>,
    progress: &dyn Progress,
) -> Result<()> {
    in_chunks::<ExposureRow>(transaction, exposure.people(), progress, |range| exposure.rows(range))?;
    transaction.write(&exposure.tallies())
}

/// Writes a table from rows made for some people or customers at a time, several parts side by side, so that it is never
/// held whole.
fn in_chunks<Row: TableRow>(
    transaction: &mut Transaction<'_>,
    all: usize,
    progress: &dyn Progress,
    rows: impl Fn(Range<usize>) -> Vec<Row> + Sync,
) -> Result<()> {
    let mut writer = transaction.writer(Row::TABLE, schema_of::<Row>()?)?;
    let starts: Vec<usize> = (0..all).step_by(PEOPLE_AT_ONCE).collect();
    for starts in starts.chunks(PARTS_PER_THREAD * rayon::current_num_threads()) {
        let part = |from: &usize| to_batch(&rows(*from..(from + PEOPLE_AT_ONCE).min(all)));
        for batch in starts.par_iter().map(part).collect::<Result<Vec<RecordBatch>, _>>()? {
            writer.write(&batch)?;
        }
        progress.at(starts[starts.len() - 1] as u64);
    }
    transaction.finish(writer)
}

/// Were all decisions in force taken into account? One that was noted for later waits for the next scope.
#[must_use]
pub fn knows_all_decisions(case: &Case) -> bool {
    let manifest = case.store().manifest();
    let known = manifest.facts.get(DecisionRow::TABLE).and_then(|digest| digest.as_str());
    known.is_none_or(|digest| digest == manifest.digest_of(&[DecisionRow::TABLE]))
}

/// Recounts the tallies of a case from its mentions.
///
/// # Errors
/// When a table or the clients file cannot be read.
pub fn recount(case: &Case) -> Result<Vec<TallyRow>> {
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let clients = attribution::of(case)?;
    let batches = case.store().whole(Mentions::TABLE)?;
    let corpus = Corpus::new(&batches)?;
    let resolution = whose_resolve::resolve(&corpus, &categories, &decisions::options(case)?, &());
    Ok(whose_resolve::exposure(&corpus, &resolution, &clients, &categories).tallies())
}

/// Passes the steps of resolving on.
struct Told<'a>(&'a dyn Progress);

impl whose_resolve::Progress for Told<'_> {
    fn step(&self, name: &'static str, of: u64) {
        self.0.begin(name, of);
        self.0.at(0);
    }
}
