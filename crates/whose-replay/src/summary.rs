//! What a replay says about itself: the figures that must come out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The truth of a replay in figures; `truth/summary.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// `canada-post` or `hanwha`.
    pub incident: String,
    /// Scale it was made at.
    pub scale: f64,
    /// Seed it was made from.
    pub seed: u64,
    /// Distinct records that mention a person.
    pub records: u64,
    /// Distinct records that mention none (parcels to companies).
    pub records_without_person: u64,
    /// Rows, loops and elements over all files: what `records` would be if copies counted.
    pub rows_written: u64,
    /// Distinct people.
    pub people: u64,
    /// Distinct people by role code.
    pub people_by_role: BTreeMap<String, u64>,
    /// Rows of `truth/records.csv` with a person: one per person and role of a record.
    pub mentions: u64,
    /// Earliest date of a record, `YYYY-MM-DD`.
    pub first_date: String,
    /// Latest date of a record.
    pub last_date: String,
    /// Records by month `YYYY-MM`.
    pub months: BTreeMap<String, u64>,
    /// What records and people hold, by kinds joined with `+`: `name+address`, `name+address+email`, ...
    pub combinations: BTreeMap<String, Share>,
    /// What the records hold of each role: `driver/mobile`, ...; where the incident has several roles.
    pub role_items: BTreeMap<String, Share>,
    /// Each client, in the order of their numbers.
    pub clients: Vec<ClientTruth>,
    /// People by the number of clients they appear with.
    pub overlap: BTreeMap<u32, u64>,
    /// People of whom nothing tells that their mentions are one person: moved, and no e-mail or phone.
    pub people_nothing_joins: u64,
    /// People moved, e-mail or phone kept.
    pub people_moved_with_contact: u64,
    /// Customers of the company among the people; where the incident has a registry.
    pub customers: Option<CustomersTruth>,
    /// Numbers that look like cards and are none: 16 digits, right check digit, first digits of a card brand.
    pub card_lookalikes: u64,
    /// Numbers of 16 digits with a right check digit, whatever their first digits.
    pub luhn_lookalikes: u64,
    /// Bytes that cannot be read as records.
    pub gaps: Vec<GapTruth>,
    /// Files on the disk.
    pub files: Vec<FileTruth>,
}

/// How many records and people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// Distinct records.
    pub records: u64,
    /// Distinct people.
    pub people: u64,
}

/// The truth about one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientTruth {
    /// Name as in `clients.csv`.
    pub client: String,
    /// Keys under which the contractor filed it.
    pub keys: Vec<String>,
    /// Distinct records that mention a person.
    pub records: u64,
    /// Distinct people.
    pub people: u64,
    /// Earliest date of these records.
    pub first_date: String,
    /// Latest date.
    pub last_date: String,
}

/// The truth about the company's customers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomersTruth {
    /// Distinct customers in the records: people in the role of the insured.
    pub leaked: u64,
    /// The registry.
    pub registry: RegistryTruth,
}

/// The truth about the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistryTruth {
    /// Customers in the registry.
    pub customers: u64,
    /// Of these, insured in a record.
    pub insured: u64,
    /// Of these, in a record only as another's driver.
    pub drivers_only: u64,
    /// Insured in a record, whose mobile in the registry is another one altogether.
    pub phone_changed: u64,
    /// Insured in a record, whose 01X mobile stands as 010 in the registry.
    pub phone_migrated: u64,
}

/// Bytes planted that cannot be read as records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapTruth {
    /// Path below `disk/`.
    pub path: String,
    /// Size of the file.
    pub bytes: u64,
    /// `binary`, `encrypted` or `truncated`.
    pub reason: String,
}

/// A file on the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTruth {
    /// Path below `disk/`.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// Format, with that of what it contains: `x12-856`, `tar.gz(zip(x12-856))`.
    pub format: String,
    /// Records in it, copies counted.
    pub rows: u64,
}
