//! The table of mentions: one row per person in a record.

use std::sync::{Arc, LazyLock};

use arrow_array::builder::{
    ArrayBuilder, Date32Builder, ListBuilder, StringBuilder, StructBuilder, UInt8Builder, UInt32Builder,
    UInt64Builder,
};
use arrow_array::{
    Array, Date32Array, ListArray, RecordBatch, StringArray, StructArray, UInt8Array, UInt32Array,
    UInt64Array,
};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};

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

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let item = Field::new("item", DataType::Struct(ITEM.clone()), false);
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
        Field::new("items", DataType::List(Arc::new(item)), false),
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

/// Builds the table.
#[derive(Debug)]
pub struct MentionsBuilder {
    id: UInt64Builder,
    source: UInt64Builder,
    table: UInt32Builder,
    record: UInt64Builder,
    offset: UInt64Builder,
    record_key: UInt64Builder,
    role: UInt8Builder,
    client_key: StringBuilder,
    date: Date32Builder,
    items: ListBuilder<StructBuilder>,
}

impl Default for MentionsBuilder {
    fn default() -> Self {
        let item = StructBuilder::from_fields(ITEM.clone(), 0);
        let field = Field::new("item", DataType::Struct(ITEM.clone()), false);
        Self {
            id: UInt64Builder::new(),
            source: UInt64Builder::new(),
            table: UInt32Builder::new(),
            record: UInt64Builder::new(),
            offset: UInt64Builder::new(),
            record_key: UInt64Builder::new(),
            role: UInt8Builder::new(),
            client_key: StringBuilder::new(),
            date: Date32Builder::new(),
            items: ListBuilder::new(item).with_field(field),
        }
    }
}

impl MentionsBuilder {
    /// Adds a mention with its items.
    pub fn push<'a>(&mut self, mention: NewMention<'_>, items: impl IntoIterator<Item = NewItem<'a>>) {
        self.id.append_value(mention.id);
        self.source.append_value(mention.source);
        self.table.append_value(mention.table);
        self.record.append_value(mention.record);
        self.offset.append_value(mention.offset);
        self.record_key.append_value(mention.record_key);
        self.role.append_value(mention.role as u8);
        self.client_key.append_option(mention.client_key);
        self.date.append_option(mention.date);
        let list = self.items.values();
        for item in items {
            builder_of::<UInt8Builder>(list, 0).append_value(item.category.0);
            builder_of::<StringBuilder>(list, 1).append_value(item.value);
            builder_of::<UInt32Builder>(list, 2).append_value(item.column);
            builder_of::<UInt32Builder>(list, 3).append_value(item.start);
            builder_of::<UInt32Builder>(list, 4).append_value(item.end);
            builder_of::<UInt8Builder>(list, 5).append_value(item.certainty);
            list.append(true);
        }
        self.items.append(true);
    }

    /// Mentions so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// None yet?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The mentions so far as columns; the builder is empty again.
    pub fn finish(&mut self) -> RecordBatch {
        let columns: Vec<Arc<dyn Array>> = vec![
            Arc::new(self.id.finish()),
            Arc::new(self.source.finish()),
            Arc::new(self.table.finish()),
            Arc::new(self.record.finish()),
            Arc::new(self.offset.finish()),
            Arc::new(self.record_key.finish()),
            Arc::new(self.role.finish()),
            Arc::new(self.client_key.finish()),
            Arc::new(self.date.finish()),
            Arc::new(self.items.finish()),
        ];
        RecordBatch::try_new(SCHEMA.clone(), columns).expect("builders follow the schema")
    }
}

fn builder_of<B: ArrayBuilder>(list: &mut StructBuilder, at: usize) -> &mut B {
    list.field_builder(at).expect("builders follow the schema")
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
    #[must_use]
    pub fn len(&self) -> usize {
        self.id.len()
    }

    /// None?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The mention of a row.
    #[must_use]
    pub const fn get(self, row: usize) -> MentionView<'a> {
        MentionView { columns: self, row }
    }

    /// All, in order.
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
    #[must_use]
    pub fn id(&self) -> u64 {
        self.columns.id.value(self.row)
    }

    /// Source id.
    #[must_use]
    pub fn source(&self) -> u64 {
        self.columns.source.value(self.row)
    }

    /// Number of the table in the source.
    #[must_use]
    pub fn table(&self) -> u32 {
        self.columns.table.value(self.row)
    }

    /// Number of the record in the table.
    #[must_use]
    pub fn record(&self) -> u64 {
        self.columns.record.value(self.row)
    }

    /// Byte offset of the record in the source.
    #[must_use]
    pub fn offset(&self) -> u64 {
        self.columns.offset.value(self.row)
    }

    /// Equal for rows that are the same record of the business.
    #[must_use]
    pub fn record_key(&self) -> u64 {
        self.columns.record_key.value(self.row)
    }

    /// Role.
    #[must_use]
    pub fn role(&self) -> Role {
        Role::from_number(self.columns.role.value(self.row))
    }

    /// Key of the client.
    #[must_use]
    pub fn client_key(&self) -> Option<&'a str> {
        let column = self.columns.client_key;
        (!column.is_null(self.row)).then(|| column.value(self.row))
    }

    /// Day of the record.
    #[must_use]
    pub fn date(&self) -> Option<i32> {
        let column = self.columns.date;
        (!column.is_null(self.row)).then(|| column.value(self.row))
    }

    /// Its items.
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
