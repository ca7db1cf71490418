//! Free text: who belongs together.

use whose_model::{CategoryId, Role};

use super::assembly::{Assembly, is_shared};
use super::standing::Standing;
use crate::detector::Ids;
use crate::lexicon::latin;
pub(super) use crate::text::read;

/// Gathers what a text holds into people: what stands together belongs together, until something comes a
/// second time.
#[derive(Debug)]
pub(crate) struct People {
    party: u32,
    number: u32,
    own: Option<u32>,
    current: Option<u32>,
    last_end: u32,
    /// The patient, where a label named one.
    patient: Option<u32>,
    /// Where the line ends in which a doctor is named, who is the current one.
    attended: Option<u32>,
}

/// Further apart than this, in bytes, nothing belongs together.
const NEAR: u32 = 400;

impl People {
    /// People of a text that counts as `party`. Where `own` is given, everything is that person's.
    pub(crate) const fn new(party: u32, own: Option<u32>) -> Self {
        Self { party, number: 0, own, current: None, last_end: 0, patient: None, attended: None }
    }

    /// Whose the next finding is.
    pub(crate) fn slot_of(
        &mut self,
        category: CategoryId,
        value: &str,
        at: u32,
        ids: &Ids,
        record: &mut Assembly,
        role: Role,
    ) -> u32 {
        if let Some(own) = self.own {
            return self.beside(own, category, value, at, ids, record);
        }
        if let Some(patient) = self.of_patient(category, at, ids, record) {
            return patient;
        }
        // `NHS No: ... Consultant: ... Patient: ...`: what stood before the doctor is the patient's.
        if role == Role::Patient
            && let Some(patient) = self.patient.filter(|patient| !record.has_name(*patient, ids))
        {
            record.set_role(patient, role);
            self.current = Some(patient);
            self.last_end = at;
            return patient;
        }
        // Who attends is another than whoever the form was about so far.
        if role == Role::Practitioner && self.attended.is_none() {
            self.patient = self.patient.or(self.current);
            self.current = None;
        }
        let again = self.current.is_some_and(|current| {
            // Parts of a name have their labels: `email=... firstName=... lastName=...`.
            let name = category == ids.person_name
                && (record.has(current, ids.person_name)
                    || record.has(current, ids.email) && !is_called_after(record, current, value, ids));
            name || (!ids.is_phone(category) && record.has(current, category))
        });
        let far = self.is_far(at);
        match self.current {
            Some(current) if !again && !far => current,
            _ => self.begin(record, role),
        }
    }

    /// Whose an item is where a patient and perhaps a doctor are named: illnesses and births are the patient's; what stands in
    /// further lines too, unless the patient has such already.
    fn of_patient(&mut self, category: CategoryId, at: u32, ids: &Ids, record: &mut Assembly) -> Option<u32> {
        if category == ids.diagnosis {
            let near =
                self.current.filter(|_| self.attended.is_none() && at.saturating_sub(self.last_end) <= NEAR);
            return self.patient.or(near);
        }
        let line_end = self.attended.filter(|_| !ids.is_name(category))?;
        let told = category == ids.birth_date;
        let further = at > line_end && self.patient.is_some_and(|patient| !record.has(patient, category));
        if !told && !further {
            return None;
        }
        let patient = self.patient.unwrap_or_else(|| self.begin(record, Role::Patient));
        (self.patient, self.current, self.attended, self.last_end) = (Some(patient), Some(patient), None, at);
        Some(patient)
    }

    /// The role of somebody named, by the words before: a doctor by title alone attends where a patient is named.
    pub(crate) fn role(&self, named: Standing) -> Role {
        match named {
            Standing::Titled if self.patient.is_some() => Role::Practitioner,
            Standing::Attends => Role::Practitioner,
            Standing::Patient => Role::Patient,
            Standing::Titled | Standing::Unknown => Role::Unknown,
        }
    }

    /// Somebody was named in that role, in a line that ends there.
    pub(crate) const fn named(&mut self, slot: u32, role: Role, line_end: u32) {
        self.attended = None;
        match role {
            Role::Patient => self.patient = Some(slot),
            Role::Practitioner => self.attended = Some(line_end),
            _ => {}
        }
    }

    /// A line begins with another party of a contract, as `(근로자) 주소: ...` does: what follows is nobody's of those before.
    pub(crate) const fn begin_party(&mut self) {
        self.current = None;
        self.attended = None;
    }

    /// In a text about somebody: that somebody's, unless another name stands before it.
    fn beside(
        &mut self,
        own: u32,
        category: CategoryId,
        value: &str,
        at: u32,
        ids: &Ids,
        record: &mut Assembly,
    ) -> u32 {
        let far = self.is_far(at);
        if category == ids.person_name {
            if record.names_of(own, ids).any(|name| may_be_one(&name, value)) {
                self.current = None;
            } else if record.has_name(own, ids) {
                return self.begin(record, Role::Unknown);
            }
        } else if far {
            self.current = None;
        }
        self.current.unwrap_or(own)
    }

    /// The text names somebody whom the record knows already: what stands there is of that person.
    pub(crate) fn recognise(&mut self, known: u32, at: u32, ids: &Ids, record: &mut Assembly) {
        let far = self.is_far(at);
        if self.own.is_some() {
            self.current = None;
            return;
        }
        if let Some(current) = self.current.filter(|current| *current != known && !far)
            && !record.has_name(current, ids)
            && !record.has(current, ids.email)
        {
            record.give(current, known);
        }
        self.current = Some(known);
    }

    /// The text has a mailbox that the record knows already, as a form has that of whoever sent it: who is named before it is
    /// its owner, unless the record names another.
    pub(crate) fn recognise_mailbox(
        &mut self,
        known: u32,
        mailbox: &str,
        at: u32,
        ids: &Ids,
        record: &mut Assembly,
    ) {
        let far = self.is_far(at);
        if self.own.is_some() || is_shared(mailbox) && !record.is_of_organisation(known) {
            return;
        }
        let Some(current) = self.current.filter(|current| *current != known && !far) else {
            self.current = Some(known);
            return;
        };
        let another = record.names_of(current, ids).any(|name| {
            let mut names = record.names_of(known, ids);
            names.next().is_some_and(|first| !may_be_one(&first, &name))
        });
        if !another && !record.has(current, ids.email) {
            record.give(current, known);
            self.current = Some(known);
        }
    }

    /// What comes next is the name under a letter: that of whoever wrote it.
    pub(crate) const fn signed(&mut self, author: u32, at: u32) -> u32 {
        self.current = Some(author);
        self.last_end = at;
        author
    }

    fn is_far(&mut self, at: u32) -> bool {
        let far = at.saturating_sub(self.last_end) > NEAR;
        self.last_end = at;
        far
    }

    fn begin(&mut self, record: &mut Assembly, role: Role) -> u32 {
        let slot = record.slot(self.party, self.number, role);
        self.number += 1;
        self.current = Some(slot);
        slot
    }
}

/// Is a mailbox of that person called after the name: `kroy9@...` after Kevin Roy?
fn is_called_after(record: &Assembly, slot: u32, name: &str, ids: &Ids) -> bool {
    let words = words_of(name, 3);
    let mut mailboxes = record.values_of(slot, ids.email);
    mailboxes.any(|mailbox| {
        let local = local_part(mailbox);
        words.iter().any(|word| local.contains(word.as_str()))
    })
}

/// The words of a name in small plain letters, of so many at least.
fn words_of(name: &str, least: usize) -> Vec<String> {
    name.split([' ', '-', ',']).map(plain).filter(|word| word.len() >= least).collect()
}

/// What stands before the sign of a mailbox, in small plain letters.
fn local_part(mailbox: &str) -> String {
    plain(mailbox.split('@').next().unwrap_or_default())
}

fn plain(text: &str) -> String {
    let folded = latin::fold(text);
    folded.chars().filter(|letter| letter.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// Stand all words of a name, two or more, in the local part of a mailbox: `anne.roy7@...` is called after Anne Roy.
fn holds_whole_name(mailbox: &str, name: &str) -> bool {
    let (local, words) = (local_part(mailbox), words_of(name, 2));
    words.len() >= 2 && words.iter().all(|word| local.contains(word.as_str()))
}

/// The only one of the record who has no name, and a mailbox called after this one.
pub(super) fn nameless_with_mailbox_of(name: &str, ids: &Ids, record: &Assembly) -> Option<u32> {
    let called =
        |slot: &u32| record.values_of(*slot, ids.email).any(|mailbox| holds_whole_name(mailbox, name));
    only_one(record, |slot| called(slot) && !record.has_name(*slot, ids))
}

/// The only one of the record who has no mailbox, and a name after which this one is called.
pub(super) fn named_as_mailbox(mailbox: &str, ids: &Ids, record: &Assembly) -> Option<u32> {
    let called = |slot: &u32| record.names_of(*slot, ids).any(|name| holds_whole_name(mailbox, &name));
    only_one(record, |slot| !record.has(*slot, ids.email) && called(slot))
}

/// The only person of a record of whom something holds.
fn only_one(record: &Assembly, holds: impl Fn(&u32) -> bool) -> Option<u32> {
    let mut found = (0..record.people() as u32).filter(holds);
    found.next().filter(|_| found.next().is_none())
}

/// The only one of the record whose name a shorter one is a part of, in Latin letters.
pub(super) fn named_in_part(value: &str, ids: &Ids, record: &Assembly) -> Option<u32> {
    let words = |name: &str| name.split([' ', '-', ',']).filter(|word| !word.is_empty()).count();
    let whole = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    if value.contains('*') || !value.split([' ', ',']).all(whole) {
        return None;
    }
    let is_whole = |name: &String| words(name) > words(value) && may_be_one(name, value);
    only_one(record, |slot| record.names_of(*slot, ids).any(|name| is_whole(&name)))
}

/// May two names be one person's? Each word of the shorter is a word of the longer, or its initial; where signs hide some, nobody
/// can tell.
fn may_be_one(one: &str, other: &str) -> bool {
    if one.contains('*') || other.contains('*') {
        return true;
    }
    let words = |name: &str| -> Vec<String> {
        let word = |word: &str| {
            word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        name.split([' ', '-', ',']).map(word).filter(|word: &String| !word.is_empty()).collect()
    };
    let (one, other) = (words(one), words(other));
    let (shorter, longer) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let within =
        |long: &str, short: &str| short.chars().count() > 1 && !short.is_ascii() && long.contains(short);
    shorter.iter().all(|short| {
        longer.iter().any(|long| {
            long == short
                || is_initial(short, long)
                || is_initial(long, short)
                || within(long, short)
                || within(short, long)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::may_be_one;

    #[test]
    fn names_that_may_be_one_persons() {
        for (one, other, expected) in [
            ("Luc Tremblay", "Tremblay", true),
            ("Luc Tremblay", "TREMBLAY, LUC", true),
            ("Luc Tremblay", "L. Tremblay", true),
            ("홍길동", "홍길동님", true),
            ("홍길동", "홍*동", true),
            ("Luc Tremblay", "Anne Tremblay", false),
            ("홍길동", "김철수", false),
        ] {
            assert_eq!(may_be_one(one, other), expected, "{one} {other}");
        }
    }
}
