//! The tables of people in a package, each as CSV and as Parquet with the same rows.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use whose_model::tables::{TableRow, schema_of, to_batch};
use whose_tell::without_formula;

use crate::case::{TableWriter, create_private};
use crate::people::Listed;

/// Tells a spreadsheet that a CSV file is UTF-8.
pub const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
/// Rows that are turned into columns at a time.
const ROWS_AT_ONCE: usize = 16_384;

/// A row that can be written as CSV cells.
pub trait SheetRow: TableRow {
    /// The columns.
    const HEAD: &'static [&'static str];
    /// The cells, in the order of the columns.
    fn cells(&self) -> Vec<String>;
}

trait Cell {
    fn cell(&self) -> String;
}

impl Cell for String {
    fn cell(&self) -> String {
        without_formula(self).into_owned()
    }
}

macro_rules! plain_cells {
    ($($kind:ty),*) => { $(impl Cell for $kind { fn cell(&self) -> String { self.to_string() } })* };
}
plain_cells!(u32, u64, f32, bool);

macro_rules! sheet {
    ($(#[$doc:meta])* $name:ident = $table:literal { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
        pub struct $name { $($(#[$field_doc])* pub $field: $kind,)* }

        impl TableRow for $name {
            const TABLE: &'static str = $table;
        }

        impl SheetRow for $name {
            const HEAD: &'static [&'static str] = &[$(stringify!($field)),*];
            fn cells(&self) -> Vec<String> {
                vec![$(self.$field.cell()),*]
            }
        }
    };
}

sheet! {
    /// A person, from the records of one client alone.
    Person = "people" {
        /// Person, as printed; the number that the person's notice has too.
        person: String,
        /// Name.
        name: String,
        /// Street lines.
        street_address: String,
        /// City.
        city: String,
        /// Province or state.
        region: String,
        /// Postal code.
        postcode: String,
        /// Country.
        country: String,
        /// E-mail address.
        email: String,
        /// Phone.
        phone: String,
        /// Date of birth.
        birth_date: String,
        /// Numbers of every other kind, `code=value`, joined by `; `.
        identifiers: String,
        /// What was exposed: category codes joined by `; `.
        categories: String,
        /// Roles joined by `; `.
        roles: String,
        /// First date, ISO.
        first_date: String,
        /// Last date, ISO.
        last_date: String,
        /// Distinct records.
        records: u32,
        /// Mentions.
        mentions: u32,
        /// Probability that all mentions are of one person.
        probability: f32,
    }
}

sheet! {
    /// What was exposed of a person.
    Item = "items" {
        /// Person, as printed.
        person: String,
        /// Category code.
        item: String,
        /// The same in the words of the package's language.
        item_name: String,
        /// Role code.
        role: String,
        /// First date, ISO.
        first_date: String,
        /// Last date, ISO.
        last_date: String,
        /// Distinct records with it.
        records: u32,
        /// Is a part of it hidden wherever it stands?
        masked_only: bool,
    }
}

sheet! {
    /// A person in a record.
    Mention = "mentions" {
        /// Person, as printed.
        person: String,
        /// Number of the record: equal for rows that are the same record of the business.
        record: String,
        /// Role code.
        role: String,
        /// Date of the record, ISO.
        date: String,
        /// Source id.
        source: String,
        /// Where the source stands; empty where it holds records of other clients too.
        place: String,
        /// Number of the table in the source.
        table: u32,
        /// Number of the row in the table.
        row: u64,
        /// Every value, `code=value`, joined by `; `.
        values: String,
    }
}

sheet! {
    /// What a column was taken for, in a source that holds records of the client.
    Layout = "layouts" {
        /// Source id.
        source: String,
        /// Where the source stands; empty where it holds records of other clients too.
        place: String,
        /// Number of the table in the source.
        table: u32,
        /// Its name.
        table_name: String,
        /// Number of the column.
        column: u32,
        /// Its name.
        column_name: String,
        /// Category code; empty: no personal data.
        category: String,
        /// Role code.
        role: String,
        /// How certain, 0 to 1.
        certainty: f32,
        /// Why.
        evidence: String,
        /// `inferred`, `elsewhere` (by a table of the same layout) or `corrected`.
        decided_by: String,
    }
}

impl From<Listed> for Person {
    fn from(row: Listed) -> Self {
        Self {
            person: row.person,
            name: row.name,
            street_address: row.street_address,
            city: row.city,
            region: row.region,
            postcode: row.postcode,
            country: row.country,
            email: row.email,
            phone: row.phone,
            birth_date: row.birth_date,
            identifiers: row.identifiers,
            categories: row.categories,
            roles: row.roles,
            first_date: row.first_date,
            last_date: row.last_date,
            records: row.records,
            mentions: row.mentions,
            probability: row.probability,
        }
    }
}

/// A file that is written: its name in the package, where it stands, its rows.
#[derive(Debug)]
pub struct Made {
    /// Name in the package.
    pub name: String,
    /// Where it stands now.
    pub path: PathBuf,
    /// Rows.
    pub rows: u64,
}

/// A table that is being written both ways.
#[derive(Debug)]
pub struct Sheet<Row> {
    csv: csv::Writer<BufWriter<File>>,
    parquet: TableWriter,
    paths: [PathBuf; 2],
    waiting: Vec<Row>,
    rows: u64,
}

impl<Row: SheetRow> Sheet<Row> {
    /// Begins it in a private folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn create(scratch: &Path) -> Result<Self> {
        let path = |ending: &str| scratch.join(format!("{}.{ending}", Row::TABLE));
        let paths = [path("csv"), path("parquet")];
        let file =
            create_private(&paths[0]).with_context(|| format!("cannot write {}", paths[0].display()))?;
        let mut file = BufWriter::with_capacity(1 << 18, file);
        file.write_all(UTF8_MARK)?;
        let mut csv = csv::Writer::from_writer(file);
        csv.write_record(Row::HEAD)?;
        let parquet = TableWriter::create(Row::TABLE, &paths[1], schema_of::<Row>()?)?;
        Ok(Self { csv, parquet, paths, waiting: Vec::new(), rows: 0 })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn push(&mut self, row: Row) -> Result<()> {
        self.csv.write_record(row.cells())?;
        self.rows += 1;
        self.waiting.push(row);
        if self.waiting.len() == ROWS_AT_ONCE {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        self.parquet.write(&to_batch(&self.waiting)?)?;
        self.waiting.clear();
        Ok(())
    }

    /// Ends it.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn finish(mut self) -> Result<[Made; 2]> {
        if !self.waiting.is_empty() {
            self.flush()?;
        }
        self.csv.flush()?;
        self.parquet.close()?;
        let names = ["csv", "parquet"].map(|ending| format!("{}.{ending}", Row::TABLE));
        let [csv, parquet] = names;
        let [csv_path, parquet_path] = self.paths;
        let rows = self.rows;
        Ok([Made { name: csv, path: csv_path, rows }, Made { name: parquet, path: parquet_path, rows }])
    }
}
