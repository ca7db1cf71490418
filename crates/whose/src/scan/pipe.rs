//! A long source is read on one thread while what was read of it is detected on others.
//!
//! The first batches are taken where they are read: most sources end there. From then on the reader hands its pieces through a
//! bounded channel, and a panic of the other side is passed on to the reader, who makes a gap of the source.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

use rayon::ThreadPool;
use whose_model::{Batch, Gap, Sink, Table};
use whose_read::{Receiving, SourceEnd};

/// Batches after which a source counts as long.
const LONG: usize = 8;
/// Pieces that may wait: as many as are detected side by side.
const WAITING: usize = 8;

/// What reading yields, piece by piece.
#[derive(Debug)]
pub enum Piece {
    Table(u32, Table),
    Column(u32, u32, String),
    Batch(u32, Batch),
    Gap(Gap),
    /// What was kept back is to be dealt with.
    Settle,
}

/// Takes the pieces of one source.
pub trait Taking: Send {
    /// Takes a piece.
    fn take(&mut self, piece: Piece);
    /// All was taken.
    fn finish(self, end: SourceEnd);
}

/// What a piece did: nothing of note, or a panic.
type Taken = Result<(), Box<dyn Any + Send>>;

/// Hands pieces to who takes them.
pub struct Piped<'s, 'e, T> {
    side: Option<Side<'s, T>>,
    batches: usize,
    threads: &'s Scope<'s, 'e>,
    pool: &'s ThreadPool,
}

enum Side<'s, T> {
    /// On the reader's thread.
    Here(T),
    /// On a thread of its own.
    There(Line<'s, T>),
}

struct Line<'s, T> {
    pieces: SyncSender<Piece>,
    /// One answer for each [`Piece::Settle`], and one for each panic.
    answers: Receiver<Taken>,
    thread: ScopedJoinHandle<'s, T>,
}

impl<'s, 'e, T: Taking + 's> Piped<'s, 'e, T> {
    pub fn new(taking: T, threads: &'s Scope<'s, 'e>, pool: &'s ThreadPool) -> Self {
        Self { side: Some(Side::Here(taking)), batches: 0, threads, pool }
    }

    fn hand(&mut self, piece: Piece) {
        match self.side.as_mut().expect("there until it is finished") {
            Side::Here(taking) => self.pool.install(|| taking.take(piece)),
            Side::There(line) => line.hand(piece),
        }
    }

    /// Gives a source that turned out long a thread of its own.
    fn move_over(&mut self) {
        self.side = match self.side.take() {
            Some(Side::Here(taking)) if self.pool.current_num_threads() > 1 => {
                let pool = self.pool;
                let (pieces, incoming) = sync_channel(WAITING);
                let (outgoing, answers) = sync_channel(WAITING);
                let thread = self.threads.spawn(move || take_all(taking, pool, &incoming, &outgoing));
                Some(Side::There(Line { pieces, answers, thread }))
            }
            side => side,
        };
    }
}

/// Takes pieces until there are no more. Only the first panic is told: the source is a gap from then on.
fn take_all<T: Taking>(
    mut taking: T,
    pool: &ThreadPool,
    pieces: &Receiver<Piece>,
    answers: &SyncSender<Taken>,
) -> T {
    let mut told = false;
    for piece in pieces {
        let asked = matches!(piece, Piece::Settle);
        let taken = catch_unwind(AssertUnwindSafe(|| pool.install(|| taking.take(piece))));
        if asked || taken.is_err() && !told {
            told |= taken.is_err();
            // Nobody listens any more when the user asked to stop.
            _ = answers.send(taken);
        }
    }
    taking
}

impl<T> Line<'_, T> {
    fn hand(&self, piece: Piece) {
        let asked = matches!(piece, Piece::Settle);
        if let Ok(Err(panic)) = self.answers.try_recv() {
            resume_unwind(panic);
        }
        self.pieces.send(piece).expect("its thread takes pieces until the line is closed");
        if asked && let Ok(Err(panic)) = self.answers.recv() {
            resume_unwind(panic);
        }
    }
}

impl<'s, T: Taking + 's> Sink for Piped<'s, '_, T> {
    fn table(&mut self, number: u32, table: &Table) {
        self.hand(Piece::Table(number, table.clone()));
    }

    fn column(&mut self, table: u32, column: u32, name: &str) {
        self.hand(Piece::Column(table, column, name.to_string()));
    }

    fn batch(&mut self, table: u32, batch: &Batch) {
        self.batches += 1;
        if self.batches == LONG {
            self.move_over();
        }
        self.hand(Piece::Batch(table, batch.clone()));
    }

    fn gap(&mut self, gap: Gap) {
        self.hand(Piece::Gap(gap));
    }
}

impl<'s, T: Taking + 's> Receiving for Piped<'s, '_, T> {
    fn settle(&mut self) {
        self.hand(Piece::Settle);
    }

    fn finish(mut self: Box<Self>, end: SourceEnd) {
        let taking = match self.side.take().expect("finished once") {
            Side::Here(taking) => taking,
            Side::There(Line { pieces, answers, thread }) => {
                drop(pieces);
                drop(answers);
                thread.join().unwrap_or_else(|panic| resume_unwind(panic))
            }
        };
        self.pool.install(|| taking.finish(end));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// Notes what it takes; panics at one batch.
    struct Noting<'n> {
        notes: &'n Mutex<Vec<String>>,
        fails_at: Option<u32>,
    }

    impl Taking for Noting<'_> {
        fn take(&mut self, piece: Piece) {
            let note = match piece {
                Piece::Table(number, _) => format!("table {number}"),
                Piece::Column(_, number, _) => format!("column {number}"),
                Piece::Batch(number, _) => format!("batch {number}"),
                Piece::Gap(_) => "gap".to_string(),
                Piece::Settle => "settle".to_string(),
            };
            assert!(self.fails_at.is_none_or(|at| note != format!("batch {at}")), "as the test wants");
            self.notes.lock().unwrap().push(note);
        }

        fn finish(self, _: SourceEnd) {
            self.notes.lock().unwrap().push("finish".to_string());
        }
    }

    fn end() -> SourceEnd {
        SourceEnd { format: "csv", encoding: String::new(), bytes_read: 0, records: 0 }
    }

    /// Hands that many batches over; how often handing them over, or settling, panicked, and what was taken.
    fn hand(batches: u32, fails_at: Option<u32>) -> (usize, Vec<String>) {
        let notes = Mutex::new(Vec::new());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().unwrap();
        let mut panics = 0;
        std::thread::scope(|threads| {
            let noting = Noting { notes: &notes, fails_at };
            let mut piped = Box::new(Piped::new(noting, threads, &pool));
            let fed = catch_unwind(AssertUnwindSafe(|| {
                (0..batches).for_each(|number| piped.batch(number, &Batch::default()));
            }));
            panics += usize::from(fed.is_err());
            while catch_unwind(AssertUnwindSafe(|| piped.settle())).is_err() {
                panics += 1;
            }
            piped.finish(end());
        });
        (panics, notes.into_inner().unwrap())
    }

    #[test]
    fn pieces_are_taken_in_order_on_either_thread() {
        for batches in [3, 40] {
            let mut expected: Vec<String> = (0..batches).map(|number| format!("batch {number}")).collect();
            expected.extend(["settle".to_string(), "finish".to_string()]);
            assert_eq!(hand(batches, None), (0, expected));
        }
    }

    #[test]
    fn a_panic_is_told_once_wherever_it_happens() {
        for fails_at in [2, 20, 39] {
            let (panics, notes) = hand(40, Some(fails_at));
            assert_eq!(panics, 1, "batch {fails_at}");
            assert_eq!(notes.last().map(String::as_str), Some("finish"));
            assert!(!notes.contains(&format!("batch {fails_at}")));
        }
    }
}
