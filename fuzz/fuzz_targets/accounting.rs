//! Reads bytes as a file and checks that every byte is accounted for.

use std::io::Write;
use std::sync::Arc;

use whose_model::{Batch, Gap, Sink, Table};
use whose_read::{HandedIn, Options, Receiver, Receiving, SourceEnd, SourceStart};

struct Accounting;

struct One {
    bytes: u64,
    in_gaps: u64,
}

impl Sink for One {
    fn table(&mut self, _number: u32, _table: &Table) {}
    fn column(&mut self, _table: u32, _column: u32, _name: &str) {}
    fn batch(&mut self, _table: u32, batch: &Batch) {
        assert!(batch.records.iter().all(|record| record.offset <= self.bytes));
    }
    fn gap(&mut self, gap: Gap) {
        assert!(!gap.detail.starts_with("reading it failed"), "a parser panicked");
        self.in_gaps += gap.bytes();
    }
}

impl Receiving for One {
    fn finish(self: Box<Self>, end: SourceEnd) {
        assert_eq!(end.bytes_read + self.in_gaps, self.bytes);
    }
}

impl Receiver for Accounting {
    fn open<'a>(&'a self, start: &SourceStart<'_>) -> Option<Box<dyn Receiving + 'a>> {
        Some(Box::new(One { bytes: start.bytes, in_gaps: 0 }))
    }
}

/// Reads the bytes as a file that begins with `begin`.
pub fn read(begin: &[u8], bytes: &[u8]) {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(begin).and_then(|()| file.write_all(bytes)).expect("written");
    let mut options = Options::new(std::env::temp_dir());
    options.limits.free_bytes = 1 << 20;
    options.limits.ratio = 50;
    options.limits.members = 100;
    whose_read::read(&HandedIn::new(file.path().to_path_buf()), &Arc::new(options), &Accounting);
}
