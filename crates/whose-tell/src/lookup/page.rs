//! The pages: server-made HTML, no script, no request to anywhere else.

use askama::Template as _;
use whose_model::Categories;

use super::{LookupEntry, LookupPerson};
use crate::notice::{CompanyTexts, told_by_group};
use crate::words::Words;
use crate::{Language, TellError};

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LookupView<'a> {
    /// Asks for a contact point; was the last one none?
    Ask {
        /// Was what was entered no contact point?
        mistaken: bool,
    },
    /// Asks for the code.
    Code {
        /// What ties the code to the contact point.
        ticket: &'a str,
        /// Tries that are left after a wrong one.
        left: Option<u32>,
    },
    /// The code was wrong too often, used already, or is no longer valid.
    Locked,
    /// Too many requests from one connection.
    Wait,
    /// What the contact point opens: whole, and masked ones that fit it.
    Found {
        /// Records that hold it whole.
        certain: Option<&'a LookupEntry>,
        /// Records that hold a masked form that fits.
        possible: Option<&'a LookupEntry>,
    },
}

/// What every page is made of.
#[derive(Debug, Clone, Copy)]
pub struct LookupPage<'a> {
    /// What it shows.
    pub view: LookupView<'a>,
    /// Language.
    pub language: Language,
    /// What the company says in that language.
    pub company: &'a CompanyTexts,
    /// The categories of the case.
    pub categories: &'a Categories,
    /// Minutes that a code is valid.
    pub minutes: u64,
}

/// A heading with paragraphs or a list under it.
struct Block {
    heading: String,
    paragraphs: Vec<String>,
    items: Vec<String>,
}

/// A field and its button.
struct Form {
    action: &'static str,
    ticket: String,
    field: &'static str,
    label: String,
    hint: String,
    error: String,
    button: String,
    autocomplete: &'static str,
    input_mode: &'static str,
    longest: u32,
}

#[derive(askama::Template)]
#[template(path = "lookup.html")]
struct Page<'a> {
    words: &'a Words,
    title: String,
    lead: Vec<String>,
    form: Option<Form>,
    blocks: Vec<Block>,
    again: bool,
    languages: Vec<(&'static str, &'static str)>,
}

/// A page of the lookup.
///
/// # Errors
/// When the words of the language are not complete, or the page cannot be put together: mistakes in the program.
pub fn lookup_html(page: &LookupPage<'_>) -> Result<String, TellError> {
    let words = Words::of(page.language)?;
    let say = |key: &'static str| words.say(key).to_string();
    let minutes = page.minutes.to_string();
    let mut made = Page {
        title: say("lookup.title"),
        lead: Vec::new(),
        form: None,
        blocks: Vec::new(),
        again: false,
        languages: vec![("en", "English"), ("fr", "Français"), ("ko", "한국어")],
        words: &words,
    };
    match page.view {
        LookupView::Ask { mistaken } => {
            made.lead = vec![say("lookup.intro")];
            made.form = Some(ask(&words, mistaken));
            made.blocks = company(page.company, &words, &[("what_happened", "lookup.happened")]);
        }
        LookupView::Code { ticket, left } => {
            made.title = say("lookup.code_title");
            made.lead = vec![words.fill("lookup.sent", &[("minutes", &minutes)])];
            made.form = Some(code(&words, ticket, left));
            made.again = true;
        }
        LookupView::Locked => {
            made.title = say("lookup.locked_title");
            made.lead = vec![say("lookup.locked")];
            made.again = true;
        }
        LookupView::Wait => {
            made.title = say("lookup.wait_title");
            made.lead = vec![words.fill("lookup.wait", &[("minutes", &minutes)])];
            made.again = true;
        }
        LookupView::Found { certain, possible } => found(&mut made, page, certain, possible),
    }
    Ok(made.render()?)
}

fn ask(words: &Words, mistaken: bool) -> Form {
    Form {
        action: "/",
        ticket: String::new(),
        field: "contact",
        label: words.say("lookup.contact").to_string(),
        hint: words.say("lookup.contact_hint").to_string(),
        error: if mistaken { words.say("lookup.not_contact").to_string() } else { String::new() },
        button: words.say("lookup.send").to_string(),
        autocomplete: "email",
        input_mode: "text",
        longest: 254,
    }
}

fn code(words: &Words, ticket: &str, left: Option<u32>) -> Form {
    let wrong = |left: u32| words.count("lookup.wrong", u64::from(left), &[]);
    Form {
        action: "/code",
        ticket: ticket.to_string(),
        field: "code",
        label: words.say("lookup.code").to_string(),
        hint: words.say("lookup.code_hint").to_string(),
        error: left.map(wrong).unwrap_or_default(),
        button: words.say("lookup.show").to_string(),
        autocomplete: "one-time-code",
        input_mode: "numeric",
        longest: 20,
    }
}

fn found(
    made: &mut Page<'_>,
    page: &LookupPage<'_>,
    certain: Option<&LookupEntry>,
    possible: Option<&LookupEntry>,
) {
    let words = made.words;
    let say = |key: &'static str| words.say(key).to_string();
    made.again = true;
    made.title = match (certain, possible) {
        (Some(_), _) => say("lookup.found_title"),
        (None, Some(_)) => say("lookup.possible_title"),
        (None, None) => say("lookup.none_title"),
    };
    if certain.is_none() && possible.is_none() {
        made.lead = vec![say("lookup.none")];
        made.blocks = company(page.company, words, &[("contact", "lookup.ask")]);
        return;
    }
    if let Some(entry) = certain {
        made.lead.push(words.count("lookup.found", entry.count, &[]));
        if entry.people.is_empty() {
            made.blocks.extend(person(&entry.together, None, page, words));
        }
        for (number, one) in (1..).zip(&entry.people) {
            let number = (entry.people.len() > 1).then_some(number);
            made.blocks.extend(person(one, number, page, words));
        }
    }
    if let Some(entry) = possible {
        let sentence = words.count("lookup.possible", entry.count, &[]);
        if certain.is_none() {
            made.lead.push(sentence);
        } else {
            let heading = say("lookup.possible_also");
            made.blocks.push(Block { heading, paragraphs: vec![sentence], items: Vec::new() });
        }
        made.blocks.extend(person(&entry.together, None, page, words));
    }
    let groups = [certain, possible].into_iter().flatten().flat_map(|entry| &entry.together.items);
    let groups = groups.filter_map(|item| Some(page.categories.by_code(&item.category)?.group)).collect();
    made.blocks.push(Block {
        heading: say("lookup.steps"),
        paragraphs: Vec::new(),
        items: told_by_group(words, "step", &groups),
    });
    let said =
        [("remedies", "lookup.claim"), ("contact", "lookup.ask"), ("what_happened", "lookup.happened")];
    made.blocks.extend(company(page.company, words, &said));
}

/// What is shown of one person, or of several together.
fn person(one: &LookupPerson, number: Option<u32>, page: &LookupPage<'_>, words: &Words) -> Vec<Block> {
    let heading = match number {
        Some(number) => words.fill("lookup.person", &[("number", &number.to_string())]),
        None => words.say("lookup.items").to_string(),
    };
    let item = |item: &super::LookupItem| {
        let name = page
            .categories
            .by_code(&item.category)
            .map_or(item.category.as_str(), |category| words.label(&category.label));
        match (item.partly, item.jointly) {
            (true, _) => words.fill("lookup.partly", &[("item", name)]),
            (_, true) => words.fill("lookup.jointly", &[("item", name)]),
            _ => name.to_string(),
        }
    };
    let mut paragraphs = Vec::new();
    if let Some((first, last)) = &one.period {
        let days = [("first", words.day(first)), ("last", words.day(last))];
        paragraphs.push(words.fill("lookup.period", &[("first", &days[0].1), ("last", &days[1].1)]));
    }
    if !one.clients.is_empty() {
        let clients: Vec<&str> = one.clients.iter().map(String::as_str).collect();
        paragraphs.push(words.fill("lookup.clients", &[("clients", &words.list(&clients))]));
    }
    if !one.reference.is_empty() {
        paragraphs.push(words.fill("lookup.reference", &[("reference", &one.reference)]));
    }
    vec![Block { heading, paragraphs, items: one.items.iter().map(item).collect() }]
}

/// Texts of the company, those that it has written.
fn company(texts: &CompanyTexts, words: &Words, wanted: &[(&str, &str)]) -> Vec<Block> {
    let written = wanted.iter().filter_map(|(name, heading)| {
        let text = texts.get(*name)?.trim();
        (!text.is_empty()).then(|| Block {
            heading: words.say(heading).to_string(),
            paragraphs: vec![text.to_string()],
            items: Vec::new(),
        })
    });
    written.collect()
}

/// Subject and text of the message with a code. The same for everyone.
///
/// # Errors
/// When the words of the language are not complete: a mistake in the file itself.
pub fn code_message(code: &str, minutes: u64, language: Language) -> Result<(String, String), TellError> {
    let words = Words::of(language)?;
    let values = [("code", code), ("minutes", &minutes.to_string())];
    Ok((words.say("lookup.message_subject").to_string(), words.fill("lookup.message", &values)))
}
