//! What came back: reports in a mailbox, letters by the code printed on them. Each closes an address, so that the next way is
//! taken.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use whose_model::tables::PersonRow;
use whose_tell::law::Law;
use whose_tell::mail::{Returned, came_back};

use super::email::sender;
use super::ledger::{Act, AttemptState, LedgerState, Outcome, Try};
use super::settings::TellSettings;
use crate::Case;
use crate::case::NewEntry;

/// What was found in what came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Tries that came back, newly.
    pub returned: u64,
    /// Reports that a server goes on trying.
    pub delayed: u64,
    /// Of tries that were known to have come back.
    pub known: u64,
    /// Tries whose report does not say what came of them: to be looked at by hand.
    pub unclear: Vec<String>,
    /// Messages or lines that name nothing of this case.
    pub other: u64,
}

/// Reads mailboxes (mbox files, maildirs, folders of .eml) for reports about messages of this case.
///
/// # Errors
/// When a place cannot be read, or the sender is not set up.
pub fn from_mail(case: &mut Case, law: &Law, places: &[PathBuf]) -> Result<Found> {
    let (settings, _) = TellSettings::of(case, law)?;
    let domain = sender(&settings.email)?.domain().to_string();
    let mut came = Came::new(case)?;
    for place in places {
        messages(place, &mut |bytes: &[u8]| {
            match came_back(bytes, &domain) {
                Returned::Failed(bounced) => came.took(&bounced.of, &bounced.status),
                Returned::Unclear(bounced) => came.found.unclear.push(bounced.of),
                Returned::Delayed => came.found.delayed += 1,
                Returned::Other => came.found.other += 1,
            }
            Ok(())
        })?;
    }
    came.write(case, "tell returns --mail")
}

/// Reads a list of returned letters: one a line, with the code that is printed on it, or the person, anywhere in the line.
///
/// # Errors
/// When the file cannot be read.
pub fn from_letters(case: &mut Case, path: &Path) -> Result<Found> {
    if !path.exists() {
        bail!("there is no {}: give a list of returned letters, one a line", path.display());
    }
    // Codes and ids are plain letters, whatever the list is written in beside them.
    let bytes = fs_err::read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let mut came = Came::new(case)?;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let words =
            || line.split(|letter: char| !(letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-')));
        let by_code = words().find_map(Try::parse);
        let by_person =
            || words().filter_map(PersonRow::parse_id).find_map(|id| came.state.last_letter_to(id));
        match by_code.or_else(by_person) {
            Some(of) => came.took(&of.print(), ""),
            None => came.found.other += 1,
        }
    }
    came.write(case, "tell returns --letters")
}

struct Came {
    state: LedgerState,
    acts: Vec<Act>,
    seen: BTreeSet<Try>,
    found: Found,
}

impl Came {
    fn new(case: &Case) -> Result<Self> {
        let state = LedgerState::read(case.dir())?;
        Ok(Self { state, acts: Vec::new(), seen: BTreeSet::new(), found: Found::default() })
    }

    fn took(&mut self, of: &str, status: &str) {
        let Some(of) = Try::parse(of) else {
            self.found.other += 1;
            return;
        };
        match self.state.attempt(&of).map(|attempt| self.state.state(attempt)) {
            None => self.found.other += 1,
            Some(AttemptState::Known(Outcome::Returned)) => self.found.known += 1,
            Some(_) if !self.seen.insert(of.clone()) => self.found.known += 1,
            // What came back was sent, whatever was known of it before.
            Some(_) => {
                self.found.returned += 1;
                self.acts.push(Act::Outcome { of, outcome: Outcome::Returned, why: status.to_string() });
            }
        }
    }

    fn write(self, case: &mut Case, command: &str) -> Result<Found> {
        let (_, mut ledger) = LedgerState::open(case.dir())?;
        ledger.append(self.acts)?;
        case.record(NewEntry {
            command: command.to_string(),
            what: format!("{} came back", self.found.returned),
            inputs: ledger.anchor(),
            outputs: BTreeMap::new(),
        })?;
        Ok(self.found)
    }
}

/// Every message of a place: a folder with `new` and `cur` is a maildir, another folder holds a message a file, a file that begins
/// with `From ` is an mbox, another file is one message.
fn messages(place: &Path, take: &mut impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    if !place.exists() {
        bail!("there is no {}: give an mbox file, a maildir, or a folder of messages", place.display());
    }
    if !place.is_dir() {
        let bytes = fs_err::read(place)?;
        return each_of_file(&bytes, take);
    }
    let maildir: Vec<PathBuf> =
        ["new", "cur"].iter().map(|name| place.join(name)).filter(|path| path.is_dir()).collect();
    let folders = if maildir.is_empty() { vec![place.to_path_buf()] } else { maildir };
    for folder in folders {
        let mut files: Vec<PathBuf> = fs_err::read_dir(&folder)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<_>>()
            .with_context(|| format!("cannot read {}", folder.display()))?;
        files.retain(|path| path.is_file());
        files.sort();
        for file in files {
            each_of_file(&fs_err::read(&file)?, take)?;
        }
    }
    Ok(())
}

fn each_of_file(bytes: &[u8], take: &mut impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
    if !bytes.starts_with(b"From ") {
        return take(bytes);
    }
    let mut begin = 0;
    let is_start = |at: usize| {
        let before = bytes[..at].strip_suffix(b"\r").unwrap_or(&bytes[..at]);
        bytes[at..].starts_with(b"\nFrom ") && (before.is_empty() || before.ends_with(b"\n"))
    };
    for at in (0..bytes.len()).filter(|at| bytes[*at] == b'\n' && is_start(*at)) {
        take(without_first_line(&bytes[begin..at]))?;
        begin = at + 1;
    }
    take(without_first_line(&bytes[begin..]))
}

fn without_first_line(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| end + 1);
    &bytes[end..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_holds_several_messages_and_any_other_file_one() {
        let read = |bytes: &[u8]| {
            let mut all = Vec::new();
            each_of_file(bytes, &mut |message| {
                all.push(String::from_utf8_lossy(message).into_owned());
                Ok(())
            })
            .unwrap();
            all
        };
        let mbox =
            b"From a@b Mon\nSubject: x\n\nOne.\nFrom here it goes on.\n\nFrom c@d Tue\nSubject: y\n\nTwo.\n";
        let all = read(mbox);
        assert_eq!(all.len(), 2, "{all:?}");
        assert!(all[0].starts_with("Subject: x") && all[0].contains("From here"));
        assert!(all[1].starts_with("Subject: y"));
        let dos = String::from_utf8_lossy(mbox).replace('\n', "\r\n");
        assert_eq!(read(dos.as_bytes()).len(), 2);
        assert_eq!(read(b"Subject: x\n\nFrom me\n").len(), 1);
        assert_eq!(read(b"From ").len(), 1);
    }
}
