//! Packages: for each client one sealed file with its own people and nothing of another client, which it can check without a
//! network.
//!
//! ```text
//! people.csv, people.parquet       one row per person, from the client's own records alone
//! items.csv, items.parquet         one row per person, item and role
//! mentions.csv, mentions.parquet   one row per person in a record, with its place
//! read-me.html                     what all of it means, in the client's language
//! report.json, tables/*.csv        the numbers of that page
//! manifest.json                    every file with its digest, and how the counts add up to the whole case
//! ```
//!
//! What stands inside is the same bytes for the same case; only the seal differs each time.

mod attributed;
mod gather;
mod keys;
mod own;
mod seal;
mod sheets;
mod verify;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};

use age::secrecy::SecretString;
use anyhow::{Context, Result, anyhow, bail};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use whose_model::tables::{PersonRow, TableRow, TallyRow};
use whose_tell::notice::visible;
use whose_tell::{Language, PACKAGE_SCHEMA, PackageFacts, PackageManifest, PackageSums, Report, Totals};

pub use keys::{ClientSeal, Key, read_keys, read_passphrase};
pub use seal::Opener;
pub use verify::{Verified, verify};

use crate::case::{Case, NewEntry};
use crate::names::file_name;
use crate::progress::Progress;
use crate::{attribution, inputs};
use attributed::{Sorted, sorted};
use gather::{Gathered, Gatherer};
use own::{OwnTables, Shares, Whole};
use seal::Sealing;

/// Ending of a package's file: an age file that holds a zip archive.
pub const ENDING: &str = "zip.age";
/// Folder inside the case for what is not yet sealed.
const SCRATCH: &str = ".package-scratch";

/// For whom packages are sealed.
#[derive(Debug)]
pub enum Seals {
    /// By client.
    ByClient(BTreeMap<String, ClientSeal>),
    /// One passphrase, for the one client that is asked for.
    Passphrase(SecretString),
}

/// What packages are asked for.
#[derive(Debug)]
pub struct Request {
    /// Only that of this client.
    pub client: Option<String>,
    /// How they are sealed.
    pub seals: Seals,
    /// Language of the page, where the keys file names none.
    pub language: Language,
    /// Where to.
    pub out: PathBuf,
}

/// A package that was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Written {
    /// The client.
    pub client: String,
    /// Its file.
    pub path: PathBuf,
    /// What is in it.
    pub counts: Totals,
    /// BLAKE3 of its manifest: the same content, the same digest, whatever the seal.
    pub content: String,
}

/// Writes the packages.
///
/// # Errors
/// When a client has no key, a table is damaged, the clients file is not the one that the case was scoped with, or the folder
/// cannot be written. A package stands there whole or not at all.
pub fn write(case: &mut Case, request: &Request, progress: &dyn Progress) -> Result<Vec<Written>> {
    let names = clients(case)?;
    let wanted = wanted(&names, request)?;
    let scratch = case.scratch(SCRATCH)?;
    let map = attribution::of(case)?;
    let numbers: FxHashMap<&str, u32> = names.iter().map(String::as_str).zip(0..).collect();
    let mut shares = Shares::default();
    progress.begin("sorting", 0);
    let mut sorted = sorted(
        case,
        &map,
        scratch.path(),
        |name| numbers.get(name).copied(),
        |mention, client| shares.add(mention, client),
    )?;
    let maker = Maker {
        whole: Whole::load(case, &names, shares)?,
        report: crate::report::make(case)?,
        also: also_in_others(case)?,
        scratch: scratch.path(),
        request,
    };
    fs_err::create_dir_all(&request.out)?;
    progress.begin("packages", wanted.len() as u64);
    let written = maker.packages(&names, &wanted, &mut sorted, progress)?;
    drop(maker);
    drop(scratch);
    let inputs = written.iter().map(|one| (format!("package {}", one.client), one.content.clone())).collect();
    case.record(NewEntry {
        command: "package write".into(),
        what: format!("{} packages sealed", written.len()),
        inputs,
        ..NewEntry::default()
    })?;
    Ok(written)
}

/// The clients of the case, in the order of their names: those with records and those of the clients file.
fn clients(case: &Case) -> Result<Vec<String>> {
    let tallies: Vec<TallyRow> = case.store().rows()?;
    let mut names: BTreeSet<String> = crate::notices::clients(&tallies).map(ToString::to_string).collect();
    if let Some(path) = &case.settings().clients {
        names.extend(inputs::read_clients(path)?.into_iter().map(|line| line.client));
    }
    if names.is_empty() {
        bail!("no record of this case is of a known client: give `whose scope` a list with --clients");
    }
    Ok(names.into_iter().collect())
}

/// The clients that get a package, each with its key.
fn wanted<'a>(names: &'a [String], request: &Request) -> Result<BTreeMap<&'a str, (Key, Language)>> {
    let asked: Vec<&String> = match &request.client {
        None => names.iter().collect(),
        Some(client) => match names.iter().find(|name| *name == client) {
            Some(name) => vec![name],
            None => bail!("no client is called {client}. Clients: {}", names.join(", ")),
        },
    };
    let keys = match &request.seals {
        Seals::Passphrase(passphrase) => {
            let [client] = asked[..] else {
                bail!("one passphrase is for one package: name the client with --client, or give --keys")
            };
            return Ok([(client.as_str(), (Key::Passphrase(passphrase.clone()), request.language))].into());
        }
        Seals::ByClient(keys) => keys,
    };
    if let Some(stranger) = keys.keys().find(|client| !names.contains(client)) {
        bail!("the keys file names {stranger}, who is no client of this case. Clients: {}", names.join(", "));
    }
    let without: Vec<&str> =
        asked.iter().filter(|name| !keys.contains_key(**name)).map(|name| name.as_str()).collect();
    if !without.is_empty() {
        bail!(
            "the keys file has no line for {}: add one each, or write one package with --client",
            without.join(", ")
        );
    }
    let seal = |name: &'a String| {
        let of = &keys[name];
        (name.as_str(), (of.key.clone(), of.language.unwrap_or(request.language)))
    };
    Ok(asked.into_iter().map(seal).collect())
}

/// Of a person's row, the clients alone.
#[derive(Debug, Serialize, Deserialize)]
struct PersonClients {
    clients: Vec<String>,
}

impl TableRow for PersonClients {
    const TABLE: &'static str = PersonRow::TABLE;
}

/// How many people of each client stand in records of other clients too.
fn also_in_others(case: &Case) -> Result<BTreeMap<String, u64>> {
    let mut also: BTreeMap<String, u64> = BTreeMap::new();
    case.store().each(|row: PersonClients| {
        let clients: Vec<String> = row.clients.into_iter().filter(|name| !name.is_empty()).collect();
        if clients.len() > 1 {
            clients.into_iter().for_each(|client| *also.entry(client).or_default() += 1);
        }
        Ok(())
    })?;
    Ok(also)
}

struct Maker<'a> {
    whole: Whole,
    report: Report,
    also: BTreeMap<String, u64>,
    scratch: &'a Path,
    request: &'a Request,
}

/// A client's part of the case, gathered and not yet sealed.
struct Part<'a> {
    client: &'a str,
    key: &'a Key,
    language: Language,
    own: OwnTables,
    gathered: Gathered,
    folder: tempfile::TempDir,
}

impl Maker<'_> {
    /// One package after the other; one is sealed while the next is gathered.
    fn packages(
        &self,
        names: &[String],
        wanted: &BTreeMap<&str, (Key, Language)>,
        sorted: &mut Sorted,
        progress: &dyn Progress,
    ) -> Result<Vec<Written>> {
        std::thread::scope(|scope| {
            let (gathered, parts) = sync_channel::<Part<'_>>(0);
            let sealer = scope.spawn(move || {
                let mut written = Vec::new();
                for part in parts {
                    written.push(self.seal(part)?);
                    progress.at(written.len() as u64);
                }
                Ok(written)
            });
            let result = self.gather_all(names, wanted, sorted, &gathered);
            drop(gathered);
            let written = sealer.join().map_err(|_| anyhow!("a package could not be sealed"))?;
            result.and(written)
        })
    }

    fn gather_all<'p>(
        &self,
        names: &'p [String],
        wanted: &'p BTreeMap<&str, (Key, Language)>,
        sorted: &mut Sorted,
        to: &SyncSender<Part<'p>>,
    ) -> Result<()> {
        for (name, number) in names.iter().zip(0u32..) {
            match wanted.get(name.as_str()) {
                None => sorted.skip(number)?,
                Some(of) => {
                    let part = self.gather(name, number, of, sorted)?;
                    // Nobody takes it where sealing has failed, which is told then.
                    if to.send(part).is_err() {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    fn gather<'p>(
        &self,
        client: &'p str,
        number: u32,
        (key, language): &'p (Key, Language),
        sorted: &mut Sorted,
    ) -> Result<Part<'p>> {
        let folder = tempfile::TempDir::new_in(self.scratch)
            .with_context(|| format!("cannot write in {}", self.scratch.display()))?;
        let own = self.whole.of_client(number, client);
        let mut gatherer = Gatherer::begin(client, &self.whole.categories, &own, *language, folder.path())?;
        while let Some(group) = sorted.next_of(number)? {
            gatherer.person(&group)?;
        }
        let gathered = gatherer.end()?;
        self.agrees(client, gathered.totals)?;
        Ok(Part { client, key, language: *language, own, gathered, folder })
    }

    fn seal(&self, part: Part<'_>) -> Result<Written> {
        let Part { client, key, language, own, gathered, folder } = part;
        let (report, tables) = self.whole.report(client, &own, &gathered.counts)?;
        let sums = PackageSums::of(&self.report, self.also.get(client).copied().unwrap_or_default());
        let path = self.request.out.join(format!("{}.{ENDING}", file_name(client)));
        let beside = tempfile::NamedTempFile::new_in(&self.request.out)
            .with_context(|| format!("cannot write in {}", self.request.out.display()))?;
        let mut sealing = Sealing::begin(beside.reopen()?, key)?;
        for made in &gathered.files {
            sealing.add_file(&made.name, &made.path, made.rows)?;
        }
        let shown = visible(client);
        let facts = PackageFacts {
            client: &shown,
            sums: &sums,
            unread: &self.report.coverage.by_reason,
            files: sealing.files(),
        };
        let page = whose_tell::package_html(&report, &facts, language)?;
        sealing.add_bytes("read-me.html", page.as_bytes())?;
        sealing.add_bytes("report.json", whose_tell::json(&report)?.as_bytes())?;
        for (name, bytes) in tables {
            sealing.add_bytes(&format!("tables/{name}"), &bytes)?;
        }
        let case = &self.whole.facts();
        let manifest = PackageManifest {
            schema: PACKAGE_SCHEMA.to_string(),
            client: client.to_string(),
            language: language.code().to_string(),
            case: case.id.clone(),
            made: case.made.clone(),
            tool_version: case.tool_version.clone(),
            rules_version: case.rules_version.clone(),
            journal_head: case.journal_head.clone(),
            counts: gathered.totals,
            first_day: report.answer.first_day.clone(),
            last_day: report.answer.last_day.clone(),
            sums,
            files: sealing.files().to_vec(),
        };
        let manifest = format!("{}\n", serde_json::to_string_pretty(&manifest)?);
        sealing.add_bytes(verify::MANIFEST, manifest.as_bytes())?;
        sealing.finish()?;
        folder.close()?;
        beside
            .persist(&path)
            .map_err(|error| error.error)
            .with_context(|| format!("cannot write {}", path.display()))?;
        let content = blake3::hash(manifest.as_bytes()).to_hex().to_string();
        Ok(Written { client: client.to_string(), path, counts: gathered.totals, content })
    }

    /// What was gathered must be what the case states.
    fn agrees(&self, client: &str, found: Totals) -> Result<()> {
        let stated = self.whole.tally(client).map_or_else(Totals::default, |row| Totals {
            records: row.records,
            people: row.people,
            mentions: row.mentions,
        });
        if stated != found {
            bail!(
                "the records of {client} are not those that the case states ({} and {} records): was the clients file \
                 changed, or does a decision wait? Run `whose scope --case ...` first",
                found.records,
                stated.records
            );
        }
        Ok(())
    }
}
