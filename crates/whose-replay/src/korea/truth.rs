//! What must come out: people, records, and the figures.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use whose_model::civil::iso;

use crate::Scale;
use crate::cards;
use crate::files::write_file;
use crate::summary::{ClientTruth, CustomersTruth, FileTruth, GapTruth, RegistryTruth, Share, Summary};

use super::claims::Incident;

const CLIENT: &str = "한화손해보험";

/// What the records say of one person.
#[derive(Debug, Clone, Default)]
struct Seen {
    insured: u32,
    driver: u32,
    days: Option<(i32, i32)>,
}

/// Writes the truth; returns the figures.
pub(super) fn write(
    dir: &Path,
    incident: &Incident,
    files: Vec<FileTruth>,
    registry: RegistryTruth,
    scale: Scale,
) -> Result<Summary> {
    let mut seen = vec![Seen::default(); incident.people.len()];
    let mut items: BTreeMap<String, (u64, Vec<u32>)> = BTreeMap::new();
    let mut records = std::io::BufWriter::new(fs_err::File::create(dir.join("truth/records.csv"))?);
    writeln!(records, "record,role,person")?;
    for (number, claim) in (0u32..).zip(&incident.claims) {
        let record = incident.number(number);
        for (side, role, person) in [(0, "insured", claim.insured), (1, "driver", claim.driver)] {
            writeln!(records, "{record},{role},{person}")?;
            let seen = &mut seen[person as usize];
            *if side == 0 { &mut seen.insured } else { &mut seen.driver } += 1;
            let (first, last) = seen.days.unwrap_or((claim.day, claim.day));
            seen.days = Some((first.min(claim.day), last.max(claim.day)));
            let known = incident.known(number, side);
            let held = [
                ("name", true),
                ("resident-number", known.resident_number),
                ("mobile", known.mobile),
                ("plate", side == 0),
            ];
            for (item, _) in held.into_iter().filter(|(_, held)| *held) {
                let entry = items.entry(format!("{role}/{item}")).or_default();
                entry.0 += 1;
                entry.1.push(person);
            }
        }
    }
    records.flush()?;
    people(dir, incident, &seen)?;
    let items = items
        .into_iter()
        .map(|(item, (records, mut people))| {
            people.sort_unstable();
            people.dedup();
            (item, Share { records, people: people.len() as u64 })
        })
        .collect();
    let summary = summarise(incident, &seen, items, files, registry, scale);
    write_file(&dir.join("truth/summary.json"), &serde_json::to_vec_pretty(&summary)?)?;
    Ok(summary)
}

fn people(dir: &Path, incident: &Incident, seen: &[Seen]) -> Result<()> {
    let mut out = std::io::BufWriter::new(fs_err::File::create(dir.join("truth/people.csv"))?);
    writeln!(out, "person,kind,records_as_insured,records_as_driver,first_date,last_date")?;
    for (number, seen) in seen.iter().enumerate() {
        let kind = if number < incident.insured as usize { "customer" } else { "driver" };
        let (first, last) = seen.days.unwrap_or_default();
        writeln!(out, "{number},{kind},{},{},{},{}", seen.insured, seen.driver, iso(first), iso(last))?;
    }
    out.flush()?;
    Ok(())
}

fn summarise(
    incident: &Incident,
    seen: &[Seen],
    role_items: BTreeMap<String, Share>,
    files: Vec<FileTruth>,
    registry: RegistryTruth,
    scale: Scale,
) -> Summary {
    let (records, people) = (incident.claims.len() as u64, incident.people.len() as u64);
    let first = incident.claims.first().map_or(0, |claim| claim.day);
    let last = incident.claims.last().map_or(0, |claim| claim.day);
    let mut months = BTreeMap::new();
    for claim in &incident.claims {
        *months.entry(iso(claim.day)[..7].to_string()).or_default() += 1;
    }
    let drivers = seen.iter().filter(|seen| seen.driver > 0).count() as u64;
    let insured = u64::from(incident.insured);
    let gaps = files.iter().filter(|file| file.format == "picture");
    Summary {
        incident: "hanwha".into(),
        scale: scale.factor(),
        seed: incident.seed,
        records,
        records_without_person: 0,
        rows_written: files.iter().map(|file| file.rows).sum(),
        people,
        people_by_role: BTreeMap::from([("insured".into(), insured), ("driver".into(), drivers)]),
        mentions: records * 2,
        first_date: iso(first),
        last_date: iso(last),
        months,
        combinations: BTreeMap::new(),
        role_items,
        clients: vec![ClientTruth {
            client: CLIENT.into(),
            keys: Vec::new(),
            records,
            people,
            first_date: iso(first),
            last_date: iso(last),
        }],
        overlap: BTreeMap::from([(1, people)]),
        people_nothing_joins: 0,
        people_moved_with_contact: 0,
        customers: Some(CustomersTruth { leaked: insured, registry }),
        // Policy numbers; record numbers begin with a year, which no brand does.
        card_lookalikes: (0..incident.insured).filter(|at| cards::has_brand(&incident.policy(*at))).count()
            as u64,
        luhn_lookalikes: insured + records,
        gaps: gaps
            .map(|file| GapTruth { path: file.path.clone(), bytes: file.bytes, reason: "binary".into() })
            .collect(),
        files,
    }
}
