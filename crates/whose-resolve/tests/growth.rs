//! A case grows: new sources join it. Who is who stays, every printed id stays valid, and the result is that of a full run.

mod town;

use std::collections::{BTreeMap, BTreeSet};

use arrow_array::RecordBatch;
use town::{Dice, Written, batch, categories, people};
use whose_model::Categories;
use whose_resolve::{ClientMap, Corpus, Options, People, exposure, resolve};

/// A number that looks random, as ids of mentions do.
fn mixed(number: u64) -> u64 {
    Dice(number).roll(usize::MAX) as u64
}

/// Mentions of a town in three sources, with ids as they come from places.
fn sources() -> [Vec<Written>; 3] {
    let (mut mentions, _) = people(700, 17);
    let mut sources = [const { Vec::new() }; 3];
    for (at, mention) in mentions.drain(..).enumerate() {
        let source = mixed(at as u64 + 900_000) as usize % 3;
        let id = mixed(mention.id);
        sources[source].push(Written {
            id,
            source: source as u64,
            record: at as u64,
            record_key: id,
            ..mention
        });
    }
    sources
}

/// The people found: each by its id, with the ids of its mentions.
fn found(batches: &[RecordBatch], categories: &Categories) -> BTreeMap<u64, BTreeSet<u64>> {
    let corpus = Corpus::new(batches).unwrap();
    let resolution = resolve(&corpus, categories, &Options::default(), &());
    let people = People::new(&resolution, &corpus, categories, &ClientMap::default());
    let mut found: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for row in people.memberships(0..people.len()) {
        found.entry(row.person).or_default().insert(row.mention);
    }
    found
}

/// Every row that is handed on, as text.
fn rows(batches: &[RecordBatch], categories: &Categories) -> String {
    let corpus = Corpus::new(batches).unwrap();
    let resolution = resolve(&corpus, categories, &Options::default(), &());
    let clients = ClientMap::default();
    let people = People::new(&resolution, &corpus, categories, &clients);
    let all = 0..people.len();
    let exposure = exposure(&corpus, &resolution, &clients, categories);
    format!(
        "{:?} {:?} {:?} {:?} {:?}",
        people.rows(all.clone()),
        people.memberships(all.clone()),
        people.merges(all.clone()),
        exposure.rows(all),
        resolution.count
    )
}

#[test]
fn people_who_gain_nothing_keep_their_ids() {
    let categories = categories();
    let [one, two, three] = sources().map(|source| batch(&source, &categories));
    let before = found(&[one.clone(), two.clone()], &categories);
    let after = found(&[one, two, three.clone()], &categories);
    let by_mentions: BTreeMap<&BTreeSet<u64>, u64> =
        after.iter().map(|(id, mentions)| (mentions, *id)).collect();
    let (mut same, mut grown, mut other) = (0, 0, 0);
    for (id, mentions) in &before {
        if let Some(now) = by_mentions.get(mentions) {
            assert_eq!(now, id);
            same += 1;
        } else if after.values().any(|now| mentions.is_subset(now)) {
            grown += 1;
        } else {
            other += 1;
        }
    }
    assert!(same > 150 && grown > 150, "{same} {grown} {other}");
    assert!(other * 100 < before.len(), "{other} of {} people fell apart when others came", before.len());
}

#[test]
fn an_id_once_printed_leads_to_the_same_person() {
    let categories = categories();
    let [one, two, three] = sources().map(|source| batch(&source, &categories));
    let before = found(std::slice::from_ref(&one), &categories);
    let after = found(&[one, two, three], &categories);
    let person_of: BTreeMap<u64, u64> = after
        .iter()
        .flat_map(|(person, mentions)| mentions.iter().map(|mention| (*mention, *person)))
        .collect();
    // The id is that of a mention: whoever holds that mention now is meant.
    let meant = |id: u64| person_of[&id];
    let mut apart = 0;
    for (id, mentions) in &before {
        assert!(mentions.contains(id));
        apart += usize::from(mentions.iter().any(|mention| person_of[mention] != meant(*id)));
    }
    assert!(apart * 100 < before.len(), "{apart} of {}", before.len());
}

#[test]
fn a_case_that_grew_is_the_case_that_was_whole_at_once() {
    let categories = categories();
    let [one, two, three] = sources();
    let whole: Vec<Written> = [three.clone(), one.clone(), two.clone()].concat();
    let at_once = rows(&[batch(&whole, &categories)], &categories);
    let grown: Vec<RecordBatch> = [one, two, three]
        .iter()
        .flat_map(|source| source.chunks(57).map(|part| batch(part, &categories)).collect::<Vec<_>>())
        .collect();
    assert!(rows(&grown, &categories) == at_once);
    let backwards: Vec<RecordBatch> = grown.into_iter().rev().collect();
    assert!(rows(&backwards, &categories) == at_once);
}
