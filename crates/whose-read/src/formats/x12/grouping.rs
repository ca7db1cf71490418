//! A transaction set while it is read: which values belong to which record and group.

use super::columns::{Part, part};
use crate::Output;
use crate::formats::edi::{Assembly, Code, Key, Split, Tables};

/// Parties whose presence in an order, package or assigned number makes that a record of its own (data element 98):
/// ship to, consignee, ultimate consignee, bill-and-ship-to, party for whom, end user.
const RECIPIENTS: &[&str] = &["ST", "CN", "UC", "BS", "MA", "EN"];

/// The member whom `INS` speaks of: insured or subscriber, or the same with corrected items (data element 98).
const MEMBERS: &[&str] = &["IL", "74"];

/// The set under way, and the envelope around it.
#[derive(Debug, Default)]
pub(super) struct Set {
    assembly: Assembly,
    open: bool,
    table: usize,
    segments: u64,
    sender: String,
    receiver: String,
    group_sender: String,
    group_receiver: String,
    /// Qualifier and group of the party that the next segments belong to.
    party: Option<(Code, u32)>,
    /// Group of the loop under way; 0 outside of one.
    group: u32,
    /// Group of the member whose name is still to come: what stands behind `INS` is said of nobody else.
    member: Option<u32>,
    /// Health care sets begin with `BHT`; each of their levels is a person.
    of_health_care: bool,
    /// Levels and members tell records apart, so that `LX` does not.
    has_levels: bool,
}

impl Set {
    /// An interchange begins.
    pub(super) fn interchange(&mut self, sender: &str, receiver: &str) {
        replace(&mut self.sender, sender);
        replace(&mut self.receiver, receiver);
        self.group("", "");
    }

    /// A group begins.
    pub(super) fn group(&mut self, sender: &str, receiver: &str) {
        replace(&mut self.group_sender, sender);
        replace(&mut self.group_receiver, receiver);
    }

    /// Is a set open?
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Segments of the open set so far, `ST` included.
    pub(super) fn segments(&self) -> u64 {
        self.segments
    }

    /// A set begins.
    pub(super) fn begin(&mut self, table: usize, at: u64, tables: &mut Tables, output: &mut dyn Output) {
        self.assembly.begin(at);
        self.open = true;
        self.table = table;
        self.segments = 1;
        (self.party, self.group, self.member) = (None, 0, None);
        (self.of_health_care, self.has_levels) = (false, false);
        let envelope = [
            ("ISA", 6, &self.sender),
            ("ISA", 8, &self.receiver),
            ("GS", 2, &self.group_sender),
            ("GS", 3, &self.group_receiver),
        ];
        let table = tables.at(table);
        for (tag, element, value) in envelope {
            if !value.is_empty() {
                let key = Key { tag: Code::new(tag).unwrap_or_default(), ..Key::default() };
                let segment = table.segment(key);
                let column = table.column(&key, segment, element, 0, output);
                self.assembly.push(column, 0, value);
            }
        }
    }

    /// The set ends.
    pub(super) fn end(&mut self, tables: &mut Tables, output: &mut dyn Output) {
        if self.open {
            self.assembly.end(tables.at(self.table), output);
            self.open = false;
        }
    }

    /// Takes a segment of the set.
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
        self.assembly.limit(at, tables.at(self.table), output);
        let part = part(tag);
        let level = if tag == "HL" { split.first(segment, 3) } else { "" };
        self.begin_record(tag, part, level, at, tables, output);
        let group_here = self.party.map_or(self.group, |(_, group)| group);
        let mut write = Write { key: Key { tag: code, ..Key::default() }, table: self.table, tables, output };
        match part {
            Part::Party => {
                let stated = split.first(segment, 1);
                let qualifier = Code::new(stated).unwrap_or_default();
                self.assembly.end_header();
                if RECIPIENTS.contains(&stated) {
                    self.assembly.names_recipient();
                }
                let member = self.member.take_if(|_| tag == "NM1" && MEMBERS.contains(&stated));
                let group = member.unwrap_or_else(|| self.assembly.next_group());
                self.party = Some((qualifier, group));
                write.key.qualifier = qualifier;
                write.party(
                    &mut self.assembly,
                    split,
                    segment,
                    group,
                    (qualifier != Code::NONE).then_some(1),
                );
            }
            Part::OfParty => {
                let (qualifier, group) = self.party.unwrap_or((Code::NONE, self.group));
                write.key.qualifier = qualifier;
                if matches!(tag, "PER" | "G61") {
                    write.contact(&mut self.assembly, split, segment, group);
                } else {
                    write.all(&mut self.assembly, split, segment, group, None);
                }
            }
            Part::Qualified(element) => {
                let qualifier = Code::new(split.first(segment, element)).unwrap_or_default();
                write.key.qualifier = qualifier;
                let skipped = (qualifier != Code::NONE).then_some(element);
                write.all(&mut self.assembly, split, segment, group_here, skipped);
            }
            Part::InParty => write.all(&mut self.assembly, split, segment, group_here, None),
            Part::Loop | Part::Other => {
                self.party = None;
                match tag {
                    // Its first elements only number the levels.
                    "HL" => write.one(&mut self.assembly, 3, 0, self.group, split.first(segment, 3)),
                    "LX" => {}
                    "HI" => write.qualified_composites(&mut self.assembly, split, segment, self.group),
                    _ => write.all(&mut self.assembly, split, segment, self.group, None),
                }
            }
        }
    }

    /// Ends the record under way when this segment begins another one; opens loops.
    fn begin_record(
        &mut self,
        tag: &str,
        part: Part,
        level: &str,
        at: u64,
        tables: &mut Tables,
        output: &mut dyn Output,
    ) {
        let table = tables.at(self.table);
        match tag {
            "BHT" => self.of_health_care = true,
            // In an answer about eligibility, `INS` goes on with the level's person.
            "INS" | "CLP" if !self.of_health_care => {
                self.has_levels = true;
                self.assembly.next_record(at, table, output);
                (self.party, self.group) = (None, 0);
                self.member = (tag == "INS").then(|| self.assembly.next_group());
                self.group = self.member.unwrap_or(0);
            }
            "HL" if self.of_health_care || level == "S" => {
                self.has_levels = true;
                self.assembly.next_record(at, table, output);
                (self.party, self.group) = (None, 0);
            }
            "HL" => {
                self.has_levels = true;
                self.assembly.open_level(rank(level), at, table, output);
                self.group = self.assembly.next_group();
            }
            // A stop of a load tender delivers a shipment of its own, as an assigned number does.
            "LX" | "S5" if !self.has_levels => {
                self.assembly.open_level(rank(tag), at, table, output);
                self.group = self.assembly.next_group();
            }
            _ if part == Part::Loop => {
                self.assembly.end_header();
                self.group = self.assembly.next_group();
            }
            _ => {}
        }
    }
}

/// Depth of a level within a shipment (data element 735).
fn rank(level: &str) -> u8 {
    match level {
        "O" => 1,
        "T" => 2,
        "P" => 3,
        _ => 4,
    }
}

fn replace(place: &mut String, value: &str) {
    place.clear();
    place.push_str(value);
}

/// Writes the values of one segment.
struct Write<'t, 'o> {
    key: Key,
    table: usize,
    tables: &'t mut Tables,
    output: &'o mut dyn Output,
}

impl Write<'_, '_> {
    fn one(&mut self, assembly: &mut Assembly, element: u16, component: u16, group: u32, value: &str) {
        if !value.is_empty() {
            let table = self.tables.at(self.table);
            let segment = table.segment(self.key);
            let column = table.column(&self.key, segment, element, component, self.output);
            assembly.push(column, group, value);
        }
    }

    /// All elements but the tag and one that is in the columns' names already.
    fn all(&mut self, assembly: &mut Assembly, split: &Split, text: &str, group: u32, skipped: Option<u16>) {
        let table = self.tables.at(self.table);
        let segment = table.segment(self.key);
        for (element, component, value) in split.values(text) {
            if element > 0 && Some(element) != skipped && !value.is_empty() {
                let column = table.column(&self.key, segment, element, component, self.output);
                assembly.push(column, group, value);
            }
        }
    }

    /// A party. Where the qualifier of its number says 34, that is the social security number (data element 66).
    fn party(
        &mut self,
        assembly: &mut Assembly,
        split: &Split,
        text: &str,
        group: u32,
        skipped: Option<u16>,
    ) {
        let social = (split.tag(text) == "NM1" && split.first(text, 8) == "34").then_some(9);
        for (element, component, value) in split.values(text) {
            if element > 0 && Some(element) != skipped {
                let kind = Code::new("34").filter(|_| Some(element) == social);
                self.key.kind = kind.unwrap_or(Code::NONE);
                self.one(assembly, element, component, group, value);
            }
        }
        self.key.kind = Code::NONE;
    }

    /// A contact: function, name, then pairs of qualifier and number.
    fn contact(&mut self, assembly: &mut Assembly, split: &Split, text: &str, group: u32) {
        let mut kind = Code::NONE;
        for (element, component, value) in split.values(text) {
            match element {
                0 | 1 => {}
                2 => self.one(assembly, element, component, group, value),
                3 | 5 | 7 => kind = Code::new(value).unwrap_or_default(),
                4 | 6 | 8 => {
                    self.key.kind = kind;
                    self.one(assembly, element, component, group, value);
                    self.key.kind = Code::NONE;
                }
                _ => self.one(assembly, element, component, group, value),
            }
        }
    }

    /// Composites that each begin with their own qualifier: `HI*ABK:J45*ABF:I10`.
    fn qualified_composites(&mut self, assembly: &mut Assembly, split: &Split, text: &str, group: u32) {
        for (element, component, value) in split.values(text) {
            match (element, component) {
                (0, _) => {}
                (_, 0 | 1) => self.key.qualifier = Code::new(value).unwrap_or_default(),
                _ => self.one(assembly, component, 0, group, value),
            }
        }
    }
}
