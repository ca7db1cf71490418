//! The pass itself.

use super::chain::{self, Chain, Group};
use super::findings::Findings;
use super::glyph::{self, LETTER, MASK};
use super::shape::{Branch, Form, Scope, Tree};
use super::{Around, FAINT, Hint, LIKELY, Scanner, Shaped, Verdict};
use crate::context::{ContextSet, Nearby};
use crate::identifiers::Find;

/// One pass over one text.
pub(super) struct Pass<'s, 't, 'f> {
    scanner: &'s Scanner,
    text: &'t str,
    hint: Hint,
    findings: &'f mut Findings,
    nearby: Nearby<'s>,
    /// Where the last finding ended, and its identifier.
    floor: usize,
    last: Option<u8>,
    /// What the words before the byte at hand speak of, once asked.
    spoken: Option<Spoken>,
}

/// What the words before a byte speak of.
#[derive(Debug, Clone, Copy)]
struct Spoken {
    at: usize,
    all: ContextSet,
    /// What the nearest word speaks of, and where it ends.
    last: ContextSet,
    last_end: usize,
}

/// The best reading so far at one stop.
#[derive(Debug, Clone, Copy)]
struct Reading {
    start: usize,
    end: usize,
    certainty: u8,
    /// Was the last word before it one of this kind?
    nearest: bool,
    /// And does nothing but signs stand between: `<telefone>`, `tel: `? Or does the value tell itself?
    labelled: bool,
    identifier: u8,
}

impl Reading {
    /// A likely reading beats one that is not; then the longer; then the one whose label stands directly before it; then the more
    /// certain; then the one whose word stands nearest; then the one listed first.
    fn beats(&self, other: &Self) -> bool {
        let rank = |reading: &Self| {
            (
                reading.certainty >= LIKELY,
                reading.end - reading.start,
                reading.labelled,
                reading.certainty,
                reading.nearest,
                std::cmp::Reverse(reading.identifier),
            )
        };
        rank(self) > rank(other)
    }
}

impl<'s, 't, 'f> Pass<'s, 't, 'f> {
    pub(super) fn new(scanner: &'s Scanner, text: &'t str, hint: Hint, findings: &'f mut Findings) -> Self {
        Self {
            scanner,
            text,
            hint,
            findings,
            nearby: Nearby::new(&scanner.words),
            floor: 0,
            last: None,
            spoken: None,
        }
    }

    pub(super) fn run(mut self) {
        let bytes = self.text.as_bytes();
        let mut from = 0;
        while let Some((stop, kind)) = glyph::next_stop(bytes, from) {
            let finders = &self.scanner.finders;
            from = match kind {
                glyph::STOP_DIGIT => self.at_digit(stop),
                glyph::STOP_AT => self.by_finders(stop, &finders.at),
                glyph::STOP_KEY => self.by_finders(stop, &finders.key),
                _ => self.by_finders(stop, &finders.dollar),
            };
        }
    }

    /// Asks finders alone; gives the byte to go on from.
    fn by_finders(&mut self, stop: usize, finders: &'s [(u8, Find)]) -> usize {
        let mut best = None;
        self.ask(stop, finders, false, &mut best);
        self.keep(best).unwrap_or(stop + 1)
    }

    fn at_digit(&mut self, stop: usize) -> usize {
        let bytes = self.text.as_bytes();
        let end = glyph::digits_end(bytes, stop);
        if end == stop {
            return self.at_tied_number(stop);
        }
        let branch = self.scanner.tree.step(Tree::DIGITS, end - stop, false);
        let letters =
            |separator| branch.is_some_and(|branch| self.scanner.tree.letters_follow(branch, separator));
        match glyph::standing(bytes, self.floor, stop, end, letters) {
            glyph::Standing::Alone => self.at_lone_number(stop, end, branch),
            glyph::Standing::Inner => end,
            glyph::Standing::Tied => self.at_tied_number(stop),
        }
    }

    /// A number that nothing ties to what stands beside it: most numbers of tables.
    fn at_lone_number(&mut self, start: usize, end: usize, branch: Option<Branch>) -> usize {
        let scanner = self.scanner;
        let bytes = self.text.as_bytes();
        let mut best = None;
        if let Some(branch) = branch
            && chain::ends_apart(bytes, end)
        {
            let groups = [Group::of_digits(start, end)];
            let row = chain::Row::Lent(&bytes[start..end]);
            for &number in scanner.tree.forms_anywhere(branch) {
                self.judge_lone(number, &groups, &row, &mut best);
            }
            let (forms, identifiers) = scanner.tree.forms_in_context(branch);
            if !forms.is_empty() && self.spoken(start).0.meets(identifiers) {
                for &number in forms {
                    self.judge_lone(number, &groups, &row, &mut best);
                }
            }
        }
        if end - start == 4 && matches!(&bytes[start..start + 2], b"19" | b"20") {
            self.ask(start, &scanner.finders.year, true, &mut best);
        }
        self.keep(best).unwrap_or(end)
    }

    fn judge_lone(
        &mut self,
        number: u16,
        groups: &[Group],
        row: &chain::Row<'_>,
        best: &mut Option<Reading>,
    ) {
        let form = &self.scanner.tree.forms[number as usize];
        if !form.letters && !form.plus {
            self.consider(form, groups, row, false, best);
        }
    }

    fn at_tied_number(&mut self, stop: usize) -> usize {
        let bytes = self.text.as_bytes();
        if glyph::at(bytes, stop).is_none() {
            return stop + 1;
        }
        // The number may begin with letters or masks, before the digit that it was found by.
        let mut start = stop;
        let mut classes = 0;
        while start > self.floor && stop - start < 80 {
            let Some(glyph) = glyph::before(bytes, start) else { break };
            if start - glyph.len < self.floor {
                break;
            }
            start -= glyph.len;
            classes |= glyph.class;
        }
        let (end, classes_after) = number_end(bytes, stop);
        let letters = (classes | classes_after) & LETTER != 0;
        let mut best = None;
        if end - start <= 4 * super::shape::MAX_GLYPHS {
            self.read_at(start, &mut best);
            for before in chain::starts_before(self.text, start, self.floor) {
                self.read_at(before, &mut best);
            }
            if start < stop && best.is_none() {
                self.read_inside(start, stop, classes, &mut best);
            }
        }
        self.at_number(start, stop, end, letters, &mut best);
        self.keep(best).unwrap_or(end)
    }

    /// Letters that stick to a number without belonging to it (`T010-1234-5678`), or marks of emphasis.
    fn read_inside(&mut self, start: usize, stop: usize, classes: u8, best: &mut Option<Reading>) {
        let bytes = self.text.as_bytes();
        let apart = match classes {
            LETTER => stop - start <= 5,
            MASK => true,
            _ => false,
        };
        // A number that letters follow again is a code, and no value with a label.
        if apart && chain::starts_apart(bytes, start) {
            self.read_from(stop, best);
        }
    }

    /// The finders that look at some numbers only.
    fn at_number(
        &mut self,
        start: usize,
        stop: usize,
        end: usize,
        letters: bool,
        best: &mut Option<Reading>,
    ) {
        let bytes = self.text.as_bytes();
        let finders = &self.scanner.finders;
        let next = |after: usize| bytes.get(end + after).copied().unwrap_or(0);
        let length = end - start;
        let hangul = |byte: u8| (0xEA..=0xED).contains(&byte);
        if length <= 12 && (hangul(next(0)) || next(0) == b' ' && hangul(next(1))) {
            self.ask(start, &finders.hangul, false, best);
        }
        let floor = self.floor;
        let previous = |back: usize| if start >= floor + back { bytes[start - back] } else { 0 };
        let after_hangul = |back: usize| previous(back) >= 0x80 && hangul(previous(back + 2));
        if (4..=12).contains(&length) && (after_hangul(1) || previous(1) == b' ' && after_hangul(2)) {
            self.ask(start, &finders.after_hangul, false, best);
        }
        if end - stop <= 3 && next(0) == b'.' && next(1).is_ascii_digit() {
            self.ask(stop, &finders.dotted, false, best);
        }
        if end - stop == 4 && start == stop && matches!(&bytes[stop..stop + 2], b"19" | b"20") {
            self.ask(stop, &finders.year, true, best);
        }
        if letters || length >= 2 && matches!(previous(1), b'-' | b'_' | b'.') {
            let from = long_word_start(bytes, start, self.floor);
            if long_word_end(bytes, end) - from >= 16 {
                self.ask(from, &finders.long_word, false, best);
            }
        }
    }

    /// Reads what starts at a byte, where a value may start there.
    fn read_at(&mut self, start: usize, best: &mut Option<Reading>) {
        if chain::starts_apart(self.text.as_bytes(), start) {
            self.read_from(start, best);
        }
    }

    fn read_from(&mut self, start: usize, best: &mut Option<Reading>) {
        let scanner = self.scanner;
        let bytes = self.text.as_bytes();
        let Some(mut chain) = Chain::start(self.text, start) else { return };
        let plus = start > self.floor && bytes[start - 1] == b'+';
        let mut branch = Tree::root(chain.groups()[0].is_digits());
        let mut classes = 0;
        let mut found = false;
        loop {
            let groups = chain.groups();
            let group = groups[groups.len() - 1];
            classes |= group.classes;
            match scanner.tree.step(branch, group.len(), group.has_letters()) {
                Some(next) => branch = next,
                None => break,
            }
            if !scanner.tree.forms_at(branch).is_empty() && chain::ends_apart(bytes, group.end()) {
                for &number in scanner.tree.forms_anywhere(branch) {
                    found |= self.try_form(number, &chain, plus, classes, best);
                }
                let (forms, identifiers) = scanner.tree.forms_in_context(branch);
                if !forms.is_empty() && self.spoken(start).0.meets(identifiers) {
                    for &number in forms {
                        found |= self.try_form(number, &chain, plus, classes, best);
                    }
                }
            }
            if scanner.tree.ends(branch)
                || !chain.extend(|separator| scanner.tree.letters_follow(branch, separator))
            {
                break;
            }
        }
        if !found && chain.masked(chain.groups().len()) {
            self.read_stretched(chain, plus, best);
        }
    }

    /// Is the chain of that form, and a better reading than the best so far?
    fn try_form(
        &mut self,
        number: u16,
        chain: &Chain<'t>,
        plus: bool,
        classes: u8,
        best: &mut Option<Reading>,
    ) -> bool {
        let form = &self.scanner.tree.forms[number as usize];
        let groups = &chain.groups()[..form.lengths.len()];
        chain.fits(form, plus, classes).is_some_and(|row| self.consider(form, groups, &row, plus, best))
    }

    /// Masks that are longer or shorter than what they hide.
    fn read_stretched(&mut self, mut chain: Chain<'t>, plus: bool, best: &mut Option<Reading>) {
        let scanner = self.scanner;
        while chain.extend(|_| true) {}
        for count in 2..=chain.groups().len() {
            if !chain::ends_apart(self.text.as_bytes(), chain.groups()[count - 1].end()) {
                continue;
            }
            for &number in &scanner.elastic[count] {
                let form = &scanner.tree.forms[number as usize];
                if let Some(row) = chain.fits_stretched(form, plus) {
                    self.consider(form, &chain.groups()[..count], &row, plus, best);
                }
            }
        }
    }

    /// Judges a value whose shape fits; is it the best so far?
    fn consider(
        &mut self,
        form: &Form,
        groups: &[Group],
        row: &chain::Row<'_>,
        plus: bool,
        best: &mut Option<Reading>,
    ) -> bool {
        let (lengths, scope, order) = (&form.lengths[..], form.scope, self.hint.order);
        let shaped = Shaped { text: self.text, row, groups, lengths, scope, plus, order };
        let entry = &self.scanner.entries[form.identifier as usize];
        let start = groups[0].start();
        if form.scope == Scope::Context && !self.speaks_of(form.identifier, start).0 {
            return false;
        }
        let Some(verdict) = entry.judge(&shaped) else { return false };
        let opens = form.separators.first() == Some(&b')') || plus && form.plus;
        let lead = if opens { lead(self.text.as_bytes(), start, self.floor, plus) } else { 0 };
        let span = (start - lead.max(verdict.back), groups[groups.len() - 1].end() + verdict.ahead);
        self.rank(form.identifier, span, verdict, form.scope == Scope::Context, best, |normal| {
            entry.write(&shaped, normal);
        })
    }

    /// Asks finders for a value around a byte; some only where words speak of their kind.
    fn ask(&mut self, at: usize, finders: &'s [(u8, Find)], in_context: bool, best: &mut Option<Reading>) {
        for (identifier, find) in finders {
            let backed = self.hint.context.contains(*identifier as usize)
                || in_context && self.speaks_of(*identifier, at).0;
            if in_context && !backed {
                continue;
            }
            let around = Around { text: self.text, floor: self.floor, backed };
            let mut value = std::mem::take(&mut self.findings.scratch);
            value.clear();
            if let Some(hit) = find(&around, at, &mut value)
                && hit.start >= self.floor
            {
                self.rank(*identifier, (hit.start, hit.end), hit.verdict, false, best, |normal| {
                    normal.push_str(&value);
                });
            }
            self.findings.scratch = value;
        }
    }

    /// Gives a reading its certainty and keeps it where it is the best.
    fn rank(
        &mut self,
        identifier: u8,
        span: (usize, usize),
        verdict: Verdict,
        backed: bool,
        best: &mut Option<Reading>,
        write: impl FnOnce(&mut String),
    ) -> bool {
        let (spoken, nearest) = match backed || verdict.alone < 85 {
            true => self.speaks_of(identifier, span.0),
            false => (false, false),
        };
        // What needs no word needs no label either.
        let labelled = verdict.alone >= 85 || nearest && self.is_label(span.0);
        let certainty = if spoken || backed { verdict.backed.max(verdict.alone) } else { verdict.alone };
        let reading = Reading { start: span.0, end: span.1, certainty, nearest, labelled, identifier };
        if certainty < FAINT || best.is_some_and(|best| !reading.beats(&best)) {
            return false;
        }
        *best = Some(reading);
        self.findings.best.clear();
        write(&mut self.findings.best);
        true
    }

    /// Do the hint or the words before a byte speak of an identifier, and is it the nearest word?
    fn speaks_of(&mut self, identifier: u8, at: usize) -> (bool, bool) {
        let (all, last) = self.spoken(at);
        (all.contains(identifier as usize), last.contains(identifier as usize))
    }

    /// What the hint and the words before a byte speak of, and what the nearest word speaks of.
    fn spoken(&mut self, at: usize) -> (ContextSet, ContextSet) {
        if let Some(Spoken { at: byte, all, last, .. }) = self.spoken
            && byte == at
        {
            return (all, last);
        }
        let (mut all, (last_end, last)) = match at - self.floor {
            0..=1 => Default::default(),
            _ => self.nearby.before(self.text.as_bytes(), self.floor, at),
        };
        // `cards 4111 1111 1111 1111, 4242 ...`: one word for several values.
        if let Some(previous) = self.last
            && at - self.floor <= 8
        {
            all.insert(previous as usize);
        }
        all = all.union(self.hint.context);
        self.spoken = Some(Spoken { at, all, last, last_end });
        (all, last)
    }

    /// Do only signs stand between the nearest word and a byte, whose words were asked for?
    fn is_label(&self, at: usize) -> bool {
        let end = self.spoken.filter(|spoken| spoken.at == at).map_or(at, |spoken| spoken.last_end);
        let between = self.text.as_bytes().get(end..at).unwrap_or_default();
        (1..=4).contains(&between.len())
            && between.iter().all(|byte| matches!(byte, b':' | b'=' | b'>' | b'"' | b'\'' | b' ' | b'('))
            && between.iter().any(|byte| matches!(byte, b':' | b'=' | b'>'))
    }

    /// Records the best reading; gives where to go on.
    fn keep(&mut self, best: Option<Reading>) -> Option<usize> {
        let reading = best?;
        let category = self.scanner.entries[reading.identifier as usize].category;
        self.findings.push_best(category, (reading.start, reading.end), reading.certainty);
        self.floor = reading.end;
        self.last = Some(reading.identifier);
        self.spoken = None;
        Some(reading.end)
    }
}

/// `+`, `(` and `(+` before a number.
fn lead(bytes: &[u8], start: usize, floor: usize, plus: bool) -> usize {
    let mut lead = usize::from(plus);
    if start > floor + lead && bytes[start - lead - 1] == b'(' {
        lead += 1;
    }
    lead
}

/// Where the glyphs that hold a byte end, and the classes of those from it on.
fn number_end(bytes: &[u8], from: usize) -> (usize, u8) {
    let (mut end, mut classes) = (from, 0);
    while let Some(glyph) = glyph::at(bytes, end) {
        end += glyph.len;
        classes |= glyph.class;
    }
    (end, classes)
}

/// Bytes of keys, tokens and digests.
const fn in_long_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'+')
}

fn long_word_start(bytes: &[u8], from: usize, floor: usize) -> usize {
    let mut start = from;
    while start > floor && from - start < 32 && in_long_word(bytes[start - 1]) {
        start -= 1;
    }
    start
}

fn long_word_end(bytes: &[u8], from: usize) -> usize {
    let reach = &bytes[from..bytes.len().min(from + 16)];
    from + reach.iter().position(|byte| !in_long_word(*byte)).unwrap_or(reach.len())
}
