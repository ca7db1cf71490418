//! What a notice says of one person.

use std::collections::BTreeSet;

use whose_model::category::general;
use whose_model::tables::PersonRow;
use whose_model::{Categories, Category, Comparison, Group, Sensitive, civil, masking, value};

/// One kind of data that was exposed of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Category, as it is reported.
    pub category: Category,
    /// Was a part of it hidden wherever it stands?
    pub partly: bool,
    /// Do several copies show it whole only together?
    pub jointly: bool,
}

impl Item {
    /// Its code, `~` behind it where a part is hidden: what the ledger keeps.
    #[must_use]
    pub fn mark(&self) -> String {
        format!("{}{}", self.category.code, if self.partly { "~" } else { "" })
    }
}

/// The person a notice is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addressee {
    /// Number in the case, as printed.
    pub reference: String,
    /// Name, masked unless revealed.
    pub name: Sensitive<String>,
    /// What was exposed, in the order of the case's list.
    pub items: Vec<Item>,
    /// First and last day, ISO.
    pub period: Option<(String, String)>,
    /// Clients.
    pub clients: Vec<String>,
}

impl Addressee {
    /// Reads a person. Bidirectional controls and other invisible signs are taken out of the name, so that it cannot turn
    /// the text around it.
    #[must_use]
    pub fn new(person: &PersonRow, categories: &Categories, reveal: bool) -> Self {
        let name = as_addressed(person.name.reveal());
        let name = if reveal { name } else { masking::by_comparison(Comparison::Name, &name) };
        let day = |day: Option<i32>| day.map(civil::iso);
        Self {
            reference: PersonRow::print_id(person.id),
            name: Sensitive::new(visible(&name)),
            items: items(person, categories),
            period: day(person.first_day).zip(day(person.last_day)),
            clients: person
                .clients
                .iter()
                .filter(|client| !client.is_empty())
                .map(|one| visible(one))
                .collect(),
        }
    }

    /// Groups of what was exposed.
    #[must_use]
    pub fn groups(&self) -> BTreeSet<Group> {
        self.items.iter().map(|item| item.category.group).collect()
    }
}

fn items(person: &PersonRow, categories: &Categories) -> Vec<Item> {
    let reported = |code: &str| categories.by_code(code).map(Category::reported_as);
    let exposed: BTreeSet<&str> = person
        .categories
        .iter()
        .filter(|code| !general::OF_NOBODY.contains(&code.as_str()))
        .filter_map(|code| reported(code))
        .collect();
    let of = |category: &str, code: &str| reported(code) == Some(category);
    categories
        .iter()
        .filter(|category| exposed.contains(category.code.as_str()))
        .map(|category| {
            let mut values =
                person.values.iter().filter(|value| of(&category.code, &value.category)).peekable();
            let jointly = person.jointly_revealed.iter().any(|code| of(&category.code, code));
            let seen = values.peek().is_some();
            let masked = values.all(|one| value::is_masked(one.value.reveal()));
            Item { category: category.clone(), partly: seen && masked && !jointly, jointly }
        })
        .collect()
}

/// A text without control signs: line ends, bidirectional marks, invisible joiners at its ends.
#[must_use]
pub fn visible(text: &str) -> String {
    let hidden = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{200b}')
    };
    text.chars().filter(|letter| !hidden(*letter)).collect::<String>().trim().to_string()
}

/// `CLARKE, RAEWYN` as it is written on a letter: `RAEWYN CLARKE`. `Roy, Jr` stays.
fn as_addressed(name: &str) -> String {
    const SUFFIXES: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "cpa"];
    let Some((family, given)) = name.split_once(',') else { return name.to_string() };
    let (family, given) = (family.trim(), given.trim());
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c == ',' || c.is_numeric());
    let suffix = SUFFIXES.contains(&given.trim_end_matches('.').to_lowercase().as_str());
    if plain(family) && plain(given) && !suffix { format!("{given} {family}") } else { name.to_string() }
}

#[cfg(test)]
pub(super) mod tests {
    use whose_model::Sensitive;
    use whose_model::tables::PersonValue;

    use super::*;

    /// A person with values `category=value`.
    pub fn person(name: &str, values: &[&str]) -> PersonRow {
        let values: Vec<PersonValue> = values
            .iter()
            .map(|text| {
                let (category, value) = text.split_once('=').unwrap();
                PersonValue {
                    category: category.into(),
                    value: Sensitive::new(value.to_string()),
                    mentions: 1,
                }
            })
            .collect();
        PersonRow {
            id: 7,
            name: Sensitive::new(name.to_string()),
            categories: values.iter().map(|value| value.category.clone()).collect(),
            values,
            roles: vec!["recipient".into()],
            clients: vec!["Maple Books".into()],
            first_day: civil::days_from_date(2016, 7, 1),
            last_day: civil::days_from_date(2019, 3, 31),
            records: 2,
            mentions: 2,
            probability: 1.0,
            jointly_revealed: Vec::new(),
        }
    }

    fn told(person: &PersonRow) -> Vec<(String, bool, bool)> {
        let addressee = Addressee::new(person, &Categories::new(general::ALL), false);
        addressee.items.into_iter().map(|item| (item.category.code, item.partly, item.jointly)).collect()
    }

    #[test]
    fn parts_of_an_address_and_names_are_one_item_each_and_record_numbers_none() {
        let one = person(
            "Olive Marchand",
            &[
                "person-name=Olive Marchand",
                "given-name=Olive",
                "city=Laval",
                "postcode=H2X1Y4",
                "record-number=77",
            ],
        );
        let wanted =
            [("person-name".to_string(), false, false), ("street-address".to_string(), false, false)];
        assert_eq!(told(&one), wanted);
    }

    #[test]
    fn an_item_is_partly_hidden_only_where_every_value_is() {
        let one = person("홍*동", &["mobile=+8210****5678", "plate=12가34**", "plate=12가3456"]);
        assert_eq!(told(&one), [("phone".to_string(), true, false), ("plate".to_string(), false, false)]);
        let mut joint = one;
        joint.jointly_revealed = vec!["mobile".into()];
        assert_eq!(told(&joint)[0], ("phone".to_string(), false, true));
    }

    #[test]
    fn names_are_written_as_people_are_addressed() {
        for (name, written) in [
            ("CLARKE, RAEWYN", "RAEWYN CLARKE"),
            ("Roy, Jr.", "Roy, Jr."),
            ("Roy, Anne, 2", "Roy, Anne, 2"),
            ("홍길동", "홍길동"),
        ] {
            assert_eq!(as_addressed(name), written);
        }
    }

    #[test]
    fn a_name_is_masked_unless_revealed_and_holds_no_invisible_sign() {
        let categories = Categories::new(general::ALL);
        let one = person("Ol\u{202e}ive\u{200f} Mar\nchand", &[]);
        assert_eq!(Addressee::new(&one, &categories, true).name.reveal(), "Olive Marchand");
        assert!(!Addressee::new(&one, &categories, false).name.reveal().contains("live"));
    }
}
