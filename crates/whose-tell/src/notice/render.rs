//! A template filled in for one person, or for the case.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template as _;
use whose_model::{Category, Group, Label};

use super::addressee::Addressee;
use super::template::{Block, BlockKind, Run, Template};
use super::variables::{CompanyTexts, From, VARIABLES};
use crate::words::Words;
use crate::{Language, TellError};

/// Numbers of the case, or of one client in it, that a notice can state.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseNumbers {
    /// People.
    pub people: u64,
    /// Records.
    pub records: u64,
    /// People of the jurisdiction whose law it is by.
    pub residents: u64,
    /// First and last day of the records, ISO.
    pub period: Option<(String, String)>,
    /// By category, as it is reported: people and records.
    pub categories: Vec<(Category, u64, u64)>,
    /// People by the name of the jurisdiction they live in; is it a part of one before it?
    pub residences: Vec<(Label, u64, bool)>,
    /// People of countries whose law is not known.
    pub elsewhere: u64,
    /// People of whom nothing tells where they live.
    pub unknown: u64,
    /// The client that is told, of a notice to one.
    pub client: Option<String>,
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
    /// The person it is for; none: an authority, a client, everyone.
    pub addressee: Option<&'a Addressee>,
    /// Numbers of the case.
    pub numbers: &'a CaseNumbers,
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
    let numbers = notice.numbers;
    let count = |n: u64| vec![words.number(n)];
    let categories = numbers.categories.iter().map(|(category, people, records)| {
        let (people, records) = (words.number(*people), words.number(*records));
        let values = [("item", words.label(&category.label)), ("people", &people), ("records", &records)];
        words.fill("notice.category", &values)
    });
    let others = [("notice.elsewhere", numbers.elsewhere), ("notice.unknown_place", numbers.unknown)];
    let others = others.into_iter().filter(|(_, people)| *people > 0);
    let others = others.map(|(key, people)| (words.say(key), people, false));
    let known = numbers.residences.iter().map(|(name, people, part)| (words.label(name), *people, *part));
    let residences = known.chain(others).map(|(place, people, part)| {
        let key = if part { "notice.residence_part" } else { "notice.residence" };
        words.fill(key, &[("place", place), ("people", &words.number(people))])
    });
    let mut all = BTreeMap::from([
        ("people", count(numbers.people)),
        ("records", count(numbers.records)),
        ("residents", count(numbers.residents)),
        ("case_items", categories.collect()),
        ("case_period", period(words, numbers.period.as_ref())),
        ("residences", residences.collect()),
        ("client", numbers.client.iter().cloned().collect()),
    ]);
    if let Some(person) = notice.addressee {
        all.extend(values_of_person(person, words));
    }
    all
}

fn period(words: &Words, days: Option<&(String, String)>) -> Vec<String> {
    let period = days.map(|(first, last)| match first == last {
        true => words.day(first),
        false => words.fill("notice.period", &[("first", &words.day(first)), ("last", &words.day(last))]),
    });
    period.into_iter().collect()
}

fn values_of_person(person: &Addressee, words: &Words) -> [(&'static str, Vec<String>); 9] {
    let label = |item: &super::Item| words.label(&item.category.label).to_string();
    let labels = |wanted: fn(&super::Item) -> bool| {
        person.items.iter().filter(|item| wanted(item)).map(label).collect::<Vec<_>>()
    };
    let name =
        if person.name.is_empty() { words.say("notice.no_name").to_string() } else { person.name.clone() };
    [
        ("name", vec![name]),
        ("reference", vec![person.reference.clone()]),
        ("items", labels(|_| true)),
        ("partly", labels(|item| item.partly)),
        ("jointly", labels(|item| item.jointly)),
        ("clients", person.clients.clone()),
        ("period", period(words, person.period.as_ref())),
        ("consequences", told_by_group(words, "consequence", &person.groups())),
        ("steps", told_by_group(words, "step", &person.groups())),
    ]
}

/// What is said by the groups of what was exposed, each sentence once, and what is said to everyone.
pub(crate) fn told_by_group(words: &Words, section: &str, groups: &BTreeSet<Group>) -> Vec<String> {
    let own = groups.iter().map(|group| format!("{section}.{}", group.code()));
    let mut told: Vec<String> = Vec::new();
    for key in own.chain([format!("{section}.any")]) {
        let said = words.say_or(&key, "");
        if !said.is_empty() && !told.iter().any(|one| one == said) {
            told.push(said.to_string());
        }
    }
    told
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
