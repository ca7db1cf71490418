//! How a recipient is written on one shipment: the habits of the client's system, and what people type.

use std::fmt::Write;

use crate::dice::{Dice, Purpose};
use crate::text::{cut, drop_accents, slip, upper};

use super::clients::Style;
use super::contact;
use super::people::Person;
use super::places::{Address, Form};
use super::shipments::Recipient;
use super::world::World;

/// Field sizes of the post's order import: name 44, address lines 44, city 40 (EST Desktop, customer address layout).
const NAME: usize = 44;
const LINE: usize = 44;
const CITY: usize = 40;

/// A recipient as written. Kept and filled anew for each shipment.
#[derive(Debug, Default)]
pub(crate) struct Written {
    /// Whole name, as the client orders it.
    pub(crate) name: String,
    /// Given name with middle initial; empty for a company.
    pub(crate) given: String,
    /// Family name with suffix; the name of a company.
    pub(crate) family: String,
    pub(crate) line1: String,
    /// Often empty.
    pub(crate) line2: String,
    pub(crate) city: String,
    pub(crate) province: &'static str,
    pub(crate) postcode: String,
    pub(crate) phone: String,
    pub(crate) email: String,
}

impl Written {
    /// Writes the recipient of a shipment. The same shipment is always written the same way.
    pub(crate) fn fill(&mut self, world: &World, shipment: u32) {
        for text in [&mut self.name, &mut self.given, &mut self.family, &mut self.line1, &mut self.line2] {
            text.clear();
        }
        for text in [&mut self.city, &mut self.postcode, &mut self.phone, &mut self.email] {
            text.clear();
        }
        let mut dice = Dice::new(world.seed, Purpose::Spelling, u64::from(shipment));
        let entry = world.shipments[shipment as usize];
        let style = world.client_of(shipment).style;
        match entry.to {
            Recipient::Person(number) => {
                let person = &world.people[number as usize];
                self.person(world, person, style, &mut dice);
                self.address(world, person.address_on(entry.day), style, &mut dice);
                if person.email {
                    contact::email(world, number, &mut self.email);
                }
                if person.phone {
                    contact::phone(world, number, style.phone, &mut self.phone);
                }
            }
            Recipient::Company(number) => self.company(world, number, style, &mut dice),
        }
        self.finish(style, &mut dice);
    }

    fn person(&mut self, world: &World, person: &Person, style: Style, dice: &mut Dice) {
        let given = world.names.given(person);
        let first = given.chars().next().unwrap_or('X');
        match dice.below(1_000) {
            0..22 if person.initial_tells => _ = write!(self.given, "{first}."),
            22..30 if person.initial_tells => self.given.push(first),
            _ => self.given.push_str(given),
        }
        if let Some(middle) = person.middle
            && dice.chance(350)
        {
            let dot = if dice.chance(400) { "." } else { "" };
            _ = write!(self.given, " {}{dot}", char::from(middle));
        }
        self.family.push_str(world.names.family(person.french, person.family));
        if let Some(second) = person.second_family
            && dice.chance(930)
        {
            _ = write!(self.family, "-{}", world.names.family(person.french, second));
        }
        match dice.below(1_000) {
            0..9 => slip(&mut self.given, dice),
            9..22 => slip(&mut self.family, dice),
            _ => {}
        }
        if let Some(suffix) = person.suffix {
            let dot = if dice.chance(300) { "." } else { "" };
            _ = write!(self.family, " {suffix}{dot}");
        }
        if style.family_first {
            _ = write!(self.name, "{}, {}", self.family, self.given);
        } else {
            _ = write!(self.name, "{} {}", self.given, self.family);
        }
    }

    fn address(&mut self, world: &World, address: Address, style: Style, dice: &mut Dice) {
        let city = world.places.city(address);
        self.city.push_str(city.name);
        if city.name.starts_with("Saint") && dice.chance(200) {
            self.city = city.name.replacen("Sainte-", "Ste-", 1).replacen("Saint", "St", 1);
        }
        self.province = city.province;
        let code = world.places.postcode(address, world.seed);
        for (at, letter) in code.into_iter().enumerate() {
            if at == 3 && style.postcode_space {
                self.postcode.push(' ');
            }
            self.postcode.push(char::from(letter));
        }
        if dice.chance(8) {
            slip(&mut self.city, dice);
        }
        match address.form {
            Form::Box if address.french => _ = write!(self.line1, "C.P. {}", address.number),
            Form::Box => _ = write!(self.line1, "PO Box {}", address.number),
            Form::Rural if address.french => {
                _ = write!(self.line1, "{} rang {}", address.number, world.places.street(address))
            }
            Form::Rural => _ = write!(self.line1, "RR {} Site {}", address.number, address.street % 90 + 1),
            Form::Street => self.street(world, address, dice),
        }
    }

    fn street(&mut self, world: &World, address: Address, dice: &mut Dice) {
        let mut name = world.places.street(address).to_string();
        if dice.chance(12) {
            slip(&mut name, dice);
        }
        let number = address.number;
        let unit = if dice.chance(80) { 0 } else { address.unit };
        let habit = dice.below(10);
        if unit > 0 && habit < 2 {
            _ = write!(self.line1, "{unit}-");
        }
        let direction = direction(address, dice.chance(700));
        if address.french {
            let kind = kind(&FRENCH, address.kind, dice);
            let comma = if dice.chance(400) { "," } else { "" };
            _ = write!(self.line1, "{number}{comma} {kind} {name}{direction}");
        } else {
            let kind = kind(&ENGLISH, address.kind, dice);
            _ = write!(self.line1, "{number} {name} {kind}{direction}");
        }
        if unit == 0 {
            return;
        }
        match (address.french, habit) {
            (_, 0..2) => {}
            (true, 2..5) => _ = write!(self.line1, " app. {unit}"),
            (true, 5..7) => _ = write!(self.line1, ", app {unit}"),
            (true, _) => _ = write!(self.line2, "app. {unit}"),
            (false, 2..4) => _ = write!(self.line1, " Apt {unit}"),
            (false, 4) => _ = write!(self.line1, " Unit {unit}"),
            (false, 5) => _ = write!(self.line1, " #{unit}"),
            (false, 6..8) => _ = write!(self.line2, "Apt {unit}"),
            (false, _) => _ = write!(self.line2, "Unit {unit}"),
        }
    }

    /// A company: a name nobody could take for a person's but for its family name, and an address.
    fn company(&mut self, world: &World, number: u32, style: Style, dice: &mut Dice) {
        const WORDS: [&str; 12] = [
            "Plumbing & Heating",
            "Dental Clinic",
            "Auto Body",
            "Consulting",
            "Law Office",
            "Construction",
            "Electric",
            "Bakery",
            "Insurance Brokers",
            "Farms",
            "Veterinary Hospital",
            "Engineering",
        ];
        const MOTS: [&str; 8] = [
            "Plomberie",
            "Clinique dentaire",
            "Garage",
            "Construction",
            "Pharmacie",
            "Boulangerie",
            "Gestion",
            "Transport",
        ];
        let mut own = Dice::new(world.seed, Purpose::Company, u64::from(number) | 1 << 41);
        let address = world.places.address(&mut own, None);
        let family = world.names.family(address.french, world.names.draw_family(address.french, &mut own));
        if address.french {
            let end = own.pick(&["inc.", "ltée", "et fils inc.", "enr."]);
            _ = write!(self.name, "{} {family} {end}", own.pick(&MOTS));
        } else {
            let end = own.pick(&["Inc.", "Ltd.", "Ltd", "& Sons Ltd.", "Corp."]);
            _ = write!(self.name, "{family} {} {end}", own.pick(&WORDS));
        }
        self.family.push_str(&self.name);
        self.address(world, address, style, dice);
    }

    fn finish(&mut self, style: Style, dice: &mut Dice) {
        let shout = style.upper || dice.chance(25);
        let plain = style.ascii || dice.chance(50);
        let texts = [
            &mut self.name,
            &mut self.given,
            &mut self.family,
            &mut self.line1,
            &mut self.line2,
            &mut self.city,
        ];
        for (text, length) in texts.into_iter().zip([NAME, NAME, NAME, LINE, LINE, CITY]) {
            if plain {
                drop_accents(text);
            }
            if shout {
                upper(text);
            }
            cut(text, length);
        }
    }
}

const ENGLISH: [[&str; 3]; 8] = [
    ["Street", "St", "St."],
    ["Avenue", "Ave", "Ave."],
    ["Road", "Rd", "Rd."],
    ["Drive", "Dr", "Dr."],
    ["Crescent", "Cres", "Cres."],
    ["Boulevard", "Blvd", "Blvd."],
    ["Court", "Crt", "Ct"],
    ["Lane", "Ln", "Lane"],
];
const FRENCH: [[&str; 3]; 8] = [
    ["rue", "r.", "rue"],
    ["avenue", "av.", "ave"],
    ["boulevard", "boul.", "blvd"],
    ["chemin", "ch.", "chemin"],
    ["place", "pl.", "place"],
    ["croissant", "crois.", "croissant"],
    ["route", "rte", "route"],
    ["montée", "mtée", "montée"],
];

fn kind(list: &[[&'static str; 3]; 8], number: u8, dice: &mut Dice) -> &'static str {
    list[usize::from(number)][[0, 1, 1, 2][dice.below(4) as usize]]
}

fn direction(address: Address, short: bool) -> &'static str {
    match (address.direction, address.french, short) {
        (0, ..) => "",
        (1, _, true) => " N",
        (2, _, true) => " S",
        (3, _, true) => " E",
        (4, true, true) => " O",
        (4, false, true) => " W",
        (1, true, _) => " Nord",
        (2, true, _) => " Sud",
        (3, true, _) => " Est",
        (_, true, _) => " Ouest",
        (1, ..) => " North",
        (2, ..) => " South",
        (3, ..) => " East",
        _ => " West",
    }
}
