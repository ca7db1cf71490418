//! Letters to PDF.

use serde::Serialize;
use typst::World as _;
use typst::foundations::Bytes;
use typst::introspection::Introspector as _;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::fonts::Fonts;
use super::join::{Part, join};
use super::world::{LetterWorld, Shared};
use super::{Letter, Sheet};
use crate::Language;

/// Letters that are set at a time: Typst holds all that it sets, some 300 kB a letter, so that a file is set in parts.
const LETTERS_AT_ONCE: usize = 50;

/// Letters could not be set: a mistake in the template. Holds no value of a letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("letters could not be set: {0}")]
pub struct LetterError(pub(super) String);

/// A file of letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The PDF.
    pub pdf: Vec<u8>,
    /// The first page of each letter, from 1.
    pub first_pages: Vec<usize>,
    /// Pages of all.
    pub pages: usize,
}

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    language: &'static str,
    fonts: &'a [String],
    sheet: Sheet,
    sender: &'a str,
    letters: &'a [Letter],
}

/// Sets letters.
pub struct Printer(Shared);

impl std::fmt::Debug for Printer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Printer")
    }
}

impl Printer {
    /// With these fonts.
    #[must_use]
    pub fn new(fonts: Fonts) -> Self {
        Self(Shared::new(fonts))
    }

    /// The fonts.
    #[must_use]
    pub const fn fonts(&self) -> &Fonts {
        &self.0.fonts
    }

    /// Sets letters of one language on one kind of sheet into one file. The same letters give the same bytes. The sender is a
    /// line over the address, where the envelope shows it.
    ///
    /// # Errors
    /// When the template has a mistake.
    pub fn print(
        &self,
        sheet: Sheet,
        language: Language,
        sender: &str,
        letters: &[Letter],
    ) -> Result<Printed, LetterError> {
        let mut parts = Vec::new();
        for some in letters.chunks(LETTERS_AT_ONCE) {
            let data = Data {
                language: language.code(),
                fonts: &self.0.fonts.families,
                sheet,
                sender,
                letters: some,
            };
            let json = serde_json::to_vec(&data).map_err(|error| LetterError(error.to_string()))?;
            let result = set(&LetterWorld { shared: &self.0, letters: Bytes::new(json) });
            // Typst remembers every letter that it has set, and no two are alike.
            comemo::evict(0);
            parts.push(result?);
        }
        join(parts, language)
    }
}

fn set(world: &LetterWorld<'_>) -> Result<Part, LetterError> {
    let failed = |errors: &[typst::diag::SourceDiagnostic]| {
        LetterError(errors.first().map(|error| error.message.to_string()).unwrap_or_default())
    };
    debug_assert!(world.source(world.main()).is_ok());
    let document: PagedDocument = typst::compile(world).output.map_err(|errors| failed(&errors))?;
    let introspector = document.introspector();
    let starts = introspector.query_labelled();
    let first_pages =
        starts.iter().filter_map(|start| Some(introspector.page(start.location()?)?.get())).collect();
    // Letters are printed, not read by a screen reader: without tags a file is half as large.
    let options = PdfOptions { tagged: false, ..PdfOptions::default() };
    let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| failed(&errors))?;
    let pages = document.pages();
    let size = pages.first().map(|page| page.frame.size()).unwrap_or_default();
    let sheet = (size.x.to_pt() as f32, size.y.to_pt() as f32);
    Ok(Part { printed: Printed { pdf, first_pages, pages: pages.len() }, sheet })
}
