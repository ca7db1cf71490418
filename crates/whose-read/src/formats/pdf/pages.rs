//! A document's pages, one after the other, in a thread of their own, which has room for nested objects and can be left alone when it
//! does not come to an end.

use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::{Affine, Rect};

use super::glyphs::Characters;
use super::guard;
use super::gutter::in_reading_order;
use super::objects::{self, Census, Pair};
use super::regions::{self, Piece, pieces};
use super::rows::rows;
use super::ruled;

/// Room for deeply nested objects.
const STACK: usize = 256 << 20;

/// A font of one empty glyph (CFF, Adobe technical note 5176), for fonts that the document does not bring: what their characters
/// mean and how wide they are is known without their shapes, and looking for shapes would take most of the time.
const NO_SHAPES: [u8; 34] = [
    1, 0, 4, 1, // header
    0, 1, 1, 1, 2, b'A', // names
    0, 1, 1, 1, 10, 28, 0, 28, 17, 139, 28, 0, 34, 18, // glyphs at 28, nothing private at 34
    0, 0, // strings
    0, 0, // subroutines
    0, 1, 1, 1, 2, 14, // the glyph
];

/// What the thread says, in this order: [`Said::Opened`] or [`Said::Refused`], then the pages.
pub(super) enum Said {
    Opened { properties: Vec<Pair>, fields: Vec<Pair>, untold: Vec<&'static str>, census: Census },
    Page(Content),
    Refused(Refusal),
}

/// Why a document was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    Encrypted,
    Damaged,
    /// Parts of it would grow beyond measure.
    Bomb,
    /// Its tree of pages is too large.
    Deep,
}

/// What a page says.
pub(super) struct Content {
    /// Raw offset of the page's object; 0 where it is packed.
    pub(super) offset: u64,
    pub(super) pieces: Vec<Piece>,
    /// Characters of which the file does not say what they mean.
    pub(super) unknown: u64,
    /// Does it show something, but no text?
    pub(super) silent: bool,
    /// Does it state content that could not be unpacked to its end?
    pub(super) broken: bool,
    /// Were there more characters than are read?
    pub(super) cut: bool,
}

/// Reads a document in a thread, which has ended when nothing more is said. Joining it fails where it panicked.
pub(super) fn read(
    bytes: Vec<u8>,
    passwords: Vec<String>,
    said: SyncSender<Said>,
) -> std::io::Result<std::thread::JoinHandle<()>> {
    std::thread::Builder::new().name("pdf".to_string()).stack_size(STACK).spawn(move || {
        let bytes = Arc::new(bytes);
        match open(&bytes, &passwords) {
            Ok(pdf) => document(&pdf, &said),
            Err(refusal) => {
                let _ = said.send(Said::Refused(refusal));
            }
        }
    })
}

/// Opens a document without a password, or with the first that fits.
fn open(bytes: &Arc<Vec<u8>>, passwords: &[String]) -> Result<Pdf, Refusal> {
    if guard::is_too_deep(bytes) {
        return Err(Refusal::Deep);
    }
    let mut refusal = Refusal::Damaged;
    for password in std::iter::once("").chain(passwords.iter().map(String::as_str)) {
        match Pdf::new_with_password(Arc::clone(bytes), password) {
            Ok(pdf) => return Ok(pdf),
            Err(LoadPdfError::Decryption(
                DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
            )) => {
                refusal = Refusal::Encrypted;
            }
            Err(_) => return Err(refusal),
        }
    }
    Err(refusal)
}

fn document(pdf: &Pdf, said: &SyncSender<Said>) {
    let census = objects::census(pdf);
    if census.bombs > 0 {
        let _ = said.send(Said::Refused(Refusal::Bomb));
        return;
    }
    let (fields, all) = objects::fields(pdf);
    let mut untold = objects::untold(pdf);
    untold.extend((!all).then_some("the form has more fields, or deeper ones, than are read"));
    let opened = Said::Opened { properties: objects::properties(pdf), fields, untold, census };
    if said.send(opened).is_err() {
        return;
    }
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings {
        render_annotations: false,
        font_resolver: Arc::new(|_| Some((Arc::new(NO_SHAPES), 0))),
        ..InterpreterSettings::default()
    };
    for page in pdf.pages().iter() {
        if said.send(Said::Page(content(pdf, page, &cache, &settings))).is_err() {
            return;
        }
    }
}

fn content<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> Content {
    let upright = Affine::new(page.initial_transform(true).as_coeffs().map(f64::from));
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(upright, area, cache, pdf.xref(), settings.clone());
    let mut characters = Characters::default();
    interpret_page(page, &mut context, &mut characters);
    let silent = characters.drawn.is_empty() && characters.unknown == 0 && characters.shapes > 0;
    let mut said: Vec<Piece> = Vec::new();
    let tables = characters.rules.tables();
    for (turns, mut rows) in rows(characters.drawn) {
        for table in tables.iter().filter(|_| turns == 0) {
            if let Some((columns, cells)) = ruled::taken(table, &mut rows) {
                regions::between_rules(columns, cells, &mut said);
            }
        }
        for part in in_reading_order(rows) {
            said.extend(pieces(&part));
            said.push(Piece::Line(String::new()));
        }
    }
    said.extend(objects::notes(page).into_iter().map(Piece::Line));
    said.push(Piece::Line(String::new()));
    let offset = objects::offset(pdf, page.raw().data()).unwrap_or_default();
    Content {
        offset,
        pieces: said,
        unknown: characters.unknown,
        silent,
        broken: objects::is_broken(page),
        cut: characters.cut,
    }
}
