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
    /// How far telling is; none: the notice does not speak of it.
    pub telling: Option<Telling>,
}

/// How far telling is: of a jurisdiction, of a client, or of all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Telling {
    /// Day on which it was counted, ISO.
    pub day: String,
    /// People who were told.
    pub told: u64,
    /// Whose letter is written and not posted yet.
    pub written: u64,
    /// Of whom nobody knows whether their notice arrived.
    pub unknown: u64,
    /// To whom a notice is still to be sent.
    pub pending: u64,
    /// Who cannot be reached.
    pub unreachable: u64,
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

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// Set apart from the text around it: a value, whatever its direction of writing.
    pub value: bool,
    /// Stands for a text that the company has not written.
    pub missing: bool,
}

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filled {
    /// `h1`, `h2`, `p`, `li`.
    pub tag: &'static str,
    pub pieces: Vec<Piece>,
    /// Begins a list.
    pub opens: bool,
    /// Ends one.
    pub closes: bool,
}

#[derive(askama::Template)]
#[template(path = "notice.html")]
struct NoticePage<'a> {
    words: &'a Words,
    title: String,
    /// Above the notice; empty: nothing stands there.
    banner: String,
    missing: String,
    blocks: &'a [Filled],
}

/// A template with the words of its language: read once, filled in for many.
pub struct Prepared {
    template: Template,
    words: Words,
}

impl std::fmt::Debug for Prepared {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Prepared({})", self.template.file)
    }
}

/// A notice that is filled in.
pub struct Text<'a> {
    words: &'a Words,
    pub(super) blocks: Vec<Filled>,
    /// The company's texts that it needs and that are empty, by name.
    pub missing: Vec<String>,
}

impl Prepared {
    /// Reads a template.
    ///
    /// # Errors
    /// When the words of the language are not complete: a mistake in the program.
    pub fn new(path: &str, text: &str, language: Language) -> Result<Self, TellError> {
        let (template, _) = Template::parse(path, text);
        Ok(Self { template, words: Words::of(language)? })
    }

    /// The company's texts that it needs and that are empty, by name.
    #[must_use]
    pub fn missing(&self, company: &CompanyTexts) -> Vec<String> {
        let is_company = |name: &&str| {
            super::variables::by_name(name).is_some_and(|variable| variable.from == From::Company)
        };
        let is_empty = |name: &&str| company.get(*name).is_none_or(|text| text.trim().is_empty());
        let variables = self.template.blocks.iter().flat_map(|block| block.variables());
        let names: BTreeSet<&str> =
            variables.map(|(name, _)| name).filter(is_company).filter(is_empty).collect();
        names.into_iter().map(ToString::to_string).collect()
    }

    /// Fills it in. A variable that there is not shows itself; [`super::lint`] tells of it before.
    #[must_use]
    pub fn fill(
        &self,
        addressee: Option<&Addressee>,
        numbers: &CaseNumbers,
        company: &CompanyTexts,
    ) -> Text<'_> {
        let all = values(addressee, numbers, &self.words);
        let values = Values { company, words: &self.words, all };
        let mut missing = BTreeSet::new();
        let mut blocks: Vec<Filled> = Vec::new();
        for block in without_empty_sections(&self.template.blocks, &values) {
            blocks.extend(values.fill(block, &mut missing));
        }
        mark_lists(&mut blocks);
        Text { words: &self.words, blocks, missing: missing.into_iter().collect() }
    }

    /// What a variable stands for, lists in one line; none: nothing is known, or there is no such variable.
    #[must_use]
    pub fn value(
        &self,
        name: &str,
        addressee: Option<&Addressee>,
        numbers: &CaseNumbers,
        company: &CompanyTexts,
    ) -> Option<String> {
        let said = match values(addressee, numbers, &self.words).get(name) {
            Some(values) => self.words.list(&values.iter().map(String::as_str).collect::<Vec<_>>()),
            None => company.get(name)?.trim().to_string(),
        };
        Some(said).filter(|said| !said.is_empty())
    }
}

impl Text<'_> {
    /// The title.
    #[must_use]
    pub fn title(&self) -> String {
        let titles = self.blocks.iter().filter(|block| block.tag == "h1");
        titles.flat_map(|block| &block.pieces).map(|piece| piece.text.as_str()).collect()
    }

    /// Its language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.words.language()
    }

    /// One self-contained HTML file: as it is sent, or with a banner over it.
    ///
    /// # Errors
    /// When the page cannot be put together: a mistake in the program.
    pub fn html(&self, banner: Option<Banner>) -> Result<String, TellError> {
        let names: Vec<&str> = self.missing.iter().map(String::as_str).collect();
        let page = NoticePage {
            title: self.title(),
            banner: banner.map(|banner| self.words.say(banner.key()).to_string()).unwrap_or_default(),
            missing: match names.is_empty() {
                true => String::new(),
                false => self.words.fill("notice.missing", &[("texts", &names.join(", "))]),
            },
            blocks: &self.blocks,
            words: self.words,
        };
        Ok(page.render()?)
    }
}

/// What stands over a notice that is not sent as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Banner {
    /// It is a preview.
    Preview,
    /// It is a preview with the name masked.
    Masked,
}

impl Banner {
    const fn key(self) -> &'static str {
        match self {
            Self::Preview => "notice.preview",
            Self::Masked => "notice.preview_masked",
        }
    }
}

/// Fills a template in for one person, as a preview.
///
/// # Errors
/// When the words of the language are not complete or the page cannot be put together: mistakes in the program.
pub fn page(notice: &Notice<'_>) -> Result<Page, TellError> {
    let prepared = Prepared::new(notice.path, notice.text, notice.language)?;
    let text = prepared.fill(notice.addressee, notice.numbers, notice.company);
    let html = text.html(Some(if notice.masked { Banner::Masked } else { Banner::Preview }))?;
    Ok(Page { html, missing: text.missing })
}

/// The values of every variable; a list has several, nothing known has none.
fn values(
    addressee: Option<&Addressee>,
    numbers: &CaseNumbers,
    words: &Words,
) -> BTreeMap<&'static str, Vec<String>> {
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
        ("told_people", numbers.telling.iter().map(|telling| told_people(telling, words)).collect()),
        ("telling", numbers.telling.iter().flat_map(|telling| how_far(telling, words)).collect()),
    ]);
    if let Some(person) = addressee {
        all.extend(values_of_person(person, words));
    }
    all
}

fn told_people(telling: &Telling, words: &Words) -> String {
    words.count("telling.told_by", telling.told, &[("day", &words.day(&telling.day))])
}

/// Who was told always stands there; the others where there are any.
fn how_far(telling: &Telling, words: &Words) -> Vec<String> {
    let others = [
        ("telling.written", telling.written),
        ("telling.unknown", telling.unknown),
        ("telling.pending", telling.pending),
        ("telling.unreachable", telling.unreachable),
    ];
    let others = others.into_iter().filter(|(_, people)| *people > 0);
    let others = others.map(|(key, people)| words.fill(key, &[("people", &words.number(people))]));
    [told_people(telling, words)].into_iter().chain(others).collect()
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
    let name = Some(person.name.reveal()).filter(|name| !name.is_empty()).cloned();
    let name = name.unwrap_or_else(|| words.say("notice.no_name").to_string());
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
    company: &'a CompanyTexts,
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
        match self.company.get(name).map(|text| text.trim()).filter(|text| !text.is_empty()) {
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
