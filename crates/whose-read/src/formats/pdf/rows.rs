//! From characters to rows of words: what stands on one baseline, parted where the space between is wide.

use super::glyphs::Character;
use super::letters;

/// Baselines that differ by less than this share of an em are one.
const SAME_LINE: f64 = 0.35;
/// A space wider than this share of an em parts words.
const WORD_SPACE: f64 = 0.17;
/// A space wider than this share of an em parts what stands in columns.
const COLUMN_SPACE: f64 = 1.0;
/// The same character drawn again within this share of an em is bold type or an outline.
const SAME_PLACE: f64 = 0.12;

/// Words without a wide space between them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Segment {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) text: String,
}

/// What stands on one baseline, from left to right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) line: f64,
    pub(super) size: f64,
    pub(super) segments: Vec<Segment>,
}

/// The rows of a page, top to bottom, those of each direction of writing by themselves, with its quarter turns.
pub(super) fn rows(mut drawn: Vec<Character>) -> Vec<(u8, Vec<Row>)> {
    drawn.sort_by(|a, b| {
        a.turns.cmp(&b.turns).then(a.line.total_cmp(&b.line)).then(a.from.total_cmp(&b.from))
    });
    let mut directions: Vec<(u8, Vec<Row>)> = Vec::new();
    let mut from = 0;
    while from < drawn.len() {
        let first = &drawn[from];
        let on_line = |c: &Character| {
            c.turns == first.turns && c.line - first.line <= SAME_LINE * c.size.max(first.size)
        };
        let to = from + drawn[from..].iter().take_while(|c| on_line(c)).count();
        if from == 0 || drawn[from - 1].turns != first.turns {
            directions.push((first.turns, Vec::new()));
        }
        if let (Some(row), Some((_, rows))) = (row(&drawn[from..to]), directions.last_mut()) {
            rows.push(row);
        }
        from = to;
    }
    directions
}

fn row(on_line: &[Character]) -> Option<Row> {
    let mut characters: Vec<&Character> = on_line.iter().collect();
    characters.sort_by(|a, b| a.from.total_cmp(&b.from));
    let size = characters.iter().map(|c| c.size).fold(0.0, f64::max);
    let mut segments: Vec<Segment> = Vec::new();
    let mut after_blank = false;
    let mut last: Option<&Character> = None;
    for character in characters {
        if character.text.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let again = |last: &Character| {
            last.text == character.text && (character.from - last.from).abs() < SAME_PLACE * size
        };
        if last.is_some_and(again) {
            continue;
        }
        let over = |last: &Character| character.from < last.to - 0.4 * (last.to - last.from);
        let accented = last.filter(|last| over(last)).and_then(|last| {
            let after = letters::accented(&last.text, &character.text);
            after.or_else(|| letters::accented(&character.text, &last.text))
        });
        if let (Some(letter), Some(open)) = (accented, segments.last_mut()) {
            open.text.pop();
            open.text.push(letter);
            open.to = open.to.max(character.to);
            (after_blank, last) = (false, Some(character));
            continue;
        }
        match segments.last_mut() {
            Some(open) if character.from - open.to <= COLUMN_SPACE * character.size => {
                if after_blank || character.from - open.to > WORD_SPACE * character.size {
                    open.text.push(' ');
                }
                open.text.push_str(&character.text);
                open.to = open.to.max(character.to);
            }
            _ => segments.push(Segment {
                from: character.from,
                to: character.to,
                text: character.text.clone(),
            }),
        }
        (after_blank, last) = (false, Some(character));
    }
    for segment in &mut segments {
        segment.text = letters::in_reading_order(std::mem::take(&mut segment.text));
    }
    let line = on_line.first()?.line;
    (!segments.is_empty()).then_some(Row { line, size, segments })
}
