//! Which tags make the tables of a page.

use crate::formats::grids::{Flow, Grids, WIDEST};
use crate::markup::{self, Kind};

/// Takes a tag of a table. False where it is another tag.
pub(super) fn tag(
    grids: &mut Grids<'_>,
    kind: Kind,
    name: &str,
    inner: &str,
    offset: u64,
    lines: &mut dyn Flow,
) -> bool {
    match (name, kind) {
        ("table", Kind::Open) => grids.open_table(lines),
        ("table", Kind::Close) => grids.close(lines),
        ("tr", Kind::Open) if grids.is_open() => grids.begin_row(offset, lines),
        ("tr", Kind::Close) if grids.is_open() => grids.end_row(lines),
        ("td" | "th", Kind::Open | Kind::Empty) if grids.is_open() => {
            grids.begin_cell(name == "th", spanned(inner), offset);
        }
        ("td" | "th", Kind::Close) if grids.is_open() => grids.end_cell(),
        ("thead" | "tbody" | "tfoot", _) if grids.is_open() => grids.end_row(lines),
        _ => return false,
    }
    true
}

/// Columns that a cell spans.
fn spanned(inner: &str) -> usize {
    let mut columns = 1;
    markup::attributes(inner, |name, value| {
        if name.eq_ignore_ascii_case("colspan") {
            columns = value.trim().parse().unwrap_or(1);
        }
    });
    columns.clamp(1, WIDEST)
}
