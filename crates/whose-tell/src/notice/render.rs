//! A template filled in for one person.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template as _;

use super::addressee::Addressee;
use super::template::{Block, BlockKind, Run, Template};
use super::variables::{CompanyTexts, From, VARIABLES};
use crate::words::Words;
use crate::{Language, TellError};

/// Numbers of the case that a notice can state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CaseNumbers {
    /// People in the case.
    pub people: u64,
    /// Records in the case.
    pub records: u64,
    /// People of the person's jurisdiction.
    pub residents: u64,
}

/// What a notice is made of.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// Path of the template.
    pub path: &'a str,
    /// The template.
    pub text: &'a str,
    /// Its language.
    pub language: Language,
    /// Whom it is for.
    pub addressee: &'a Addressee,
    /// Numbers of the case.
    pub numbers: CaseNumbers,
    /// What the company says.
    pub company: &'a CompanyTexts,
    /// Is the name shown masked?
    pub masked: bool,
}

/// A notice as a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// One self-contained HTML file.
    pub html: String,
    /// The company's texts that it needs and that are empty, by name.
    pub missing: Vec<String>,
}

/// A piece of text on the page.
struct Piece {
    text: String,
    /// Set apart from the text around it: a value, whatever its direction of writing.
    value: bool,
    /// Stands for a text that the company has not written.
    missing: bool,
}

/// A block on the page.
struct Filled {
    /// `h1`, `h2`, `p`, `li`.
    tag: &'static str,
    pieces: Vec<Piece>,
    /// Begins a list.
    opens: bool,
    /// Ends one.
    closes: bool,
}

#[derive(askama::Template)]
#[template(path = "notice.html")]
struct NoticePage<'a> {
    words: &'a Words,
    title: String,
    banner: String,
    missing: String,
    blocks: Vec<Filled>,
}

/// Fills a template in for one person.
///
/// # Errors
/// When the words of the language are not complete or the page cannot be put together: mistakes in the program. A variable
/// that there is not shows itself; [`super::lint`] tells of it before.
pub fn page(notice: &Notice<'_>) -> Result<Page, TellError> {
    let words = Words::of(notice.language)?;
    let (template, _) = Template::parse(notice.path, notice.text);
    let values = Values { notice, words: &words, all: values(notice, &words) };
    let mut missing = BTreeSet::new();
    let mut blocks: Vec<Filled> = Vec::new();
    for block in without_empty_sections(&template.blocks, &values) {
        blocks.extend(values.fill(block, &mut missing));
    }
    mark_lists(&mut blocks);
    let title: String = blocks
        .iter()
        .filter(|block| block.tag == "h1")
        .flat_map(|block| &block.pieces)
        .map(|piece| piece.text.as_str())
        .collect();
    let missing: Vec<String> = missing.into_iter().collect();
    let names: Vec<&str> = missing.iter().map(String::as_str).collect();
    let rendered = NoticePage {
        title,
        banner: words.say(if notice.masked { "notice.preview_masked" } else { "notice.preview" }).to_string(),
        missing: if names.is_empty() {
            String::new()
        } else {
            words.fill("notice.missing", &[("texts", &names.join(", "))])
        },
        blocks,
        words: &words,
    };
    Ok(Page { html: rendered.render()?, missing })
}

/// The values of every variable; a list has several, nothing known has none.
fn values(notice: &Notice<'_>, words: &Words) -> BTreeMap<&'static str, Vec<String>> {
    let person = notice.addressee;
    let label = |item: &super::Item| words.label(&item.category.label).to_string();
    let labels = |wanted: fn(&super::Item) -> bool| {
        person.items.iter().filter(|item| wanted(item)).map(label).collect::<Vec<_>>()
    };
    let by_group = |section: &str| -> Vec<String> {
        let own = person.groups().into_iter().map(|group| format!("{section}.{}", group.code()));
        let general = format!("{section}.any");
        let mut told: Vec<String> = Vec::new();
        for key in own.chain([general]) {
            let said = words.say_or(&key, "");
            if !said.is_empty() && !told.iter().any(|one| one == said) {
                told.push(said.to_string());
            }
        }
        told
    };
    let period = person.period.as_ref().map(|(first, last)| {
        if first == last {
            words.day(first)
        } else {
            words.fill("notice.period", &[("first", &words.day(first)), ("last", &words.day(last))])
        }
    });
    let name =
        if person.name.is_empty() { words.say("notice.no_name").to_string() } else { person.name.clone() };
    let number = |n: u64| vec![words.number(n)];
    BTreeMap::from([
        ("name", vec![name]),
        ("reference", vec![person.reference.clone()]),
        ("items", labels(|_| true)),
        ("partly", labels(|item| item.partly)),
        ("jointly", labels(|item| item.jointly)),
        ("clients", person.clients.clone()),
        ("period", period.into_iter().collect()),
        ("consequences", by_group("consequence")),
        ("steps", by_group("step")),
        ("people", number(notice.numbers.people)),
        ("records", number(notice.numbers.records)),
        ("residents", number(notice.numbers.residents)),
    ])
}

struct Values<'a> {
    notice: &'a Notice<'a>,
    words: &'a Words,
    all: BTreeMap<&'static str, Vec<String>>,
}

impl Values<'_> {
    /// Does a block speak of something that is not known of this person? Then it is left out.
    fn lacks(&self, block: &Block) -> bool {
        block.variables().any(|(name, _)| self.all.get(name).is_some_and(Vec::is_empty))
    }

    fn fill(&self, block: &Block, missing: &mut BTreeSet<String>) -> Vec<Filled> {
        let tag = match block.kind {
            BlockKind::Title => "h1",
            BlockKind::Heading => "h2",
            BlockKind::Paragraph => "p",
            BlockKind::Item => "li",
        };
        let filled = |pieces: Vec<Piece>| Filled { tag, pieces, opens: false, closes: false };
        if let (BlockKind::Item, [Run::Variable(name, _)]) = (block.kind, &block.runs[..])
            && let Some(values) = self.all.get(name.as_str())
        {
            return values.iter().map(|value| filled(vec![piece(value)])).collect();
        }
        vec![filled(block.runs.iter().map(|run| self.piece(run, missing)).collect())]
    }

    fn piece(&self, run: &Run, missing: &mut BTreeSet<String>) -> Piece {
        let name = match run {
            Run::Text(text) => return Piece { text: text.clone(), value: false, missing: false },
            Run::Variable(name, _) => name,
        };
        if let Some(values) = self.all.get(name.as_str()) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            return piece(&self.words.list(&values));
        }
        match self.notice.company.get(name).map(|text| text.trim()).filter(|text| !text.is_empty()) {
            Some(text) => piece(text),
            None => {
                missing.insert(name.clone());
                Piece { text: format!("[{name}]"), value: false, missing: true }
            }
        }
    }
}

fn piece(value: &str) -> Piece {
    Piece { text: value.to_string(), value: true, missing: false }
}

/// Blocks of which everything is known, and headings that still have one under them.
fn without_empty_sections<'b>(blocks: &'b [Block], values: &Values<'_>) -> Vec<&'b Block> {
    let kept: Vec<&Block> = blocks.iter().filter(|block| !values.lacks(block)).collect();
    kept.iter()
        .enumerate()
        .filter(|(at, block)| {
            let next = kept.get(at + 1).map(|next| next.kind);
            block.kind != BlockKind::Heading || matches!(next, Some(BlockKind::Paragraph | BlockKind::Item))
        })
        .map(|(_, block)| *block)
        .collect()
}

fn mark_lists(blocks: &mut [Filled]) {
    let items: Vec<bool> = blocks.iter().map(|block| block.tag == "li").collect();
    for (at, block) in blocks.iter_mut().enumerate().filter(|(at, _)| items[*at]) {
        block.opens = at == 0 || !items[at - 1];
        block.closes = !items.get(at + 1).copied().unwrap_or(false);
    }
}

/// The variables as a table for those who write templates: name, where it comes from, what it is.
#[must_use]
pub fn variables_in_words() -> Vec<[&'static str; 3]> {
    let from = |from: From| match from {
        From::Person => "the person",
        From::Case => "the case",
        From::Company => "notice.toml",
    };
    VARIABLES.iter().map(|variable| [variable.name, from(variable.from), variable.means]).collect()
}

#[cfg(test)]
mod tests;
