//! The text of a page that stands within something else, as the body of a mail does: lines, without the markup.
//!
//! Cells are kept apart. A row of a label and its value is a line of a form: `Name: Anne Roy`.

use super::INLINE;
use crate::formats::grids::push_word;
use crate::formats::links::leads_to_person;
use crate::formats::text::form;
use crate::markup::{self, Kind, Piece};
use crate::window::{Plain, Window};

/// Elements of which nothing is shown.
const HIDDEN: &[&str] = &["style", "script"];
/// Tables deeper within each other than this only lay out: their cells are text of the cell around them.
const DEEPEST: usize = 64;

/// The lines of a page.
pub(crate) fn text_of(page: &str) -> String {
    let mut bytes = page.as_bytes();
    let mut plain = Plain(&mut bytes);
    let mut window = Window::new(&mut plain);
    let mut flat = Flat::default();
    while let Some(piece) = markup::next(&mut window) {
        flat.piece(&piece, window.rest());
        window.cut(piece.length);
    }
    flat.end()
}

#[derive(Default)]
struct Flat {
    text: String,
    /// Cells of the rows under way, of the innermost table last.
    rows: Vec<Vec<String>>,
    /// The element of which nothing is shown, and what stands in it: shown after all where it never ends.
    hidden: Option<(String, String)>,
    /// Where the link under way leads.
    link: Option<String>,
}

impl Flat {
    fn piece(&mut self, piece: &Piece, rest: &str) {
        let inner = &rest[piece.inner.clone()];
        if let Some((element, text)) = &mut self.hidden {
            let name = &rest[piece.name.clone()];
            if piece.kind == Kind::Close && name.eq_ignore_ascii_case(element) {
                self.hidden = None;
            } else {
                text.push_str(&rest[..piece.length]);
            }
            return;
        }
        match piece.kind {
            Kind::Text => self.add(&markup::resolve(inner)),
            Kind::Verbatim => self.add(inner),
            Kind::Comment | Kind::Declaration => {}
            Kind::Open | Kind::Empty | Kind::Close => {
                self.tag(piece.kind, &rest[piece.name.clone()].to_ascii_lowercase(), inner);
            }
        }
    }

    fn tag(&mut self, kind: Kind, name: &str, inner: &str) {
        match (name, kind) {
            (name, Kind::Open) if HIDDEN.contains(&name) => {
                self.hidden = Some((name.to_string(), String::new()));
            }
            ("a", Kind::Open) => self.link = person_behind(inner),
            ("a", Kind::Close) => self.end_link(),
            ("tr", Kind::Open) if self.rows.len() < DEEPEST => {
                self.end_line();
                self.rows.push(Vec::new());
            }
            ("tr" | "table", Kind::Close) => self.end_row(),
            ("td" | "th", Kind::Open | Kind::Empty) => match self.rows.last_mut() {
                Some(row) => row.push(String::new()),
                None => self.end_line(),
            },
            (name, _) if INLINE.contains(&name) => {}
            _ => self.end_line(),
        }
    }

    /// What takes text now.
    fn target(&mut self) -> &mut String {
        match self.rows.iter_mut().rev().find_map(|row| row.last_mut()) {
            Some(cell) => cell,
            None => &mut self.text,
        }
    }

    fn add(&mut self, text: &str) {
        let target = self.target();
        for word in text.split_inclusive(char::is_whitespace) {
            // White space that begins a line is the markup's.
            if !(word.trim().is_empty() && (target.is_empty() || target.ends_with('\n'))) {
                push_word(target, word);
            }
        }
    }

    fn end_line(&mut self) {
        let target = self.target();
        target.truncate(target.trim_end_matches(' ').len());
        if !target.is_empty() && !target.ends_with('\n') {
            target.push('\n');
        }
    }

    /// A link shows whom it leads to where its words do not.
    fn end_link(&mut self) {
        let Some(address) = self.link.take() else { return };
        if !self.target().ends_with(&address) {
            self.add(&format!(" {address} "));
        }
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return self.end_line() };
        let cells: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let line = form::row(&cells);
        self.end_line();
        let target = self.target();
        target.push_str(&line);
        self.end_line();
    }

    fn end(mut self) -> String {
        if let Some((_, text)) = self.hidden.take() {
            self.add(&text);
        }
        while !self.rows.is_empty() {
            self.end_row();
        }
        form::joined(self.text.trim())
    }
}

/// The mailbox or number that a link leads to.
fn person_behind(inner: &str) -> Option<String> {
    let mut found = None;
    markup::attributes(inner, |name, value| {
        if name.eq_ignore_ascii_case("href") && leads_to_person(value) {
            let target = markup::resolve(value);
            let bare = target.split_once(':').map_or(&*target, |(_, behind)| behind);
            found = Some(bare.split('?').next().unwrap_or_default().to_string());
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::text_of;
    use proptest::prelude::*;

    #[test]
    fn cells_are_kept_apart() {
        let form = "<html><style>p {x: y}</style><body><p>New message</p><table><tr><td><b>Name</b></td><td>Anne Roy</td></tr>\
            <tr><td>E-mail</td><td><a href='mailto:a@x.example'>a@x.example</a></td></tr>\
            <tr><td>Address</td><td>1 Main St<br/>Ely</td></tr><tr><td>a<td>b<td>c</tr></table>";
        assert_eq!(
            text_of(form),
            "New message\nName: Anne Roy\nE-mail: a@x.example\nAddress: 1 Main St\nEly\na\tb\tc"
        );
    }

    #[test]
    fn a_label_in_the_row_above_its_value() {
        let form = "<table><tr><td><table><tr><td colspan=2><strong>Name</strong></td></tr><tr><td>&nbsp;</td><td>Anne Roy</td></tr>\
            <tr><td colspan=2><strong>Phone</strong></td></tr><tr><td>&nbsp;</td><td>416 555 0100</td></tr></table></td></tr></table>";
        assert_eq!(text_of(form), "Name: Anne Roy\nPhone: 416 555 0100");
    }

    #[test]
    fn a_link_shows_whom_it_leads_to() {
        assert_eq!(
            text_of("<p>call <a href='mailto:a@x.example?subject=x'>Anne</a>, or"),
            "call Anne a@x.example , or"
        );
        assert_eq!(text_of("<b>x<script>no end"), "x<script>no end".replace("<script>", ""));
    }

    proptest! {
        #[test]
        fn no_word_of_a_page_is_lost(parts in proptest::collection::vec("(</?(table|tr|td|p|br|b|a)>|[a-z]{3,9} )", 0..80)) {
            let page = parts.concat();
            let flat = text_of(&page);
            for word in parts.iter().filter(|part| !part.starts_with('<')) {
                prop_assert!(flat.contains(word.trim()), "{} of {}", word, page);
            }
        }

        #[test]
        fn any_page_ends(page in "(<(/?(td|tr|a|style) ?(href=)?|!--)|>|\\PC){0,60}") {
            text_of(&page);
        }
    }
}
