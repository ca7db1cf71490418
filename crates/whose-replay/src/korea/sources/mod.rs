//! The five sources that hold the records between them, and files without people.

mod backup;
mod dump;
mod exports;
mod lite;
mod log;

use std::path::Path;

use anyhow::Result;
use whose_model::civil::{date_from_days, iso};

use crate::dice::{Dice, Purpose};
use crate::files::{Node, Render, write_all};
use crate::summary::FileTruth;
use crate::text::Encoding;

use super::claims::{Incident, Relation, Source};
use super::memo::memo;

/// Content of a file: rows of a source, or no people.
enum Content<'a> {
    Rows {
        incident: &'a Incident,
        source: Source,
        claims: Vec<u32>,
        write: fn(&Incident, &[u32]) -> String,
        encoding: Encoding,
    },
    Other(&'static str, Vec<u8>),
}

impl Render for Content<'_> {
    fn render(&self) -> Result<Vec<u8>> {
        Ok(match self {
            Self::Rows { incident, claims, write, encoding, .. } => encoding.encode(write(incident, claims)),
            Self::Other(_, bytes) => bytes.clone(),
        })
    }

    fn format(&self) -> String {
        match self {
            Self::Other(format, _) => (*format).to_string(),
            Self::Rows { source, encoding, .. } => {
                let format = match source {
                    Source::Dump => "mysqldump",
                    Source::Export => "csv",
                    Source::Log => "xml",
                    Source::Backup => "pg_dump",
                    Source::Lite => "sqlite",
                };
                let encoding = match (source, encoding) {
                    (Source::Log, _) => "euc-kr",
                    (_, Encoding::Korean) => "cp949",
                    (_, Encoding::Utf8WithMark) => "utf8-mark",
                    _ => "utf8",
                };
                format!("{format}-{encoding}")
            }
        }
    }

    fn rows(&self) -> u64 {
        match self {
            Self::Rows { claims, .. } => claims.len() as u64,
            Self::Other(..) => 0,
        }
    }
}

/// Writes the disk.
pub(super) fn write(disk: &Path, incident: &Incident) -> Result<Vec<FileTruth>> {
    let mut nodes: Vec<(String, Node<Content<'_>>)> = Vec::new();
    let rows = |source, claims: Vec<u32>, write, encoding| {
        Node::Leaf(Content::Rows { incident, source, claims, write, encoding })
    };
    let dump: Vec<u32> = incident.held(Source::Dump).collect();
    nodes.push((
        "db/wap_dispatch_20100701.sql".into(),
        rows(Source::Dump, dump, dump::write, Encoding::Korean),
    ));
    let exports: Vec<u32> = incident.held(Source::Export).collect();
    for month in exports.chunk_by(|one, other| month_of(incident, *one) == month_of(incident, *other)) {
        let (year, number) = month_of(incident, month[0]);
        let encoding = if year == 2010 { Encoding::Korean } else { Encoding::Utf8WithMark };
        let leaf = rows(Source::Export, month.to_vec(), exports::write, encoding);
        nodes.push((format!("export/사고접수_{year}{number:02}.csv"), leaf));
        if (year, number) == (2010, 3) {
            let copy = rows(Source::Export, month.to_vec(), exports::write, encoding);
            nodes.push(("export/백업/사고접수_201003(1).csv".into(), copy));
        }
    }
    let log: Vec<u32> = incident.held(Source::Log).collect();
    for quarter in log.chunk_by(|one, other| quarter_of(incident, *one) == quarter_of(incident, *other)) {
        let (year, number) = quarter_of(incident, quarter[0]);
        let leaf = rows(Source::Log, quarter.to_vec(), log::write, Encoding::Korean);
        nodes.push((format!("log/dispatch_{year}Q{number}.xml"), leaf));
    }
    let backup: Vec<u32> = incident.held(Source::Backup).collect();
    let mut members = Vec::new();
    for year in backup.chunk_by(|one, other| month_of(incident, *one).0 == month_of(incident, *other).0) {
        let name = format!("old/accident_{}.dump.sql", month_of(incident, year[0]).0);
        members.push((name, rows(Source::Backup, year.to_vec(), backup::write, Encoding::Utf8)));
    }
    nodes.push(("backup/as400_20090701.tar.gz".into(), Node::Gz(Box::new(Node::Tar(members)))));
    nodes.push(("wap/images/logo.png".into(), Node::Leaf(Content::Other("picture", picture(incident)))));
    nodes.push(("wap/logs/was.log".into(), Node::Leaf(Content::Other("log", server_log(incident)))));
    let mut files = write_all(disk, &nodes)?;
    files.push(lite::write(disk, incident)?);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn month_of(incident: &Incident, claim: u32) -> (i32, u32) {
    let (year, month, _) = date_from_days(incident.claims[claim as usize].day);
    (year, month)
}

fn quarter_of(incident: &Incident, claim: u32) -> (i32, u32) {
    let (year, month) = month_of(incident, claim);
    (year, month.div_ceil(3))
}

/// How a source writes resident numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Full,
    /// `800101-1******`.
    Masked,
    /// `8001011`.
    Short,
}

/// A record's values as text; empty where the record has none.
struct Row {
    number: String,
    policy: String,
    date: String,
    time: String,
    place: String,
    plate: String,
    /// Insured, driver: name, resident number, mobile.
    people: [[String; 3]; 2],
    relation: &'static str,
    memo: String,
}

impl Row {
    fn new(incident: &Incident, claim: u32, numbers: Numbers, separator: &str) -> Self {
        let entry = incident.claims[claim as usize];
        let person = |side: u64, number: u32| {
            let person = &incident.people[number as usize];
            let known = incident.known(claim, side);
            let resident = match numbers {
                _ if !known.resident_number => String::new(),
                Numbers::Full => person.resident_number(),
                Numbers::Masked => person.resident_number_masked(),
                Numbers::Short => format!("{}{}", person.birth_digits(), person.seventh()),
            };
            let mobile =
                if known.mobile { incident.mobile(claim, side).write(separator) } else { String::new() };
            [person.name(), resident, mobile]
        };
        Self {
            number: incident.number(claim),
            policy: incident.policy(entry.insured),
            date: iso(entry.day),
            time: format!("{:02}:{:02}", entry.minute / 60, entry.minute % 60),
            place: incident.place(claim),
            plate: incident.plate(&entry),
            people: [person(0, entry.insured), person(1, entry.driver)],
            relation: entry.relation.word(),
            memo: memo(incident, claim),
        }
    }

    /// Leaves the driver out where it is the insured and the clerk wrote only that.
    fn shorten_driver(&mut self, incident: &Incident, claim: u32) {
        let itself = incident.claims[claim as usize].relation == Relation::Self_;
        if itself && crate::dice::mix(u64::from(claim)) % 10 < 3 {
            self.people[1] = Default::default();
        }
    }
}

fn picture(incident: &Incident) -> Vec<u8> {
    let mut dice = Dice::new(incident.seed, Purpose::Noise, 1);
    let mut bytes = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR".to_vec();
    bytes.extend((0..6_000).flat_map(|_| dice.next().to_le_bytes()));
    bytes
}

fn server_log(incident: &Incident) -> Vec<u8> {
    let mut dice = Dice::new(incident.seed, Purpose::Noise, 2);
    let lines = (0..8_000u32).map(|line| {
        let page = dice.pick(&["list.wap", "view.wap", "photo.wap", "login.wap", "status.wap"]);
        format!(
            "2011-04-{:02} {:02}:{:02}:{:02} INFO GET /m/{page} 200 {}ms\n",
            line / 300 + 1,
            line / 13 % 24,
            line % 60,
            dice.below(60),
            dice.below(900)
        )
    });
    lines.collect::<String>().into_bytes()
}
