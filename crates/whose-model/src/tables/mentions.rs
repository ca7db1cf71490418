//! The table of mentions: one row per person in a record.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{Date32Builder, StringBuilder};
use arrow_array::{
    Array, Date32Array, ListArray, RecordBatch, StringArray, StructArray, UInt8Array, UInt32Array,
    UInt64Array,
};
use arrow_buffer::{OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, FieldRef, Fields, Schema, SchemaRef};

use crate::category::{CategoryId, CategorySet};
use crate::role::Role;

static ITEM: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        Field::new("category", DataType::UInt8, false),
        Field::new("value", DataType::Utf8, false),
        Field::new("column", DataType::UInt32, false),
        Field::new("start", DataType::UInt32, false),
        Field::new("end", DataType::UInt32, false),
        Field::new("certainty", DataType::UInt8, false),
    ])
});

static ITEM_FIELD: LazyLock<FieldRef> =
    LazyLock::new(|| Arc::new(Field::new("item", DataType::Struct(ITEM.clone()), false)));

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    Arc::new(Schema::new(vec![
        Field::new("id", DataType::UInt64, false),
        Field::new("source", DataType::UInt64, false),
        Field::new("table", DataType::UInt32, false),
        Field::new("record", DataType::UInt64, false),
        Field::new("offset", DataType::UInt64, false),
        Field::new("record_key", DataType::UInt64, false),
        Field::new("role", DataType::UInt8, false),
        Field::new("client_key", DataType::Utf8, true),
        Field::new("date", DataType::Date32, true),
        Field::new("items", DataType::List(ITEM_FIELD.clone()), false),
    ]))
});

/// The head of a mention that is being written.
#[derive(Debug, Clone, Copy)]
pub struct NewMention<'a> {
    /// Stable id, from its place.
    pub id: u64,
    /// Source id.
    pub source: u64,
    /// Number of the table in the source.
    pub table: u32,
    /// Number of the record in the table, from 1.
    pub record: u64,
    /// Byte offset of the record in the source.
    pub offset: u64,
    /// Equal for rows that are the same record of the business, whatever file they stand in: the digest of the
    /// record's own number and date where it has them, else of its content.
    pub record_key: u64,
    /// Role in the record.
    pub role: Role,
    /// Key of the client, as the record states it; none when it states none.
    pub client_key: Option<&'a str>,
    /// Day of the record, days since 1970-01-01.
    pub date: Option<i32>,
}

/// An item of a mention that is being written.
#[derive(Debug, Clone, Copy)]
pub struct NewItem<'a> {
    /// What it is.
    pub category: CategoryId,
    /// Its normal form; may be masked ([`crate::value`]).
    pub value: &'a str,
    /// Column it stands in.
    pub column: u32,
    /// Start within the field, in bytes.
    pub start: u32,
    /// End within the field, in bytes.
    pub end: u32,
    /// How certain, 0 to 100.
    pub certainty: u8,
}

/// Builds the table. Columns of numbers are plain vectors: an item costs a few stores.
#[derive(Debug, Default)]
pub struct MentionsBuilder {
    id: Vec<u64>,
    source: Vec<u64>,
    table: Vec<u32>,
    record: Vec<u64>,
    offset: Vec<u64>,
    record_key: Vec<u64>,
    role: Vec<u8>,
    client_key: StringBuilder,
    date: Date32Builder,
    /// One past the last item of each mention.
    ends: Vec<i32>,
    items: Items,
}

/// The items of all mentions: the values as a column, all else item by item until the columns are made.
#[derive(Debug, Default)]
struct Items {
    rows: Vec<ItemRow>,
    value: StringBuilder,
}

/// An item without its value.
#[derive(Debug, Clone, Copy)]
struct ItemRow {
    column: u32,
    start: u32,
    end: u32,
    category: u8,
    certainty: u8,
}

impl MentionsBuilder {
    /// Adds a mention with its items.
    pub fn push<'a>(&mut self, mention: NewMention<'_>, items: impl IntoIterator<Item = NewItem<'a>>) {
        self.id.push(mention.id);
        self.source.push(mention.source);
        self.table.push(mention.table);
        self.record.push(mention.record);
        self.offset.push(mention.offset);
        self.record_key.push(mention.record_key);
        self.role.push(mention.role as u8);
        self.client_key.append_option(mention.client_key);
        self.date.append_option(mention.date);
        for item in items {
            self.items.push(item);
        }
        let end = i32::try_from(self.items.rows.len()).expect("a batch has fewer items");
        self.ends.push(end);
    }

    /// Mentions so far.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// None yet?
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The mentions so far as columns; the builder is empty again.
    pub fn finish(&mut self) -> RecordBatch {
        let mut offsets = Vec::with_capacity(self.ends.len() + 1);
        offsets.push(0);
        offsets.append(&mut self.ends);
        let items = ListArray::new(
            ITEM_FIELD.clone(),
            OffsetBuffer::new(ScalarBuffer::from(offsets)),
            Arc::new(self.items.finish()),
            None,
        );
        let columns: Vec<Arc<dyn Array>> = vec![
            Arc::new(UInt64Array::from(taken(&mut self.id))),
            Arc::new(UInt64Array::from(taken(&mut self.source))),
            Arc::new(UInt32Array::from(taken(&mut self.table))),
            Arc::new(UInt64Array::from(taken(&mut self.record))),
            Arc::new(UInt64Array::from(taken(&mut self.offset))),
            Arc::new(UInt64Array::from(taken(&mut self.record_key))),
            Arc::new(UInt8Array::from(taken(&mut self.role))),
            Arc::new(self.client_key.finish()),
            Arc::new(self.date.finish()),
            Arc::new(items),
        ];
        RecordBatch::try_new(SCHEMA.clone(), columns).expect("builders follow the schema")
    }
}

impl Items {
    #[inline]
    fn push(&mut self, item: NewItem<'_>) {
        self.value.append_value(item.value);
        self.rows.push(ItemRow {
            column: item.column,
            start: item.start,
            end: item.end,
            category: item.category.0,
            certainty: item.certainty,
        });
    }

    fn finish(&mut self) -> StructArray {
        let room = StringBuilder::with_capacity(self.rows.len(), self.value.values_slice().len());
        let values = std::mem::replace(&mut self.value, room).finish();
        let columns: Vec<Arc<dyn Array>> = vec![
            Arc::new(UInt8Array::from_iter_values(self.rows.iter().map(|row| row.category))),
            Arc::new(values),
            Arc::new(UInt32Array::from_iter_values(self.rows.iter().map(|row| row.column))),
            Arc::new(UInt32Array::from_iter_values(self.rows.iter().map(|row| row.start))),
            Arc::new(UInt32Array::from_iter_values(self.rows.iter().map(|row| row.end))),
            Arc::new(UInt8Array::from_iter_values(self.rows.iter().map(|row| row.certainty))),
        ];
        self.rows.clear();
        StructArray::new(ITEM.clone(), columns, None)
    }
}

/// The values of a column; room for as many is left behind.
fn taken<T>(column: &mut Vec<T>) -> Vec<T> {
    let room = Vec::with_capacity(column.len());
    std::mem::replace(column, room)
}

/// Typed view of the columns of a batch of mentions.
#[derive(Debug, Clone, Copy)]
pub struct Mentions<'a> {
    id: &'a UInt64Array,
    source: &'a UInt64Array,
    table: &'a UInt32Array,
    record: &'a UInt64Array,
    offset: &'a UInt64Array,
    record_key: &'a UInt64Array,
    role: &'a UInt8Array,
    client_key: &'a StringArray,
    date: &'a Date32Array,
    offsets: &'a [i32],
    category: &'a UInt8Array,
    value: &'a StringArray,
    column: &'a UInt32Array,
    start: &'a UInt32Array,
    end: &'a UInt32Array,
    certainty: &'a UInt8Array,
}

/// One mention of a batch.
#[derive(Debug, Clone, Copy)]
pub struct MentionView<'a> {
    columns: Mentions<'a>,
    row: usize,
}

/// One item of a mention.
pub type ItemView<'a> = NewItem<'a>;

impl<'a> Mentions<'a> {
    /// Name of the table, and of its file.
    pub const TABLE: &'static str = "mentions";

    /// The schema.
    #[must_use]
    pub fn schema() -> SchemaRef {
        SCHEMA.clone()
    }

    /// A view of a batch; `None` when its columns are not those of this version.
    #[must_use]
    pub fn of(batch: &'a RecordBatch) -> Option<Self> {
        if batch.num_columns() != SCHEMA.fields().len() {
            return None;
        }
        let items: &ListArray = batch.column(9).as_any().downcast_ref()?;
        let item: &StructArray = items.values().as_any().downcast_ref()?;
        Some(Self {
            id: column(batch, 0)?,
            source: column(batch, 1)?,
            table: column(batch, 2)?,
            record: column(batch, 3)?,
            offset: column(batch, 4)?,
            record_key: column(batch, 5)?,
            role: column(batch, 6)?,
            client_key: column(batch, 7)?,
            date: column(batch, 8)?,
            offsets: items.value_offsets(),
            category: item.column(0).as_any().downcast_ref()?,
            value: item.column(1).as_any().downcast_ref()?,
            column: item.column(2).as_any().downcast_ref()?,
            start: item.column(3).as_any().downcast_ref()?,
            end: item.column(4).as_any().downcast_ref()?,
            certainty: item.column(5).as_any().downcast_ref()?,
        })
    }

    /// How many.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// None?
    #[inline]
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The mention of a row.
    #[inline]
    #[must_use]
    pub const fn get(self, row: usize) -> MentionView<'a> {
        MentionView { columns: self, row }
    }

    /// All, in order.
    #[inline]
    pub fn iter(self) -> impl ExactSizeIterator<Item = MentionView<'a>> {
        (0..self.len()).map(move |row| self.get(row))
    }

    /// Of the items of a row those of the categories wanted: place among the row's items, category and value. For passes
    /// over all mentions that need nothing else of an item.
    pub fn values(
        &self,
        row: usize,
        wanted: impl Fn(CategoryId) -> bool,
    ) -> impl Iterator<Item = (usize, CategoryId, &'a str)> {
        let from = self.offsets[row] as usize;
        let categories = &self.category.values()[from..self.offsets[row + 1] as usize];
        let values = self.value;
        categories
            .iter()
            .enumerate()
            .map(|(at, category)| (at, CategoryId(*category)))
            .filter(move |(_, category)| wanted(*category))
            .map(move |(at, category)| (at, category, values.value(from + at)))
    }
}

fn column<A: Array + 'static>(batch: &RecordBatch, at: usize) -> Option<&A> {
    batch.column(at).as_any().downcast_ref()
}

impl<'a> MentionView<'a> {
    /// Stable id.
    #[inline]
    #[must_use]
    pub fn id(&self) -> u64 {
        self.columns.id.value(self.row)
    }

    /// Source id.
    #[inline]
    #[must_use]
    pub fn source(&self) -> u64 {
        self.columns.source.value(self.row)
    }

    /// Number of the table in the source.
    #[inline]
    #[must_use]
    pub fn table(&self) -> u32 {
        self.columns.table.value(self.row)
    }

    /// Number of the record in the table.
    #[inline]
    #[must_use]
    pub fn record(&self) -> u64 {
        self.columns.record.value(self.row)
    }

    /// Byte offset of the record in the source.
    #[inline]
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.columns.offset.value(self.row)
    }

    /// Equal for rows that are the same record of the business.
    #[inline]
    #[must_use]
    pub fn record_key(&self) -> u64 {
        self.columns.record_key.value(self.row)
    }

    /// Role.
    #[inline]
    #[must_use]
    pub fn role(&self) -> Role {
        Role::from_number(self.columns.role.value(self.row))
    }

    /// Key of the client.
    #[inline]
    #[must_use]
    pub fn client_key(&self) -> Option<&'a str> {
        let column = self.columns.client_key;
        (!column.is_null(self.row)).then(|| column.value(self.row))
    }

    /// Day of the record.
    #[inline]
    #[must_use]
    pub fn date(&self) -> Option<i32> {
        let column = self.columns.date;
        (!column.is_null(self.row)).then(|| column.value(self.row))
    }

    /// Its items.
    #[inline]
    pub fn items(&self) -> impl ExactSizeIterator<Item = ItemView<'a>> + use<'a> {
        let columns = self.columns;
        let range = columns.offsets[self.row] as usize..columns.offsets[self.row + 1] as usize;
        range.map(move |at| NewItem {
            category: CategoryId(columns.category.value(at)),
            value: columns.value.value(at),
            column: columns.column.value(at),
            start: columns.start.value(at),
            end: columns.end.value(at),
            certainty: columns.certainty.value(at),
        })
    }

    /// The categories of its items.
    #[inline]
    #[must_use]
    pub fn categories(&self) -> CategorySet {
        let columns = self.columns;
        let range = columns.offsets[self.row] as usize..columns.offsets[self.row + 1] as usize;
        let mut set = CategorySet::default();
        for category in &columns.category.values()[range] {
            set.insert(CategoryId(*category));
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_those_of_the_categories_wanted() {
        let mut builder = MentionsBuilder::default();
        let head = NewMention {
            id: 1,
            source: 2,
            table: 0,
            record: 1,
            offset: 0,
            record_key: 1,
            role: Role::Driver,
            client_key: None,
            date: None,
        };
        let item = |category, value| NewItem {
            category: CategoryId(category),
            value,
            column: 0,
            start: 0,
            end: 0,
            certainty: 90,
        };
        builder.push(head, [item(3, "a")]);
        builder.push(head, [item(4, "b"), item(3, "c"), item(4, "d")]);
        let batch = builder.finish();
        let mentions = Mentions::of(&batch).unwrap();
        let found: Vec<_> = mentions.values(1, |category| category.0 == 4).collect();
        assert_eq!(found, [(0, CategoryId(4), "b"), (2, CategoryId(4), "d")]);
    }

    #[test]
    fn what_was_pushed_is_seen() {
        let mut builder = MentionsBuilder::default();
        let head = NewMention {
            id: 1,
            source: 2,
            table: 3,
            record: 4,
            offset: 5,
            record_key: 6,
            role: Role::Driver,
            client_key: None,
            date: Some(7),
        };
        let item =
            NewItem { category: CategoryId(8), value: "홍*동", column: 9, start: 0, end: 7, certainty: 90 };
        builder.push(head, []);
        builder.push(NewMention { id: 2, client_key: Some("k"), date: None, ..head }, [item, item]);
        let batch = builder.finish();
        assert!(builder.is_empty());
        let mentions = Mentions::of(&batch).unwrap();
        assert_eq!(mentions.get(0).items().len(), 0);
        assert_eq!(mentions.get(0).date(), Some(7));
        let second = mentions.get(1);
        assert_eq!((second.id(), second.client_key(), second.role()), (2, Some("k"), Role::Driver));
        assert_eq!(second.items().map(|item| item.value).collect::<Vec<_>>(), ["홍*동", "홍*동"]);
    }
}
