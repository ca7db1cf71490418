//! Notes of cells in workbooks that do not keep them as a part of their own: Excel 97 to 2003 (xls) and OpenDocument (ods). They
//! are handed over as a document beside the sheets.

use whose_model::GapReason;

use super::xls_records::{Notes, Records};
use crate::containers::zip;
use crate::{Input, MemberEnd, Output, compound};

/// Sheets that are larger are not looked through for notes.
const LARGEST_CONTENT: u64 = 256 << 20;

const UNSEEN: &str =
    "notes of cells, if there are any: the sheets are too large, or damaged, to look for them";

/// Hands over the notes of OpenDocument, which stand among the cells.
pub(super) fn open_document(input: &mut dyn Input, output: &mut dyn Output) {
    const OPENING: &str = "<office:annotation";
    const CLOSING: &str = "</office:annotation>";
    let length = input.length();
    let Ok(content) = zip::text_of(input, "content.xml", LARGEST_CONTENT) else {
        return output.not_read(length, length, GapReason::Limit, UNSEEN);
    };
    let mut notes = String::new();
    let mut rest = content.as_str();
    while let Some(from) = rest.find(OPENING) {
        let Some(end) = rest[from..].find(CLOSING) else { break };
        let to = from + end + CLOSING.len();
        notes.push_str(&rest[from..to]);
        rest = &rest[to..];
    }
    if notes.is_empty() {
        return;
    }
    let document = format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\">{notes}</office:document-content>"
    );
    hand_over("notes.xml", &document, length, output);
}

/// Hands over the notes and text boxes of Excel 97 to 2003, and the notes of Excel 5 and 95.
pub(super) fn excel_97(input: &mut dyn Input, output: &mut dyn Output) {
    let length = input.length();
    let Ok(raw) = input.raw() else { return };
    // That the workbook itself could not be opened has been told.
    let Ok(mut file) = cfb::CompoundFile::open(std::io::BufReader::new(raw)) else { return };
    let Some(name) = ["Workbook", "Book"].into_iter().find(|name| file.exists(name)) else { return };
    let Ok(bytes) = compound::stream(&mut file, name, LARGEST_CONTENT) else {
        return output.not_read(length, length, GapReason::Limit, UNSEEN);
    };
    let mut notes = Notes::default();
    Records::new(&bytes).for_each(|record| notes.take(record));
    let notes = notes.finish();
    if !notes.is_empty() {
        hand_over("notes.txt", &notes, length, output);
    }
}

fn hand_over(name: &str, document: &str, length: u64, output: &mut dyn Output) {
    let end = output.member(name, &mut document.as_bytes());
    if matches!(end, MemberEnd::Limit(_) | MemberEnd::Refused) {
        output.not_read(length, length, GapReason::Limit, "the notes of cells are beyond the limits");
    }
}
