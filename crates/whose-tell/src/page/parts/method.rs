//! How the numbers were made, and how to make them again.

use crate::Report;
use crate::page::{Part, Section, Table, number, row, text};
use crate::words::Words;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let searched = report.categories.len() as u64;
    let mut paragraphs =
        vec![words.say("method.read").to_string(), words.count("method.detected", searched, &[])];
    if let Some(model) = &report.case.model {
        let named = [("model", model.name.as_str()), ("digest", model.digest.as_str())];
        paragraphs.push(words.fill("method.model", &named));
    }
    paragraphs.push(words.say("method.resolved").to_string());
    if report.registry.is_some() {
        paragraphs.push(words.say("method.registry").to_string());
    }
    paragraphs.push(words.say("method.counted").to_string());
    paragraphs.push(words.say("method.estimated").to_string());
    paragraphs.push(words.say("method.again").to_string());
    Part {
        card: None,
        section: Some(Section {
            name: "method",
            title: words.say("method.title").to_string(),
            paragraphs,
            figure: String::new(),
            tables: vec![table(report, words)],
            notes: Vec::new(),
        }),
    }
}

fn table(report: &Report, words: &Words) -> Table {
    let resolving = &report.resolving;
    let lines = [
        ("method.pairs", resolving.pairs_compared),
        ("method.links", resolving.links_taken),
        ("method.vetoes", resolving.links_vetoed),
        ("method.junk", resolving.junk_values),
        ("method.blocks", resolving.cut_blocks),
        ("method.weights", resolving.weights_set),
        ("method.uncertain", report.uncertain_people),
    ];
    Table {
        caption: words.say("method.caption").to_string(),
        head: vec![text(words.say("method.step")), number(words.say("method.number"))],
        rows: lines
            .into_iter()
            .map(|(key, n)| row(vec![text(words.say(key)), number(words.number(n))]))
            .collect(),
        foot: Vec::new(),
        folded: false,
    }
}
