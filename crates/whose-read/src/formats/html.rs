//! HTML: its text as lines, and a line for each row of a table.

use whose_model::{Batch, TableKind};

use crate::markup::{self, Kind};
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Attributes whose values are shown or reached by a reader of the page.
const SHOWN: &[&str] = &["alt", "title", "value", "content", "placeholder", "summary"];
/// Elements that do not begin a new line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
];
/// A line longer than this is handed over as it is.
const LONGEST_LINE: usize = 64 << 10;

/// HTML.
pub struct Html;

/// Elements that HTML begins with; fragments that begin with a table are what web applications hand out as spreadsheets.
const FIRST: &[&str] = &[
    "html", "head", "body", "table", "meta", "style", "div", "p", "span", "font", "center", "script", "title",
];

/// Does it begin as HTML does?
pub(crate) fn is_html(text: &str) -> bool {
    let mut rest = text.trim_start();
    for _ in 0..20 {
        let is_declaration = rest.starts_with("<?") || rest.starts_with("<!");
        if !is_declaration {
            break;
        }
        if rest.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html")) {
            return true;
        }
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
    let Some(rest) = rest.strip_prefix('<') else { return false };
    let name: String = rest.chars().take(8).take_while(char::is_ascii_alphanumeric).collect();
    let ends = rest[name.len()..].starts_with(|c: char| c == '>' || c.is_whitespace());
    ends && FIRST.contains(&name.to_ascii_lowercase().as_str())
}

impl Format for Html {
    fn code(&self) -> &'static str {
        "html"
    }

    fn title(&self) -> &'static str {
        "HTML (WHATWG), its text line by line"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.text.is_some_and(|text| is_html(text.trim_start())) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let Ok(mut text) = input.text() else { return Reading::default() };
        let mut window = Window::new(text.as_mut());
        output.declare(0, "", TableKind::Text, vec!["text".to_string()]);
        let mut lines = Lines::default();
        while let Some(piece) = markup::next(&mut window) {
            let offset = window.offset(0);
            lines.piece(piece.kind, &window.rest()[piece.name], &window.rest()[piece.inner], offset);
            window.cut(piece.length);
            if lines.batch.is_full() {
                output.hand_over(0, &mut lines.batch);
                if output.stopped() {
                    break;
                }
            }
        }
        lines.end_line();
        output.hand_over(0, &mut lines.batch);
        Reading { records: lines.number }
    }
}

#[derive(Default)]
struct Lines {
    line: String,
    from: u64,
    number: u64,
    batch: Batch,
}

impl Lines {
    fn piece(&mut self, kind: Kind, name: &str, inner: &str, offset: u64) {
        match kind {
            Kind::Text => self.add(&markup::resolve(inner), offset),
            Kind::Verbatim | Kind::Comment => self.add(inner, offset),
            Kind::Declaration => {}
            Kind::Open | Kind::Empty | Kind::Close => {
                let name = name.to_ascii_lowercase();
                match name.as_str() {
                    "td" | "th" if kind == Kind::Close => self.line.push('\t'),
                    "td" | "th" => {}
                    _ if INLINE.contains(&name.as_str()) => {}
                    _ => self.end_line(),
                }
                if kind != Kind::Close {
                    self.attributes(inner, offset);
                }
            }
        }
    }

    fn attributes(&mut self, inner: &str, offset: u64) {
        markup::attributes(inner, |name, value| {
            let name = name.to_ascii_lowercase();
            let reached = name == "href" && (value.starts_with("mailto:") || value.starts_with("tel:"));
            if reached || SHOWN.contains(&name.as_str()) {
                self.add(&markup::resolve(value), offset);
                self.line.push(' ');
            }
        });
    }

    /// Adds text with its white space drawn together, as a browser shows it.
    fn add(&mut self, text: &str, offset: u64) {
        if self.line.trim().is_empty() {
            self.from = offset;
        }
        for word in text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            self.line.push_str(bare);
            if bare.len() < word.len() && !self.line.ends_with(char::is_whitespace) {
                self.line.push(' ');
            }
            if self.line.len() > LONGEST_LINE {
                self.end_line();
                self.from = offset;
            }
        }
    }

    fn end_line(&mut self) {
        let line = self.line.trim();
        if !line.is_empty() {
            self.number += 1;
            self.batch.push(0, 0, line);
            self.batch.end_record(self.number, self.from);
        }
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::dump;

    #[test]
    fn blocks_are_lines_and_cells_stay_together() {
        let html = "<html><body><p>Dear <b>Ada</b>,<p>write to <a href=\"mailto:a@b.example\">us</a>\
<table><tr><td>Kim</td><td>010&nbsp;1</td></tr></table></body></html>";
        let found = dump("h", html.as_bytes());
        assert!(found.contains("\"Dear Ada,\""), "{found}");
        assert!(found.contains("\"write to mailto:a@b.example us\""), "{found}");
        assert!(found.contains("\"Kim\\t010 1\""), "{found}");
    }
}
