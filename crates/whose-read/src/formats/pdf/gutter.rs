//! Pages set in two columns of running text: the left one is read before the right one.

use super::rows::{Row, Segment};

/// Lines this long, in characters, are running text.
const TEXT_LENGTH: usize = 24;
/// Fewer rows beside each other are no columns.
const LEAST_ROWS: usize = 5;
/// Where the space between columns may be, as shares of the width of what stands on the page.
const WITHIN: (f64, f64) = (0.25, 0.75);
/// Places between them that are tried.
const STEPS: usize = 128;

/// The rows of a page in the order in which they are read, column by column where there are two.
pub(super) fn in_reading_order(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let Some(gutter) = gutter(&rows) else { return vec![rows] };
    let mut parts: Vec<Vec<Row>> = Vec::new();
    let mut band = Vec::new();
    let crosses = |row: &Row| row.segments.iter().any(|segment| segment.from < gutter && segment.to > gutter);
    for row in rows {
        if crosses(&row) {
            parts.extend(split(std::mem::take(&mut band), gutter));
            match parts.last_mut().filter(|part| part.iter().all(crosses)) {
                Some(part) => part.push(row),
                None => parts.push(vec![row]),
            }
        } else {
            band.push(row);
        }
    }
    parts.extend(split(band, gutter));
    parts
}

/// The columns of rows that none of which crosses the gutter.
fn split(band: Vec<Row>, gutter: f64) -> Vec<Vec<Row>> {
    let side = |left: bool| -> Vec<Row> {
        let parts = band.iter().map(|row| {
            let own = row.segments.iter().filter(|segment| (segment.from < gutter) == left);
            Row { segments: own.cloned().collect(), ..row.clone() }
        });
        parts.filter(|row| !row.segments.is_empty()).collect()
    };
    let (left, right) = (side(true), side(false));
    if left.len() >= LEAST_ROWS && right.len() >= LEAST_ROWS { vec![left, right] } else { vec![band] }
}

/// Where the space between two columns of running text is.
fn gutter(rows: &[Row]) -> Option<f64> {
    let all: Vec<&Segment> = rows.iter().flat_map(|row| &row.segments).collect();
    let from = all.iter().map(|segment| segment.from).fold(f64::MAX, f64::min);
    let to = all.iter().map(|segment| segment.to).fold(f64::MIN, f64::max);
    let crossing = |at: f64| all.iter().filter(|segment| segment.from < at && segment.to > at).count();
    let step = |number: usize| {
        from + (to - from) * (WITHIN.0 + (WITHIN.1 - WITHIN.0) * number as f64 / STEPS as f64)
    };
    let at = (0..=STEPS).map(step).min_by_key(|at| crossing(*at))?;
    let is_text = |left: bool| {
        let own: Vec<&&Segment> =
            all.iter().filter(|own| own.to <= at && left || own.from >= at && !left).collect();
        let long = own.iter().filter(|segment| segment.text.chars().count() >= TEXT_LENGTH).count();
        own.len() >= LEAST_ROWS && long * 5 >= own.len() * 3
    };
    (crossing(at) * 4 <= all.len() && is_text(true) && is_text(false)).then_some(at)
}
