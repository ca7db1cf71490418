//! Everyone who may be owed a notice, one after the other: people of the case, possible customers of the registry, and those who
//! were told and are out. Nobody is held longer than it takes to look at them.

use anyhow::Result;
use rustc_hash::{FxHashMap, FxHashSet};
use whose_model::tables::PersonRow;
use whose_model::tables::PersonValue;
use whose_model::{Categories, Category, Sensitive};
use whose_tell::Language;
use whose_tell::contact::Contacts;
use whose_tell::delivery::Standing;
use whose_tell::law::Law;
use whose_tell::notice::{Addressee, GENERAL};
use whose_tell::residence::Finder;

use super::addresses::{Addresses, Member};
use super::ledger::{AddressKey, LedgerState};
use super::registry::{Customer, Customers};
use crate::Case;

/// Someone who may be owed a notice.
#[derive(Clone)]
pub struct Recipient {
    /// The person; none: a customer who is possible, or is out.
    pub person: Option<u64>,
    /// Keyed digests of the customers that it is.
    pub customers: Vec<u64>,
    /// How it stands.
    pub standing: Standing,
    /// By the law of which jurisdiction it is told.
    pub jurisdiction: String,
    /// Does an address point at another jurisdiction too?
    pub two_places: bool,
    /// The language it is told in.
    pub language: Language,
    /// Did a notice reach them before?
    pub told_before: bool,
    /// Name, items, clients, period.
    pub addressee: Addressee,
    /// Where it can be reached.
    pub contacts: Contacts,
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Recipient({})", self.addressee.reference)
    }
}

impl Recipient {
    /// What the ledger keeps of its items.
    #[must_use]
    pub fn items(&self) -> Vec<String> {
        self.addressee.items.iter().map(whose_tell::notice::Item::mark).collect()
    }
}

/// What is needed to look at everyone.
pub(super) struct Walk<'a> {
    pub case: &'a Case,
    pub law: &'a Law,
    pub key: &'a AddressKey,
    pub state: &'a mut LedgerState,
}

impl Walk<'_> {
    /// Hands over everyone, in the order of the tables.
    pub fn each(self, mut take: impl FnMut(&LedgerState, Recipient) -> Result<()>) -> Result<()> {
        let Self { case, law, key, state } = self;
        let categories = Categories::from_stored(case.store().rows::<Category>()?);
        let finder = Finder::new(law);
        rename(case, state)?;
        let state = &*state;
        let customers = Customers::read(case, key, state, &categories)?;
        let addresses = Addresses::find(case, &finder, &categories)?;
        let place = Place { law, finder: &finder };
        // Who was told before and is met again; the others are out.
        let mut to_meet: FxHashSet<u64> = state.told_people().collect();
        case.store().each(|person: PersonRow| {
            to_meet.remove(&person.id);
            let confirmed: Vec<&Customer> = customers.of(person.id).collect();
            take(state, place.person(&person, &confirmed, &addresses, &categories))
        })?;
        for customer in customers.possible() {
            take(state, place.customer(customer, Standing::Possible))?;
        }
        let mut met: FxHashSet<u64> = FxHashSet::default();
        for who in state.everyone() {
            let first_time = |digest: &u64| met.insert(*digest);
            let out = who.customer.filter(first_time).and_then(|digest| customers.out(digest));
            match (out, who.person) {
                (Some(customer), _) => take(state, place.customer(customer, Standing::Out))?,
                (None, Some(person)) if to_meet.remove(&person) => take(state, place.vanished(person))?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// What was told to an id that is another's now was told to that one.
fn rename(case: &Case, state: &mut LedgerState) -> Result<()> {
    if state.is_empty() {
        return Ok(());
    }
    let told: FxHashSet<u64> = state.told_people().collect();
    let mut now: FxHashMap<u64, u64> = FxHashMap::default();
    case.store().each(|member: Member| {
        if member.mention != member.person && told.contains(&member.mention) {
            now.insert(member.mention, member.person);
        }
        Ok(())
    })?;
    state.rename(&now);
    Ok(())
}

struct Place<'a> {
    law: &'a Law,
    finder: &'a Finder<'a>,
}

impl Place<'_> {
    fn person(
        &self,
        person: &PersonRow,
        customers: &[&Customer],
        addresses: &Addresses,
        categories: &Categories,
    ) -> Recipient {
        let mut contacts = addresses.of(person);
        // The company's own list is kept up; the lost data is old.
        for customer in customers.iter().rev() {
            contacts = Contacts::of(&customer.values).or(contacts);
        }
        let mut addressee = Addressee::new(person, categories, true);
        if let Some(name) = customers.iter().map(|customer| customer.name()).find(|name| !name.is_empty()) {
            addressee.name = Sensitive::new(whose_tell::notice::visible(&name));
        }
        let found = self.finder.find(&person.values);
        let by_customer = || customers.iter().find_map(|customer| self.finder.find(&customer.values).main);
        let main = found.main.or_else(by_customer);
        let jurisdiction = self.code(main);
        Recipient {
            person: Some(person.id),
            customers: customers.iter().map(|customer| customer.digest).collect(),
            standing: Standing::Confirmed,
            two_places: !found.also.is_empty(),
            language: self.language(&jurisdiction, addressee.name.reveal()),
            jurisdiction,
            told_before: false,
            addressee,
            contacts,
        }
    }

    fn customer(&self, customer: &Customer, standing: Standing) -> Recipient {
        let found = self.finder.find(&customer.values);
        let jurisdiction = self.code(found.main);
        let name = whose_tell::notice::visible(&customer.name());
        Recipient {
            person: None,
            customers: vec![customer.digest],
            standing,
            two_places: !found.also.is_empty(),
            language: self.language(&jurisdiction, &name),
            jurisdiction,
            told_before: false,
            addressee: nobody(name, format!("C-{:016X}", customer.digest)),
            contacts: Contacts::of(&customer.values),
        }
    }

    /// A person who was told and whom no record shows any more: where to reach it is no longer known.
    fn vanished(&self, person: u64) -> Recipient {
        let none: [PersonValue; 0] = [];
        Recipient {
            person: Some(person),
            customers: Vec::new(),
            standing: Standing::Out,
            jurisdiction: GENERAL.to_string(),
            two_places: false,
            language: Language::default(),
            told_before: false,
            addressee: nobody(String::new(), PersonRow::print_id(person)),
            contacts: Contacts::of(&none),
        }
    }

    fn code(&self, main: Option<usize>) -> String {
        main.map_or_else(|| GENERAL.to_string(), |at| self.law.jurisdictions()[at].code.clone())
    }

    /// The first language of the jurisdiction; Korean to who is named in Hangul, where notices of the place are in Korean too.
    fn language(&self, jurisdiction: &str, name: &str) -> Language {
        let offered: Vec<Language> = match self.law.jurisdiction(jurisdiction) {
            Some(one) => one.languages.iter().filter_map(|code| Language::from_code(code)).collect(),
            None => Language::ALL.to_vec(),
        };
        let hangul = name.chars().any(|letter| ('가'..='힣').contains(&letter));
        if hangul && offered.contains(&Language::Korean) {
            return Language::Korean;
        }
        offered.first().copied().unwrap_or_default()
    }
}

/// Someone of whom nothing is known to have been lost.
fn nobody(name: String, reference: String) -> Addressee {
    Addressee { reference, name: Sensitive::new(name), items: Vec::new(), period: None, clients: Vec::new() }
}

/// Name and postal address as a letter shows them.
#[must_use]
pub fn lines(recipient: &Recipient) -> Option<Vec<String>> {
    let postal = recipient.contacts.letter.as_ref().ok()?;
    let name = Some(recipient.addressee.name.reveal().clone()).filter(|name| !name.is_empty());
    Some(name.into_iter().chain(postal.reveal().iter().cloned()).collect())
}
