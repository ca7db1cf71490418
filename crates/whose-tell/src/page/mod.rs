//! The page: one self-contained HTML file, no script, no request to anywhere.
//!
//! A [`Part`] answers one question: a card on the first screen, a section below, or both. Adding one is a file in
//! `parts/` and its line in [`PARTS`].

mod figures;
mod parts;

use askama::Template;

use crate::{Language, Report, TellError};
use parts::PARTS;

use crate::words::Words;

/// What one question puts on the page.
#[derive(Default)]
struct Part {
    card: Option<Card>,
    section: Option<Section>,
}

/// An answer on the first screen: a question, a sentence, a small picture.
struct Card {
    question: String,
    sentence: String,
    /// A warning or restriction that belongs to the sentence.
    qualification: String,
    marks: Vec<Mark>,
    figure: String,
    /// Name of the section that holds the whole answer.
    target: &'static str,
}

/// A line with a number in a card.
struct Mark {
    label: String,
    value: String,
    /// `none`, `some` or empty: nothing found, something found, no judgement.
    class: &'static str,
}

/// A section.
struct Section {
    name: &'static str,
    title: String,
    paragraphs: Vec<String>,
    figure: String,
    tables: Vec<Table>,
    notes: Vec<String>,
}

/// A table. The first cell of a row is its header.
struct Table {
    caption: String,
    head: Vec<Cell>,
    rows: Vec<Row>,
    foot: Vec<Row>,
    /// Shown only when asked for: the numbers behind a picture.
    folded: bool,
}

struct Row {
    cells: Vec<Cell>,
    /// Heads a group of rows.
    heading: bool,
}

struct Cell {
    text: String,
    /// A picture, in place of text.
    figure: String,
    /// `number`, `date` or empty.
    class: &'static str,
}

fn text(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), figure: String::new(), class: "" }
}

fn number(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), figure: String::new(), class: "number" }
}

fn date(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), figure: String::new(), class: "date" }
}

fn figure(figure: String) -> Cell {
    Cell { text: String::new(), figure, class: "" }
}

fn row(cells: Vec<Cell>) -> Row {
    Row { cells, heading: false }
}

/// One of the numbers at the top.
struct Headline {
    name: String,
    value: String,
    below: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    words: &'a Words,
    report: &'a Report,
    title: String,
    lead: String,
    made: String,
    headlines: Vec<Headline>,
    cards: Vec<Card>,
    sections: Vec<Section>,
}

/// The report as a page.
///
/// # Errors
/// When the words of the language are not complete, or the page cannot be put together: mistakes in the program.
pub fn html(report: &Report, language: Language) -> Result<String, TellError> {
    let words = Words::of(language)?;
    let mut cards = Vec::new();
    let mut sections = Vec::new();
    for make in PARTS {
        let part = make(report, &words);
        cards.extend(part.card);
        sections.extend(part.section);
    }
    let page = Page {
        title: words.fill("page.title", &[("case", &report.case.name)]),
        lead: parts::lead(report, &words),
        made: words.fill(
            "page.made",
            &[
                ("day", &words.day(&report.case.made)),
                ("tool", &report.case.tool_version),
                ("rules", &report.case.rules_version),
            ],
        ),
        headlines: parts::headlines(report, &words),
        words: &words,
        report,
        cards,
        sections,
    };
    Ok(page.render()?)
}
