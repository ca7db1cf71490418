//! X12 interchanges (ANSI ASC X12.5 envelopes, any transaction set).
//!
//! One table per transaction set, named by its number (`856`). Columns:
//! * `SEG.NN`: element `NN` of a segment (`BSN.02`, `CLM.01`); `SEG.NN.C` a component of a composite one.
//! * `SEG[q].NN`: the same where a qualifier tells what it is. `q` is the entity code of the party for the segments of a
//!   party loop (`N1[ST].02`, `N3[ST].01`, `NM1[IL].03`, `DMG[IL].02`), and the segment's own qualifier for references,
//!   dates and notes (`REF[2I].02`, `DTM[011].02`, `DTP[348].03`, `L11[97].01`, `HI[ABK].02`).
//! * `PER[ST].02` is a contact's name, `PER[ST].TE` the value that follows the qualifier `TE` (`EM`, `FX`, ...); `G61` alike.
//!   Without a party around it: `PER.02`, `PER.TE`.
//! * `NM1[IL].34` is a number that its qualifier calls a social security number.
//! * `ISA.06`, `ISA.08`, `GS.02`, `GS.03`: sender and receiver, repeated into every record; so is what the set says before
//!   its first party or loop.
//!
//! A record is the smallest unit that people appear in: a shipment of a ship notice (`HL*..*S`), or an order, package or
//! assigned number (`HL`, `LX`) within it that names its own recipient; a subscriber, patient or member (`HL` of a health care
//! set, `INS`, `CLP`); otherwise the set. Each party, stop and claim has its own group number.

mod columns;
mod grouping;
mod separators;
#[cfg(test)]
mod tests;

use whose_model::GapReason;

use self::grouping::Set;
use super::edi::{LONGEST_SEGMENT, Remarks, Separators, Split, Tables, find_tag, segment_length, skip_blank};
use crate::lookahead;
use crate::window::{Window, border};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// X12 interchanges.
#[derive(Debug, Clone, Copy)]
pub struct X12;

/// Where an interchange may begin in a file that begins with something else.
const SEARCHED: usize = 4_096;
/// What must be in view to read separators.
const VIEW: usize = 4_096;

impl Format for X12 {
    fn code(&self) -> &'static str {
        "x12"
    }

    fn title(&self) -> &'static str {
        "X12 interchanges (ANSI ASC X12): 856, 214, 204, 210, 850, 837, 834, 835 and any other transaction set"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        let text = text.trim_start();
        if separators::of_isa(text).is_some() {
            return Recognition::Certain;
        }
        if starts_group(text) && separators::guessed(text).is_some() {
            return Recognition::Certain;
        }
        match find_tag(&text[..border(text, SEARCHED)], "ISA")
            .and_then(|(at, _)| separators::of_isa(&text[at..]))
        {
            Some(_) => Recognition::Likely,
            None => Recognition::No,
        }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Ok(mut text) = input.text() else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let mut window = Window::new(text.as_mut());
        let mut reader = Reader {
            output,
            tables: Tables::new(columns::name),
            set: Set::default(),
            split: Split::default(),
            remarks: Remarks::default(),
            separators: None,
            last: None,
            in_interchange: false,
            groups: 0,
            sets: 0,
        };
        while !reader.output.stopped() && reader.step(&mut window) {}
        reader.finish(length)
    }
}

/// Does the text begin with a group or set that has no interchange around it? A table may begin with these letters too.
fn starts_group(text: &str) -> bool {
    let Some((tag, behind)) = text.split_at_checked(2) else { return false };
    let Some(element) = behind.chars().next().filter(|element| !element.is_alphanumeric()) else {
        return false;
    };
    let view = &behind[element.len_utf8()..border(behind, VIEW)];
    let mut elements = view.split(element);
    let mut next = || elements.next().unwrap_or_default();
    let is_number = |value: &str| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    match tag {
        // GS04 is a date, GS05 a time, GS07 the agency: X12 or the transportation committee.
        "GS" => {
            let [code, _, _, date, time, _, agency] = std::array::from_fn(|_| next());
            let is_date = matches!(date.len(), 6 | 8) && is_number(date);
            code.len() == 2 && is_date && is_number(time) && matches!(agency.trim(), "X" | "T")
        }
        "ST" => next().len() == 3 && is_number(&view[..3]) && holds_segments(text, element),
        _ => false,
    }
}

/// Does a set's first segment have another one behind it, as no list of sets would?
fn holds_segments(text: &str, element: char) -> bool {
    let behind = separators::guessed(text).and_then(|separators| text.split_once(separators.terminator));
    behind.map(|(_, next)| next.trim_start()).is_some_and(|next| {
        let is_list = next.strip_prefix("ST").is_some_and(|rest| rest.starts_with(element));
        !is_list && columns::starts_with_tag(next, element)
    })
}

struct Reader<'o> {
    output: &'o mut dyn Output,
    tables: Tables,
    set: Set,
    split: Split,
    remarks: Remarks,
    /// Those of the interchange under way.
    separators: Option<Separators>,
    /// Those of the last one.
    last: Option<Separators>,
    in_interchange: bool,
    groups: u64,
    sets: u64,
}

impl Reader<'_> {
    /// Reads one segment, or skips what is none. False at the end.
    fn step(&mut self, window: &mut Window<'_>) -> bool {
        if !skip_blank(window, self.separators.as_ref()) {
            return false;
        }
        lookahead::reach(window, VIEW);
        let text = window.rest();
        if text.starts_with("ISA") {
            if let Some(found) = separators::of_isa(text) {
                let at = window.offset(0);
                self.leave_interchange(at);
                self.separators = Some(found);
                self.last = Some(found);
            }
        } else if self.separators.is_none() {
            let fits = |separators: &Separators| {
                text.get(2..).is_some_and(|behind| behind.starts_with(separators.element))
            };
            if starts_group(text) {
                self.separators = self.last.filter(fits).or_else(|| separators::guessed(text));
            }
        }
        match self.separators {
            Some(separators) => self.segment(window, &separators),
            None => self.skip_to_interchange(window),
        }
        true
    }

    fn segment(&mut self, window: &mut Window<'_>, separators: &Separators) {
        let Some(length) = segment_length(window, separators) else {
            self.unterminated(window, separators);
            return;
        };
        let segment = &window.rest()[..length];
        let consumed = length + separators.terminator.len_utf8();
        if let Some(resumed) = self.damaged(segment, separators) {
            self.skip(
                window,
                resumed.unwrap_or(consumed),
                GapReason::Damaged,
                "no segment of an interchange",
            );
            return;
        }
        // An interchange that was cut short and then followed by another one.
        if length > 100
            && let Some((at, _)) = find_tag(&segment[1..], "ISA")
            && separators::of_isa(&window.rest()[at + 1..]).is_some()
        {
            self.skip(window, at + 1, GapReason::Truncated, "a segment without its end");
            return;
        }
        self.take(window, consumed, separators);
    }

    /// Hands the first `length` bytes of the window, terminator included, to the set.
    fn take(&mut self, window: &mut Window<'_>, length: usize, separators: &Separators) {
        let at = window.offset(0);
        let segment = &window.rest()[..length];
        let segment = segment.strip_suffix(separators.terminator).unwrap_or(segment);
        let segment = segment.strip_suffix('\r').unwrap_or(segment);
        let tag = &segment[..segment.bytes().take(4).take_while(u8::is_ascii_alphanumeric).count()];
        let plain = Separators { component: None, repetition: None, ..*separators };
        self.split.segment(segment, if columns::is_plain(tag) { &plain } else { separators });
        let split = std::mem::take(&mut self.split);
        self.dispatch(&split, segment, at);
        self.split = split;
        window.cut(length);
    }

    fn dispatch(&mut self, split: &Split, segment: &str, at: u64) {
        let value = |element| split.first(segment, element);
        match split.tag(segment) {
            "ISA" => {
                self.in_interchange = true;
                (self.groups, self.sets) = (0, 0);
                self.set.interchange(value(6), value(8));
            }
            "GS" => {
                self.leave_set(at);
                self.groups += 1;
                self.sets = 0;
                self.set.group(value(2), value(3));
            }
            "ST" => {
                self.leave_set(at);
                self.sets += 1;
                let table = self.tables.of(columns::set_code(value(1)), self.output);
                self.set.begin(table, at, &mut self.tables, self.output);
            }
            "SE" => {
                self.compare(
                    value(1),
                    self.set.segments() + 1,
                    "SE counts other segments than its set has",
                    at,
                );
                self.set.end(&mut self.tables, self.output);
            }
            "GE" => {
                self.leave_set(at);
                self.compare(value(1), self.sets, "GE counts other sets than its group has", at);
            }
            "IEA" => {
                self.leave_set(at);
                self.compare(value(1), self.groups, "IEA counts other groups than its interchange has", at);
                self.in_interchange = false;
                self.separators = None;
            }
            // Acknowledgements and security of the envelope name nobody.
            "TA1" | "TA3" | "ISB" | "ISE" if !self.set.is_open() => {}
            _ => {
                if !self.set.is_open() {
                    let table = self.tables.of("", self.output);
                    self.set.begin(table, at, &mut self.tables, self.output);
                }
                self.set.segment(split, segment, at, &mut self.tables, self.output);
            }
        }
    }

    fn compare(&mut self, stated: &str, counted: u64, detail: &str, at: u64) {
        if stated.parse() != Ok(counted) {
            self.remarks.add(self.output, at, detail);
        }
    }

    fn leave_set(&mut self, at: u64) {
        if self.set.is_open() {
            self.remarks.add(self.output, at, "a set ends without SE");
            self.set.end(&mut self.tables, self.output);
        }
    }

    fn leave_interchange(&mut self, at: u64) {
        self.leave_set(at);
        if self.in_interchange {
            self.remarks.add(self.output, at, "an interchange ends without IEA");
        }
        self.in_interchange = false;
        self.separators = None;
    }

    fn skip(&mut self, window: &mut Window<'_>, length: usize, reason: GapReason, detail: &str) {
        let (from, to) = (window.offset(0), window.offset(length));
        self.output.not_read(from, to, reason, detail);
        window.cut(length);
    }

    /// Is it no segment? Then where reading can resume within it, if anywhere before its end.
    fn damaged(&self, segment: &str, separators: &Separators) -> Option<Option<usize>> {
        if columns::starts_with_tag(segment, separators.element) {
            return None;
        }
        let behind_lines = memchr::memchr_iter(b'\n', segment.as_bytes()).map(|at| at + 1);
        let mut resumed =
            behind_lines.filter(|at| columns::starts_with_tag(&segment[*at..], separators.element));
        Some(resumed.next())
    }

    /// No terminator comes any more: the end of the file, or garbage.
    fn unterminated(&mut self, window: &mut Window<'_>, separators: &Separators) {
        let length = window.rest().len();
        let tag = window.rest().split(separators.element).next().unwrap_or_default();
        let is_trailer = matches!(tag, "SE" | "GE" | "IEA");
        if length < LONGEST_SEGMENT && (is_trailer || !self.set.is_open() && !self.in_interchange) {
            self.take(window, length, separators);
            return;
        }
        let reason = if length < LONGEST_SEGMENT { GapReason::Truncated } else { GapReason::Damaged };
        let (from, to) = (window.offset(0), window.offset(length));
        self.output.not_read(from, to, reason, "a segment without its end");
        window.cut(length);
        if length >= LONGEST_SEGMENT {
            self.leave_interchange(to);
        }
    }

    /// Skips what stands between interchanges.
    fn skip_to_interchange(&mut self, window: &mut Window<'_>) {
        let from = window.offset(0);
        loop {
            let found = memchr::memmem::find_iter(window.rest().as_bytes(), "ISA")
                .find(|at| separators::of_isa(&window.rest()[*at..]).is_some());
            if let Some(at) = found {
                window.cut(at);
                break;
            }
            // What is left in view may be the beginning of one.
            let text = window.rest();
            let kept = border(text, text.len().saturating_sub(VIEW));
            window.cut(kept);
            if !window.more() {
                let length = window.rest().len();
                window.cut(length);
                break;
            }
        }
        let to = window.offset(0);
        self.output.not_read(from, to, GapReason::Damaged, "no part of an interchange");
    }

    fn finish(mut self, length: u64) -> Reading {
        if (self.in_interchange || self.set.is_open()) && !self.output.stopped() {
            self.output.not_read(length, length, GapReason::Truncated, "the last interchange does not end");
        }
        self.set.end(&mut self.tables, self.output);
        self.remarks.finish(self.output, length);
        Reading { records: self.tables.finish(self.output) }
    }
}
