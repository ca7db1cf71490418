//! A receiver that fails costs a gap, never the run and never silence.

use std::sync::{Arc, Mutex};

use whose_model::{Batch, Gap, Place, Sink, Table};
use whose_read::{HandedIn, Options, Receiver, Receiving, SourceEnd, SourceStart};

/// Where it fails.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fails {
    Never,
    AtSecondBatch,
    AtSettling,
}

type Ended = Mutex<Vec<(u64, u64, u64)>>;

struct One<'a> {
    fails: Fails,
    batches: usize,
    bytes: u64,
    in_gaps: u64,
    ended: &'a Ended,
}

impl Sink for One<'_> {
    fn table(&mut self, _: u32, _: &Table) {}
    fn column(&mut self, _: u32, _: u32, _: &str) {}
    fn batch(&mut self, _: u32, _: &Batch) {
        self.batches += 1;
        assert!(self.fails != Fails::AtSecondBatch || self.batches < 2, "as asked");
    }
    fn gap(&mut self, gap: Gap) {
        self.in_gaps += gap.bytes();
    }
}

impl Receiving for One<'_> {
    fn settle(&mut self) {
        if self.fails == Fails::AtSettling {
            self.fails = Fails::Never;
            panic!("as asked");
        }
    }

    fn finish(self: Box<Self>, end: SourceEnd) {
        self.ended.lock().expect("whole").push((self.bytes, end.bytes_read, self.in_gaps));
    }
}

struct All {
    fails: Fails,
    ended: Ended,
}

impl Receiver for All {
    fn open<'a>(&'a self, start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'a>> {
        let (fails, ended) = (self.fails, &self.ended);
        Some(Box::new(One { fails, batches: 0, bytes: start.bytes, in_gaps: 0, ended }))
    }
}

/// Length, bytes read and bytes in gaps of a long table.
fn read(fails: Fails) -> (u64, u64, u64) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("people.csv");
    let rows: String = (0..20_000).map(|n| format!("Ada Example,{n},Ottawa\n")).collect();
    std::fs::write(&path, format!("name,number,city\n{rows}")).expect("written");
    let all = All { fails, ended: Mutex::default() };
    let options = Arc::new(Options::new(dir.path().to_path_buf()));
    whose_read::read(&HandedIn { path, place: Place("people.csv".into()) }, &options, &all);
    let ended = all.ended.into_inner().expect("whole");
    assert_eq!(ended.len(), 1, "it ends whatever happens");
    ended[0]
}

#[test]
fn all_of_a_source_is_a_gap_when_its_receiver_fails() {
    let (bytes, bytes_read, in_gaps) = read(Fails::Never);
    assert_eq!((bytes_read, in_gaps), (bytes, 0));
    for fails in [Fails::AtSecondBatch, Fails::AtSettling] {
        assert_eq!(read(fails), (bytes, 0, bytes), "{fails:?}");
    }
}
