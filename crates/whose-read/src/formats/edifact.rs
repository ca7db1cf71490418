//! EDIFACT interchanges (UN/EDIFACT, ISO 9735 syntax 1 to 4, any message type), and their kin with the same syntax.
//!
//! One table per message type, named by it (`IFTMIN`). Columns:
//! * `SEG.DDDD`: a data element of a segment, by its number in the UN/EDIFACT directory (`BGM.1004`);
//!   `SEG.CNNN.i`: component `i` of a composite (`UNB.S002.1`). Segments and elements that the directory here does not hold go by
//!   position: `SEG.NN.i`.
//! * `SEG[q].…`: the same where a qualifier tells what it is. `q` is the party function for the segments of a party
//!   (`NAD[CN].C080.1`, `NAD[CN].C059.1`, `NAD[CN].3164`, `NAD[CN].3251`, `CTA[CN].C056.2`, `PNA[PAT].C816.2`), and the
//!   segment's own qualifier elsewhere (`DTM[137].C507.2`, `RFF[CU].C506.2`, `LOC[9].C517.1`, `FTX[AAI].C108.1`).
//! * `COM[CN].TE` is the party's number or address of the kind `TE` (`EM`, `FX`, ...).
//! * `UNB.S002.1`, `UNB.S003.1`: sender and recipient, repeated into every record; so is what the message says before its
//!   first party or loop.
//!
//! A record is a message, or a consignment, package, goods item or line (`CNI`, `CPS`, `GID`, `LIN`) within it that names its own
//! consignee, delivery party or ultimate consignee. Each party and loop has its own group number.

mod directory;
mod grouping;
mod separators;
#[cfg(test)]
mod tests;

use whose_model::GapReason;

use self::grouping::Message;
use super::edi::{LONGEST_SEGMENT, Remarks, Separators, Split, Tables, segment_length, skip_blank};
use crate::lookahead;
use crate::window::{Window, border};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// EDIFACT interchanges.
#[derive(Debug, Clone, Copy)]
pub struct Edifact;

/// What must be in view to read separators.
const VIEW: usize = 4_096;

impl Format for Edifact {
    fn code(&self) -> &'static str {
        "edifact"
    }

    fn title(&self) -> &'static str {
        "EDIFACT interchanges (ISO 9735): IFTMIN, DESADV, IFCSUM, INVOIC, ORDERS, PAORES, MEDRPT and any other message type"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let Some(text) = head.text else { return Recognition::No };
        let text = text.trim_start();
        if separators::of_beginning(text).is_some() {
            return Recognition::Certain;
        }
        match separators::find(&text[..border(text, VIEW)]) {
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
            tables: Tables::new(directory::name),
            message: Message::default(),
            split: Split::default(),
            remarks: Remarks::default(),
            separators: None,
            stated: false,
            in_interchange: false,
            messages: 0,
            groups: 0,
        };
        while !reader.output.stopped() && reader.step(&mut window) {}
        reader.finish(length)
    }
}

struct Reader<'o> {
    output: &'o mut dyn Output,
    tables: Tables,
    message: Message,
    split: Split,
    remarks: Remarks,
    separators: Option<Separators>,
    /// Were they just stated by UNA?
    stated: bool,
    in_interchange: bool,
    messages: u64,
    groups: u64,
}

impl Reader<'_> {
    /// Reads one segment, or skips what is none. False at the end.
    fn step(&mut self, window: &mut Window<'_>) -> bool {
        if !skip_blank(window, self.separators.as_ref()) {
            return false;
        }
        lookahead::reach(window, VIEW);
        let text = window.rest();
        // UNA speaks for the header behind it.
        let stated = std::mem::take(&mut self.stated);
        let begins =
            text.starts_with("UNA") || text.starts_with("UNB") && !stated || self.separators.is_none();
        if begins && let Some((found, skipped)) = separators::of_beginning(text) {
            let at = window.offset(0);
            self.leave_interchange(at);
            self.separators = Some(found);
            self.stated = skipped > 0;
            window.cut(skipped);
            if skipped > 0 {
                return true;
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
        let mut consumed = length + separators.terminator.len_utf8();
        if !directory::starts_with_tag(segment, separators) {
            let resumed = separators::find(segment)
                .or_else(|| {
                    memchr::memchr_iter(b'\n', segment.as_bytes())
                        .map(|at| at + 1)
                        .find(|at| directory::starts_with_tag(&segment[*at..], separators))
                })
                .filter(|at| *at > 0);
            consumed = resumed.unwrap_or(consumed);
            let (from, to) = (window.offset(0), window.offset(consumed));
            self.output.not_read(from, to, GapReason::Damaged, "no segment of an interchange");
            window.cut(consumed);
            return;
        }
        // An interchange that was cut short and then followed by another one.
        if length > 40
            && let Some(at) = separators::find(&segment[1..]).map(|at| at + 1)
        {
            let (from, to) = (window.offset(0), window.offset(at));
            self.output.not_read(from, to, GapReason::Truncated, "a segment without its end");
            window.cut(at);
            return;
        }
        self.take(window, consumed, separators);
    }

    /// Hands the first `length` bytes of the window, terminator included, to the message.
    fn take(&mut self, window: &mut Window<'_>, length: usize, separators: &Separators) {
        let at = window.offset(0);
        let segment = &window.rest()[..length];
        let segment = segment.strip_suffix(separators.terminator).unwrap_or(segment);
        let segment = segment.trim_end_matches(['\r', '\n']);
        self.split.segment(segment, separators);
        let split = std::mem::take(&mut self.split);
        self.dispatch(&split, segment, at);
        self.split = split;
        window.cut(length);
    }

    fn dispatch(&mut self, split: &Split, segment: &str, at: u64) {
        let value = |element, component| split.component(segment, element, component);
        match split.tag(segment) {
            "UNB" | "UIB" => {
                self.in_interchange = true;
                (self.messages, self.groups) = (0, 0);
                self.message.interchange(value(2, 1), value(3, 1));
            }
            "UNG" => {
                self.leave_message(at);
                self.groups += 1;
            }
            "UNH" | "UIH" => {
                self.leave_message(at);
                self.messages += 1;
                self.begin(directory::message_code(value(2, 1)), at);
            }
            "UNT" | "UIT" => {
                let counted = self.message.segments() + 1;
                self.compare(value(1, 1), counted, "UNT counts other segments than its message has", at);
                self.message.end(&mut self.tables, self.output);
            }
            "UNE" => self.leave_message(at),
            "UNZ" | "UIZ" => {
                self.leave_message(at);
                // UNZ counts groups where there are any.
                let counted = if self.groups > 0 { self.groups } else { self.messages };
                self.compare(value(1, 1), counted, "UNZ counts other messages than its interchange has", at);
                self.in_interchange = false;
                self.separators = None;
            }
            tag => {
                // A second beginning without a header between: its header and trailer were lost.
                let again = tag == "BGM" && self.message.has_begun();
                if again || !self.message.is_open() {
                    let code = self.message.code().to_string();
                    let segments = self.message.segments();
                    self.message.end(&mut self.tables, self.output);
                    self.begin(&code, at);
                    self.message.goes_on(segments);
                }
                self.message.segment(split, segment, at, &mut self.tables, self.output);
            }
        }
    }

    fn begin(&mut self, code: &str, at: u64) {
        let table = self.tables.of(code, self.output);
        self.message.begin(code, table, at, &mut self.tables, self.output);
    }

    fn compare(&mut self, stated: &str, counted: u64, detail: &str, at: u64) {
        if stated.parse() != Ok(counted) {
            self.remarks.add(self.output, at, detail);
        }
    }

    fn leave_message(&mut self, at: u64) {
        if self.message.is_open() {
            self.remarks.add(self.output, at, "a message ends without UNT");
            self.message.end(&mut self.tables, self.output);
        }
    }

    fn leave_interchange(&mut self, at: u64) {
        self.leave_message(at);
        if self.in_interchange {
            self.remarks.add(self.output, at, "an interchange ends without UNZ");
        }
        self.in_interchange = false;
        self.separators = None;
    }

    /// No terminator comes any more: the end of the file, or garbage.
    fn unterminated(&mut self, window: &mut Window<'_>, separators: &Separators) {
        let length = window.rest().len();
        let tag = window.rest().split(separators.element).next().unwrap_or_default();
        if length < LONGEST_SEGMENT && matches!(tag, "UNT" | "UNE" | "UNZ") {
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
            if let Some(at) = separators::find(window.rest()) {
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
        if (self.in_interchange || self.message.is_open()) && !self.output.stopped() {
            self.output.not_read(length, length, GapReason::Truncated, "the last interchange does not end");
        }
        self.message.end(&mut self.tables, self.output);
        self.remarks.finish(self.output, length);
        Reading { records: self.tables.finish(self.output) }
    }
}
