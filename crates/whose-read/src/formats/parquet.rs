//! Apache Parquet: what data lakes and exports of warehouses are kept in.
//!
//! A record is a row. Columns are paths: a structure's fields stand behind its name, the elements of a list behind `[]`, each with a
//! group of its own. Bytes that are no text give no value.

use std::fs::File;

use parquet::file::metadata::ParquetMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::record::{Field, Row};
use whose_model::GapReason;

use crate::nested::Nested;
use crate::{Format, Head, Input, Output, Reading, Recognition};

/// Parquet.
pub struct Parquet;

const MAGIC: &[u8] = b"PAR1";
/// A column of a row group that is larger when unpacked, in bytes, must not be packed more densely than so many times.
const LARGE_COLUMN: i64 = 1 << 28;
const DENSEST: i64 = 200;

impl Format for Parquet {
    fn code(&self) -> &'static str {
        "parquet"
    }

    fn title(&self) -> &'static str {
        "Apache Parquet, not encrypted"
    }

    fn recognise(&self, head: &Head<'_>) -> Recognition {
        if head.bytes.starts_with(MAGIC) { Recognition::Certain } else { Recognition::No }
    }

    fn read(&self, input: &mut dyn Input, output: &mut dyn Output) -> Reading {
        let length = input.length();
        let Some(file) = input.path().ok().and_then(|path| File::open(path).ok()) else {
            output.not_read(0, length, GapReason::Unreadable, "the source could not be opened");
            return Reading::default();
        };
        let unreadable = "its footer or schema cannot be read: it is damaged, or encrypted";
        let Ok(reader) = SerializedFileReader::new(file) else {
            output.not_read(0, length, GapReason::Damaged, unreadable);
            return Reading::default();
        };
        if is_bomb(reader.metadata(), length) {
            let detail = "its columns claim to grow beyond all measure when they are unpacked";
            output.not_read(0, length, GapReason::Limit, detail);
            return Reading::default();
        }
        let Ok(rows) = RowIter::from_file_into(Box::new(reader)).project(None) else {
            output.not_read(0, length, GapReason::Damaged, unreadable);
            return Reading::default();
        };
        let mut records = Nested::new(output);
        records.table("");
        for row in rows {
            let Ok(row) = row else {
                // Which bytes the rest had is unknown; where nothing was read, all of them.
                let from = if records.records() == 0 { 0 } else { length };
                let detail = "its rows could not be read to their end";
                records.output.not_read(from, length, GapReason::Damaged, detail);
                break;
            };
            records.record(0, |records| fields(&row, records));
            if records.output.stopped() {
                break;
            }
        }
        Reading { records: records.finish() }
    }
}

/// Would unpacking it take memory or time out of all proportion?
fn is_bomb(metadata: &ParquetMetaData, length: u64) -> bool {
    let swollen = metadata.row_groups().iter().flat_map(|group| group.columns()).any(|column| {
        let (packed, whole) = (column.compressed_size().max(1), column.uncompressed_size());
        whole > LARGE_COLUMN && whole / packed > DENSEST
    });
    let rows = u64::try_from(metadata.file_metadata().num_rows()).unwrap_or_default();
    swollen || rows / 1_000_000 > length
}

fn fields(row: &Row, records: &mut Nested<'_>) -> Option<()> {
    row.get_column_iter().try_for_each(|(name, value)| records.field(name, |records| field(value, records)))
}

fn field(value: &Field, records: &mut Nested<'_>) -> Option<()> {
    match value {
        Field::Null => {}
        Field::Str(text) => records.value(text),
        Field::Bytes(bytes) => records.value(std::str::from_utf8(bytes.data()).unwrap_or_default()),
        Field::Group(row) => fields(row, records)?,
        Field::ListInternal(list) => {
            let mut elements = list.elements().iter();
            elements
                .try_for_each(|element| records.element("[]", false, |records| field(element, records)))?;
        }
        Field::MapInternal(map) => {
            for (key, value) in map.entries() {
                records.element("[]/key", false, |records| field(key, records))?;
                records.element("[]/value", true, |records| field(value, records))?;
            }
        }
        plain => records.value(&plain.to_string()),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::basic::Compression;
    use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
    use parquet::file::properties::WriterProperties;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use crate::proving::{dump, read_bytes};
    use proptest::prelude::*;

    /// A file of names, days and phones.
    fn file(compression: Compression) -> Vec<u8> {
        let schema = "message people { required binary name (UTF8); required int32 born (DATE);
             optional group contact { optional group phones (LIST) { repeated group list { required binary element (UTF8); } } } }";
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
        let mut bytes = Vec::new();
        let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let texts = |texts: &[&str]| texts.iter().map(|text| ByteArray::from(*text)).collect::<Vec<_>>();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts(&["Anne Roy", "Paul Lee"]), None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int32Type>().write_batch(&[0, 366], None, None).unwrap();
        column.close().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        let phones = texts(&["1", "2"]);
        column.typed::<ByteArrayType>().write_batch(&phones, Some(&[3, 3, 0]), Some(&[0, 1, 0])).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        bytes
    }

    #[test]
    fn rows_with_structures_and_lists() {
        for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::LZ4_RAW] {
            let found = dump("p", &file(compression));
            let lines: Vec<&str> = found.lines().skip(1).map(str::trim).collect();
            assert_eq!(
                lines,
                [
                    "table 0 paths \"\":",
                    "0 #1 @0: name=\"Anne Roy\" born=\"1970-01-01\" contact/phones[]~1=\"1\" contact/phones[]~2=\"2\"",
                    "0 #2 @0: name=\"Paul Lee\" born=\"1971-01-02\"",
                ]
            );
        }
    }

    #[test]
    fn a_file_cut_short_is_a_gap() {
        let bytes = file(Compression::SNAPPY);
        let sources = read_bytes("p", &bytes[..bytes.len() - 9]);
        assert_eq!((sources["p"].records, sources["p"].bytes_read), (0, 0));
    }

    proptest! {
        #[test]
        fn any_damage_is_read_or_a_gap(at in 0usize..10_000, with in any::<u8>()) {
            let mut bytes = file(Compression::SNAPPY);
            let at = at % bytes.len();
            bytes[at] = with;
            read_bytes("p", &bytes);
        }

        #[test]
        fn any_footer_is_read_or_a_gap(footer in proptest::collection::vec(any::<u8>(), 0..200)) {
            let length = u32::try_from(footer.len()).unwrap().to_le_bytes();
            read_bytes("p", &[b"PAR1", &footer[..], &length, b"PAR1"].concat());
        }
    }
}
