//! `scope`: from the files handed in to people, standings and exposure.
//!
//! Each step names the digest of its inputs; a step whose inputs are those of the last time is not run again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use rayon::ThreadPool;
use whose_detect::{Detector, OwnNumbers};
use whose_model::client::ClientKey;
use whose_model::tables::{GapRow, SourceRow};
use whose_model::{GapReason, Place, SourceId};
use whose_read::HandedIn;

use crate::case::{Case, NewEntry, Settings, digest_file};
use crate::model::{self, Model};
use crate::progress::{Control, Progress};
use crate::scan::{Names, Outcome, Scan, Scanned, Shards, consolidate, lengths};
use crate::{RULES, inputs, layouts, registry, resolve};

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
    scan(case, &given, &pool, control, progress, &mut journal)?;
    tell_failures(&given, progress);
    registry::read(case, &given, &pool, control, progress)?;
    resolve::resolve(case, &given, &pool, control, progress)?;
    let gaps: Vec<GapRow> = case.store().rows()?;
    let people = case.store().manifest().tables.get("people").map_or(0, |entry| entry.rows);
    let mentions = case.store().manifest().tables.get("mentions").map_or(0, |entry| entry.rows);
    journal.what = format!("{people} people from {mentions} mentions; {} gaps", gaps.len());
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

/// Says where the model was of no help, so that nobody takes its silence for its word.
fn tell_failures(given: &Given, progress: &dyn Progress) {
    let failures = given.model.as_ref().map_or(0, |model| model.names.failures());
    if failures > 0 {
        progress
            .say(&format!("the model failed on {failures} texts: names in them were looked for without it"));
    }
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

/// Reads and detects all that is not known yet; writes sources, gaps, layouts and mentions.
fn scan(
    case: &mut Case,
    given: &Given,
    pool: &ThreadPool,
    control: &Control,
    progress: &dyn Progress,
    journal: &mut NewEntry,
) -> Result<()> {
    let corrections = layouts::corrections(case)?;
    let detector = Detector::new(whose_detect::Options {
        client_keys: given.clients.clone(),
        corrections: corrections.clone(),
        own_numbers: given.own_numbers.clone(),
        names_in_prose: given.model.as_ref().map(|model| Arc::clone(&model.names)),
        ..whose_detect::Options::default()
    });
    let rules = rules_digest(given);
    journal.inputs.insert("rules".into(), rules.clone());
    journal.inputs.insert("clients".into(), given.clients_digest.clone());
    if !given.own_numbers_digest.is_empty() {
        journal.inputs.insert("own_numbers".into(), given.own_numbers_digest.clone());
    }
    if let Some(model) = &given.model {
        journal.inputs.insert(MODEL.into(), format!("{} {}", model.digest, model.name));
    }
    let shards = shards_folder(case, &rules)?;
    let mut stale = stale_sources(case, given, &rules, &corrections)?;
    let (files, problems) = files_of(case, progress);
    let options = Arc::new(whose_read::Options {
        passwords: given.passwords.clone(),
        ..whose_read::Options::new(case.folder("spill")?)
    });
    for _ in 0..3 {
        let known = known_sources(case, &stale)?;
        let scan = Scan {
            files: &files,
            lengths: lengths(&files),
            options: &options,
            detector: &detector,
            known,
            shards: shards.clone(),
            pool,
        };
        let scanned = scan.run(control, progress)?;
        let complete = Shards::open(&shards)?;
        let names = Names { mentions: "mentions", everything: true };
        let store = case.store_mut();
        match pool.install(|| consolidate(store, &complete, &scanned, &stale, names))? {
            Outcome::ReadAgain(containers) => {
                complete.forget(&containers)?;
                stale.extend(containers);
            }
            Outcome::Written => {
                settle(case, &problems, &rules, &corrections, detector.categories())?;
                let digest = inputs_digest(&scanned);
                journal.inputs.insert("sources".into(), digest);
                return complete.delete();
            }
        }
    }
    bail!(
        "the sources change while they are read. Copy them to a place where nothing writes, and scope the copy"
    )
}

/// Digest of what decides how any source is read.
fn rules_digest(given: &Given) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(RULES.as_bytes());
    for client in &given.clients {
        hasher.update(client.key.as_bytes());
        hasher.update(b"\n");
    }
    hasher.update(given.own_numbers_digest.as_bytes());
    if let Some(model) = &given.model {
        hasher.update(model.digest.as_bytes());
    }
    hasher.finalize().to_hex()[..16].to_string()
}

fn inputs_digest(scanned: &Scanned) -> String {
    let mut hasher = blake3::Hasher::new();
    for note in &scanned.handed_in {
        hasher.update(note.source.to_string().as_bytes());
        hasher.update(note.place.0.as_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// Shards stand in a folder named after the rules they were made with; those of other rules are deleted.
fn shards_folder(case: &Case, rules: &str) -> Result<PathBuf> {
    let parent = case.folder("scan")?;
    for entry in fs_err::read_dir(&parent)? {
        let entry = entry?;
        if entry.file_name() != rules {
            fs_err::remove_dir_all(entry.path())?;
        }
    }
    case.folder(&format!("scan/{rules}"))
}

/// Sources whose results no longer hold, with the containers they stand in.
fn stale_sources(
    case: &Case,
    given: &Given,
    rules: &str,
    corrections: &whose_detect::Corrections,
) -> Result<BTreeSet<SourceId>> {
    let sources: Vec<SourceRow> = case.store().rows()?;
    let manifest = case.store().manifest();
    if manifest.steps.get("scan").is_some_and(|made_with| made_with != rules) {
        return Ok(sources.iter().map(|row| SourceId(row.id)).collect());
    }
    let mut stale: BTreeSet<SourceId> = BTreeSet::new();
    for row in &sources {
        let id = SourceId(row.id);
        if manifest.corrected.get(&id.to_string()) != corrections.fingerprint(row.id).as_ref()
            || row.format == "unreadable"
        {
            stale.insert(id);
        }
    }
    if !given.passwords.is_empty() {
        let gaps: Vec<GapRow> = case.store().rows()?;
        stale.extend(
            gaps.iter()
                .filter(|gap| gap.reason == GapReason::Encrypted.code())
                .map(|gap| SourceId(gap.source)),
        );
    }
    let containers: BTreeMap<SourceId, SourceId> =
        sources.iter().filter_map(|row| Some((SourceId(row.id), SourceId(row.container?)))).collect();
    let mut waiting: Vec<SourceId> = stale.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        if let Some(container) = containers.get(&id).filter(|container| stale.insert(**container)) {
            waiting.push(*container);
        }
    }
    Ok(stale)
}

fn known_sources(case: &Case, stale: &BTreeSet<SourceId>) -> Result<BTreeSet<SourceId>> {
    let sources: Vec<SourceRow> = case.store().rows()?;
    Ok(sources.iter().map(|row| SourceId(row.id)).filter(|id| !stale.contains(id)).collect())
}

/// The files under everything handed in, and what among it is no file that can be read.
fn files_of(case: &Case, progress: &dyn Progress) -> (Vec<HandedIn>, Vec<(Place, String)>) {
    let (mut files, mut problems) = (Vec::new(), Vec::new());
    for root in &case.settings().roots {
        let named = |path: &Path| match path.strip_prefix(&root.path) {
            Ok(rest) if rest.as_os_str().is_empty() => Place(root.name.clone()),
            Ok(rest) => Place(format!("{}/{}", root.name, rest.to_string_lossy())),
            Err(_) => Place(path.to_string_lossy().into_owned()),
        };
        let walk = whose_read::walk(std::slice::from_ref(&root.path));
        files.extend(
            walk.files.into_iter().map(|file| HandedIn { place: named(&file.path), path: file.path }),
        );
        for problem in walk.problems {
            let place = named(Path::new(&problem.place.0));
            progress.say(&format!("{place}: {}", problem.reason));
            problems.push((place, problem.reason));
        }
    }
    if files.is_empty() {
        progress.say("there is no file under what was handed in");
    }
    (files, problems)
}

/// Adds what could not even be opened to the tables, and notes what the scan was made with.
fn settle(
    case: &mut Case,
    problems: &[(Place, String)],
    rules: &str,
    corrections: &whose_detect::Corrections,
    categories: &whose_model::Categories,
) -> Result<()> {
    let mut sources: Vec<SourceRow> = case.store().rows()?;
    let mut gaps: Vec<GapRow> = case.store().rows()?;
    for (place, reason) in problems {
        let digest = blake3::hash(place.0.as_bytes());
        let id =
            u64::from_be_bytes(digest.as_bytes()[..8].try_into().expect("a digest is longer than 8 bytes"));
        sources.push(unopened(id, &digest.to_hex(), place));
        gaps.push(GapRow {
            source: id,
            from: 0,
            to: 0,
            reason: GapReason::Unreadable.code().to_string(),
            detail: reason.clone(),
            remedy: GapReason::Unreadable.remedy().to_string(),
        });
    }
    let mut transaction = case.store_mut().begin()?;
    if !problems.is_empty() {
        transaction.write(&sources)?;
        transaction.write(&gaps)?;
    }
    transaction.write(&categories.iter().cloned().collect::<Vec<_>>())?;
    let manifest = transaction.manifest_mut();
    manifest.steps.insert("scan".into(), rules.to_string());
    manifest.corrected = sources
        .iter()
        .filter_map(|row| Some((SourceId(row.id).to_string(), corrections.fingerprint(row.id)?)))
        .collect();
    transaction.commit()
}

fn unopened(id: u64, digest: &str, place: &Place) -> SourceRow {
    SourceRow {
        id,
        digest: digest.to_string(),
        places: vec![place.0.clone()],
        container: None,
        format: "unreadable".to_string(),
        encoding: None,
        bytes: 0,
        bytes_read: 0,
        records: 0,
        mentions: 0,
        findings: Vec::new(),
    }
}
