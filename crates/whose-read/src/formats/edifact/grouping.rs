//! A message while it is read: which values belong to which record and group.

use super::directory::{Part, part};
use crate::Output;
use crate::formats::edi::{Assembly, Code, Key, Split, Tables};

/// Parties whose presence in a loop makes that a record of its own (data element 3035): consignee, delivery party, ultimate
/// consignee, ship to.
const RECIPIENTS: &[&str] = &["CN", "DP", "UC", "ST"];

/// The message under way, and the interchange around it.
#[derive(Debug, Default)]
pub(super) struct Message {
    assembly: Assembly,
    open: bool,
    begun: bool,
    code: String,
    table: usize,
    segments: u64,
    sender: String,
    recipient: String,
    /// Qualifier and group of the party that the next segments belong to.
    party: Option<(Code, u32)>,
    /// Group of the loop under way; 0 outside of one.
    group: u32,
}

impl Message {
    /// An interchange begins.
    pub(super) fn interchange(&mut self, sender: &str, recipient: &str) {
        self.sender = sender.to_string();
        self.recipient = recipient.to_string();
        self.code.clear();
    }

    /// Is a message open?
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Has the message its `BGM` already?
    pub(super) fn has_begun(&self) -> bool {
        self.open && self.begun
    }

    /// Type of the message.
    pub(super) fn code(&self) -> &str {
        &self.code
    }

    /// Segments of the open message so far, `UNH` included.
    pub(super) fn segments(&self) -> u64 {
        self.segments
    }

    /// The message goes on counting where the one before it stopped.
    pub(super) fn goes_on(&mut self, segments: u64) {
        self.segments = segments;
    }

    /// A message begins.
    pub(super) fn begin(
        &mut self,
        code: &str,
        table: usize,
        at: u64,
        tables: &mut Tables,
        output: &mut dyn Output,
    ) {
        self.assembly.begin(at);
        (self.open, self.begun) = (true, false);
        if self.code != code {
            self.code = code.to_string();
        }
        self.table = table;
        self.segments = 1;
        (self.party, self.group) = (None, 0);
        let table = tables.at(table);
        let key = Key { tag: Code::new("UNB").unwrap_or_default(), ..Key::default() };
        for (element, value) in [(2, &self.sender), (3, &self.recipient)] {
            if !value.is_empty() {
                let segment = table.segment(key);
                let column = table.column(&key, segment, element, 1, output);
                self.assembly.push(column, 0, value);
            }
        }
    }

    /// The message ends.
    pub(super) fn end(&mut self, tables: &mut Tables, output: &mut dyn Output) {
        if self.open {
            self.assembly.end(tables.at(self.table), output);
            self.open = false;
        }
    }

    /// Takes a segment of the message.
    pub(super) fn segment(
        &mut self,
        split: &Split,
        segment: &str,
        at: u64,
        tables: &mut Tables,
        output: &mut dyn Output,
    ) {
        self.segments += 1;
        let tag = split.tag(segment);
        let Some(code) = Code::new(tag) else { return };
        let table = tables.at(self.table);
        self.assembly.limit(at, table, output);
        let mut key = Key { tag: code, ..Key::default() };
        let mut skipped = None;
        let mut group = self.group;
        match part(tag) {
            Part::Party => {
                key.qualifier = Code::new(split.first(segment, 1)).unwrap_or_default();
                skipped = (key.qualifier != Code::NONE).then_some((1, 1));
                self.assembly.end_header();
                if RECIPIENTS.contains(&split.first(segment, 1)) {
                    self.assembly.names_recipient();
                }
                group = self.assembly.next_group();
                self.party = Some((key.qualifier, group));
            }
            Part::OfParty => {
                if let Some((qualifier, of_party)) = self.party {
                    (key.qualifier, group) = (qualifier, of_party);
                }
                if tag == "COM" {
                    self.communications(split, segment, key, group, tables, output);
                    return;
                }
            }
            Part::Qualified(element, component, in_party) => {
                key.qualifier = Code::new(split.component(segment, element, component)).unwrap_or_default();
                skipped = (key.qualifier != Code::NONE).then_some((element, component));
                match self.party {
                    Some((_, of_party)) if in_party => group = of_party,
                    _ => self.party = None,
                }
            }
            Part::Level(depth) => {
                self.party = None;
                self.assembly.open_level(depth, at, table, output);
                self.group = self.assembly.next_group();
                group = self.group;
            }
            Part::Other => {
                self.party = None;
                self.begun |= tag == "BGM";
                if tag == "UNS" {
                    // The summary belongs to the whole message.
                    self.group = 0;
                    return;
                }
            }
        }
        let number = table.segment(key);
        for (element, component, value) in split.values(segment) {
            let component = component.max(1);
            if element > 0 && Some((element, component)) != skipped && !value.is_empty() {
                let column = table.column(&key, number, element, component, output);
                self.assembly.push(column, group, value);
            }
        }
    }

    /// Numbers and addresses, each with its kind behind it: `COM+0201234567:TE`.
    fn communications(
        &mut self,
        split: &Split,
        segment: &str,
        mut key: Key,
        group: u32,
        tables: &mut Tables,
        output: &mut dyn Output,
    ) {
        let table = tables.at(self.table);
        let mut number = "";
        // A kind's own value, and one whose kind is missing: both have a column.
        let mut write = |assembly: &mut Assembly, kind: Code, value: &str| {
            if !value.is_empty() {
                key.kind = kind;
                let segment = table.segment(key);
                let column = table.column(&key, segment, 1, 1, output);
                assembly.push(column, group, value);
            }
        };
        for (element, component, value) in split.values(segment) {
            match (element, component) {
                (0, _) => {}
                (_, 0 | 1) => {
                    write(&mut self.assembly, Code::NONE, number);
                    number = value;
                }
                (_, 2) => {
                    write(&mut self.assembly, Code::new(value).unwrap_or_default(), number);
                    number = "";
                }
                _ => write(&mut self.assembly, Code::NONE, value),
            }
        }
        write(&mut self.assembly, Code::NONE, number);
    }
}
