//! The page: one self-contained HTML file, no script, no request to anywhere.
//!
//! A [`Part`] answers one question: a card on the first screen, a section below, or both. Adding one is a file in
//! `parts/` and its line in [`PARTS`].

mod figures;
mod parts;

use askama::Template;

use crate::{Language, PackageFacts, Report, TellError};
use parts::PARTS;
pub(crate) use parts::{nothing, reason, remedy, uncompared};

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
    kind: &'a str,
    lead: String,
    made: String,
    values: &'a str,
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
    let parts = PARTS.iter().map(|make| make(report, &words)).collect();
    rendered(
        report,
        &words,
        words.say("page.kind"),
        words.say("page.no_values"),
        parts::lead(report, &words),
        parts::headlines(report, &words),
        parts,
    )
}

/// The page of a client's package: the report of its own records, how they add up to the whole, and how to check them.
///
/// # Errors
/// As [`html`].
pub fn package_html(
    report: &Report,
    facts: &PackageFacts<'_>,
    language: Language,
) -> Result<String, TellError> {
    let words = Words::of(language)?;
    rendered(
        report,
        &words,
        words.say("package.kind"),
        words.say("package.no_values"),
        parts::package_lead(report, facts.client, &words),
        parts::package_headlines(report, &words),
        parts::of_package(report, facts, &words),
    )
}

fn rendered(
    report: &Report,
    words: &Words,
    kind: &str,
    values: &str,
    lead: String,
    headlines: Vec<Headline>,
    parts: Vec<Part>,
) -> Result<String, TellError> {
    let (mut cards, mut sections) = (Vec::new(), Vec::new());
    for part in parts {
        cards.extend(part.card);
        sections.extend(part.section);
    }
    let made = [
        ("day", words.day(&report.case.made)),
        ("tool", report.case.tool_version.clone()),
        ("rules", report.case.rules_version.clone()),
    ];
    let made: Vec<(&str, &str)> = made.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let page = Page {
        title: words.fill("page.title", &[("case", &report.case.name)]),
        kind,
        lead,
        made: words.fill("page.made", &made),
        values,
        headlines,
        words,
        report,
        cards,
        sections,
    };
    Ok(page.render()?)
}
