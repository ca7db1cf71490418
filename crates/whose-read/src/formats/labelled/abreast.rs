//! Labels side by side: `Name: Ada Roe      Phone: 416 555 0100`, and rows of labels with their values below.

use super::inline;
use super::lines::{Line, Style, is_label};

/// Where in its line a part stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Part {
    /// Is it the first?
    pub leads: bool,
    /// Number of its column, where a label stands in the line twice: each column tells of somebody else. 0 where none does.
    pub column: u32,
}

/// Reads lines that may hold several labels each.
#[derive(Debug, Default)]
pub(super) struct Abreast {
    /// Labels of the last line that had nothing else, each with the character it begins at: their values stand below.
    bare: Vec<(usize, String)>,
}

impl Abreast {
    /// Gives what a line says, part by part.
    pub(super) fn read(&mut self, style: Style, line: &str, mut give: impl FnMut(Line<'_>, Part)) {
        if style.inline {
            return one_line(style, line, give);
        }
        let bare = std::mem::take(&mut self.bare);
        let parts = if style.may_stand_abreast() { parts(line, style.sign) } else { vec![(0, line)] };
        let read: Vec<Line<'_>> = parts.iter().map(|(_, part)| style.line(part)).collect();
        if let ([Line::Other(_)], Some(values)) = (read.as_slice(), below(&bare, line)) {
            let twins = are_twins(bare.iter().map(|(_, label)| label));
            for (number, ((_, label), value)) in bare.iter().zip(values).enumerate() {
                let column = if twins { number as u32 + 1 } else { 0 };
                give(
                    Line::Labelled { label, value: &value, encoded: false },
                    Part { leads: number == 0, column },
                );
            }
            return;
        }
        let label = |read: &Line<'_>| match read {
            Line::Labelled { label, value: "", .. } => Some((*label).to_string()),
            _ => None,
        };
        let labels: Vec<String> = read.iter().map_while(label).collect();
        if labels.len() > 1 && labels.len() == read.len() {
            let begins = parts.iter().map(|(from, _)| line[..*from].chars().count());
            self.bare = begins.zip(labels).collect();
            return;
        }
        let twins = are_twins(read.iter().filter_map(|read| match read {
            Line::Labelled { label, .. } => Some(label),
            _ => None,
        }));
        for (number, read) in read.into_iter().enumerate() {
            give(read, Part { leads: number == 0, column: if twins { number as u32 + 1 } else { 0 } });
        }
    }
}

/// Gives the labels of the object that a line is.
fn one_line(style: Style, line: &str, mut give: impl FnMut(Line<'_>, Part)) {
    let Some(pairs) = inline::pairs(line, style.sign) else {
        let bare = line.trim();
        return give(
            if bare.is_empty() { Line::Apart } else { Line::Other(bare) },
            Part { leads: true, column: 0 },
        );
    };
    for (number, (label, value)) in pairs.iter().enumerate() {
        give(Line::Labelled { label, value, encoded: false }, Part { leads: number == 0, column: 0 });
    }
}

/// Is a label among them twice?
fn are_twins<L: PartialEq>(labels: impl Iterator<Item = L>) -> bool {
    let labels: Vec<L> = labels.collect();
    labels.iter().enumerate().any(|(at, label)| labels[..at].contains(label))
}

/// Where a line is cut, with the pieces: behind a gap, before each further label.
fn parts<'l>(line: &'l str, sign: &str) -> Vec<(usize, &'l str)> {
    let mut from = line.len() - line.trim_start().len();
    let mut parts = Vec::new();
    for at in behind_gaps(line) {
        if at > from && begins_with_label(&line[at..], sign) {
            parts.push((from, line[from..at].trim_end()));
            from = at;
        }
    }
    // What stands alone keeps its blanks: lines may be folded by them.
    let last = if parts.is_empty() { line } else { &line[from..] };
    parts.push((from, last));
    parts
}

/// The places behind a tab or two blanks.
fn behind_gaps(line: &str) -> impl Iterator<Item = usize> {
    let mut blanks = 0;
    line.char_indices().filter_map(move |(at, c)| {
        let begins = blanks > 1 && !c.is_whitespace();
        blanks = match c {
            ' ' => blanks + 1,
            c if c.is_whitespace() => 2,
            _ => 0,
        };
        begins.then_some(at)
    })
}

/// Does a label with its sign stand here, with nothing but single blanks in it?
fn begins_with_label(text: &str, sign: &str) -> bool {
    let Some((label, value)) = text.split_once(sign) else { return false };
    let is_spaced = sign != ":" || value.is_empty() || value.starts_with([' ', '\t']);
    is_spaced && !label.contains("   ") && !label.contains('\t') && is_label(label.trim())
}

/// The values that stand below labels; `None` where a word of the line stands across two of them.
fn below(labels: &[(usize, String)], line: &str) -> Option<Vec<String>> {
    if labels.is_empty() {
        return None;
    }
    let chars: Vec<char> = line.chars().collect();
    let blank = |at: usize| chars.get(at).is_none_or(|c| c.is_whitespace());
    let ends = labels.iter().skip(1).map(|(from, _)| *from).chain([chars.len()]);
    let begins = labels.iter().map(|(from, _)| *from);
    if begins.clone().any(|from| from > 0 && !blank(from - 1)) {
        return None;
    }
    let cell = |(from, to): (usize, usize)| {
        chars.get(from..to.min(chars.len())).map(|cell| cell.iter().collect::<String>()).unwrap_or_default()
    };
    Some(begins.zip(ends).map(|range| cell(range).trim().to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_line_is_cut_before_labels() {
        let cut = |line: &'static str| parts(line, ":").into_iter().map(|part| part.1).collect::<Vec<_>>();
        assert_eq!(cut("Name: Ada Roe     Phone: 416"), ["Name: Ada Roe", "Phone: 416"]);
        assert_eq!(cut("INTAKE\tNo: 5\tDate of birth: x"), ["INTAKE", "No: 5", "Date of birth: x"]);
        assert_eq!(cut("  Name:     Ada Roe  of Ely"), ["  Name:     Ada Roe  of Ely"]);
        assert_eq!(cut("Seen at: 10:15   room 4 b:c"), ["Seen at: 10:15   room 4 b:c"]);
    }
}
