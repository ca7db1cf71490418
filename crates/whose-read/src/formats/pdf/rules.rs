//! Lines that a page draws: between two of them, one above the other and equally long, stands one row of a table.

use kurbo::{Affine, BezPath, PathEl, Point};

/// A page that draws more lines is read without them.
const MOST: usize = 1 << 16;
/// Shorter lines part nothing, in points.
const SHORTEST: f64 = 6.0;
/// Places that differ by less are the same, in points.
const SAME: f64 = 2.0;
/// Rows of a table are no higher, in points.
const HIGHEST: f64 = 220.0;
/// Rows are no lower.
const LOWEST: f64 = 6.0;
/// So many tables beside each other are told apart, and so many are on a page.
const MOST_OPEN: usize = 32;
const MOST_TABLES: usize = 64;
/// Fewer rows between lines are a frame.
const LEAST_ROWS: usize = 3;

/// A straight line along the page: where it stands across it, and from where to where it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Rule {
    at: f64,
    from: f64,
    to: f64,
}

/// The lines of a page.
#[derive(Debug, Default)]
pub(super) struct Rules {
    level: Vec<Rule>,
    upright: Vec<Rule>,
}

/// Rows of a table between lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ruled {
    pub(super) from: f64,
    pub(super) to: f64,
    /// Lines above, between and below the rows.
    pub(super) lines: Vec<f64>,
    /// Lines between columns; none where they are not drawn.
    pub(super) columns: Vec<f64>,
}

impl Rules {
    /// Takes the straight lines of a path, and the edges of its rectangles.
    pub(super) fn take(&mut self, path: &BezPath, place: Affine) {
        let (mut start, mut last) = (Point::ORIGIN, Point::ORIGIN);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => (start, last) = (place * to, place * to),
                PathEl::LineTo(to) => {
                    self.line(last, place * to);
                    last = place * to;
                }
                PathEl::ClosePath => self.line(last, start),
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = place * to,
            }
        }
    }

    fn line(&mut self, a: Point, b: Point) {
        let (across, down) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if self.level.len() + self.upright.len() >= MOST || !(a.is_finite() && b.is_finite()) {
            return;
        }
        if down < SAME / 2.0 && across >= SHORTEST {
            self.level.push(Rule { at: a.y, from: a.x.min(b.x), to: a.x.max(b.x) });
        } else if across < SAME / 2.0 && down >= SHORTEST {
            self.upright.push(Rule { at: a.x, from: a.y.min(b.y), to: a.y.max(b.y) });
        }
    }

    /// Tables whose rows stand between lines of the same length, top to bottom.
    pub(super) fn tables(self) -> Vec<Ruled> {
        let level = joined(self.level);
        let upright = joined(self.upright);
        let mut tables: Vec<Ruled> = Vec::new();
        for rule in level.iter().filter(|rule| rule.to - rule.from > 100.0) {
            let open = tables.iter_mut().rev().take(MOST_OPEN).find(|table| {
                let last = table.lines.last().copied().unwrap_or(f64::MIN);
                (table.from - rule.from).abs() < 2.0 * SAME
                    && (table.to - rule.to).abs() < 2.0 * SAME
                    && rule.at - last < HIGHEST
            });
            match open {
                Some(table) => {
                    if table.lines.last().is_none_or(|last| rule.at - last >= LOWEST) {
                        table.lines.push(rule.at);
                    }
                }
                None => tables.push(Ruled {
                    from: rule.from,
                    to: rule.to,
                    lines: vec![rule.at],
                    columns: Vec::new(),
                }),
            }
        }
        tables.retain(|table| table.lines.len() > LEAST_ROWS);
        tables.truncate(MOST_TABLES);
        for table in &mut tables {
            table.columns = columns(table, &upright);
        }
        tables
    }
}

/// Lines drawn in pieces as one, from the top, or the left.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Rule> = Vec::new();
    let mut from = 0;
    while from < rules.len() {
        let first = rules[from].at;
        let count = rules[from..].iter().take_while(|rule| rule.at - first < SAME).count();
        let same = &mut rules[from..from + count];
        same.sort_by(|a, b| a.from.total_cmp(&b.from));
        let begun = joined.len();
        for rule in same.iter() {
            match joined[begun..].last_mut() {
                Some(open) if rule.from <= open.to + SAME => open.to = open.to.max(rule.to),
                _ => joined.push(Rule { at: first, ..*rule }),
            }
        }
        from += count;
    }
    joined
}

/// Upright lines along most of a table, without its edges.
fn columns(table: &Ruled, upright: &[Rule]) -> Vec<f64> {
    let (Some(top), Some(bottom)) = (table.lines.first(), table.lines.last()) else { return Vec::new() };
    let long = |rule: &&Rule| rule.to.min(*bottom) - rule.from.max(*top) > (bottom - top) * 0.8;
    let within = |rule: &&Rule| rule.at > table.from + SAME && rule.at < table.to - SAME;
    upright.iter().filter(within).filter(long).map(|rule| rule.at).collect()
}
