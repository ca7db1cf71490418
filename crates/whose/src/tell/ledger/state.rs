//! What the ledger says now: of each person and customer the notices, of each notice the tries and what came of them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use rustc_hash::FxHashMap;
use whose_model::tables::PersonRow;
use whose_tell::delivery::Channel;
use whose_tell::notice::Kind;

use super::chain::{Ledger, Line};
use super::key::AddressKey;
use super::line::{Act, Outcome, Try};

/// A text that people were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Kind of notice.
    pub kind: Kind,
    /// By the law of which jurisdiction.
    pub jurisdiction: String,
}

/// What was said of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Category codes as reported; `~` behind one of which a part was hidden.
    pub items: Vec<String>,
    /// Clients.
    pub clients: Vec<String>,
}

/// Who was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    /// The person, by the id it had then.
    pub person: Option<u64>,
    /// Keyed digest of the customer's number.
    pub customer: Option<u64>,
}

/// How a try stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AttemptState {
    /// An intent without an outcome: nobody knows whether it was handed over.
    Unknown,
    /// What came of it.
    Known(Outcome),
}

/// A try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// The way.
    pub channel: Channel,
    /// Keyed digest of the address.
    pub to: u64,
    /// Its number.
    pub attempt: u32,
    state: Option<Outcome>,
    batch: Option<u32>,
}

/// A notice to one person on one occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Notice {
    id: u64,
    who: Who,
    content: u32,
    said: u32,
    attempts: Vec<Attempt>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Batch {
    name: String,
    letters: u32,
    outcome: Option<Outcome>,
}

impl Notice {
    fn named(&self, attempt: u32) -> Try {
        Try { notice: format!("{:016x}", self.id), attempt }
    }
}

/// A file of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchState {
    /// Its name.
    pub name: String,
    /// Letters in it.
    pub letters: u32,
    /// What came of it; none: it was not finished.
    pub outcome: Option<Outcome>,
}

/// The ledger, folded.
#[derive(Debug, Default)]
pub struct LedgerState {
    contents: Vec<Content>,
    content_ids: FxHashMap<String, u32>,
    saids: Vec<Said>,
    said_ids: FxHashMap<String, u32>,
    notices: Vec<Notice>,
    by_id: FxHashMap<u64, u32>,
    batches: Vec<Batch>,
    batch_ids: BTreeMap<String, u32>,
    /// First and last day of the substitute notices, ISO.
    pub postings: Vec<(String, String)>,
    people: FxHashMap<u64, Vec<u32>>,
    customers: FxHashMap<u64, Vec<u32>>,
}

/// Everything that was said, or tried, to one person or customer, in order.
#[derive(Debug, Clone, Default)]
pub struct History<'a> {
    notices: Vec<&'a Notice>,
}

impl LedgerState {
    /// Opens the ledger of a case for writing, and folds it.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub fn open(dir: &Path) -> Result<(Self, Ledger)> {
        // The key comes first: without it nobody in the ledger is recognised.
        AddressKey::open(dir)?;
        let mut state = Self::default();
        let ledger = Ledger::open(dir, |line| state.add(line))?;
        Ok((state, ledger))
    }

    /// Folds the ledger of a case without touching it.
    ///
    /// # Errors
    /// As [`Ledger::check`].
    pub fn read(dir: &Path) -> Result<Self> {
        let mut state = Self::default();
        Ledger::check(dir, |line| state.add(line))?;
        Ok(state)
    }

    fn add(&mut self, line: Line) -> Result<()> {
        match line.act {
            Act::Content { id, kind, jurisdiction, .. } => {
                let Some(kind) = Kind::from_code(&kind) else {
                    bail!("the ledger speaks of a kind of notice that this version does not know: {kind}")
                };
                self.content_ids.insert(id, self.contents.len() as u32);
                self.contents.push(Content { kind, jurisdiction });
            }
            Act::Said { id, items, clients } => {
                self.said_ids.insert(id, self.saids.len() as u32);
                self.saids.push(Said { items, clients });
            }
            Act::Intent { of, person, customer, content, said, channel, to, batch } => {
                let (Some(content), Some(said)) =
                    (self.content_ids.get(&content).copied(), self.said_ids.get(&said).copied())
                else {
                    bail!("line {} of the ledger names a text that no line before it holds", line.number)
                };
                let batch = batch.map(|name| self.batch(&name));
                if let Some(batch) = batch {
                    self.batches[batch as usize].letters += 1;
                }
                let who = Who {
                    person: person.as_deref().and_then(PersonRow::parse_id),
                    customer: customer.as_deref().and_then(hex),
                };
                let attempt = Attempt {
                    channel,
                    to: hex(&to).unwrap_or_default(),
                    attempt: of.attempt,
                    state: None,
                    batch,
                };
                let id = hex(&of.notice).unwrap_or_default();
                self.intend(Notice { id, who, content, said, attempts: vec![attempt] });
            }
            Act::Outcome { of, outcome, .. } => {
                let notice = hex(&of.notice).and_then(|id| self.by_id.get(&id).copied());
                let Some(notice) = notice.and_then(|at| self.notices.get_mut(at as usize)) else {
                    return Ok(());
                };
                let mut attempts = notice.attempts.iter_mut();
                if let Some(attempt) = attempts.find(|one| one.attempt == of.attempt) {
                    attempt.state = Some(outcome);
                }
            }
            Act::Batch { batch, outcome, .. } => {
                let at = self.batch(&batch);
                self.batches[at as usize].outcome = Some(outcome);
            }
            Act::Posting { from, until, .. } => self.postings.push((from, until)),
        }
        Ok(())
    }

    fn batch(&mut self, name: &str) -> u32 {
        if let Some(at) = self.batch_ids.get(name) {
            return *at;
        }
        let at = self.batches.len() as u32;
        self.batches.push(Batch { name: name.to_string(), letters: 0, outcome: None });
        self.batch_ids.insert(name.to_string(), at);
        at
    }

    fn intend(&mut self, new: Notice) {
        match self.by_id.get(&new.id) {
            Some(at) => {
                let notice = &mut self.notices[*at as usize];
                notice.attempts.extend(new.attempts);
                (notice.content, notice.said) = (new.content, new.said);
            }
            None => {
                let at = self.notices.len() as u32;
                self.by_id.insert(new.id, at);
                if let Some(person) = new.who.person {
                    self.people.entry(person).or_default().push(at);
                }
                if let Some(customer) = new.who.customer {
                    self.customers.entry(customer).or_default().push(at);
                }
                self.notices.push(new);
            }
        }
    }

    /// The ids that people had when they were told.
    pub fn told_people(&self) -> impl Iterator<Item = u64> {
        self.people.keys().copied()
    }

    /// Was anyone ever told, or nearly?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
    }

    /// A person's id is that of one of the mentions. Where mentions were put together anew, what was told to an earlier id was
    /// told to whom the mention belongs now.
    pub fn rename(&mut self, now: &FxHashMap<u64, u64>) {
        let old = std::mem::take(&mut self.people);
        for (person, mut notices) in old {
            let person = now.get(&person).copied().unwrap_or(person);
            self.people.entry(person).or_default().append(&mut notices);
        }
        for notices in self.people.values_mut() {
            notices.sort_unstable();
        }
    }

    /// Everything said to a person who may also be these customers.
    #[must_use]
    pub fn history(&self, person: Option<u64>, customers: &[u64]) -> History<'_> {
        let of_person = person.and_then(|person| self.people.get(&person)).into_iter().flatten();
        let of_customers = customers.iter().filter_map(|customer| self.customers.get(customer)).flatten();
        let mut all: Vec<u32> = of_person.chain(of_customers).copied().collect();
        all.sort_unstable();
        all.dedup();
        History { notices: all.into_iter().map(|at| &self.notices[at as usize]).collect() }
    }

    /// Everyone to whom something was said or tried.
    pub fn everyone(&self) -> impl Iterator<Item = Who> {
        self.notices.iter().map(|notice| notice.who)
    }

    /// How a try stands. A letter stands as its file does, unless something was said of it alone; one of a file that was never
    /// finished has told nobody.
    #[must_use]
    pub fn state(&self, attempt: &Attempt) -> AttemptState {
        match (attempt.state, attempt.batch) {
            (Some(outcome), _) => AttemptState::Known(outcome),
            (None, None) => AttemptState::Unknown,
            (None, Some(batch)) => {
                let batch = &self.batches[batch as usize];
                AttemptState::Known(batch.outcome.unwrap_or(Outcome::SettledNotTold))
            }
        }
    }

    /// The try of that number.
    #[must_use]
    pub fn attempt(&self, of: &Try) -> Option<&Attempt> {
        let notice = &self.notices[*self.by_id.get(&hex(&of.notice)?)? as usize];
        notice.attempts.iter().find(|one| one.attempt == of.attempt)
    }

    /// The number of the next try of a notice.
    #[must_use]
    pub fn next_attempt(&self, notice: &str) -> u32 {
        let at = hex(notice).and_then(|id| self.by_id.get(&id));
        let attempts = at.map_or(&[][..], |at| &self.notices[*at as usize].attempts);
        attempts.iter().map(|attempt| attempt.attempt).max().unwrap_or(0) + 1
    }

    /// Every intent without an outcome, in order.
    #[must_use]
    pub fn unknown(&self) -> Vec<(Try, Channel)> {
        let of_notice = |notice: &Notice| {
            let unknown = |attempt: &&Attempt| self.state(attempt) == AttemptState::Unknown;
            let named = |attempt: &Attempt| (notice.named(attempt.attempt), attempt.channel);
            notice.attempts.iter().filter(unknown).map(named).collect::<Vec<_>>()
        };
        self.notices.iter().flat_map(of_notice).collect()
    }

    /// The files of letters, in order.
    pub fn batches(&self) -> impl Iterator<Item = BatchState> {
        self.batches.iter().map(|batch| BatchState {
            name: batch.name.clone(),
            letters: batch.letters,
            outcome: batch.outcome,
        })
    }

    /// Is the text in the ledger already?
    #[must_use]
    pub fn has_content(&self, id: &str) -> bool {
        self.content_ids.contains_key(id)
    }

    /// Is what is said in the ledger already?
    #[must_use]
    pub fn has_said(&self, id: &str) -> bool {
        self.said_ids.contains_key(id)
    }

    /// The ids of letters of a file, and of everyone told by the same print: a person's last try by letter.
    #[must_use]
    pub fn last_letter_to(&self, person: u64) -> Option<Try> {
        let notices = self.people.get(&person)?;
        let notice = &self.notices[*notices.last()? as usize];
        let attempt = notice.attempts.iter().rfind(|one| one.channel == Channel::Letter)?;
        Some(notice.named(attempt.attempt))
    }
}

impl<'a> History<'a> {
    /// Kind, what was said and by which law, of the notices that reached the person, in order.
    pub fn told(&self, state: &'a LedgerState) -> impl Iterator<Item = (&'a Content, &'a Said)> {
        let reached =
            |notice: &&&Notice| notice.attempts.iter().any(|attempt| state.state(attempt).is_told());
        let both = |notice: &&'a Notice| {
            (&state.contents[notice.content as usize], &state.saids[notice.said as usize])
        };
        self.notices.iter().filter(reached).map(both).collect::<Vec<_>>().into_iter()
    }

    /// Every try, in order.
    pub fn attempts(&self) -> impl Iterator<Item = &'a Attempt> {
        self.notices.iter().flat_map(|notice| &notice.attempts)
    }

    /// Is there nothing?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
    }
}

impl AttemptState {
    /// Has it reached the person, as far as anyone knows?
    #[must_use]
    pub const fn is_told(self) -> bool {
        matches!(self, Self::Known(Outcome::Handed | Outcome::SettledTold))
    }

    /// Is the address dead: refused, or what was sent there came back?
    #[must_use]
    pub const fn is_dead(self) -> bool {
        matches!(self, Self::Known(Outcome::Refused | Outcome::Returned))
    }
}

fn hex(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}
