//! Why these mentions are one person, where each item stands, and what a record was read as.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use anyhow::{Result, bail};
use whose_model::masking;
use whose_model::tables::{LayoutRow, MembershipRow, MentionView, Mentions, MergeRow, PersonRow, SourceRow};
use whose_model::{Categories, Category, civil};
use whose_resolve::Corpus;

use crate::Case;
use crate::decisions::mentions_of;

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

/// The mentions of the person that an id means, each with its probability, and the person's id of today.
///
/// A person's id is that of its first mention. When sources join a case, a mention that comes before it may come to the person;
/// the id once printed still is that of one of its mentions, and so leads to the same person.
///
/// # Errors
/// When no mention has that id, or a table is damaged.
pub fn members(case: &Case, id: u64) -> Result<(u64, BTreeMap<u64, f32>)> {
    let rows: Vec<MembershipRow> = case.store().rows()?;
    let Some(person) = rows.iter().find(|row| row.mention == id).map(|row| row.person) else {
        bail!("there is no person {} in this case. `whose people` lists them", PersonRow::print_id(id));
    };
    let of_person = rows.into_iter().filter(|row| row.person == person);
    Ok((person, of_person.map(|row| (row.mention, row.probability)).collect()))
}

/// Explains a person.
///
/// # Errors
/// When there is no such person, or a table is damaged.
pub fn person(case: &Case, id: u64, reveal: bool) -> Result<Explanation> {
    let (id, members) = members(case, id)?;
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

/// Why two people or records are one person, or what kept them apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Two {
    /// The mentions on the way from one to the other; of two people, those whose links were looked at.
    pub mentions: Vec<Mention>,
    /// Are they one person?
    pub together: bool,
    /// Of one person the links from one to the other, in order; of two, what was found between them, surest first.
    pub links: Vec<Link>,
}

/// Explains two, named as people or records ([`crate::decisions`] says how).
///
/// # Errors
/// When a name fits nobody or several, or a table is damaged.
pub fn two(case: &Case, named: [&str; 2], reveal: bool) -> Result<Two> {
    let (one, other) = (mentions_of(case, named[0])?, mentions_of(case, named[1])?);
    let rows: Vec<MembershipRow> = case.store().rows()?;
    let of: BTreeMap<u64, (u64, f32)> =
        rows.into_iter().map(|row| (row.mention, (row.person, row.probability))).collect();
    let person_of = |mention: u64| of.get(&mention).map(|(person, _)| *person);
    let together = person_of(one[0]) == person_of(other[0]);
    let links = if together {
        let all =
            links(case, &of.keys().copied().filter(|id| person_of(*id) == person_of(one[0])).collect())?;
        path(&all, one[0], other[0])
    } else {
        between(case, &one, &other)?
    };
    let mut wanted: BTreeSet<u64> = links.iter().flat_map(|link| [link.one, link.other]).collect();
    wanted.extend([one[0], other[0]]);
    let mentions =
        Describe::load(case, reveal)?.mentions(case, &of, |mention| wanted.contains(&mention.id()))?;
    Ok(Two { mentions, together, links })
}

/// The links that lead from one mention to another, in order: those taken, which join a person's mentions without a circle.
fn path(links: &[Link], from: u64, to: u64) -> Vec<Link> {
    let mut beside: BTreeMap<u64, Vec<(u64, &Link)>> = BTreeMap::new();
    for link in links.iter().filter(|link| link.taken) {
        beside.entry(link.one).or_default().push((link.other, link));
        beside.entry(link.other).or_default().push((link.one, link));
    }
    let mut came: BTreeMap<u64, (u64, &Link)> = BTreeMap::new();
    let mut open = VecDeque::from([from]);
    while let Some(at) = open.pop_front() {
        for (next, link) in beside.get(&at).into_iter().flatten() {
            if *next != from && !came.contains_key(next) {
                came.insert(*next, (at, link));
                open.push_back(*next);
            }
        }
    }
    let (mut steps, mut at) = (Vec::new(), to);
    while at != from {
        let Some((before, link)) = came.get(&at) else { break };
        steps.push(Link { one: *before, other: at, ..(*link).clone() });
        at = *before;
    }
    steps.reverse();
    steps
}

/// Most mentions of a person that are compared with those of another.
const MOST_COMPARED: usize = 12;
/// Most comparisons that are told.
const MOST_TOLD: usize = 5;

/// What is between two people: the links that were refused, or, where none was near enough to be noted, the comparison itself.
fn between(case: &Case, one: &[u64], other: &[u64]) -> Result<Vec<Link>> {
    let across = |link: &Link| {
        (one.contains(&link.one) && other.contains(&link.other))
            || (one.contains(&link.other) && other.contains(&link.one))
    };
    let mut found = links(case, &one.iter().copied().collect())?;
    found.retain(across);
    if found.is_empty() {
        let categories = Categories::from_stored(case.store().rows::<Category>()?);
        let batches = case.store().whole(Mentions::TABLE)?;
        let corpus = Corpus::new(&batches)?;
        let options = crate::decisions::options(case)?;
        let resolution = whose_resolve::resolve(&corpus, &categories, &options, &());
        let places = |ids: &[u64]| -> Vec<usize> {
            ids.iter().take(MOST_COMPARED).filter_map(|id| corpus.place_of_id(*id)).collect()
        };
        for a in places(one) {
            found.extend(places(other).into_iter().map(|b| Link::of(resolution.between(&corpus, a, b))));
        }
    }
    found.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(b.bits.total_cmp(&a.bits)));
    found.truncate(MOST_TOLD);
    Ok(found)
}

/// One field of a comparison.
#[derive(Debug, Clone, PartialEq)]
pub struct Weight {
    /// Which field.
    pub field: String,
    /// How the two agree in it.
    pub agreement: String,
    /// Weight in bits: for one person above zero, against it below.
    pub bits: f32,
}

impl Weight {
    /// The weight in words.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self.bits {
            bits if bits >= 13.0 => "very strongly for",
            bits if bits >= 6.5 => "strongly for",
            bits if bits >= 3.0 => "for",
            bits if bits >= 1.0 => "slightly for",
            bits if bits > -1.0 => "says little",
            bits if bits > -3.0 => "slightly against",
            bits if bits > -6.5 => "against",
            _ => "strongly against",
        }
    }
}

impl Link {
    fn of(row: MergeRow) -> Self {
        Self {
            one: row.one,
            other: row.other,
            taken: row.taken,
            bits: row.bits,
            probability: row.probability,
            evidence: row.evidence,
        }
    }

    /// The evidence field by field, and what else is noted of the link.
    #[must_use]
    pub fn weights(&self) -> (Vec<Weight>, Vec<&str>) {
        let (mut weights, mut notes) = (Vec::new(), Vec::new());
        for part in self.evidence.split("; ") {
            let weight = part.rsplit_once(' ').and_then(|(what, bits)| {
                let (field, agreement) = what.split_once(':')?;
                Some(Weight { field: field.into(), agreement: agreement.into(), bits: bits.parse().ok()? })
            });
            match weight {
                Some(weight) => weights.push(weight),
                None => notes.push(part),
            }
        }
        (weights, notes)
    }
}

fn links(case: &Case, members: &BTreeSet<u64>) -> Result<Vec<Link>> {
    let rows: Vec<MergeRow> = case.store().rows()?;
    Ok(rows
        .into_iter()
        .filter(|row| members.contains(&row.one) || members.contains(&row.other))
        .map(Link::of)
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

    fn link(one: u64, other: u64, taken: bool) -> Link {
        Link { one, other, taken, bits: 9.0, probability: 0.99, evidence: String::new() }
    }

    #[test]
    fn a_path_leads_over_the_links_that_were_taken() {
        let links = [link(1, 2, true), link(3, 2, true), link(1, 3, false), link(3, 4, true)];
        let steps: Vec<(u64, u64)> = path(&links, 1, 4).iter().map(|step| (step.one, step.other)).collect();
        assert_eq!(steps, [(1, 2), (2, 3), (3, 4)]);
        assert!(path(&links, 1, 9).is_empty());
    }

    #[test]
    fn evidence_is_told_field_by_field() {
        let evidence =
            "given name:same +9.1; place:other -2.3; vetoed: a fact says that they are two".to_string();
        let told = Link { evidence, ..link(1, 2, false) };
        let (weights, notes) = told.weights();
        let words: Vec<_> =
            weights.iter().map(|w| (w.field.as_str(), w.agreement.as_str(), w.words())).collect();
        assert_eq!(words, [("given name", "same", "strongly for"), ("place", "other", "slightly against")]);
        assert_eq!(notes, ["vetoed: a fact says that they are two"]);
    }

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
