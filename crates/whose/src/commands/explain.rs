//! `whose explain`: why these mentions are one person, where each item stands, what a record was read as.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use whose::case::NewEntry;
use whose::explain::{Explanation, Link, Mention, RecordPlace, Two, person, record, two};
use whose_model::tables::PersonRow;

use super::{CaseArgument, End};
use crate::terminal;

/// Explain a person (each merge and its weight, each item and its place), what one record was read as, or of two of them why
/// they are one person or what kept them apart.
///
/// Weights are in bits: 10 bits for are a thousand to one. An id that an earlier report printed stays valid.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  whose explain --case case/ P-0A1B2C3D4E5F6
  whose explain --case case/ 'disk/exports/2018.zip!/may.csv:17'
  whose explain --case case/ 'backup.sql#customers:3'
  whose explain --case case/ P-0A1B2C3D4E5F6 disk/june.csv:4")]
pub struct Arguments {
    #[command(flatten)]
    case: CaseArgument,
    /// A person, or PLACE[#TABLE]:RECORD.
    #[arg(value_name = "PERSON|PLACE")]
    what: String,
    /// Another: is it the same person, and why?
    #[arg(value_name = "PERSON|PLACE")]
    other: Option<String>,
    /// Show values whole. The journal records it.
    #[arg(long)]
    reveal: bool,
}

pub fn run(arguments: &Arguments) -> Result<End> {
    let mut case = arguments.case.open()?;
    if arguments.reveal {
        let other = arguments.other.as_ref().map(|other| format!(" and {other}")).unwrap_or_default();
        let what = format!("explain revealed: {}{other}", arguments.what);
        case.record(NewEntry {
            command: "explain --reveal".into(),
            what,
            inputs: BTreeMap::new(),
            outputs: BTreeMap::new(),
        })?;
    }
    if let Some(other) = &arguments.other {
        terminal::print(&shown_two(&two(&case, [&arguments.what, other], arguments.reveal)?));
        return Ok(End::Complete);
    }
    let explanation = if let Some(id) = PersonRow::parse_id(&arguments.what) {
        person(&case, id, arguments.reveal)?
    } else if let Some(at) = RecordPlace::parse(&arguments.what) {
        record(&case, &at, arguments.reveal)?
    } else {
        bail!(
            "{} is neither a person (P- and 13 letters) nor a record (PLACE:RECORD, for example disk/x.csv:12)",
            arguments.what
        );
    };
    terminal::print(&shown(&explanation));
    Ok(End::Complete)
}

fn shown(explanation: &Explanation) -> String {
    let mut text = String::new();
    if explanation.mentions.is_empty() {
        text.push_str(
            "No person is mentioned there: the record was read, and nothing in it points at a person.\n",
        );
    }
    for (number, mention) in (1..).zip(&explanation.mentions) {
        text.push_str(&shown_mention(number, mention));
    }
    let numbers: BTreeMap<u64, usize> =
        explanation.mentions.iter().map(|mention| mention.id).zip(1..).collect();
    let (taken, vetoed): (Vec<&Link>, Vec<&Link>) = explanation.links.iter().partition(|link| link.taken);
    for (title, links) in [("Why they are one person", taken), ("Kept apart", vetoed)] {
        if !links.is_empty() {
            text.push_str(&format!("\n{title}\n{}\n", link_table(&links, &numbers)));
        }
    }
    text
}

fn shown_two(two: &Two) -> String {
    let mut text = String::new();
    for (number, mention) in (1..).zip(&two.mentions) {
        text.push_str(&shown_mention(number, mention));
    }
    let numbers: BTreeMap<u64, usize> = two.mentions.iter().map(|mention| mention.id).zip(1..).collect();
    let title = if two.together { "They are one person, by this path" } else { "They are two people" };
    text.push_str(&format!("\n{title}\n"));
    if !two.links.is_empty() {
        text.push_str(&link_table(&two.links.iter().collect::<Vec<_>>(), &numbers));
        text.push('\n');
    }
    text
}

/// The evidence of a link, a field on each line.
fn shown_evidence(link: &Link) -> String {
    let (weights, notes) = link.weights();
    let fields = weights.iter().map(|weight| {
        format!("{}: {}, {:+.1} bits, {}", weight.field, weight.agreement, weight.bits, weight.words())
    });
    fields.chain(notes.into_iter().map(str::to_string)).collect::<Vec<_>>().join("\n")
}

fn shown_mention(number: usize, mention: &Mention) -> String {
    let table = if mention.table.is_empty() { String::new() } else { format!("#{}", mention.table) };
    let mut head = format!(
        "[{number}] {}{table}:{} (byte {})  {}",
        mention.place, mention.record, mention.offset, mention.role
    );
    for (word, value) in [("on", &mention.date), ("for", &mention.client_key)] {
        if let Some(value) = value {
            head.push_str(&format!("  {word} {value}"));
        }
    }
    if let Some((person, probability)) = &mention.person {
        head.push_str(&format!("  {person} {:.1}%", probability * 100.0));
    }
    let rows = mention.items.iter().map(|item| {
        let span = format!("{}-{}", item.span.0, item.span.1);
        vec![
            item.category.clone(),
            item.value.clone(),
            item.column.clone(),
            span,
            format!("{}%", item.certainty),
        ]
    });
    format!("{head}\n{}\n\n", terminal::table(&["item", "value", "column", "bytes", "certain"], rows))
}

fn link_table(links: &[&Link], numbers: &BTreeMap<u64, usize>) -> String {
    let name =
        |id: u64| numbers.get(&id).map_or_else(|| format!("{id:016x}"), |number| format!("[{number}]"));
    let rows = links.iter().map(|link| {
        let probability = format!("{:.2}%", link.probability * 100.0);
        vec![
            name(link.one),
            name(link.other),
            format!("{:+.1}", link.bits),
            probability,
            shown_evidence(link),
        ]
    });
    terminal::table(&["mention", "mention", "bits", "probability", "evidence"], rows)
}
