//! What a document holds beside its pages: properties, fields of forms, notes, links, files and pictures.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::object::{
    Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Text,
};
use hayro_interpret::hayro_syntax::page::Page;

use rustc_hash::FxHashMap;

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

/// The fields of the document's form that hold a value, and whether these are all. Where no form lists them, those that stand on
/// pages.
pub(super) fn fields(pdf: &Pdf) -> (Vec<Pair>, bool) {
    let mut found = Fields { pairs: Vec::new(), left: MOST_FIELDS, all: true };
    if let Some(fields) = form(pdf).and_then(|form| form.get::<Array<'_>>("Fields")) {
        fields.iter::<Dict<'_>>().for_each(|field| found.add(&field, "", DEEPEST));
    }
    if found.pairs.is_empty() {
        let noted = pdf.pages().iter().filter_map(|page| page.raw().get::<Array<'_>>("Annots"));
        let fields = noted.flat_map(|notes| notes.iter::<Dict<'_>>()).filter(is_field);
        fields.for_each(|field| found.add(&field, "", 1));
    }
    (found.pairs, found.all)
}

/// What the document says that it holds, and is not read.
pub(super) fn untold(pdf: &Pdf) -> Vec<&'static str> {
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return Vec::new() };
    let mut untold = Vec::new();
    let stated =
        root.get::<Dict<'_>>("Pages").and_then(|pages| pages.get::<u32>("Count")).unwrap_or_default();
    if u64::from(stated) > pdf.pages().len() as u64 {
        untold.push("the document states more pages than could be found");
    }
    let layers = root.get::<Dict<'_>>("OCProperties").and_then(|layers| layers.get::<Dict<'_>>("D"));
    let is_off = |layers: &Dict<'_>| {
        let listed = layers.get::<Array<'_>>("OFF").is_some_and(|off| off.raw_iter().next().is_some());
        listed || layers.get::<Name<'_>>("BaseState").is_some_and(|state| &*state == b"OFF")
    };
    if layers.as_ref().is_some_and(is_off) {
        untold.push("the document has hidden layers: text on them was not read");
    }
    untold
}

/// Does a page state content that cannot be unpacked to its end?
pub(super) fn is_broken(page: &Page<'_>) -> bool {
    let cannot = |stream: &Stream<'_>| {
        let filters = filters(stream);
        match filters.as_slice() {
            [only] if only.starts_with(b"Fl") => {
                let raw = stream.raw_data();
                std::io::copy(&mut flate2::read::ZlibDecoder::new(&raw[..]), &mut std::io::sink()).is_err()
            }
            _ => stream.decoded().is_err(),
        }
    };
    match page.raw().get::<Object<'_>>("Contents") {
        Some(Object::Stream(stream)) => cannot(&stream),
        Some(Object::Array(several)) => several.iter::<Stream<'_>>().any(|stream| cannot(&stream)),
        _ => page.raw().contains_key("Contents"),
    }
}

fn form(pdf: &Pdf) -> Option<Dict<'_>> {
    let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    root.get::<Dict<'_>>("AcroForm")
}

/// Fields of a form as they are found.
struct Fields {
    pairs: Vec<Pair>,
    left: usize,
    /// Was none left out?
    all: bool,
}

impl Fields {
    fn add(&mut self, field: &Dict<'_>, above: &str, depth: usize) {
        if self.left == 0 {
            self.all = false;
            return;
        }
        self.left -= 1;
        let own = string(field, "T").unwrap_or_default();
        let path = if above.is_empty() || own.is_empty() {
            format!("{above}{own}")
        } else {
            format!("{above}.{own}")
        };
        if let Some(value) = value(field) {
            let name = string(field, "TU").filter(|name| !name.is_empty()).unwrap_or_else(|| path.clone());
            self.pairs.push((name, value));
        }
        if let Some(kids) = field.get::<Array<'_>>("Kids") {
            match depth.checked_sub(1) {
                Some(depth) => kids.iter::<Dict<'_>>().for_each(|kid| self.add(&kid, &path, depth)),
                None => self.all = false,
            }
        }
    }
}

fn is_field(note: &Dict<'_>) -> bool {
    note.get::<Name<'_>>("Subtype").is_some_and(|kind| &*kind == b"Widget")
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
    /// Files within it that could not be taken out.
    pub(super) lost: u64,
    /// Streams that would grow beyond measure.
    pub(super) bombs: u64,
}

/// Looks at all objects once.
pub(super) fn census(pdf: &Pdf) -> Census {
    let mut census = Census::default();
    let mut names: FxHashMap<ObjectIdentifier, String> = FxHashMap::default();
    let mut files: Vec<ObjectIdentifier> = Vec::new();
    for object in pdf.objects() {
        match object {
            Object::Stream(stream) if is_picture(&stream) => {
                census.pictures.extend(range(pdf, &stream));
            }
            Object::Stream(stream) => {
                census.bombs += u64::from(is_bomb(&stream));
                if stream.dict().get::<Name<'_>>("Type").is_some_and(|kind| &*kind == b"EmbeddedFile") {
                    files.push(stream.obj_id());
                }
            }
            Object::Dict(dict) => named_files(&dict, &mut names),
            _ => {}
        }
    }
    // One that a document describes is a file too, whether or not it says so itself.
    files.extend(names.keys().copied());
    files.sort_unstable_by_key(|file| (file.obj_number, file.gen_number));
    files.dedup();
    if census.bombs == 0 {
        files.into_iter().for_each(|file| census.attach(pdf, file, names.remove(&file)));
    }
    census
}

impl Census {
    /// Takes a file out, as long as all of them together are not too long.
    fn attach(&mut self, pdf: &Pdf, file: ObjectIdentifier, name: Option<String>) {
        let name = name.unwrap_or_else(|| "attachment".to_string());
        let held: usize = self.attached.iter().map(|file| file.content.len()).sum();
        let stream = pdf.xref().get::<Stream<'_>>(file).filter(|_| (held as u64) < LARGEST);
        match stream.and_then(|stream| stream.decoded().ok().map(std::borrow::Cow::into_owned)) {
            Some(content) => self.attached.push(Attached { name, content }),
            None => self.lost += 1,
        }
    }
}

/// The files that a dictionary describes, by itself, as what a note holds, or in a list of names.
fn named_files(dict: &Dict<'_>, names: &mut FxHashMap<ObjectIdentifier, String>) {
    let listed = dict.get::<Array<'_>>("Names");
    let listed = listed.iter().flat_map(|list| list.iter::<Object<'_>>()).filter_map(|object| match object {
        Object::Dict(described) => Some(described),
        _ => None,
    });
    for described in std::iter::once(dict.clone()).chain(dict.get::<Dict<'_>>("FS")).chain(listed) {
        let Some(files) = described.get::<Dict<'_>>("EF") else { continue };
        let name = string(&described, "UF").or_else(|| string(&described, "F"));
        if let Some(stream) = files.get::<Stream<'_>>("UF").or_else(|| files.get::<Stream<'_>>("F")) {
            names.entry(stream.obj_id()).or_insert_with(|| name.unwrap_or_else(|| "attachment".to_string()));
        }
    }
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
