//! The company's own registry of today: most of those in the records, and many more.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use rayon::prelude::*;
use whose_model::civil::{date_from_days, iso};

use crate::dice::{Dice, Purpose, mix};
use crate::summary::RegistryTruth;

use super::claims::Incident;
use super::people::{Person, Population, Wanted};
use super::plate;

/// What became of a person since 2011.
struct Today {
    phone: Phone,
    /// Resident number kept; else the birth date alone.
    resident_number: bool,
    plate: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phone {
    None,
    /// As it was in 2011.
    Same,
    /// The 010 number that took the place of the 01X number.
    Moved,
    /// Another number altogether.
    Changed,
}

fn today(incident: &Incident, number: u32, leaked: bool, legacy: bool) -> Today {
    let mut dice = Dice::new(incident.seed, Purpose::Registry, number.into());
    let phone = match dice.below(1_000) {
        0..40 => Phone::None,
        40..190 => Phone::Changed,
        _ if legacy && dice.chance(850) => Phone::Moved,
        _ => Phone::Same,
    };
    let resident_number = dice.chance(600);
    let plate = match dice.below(100) {
        0..30 if leaked => Some(plate::of_2011(u64::from(number))),
        0..30 => Some(plate::of_2011(u64::from(number) + 9_000_000)),
        30..50 => Some(plate::of_today(u64::from(number))),
        _ => None,
    };
    Today { phone, resident_number, plate }
}

/// Writes `customers.csv` and `truth/registry.csv`.
pub(super) fn write(dir: &Path, incident: &Incident, population: Population) -> Result<RegistryTruth> {
    let known = known(incident);
    let total = incident.scale.of(2_000_000).max(known.len() as u32);
    let from = incident.people.len() as u32;
    let mut order: Vec<u32> =
        known.into_iter().chain((from..).take(total as usize)).take(total as usize).collect();
    let strangers = strangers(incident, from, &order, population);
    order.sort_unstable_by_key(|number| mix(u64::from(*number) ^ incident.seed));
    let mut out =
        std::io::BufWriter::with_capacity(1 << 20, fs_err::File::create(dir.join("customers.csv"))?);
    writeln!(out, "customer_no,name,birth_date,resident_number,mobile,plate,address")?;
    let person = |number: u32| match number.checked_sub(from) {
        Some(at) => &strangers[at as usize],
        None => &incident.people[number as usize],
    };
    // Some chunks at a time, so that few lines wait in memory.
    for (many, group) in order.chunks(1 << 17).enumerate() {
        let lines: Vec<String> = group
            .par_chunks(1 << 13)
            .enumerate()
            .map(|(part, chunk)| {
                let mut lines = String::with_capacity(chunk.len() * 130);
                for (at, number) in chunk.iter().enumerate() {
                    let row = (many << 17) + (part << 13) + at;
                    line(incident, row, *number, person(*number), *number < from, &mut lines);
                }
                lines
            })
            .collect();
        lines.iter().try_for_each(|lines| out.write_all(lines.as_bytes()))?;
    }
    out.flush()?;
    truth(dir, incident, &order)
}

/// People of the records who are customers today: 98% of the insured, and three in ten of the other drivers.
fn known(incident: &Incident) -> Vec<u32> {
    let insured = incident.insured;
    let stays = |number: &u32| {
        // Exactly one in fifty left the company, spread by a step through the list.
        if *number < insured { *number % 50 != 17 } else { mix(u64::from(*number) ^ incident.seed) % 10 < 3 }
    };
    (0..incident.people.len() as u32).filter(stays).collect()
}

fn strangers(incident: &Incident, from: u32, order: &[u32], mut population: Population) -> Vec<Person> {
    let count = order.iter().filter(|number| **number >= from).count() as u32;
    let numbers = from..from + count;
    numbers
        .map(|number| {
            let mut dice = Dice::new(incident.seed, Purpose::Insured, u64::from(number) | 1 << 40);
            // The registry is younger than the records: it goes on.
            let year = dice.chance(200).then(|| 1992 + dice.below(14) as i32);
            population.person(Wanted { year, ..Wanted::default() }, &mut dice)
        })
        .collect()
}

fn customer_number(row: usize) -> String {
    format!("C{:09}", 100_000_000 + row * 7)
}

fn line(incident: &Incident, row: usize, number: u32, person: &Person, leaked: bool, out: &mut String) {
    let today = today(incident, number, leaked, person.mobile.prefix != 10);
    let mobile = match today.phone {
        Phone::None => String::new(),
        Phone::Same => person.mobile.write("-"),
        Phone::Moved => person.mobile.moved().write("-"),
        Phone::Changed => Population::new_mobile(number % 5_900_000).write("-"),
    };
    let (birth, resident) = if today.resident_number {
        (String::new(), person.resident_number())
    } else {
        (iso(person.birth), String::new())
    };
    let plate = today.plate.unwrap_or_default();
    _ = writeln!(
        out,
        "{},{},{birth},{resident},{mobile},{plate},{}",
        customer_number(row),
        person.name(),
        address(incident.seed, person.home)
    );
}

/// A road-name address of the home.
fn address(seed: u64, home: u32) -> String {
    const TOWNS: [&str; 28] = [
        "서울특별시 강남구",
        "서울특별시 송파구",
        "서울특별시 노원구",
        "서울특별시 관악구",
        "서울특별시 강서구",
        "서울특별시 은평구",
        "부산광역시 해운대구",
        "부산광역시 부산진구",
        "대구광역시 달서구",
        "대구광역시 수성구",
        "인천광역시 부평구",
        "인천광역시 서구",
        "광주광역시 북구",
        "대전광역시 서구",
        "울산광역시 남구",
        "경기도 수원시 영통구",
        "경기도 성남시 분당구",
        "경기도 고양시 덕양구",
        "경기도 용인시 기흥구",
        "경기도 부천시",
        "경기도 안양시 동안구",
        "충청북도 청주시 흥덕구",
        "충청남도 천안시 서북구",
        "전북특별자치도 전주시 덕진구",
        "전라남도 순천시",
        "경상북도 포항시 북구",
        "경상남도 김해시",
        "제주특별자치도 제주시",
    ];
    const ROADS: [&str; 20] = [
        "중앙로",
        "번영로",
        "충장로",
        "봉은사로",
        "남부순환로",
        "동일로",
        "평화로",
        "대학로",
        "시민대로",
        "한밭대로",
        "달구벌대로",
        "금강로",
        "매봉로",
        "솔밭길",
        "청사로",
        "문화로",
        "장미길",
        "은행나무로",
        "호수로",
        "새싹길",
    ];
    let mut dice = Dice::new(seed, Purpose::Postcode, home.into());
    let (town, road, number) = (dice.pick(&TOWNS), dice.pick(&ROADS), dice.between(1, 420));
    match dice.below(10) {
        0..6 => format!(
            "{town} {road} {number} {}동 {}호",
            dice.between(101, 119),
            dice.between(1, 20) * 100 + dice.between(1, 6)
        ),
        _ => format!("{town} {road} {number}-{}", dice.between(1, 40)),
    }
}

fn truth(dir: &Path, incident: &Incident, order: &[u32]) -> Result<RegistryTruth> {
    let from = incident.people.len() as u32;
    let mut truth = RegistryTruth {
        customers: order.len() as u64,
        insured: 0,
        drivers_only: 0,
        phone_changed: 0,
        phone_migrated: 0,
    };
    let mut out = std::io::BufWriter::new(fs_err::File::create(dir.join("truth/registry.csv"))?);
    writeln!(out, "customer_no,person")?;
    for (row, number) in order.iter().enumerate().filter(|(_, number)| **number < from) {
        writeln!(out, "{},{number}", customer_number(row))?;
        if *number >= incident.insured {
            truth.drivers_only += 1;
            continue;
        }
        truth.insured += 1;
        let legacy = incident.people[*number as usize].mobile.prefix != 10;
        match today(incident, *number, true, legacy).phone {
            Phone::Changed => truth.phone_changed += 1,
            Phone::Moved => truth.phone_migrated += 1,
            Phone::None | Phone::Same => {}
        }
    }
    out.flush()?;
    debug_assert!(incident.people.iter().all(|person| date_from_days(person.birth).0 >= 1930));
    Ok(truth)
}
