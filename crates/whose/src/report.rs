//! The report of a case: from its tables to the files that people read.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use whose_model::category::general;
use whose_model::tables::{GapRow, LayoutRow, SourceRow, TallyRow};
use whose_model::{Categories, Category, Group};
use whose_tell::{
    CaseFacts, CountedExposure, CountedPerson, CountedStanding, EnquiryCounts, ExposureCounts, Language,
    Lookalike, ModelFacts, PeopleCounts, RegistryFacts, Report, StandingCounts, TableDigest, Tables,
};

use crate::case::{Case, Entry, digest_file};
use crate::{RULES, enquiries, inputs, layouts, resolve, scope};

/// What was written.
#[derive(Debug)]
pub struct Written {
    /// The page.
    pub page: PathBuf,
    /// The summary for a terminal.
    pub summary: String,
    /// Gaps told in it.
    pub gaps: u64,
}

/// Writes report.html in the language of the case, report.json and the CSV tables into the case folder.
///
/// # Errors
/// When the case has not been scoped, a table is damaged, or the folder cannot be written.
pub fn write(case: &Case) -> Result<Written> {
    let language = case.settings().language.as_deref().and_then(Language::from_code).unwrap_or_default();
    with_tables(case, |report, tables| {
        let page = case
            .write_derived(Path::new("report/report.html"), whose_tell::html(report, language)?.as_bytes())?;
        case.write_derived(Path::new("report/report.json"), whose_tell::json(report)?.as_bytes())?;
        for (name, bytes) in whose_tell::csv_tables(report, tables)? {
            case.write_derived(&Path::new("report/csv").join(name), &bytes)?;
        }
        let summary = whose_tell::summary_text(report, language)?;
        Ok(Written { page, summary, gaps: tables.gaps.len() as u64 })
    })
}

/// The report alone.
///
/// # Errors
/// As [`write`], but for the folder.
pub fn make(case: &Case) -> Result<Report> {
    with_tables(case, |report, _| Ok(report.clone()))
}

fn with_tables<T>(case: &Case, take: impl FnOnce(&Report, &Tables<'_>) -> Result<T>) -> Result<T> {
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let sources: Vec<SourceRow> = case.store().rows()?;
    let gaps: Vec<GapRow> = case.store().rows()?;
    let layouts = layouts::with_places(case.store().rows()?, &layouts::places(case)?);
    let tallies: Vec<TallyRow> = case.store().rows()?;
    let mut people = PeopleCounts::default();
    case.store().each(|row: CountedPerson| {
        people.add(&row);
        Ok(())
    })?;
    let mut standings = StandingCounts::default();
    case.store().each(|row: CountedStanding| {
        standings.add(&row);
        Ok(())
    })?;
    let mut exposure = ExposureCounts::new(&categories);
    case.store().each(|row: CountedExposure| {
        exposure.add(&row);
        Ok(())
    })?;
    let outcome = resolve::Outcome::of(case)?;
    let tables = Tables {
        categories: &categories,
        sources: &sources,
        gaps: &gaps,
        layouts: &layouts,
        tallies: &tallies,
        people: &people,
        standings: &standings,
        exposure: &exposure,
        estimate: outcome.estimate(),
        resolving: outcome.resolving(),
        lookalikes: &lookalikes(&layouts, &categories),
    };
    take(&whose_tell::report(&facts(case)?, &tables), &tables)
}

/// Numbers that pass the check of a card, by what their columns say that they are.
pub(crate) fn lookalikes(layouts: &[LayoutRow], categories: &Categories) -> Vec<Lookalike> {
    let company =
        |code: &String| categories.by_code(code).is_some_and(|category| category.group == Group::Company);
    let mut values: BTreeMap<&str, u64> = BTreeMap::new();
    for row in layouts.iter().filter(|row| row.lookalikes > 0) {
        let own = row.category.as_ref().filter(|code| company(code));
        *values.entry(own.map_or(general::RECORD_NUMBER.code, String::as_str)).or_default() += row.lookalikes;
    }
    let lookalike =
        |(is, values): (&str, u64)| Lookalike { looks_like: "card".into(), is: is.to_string(), values };
    values.into_iter().map(lookalike).collect()
}

/// What is known about the case besides its tables.
pub(crate) fn facts(case: &Case) -> Result<CaseFacts> {
    let last = case.journal().entries().iter().rev().find(|entry| entry.command == "scope");
    let last = last.context("no scope has finished on this case yet")?;
    let settings = case.settings();
    let clients_listed = match &settings.clients {
        Some(path) if path.exists() => {
            let mut names: Vec<String> =
                inputs::read_clients(path)?.into_iter().map(|client| client.client).collect();
            names.sort();
            names.dedup();
            Some(names)
        }
        _ => None,
    };
    let registry = match &settings.registry {
        Some(path) if path.exists() => Some(RegistryFacts {
            customers: case
                .store()
                .manifest()
                .tables
                .get(crate::registry::TABLE)
                .map_or(0, |entry| entry.rows),
            digest: digest_file(path)?,
        }),
        _ => None,
    };
    let name = case.dir().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(CaseFacts {
        id: last.hash[..16].to_string(),
        name,
        tool_version: env!("CARGO_PKG_VERSION").to_string(),
        rules_version: RULES.to_string(),
        made: last.time[..10].to_string(),
        handed_in: settings.roots.iter().map(|root| root.name.clone()).collect(),
        tables: case
            .store()
            .manifest()
            .tables
            .iter()
            .map(|(table, entry)| TableDigest { table: table.clone(), digest: entry.digest.clone() })
            .collect(),
        journal_head: last.hash.clone(),
        clients_listed,
        registry,
        enquiries: EnquiryCounts::of(&enquiries::list(case)?),
        model: model_of(last),
    })
}

/// The model of the last scope.
fn model_of(scoped: &Entry) -> Option<ModelFacts> {
    let (digest, name) = scoped.inputs.get(scope::MODEL)?.split_once(' ')?;
    Some(ModelFacts { name: name.to_string(), digest: digest.to_string() })
}
