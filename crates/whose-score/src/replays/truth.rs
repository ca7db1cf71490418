//! The truth of a replay, row by row.

use std::path::Path;

use anyhow::{Context, Result};
use rustc_hash::FxHashSet;
use whose_model::Role;
use whose_model::client::normal_key;

/// One person in one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Number of the record.
    pub record: u64,
    /// Role, by number.
    pub role: u8,
    /// Number of the person; none where the role is a company's.
    pub person: Option<u32>,
}

/// What a mention stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person of the truth.
    Person(u32),
    /// A company, which is no person.
    Company,
    /// The record is known, but nothing tells which of its people is meant.
    Undecided,
    /// No such record.
    NoRecord,
}

/// Every person of every record.
#[derive(Debug, Default)]
pub struct Records(Vec<Row>);

impl Records {
    /// Takes the rows.
    pub fn new(mut rows: Vec<Row>) -> Self {
        rows.sort_unstable();
        Self(rows)
    }

    /// Reads `truth/records.csv`.
    pub fn read(path: &Path) -> Result<Self> {
        let mut reader =
            csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut rows = Vec::new();
        let mut row = csv::StringRecord::new();
        while reader.read_record(&mut row)? {
            let record = record_number(&row[0]).context("records of the truth have a number")?;
            let role = Role::from_code(&row[1]).context("roles of the truth are known")? as u8;
            let person = if row[2].is_empty() { None } else { Some(row[2].parse()?) };
            rows.push(Row { record, role, person });
        }
        Ok(Self::new(rows))
    }

    /// Is there such a record?
    pub fn has(&self, record: u64) -> bool {
        !self.of(record).is_empty()
    }

    fn of(&self, record: u64) -> &[Row] {
        let from = self.0.partition_point(|row| row.record < record);
        let count = self.0[from..].iter().take_while(|row| row.record == record).count();
        &self.0[from..from + count]
    }

    /// Whom a mention in a role stands for. A mention without that role in the truth (from free text, say) stands for the
    /// record's person where there is only one.
    pub fn who(&self, record: u64, role: Role) -> Who {
        let rows = self.of(record);
        let Some(first) = rows.first() else { return Who::NoRecord };
        let row = rows.iter().find(|row| row.role == role as u8);
        let only = rows.iter().all(|row| row.person == first.person).then_some(first);
        match row.or(only) {
            Some(Row { person: Some(person), .. }) => Who::Person(*person),
            Some(_) => Who::Company,
            None => Who::Undecided,
        }
    }
}

/// The digits of a record's number.
pub fn record_number(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 16 { digits.parse().ok() } else { None }
}

/// Customers of the registry whose data was in the records: normal form of their keys.
pub fn leaked_customers(path: &Path) -> Result<FxHashSet<String>> {
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    reader.records().map(|row| Ok(normal_key(&row?[0]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_finds_its_person_by_record_and_role() {
        let row = |record, role: Role, person| Row { record, role: role as u8, person };
        let records = Records::new(vec![
            row(2, Role::Driver, Some(8)),
            row(2, Role::Insured, Some(7)),
            row(1, Role::Recipient, Some(5)),
            row(3, Role::Recipient, None),
            row(4, Role::Driver, Some(9)),
            row(4, Role::Insured, Some(9)),
        ]);
        assert_eq!(records.who(2, Role::Insured), Who::Person(7));
        assert_eq!(records.who(2, Role::Driver), Who::Person(8));
        assert_eq!(records.who(2, Role::Unknown), Who::Undecided);
        assert_eq!(records.who(1, Role::Unknown), Who::Person(5));
        assert_eq!(records.who(4, Role::Customer), Who::Person(9));
        assert_eq!(records.who(3, Role::Recipient), Who::Company);
        assert_eq!(records.who(9, Role::Driver), Who::NoRecord);
    }
}
