//! Letters to PDF.

use serde::Serialize;
use typst::World as _;
use typst::foundations::Bytes;
use typst::introspection::Introspector as _;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use super::fonts::Fonts;
use super::world::{LetterWorld, Shared};
use super::{Letter, Sheet};
use crate::Language;

/// Letters could not be set: a mistake in the template. Holds no value of a letter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("letters could not be set: {0}")]
pub struct LetterError(String);

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
        let data = Data { language: language.code(), fonts: &self.0.fonts.families, sheet, sender, letters };
        let json = serde_json::to_vec(&data).map_err(|error| LetterError(error.to_string()))?;
        let world = LetterWorld { shared: &self.0, letters: Bytes::new(json) };
        let result = set(&world);
        // Typst remembers every letter that it has set, and no two are alike.
        comemo::evict(0);
        result
    }
}

fn set(world: &LetterWorld<'_>) -> Result<Printed, LetterError> {
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
    Ok(Printed { pdf, first_pages, pages: document.pages().len() })
}
