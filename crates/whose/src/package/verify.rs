//! Checks packages, each alone and those of one case together.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, bail};
use whose_tell::{PACKAGE_SCHEMA, PackageFile, PackageManifest, Totals};

use super::seal::{Opened, Opener, open};
use super::sheets::UTF8_MARK;
use crate::verify::Check;

/// The file that names all others.
pub(super) const MANIFEST: &str = "manifest.json";
/// A manifest is a few kilobytes; more is none.
const LARGEST_MANIFEST: u64 = 16 << 20;

/// A package that was opened and checked.
#[derive(Debug)]
pub struct Verified {
    /// What it says of itself.
    pub manifest: PackageManifest,
    /// What was checked.
    pub checks: Vec<Check>,
}

/// Opens packages and recomputes every digest, count and sum. Where all packages of a case are given, they are added up too.
///
/// # Errors
/// When a file is no package, is damaged at its seal, or no key fits.
pub fn verify(paths: &[impl AsRef<Path>], opener: &Opener) -> Result<Vec<Check>> {
    let mut checks = Vec::new();
    let mut manifests: Vec<PackageManifest> = Vec::new();
    for path in paths {
        let one = verify_one(path.as_ref(), opener)?;
        checks.extend(one.checks.into_iter().map(|check| Check {
            what: format!("{}: {}", one.manifest.client, check.what),
            wrong: check.wrong,
        }));
        manifests.push(one.manifest);
    }
    checks.extend(together(&manifests));
    Ok(checks)
}

fn verify_one(path: &Path, opener: &Opener) -> Result<Verified> {
    let mut package = open(path, opener)?;
    let manifest = manifest(&mut package).with_context(|| format!("{}", path.display()))?;
    let mut checks = vec![nothing_else(&package, &manifest)];
    let (mut people, mut mentions) = (Counted::default(), Counted::default());
    let mut stated = None;
    for file in &manifest.files {
        let content = match file.name.as_str() {
            "people.csv" => digest(&mut package, file, |content| people.read(content)),
            "mentions.csv" => digest(&mut package, file, |content| mentions.read(content)),
            "report.json" => digest(&mut package, file, |content| {
                stated = answer(content)?;
                Ok(())
            }),
            _ => digest(&mut package, file, |_| Ok(())),
        };
        let wrong = match content {
            Ok((digest, bytes)) if digest == file.digest && bytes == file.bytes => None,
            Ok(_) => Some("its content is not the one that was sealed".to_string()),
            Err(error) => Some(format!("{error:#}")),
        };
        checks.push(Check { what: format!("{}: {} bytes", file.name, file.bytes), wrong });
    }
    let counted = Totals { records: mentions.records(), people: people.rows, mentions: mentions.rows };
    checks.push(equal("records, people and mentions, counted from the tables", manifest.counts, counted));
    let of_mentions = Totals { people: mentions.people(), ..counted };
    checks.push(equal("people of the mentions", counted, of_mentions));
    checks.push(equal("the page's numbers", manifest.counts, stated.unwrap_or_default()));
    let contradictions = manifest.contradictions();
    checks.push(Check {
        what: format!("{} clients add up to the whole case", manifest.sums.clients),
        wrong: (!contradictions.is_empty()).then(|| contradictions.join("; ")),
    });
    Ok(Verified { manifest, checks })
}

fn manifest(package: &mut Opened) -> Result<PackageManifest> {
    let mut text = String::new();
    package
        .by_name(MANIFEST)
        .context("it has no manifest.json: it is no package of this program")?
        .take(LARGEST_MANIFEST)
        .read_to_string(&mut text)
        .context("its manifest is damaged")?;
    let schema: serde_json::Value = serde_json::from_str(&text).context("its manifest is damaged")?;
    if schema["schema"] != PACKAGE_SCHEMA {
        bail!("its manifest is of the version {}, this program knows {PACKAGE_SCHEMA}", schema["schema"]);
    }
    serde_json::from_str(&text).context("its manifest is damaged")
}

/// A package holds what its manifest names, and nothing else.
fn nothing_else(package: &Opened, manifest: &PackageManifest) -> Check {
    let named: BTreeSet<&str> =
        manifest.files.iter().map(|file| file.name.as_str()).chain([MANIFEST]).collect();
    let held: Vec<String> = package
        .file_names()
        .map(|name| name.map_or_else(|_| "?".to_string(), |name| name.into_owned()))
        .collect();
    let other: Vec<&str> = held.iter().map(String::as_str).filter(|name| !named.contains(name)).collect();
    let twice = held.len() != held.iter().collect::<BTreeSet<_>>().len();
    let wrong = match (other.is_empty(), twice) {
        (true, false) => None,
        (true, true) => Some("a file stands in it twice".to_string()),
        (false, _) => Some(format!("it also holds {}", other.join(", "))),
    };
    Check { what: format!("it holds its {} files and nothing else", named.len()), wrong }
}

/// Digest and bytes of a file of the package, read once; `look` sees the content on the way.
fn digest(
    package: &mut Opened,
    file: &PackageFile,
    look: impl FnOnce(&mut dyn Read) -> Result<()>,
) -> Result<(String, u64)> {
    let content = package.by_name(&file.name).with_context(|| format!("{} is missing", file.name))?;
    let mut content = Digesting { content, hasher: blake3::Hasher::new(), bytes: 0 };
    look(&mut content).with_context(|| format!("{} is damaged", file.name))?;
    std::io::copy(&mut content, &mut std::io::sink())?;
    Ok((content.hasher.finalize().to_hex().to_string(), content.bytes))
}

struct Digesting<R> {
    content: R,
    hasher: blake3::Hasher,
    bytes: u64,
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.hasher.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

/// What is counted in a table of people.
#[derive(Default)]
struct Counted {
    rows: u64,
    people: Vec<u64>,
    records: Vec<u64>,
}

impl Counted {
    fn read(&mut self, content: &mut dyn Read) -> Result<()> {
        let mut mark = [0; UTF8_MARK.len()];
        content.read_exact(&mut mark)?;
        let mut reader = csv::Reader::from_reader(content);
        let head = reader.byte_headers()?.clone();
        let column = |name: &[u8]| head.iter().position(|known| known == name);
        let (person, record) = (column(b"person"), column(b"record"));
        let mut row = csv::ByteRecord::new();
        while reader.read_byte_record(&mut row)? {
            self.rows += 1;
            let key = |at: Option<usize>| at.and_then(|at| row.get(at)).map(short);
            self.people.extend(key(person));
            self.records.extend(key(record));
        }
        Ok(())
    }

    fn people(&mut self) -> u64 {
        distinct(&mut self.people)
    }

    fn records(&mut self) -> u64 {
        distinct(&mut self.records)
    }
}

/// Eight bytes that stand for a cell.
fn short(cell: &[u8]) -> u64 {
    let digest = blake3::hash(cell);
    u64::from_le_bytes(digest.as_bytes()[..8].try_into().expect("a digest is longer"))
}

fn distinct(keys: &mut Vec<u64>) -> u64 {
    keys.sort_unstable();
    keys.dedup();
    keys.len() as u64
}

/// The numbers that the page states.
fn answer(content: &mut dyn Read) -> Result<Option<Totals>> {
    let report: serde_json::Value = serde_json::from_reader(content)?;
    let number = |name: &str| report["answer"][name].as_u64();
    Ok(match (number("records"), number("people_listed"), number("mentions")) {
        (Some(records), Some(people), Some(mentions)) => Some(Totals { records, people, mentions }),
        _ => None,
    })
}

fn equal(what: &str, stated: Totals, counted: Totals) -> Check {
    let told = |totals: Totals| format!("{}, {}, {}", totals.records, totals.people, totals.mentions);
    Check {
        what: format!("{what}: {}", told(counted)),
        wrong: (stated != counted).then(|| format!("stated {}, counted {}", told(stated), told(counted))),
    }
}

/// Packages of one case, all of them: each client once, the same whole, and what they add up to.
fn together(manifests: &[PackageManifest]) -> Option<Check> {
    let first = manifests.first()?;
    let with_people: BTreeSet<&str> =
        manifests.iter().filter(|one| one.counts.mentions > 0).map(|one| one.client.as_str()).collect();
    if manifests.len() < 2 || with_people.len() as u64 != first.sums.clients {
        return None;
    }
    let what = format!("all {} packages with records add up to the whole case", with_people.len());
    let same = |one: &PackageManifest| {
        (&one.case, one.sums.sums, one.sums.clients) == (&first.case, first.sums.sums, first.sums.clients)
    };
    if !manifests.iter().all(same) {
        return Some(Check { what, wrong: Some("they are not of one case, as it was scoped once".into()) });
    }
    let mut sum = Totals::default();
    let mut seen = BTreeSet::new();
    for one in manifests.iter().filter(|one| seen.insert(&one.client)) {
        sum.records += one.counts.records;
        sum.people += one.counts.people;
        sum.mentions += one.counts.mentions;
    }
    Some(equal(&what, first.sums.in_packages(), sum))
}
