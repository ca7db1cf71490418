//! Labels above their values: `Full name` on a line, `Ada Roe` on the next, over and over.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::{LEAST_RECORDS, Line, is_label};
use crate::formats::delimited::is_column_word;

/// Fewest labels that a record has.
const LEAST_LABELS: usize = 3;

/// Which lines are labels.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Above {
    labels: BTreeSet<String>,
    /// What else stands in each record, and below no label: titles, places to sign at.
    fixed: BTreeSet<String>,
    /// Was the last line that says anything a label?
    below: bool,
}

impl Above {
    /// The labels of a text, judged by its head; `None` where its labels do not stand so.
    pub(super) fn sniff(head: &str, whole: bool) -> Option<Self> {
        let cut = if whole { head.len() } else { head.rfind('\n')? };
        let lines: Vec<&str> = head[..cut].lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for line in lines.iter().filter(|line| is_label(line)) {
            *counts.entry(line).or_default() += 1;
        }
        let is_word = |line: &str| {
            counts.get(line).is_some_and(|count| *count >= LEAST_RECORDS) && is_column_word(line)
        };
        let most = counts.iter().filter(|(line, _)| is_word(line)).map(|(_, count)| *count).max()?;
        let often: BTreeSet<&str> =
            counts.iter().filter(|(_, count)| **count * 10 >= most * 9).map(|(line, _)| *line).collect();
        let is_often_word = |line: &str| is_word(line) && often.contains(line);
        // How often a line stands above a value, and how often below a word of columns.
        let (mut above, mut below) = (BTreeMap::new(), BTreeMap::new());
        for pair in lines.windows(2) {
            let is_value = if is_word(pair[0]) { !is_often_word(pair[1]) } else { !often.contains(pair[1]) };
            *above.entry(pair[0]).or_insert(0) += usize::from(is_value);
        }
        let mostly = |seen: &BTreeMap<&str, usize>, line: &str| {
            seen.get(line).is_some_and(|seen| *seen * 10 >= counts[line] * 7)
        };
        for pair in lines.windows(2).filter(|pair| is_often_word(pair[0]) && mostly(&above, pair[0])) {
            *below.entry(pair[1]).or_insert(0) += 1;
        }
        let (labels, others): (BTreeSet<&str>, BTreeSet<&str>) =
            often.iter().partition(|line| mostly(&above, line) && !mostly(&below, line));
        let standing: usize = labels.iter().map(|label| counts[label]).sum();
        let words = labels.iter().filter(|label| is_word(label)).count();
        if words < LEAST_LABELS || words * 2 < labels.len() || standing * 20 < lines.len() * 7 {
            return None;
        }
        let fixed = others.into_iter().filter(|line| !mostly(&below, line)).map(str::to_string).collect();
        Some(Self { labels: labels.into_iter().map(str::to_string).collect(), fixed, below: false })
    }

    /// What a line is; `None` where it says nothing.
    pub(super) fn line<'l>(&mut self, line: &'l str) -> Option<Line<'l>> {
        let bare = line.trim();
        // A blank line between a label and its value parts nothing.
        if bare.is_empty() {
            return (!self.below).then_some(Line::Apart);
        }
        self.below = self.labels.contains(bare);
        Some(match self.below {
            true => Line::Labelled { label: bare, value: "", encoded: false },
            false if self.fixed.contains(bare) => Line::Comment(bare),
            false => Line::Other(bare),
        })
    }
}
