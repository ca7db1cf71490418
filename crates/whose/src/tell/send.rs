//! Sending: everyone who is owed a notice, by the way that is open.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Result, anyhow, bail};
use whose_tell::delivery::Channel;
use whose_tell::law::Law;
use whose_tell::letter::Printer;
use whose_tell::notice::Library;

use super::decide::{Decision, Due};
use super::email::Email;
use super::forms::Forms;
use super::ledger::{Act, AddressKey, GroupCommit, Ledger, LedgerState, Outcome};
use super::letters::{FOLDER, Gathering, Press, clear_unfinished};
use super::plan::{Plan, each, fonts};
use super::recipients::Recipient;
use super::settings::TellSettings;
use super::text::gateway;
use super::workers::{Job, Workers};
use crate::Case;
use crate::case::NewEntry;
use crate::progress::Control;

/// Workers that hand over text messages.
const TEXT_WORKERS: usize = 2;
/// Threads that print letters at most: each holds some 40 MB, and four print a million in ten minutes.
const PRESSES: usize = 4;

/// What is to be sent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// By this channel only.
    pub channel: Option<Channel>,
    /// So many notices at most.
    pub limit: Option<u64>,
}

/// What was sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Messages that were taken.
    pub handed: u64,
    /// Refused for good.
    pub refused: u64,
    /// Put off.
    pub deferred: u64,
    /// Without an outcome.
    pub unknown: u64,
    /// Letters written.
    pub letters: u64,
    /// Their files.
    pub files: Vec<PathBuf>,
    /// Why sending stopped early.
    pub stopped: Option<String>,
}

impl Sent {
    pub(super) fn count(&mut self, outcome: Option<Outcome>) {
        match outcome {
            Some(Outcome::Handed) => self.handed += 1,
            Some(Outcome::Refused) => self.refused += 1,
            Some(Outcome::Deferred) => self.deferred += 1,
            _ => self.unknown += 1,
        }
    }

    fn add(&mut self, other: Self) {
        self.handed += other.handed;
        self.refused += other.refused;
        self.deferred += other.deferred;
        self.unknown += other.unknown;
        self.letters += other.letters;
        self.files.extend(other.files);
        self.stopped = self.stopped.take().or(other.stopped);
    }
}

/// Tells everyone whom the plan names. Each once: an intent is on the disk before anything leaves.
///
/// # Errors
/// When a text may not be used, a channel is not set up, or a file is damaged: then nothing is sent.
pub fn send(
    case: &mut Case,
    law: &Law,
    library: &Library,
    plan: &Plan,
    asked: Asked,
    control: &Control,
) -> Result<Sent> {
    if let [first, others @ ..] = &plan.problems[..] {
        let others = if others.is_empty() { String::new() } else { format!(" (and {} more)", others.len()) };
        bail!("nothing is sent until the texts hold: {first}{others}");
    }
    crate::verify::require_ledger(case)?;
    let (settings, _) = TellSettings::of(case, law)?;
    let key = AddressKey::open(case.dir())?;
    let (mut state, mut ledger) = LedgerState::open(case.dir())?;
    clear_unfinished(case, &state, &mut ledger)?;
    let wanted = |channel: Channel, count: u64| count > 0 && asked.channel.is_none_or(|only| only == channel);
    let email =
        wanted(Channel::Email, plan.tally.whole.email).then(|| Email::new(&settings.email)).transpose()?;
    let text = wanted(Channel::Text, plan.tally.whole.text).then(|| gateway(&settings.text)).transpose()?;
    let folder = case.folder(FOLDER)?;
    let group = GroupCommit::new(ledger);
    let printer = Printer::new(fonts(&settings)?);
    let by_email = Workers::new(&group, control, settings.email.per_second, &settings.email.retry_seconds);
    let by_text = Workers::new(&group, control, settings.text.per_second, &settings.text.retry_seconds);
    let (gathering, batches) = Gathering::new(settings.letter.per_file, &state, control);
    let press = Press {
        printer: &printer,
        settings: &settings.letter,
        folder,
        group: &group,
        control,
        batches: Mutex::new(batches),
        sent: Mutex::default(),
    };
    let forms = Forms { case, law, templates: library, settings: &settings, key: &key, all: BTreeMap::new() };
    let mut desk = Desk {
        forms,
        asked,
        left: asked.limit.unwrap_or(u64::MAX),
        said: BTreeSet::new(),
        contents: BTreeSet::new(),
        group: &group,
        by_email: &by_email,
        by_text: &by_text,
        letters: gathering,
    };
    let result =
        std::thread::scope(|scope| {
            for _ in 0..email.as_ref().map_or(0, |_| settings.email.connections) {
                let (workers, email) = (&by_email, email.as_ref());
                scope.spawn(move || {
                    if let Some(email) = email {
                        workers.work(&mut email.worker());
                    }
                });
            }
            for gateway in text.iter().flat_map(|gateway| [gateway; TEXT_WORKERS]) {
                let workers = &by_text;
                scope.spawn(move || workers.work(&mut gateway.worker()));
            }
            let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
            for _ in 0..cores.min(PRESSES) {
                scope.spawn(|| press.work());
            }
            let fonts = press.printer.fonts();
            let result = each(case, law, &settings, &key, fonts, &mut state, |state, recipient, decision| {
                match decision {
                    Decision::Due(due) => desk.take(state, recipient, due),
                    _ => Ok(()),
                }
            });
            desk.letters.close();
            by_email.close();
            by_text.close();
            result
        });
    drop(desk);
    let mut sent = press.sent.into_inner().unwrap_or_else(PoisonError::into_inner);
    sent.add(by_email.sent());
    sent.add(by_text.sent());
    sent.files.sort();
    let ledger = group.close()?;
    record(case, &sent, &ledger)?;
    // Whatever went wrong, what left before is in the ledger and the journal.
    match result {
        Err(error) if error.downcast_ref::<Enough>().is_none() => Err(error),
        _ => Ok(sent),
    }
}

/// The journal says how far the ledger went: a ledger that was cut off at its end does not fit any more.
fn record(case: &mut Case, sent: &Sent, ledger: &Ledger) -> Result<()> {
    case.record(NewEntry {
        command: "tell send".into(),
        what: format!(
            "{} handed over, {} refused, {} put off, {} without outcome, {} letters written",
            sent.handed, sent.refused, sent.deferred, sent.unknown, sent.letters
        ),
        inputs: ledger.anchor(),
        outputs: BTreeMap::new(),
    })
}

/// Sending has stopped, or as many as were asked for are on their way.
#[derive(Debug, thiserror::Error)]
#[error("enough")]
struct Enough;

/// Where everyone passes who is owed a notice.
struct Desk<'a> {
    forms: Forms<'a>,
    asked: Asked,
    left: u64,
    said: BTreeSet<String>,
    contents: BTreeSet<String>,
    group: &'a GroupCommit,
    by_email: &'a Workers<'a>,
    by_text: &'a Workers<'a>,
    letters: Gathering<'a>,
}

impl Desk<'_> {
    fn take(&mut self, state: &LedgerState, recipient: Recipient, due: Due) -> Result<()> {
        if self.asked.channel.is_some_and(|channel| channel != due.channel) {
            return Ok(());
        }
        if self.left == 0 {
            return Err(anyhow!(Enough));
        }
        self.left -= 1;
        let form = self.forms.of(&recipient, due.kind)?;
        if let Some(problem) = form.problems.first() {
            bail!("{problem}");
        }
        if !state.has_content(&form.id) && self.contents.insert(form.id.clone()) {
            self.group.later(form.act.clone());
        }
        let (items, clients) = (recipient.items(), recipient.addressee.clients.clone());
        let said = self.forms.key.digest("said", &format!("{}/{}", items.join("+"), clients.join("\n")));
        if !state.has_said(&said) && self.said.insert(said.clone()) {
            self.group.later(Act::Said { id: said.clone(), items, clients });
        }
        let channel = due.channel;
        let job = Job { recipient, due, form: Arc::clone(&form), said, put_off: 0 };
        let goes_on = match channel {
            Channel::Email => self.by_email.push(job),
            Channel::Text => self.by_text.push(job),
            Channel::Letter => self.letters.push(job),
        };
        if goes_on { Ok(()) } else { Err(anyhow!(Enough)) }
    }
}
