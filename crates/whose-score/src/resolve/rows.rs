//! Rows of a set as mentions.

use std::borrow::Cow;
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
    fn row(&mut self, row: &[Cow<'_, str>]);
}

fn read_csv(path: &Path, hear: &mut dyn Hear) -> Result<()> {
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot read {}", path.display()))?;
    let names: Vec<String> = reader.headers()?.iter().map(str::to_string).collect();
    hear.names(&names)?;
    for row in reader.records() {
        let row = row?;
        hear.row(&row.iter().map(|value| Cow::Borrowed(value.trim())).collect::<Vec<_>>());
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
            hear.row(&batch.columns().iter().map(|column| cell(column.as_ref(), row)).collect::<Vec<_>>());
        }
    }
    Ok(())
}

fn cell(column: &dyn Array, row: usize) -> Cow<'_, str> {
    if column.is_null(row) {
        return Cow::Borrowed("");
    }
    let any = column.as_any();
    if let Some(texts) = any.downcast_ref::<StringArray>() {
        return Cow::Borrowed(texts.value(row).trim());
    }
    if let Some(texts) = any.downcast_ref::<LargeStringArray>() {
        return Cow::Borrowed(texts.value(row).trim());
    }
    any.downcast_ref::<Int64Array>()
        .map_or(Cow::Borrowed(""), |numbers| numbers.value(row).to_string().into())
}

/// The value of a part in a row; empty where it has none. `NA` is how R writes that there is none.
fn value<'r>(part: &Part, columns: &[usize], row: &'r [Cow<'_, str>]) -> Cow<'r, str> {
    let known = columns.iter().map(|column| &*row[*column]).filter(|text| *text != "NA");
    let mut known = known.filter(|text| !text.is_empty());
    if let ([_], Part::Joined(..) | Part::Hyphened(..)) = (columns, part) {
        return Cow::Borrowed(known.next().unwrap_or_default());
    }
    let texts: Vec<&str> = known.collect();
    Cow::Owned(match part {
        Part::Joined(..) => texts.join(" "),
        Part::Hyphened(..) => texts.join("-"),
        Part::Date(..) => match texts.as_slice() {
            [day] if day.len() == 8 && day.is_ascii() => {
                format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
            }
            [year, month, day] => format!("{year:0>4}-{month:0>2}-{day:0>2}"),
            _ => String::new(),
        },
    })
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

    fn row(&mut self, row: &[Cow<'_, str>]) {
        let number = self.truths.len() as u64 + 1;
        let next = self.people.len() as u32;
        let person = self.people.get(&*row[self.truth]).copied();
        self.truths
            .push(person.unwrap_or_else(|| *self.people.entry(row[self.truth].to_string()).or_insert(next)));
        let values: Vec<(CategoryId, Cow<'_, str>)> = self
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
pub fn item<V: AsRef<str>>((category, value): &(CategoryId, V)) -> NewItem<'_> {
    let value = value.as_ref();
    NewItem { category: *category, value, column: 0, start: 0, end: 0, certainty: 90 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_row_become_one_value() {
        let row = ["1908", "2", "9", "NA", "a"].map(Cow::Borrowed);
        assert_eq!(value(&Part::Date("birth-date", &[]), &[0, 1, 2], &row), "1908-02-09");
        assert_eq!(value(&Part::Date("birth-date", &[]), &[3], &row), "");
        assert_eq!(value(&Part::Joined("person-name", &[]), &[4, 3, 1], &row), "a 2");
        assert_eq!(value(&Part::Hyphened("family-name", &[]), &[4, 1], &row), "a-2");
    }
}
