//! People as rows of their table: best values, masks intersected, periods.

use std::ops::Range;

use rayon::prelude::*;
use whose_model::category::general;
use whose_model::tables::{MembershipRow, MentionView, PersonRow, PersonValue};
use whose_model::value::{compatible, intersect, is_masked};
use whose_model::{Categories, Category, CategorySet, Comparison, Group, Sensitive};

use crate::clients::{Attribution, ClientMap, NO_CLIENT};
use crate::forms::fold::is_hangul;
use crate::{Corpus, Resolution};

/// Does an item say something of the person, rather than of the event or the company's filing?
fn is_of_person(category: &Category) -> bool {
    category.group != Group::Event
        && (category.group != Group::Company || category.code == general::CUSTOMER_NUMBER.code)
}

/// Is an item personal data that was exposed?
#[must_use]
pub fn is_exposed(category: &Category) -> bool {
    !general::OF_NOBODY.contains(&category.code.as_str())
}

/// Categories by what is done with them here.
#[derive(Debug)]
struct Sorts {
    exposed: CategorySet,
    of_person: CategorySet,
    whole: CategorySet,
    given: CategorySet,
    family: CategorySet,
}

impl Sorts {
    fn new(categories: &Categories) -> Self {
        let all = |fits: &dyn Fn(&Category) -> bool| {
            let mut set = CategorySet::default();
            categories.iter().filter(|category| fits(category)).for_each(|category| set.insert(category.id));
            set
        };
        Self {
            exposed: all(&is_exposed),
            of_person: all(&is_of_person),
            whole: all(&|category| category.comparison == Comparison::Name),
            given: all(&|category| category.comparison == Comparison::GivenName),
            family: all(&|category| category.comparison == Comparison::FamilyName),
        }
    }
}

/// Writes people; made once, asked for ranges, so that no table needs to stand in memory as a whole.
#[derive(Debug)]
pub struct People<'a> {
    pub(crate) resolution: &'a Resolution,
    pub(crate) corpus: &'a Corpus<'a>,
    /// First mention of each node.
    pub(crate) first: Vec<u32>,
    categories: &'a Categories,
    sorts: Sorts,
    clients: Attribution,
}

impl<'a> People<'a> {
    /// Prepares the clients of all mentions.
    #[must_use]
    pub fn new(
        resolution: &'a Resolution,
        corpus: &'a Corpus<'a>,
        categories: &'a Categories,
        clients: &ClientMap,
    ) -> Self {
        let first = resolution.first_mentions();
        let (sorts, clients) = (Sorts::new(categories), Attribution::new(corpus, clients));
        Self { resolution, corpus, first, categories, sorts, clients }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.resolution.people()
    }

    /// Nobody?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of some people, in the order of their first mentions.
    #[must_use]
    pub fn rows(&self, people: Range<usize>) -> Vec<PersonRow> {
        people.into_par_iter().map(|person| self.row(person)).collect()
    }

    fn row(&self, person: usize) -> PersonRow {
        let mentions = self.resolution.members.of(person);
        let mut gathered = Gathered::default();
        for at in mentions {
            let (mention, client) = (self.corpus.get(*at as usize), self.clients.of[*at as usize]);
            gathered.add(&mention, self.corpus.day(&mention), &self.sorts, client);
        }
        let clients =
            sorted(gathered.clients.iter().map(|client| self.clients.name(*client).to_string()).collect());
        gathered.row(
            self.categories,
            self.resolution.person_id(self.corpus, person),
            self.resolution.sureness[person],
            clients,
        )
    }

    /// Which person each mention belongs to, for a range of people.
    #[must_use]
    pub fn memberships(&self, people: Range<usize>) -> Vec<MembershipRow> {
        let rows = people.into_par_iter().flat_map_iter(|person| {
            let id = self.resolution.person_id(self.corpus, person);
            let probability = self.resolution.sureness[person];
            let mentions = self.resolution.members.of(person).iter();
            mentions.map(move |at| MembershipRow {
                mention: self.corpus.id(*at as usize),
                person: id,
                probability,
            })
        });
        rows.collect()
    }
}

/// Writes people from some of their mentions alone: what the records of one client say of them.
#[derive(Debug)]
pub struct PeopleInPart<'a> {
    categories: &'a Categories,
    sorts: Sorts,
}

impl<'a> PeopleInPart<'a> {
    /// With the categories of a case.
    #[must_use]
    pub fn new(categories: &'a Categories) -> Self {
        Self { categories, sorts: Sorts::new(categories) }
    }

    /// A person as these mentions, all of one client, tell it. The id and the probability are those of the whole person.
    pub fn row<'m>(
        &self,
        id: u64,
        probability: f32,
        client: &str,
        mentions: impl IntoIterator<Item = MentionView<'m>>,
    ) -> PersonRow {
        let mut gathered = Gathered::default();
        for mention in mentions {
            gathered.add(&mention, mention.date(), &self.sorts, NO_CLIENT);
        }
        gathered.row(self.categories, id, probability, vec![client.to_string()])
    }
}

fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort_unstable();
    list.dedup();
    list
}

/// What the mentions of one person say.
#[derive(Default)]
struct Gathered<'a> {
    values: Vec<(u8, &'a str)>,
    names: Vec<String>,
    categories: Vec<u8>,
    roles: Vec<&'static str>,
    clients: Vec<u16>,
    keys: Vec<u64>,
    first_day: Option<i32>,
    last_day: Option<i32>,
}

impl<'a> Gathered<'a> {
    fn add(&mut self, mention: &MentionView<'a>, day: Option<i32>, sorts: &Sorts, client: u16) {
        let (mut whole, mut given, mut family) = ("", "", "");
        for item in mention.items().filter(|item| sorts.exposed.contains(item.category)) {
            if !self.categories.contains(&item.category.0) {
                self.categories.push(item.category.0);
            }
            if sorts.of_person.contains(item.category) && !item.value.is_empty() {
                self.values.push((item.category.0, item.value));
            }
            if sorts.whole.contains(item.category) {
                whole = item.value;
            } else if sorts.given.contains(item.category) {
                given = item.value;
            } else if sorts.family.contains(item.category) {
                family = item.value;
            }
        }
        let name = if whole.is_empty() { joined(given, family) } else { whole.to_string() };
        if !name.is_empty() {
            self.names.push(name);
        }
        let role = mention.role().code();
        if !self.roles.contains(&role) {
            self.roles.push(role);
        }
        if client != NO_CLIENT && !self.clients.contains(&client) {
            self.clients.push(client);
        }
        self.keys.push(mention.record_key());
        if let Some(day) = day {
            self.first_day = Some(self.first_day.map_or(day, |first| first.min(day)));
            self.last_day = Some(self.last_day.map_or(day, |last| last.max(day)));
        }
    }

    fn row(mut self, categories: &Categories, id: u64, probability: f32, clients: Vec<String>) -> PersonRow {
        let reported =
            |number: &u8| categories.get(whose_model::CategoryId(*number)).reported_as().to_string();
        let reported = sorted(self.categories.iter().map(reported).collect());
        let (values, jointly_revealed) = self.values(categories);
        PersonRow {
            id,
            name: Sensitive::new(self.best_name()),
            values,
            categories: reported,
            roles: sorted(self.roles.iter().map(|role| (*role).to_string()).collect()),
            clients,
            first_day: self.first_day,
            last_day: self.last_day,
            mentions: self.keys.len() as u32,
            records: self.records(),
            probability,
            jointly_revealed,
        }
    }

    /// Distinct ones; the keys are sorted out by it.
    fn records(&mut self) -> u32 {
        self.keys.sort_unstable();
        self.keys.dedup();
        self.keys.len() as u32
    }

    /// The commonest whole name, then the longest, then the first in order.
    fn best_name(&mut self) -> String {
        self.names.sort_unstable();
        let runs = self.names.chunk_by(|one, other| one == other);
        let best = runs.max_by(|one, other| {
            let rank = |run: &[String]| (!is_masked(&run[0]), run.len(), run[0].chars().count());
            rank(one).cmp(&rank(other)).then_with(|| other[0].cmp(&one[0]))
        });
        best.map(|run| run[0].clone()).unwrap_or_default()
    }

    /// Distinct values by category, commonest first, masks intersected; and the categories that only together are whole.
    fn values(&mut self, categories: &Categories) -> (Vec<PersonValue>, Vec<String>) {
        self.values.sort_unstable();
        let (mut found, mut jointly) = (Vec::new(), Vec::new());
        for of_category in self.values.chunk_by(|one, other| one.0 == other.0) {
            let category = categories.get(whose_model::CategoryId(of_category[0].0));
            let runs = of_category.chunk_by(|one, other| one.1 == other.1);
            let counted: Vec<(String, u32)> =
                runs.map(|run| (run[0].1.to_string(), run.len() as u32)).collect();
            let (mut counted, revealed) = intersect_masks(counted);
            if revealed {
                jointly.push(category.code.clone());
            }
            counted.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            found.extend(counted.into_iter().map(|(value, mentions)| PersonValue {
                category: category.code.clone(),
                value: Sensitive::new(value),
                mentions,
            }));
        }
        (found, jointly)
    }
}

/// A name of both parts. Where it is written in Hangul, Chinese characters or Kana the family's stands first, without a space.
fn joined(given: &str, family: &str) -> String {
    let is_eastern = |c: char| {
        is_hangul(c)
            || matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}')
    };
    if family.chars().all(is_hangul) && !family.is_empty()
        || !family.is_empty() && !given.is_empty() && family.chars().chain(given.chars()).all(is_eastern)
    {
        return format!("{family}{given}");
    }
    format!("{given} {family}").trim().to_string()
}

/// Masked values that a whole one explains go into it; masked ones that fit each other become what they show together.
/// The second result says whether a whole value came out that no source shows.
fn intersect_masks(counted: Vec<(String, u32)>) -> (Vec<(String, u32)>, bool) {
    let (masked, mut found): (Vec<_>, Vec<_>) = counted.into_iter().partition(|(value, _)| is_masked(value));
    let mut joint: Vec<(String, u32)> = Vec::new();
    for (value, mentions) in masked {
        if let Some(whole) = found.iter_mut().find(|(whole, _)| compatible(whole, &value)) {
            whole.1 += mentions;
            continue;
        }
        match joint.iter_mut().find_map(|entry| intersect(&entry.0, &value).map(|both| (entry, both))) {
            Some((entry, both)) => *entry = (both, entry.1 + mentions),
            None => joint.push((value, mentions)),
        }
    }
    let revealed = joint.iter().any(|(value, _)| !is_masked(value));
    found.extend(joint);
    (found, revealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_show_together_what_none_shows_alone() {
        let values =
            |list: &[(&str, u32)]| list.iter().map(|(v, n)| ((*v).to_string(), *n)).collect::<Vec<_>>();
        assert_eq!(intersect_masks(values(&[("홍*동", 1), ("홍길*", 2)])), (values(&[("홍길동", 3)]), true));
        assert_eq!(
            intersect_masks(values(&[("홍*동", 1), ("홍길동", 2)])),
            (values(&[("홍길동", 3)]), false)
        );
        assert!(!intersect_masks(values(&[("홍*동", 1), ("김*동", 2)])).1);
    }
}
