//! The tables that are plain structs.
//!
//! Days are days since 1970-01-01 ([`crate::civil`]). Categories are codes ([`crate::Category`]), roles are codes
//! ([`crate::Role`]), so that these tables can be read without any other.

use serde::{Deserialize, Serialize};

use super::TableRow;
use crate::Sensitive;

/// A source that was handed in or found inside one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SourceRow {
    /// [`crate::SourceId`] as a number.
    pub id: u64,
    /// BLAKE3 of the content, hex.
    pub digest: String,
    /// All places it stands at, sorted. The first is where it is cited from.
    pub places: Vec<String>,
    /// The container it stands in, as a source id; none when it was handed in itself.
    pub container: Option<u64>,
    /// Format code: `csv`, `x12`, `zip`, ...
    pub format: String,
    /// Encoding of its text, where it has any.
    pub encoding: Option<String>,
    /// Bytes of the content.
    pub bytes: u64,
    /// Bytes read; with the bytes of its gaps this is `bytes`.
    pub bytes_read: u64,
    /// Records read.
    pub records: u64,
    /// Mentions found.
    pub mentions: u64,
    /// Findings by category: `code=count` pairs, sorted by code; whether or not they belong to a person.
    pub findings: Vec<String>,
    /// Key of the client that the source says it was made for, above a table; its name where there is no list of clients.
    /// Cases made before this was kept hold none.
    #[serde(default)]
    pub client: Option<String>,
}

/// Bytes not read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GapRow {
    /// Source id.
    pub source: u64,
    /// First byte.
    pub from: u64,
    /// One past the last byte.
    pub to: u64,
    /// Code of the reason.
    pub reason: String,
    /// What happened.
    pub detail: String,
    /// What would close it.
    pub remedy: String,
}

/// What one column of one table was taken for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LayoutRow {
    /// Source id.
    pub source: u64,
    /// Number of the table in the source.
    pub table: u32,
    /// Its name.
    pub table_name: String,
    /// Number of the column.
    pub column: u32,
    /// Its name.
    pub column_name: String,
    /// Category code; none: holds no personal data.
    pub category: Option<String>,
    /// Role code.
    pub role: String,
    /// How certain, 0 to 1.
    pub certainty: f32,
    /// Why, in words: header word, share of values, neighbours, masking rule.
    pub evidence: String,
    /// `inferred` from the table itself, `elsewhere`: from a table of the same layout, or `corrected` by a person.
    pub decided_by: String,
    /// Values that are not empty.
    pub values: u64,
    /// Of these, values taken as personal data.
    pub found: u64,
    /// Of these, masked ones.
    pub masked: u64,
    /// The masking rule seen, for example `###-****-####`; none when nothing is masked.
    pub mask_rule: Option<String>,
    /// Values that pass the check of a payment card but are another number. Cases made before this was counted say 0.
    #[serde(default)]
    pub lookalikes: u64,
    /// What the values look like whatever the column is called, for finding tables of the same layout; empty where that is not
    /// asked. Cases made before this was kept hold none.
    #[serde(default)]
    pub shape: String,
}

impl LayoutRow {
    /// Evidence of a column of numbers whose name tells nothing.
    pub const NUMBERS: &str = "numbers";
    /// Evidence of a column whose values are not what its name says.
    pub const LEFT_OPEN: &str = "left open";
    /// Evidence of a column that nothing tells.
    pub const NOT_TOLD: &str = "neither its name nor its values tell";
    /// Evidence of a column that tells something of people which is searched for in no category: pay, faith, union.
    pub const OF_SOMEBODY: &str = "its name speaks of somebody, and no category holds it";

    /// Evidence of a column that nothing tells and whose name reads as a person's, so that no sentence may name it.
    pub const CALLED_AS_SOMEBODY: &str = "its name may be somebody's, and its values do not tell";
    /// Evidence of an element of a standard whose values are not what the standard says.
    pub const NO_FIT: &str = "in the dictionary, but its values do not fit";
    /// Evidence of a value whose meaning another field of the record tells.
    pub const OF_PROPERTY: &str = "the value of a property that another field names";
    /// Evidence of single words under `name`.
    pub const OF_THINGS: &str = "single words, and nothing of a person beside them";
    /// Evidence of a unit of a house in a table without addresses.
    pub const LONE_UNIT: &str = "a room or floor, and no address beside it";

    /// The last words of the evidence where a column was left open: it was scanned, and what it means is not known.
    pub const OPEN: [&str; 9] = [
        Self::NUMBERS,
        Self::LEFT_OPEN,
        Self::NOT_TOLD,
        Self::OF_SOMEBODY,
        Self::CALLED_AS_SOMEBODY,
        Self::NO_FIT,
        Self::OF_PROPERTY,
        Self::OF_THINGS,
        Self::LONE_UNIT,
    ];

    /// Filled, and not understood: neither the table nor a person told what it means, and less than half of its values told
    /// themselves.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.values > 0
            && self.category.is_none()
            && self.decided_by != "corrected"
            && self.found * 2 < self.values
            && Self::OPEN.iter().any(|end| self.evidence.ends_with(end))
    }
}

/// A mention belongs to a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MembershipRow {
    /// Mention id.
    pub mention: u64,
    /// Person id.
    pub person: u64,
    /// Probability that it does.
    pub probability: f32,
}

/// A link between two mentions that was taken or vetoed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MergeRow {
    /// Mention id.
    pub one: u64,
    /// Mention id.
    pub other: u64,
    /// Was it taken?
    pub taken: bool,
    /// Weight of all evidence, in bits.
    pub bits: f32,
    /// Probability of a match.
    pub probability: f32,
    /// Evidence by field: `name:same +9.1; phone:compatible +6.0; place:other -2.3`. No value in it.
    pub evidence: String,
}

/// What a reviewer decided about mentions. Comes before all that the model finds, and stays when sources are added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRow {
    /// Number in the order of deciding, from 1; one that was undone leaves a hole.
    pub number: u32,
    /// `merge`: all of these mentions are one person. `split`: the two are two people.
    pub kind: String,
    /// Mention ids.
    pub mentions: Vec<u64>,
    /// How the reviewer named them: persons or records, no values.
    pub named: Vec<String>,
    /// The reviewer's reason.
    pub why: String,
    /// When, UTC.
    pub time: String,
}

/// A weight as resolving used it: how often pairs agree so, or a number of the whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeightRow {
    /// `records`: between two of them. `registry`: between a person and a customer.
    pub between: String,
    /// The field, in words; empty for a number of the whole.
    pub field: String,
    /// How it agrees, in words; or what the number of the whole is called.
    pub level: String,
    /// Share of the pairs of one person that agree so, 0 to 1; or the number.
    pub matched: f64,
    /// Share of the pairs of one household or place; none where they agree so by chance.
    pub household: Option<f64>,
    /// Share of the pairs of strangers; none where each value has its own.
    pub chance: Option<f64>,
    /// `estimated` from the case, or `set` by a person.
    pub decided_by: String,
}

/// A value of a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonValue {
    /// Category code.
    pub category: String,
    /// Normal form; may be masked.
    #[serde(with = "plain")]
    pub value: Sensitive<String>,
    /// In how many mentions.
    pub mentions: u32,
}

/// A person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Person id: that of the person's first mention. Printed as `P-` and 13 letters ([`crate::tables::PersonRow::print_id`]).
    pub id: u64,
    /// Best name; empty when none is known.
    #[serde(with = "plain")]
    pub name: Sensitive<String>,
    /// Every distinct value, by category, commonest first.
    pub values: Vec<PersonValue>,
    /// Category codes exposed of this person, sorted.
    pub categories: Vec<String>,
    /// Role codes, sorted.
    pub roles: Vec<String>,
    /// Clients, sorted.
    pub clients: Vec<String>,
    /// First day of a record about the person.
    pub first_day: Option<i32>,
    /// Last day.
    pub last_day: Option<i32>,
    /// Distinct records.
    pub records: u32,
    /// Mentions.
    pub mentions: u32,
    /// Probability that all mentions are of this one person.
    pub probability: f32,
    /// Category codes that no single source shows whole, but several masked ones do together.
    pub jointly_revealed: Vec<String>,
}

impl PersonRow {
    /// `P-` and the id in Crockford's base 32.
    #[must_use]
    pub fn print_id(id: u64) -> String {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let digits: String =
            (0..13).rev().map(|at| LETTERS[(id >> (at * 5) & 31) as usize] as char).collect();
        format!("P-{digits}")
    }

    /// Reads what [`PersonRow::print_id`] printed.
    #[must_use]
    pub fn parse_id(text: &str) -> Option<u64> {
        let digits = text.strip_prefix("P-").or_else(|| text.strip_prefix("p-"))?;
        if digits.len() != 13 {
            return None;
        }
        digits.chars().try_fold(0u64, |id, letter| {
            let digit = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".find(letter.to_ascii_uppercase())?;
            Some(id << 5 | digit as u64)
        })
    }
}

/// The standing of a customer of the registry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StandingRow {
    /// The customer's key in the registry; its row number where the registry has no key.
    pub customer: String,
    /// `confirmed`, `possible` or `excluded`.
    pub standing: String,
    /// How many customers fit the same person equally well; 0 when excluded.
    pub k: u32,
    /// Calibrated probability that this customer's data was in the sources.
    pub probability: f32,
    /// The person it was linked to.
    pub person: Option<u64>,
    /// Evidence by field, as in [`MergeRow::evidence`].
    pub evidence: String,
}

/// Person, client, category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExposureRow {
    /// Person id.
    pub person: u64,
    /// Client; empty when nothing attributes the record to one.
    pub client: String,
    /// Category code.
    pub category: String,
    /// Role code.
    pub role: String,
    /// First day of a record with it.
    pub first_day: Option<i32>,
    /// Last day.
    pub last_day: Option<i32>,
    /// Distinct records with it.
    pub count: u32,
    /// Is it whole anywhere, or masked everywhere?
    pub masked_only: bool,
    /// Highest certainty of a finding, 0 to 1.
    pub certainty: f32,
}

/// A count that the report states, made where mentions and people are both at hand.
///
/// `records` are distinct record keys, `people` distinct persons; a person of two clients counts once in the whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TallyRow {
    /// What is counted: `whole` (key empty), `month` (key `2016-07`), `combination` (key: reported categories of a record or
    /// person joined by `+`, events and company numbers left out), `category` (key: reported category), `role` (key: role
    /// code), `role-category` (key `driver/mobile`), `overlap` (key: number of clients of a person).
    pub kind: String,
    /// Client; empty for the whole; `?` for what nothing attributes to a client.
    pub client: String,
    /// Key within the kind.
    pub key: String,
    /// Distinct records.
    pub records: u64,
    /// Distinct people.
    pub people: u64,
    /// Mentions.
    pub mentions: u64,
    /// First day, where the kind is `whole`.
    pub first_day: Option<i32>,
    /// Last day, where the kind is `whole`.
    pub last_day: Option<i32>,
}

macro_rules! table {
    ($($row:ty = $name:literal),*) => { $(impl TableRow for $row { const TABLE: &'static str = $name; })* };
}

table! {
    SourceRow = "sources", GapRow = "gaps", LayoutRow = "layouts", MembershipRow = "memberships", MergeRow = "merges",
    PersonRow = "people", StandingRow = "standings", ExposureRow = "exposure", TallyRow = "tallies",
    DecisionRow = "decisions", WeightRow = "weights", crate::Category = "categories"
}

mod plain {
    //! A sensitive value is stored whole: the case folder is private. It still never prints.

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::Sensitive;

    pub fn serialize<S: Serializer>(value: &Sensitive<String>, serializer: S) -> Result<S::Ok, S::Error> {
        value.reveal().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sensitive<String>, D::Error> {
        String::deserialize(deserializer).map(Sensitive::new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::{from_batch, to_batch};

    #[test]
    fn a_person_survives_the_table() {
        let person = PersonRow {
            id: 7,
            name: Sensitive::new("Anne Tremblay".to_string()),
            values: vec![PersonValue {
                category: "email".into(),
                value: Sensitive::new("a@example.org".into()),
                mentions: 2,
            }],
            categories: vec!["email".into()],
            roles: vec![],
            clients: vec!["Maple".into()],
            first_day: Some(17_000),
            last_day: None,
            records: 1,
            mentions: 2,
            probability: 0.5,
            jointly_revealed: vec![],
        };
        let batch = to_batch(std::slice::from_ref(&person)).unwrap();
        assert_eq!(from_batch::<PersonRow>(&batch).unwrap(), [person]);
    }

    #[test]
    fn an_empty_table_has_a_schema() {
        let rows: [ExposureRow; 0] = [];
        assert_eq!(to_batch(&rows).unwrap().num_columns(), 9);
    }

    #[test]
    fn printed_ids_return() {
        for id in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            let printed = PersonRow::print_id(id);
            assert_eq!(PersonRow::parse_id(&printed), Some(id));
            assert_eq!(PersonRow::parse_id(&printed.to_lowercase()), Some(id));
        }
        assert_eq!(PersonRow::parse_id("P-12"), None);
    }
}
