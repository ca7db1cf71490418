//! What the report was made from, by digest.

use crate::Report;
use crate::page::{Part, Section, Table, row, text};
use crate::words::Words;

pub(super) fn part(report: &Report, words: &Words) -> Part {
    let case = &report.case;
    let mut rows: Vec<_> = [
        ("digests.case", case.id.as_str()),
        ("digests.tool", &case.tool_version),
        ("digests.rules", &case.rules_version),
        ("digests.made", &case.made),
        ("digests.schema", &report.schema),
        ("digests.journal", &case.journal_head),
    ]
    .into_iter()
    .map(|(key, value)| row(vec![text(words.say(key)), text(value)]))
    .collect();
    if let Some(registry) = &report.registry {
        rows.push(row(vec![text(words.say("digests.registry")), text(&registry.digest)]));
    }
    if let Some(model) = &case.model {
        let what = words.fill("digests.model", &[("model", &model.name)]);
        rows.push(row(vec![text(what), text(&model.digest)]));
    }
    rows.extend(
        case.handed_in.iter().map(|place| row(vec![text(words.say("digests.handed_in")), text(place)])),
    );
    rows.extend(case.tables.iter().map(|table| {
        row(vec![text(words.fill("digests.table", &[("table", &table.table)])), text(&table.digest)])
    }));
    Part {
        card: None,
        section: Some(Section {
            name: "digests",
            title: words.say("digests.title").to_string(),
            paragraphs: vec![words.say("digests.explained").to_string()],
            figure: String::new(),
            tables: vec![Table {
                caption: words.say("digests.caption").to_string(),
                head: vec![text(words.say("digests.what")), text(words.say("digests.value"))],
                rows,
                foot: Vec::new(),
                folded: false,
            }],
            notes: Vec::new(),
        }),
    }
}
