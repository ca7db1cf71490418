//! Everything that is true in the incident, before it is written down in any format.

use std::ops::Range;

use crate::Scale;
use crate::dice::{Dice, Purpose};

use super::clients::{self, Client, DAYS};
use super::contact;
use super::people::{self, Names, Person, Taken};
use super::places::Places;
use super::shipments::{self, Recipient, Shipment};

/// The whole truth.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) places: Places,
    pub(crate) names: Names,
    pub(crate) clients: Vec<Client>,
    pub(crate) people: Vec<Person>,
    /// Sorted by client and day; its position is a shipment's number.
    pub(crate) shipments: Vec<Shipment>,
    /// Where each client's shipments begin; one more than there are clients.
    starts: Vec<u32>,
}

impl World {
    pub(crate) fn new(scale: Scale, seed: u64) -> Self {
        let (places, names, clients) = (Places::new(), Names::new(), clients::clients(seed));
        let mut taken = Taken::default();
        let mut people = people::people(scale.of(950_000), seed, &places, &names, &mut taken);
        let counts = shipments::counts(people.len() as u32, seed);
        contact::assign(&mut people, &counts, seed);
        move_house(&mut people, &counts, seed, &places, &mut taken);
        let shipments = shipments::shipments(&clients, &counts, scale.of(13_000), seed);
        let starts = (0..=clients.len())
            .map(|client| shipments.partition_point(|shipment| usize::from(shipment.client) < client) as u32)
            .collect();
        Self { seed, places, names, clients, people, shipments, starts }
    }

    pub(crate) fn client_of(&self, shipment: u32) -> &Client {
        &self.clients[usize::from(self.shipments[shipment as usize].client)]
    }

    /// The shipments of a client from one day up to before another.
    pub(crate) fn between(&self, client: usize, days: Range<u16>) -> Range<u32> {
        let (from, to) = (self.starts[client], self.starts[client + 1]);
        let list = &self.shipments[from as usize..to as usize];
        let at = |day: u16| from + list.partition_point(|shipment| shipment.day < day) as u32;
        at(days.start)..at(days.end).max(at(days.start))
    }

    /// The tracking number: seven digits of the customer number, eight of a series, and a check digit (modulus 10, weights
    /// 3 and 1, as on parcel labels).
    pub(crate) fn tracking(&self, shipment: u32) -> String {
        let Shipment { client, day, .. } = self.shipments[shipment as usize];
        let number = self.clients[usize::from(client)].number_on(day);
        let series = shipment - self.starts[usize::from(client)] + 10_000_019;
        let body = format!("{number:07}{series:08}");
        let sum: u32 =
            body.bytes().rev().zip([3, 1].into_iter().cycle()).map(|(d, w)| u32::from(d - b'0') * w).sum();
        format!("{body}{}", (10 - sum % 10) % 10)
    }

    /// The number of the person who receives a shipment; none for a company.
    pub(crate) fn person_of(&self, shipment: u32) -> Option<u32> {
        match self.shipments[shipment as usize].to {
            Recipient::Person(number) => Some(number),
            Recipient::Company(_) => None,
        }
    }
}

/// Lets some people move: few of those without contact, because nothing joins their mentions then.
fn move_house(people: &mut [Person], counts: &[u8], seed: u64, places: &Places, taken: &mut Taken) {
    for (at, person) in people.iter_mut().enumerate().filter(|(at, _)| counts[*at] > 1) {
        let mut dice = Dice::new(seed, Purpose::Noise, at as u64);
        if !dice.rarely(if person.has_contact() { 80_000 } else { 2_500 }) {
            continue;
        }
        let town = dice.chance(600).then_some(person.address.city);
        let address = places.address(&mut dice, town);
        let day = dice.between(60, u32::from(DAYS) - 60) as u16;
        if taken.take(person, address) {
            person.moved = Some((day, address));
        }
    }
}
