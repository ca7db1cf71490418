//! From the files handed in to sources, gaps, layouts and mentions.
//!
//! A source is read with what is told of its layout from outside it: by a person, or by a table of the same layout elsewhere,
//! which is known only when all sources have been read. So there are rounds; the second one reads again the few that have the
//! layout of another.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};
use rayon::ThreadPool;
use whose_detect::{Corrections, Detector, Elsewhere};
use whose_model::tables::{GapRow, SourceRow};
use whose_model::{Categories, GapReason, Place, SourceId};
use whose_read::HandedIn;

use crate::case::{Case, NewEntry};
use crate::client_names::ClientNames;
use crate::places::Note;
use crate::progress::{Control, Progress};
use crate::scan::{Names, Outcome, Scan, Scanned, Shards, consolidate, lengths, underway};
use crate::scope::{Given, MODEL};
use crate::{RULES, layouts};

/// What tables take from others is settled after two rounds; one more for a table that no longer takes anything.
const ROUNDS: usize = 3;

/// Reads and detects all that is not known yet; writes sources, gaps, layouts and mentions.
///
/// # Errors
/// When the case cannot be written, the sources change meanwhile, or the user asked to stop.
pub fn read(
    case: &mut Case,
    given: &Given,
    pool: &ThreadPool,
    control: &Control,
    progress: &dyn Progress,
    journal: &mut NewEntry,
) -> Result<()> {
    let rules = rules_digest(given);
    journal.inputs.insert("rules".into(), rules.clone());
    journal.inputs.insert("clients".into(), given.clients_digest.clone());
    if !given.own_numbers_digest.is_empty() {
        journal.inputs.insert("own_numbers".into(), given.own_numbers_digest.clone());
    }
    if let Some(model) = &given.model {
        journal.inputs.insert(MODEL.into(), format!("{} {}", model.digest, model.name));
    }
    let (files, problems) = files_of(case, progress);
    let mut met = Vec::new();
    for number in 0..ROUNDS {
        let told = Told { corrections: layouts::corrections(case)?, elsewhere: layouts::elsewhere(case)? };
        let stale = if number == 0 {
            stale_sources(case, given, &rules, &told)?
        } else {
            with_containers(case, &told.read_otherwise(case)?)?
        };
        if number > 0 && stale.is_empty() {
            break;
        }
        let round = Round { given, rules: &rules, told: &told, files: &files, problems: &problems, pool };
        journal.inputs.insert("sources".into(), round.read(case, stale, &mut met, control, progress)?);
    }
    Ok(())
}

/// What is told of layouts from outside their tables.
struct Told {
    corrections: Corrections,
    elsewhere: Elsewhere,
}

impl Told {
    /// What a source is told; none when nothing is.
    fn fingerprint(&self, source: u64) -> Option<String> {
        match (self.corrections.fingerprint(source), self.elsewhere.fingerprint(source)) {
            (corrected, None) => corrected,
            (corrected, Some(elsewhere)) => Some(format!("{}+{elsewhere}", corrected.unwrap_or_default())),
        }
    }

    /// Sources that were told something else when they were read.
    fn read_otherwise(&self, case: &Case) -> Result<BTreeSet<SourceId>> {
        let known = &case.store().manifest().corrected;
        let sources: Vec<SourceRow> = case.store().rows()?;
        Ok(sources
            .iter()
            .filter(|row| known.get(&SourceId(row.id).to_string()) != self.fingerprint(row.id).as_ref())
            .map(|row| SourceId(row.id))
            .collect())
    }

    /// Digest of all that is told.
    fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.corrections.to_toml().as_bytes());
        for source in self.elsewhere.sources() {
            hasher.update(&source.to_le_bytes());
            hasher.update(self.elsewhere.fingerprint(source).unwrap_or_default().as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_string()
    }
}

/// One reading of all that is not known yet.
struct Round<'a> {
    given: &'a Given,
    rules: &'a str,
    told: &'a Told,
    files: &'a [HandedIn],
    problems: &'a [(Place, String)],
    pool: &'a ThreadPool,
}

impl Round<'_> {
    /// Returns the digest of the sources. `met`: where members were met in the rounds before, which one that reads few of the
    /// containers again does not learn.
    fn read(
        &self,
        case: &mut Case,
        mut stale: BTreeSet<SourceId>,
        met: &mut Vec<Note>,
        control: &Control,
        progress: &dyn Progress,
    ) -> Result<String> {
        let detector = Detector::new(whose_detect::Options {
            client_keys: self.given.clients.clone(),
            corrections: self.told.corrections.clone(),
            elsewhere: self.told.elsewhere.clone(),
            own_numbers: self.given.own_numbers.clone(),
            names_in_prose: self.given.model.as_ref().map(|model| Arc::clone(&model.names)),
            ..whose_detect::Options::default()
        });
        let shards = shards_folder(case, &format!("{}-{}", self.rules, self.told.digest()))?;
        let options = Arc::new(whose_read::Options {
            passwords: self.given.passwords.clone(),
            refused: underway::refused(case.dir()),
            ..whose_read::Options::new(case.folder("spill")?)
        });
        for _ in 0..3 {
            let scan = Scan {
                files: self.files,
                lengths: lengths(self.files),
                options: &options,
                detector: &detector,
                clients: ClientNames::new(&self.given.clients),
                known: known_sources(case, &stale)?,
                shards: shards.clone(),
                underway: case.folder(underway::FOLDER)?,
                pool: self.pool,
            };
            let mut scanned = scan.run(control, progress)?;
            let complete = Shards::open(&shards)?;
            scanned.members.extend(met.iter().cloned());
            let names = Names { mentions: "mentions", everything: true };
            let store = case.store_mut();
            match self.pool.install(|| consolidate(store, &complete, &scanned, &stale, names))? {
                Outcome::ReadAgain(containers) => {
                    complete.forget(&containers)?;
                    stale.extend(containers);
                }
                Outcome::Written => {
                    self.settle(case, detector.categories())?;
                    met.extend(complete.notes().cloned());
                    met.extend(std::mem::take(&mut scanned.members));
                    complete.delete()?;
                    return Ok(inputs_digest(&scanned));
                }
            }
        }
        bail!(
            "the sources change while they are read. Copy them to a place where nothing writes, and scope the copy"
        )
    }

    /// Adds what could not even be opened to the tables, and notes what the scan was made with.
    fn settle(&self, case: &mut Case, categories: &Categories) -> Result<()> {
        let mut sources: Vec<SourceRow> = case.store().rows()?;
        let mut gaps: Vec<GapRow> = case.store().rows()?;
        for (place, reason) in self.problems {
            let digest = blake3::hash(place.0.as_bytes());
            let id = u64::from_be_bytes(
                digest.as_bytes()[..8].try_into().expect("a digest is longer than 8 bytes"),
            );
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
        if !self.problems.is_empty() {
            transaction.write(&sources)?;
            transaction.write(&gaps)?;
        }
        transaction.write(&categories.iter().cloned().collect::<Vec<_>>())?;
        let manifest = transaction.manifest_mut();
        manifest.steps.insert("scan".into(), self.rules.to_string());
        manifest.corrected = sources
            .iter()
            .filter_map(|row| Some((SourceId(row.id).to_string(), self.told.fingerprint(row.id)?)))
            .collect();
        transaction.commit()
    }
}

/// Digest of what decides how any source is read.
fn rules_digest(given: &Given) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(RULES.as_bytes());
    for client in &given.clients {
        for text in [&client.key, &client.client] {
            hasher.update(text.as_bytes());
            hasher.update(b"\n");
        }
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
fn stale_sources(case: &Case, given: &Given, rules: &str, told: &Told) -> Result<BTreeSet<SourceId>> {
    let sources: Vec<SourceRow> = case.store().rows()?;
    let manifest = case.store().manifest();
    if manifest.steps.get("scan").is_some_and(|made_with| made_with != rules) {
        return Ok(sources.iter().map(|row| SourceId(row.id)).collect());
    }
    let mut stale = told.read_otherwise(case)?;
    stale.extend(sources.iter().filter(|row| row.format == "unreadable").map(|row| SourceId(row.id)));
    if !given.passwords.is_empty() {
        let gaps: Vec<GapRow> = case.store().rows()?;
        stale.extend(
            gaps.iter()
                .filter(|gap| gap.reason == GapReason::Encrypted.code())
                .map(|gap| SourceId(gap.source)),
        );
    }
    with_containers(case, &stale)
}

/// A member is read by reading its container.
fn with_containers(case: &Case, members: &BTreeSet<SourceId>) -> Result<BTreeSet<SourceId>> {
    let mut all = members.clone();
    let sources: Vec<SourceRow> = case.store().rows()?;
    let containers: BTreeMap<SourceId, SourceId> =
        sources.iter().filter_map(|row| Some((SourceId(row.id), SourceId(row.container?)))).collect();
    let mut waiting: Vec<SourceId> = members.iter().copied().collect();
    while let Some(id) = waiting.pop() {
        if let Some(container) = containers.get(&id).filter(|container| all.insert(**container)) {
            waiting.push(*container);
        }
    }
    Ok(all)
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
        client: None,
    }
}
