//! The numbers that a notice states: people and records, by what, where and since when.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use whose_model::tables::TallyRow;
use whose_model::{Categories, Category, Group, civil};
use whose_tell::law::Law;
use whose_tell::notice::CaseNumbers;
use whose_tell::residence::Residents;

use crate::Case;

/// The numbers of a case, or of one client in it, by the law of a jurisdiction, for a template. Where people live is told of the
/// whole case.
///
/// # Errors
/// When there is no such client, or a table is damaged.
pub(crate) fn case_numbers(
    case: &Case,
    law: &Law,
    jurisdiction: Option<&str>,
    client: Option<&str>,
    template: &str,
) -> Result<CaseNumbers> {
    let all = Categories::from_stored(case.store().rows::<Category>()?);
    let tallies: Vec<TallyRow> = case.store().rows()?;
    let of_client = |tally: &&TallyRow| tally.client == client.unwrap_or_default();
    let Some(whole) = tallies.iter().filter(of_client).find(|tally| tally.kind == "whole") else {
        let names: BTreeSet<&str> = clients(&tallies).collect();
        let names: Vec<&str> = names.into_iter().collect();
        bail!("no client is called {}. Clients: {}", client.unwrap_or_default(), names.join(", "));
    };
    let categories =
        tallies.iter().filter(of_client).filter(|tally| tally.kind == "category").filter_map(|tally| {
            let category = all.by_code(&tally.key).filter(|category| category.group != Group::Company)?;
            Some((category.clone(), tally.people, tally.records))
        });
    // Where people live is counted over everyone: only for a template that states it.
    let states_places = template.contains("{residents}") || template.contains("{residences}");
    let residents = if states_places { crate::clocks::residents(case, law)? } else { Residents::default() };
    let residences = law.jurisdictions().iter().filter_map(|one| {
        let people = residents.jurisdictions.get(&one.code)?.people;
        (people > 0).then(|| (one.name.clone(), people, one.parent.is_some()))
    });
    Ok(CaseNumbers {
        people: whole.people,
        records: whole.records,
        residents: jurisdiction.map_or(0, |code| residents.of(code).people),
        period: whole.first_day.map(civil::iso).zip(whole.last_day.map(civil::iso)),
        categories: categories.collect(),
        residences: residences.collect(),
        elsewhere: residents.elsewhere,
        unknown: residents.unknown,
        client: client.map(ToString::to_string),
        telling: None,
    })
}

/// Names of the clients; `?` stands for what nothing attributes to one.
pub(crate) fn clients(tallies: &[TallyRow]) -> impl Iterator<Item = &str> {
    let whole = tallies.iter().filter(|tally| tally.kind == "whole");
    whole.map(|tally| tally.client.as_str()).filter(|client| !client.is_empty() && *client != "?")
}
