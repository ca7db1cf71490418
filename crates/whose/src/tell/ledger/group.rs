//! Many senders, one ledger: lines that come while the disk is busy go to it together.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow};

use super::chain::Ledger;
use super::line::Act;

/// A ledger shared by several threads.
#[derive(Debug)]
pub struct GroupCommit {
    waiting: Mutex<Waiting>,
    written: Condvar,
    ledger: Mutex<Ledger>,
}

#[derive(Debug, Default)]
struct Waiting {
    acts: Vec<Act>,
    /// Acts that were handed in since the beginning.
    handed_in: u64,
    /// Acts that are on the disk.
    on_disk: u64,
    /// Is a thread writing?
    writing: bool,
    failed: Option<String>,
}

impl GroupCommit {
    /// Shares a ledger.
    #[must_use]
    pub fn new(ledger: Ledger) -> Self {
        Self { waiting: Mutex::default(), written: Condvar::new(), ledger: Mutex::new(ledger) }
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands in an outcome; it goes to the disk with the next intent, or at the end.
    pub fn later(&self, act: Act) {
        let mut waiting = self.waiting();
        waiting.acts.push(act);
        waiting.handed_in += 1;
    }

    /// Hands in lines and waits until they are on the disk. The first to wait writes for all who have handed in by then.
    ///
    /// # Errors
    /// When the disk is full: then nothing may be sent, by anyone.
    pub fn now(&self, acts: impl IntoIterator<Item = Act>) -> Result<()> {
        let mut waiting = self.waiting();
        for act in acts {
            waiting.acts.push(act);
            waiting.handed_in += 1;
        }
        let mine = waiting.handed_in;
        loop {
            if let Some(why) = &waiting.failed {
                return Err(anyhow!("{why}"));
            }
            if waiting.on_disk >= mine {
                return Ok(());
            }
            if waiting.writing {
                waiting = self.written.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            waiting.writing = true;
            let acts = std::mem::take(&mut waiting.acts);
            let until = waiting.handed_in;
            drop(waiting);
            let result = self.ledger.lock().unwrap_or_else(PoisonError::into_inner).append(acts);
            waiting = self.waiting();
            waiting.writing = false;
            match result {
                Ok(()) => waiting.on_disk = until,
                Err(error) => waiting.failed = Some(format!("{error:#}")),
            }
            self.written.notify_all();
        }
    }

    /// Writes what is left and gives the ledger back.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn close(self) -> Result<Ledger> {
        self.now([])?;
        Ok(self.ledger.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::{Outcome, Try};
    use super::*;

    #[test]
    fn lines_of_many_threads_are_all_there_once_in_one_chain() {
        let dir = tempfile::tempdir().unwrap();
        let shared = GroupCommit::new(Ledger::open(dir.path(), |_| Ok(())).unwrap());
        let act = |attempt| Act::Outcome {
            of: Try { notice: "0123456789abcdef".into(), attempt },
            outcome: Outcome::Handed,
            why: String::new(),
        };
        std::thread::scope(|scope| {
            for thread in 0..4u32 {
                let shared = &shared;
                scope.spawn(move || {
                    for n in 0..25 {
                        shared.now([act(thread * 1_000 + n)]).unwrap();
                        shared.later(act(thread * 1_000 + 500 + n));
                    }
                });
            }
        });
        assert_eq!(shared.close().unwrap().lines(), 200);
        let mut seen = std::collections::BTreeSet::new();
        Ledger::open(dir.path(), |line| {
            if let Act::Outcome { of, .. } = line.act {
                seen.insert(of.attempt);
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(seen.len(), 200);
    }
}
