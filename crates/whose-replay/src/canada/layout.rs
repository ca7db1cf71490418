//! Which file stands where on the disk: the habits of ten years, backups and forgotten copies.

use std::collections::BTreeMap;

use crate::files::Node;

use super::clients::{Client, DAYS, Kind};
use super::formats::{Content, Document};
use super::world::World;
use super::{FIRST_DAY, LAST_DAY, noise};

/// A path below `disk/` and what stands there.
pub(crate) type Entry<'a> = (String, Node<Content<'a>>);

/// A month of the period.
struct Month {
    /// `201607`.
    label: String,
    year: i32,
    month: u32,
    /// First day and the one past the last, counted from 2016-07-01.
    days: std::ops::Range<u16>,
}

fn months() -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for day in 0..=DAYS {
        let (year, month, _) = whose_model::civil::date_from_days(FIRST_DAY + i32::from(day));
        match months.last_mut() {
            Some(last) if last.month == month => last.days.end = day + 1,
            _ => months.push(Month { label: format!("{year}{month:02}"), year, month, days: day..day + 1 }),
        }
    }
    months
}

/// Collects the files while they are planned.
struct Disk<'a> {
    world: &'a World,
    entries: Vec<Entry<'a>>,
    documents: u32,
}

/// The whole disk.
pub(crate) fn disk(world: &World) -> Vec<Entry<'_>> {
    debug_assert_eq!(LAST_DAY - FIRST_DAY, i32::from(DAYS));
    let mut disk = Disk { world, entries: Vec::new(), documents: 0 };
    let months = months();
    disk.interchanges(&months);
    disk.manifests(&months);
    disk.exports(&months);
    disk.dumps();
    disk.again();
    disk.copies();
    disk.entries.extend(noise::files(world).into_iter().map(|(path, content)| (path, Node::Leaf(content))));
    disk.entries
}

impl<'a> Disk<'a> {
    fn document(&mut self, kind: Kind, shipments: Vec<std::ops::Range<u32>>) -> Document<'a> {
        self.documents += 1;
        Document { world: self.world, kind, shipments, number: self.documents }
    }

    /// What each client stores in a way, on the days given: client, way, shipments.
    fn stored(
        &self,
        wanted: impl Fn(Kind) -> bool,
        days: std::ops::Range<u16>,
    ) -> Vec<(usize, Kind, std::ops::Range<u32>)> {
        let mut list = Vec::new();
        for (number, client) in self.world.clients.iter().enumerate() {
            for (at, (from, kind)) in client.feeds.iter().enumerate() {
                let to = client.feeds.get(at + 1).map_or(DAYS + 1, |(next, _)| *next);
                let from = if at == 0 { 0 } else { *from };
                if wanted(*kind) {
                    let days = days.start.max(from)..days.end.min(to);
                    let range = if days.is_empty() { 0..0 } else { self.world.between(number, days) };
                    if !range.is_empty() {
                        list.push((number, *kind, range));
                    }
                }
            }
        }
        list
    }

    fn client(&self, number: usize) -> &'a Client {
        &self.world.clients[number]
    }

    /// X12 and EDIFACT: one interchange a month and client. Those of 2016 were archived, by month.
    fn interchanges(&mut self, months: &[Month]) {
        let mut archive: Vec<Entry<'a>> = Vec::new();
        for month in months {
            let mut members = Vec::new();
            for (number, kind, range) in self.stored(Kind::is_edi, month.days.clone()) {
                let client = self.client(number);
                let message = kind.code().split('-').nth(1).unwrap_or_default();
                let name = format!("{}/{message}_{}.edi", client.edi, month.label);
                let leaf = Node::Leaf(Content::Shipments(self.document(kind, vec![range])));
                match month.year {
                    2016 => members.push((name, leaf)),
                    2017 if number % 3 == 0 => {
                        self.entries.push((format!("edi/inbound/{name}.gz"), Node::Gz(Box::new(leaf))));
                    }
                    _ => self.entries.push((format!("edi/inbound/{name}"), leaf)),
                }
            }
            if !members.is_empty() {
                archive.push((format!("2016/edi_{}.zip", month.label), Node::Zip(members)));
            }
        }
        if !archive.is_empty() {
            self.entries.push(("archive/edi_2016.tar.gz".into(), Node::Gz(Box::new(Node::Tar(archive)))));
        }
    }

    /// Manifests of all clients together, by month.
    fn manifests(&mut self, months: &[Month]) {
        let mut archive = Vec::new();
        for month in months {
            let stored = self.stored(|kind| kind == Kind::Manifest, month.days.clone());
            if stored.is_empty() {
                continue;
            }
            let ranges = stored.into_iter().map(|(_, _, range)| range).collect();
            let leaf = Node::Leaf(Content::Shipments(self.document(Kind::Manifest, ranges)));
            let name = format!("manifest_{}.xml", month.label);
            match month.year {
                2016 => archive.push((name, leaf)),
                2017 => self.entries.push((format!("manifests/2017/{name}.gz"), Node::Gz(Box::new(leaf)))),
                year => self.entries.push((format!("manifests/{year}/{name}"), leaf)),
            }
        }
        if !archive.is_empty() {
            self.entries.push(("manifests/2016.zip".into(), Node::Zip(archive)));
        }
    }

    /// Delimited and fixed-width exports by quarter and year, in each client's own folder.
    fn exports(&mut self, months: &[Month]) {
        let delimited = |kind| {
            matches!(
                kind,
                Kind::CsvSplit | Kind::CsvMark | Kind::CsvFrench | Kind::CsvBare | Kind::Tabbed | Kind::Piped
            )
        };
        let mut zips: BTreeMap<usize, Vec<Entry<'a>>> = BTreeMap::new();
        for quarter in months
            .chunk_by(|one, other| one.year == other.year && (one.month - 1) / 3 == (other.month - 1) / 3)
        {
            let (year, number) = (quarter[0].year, quarter[0].month.div_ceil(3));
            let days = quarter[0].days.start..quarter[quarter.len() - 1].days.end;
            for (client, kind, range) in self.stored(delimited, days) {
                let slug = &self.client(client).slug;
                let ending = if kind == Kind::Tabbed { "tsv" } else { "csv" };
                let name = format!("shipments_{year}Q{number}.{ending}");
                let leaf = Node::Leaf(Content::Shipments(self.document(kind, vec![range])));
                if year == 2017 {
                    zips.entry(client).or_default().push((name, leaf));
                } else {
                    self.entries.push((format!("clients/{slug}/exports/{name}"), leaf));
                }
            }
        }
        for (client, members) in zips {
            self.entries
                .push((format!("clients/{}/exports/2017.zip", self.client(client).slug), Node::Zip(members)));
        }
        for year in months.chunk_by(|one, other| one.year == other.year) {
            let days = year[0].days.start..year[year.len() - 1].days.end;
            for (client, kind, range) in
                self.stored(|kind| matches!(kind, Kind::Fixed | Kind::FixedHeader), days)
            {
                let name = format!("clients/{}/history/SHIP{}.TXT", self.client(client).slug, year[0].year);
                let leaf = Node::Leaf(Content::Shipments(self.document(kind, vec![range])));
                self.entries.push((name, leaf));
            }
        }
        for (client, kind, range) in self.stored(|kind| kind == Kind::Workbook, 0..DAYS + 1) {
            let name = format!("clients/{}/Shipments 2016-2019.xlsx", self.client(client).slug);
            let leaf = Node::Leaf(Content::Shipments(self.document(kind, vec![range])));
            self.entries.push((name, leaf));
        }
    }

    /// The two databases, each with several clients.
    fn dumps(&mut self) {
        let ranges = |list: Vec<(usize, Kind, std::ops::Range<u32>)>| {
            list.into_iter().map(|(_, _, range)| range).collect::<Vec<_>>()
        };
        let mysql = ranges(self.stored(|kind| kind == Kind::MySql, 0..DAYS + 1));
        let leaf = Node::Leaf(Content::Shipments(self.document(Kind::MySql, mysql)));
        self.entries.push(("backup/db/edi_tracking.sql.gz".into(), Node::Gz(Box::new(leaf))));
        let mut postgres = ranges(self.stored(|kind| kind == Kind::Postgres, 0..DAYS + 1));
        // The warehouse also took in one client's interchanges of 2018.
        postgres.extend(self.year_2018(5));
        let leaf = Node::Leaf(Content::Shipments(self.document(Kind::Postgres, postgres)));
        self.entries.push(("backup/warehouse/parcels.sql".into(), leaf));
    }

    fn year_2018(&self, client: usize) -> Option<std::ops::Range<u32>> {
        Some(self.world.between(client, 549..914)).filter(|range| !range.is_empty())
    }

    /// The same shipments once more, in another format.
    fn again(&mut self) {
        let slug = |disk: &Self, client: usize| disk.client(client).slug.clone();
        let last_of_2017 = Some(self.world.between(0, 365..549)).filter(|range| !range.is_empty());
        let again = [
            (Kind::CsvMark, last_of_2017, format!("clients/{}/reexport/2017H2.csv", slug(self, 0))),
            (Kind::Piped, self.year_2018(2), format!("clients/{}/reexport/2018.psv", slug(self, 2))),
            (Kind::Manifest, self.year_2018(3), "manifests/rerun/manifest_2018_resend.xml".to_string()),
            (Kind::Fixed, self.year_2018(4), format!("clients/{}/reexport/SHIP2018.TXT", slug(self, 4))),
        ];
        for (kind, range, path) in again {
            if let Some(range) = range {
                let leaf = Node::Leaf(Content::Shipments(self.document(kind, vec![range])));
                self.entries.push((path, leaf));
            }
        }
    }

    /// Copies: exact ones, one cut short, one sealed.
    fn copies(&mut self) {
        let found: Vec<Document<'a>> = self
            .entries
            .iter()
            .filter_map(|(_, node)| match node {
                Node::Leaf(Content::Shipments(document)) => Some(document.clone()),
                _ => None,
            })
            .collect();
        let copy = |kind: fn(Kind) -> bool, nth: usize| {
            let list: Vec<&Document<'a>> = found.iter().filter(|document| kind(document.kind)).collect();
            list.get(nth.min(list.len().saturating_sub(1)))
                .map(|document| Node::Leaf(Content::Shipments((*document).clone())))
        };
        let csv = |kind: Kind| kind.code().starts_with("csv");
        let manifest = |kind: Kind| kind == Kind::Manifest;
        let mut add = |path: &str, node: Option<Node<Content<'a>>>| {
            if let Some(node) = node {
                self.entries.push((path.to_string(), node));
            }
        };
        add("backup/old-laptop/Desktop/copy of shipments.csv", copy(csv, 2));
        add("backup/old-laptop/Desktop/shipments (1).csv", copy(csv, 2));
        add("backup/old-laptop/edi/resend.edi", copy(Kind::is_edi, 7));
        add("manifests/rerun/manifest_copy.xml", copy(manifest, 4));
        let in_zip = copy(Kind::is_edi, 20).map(|node| Node::Zip(vec![("sent/again.edi".into(), node)]));
        add("backup/old-laptop/sent.zip", in_zip);
        let cut = copy(manifest, 2).map(|node| Node::Cut(Box::new(node), 613));
        add("incoming/tmp/manifest_upload.xml.part", cut);
        let sealed = copy(csv, 5).map(|node| Node::Sealed("shipments.csv".into(), Box::new(node)));
        add("archive/export_for_audit.zip", sealed);
    }
}
