//! The people of one client, from sorted mentions to the tables of its package.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use whose_model::tables::{MentionView, Mentions, PersonRow};
use whose_model::{Categories, CategoryId, CategorySet, Role, SourceId, civil, value};
use whose_resolve::{PeopleInPart, is_exposed};
use whose_tell::{CountedExposure, CountedPerson, ExposureCounts, Language, PeopleCounts, Totals};

use super::attributed::Group;
use super::own::{OwnCounts, OwnTables};
use super::sheets::{Item, Made, Mention, Person, Sheet};
use crate::people::Shows;

/// What was gathered of one client.
pub struct Gathered {
    /// The tables.
    pub files: Vec<Made>,
    /// Records, people, mentions.
    pub totals: Totals,
    /// For the report.
    pub counts: OwnCounts,
}

/// Takes the people of one client, one after the other.
pub struct Gatherer<'a> {
    client: &'a str,
    categories: &'a Categories,
    own: &'a OwnTables,
    exposed: CategorySet,
    language: Language,
    in_part: PeopleInPart<'a>,
    people: Sheet<Person>,
    items: Sheet<Item>,
    mentions: Sheet<Mention>,
    scratch: PathBuf,
    totals: Totals,
    records: Vec<u64>,
    counts: OwnCounts,
}

/// An item of a person in a role, while its mentions are read.
#[derive(Default)]
struct Found {
    first_day: Option<i32>,
    last_day: Option<i32>,
    records: Vec<u64>,
    whole: bool,
}

impl<'a> Gatherer<'a> {
    /// Begins with nobody. `own` are the tables that the client may see.
    pub fn begin(
        client: &'a str,
        categories: &'a Categories,
        own: &'a OwnTables,
        language: Language,
        scratch: &Path,
    ) -> Result<Self> {
        Ok(Self {
            client,
            categories,
            own,
            exposed: exposed(categories),
            language,
            in_part: PeopleInPart::new(categories),
            people: Sheet::create(scratch)?,
            items: Sheet::create(scratch)?,
            mentions: Sheet::create(scratch)?,
            scratch: scratch.to_path_buf(),
            totals: Totals::default(),
            records: Vec::new(),
            counts: OwnCounts { people: PeopleCounts::default(), exposure: ExposureCounts::new(categories) },
        })
    }

    /// Takes one person.
    pub fn person(&mut self, group: &Group) -> Result<()> {
        let Some(mentions) = Mentions::of(&group.mentions) else {
            bail!("the table of mentions is of another version")
        };
        let row = self.in_part.row(group.person, group.probability, self.client, mentions.iter());
        self.counts.people.add(&CountedPerson {
            probability: row.probability,
            jointly_revealed: row.jointly_revealed.clone(),
        });
        let mut found: BTreeMap<(CategoryId, Role), Found> = BTreeMap::new();
        let person = PersonRow::print_id(group.person);
        for mention in mentions.iter() {
            self.records.push(mention.record_key());
            add_items(&mut found, self.exposed, &mention);
            self.mentions.push(self.mention(&person, &mention))?;
        }
        for ((category, role), found) in found {
            self.item(&person, group.person, category, role, found)?;
        }
        self.totals.people += 1;
        self.totals.mentions += mentions.len() as u64;
        self.people.push(Shows { categories: self.categories, reveal: true }.row(&row).into())
    }

    fn item(
        &mut self,
        printed: &str,
        person: u64,
        category: CategoryId,
        role: Role,
        mut found: Found,
    ) -> Result<()> {
        found.records.sort_unstable();
        found.records.dedup();
        let category = self.categories.get(category);
        self.counts.exposure.add(&CountedExposure {
            person,
            category: category.code.clone(),
            role: role.code().to_string(),
            masked_only: !found.whole,
        });
        let day = |day: Option<i32>| day.map(civil::iso).unwrap_or_default();
        self.items.push(Item {
            person: printed.to_string(),
            item: category.code.clone(),
            item_name: self.language.label(&category.label).to_string(),
            role: role.code().to_string(),
            first_date: day(found.first_day),
            last_date: day(found.last_day),
            records: found.records.len() as u32,
            masked_only: !found.whole,
        })
    }

    fn mention(&self, person: &str, mention: &MentionView<'_>) -> Mention {
        let values: Vec<String> = mention
            .items()
            .filter(|item| self.exposed.contains(item.category))
            .map(|item| format!("{}={}", self.categories.get(item.category).code, item.value))
            .collect();
        Mention {
            person: person.to_string(),
            record: format!("{:016x}", mention.record_key()),
            role: mention.role().code().to_string(),
            date: mention.date().map(civil::iso).unwrap_or_default(),
            source: SourceId(mention.source()).to_string(),
            place: self.own.places.get(&mention.source()).cloned().unwrap_or_default(),
            table: mention.table(),
            row: mention.record(),
            values: values.join("; "),
        }
    }

    /// Ends the tables.
    pub fn end(mut self) -> Result<Gathered> {
        self.records.sort_unstable();
        self.records.dedup();
        self.totals.records = self.records.len() as u64;
        let mut files = Vec::new();
        files.extend(self.people.finish()?);
        files.extend(self.items.finish()?);
        files.extend(self.mentions.finish()?);
        let mut layouts = Sheet::create(&self.scratch)?;
        for layout in self.own.layouts() {
            layouts.push(layout)?;
        }
        files.extend(layouts.finish()?);
        Ok(Gathered { files, totals: self.totals, counts: self.counts })
    }
}

/// The categories that are personal data which was exposed.
fn exposed(categories: &Categories) -> CategorySet {
    let mut exposed = CategorySet::default();
    categories
        .iter()
        .filter(|category| is_exposed(category))
        .for_each(|category| exposed.insert(category.id));
    exposed
}

fn add_items(
    found: &mut BTreeMap<(CategoryId, Role), Found>,
    exposed: CategorySet,
    mention: &MentionView<'_>,
) {
    for item in mention.items().filter(|item| exposed.contains(item.category)) {
        let entry = found.entry((item.category, mention.role())).or_default();
        if let Some(day) = mention.date() {
            entry.first_day = Some(entry.first_day.map_or(day, |first| first.min(day)));
            entry.last_day = Some(entry.last_day.map_or(day, |last| last.max(day)));
        }
        entry.records.push(mention.record_key());
        entry.whole |= !value::is_masked(item.value);
    }
}
