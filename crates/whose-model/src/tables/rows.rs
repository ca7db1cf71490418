//! Plain structs to Arrow columns and back.

use arrow_array::RecordBatch;
use arrow_schema::{FieldRef, Schema, SchemaRef};
use serde::{Serialize, de::DeserializeOwned};
use serde_arrow::schema::{SchemaLike, TracingOptions};

/// A table and its columns do not fit.
#[derive(Debug, thiserror::Error)]
#[error("table {table}: its columns are not those of this version ({reason})")]
pub struct TableError {
    /// Which table.
    pub table: &'static str,
    /// What the conversion said; no value in it.
    pub reason: String,
}

/// A row of one of the case's tables.
pub trait TableRow: Serialize + DeserializeOwned {
    /// Name of the table, and of its file.
    const TABLE: &'static str;
}

/// The schema of a table.
///
/// # Errors
/// When the row type cannot be a table: a mistake in the type.
pub fn schema_of<Row: TableRow>() -> Result<SchemaRef, TableError> {
    Ok(std::sync::Arc::new(Schema::new(fields_of::<Row>()?)))
}

fn fields_of<Row: TableRow>() -> Result<Vec<FieldRef>, TableError> {
    let options = TracingOptions::default()
        .enums_without_data_as_strings(true)
        .strings_as_large_utf8(false)
        .sequence_as_large_list(false);
    Vec::<FieldRef>::from_type::<Row>(options).map_err(|error| wrong::<Row>(&error))
}

/// Rows to columns.
///
/// # Errors
/// When a row does not fit the schema: a mistake in the type.
pub fn to_batch<Row: TableRow>(rows: &[Row]) -> Result<RecordBatch, TableError> {
    let fields = fields_of::<Row>()?;
    serde_arrow::to_record_batch(&fields, &rows).map_err(|error| wrong::<Row>(&error))
}

/// Columns to rows.
///
/// # Errors
/// When the columns are those of another version.
pub fn from_batch<Row: TableRow>(batch: &RecordBatch) -> Result<Vec<Row>, TableError> {
    serde_arrow::from_record_batch(batch).map_err(|error| wrong::<Row>(&error))
}

fn wrong<Row: TableRow>(error: &serde_arrow::Error) -> TableError {
    // The message of a conversion error can quote data; its first line, without annotations, does not.
    let text = error.to_string();
    TableError {
        table: Row::TABLE,
        reason: text.lines().next().unwrap_or_default().chars().take(120).collect(),
    }
}
