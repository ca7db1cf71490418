//! Dumps of PostgreSQL in its custom format (`pg_dump -Fc`; src/bin/pg_dump/pg_backup_archiver.c and pg_backup_custom.c, archives of
//! version 1.10 to 1.16): a table of contents, and blocks of rows, packed.
//!
//! The rows of all tables are one member, a script of COPY as `pg_restore` would write it. Large objects are not read, and told.

use std::collections::BTreeMap;
use std::io::{self, BufReader, Read};

use flate2::bufread::ZlibDecoder;
use whose_model::GapReason;

use crate::{Format, Head, Input, MemberEnd, Output, Reading, Recognition};

/// Dumps in the custom format.
pub struct PgArchive;

const MAGIC: &[u8] = b"PGDMP";
/// The custom format among those that begin so; directories and tar archives have tables of contents too.
const CUSTOM: u8 = 1;
/// Kinds of blocks.
const ROWS: u8 = 1;
const LARGE_OBJECTS: u8 = 3;
/// Longer strings are of no table of contents.
const LONGEST: usize = 64 << 20;
const OBJECTS: &str = "large objects: restore the dump, export them with lo_export and add them as sources";
const FOLDER: &str = "the table of contents of a dump in a folder or tar: run pg_restore -f dump.sql on it and add that as a source";

impl Format for PgArchive {
    fn code(&self) -> &'static str {
        "pg-custom-dump"
    }

    fn title(&self) -> &'static str {
        "PostgreSQL dumps in custom format (pg_dump -Fc)"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(MAGIC) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(raw) = input.raw() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut source = Source { inner: BufReader::new(raw), at: 0, form: Form::default() };
        let contents = match source.contents() {
            Ok(contents) => contents,
            Err(Refusal::Folder) => {
                output.not_read(0, length, GapReason::UnsupportedFormat, FOLDER);
                return Reading::default();
            }
            Err(Refusal::Damaged) => {
                output.not_read(
                    0,
                    length,
                    GapReason::Damaged,
                    "the table of contents of the dump could not be read",
                );
                return Reading::default();
            }
        };
        let mut script = Script::new(source, contents);
        let end = output.member("dump.sql", &mut script);
        let at = script.at();
        for (from, to) in &script.objects {
            output.not_read(*from, *to, GapReason::UnsupportedFormat, OBJECTS);
        }
        match end {
            MemberEnd::Limit(_) | MemberEnd::Refused => {
                output.not_read(
                    at,
                    length,
                    GapReason::Limit,
                    "unpacks to more, or nests deeper, than the limits allow",
                );
            }
            MemberEnd::Broken(_) => {
                output.not_read(at, length, GapReason::Damaged, "the rest of the dump could not be unpacked")
            }
            MemberEnd::Whole => {}
        }
        Reading::default()
    }
}

/// Why a dump is not read.
enum Refusal {
    Folder,
    Damaged,
}

impl From<io::Error> for Refusal {
    fn from(_: io::Error) -> Self {
        Self::Damaged
    }
}

/// How the numbers of an archive are written, and what packs its rows.
#[derive(Debug, Clone, Copy, Default)]
struct Form {
    /// 10 for 1.10.
    version: u8,
    integer: usize,
    offset: usize,
    packing: Packing,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Packing {
    #[default]
    None,
    Zlib,
    Zstd,
    Other,
}

/// What a table of contents says of rows.
#[derive(Debug, Default)]
struct Contents {
    /// How the tables are made: rows written as INSERT name no columns.
    tables: String,
    /// The COPY that the rows of each entry follow.
    begins: BTreeMap<i64, String>,
}

/// The bytes of an archive.
struct Source<R> {
    inner: BufReader<R>,
    at: u64,
    form: Form,
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.at += got as u64;
        Ok(got)
    }
}

impl<R: Read> Source<R> {
    fn byte(&mut self) -> io::Result<u8> {
        let mut byte = [0];
        self.read_exact(&mut byte).map(|()| byte[0])
    }

    fn integer(&mut self) -> io::Result<i64> {
        let negative = self.byte()? != 0;
        let mut value = 0i64;
        for place in 0..self.form.integer {
            value |= i64::from(self.byte()?).checked_shl(8 * place as u32).unwrap_or(0);
        }
        Ok(if negative { value.wrapping_neg() } else { value })
    }

    /// A string; `None` where there is none, as behind the last dependency.
    fn string(&mut self) -> io::Result<Option<String>> {
        let Ok(length) = usize::try_from(self.integer()?) else { return Ok(None) };
        if length > LONGEST {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut bytes = Vec::new();
        self.by_ref().take(length as u64).read_to_end(&mut bytes)?;
        match bytes.len() == length {
            true => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    /// The head and the table of contents.
    fn contents(&mut self) -> Result<Contents, Refusal> {
        let mut head = [0; 11];
        self.read_exact(&mut head)?;
        self.form = Form {
            version: head[6],
            integer: usize::from(head[8]),
            offset: usize::from(head[9]),
            packing: Packing::None,
        };
        let plausible = head[5] == 1
            && (10..=16).contains(&head[6])
            && (1..=8).contains(&self.form.integer)
            && self.form.offset <= 8;
        if !plausible {
            return Err(Refusal::Damaged);
        }
        if head[10] != CUSTOM {
            return Err(Refusal::Folder);
        }
        self.form.packing = if self.form.version >= 15 {
            match self.byte()? {
                0 => Packing::None,
                1 => Packing::Zlib,
                3 => Packing::Zstd,
                _ => Packing::Other,
            }
        } else if self.integer()? == 0 {
            Packing::None
        } else {
            Packing::Zlib
        };
        // The time of the dump; the database, and the versions of server and program.
        for _ in 0..7 {
            self.integer()?;
        }
        for _ in 0..3 {
            self.string()?;
        }
        let count = self.integer()?;
        let mut contents = Contents::default();
        for _ in 0..count {
            self.entry(&mut contents)?;
        }
        Ok(contents)
    }

    fn entry(&mut self, contents: &mut Contents) -> io::Result<()> {
        let version = self.form.version;
        let number = self.integer()?;
        self.integer()?;
        // Table and object number, name.
        for _ in 0..3 {
            self.string()?;
        }
        let kind = self.string()?.unwrap_or_default();
        if version >= 11 {
            self.integer()?;
        }
        let definition = self.string()?.unwrap_or_default();
        if kind == "TABLE" {
            contents.tables.push_str(&definition);
        }
        // What drops it.
        self.string()?;
        let copy = self.string()?.unwrap_or_default();
        contents.begins.insert(number, copy);
        // Schema and table space; the way of access.
        for _ in 0..if version >= 14 { 3 } else { 2 } {
            self.string()?;
        }
        if version >= 16 {
            self.integer()?;
        }
        // Owner; whether rows have numbers of their own.
        self.string()?;
        self.string()?;
        while self.string()?.is_some() {}
        // Where its rows stand; they are found as they come.
        let offset = 1 + self.form.offset as u64;
        io::copy(&mut self.by_ref().take(offset), &mut io::sink())?;
        Ok(())
    }
}

/// The pieces of one packed stream of an archive.
struct Pieces<R> {
    source: Source<R>,
    left: usize,
    ended: bool,
}

impl<R: Read> Read for Pieces<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 && !self.ended {
            self.left = usize::try_from(self.source.integer()?).map_err(|_| io::ErrorKind::InvalidData)?;
            self.ended = self.left == 0;
        }
        let wanted = buffer.len().min(self.left);
        let got = self.source.read(&mut buffer[..wanted])?;
        if got == 0 && wanted > 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= got;
        Ok(got)
    }
}

type Buffered<R> = BufReader<Pieces<R>>;

/// What is being written.
enum State<R> {
    /// What comes next is a block.
    Between(Source<R>),
    /// Rows, packed or not.
    Plain(Buffered<R>),
    Zlib(ZlibDecoder<Buffered<R>>),
    Zstd(zstd::stream::read::Decoder<'static, Buffered<R>>),
    Ended,
}

/// The dump as a script.
struct Script<R> {
    state: State<R>,
    begins: BTreeMap<i64, String>,
    /// Where blocks of large objects stand.
    objects: Vec<(u64, u64)>,
    /// Text to be handed out before anything else.
    text: io::Cursor<Vec<u8>>,
    at: u64,
}

impl<R: Read> Script<R> {
    fn new(source: Source<R>, contents: Contents) -> Self {
        let Contents { tables, begins } = contents;
        let text = format!("--\n-- PostgreSQL database dump\n--\n\n{tables}\n");
        let text = io::Cursor::new(text.into_bytes());
        Self { at: source.at, state: State::Between(source), begins, objects: Vec::new(), text }
    }

    /// How far the archive was read.
    fn at(&self) -> u64 {
        match &self.state {
            State::Between(source) => source.at,
            State::Plain(pieces) => pieces.get_ref().source.at,
            State::Zlib(packed) => packed.get_ref().get_ref().source.at,
            State::Zstd(packed) => packed.get_ref().get_ref().source.at,
            State::Ended => self.at,
        }
    }

    fn say(&mut self, text: &str) {
        self.text = io::Cursor::new(text.as_bytes().to_vec());
    }

    /// Begins the next block of rows.
    fn begin(&mut self, mut source: Source<R>) -> io::Result<()> {
        let from = source.at;
        let Ok(kind) = source.byte() else {
            self.at = source.at;
            return Ok(());
        };
        let entry = source.integer()?;
        match kind {
            ROWS => {
                let begin = self.begins.get(&entry).cloned().unwrap_or_default();
                self.say(&begin);
                self.unpack(source)
            }
            LARGE_OBJECTS => {
                while source.integer()? != 0 {
                    let mut pieces = Pieces { source, left: 0, ended: false };
                    io::copy(&mut pieces, &mut io::sink())?;
                    source = pieces.source;
                }
                self.objects.push((from, source.at));
                self.state = State::Between(source);
                Ok(())
            }
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    fn unpack(&mut self, source: Source<R>) -> io::Result<()> {
        let packing = source.form.packing;
        let pieces = BufReader::new(Pieces { source, left: 0, ended: false });
        self.state = match packing {
            Packing::None => State::Plain(pieces),
            Packing::Zlib => State::Zlib(ZlibDecoder::new(pieces)),
            Packing::Zstd => State::Zstd(zstd::stream::read::Decoder::with_buffer(pieces)?),
            Packing::Other => {
                self.state = State::Between(pieces.into_inner().source);
                return Err(io::ErrorKind::Unsupported.into());
            }
        };
        Ok(())
    }

    /// Goes on behind the last piece of a stream.
    fn end(&mut self, mut pieces: Buffered<R>) -> io::Result<()> {
        io::copy(&mut pieces, &mut io::sink())?;
        self.state = State::Between(pieces.into_inner().source);
        self.say("\n\n");
        Ok(())
    }
}

impl<R: Read> Read for Script<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let got = self.text.read(buffer)?;
            if got > 0 || buffer.is_empty() {
                return Ok(got);
            }
            let got = match &mut self.state {
                State::Plain(pieces) => pieces.read(buffer)?,
                State::Zlib(packed) => packed.read(buffer)?,
                State::Zstd(packed) => packed.read(buffer)?,
                State::Between(_) => 0,
                State::Ended => return Ok(0),
            };
            if got > 0 {
                return Ok(got);
            }
            self.at = self.at();
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Between(source) => self.begin(source)?,
                State::Plain(pieces) => self.end(pieces)?,
                State::Zlib(packed) => self.end(packed.into_inner())?,
                State::Zstd(packed) => self.end(packed.finish())?,
                State::Ended => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn integer(value: i64) -> Vec<u8> {
        [vec![u8::from(value < 0)], (value.unsigned_abs() as u32).to_le_bytes().to_vec()].concat()
    }

    fn string(text: &str) -> Vec<u8> {
        [integer(text.len() as i64), text.as_bytes().to_vec()].concat()
    }

    /// Packed, in pieces, as streams of an archive are.
    fn stream(content: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(content).expect("in memory");
        let packed = packer.finish().expect("in memory");
        let pieces =
            packed.chunks(20).flat_map(|piece| [integer(piece.len() as i64), piece.to_vec()].concat());
        pieces.chain(integer(0)).collect()
    }

    /// An archive as pg_dump 16 writes it, with one table and one large object.
    fn archive() -> Vec<u8> {
        let entry = [
            "",
            "",
            "COPY public.people (id, full_name, mail) FROM stdin;\n",
            "public",
            "",
            "",
            "kim",
            "false",
        ];
        let rows = b"1\tAnne Roy\ta@x.example\n2\tPaul Lee\t\\N\n\\.\n\n\n";
        let mut bytes = b"PGDMP\x01\x0f\x00\x04\x08\x01\x01".to_vec();
        bytes.extend(integer(1).repeat(7));
        bytes.extend(["shop", "16.2", "16.2"].map(string).concat());
        bytes.extend([integer(1), integer(7), integer(1)].concat());
        bytes.extend(["0", "0", "people", "TABLE DATA"].map(string).concat());
        bytes.extend([integer(3), entry.map(string).concat(), integer(-1), vec![2; 9]].concat());
        bytes.extend([vec![1], integer(7), stream(rows)].concat());
        bytes.extend([vec![3], integer(9), integer(16_500), stream(b"a letter"), integer(0)].concat());
        bytes
    }

    #[test]
    fn rows_are_a_script_and_large_objects_are_told() {
        let sources = read_bytes("shop.dump", &archive());
        let script = &sources["shop.dump!/dump.sql"];
        assert_eq!(script.format, "pgdump");
        assert!(
            script
                .rows
                .iter()
                .any(|row| row.ends_with("id=\"1\" full_name=\"Anne Roy\" mail=\"a@x.example\"")),
            "{:?}",
            script.rows
        );
        assert_eq!(script.records, 2);
        assert_eq!(sources["shop.dump"].gaps.len(), 1, "{:?}", sources["shop.dump"].gaps);
    }

    #[test]
    fn other_archives_are_told() {
        let mut folder = archive();
        folder[10] = 5;
        assert!(dump("toc.dat", &folder).contains("pg_restore"));
        let whole = archive();
        assert!(!read_bytes("x", &whole[..whole.len() - 70])["x"].gaps.is_empty());
    }

    proptest! {
        #[test]
        fn a_damaged_archive_costs_gaps_at_most(at in 5usize..400, byte: u8) {
            let mut bytes = archive();
            let at = at % bytes.len();
            bytes[at] = byte;
            read_bytes("x", &bytes);
        }
    }
}
