//! Lines of a page that stand in one element and tell of one thing: a card, an item of a list, what follows a heading. They are one
//! record, as the lines of an address are in plain text; all others are records of their own.

use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use whose_model::Batch;

use crate::formats::text::block::{MOST_BYTES, MOST_LINES, tells_of_one};
use crate::formats::text::form;

/// Elements whose lines may belong together.
const HOLDING: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "header",
    "li",
    "ol",
    "p",
    "section",
    "table",
    "ul",
];
/// Elements deeper within each other than this are part of that around them.
const DEEPEST: usize = 256;
/// A line longer than this is told, not listed: cards have short ones.
const LONG_LINE: usize = 120;
/// Where in a list of definitions a new thing begins, as a heading does: the level of such a heading.
const DEFINED: u8 = 10;

/// The lines under way, by the element that they stand in.
#[derive(Default)]
pub(super) struct Cards {
    open: Vec<Open>,
    /// Lines of the heading under way.
    heading: Vec<Piece>,
    in_heading: bool,
    /// Number of the last record.
    pub(super) number: u64,
    pub(super) batch: Batch,
}

/// An element, or what follows a heading.
#[derive(Default)]
struct Open {
    name: String,
    /// Of its name and class: elements of a list are alike.
    key: u64,
    /// Level of the heading that it follows; 0 of an element.
    level: u8,
    pieces: Vec<Piece>,
    bytes: usize,
    lines: usize,
    /// It is not one thing: its lines were handed over.
    given_up: bool,
}

/// A line, or lines that belong together.
struct Piece {
    text: String,
    at: u64,
    lines: usize,
    /// Of the innermost element that it was all of.
    key: u64,
    is_item: bool,
    is_term: bool,
}

impl Cards {
    /// Does an element of this name hold lines together?
    pub(super) fn holds(name: &str) -> bool {
        HOLDING.contains(&name) || heading(name).is_some()
    }

    /// An element begins, with this class.
    pub(super) fn open(&mut self, name: &str, class: &str) {
        if let Some(level) = heading(name) {
            self.close_implied(name);
            self.end_sections(level);
            self.in_heading = true;
            return;
        }
        if !HOLDING.contains(&name) {
            return;
        }
        self.close_implied(name);
        if name == "dt" {
            // Terms that are labels go on with the thing that was begun.
            self.close("dd");
        }
        if self.open.len() < DEEPEST {
            let mut hash = FxHasher::default();
            (name, class).hash(&mut hash);
            self.open.push(Open { name: name.to_string(), key: hash.finish(), ..Open::default() });
        }
    }

    /// Paragraphs, items and terms end where the next one begins.
    fn close_implied(&mut self, name: &str) {
        let implied = match name {
            "li" => "li",
            "dt" | "dd" => {
                let last = self.open.last().map(|open| open.name.as_str());
                if last == Some("dt") { "dt" } else { "dd" }
            }
            _ => "p",
        };
        if self.open.last().is_some_and(|open| open.name == implied && open.level == 0) {
            self.close(implied);
        }
    }

    /// An element ends.
    pub(super) fn close(&mut self, name: &str) {
        if let Some(level) = heading(name) {
            return self.begin_section(level);
        }
        let Some(at) = self.open.iter().rposition(|open| open.name == name && open.level == 0) else {
            return;
        };
        // A term begins a section as it ends.
        for _ in at..self.open.len() {
            self.end_innermost();
        }
    }

    /// What follows belongs to the heading that ends here.
    fn begin_section(&mut self, level: u8) {
        self.in_heading = false;
        let pieces = std::mem::take(&mut self.heading);
        if self.open.len() < DEEPEST {
            self.open.push(Open { level, ..Open::default() });
        }
        pieces.into_iter().for_each(|piece| self.take(piece));
    }

    /// What followed a heading of this level or a lower one ends.
    fn end_sections(&mut self, level: u8) {
        while self.open.last().is_some_and(|open| open.level >= level) {
            self.end_innermost();
        }
    }

    /// A line of the page.
    pub(super) fn line(&mut self, text: &str, at: u64) {
        let lines = text.split('\n').count();
        self.take(Piece { text: text.to_string(), at, lines, key: 0, is_item: false, is_term: false });
    }

    /// A line that belongs to none of the others, wherever it stands.
    pub(super) fn aside(&mut self, text: &str, at: u64) {
        self.give(&Piece { text: text.to_string(), at, lines: 1, key: 0, is_item: false, is_term: false });
    }

    fn take(&mut self, piece: Piece) {
        if self.in_heading && self.heading.len() < MOST_LINES {
            return self.heading.push(piece);
        }
        match self.open.last_mut() {
            Some(open) if !open.given_up => {
                open.lines += piece.lines;
                open.bytes += piece.text.len() + 1;
                let too_long = open.lines > MOST_LINES || open.bytes > MOST_BYTES;
                open.pieces.push(piece);
                if too_long {
                    self.give_up();
                }
            }
            _ => self.give(&piece),
        }
    }

    /// Nothing that is open is one thing: all lines so far are records.
    pub(super) fn give_up(&mut self) {
        for at in 0..self.open.len() {
            self.open[at].given_up = true;
            for piece in std::mem::take(&mut self.open[at].pieces) {
                self.give(&piece);
            }
        }
    }

    fn give(&mut self, piece: &Piece) {
        self.number += 1;
        self.batch.push(0, 0, &piece.text);
        self.batch.end_record(self.number, piece.at);
    }

    /// The innermost element ends, or what follows a heading.
    fn end_innermost(&mut self) {
        let Some(mut ended) = self.open.pop() else { return };
        if ended.given_up || ended.pieces.is_empty() {
            return;
        }
        let (is_item, is_term) = (ended.name == "li", ended.name == "dt");
        let is_definition = ended.name == "dd";
        if ended.pieces.len() > 1 && !ended.is_one() {
            self.open.push(ended);
            self.give_up();
            self.open.pop();
            return;
        }
        let text: Vec<&str> = ended.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let mut piece = Piece {
            text: text.join("\n"),
            at: ended.pieces[0].at,
            lines: ended.lines,
            key: ended.key,
            is_item: is_item || ended.pieces.len() == 1 && ended.pieces[0].is_item,
            is_term,
        };
        if ended.pieces.len() == 1 && ended.pieces[0].lines > 1 && ended.level > 0 {
            piece.key = ended.pieces[0].key;
        }
        ended.pieces.clear();
        if is_term && !form::is_label(&piece.text) {
            self.end_sections(DEFINED);
            if self.open.len() < DEEPEST {
                self.open.push(Open { level: DEFINED, ..Open::default() });
            }
        }
        if is_definition && self.joins_term(&piece) {
            return;
        }
        self.take(piece);
    }

    /// `Phone` and its definition as `Phone: 416 555 0100`.
    fn joins_term(&mut self, definition: &Piece) -> bool {
        let Some(open) = self.open.last_mut().filter(|open| !open.given_up) else { return false };
        let Some(term) = open.pieces.last_mut().filter(|term| term.is_term && form::is_label(&term.text))
        else {
            return false;
        };
        let before = term.text.len();
        term.text = form::row(&[&term.text, &definition.text]);
        term.is_term = false;
        open.bytes += term.text.len() - before.min(term.text.len());
        true
    }

    /// The page ends.
    pub(super) fn end(&mut self) {
        self.begin_section(1);
        while !self.open.is_empty() {
            self.end_innermost();
        }
    }
}

impl Open {
    /// Do its lines tell of one thing? Elements that are alike, and items that say no value, are a list.
    fn is_one(&self) -> bool {
        let many = |piece: &&Piece| piece.lines > 1;
        let alike = self.pieces.iter().filter(many).enumerate().any(|(at, piece)| {
            self.pieces.iter().filter(many).skip(at + 1).any(|other| other.key == piece.key && piece.key != 0)
        });
        let says_value =
            |text: &str| text.contains(['@', ':']) || text.bytes().any(|byte| byte.is_ascii_digit());
        let names = self.pieces.iter().filter(|piece| piece.is_item && !says_value(&piece.text)).count();
        let text: Vec<&str> = self.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let text = text.join("\n");
        let long = text.split('\n').filter(|line| line.len() > LONG_LINE).count();
        !alike && names <= 1 && long <= 1 && tells_of_one(&text)
    }
}

/// The level of a heading.
fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::read_bytes;

    fn lines(html: &str) -> Vec<String> {
        let sources = read_bytes("h", format!("<html><body>{html}</body></html>").as_bytes());
        sources["h"].values.iter().flatten().map(|value| value.3.clone()).collect()
    }

    #[test]
    fn a_card_is_one_record() {
        let card = |name: &str, phone: &str| {
            format!(
                "<div class='card'><h3>{name}</h3><p>1 Main St<br>Ely</p><p>Phone: <b>{phone}</b></p></div>"
            )
        };
        let found = lines(&format!(
            "<h1>Members</h1><div>{}{}</div>",
            card("Ada Roe", "416 555 0100"),
            card("Bo Lee", "1")
        ));
        assert_eq!(
            found,
            ["Members", "Ada Roe\n1 Main St\nEly\nPhone: 416 555 0100", "Bo Lee\n1 Main St\nEly\nPhone: 1"]
        );
    }

    #[test]
    fn what_follows_a_heading_belongs_to_it() {
        let found = lines(
            "<h2>Ada Roe</h2><p>1 Main St<p>Ely<h2>Bo Lee</h2><ul><li>416 555 0100<li>b@x.example</ul>",
        );
        assert_eq!(found, ["Ada Roe\n1 Main St\nEly", "Bo Lee\n416 555 0100\nb@x.example"]);
    }

    #[test]
    fn definitions_stand_behind_their_terms() {
        let found = lines("<dl><dt>Name<dd>Ada Roe</dd><dt>Phone</dt><dd>416 555 0100</dd></dl>");
        assert_eq!(found, ["Name: Ada Roe\nPhone: 416 555 0100"]);
        let found = lines(
            "<dl><dt>Ada Roe<dd>416 555 0100<dd>a@x.example<dt>Bo Lee<dd>416 555 0101<dd>b@x.example</dl>",
        );
        assert_eq!(found, ["Ada Roe\n416 555 0100\na@x.example", "Bo Lee\n416 555 0101\nb@x.example"]);
    }

    #[test]
    fn lists_are_read_item_by_item() {
        let found = lines("<ul><li>Ada Roe</li><li>Bo Lee<br>Ely</li><li>Cy Fox</li></ul>");
        assert_eq!(found, ["Ada Roe", "Bo Lee\nEly", "Cy Fox"]);
        let found = lines("<ul><li>Ada Roe 416 555 0100<li>Bo Lee 416 555 0101<li>Cy Fox 416 555 0102</ul>");
        assert_eq!(found.len(), 3);
    }
}
