//! What a document holds beside its pages: properties, fields of forms, notes, links, files and pictures.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Text};
use hayro_interpret::hayro_syntax::page::Page;

use super::strings::decode;

/// Fields within fields beyond this depth are left out.
const DEEPEST: usize = 16;
/// So many fields are read.
const MOST_FIELDS: usize = 20_000;
/// Streams packed twice may be so long, in bytes; others beyond [`LARGE`] may not grow beyond [`LARGEST`].
const PACKED_TWICE: u64 = 1 << 16;
const LARGE: u64 = 4 << 20;
const LARGEST: u64 = 1 << 30;

/// Filters that unpack, by their long and short names.
const PACKING: &[&[u8]] = &[b"FlateDecode", b"Fl", b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL"];

/// A name with its value.
pub(super) type Pair = (String, String);

/// Title, author, subject and key words.
pub(super) fn properties(pdf: &Pdf) -> Vec<Pair> {
    let said = pdf.metadata();
    let all = [
        ("Title", &said.title),
        ("Author", &said.author),
        ("Subject", &said.subject),
        ("Keywords", &said.keywords),
    ];
    let pairs =
        all.into_iter().filter_map(|(name, value)| Some((name.to_string(), decode(value.as_deref()?))));
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

/// The fields of the document's form that hold a value.
pub(super) fn fields(pdf: &Pdf) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut left = MOST_FIELDS;
    if let Some(fields) = form(pdf).and_then(|form| form.get::<Array<'_>>("Fields")) {
        fields.iter::<Dict<'_>>().for_each(|field| add_field(&field, "", DEEPEST, &mut left, &mut pairs));
    }
    pairs
}

fn form(pdf: &Pdf) -> Option<Dict<'_>> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    root.get::<Dict<'_>>("AcroForm")
}

fn add_field(field: &Dict<'_>, above: &str, depth: usize, left: &mut usize, pairs: &mut Vec<Pair>) {
    if depth == 0 || *left == 0 {
        return;
    }
    *left -= 1;
    let own = string(field, "T").unwrap_or_default();
    let path =
        if above.is_empty() || own.is_empty() { format!("{above}{own}") } else { format!("{above}.{own}") };
    if let Some(value) = value(field) {
        let name = string(field, "TU").filter(|name| !name.is_empty()).unwrap_or_else(|| path.clone());
        pairs.push((name, value));
    }
    if let Some(kids) = field.get::<Array<'_>>("Kids") {
        kids.iter::<Dict<'_>>().for_each(|kid| add_field(&kid, &path, depth - 1, left, pairs));
    }
}

fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<Text<'_>>(key).map(|text| decode(text.as_bytes()))
}

/// What was filled in: text, a choice, several choices. An unticked box holds nothing.
fn value(field: &Dict<'_>) -> Option<String> {
    let value = match field.get::<Object<'_>>("V")? {
        Object::String(text) => decode(text.as_bytes()),
        Object::Name(name) => decode(&name),
        Object::Array(several) => {
            several.iter::<Text<'_>>().map(|text| decode(text.as_bytes())).collect::<Vec<_>>().join("\n")
        }
        Object::Stream(stream) => decode(&stream.decoded().ok()?),
        _ => return None,
    };
    (!value.is_empty() && value != "Off").then_some(value)
}

/// Notes on a page with who wrote them, and mailboxes and numbers that it links to. Fields of forms are no notes.
pub(super) fn notes(page: &Page<'_>) -> Vec<String> {
    let Some(notes) = page.raw().get::<Array<'_>>("Annots") else { return Vec::new() };
    let is_field = |note: &Dict<'_>| note.get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Widget");
    notes.iter::<Dict<'_>>().filter(|note| !is_field(note)).flat_map(|note| note_lines(&note)).collect()
}

fn note_lines(note: &Dict<'_>) -> Vec<String> {
    let link = note.get::<Dict<'_>>("A").and_then(|action| string(&action, "URI"));
    let reached = link.and_then(|link| {
        let target = link.strip_prefix("mailto:").or_else(|| link.strip_prefix("tel:"))?;
        target.split('?').next().map(str::to_string)
    });
    let said = string(note, "Contents").filter(|text| !text.is_empty());
    let by = string(note, "T").filter(|name| !name.is_empty() && said.is_some());
    by.map(|name| format!("Author: {name}")).into_iter().chain(said).chain(reached).collect()
}

/// A file within the document.
pub(super) struct Attached {
    pub(super) name: String,
    pub(super) content: Vec<u8>,
}

/// What all objects of a document say about what is read of it.
#[derive(Default)]
pub(super) struct Census {
    /// Where pictures stand: first byte, and the one behind the last.
    pub(super) pictures: Vec<(u64, u64)>,
    /// Files within the document.
    pub(super) attached: Vec<Attached>,
    /// Streams that would grow beyond measure.
    pub(super) bombs: u64,
}

/// Looks at all objects once.
pub(super) fn census(pdf: &Pdf) -> Census {
    let mut census = Census::default();
    for object in pdf.objects() {
        match object {
            Object::Stream(stream) if is_picture(&stream) => {
                census.pictures.extend(range(pdf, &stream));
            }
            Object::Stream(stream) => census.bombs += u64::from(is_bomb(&stream)),
            Object::Dict(dict) => census.attached.extend(attached(&dict)),
            _ => {}
        }
    }
    census
}

fn is_picture(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Image")
}

/// Where a stream stands in the file. Its dictionary is borrowed from the file's bytes, so that its place in memory tells.
fn range(pdf: &Pdf, stream: &Stream<'_>) -> Option<(u64, u64)> {
    let from = offset(pdf, stream.dict().data())?;
    let behind = from + stream.dict().data().len() as u64;
    Some((from, behind + length(stream)))
}

/// The raw offset of bytes that are borrowed from the file; `None` where they were unpacked from it.
pub(super) fn offset(pdf: &Pdf, part: &[u8]) -> Option<u64> {
    let whole = pdf.data().as_ref().as_ptr_range();
    let start = part.as_ptr();
    whole.contains(&start).then(|| (start.addr() - whole.start.addr()) as u64)
}

fn length(stream: &Stream<'_>) -> u64 {
    u64::from(stream.dict().get::<u32>("Length").unwrap_or_default())
}

fn attached(dict: &Dict<'_>) -> Option<Attached> {
    let files = dict.get::<Dict<'_>>("EF")?;
    let stream = files.get::<Stream<'_>>("UF").or_else(|| files.get::<Stream<'_>>("F"))?;
    let name = string(dict, "UF").or_else(|| string(dict, "F")).unwrap_or_else(|| "attachment".to_string());
    if is_bomb(&stream) {
        return None;
    }
    Some(Attached { name, content: stream.decoded().ok()?.into_owned() })
}

/// Would a stream grow beyond measure when it is unpacked?
fn is_bomb(stream: &Stream<'_>) -> bool {
    let filters = filters(stream);
    let packing = |filter: &&Vec<u8>| PACKING.contains(&filter.as_slice());
    match filters.iter().filter(packing).count() {
        0 => false,
        1 if length(stream) <= LARGE => false,
        1 => filters.first().is_some_and(|filter| filter.starts_with(b"Fl")) && grows(stream),
        _ => length(stream) > PACKED_TWICE,
    }
}

/// Names of the filters of a stream, the outermost first.
fn filters(stream: &Stream<'_>) -> Vec<Vec<u8>> {
    match stream.dict().get::<Object<'_>>("Filter") {
        Some(Object::Name(name)) => vec![name.to_vec()],
        Some(Object::Array(names)) => names.iter::<Name<'_>>().map(|name| name.to_vec()).collect(),
        _ => Vec::new(),
    }
}

fn grows(stream: &Stream<'_>) -> bool {
    let raw = stream.raw_data();
    let mut unpacked = std::io::Read::take(flate2::read::ZlibDecoder::new(&raw[..]), LARGEST + 1);
    std::io::copy(&mut unpacked, &mut std::io::sink()).is_ok_and(|length| length > LARGEST)
}
