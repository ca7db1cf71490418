//! The formats that shipments are written in. Each takes the same recipient as written once.

mod delimited;
mod dumps;
mod edifact;
mod fixed;
mod manifest;
mod workbook;
mod x12;

use std::ops::Range;

use anyhow::Result;

use crate::files::Render;

use super::FIRST_DAY;
use super::clients::Kind;
use super::spelling::Written;
use super::world::World;

/// Shipments that stand in one file.
#[derive(Clone)]
pub(crate) struct Document<'a> {
    pub(crate) world: &'a World,
    pub(crate) kind: Kind,
    /// Ranges of shipment numbers, each of one client.
    pub(crate) shipments: Vec<Range<u32>>,
    /// Number of the file, for control numbers; every thirteenth interchange counts wrong.
    pub(crate) number: u32,
}

/// What a file on the disk holds.
pub(crate) enum Content<'a> {
    /// Shipments.
    Shipments(Document<'a>),
    /// No people.
    Other(&'static str, Vec<u8>),
}

impl Render for Content<'_> {
    fn render(&self) -> Result<Vec<u8>> {
        match self {
            Self::Shipments(document) => document.render(),
            Self::Other(_, bytes) => Ok(bytes.clone()),
        }
    }

    fn format(&self) -> String {
        match self {
            Self::Shipments(document) => document.kind.code().to_string(),
            Self::Other(format, _) => (*format).to_string(),
        }
    }

    fn rows(&self) -> u64 {
        match self {
            Self::Shipments(document) => document.shipments.iter().map(|range| range.len() as u64).sum(),
            Self::Other(..) => 0,
        }
    }
}

impl Document<'_> {
    fn render(&self) -> Result<Vec<u8>> {
        Ok(match self.kind {
            Kind::AsnByDay | Kind::AsnByShipment | Kind::AsnControl | Kind::Status | Kind::Load => {
                x12::write(self)
            }
            Kind::Instruction | Kind::InstructionOwn | Kind::Despatch => edifact::write(self),
            Kind::Manifest => manifest::write(self),
            Kind::CsvSplit | Kind::CsvMark | Kind::CsvFrench | Kind::CsvBare | Kind::Tabbed | Kind::Piped => {
                delimited::write(self)
            }
            Kind::Fixed | Kind::FixedHeader => fixed::write(self),
            Kind::Workbook => workbook::write(self)?,
            Kind::MySql => dumps::mysql(self),
            Kind::Postgres => dumps::postgres(self),
        })
    }

    /// Calls `each` with every shipment as written.
    fn for_each(&self, mut each: impl FnMut(u32, &Written)) {
        let mut written = Written::default();
        for shipment in self.shipments.iter().cloned().flatten() {
            written.fill(self.world, shipment);
            each(shipment, &written);
        }
    }

    /// Day of a shipment in the parts of its date.
    fn date(&self, shipment: u32) -> Date {
        Date::of(FIRST_DAY + i32::from(self.world.shipments[shipment as usize].day))
    }

    /// Runs of shipments of one client and day.
    fn by_day(&self) -> impl Iterator<Item = Range<u32>> + '_ {
        self.shipments.iter().flat_map(|range| {
            let list = &self.world.shipments[range.start as usize..range.end as usize];
            let mut from = range.start;
            list.chunk_by(|one, other| one.day == other.day).map(move |run| {
                let this = from..from + run.len() as u32;
                from = this.end;
                this
            })
        })
    }
}

/// A date in its parts.
#[derive(Debug, Clone, Copy)]
struct Date {
    days: i32,
    year: i32,
    month: u32,
    day: u32,
}

impl Date {
    fn of(days: i32) -> Self {
        let (year, month, day) = whose_model::civil::date_from_days(days);
        Self { days, year, month, day }
    }

    /// `20180531`.
    fn compact(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }

    /// `2018-05-31`.
    fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `31/05/2018`.
    fn french(self) -> String {
        format!("{:02}/{:02}/{:04}", self.day, self.month, self.year)
    }

    /// Some days later: when the parcel is due.
    fn due(self) -> Self {
        Self::of(self.days + 3)
    }
}

/// Order number of a shipment.
fn order_number(shipment: u32) -> String {
    format!("PO{:07}", crate::dice::mix(u64::from(shipment)) % 10_000_000)
}

/// Weight of a parcel in kilograms.
fn weight(shipment: u32) -> String {
    let grams = crate::dice::mix(u64::from(shipment) ^ 0x77) % 9_000 + 150;
    format!("{}.{:03}", grams / 1_000, grams % 1_000)
}

/// Service of the post.
fn service(shipment: u32) -> &'static str {
    ["DOM.RP", "DOM.EP", "DOM.XP", "DOM.PC"][(crate::dice::mix(u64::from(shipment) ^ 0x55) % 4) as usize]
}
