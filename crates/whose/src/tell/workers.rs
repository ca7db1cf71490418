//! What e-mail and text messages share: several workers, a rate, tries again later, and a brake for when nothing goes well.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::Result;
use whose_model::tables::PersonRow;

use super::decide::Due;
use super::forms::Form;
use super::ledger::{Act, GroupCommit, Outcome};
use super::recipients::Recipient;
use super::send::Sent;
use crate::progress::Control;

/// So many in a row without knowing what came of them, and sending stops: the server hangs.
const UNKNOWN_IN_A_ROW: u32 = 3;
/// So many in a row refused, and sending stops: it is not the addresses.
const REFUSED_IN_A_ROW: u32 = 50;
/// Jobs that wait for a worker.
const WAITING: usize = 256;

/// A notice on its way.
#[derive(Debug)]
pub(super) struct Job {
    pub recipient: Recipient,
    pub due: Due,
    pub form: Arc<Form>,
    /// Id of what is said of the person.
    pub said: String,
    /// How often it was put off in this run.
    pub put_off: usize,
}

impl Job {
    /// The line that is written before anything leaves.
    pub fn intent(&self, batch: Option<String>) -> Act {
        Act::Intent {
            of: self.due.of.clone(),
            person: self.recipient.person.map(PersonRow::print_id),
            customer: self.recipient.customers.first().map(|customer| format!("{customer:016x}")),
            content: self.form.id.clone(),
            said: self.said.clone(),
            channel: self.due.channel,
            to: self.due.to.clone(),
            batch,
        }
    }
}

/// What came of handing a message over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Delivery {
    /// It was taken.
    Handed(String),
    /// It was refused for good.
    Refused(String),
    /// It was not taken, for now.
    Deferred(String),
    /// Nobody knows.
    Unknown(String),
    /// It was not taken, and nothing will be: what is wrong is not about this one.
    Hopeless(String),
}

/// A way by which messages leave, as one worker uses it.
pub(super) trait Way {
    /// What leaves.
    type Message;

    /// Makes ready, before anything is said to be sent.
    fn ready(&mut self) -> Result<()>;

    /// Makes the message; none: it cannot be made for this address.
    fn message(&self, job: &Job) -> Option<Self::Message>;

    /// Hands it over.
    fn deliver(&mut self, job: &Job, message: Self::Message) -> Delivery;
}

/// Jobs for the workers, those to be tried again later among them.
#[derive(Default)]
struct Waiting {
    ready: VecDeque<Job>,
    later: BinaryHeap<Reverse<Later>>,
    closed: bool,
}

struct Later(Instant, Job);

impl PartialEq for Later {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Later {}

impl PartialOrd for Later {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Later {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

/// The workers of one way.
pub(super) struct Workers<'a> {
    group: &'a GroupCommit,
    control: &'a Control,
    retries: Vec<Duration>,
    interval: Duration,
    next: Mutex<Instant>,
    waiting: Mutex<Waiting>,
    changed: Condvar,
    unknown: AtomicU32,
    refused: AtomicU32,
    sent: Mutex<Sent>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<'a> Workers<'a> {
    pub fn new(group: &'a GroupCommit, control: &'a Control, per_second: f64, retries: &[f64]) -> Self {
        Self {
            group,
            control,
            retries: retries.iter().map(|seconds| Duration::from_secs_f64(*seconds)).collect(),
            interval: Duration::from_secs_f64(1.0 / per_second),
            next: Mutex::new(Instant::now()),
            waiting: Mutex::default(),
            changed: Condvar::new(),
            unknown: AtomicU32::new(0),
            refused: AtomicU32::new(0),
            sent: Mutex::default(),
        }
    }

    /// Takes a job; waits while many wait. False: sending has stopped.
    pub fn push(&self, job: Job) -> bool {
        let mut waiting = held(&self.waiting);
        while waiting.ready.len() >= WAITING && !self.control.stopped() {
            let pause = Duration::from_millis(100);
            waiting = self.changed.wait_timeout(waiting, pause).unwrap_or_else(PoisonError::into_inner).0;
        }
        if self.control.stopped() {
            return false;
        }
        waiting.ready.push_back(job);
        self.changed.notify_all();
        true
    }

    /// No more jobs come.
    pub fn close(&self) {
        held(&self.waiting).closed = true;
        self.changed.notify_all();
    }

    /// What came of all.
    pub fn sent(self) -> Sent {
        self.sent.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Option<Job> {
        let mut waiting = held(&self.waiting);
        loop {
            if self.control.stopped() {
                return None;
            }
            let now = Instant::now();
            if waiting.later.peek().is_some_and(|Reverse(later)| later.0 <= now) {
                return waiting.later.pop().map(|Reverse(later)| later.1);
            }
            if let Some(job) = waiting.ready.pop_front() {
                self.changed.notify_all();
                return Some(job);
            }
            let pause = match waiting.later.peek() {
                Some(Reverse(later)) => later.0.duration_since(now).min(Duration::from_millis(100)),
                None if waiting.closed => return None,
                None => Duration::from_millis(100),
            };
            waiting = self.changed.wait_timeout(waiting, pause).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// One worker, until there is nothing left or sending stops.
    pub fn work(&self, way: &mut impl Way) {
        while let Some(job) = self.take() {
            let result = way.ready().and_then(|()| self.give(way, job));
            if let Err(error) = result {
                self.stop(format!("{error:#}"));
            }
        }
    }

    fn give<W: Way>(&self, way: &mut W, mut job: Job) -> Result<()> {
        let message = way.message(&job);
        self.keep_pace();
        self.group.now([job.intent(None)])?;
        let delivery = match message {
            Some(message) => way.deliver(&job, message),
            None => Delivery::Refused("an address that this way does not take".to_string()),
        };
        let (outcome, why) = match delivery {
            Delivery::Handed(why) => (Some(Outcome::Handed), why),
            Delivery::Refused(why) => (Some(Outcome::Refused), why),
            Delivery::Deferred(why) => (Some(Outcome::Deferred), why),
            Delivery::Hopeless(why) => {
                self.stop(why.clone());
                (Some(Outcome::Deferred), why)
            }
            // No line: an intent without an outcome is what unknown means.
            Delivery::Unknown(why) => (None, why),
        };
        self.brake(outcome, &why);
        held(&self.sent).count(outcome);
        let Some(outcome) = outcome else { return Ok(()) };
        self.group.later(Act::Outcome { of: job.due.of.clone(), outcome, why });
        if outcome == Outcome::Deferred
            && let Some(pause) = self.retries.get(job.put_off)
        {
            job.put_off += 1;
            job.due.of.attempt += 1;
            held(&self.waiting).later.push(Reverse(Later(Instant::now() + *pause, job)));
        }
        Ok(())
    }

    /// Stops when nothing goes well any more: thousands of unknowns, or of good addresses closed, are worse than a pause.
    fn brake(&self, outcome: Option<Outcome>, why: &str) {
        let in_a_row = |count: &AtomicU32, hit: bool| {
            if hit {
                return count.fetch_add(1, Ordering::Relaxed) + 1;
            }
            count.store(0, Ordering::Relaxed);
            0
        };
        if in_a_row(&self.unknown, outcome.is_none()) >= UNKNOWN_IN_A_ROW {
            self.stop(format!("{UNKNOWN_IN_A_ROW} in a row without an answer ({why})"));
        }
        if in_a_row(&self.refused, outcome == Some(Outcome::Refused)) >= REFUSED_IN_A_ROW {
            self.stop(format!("{REFUSED_IN_A_ROW} in a row were refused ({why}): it is not the addresses"));
        }
    }

    fn stop(&self, why: String) {
        held(&self.sent).stopped.get_or_insert(why);
        self.control.stop();
        self.changed.notify_all();
    }

    fn keep_pace(&self) {
        let at = {
            let mut next = held(&self.next);
            let at = (*next).max(Instant::now());
            *next = at + self.interval;
            at
        };
        std::thread::sleep(at.saturating_duration_since(Instant::now()));
    }
}
