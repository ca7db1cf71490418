//! Reads one source after the other: digests, recognises, reads, and accounts for every byte.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use whose_model::{Batch, Gap, GapReason, Place, Sink, SourceId, Table};

use crate::attributes::{Attributes, Ready};
use crate::content::Content;
use crate::encoding::{self, Encoding};
use crate::gaps::Gaps;
use crate::input::SourceInput;
use crate::members::Allowance;
use crate::receive::{Receiver, Receiving, SourceEnd, SourceStart};
use crate::survey::Survey;
use crate::{Format, HandedIn, Head, MemberEnd, Options, Output, Recognition, containers, formats};

/// What all sources below one handed-in file share.
pub(crate) struct Root {
    pub(crate) options: Arc<Options>,
    /// Bytes unpacked so far, over all depths.
    pub(crate) unpacked: AtomicU64,
}

/// Content that is to be read, with or without its survey.
pub(crate) enum Waiting {
    Held(Vec<u8>),
    Surveyed(Content, Box<Survey>),
}

/// A source that waits to be read.
pub struct Job {
    pub(crate) content: Waiting,
    pub(crate) place: Place,
    pub(crate) name: String,
    pub(crate) container: Option<SourceId>,
    /// How many containers it is in.
    pub(crate) depth: u32,
    /// How many bytes of the handed-in file it stands for: what it may unpack is measured by that.
    pub(crate) share: u64,
    pub(crate) root: Arc<Root>,
}

impl Job {
    /// Bytes of memory that it holds until it is run.
    #[must_use]
    pub fn held(&self) -> u64 {
        match &self.content {
            Waiting::Held(bytes) => bytes.len() as u64,
            Waiting::Surveyed(..) => 0,
        }
    }

    /// Reads the source and all sources in it.
    pub fn run(self, receiver: &dyn Receiver) {
        if receiver.stopped() {
            return;
        }
        let (content, survey) = match self.content {
            Waiting::Held(bytes) => {
                let survey = Survey::of(&bytes);
                (Content::Held(bytes), Box::new(survey))
            }
            Waiting::Surveyed(content, survey) => (content, survey),
        };
        let source = Source {
            content: &content,
            survey: &survey,
            place: &self.place,
            name: &self.name,
            container: self.container,
            depth: self.depth,
            share: self.share,
            root: &self.root,
        };
        source.read(receiver);
    }
}

/// Reads a file that was handed in, and all sources in it. Never fails and never panics: what cannot be read is a gap.
pub fn read(handed: &HandedIn, options: &Arc<Options>, receiver: &dyn Receiver) {
    let (content, survey) = match open(handed, options) {
        Ok(opened) => opened,
        Err(error) => return unreadable(handed, &error, receiver),
    };
    let name = handed.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let job = Job {
        share: survey.length,
        content: Waiting::Surveyed(content, Box::new(survey)),
        place: handed.place.clone(),
        name,
        container: None,
        depth: 0,
        root: Arc::new(Root { options: Arc::clone(options), unpacked: AtomicU64::new(0) }),
    };
    job.run(receiver);
}

/// Opens and surveys a file. A small one is read once, into memory.
fn open(handed: &HandedIn, options: &Options) -> io::Result<(Content, Survey)> {
    let mut file = File::open(&handed.path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("no regular file"));
    }
    if metadata.len() <= options.limits.held {
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        Read::by_ref(&mut file).take(metadata.len()).read_to_end(&mut bytes)?;
        let survey = Survey::of(&bytes);
        return Ok((Content::Held(bytes), survey));
    }
    // Only the length it has now is read: a file that grows would never end.
    let (survey, result) = Survey::of_reader(&mut Read::by_ref(&mut file).take(metadata.len()));
    result?;
    file.seek(SeekFrom::Start(0))?;
    Ok((Content::HandedIn(file, handed.path.clone()), survey))
}

/// A file that could not be read at all is a source too, with all its bytes in a gap. Its place stands for its content.
fn unreadable(handed: &HandedIn, error: &io::Error, receiver: &dyn Receiver) {
    let digest = *blake3::hash(format!("unreadable:{}", handed.place).as_bytes()).as_bytes();
    let bytes = std::fs::metadata(&handed.path).map(|metadata| metadata.len()).unwrap_or(0);
    let start = SourceStart { id: id(&digest), digest, place: &handed.place, container: None, bytes };
    let Some(mut receiving) = receiver.open(&start) else { return };
    let detail = format!("the operating system refused to open it: {}", error.kind());
    receiving.gap(Gap { from: 0, to: bytes, reason: GapReason::Unreadable, detail });
    receiving.finish(SourceEnd { format: "unreadable", encoding: String::new(), bytes_read: 0, records: 0 });
    receiver.progress(bytes);
}

fn id(digest: &[u8; 32]) -> SourceId {
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    SourceId(u64::from_be_bytes(first))
}

/// A source that is being read.
struct Source<'a> {
    content: &'a Content,
    survey: &'a Survey,
    place: &'a Place,
    name: &'a str,
    container: Option<SourceId>,
    depth: u32,
    share: u64,
    root: &'a Arc<Root>,
}

impl Source<'_> {
    fn read(&self, receiver: &dyn Receiver) {
        let digest = self.survey.digest();
        let bytes = self.survey.length;
        let start =
            SourceStart { id: id(&digest), digest, place: self.place, container: self.container, bytes };
        let progress = self.container.is_none().then_some(receiver);
        let Some(receiving) = receiver.open(&start) else {
            if let Some(receiver) = progress {
                receiver.progress(bytes);
            }
            return;
        };
        let encoding = encoding::decide(self.survey);
        let options = &self.root.options;
        let mut input =
            SourceInput::new(self.name, bytes, self.content, encoding.as_ref(), options, progress);
        let mut output = SourceOutput {
            receiving,
            receiver,
            gaps: Gaps::new(bytes),
            records: 0,
            attributes: Attributes::default(),
            last_offset: 0,
            taking: false,
            id: start.id,
            place: self.place,
            depth: self.depth,
            allowance: Allowance::new(self.share, self.root),
            share: self.share,
            root: self.root,
        };
        let format = self.dispatch(encoding.as_ref(), &mut input, &mut output);
        if receiver.stopped() {
            return;
        }
        input.trouble.report(bytes, &mut output.gaps);
        for gap in std::mem::replace(&mut input.undecodable, Gaps::new(0)).into_sorted() {
            output.gaps.add(gap);
        }
        if let Some(receiver) = progress {
            receiver.progress(bytes.saturating_sub(input.trouble.farthest));
        }
        let encoding = if input.decoded {
            encoding.map(|encoding| encoding.name).unwrap_or_default()
        } else {
            String::new()
        };
        output.finish(format, encoding, bytes);
    }

    /// Finds the format and reads with it.
    fn dispatch(
        &self,
        encoding: Option<&Encoding>,
        input: &mut SourceInput<'_>,
        output: &mut SourceOutput<'_>,
    ) -> &'static str {
        let bytes = self.survey.length;
        if bytes == 0 {
            return "empty";
        }
        if self.root.options.refused.contains(&output.id) {
            let detail =
                "reading it ended the program that read it: it was left out, so that all else is read";
            output.not_read(0, bytes, GapReason::Damaged, detail);
            return "refused";
        }
        let whole = self.survey.head.len() as u64 == bytes;
        let text = encoding.map(|encoding| crate::decode::head(&self.survey.head, encoding, whole));
        let head = Head { name: self.name, bytes: &self.survey.head, text: text.as_deref(), length: bytes };
        let (format, sure) = recognise(&head);
        if sure < Recognition::Certain
            && let Some(signature) = containers::signatures::recognise(head.bytes, head.text.is_some())
        {
            output.not_read(0, bytes, signature.reason, signature.detail);
            return signature.code;
        }
        let Some(format) = format else {
            output.not_read(0, bytes, GapReason::UnknownFormat, "no format that is known fits");
            return "unknown";
        };
        let outcome = catch_unwind(AssertUnwindSafe(|| format.read(input, output)));
        if outcome.is_err() && !output.taking {
            // What was handed over last may be incomplete; before it all is well.
            let from = output.last_offset;
            output.not_read(
                from,
                bytes,
                GapReason::Damaged,
                "reading it failed on content that its format does not allow",
            );
        }
        if !output.taking {
            // Where this fails, settling says so.
            let _ = catch_unwind(AssertUnwindSafe(|| output.end_attributes()));
        }
        output.settle(bytes);
        format.code()
    }
}

/// How often what is left is tried again when finding people in a source fails: once a table is enough.
const TRIES: usize = 1 << 16;

/// The format that is surest, and how sure it is; among equals the first in the lists.
fn recognise(head: &Head<'_>) -> (Option<&'static dyn Format>, Recognition) {
    let mut best = (None, Recognition::No);
    for format in formats::ALL.iter().chain(containers::ALL) {
        // A parser that fails while it looks does not know the format.
        let sure = catch_unwind(AssertUnwindSafe(|| format.recognise(head))).unwrap_or(Recognition::No);
        if sure > best.1 {
            best = (Some(*format), sure);
        }
        if sure == Recognition::Certain {
            break;
        }
    }
    best
}

/// Counts and passes on what a format reads.
pub(crate) struct SourceOutput<'a> {
    receiving: Box<dyn Receiving + 'a>,
    receiver: &'a dyn Receiver,
    gaps: Gaps,
    records: u64,
    /// Tables of attribute and value.
    attributes: Attributes,
    /// Where the last record began that was handed over.
    last_offset: u64,
    /// Is the receiver at work? When it fails, nothing that it took is sure.
    taking: bool,
    id: SourceId,
    place: &'a Place,
    depth: u32,
    allowance: Allowance,
    share: u64,
    root: &'a Arc<Root>,
}

impl SourceOutput<'_> {
    fn take(&mut self, work: impl FnOnce(&mut dyn Receiving)) {
        self.taking = true;
        work(&mut *self.receiving);
        self.taking = false;
    }

    fn hand_on(&mut self, table: u32, ready: Ready<'_>) {
        self.take(|receiving| match ready {
            Ready::Table(declared) => receiving.table(table, declared),
            Ready::Column(column, name) => receiving.column(table, column, name),
            Ready::Batch(batch) => receiving.batch(table, batch),
        });
    }

    /// Hands on what tables of attribute and value kept back.
    fn end_attributes(&mut self) {
        let mut attributes = std::mem::take(&mut self.attributes);
        self.records += attributes.end(|table, ready| self.hand_on(table, ready));
    }

    /// Lets the receiver deal with what it kept back. Where that, or taking before, fails, the source is a gap.
    fn settle(&mut self, bytes: u64) {
        for _ in 0..TRIES {
            if self.taking {
                self.taking = false;
                self.not_read(
                    0,
                    bytes,
                    GapReason::Damaged,
                    "finding people in it failed: all of it is to be looked at by hand",
                );
            }
            if self.receiver.stopped()
                || catch_unwind(AssertUnwindSafe(|| self.take(|receiving| receiving.settle()))).is_ok()
            {
                return;
            }
        }
    }

    fn finish(mut self, format: &'static str, encoding: String, bytes: u64) {
        let bytes_read = bytes - self.gaps.bytes();
        for gap in self.gaps.into_sorted() {
            self.receiving.gap(gap);
        }
        self.receiving.finish(SourceEnd { format, encoding, bytes_read, records: self.records });
    }
}

impl Sink for SourceOutput<'_> {
    fn table(&mut self, number: u32, table: &Table) {
        if !self.attributes.keep(number, table) {
            self.take(|receiving| receiving.table(number, table));
        }
    }

    fn column(&mut self, table: u32, column: u32, name: &str) {
        if self.attributes.knows(table) {
            return self.attributes.column(table, name);
        }
        self.take(|receiving| receiving.column(table, column, name));
    }

    fn batch(&mut self, table: u32, batch: &Batch) {
        if let Some(last) = batch.records.last() {
            self.last_offset = self.last_offset.max(last.offset);
        }
        if self.attributes.knows(table) {
            let mut attributes = std::mem::take(&mut self.attributes);
            let records = attributes.take(table, batch, |ready| self.hand_on(table, ready));
            self.attributes = attributes;
            self.records += records;
            return;
        }
        self.records += batch.records.len() as u64;
        self.take(|receiving| receiving.batch(table, batch));
    }

    fn gap(&mut self, gap: Gap) {
        self.gaps.add(gap);
    }
}

impl Output for SourceOutput<'_> {
    fn member(&mut self, name: &str, content: &mut dyn Read) -> MemberEnd {
        if self.depth >= self.root.options.limits.depth || !self.allowance.one_more() {
            return MemberEnd::Refused;
        }
        let taken =
            crate::members::take(content, &mut self.allowance, self.root, &|| self.receiver.stopped());
        let share = self.allowance.share(self.share, taken.bytes);
        let job = Job {
            content: taken.content,
            place: self.place.member(name),
            name: name.rsplit(['/', '\\']).next().unwrap_or(name).to_string(),
            container: Some(self.id),
            depth: self.depth + 1,
            share,
            root: Arc::clone(self.root),
        };
        if !self.receiver.stopped()
            && let Some(job) = self.receiver.elsewhere(job)
        {
            job.run(self.receiver);
        }
        taken.end
    }

    fn stopped(&self) -> bool {
        self.receiver.stopped()
    }
}

impl Root {
    /// Counts unpacked bytes. False when the handed-in file has unpacked more than it may.
    pub(crate) fn unpack(&self, bytes: u64) -> bool {
        let before = self.unpacked.fetch_add(bytes, Ordering::Relaxed);
        before.saturating_add(bytes) <= self.options.limits.unpacked
    }
}
