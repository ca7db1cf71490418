//! What a format is: recognising and reading, in one file each.

use std::io::{Read, Seek};

use whose_model::{Batch, Gap, GapReason, Sink, Table};

/// The first bytes of a source and its name, from which formats recognise theirs.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a> {
    /// Last part of its place, as the file system or container spells it.
    pub name: &'a str,
    /// First bytes, at most 64 KiB, as they are.
    pub bytes: &'a [u8],
    /// The same decoded to UTF-8, where they are text in the encoding that was found; without a byte order mark.
    pub text: Option<&'a str>,
    /// Length of the whole source.
    pub length: u64,
}

/// How sure a format is that a source is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Recognition {
    /// Not this format.
    No,
    /// Nothing speaks against it (plain text).
    Possible,
    /// Its shape fits (delimited text, fixed-width).
    Likely,
    /// A signature or a beginning that no other format has.
    Certain,
}

/// What reading a source gave, beside its records and gaps.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// Records handed over.
    pub records: u64,
}

/// A format or a container: recognises its sources and reads them.
pub trait Format: Sync {
    /// Stable code: `csv`, `x12`, `zip`.
    fn code(&self) -> &'static str;
    /// Name and reference, for the table of formats in the docs.
    fn title(&self) -> &'static str;
    /// Is a source of this format?
    fn recognise(&self, head: &Head<'_>) -> Recognition;
    /// Hands over all records, members and gaps. What was not handed over must be in a gap.
    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading;
}

/// A source's content. Implemented by the driver for files and for members held in memory or spilled.
pub trait Input: Send {
    /// Last part of its place.
    fn name(&self) -> &str;
    /// Length in bytes.
    fn length(&self) -> u64;
    /// The raw bytes from the start.
    ///
    /// # Errors
    /// When the file vanished or may not be read.
    fn raw(&mut self) -> std::io::Result<Box<dyn ReadSeek + '_>>;
    /// The text from the start, decoded to UTF-8 with the encoding that was found (stated, byte order mark, or guessed over
    /// a sample of the whole source), without a byte order mark. Bytes that do not decode become U+FFFD and are counted;
    /// the driver reports them as a gap.
    ///
    /// # Errors
    /// When the file vanished or may not be read.
    fn text(&mut self) -> std::io::Result<Box<dyn std::io::BufRead + '_>>;
    /// A path that other libraries can open read-only (SQLite); a member held in memory is spilled first.
    ///
    /// # Errors
    /// When spilling fails.
    fn path(&mut self) -> std::io::Result<std::path::PathBuf>;
    /// Passwords to try on encrypted content.
    fn passwords(&self) -> &[String];
}

/// Bytes that can be read and sought.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// Where a format puts what it reads. A [`Sink`] that also takes members.
pub trait Output: Sink {
    /// A member of a container, an attachment of a mail, a compressed stream. `modified` is not recorded: evidence of a
    /// container's clock is not evidence of a record. Returns after the member was taken (held, spilled or read).
    fn member(&mut self, name: &str, content: &mut dyn Read);
    /// Has the user asked to stop? Checked between batches and members; a format then just returns.
    fn stopped(&self) -> bool;
    /// Bytes read so far of this source, for the progress display.
    fn progress(&mut self, bytes: u64);

    /// A gap from `from` to `to`.
    fn not_read(&mut self, from: u64, to: u64, reason: GapReason, detail: &str) {
        self.gap(Gap { from, to, reason, detail: detail.to_string() });
    }
    /// Hands over a batch when it is full, and empties it.
    fn hand_over_if_full(&mut self, table: u32, batch: &mut Batch) {
        if batch.is_full() {
            self.hand_over(table, batch);
        }
    }
    /// Hands over a batch unless it is empty, and empties it.
    fn hand_over(&mut self, table: u32, batch: &mut Batch) {
        if !batch.is_empty() {
            self.batch(table, batch);
            batch.clear();
        }
    }
    /// Declares a table with the columns known from the start.
    fn declare(&mut self, number: u32, name: &str, kind: whose_model::TableKind, columns: Vec<String>) {
        self.table(number, &Table { name: name.to_string(), kind, columns });
    }
}
