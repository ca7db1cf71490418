//! Who was sent a parcel by whom, and when.

use rayon::slice::ParallelSliceMut;

use crate::dice::{Dice, Purpose};
use crate::ranked::Weighted;

use super::FIRST_DAY;
use super::clients::{Client, DAYS};

/// A parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shipment {
    pub(crate) client: u8,
    /// Day, counted from 2016-07-01.
    pub(crate) day: u16,
    pub(crate) to: Recipient,
}

/// Who receives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Recipient {
    /// Number of a person.
    Person(u32),
    /// Number of a company.
    Company(u32),
}

/// Most shipments of one person.
const MOST: u64 = 40;

/// Shipments of each person: at least `k` with probability `k` to the power of -1.5, so that few receive very many.
pub(crate) fn counts(people: u32, seed: u64) -> Vec<u8> {
    let at_least = |k: u64| (1e12 / (k as f64 * (k as f64).sqrt())) as u64;
    let weights = (1..=MOST).map(|k| at_least(k) - if k == MOST { 0 } else { at_least(k + 1) });
    let table = Weighted::new(weights);
    (0..people)
        .map(|person| {
            table.draw(&mut Dice::new(seed, Purpose::Shipping, u64::from(person) | 1 << 40)) as u8 + 1
        })
        .collect()
}

/// All shipments, by client and day.
pub(crate) fn shipments(clients: &[Client], counts: &[u8], companies: u32, seed: u64) -> Vec<Shipment> {
    // Few clients are large and most are small.
    let sizes =
        Weighted::new((3..clients.len() as u64 + 3).map(|k| (1e12 / (k as f64 * (k as f64).sqrt())) as u64));
    let days = DayTable::new();
    let total: usize = counts.iter().map(|count| usize::from(*count)).sum();
    let mut list = Vec::with_capacity(total + total / 40);
    for (person, count) in (0u32..).zip(counts) {
        let mut dice = Dice::new(seed, Purpose::Shipping, u64::from(person));
        // The first people go to one client each, so that every client has some at any scale.
        let home = if (person as usize) < clients.len() { person as usize } else { sizes.draw(&mut dice) };
        for nth in 0..*count {
            let client = if nth == 0 || dice.chance(850) { home } else { sizes.draw(&mut dice) };
            let day = days.draw(clients[client].period, &mut dice);
            list.push(Shipment { client: client as u8, day, to: Recipient::Person(person) });
        }
    }
    // Both ends of the period, with the client that ships all along.
    let ends = [(0, 0), (clients.len(), DAYS)];
    for (nth, day) in ends {
        if let Some(at) =
            list.iter().enumerate().filter(|(_, shipment)| shipment.client == 0).map(|(at, _)| at).nth(nth)
        {
            list[at].day = day;
        }
    }
    for company in 0..companies {
        let mut dice = Dice::new(seed, Purpose::Company, u64::from(company));
        for _ in 0..dice.between(1, 6) {
            let client = sizes.draw(&mut dice);
            let day = days.draw(clients[client].period, &mut dice);
            list.push(Shipment { client: client as u8, day, to: Recipient::Company(company) });
        }
    }
    // Equal entries are alike, so an unstable sort is as good as any.
    list.par_sort_unstable();
    list
}

/// Days with their weight: few parcels on weekends, many before Christmas.
struct DayTable {
    sums: Vec<u64>,
}

impl DayTable {
    fn new() -> Self {
        let mut sums = vec![0];
        for day in 0..=DAYS {
            let date = FIRST_DAY + i32::from(day);
            let (_, month, _) = whose_model::civil::date_from_days(date);
            let season = [80, 85, 95, 95, 100, 95, 85, 90, 100, 110, 160, 170][month as usize - 1];
            // 1970-01-01 was a Thursday.
            let weekday = (date + 3).rem_euclid(7);
            let week = if weekday >= 5 { 2 } else { 10 };
            sums.push(sums[usize::from(day)] + season * week);
        }
        Self { sums }
    }

    fn draw(&self, (from, to): (u16, u16), dice: &mut Dice) -> u16 {
        let (low, high) = (self.sums[usize::from(from)], self.sums[usize::from(to) + 1]);
        let at = low + ((u128::from(dice.next()) * u128::from(high - low)) >> 64) as u64;
        self.sums.partition_point(|sum| *sum <= at) as u16 - 1
    }
}
