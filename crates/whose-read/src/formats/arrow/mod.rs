//! Apache Arrow files (Arrow columnar format, IPC file), which Feather 2 files are too: tables that programs hand each other.
//!
//! A record is a row. Columns are paths, as those of Parquet.

mod guard;

use std::fs::File;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_ipc::reader::FileReader;
use arrow_schema::DataType;
use whose_model::GapReason;

use crate::nested::Nested;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Apache Arrow files.
pub struct Arrow;

const MAGIC: &[u8] = b"ARROW1";

impl Format for Arrow {
    fn code(&self) -> &'static str {
        "arrow"
    }

    fn title(&self) -> &'static str {
        "Apache Arrow files, Feather 2"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(MAGIC) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Some(mut file) = input.path().ok().and_then(|path| File::open(path).ok()) else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        if guard::is_sound(&mut file, length) != Some(true) {
            let detail = "its footer cannot be read, or claims more than the file holds";
            output.not_read(0, length, GapReason::Damaged, detail);
            return Reading::default();
        }
        let Ok(batches) = FileReader::try_new_buffered(file, None) else {
            output.not_read(0, length, GapReason::Damaged, "its footer or schema cannot be read");
            return Reading::default();
        };
        let mut records = Nested::new(output);
        records.table("");
        for batch in batches {
            let Some(()) = batch.ok().and_then(|batch| rows(&batch, &mut records)) else {
                let from = if records.records() == 0 { 0 } else { length };
                let detail = "its rows could not be read to their end";
                records.output.not_read(from, length, GapReason::Damaged, detail);
                break;
            };
            if records.output.stopped() {
                break;
            }
        }
        Reading { records: records.finish() }
    }
}

fn rows(batch: &RecordBatch, records: &mut Nested<'_>) -> Option<()> {
    let schema = batch.schema();
    (0..batch.num_rows()).try_for_each(|row| {
        records.record(0, |records| {
            let mut columns = schema.fields().iter().zip(batch.columns());
            columns.try_for_each(|(field, column)| {
                records.field(field.name(), |records| value(column, row, records))
            })
        })
    })
}

/// Writes the value of a row; nothing where it cannot be told.
fn value(column: &ArrayRef, row: usize, records: &mut Nested<'_>) -> Option<()> {
    if column.is_null(row) {
        return Some(());
    }
    match column.data_type() {
        DataType::Struct(fields) => fields
            .iter()
            .zip(column.as_struct().columns())
            .try_for_each(|(field, inner)| records.field(field.name(), |records| value(inner, row, records))),
        DataType::List(_) => elements(&column.as_list::<i32>().value(row), records),
        DataType::LargeList(_) => elements(&column.as_list::<i64>().value(row), records),
        DataType::Map(..) => {
            let entries: ArrayRef = std::sync::Arc::new(column.as_map().value(row));
            elements(&entries, records)
        }
        // Bytes that are no text give no value.
        DataType::Binary | DataType::LargeBinary | DataType::FixedSizeBinary(_) | DataType::BinaryView => {
            Some(())
        }
        _ => {
            let options = FormatOptions::default();
            let text = ArrayFormatter::try_new(column, &options).ok()?.value(row).try_to_string().ok()?;
            records.value(&text);
            Some(())
        }
    }
}

fn elements(elements: &ArrayRef, records: &mut Nested<'_>) -> Option<()> {
    (0..elements.len())
        .try_for_each(|element| records.element("[]", false, |records| value(elements, element, records)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Date32Array, RecordBatch, StringArray, StructArray};
    use arrow_ipc::writer::FileWriter;
    use arrow_schema::{DataType, Field};

    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    fn file() -> Vec<u8> {
        let names: ArrayRef = Arc::new(StringArray::from(vec![Some("Anne Roy"), None]));
        let born: ArrayRef = Arc::new(Date32Array::from(vec![0, 366]));
        let mail: ArrayRef = Arc::new(StringArray::from(vec!["a@x.example", "p@x.example"]));
        let contact = StructArray::from(vec![(Arc::new(Field::new("mail", DataType::Utf8, true)), mail)]);
        let contact: ArrayRef = Arc::new(contact);
        let batch = RecordBatch::try_from_iter_with_nullable([
            ("name", names, true),
            ("born", born, true),
            ("contact", contact, true),
        ])
        .unwrap();
        let mut bytes = Vec::new();
        let mut writer = FileWriter::try_new(&mut bytes, &batch.schema()).unwrap();
        writer.write(&batch).unwrap();
        writer.finish().unwrap();
        drop(writer);
        bytes
    }

    #[test]
    fn rows_with_structures() {
        let found = dump("a", &file());
        assert!(
            found.contains("0 #1 @0: name=\"Anne Roy\" born=\"1970-01-01\" contact/mail=\"a@x.example\""),
            "{found}"
        );
        assert!(found.contains("0 #2 @0: born=\"1971-01-02\" contact/mail=\"p@x.example\""), "{found}");
    }

    proptest! {
        #[test]
        fn any_damage_is_read_or_a_gap(at in 0usize..10_000, with in any::<u8>()) {
            let mut bytes = file();
            let at = at % bytes.len();
            bytes[at] = with;
            read_bytes("a", &bytes);
        }
    }
}
