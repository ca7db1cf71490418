//! Notices by letter: files of a thousand, each with a list for the mail house. A file that is not whole has told nobody.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result};
use whose_tell::Language;
use whose_tell::letter::{Letter, Printed, Printer, Sheet};

use super::ledger::{Act, GroupCommit, Ledger, LedgerState, Outcome};
use super::recipients::lines;
use super::send::Sent;
use super::settings::LetterSettings;
use super::workers::Job;
use crate::Case;
use crate::case::write_beside;
use crate::progress::Control;

/// Folder of the files, in the case.
pub const FOLDER: &str = "letters";

/// A file to be printed.
pub(super) struct Batch {
    name: String,
    sheet: Sheet,
    language: Language,
    jobs: Vec<Job>,
}

/// Gathers letters into files: of one language on one kind of sheet each.
pub(super) struct Gathering<'a> {
    per_file: usize,
    next: u32,
    open: BTreeMap<(Sheet, &'static str), Vec<Job>>,
    full: Option<SyncSender<Batch>>,
    control: &'a Control,
}

/// Prints files.
pub(super) struct Press<'a> {
    pub printer: &'a Printer,
    pub settings: &'a LetterSettings,
    pub folder: PathBuf,
    pub group: &'a GroupCommit,
    pub control: &'a Control,
    pub batches: Mutex<Receiver<Batch>>,
    pub sent: Mutex<Sent>,
}

impl<'a> Gathering<'a> {
    pub fn new(per_file: usize, state: &LedgerState, control: &'a Control) -> (Self, Receiver<Batch>) {
        let last = state.batches().filter_map(|batch| number(&batch.name)).max().unwrap_or(0);
        let (full, batches) = sync_channel(1);
        (Self { per_file, next: last + 1, open: BTreeMap::new(), full: Some(full), control }, batches)
    }

    /// Takes a letter. False: printing has stopped.
    pub fn push(&mut self, job: Job) -> bool {
        let key = (job.form.sheet, job.form.language.code());
        let open = self.open.entry(key).or_default();
        open.push(job);
        if open.len() < self.per_file {
            return !self.control.stopped();
        }
        let jobs = std::mem::take(open);
        self.hand_over(jobs)
    }

    fn hand_over(&mut self, jobs: Vec<Job>) -> bool {
        let Some(form) = jobs.first().map(|job| &job.form) else { return true };
        let (sheet, language) = (form.sheet, form.language);
        let name = format!("letters-{:04}-{}", self.next, language.code());
        self.next += 1;
        let batch = Batch { name, sheet, language, jobs };
        self.full.as_ref().is_some_and(|full| full.send(batch).is_ok()) && !self.control.stopped()
    }

    /// No more letters come: what is left makes smaller files.
    pub fn close(&mut self) {
        for (_, jobs) in std::mem::take(&mut self.open) {
            if self.control.stopped() || !self.hand_over(jobs) {
                break;
            }
        }
        self.full = None;
    }
}

fn number(name: &str) -> Option<u32> {
    name.strip_prefix("letters-")?.split('-').next()?.parse().ok()
}

impl Press<'_> {
    /// Prints until there is nothing left.
    pub fn work(&self) {
        loop {
            let next = self.batches.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(batch) = next else { return };
            if self.control.stopped() {
                continue;
            }
            let letters = batch.jobs.len() as u64;
            let result = self.print(&batch);
            let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
            match result {
                Ok(path) => {
                    sent.letters += letters;
                    sent.files.push(path);
                }
                Err(error) => {
                    sent.stopped.get_or_insert(format!("{error:#}"));
                    self.control.stop();
                }
            }
        }
    }

    fn print(&self, batch: &Batch) -> Result<PathBuf> {
        let letters: Vec<Letter> = batch
            .jobs
            .iter()
            .map(|job| {
                let to = lines(&job.recipient).unwrap_or_default();
                Letter::new(&job.form.fill(&job.recipient), to, code(job))
            })
            .collect();
        let printed = self.printer.print(batch.sheet, batch.language, &self.settings.sender, &letters)?;
        let list = list(batch, &letters, &printed)?;
        // On the disk before the file is: a letter that could be posted has its intent.
        self.group.now(batch.jobs.iter().map(|job| job.intent(Some(batch.name.clone()))))?;
        let path = self.folder.join(format!("{}.pdf", batch.name));
        write_beside(&self.folder.join(format!("{}.csv", batch.name)), &list)?;
        write_beside(&path, &printed.pdf)?;
        self.group.now([Act::Batch {
            batch: batch.name.clone(),
            outcome: Outcome::Written,
            on: super::settle::today(),
        }])?;
        Ok(path)
    }
}

/// What a letter that comes back is recognised by.
fn code(job: &Job) -> String {
    format!("{} {}", job.recipient.addressee.reference, job.due.of.print())
}

/// The list for the mail house: which pages are whose, and where they go.
fn list(batch: &Batch, letters: &[Letter], printed: &Printed) -> Result<Vec<u8>> {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["letter", "first_page", "last_page", "code", "line_1", "line_2", "line_3", "line_4"])?;
    let next_pages = printed.first_pages.iter().skip(1).copied().chain([printed.pages + 1]);
    for (at, ((letter, first), next)) in letters.iter().zip(&printed.first_pages).zip(next_pages).enumerate()
    {
        let line = |number: usize| letter.to.get(number).cloned().unwrap_or_default();
        let numbers = [at + 1, *first, next.saturating_sub(1)].map(|number| number.to_string());
        let rest = [letter.code.clone(), line(0), line(1), line(2), line(3)];
        csv.write_record(numbers.into_iter().chain(rest))?;
    }
    csv.into_inner().with_context(|| format!("the list of {} could not be written", batch.name))
}

/// Files that a run which was killed did not finish: nobody can have posted them. They are taken away.
pub(super) fn clear_unfinished(case: &Case, state: &LedgerState, ledger: &mut Ledger) -> Result<()> {
    for batch in state.batches().filter(|batch| batch.outcome.is_none()) {
        for ending in ["pdf", "csv"] {
            let path = case.dir().join(FOLDER).join(format!("{}.{ending}", batch.name));
            if path.exists() {
                fs_err::remove_file(&path)?;
            }
        }
        let on = super::settle::today();
        ledger.append([Act::Batch { batch: batch.name, outcome: Outcome::SettledNotTold, on }])?;
    }
    clear_halves(&case.dir().join(FOLDER))
}

/// What was being written when a run was killed has no name yet, but letters in it.
fn clear_halves(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs_err::read_dir(folder)? {
        let path = entry?.path();
        if !path.extension().is_some_and(|ending| ending == "pdf" || ending == "csv") && path.is_file() {
            fs_err::remove_file(&path)?;
        }
    }
    Ok(())
}
