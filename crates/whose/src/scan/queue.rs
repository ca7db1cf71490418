//! Threads that take files, and members of archives before files.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Scope;

use anyhow::Error;
use whose_read::Job;

use super::receiver::{FileUnderWay, Shared};

/// Members waiting may hold this many bytes of memory together.
const BUDGET: u64 = 256 << 20;

pub struct Queue<'a> {
    state: Mutex<State<'a>>,
    changed: Condvar,
}

#[derive(Default)]
struct State<'a> {
    members: VecDeque<(Arc<FileUnderWay<'a>>, Job)>,
    files: VecDeque<usize>,
    held: u64,
    busy: usize,
    failure: Option<Error>,
}

enum Task<'a> {
    Member(Arc<FileUnderWay<'a>>, Job),
    File(usize),
}

/// Reads all files; the first failure to write a shard, if any.
pub fn run<'a>(shared: &'a Shared<'a>, threads: usize) -> Option<Error> {
    let queue = Queue { state: Mutex::default(), changed: Condvar::new() };
    {
        // Large files first, so that the last thread is not left alone with one.
        let mut order: Vec<usize> = (0..shared.scan.files.len()).collect();
        let suspects = &shared.underway.suspects;
        order.sort_by_key(|at| (!suspects.contains(at), std::cmp::Reverse(shared.scan.lengths[*at])));
        queue.lock().files = order.into();
    }
    let threads = if shared.underway.suspects.is_empty() { threads } else { 1 };
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| queue.work(shared, scope));
        }
    });
    queue.state.into_inner().unwrap_or_else(PoisonError::into_inner).failure
}

impl<'a> Queue<'a> {
    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work<'s>(&self, shared: &'a Shared<'a>, threads: &'s Scope<'s, '_>)
    where
        'a: 's,
    {
        while let Some(task) = self.next(shared) {
            let ended = match task {
                Task::File(at) => {
                    let file = Arc::new(FileUnderWay::begin(shared, at));
                    file.read(self, threads);
                    file.leave()
                }
                Task::Member(file, job) => {
                    let held = job.held();
                    file.read_member(self, threads, job);
                    self.lock().held -= held;
                    file.leave()
                }
            };
            let mut state = self.lock();
            state.busy -= 1;
            if let Err(error) = ended {
                state.failure.get_or_insert(error);
            }
            drop(state);
            self.changed.notify_all();
        }
    }

    fn next(&self, shared: &Shared<'_>) -> Option<Task<'a>> {
        let mut state = self.lock();
        loop {
            if state.failure.is_some() || shared.control.stopped() {
                return None;
            }
            let task = match state.members.pop_front() {
                Some((file, job)) => Some(Task::Member(file, job)),
                None => state.files.pop_front().map(Task::File),
            };
            if task.is_some() {
                state.busy += 1;
                return task;
            }
            if state.busy == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Takes a member for another thread, or gives it back when the budget is used up.
    pub fn offer(&self, file: &Arc<FileUnderWay<'a>>, job: Job) -> Option<Job> {
        let mut state = self.lock();
        if state.held + job.held() > BUDGET || state.members.len() >= 64 {
            return Some(job);
        }
        state.held += job.held();
        file.enter();
        state.members.push_back((Arc::clone(file), job));
        drop(state);
        self.changed.notify_one();
        None
    }
}
