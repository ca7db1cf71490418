//! The recipients: households of people with names of their region.

use std::collections::HashSet;

use crate::dice::{Dice, Purpose, mix};
use crate::ranked::{Weighted, words};

use super::places::{Address, Places};

/// A recipient.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Person {
    pub(crate) given: u16,
    pub(crate) family: u16,
    /// Second part of a double family name.
    pub(crate) second_family: Option<u16>,
    /// Middle initial.
    pub(crate) middle: Option<u8>,
    pub(crate) female: bool,
    pub(crate) french: bool,
    /// `Jr` or `Sr`: tells father and son apart.
    pub(crate) suffix: Option<&'static str>,
    /// May the given name shrink to its initial, that is, has nobody else of the name and house the same?
    pub(crate) initial_tells: bool,
    pub(crate) address: Address,
    /// New address, and the day since when.
    pub(crate) moved: Option<(u16, Address)>,
    pub(crate) email: bool,
    pub(crate) phone: bool,
}

impl Person {
    /// Is there an e-mail address or a phone number?
    pub(crate) const fn has_contact(&self) -> bool {
        self.email || self.phone
    }

    /// The address on a day.
    pub(crate) fn address_on(&self, day: u16) -> Address {
        match self.moved {
            Some((since, address)) if day >= since => address,
            _ => self.address,
        }
    }
}

/// A list of names with its weights.
#[derive(Debug)]
struct List {
    words: Vec<String>,
    draw: Weighted,
}

impl List {
    fn new(text: &'static str, offset: u64) -> Self {
        let words: Vec<String> = words(text).into_iter().map(|word| word.replace('_', " ")).collect();
        let draw = Weighted::zipf(words.len(), offset);
        Self { words, draw }
    }
}

/// The names people have.
#[derive(Debug)]
pub(crate) struct Names {
    /// English, French.
    family: [List; 2],
    /// English men, English women, French men, French women.
    given: [List; 4],
}

impl Names {
    pub(crate) fn new() -> Self {
        Self {
            family: [
                List::new(include_str!("../../data/family_english.txt"), 60),
                List::new(include_str!("../../data/family_french.txt"), 25),
            ],
            given: [
                List::new(include_str!("../../data/given_english_men.txt"), 25),
                List::new(include_str!("../../data/given_english_women.txt"), 25),
                List::new(include_str!("../../data/given_french_men.txt"), 30),
                List::new(include_str!("../../data/given_french_women.txt"), 30),
            ],
        }
    }

    fn given_list(&self, female: bool, french: bool) -> &List {
        &self.given[usize::from(french) * 2 + usize::from(female)]
    }

    pub(crate) fn given(&self, person: &Person) -> &str {
        &self.given_list(person.female, person.french).words[usize::from(person.given)]
    }

    pub(crate) fn family(&self, french: bool, number: u16) -> &str {
        &self.family[usize::from(french)].words[usize::from(number)]
    }

    pub(crate) fn draw_family(&self, french: bool, dice: &mut Dice) -> u16 {
        self.family[usize::from(french)].draw.draw(dice) as u16
    }

    fn draw_given(&self, female: bool, french: bool, dice: &mut Dice) -> u16 {
        self.given_list(female, french).draw.draw(dice) as u16
    }
}

/// Who is taken: no two people share name and building, so that each can be told from any other.
#[derive(Debug, Default)]
pub(crate) struct Taken(HashSet<u64>);

impl Taken {
    /// Takes a name at an address, unless it is taken.
    pub(crate) fn take(&mut self, person: &Person, address: Address) -> bool {
        let name = u64::from(person.given)
            | u64::from(person.family) << 16
            | u64::from(person.female) << 32
            | u64::from(person.french) << 33
            | u64::from(person.suffix == Some("Jr")) << 34;
        self.0.insert(mix(name) ^ mix(address.building().wrapping_add(0x51_7cc1)))
    }
}

/// Makes `count` people, household by household.
pub(crate) fn people(
    count: u32,
    seed: u64,
    places: &Places,
    names: &Names,
    taken: &mut Taken,
) -> Vec<Person> {
    let mut people = Vec::with_capacity(count as usize + 4);
    for household in 0.. {
        if people.len() >= count as usize {
            break;
        }
        let mut dice = Dice::new(seed, Purpose::Households, household);
        let from = people.len();
        house(&mut dice, places, names, taken, &mut people);
        mark_initials(&mut people[from..]);
    }
    people.truncate(count as usize);
    people
}

fn house(dice: &mut Dice, places: &Places, names: &Names, taken: &mut Taken, people: &mut Vec<Person>) {
    let address = places.address(dice, None);
    let french = if dice.chance(980) { address.french } else { !address.french };
    let size = [1, 2, 3, 4][Weighted::new([68, 20, 7, 5]).draw(dice)];
    let family = family_name(dice, names, french);
    let first = member(dice, names, address, french, family, None);
    let head = settle(dice, names, taken, first);
    people.push(head);
    for place in 1..size {
        let own_name = dice.chance(if french { 350 } else { 150 });
        let family =
            if own_name { family_name(dice, names, french) } else { (head.family, head.second_family) };
        let sex = (place == 1 && dice.chance(950)).then_some(!head.female);
        let mut next = member(dice, names, address, french, family, sex);
        if place == 1 && !head.female && dice.chance(6) {
            // Father and son of one name; both write what tells them apart.
            next = Person { suffix: Some("Jr"), middle: head.middle, ..head };
            if taken.take(&next, address) {
                let at = people.len() - 1;
                people[at].suffix = Some("Sr");
                people.push(next);
                continue;
            }
            next.suffix = None;
        }
        people.push(settle(dice, names, taken, next));
    }
}

fn family_name(dice: &mut Dice, names: &Names, french: bool) -> (u16, Option<u16>) {
    let family = names.draw_family(french, dice);
    let second = dice.chance(if french { 70 } else { 12 }).then(|| names.draw_family(french, dice));
    (family, second.filter(|second| *second != family))
}

fn member(
    dice: &mut Dice,
    names: &Names,
    address: Address,
    french: bool,
    (family, second_family): (u16, Option<u16>),
    female: Option<bool>,
) -> Person {
    let female = female.unwrap_or_else(|| dice.chance(560));
    Person {
        given: names.draw_given(female, french, dice),
        family,
        second_family,
        middle: dice.chance(if french { 60 } else { 350 }).then(|| *dice.pick(b"ABCDEFGHJKLMNPRSTW")),
        female,
        french,
        suffix: None,
        initial_tells: true,
        address,
        moved: None,
        email: false,
        phone: false,
    }
}

/// Draws the given name anew until nobody in the building has the whole name.
fn settle(dice: &mut Dice, names: &Names, taken: &mut Taken, mut person: Person) -> Person {
    while !taken.take(&person, person.address) {
        person.given = names.draw_given(person.female, person.french, dice);
        if dice.chance(50) {
            person.family = names.draw_family(person.french, dice);
        }
    }
    person
}

fn mark_initials(house: &mut [Person]) {
    // Lists are in two languages and sexes: numbers of given names do not compare, so every other of the family counts.
    let families: Vec<u16> = house.iter().map(|person| person.family).collect();
    for person in house {
        person.initial_tells = families.iter().filter(|family| **family == person.family).count() == 1;
    }
}
