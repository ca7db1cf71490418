//! HTML: its tables of data as tables, all other text as lines, with a line for each row of a table that only lays a page out.

mod cards;
mod fields;
mod flat;
mod grid;
mod workbook;

use whose_model::TableKind;

use super::grids::{Flow, Grids, LONGEST_LINE, push_word};
use super::text::form;
use crate::markup::{self, Kind};
use crate::window::Window;
use crate::{Format, Head, Input, Output, Reading, Recognition};
use cards::Cards;
pub(crate) use flat::text_of;
pub use workbook::Workbook;

/// Attributes whose values are shown or reached by a reader of the page.
const SHOWN: &[&str] = &["alt", "title", "value", "content", "placeholder", "summary"];
/// Elements that do not begin a new line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
    "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
];

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
        "HTML (WHATWG): its tables, and its text line by line"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.text.is_some_and(|text| is_html(text.trim_start())) {
            Recognition::Certain
        } else {
            Recognition::No
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        read_page(input, output, None)
    }
}

/// Reads a page, or the sheets of a workbook as the tables of one.
fn read_page(input: &mut dyn Input, output: &mut dyn Output, sheet: Option<Sheet>) -> Reading {
    let Ok(mut text) = input.text() else { return Reading::default() };
    let mut window = Window::new(text.as_mut());
    output.declare(0, "", TableKind::Text, vec!["text".to_string()]);
    let mut page = Page {
        lines: Lines::default(),
        grids: Grids::new(output),
        sheet,
        choices: String::new(),
        recorded: 0,
    };
    while let Some(piece) = markup::next(&mut window) {
        let offset = window.offset(0);
        page.piece(piece.kind, &window.rest()[piece.name], &window.rest()[piece.inner], offset);
        window.cut(piece.length);
        if page.lines.cards.batch.is_full() {
            page.grids.output.hand_over(0, &mut page.lines.cards.batch);
            if page.grids.output.stopped() {
                break;
            }
        }
    }
    page.end()
}

/// What is being read: lines, and the tables that are open.
struct Page<'o> {
    lines: Lines,
    grids: Grids<'o>,
    /// Of a workbook.
    sheet: Option<Sheet>,
    /// Name of the field whose choices come.
    choices: String,
    /// Records of tables that the page had when the last one ended.
    recorded: u64,
}

/// Where the row of a sheet is: cells may be left out.
#[derive(Default)]
struct Sheet {
    column: usize,
}

impl Page<'_> {
    fn piece(&mut self, kind: Kind, name: &str, inner: &str, offset: u64) {
        match kind {
            Kind::Text => self.add(&markup::resolve(inner), offset),
            Kind::Verbatim | Kind::Comment => self.add(inner, offset),
            Kind::Declaration => {}
            Kind::Open | Kind::Empty | Kind::Close => {
                if let Some(sheet) = self.sheet.take() {
                    return self.workbook(sheet, kind, name, inner, offset);
                }
                let name = name.to_ascii_lowercase();
                self.element(kind, &name, inner, true);
                if !grid::tag(&mut self.grids, kind, &name, inner, offset, &mut self.lines)
                    && !INLINE.contains(&name.as_str())
                {
                    match self.grids.cell() {
                        Some(cell) => cell.end_line(),
                        None => self.lines.end_line(),
                    }
                }
                self.element(kind, &name, inner, false);
                self.choice(kind, &name, inner, offset);
                if kind != Kind::Close && !self.field(&name, inner, offset) {
                    self.attributes(&name, inner, offset);
                }
            }
        }
    }

    /// Elements hold the lines in them together; tables hold their own. What begins does so before its tag is read, what ends behind it.
    fn element(&mut self, kind: Kind, name: &str, inner: &str, before: bool) {
        if self.grids.cell().is_some() && name != "table" {
            return;
        }
        match kind {
            Kind::Open if before && Cards::holds(name) => {
                self.lines.end_line();
                let mut class = String::new();
                markup::attributes(inner, |name, value| {
                    if name.eq_ignore_ascii_case("class") {
                        class = value.to_string();
                    }
                });
                self.lines.cards.open(name, &class);
            }
            Kind::Close if !before => {
                // What stands around a table of data is not one thing with it.
                if name == "table"
                    && std::mem::replace(&mut self.recorded, self.grids.records) < self.grids.records
                {
                    self.lines.cards.give_up();
                }
                self.lines.cards.close(name);
            }
            _ => {}
        }
    }

    /// An element of a workbook.
    fn workbook(&mut self, mut sheet: Sheet, kind: Kind, name: &str, inner: &str, offset: u64) {
        let element = Sheet::name(name);
        let mut spanned = String::new();
        match (element, kind) {
            ("tr", Kind::Open) => sheet.column = 0,
            ("td", Kind::Open | Kind::Empty) => {
                let (skipped, width) = sheet.place(inner);
                for _ in 0..skipped {
                    grid::tag(&mut self.grids, Kind::Empty, "td", "", offset, &mut self.lines);
                }
                spanned = format!(" colspan=\"{width}\"");
            }
            ("div", Kind::Open | Kind::Close) => self.lines.end_line(),
            _ => {}
        }
        grid::tag(&mut self.grids, kind, element, &spanned, offset, &mut self.lines);
        if markup::local(name) == "Worksheet" && kind == Kind::Open {
            markup::attributes(inner, |name, value| {
                if markup::local(name) == "Name" {
                    self.lines.add(&markup::resolve(value), offset);
                }
            });
        }
        self.sheet = Some(sheet);
    }

    fn add(&mut self, text: &str, offset: u64) {
        let Some(cell) = self.grids.cell() else { return self.lines.add(text, offset) };
        cell.add(text);
        if cell.is_too_long() {
            self.grids.give_up_row(&mut self.lines);
        }
    }

    fn attributes(&mut self, element: &str, inner: &str, offset: u64) {
        // The code of a choice is none of its words.
        let is_code = |value: &str| element == "option" && value.len() <= 8 && !value.contains('@');
        markup::attributes(inner, |name, value| {
            let name = name.to_ascii_lowercase();
            if is_code(value) {
                return;
            }
            let reached = name == "href" && (value.starts_with("mailto:") || value.starts_with("tel:"));
            if reached || SHOWN.contains(&name.as_str()) {
                self.add(&markup::resolve(value), offset);
                self.add(" ", offset);
            }
        });
    }

    fn end(mut self) -> Reading {
        self.grids.end(&mut self.lines);
        self.lines.end_line();
        self.lines.cards.end();
        self.grids.output.hand_over(0, &mut self.lines.cards.batch);
        Reading { records: self.lines.cards.number + self.grids.records }
    }
}

#[derive(Default)]
struct Lines {
    line: String,
    from: u64,
    cards: Cards,
    /// The line is a choice that was offered, and not taken.
    offered: bool,
}

impl Lines {
    /// Adds text with its white space drawn together, as a browser shows it.
    fn add(&mut self, text: &str, offset: u64) {
        if self.line.trim().is_empty() {
            self.from = offset;
        }
        for word in text.split_inclusive(char::is_whitespace) {
            push_word(&mut self.line, word);
            if self.line.len() > LONGEST_LINE {
                self.end_line();
                self.from = offset;
            }
        }
    }
}

impl Flow for Lines {
    fn row(&mut self, cells: &[String], offset: u64) {
        self.end_line();
        let said: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let line = match &said[..] {
            // A field of a form; its value may have lines.
            [label, value] if form::is_label(label) => form::row(&[label, value]),
            _ => cells.join("\t").replace('\n', " "),
        };
        if line.len() > LONGEST_LINE {
            // Cut where it is too long.
            self.add(&line, offset);
        } else {
            (self.from, self.line) = (offset, line);
        }
        self.end_line();
    }

    fn end_line(&mut self) {
        let line = self.line.trim();
        if !line.is_empty() {
            if self.offered {
                self.cards.aside(line, self.from);
            } else {
                self.cards.line(line, self.from);
            }
        }
        self.line.clear();
    }
}

#[cfg(test)]
mod tests {
    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    /// A word like no other: `wb`, `wc`, ... `wbb`.
    fn word(number: usize) -> String {
        let mut word = String::from("w");
        let mut rest = number + 1;
        while rest > 0 {
            word.push(char::from(b'a' + (rest % 26) as u8));
            rest /= 26;
        }
        word
    }

    proptest! {
        #[test]
        fn no_word_of_a_page_is_lost(
            parts in proptest::collection::vec("(</?(table|tr|td|th|p|br|b|tbody)( colspan=[0-9]{1,4})?>|W)", 0..80)
        ) {
            let words = |part: (usize, &String)| if part.1 == "W" { word(part.0) + " " } else { part.1.clone() };
            let html: String = parts.iter().enumerate().map(words).collect();
            let sources = read_bytes("h", format!("<html>{html}").as_bytes());
            let values = sources["h"].values.iter().flatten().map(|value| value.3.as_str());
            let names = sources["h"].tables.values().flat_map(|table| &table.columns).map(String::as_str);
            let found: Vec<&str> = values.chain(names).flat_map(str::split_whitespace).collect();
            for (number, _) in parts.iter().enumerate().filter(|(_, part)| *part == "W") {
                let times = found.iter().filter(|found| **found == word(number)).count();
                prop_assert_eq!(times, 1, "{} of {}", word(number), html);
            }
        }
    }

    #[test]
    fn what_follows_a_cell_that_is_too_long_is_no_record() {
        let long = "word ".repeat(20_000);
        let html = format!(
            "<html><table><tr><th>A<th>B<th>C</tr><tr><td>1<td>2<td>3</tr><tr><td>{long}<td>x<td>y</tr>\
<tr><td>4<td>5<td>6</tr></table>"
        );
        let found = dump("h", html.as_bytes());
        assert!(
            found.contains("1 #2 ") && found.contains("A=\"4\" B=\"5\" C=\"6\""),
            "it is the second record"
        );
        assert!(!found.contains("A=\"x\""), "no misplaced cell");
    }

    #[test]
    fn a_cell_that_never_ends_is_text() {
        let html = format!("<html><table><tr><td>{}", "word ".repeat(60_000));
        let sources = read_bytes("h", html.as_bytes());
        let lengths: Vec<usize> = sources["h"].values.iter().flatten().map(|value| value.3.len()).collect();
        assert!(lengths.len() > 2 && lengths.iter().sum::<usize>() >= 290_000, "{lengths:?}");
    }

    #[test]
    fn blocks_are_lines_and_cells_stay_together() {
        let html = "<html><body><p>Dear <b>Ada</b>,<p>write to <a href=\"mailto:a@b.example\">us</a>\
<table><tr><td>Kim</td><td>010&nbsp;1</td></tr></table></body></html>";
        let found = dump("h", html.as_bytes());
        assert!(found.contains("\"Dear Ada,\""), "{found}");
        assert!(found.contains("\"write to mailto:a@b.example us\""), "{found}");
        assert!(found.contains("\"Kim\\t010 1\""), "{found}");
    }

    #[test]
    fn a_table_of_data_is_a_table() {
        let html = "<html><body><h1>Members</h1><table border=1><thead><tr><th>No</th><th>Nom</th><th>Adresse</th></tr>\
<tbody><tr><td>1</td><td>Ada <b>Roy</b></td><td>1 Main St<br>Town</td></tr><tr><td>2<td>Luc Roy<td></tr>\
<tr><td colspan=3>Page 1</td></tr></table><p>end</body></html>";
        let found = dump("h", html.as_bytes());
        let lines: Vec<&str> = found.lines().skip(1).map(str::trim).collect();
        assert_eq!(
            lines,
            [
                "table 0 text \"\": text",
                "table 1 rows \"\": No | Nom | Adresse",
                "1 #1 @106: No=\"1\" Nom=\"Ada Roy\" Adresse=\"1 Main St\\nTown\"",
                "1 #2 @174: No=\"2\" Nom=\"Luc Roy\"",
                "0 #1 @16: text=\"Members\"",
                "0 #2 @203: text=\"Page 1\"",
                "0 #3 @248: text=\"end\"",
            ],
            "{found}"
        );
    }

    #[test]
    fn a_table_within_a_table_lays_the_page_out() {
        let html = "<table><tr><td>left<td>mid<td><table><tr><th>Name<th>Tel</tr><tr><td>Ada<td>1</tr><tr><td>Bo<td>2</tr>\
</table></td></tr><tr><td>a<td>b<td>c</tr></table>";
        let found = dump("h", html.as_bytes());
        assert!(found.contains("rows \"\": Name | Tel"), "{found}");
        assert!(found.contains("Name=\"Bo\" Tel=\"2\""), "{found}");
        assert!(found.contains("a\\tb\\tc\""), "{found}");
    }
}
