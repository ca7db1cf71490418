//! The report as CSV files: UTF-8, commas, a header line, plain numbers, dates as `YYYY-MM-DD`.
//!
//! Names and places come from the evidence. A cell that a spreadsheet would take for a formula gets an apostrophe
//! in front, so that opening a table runs nothing.

use std::borrow::Cow;

use crate::facts::Tables;
use crate::report::{Report, Totals, all_gaps};
use crate::{ClientEntry, TellError};

/// The tables of the report: file name and content.
///
/// `clients.csv`, `months.csv`, `combinations.csv`, `categories.csv`, `not_found.csv`, `columns_to_check.csv`, `gaps.csv`,
/// `sources.csv`, and `standings_summary.csv` when a registry was given.
///
/// # Errors
/// When a table cannot be written: a mistake in its columns.
pub fn csv_tables(report: &Report, tables: &Tables) -> Result<Vec<(&'static str, Vec<u8>)>, TellError> {
    let mut files = vec![
        ("clients.csv", clients(report)?),
        ("months.csv", months(report)?),
        ("combinations.csv", combinations(report)?),
        ("categories.csv", categories(report)?),
        ("not_found.csv", not_found(report)?),
        ("columns_to_check.csv", columns_to_check(report)?),
        ("gaps.csv", gaps(tables)?),
        ("sources.csv", sources(tables)?),
    ];
    if report.registry.is_some() {
        files.push(("standings_summary.csv", standings(report)?));
    }
    Ok(files)
}

/// A table under way.
struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    fn new(head: &[&str]) -> Result<Self, TellError> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(head)?;
        Ok(Self(writer))
    }

    fn row(&mut self, cells: &[&dyn Cell]) -> Result<(), TellError> {
        Ok(self.0.write_record(cells.iter().map(|cell| cell.written()))?)
    }

    fn end(self) -> Result<Vec<u8>, TellError> {
        self.0.into_inner().map_err(|error| TellError::Csv(error.into_error().into()))
    }
}

/// A value that can stand in a cell.
trait Cell {
    fn written(&self) -> String;
}

impl Cell for u64 {
    fn written(&self) -> String {
        self.to_string()
    }
}

impl Cell for &str {
    fn written(&self) -> String {
        without_formula(self).into_owned()
    }
}

/// A text as a cell that no spreadsheet takes for a formula.
#[must_use]
pub fn without_formula(text: &str) -> Cow<'_, str> {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => Cow::Owned(format!("'{text}")),
        false => Cow::Borrowed(text),
    }
}

impl Cell for String {
    fn written(&self) -> String {
        self.as_str().written()
    }
}

impl Cell for Option<String> {
    fn written(&self) -> String {
        self.as_deref().unwrap_or_default().written()
    }
}

fn clients(report: &Report) -> Result<Vec<u8>, TellError> {
    let mut sheet =
        Sheet::new(&["client", "people", "records", "mentions", "first_day", "last_day", "categories"])?;
    let mut line = |name: &str, entry: &ClientEntry| {
        let categories: Vec<&str> =
            entry.categories.iter().map(|category| category.category.as_str()).collect();
        let Totals { people, records, mentions } = entry.totals;
        sheet.row(&[
            &name,
            &people,
            &records,
            &mentions,
            &entry.first_day,
            &entry.last_day,
            &categories.join("+"),
        ])
    };
    for entry in report.clients.rows.iter().chain(&report.clients.unattributed) {
        line(&entry.client, entry)?;
    }
    let sums = &report.clients.sums;
    for (name, totals) in [
        ("(sum of the rows)", sums.clients),
        ("(counted more than once)", sums.counted_more_than_once),
        ("(the whole)", sums.whole),
    ] {
        let nothing: Option<String> = None;
        sheet.row(&[
            &name,
            &totals.people,
            &totals.records,
            &totals.mentions,
            &nothing,
            &nothing,
            &nothing,
        ])?;
    }
    sheet.end()
}

fn months(report: &Report) -> Result<Vec<u8>, TellError> {
    let mut sheet = Sheet::new(&["client", "month", "records", "people", "mentions"])?;
    let whole = report.months.rows.iter().map(|month| ("", month));
    let clients = report.clients.rows.iter().chain(&report.clients.unattributed);
    let by_client = clients.flat_map(|entry| entry.months.iter().map(|month| (entry.client.as_str(), month)));
    for (client, month) in whole.chain(by_client) {
        let Totals { people, records, mentions } = month.totals;
        sheet.row(&[&client, &month.month, &records, &people, &mentions])?;
    }
    sheet.end()
}

fn combinations(report: &Report) -> Result<Vec<u8>, TellError> {
    let mut sheet = Sheet::new(&["categories", "records", "people", "mentions"])?;
    for combination in &report.combinations.rows {
        let Totals { people, records, mentions } = combination.totals;
        sheet.row(&[&combination.categories.join("+"), &records, &people, &mentions])?;
    }
    sheet.end()
}

fn categories(report: &Report) -> Result<Vec<u8>, TellError> {
    let mut sheet =
        Sheet::new(&["role", "category", "name", "people", "masked_only", "records", "mentions"])?;
    for exposed in &report.exposed {
        let name = report.category(&exposed.category).map_or("", |category| category.label.en.as_str());
        let role = if exposed.role.is_empty() { "any" } else { &exposed.role };
        let masked = exposed.masked_only.map(|people| people.to_string());
        let Totals { people, records, mentions } = exposed.totals;
        sheet.row(&[&role, &exposed.category, &name, &people, &masked, &records, &mentions])?;
    }
    sheet.end()
}

fn not_found(report: &Report) -> Result<Vec<u8>, TellError> {
    let mut sheet = Sheet::new(&[
        "group",
        "category",
        "name",
        "found",
        "values",
        "records",
        "people",
        "bytes_read",
        "bytes_not_read",
        "columns_not_understood",
    ])?;
    let coverage = &report.coverage;
    let open = report.open_columns().len() as u64;
    for searched in &report.searched {
        for row in &searched.categories {
            let name = report.category(&row.category).map_or("", |category| category.label.en.as_str());
            let found = if row.findings > 0 || row.totals.mentions > 0 { "yes" } else { "no" };
            sheet.row(&[
                &searched.group.code(),
                &row.category,
                &name,
                &found,
                &row.findings,
                &row.totals.records,
                &row.totals.people,
                &coverage.bytes_read,
                &coverage.bytes_in_gaps,
                &open,
            ])?;
        }
    }
    sheet.end()
}

fn columns_to_check(report: &Report) -> Result<Vec<u8>, TellError> {
    let mut sheet = Sheet::new(&[
        "column",
        "place",
        "table",
        "sources",
        "category",
        "role",
        "understood",
        "certainty_percent",
        "values",
        "fullest",
        "evidence",
    ])?;
    for column in &report.layouts_to_check {
        sheet.row(&[
            &column.column,
            &column.place,
            &column.table,
            &column.sources,
            &column.category,
            &column.role,
            &if column.open { "no" } else { "perhaps" },
            &u64::from(column.certainty_percent),
            &column.values,
            &column.fullest,
            &column.evidence,
        ])?;
    }
    sheet.end()
}

fn gaps(tables: &Tables) -> Result<Vec<u8>, TellError> {
    let mut sheet = Sheet::new(&["place", "from", "to", "bytes", "reason", "detail", "remedy"])?;
    for gap in all_gaps(tables) {
        sheet.row(&[&gap.place, &gap.from, &gap.to, &gap.bytes(), &gap.reason, &gap.detail, &gap.remedy])?;
    }
    sheet.end()
}

/// One line a place: a copy is a line of its own, `counted` is `no` for all but the first.
fn sources(tables: &Tables) -> Result<Vec<u8>, TellError> {
    let mut sheet = Sheet::new(&[
        "place",
        "counted",
        "source",
        "format",
        "encoding",
        "bytes",
        "bytes_read",
        "records",
        "mentions",
        "digest",
    ])?;
    let mut lines: Vec<(&str, bool, usize)> = Vec::new();
    for (at, source) in tables.sources.iter().enumerate() {
        lines.extend(source.places.iter().enumerate().map(|(place, name)| (name.as_str(), place == 0, at)));
    }
    lines.sort_by_key(|(place, first, at)| (*place, !first, tables.sources[*at].id));
    for (place, first, at) in lines {
        let source = &tables.sources[at];
        sheet.row(&[
            &place,
            &if first { "yes" } else { "no" },
            &format!("{:016x}", source.id),
            &source.format,
            &source.encoding,
            &source.bytes,
            &source.bytes_read,
            &source.records,
            &source.mentions,
            &source.digest,
        ])?;
    }
    sheet.end()
}

fn standings(report: &Report) -> Result<Vec<u8>, TellError> {
    let mut sheet = Sheet::new(&["standing", "k", "customers"])?;
    if let Some(registry) = &report.registry {
        sheet.row(&[&"confirmed", &"", &registry.confirmed])?;
        for possible in &registry.possible_by_k {
            sheet.row(&[&"possible", &u64::from(possible.k), &possible.customers])?;
        }
        sheet.row(&[&"excluded", &"", &registry.excluded])?;
    }
    sheet.end()
}
