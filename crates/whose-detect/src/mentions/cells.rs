//! Reading the cells of a record by the layout: each column has one way of being read, chosen once.

mod authors;
mod mailboxes;
mod names;

use rustc_hash::FxHashMap;
use whose_model::category::Group;
use whose_model::record::{Batch, Field};
use whose_model::tables::NewItem;
use whose_model::{CategoryId, Role};

use self::authors::{is_of_a_firm, signature_end, signs};
use self::names::{before_digits, is_called};
use super::assembly::{Assembly, Part};
use super::standing::{self, Standing};
use super::{logged, plain, prose, relation};
use crate::address;
use crate::dates::{self, Order};
use crate::detector::{Detector, Knowledge};
use crate::hash::StableHash;
use crate::header::Meaning;
use crate::holders::holders;
use crate::layout::pieces::joined;
use crate::layout::{Layout, Reading, cards};
use crate::masks::is_mask;
use crate::normal;
use crate::person::{self, Named};
use crate::scan::{Findings, Hint};
use crate::text::is_document;

/// Findings below this are worth counting over a column, not worth telling alone.
const TELLING: u8 = 50;
/// Party number of what free text names besides the people of the record's own columns.
pub(super) const PROSE: u32 = 1 << 16;
/// Party number of mailboxes.
const MAILBOX: u32 = 1 << 17;
/// Longest postal code, with country prefix and blanks, in bytes.
const LONGEST_POSTCODE: usize = 14;
/// Digits in a cell from which on there may be a phone or an id in it besides what its column is for.
const MANY_DIGITS: usize = 9;
/// Client keys kept at a time.
const CLIENTS: usize = 1_024;
/// Masking rules kept per column.
const RULES: usize = 64;

/// What was counted of a column, over all rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    /// Values that are not empty.
    pub values: u64,
    /// Of these, taken as personal data.
    pub found: u64,
    /// Of these, masked.
    pub masked: u64,
    /// Values that pass the check of a card but are another number by their column or the word before them.
    pub lookalikes: u64,
    /// Masking rules, with how often each.
    pub rules: FxHashMap<String, u64>,
    /// The rule being written; kept for its memory.
    rule: String,
}

impl Counts {
    /// Adds what was counted of the same column elsewhere.
    pub(crate) fn add(&mut self, other: Self) {
        self.values += other.values;
        self.found += other.found;
        self.masked += other.masked;
        self.lookalikes += other.lookalikes;
        let mut rules: Vec<(String, u64)> = other.rules.into_iter().collect();
        rules.sort_unstable();
        for (rule, count) in rules {
            if let Some(all) = self.rules.get_mut(&rule) {
                *all += count;
            } else if self.rules.len() < RULES {
                self.rules.insert(rule, count);
            }
        }
    }
}

/// Reads cells. One per worker of a source; its memory is kept.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    detector: &'a Detector,
    findings: Findings,
    empty: EmptyCells,
    /// The order of day and month in the texts of the table under way, where it is known.
    pub order: Option<Order>,
    /// Findings of the source, by category number.
    pub counted: Vec<u64>,
    /// Client keys met, and the known client that each is of.
    clients: FxHashMap<String, Option<String>>,
}

/// Cells that were scanned in vain: statuses, products and senders repeat from row to row. Keeps 64-bit hashes of
/// the last ones, each in the one place that it may stand in.
#[derive(Debug)]
struct EmptyCells([u64; 1_024]);

impl Default for EmptyCells {
    fn default() -> Self {
        Self([0; 1_024])
    }
}

impl EmptyCells {
    /// `None` for a value that is too long to be one of those that repeat.
    fn hash(value: &str) -> Option<u64> {
        (value.len() <= 64).then(|| {
            let mut hash = StableHash::default();
            hash.text(value);
            hash.finish().max(1)
        })
    }

    fn knows(&self, hash: u64) -> bool {
        self.0[hash as usize % self.0.len()] == hash
    }

    fn note(&mut self, hash: u64) {
        self.0[hash as usize % self.0.len()] = hash;
    }
}

/// A field being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'v> {
    pub column: u32,
    pub group: u32,
    pub value: &'v str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(detector: &'a Detector) -> Self {
        Self {
            detector,
            findings: Findings::default(),
            empty: EmptyCells::default(),
            order: None,
            counted: vec![0; detector.categories().len()],
            clients: FxHashMap::default(),
        }
    }

    /// Reads one field into the record.
    pub(crate) fn read(
        &mut self,
        knowledge: &Knowledge<'_>,
        layout: &Layout,
        segments: bool,
        cell: Cell<'_>,
        counts: &mut Counts,
        record: &mut Assembly,
    ) {
        let column = &layout.columns[cell.column as usize];
        counts.values += 1;
        if is_other_number(column.reading) && cards::passes(cell.value) {
            counts.lookalikes += 1;
        }
        if column.of_client {
            counts.found += 1;
            return;
        }
        if column.reading == Reading::Nothing {
            if memchr::memchr(b'@', cell.value.as_bytes()).is_some() {
                self.scan(layout, segments, cell, counts, record);
            }
            return;
        }
        let certainty = (column.certainty * 100.0) as u8;
        let before = (record.text.len(), counts.found);
        let done = match column.reading {
            Reading::As(meaning) => {
                self.meaning(knowledge, layout, segments, meaning, certainty, cell, record)
            }
            Reading::Identifier(category) => {
                self.identifier(layout, segments, category, certainty, cell, record)
            }
            Reading::EventDate => self.date(layout, certainty, cell, record),
            Reading::EventTime => self.time(certainty, cell, record),
            Reading::Mailboxes => self.mailboxes(layout, cell, record),
            Reading::ContactName => {
                let slot = slot(layout, segments, cell, record);
                self.name(slot, certainty, cell, cell.value, Part::Contact, record)
            }
            Reading::EntityKind => {
                if cell.value == "2" {
                    let slot = slot(layout, segments, cell, record);
                    record.is_organisation(slot);
                }
                return;
            }
            Reading::Text => return self.text(layout, cell, counts, record),
            // Read with its other pieces, at the end of the record.
            Reading::Piece(_) => return,
            Reading::Scan | Reading::Nothing => false,
        };
        if done {
            counts.found += 1;
            if is_masked(&record.text[before.0..]) {
                note_mask(cell.value, counts);
            }
            let more = match column.reading {
                Reading::As(meaning) => holds_more(meaning, cell.value),
                Reading::Identifier(category) => {
                    self.detector.ids().is_phone(category) && plain::holds_phones(cell.value)
                }
                _ => false,
            };
            if more {
                self.scan(layout, segments, cell, counts, record);
            }
        } else if !matches!(column.reading, Reading::As(Meaning::RecordNumber(_) | Meaning::ClientKey))
            && cell.value.len() >= 4
        {
            // Not what the column is for: an e-mail or phone in any cell always counts.
            let before = counts.found;
            self.scan(layout, segments, cell, counts, record);
            if counts.found == before {
                counts.found += u64::from(self.any_phone(layout, segments, certainty, cell, record));
            }
        }
    }

    /// Reads the values that several fields of a record hold together.
    pub(crate) fn pieces(
        &mut self,
        layout: &Layout,
        segments: bool,
        batch: &Batch,
        fields: &[Field],
        counts: &mut [Counts],
        record: &mut Assembly,
    ) {
        for pieces in &layout.pieces {
            let whole = joined(batch, fields, &pieces.columns, pieces.between).unwrap_or_default();
            let column = pieces.columns[0];
            let certainty = (layout.columns[column as usize].certainty * 100.0) as u8;
            let cell = Cell { column, group: 0, value: &whole };
            if self.identifier(layout, segments, pieces.category, certainty, cell, record) {
                pieces.columns.iter().for_each(|column| counts[*column as usize].found += 1);
                continue;
            }
            // No such value: each piece for itself.
            for field in fields.iter().filter(|field| pieces.columns.contains(&field.column)) {
                let cell = Cell { column: field.column, group: field.group, value: batch.value(*field) };
                self.scan(layout, segments, cell, &mut counts[field.column as usize], record);
            }
        }
    }

    fn count(&mut self, category: CategoryId) {
        self.counted[usize::from(category.0)] += 1;
    }

    #[allow(clippy::too_many_arguments)] // the cell's whole context; a struct of it would live for this call alone
    fn meaning(
        &mut self,
        knowledge: &Knowledge<'_>,
        layout: &Layout,
        segments: bool,
        meaning: Meaning,
        certainty: u8,
        cell: Cell<'_>,
        record: &mut Assembly,
    ) -> bool {
        let ids = self.detector.ids();
        let value = normal::trimmed(cell.value);
        if person::is_nothing(value) && !matches!(meaning, Meaning::Sex) {
            // Nothing is said: nothing is found, and nothing is scanned for.
            return true_nothing(value);
        }
        match meaning {
            Meaning::PersonName | Meaning::GivenName | Meaning::FamilyName | Meaning::MiddleName => {
                self.person(layout, segments, meaning, certainty, cell, record)
            }
            Meaning::Organisation => {
                let slot = slot(layout, segments, cell, record);
                if let Some(name) = person::attention(value) {
                    return self.name(slot, certainty, cell, name, Part::Contact, record);
                }
                record.has_company(slot);
                self.count(ids.organisation);
                true
            }
            Meaning::Street => {
                let slot = slot(layout, segments, cell, record);
                let column = &layout.columns[cell.column as usize];
                let part = if column.further { Part::FurtherStreet } else { Part::Street };
                self.street(slot, certainty, cell, (column.parted, part), record)
            }
            Meaning::City => self.plain(layout, segments, ids.city, certainty, cell, record),
            Meaning::Region => self.plain(layout, segments, ids.region, certainty, cell, record),
            Meaning::Country => self.plain(layout, segments, ids.country, certainty, cell, record),
            Meaning::Sex => self.plain(layout, segments, ids.sex, certainty, cell, record),
            Meaning::Illness => {
                let slot = slot(layout, segments, cell, record);
                let start = record.text.len();
                if self.detector.scanner().read_cell(ids.diagnosis, value, &mut record.text).is_none() {
                    normal::append(value, &mut record.text);
                }
                self.add(slot, start, ids.diagnosis, certainty, cell, Part::Plain, record)
            }
            Meaning::Postcode => {
                // Behind a gap another column begins that the file's head did not show.
                let value = value.split("  ").next().unwrap_or_default();
                if value.len() > LONGEST_POSTCODE {
                    return false;
                }
                let slot = slot(layout, segments, cell, record);
                let start = record.text.len();
                if layout.columns[cell.column as usize].abroad
                    || plain::is_postcode(value)
                    || self.detector.scanner().read_cell(ids.postcode, value, &mut record.text).is_none()
                {
                    normal::append_code(value, &mut record.text);
                }
                let cell = Cell { value, ..cell };
                self.add(slot, start, ids.postcode, certainty, cell, Part::Plain, record)
            }
            // `Total records: 200` stands where numbers do.
            Meaning::CustomerNumber if value.contains(": ") || value.split(' ').count() > 3 => false,
            Meaning::CustomerNumber => {
                self.plain(layout, segments, ids.customer_number, certainty, cell, record)
            }
            Meaning::Reference => self.plain(layout, segments, ids.reference, certainty, cell, record),
            Meaning::Place => self.of_record(ids.event_place, certainty, cell, record),
            Meaning::RecordNumber(_) => {
                let start = record.text.len();
                normal::append_code(value, &mut record.text);
                record.set_number(start);
                self.add(0, start, ids.record_number, certainty, cell, Part::Record, record)
            }
            Meaning::ClientKey => {
                match self.client(knowledge, value) {
                    Some(key) => record.set_client(key, true),
                    None => record.set_client(value, false),
                }
                self.count(ids.client_key);
                true
            }
            Meaning::Relation => {
                if relation::is_self(value) {
                    record.note_one_person();
                }
                true
            }
            Meaning::FreeText | Meaning::Date(_) | Meaning::Time => false,
        }
    }

    /// The known client that a value names; keys repeat from row to row, so the answers are kept.
    fn client(&mut self, knowledge: &Knowledge<'_>, value: &str) -> Option<&str> {
        if !self.clients.contains_key(value) {
            if self.clients.len() >= CLIENTS {
                self.clients.clear();
            }
            self.clients.insert(value.to_string(), knowledge.client_of(value).map(str::to_string));
        }
        self.clients.get(value).and_then(Option::as_deref)
    }

    #[allow(clippy::too_many_arguments)] // as above
    fn add(
        &mut self,
        slot: u32,
        start: usize,
        category: CategoryId,
        certainty: u8,
        cell: Cell<'_>,
        part: Part,
        record: &mut Assembly,
    ) -> bool {
        if record.text.len() == start {
            return false;
        }
        self.count(category);
        let item = NewItem {
            category,
            value: "",
            column: cell.column,
            start: 0,
            end: cell.value.len() as u32,
            certainty,
        };
        record.add(slot, start, item, part);
        true
    }

    fn plain(
        &mut self,
        layout: &Layout,
        segments: bool,
        category: CategoryId,
        certainty: u8,
        cell: Cell<'_>,
        record: &mut Assembly,
    ) -> bool {
        let slot = slot(layout, segments, cell, record);
        let start = record.text.len();
        normal::append(cell.value, &mut record.text);
        self.add(slot, start, category, certainty, cell, Part::Plain, record)
    }

    fn of_record(
        &mut self,
        category: CategoryId,
        certainty: u8,
        cell: Cell<'_>,
        record: &mut Assembly,
    ) -> bool {
        let start = record.text.len();
        normal::append(cell.value, &mut record.text);
        self.add(0, start, category, certainty, cell, Part::Record, record)
    }

    fn person(
        &mut self,
        layout: &Layout,
        segments: bool,
        meaning: Meaning,
        certainty: u8,
        cell: Cell<'_>,
        record: &mut Assembly,
    ) -> bool {
        let ids = self.detector.ids();
        let slot = slot(layout, segments, cell, record);
        if let Some(name) = person::attention(cell.value) {
            return self.name(slot, certainty, cell, name, Part::Contact, record);
        }
        let (category, part) = match meaning {
            Meaning::GivenName => (ids.given_name, Part::Plain),
            Meaning::MiddleName => (ids.given_name, Part::Middle),
            Meaning::FamilyName => (ids.family_name, Part::Plain),
            _ => (ids.person_name, Part::Plain),
        };
        if category == ids.person_name
            && !self.detector.reads_registry()
            && let Some(holders) = holders(cell.value)
        {
            for (number, holder) in (0u32..).zip(&holders) {
                let slot = if number == 0 { slot } else { record.joint(slot, number) };
                self.named(slot, category, certainty, cell, holder, part, record);
            }
            return true;
        }
        if category == ids.person_name || (category == ids.family_name && cell.value.contains(' ')) {
            if !plain::names_no_organisation(cell.value)
                && person::judge_among_people(cell.value) == Named::Organisation
            {
                record.is_organisation(slot);
                self.count(ids.organisation);
                return true;
            }
            // Name lines beyond the first, as EDIFACT repeats them, belong to the first. Kana tell how it reads.
            if category == ids.person_name && record.has_name_like(slot, ids, cell.value) {
                return self.name(slot, certainty, cell, cell.value, Part::Contact, record);
            }
        }
        self.named(slot, category, certainty, cell, cell.value, part, record)
    }

    fn name(
        &mut self,
        slot: u32,
        certainty: u8,
        cell: Cell<'_>,
        name: &str,
        part: Part,
        record: &mut Assembly,
    ) -> bool {
        if person::is_nothing(name) {
            return false;
        }
        if !plain::names_no_organisation(name) && person::judge(name) == Named::Organisation {
            record.has_company(slot);
            return false;
        }
        self.named(slot, self.detector.ids().person_name, certainty, cell, name, part, record)
    }

    #[allow(clippy::too_many_arguments)] // as above
    fn named(
        &mut self,
        slot: u32,
        category: CategoryId,
        certainty: u8,
        cell: Cell<'_>,
        name: &str,
        part: Part,
        record: &mut Assembly,
    ) -> bool {
        let name = person::without_honorific(before_digits(name.trim()));
        if is_called(name) {
            return false;
        }
        // A total is nobody.
        if !name.chars().any(|letter| letter.is_alphabetic() || is_mask(letter)) {
            return false;
        }
        // A nought hides a syllable in some files: `홍0동`.
        if name.len() > 120 || name.bytes().any(|byte| matches!(byte, b'1'..=b'9' | b'@' | b'{')) {
            return false;
        }
        let start = record.text.len();
        normal::append_name(name, &mut record.text);
        self.add(slot, start, category, certainty, cell, part, record)
    }

    fn street(
        &mut self,
        slot: u32,
        certainty: u8,
        cell: Cell<'_>,
        (parted, part): (bool, Part),
        record: &mut Assembly,
    ) -> bool {
        let ids = self.detector.ids();
        if let Some(name) = person::attention(cell.value)
            && self.name(slot, certainty, cell, name, Part::Contact, record)
        {
            return true;
        }
        let text = match person::addressee(cell.value) {
            Some((name, below)) => {
                self.name(slot, certainty, cell, name, Part::Plain, record);
                below
            }
            None => cell.value,
        };
        let base = cell.value.len() - text.len();
        let parts = if parted { address::part(text) } else { None };
        let Some(parts) = parts else {
            let start = record.text.len();
            normal::append(text, &mut record.text);
            return self.add(slot, start, ids.street, certainty, cell, part, record);
        };
        let pieces = [
            (ids.street, Some(parts.street), part),
            (ids.city, parts.city, Part::Plain),
            (ids.region, parts.region, Part::Plain),
            (ids.postcode, parts.postcode, Part::Plain),
            (ids.country, parts.country, Part::Plain),
        ];
        for (category, range, part) in pieces {
            let Some(range) = range.filter(|range| !range.is_empty()) else { continue };
            let start = record.text.len();
            if category == ids.postcode {
                normal::append_code(&text[range.clone()], &mut record.text);
            } else {
                normal::append(text[range.clone()].trim_matches(['(', ')']), &mut record.text);
            }
            let item = NewItem {
                category,
                value: "",
                column: cell.column,
                start: (base + range.start) as u32,
                end: (base + range.end) as u32,
                certainty,
            };
            self.count(category);
            record.add(slot, start, item, part);
        }
        true
    }

    fn identifier(
        &mut self,
        layout: &Layout,
        segments: bool,
        category: CategoryId,
        certainty: u8,
        cell: Cell<'_>,
        record: &mut Assembly,
    ) -> bool {
        let value = normal::trimmed(cell.value);
        let ids = self.detector.ids();
        if ids.is_phone(category) && layout.columns[cell.column as usize].of_company {
            return true;
        }
        if person::is_nothing(value) {
            return true_nothing(value);
        }
        let abroad = layout.columns[cell.column as usize].abroad;
        if abroad && ids.is_phone(category) && !value.starts_with('+') {
            return self.any_phone(layout, segments, certainty, cell, record);
        }
        let start = record.text.len();
        if category == ids.birth_date
            && let Some(day) = dates::read_born(value, layout.columns[cell.column as usize].order)
        {
            dates::write_day(day, &mut record.text);
            let slot = slot(layout, segments, cell, record);
            return self.add(slot, start, category, certainty, cell, Part::Plain, record);
        }
        let scanner = self.detector.scanner();
        // A column of phones holds mobiles too: the number tells which.
        let read = if ids.is_phone(category) {
            plain::phone(ids, value, &mut record.text)
                .or_else(|| scanner.read_cell_as(&[ids.mobile, ids.phone], value, &mut record.text))
        } else {
            scanner.read_cell_as(&[category], value, &mut record.text)
        };
        let Some((category, sure)) = read else { return false };
        let column = &layout.columns[cell.column as usize];
        let (slot, part) = if column.shared {
            (0, Part::Record)
        } else {
            (slot(layout, segments, cell, record), Part::Plain)
        };
        self.add(slot, start, category, certainty.max(sure), cell, part, record)
    }

    /// A number in a column of phones that follows no plan that is known.
    fn any_phone(
        &mut self,
        layout: &Layout,
        segments: bool,
        certainty: u8,
        cell: Cell<'_>,
        record: &mut Assembly,
    ) -> bool {
        let column = &layout.columns[cell.column as usize];
        let start = record.text.len();
        let Reading::Identifier(category) = column.reading else { return false };
        if !self.detector.ids().is_phone(category)
            || column.shared
            || !plain::any_phone(normal::trimmed(cell.value), &mut record.text)
        {
            return false;
        }
        let slot = slot(layout, segments, cell, record);
        self.add(slot, start, category, certainty, cell, Part::Plain, record)
    }

    fn date(&mut self, layout: &Layout, certainty: u8, cell: Cell<'_>, record: &mut Assembly) -> bool {
        let Some(moment) = dates::read(cell.value, layout.columns[cell.column as usize].order) else {
            return person::is_nothing(cell.value);
        };
        let ids = self.detector.ids();
        record.set_date(moment.days);
        let start = record.text.len();
        dates::write_day(moment.days, &mut record.text);
        self.add(0, start, ids.event_date, certainty, cell, Part::Record, record);
        if let Some(minutes) = moment.minutes.filter(|minutes| *minutes > 0) {
            let start = record.text.len();
            dates::write_time(minutes, &mut record.text);
            self.add(0, start, ids.event_time, certainty, cell, Part::Record, record);
        }
        true
    }

    fn time(&mut self, certainty: u8, cell: Cell<'_>, record: &mut Assembly) -> bool {
        let Some(minutes) = dates::read_time(cell.value) else { return true };
        let start = record.text.len();
        dates::write_time(minutes, &mut record.text);
        self.add(0, start, self.detector.ids().event_time, certainty, cell, Part::Record, record)
    }

    /// Scans a cell for what tells itself.
    fn scan(
        &mut self,
        layout: &Layout,
        segments: bool,
        cell: Cell<'_>,
        counts: &mut Counts,
        record: &mut Assembly,
    ) {
        let hash = EmptyCells::hash(cell.value);
        if hash.is_some_and(|hash| self.empty.knows(hash)) {
            return;
        }
        if is_document(cell.value) {
            return self.text(layout, cell, counts, record);
        }
        let mut findings = std::mem::take(&mut self.findings);
        let hint = Hint { order: self.order, ..Hint::default() };
        self.detector.scanner().scan(cell.value, hint, &mut findings);
        if let Some(hash) = hash
            && findings.list().iter().all(|finding| finding.certainty < TELLING)
        {
            self.empty.note(hash);
        }
        let cards = layout.columns[cell.column as usize].cards;
        for finding in findings.list().iter().filter(|finding| finding.certainty >= TELLING) {
            if !self.stands(finding.category, cell.value, finding.start, findings.value(finding), cards) {
                counts.lookalikes += 1;
                continue;
            }
            let place = slot(layout, segments, cell, record);
            if record.holds_of(place, finding.category, findings.value(finding)) {
                continue;
            }
            self.count(finding.category);
            counts.found += 1;
            let start = record.text.len();
            record.text.push_str(findings.value(finding));
            if is_masked(&record.text[start..]) {
                note_mask(&cell.value[finding.start as usize..finding.end as usize], counts);
            }
            let item = NewItem {
                category: finding.category,
                value: "",
                column: cell.column,
                start: finding.start,
                end: finding.end,
                certainty: finding.certainty,
            };
            record.add(place, start, item, Part::Plain);
        }
        self.findings = findings;
    }

    /// A card by chance does not stand; a masked one says that someone took it for a card. The number of a part is nobody's.
    fn stands(&self, category: CategoryId, text: &str, start: u32, value: &str, believed: bool) -> bool {
        let is_national = self.detector.categories().get(category).group == Group::NationalId;
        if is_national && !value.contains('*') && cards::is_of_a_thing(text, start as usize) {
            return false;
        }
        self.detector.ids().card != Some(category)
            || value.contains('*')
            || cards::stands(text, start as usize, believed)
    }

    /// Free text. Where the record's columns name one person, what the text holds is about that person.
    fn text(&mut self, layout: &Layout, cell: Cell<'_>, counts: &mut Counts, record: &mut Assembly) {
        let mut findings = std::mem::take(&mut self.findings);
        let own = record.subject().filter(|_| !layout.columns.is_empty());
        let cards = layout.columns[cell.column as usize].cards;
        let mut people = prose::People::new(PROSE + cell.column * 64, own);
        // Behind the name of a signature stand the job and the company: `Scott and Sons` is nobody.
        let mut signature = 0..0;
        let mut read_to = 0;
        prose::read(self.detector, cell.value, self.order, &mut findings, |found| {
            let ids = self.detector.ids();
            let start = found.start as usize;
            if ids.is_name(found.category) && signature.contains(&start) && is_of_a_firm(cell.value, start) {
                return;
            }
            let signed =
                found.category == ids.person_name && own.is_none() && signs(cell.value, found.start as usize);
            if signed {
                signature = found.end as usize..signature_end(cell.value, found.start as usize);
            }
            if !self.stands(found.category, cell.value, found.start, found.value, cards) {
                counts.lookalikes += 1;
                return;
            }
            self.counted[usize::from(found.category.0)] += 1;
            counts.found += 1;
            let start = record.text.len();
            if ids.is_name(found.category) {
                normal::append_name(found.value, &mut record.text);
            } else {
                record.text.push_str(found.value);
            }
            if is_masked(&record.text[start..]) {
                note_mask(&cell.value[found.start as usize..found.end as usize], counts);
            }
            let value = record.text[start..].to_string();
            if standing::begins_party(cell.value.get(read_to..found.start as usize).unwrap_or_default()) {
                people.begin_party();
            }
            read_to = found.end as usize;
            let named = ids.is_name(found.category) && own.is_none();
            let standing =
                if named { standing::before(cell.value, found.start as usize) } else { Standing::Unknown };
            let role = people.role(standing);
            let line_end = || end_of_line(cell.value, found.end as usize);
            if record.holds(found.category, &value) {
                record.text.truncate(start);
                match record.holder(found.category, &value) {
                    Some(holder) if ids.is_name(found.category) => {
                        people.recognise(holder, found.start, ids, record);
                        if named {
                            people.named(holder, role, line_end());
                        }
                    }
                    Some(holder) if found.category == ids.email => {
                        people.recognise_mailbox(holder, &value, found.start, ids, record);
                    }
                    _ => {}
                }
                return;
            }
            // `Mrs Newton`, behind `Naomi Newton`.
            let part_of = (own.is_none() && ids.is_name(found.category))
                .then(|| prose::named_in_part(&value, ids, record))
                .flatten();
            if let Some(known) = part_of {
                record.text.truncate(start);
                people.recognise(known, found.start, ids, record);
                people.named(known, role, line_end());
                return;
            }
            let author = signed.then(|| record.unnamed_author(ids, MAILBOX)).flatten();
            // `anne.roy7@...`, to whom the message goes, and `Anne Roy` in it; or the other way about.
            let addressed = || match found.category {
                _ if own.is_some() => None,
                name if name == ids.person_name => prose::nameless_with_mailbox_of(&value, ids, record),
                email if email == ids.email => prose::named_as_mailbox(&value, ids, record),
                _ => None,
            };
            let slot = match author.or_else(addressed) {
                Some(author) => people.signed(author, found.start),
                None => people.slot_of(found.category, &value, found.start, ids, record, role),
            };
            if named {
                people.named(slot, role, line_end());
            }
            let item = NewItem {
                category: found.category,
                value: "",
                column: cell.column,
                start: found.start,
                end: found.end,
                certainty: found.certainty,
            };
            record.add(slot, start, item, Part::Plain);
        });
        self.findings = findings;
        if record.people() > 0 && !record.is_dated() {
            record.propose_date(logged::day(cell.value));
        }
    }
}

/// Where the line ends that holds a byte.
fn end_of_line(text: &str, at: usize) -> u32 {
    let behind = text.as_bytes().get(at..).unwrap_or_default();
    memchr::memchr(b'\n', behind).map_or(text.len(), |end| at + end) as u32
}

/// The slot of the person that a cell belongs to.
fn slot(layout: &Layout, segments: bool, cell: Cell<'_>, record: &mut Assembly) -> u32 {
    let column = &layout.columns[cell.column as usize];
    let role = layout.parties.get(column.party).map_or(Role::Unknown, |party| party.role);
    let group = if column.grouped { cell.group } else { 0 };
    // In a segment's party loop the group alone says who is meant.
    let party = if segments && group > 0 { u32::MAX } else { column.party as u32 };
    record.slot(party, group, role)
}

/// Is a column one of numbers that are no cards, whatever their check digits?
const fn is_other_number(reading: Reading) -> bool {
    matches!(
        reading,
        Reading::Nothing
            | Reading::As(
                Meaning::RecordNumber(_) | Meaning::ClientKey | Meaning::CustomerNumber | Meaning::Reference
            )
    )
}

/// May a cell hold more than its column is for: an e-mail behind a postal code, a phone behind a street?
fn holds_more(meaning: Meaning, value: &str) -> bool {
    let bytes = value.as_bytes();
    // So few at a time that their number fits a byte: the compiler makes vectors of it.
    let digits = |some: &[u8]| some.iter().map(|byte| u8::from(byte.is_ascii_digit())).sum::<u8>();
    let many_digits =
        || bytes.chunks(128).map(|some| usize::from(digits(some))).sum::<usize>() >= MANY_DIGITS;
    let of_letters =
        !matches!(meaning, Meaning::RecordNumber(_) | Meaning::ClientKey | Meaning::CustomerNumber);
    bytes.len() >= 6
        && (memchr::memchr(b'@', bytes).is_some() || of_letters && many_digits() && has_long_number(bytes))
}

/// Do many digits stand together, with no more between them than phones and ids are written with?
fn has_long_number(bytes: &[u8]) -> bool {
    let mut digits = 0;
    for byte in bytes {
        match byte {
            b'0'..=b'9' => digits += 1,
            b' ' | b'-' | b'.' | b'(' | b')' | b'/' | b'+' | b'*' => {}
            _ => digits = 0,
        }
        if digits >= MANY_DIGITS {
            return true;
        }
    }
    false
}

/// Has a normal form unknown positions?
fn is_masked(normal: &str) -> bool {
    // The first byte of `…`, and of few other letters.
    const RUN: u8 = 0xE2;
    match memchr::memchr2(b'*', RUN, normal.as_bytes()) {
        Some(at) => normal.as_bytes()[at] == b'*' || normal[at..].contains(['*', '…']),
        None => false,
    }
}

/// A text that says "nothing" is dealt with, unless it is long enough to hide something.
fn true_nothing(value: &str) -> bool {
    value.len() <= 20
}

fn note_mask(value: &str, counts: &mut Counts) {
    counts.masked += 1;
    let rule = &mut counts.rule;
    rule.clear();
    normal::mask_rule(value, rule);
    if let Some(count) = counts.rules.get_mut(rule.as_str()) {
        *count += 1;
    } else if counts.rules.len() < RULES {
        counts.rules.insert(rule.clone(), 1);
    }
}
