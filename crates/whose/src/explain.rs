//! Why these mentions are one person, where each item stands, and what a record was read as.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use whose_model::masking;
use whose_model::tables::{LayoutRow, MembershipRow, MentionView, Mentions, MergeRow, PersonRow, SourceRow};
use whose_model::{Categories, Category, civil};

use crate::Case;

/// An item of a mention, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Category code.
    pub category: String,
    /// Its value, masked unless revealed.
    pub value: String,
    /// Column it stands in.
    pub column: String,
    /// Bytes within the field.
    pub span: (u32, u32),
    /// 0 to 100.
    pub certainty: u8,
}

/// A mention, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Id.
    pub id: u64,
    /// Place of the source.
    pub place: String,
    /// Table within it; empty where there is one.
    pub table: String,
    /// Record number.
    pub record: u64,
    /// Byte offset of the record.
    pub offset: u64,
    /// Role code.
    pub role: String,
    /// Client key as stated.
    pub client_key: Option<String>,
    /// Day of the record.
    pub date: Option<String>,
    /// Person it belongs to, as printed, and the probability.
    pub person: Option<(String, f32)>,
    /// Its items.
    pub items: Vec<Item>,
}

/// A link that was taken or vetoed.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Mention id.
    pub one: u64,
    /// Mention id.
    pub other: u64,
    /// Taken?
    pub taken: bool,
    /// Bits.
    pub bits: f32,
    /// Probability.
    pub probability: f32,
    /// Evidence by field.
    pub evidence: String,
}

/// What is known of a person or a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The mentions.
    pub mentions: Vec<Mention>,
    /// Links among them, and those vetoed to others.
    pub links: Vec<Link>,
}

/// Explains a person.
///
/// # Errors
/// When there is no such person, or a table is damaged.
pub fn person(case: &Case, id: u64, reveal: bool) -> Result<Explanation> {
    let members: BTreeMap<u64, f32> = case
        .store()
        .rows::<MembershipRow>()?
        .into_iter()
        .filter(|row| row.person == id)
        .map(|row| (row.mention, row.probability))
        .collect();
    if members.is_empty() {
        bail!("there is no person {} in this case. `whose people` lists them", PersonRow::print_id(id));
    }
    let describe = Describe::load(case, reveal)?;
    let of = members.iter().map(|(mention, probability)| (*mention, (id, *probability))).collect();
    let mentions = describe.mentions(case, &of, |mention| members.contains_key(&mention.id()))?;
    let links = links(case, &members.keys().copied().collect())?;
    Ok(Explanation { mentions, links })
}

/// A record, as a user names it: `PLACE:RECORD` or `PLACE#TABLE:RECORD`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordPlace {
    /// Place of the source, or the end of it.
    pub place: String,
    /// Table within it.
    pub table: Option<String>,
    /// Record number.
    pub record: u64,
}

impl RecordPlace {
    /// Reads `disk/a.zip!/x.sql#customers:12`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (rest, record) = text.rsplit_once(':')?;
        let record = record.parse().ok()?;
        let (place, table) = match rest.rsplit_once('#') {
            Some((place, table)) => (place, Some(table.to_string())),
            None => (rest, None),
        };
        Some(Self { place: place.to_string(), table, record })
    }
}

/// Explains what a record was read as.
///
/// # Errors
/// When no source stands at that place, or a table is damaged.
pub fn record(case: &Case, at: &RecordPlace, reveal: bool) -> Result<Explanation> {
    let describe = Describe::load(case, reveal)?;
    let sources = describe.sources_at(&at.place);
    if sources.is_empty() {
        bail!(
            "no source of this case stands at {}. `whose layout --case ...` lists tables with their places",
            at.place
        );
    }
    let wanted = |mention: &MentionView<'_>| {
        mention.record() == at.record
            && sources.contains(&mention.source())
            && at
                .table
                .as_ref()
                .is_none_or(|table| describe.table_name(mention.source(), mention.table()) == *table)
    };
    let memberships: Vec<MembershipRow> = case.store().rows()?;
    let of = memberships.into_iter().map(|row| (row.mention, (row.person, row.probability))).collect();
    Ok(Explanation { mentions: describe.mentions(case, &of, wanted)?, links: Vec::new() })
}

fn links(case: &Case, members: &BTreeSet<u64>) -> Result<Vec<Link>> {
    let rows: Vec<MergeRow> = case.store().rows()?;
    Ok(rows
        .into_iter()
        .filter(|row| members.contains(&row.one) || members.contains(&row.other))
        .map(|row| Link {
            one: row.one,
            other: row.other,
            taken: row.taken,
            bits: row.bits,
            probability: row.probability,
            evidence: row.evidence,
        })
        .collect())
}

struct Describe {
    categories: Categories,
    sources: BTreeMap<u64, SourceRow>,
    columns: BTreeMap<(u64, u32, u32), (String, String)>,
    tables: BTreeMap<(u64, u32), String>,
    reveal: bool,
}

impl Describe {
    fn load(case: &Case, reveal: bool) -> Result<Self> {
        let categories = Categories::from_stored(case.store().rows::<Category>()?);
        let sources = case.store().rows::<SourceRow>()?.into_iter().map(|row| (row.id, row)).collect();
        let mut columns = BTreeMap::new();
        let mut tables = BTreeMap::new();
        for row in case.store().rows::<LayoutRow>()? {
            tables.insert((row.source, row.table), row.table_name.clone());
            columns.insert((row.source, row.table, row.column), (row.column_name, row.evidence));
        }
        Ok(Self { categories, sources, columns, tables, reveal })
    }

    fn sources_at(&self, place: &str) -> BTreeSet<u64> {
        let fits =
            |at: &String| at == place || at.strip_suffix(place).is_some_and(|before| before.ends_with('/'));
        self.sources.values().filter(|row| row.places.iter().any(fits)).map(|row| row.id).collect()
    }

    fn table_name(&self, source: u64, table: u32) -> &str {
        self.tables.get(&(source, table)).map_or("", String::as_str)
    }

    fn mentions(
        &self,
        case: &Case,
        persons: &BTreeMap<u64, (u64, f32)>,
        wanted: impl Fn(&MentionView<'_>) -> bool,
    ) -> Result<Vec<Mention>> {
        let mut found = Vec::new();
        for batch in case.store().batches(Mentions::TABLE)? {
            let batch = batch?;
            let Some(mentions) = Mentions::of(&batch) else {
                bail!("the table of mentions is of another version")
            };
            found.extend(
                mentions
                    .iter()
                    .filter(&wanted)
                    .map(|mention| self.mention(&mention, persons.get(&mention.id()))),
            );
        }
        Ok(found)
    }

    fn mention(&self, mention: &MentionView<'_>, person: Option<&(u64, f32)>) -> Mention {
        let place = self.sources.get(&mention.source()).and_then(|row| row.places.first());
        Mention {
            id: mention.id(),
            place: place.cloned().unwrap_or_default(),
            table: self.table_name(mention.source(), mention.table()).to_string(),
            record: mention.record(),
            offset: mention.offset(),
            role: mention.role().code().to_string(),
            client_key: mention.client_key().map(str::to_string),
            date: mention.date().map(civil::iso),
            person: person.map(|(id, probability)| (PersonRow::print_id(*id), *probability)),
            items: mention.items().map(|item| self.item(mention, item)).collect(),
        }
    }

    fn item(&self, mention: &MentionView<'_>, item: whose_model::tables::ItemView<'_>) -> Item {
        let category = self.categories.get(item.category);
        let column = self.columns.get(&(mention.source(), mention.table(), item.column));
        Item {
            category: category.code.clone(),
            value: if self.reveal {
                item.value.to_string()
            } else {
                masking::by_comparison(category.comparison, item.value)
            },
            column: column.map_or_else(|| format!("column {}", item.column + 1), |(name, _)| name.clone()),
            span: (item.start, item.end),
            certainty: item.certainty,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_named_by_place_table_and_number() {
        let at = RecordPlace::parse("disk/a.zip!/x.sql#customers:12").unwrap();
        assert_eq!(
            (at.place.as_str(), at.table.as_deref(), at.record),
            ("disk/a.zip!/x.sql", Some("customers"), 12)
        );
        assert_eq!(RecordPlace::parse("x.csv:3").map(|at| (at.table, at.record)), Some((None, 3)));
        assert_eq!(RecordPlace::parse("x.csv"), None);
    }
}
