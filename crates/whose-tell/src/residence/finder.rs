//! One person: which jurisdictions the values point at.

use std::collections::BTreeMap;

use whose_model::category::general;
use whose_model::tables::PersonValue;

use super::pattern::{fits, in_range, plain};
use crate::law::{Jurisdiction, Law};

/// What told where a person lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Country, region or postal code, or the script of the address.
    Address,
    /// Country of the phone.
    Phone,
    /// A number that only residents have.
    Identifier,
    /// Nothing.
    Nothing,
}

/// Where a person lives. Jurisdictions are positions in [`Law::jurisdictions`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The jurisdiction; none: elsewhere or unknown.
    pub main: Option<usize>,
    /// Others that an address of the person points at.
    pub also: Vec<usize>,
    /// Does the main one lie in a country whose law is not here?
    pub elsewhere: bool,
    /// What told it.
    pub told: Told,
}

/// Finds where people live.
#[derive(Debug)]
pub struct Finder<'a> {
    jurisdictions: &'a [Jurisdiction],
    countries: BTreeMap<&'a str, usize>,
    regions: BTreeMap<&'a str, Vec<usize>>,
    /// Beginnings of phone numbers; none: a country whose law is not here.
    phones: BTreeMap<&'a str, Option<usize>>,
    identifiers: BTreeMap<&'a str, usize>,
}

/// Countries written so say nothing.
const NO_COUNTRY: [&str; 8] = ["", "-", "N/A", "NONE", "NULL", "UNKNOWN", "OTHER", "XX"];

/// Mentions that point at a jurisdiction; the last key is elsewhere.
type Votes = BTreeMap<Option<usize>, u32>;

impl<'a> Finder<'a> {
    /// Takes what the law says of residence.
    #[must_use]
    pub fn new(law: &'a Law) -> Self {
        let jurisdictions = law.jurisdictions();
        let mut finder = Self {
            jurisdictions,
            countries: BTreeMap::new(),
            regions: BTreeMap::new(),
            phones: BTreeMap::new(),
            identifiers: BTreeMap::new(),
        };
        for (at, one) in jurisdictions.iter().enumerate() {
            let lives = &one.residence;
            finder.countries.extend(lives.countries.iter().map(|name| (name.as_str(), at)));
            for name in &lives.regions {
                finder.regions.entry(name).or_default().push(at);
            }
            finder.phones.extend(lives.phones.iter().map(|phone| (phone.as_str(), Some(at))));
            finder.phones.extend(lives.phones_elsewhere.iter().map(|phone| (phone.as_str(), None)));
            finder.identifiers.extend(lives.identifiers.iter().map(|code| (code.as_str(), at)));
        }
        finder
    }

    /// Where a person with these values lives.
    #[must_use]
    pub fn find(&self, values: &[PersonValue]) -> Found {
        for told in [Told::Address, Told::Phone, Told::Identifier] {
            let votes = match told {
                Told::Address => self.by_address(values),
                Told::Phone => self.by_phone(values),
                _ => self.by_identifier(values),
            };
            // More mentions first; of equals the first in the list of the law, elsewhere last.
            let Some((main, _)) = votes
                .iter()
                .max_by_key(|(at, mentions)| (**mentions, std::cmp::Reverse(at.unwrap_or(usize::MAX))))
            else {
                continue;
            };
            let also = votes.keys().filter(|at| *at != main).filter_map(|at| *at).collect();
            return Found { main: *main, also, elsewhere: main.is_none(), told };
        }
        Found { main: None, also: Vec::new(), elsewhere: false, told: Told::Nothing }
    }

    fn by_address(&self, values: &[PersonValue]) -> Votes {
        let mut countries = Votes::new();
        for (text, mentions) in of(values, &[general::COUNTRY.code]) {
            let name = plain(text);
            if !NO_COUNTRY.contains(&name.as_str()) {
                *countries.entry(self.countries.get(name.as_str()).copied()).or_default() += mentions;
            }
        }
        let mut votes = Votes::new();
        for (code, mentions) in of(values, &[general::POSTCODE.code]) {
            self.vote(&mut votes, self.of_postcode(code, &countries), mentions);
        }
        for (name, mentions) in of(values, &[general::REGION.code]) {
            if let Some(at) = self.of_region(name, &countries, values) {
                // A postal code tells more than the region it lies in.
                if !votes.keys().any(|known| known.is_some_and(|known| self.top(known) == self.top(at))) {
                    self.vote(&mut votes, Some(at), mentions);
                }
            }
        }
        for (country, mentions) in countries {
            let known = votes.keys().any(|at| at.map(|at| self.top(at)) == country && country.is_some());
            if !known {
                votes.insert(country, mentions);
            }
        }
        if votes.is_empty() {
            self.by_script(values, &mut votes);
        }
        votes
    }

    fn vote(&self, votes: &mut Votes, at: Option<usize>, mentions: u32) {
        if at.is_some() {
            *votes.entry(at).or_default() += mentions;
        }
    }

    /// The jurisdiction that is no part of another.
    fn top(&self, at: usize) -> usize {
        self.parent(at).map_or(at, |parent| self.top(parent))
    }

    fn parent(&self, at: usize) -> Option<usize> {
        let parent = self.jurisdictions[at].parent.as_ref()?;
        self.jurisdictions.iter().position(|one| one.code == *parent)
    }

    /// Parts of a jurisdiction, then itself: the finest that holds a code is taken.
    fn finest(&self, mut holds: impl FnMut(usize, &Jurisdiction) -> bool) -> Option<usize> {
        let all = || self.jurisdictions.iter().enumerate();
        let mut parts = all().filter(|(_, one)| one.parent.is_some());
        parts
            .find(|(at, one)| holds(*at, one))
            .or_else(|| all().filter(|(_, one)| one.parent.is_none()).find(|(at, one)| holds(*at, one)))
            .map(|(at, _)| at)
    }

    fn of_postcode(&self, code: &str, countries: &Votes) -> Option<usize> {
        let code = compact(code);
        let fitting = self.finest(|_, one| one.residence.postcodes.iter().any(|form| fits(form, &code)));
        let in_us = |at: usize| {
            countries.contains_key(&Some(at)) || fitting.is_some_and(|fitting| self.top(fitting) == at)
        };
        // Digits alone are a code of many countries: they tell a part only of a country that is known.
        let part = self.finest(|at, one| {
            let ranges = &one.residence.postcode_ranges;
            !ranges.is_empty() && in_us(self.top(at)) && ranges.iter().any(|range| in_range(range, &code))
        });
        part.or(fitting)
    }

    fn of_region(&self, name: &str, countries: &Votes, values: &[PersonValue]) -> Option<usize> {
        let known = self.regions.get(plain(name).as_str())?;
        let named = |at: &usize| countries.is_empty() || countries.contains_key(&Some(self.top(*at)));
        let fitting: Vec<usize> = known.iter().copied().filter(named).collect();
        if let [one] = fitting[..] {
            return Some(one);
        }
        // Of regions of one name, the one whose country writes its postal codes so.
        let shared = |at: &usize| {
            let forms = &self.jurisdictions[self.top(*at)].residence.postcodes_shared;
            of(values, &[general::POSTCODE.code])
                .any(|(code, _)| forms.iter().any(|form| fits(form, &compact(code))))
        };
        let mut by_form = fitting.into_iter().filter(shared);
        by_form.next().filter(|_| by_form.next().is_none())
    }

    fn by_script(&self, values: &[PersonValue], votes: &mut Votes) {
        let kinds = [general::STREET_ADDRESS.code, general::CITY.code, general::REGION.code];
        for (text, mentions) in of(values, &kinds) {
            for (at, one) in self.jurisdictions.iter().enumerate() {
                let holds = match one.residence.script.as_deref() {
                    Some("hangul") => text.chars().any(|letter| ('가'..='힣').contains(&letter)),
                    Some("kana") => text.chars().any(|letter| ('\u{3040}'..='\u{30ff}').contains(&letter)),
                    _ => false,
                };
                if holds {
                    *votes.entry(Some(at)).or_default() += mentions;
                }
            }
        }
    }

    fn by_phone(&self, values: &[PersonValue]) -> Votes {
        let mut votes = Votes::new();
        for (number, mentions) in of(values, &[general::PHONE.code, general::MOBILE.code]) {
            let longest = (2..=5.min(number.len())).rev().filter_map(|length| number.get(..length));
            if let Some(at) = longest.filter_map(|beginning| self.phones.get(beginning)).next() {
                *votes.entry(*at).or_default() += mentions;
            } else if number.starts_with('+') {
                *votes.entry(None).or_default() += mentions;
            }
        }
        votes
    }

    fn by_identifier(&self, values: &[PersonValue]) -> Votes {
        let mut votes = Votes::new();
        for value in values {
            if let Some(at) = self.identifiers.get(value.category.as_str()) {
                *votes.entry(Some(*at)).or_default() += value.mentions;
            }
        }
        votes
    }
}

/// A postal code as it is compared: capitals, without spaces.
fn compact(code: &str) -> String {
    plain(code).chars().filter(|letter| *letter != ' ').collect()
}

/// Values of some categories, with their mentions.
fn of<'v>(values: &'v [PersonValue], categories: &'v [&str]) -> impl Iterator<Item = (&'v str, u32)> {
    values
        .iter()
        .filter(|value| categories.contains(&value.category.as_str()))
        .map(|value| (value.value.reveal().as_str(), value.mentions))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use whose_model::Sensitive;

    use super::*;

    static LAW: LazyLock<Law> = LazyLock::new(|| Law::load().unwrap());

    /// `category=value`, or `category=value*3` for three mentions, parted by `; `.
    fn lives(text: &str) -> String {
        let law = &*LAW;
        let values: Vec<PersonValue> = text
            .split("; ")
            .filter(|part| !part.is_empty())
            .map(|part| {
                let (category, value) = part.split_once('=').unwrap();
                let (value, mentions) = match value.rsplit_once(" x") {
                    Some((value, mentions)) => (value, mentions.parse().unwrap()),
                    None => (value, 1),
                };
                PersonValue { category: category.into(), value: Sensitive::new(value.to_string()), mentions }
            })
            .collect();
        let found = Finder::new(law).find(&values);
        let code = |at: usize| law.jurisdictions()[at].code.clone();
        let main = match (found.main, found.elsewhere) {
            (Some(at), _) => code(at),
            (None, true) => "elsewhere".to_string(),
            (None, false) => "unknown".to_string(),
        };
        let also: Vec<String> = found.also.into_iter().map(code).collect();
        if also.is_empty() { main } else { format!("{main}, also {}", also.join(" ")) }
    }

    #[test]
    fn an_address_tells_the_finest_jurisdiction() {
        for (values, wanted) in [
            ("postcode=H2X1Y4; country=CA", "ca-qc"),
            ("postcode=H2X1Y4", "ca-qc"),
            ("postcode=G1R***; region=QC; country=Canada", "ca-qc"),
            ("postcode=M5V2T6; region=ON; country=CA", "ca"),
            ("region=QC", "ca-qc"),
            ("region=Québec; country=Canada", "ca-qc"),
            ("country=KR; street-address=11 Road", "kr"),
            ("street-address=서울특별시 중구 세종대로 110", "kr"),
            ("postcode=90210; country=US", "us-ca"),
            ("postcode=90210-1234", "us-ca"),
            ("region=TX; postcode=77001; country=USA", "us-tx"),
            ("region=NY", "us-ny"),
            ("region=FL; country=US", "us"),
            ("country=U.S.A.; postcode=02108", "us-ma"),
            ("postcode=SW1A1AA", "uk"),
            ("country=Deutschland; postcode=10115", "eu"),
            ("country=Brazil", "elsewhere"),
            ("country=N/A", "unknown"),
            // Five digits are a code of many countries.
            ("postcode=90210", "unknown"),
            ("", "unknown"),
        ] {
            assert_eq!(lives(values), wanted, "{values}");
        }
    }

    #[test]
    fn a_region_of_two_countries_tells_only_beside_its_country() {
        assert_eq!(lives("region=SK; country=CA"), "ca");
        assert_eq!(lives("region=DE; country=Germany"), "eu");
        assert_eq!(lives("region=CA; country=US"), "us-ca");
        assert_eq!(lives("region=WA"), "unknown");
        assert_eq!(lives("region=WA; postcode=98101"), "us");
        assert_eq!(lives("region=WA; postcode=6000"), "au");
    }

    #[test]
    fn without_an_address_the_phone_tells_then_a_number_of_residents() {
        assert_eq!(lives("mobile=+821012345678"), "kr");
        assert_eq!(lives("phone=+15145550101"), "ca-qc");
        assert_eq!(lives("phone=+14165550101"), "ca");
        assert_eq!(lives("phone=+12125550101"), "us");
        assert_eq!(lives("phone=+18765550101"), "elsewhere");
        assert_eq!(lives("phone=+551155501010"), "elsewhere");
        assert_eq!(lives("phone=5550101"), "unknown");
        assert_eq!(lives("kr-resident-number=800101-1******"), "kr");
        assert_eq!(lives("phone=+821012345678; postcode=M5V2T6"), "ca");
    }

    #[test]
    fn an_address_in_two_countries_is_counted_in_one_and_told_of_in_the_other() {
        assert_eq!(lives("postcode=M5V2T6 x3; postcode=H2X1Y4 x1; country=CA x4"), "ca, also ca-qc");
        assert_eq!(lives("country=CA x1; postcode=H2X1Y4 x1; country=France x2"), "eu, also ca-qc");
    }
}
