//! What a model of the user's says of a text, beside what lists, shape and context say.
//!
//! Of two that overlap the surer stays ([`super::settle`]). A name of the lists that holds the model's within it stays whole, and
//! is as sure as the surer of both. What meets an identifier loses, but for an address that holds a postal code.

use whose_model::prose::{Named, NamedSpan, NamesInProse};

use super::{Span, TOLD, Taken, is_of_event, korean, places};
use crate::detector::Ids;
use crate::lexicon::korean::is_hangul;
use crate::person::{self, Named as Judged};

/// Adds what the model says to what was found.
pub(super) fn add(ids: &Ids, text: &str, model: &dyn NamesInProse, spans: &mut Vec<Span>) {
    let said = model.names_in(text);
    if said.is_empty() {
        return;
    }
    let mut known = Known::of(ids, spans);
    let mut until = 0;
    for name in said {
        let apart = name.start >= until && name.start < name.end;
        let Some(written) = text.get(name.start..name.end).filter(|_| apart) else { continue };
        until = name.end;
        let end = name.start + bare(name.named, written).len();
        if end == name.start || known.meets(name.named, name.start, end) {
            continue;
        }
        let sure = weight(name);
        if name.named == Named::Person && known.raise(spans, name.start, end, sure) {
            continue;
        }
        let category = match name.named {
            Named::Person => ids.person_name,
            Named::Address if is_of_event(text, name.start, end) => ids.event_place,
            Named::Address => ids.street,
            Named::Place => ids.city,
        };
        spans.push(Span::new(category, name.start, end, sure));
    }
}

/// A model is surer of itself than it is right: its half is a name that may be told, and its whole no surer than an
/// identifier. A place is told of nobody, whoever says it.
fn weight(name: NamedSpan) -> u8 {
    let sure = TOLD + name.certainty.clamp(TOLD, 100).saturating_sub(TOLD) / 5 * 4;
    if name.named == Named::Place { sure.min(places::KNOWN) } else { sure }
}

/// What of it is the name: nothing where it cannot be one.
fn bare(named: Named, written: &str) -> &str {
    if named != Named::Person {
        return written;
    }
    let letters = written.chars().filter(|c| c.is_alphabetic()).count();
    let digits = written.bytes().any(|byte| byte.is_ascii_digit());
    if letters < 2 || digits || person::judge(written) == Judged::Organisation {
        return "";
    }
    // Particles and honorifics are written on to Korean names.
    if written.chars().all(is_hangul) { korean::name_in(written, false).unwrap_or(written) } else { written }
}

/// What was found without the model, in the order of the text.
struct Known {
    /// Identifiers that are told, but for postal codes.
    identifiers: Taken,
    postcodes: Taken,
    /// First byte, and number, of the names.
    names: Vec<(usize, usize)>,
}

impl Known {
    fn of(ids: &Ids, spans: &[Span]) -> Self {
        let (mut identifiers, mut postcodes) = (Taken::default(), Taken::default());
        for span in spans.iter().filter(|span| span.finding.is_some() && span.certainty >= TOLD) {
            let taken = if span.category == ids.postcode { &mut postcodes } else { &mut identifiers };
            taken.take(span.start, span.end);
        }
        let names = spans.iter().enumerate().filter(|(_, span)| span.category == ids.person_name);
        let mut names: Vec<(usize, usize)> = names.map(|(number, span)| (span.start, number)).collect();
        names.sort_unstable();
        Self { identifiers, postcodes, names }
    }

    fn meets(&self, named: Named, start: usize, end: usize) -> bool {
        self.identifiers.meets(start, end) || named != Named::Address && self.postcodes.meets(start, end)
    }

    /// Makes the name that holds the model's as sure as it, if there is one.
    fn raise(&mut self, spans: &mut [Span], start: usize, end: usize, sure: u8) -> bool {
        let before = self.names.partition_point(|(from, _)| *from <= start);
        // Few names overlap, so that one of the last ones reaches furthest.
        let near = self.names[..before].iter().rev().take(4);
        let Some((_, holding)) = near.copied().find(|(_, number)| spans[*number].end >= end) else {
            return false;
        };
        spans[holding].certainty = spans[holding].certainty.max(sure);
        true
    }
}
