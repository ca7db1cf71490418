//! Documents that office programs keep as XML, mostly as members of a zip: Word (WordprocessingML, ECMA-376 part 1, 17), PowerPoint
//! (PresentationML and DrawingML, 19 to 21), OpenDocument (1.3, text and presentations) and Hangul (HWPX, OWPML KS X 6101).
//!
//! They differ in names, not in kind: paragraphs of runs of text, and tables of rows of cells of paragraphs. Paragraphs are lines,
//! tables are tables. Text that was deleted but is kept, and who commented, is read too.

use super::links::{leads_to_person, target};
use super::text::document::Document;
use crate::markup::{self, Kind, local};
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Documents of paragraphs in XML.
pub struct Paragraphs;

/// Root elements of documents and their parts, and what else their head then holds: the name of their vocabulary.
const ROOTS: &[(&str, &str)] = &[
    ("document", "wordprocessingml"),
    ("hdr", "wordprocessingml"),
    ("ftr", "wordprocessingml"),
    ("footnotes", "wordprocessingml"),
    ("endnotes", "wordprocessingml"),
    ("comments", "wordprocessingml"),
    ("comments", "spreadsheetml"),
    ("wsDr", "spreadsheetDrawing"),
    ("sld", "presentationml"),
    ("notes", "presentationml"),
    ("document-content", "opendocument"),
    ("document-styles", "opendocument"),
    ("document", "opendocument"),
    ("sec", "hancom"),
];
/// The vocabulary stands within so many bytes of the start.
const HEAD: usize = 8 << 10;
/// Tables within tables beyond this depth are text.
const DEEPEST: usize = 32;
/// Stands before who wrote a comment.
const AUTHOR: &str = "Author name: ";
/// A longer paragraph is cut.
const LONGEST: usize = 64 << 10;

impl Format for Paragraphs {
    fn code(&self) -> &'static str {
        "document-xml"
    }

    fn title(&self) -> &'static str {
        "Documents in XML, as members of docx, pptx, odt, odp and hwpx: paragraphs, tables, notes and comments"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let is_document = head.text.and_then(root).is_some_and(|(name, head)| {
            ROOTS.iter().any(|(root, vocabulary)| *root == name && head.contains(vocabulary))
        });
        if is_document { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        let mut window = Window::new(text.as_mut());
        let mut paper = Paper::new(Document::new(output));
        while let Some(piece) = markup::next(&mut window) {
            let offset = window.offset(0);
            let rest = window.rest();
            paper.piece(piece.kind, local(&rest[piece.name]), &rest[piece.inner], offset);
            window.cut(piece.length);
            if paper.document.output().stopped() {
                break;
            }
        }
        paper.end_paragraph();
        paper.document.end()
    }
}

/// The local name of the first element, and the head of the text.
fn root(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let head = &text[..crate::window::border(text, HEAD)];
    let mut rest = head;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        if !rest.starts_with(['?', '!']) {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            return Some((local(&rest[..end]), head));
        }
    }
}

/// What is being read.
struct Paper<'o> {
    document: Document<'o>,
    /// The paragraph under way, and where it began.
    line: String,
    from: u64,
    /// Next column in each open table.
    columns: Vec<usize>,
    /// Paragraphs within paragraphs, where text is text.
    depth: usize,
    /// Does text stand in elements of its own, or in the paragraph itself?
    runs: Runs,
    /// Open elements whose text is shown elsewhere already.
    hidden: usize,
}

/// Where text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Runs {
    /// In the paragraph itself, as OpenDocument has it.
    Paragraph,
    /// Within an element of its own; is one open?
    Own(bool),
    /// Within an instruction of a field.
    Instruction,
}

impl<'o> Paper<'o> {
    fn new(document: Document<'o>) -> Self {
        let (line, columns) = (String::new(), Vec::new());
        Self { document, line, from: 0, columns, depth: 0, runs: Runs::Own(false), hidden: 0 }
    }

    fn piece(&mut self, kind: Kind, name: &str, inner: &str, offset: u64) {
        match kind {
            Kind::Text => self.text(&markup::resolve(inner)),
            Kind::Verbatim => self.text(inner),
            Kind::Open => self.open(name, inner, offset),
            Kind::Empty => {
                self.open(name, inner, offset);
                self.close(name);
            }
            Kind::Close => self.close(name),
            Kind::Comment | Kind::Declaration => {}
        }
    }

    fn text(&mut self, text: &str) {
        match self.runs {
            _ if self.hidden > 0 => {}
            Runs::Own(true) => self.add(text),
            Runs::Paragraph if self.depth > 0 => self.add(&text.replace(['\n', '\r', '\t'], " ")),
            Runs::Instruction => {
                if let Some(link) = target(text).filter(|link| leads_to_person(link)) {
                    self.add(&format!(" {link} "));
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        self.line.push_str(text);
        if self.line.len() > LONGEST {
            self.end_line();
        }
    }

    fn open(&mut self, name: &str, inner: &str, offset: u64) {
        match name {
            "document-content" | "document-styles" => self.runs = Runs::Paragraph,
            "p" | "h" => {
                self.end_line();
                (self.from, self.depth) = (offset, self.depth + 1);
            }
            "t" | "delText" if self.runs != Runs::Paragraph => self.runs = Runs::Own(true),
            "instrText" => self.runs = Runs::Instruction,
            "tab" | "ptab" if self.depth > 0 => self.add("\t"),
            "br" | "cr" | "line-break" | "lineBreak" => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            "s" if self.runs == Runs::Paragraph => self.add(" "),
            "Fallback" | "binData" | "binary-data" | "tracked-changes" => self.hidden += 1,
            "tbl" | "table" if self.columns.len() < DEEPEST => {
                self.end_line();
                self.document.open_table();
                self.columns.push(0);
            }
            "tr" | "table-row" => {
                self.end_line();
                self.document.begin_row(offset);
                self.columns.iter_mut().next_back().into_iter().for_each(|column| *column = 0);
            }
            "tc" | "table-cell" | "covered-table-cell" => self.cell(offset),
            "gridSpan" => self.widen(inner),
            "comment" | "annotation" => self.author(inner, offset),
            // Those of a workbook's notes.
            "author" => {
                self.end_line();
                (self.from, self.runs) = (offset, Runs::Own(true));
                self.line.push_str(AUTHOR);
            }
            "a" | "hyperlink" => self.link(inner),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "t" | "delText" | "instrText" if self.runs != Runs::Paragraph => self.runs = Runs::Own(false),
            "Fallback" | "binData" | "binary-data" | "tracked-changes" => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            "author" => {
                self.runs = Runs::Own(false);
                self.end_line();
                self.document.part();
            }
            "tc" | "table-cell" => self.end_line(),
            "tr" | "table-row" if !self.columns.is_empty() => {
                self.end_line();
                self.document.end_row();
            }
            "tbl" | "table" if self.columns.pop().is_some() => self.document.close_table(),
            // What a box or a slide's shape says stands by itself.
            "txbxContent" | "sp" | "txBody" | "text-box" | "comment" => {
                self.end_line();
                self.document.part();
            }
            _ => {}
        }
    }

    fn cell(&mut self, offset: u64) {
        self.end_line();
        if let Some(column) = self.columns.last_mut() {
            let at = *column;
            *column += 1;
            self.document.begin_cell(at, 1, offset);
        }
    }

    /// The cell that just began is as wide as several.
    fn widen(&mut self, inner: &str) {
        let mut width = 1;
        markup::attributes(inner, |name, value| {
            if local(name) == "val" {
                width = value.parse().unwrap_or(1);
            }
        });
        if let Some(column) = self.columns.last_mut() {
            *column = column.saturating_add(width.clamp(1, 64) - 1);
        }
    }

    /// Who wrote a comment.
    fn author(&mut self, inner: &str, offset: u64) {
        self.end_line();
        self.document.part();
        self.from = offset;
        markup::attributes(inner, |name, value| {
            if local(name) == "author" && !value.is_empty() {
                self.document.line(&format!("{AUTHOR}{}", markup::resolve(value)), offset);
            }
        });
    }

    /// The address that a link leads to.
    fn link(&mut self, inner: &str) {
        let mut found = String::new();
        markup::attributes(inner, |name, value| {
            if local(name) == "href" && leads_to_person(value) {
                found = format!(" {} ", markup::resolve(value));
            }
        });
        self.add(&found);
    }

    /// What stands in the line so far; the paragraph goes on.
    fn end_line(&mut self) {
        if !self.line.trim().is_empty() {
            let line = std::mem::take(&mut self.line);
            self.document.line(line.trim_matches([' ', '\t', '\n', '\r']), self.from);
        }
        self.line.clear();
    }

    /// An empty paragraph parts what stands before from what follows.
    fn end_paragraph(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        if self.line.trim().is_empty() {
            self.document.part();
        }
        self.end_line();
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    #[test]
    fn a_word_document_is_lines_and_tables() {
        let word = "<?xml version='1.0'?><w:document xmlns:w='http://x/wordprocessingml/2006/main'><w:body>\
            <w:p><w:r><w:t>Anne </w:t></w:r><w:r><w:t>Roy</w:t><w:br/><w:t>12 Main St</w:t></w:r></w:p><w:p/>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Name</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>E-mail</w:t></w:r></w:p></w:tc>\
            <w:tc><w:p><w:r><w:t>Phone</w:t></w:r></w:p></w:tc></w:tr>\
            <w:tr><w:tc><w:p><w:r><w:t>Paul Lee</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>\
            <w:tc><w:p><w:r><w:t>416 555 0100</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:p><w:r><w:instrText> HYPERLINK \"mailto:kim@x.example\" </w:instrText></w:r>\
            <w:r><w:delText>write to Kim</w:delText></w:r></w:p></w:body></w:document>";
        let expected = "\
a.xml: document-xml UTF-8 660/660
  table 0 text \"\": text
  table 1 rows \"\": Name | E-mail | Phone
  1 #1 @357: Name=\"Paul Lee\" Phone=\"416 555 0100\"
  0 #1 @87: text=\"Anne Roy\\n12 Main St\"
  0 #3 @509: text=\"mailto:kim@x.example write to Kim\"
";
        assert_eq!(dump("a.xml", word.as_bytes()), expected);
    }

    #[test]
    fn other_vocabularies_say_the_same() {
        for text in [
            "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'><office:body>\
             <text:p>Anne<text:s/>Roy</text:p><text:p><text:a xlink:href='mailto:a@x.example'>write</text:a></text:p></office:body>\
             </office:document-content>",
            "<hs:sec xmlns:hs='http://www.hancom.co.kr/hwpml/2011/section'><hp:p><hp:run><hp:t>Anne Roy</hp:t></hp:run></hp:p>\
             <hp:p><hp:run><hp:t> mailto:a@x.example write</hp:t></hp:run></hp:p></hs:sec>",
            "<p:sld xmlns:p='http://x/presentationml/2006/main'><p:sp><a:p><a:r><a:t>Anne Roy</a:t></a:r></a:p>\
             <a:p><a:r><a:t>mailto:a@x.example write</a:t></a:r></a:p></p:sp></p:sld>",
        ] {
            let read = read_bytes("a.xml", text.as_bytes());
            let lines: Vec<String> = read["a.xml"].values.iter().map(|row| row[0].3.clone()).collect();
            assert_eq!(lines.join("\n"), "Anne Roy\nmailto:a@x.example write", "{text}");
            assert_eq!(read["a.xml"].format, "document-xml");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_markup_costs_gaps_at_most(tags in "(<(w:p|w:t|w:tbl|w:tr|w:tc|/w:p|/w:tbl|/w:tc|w:br/)>|[a가 ]){0,60}") {
            let text = format!("<w:document xmlns:w='wordprocessingml'>{tags}");
            read_bytes("a.xml", text.as_bytes());
        }
    }
}
