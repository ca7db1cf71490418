//! `scope`: from the files handed in to people, standings and exposure.
//!
//! Each step names the digest of its inputs; a step whose inputs are those of the last time is not run again.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use whose_detect::OwnNumbers;
use whose_model::client::ClientKey;
use whose_model::tables::GapRow;

use crate::case::{Case, NewEntry, Settings, digest_file};
use crate::model::{self, Model};
use crate::progress::{Control, Progress};
use crate::{inputs, reading, registry, resolve};

/// What the user asks for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Files and folders to add.
    pub sources: Vec<PathBuf>,
    /// The clients file, to set or replace.
    pub clients: Option<PathBuf>,
    /// The registry, to set or replace.
    pub registry: Option<PathBuf>,
    /// The file of the company's own numbers, to set or replace.
    pub own_numbers: Option<PathBuf>,
    /// The model for names in running text, to set, replace or do without from now on.
    pub model: ModelRequest,
    /// Passwords for encrypted archives, one per line.
    pub passwords: Option<PathBuf>,
    /// Threads; none: as many as there are cores.
    pub threads: Option<usize>,
}

/// Which model to use for names in running text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum ModelRequest {
    /// That of the last time, if there was one.
    #[default]
    AsBefore,
    /// The one in this folder.
    Use(PathBuf),
    /// None from now on.
    Without,
}

/// How a scope ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scoped {
    /// Bytes that could not be read.
    pub gap_bytes: u64,
    /// Gaps.
    pub gaps: u64,
}

/// Scopes a case.
///
/// # Errors
/// When an input is missing or wrong, the case cannot be written, or the user asked to stop. The case stays usable, and what
/// was finished is kept.
pub fn scope(
    case: &mut Case,
    request: &Request,
    control: &Control,
    progress: &dyn Progress,
) -> Result<Scoped> {
    let given = take_request(case, request)?;
    let threads =
        request.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.max(1))
        .build()
        .context("threads cannot be started")?;
    let mut journal = NewEntry { command: "scope".into(), ..NewEntry::default() };
    reading::read(case, &given, &pool, control, progress, &mut journal)?;
    let failures = failures_of_model(&given);
    failures.iter().for_each(|said| progress.say(said));
    registry::read(case, &given, &pool, control, progress)?;
    resolve::resolve(case, &given, &pool, control, progress)?;
    let gaps: Vec<GapRow> = case.store().rows()?;
    let people = case.store().manifest().tables.get("people").map_or(0, |entry| entry.rows);
    let mentions = case.store().manifest().tables.get("mentions").map_or(0, |entry| entry.rows);
    journal.what = format!("{people} people from {mentions} mentions; {} gaps", gaps.len());
    failures.iter().for_each(|said| journal.what.push_str(&format!("; {said}")));
    journal.outputs = case
        .store()
        .manifest()
        .tables
        .iter()
        .map(|(name, entry)| (name.clone(), entry.digest.clone()))
        .collect();
    if has_changed(case, &journal) {
        case.record(journal)?;
    }
    Ok(Scoped { gap_bytes: gaps.iter().map(|gap| gap.to - gap.from).sum(), gaps: gaps.len() as u64 })
}

/// A scope that found everything as it was leaves no line.
fn has_changed(case: &Case, entry: &NewEntry) -> bool {
    let last = case.journal().entries().iter().rev().find(|line| line.command == "scope");
    last.is_none_or(|line| line.outputs != entry.outputs || line.inputs != entry.inputs)
}

/// Where the model was of no help, so that nobody takes its silence for its word.
fn failures_of_model(given: &Given) -> Option<String> {
    let failures = given.model.as_ref().map_or(0, |model| model.names.failures());
    (failures > 0)
        .then(|| format!("the model failed on {failures} texts: names in them were looked for without it"))
}

/// The model among the inputs of a scope: its digest, a blank, its name.
pub(crate) const MODEL: &str = "model";

/// The small inputs of a scope, read and checked.
#[derive(Debug, Default)]
pub struct Given {
    /// Clients of the clients file.
    pub clients: Vec<ClientKey>,
    /// Digest of the clients file.
    pub clients_digest: String,
    /// Passwords.
    pub passwords: Vec<String>,
    /// The company's own numbers.
    pub own_numbers: OwnNumbers,
    /// Digest of their file; empty without one.
    pub own_numbers_digest: String,
    /// The model for names in running text.
    pub model: Option<Model>,
}

fn take_request(case: &mut Case, request: &Request) -> Result<Given> {
    let mut settings = case.settings().clone();
    for source in &request.sources {
        let path =
            absolute(source).with_context(|| format!("the source {} cannot be found", source.display()))?;
        if path.starts_with(absolute(case.dir())?) {
            bail!("{} lies inside the case folder: hand in the evidence, not the case", source.display());
        }
        settings.add_root(path);
    }
    if let Some(path) = &request.clients {
        settings.clients = Some(
            absolute(path).with_context(|| format!("the clients file {} cannot be found", path.display()))?,
        );
    }
    if let Some(path) = &request.registry {
        settings.registry =
            Some(absolute(path).with_context(|| format!("the registry {} cannot be found", path.display()))?);
    }
    if let Some(path) = &request.own_numbers {
        settings.own_numbers = Some(
            absolute(path)
                .with_context(|| format!("the file of own numbers {} cannot be found", path.display()))?,
        );
    }
    take_model(&mut settings, &request.model)?;
    if settings.roots.is_empty() {
        bail!("nothing was handed in yet: name at least one file or folder");
    }
    let mut given = Given::default();
    if let Some(path) = &settings.clients {
        given.clients = inputs::read_clients(path)?;
        given.clients_digest = digest_file(path)?;
    }
    if let Some(path) = &request.passwords {
        given.passwords = inputs::read_passwords(path)?;
    }
    if let Some(path) = &settings.own_numbers {
        given.own_numbers = OwnNumbers::from_toml(&fs_err::read_to_string(path)?)
            .with_context(|| format!("{} cannot be used", path.display()))?;
        given.own_numbers_digest = digest_file(path)?;
    }
    given.model = settings.model.as_deref().map(model::load).transpose()?;
    case.set_settings(settings)?;
    Ok(given)
}

fn take_model(settings: &mut Settings, request: &ModelRequest) -> Result<()> {
    settings.model = match request {
        ModelRequest::AsBefore => return Ok(()),
        ModelRequest::Without => None,
        ModelRequest::Use(folder) => Some(
            absolute(folder).with_context(|| format!("the model {} cannot be found", folder.display()))?,
        ),
    };
    Ok(())
}

fn absolute(path: &Path) -> Result<PathBuf> {
    // The system's words are enough: who calls this names the path.
    Ok(std::fs::canonicalize(path)?)
}
