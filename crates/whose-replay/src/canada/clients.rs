//! The 44 businesses whose parcels the provider announced, and how each hands its data over.

use crate::dice::{Dice, Purpose, mix};

use super::FIRST_DAY;
use super::LAST_DAY;

/// How a client's shipments are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// X12 856, all shipments of a month as orders of one shipment notice per day.
    AsnByDay,
    /// X12 856, one transaction set per shipment; `|` and line ends as separators.
    AsnByShipment,
    /// X12 856 with control characters as separators.
    AsnControl,
    /// X12 214.
    Status,
    /// X12 204, stops of one load per day.
    Load,
    /// EDIFACT IFTMIN, default separators, no UNA.
    Instruction,
    /// EDIFACT IFTMIN with separators of its own.
    InstructionOwn,
    /// EDIFACT DESADV with UNA and release characters.
    Despatch,
    /// Canada Post style manifest XML.
    Manifest,
    /// Comma, header, given and family name apart, UTF-8.
    CsvSplit,
    /// Semicolon, header, UTF-8 with byte order mark.
    CsvMark,
    /// Semicolon, French header, Latin-1.
    CsvFrench,
    /// Comma, no header, Latin-1.
    CsvBare,
    /// Tab, header, UTF-16.
    Tabbed,
    /// Pipe, header, UTF-8.
    Piped,
    /// Fixed width, no header, Latin-1.
    Fixed,
    /// Fixed width, header, UTF-8.
    FixedHeader,
    /// XLSX.
    Workbook,
    /// Rows of the shared mysqldump.
    MySql,
    /// Rows of the shared pg_dump.
    Postgres,
}

impl Kind {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::AsnByDay => "x12-856",
            Self::AsnByShipment => "x12-856-lines",
            Self::AsnControl => "x12-856-control",
            Self::Status => "x12-214",
            Self::Load => "x12-204",
            Self::Instruction => "edifact-iftmin",
            Self::InstructionOwn => "edifact-iftmin-own-separators",
            Self::Despatch => "edifact-desadv",
            Self::Manifest => "manifest-xml",
            Self::CsvSplit => "csv-comma-utf8",
            Self::CsvMark => "csv-semicolon-utf8-mark",
            Self::CsvFrench => "csv-semicolon-latin1",
            Self::CsvBare => "csv-comma-latin1-no-header",
            Self::Tabbed => "tsv-utf16",
            Self::Piped => "csv-pipe-utf8",
            Self::Fixed => "fixed-width-latin1-no-header",
            Self::FixedHeader => "fixed-width-utf8",
            Self::Workbook => "xlsx",
            Self::MySql => "mysqldump",
            Self::Postgres => "pg_dump",
        }
    }

    /// X12 or EDIFACT?
    pub(crate) const fn is_edi(self) -> bool {
        matches!(
            self,
            Self::AsnByDay
                | Self::AsnByShipment
                | Self::AsnControl
                | Self::Status
                | Self::Load
                | Self::Instruction
                | Self::InstructionOwn
                | Self::Despatch
        )
    }
}

/// How a client's system spells.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    pub(crate) upper: bool,
    pub(crate) ascii: bool,
    /// `Tremblay, Anne`.
    pub(crate) family_first: bool,
    pub(crate) postcode_space: bool,
    /// One of the spellings of a phone number.
    pub(crate) phone: u32,
}

/// A client.
#[derive(Debug, Clone)]
pub(crate) struct Client {
    pub(crate) name: &'static str,
    /// Folder name.
    pub(crate) slug: String,
    /// Customer numbers at the post; the second holds from [`Client::RENUMBERED`] on.
    pub(crate) numbers: Vec<u32>,
    /// Identifier in interchanges, at most 15 characters.
    pub(crate) edi: String,
    /// First and last day it ships, counted from 2016-07-01.
    pub(crate) period: (u16, u16),
    /// Kinds of storage, each with the first day it is used.
    pub(crate) feeds: Vec<(u16, Kind)>,
    pub(crate) style: Style,
}

impl Client {
    /// Day since when a second customer number is used.
    const RENUMBERED: u16 = 560;

    /// Customer number on a day.
    pub(crate) fn number_on(&self, day: u16) -> u32 {
        match self.numbers.as_slice() {
            [_, second] if day >= Self::RENUMBERED => *second,
            numbers => numbers[0],
        }
    }

    /// All keys under which the contractor filed it.
    pub(crate) fn keys(&self) -> Vec<String> {
        let numbers = self.numbers.iter().map(|number| format!("{number:010}"));
        numbers.chain([self.edi.clone(), self.slug.clone()]).collect()
    }

    /// Phone of its shipping desk, which stands in many files and is nobody's own.
    pub(crate) fn desk_phone(&self) -> String {
        format!("905-555-{:04}", self.numbers[0] % 9_000 + 1_000)
    }
}

/// Last day, counted from the first.
pub(crate) const DAYS: u16 = (LAST_DAY - FIRST_DAY) as u16;

const CLIENTS: [(&str, &[Kind]); 44] = [
    ("Maple & Loom Outfitters Inc.", &[Kind::AsnByDay, Kind::Manifest]),
    ("Boréal Mode Ltée", &[Kind::Manifest]),
    ("Northgate Home Goods Ltd.", &[Kind::MySql]),
    ("Prairie Book Exchange Co-op", &[Kind::CsvSplit]),
    ("Harbourline Electronics Corp.", &[Kind::Postgres]),
    ("Pharmasoleil Distribution Inc.", &[Kind::Instruction]),
    ("Two Rivers Coffee Roasters Ltd.", &[Kind::Status]),
    ("Éditions du Vieux-Quai Inc.", &[Kind::CsvFrench]),
    ("Kestrel Bicycle Works Inc.", &[Kind::AsnByShipment]),
    ("Great Slave Fur & Leather Ltd.", &[Kind::Fixed]),
    ("O'Hara's Tea Emporium Ltd.", &[Kind::Despatch]),
    ("Lakehead Tool & Hardware Ltd.", &[Kind::Load]),
    ("Cordillera Outdoor Supply Corp.", &[Kind::Tabbed]),
    ("Jardins Laliberté & Fils Inc.", &[Kind::Manifest]),
    ("Tidewater Toy Company Ltd.", &[Kind::CsvMark, Kind::Manifest]),
    ("Bytown Office Products Inc.", &[Kind::InstructionOwn]),
    ("Red Clay Pottery Direct Ltd.", &[Kind::CsvBare]),
    ("Sainte-Marguerite Lingerie Ltée", &[Kind::FixedHeader]),
    ("Fundy Seafoods by Mail Inc.", &[Kind::MySql]),
    ("Polar Lights Vitamins Corp.", &[Kind::Piped]),
    ("Great Plains Saddlery Ltd.", &[Kind::AsnControl]),
    ("Atelier Montcalm Décor Inc.", &[Kind::Manifest]),
    ("Whistler Ski Exchange Ltd.", &[Kind::Workbook]),
    ("Sudbury Safety Wear Inc.", &[Kind::Status, Kind::CsvSplit]),
    ("Confederation Coins & Stamps Ltd.", &[Kind::Postgres]),
    ("La Mercerie du Plateau Inc.", &[Kind::CsvFrench]),
    ("Okanagan Wine Club Ltd.", &[Kind::Despatch]),
    ("Halcyon Music & Strings Ltd.", &[Kind::AsnByDay]),
    ("Mitten & Thread Knitwear Inc.", &[Kind::Instruction]),
    ("Gaspésie Gourmande Ltée", &[Kind::Fixed]),
    ("Beaver Lodge Camping Ltd.", &[Kind::Load]),
    ("Signal Hill Optics Corp.", &[Kind::CsvMark]),
    ("Rideau Stationery Ltd.", &[Kind::MySql]),
    ("Chinook Pet Supply Inc.", &[Kind::Piped]),
    ("Les Jouets Papineau Inc.", &[Kind::InstructionOwn, Kind::Manifest]),
    ("Selkirk Garden Seeds Ltd.", &[Kind::CsvBare]),
    ("Annapolis Quilting Bee Inc.", &[Kind::AsnByShipment]),
    ("Nordique Plein Air Ltée", &[Kind::Tabbed]),
    ("Juniper Skin Care Corp.", &[Kind::Postgres]),
    ("Thousand Islands Cheese Ltd.", &[Kind::FixedHeader]),
    ("Medicine Line Western Wear Ltd.", &[Kind::Manifest]),
    ("Cabot Trail Kayaks Inc.", &[Kind::AsnControl]),
    ("Savons Belle-Rivière Inc.", &[Kind::CsvSplit]),
    ("Yukon Gold Jewellery Ltd.", &[Kind::Manifest]),
];

/// Clients in the order of their size.
pub(crate) fn clients(seed: u64) -> Vec<Client> {
    CLIENTS.iter().zip(0u32..).map(|((name, kinds), rank)| client(name, kinds, rank, seed)).collect()
}

fn client(name: &'static str, kinds: &[Kind], rank: u32, seed: u64) -> Client {
    let mut dice = Dice::new(seed, Purpose::Company, u64::from(rank) | 1 << 40);
    // Seven digits, spread over all first digits, and never twice.
    let first = 1_000_000 + (mix(seed) as u32 % 7_000_000 + rank * 2_741_911) % 7_990_000;
    let numbers = if rank % 4 == 3 { vec![first, first + 1] } else { vec![first] };
    let mut plain = name.to_lowercase();
    crate::text::drop_accents(&mut plain);
    let slug: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1).collect();
    let slug = slug[..slug.len().min(3)].join("-");
    let edi = format!(
        "{}{:03}",
        slug.replace('-', "").to_uppercase().chars().take(8).collect::<String>(),
        rank + 101
    );
    let period = match rank {
        0 => (0, DAYS),
        _ if dice.chance(550) => (dice.between(0, 20) as u16, DAYS - dice.between(0, 20) as u16),
        _ => {
            let from = dice.between(30, 600);
            (from as u16, dice.between(from + 250, u32::from(DAYS)) as u16)
        }
    };
    let middle = (period.0 + period.1) / 2;
    let feeds = kinds.iter().zip([period.0, middle]).map(|(kind, from)| (from, *kind)).collect();
    Client { name, slug, numbers, edi, period, feeds, style: style(kinds, rank) }
}

/// Interchanges are written in capitals and mostly without accents; the rest by habit.
fn style(kinds: &[Kind], rank: u32) -> Style {
    let x12 = kinds.iter().any(|kind| {
        matches!(kind, Kind::AsnByDay | Kind::AsnByShipment | Kind::AsnControl | Kind::Status | Kind::Load)
    });
    let edi = kinds.iter().any(|kind| kind.is_edi());
    Style {
        upper: edi || rank % 7 == 2,
        ascii: x12 || rank % 9 == 4,
        family_first: rank % 5 == 2 && !kinds.contains(&Kind::CsvSplit),
        postcode_space: !edi && rank % 3 != 1,
        phone: rank % 4,
    }
}
