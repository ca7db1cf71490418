//! What somebody suffers from, in words behind a label.

use super::{Range, Span};
use crate::detector::Ids;

/// Adds an illness told in words, unless its code stands there: nothing in its words is a name, as in `병명: 당뇨병`.
pub(super) fn add(ids: &Ids, (start, end, sure): Range, spans: &mut Vec<Span>) {
    let within = |span: &Span| start <= span.start && span.end <= end;
    spans.retain(|span| !(ids.is_name(span.category) && within(span)));
    if !spans.iter().any(|span| span.category == ids.diagnosis && within(span)) {
        spans.push(Span::new(ids.diagnosis, start, end, sure));
    }
}
