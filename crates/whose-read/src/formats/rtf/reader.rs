//! What tokens say: the paragraphs, tables and notes of a document.

use std::collections::BTreeMap;

use whose_model::GapReason;

use super::tokens::Token;
use super::words;
use crate::code_pages::CodePage;
use crate::formats::grids::LONGEST_LINE;
use crate::formats::links;
use crate::formats::text::document::Document;
use crate::formats::text::rows::Rows;

/// Groups within groups beyond this depth are read as one.
const DEEPEST: usize = 10_000;
/// Most fonts that are told apart.
const FONTS: usize = 1 << 14;

/// What a group holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// What the group around it holds.
    Same,
    Text,
    /// Text that stands elsewhere: a footnote, a header, a comment, a box.
    Note,
    Nothing,
    Fonts,
    /// Of a field.
    Instruction,
    Picture,
    Object,
    /// Behind each row of a table in a cell.
    NestedRow,
}

/// What holds until the group ends.
#[derive(Clone, Copy)]
pub(super) struct State {
    kind: Kind,
    font: i32,
    /// So many characters stand for one of Unicode where that is not known.
    spare: usize,
    in_table: bool,
    in_note: bool,
    /// Where the group began.
    from: u64,
}

/// A paragraph, and where it began.
#[derive(Default)]
pub(super) struct Paragraph {
    text: String,
    from: u64,
}

/// Takes tokens, and hands over what they say.
pub(super) struct Reader<'o> {
    document: Document<'o>,
    state: State,
    groups: Vec<State>,
    /// Groups that are open beyond the deepest.
    deeper: u64,
    /// A star stood before the word that comes.
    starred: bool,
    /// Characters to pass over.
    spared: usize,
    /// The first half of a character of Unicode.
    half: Option<u16>,
    fonts: BTreeMap<i32, CodePage>,
    page: CodePage,
    font: i32,
    /// Letters that are not decoded yet, and where they begin.
    bytes: Vec<u8>,
    bytes_at: u64,
    paragraph: Paragraph,
    /// Paragraphs of those outside the notes that are under way.
    outside: Vec<Paragraph>,
    instruction: String,
    rows: Rows,
}

impl<'o> Reader<'o> {
    pub(super) fn new(document: Document<'o>) -> Self {
        let state = State { kind: Kind::Text, font: 0, spare: 1, in_table: false, in_note: false, from: 0 };
        Self {
            document,
            state,
            groups: Vec::new(),
            deeper: 0,
            starred: false,
            spared: 0,
            half: None,
            fonts: BTreeMap::new(),
            page: CodePage::Known(encoding_rs::WINDOWS_1252),
            font: 0,
            bytes: Vec::new(),
            bytes_at: 0,
            paragraph: Paragraph::default(),
            outside: Vec::new(),
            instruction: String::new(),
            rows: Rows::default(),
        }
    }

    pub(super) fn stopped(&mut self) -> bool {
        self.document.output().stopped()
    }

    /// Takes a token that begins here.
    pub(super) fn token(&mut self, token: Token<'_>, from: u64) {
        match token {
            Token::Text(text) => {
                let spared = self.spared.min(text.len());
                self.spared -= spared;
                self.letters(text.get(spared..).unwrap_or_default(), from.saturating_add(spared as u64));
            }
            Token::Byte(_) if self.spared > 0 => self.spared -= 1,
            Token::Byte(0) => {}
            Token::Byte(byte) => self.letters(&[byte], from),
            Token::Word(..) | Token::Sign(_) if self.spared > 0 => self.spared -= 1,
            Token::Word(word, number) => {
                self.decode(from);
                self.word(word, number, from);
            }
            Token::Sign(sign) => {
                self.decode(from);
                self.sign(sign, from);
            }
            Token::Open => {
                self.decode(from);
                self.open(from);
            }
            Token::Close => {
                self.decode(from);
                self.close(from.saturating_add(1));
            }
        }
    }

    /// The document ends.
    pub(super) fn end(mut self, length: u64) -> crate::Reading {
        self.decode(length);
        if !self.groups.is_empty() {
            let detail = "the document ends within a group";
            self.document.output().not_read(length, length, GapReason::Truncated, detail);
        }
        self.deeper = 0;
        while !self.groups.is_empty() {
            self.close(length);
        }
        if !self.paragraph.text.is_empty() {
            self.end_paragraph();
        }
        self.rows.leave(&mut self.document);
        self.document.end()
    }

    fn open(&mut self, from: u64) {
        (self.starred, self.spared) = (false, 0);
        if self.groups.len() == DEEPEST {
            self.deeper += 1;
            return;
        }
        self.groups.push(self.state);
        self.state.from = from;
    }

    fn close(&mut self, to: u64) {
        (self.starred, self.spared) = (false, 0);
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        let Some(around) = self.groups.pop() else { return };
        let ended = std::mem::replace(&mut self.state, around);
        if ended.kind == around.kind && ended.in_note == around.in_note {
            return;
        }
        match ended.kind {
            Kind::Picture | Kind::Object => {
                let detail = match ended.kind {
                    Kind::Picture => "a picture in the document: look at it",
                    _ => "an object in the document: look at it",
                };
                self.document.output().not_read(ended.from, to, GapReason::Binary, detail);
            }
            Kind::Instruction => self.link(to),
            Kind::Text if ended.in_note && !around.in_note => {
                let note = std::mem::replace(&mut self.paragraph, self.outside.pop().unwrap_or_default());
                if !note.text.is_empty() {
                    self.document.line(note.text.trim(), note.from);
                }
                self.document.part();
            }
            _ => {}
        }
    }

    /// Where a field leads.
    fn link(&mut self, at: u64) {
        let instruction = std::mem::take(&mut self.instruction);
        if let Some(target) = links::target(&instruction).filter(|target| links::leads_to_person(target)) {
            self.add(&format!("{target} "), at);
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>, at: u64) {
        let starred = std::mem::take(&mut self.starred);
        if let Some(kind) = words::destination(word, starred) {
            return self.enter(kind);
        }
        if let Some(character) = words::character(word) {
            let mut buffer = [0; 4];
            return self.add(character.encode_utf8(&mut buffer), at);
        }
        let value = number.unwrap_or_default();
        match word {
            "par" | "sect" | "page" | "column" | "softpage" => self.end_paragraph(),
            "pard" => self.state.in_table = false,
            "intbl" => self.state.in_table = true,
            "cell" => self.end_cell(at),
            "row" => self.rows.end_row(&mut self.document),
            "u" => self.unicode(value, at),
            "uc" => self.state.spare = usize::try_from(value).unwrap_or_default().min(16),
            "f" => self.state.font = value,
            "deff" => (self.font, self.state.font) = (value, value),
            "plain" => self.state.font = self.font,
            "fcharset" if self.state.kind == Kind::Fonts => {
                self.define(words::page_of_charset(value));
            }
            "cpg" if self.state.kind == Kind::Fonts => self.define(u16::try_from(value).ok()),
            "ansicpg" => self.set_page(u16::try_from(value).ok()),
            "mac" => self.set_page(Some(10_000)),
            "pc" => self.set_page(Some(437)),
            "pca" => self.set_page(Some(850)),
            _ => {}
        }
    }

    fn sign(&mut self, sign: u8, at: u64) {
        match sign {
            b'*' => self.starred = true,
            b'\\' | b'{' | b'}' => self.letters(&[sign], at),
            b'~' => self.add(" ", at),
            b'_' => self.add("-", at),
            b'\r' | b'\n' => self.end_paragraph(),
            b'\t' => self.add("\t", at),
            _ => {}
        }
    }

    /// The group turns out to hold this.
    fn enter(&mut self, kind: Kind) {
        match kind {
            // What is passed over holds nothing else, and the outermost group is the document.
            _ if self.state.kind != Kind::Text || self.groups.len() < 2 => {}
            Kind::Same | Kind::Text => {}
            Kind::Note if self.state.in_note => {}
            Kind::Note => {
                self.outside.push(std::mem::take(&mut self.paragraph));
                self.document.part();
                (self.state.in_note, self.state.in_table) = (true, false);
            }
            Kind::NestedRow => {
                self.paragraph.text.push('\n');
                self.state.kind = Kind::Nothing;
            }
            kind => self.state.kind = kind,
        }
    }

    /// The document is in this code page.
    fn set_page(&mut self, number: Option<u16>) {
        if let Some(page) = number.and_then(CodePage::by_number) {
            self.page = page;
        }
    }

    /// The font that is being described is in this code page.
    fn define(&mut self, number: Option<u16>) {
        let page = number.and_then(CodePage::by_number);
        match page.filter(|_| self.fonts.len() < FONTS) {
            Some(page) => self.fonts.insert(self.state.font, page),
            None => self.fonts.remove(&self.state.font),
        };
    }

    fn letters(&mut self, letters: &[u8], at: u64) {
        if !matches!(self.state.kind, Kind::Text | Kind::Instruction) {
            return;
        }
        if self.bytes.is_empty() {
            self.bytes_at = at;
        }
        self.bytes.extend_from_slice(letters);
        if self.bytes.len() > LONGEST_LINE {
            self.decode(at);
        }
    }

    /// Decodes the letters before this place.
    fn decode(&mut self, to: u64) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let of_font = self.fonts.get(&self.state.font).copied();
        let mut text = of_font.unwrap_or(self.page).decode(&bytes);
        // Fonts for the West are used for letters of the document's own script as well.
        if of_font.is_some_and(|page| page == CodePage::Known(encoding_rs::WINDOWS_1252)) && !bytes.is_ascii()
        {
            let other = self.page.decode(&bytes);
            if self.page.is_double_byte() && !other.contains(char::REPLACEMENT_CHARACTER) {
                text = other;
            }
        }
        if text.contains(char::REPLACEMENT_CHARACTER) {
            let detail = "bytes that are no text in the code page of their font";
            self.document.output().not_read(self.bytes_at, to, GapReason::Undecodable, detail);
        }
        self.add(&text, self.bytes_at);
        self.bytes = bytes;
        self.bytes.clear();
    }

    fn unicode(&mut self, value: i32, at: u64) {
        self.spared = self.state.spare;
        // Numbers beyond 32,767 are written as negative ones.
        let Ok(unit) = u16::try_from(if value < 0 { value.saturating_add(65_536) } else { value }) else {
            return;
        };
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if matches!(unit, 0xD800..=0xDBFF) {
            self.half = Some(unit);
            return;
        }
        self.add(&String::from_utf16_lossy(&units), at);
    }

    fn add(&mut self, text: &str, at: u64) {
        match self.state.kind {
            Kind::Text => {
                if self.paragraph.text.is_empty() {
                    self.paragraph.from = at;
                }
                self.paragraph.text.push_str(text);
                if self.paragraph.text.len() > LONGEST_LINE {
                    self.end_paragraph();
                }
            }
            Kind::Instruction if self.instruction.len() < LONGEST_LINE => self.instruction.push_str(text),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if self.state.kind != Kind::Text {
            return;
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        if self.state.in_table && !self.state.in_note {
            return self.rows.paragraph(&paragraph.text, paragraph.from, &mut self.document);
        }
        if !self.state.in_note {
            self.rows.leave(&mut self.document);
        }
        self.document.line(paragraph.text.trim_end(), paragraph.from);
    }
    fn end_cell(&mut self, at: u64) {
        if self.state.kind != Kind::Text || self.state.in_note {
            return;
        }
        let Paragraph { text, from } = std::mem::take(&mut self.paragraph);
        let at = if text.is_empty() { at } else { from };
        self.rows.end_cell(&text, at, &mut self.document);
    }
}
