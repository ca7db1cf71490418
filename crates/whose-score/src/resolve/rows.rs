//! Rows of a set as mentions.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use arrow_array::{Array, Int64Array, LargeStringArray, RecordBatch, StringArray};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rustc_hash::FxHashMap;
use whose_model::tables::{MentionsBuilder, NewItem, NewMention};
use whose_model::{Categories, CategoryId, Role};

use super::sets::{Part, Set};

/// Hears the names of a file's columns, then every row as text. Rows are not kept: what stands in memory later is what resolving
/// needs.
trait Hear {
    fn names(&mut self, names: &[String]) -> Result<()>;
    fn row(&mut self, row: &[String]);
}

fn read_csv(path: &Path, hear: &mut dyn Hear) -> Result<()> {
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    let names: Vec<String> = reader.headers()?.iter().map(str::to_string).collect();
    hear.names(&names)?;
    for row in reader.records() {
        let row: Vec<String> = row?.iter().map(|value| value.trim().to_string()).collect();
        hear.row(&row);
    }
    Ok(())
}

fn read_parquet(path: &Path, hear: &mut dyn Hear) -> Result<()> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(fs_err::File::open(path)?.into_file())?;
    let names: Vec<String> = reader.schema().fields().iter().map(|field| field.name().clone()).collect();
    hear.names(&names)?;
    for batch in reader.build()? {
        let batch = batch?;
        for row in 0..batch.num_rows() {
            let row: Vec<String> = batch.columns().iter().map(|column| cell(column.as_ref(), row)).collect();
            hear.row(&row);
        }
    }
    Ok(())
}

fn cell(column: &dyn Array, row: usize) -> String {
    if column.is_null(row) {
        return String::new();
    }
    let any = column.as_any();
    if let Some(texts) = any.downcast_ref::<StringArray>() {
        return texts.value(row).trim().to_string();
    }
    if let Some(texts) = any.downcast_ref::<LargeStringArray>() {
        return texts.value(row).trim().to_string();
    }
    any.downcast_ref::<Int64Array>().map_or_else(String::new, |numbers| numbers.value(row).to_string())
}

/// The value of a part in a row; empty where it has none. `NA` is how R writes that there is none.
fn value(part: &Part, columns: &[usize], row: &[String]) -> String {
    let known = columns.iter().map(|column| row[*column].as_str()).filter(|text| *text != "NA");
    let texts: Vec<&str> = known.filter(|text| !text.is_empty()).collect();
    match part {
        Part::Joined(..) => texts.join(" "),
        Part::Hyphened(..) => texts.join("-"),
        Part::Date(..) => match texts.as_slice() {
            [day] if day.len() == 8 && day.is_ascii() => {
                format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
            }
            [year, month, day] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
            _ => String::new(),
        },
    }
}

impl Part {
    const fn split(&self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Joined(category, columns)
            | Self::Hyphened(category, columns)
            | Self::Date(category, columns) => (category, columns),
        }
    }
}

/// The mentions of a set under way.
struct Rows<'a> {
    set: &'a Set,
    categories: &'a Categories,
    builder: MentionsBuilder,
    people: FxHashMap<String, u32>,
    truths: Vec<u32>,
    source: u64,
    /// Column of the truth, and of each part with its category.
    truth: usize,
    parts: Vec<(&'a Part, CategoryId, Vec<usize>)>,
}

impl Hear for Rows<'_> {
    fn names(&mut self, names: &[String]) -> Result<()> {
        let at = |name: &str| {
            let found = names.iter().position(|known| known == name);
            found.with_context(|| format!("there is no column {name}"))
        };
        self.truth = at(self.set.truth)?;
        self.parts.clear();
        for part in self.set.parts {
            let (code, columns) = part.split();
            let Some(category) = self.categories.by_code(code) else { bail!("{code} is no category") };
            let columns = columns.iter().map(|name| at(name)).collect::<Result<_>>()?;
            self.parts.push((part, category.id, columns));
        }
        Ok(())
    }

    fn row(&mut self, row: &[String]) {
        let number = self.truths.len() as u64 + 1;
        let next = self.people.len() as u32;
        self.truths.push(*self.people.entry(row[self.truth].clone()).or_insert(next));
        let values: Vec<(CategoryId, String)> = self
            .parts
            .iter()
            .map(|(part, category, columns)| (*category, value(part, columns, row)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        self.builder.push(head(number, self.source), values.iter().map(item));
    }
}

/// Reads the files of a set: its mentions, and the person of each by number.
///
/// # Errors
/// When a file cannot be read or lacks a column.
pub fn read(set: &Set, files: &[PathBuf], categories: &Categories) -> Result<(RecordBatch, Vec<u32>)> {
    let mut rows = Rows {
        set,
        categories,
        builder: MentionsBuilder::default(),
        people: FxHashMap::default(),
        truths: Vec::new(),
        source: 0,
        truth: 0,
        parts: Vec::new(),
    };
    for path in files {
        rows.source += 1;
        let is_parquet = path.extension().is_some_and(|ending| ending == "parquet");
        let read = if is_parquet { read_parquet(path, &mut rows) } else { read_csv(path, &mut rows) };
        read.with_context(|| path.display().to_string())?;
    }
    Ok((rows.builder.finish(), rows.truths))
}

/// Where a mention stands, by its number.
pub fn head(number: u64, source: u64) -> NewMention<'static> {
    NewMention {
        id: number,
        source,
        table: 0,
        record: number,
        offset: 0,
        record_key: number,
        role: Role::Unknown,
        client_key: None,
        date: None,
    }
}

/// A value as an item.
pub fn item((category, value): &(CategoryId, String)) -> NewItem<'_> {
    NewItem { category: *category, value, column: 0, start: 0, end: 0, certainty: 90 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_row_become_one_value() {
        let row: Vec<String> = ["1908", "2", "9", "NA", "a"].iter().map(|text| (*text).to_string()).collect();
        assert_eq!(value(&Part::Date("birth-date", &[]), &[0, 1, 2], &row), "1908-02-09");
        assert_eq!(value(&Part::Date("birth-date", &[]), &[3], &row), "");
        assert_eq!(value(&Part::Joined("person-name", &[]), &[4, 3, 1], &row), "a 2");
        assert_eq!(value(&Part::Hyphened("family-name", &[]), &[4, 1], &row), "a-2");
    }
}
