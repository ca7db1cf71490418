//! What must come out: people, records, and the figures.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use whose_model::civil::iso;

use crate::Scale;
use crate::cards;
use crate::files::{Node, write_file};
use crate::summary::{ClientTruth, FileTruth, GapTruth, Share, Summary};

use super::FIRST_DAY;
use super::layout::Entry;
use super::people::Person;
use super::shipments::Recipient;
use super::world::World;

/// What the records say of one person.
#[derive(Debug, Clone, Default)]
struct Seen {
    /// A bit for each client.
    clients: u64,
    first: Option<u16>,
    last: u16,
    records: u32,
    /// Stood at the old address, at the new one.
    at: [bool; 2],
}

/// Writes the truth and the clients file; returns the figures.
pub(super) fn write(
    dir: &Path,
    world: &World,
    disk: &[Entry<'_>],
    files: Vec<FileTruth>,
    scale: Scale,
) -> Result<Summary> {
    let seen = seen(world);
    write_clients(dir, world)?;
    write_records(dir, world)?;
    write_people(dir, world, &seen)?;
    let summary = summarise(world, &seen, disk, files, scale);
    write_file(&dir.join("truth/summary.json"), &serde_json::to_vec_pretty(&summary)?)?;
    Ok(summary)
}

fn seen(world: &World) -> Vec<Seen> {
    let mut list = vec![Seen::default(); world.people.len()];
    for shipment in &world.shipments {
        let Recipient::Person(number) = shipment.to else { continue };
        let (seen, person) = (&mut list[number as usize], &world.people[number as usize]);
        seen.clients |= 1 << shipment.client;
        seen.first = Some(seen.first.unwrap_or(shipment.day).min(shipment.day));
        seen.last = seen.last.max(shipment.day);
        seen.records += 1;
        let moved = person.moved.is_some_and(|(since, _)| shipment.day >= since);
        seen.at[usize::from(moved)] = true;
    }
    list
}

fn day(day: u16) -> String {
    iso(FIRST_DAY + i32::from(day))
}

fn combination(person: &Person) -> &'static str {
    match (person.email, person.phone) {
        (false, false) => "name+address",
        (true, false) => "name+address+email",
        (false, true) => "name+address+phone",
        (true, true) => "name+address+email+phone",
    }
}

fn write_clients(dir: &Path, world: &World) -> Result<()> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(["key", "client"])?;
    for client in &world.clients {
        for key in client.keys() {
            out.write_record([key.as_str(), client.name])?;
        }
    }
    write_file(&dir.join("clients.csv"), &out.into_inner()?)
}

fn write_records(dir: &Path, world: &World) -> Result<()> {
    let mut out =
        std::io::BufWriter::with_capacity(1 << 20, fs_err::File::create(dir.join("truth/records.csv"))?);
    writeln!(out, "record,role,person")?;
    for shipment in 0..world.shipments.len() as u32 {
        match world.person_of(shipment) {
            Some(person) => writeln!(out, "{},recipient,{person}", world.tracking(shipment))?,
            None => writeln!(out, "{},recipient,", world.tracking(shipment))?,
        }
    }
    out.flush()?;
    Ok(())
}

fn write_people(dir: &Path, world: &World, seen: &[Seen]) -> Result<()> {
    let mut out =
        std::io::BufWriter::with_capacity(1 << 20, fs_err::File::create(dir.join("truth/people.csv"))?);
    writeln!(out, "person,kind,clients,categories,records,first_date,last_date")?;
    let mut clients = String::new();
    for (number, (person, seen)) in world.people.iter().zip(seen).enumerate() {
        clients.clear();
        for client in (0..64).filter(|bit| seen.clients >> bit & 1 == 1) {
            let separator = if clients.is_empty() { "" } else { ";" };
            _ = write!(clients, "{separator}{}", world.clients[client].slug);
        }
        let (first, last) = (day(seen.first.unwrap_or(0)), day(seen.last));
        writeln!(
            out,
            "{number},recipient,{clients},{},{},{first},{last}",
            combination(person),
            seen.records
        )?;
    }
    out.flush()?;
    Ok(())
}

fn summarise(
    world: &World,
    seen: &[Seen],
    disk: &[Entry<'_>],
    files: Vec<FileTruth>,
    scale: Scale,
) -> Summary {
    let records: u64 = seen.iter().map(|seen| u64::from(seen.records)).sum();
    let mut combinations: BTreeMap<String, Share> = BTreeMap::new();
    let (mut overlap, mut months) = (BTreeMap::new(), BTreeMap::new());
    for (person, seen) in world.people.iter().zip(seen) {
        let share = combinations.entry(combination(person).to_string()).or_default();
        share.people += 1;
        share.records += u64::from(seen.records);
        *overlap.entry(seen.clients.count_ones()).or_default() += 1;
    }
    let mut lookalikes = (0, 0);
    for (number, shipment) in (0u32..).zip(&world.shipments) {
        if world.person_of(number).is_some() {
            *months.entry(day(shipment.day)[..7].to_string()).or_default() += 1;
        }
        let tracking = world.tracking(number);
        if cards::passes(&tracking) {
            lookalikes.0 += 1;
            lookalikes.1 += u64::from(cards::has_brand(&tracking));
        }
    }
    let moved = |contact: bool| {
        let both = world.people.iter().zip(seen).filter(|(_, seen)| seen.at == [true, true]);
        both.filter(|(person, _)| person.has_contact() == contact).count() as u64
    };
    let first = seen.iter().filter_map(|seen| seen.first).min().unwrap_or(0);
    let last = seen.iter().map(|seen| seen.last).max().unwrap_or(0);
    Summary {
        incident: "canada-post".into(),
        scale: scale.factor(),
        seed: world.seed,
        records,
        records_without_person: world.shipments.len() as u64 - records,
        rows_written: files.iter().map(|file| file.rows).sum(),
        people: world.people.len() as u64,
        people_by_role: BTreeMap::from([("recipient".to_string(), world.people.len() as u64)]),
        mentions: records,
        first_date: day(first),
        last_date: day(last),
        months,
        combinations,
        role_items: BTreeMap::new(),
        clients: clients(world),
        overlap,
        people_nothing_joins: moved(false),
        people_moved_with_contact: moved(true),
        customers: None,
        card_lookalikes: lookalikes.1,
        luhn_lookalikes: lookalikes.0,
        gaps: gaps(disk, &files),
        files,
    }
}

fn clients(world: &World) -> Vec<ClientTruth> {
    let of_client = |number: usize| {
        world.shipments.iter().zip(0u32..).filter(move |(shipment, _)| usize::from(shipment.client) == number)
    };
    (0..world.clients.len())
        .map(|number| {
            let client = &world.clients[number];
            let mut people: Vec<u32> = of_client(number).filter_map(|(_, at)| world.person_of(at)).collect();
            let records = people.len() as u64;
            people.sort_unstable();
            people.dedup();
            let mut days = of_client(number)
                .filter(|(_, at)| world.person_of(*at).is_some())
                .map(|(shipment, _)| shipment.day);
            let first = days.next().unwrap_or(0);
            ClientTruth {
                client: client.name.to_string(),
                keys: client.keys(),
                records,
                people: people.len() as u64,
                first_date: day(first),
                last_date: day(days.last().unwrap_or(first)),
            }
        })
        .collect()
}

fn gaps(disk: &[Entry<'_>], files: &[FileTruth]) -> Vec<GapTruth> {
    let mut gaps: Vec<GapTruth> = disk
        .iter()
        .filter_map(|(path, node)| {
            let reason = match node {
                Node::Cut(..) => "truncated",
                Node::Sealed(..) => "encrypted",
                Node::Leaf(super::formats::Content::Other("binary" | "picture", _)) => "binary",
                _ => return None,
            };
            let bytes = files.iter().find(|file| file.path == *path).map_or(0, |file| file.bytes);
            Some(GapTruth { path: path.clone(), bytes, reason: reason.into() })
        })
        .collect();
    gaps.sort_by(|one, other| one.path.cmp(&other.path));
    gaps
}
