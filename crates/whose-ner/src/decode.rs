//! From a score for each label at each piece to names.

use std::ops::Range;

use whose_model::prose::{Named, NamedSpan};

use crate::labels::{Labels, MEANINGS, Meaning};

/// What the model says of one piece: the probability of each kind of label, and whether a name begins there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Said {
    pub kinds: Vec<f32>,
    pub begins: bool,
}

impl Said {
    /// Of the scores for one piece.
    pub(crate) fn of(labels: &Labels, scores: &[f32]) -> Self {
        let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let weights: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
        let total: f32 = weights.iter().sum();
        let mut kinds = vec![0.0; labels.kinds.len()];
        let (mut begins, mut within) = (0.0, 0.0);
        for (tag, weight) in labels.tags.iter().zip(weights) {
            let Some(tag) = tag else { continue };
            let share = weight / total;
            kinds[tag.kind] += share;
            *(if tag.begins { &mut begins } else { &mut within }) += share;
        }
        Self { kinds, begins: begins > within }
    }
}

/// A word, or a syllable where words are written together, with what it is said to be.
#[derive(Debug)]
struct Word {
    range: Range<usize>,
    kinds: Vec<f32>,
    pieces: f32,
    begins: bool,
}

/// A name that is being put together.
#[derive(Debug)]
struct Open {
    named: Named,
    range: Range<usize>,
    /// Holds more than a number or postal code.
    whole: bool,
    kinds: Vec<usize>,
    sure: f32,
    words: f32,
}

/// The names of a text. `pieces` are in the order of the text.
pub(crate) fn names(text: &str, labels: &Labels, pieces: &[(Range<usize>, Said)]) -> Vec<NamedSpan> {
    let mut names = Vec::new();
    let mut open: Option<Open> = None;
    for word in words(text, pieces) {
        let Some((meaning, kind, sure)) = judge(labels, &word) else { continue };
        if let Some(name) = open.as_mut().filter(|name| goes_on(text, name, meaning, kind, &word)) {
            name.range.end = word.range.end;
            name.whole |= meaning != Meaning::AddressPart;
            name.kinds.push(kind);
            name.sure += sure;
            name.words += 1.0;
            continue;
        }
        names.extend(open.take().and_then(|name| closed(text, &name)));
        open = Some(Open {
            named: named(meaning),
            range: word.range,
            whole: meaning != Meaning::AddressPart,
            kinds: vec![kind],
            sure,
            words: 1.0,
        });
    }
    names.extend(open.and_then(|name| closed(text, &name)));
    names
}

/// Pieces of one word together, with the mean of what is said of them.
fn words(text: &str, pieces: &[(Range<usize>, Said)]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for (range, said) in pieces.iter().filter(|(range, _)| !range.is_empty()) {
        if let Some(word) = words.last_mut().filter(|word| is_one_word(text, &word.range, range)) {
            word.range.end = word.range.end.max(range.end);
            word.kinds.iter_mut().zip(&said.kinds).for_each(|(sum, share)| *sum += share);
            word.pieces += 1.0;
            continue;
        }
        let range = range.clone();
        words.push(Word { range, kinds: said.kinds.clone(), pieces: 1.0, begins: said.begins });
    }
    for word in &mut words {
        let pieces = word.pieces;
        word.kinds.iter_mut().for_each(|sum| *sum /= pieces);
    }
    words
}

/// Does a piece belong to the word before it? Particles are written on to Korean names, so that Hangul and its like are
/// taken piece by piece.
fn is_one_word(text: &str, word: &Range<usize>, piece: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() && (c as u32) < 0x1100;
    piece.start < word.end
        || piece.start == word.end
            && text[..word.end].chars().next_back().is_some_and(joins)
            && text[piece.start..].chars().next().is_some_and(joins)
}

/// What a word is, with the kind of label that says so most and the probability; none where nothing has half of it.
fn judge(labels: &Labels, word: &Word) -> Option<(Meaning, usize, f32)> {
    let mut sums = [0.0; MEANINGS];
    for (kind, share) in labels.kinds.iter().zip(&word.kinds) {
        sums[kind.meaning as usize] += share;
    }
    let kinds = || labels.kinds.iter().zip(&word.kinds).enumerate();
    let (_, (kind, _)) = kinds()
        .max_by(|one, other| sums[one.1.0.meaning as usize].total_cmp(&sums[other.1.0.meaning as usize]))?;
    let (meaning, sure) = (kind.meaning, sums[kind.meaning as usize]);
    let own = kinds().filter(|(_, (kind, _))| kind.meaning == meaning);
    let (number, _) = own.max_by(|one, other| one.1.1.total_cmp(other.1.1))?;
    (sure >= 0.5).then_some((meaning, number, sure))
}

const fn named(meaning: Meaning) -> Named {
    match meaning {
        Meaning::Person => Named::Person,
        Meaning::Address | Meaning::AddressPart => Named::Address,
        Meaning::Place => Named::Place,
    }
}

/// Does a name go on with a word?
fn goes_on(text: &str, name: &Open, meaning: Meaning, kind: usize, word: &Word) -> bool {
    if word.range.start < name.range.end {
        return false;
    }
    let gap = &text[name.range.end..word.range.start];
    let last = name.kinds.last() == Some(&kind);
    match (name.named, named(meaning)) {
        // A given name, then a family name; a second given name begins another person.
        (Named::Person, Named::Person) => {
            matches!(gap, "" | " " | "  " | "-" | "'" | "’" | "." | ". " | "\u{a0}")
                && (last && !word.begins || !name.kinds.contains(&kind))
        }
        // Number, street, unit, town, postal code.
        (Named::Address, Named::Address | Named::Place) => {
            gap.len() <= 3 && gap.bytes().all(|byte| matches!(byte, b' ' | b',' | b'.' | b'-'))
        }
        (Named::Place, Named::Place) => matches!(gap, "" | " " | "-") && last && !word.begins,
        _ => false,
    }
}

/// Signs that begin or end no name.
const SIGNS: &str = ",.;:!?\"'()[]{}<>|/\\-–—·“”‘’«»";

fn closed(text: &str, name: &Open) -> Option<NamedSpan> {
    let written = &text[name.range.clone()];
    let sign = |c: char| c.is_whitespace() || SIGNS.contains(c);
    let start = name.range.start + (written.len() - written.trim_start_matches(sign).len());
    let end = start + written.trim_matches(sign).len();
    let has_letter = text[start..end].contains(char::is_alphabetic);
    (name.whole && has_letter).then(|| NamedSpan {
        named: name.named,
        start,
        end,
        certainty: (name.sure / name.words * 100.0) as u8,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::{Kind, Tag};

    fn labels() -> Labels {
        let kind = |name: &str, meaning| Kind { name: name.into(), meaning };
        Labels {
            kinds: vec![
                kind("GIVEN", Meaning::Person),
                kind("FAMILY", Meaning::Person),
                kind("NUMBER", Meaning::AddressPart),
                kind("STREET", Meaning::Address),
                kind("CITY", Meaning::Place),
            ],
            tags: vec![None, Some(Tag { kind: 0, begins: true }), Some(Tag { kind: 0, begins: false })],
        }
    }

    /// Names of a text of which each piece is written with its kind (a letter of `gfnsc`, in capitals where a name begins)
    /// behind a stroke: `Anne/G Roy/F`. A piece begins with a blank or without one.
    fn read(marked: &str) -> Vec<(Named, String)> {
        let (mut text, mut pieces) = (String::new(), Vec::new());
        for part in marked.split_inclusive(' ') {
            for piece in part.trim_end().split('+') {
                let (written, mark) = piece.split_once('/').unwrap_or((piece, "o"));
                let start = text.len();
                text.push_str(written);
                let mut kinds = vec![0.0; 5];
                if let Some(kind) = "gfnsc".find(&mark.to_lowercase()) {
                    kinds[kind] = 0.9;
                }
                let begins = mark.chars().all(char::is_uppercase);
                pieces.push((start..text.len(), Said { kinds, begins }));
            }
            text.push_str(&part[part.trim_end().len()..]);
        }
        let span = |span: NamedSpan| (span.named, text[span.start..span.end].to_string());
        names(&text, &labels(), &pieces).into_iter().map(span).collect()
    }

    #[test]
    fn names_are_put_together() {
        for (marked, expected) in [
            ("by An/G+ne/g Roy/F here", vec![(Named::Person, "Anne Roy")]),
            // Two people one after the other; a hyphen within.
            ("Anne/G Roy/F Paul/G", vec![(Named::Person, "Anne Roy"), (Named::Person, "Paul")]),
            ("Jean/G+-+Luc/g Roy/F", vec![(Named::Person, "Jean-Luc Roy")]),
            ("Anne/G Paul/G", vec![(Named::Person, "Anne"), (Named::Person, "Paul")]),
            // Two of three pieces say it: the whole word is the name.
            ("Ri/F+ve/f+ra met", vec![(Named::Person, "Rivera")]),
            // A particle written on to a Korean name is none of it.
            ("홍길/G+동/g+은 왔다", vec![(Named::Person, "홍길동")]),
            ("at 12/N Main/S Street/s+, Toronto/C now", vec![(Named::Address, "12 Main Street, Toronto")]),
            // A number alone is no address, and a town alone is a place.
            ("12/N apples in Toronto/C", vec![(Named::Place, "Toronto")]),
            ("Toronto/C 12/N Main/S", vec![(Named::Place, "Toronto"), (Named::Address, "12 Main")]),
        ] {
            let found = read(marked);
            let found: Vec<(Named, &str)> =
                found.iter().map(|(named, name)| (*named, name.as_str())).collect();
            assert_eq!(found, expected, "{marked}");
        }
    }

    #[test]
    fn probabilities_are_those_of_the_scores() {
        let said = Said::of(&labels(), &[0.0, 3.0_f32.ln(), 0.0]);
        assert!((said.kinds[0] - 0.8).abs() < 1e-6 && said.begins);
        assert_eq!(said.kinds[1], 0.0);
    }
}
