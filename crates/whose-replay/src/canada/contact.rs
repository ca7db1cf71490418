//! E-mail addresses and phone numbers of people.

use std::fmt::Write;

use crate::dice::{Dice, Purpose, mix};
use crate::text::drop_accents;

use super::people::Person;
use super::world::World;

const DOMAINS: [&str; 9] = [
    "example.com",
    "mail.example.ca",
    "courriel.example.ca",
    "example.net",
    "post.example.org",
    "inbox.example.com",
    "videotron.example",
    "sympatico.example",
    "shaw.example",
];

/// Gives 3% of the people, who hold 3% of the records, an e-mail address, a phone number or both.
///
/// `counts` holds each person's shipments. People of equal count are served in turn, and what a count leaves over is
/// carried to the next: so both shares hold at once.
pub(crate) fn assign(people: &mut [Person], counts: &[u8], seed: u64) {
    const SHARE: i64 = 30;
    let most = counts.iter().copied().max().unwrap_or(0);
    let mut owed = 0i64;
    for count in (1..=most).rev() {
        for (at, person) in people.iter_mut().enumerate().filter(|(at, _)| counts[*at] == count) {
            owed += SHARE * i64::from(count);
            if owed < 500 * i64::from(count) {
                continue;
            }
            owed -= 1_000 * i64::from(count);
            let kind = Dice::new(seed, Purpose::Contact, at as u64).below(100);
            person.email = kind < 65;
            person.phone = kind >= 40;
        }
    }
}

/// Writes a person's e-mail address.
pub(crate) fn email(world: &World, number: u32, out: &mut String) {
    let person = &world.people[number as usize];
    let mut dice = Dice::new(world.seed, Purpose::Contact, u64::from(number) | 1 << 40);
    let mut given = world.names.given(person).replace([' ', '\''], "");
    let mut family = world.names.family(person.french, person.family).replace([' ', '\''], "");
    drop_accents(&mut given);
    drop_accents(&mut family);
    let tail = mix(u64::from(number) ^ world.seed) % 9_000 + 1_000;
    let written = match dice.below(5) {
        0 => write!(out, "{given}.{family}{tail}"),
        1 => write!(out, "{given}_{family}{}", tail % 1_000),
        2 => write!(out, "{}{family}{tail}", &given[..1]),
        3 => write!(out, "{family}.{given}{}", tail % 1_000),
        _ => write!(out, "{given}{tail}{}", &family[..1]),
    };
    written.expect("writing to a string does not fail");
    out.make_ascii_lowercase();
    out.push('@');
    out.push_str(DOMAINS[dice.below(9) as usize]);
}

/// Writes a person's phone number, in one of the usual ways. A number stays with its owner.
pub(crate) fn phone(world: &World, number: u32, spelling: u32, out: &mut String) {
    let person = &world.people[number as usize];
    let mut dice = Dice::new(world.seed, Purpose::Contact, u64::from(number) | 1 << 41);
    let area = *dice.pick(world.places.city(person.address).phones);
    // Exchange and line from the person's own number: nobody shares.
    let own = (u64::from(number) * 7_919 + world.seed % 1_000) % 7_900_000;
    let (exchange, line) = (own / 10_000 + 200, own % 10_000);
    let written = match spelling {
        0 => write!(out, "{area}-{exchange:03}-{line:04}"),
        1 => write!(out, "({area}) {exchange:03}-{line:04}"),
        2 => write!(out, "1{area}{exchange:03}{line:04}"),
        _ => write!(out, "{area}{exchange:03}{line:04}"),
    };
    written.expect("writing to a string does not fail");
}
