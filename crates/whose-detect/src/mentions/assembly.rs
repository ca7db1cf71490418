//! One record's items, gathered by person, and written as mentions.

use arrow_array::RecordBatch;
use whose_model::tables::{MentionsBuilder, NewItem, NewMention};
use whose_model::{CategoryId, Role, SourceId};

use super::cells::PROSE;
use super::test_account::is_test_account;
use crate::detector::{Detector, Ids};
use crate::hash::StableHash;
use crate::layout::Party;
use crate::lexicon::korean::is_hangul;
use crate::lexicon::organisations;
use crate::text::is_letter;

/// Mentions per batch handed out.
const FULL: usize = 32_768;

/// How an item takes part in its mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// As it is.
    Plain,
    /// A line of the address: lines are joined.
    Street,
    /// A line of a further address.
    FurtherStreet,
    /// Joins the given name.
    Middle,
    /// One of several family names: they are joined.
    Family,
    /// Name of a person who speaks for the party.
    Contact,
    /// Of the record, not of one person.
    Record,
}

/// Bits of a group before the number of those who are named together with somebody.
const JOINT: u32 = 24;

#[derive(Debug, Clone, Copy)]
pub(crate) struct Item {
    slot: u32,
    pub category: CategoryId,
    pub part: Part,
    pub value: (u32, u32),
    pub column: u32,
    pub from: u32,
    pub to: u32,
    pub certainty: u8,
}

/// A person of the record under way.
#[derive(Debug, Clone, Copy)]
struct Slot {
    key: (u32, u32),
    role: Role,
    /// The party is a company, by its name or by its own word.
    organisation: bool,
    /// A company, or a part of one, stands beside whoever is named.
    company: bool,
    /// Whose address is this one's too.
    beside: Option<u32>,
}

/// Gathers the items of one record. Its memory is kept from record to record.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    /// Normal forms of all items.
    pub text: String,
    items: Vec<Item>,
    slots: Vec<Slot>,
    number: Option<(u32, u32)>,
    client: Option<(u32, u32)>,
    client_known: bool,
    date: Option<i32>,
    /// Of the line of a log, where no column has the day.
    logged: Option<i32>,
    one_person: bool,
}

/// Where a record stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct At {
    pub source: SourceId,
    pub table: u32,
    pub record: u64,
    pub offset: u64,
}

/// Where mentions go.
pub(crate) struct Output<'a> {
    builder: MentionsBuilder,
    give: Box<dyn FnMut(RecordBatch) + Send + 'a>,
    /// Mentions so far.
    pub mentions: u64,
    /// Accounts of nobody so far, which are no mentions.
    pub test_accounts: u64,
}

/// Mentions made apart.
#[derive(Debug)]
pub(crate) struct Made {
    pub batches: Vec<RecordBatch>,
    pub mentions: u64,
    pub test_accounts: u64,
}

impl std::fmt::Debug for Output<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Output({} mentions)", self.mentions)
    }
}

impl<'a> Output<'a> {
    pub(crate) fn new(give: Box<dyn FnMut(RecordBatch) + Send + 'a>) -> Self {
        Self::on(MentionsBuilder::default(), give)
    }

    /// On an empty builder that has its memory from earlier.
    pub(crate) fn on(builder: MentionsBuilder, give: Box<dyn FnMut(RecordBatch) + Send + 'a>) -> Self {
        Self { builder, give, mentions: 0, test_accounts: 0 }
    }

    /// The builder, for its memory.
    pub(crate) fn into_builder(self) -> MentionsBuilder {
        self.builder
    }

    /// Hands out mentions that were made apart, behind those that are here.
    pub(crate) fn pass_on(&mut self, made: Made) {
        self.flush();
        self.mentions += made.mentions;
        self.test_accounts += made.test_accounts;
        made.batches.into_iter().for_each(|batch| (self.give)(batch));
    }

    /// Hands out what is left.
    pub(crate) fn flush(&mut self) {
        if !self.builder.is_empty() {
            (self.give)(self.builder.finish());
        }
    }
}

impl Assembly {
    /// Forgets the last record.
    pub(crate) fn begin(&mut self) {
        self.text.clear();
        self.items.clear();
        self.slots.clear();
        self.number = None;
        self.client = None;
        self.client_known = false;
        self.date = None;
        self.logged = None;
        self.one_person = false;
    }

    /// The slot of a person by party and group; a new one where there is none yet.
    pub(crate) fn slot(&mut self, party: u32, group: u32, role: Role) -> u32 {
        let key = (party, group);
        if let Some(at) = self.slots.iter().position(|slot| slot.key == key) {
            if self.slots[at].role == Role::Unknown {
                self.slots[at].role = role;
            }
            return at as u32;
        }
        self.slots.push(Slot { key, role, organisation: false, company: false, beside: None });
        self.slots.len() as u32 - 1
    }

    /// The role of a person.
    pub(crate) fn role(&self, slot: u32) -> Role {
        self.slots[slot as usize].role
    }

    /// Somebody turns out to have that role.
    pub(crate) fn set_role(&mut self, slot: u32, role: Role) {
        self.slots[slot as usize].role = role;
    }

    /// People of a role whose party number is that of mailboxes, `from` or greater.
    pub(crate) fn mailboxes_of(&self, role: Role, from: u32) -> impl Iterator<Item = u32> {
        let slots = self.slots.iter().enumerate();
        slots.filter(move |(_, slot)| slot.role == role && slot.key.0 >= from).map(|(at, _)| at as u32)
    }

    /// Whose mailbox a message is from, where no header names them and the mailbox is not that of a department.
    pub(crate) fn unnamed_author(&self, ids: &Ids, mailboxes: u32) -> Option<u32> {
        let author = self.mailboxes_of(Role::Author, mailboxes).next()?;
        let mut own = self.items.iter().filter(|item| item.slot == author && item.category == ids.email);
        let is_personal = own.any(|item| !is_shared(self.value(item)));
        (is_personal && !self.has_name(author, ids)).then_some(author)
    }

    /// How many people so far.
    pub(crate) fn people(&self) -> usize {
        self.slots.len()
    }

    /// The party of that slot is a company.
    pub(crate) fn is_organisation(&mut self, slot: u32) {
        self.slots[slot as usize].organisation = true;
    }

    /// Is the party a company?
    pub(crate) fn is_of_organisation(&self, slot: u32) -> bool {
        self.slots[slot as usize].organisation
    }

    /// A company stands beside the party: without a name, its phone is the company's.
    pub(crate) fn has_company(&mut self, slot: u32) {
        self.slots[slot as usize].company = true;
    }

    /// Has the person an item of that category?
    pub(crate) fn has(&self, slot: u32, category: CategoryId) -> bool {
        self.items.iter().any(|item| item.slot == slot && item.category == category)
    }

    /// Has the person a whole name, in kana as another is or as the other is not?
    pub(crate) fn has_name_like(&self, slot: u32, ids: &Ids, name: &str) -> bool {
        let mut names =
            self.items.iter().filter(|item| item.slot == slot && item.category == ids.person_name);
        names.any(|item| (script(self.value(item)) == KANA) == (script(name) == KANA))
    }

    /// Does the record say anything of the person, beyond what company stands there?
    pub(crate) fn speaks_of(&self, slot: u32) -> bool {
        self.items.iter().any(|item| item.slot == slot && item.part != Part::Record)
    }

    /// Whom the record is about: the only one in it, or the only customer, patient, insured or the like beside those who serve them.
    pub(crate) fn subject(&self) -> Option<u32> {
        let is_subject = |slot: &u32| {
            let Slot { role, key: (party, _), .. } = self.slots[*slot as usize];
            let served = matches!(
                role,
                Role::Customer
                    | Role::Insured
                    | Role::Patient
                    | Role::Victim
                    | Role::Recipient
                    | Role::Student
            );
            served && party < PROSE
        };
        let serves = |slot: &Slot| {
            matches!(slot.role, Role::Employee | Role::Practitioner | Role::Author | Role::Unknown)
        };
        let mut subjects = (0..self.slots.len() as u32).filter(is_subject);
        let first = match self.slots.len() {
            1 => Some(0),
            _ => subjects.next().filter(|_| subjects.next().is_none()),
        };
        first.filter(|first| {
            let others = self.slots.iter().enumerate().filter(|(at, _)| *at as u32 != *first);
            self.speaks_of(*first) && others.map(|(_, slot)| slot).all(serves)
        })
    }

    /// Is the person named?
    pub(crate) fn has_name(&self, slot: u32, ids: &Ids) -> bool {
        self.items.iter().any(|item| item.slot == slot && ids.is_name(item.category))
    }

    /// The names of the person: whole, and put together from given and family name.
    pub(crate) fn names_of(&self, slot: u32, ids: &Ids) -> impl Iterator<Item = String> {
        let names = self.items.iter().filter(|item| item.slot == slot && ids.is_name(item.category));
        let (whole, parts): (Vec<&Item>, Vec<&Item>) =
            names.partition(|item| item.category == ids.person_name);
        let text = |item: &Item| self.value(item).to_string();
        let joined = parts.into_iter().map(text).collect::<Vec<_>>().join(" ");
        let whole: Vec<String> = whole.into_iter().map(text).collect();
        whole.into_iter().chain(Some(joined).filter(|name| !name.is_empty()))
    }

    /// What is known of the person in a category.
    pub(crate) fn values_of(&self, slot: u32, category: CategoryId) -> impl Iterator<Item = &str> {
        let mine = self.items.iter().filter(move |item| item.slot == slot && item.category == category);
        mine.map(|item| self.value(item))
    }

    /// Does any item hold the value already?
    pub(crate) fn holds(&self, category: CategoryId, value: &str) -> bool {
        self.items.iter().any(|item| item.category == category && self.value(item) == value)
    }

    /// Whose item holds the value already.
    pub(crate) fn holder(&self, category: CategoryId, value: &str) -> Option<u32> {
        let held = self.items.iter().find(|item| item.category == category && self.value(item) == value);
        held.filter(|item| item.part != Part::Record).map(|item| item.slot)
    }

    /// What one is said of so far is said of another: it was nobody else.
    pub(crate) fn give(&mut self, from: u32, to: u32) {
        self.items.iter_mut().filter(|item| item.slot == from).for_each(|item| item.slot = to);
    }

    /// Does an item of that person hold the value already?
    pub(crate) fn holds_of(&self, slot: u32, category: CategoryId, value: &str) -> bool {
        self.items
            .iter()
            .any(|item| item.slot == slot && item.category == category && self.value(item) == value)
    }

    fn value(&self, item: &Item) -> &str {
        &self.text[item.value.0 as usize..item.value.1 as usize]
    }

    /// Adds an item whose normal form was appended to `text` from `start` on.
    pub(crate) fn add(&mut self, slot: u32, start: usize, item: NewItem<'_>, part: Part) {
        self.items.push(Item {
            slot,
            category: item.category,
            part,
            value: (start as u32, self.text.len() as u32),
            column: item.column,
            from: item.start,
            to: item.end,
            certainty: item.certainty,
        });
    }

    /// The record's own number, appended to `text` from `start` on.
    pub(crate) fn set_number(&mut self, start: usize) {
        self.number.get_or_insert((start as u32, self.text.len() as u32));
    }

    /// The day of the record.
    pub(crate) fn set_date(&mut self, days: i32) {
        self.date.get_or_insert(days);
    }

    /// Is its day known?
    pub(crate) const fn is_dated(&self) -> bool {
        self.date.is_some() || self.logged.is_some()
    }

    /// The day that its text is from, which counts where no column has one.
    pub(crate) fn propose_date(&mut self, days: Option<i32>) {
        self.logged = self.logged.or(days);
    }

    /// The client's key. A known one wins over an unknown one; of unknown ones the last, which is the most
    /// particular in the sources that state several.
    pub(crate) fn set_client(&mut self, key: &str, known: bool) {
        if self.client_known {
            return;
        }
        let start = self.text.len() as u32;
        self.text.push_str(key);
        self.client = Some((start, self.text.len() as u32));
        self.client_known = known;
    }

    /// The record says that the two people it speaks of are one.
    pub(crate) fn note_one_person(&mut self) {
        self.one_person = true;
    }

    /// Where the record says that two of its people are one and leaves the items of one of them empty, what it says of
    /// the other is said of both.
    pub(crate) fn stand_in(&mut self, parties: &[Party]) {
        if !self.one_person {
            return;
        }
        let speaks_of = |slot: usize| {
            self.items.iter().any(|item| item.slot as usize == slot && item.part != Part::Record)
        };
        let mut spoken =
            (0..self.slots.len()).filter(|slot| self.slots[*slot].role != Role::Unknown && speaks_of(*slot));
        let (Some(at), None) = (spoken.next(), spoken.next()) else { return };
        let only = self.slots[at];
        let mut absent = parties.iter().enumerate().filter(|(number, party)| {
            party.role != Role::Unknown && party.role != only.role && only.key.0 != *number as u32
        });
        let (false, Some((number, party)), None) = (only.organisation, absent.next(), absent.next()) else {
            return;
        };
        let other = self.slot(number as u32, 0, party.role);
        for number in 0..self.items.len() {
            let item = self.items[number];
            if item.slot as usize == at && item.part != Part::Record {
                self.items.push(Item { slot: other, ..item });
            }
        }
    }

    /// Writes the mentions of the record.
    pub(crate) fn finish(
        &mut self,
        detector: &Detector,
        at: At,
        place_client: Option<&str>,
        output: &mut Output<'_>,
    ) {
        if self.slots.is_empty() {
            return;
        }
        self.drop_own_number(detector);
        self.give_illness(detector.ids());
        self.date = self.date.or(self.logged);
        let client = self.client.map(|(from, to)| (from as usize, to as usize));
        let by_number = || detector.client_of_number(&self.text[range(self.number?)]).map(str::to_string);
        let by_number = if client.is_none() && place_client.is_none() { by_number() } else { None };
        let place_client = place_client.or(by_number.as_deref());
        let record_key = self.record_key(detector, client, place_client);
        for slot in 0..self.slots.len() as u32 {
            if let Some(role) = self.complete(detector, slot) {
                if self.is_nobody(detector, slot) {
                    output.test_accounts += 1;
                    continue;
                }
                let head = self.slots[slot as usize];
                let client_key = client.map(|(from, to)| &self.text[from..to]);
                let client_key = if self.client_known { client_key } else { place_client.or(client_key) };
                let mention = NewMention {
                    id: id(at, role, head.key),
                    source: at.source.0,
                    table: at.table,
                    record: at.record,
                    offset: at.offset,
                    record_key,
                    role,
                    client_key,
                    date: self.date,
                };
                let ids = detector.ids();
                let mine = self.items.iter().filter(|item| match item.part {
                    Part::Record => true,
                    Part::Plain if item.slot == slot => true,
                    Part::Plain => head.beside == Some(item.slot) && ids.is_address(item.category),
                    _ => false,
                });
                let items = mine.map(|item| NewItem {
                    category: item.category,
                    value: &self.text[item.value.0 as usize..item.value.1 as usize],
                    column: item.column,
                    start: item.from,
                    end: item.to,
                    certainty: item.certainty,
                });
                output.builder.push(mention, items);
                output.mentions += 1;
                if output.builder.len() >= FULL {
                    output.flush();
                }
            }
        }
    }

    /// Another who is named with somebody, and lives there too.
    pub(crate) fn joint(&mut self, with: u32, number: u32) -> u32 {
        let Slot { key: (party, group), role, .. } = self.slots[with as usize];
        let slot = self.slot(party, group | number << JOINT, role);
        self.slots[slot as usize].beside = Some(with);
        slot
    }

    /// Is it the account of a test, or the system's own?
    fn is_nobody(&self, detector: &Detector, slot: u32) -> bool {
        let mine = self.items.iter().filter(|item| item.slot == slot && item.part == Part::Plain);
        is_test_account(detector, mine.map(|item| (item.category, self.value(item))))
    }

    /// An illness that stands apart, as claims state it, is the patient's: the last one named, who may be insured with another.
    fn give_illness(&mut self, ids: &Ids) {
        if self.items.iter().all(|item| item.category != ids.diagnosis) {
            return;
        }
        let is_patient = |slot: &u32| {
            let Slot { role, organisation, .. } = self.slots[*slot as usize];
            role == Role::Patient && !organisation && self.has_name(*slot, ids)
        };
        let slots = 0..self.slots.len() as u32;
        let Some(patient) = slots.clone().rev().find(is_patient) else { return };
        for slot in slots.filter(|slot| *slot != patient) {
            let mut own = self.items.iter().filter(|item| item.slot == slot && item.part != Part::Record);
            if own.all(|item| item.category == ids.diagnosis) {
                self.give(slot, patient);
            }
        }
    }

    /// The record's own number, told again in its text, is no card.
    fn drop_own_number(&mut self, detector: &Detector) {
        let Some((from, to)) = self.number else { return };
        let (card, text) = (detector.ids().card, &self.text);
        let number = &text[from as usize..to as usize];
        self.items.retain(|item| {
            Some(item.category) != card || &text[item.value.0 as usize..item.value.1 as usize] != number
        });
    }

    /// Joins address lines and middle names, settles who speaks for whom. The role of the mention, or `None`
    /// when it is no person.
    fn complete(&mut self, detector: &Detector, slot: u32) -> Option<Role> {
        let ids = detector.ids();
        let mut role = self.slots[slot as usize].role;
        let Slot { organisation, company, .. } = self.slots[slot as usize];
        let mine = |item: &&Item| item.slot == slot && item.part != Part::Record;
        let named =
            self.items.iter().filter(mine).any(|item| item.part == Part::Plain && ids.is_name(item.category));
        if organisation {
            // The names are the company's; only a contact is a person.
            self.items
                .retain(|item| item.slot != slot || item.part != Part::Plain || !ids.is_name(item.category));
        }
        let contact = self.items.iter().position(|item| item.slot == slot && item.part == Part::Contact);
        if let Some(contact) = contact
            && (organisation || !named)
        {
            self.items[contact].part = Part::Plain;
            role = if organisation { Role::Contact } else { role };
        } else if organisation {
            return None;
        }
        // The mailbox of a department is nobody's where it names nobody; beside a company's name so is the phone.
        let unnamed = !named && contact.is_none();
        let business = |item: &Item| {
            company && item.category == ids.phone || item.category == ids.email && is_shared(self.value(item))
        };
        // In a segment, the group alone says who is meant.
        let in_prose = (PROSE..u32::MAX).contains(&self.slots[slot as usize].key.0);
        let names = self.items.iter().filter(mine).filter(|item| ids.is_name(item.category)).count();
        // A key to another table says nothing where nothing stands beside it.
        let bare = self.items.iter().filter(mine).all(|item| item.category == ids.reference);
        let identifies = self.items.iter().any(|item| {
            item.slot == slot
                && item.part == Part::Plain
                && ids.identifies(item.category)
                && !(bare || unnamed && business(item))
                && !(in_prose && is_half_a_name(ids, item.category, self.value(item), names))
        });
        if !identifies {
            return None;
        }
        self.join(slot, Part::Street, ", ", None);
        self.join(slot, Part::FurtherStreet, ", ", None);
        self.further_given_names(slot, ids.given_name);
        self.join(slot, Part::Middle, " ", Some(ids.given_name));
        self.join_family_names(slot, ids.family_name);
        Some(role)
    }

    /// A list of given names, `given: ["Anne", "Marie"]`, has the further ones behind the first.
    fn further_given_names(&mut self, slot: u32, given: CategoryId) {
        let is_given = |item: &Item| item.slot == slot && item.category == given && item.part == Part::Plain;
        let Some(first) = self.items.iter().position(is_given) else { return };
        let column = self.items[first].column;
        let further = self.items[first + 1..].iter_mut();
        further
            .filter(|item| is_given(item) && item.column == column)
            .for_each(|item| item.part = Part::Middle);
    }

    /// Both family names of one person are one, in their order. One in other letters is how the first reads.
    fn join_family_names(&mut self, slot: u32, family: CategoryId) {
        let is_family =
            |item: &Item| item.slot == slot && item.category == family && item.part == Part::Plain;
        let Some(first) = self.items.iter().position(is_family) else { return };
        if !self.items[first + 1..].iter().any(is_family) {
            return;
        }
        let letters = script(self.value(&self.items[first]));
        let further: Vec<usize> = (first + 1..self.items.len())
            .filter(|at| is_family(&self.items[*at]) && script(self.value(&self.items[*at])) == letters)
            .collect();
        if !further.is_empty() {
            further.into_iter().chain([first]).for_each(|at| self.items[at].part = Part::Family);
            self.join(slot, Part::Family, " ", None);
        }
    }

    /// Joins the items of a kind into one, behind an item of the category given, if there is one.
    fn join(&mut self, slot: u32, part: Part, between: &str, head: Option<CategoryId>) {
        let first = self.items.iter().position(|item| item.slot == slot && item.part == part);
        let Some(first) = first else { return };
        let target = head
            .and_then(|head| {
                self.items
                    .iter()
                    .position(|item| item.slot == slot && item.category == head && item.part == Part::Plain)
            })
            .unwrap_or(first);
        let single = self.items[first + 1..].iter().all(|item| item.slot != slot || item.part != part);
        if single && target == first {
            self.items[first].part = Part::Plain;
            return;
        }
        let start = self.text.len();
        if target != first {
            let (from, to) = self.items[target].value;
            self.text.extend_from_within(from as usize..to as usize);
        }
        for at in first..self.items.len() {
            if self.items[at].slot == slot && self.items[at].part == part {
                if self.text.len() > start {
                    self.text.push_str(between);
                }
                let (from, to) = self.items[at].value;
                self.text.extend_from_within(from as usize..to as usize);
            }
        }
        self.items[target].value = (start as u32, self.text.len() as u32);
        self.items[target].part = Part::Plain;
    }

    /// Equal for the same record of the business in whatever file: from its own number where that tells alone (one
    /// file has the day, the other has not), from a short number and the day, else from all its items, the day
    /// and the client.
    fn record_key(
        &self,
        detector: &Detector,
        client: Option<(usize, usize)>,
        place_client: Option<&str>,
    ) -> u64 {
        let mut hash = StableHash::default();
        if let Some((from, to)) = self.number {
            let number = &self.text[from as usize..to as usize];
            hash.text("number");
            hash.text(number);
            if tells_alone(number) {
                return hash.finish();
            }
        } else {
            let mut sum = 0u64;
            for item in &self.items {
                let mut one = StableHash::default();
                one.number(detector.code_hash(item.category));
                one.text(self.value(item));
                sum = sum.wrapping_add(one.finish());
            }
            hash.number(sum);
            hash.text(client.map(|(from, to)| &self.text[from..to]).or(place_client).unwrap_or_default());
        }
        hash.number(self.date.map_or(u64::MAX, |days| days as u64));
        hash.finish()
    }
}

/// Is a mailbox that of a department?
pub(crate) fn is_shared(mailbox: &str) -> bool {
    mailbox.split('@').next().is_some_and(organisations::is_department)
}

/// `Brian`, `Mrs Roy`: in a text, one word of a name and nothing else tells nobody who it is.
fn is_half_a_name(ids: &Ids, category: CategoryId, value: &str, names: usize) -> bool {
    ids.is_name(category) && names == 1 && !value.contains([' ', '*', ',']) && value.chars().all(is_letter)
}

fn range((from, to): (u32, u32)) -> std::ops::Range<usize> {
    from as usize..to as usize
}

/// Is a number long enough to name one record without its day? Serials such as `000123` begin anew each day.
fn tells_alone(number: &str) -> bool {
    let significant = number.trim_start_matches('0');
    let digits = significant.bytes().filter(u8::is_ascii_digit).count();
    significant.chars().count() >= 8 && digits >= 4 && !significant.contains('*')
}

/// The id of a mention: the hash of its place.
fn id(at: At, role: Role, key: (u32, u32)) -> u64 {
    let mut hash = StableHash::default();
    hash.number(at.source.0);
    hash.number(u64::from(at.table));
    hash.number(at.record);
    hash.number(role as u64);
    hash.number(u64::from(key.0) << 32 | u64::from(key.1));
    hash.finish()
}

/// The number of kana among letters.
const KANA: u8 = 2;

/// A number for the letters that a text begins with: Latin and kin, Hangul, kana, others.
fn script(text: &str) -> u8 {
    match text.chars().find(|letter| letter.is_alphabetic()) {
        Some(letter) if is_hangul(letter) => 1,
        Some('\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}') => KANA,
        Some('\u{3400}'..='\u{9fff}') => 3,
        _ => 0,
    }
}
