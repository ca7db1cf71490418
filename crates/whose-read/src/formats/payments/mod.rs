//! Files of payments that banks take: records of one length, in each of which every field has its place. A format is one file here, and its
//! line in the list of formats.
//!
//! Each payment is a record, with who orders it: the company that pays or collects, of whose account none of the others is the holder.

mod aba;
mod bacs;
mod cfonb;
mod zengin;

pub(super) use aba::ABA;
pub(super) use bacs::BACS;
pub(super) use cfonb::CFONB;
pub(super) use zengin::ZENGIN;

use super::messages::{self, ORDERED_BY, ORDERED_FROM, Rows, each_record, next_end};
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Records by which a format is told.
const SAMPLE: usize = 8;

/// A field: its first character, counted from 1 as the banks count, its last one and its name.
type Field = (usize, usize, &'static str);

/// A format of payments.
pub struct Payments {
    code: &'static str,
    title: &'static str,
    /// Length of the longest records.
    length: usize,
    /// Are these the first records of it?
    fits: fn(&[&str]) -> bool,
    says: fn(&str) -> Says,
    /// What is said above payments of all of them.
    of_all: &'static [Field],
    of_each: &'static [Field],
    /// The day in a field [`DAY`].
    day: fn(&str) -> Option<String>,
}

/// What is said of a day.
const DAY: &str = "value date";

/// What a record is.
enum Says {
    /// Who pays the payments below.
    Company,
    Payment,
    /// Counts, and what the company pays itself.
    Other,
}

impl Format for Payments {
    fn code(&self) -> &'static str {
        self.code
    }

    fn title(&self) -> &'static str {
        self.title
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        let fits = |text: &str| {
            let mut rest = text;
            let cut = || {
                let (content, length) = next_end(rest, self.length)?;
                let record = &rest[..content];
                rest = &rest[length..];
                Some(record)
            };
            let first: Vec<&str> = std::iter::from_fn(cut).take(SAMPLE).collect();
            (self.fits)(&first)
        };
        if head.text.is_some_and(fits) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let mut columns: Vec<&'static str> = Vec::new();
        for (.., name) in self.of_all.iter().chain(self.of_each) {
            if !columns.contains(name) {
                columns.push(name);
            }
        }
        let rows = Rows::new(output, &columns);
        let mut under_way = UnderWay { format: self, columns, rows, above: String::new() };
        each_record(input, self.length, |record, offset| {
            under_way.record(record, offset);
            under_way.rows.goes_on()
        });
        under_way.rows.end()
    }
}

/// A file under way.
struct UnderWay<'o> {
    format: &'o Payments,
    columns: Vec<&'static str>,
    rows: Rows<'o>,
    /// The record above, that says who pays.
    above: String,
}

impl UnderWay<'_> {
    fn record(&mut self, record: &str, offset: u64) {
        match (self.format.says)(record) {
            Says::Payment => return self.payment(record, offset),
            Says::Company => self.above = record.to_string(),
            Says::Other => {}
        }
        self.rows.around(record, offset);
    }

    fn payment(&mut self, record: &str, offset: u64) {
        for (column, name) in (0u32..).zip(&self.columns) {
            // What a payment says itself counts before what is said of all of them.
            let said = self.said(self.format.of_each, record, name);
            let said = said.or_else(|| self.said(self.format.of_all, &self.above, name));
            self.rows.push(column, &said.unwrap_or_default());
        }
        self.rows.end_record(offset);
    }

    fn said(&self, fields: &[Field], record: &str, name: &str) -> Option<String> {
        let (first, last, _) = fields.iter().find(|(.., known)| *known == name)?;
        let value = field(record, (*first, *last));
        let day = if name == DAY { (self.format.day)(value) } else { None };
        day.or_else(|| (!value.is_empty()).then(|| value.to_string()))
    }
}

/// What stands at some places of a record, counted from 1.
fn field(record: &str, (first, last): (usize, usize)) -> &str {
    messages::field(record, (first - 1, last))
}

/// Is each of these places full of digits?
fn has_digits(record: &str, places: &[(usize, usize)]) -> bool {
    places.iter().all(|(first, last)| messages::has_digits(record, &[(first - 1, *last)]))
}

#[cfg(test)]
mod tests {
    /// Records as a file has them.
    pub(super) fn lines(records: &[String]) -> String {
        records.iter().map(|record| format!("{record}\r\n")).collect()
    }
}
