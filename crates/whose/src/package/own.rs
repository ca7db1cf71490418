//! What one client may see of the case beside its own people: its sources, layouts, gaps and counts, and nothing that names or
//! counts another client.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use anyhow::Result;
use rustc_hash::FxHashMap;
use whose_model::tables::{GapRow, LayoutRow, MentionView, SourceRow, TallyRow};
use whose_model::{Categories, Category, SourceId};
use whose_tell::notice::visible;
use whose_tell::{
    CaseFacts, EnquiryCounts, ExposureCounts, PeopleCounts, PeopleEstimate, Report, StandingCounts, Tables,
};

use super::sheets::Layout;
use crate::Case;
use crate::report::{facts, lookalikes};
use crate::resolve::Outcome;

/// Shorter names of clients stand in too many paths by chance.
const SHORTEST_NAME: usize = 4;

/// What the mentions of one client are in one source.
#[derive(Debug, Default)]
struct Share {
    mentions: u64,
    records: u64,
    last: Option<(u32, u64)>,
    /// Items by category number.
    items: BTreeMap<u8, u64>,
}

/// Whose records stand in a source, or in what it contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    One(u32),
    Several,
}

/// Counts over all mentions, by source and client, taken while they are sorted.
#[derive(Debug, Default)]
pub struct Shares(FxHashMap<u64, FxHashMap<Option<u32>, Share>>);

impl Shares {
    /// Counts one mention.
    pub fn add(&mut self, mention: &MentionView<'_>, client: Option<u32>) {
        let share = self.0.entry(mention.source()).or_default().entry(client).or_default();
        share.mentions += 1;
        let record = (mention.table(), mention.record());
        if share.last != Some(record) {
            share.records += 1;
            share.last = Some(record);
        }
        for item in mention.items() {
            *share.items.entry(item.category.0).or_default() += 1;
        }
    }
}

impl OwnTables {
    /// What every column of the client's sources was taken for.
    pub fn layouts(&self) -> impl Iterator<Item = Layout> {
        self.layouts.iter().map(|row| Layout {
            source: SourceId(row.source).to_string(),
            place: self.places.get(&row.source).cloned().unwrap_or_default(),
            table: row.table,
            table_name: row.table_name.clone(),
            column: row.column,
            column_name: row.column_name.clone(),
            category: row.category.clone().unwrap_or_default(),
            role: row.role.clone(),
            certainty: row.certainty,
            evidence: row.evidence.clone(),
            decided_by: row.decided_by.clone(),
        })
    }
}

/// The tables of a case that packages are cut from.
pub struct Whole {
    /// Categories.
    pub categories: Categories,
    sources: Vec<SourceRow>,
    gaps: Vec<GapRow>,
    layouts: Vec<LayoutRow>,
    tallies: Vec<TallyRow>,
    outcome: Outcome,
    facts: CaseFacts,
    shares: Shares,
    containers: FxHashMap<u64, u64>,
    holds: BTreeMap<u64, Holds>,
    names: Option<AhoCorasick>,
    by_name: Vec<u32>,
}

impl std::fmt::Debug for Whole {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Whole({} sources)", self.sources.len())
    }
}

/// File name to content.
type CsvFiles = Vec<(&'static str, Vec<u8>)>;

/// What was counted over the people of one client.
#[derive(Debug)]
pub struct OwnCounts {
    /// Over the people.
    pub people: PeopleCounts,
    /// Over their items.
    pub exposure: ExposureCounts,
}

/// The sources, gaps and layouts that one client may see.
#[derive(Debug, Default)]
pub struct OwnTables {
    sources: Vec<SourceRow>,
    gaps: Vec<GapRow>,
    layouts: Vec<LayoutRow>,
    tallies: Vec<TallyRow>,
    /// Places of the sources that hold records of no other client.
    pub places: FxHashMap<u64, String>,
}

impl Whole {
    /// Reads the tables. `clients` are all clients, by number.
    ///
    /// # Errors
    /// When a table is damaged.
    pub fn load(case: &Case, clients: &[String], shares: Shares) -> Result<Self> {
        let categories = Categories::from_stored(case.store().rows::<Category>()?);
        let sources: Vec<SourceRow> = case.store().rows()?;
        let containers: FxHashMap<u64, u64> =
            sources.iter().filter_map(|row| Some((row.id, row.container?))).collect();
        let named: Vec<(u32, &String)> =
            (0u32..).zip(clients).filter(|(_, name)| name.chars().count() >= SHORTEST_NAME).collect();
        let names = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(named.iter().map(|(_, name)| name.as_str()))
            .ok();
        Ok(Self {
            holds: holds(&containers, &shares),
            containers,
            by_name: named.iter().map(|(number, _)| *number).collect(),
            names,
            gaps: case.store().rows()?,
            layouts: case.store().rows()?,
            tallies: case.store().rows()?,
            outcome: Outcome::of(case)?,
            facts: facts(case)?,
            categories,
            sources,
            shares,
        })
    }

    /// What is known about the case.
    #[must_use]
    pub const fn facts(&self) -> &CaseFacts {
        &self.facts
    }

    /// The counts that the case states for a client; none when it has no records.
    #[must_use]
    pub fn tally(&self, client: &str) -> Option<&TallyRow> {
        self.tallies.iter().find(|row| row.kind == "whole" && row.client == client)
    }

    /// May this client see where a source stands? Not where it holds records of others, or its path names another.
    fn place_is_own(&self, source: &SourceRow, client: u32) -> bool {
        let names_another = |place: &String| {
            self.names.as_ref().is_some_and(|names| {
                names
                    .find_overlapping_iter(place)
                    .any(|found| self.by_name[found.pattern().as_usize()] != client)
            })
        };
        self.holds.get(&source.id) == Some(&Holds::One(client)) && !source.places.iter().any(names_another)
    }

    /// The sources that hold records of a client and what these stand in, with their gaps and layouts.
    #[must_use]
    pub fn of_client(&self, number: u32, client: &str) -> OwnTables {
        let mut seen: BTreeSet<u64> = BTreeSet::new();
        for (source, _) in self.shares.0.iter().filter(|(_, of)| of.contains_key(&Some(number))) {
            let mut at = Some(*source);
            while let Some(source) = at.filter(|source| seen.insert(*source)) {
                at = self.containers.get(&source).copied();
            }
        }
        let mut own = OwnTables::default();
        for source in self.sources.iter().filter(|row| seen.contains(&row.id)) {
            let row = self.source(source, number);
            if self.place_is_own(source, number) {
                own.places.insert(source.id, row.places.first().cloned().unwrap_or_default());
            }
            own.sources.push(row);
        }
        let mine = |source: u64| own.places.contains_key(&source);
        for gap in self.gaps.iter().filter(|row| seen.contains(&row.source)) {
            // What happened may name a file of another client; the reason says enough.
            let detail = if mine(gap.source) { gap.detail.clone() } else { String::new() };
            own.gaps.push(GapRow { detail, ..gap.clone() });
        }
        for layout in self.layouts.iter().filter(|row| seen.contains(&row.source)) {
            own.layouts.push(if mine(layout.source) {
                layout.clone()
            } else {
                LayoutRow { values: 0, found: 0, masked: 0, lookalikes: 0, ..layout.clone() }
            });
        }
        own.tallies = tallies(&self.tallies, client);
        own
    }

    /// A source as a client sees it: as it is where it is the client's alone, else with the client's own counts.
    fn source(&self, source: &SourceRow, client: u32) -> SourceRow {
        let alone = self.holds.get(&source.id) == Some(&Holds::One(client));
        let places =
            if self.place_is_own(source, client) { source.places.clone() } else { vec![hidden(source.id)] };
        if alone {
            return SourceRow { places, ..source.clone() };
        }
        let share = self.shares.0.get(&source.id).and_then(|of| of.get(&Some(client)));
        SourceRow {
            places,
            records: share.map_or(0, |share| share.records),
            mentions: share.map_or(0, |share| share.mentions),
            findings: self.findings_without_others(source, client),
            client: None,
            ..source.clone()
        }
    }

    /// What was found in a source less what belongs to other clients: the client's own, and what belongs to nobody.
    fn findings_without_others(&self, source: &SourceRow, client: u32) -> Vec<String> {
        let mut others: BTreeMap<&str, u64> = BTreeMap::new();
        let foreign = |of: &Option<u32>| of.is_some_and(|of| of != client);
        for (_, share) in self.shares.0.get(&source.id).into_iter().flatten().filter(|(of, _)| foreign(of)) {
            for (category, count) in &share.items {
                let code = &self.categories.get(whose_model::CategoryId(*category)).code;
                *others.entry(code).or_default() += count;
            }
        }
        let left = source.findings.iter().filter_map(|pair| {
            let (code, count) = pair.split_once('=')?;
            let left =
                count.parse::<u64>().ok()?.saturating_sub(others.get(code).copied().unwrap_or_default());
            (left > 0).then(|| format!("{code}={left}"))
        });
        left.collect()
    }

    /// The report of one client's own records, and its tables as CSV.
    ///
    /// # Errors
    /// When a table cannot be written: a mistake in its columns.
    pub fn report(&self, client: &str, own: &OwnTables, counts: &OwnCounts) -> Result<(Report, CsvFiles)> {
        let people = counts.people.people;
        let tables = Tables {
            categories: &self.categories,
            sources: &own.sources,
            gaps: &own.gaps,
            layouts: &own.layouts,
            tallies: &own.tallies,
            people: &counts.people,
            standings: &StandingCounts::default(),
            exposure: &counts.exposure,
            // The list of this package: what resolving may have got wrong is estimated for the whole case.
            estimate: PeopleEstimate {
                lower: people,
                best: people,
                upper: people,
                uncompared: 0,
                percent: None,
            },
            resolving: self.outcome.resolving(),
            lookalikes: &lookalikes(&own.layouts, &self.categories),
        };
        let facts = CaseFacts {
            name: visible(client),
            handed_in: Vec::new(),
            clients_listed: None,
            registry: None,
            enquiries: EnquiryCounts::default(),
            ..self.facts.clone()
        };
        let report = whose_tell::report(&facts, &tables);
        let csv = whose_tell::csv_tables(&report, &tables)?;
        Ok((report, csv))
    }
}

/// What stands in the place of a path that a client may not see.
fn hidden(source: u64) -> String {
    format!("source {}", SourceId(source))
}

/// The tallies of a client, as those of a case of its own.
fn tallies(all: &[TallyRow], client: &str) -> Vec<TallyRow> {
    let own = all.iter().filter(|row| row.client == client);
    own.flat_map(|row| [TallyRow { client: String::new(), ..row.clone() }, row.clone()]).collect()
}

/// Whose records stand in each source: its own, and those of what stands in it.
fn holds(containers: &FxHashMap<u64, u64>, shares: &Shares) -> BTreeMap<u64, Holds> {
    let mut holds: BTreeMap<u64, Holds> = BTreeMap::new();
    let attributed = shares.0.iter().flat_map(|(source, of)| of.keys().map(move |client| (source, client)));
    for (source, client) in attributed {
        let Some(client) = client else { continue };
        let (mut at, mut steps) = (Some(*source), 0);
        while let Some(source) = at.filter(|_| steps <= containers.len()) {
            let one = Holds::One(*client);
            holds
                .entry(source)
                .and_modify(|known| {
                    if *known != one {
                        *known = Holds::Several
                    }
                })
                .or_insert(one);
            at = containers.get(&source).copied();
            steps += 1;
        }
    }
    holds
}
