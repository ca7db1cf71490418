//! What Typst may see: the template, the letters, the fonts. No file of the machine, no package, no clock.

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::Fonts;

const TEMPLATE: &str = include_str!("../../letters/letter.typ");

/// The parts that every file of letters shares.
pub(super) struct Shared {
    standard: LazyHash<Library>,
    template: Source,
    data: FileId,
    pub fonts: Fonts,
}

impl Shared {
    pub fn new(fonts: Fonts) -> Self {
        let id = |name: &str| {
            let path = VirtualPath::new(name).expect("the names are plain");
            FileId::new(RootedPath::new(VirtualRoot::Project, path))
        };
        Self {
            standard: LazyHash::new(Library::default()),
            template: Source::new(id("letter.typ"), TEMPLATE.to_string()),
            data: id("letters.json"),
            fonts,
        }
    }
}

/// One file of letters.
pub(super) struct LetterWorld<'a> {
    pub shared: &'a Shared,
    pub letters: Bytes,
}

impl World for LetterWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.standard
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.fonts.book
    }

    fn main(&self) -> FileId {
        self.shared.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.shared.template.id() {
            Ok(self.shared.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shared.data { Ok(self.letters.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
