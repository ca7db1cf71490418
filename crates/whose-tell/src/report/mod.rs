//! The report: plain numbers, made from the tables, from which everything that is shown is made.
//!
//! One file for each question. No personal value is in it: categories, counts, dates, names of clients, places.

mod clients;
mod combinations;
mod coverage;
mod exposed;
mod layouts;
mod months;
mod registry;
mod searched;
mod sources;
mod tally;

use serde::{Deserialize, Serialize};
use whose_model::{Group, Label, Role};

pub use clients::{CategoryCount, ClientEntry, Clients, Overlap, Sums};
pub use combinations::{Combination, Combinations, Split};
pub use coverage::{Coverage, GapEntry, GapsByReason};
pub use exposed::{Exposed, JointlyRevealed, RoleEntry};
pub use layouts::LayoutToCheck;
pub use months::{DefaultDay, Month, Months};
pub use registry::{Possible, Registry};
pub use searched::{Searched, SearchedCategory};
pub use sources::{FormatEntry, SourceEntry, Sources};

pub(crate) use coverage::all_gaps;

use crate::EnquiryCounts;
use crate::facts::{CaseFacts, Lookalike, ModelFacts, PeopleEstimate, Resolving, TableDigest, Tables};
use tally::Tallies;

/// Version of the report's shape, in its field `schema`.
pub const SCHEMA: &str = "whose-report/1";

/// Whose data it was, what exactly, for which client, over which period, what was not in it, what could not be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`SCHEMA`].
    pub schema: String,
    /// The case and the run.
    pub case: CaseSection,
    /// The numbers that answer the question.
    pub answer: Answer,
    /// Which categories stand together, in records and of people.
    pub combinations: Combinations,
    /// Financial, health, log-in and national-id categories: what was found of each, nothing included.
    pub searched: Vec<Searched>,
    /// Other categories that were searched for and not found, as codes.
    pub also_not_found: Vec<String>,
    /// What was read and what was not.
    pub coverage: Coverage,
    /// Per client.
    pub clients: Clients,
    /// Month by month.
    pub months: Months,
    /// People by role, most first.
    pub roles: Vec<RoleEntry>,
    /// Categories by role.
    pub exposed: Vec<Exposed>,
    /// Standing of the registry's customers; none when no registry was given.
    pub registry: Option<Registry>,
    /// Categories that several masked sources show together, though none does alone.
    pub jointly_revealed: Vec<JointlyRevealed>,
    /// The sources.
    pub sources: Sources,
    /// Columns whose meaning is not certain.
    pub layouts_to_check: Vec<LayoutToCheck>,
    /// Values shown to be something else than they look like.
    pub lookalikes: Vec<Lookalike>,
    /// Records of a test's account or of the system's own, which are of no person.
    #[serde(default)]
    pub test_accounts: u64,
    /// What people came back with, and what came of it.
    #[serde(default)]
    pub enquiries: EnquiryCounts,
    /// What resolving did, for the statement of the method.
    pub resolving: Resolving,
    /// People whose mentions belong together with a probability below 0.95.
    pub uncertain_people: u64,
    /// Names of every category, by code.
    pub categories: Vec<CategoryEntry>,
}

/// The case and the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseSection {
    /// Identity of the case.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Day the report was made.
    pub made: String,
    /// Version of the program.
    pub tool_version: String,
    /// Version of the rules.
    pub rules_version: String,
    /// Places that were handed in.
    pub handed_in: Vec<String>,
    /// The model that names in running text were looked for with, where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelFacts>,
    /// Digests of the case's tables.
    pub tables: Vec<TableDigest>,
    /// Hash of the journal's last line.
    pub journal_head: String,
}

/// The numbers that answer the question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// People: an estimate, with its interval.
    pub people: PeopleEstimate,
    /// People in the list of the case: the groups of mentions that were taken for one person each.
    pub people_listed: u64,
    /// Records that mention people, counted.
    pub records: u64,
    /// Mentions, counted.
    pub mentions: u64,
    /// Clients that records were held for; 0 when nothing attributes records to clients.
    pub clients: u64,
    /// First day of a record, `YYYY-MM-DD`.
    pub first_day: Option<String>,
    /// Last day.
    pub last_day: Option<String>,
}

/// Records, people and mentions: never one without the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Distinct records.
    pub records: u64,
    /// Distinct people.
    pub people: u64,
    /// Mentions.
    pub mentions: u64,
}

/// A category by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryEntry {
    /// Its code.
    pub code: String,
    /// Its heading.
    pub group: Group,
    /// Its names.
    pub label: Label,
}

/// Makes the report.
#[must_use]
pub fn report(facts: &CaseFacts, tables: &Tables) -> Report {
    let tallies = Tallies::of(tables);
    let whole = tallies.whole();
    let clients = clients::clients(facts, &tallies);
    let period = |day: Option<i32>| day.map(whose_model::civil::iso);
    let searched = searched::searched(tables, &tallies);
    Report {
        schema: SCHEMA.to_string(),
        case: case_section(facts),
        answer: Answer {
            people: tables.estimate,
            people_listed: whole.people,
            records: whole.records,
            mentions: whole.mentions,
            clients: clients.found,
            first_day: period(tallies.first_day()),
            last_day: period(tallies.last_day()),
        },
        combinations: combinations::combinations(tables.categories, &tallies, whole),
        also_not_found: searched::also_not_found(tables, &tallies),
        searched,
        coverage: coverage::coverage(tables),
        months: months::months(&tallies),
        roles: exposed::roles(&tallies),
        exposed: exposed::exposed(tables, &tallies),
        registry: registry::registry(facts, tables, whole),
        jointly_revealed: exposed::jointly_revealed(tables),
        sources: sources::sources(tables),
        layouts_to_check: layouts::to_check(tables),
        lookalikes: sorted_lookalikes(tables.lookalikes),
        test_accounts: searched::test_accounts(tables),
        enquiries: facts.enquiries.clone(),
        resolving: tables.resolving,
        uncertain_people: tables.people.uncertain,
        categories: tables
            .categories
            .iter()
            .map(|category| CategoryEntry {
                code: category.code.clone(),
                group: category.group,
                label: category.label.clone(),
            })
            .collect(),
        clients,
    }
}

fn case_section(facts: &CaseFacts) -> CaseSection {
    let mut handed_in = facts.handed_in.clone();
    handed_in.sort();
    let mut tables = facts.tables.clone();
    tables.sort_by(|one, other| one.table.cmp(&other.table));
    CaseSection {
        id: facts.id.clone(),
        name: facts.name.clone(),
        made: facts.made.clone(),
        tool_version: facts.tool_version.clone(),
        rules_version: facts.rules_version.clone(),
        handed_in,
        model: facts.model.clone(),
        tables,
        journal_head: facts.journal_head.clone(),
    }
}

fn sorted_lookalikes(lookalikes: &[Lookalike]) -> Vec<Lookalike> {
    let mut sorted: Vec<Lookalike> = lookalikes.iter().filter(|entry| entry.values > 0).cloned().collect();
    sorted.sort_by(|one, other| {
        other
            .values
            .cmp(&one.values)
            .then_with(|| (&one.looks_like, &one.is).cmp(&(&other.looks_like, &other.is)))
    });
    sorted
}

impl Report {
    /// The category of that code.
    #[must_use]
    pub fn category(&self, code: &str) -> Option<&CategoryEntry> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// Roles that people appear in, the unknown one left out.
    pub(crate) fn known_roles(&self) -> Vec<&RoleEntry> {
        self.roles.iter().filter(|entry| entry.role != Role::Unknown.code()).collect()
    }
}
