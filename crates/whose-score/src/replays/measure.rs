//! What a finished case says: its report, and its tables held against the truth.

use std::path::Path;

use anyhow::{Context, Result};
use rustc_hash::{FxHashMap, FxHashSet};
use whose::Case;
use whose_model::category::general;
use whose_model::client::normal_key;
use whose_model::tables::{GapRow, MembershipRow, Mentions, SourceRow, StandingRow, TableRow, from_batch};
use whose_model::{Categories, Category};
use whose_tell::Report;

use super::pairs::{Pairs, Put};
use super::process::Cost;
use super::truth::{Records, Who, leaked_customers, record_number};

/// All that is compared.
#[derive(Debug)]
pub struct Measured {
    /// The report as published.
    pub report: Report,
    /// Mentions against people.
    pub mentions: MentionScore,
    /// Standings against the truth, where there is a registry.
    pub standings: Option<StandingScore>,
    /// Place of each source with a gap, and the gap's reason.
    pub gaps: Vec<(String, String)>,
    /// Time and memory; none when the case stood already.
    pub cost: Option<Cost>,
}

/// How mentions were put to people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MentionScore {
    /// Pairs put together.
    pub pairs: Pairs,
    /// Mentions.
    pub all: u64,
    /// Distinct records of the truth that a mention was found in.
    pub records: u64,
    /// Mentions of companies taken for people.
    pub companies: u64,
    /// Mentions where nothing tells which of the record's people is meant.
    pub undecided: u64,
    /// Mentions in no record of the truth.
    pub without_record: u64,
}

/// How customers were placed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StandingScore {
    /// Confirmed.
    pub confirmed: u64,
    /// Of these, with data in the records.
    pub confirmed_rightly: u64,
    /// Possible.
    pub possible: u64,
    /// Of these, with data in the records.
    pub possible_leaked: u64,
    /// Customers with data in the records.
    pub leaked: u64,
    /// Of these, neither confirmed nor possible.
    pub leaked_excluded: u64,
}

/// Reads the case and the truth beside it.
pub fn measure(folder: &Path, cost: Option<Cost>) -> Result<Measured> {
    let text = fs_err::read_to_string(folder.join("case/report/report.json"))?;
    let report: Report = serde_json::from_str(&text).context("report.json is not of this version")?;
    let case = Case::open(&folder.join("case"))?;
    let records = Records::read(&folder.join("truth/records.csv"))?;
    let mentions = mentions(&case, &records)?;
    let registry = folder.join("truth/registry.csv");
    let standings =
        if registry.exists() { Some(standings(&case, &leaked_customers(&registry)?)?) } else { None };
    Ok(Measured { report, mentions, standings, gaps: gaps(&case)?, cost })
}

/// Joins mention and truth by the record's number and the role.
fn mentions(case: &Case, records: &Records) -> Result<MentionScore> {
    let people = memberships(case)?;
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let number = categories.id(&general::RECORD_NUMBER);
    let mut score = MentionScore::default();
    let mut puts = Vec::with_capacity(people.len());
    // Rows of one record share a key; a mention that does not repeat the number takes it from its neighbour.
    let mut by_key: FxHashMap<u64, u64> = FxHashMap::default();
    for pass in 0..2 {
        for batch in case.store().batches(Mentions::TABLE)? {
            let batch = batch?;
            let table = Mentions::of(&batch).context("the mentions table is not of this version")?;
            for mention in table.iter() {
                let own = mention.items().filter(|item| item.category == number);
                let own =
                    own.filter_map(|item| record_number(item.value)).find(|record| records.has(*record));
                if pass == 0 {
                    if let Some(record) = own {
                        by_key.insert(mention.record_key(), record);
                    }
                    continue;
                }
                score.all += 1;
                let record = own.or_else(|| by_key.get(&mention.record_key()).copied()).unwrap_or(0);
                match records.who(record, mention.role()) {
                    Who::Person(truth) => {
                        let found = people.get(&mention.id()).copied().unwrap_or(mention.id());
                        puts.push(Put { found, truth, record, role: mention.role() as u8 });
                    }
                    Who::Company => score.companies += 1,
                    Who::Undecided => score.undecided += 1,
                    Who::NoRecord => score.without_record += 1,
                }
            }
        }
    }
    score.records = puts.iter().map(|put| put.record).collect::<FxHashSet<_>>().len() as u64;
    score.pairs = Pairs::count(puts);
    Ok(score)
}

/// Mention -> person.
fn memberships(case: &Case) -> Result<FxHashMap<u64, u64>> {
    let mut people = FxHashMap::default();
    for batch in case.store().batches(MembershipRow::TABLE)? {
        people.extend(from_batch::<MembershipRow>(&batch?)?.into_iter().map(|row| (row.mention, row.person)));
    }
    Ok(people)
}

fn standings(case: &Case, leaked: &FxHashSet<String>) -> Result<StandingScore> {
    let mut score = StandingScore { leaked: leaked.len() as u64, ..StandingScore::default() };
    let mut reached = 0;
    for batch in case.store().batches(StandingRow::TABLE)? {
        for row in from_batch::<StandingRow>(&batch?)? {
            let is_leaked = u64::from(leaked.contains(&normal_key(&row.customer)));
            match row.standing.as_str() {
                "confirmed" => {
                    score.confirmed += 1;
                    score.confirmed_rightly += is_leaked;
                    reached += is_leaked;
                }
                "possible" => {
                    score.possible += 1;
                    score.possible_leaked += is_leaked;
                    reached += is_leaked;
                }
                _ => {}
            }
        }
    }
    // A customer without a row is excluded too.
    score.leaked_excluded = score.leaked - reached;
    Ok(score)
}

fn gaps(case: &Case) -> Result<Vec<(String, String)>> {
    let sources = case.store().rows::<SourceRow>()?;
    let places: FxHashMap<u64, &SourceRow> = sources.iter().map(|source| (source.id, source)).collect();
    let mut gaps = Vec::new();
    for gap in case.store().rows::<GapRow>()? {
        let at = places.get(&gap.source).map_or(&[][..], |source| &source.places);
        gaps.extend(at.iter().map(|place| (place.clone(), gap.reason.clone())));
    }
    Ok(gaps)
}
