//! What a format is: recognising and reading, in one file each.

use std::io::{self, BufRead, Read, Seek};

use whose_model::{Batch, Gap, GapReason, Sink, Table};

/// The first bytes of a source and its name, from which formats recognise theirs.
///
/// The name is a hint for titles only: the same content under two names is one source and must be read one way.
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

impl Head<'_> {
    /// Is the whole source in [`Head::bytes`]?
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.bytes.len() as u64 == self.length
    }
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
    ///
    /// Offsets in records and gaps are raw offsets in the source. Gaps may overlap, touch or reach past the end: the
    /// driver clips and merges them. A gap of no bytes says that something is missing which is not in the source either
    /// (a file cut short).
    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading;
}

/// A source's content. Implemented by the driver for files and for members held in memory or spilled.
pub trait Input: Send {
    /// Last part of its place.
    fn name(&self) -> &str;
    /// Length in bytes.
    fn length(&self) -> u64;
    /// Name of the encoding that [`Input::text`] decodes from, as the report states it.
    fn encoding(&self) -> &str;
    /// Is the encoding one of those where a character takes one or two bytes (CP949, Shift-JIS, Big5, GBK)? Their
    /// fixed-width exports count columns in bytes.
    fn is_double_byte(&self) -> bool;
    /// The raw bytes from the start.
    ///
    /// # Errors
    /// When the file vanished or may not be read.
    fn raw(&mut self) -> io::Result<Box<dyn ReadSeek + '_>>;
    /// The text from the start, decoded to UTF-8 with the encoding that was found (stated, byte order mark, or guessed over
    /// a sample of the whole source), without a byte order mark. Bytes that do not decode become U+FFFD and are counted;
    /// the driver reports them as a gap.
    ///
    /// # Errors
    /// When the file vanished or may not be read.
    fn text(&mut self) -> io::Result<Box<dyn Text + '_>>;
    /// A path that other libraries can open read-only (SQLite); a member held in memory is spilled first.
    ///
    /// # Errors
    /// When spilling fails.
    fn path(&mut self) -> io::Result<std::path::PathBuf>;
    /// Passwords to try on encrypted content.
    fn passwords(&self) -> &[String];
}

/// Decoded text that knows where its characters stood. What [`BufRead::fill_buf`] gives is whole UTF-8: no character
/// is cut at its end.
pub trait Text: BufRead + Send {
    /// Raw offset in the source of a position in the decoded text (bytes of UTF-8 from its start). Exact for positions
    /// that begin a line or stand in text that was UTF-8 already; elsewhere the start of the character's line at least.
    ///
    /// Ask in rising order: positions before the last one asked for are forgotten.
    fn offset(&mut self, decoded: u64) -> u64;
}

/// Bytes that can be read and sought.
pub trait ReadSeek: Read + Seek + Send {}
impl<T: Read + Seek + Send> ReadSeek for T {}

/// What became of a member that was handed over with [`Output::member`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberEnd {
    /// All of it was taken.
    Whole,
    /// Its content stopped with an error after this many bytes, which were taken. The container says which of its own bytes
    /// are a gap.
    Broken(u64),
    /// The limits cut it after this many bytes, which were taken. The container adds a gap [`GapReason::Limit`].
    Limit(u64),
    /// Nothing was taken because nesting or counts exceed the limits. The container adds a gap [`GapReason::Limit`].
    Refused,
}

/// Where a format puts what it reads. A [`Sink`] that also takes members.
pub trait Output: Sink {
    /// A member of a container, an attachment of a mail, a compressed stream. `modified` is not recorded: evidence of a
    /// container's clock is not evidence of a record. Returns after the member was taken (held, spilled or read).
    fn member(&mut self, name: &str, content: &mut dyn Read) -> MemberEnd;
    /// Has the user asked to stop? Checked between batches and members; a format then just returns.
    fn stopped(&self) -> bool;

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
