//! Data that breaks a resolver: everybody shares something, or shows one thing alone. Nobody may be welded to another.

mod town;

use std::collections::{BTreeMap, BTreeSet};

use town::{Dice, Written, batch, categories, people};
use whose_resolve::{Corpus, Options, Weights, link_registry, resolve};

/// The most people joined in one, and how many people were found.
fn weld(mentions: &[(usize, Vec<(&'static str, String)>)]) -> (usize, usize) {
    let written: Vec<Written> =
        (1..).zip(mentions).map(|(id, (_, items))| Written::new(id, items.clone())).collect();
    let categories = categories();
    let batches = [batch(&written, &categories)];
    let corpus = Corpus::new(&batches).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let mut joined: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (found, (person, _)) in resolution.person_of().iter().zip(mentions) {
        joined.entry(*found).or_default().insert(*person);
    }
    (joined.values().map(BTreeSet::len).max().unwrap_or(0), resolution.people())
}

/// Some mentions of each person of a town whose names are all different.
fn each(
    count: usize,
    mentions: usize,
    items: impl Fn(usize, &str) -> Vec<(&'static str, String)>,
) -> Vec<(usize, Vec<(&'static str, String)>)> {
    let (town, truth) = people(count * 3, 31);
    let mut names: Vec<&String> = town.iter().map(|mention| &mention.items[0].1).collect();
    assert_eq!(names.len(), truth.len());
    names.sort();
    names.dedup();
    assert!(names.len() >= count);
    (0..count).flat_map(|person| vec![(person, items(person, names[person])); mentions]).collect()
}

fn address(person: usize) -> Vec<(&'static str, String)> {
    let mut dice = Dice(person as u64);
    let town = dice.roll(40);
    vec![
        ("street-address", format!("{} Elm{} Street", dice.roll(900) + 1, dice.roll(300))),
        ("city", format!("Town {town}")),
        ("postcode", format!("H{}A{}B{}", town % 10, town / 10, town % 7)),
    ]
}

#[test]
fn one_name_at_many_addresses() {
    let mentions = each(1_500, 2, |person, _| {
        [vec![("person-name", "Kim Minjun".to_string())], address(person)].concat()
    });
    let (weld, found) = weld(&mentions);
    assert!(weld <= 2 && found >= 1_400, "{weld} {found}");
}

#[test]
fn one_name_with_many_phones() {
    let mentions = each(1_500, 2, |person, _| {
        vec![
            ("person-name", "Kim Minjun".to_string()),
            ("phone", format!("+1514{:07}", person * 7_919 % 10_000_000)),
        ]
    });
    let (weld, found) = weld(&mentions);
    assert!(weld <= 2 && found >= 1_400, "{weld} {found}");
}

#[test]
fn everybody_at_one_address() {
    let mentions = each(900, 2, |_, name| [vec![("person-name", name.to_string())], address(0)].concat());
    let (weld, found) = weld(&mentions);
    assert!(weld <= 2 && found >= 850, "{weld} {found}");
}

#[test]
fn one_phone_on_everybody() {
    let mentions = each(900, 2, |person, name| {
        let own = vec![("person-name", name.to_string()), ("phone", "+15140000000".to_string())];
        [own, address(person)].concat()
    });
    let (weld, found) = weld(&mentions);
    assert!(weld <= 2 && (880..=920).contains(&found), "{weld} {found}");
}

#[test]
fn one_field_alone() {
    for items in [
        (|person, _: &str| vec![("phone", format!("+1514{:07}", person * 7_919 % 10_000_000))])
            as fn(usize, &str) -> Vec<(&'static str, String)>,
        |person, _| vec![("email", format!("nobody{}@example.org", person * 7_919 % 100_003))],
        |person, _| {
            vec![(
                "kr-resident-number",
                format!("{:06}-1{:06}", 100_000 + person, person * 7_919 % 1_000_000),
            )]
        },
        |_, name| vec![("person-name", name.to_string())],
    ] {
        let (weld, _) = weld(&each(600, 2, items));
        assert!(weld <= 1, "{weld} {:?}", items(1, "somebody")[0].0);
    }
}

#[test]
fn a_registry_of_one_name() {
    let categories = categories();
    let written = |id, number: &str, phone: String| {
        let items = vec![
            ("customer-number", number.to_string()),
            ("person-name", "김민준".to_string()),
            ("phone", phone),
        ];
        Written::new(id, items)
    };
    let registry: Vec<Written> =
        (0..3_000).map(|id| written(id, &format!("C{id}"), format!("010{:08}", id * 7_919))).collect();
    let leak: Vec<Written> =
        (0..300).map(|id| Written::new(id, vec![("person-name", "김*준".to_string())])).collect();
    let (leak, registry) = ([batch(&leak, &categories)], [batch(&registry, &categories)]);
    let corpus = Corpus::new(&leak).unwrap();
    let resolution = resolve(&corpus, &categories, &Options::default(), &());
    let standings =
        link_registry(&corpus, &resolution, &registry, &categories, &Weights::default(), &()).unwrap();
    assert_eq!(standings.totals(), [0, 3_000, 0]);
}
