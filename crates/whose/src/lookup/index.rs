//! The index: one file, made from a case, that holds no contact point and no name in clear.
//!
//! ```text
//! one line of JSON   schema, case, shapes of masks, the categories, what the company says
//! table              digest of a contact point, where its entry begins, its length; in the order of the digests
//! entries            each sealed with the key that its contact point gives, padded so that lengths tell little
//! ```

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use whose_model::tables::PersonRow;
use whose_model::{Categories, Category, value};
use whose_tell::Language;
use whose_tell::lookup::{LookupEntry, LookupPerson};
use whose_tell::notice::{Addressee, CompanyTexts};

use super::contact::{Channel, Contact, is_national, national};
use super::masks::{shape, through};
use super::seal::{IndexKey, TAG, Tag};
use crate::Case;
use crate::case::NewEntry;
use crate::progress::Progress;
use crate::sorting::Sorter;

/// Version of the file, in its field `schema`.
const SCHEMA: &str = "whose-lookup/1";
/// Shapes of masks that an index holds: each costs a look for everyone who asks.
const SHAPES: usize = 64;
/// Entries are padded to a multiple of this, so that their length does not tell how much was exposed.
const PADDED: usize = 512;
/// Bytes of a line of the table.
const LINE: u64 = TAG as u64 + 8 + 4;
/// A header is kilobytes; more is no index.
const LARGEST_HEADER: u64 = 16 << 20;
/// Folder inside the case for what is being sorted.
const SCRATCH: &str = ".lookup-scratch";

/// The first line of an index.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Header {
    schema: String,
    case: String,
    key_check: String,
    entries: u64,
    /// Shapes of masks by channel code, commonest first.
    shapes: BTreeMap<String, Vec<String>>,
    categories: Vec<Category>,
    company: BTreeMap<String, CompanyTexts>,
}

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Made {
    /// Contact points that stand whole in the records.
    pub whole: u64,
    /// Masked ones.
    pub masked: u64,
    /// People with a contact point in it.
    pub people: u64,
    /// People without any contact point: they cannot be found by one.
    pub without: u64,
    /// Masked contact points of shapes too rare or too open to be looked for.
    pub left_out: u64,
}

/// Makes the index of a case.
///
/// # Errors
/// When a table is damaged, or the file cannot be written.
pub fn make(case: &mut Case, key: &IndexKey, out: &Path, progress: &dyn Progress) -> Result<Made> {
    let categories = Categories::from_stored(case.store().rows::<Category>()?);
    let shapes = shapes(case, &categories)?;
    let scratch = case.scratch(SCRATCH)?;
    let mut made = Made::default();
    let mut sorter = Sorter::<{ TAG + 8 }>::new(scratch.path());
    progress.begin("people", 0);
    case.store().each(|person: PersonRow| {
        let mut known = false;
        for (channel, spelling) in contacts(&person, &categories) {
            if value::is_masked(&spelling) && !is_looked_for(&shapes, channel, &spelling) {
                made.left_out += 1;
                continue;
            }
            known = true;
            let shown = LookupPerson::from(Addressee::new(&person, &categories, false));
            let mut at = [0; TAG + 8];
            at[..TAG].copy_from_slice(&key.tag(channel, &spelling));
            at[TAG..].copy_from_slice(&person.id.to_be_bytes());
            let line = serde_json::to_vec(&(channel.code(), &spelling, &shown))?;
            sorter.push(at, |bytes| bytes.extend_from_slice(&line))?;
        }
        made.people += u64::from(known);
        made.without += u64::from(!known);
        Ok(())
    })?;
    let mut header = Header {
        schema: SCHEMA.to_string(),
        case: crate::report::facts(case)?.id,
        key_check: key.check(),
        entries: 0,
        shapes,
        categories: categories.iter().cloned().collect(),
        company: crate::notices::company(case)?,
    };
    progress.begin("entries", 0);
    let mut sorted = sorter.finish()?;
    let mut table = BufWriter::new(tempfile::tempfile_in(scratch.path())?);
    let mut entries = BufWriter::new(tempfile::tempfile_in(scratch.path())?);
    let mut end = 0u64;
    while let Some(tag) = sorted.key().map(|key| key[..TAG].to_vec()) {
        let mut entry = LookupEntry::default();
        let mut contact = None;
        while sorted.key().is_some_and(|key| key[..TAG] == tag[..]) {
            sorted.next(|_, line| {
                let (channel, spelling, person): (String, String, LookupPerson) =
                    serde_json::from_slice(line)?;
                entry.add(person, is_certain(&spelling));
                contact = Some((channel, spelling));
                Ok(())
            })?;
        }
        let Some((channel, spelling)) = contact else { continue };
        let channel = if channel == Channel::Email.code() { Channel::Email } else { Channel::Phone };
        match (is_national(&spelling), value::is_masked(&spelling)) {
            (true, _) => {}
            (_, true) => made.masked += 1,
            _ => made.whole += 1,
        }
        let mut text = serde_json::to_vec(&entry)?;
        text.resize(text.len().next_multiple_of(PADDED), b' ');
        let sealed = key.seal(channel, &spelling, &text);
        table.write_all(&tag)?;
        table.write_all(&end.to_be_bytes())?;
        table.write_all(&(sealed.len() as u32).to_be_bytes())?;
        entries.write_all(&sealed)?;
        end += sealed.len() as u64;
        header.entries += 1;
    }
    write(out, &header, [table, entries])?;
    drop(scratch);
    case.record(NewEntry {
        command: "lookup index".into(),
        what: format!("index of {} contact points of {} people", header.entries, made.people),
        inputs: [("index".to_string(), crate::case::digest_file(out)?)].into(),
        ..NewEntry::default()
    })?;
    Ok(made)
}

fn write(out: &Path, header: &Header, parts: [BufWriter<File>; 2]) -> Result<()> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::NamedTempFile::new_in(parent)
        .with_context(|| format!("cannot write in {}", parent.display()))?;
    let mut file = BufWriter::with_capacity(1 << 20, beside.reopen()?);
    serde_json::to_writer(&mut file, header)?;
    file.write_all(b"\n")?;
    for part in parts {
        let mut part = part.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        part.seek(SeekFrom::Start(0))?;
        std::io::copy(&mut part, &mut file)?;
    }
    file.flush()?;
    file.get_ref().sync_all()?;
    beside
        .persist(out)
        .map_err(|error| error.error)
        .with_context(|| format!("cannot write {}", out.display()))?;
    Ok(())
}

/// Does who holds this contact point know that it is theirs? Not of one that is masked, or whose country is open.
fn is_certain(spelling: &str) -> bool {
    !value::is_masked(spelling) && !is_national(spelling)
}

/// The contact points of a person, each once.
fn contacts(person: &PersonRow, categories: &Categories) -> Vec<(Channel, String)> {
    let mut found: Vec<(Channel, String)> = person
        .values
        .iter()
        .filter_map(|value| {
            Some((Channel::of(categories.by_code(&value.category)?.comparison)?, value.value.reveal()))
        })
        .flat_map(|(channel, value)| {
            let open = if channel == Channel::Phone { national(value) } else { None };
            [Some(channel.spelling(value)), open]
                .into_iter()
                .flatten()
                .map(move |spelling| (channel, spelling))
        })
        .filter(|(_, spelling)| !spelling.is_empty())
        .collect();
    found.sort();
    found.dedup();
    found
}

/// The commonest shapes of masked contact points, by channel code.
fn shapes(case: &Case, categories: &Categories) -> Result<BTreeMap<String, Vec<String>>> {
    let mut counts: BTreeMap<(Channel, String), u64> = BTreeMap::new();
    case.store().each(|person: PersonRow| {
        for (channel, spelling) in contacts(&person, categories) {
            if value::is_masked(&spelling)
                && let Some(shape) = shape(channel, &spelling)
            {
                *counts.entry((channel, shape)).or_default() += 1;
            }
        }
        Ok(())
    })?;
    let mut ranked: Vec<((Channel, String), u64)> = counts.into_iter().collect();
    ranked.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let mut shapes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((channel, shape), _) in ranked {
        let of_channel = shapes.entry(channel.code().to_string()).or_default();
        // A shape that shows nothing fits everyone, and says nothing.
        if of_channel.len() < SHAPES && shape.contains('#') {
            of_channel.push(shape);
        }
    }
    Ok(shapes)
}

fn is_looked_for(shapes: &BTreeMap<String, Vec<String>>, channel: Channel, spelling: &str) -> bool {
    let Some(shape) = shape(channel, spelling) else { return false };
    shapes.get(channel.code()).is_some_and(|shapes| shapes.contains(&shape))
}

/// An open index.
pub struct Index {
    file: Mutex<File>,
    header: Header,
    categories: Categories,
    /// Where the table begins.
    table: u64,
    key: IndexKey,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Index({} entries)", self.header.entries)
    }
}

impl Index {
    /// Opens an index. Its table and entries stay on the disk.
    ///
    /// # Errors
    /// When it is no index, is cut off, or was made with another key.
    pub fn open(path: &Path, key: IndexKey) -> Result<Self> {
        let mut file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        let (header, table) =
            header(&mut file).with_context(|| format!("{} is no lookup index", path.display()))?;
        if header.key_check != key.check() {
            bail!("{} was made with another key", path.display());
        }
        if file.metadata()?.len() < table + header.entries.saturating_mul(LINE) {
            bail!("{} is cut off: make it again with `whose lookup index`", path.display());
        }
        let categories = Categories::from_stored(header.categories.clone());
        Ok(Self { file: Mutex::new(file), header, categories, table, key })
    }

    /// Contact points in it, masked ones included.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.header.entries
    }

    /// The categories of its case.
    #[must_use]
    pub const fn categories(&self) -> &Categories {
        &self.categories
    }

    /// What the company says in a language.
    #[must_use]
    pub fn company(&self, language: Language) -> CompanyTexts {
        self.header.company.get(language.code()).cloned().unwrap_or_default()
    }

    /// What a contact point opens: the entry that holds it whole, and those that may be it, together: masked ones that fit, and
    /// numbers of any country where none was entered.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn look(&self, contact: &Contact) -> Result<(Option<LookupEntry>, Option<LookupEntry>)> {
        let spelling = contact.spelling.reveal();
        let certain = self.entry(contact.channel, spelling)?;
        let mut possible: Option<LookupEntry> = None;
        // A number that is certain with this spelling is in the entry of its country too.
        if let (Some(national), None) = (&contact.national, &certain)
            && let Some(entry) = self.entry(contact.channel, national.reveal())?
        {
            possible.get_or_insert_default().join(&entry);
        }
        for shape in self.header.shapes.get(contact.channel.code()).into_iter().flatten() {
            let Some(masked) = through(contact.channel, shape, spelling) else { continue };
            if let Some(entry) = self.entry(contact.channel, &masked)? {
                possible.get_or_insert_default().join(&entry);
            }
        }
        Ok((certain, possible))
    }

    fn entry(&self, channel: Channel, spelling: &str) -> Result<Option<LookupEntry>> {
        let tag = self.key.tag(channel, spelling);
        let Some(sealed) = self.sealed(tag)? else { return Ok(None) };
        let opened = self.key.open(channel, spelling, &sealed).context("an entry of the index is damaged")?;
        Ok(Some(serde_json::from_slice(&opened).context("an entry of the index is of another version")?))
    }

    /// The sealed entry of a digest, by halving the table on the disk.
    fn sealed(&self, tag: Tag) -> Result<Option<Vec<u8>>> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut from, mut to) = (0, self.header.entries);
        while from < to {
            let middle = from + (to - from) / 2;
            let mut line = [0; LINE as usize];
            file.seek(SeekFrom::Start(self.table + middle * LINE))?;
            file.read_exact(&mut line)?;
            match line[..TAG].cmp(&tag[..]) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => {
                    let (start, length) = line[TAG..].split_at(8);
                    let start = u64::from_be_bytes(start.try_into()?);
                    let length = u64::from(u32::from_be_bytes(length.try_into()?));
                    file.seek(SeekFrom::Start(self.table + self.header.entries * LINE + start))?;
                    let mut sealed = Vec::new();
                    (&mut *file).take(length).read_to_end(&mut sealed)?;
                    return Ok(Some(sealed));
                }
            }
        }
        Ok(None)
    }
}

/// The first line, and where it ends.
fn header(file: &mut File) -> Result<(Header, u64)> {
    use std::io::BufRead;
    let mut line = Vec::new();
    std::io::BufReader::new(file).take(LARGEST_HEADER).read_until(b'\n', &mut line)?;
    let version: serde_json::Value = serde_json::from_slice(&line)?;
    if version["schema"] != SCHEMA {
        bail!("its version is {}, this program knows {SCHEMA}", version["schema"]);
    }
    Ok((serde_json::from_slice(&line)?, line.len() as u64))
}
