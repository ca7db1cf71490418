//! Parts of a file of letters, made one file.

use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::pdf::{Pdf, PdfDocument};
use krilla::{Document, SerializeSettings};

use super::print::{LetterError, Printed};
use crate::Language;

/// Letters that were set together.
pub(super) struct Part {
    pub printed: Printed,
    /// Width and height of its sheet, points.
    pub sheet: (f32, f32),
}

/// One file of the parts, in their order. A part begins on the front of a sheet, as each letter does: where the one before ends
/// there, an empty back comes between. One part alone stays as it is.
///
/// # Errors
/// When a part is no PDF: a mistake of what made it.
pub(super) fn join(mut parts: Vec<Part>, language: Language) -> Result<Printed, LetterError> {
    if parts.len() == 1
        && let Some(only) = parts.pop()
    {
        return Ok(only.printed);
    }
    let mut document = Document::new_with(SerializeSettings { enable_tagging: false, ..Default::default() });
    let mut joined = Printed { pdf: Vec::new(), first_pages: Vec::new(), pages: 0 };
    for Part { printed, sheet: (width, height) } in parts {
        if !joined.pages.is_multiple_of(2) {
            let back = PageSettings::from_wh(width, height).ok_or_else(|| failed("a page without a size"))?;
            document.start_page_with(back).finish();
            joined.pages += 1;
        }
        let pdf = Pdf::new(printed.pdf).map_err(|_| failed("a part that cannot be read"))?;
        let pages: Vec<usize> = (0..printed.pages).collect();
        document.embed_pdf_pages(&PdfDocument::new(pdf.into()), &pages);
        joined.first_pages.extend(printed.first_pages.iter().map(|page| page + joined.pages));
        joined.pages += printed.pages;
    }
    document.set_metadata(Metadata::new().language(language.code().to_string()));
    joined.pdf = document.finish().map_err(|error| failed(&format!("{error:?}")))?;
    Ok(joined)
}

fn failed(what: &str) -> LetterError {
    LetterError(format!("the parts could not be joined: {what}"))
}
