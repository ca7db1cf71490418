//! Categories by role.

use crate::page::{Part, Row, Section, Table, number, row, text};
use crate::words::Words;
use crate::{Exposed, Report};

pub(super) fn part(report: &Report, words: &Words) -> Part {
    if report.exposed.is_empty() {
        return Part::default();
    }
    Part {
        card: None,
        section: Some(Section {
            name: "exposed",
            title: words.say("exposed.title").to_string(),
            paragraphs: vec![words.say("exposed.explained").to_string()],
            figure: String::new(),
            tables: vec![table(report, words)],
            notes: Vec::new(),
        }),
    }
}

fn table(report: &Report, words: &Words) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    let mut heading: Option<&str> = None;
    for exposed in &report.exposed {
        if heading != Some(&exposed.role) {
            heading = Some(&exposed.role);
            let name = if exposed.role.is_empty() {
                words.say("people.any_role")
            } else {
                words.role(&exposed.role)
            };
            rows.push(Row { cells: vec![text(name)], heading: true });
        }
        rows.push(line(exposed, report, words));
    }
    Table {
        caption: words.say("exposed.caption").to_string(),
        head: vec![
            text(words.say("exposed.category")),
            number(words.say("table.people")),
            number(words.say("exposed.masked_only")),
            number(words.say("table.records")),
            number(words.say("table.mentions")),
        ],
        rows,
        foot: Vec::new(),
        folded: false,
    }
}

fn line(exposed: &Exposed, report: &Report, words: &Words) -> Row {
    row(vec![
        text(words.category(report, &exposed.category)),
        number(words.number(exposed.totals.people)),
        number(exposed.masked_only.map_or_else(|| "–".to_string(), |people| words.number(people))),
        number(words.number(exposed.totals.records)),
        number(words.number(exposed.totals.mentions)),
    ])
}
