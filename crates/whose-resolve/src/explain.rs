//! Why mentions are one person, and what kept others apart: fields, words and bits, no value.

use std::ops::Range;

use rayon::prelude::*;
use whose_model::Sensitive;
use whose_model::tables::MergeRow;

use crate::cluster::{Edge, Fate};
use crate::compare::{Comparer, Pattern};
use crate::forms::birth::Birth;
use crate::frequency::{Junk, JunkKind};
use crate::intern::NONE;
use crate::levels::{Field, level};
use crate::model::Model;
use crate::people::People;
use crate::{Corpus, Resolution};

/// A value that many different people carry, which therefore says nothing about who someone is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JunkValue {
    /// What kind: `phone`, `e-mail`, `number`, `birth date`.
    pub kind: &'static str,
    /// The value.
    pub value: Sensitive<String>,
    /// Distinct records' rows that carry it.
    pub rows: u32,
    /// Different family names that carry it; 0 for a date, which is known by its frequency.
    pub families: u32,
}

/// The evidence of a pair in words: `given name:same +9.1; place:other -2.3`, in bits.
pub(crate) fn words(model: &Model, pattern: &Pattern) -> String {
    let mut text = String::new();
    for field in Field::ALL {
        let found = pattern.level(field);
        if found == level::ABSENT {
            continue;
        }
        if !text.is_empty() {
            text.push_str("; ");
        }
        let bits = model.weight(pattern, field) / std::f32::consts::LN_2;
        text.push_str(&format!("{}:{} {bits:+.1}", field.word(), level::word(found, field == Field::Place)));
    }
    text
}

impl Resolution {
    pub(crate) fn comparer(&self) -> Comparer<'_> {
        Comparer { values: &self.values, frequencies: &self.frequencies, random: &self.random }
    }

    /// Id of a person: that of its first mention, the smallest.
    #[must_use]
    pub fn person_id(&self, corpus: &Corpus<'_>, person: usize) -> u64 {
        corpus.id(self.members.of(person)[0] as usize)
    }

    /// Values that many different people carry, commonest first.
    #[must_use]
    pub fn junk(&self) -> Vec<JunkValue> {
        let mut junk: Vec<JunkValue> =
            self.frequencies.junk.iter().map(|junk| self.junk_value(junk)).collect();
        junk.sort_by(|one, other| other.rows.cmp(&one.rows).then_with(|| one.value.cmp(&other.value)));
        junk
    }

    fn junk_value(&self, junk: &Junk) -> JunkValue {
        let values = &self.values;
        let (kind, value) = match junk.kind {
            JunkKind::Phone => ("phone", values.phones.get(junk.number).to_string()),
            JunkKind::Email => {
                let form = values.emails[junk.number as usize];
                ("e-mail", format!("{}@{}", values.locals.get(form.local), values.domains.get(form.domain)))
            }
            JunkKind::Identifier => {
                ("number", values.codes.get(values.identifiers[junk.number as usize].code).to_string())
            }
            JunkKind::Birth => ("birth date", Birth::unpacked(junk.number).iso()),
        };
        JunkValue { kind, value: Sensitive::new(value), rows: junk.rows, families: junk.families }
    }

    /// What speaks for and against two mentions being of one person, by their places in the order of ids.
    #[must_use]
    pub fn between(&self, corpus: &Corpus<'_>, one: usize, other: usize) -> MergeRow {
        let row = |mention: usize| &self.nodes.rows[self.nodes.of_mention[mention] as usize];
        let pattern = self.comparer().compare(row(one), row(other));
        let judgement = self.model.judge(&pattern);
        MergeRow {
            one: corpus.id(one),
            other: corpus.id(other),
            taken: self.person_of[one] == self.person_of[other],
            bits: judgement.evidence / std::f32::consts::LN_2,
            probability: judgement.probability(),
            evidence: words(&self.model, &pattern),
        }
    }

    /// The first mention of each node.
    pub(crate) fn first_mentions(&self) -> Vec<u32> {
        let mut first = vec![NONE; self.nodes.len()];
        for (mention, node) in self.nodes.of_mention.iter().enumerate() {
            let slot = &mut first[*node as usize];
            *slot = (*slot).min(mention as u32);
        }
        first
    }
}

impl People<'_> {
    /// The links of some people: those that join their mentions, then the surest ones that were refused.
    #[must_use]
    pub fn merges(&self, people: Range<usize>) -> Vec<MergeRow> {
        people.into_par_iter().flat_map_iter(|person| self.links(person)).collect()
    }

    fn links(&self, person: usize) -> Vec<MergeRow> {
        let resolution = self.resolution;
        let mut rows = self.copies(person);
        for (edge, fate) in resolution.links.of(person) {
            rows.push(self.link(edge, *fate));
        }
        rows
    }

    fn link(&self, edge: &Edge, fate: Fate) -> MergeRow {
        let resolution = self.resolution;
        let nodes = &resolution.nodes.rows;
        let pattern = resolution.comparer().compare(&nodes[edge.one as usize], &nodes[edge.other as usize]);
        let judgement = resolution.model.judge(&pattern);
        let mut evidence = words(&resolution.model, &pattern);
        match fate {
            Fate::Taken => {}
            Fate::Vetoed => {
                evidence.push_str("; vetoed: a fact across the two people says that they are two")
            }
            Fate::Decided => evidence.push_str("; a reviewer decided that they are one"),
            Fate::Forbidden => evidence.push_str("; a reviewer decided that they are two"),
            Fate::Thin => evidence.push_str("; refused: too thin for what stands on both sides"),
        }
        let (one, other) = (self.first[edge.one as usize], self.first[edge.other as usize]);
        MergeRow {
            one: self.corpus.id(one.min(other) as usize),
            other: self.corpus.id(one.max(other) as usize),
            taken: fate.joins(),
            bits: judgement.evidence / std::f32::consts::LN_2,
            probability: judgement.probability(),
            evidence,
        }
    }

    /// Mentions that say the same as an earlier one, or are copies of its record.
    fn copies(&self, person: usize) -> Vec<MergeRow> {
        let resolution = self.resolution;
        let record_key = |at: u32| self.corpus.get(at as usize).record_key();
        let mut rows = Vec::new();
        for at in resolution.members.of(person) {
            let node = resolution.nodes.of_mention[*at as usize] as usize;
            let entry = resolution.nodes.entry_of[*at as usize];
            let (first, evidence) = match (entry == *at, resolution.alone[node]) {
                (false, _) if resolution.nodes.by_name.contains(at) => (
                    entry,
                    "same whole name in the same text, a mailbox called after it there, or in a column of few names",
                ),
                (false, _) if record_key(*at) == record_key(entry) => {
                    (entry, "same record of the business in another source")
                }
                (false, _) => (entry, "same number in the same database; shows no name itself"),
                (true, false) if self.first[node] != *at => (self.first[node], "every value same"),
                _ => continue,
            };
            let row = &resolution.nodes.rows[node];
            let judgement = resolution.model.judge(&resolution.comparer().compare(row, row));
            let sure = if entry == *at { judgement.probability() } else { judgement.probability().max(0.99) };
            rows.push(MergeRow {
                one: self.corpus.id(first as usize),
                other: self.corpus.id(*at as usize),
                taken: true,
                bits: judgement.evidence / std::f32::consts::LN_2,
                probability: sure,
                evidence: evidence.to_string(),
            });
        }
        rows
    }
}
